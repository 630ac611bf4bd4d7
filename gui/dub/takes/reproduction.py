"""Checks whether a reproduced take is bit-identical to the original."""

import filecmp

from PySide6.QtCore import QObject, Signal, Slot

from engine.project.model import Take
from gui.kit.errors import Errors
from gui.kit.language import tr
from gui.kit.workers import Runner


class Reproduction(QObject):
    """Compares two takes in a background thread."""

    said = Signal(str)

    def __init__(self, runner: Runner, errors: Errors, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._errors = errors

    @Slot(object)
    def compare(self, takes: tuple[Take, Take]) -> None:
        """Compare a take with its reproduction."""
        first, again = takes

        def done(is_same: bool) -> None:
            text = tr(
                "Take {again} is bit-identical to take {first}"
                if is_same
                else "Take {again} differs from take {first}",
                again=again.number,
                first=first.number,
            )
            self.said.emit(text)

        self._runner.start(
            lambda _: filecmp.cmp(first.sound, again.sound, shallow=False),
            done=done,
            failed=self._errors.present,
        )
