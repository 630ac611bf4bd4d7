"""Takes a listening test's page in a browser: `page_browser.py PAGE NAME ANSWERS`.

Whatever the page says on its console, it says too. The end of each sound is announced to the page
instead of waited for, because the browser that comes with Qt has no H.264 and no AAC.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

PATIENCE_S = 60
TAKE = """
function press(name) { document.dispatchEvent(new KeyboardEvent("keydown", { key: name })); }
part("name").value = NAME;
part("enter").requestSubmit();
press("5");  // before it was heard: does not count
let wrongly = 0;  // trials that show a picture without having one, or the reverse
let skipped = 0;  // references that Space did not play again
const early = Object.keys(state.scores).length;
for (let n = 0; n < state.order.length && !part("trial").hidden; n++) {
  const shown = getComputedStyle(part("video")).display !== "none";
  wrongly += shown !== current().media.endsWith(".mp4");
  press(" ");
  skipped += Boolean(current().target) !== isReference;
  player().dispatchEvent(new Event("ended"));
  press(String(n % 5 + 1));
  press("ArrowRight");
}
save();
JSON.stringify([early, wrongly, skipped, part("end").hidden, localStorage.length]);
"""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


class Page(QWebEnginePage):
    def javaScriptConsoleMessage(self, _level: object, text: str, line: int, _source: str) -> None:
        say(f"CONSOLE {line}: {text}")


def main(page_path: Path, name: str, answers: Path) -> None:
    app = QApplication(sys.argv[:1])
    profile = QWebEngineProfile()
    view = QWebEngineView()
    page = Page(profile, view)
    view.setPage(page)
    found: dict[str, object] = {}

    def wait(condition: Callable[[], object]) -> None:
        end_s = time.monotonic() + PATIENCE_S
        while not condition():
            app.processEvents()
            time.sleep(0.01)
            if time.monotonic() > end_s:
                raise SystemExit("the browser does not answer")

    def accept(download: QWebEngineDownloadRequest) -> None:
        download.setDownloadDirectory(str(answers.parent))
        download.setDownloadFileName(answers.name)
        download.accept()
        found["download"] = download

    profile.downloadRequested.connect(accept)
    page.loadFinished.connect(lambda _ok: found.setdefault("loaded", True))
    page.load(QUrl.fromLocalFile(str(page_path)))
    wait(lambda: "loaded" in found)
    page.runJavaScript(TAKE.replace("NAME", repr(name)), 0, lambda said: found.update(said=said))
    wait(lambda: "said" in found)
    say(f"SAID {found['said']}")
    wait(lambda: "download" in found and found["download"].isFinished())
    page.deleteLater()
    app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
