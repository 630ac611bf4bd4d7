"""Undo: every edit puts one value of the project in place of another.

The commands hold ids and immutable values, so that undo restores exactly what was there, and what
arrives meanwhile (a finished take) is not touched by it. `QUndoStack` is the one thing that the
document takes from QtGui, where Qt 6 keeps it; it draws nothing.
"""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand
from typing_extensions import override

from gui.document.model import Clip, DubSettings, Reference, Take

Item = Clip | Reference | Take | DubSettings
Put = Callable[[Item | None, Item | None, int], object]  # what was there, what comes, and where


class AsideCommand(QUndoCommand):
    """An edit of something that is no part of the project: it leaves nothing unsaved."""


class ReplaceCommand(QUndoCommand):
    """Put `after` in the place of `before`; None is "not there"."""

    def __init__(
        self,
        put: Put,
        text: str,
        before: Item | None,
        after: Item | None,
        *,
        index: int = 0,
        merge_key: str = "",
    ) -> None:
        super().__init__(text)
        self._put = put
        self._before = before
        self._after = after
        self._index = index
        self._merge_key = merge_key

    @override
    def redo(self) -> None:
        self._put(self._before, self._after, self._index)

    @override
    def undo(self) -> None:
        self._put(self._after, self._before, self._index)

    @override
    def id(self) -> int:
        return 1 if self._merge_key else -1  # -1 keeps Qt from asking to merge

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        """Make one step of a run of the same edit on the same thing, such as nudges."""
        if not isinstance(other, ReplaceCommand) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        return True
