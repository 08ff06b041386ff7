"""WebKitGTK views whose data stays on disk, for engines.mjs: MiniBrowser's automation sessions keep nothing.

Usage: webkit.py DATA DOWNLOADS. A line of JSON in: "number", "tab" and {"open": true}, {"goto": …}, {"evaluate": …}, {"press": …}, {"type": …},
{"command": …} for the menu's Undo or Redo, {"resize": [w, h]} or {"dark": …}. A line of JSON out: "to", the number, and "value" or "error";
"ended" as well when the page's process is there no more. Ends with its input. It knows nothing of the page.
"""
import json
import os
import sys

import gi

# Keys go into the view as they are; somebody's own input method would make something else of them.
os.environ["GTK_IM_MODULE"] = "gtk-im-context-simple"

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gdk, GLib, Gtk, WebKit2  # noqa: E402

data, downloads = sys.argv[1:]
manager = WebKit2.WebsiteDataManager(base_data_directory=data, base_cache_directory=os.path.join(data, "cache"))
context = WebKit2.WebContext.new_with_website_data_manager(manager)
keyvals = {"\n": Gdk.KEY_Return, "\t": Gdk.KEY_Tab, "Enter": Gdk.KEY_Return, "Space": Gdk.KEY_space, "Backspace": Gdk.KEY_BackSpace,
           "ArrowLeft": Gdk.KEY_Left, "ArrowRight": Gdk.KEY_Right, "ArrowUp": Gdk.KEY_Up, "ArrowDown": Gdk.KEY_Down,
           "Control": Gdk.KEY_Control_L, "Shift": Gdk.KEY_Shift_L, "Alt": Gdk.KEY_Alt_L}
modifiers = {"Control": Gdk.ModifierType.CONTROL_MASK, "Shift": Gdk.ModifierType.SHIFT_MASK, "Alt": Gdk.ModifierType.MOD1_MASK}


def answer(number, **what):
    print(json.dumps({"to": number, **what}), flush=True)


class Tab:
    """A view in a window of its own."""

    every = {}

    def __init__(self, number):
        self.view = WebKit2.WebView.new_with_context(context)
        self.window = Gtk.Window()
        self.window.set_default_size(1024, 768)
        self.window.add(self.view)
        self.window.show_all()
        self.view.grab_focus()
        self.loading = None  # number of the command that waits for it
        self.view.connect("load-changed", self.on_load)
        self.view.connect("load-failed", self.on_failed)
        self.view.connect("web-process-terminated", self.on_terminated)
        self.ended = ""  # why the page is there no more, until another one is loaded
        Tab.every[number] = self

    def finished(self, **what):
        if self.loading is not None:
            number, self.loading = self.loading, None
            answer(number, **what)

    def on_load(self, _view, event):
        if event == WebKit2.LoadEvent.FINISHED:
            self.finished(value=None)

    def on_failed(self, _view, _event, address, error):
        self.finished(error=f"{address}: {error.message}")
        return False

    def on_terminated(self, _view, reason):
        self.ended = f"the page's process has ended: {reason.value_nick}"
        self.finished(error=self.ended, ended=True)

    def evaluate(self, number, code):
        def on_evaluated(view, result):
            try:
                answer(number, value=json.loads(view.call_async_javascript_function_finish(result).to_string()))
            except GLib.Error as error:
                if self.ended:
                    answer(number, error=self.ended, ended=True)
                else:
                    answer(number, error=f"{error.message}: {view.get_uri()}, {'loading' if view.is_loading() else 'loaded'}")

        self.view.call_async_javascript_function(code, -1, None, None, None, None, on_evaluated)

    def set_focus(self, has_it):
        if self.window.is_active() == has_it:
            return
        focus = Gdk.Event.new(Gdk.EventType.FOCUS_CHANGE)
        focus.focus_change.window = self.window.get_window()
        focus.focus_change.in_ = int(has_it)
        Gtk.main_do_event(focus)

    def send_key(self, name, down, state):
        """As the X server would send it, but to this view, whichever of the windows on the screen has the focus."""
        named = keyvals.get(name) or (Gdk.unicode_to_keyval(ord(name)) if len(name) == 1 else Gdk.keyval_from_name(name))
        keyval = Gdk.KEY_ISO_Left_Tab if name == "Tab" and state & Gdk.ModifierType.SHIFT_MASK else named
        event = Gdk.Event.new(Gdk.EventType.KEY_PRESS if down else Gdk.EventType.KEY_RELEASE)
        event.key.window = self.view.get_window()
        event.key.time = Gdk.CURRENT_TIME
        event.key.state = Gdk.ModifierType(state)
        event.key.keyval = keyval
        # A letter that this keyboard lacks has no key; that is how an input method brings it, too.
        _, keys = Gdk.Keymap.get_for_display(self.window.get_display()).get_entries_for_keyval(keyval)
        if keys:
            event.key.hardware_keycode = keys[0].keycode
        event.set_device(self.window.get_display().get_default_seat().get_keyboard())
        Gtk.main_do_event(event)

    def send_keys(self, names):
        """One after the other, the first ones held: Control+z. Answered when the page has seen the last one go up."""
        state = 0
        for name in names:
            self.send_key(name, True, state)
            state |= int(modifiers.get(name, 0))
        for name in reversed(names):
            self.send_key(name, False, state)
            state &= ~int(modifiers.get(name, 0))

    def on_keys(self, number, combinations):
        count = sum(len(names) for names in combinations)
        if not count:
            answer(number, value=None)
            return
        self.evaluate(number, f"""return await new Promise((done) => {{
            let left = {count};
            addEventListener('keyup', function up() {{
                if (--left > 0) return;
                removeEventListener('keyup', up, true);
                done('null');
            }}, true);
        }})""")
        for tab in Tab.every.values():
            if tab is not self:
                tab.set_focus(False)
        self.set_focus(True)
        for names in combinations:
            self.send_keys(names)


def on_download(_context, download):
    def decide(_download, name):
        download.set_destination("file://" + os.path.join(downloads, name))
        return True

    download.connect("decide-destination", decide)


unread = b""


def on_input(_source, _condition):
    global unread
    part = os.read(sys.stdin.fileno(), 65536)
    if not part:
        for tab in Tab.every.values():
            tab.window.destroy()
        Gtk.main_quit()
        return False
    *lines, unread = (unread + part).split(b"\n")
    for line in lines:
        on_command(json.loads(line))
    return True


def on_command(command):
    number = command["number"]
    if "open" in command:
        Tab(command["tab"])
        answer(number, value=None)
        return
    tab = Tab.every[command["tab"]]
    if "goto" in command:
        tab.loading = number
        tab.ended = ""
        tab.view.load_uri(command["goto"])
    elif "press" in command:
        tab.on_keys(number, [command["press"].split("+")])
    elif "type" in command:
        tab.on_keys(number, [[letter] for letter in command["type"]])
    elif "command" in command:
        tab.view.execute_editing_command(command["command"])
        tab.evaluate(number, "return 'null'")  # behind it
    elif "resize" in command:
        tab.window.resize(*command["resize"])
        answer(number, value=None)
    elif "dark" in command:
        Gtk.Settings.get_default().set_property("gtk-application-prefer-dark-theme", command["dark"])
        answer(number, value=None)
    else:
        tab.evaluate(number, f"return JSON.stringify(await ({command['evaluate']})) ?? 'null'")


context.connect("download-started", on_download)
GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, on_input)
Gtk.main()
