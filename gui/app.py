"""Start the editor: show the window first, then load everything heavy."""

import builtins
import faulthandler
import logging
import logging.handlers
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from engine.config import APP_NAME, RESOURCES, Folders
from engine.machine.garbage import collect_due, collect_on_request
from engine.storage.regular_files import check_regular

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

EXIT_NO_DISPLAY: Final = 4
_LOG_BYTES: Final = 1_000_000
_CONNECT_S: Final = 2.0  # time-out for a display on another machine
_X11_PORT: Final = 6000
_COLLECT_MS: Final = 100
_SWITCH_S: Final = 0.001  # how long each Qt call may wait for a busy worker thread


def run(path: Path | None) -> int:
    """Run the editor, opening a project or clip if one is given.

    Returns:
        Exit code 0, or 4 if no window can be shown; the reason goes to stderr.
    """
    problem = display_problem() or library_problem()
    if problem:
        sys.stderr.write(
            f"{problem} The command line needs no window: `uv run main.py dub --help`.\n"
        )
        return EXIT_NO_DISPLAY
    from gui.main_window import MainWindow

    app = create_application()
    log_file = start_logging()
    window = MainWindow()
    window.show_first(path)
    try:
        return app.exec()
    finally:
        window.shutdown()
        if log_file is not None:
            faulthandler.disable()
            log_file.close()


def create_application() -> "QApplication":
    """Create the application object with the language and the theme of the settings."""
    collect_on_request()  # now, so that importing Qt is not interrupted by collections
    use_plain_import()
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from gui.kit import language, theme
    from gui.kit.timers import every
    from gui.settings import Settings

    sys.setswitchinterval(_SWITCH_S)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("this process already has a Qt application without widgets")
    app.setApplicationName(APP_NAME)
    app.setDesktopFileName(APP_NAME)
    app.setWindowIcon(QIcon(str(RESOURCES / "icons" / "varietysound.svg")))
    settings = Settings()
    language.use(settings.language)
    theme.apply(app, settings.theme)
    every(app, _COLLECT_MS, collect_due).start()
    return app


def use_plain_import() -> None:
    """Import PySide, then let Python import as without it.

    PySide replaces the import statement by one that reads the source of every module that is
    imported, to look for `__feature__`, and keeps it in memory. Nothing here uses that feature.
    """
    import PySide6.QtCore  # noqa: F401 - it replaces the statement when it is imported

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def display_problem() -> str:
    """One sentence saying why no window can be shown; empty if one can."""
    if not sys.platform.startswith("linux"):
        return ""
    wanted = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if wanted and wanted not in ("xcb", "wayland"):
        return ""
    if os.environ.get("WAYLAND_DISPLAY") and wanted != "xcb":
        return ""
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "There is no display to show a window on."
    if not _answers(display):
        return f"The display {display} does not answer."
    return ""


def library_problem() -> str:
    """One sentence naming the library that Qt is missing; empty if none."""
    try:
        import PySide6.QtWidgets
    except ImportError as error:
        return f"Qt cannot be loaded ({error}); run `uv run main.py doctor` for details."
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return ""
    # Qt aborts the process if this plug-in cannot be loaded, so try it first.
    import ctypes

    plugin = Path(PySide6.QtWidgets.__file__).parent / "Qt/plugins/platforms/libqxcb.so"
    if os.environ.get("WAYLAND_DISPLAY") or not plugin.exists():
        return ""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        missing = str(error).split(":")[0]
        return (
            f"The system library {missing} is missing;"
            " `uv run main.py doctor` shows which package provides it."
        )
    return ""


def start_logging() -> TextIO | None:
    """Log to a rotating file and crash traces to another."""
    from PySide6.QtCore import qInstallMessageHandler

    folder = Folders.current().logs
    log, crashes = folder / "window.log", folder / "window-crash.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in (log, crashes):
            if file.exists():
                check_regular(file)
        handler = logging.handlers.RotatingFileHandler(
            log, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8"
        )
        crash_log = crashes.open("a", encoding="utf-8")
    except OSError:
        return None  # start anyway if the home folder is read-only
    qt_log = logging.getLogger("qt")
    qInstallMessageHandler(lambda _kind, _where, text: qt_log.info("%s", text))
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    faulthandler.enable(crash_log)
    return crash_log


def _answers(display: str) -> bool:
    """Whether an X server answers at a DISPLAY value such as `:0` or `host:10.0`."""
    host, _, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not (number.isascii() and number.isdecimal()):
        return False
    try:
        if host in ("", "unix") or host.startswith("/"):
            return _unix_answers(f"/tmp/.X11-unix/X{number}")
        with socket.create_connection((host, _X11_PORT + int(number)), timeout=_CONNECT_S):
            return True
    except (OSError, OverflowError, UnicodeError):  # the last two: no such port, no such name
        return False


def _unix_answers(path: str) -> bool:
    for address in (path, f"\0{path}"):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_CONNECT_S)
            try:
                connection.connect(address)
            except OSError:
                continue
            return True
    return False
