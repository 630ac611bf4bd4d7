"""Undo: every edit replaces one value of the project with another.

Commands hold immutable values, so undo restores exactly the previous state and leaves alone what
arrived since, such as a finished take. `QUndoStack` is all that the document uses of QtGui.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from engine.project.damaged import Damaged
from engine.project.model import Clip, DubSettings, Reference, Take


@dataclass(frozen=True, slots=True)
class AllReferences:
    """The references of the project, all in one value so that many are listed again only once.

    Attributes:
        items: in their order.
    """

    items: tuple[Reference, ...]


Item = Clip | AllReferences | Take | DubSettings | tuple[Damaged, ...]


class Put(Protocol):
    """Replaces an item by another one; `again` on undo and redo."""

    def __call__(
        self, before: Item | None, after: Item | None, index: int, *, again: bool
    ) -> object:
        """Replace it in a collection, or insert what was not there at the index."""


class AsideCommand(QUndoCommand):
    """An edit of something outside the project, which leaves the project unmodified."""


class ReplaceCommand(QUndoCommand):
    """Replaces `before` with `after`; None means "not present"."""

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
        self._was_undone = False

    @property
    def items(self) -> tuple[Item | None, Item | None]:
        """The values before and after."""
        return self._before, self._after

    def amend(self, change: Callable[[Item], Item]) -> None:
        """Change the values before and after, as if they had always been so."""
        self._before = None if self._before is None else change(self._before)
        self._after = None if self._after is None else change(self._after)

    @override
    def redo(self) -> None:
        self._put(self._before, self._after, self._index, again=self._was_undone)

    @override
    def undo(self) -> None:
        self._was_undone = True
        self._put(self._after, self._before, self._index, again=True)

    @override
    def id(self) -> int:
        return 1 if self._merge_key else -1  # -1 keeps Qt from asking to merge

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        """Merge a run of the same edit on the same item, such as nudges, into one step."""
        if not isinstance(other, ReplaceCommand) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        return True


def clip_id_of(item: Item | None) -> str | None:
    """The clip that an item is, or belongs to."""
    if isinstance(item, Take):
        return item.clip_id
    return item.id if isinstance(item, Clip) else None


def edits(stack: QUndoStack) -> Iterator[ReplaceCommand]:
    """All edits on a stack, also those that are grouped into one step."""
    for step in map(stack.command, range(stack.count())):
        for each in (step, *map(step.child, range(step.childCount()))):
            if isinstance(each, ReplaceCommand):
                yield each


def replaced(
    items: tuple[Clip, ...] | tuple[Take, ...],
    before: Item | None,
    after: Item | None,
    index: int,
) -> tuple[Item, ...]:
    """The collection with one item added, removed or replaced by one with the same id."""
    old_id = before.id if isinstance(before, Clip | Take) else None
    result: list[Item] = []
    for item in items:
        if item.id != old_id:
            result.append(item)
        elif after is not None:
            result.append(after)
    if before is None and after is not None:
        result.insert(index, after)
    return tuple(result)
