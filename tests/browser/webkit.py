"""A WebKitGTK view whose data stays on disk, for engines.mjs: MiniBrowser's automation sessions keep nothing.

Usage: webkit.py DATA DOWNLOADS. A line of JSON in ({"goto": …}, {"evaluate": …}, {"press": …}, {"type": …}, {"command": …} for
the menu's Undo or Redo, {"resize": [w, h]} or {"dark": …}), a line of JSON out ({"value": …} or {"error": …}); ends with its input. It knows nothing of the page.
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
view = WebKit2.WebView.new_with_context(context)
window = Gtk.Window()
window.set_default_size(1024, 768)
window.add(view)
window.show_all()
view.grab_focus()
loading = False
keyvals = {"\n": Gdk.KEY_Return, "\t": Gdk.KEY_Tab, "Enter": Gdk.KEY_Return, "Space": Gdk.KEY_space, "Backspace": Gdk.KEY_BackSpace,
           "ArrowLeft": Gdk.KEY_Left, "ArrowRight": Gdk.KEY_Right, "ArrowUp": Gdk.KEY_Up, "ArrowDown": Gdk.KEY_Down,
           "Control": Gdk.KEY_Control_L, "Shift": Gdk.KEY_Shift_L, "Alt": Gdk.KEY_Alt_L}
modifiers = {"Control": Gdk.ModifierType.CONTROL_MASK, "Shift": Gdk.ModifierType.SHIFT_MASK, "Alt": Gdk.ModifierType.MOD1_MASK}


def answer(**what):
    print(json.dumps(what), flush=True)


def finished(error=None):
    global loading
    if loading:
        loading = False
        answer(error=error) if error else answer(value=None)


def on_load(_view, event):
    if event == WebKit2.LoadEvent.FINISHED:
        finished()


def on_failed(_view, _event, address, error):
    finished(f"{address}: {error.message}")
    return False


def on_evaluated(_view, result):
    try:
        answer(value=json.loads(view.call_async_javascript_function_finish(result).to_string()))
    except GLib.Error as error:
        answer(error=error.message)


def evaluate(code):
    view.call_async_javascript_function(code, -1, None, None, None, None, on_evaluated)


def send_key(name, down, state):
    """As the X server would send it, but to this view, whichever of the windows on the screen has the focus."""
    if not window.is_active():
        focus = Gdk.Event.new(Gdk.EventType.FOCUS_CHANGE)
        focus.focus_change.window = window.get_window()
        focus.focus_change.in_ = 1
        Gtk.main_do_event(focus)
    named = keyvals.get(name) or (Gdk.unicode_to_keyval(ord(name)) if len(name) == 1 else Gdk.keyval_from_name(name))
    keyval = Gdk.KEY_ISO_Left_Tab if name == "Tab" and state & Gdk.ModifierType.SHIFT_MASK else named
    event = Gdk.Event.new(Gdk.EventType.KEY_PRESS if down else Gdk.EventType.KEY_RELEASE)
    event.key.window = view.get_window()
    event.key.time = Gdk.CURRENT_TIME
    event.key.state = Gdk.ModifierType(state)
    event.key.keyval = keyval
    # A letter that this keyboard lacks has no key; that is how an input method brings it, too.
    _, keys = Gdk.Keymap.get_for_display(window.get_display()).get_entries_for_keyval(keyval)
    if keys:
        event.key.hardware_keycode = keys[0].keycode
    event.set_device(window.get_display().get_default_seat().get_keyboard())
    Gtk.main_do_event(event)


def send_keys(names):
    """One after the other, the first ones held: Control+z. Answered when the page has seen the last one go up."""
    state = 0
    for name in names:
        send_key(name, True, state)
        state |= int(modifiers.get(name, 0))
    for name in reversed(names):
        send_key(name, False, state)
        state &= ~int(modifiers.get(name, 0))


def on_keys(combinations):
    count = sum(len(names) for names in combinations)
    if not count:
        answer(value=None)
        return
    evaluate(f"""return await new Promise((done) => {{
        let left = {count};
        addEventListener('keyup', function up() {{
            if (--left > 0) return;
            removeEventListener('keyup', up, true);
            done('null');
        }}, true);
    }})""")
    for names in combinations:
        send_keys(names)


def on_download(_context, download):
    def decide(_download, name):
        download.set_destination("file://" + os.path.join(downloads, name))
        return True

    download.connect("decide-destination", decide)


def on_line(_source, _condition):
    global loading
    line = sys.stdin.readline()
    if not line:
        window.destroy()
        Gtk.main_quit()
        return False
    command = json.loads(line)
    if "goto" in command:
        loading = True
        view.load_uri(command["goto"])
    elif "press" in command:
        on_keys([command["press"].split("+")])
    elif "type" in command:
        on_keys([[letter] for letter in command["type"]])
    elif "command" in command:
        view.execute_editing_command(command["command"])
        evaluate("return 'null'")  # behind it
    elif "resize" in command:
        window.resize(*command["resize"])
        answer(value=None)
    elif "dark" in command:
        Gtk.Settings.get_default().set_property("gtk-application-prefer-dark-theme", command["dark"])
        answer(value=None)
    else:
        evaluate(f"return JSON.stringify(await ({command['evaluate']})) ?? 'null'")
    return True


view.connect("load-changed", on_load)
view.connect("load-failed", on_failed)
context.connect("download-started", on_download)
GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, on_line)
Gtk.main()
