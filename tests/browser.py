"""Open a page in a headless Chromium, let it run a script, and hear what the script says."""

import json
import os
import shutil
import signal
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

_BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
_TIMEOUT_S = 240


def chromium() -> str:
    """The program; the test is skipped where there is none."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium is installed here")
    return found


def ask_page(page: Path, script: str, folder: Path) -> Any:
    """Run a script at the end of a page.

    Args:
        page: an HTML file; a copy with the script is put beside it.
        script: JavaScript that calls `say(value)` once, within a few minutes.
        folder: for the browser's profile.

    Returns:
        The value that it says.
    """
    said: list[Any] = []
    heard = threading.Event()

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self):
            said.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()
            heard.set()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{server.server_port}/"
        tell = f"""<script>
const say = (value) => fetch("{place}",
  {{ method: "POST", mode: "no-cors", body: JSON.stringify(value) }});
window.addEventListener("error", (event) => say("error: " + event.message));
{script}
</script>"""
        copy = page.with_name("asked.html")
        copy.write_text(page.read_text(encoding="utf-8") + tell, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"]
        options += ["--autoplay-policy=no-user-gesture-required"]
        options += [f"--user-data-dir={folder / 'profile'}", copy.as_uri()]
        browser = subprocess.Popen(
            [chromium(), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            assert heard.wait(_TIMEOUT_S), "the page said nothing"
        finally:
            os.killpg(browser.pid, signal.SIGTERM)  # it may be a script that starts the browser
            browser.wait()
            server.shutdown()
            copy.unlink()
    return said[0]
