"""The only place that shows errors.

An expected error is a banner with its message and hint. An unexpected one is a dialog with a
report, opened only once: a timer that fails sixty times a second gives one report.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Final, NoReturn

from PySide6.QtCore import QObject, QSysInfo, Signal, Slot, qVersion
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QWidget

from engine.errors import CancelledError, EngineError
from engine.phrases import shortened
from gui.kit.banners import Banners, Button
from gui.kit.desktop import copy_text
from gui.kit.fields import close_button, shown_text
from gui.kit.language import explained, tr
from gui.kit.layouts import add, put, vbox
from gui.kit.widgets import wrapped

_log = logging.getLogger(__name__)
_KEY: Final = "error:"  # before the keys of notices
_REPORTED_LIMIT: Final = 100  # number of different errors that are reported
_LONGEST_REPORT: Final = 50_000


class Errors(QObject):
    """Shows errors; `install` also catches unhandled exceptions."""

    _caught = Signal(object)  # BaseException, from any thread

    def __init__(self, banners: Banners, window: QWidget) -> None:
        super().__init__(window)
        self._banners = banners
        self._window = window
        self._dialog: ReportDialog | None = None
        self._seen: dict[str, int] = {}
        self._old_hooks: tuple[Callable[..., object], Callable[..., object]] | None = None
        self._old_exit = sys.exit
        self._caught.connect(self._on_caught)

    @property
    def dialog(self) -> "ReportDialog | None":
        """The open report dialog, or None."""
        return self._dialog

    def present(
        self,
        error: BaseException,
        *,
        buttons: tuple[Button, ...] = (),
        key: str = "",
    ) -> None:
        """Show an error as a banner or a report; a cancelled job is not an error.

        Args:
            error: what went wrong.
            buttons: what may help.
            key: of the notice, which replaces an earlier one; `solved` closes it. Empty for the
                error's message.
        """
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, EngineError):
            self.report_fault(error)
            return
        _log.warning("%s", error)
        sentence = explained(error)
        told = getattr(error, "details", "")  # what another process has said
        details = "\n\n".join(filter(None, (sentence, told, self.environment())))
        copy = Button(tr("Copy details"), lambda: copy_text(details), closes=False)
        self._banners.show_banner(
            f"{_KEY}{key or error.message}", sentence, level="danger", buttons=(*buttons, copy)
        )

    def solved(self, key: str) -> None:
        """Close the notices of a problem that is gone: those with this key and below it."""
        self._banners.close_banner(f"{_KEY}{key}")

    def solved_but(self, kind: str, key: str) -> None:
        """Close the notices below a key, such as "clip", except those below another."""
        kept, others = f"{_KEY}{key}/", f"{_KEY}{kind}/"
        for each in self._banners.keys:
            if each.startswith(others) and not each.startswith(kept):
                self._banners.close_banner(each)

    def report_fault(self, error: BaseException) -> None:
        """Open the report dialog, unless this error was already reported."""
        key = _place_of(error)
        self._seen[key] = self._seen.get(key, 0) + 1
        if self._seen[key] > 1:
            return
        text = shortened("".join(traceback.format_exception(error)), _LONGEST_REPORT)
        text = text.encode(errors="backslashreplace").decode()  # names that are not UTF-8
        _log.error("unexpected error\n%s", text)
        if len(self._seen) > _REPORTED_LIMIT or self._dialog is not None:
            return
        self._dialog = ReportDialog(f"{text}\n{self.environment()}", self._window)
        self._dialog.finished.connect(self._on_dialog_closed)
        self._dialog.open()

    def install(self) -> None:
        """Catch unhandled exceptions in all threads."""
        self._old_hooks = (sys.excepthook, threading.excepthook)
        self._old_exit, sys.exit = sys.exit, _refuse_exit
        sys.excepthook = self._excepthook
        threading.excepthook = lambda args: self._caught.emit(args.exc_value)

    def uninstall(self) -> None:
        """Restore the previous exception hooks."""
        if self._old_hooks is not None:
            sys.excepthook, threading.excepthook = self._old_hooks
            sys.exit = self._old_exit
            self._old_hooks = None

    @staticmethod
    def environment() -> str:
        """Versions of Python, Qt and the operating system."""
        python = ".".join(map(str, sys.version_info[:3]))
        return f"Python {python}, Qt {qVersion()}, {QSysInfo.prettyProductName()}"

    def _excepthook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._caught.emit(error)

    @Slot(object)
    def _on_caught(self, error: BaseException | None) -> None:
        if error is not None:
            self.present(error, key=_place_of(error))

    @Slot()
    def _on_dialog_closed(self) -> None:
        self._dialog = None


def _refuse_exit(status: object = None, /) -> NoReturn:
    """Take the place of `sys.exit`, which in a slot would end the window without a question."""
    raise RuntimeError(f"a library asked the program to exit with {status}")


def _place_of(error: BaseException) -> str:
    """Where in the program an error was raised, whatever it says."""
    return "".join(traceback.format_tb(error.__traceback__)[-1:]) + type(error).__name__


class ReportDialog(QDialog):
    """A report of an unexpected error, with a button that copies it."""

    def __init__(self, details: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Unexpected error"))
        self.resize(680, 420)
        layout = vbox(self, margins=16, spacing=10)
        text = wrapped(
            tr(
                "An unexpected error occurred. It was not caused by your files. Your project is"
                " still open; please save it. The report below helps to fix the problem."
            )
        )
        add(layout, text, shown_text(tr("Details"), details))
        buttons = put(layout, close_button(self))
        copy = buttons.addButton(tr("Copy details"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: copy_text(details))
