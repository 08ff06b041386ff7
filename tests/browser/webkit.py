"""A WebKitGTK view whose data stays on disk, for engines.mjs: MiniBrowser's automation sessions keep nothing.

Usage: webkit.py DATA DOWNLOADS. A line of JSON in ({"goto": …} or {"evaluate": …}), a line of JSON out ({"value": …} or
{"error": …}); ends with its input. It knows nothing of the page.
"""
import json
import os
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

data, downloads = sys.argv[1:]
manager = WebKit2.WebsiteDataManager(base_data_directory=data, base_cache_directory=os.path.join(data, "cache"))
context = WebKit2.WebContext.new_with_website_data_manager(manager)
view = WebKit2.WebView.new_with_context(context)
window = Gtk.Window()
window.set_default_size(1024, 768)
window.add(view)
window.show_all()
loading = False


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
    else:
        code = f"return JSON.stringify(await ({command['evaluate']})) ?? 'null'"
        view.call_async_javascript_function(code, -1, None, None, None, None, on_evaluated)
    return True


view.connect("load-changed", on_load)
view.connect("load-failed", on_failed)
context.connect("download-started", on_download)
GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, on_line)
Gtk.main()
