"""The open project: its values, who is told when they change, and the undo stack."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from gui.document.commands import AsideCommand, Item, ReplaceCommand
from gui.document.model import (
    Clip,
    DubSettings,
    Project,
    Reference,
    Take,
    new_id,
)
from gui.document.relinking import with_media_moved


class Document(QObject):
    """All state of the open project; every change goes through here.

    `project` is a value: reading it never surprises. Edits go on `undo_stack` with a name; what
    happens by itself (a take is finished) does not, so that Ctrl+Z undoes what a person did.
    """

    clip_changed = Signal(object)  # Clip: the new value; the active one or another
    clips_changed = Signal()  # clips came, went or another one is active
    references_changed = Signal()
    takes_changed = Signal()
    settings_changed = Signal(object)  # DubSettings
    modified_changed = Signal(bool)
    path_changed = Signal()
    replaced = Signal()  # another project is open now

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.project = Project(new_id())
        self.path: Path | None = None
        self._facts_unsaved = False
        self._was_modified = False
        self.undo_stack.indexChanged.connect(self._tell_modified)

    # Reading

    @property
    def clip(self) -> Clip | None:
        """The clip that is shown."""
        return self.clip_by_id(self.project.active_clip_id)

    def clip_by_id(self, clip_id: str | None) -> Clip | None:
        """A clip, or None."""
        return next((clip for clip in self.project.clips if clip.id == clip_id), None)

    def reference(self, reference_id: str | None) -> Reference | None:
        """A reference, or None."""
        return next((ref for ref in self.project.references if ref.id == reference_id), None)

    def take(self, take_id: str | None) -> Take | None:
        """A take, or None."""
        return next((take for take in self.project.takes if take.id == take_id), None)

    def takes(self) -> list[Take]:
        """The takes of the clip that is shown, newest first, without the deleted ones."""
        active = self.project.active_clip_id
        shown = [t for t in self.project.takes if t.clip_id == active and not t.deleted]
        return shown[::-1]

    def next_take_number(self) -> int:
        """A number that no take of this project has had."""
        return 1 + max((take.number for take in self.project.takes), default=0)

    @property
    def is_modified(self) -> bool:
        """Whether anything of the project is unsaved."""
        saved, now = self.undo_stack.cleanIndex(), self.undo_stack.index()
        if self._facts_unsaved or saved < 0:  # the saved state cannot be reached any more
            return True
        steps = map(self.undo_stack.command, range(min(saved, now), max(saved, now)))
        return not all(isinstance(step, AsideCommand) for step in steps)

    # Edits, each with a name for the Edit menu

    @contextmanager
    def one_step(self, text: str) -> Iterator[None]:
        """Undo at once what is edited inside."""
        self.undo_stack.beginMacro(text)
        try:
            yield
        finally:
            self.undo_stack.endMacro()

    def edit_clip(self, text: str, after: Clip, *, merge_key: str = "") -> None:
        """Give a clip a new value; does nothing if nothing differs."""
        before = self.clip_by_id(after.id)
        self._push(text, before, after, merge_key=f"{merge_key}:{after.id}" if merge_key else "")

    def add_clip(self, clip: Clip) -> None:
        """Add a clip and show it."""
        self._push(f"Add {clip.name}", None, clip, index=len(self.project.clips))
        self.show_clip(clip.id)

    def remove_clip(self, clip_id: str) -> None:
        """Take a clip out of the project; its takes stay with it, for undo."""
        clip = self.clip_by_id(clip_id)
        if clip is not None:
            index = self.project.clips.index(clip)
            self._push(f"Remove {clip.name}", clip, None, index=index)

    def add_references(self, references: Iterable[Reference]) -> None:
        """Add references, as one step."""
        added = list(references)
        if not added:
            return
        name = f"Add {added[0].name}" if len(added) == 1 else f"Add {len(added)} references"
        with self.one_step(name):
            for reference in added:
                self._push(name, None, reference, index=len(self.project.references))

    def edit_reference(self, text: str, after: Reference) -> None:
        """Give a reference a new value."""
        self._push(text, self.reference(after.id), after)

    def remove_references(self, ids: Iterable[str]) -> None:
        """Take references out of the project; takes that were made with them stay."""
        gone = [ref for ref in map(self.reference, ids) if ref is not None]
        if not gone:
            return
        name = f"Remove {gone[0].name}" if len(gone) == 1 else f"Remove {len(gone)} references"
        with self.one_step(name):
            for reference in gone:
                self._push(name, reference, None, index=self.project.references.index(reference))

    def edit_take(self, text: str, after: Take) -> None:
        """Star, rename, delete: what may change about a take."""
        self._push(text, self.take(after.id), after)

    def edit_settings(self, after: DubSettings, *, text: str = "Change settings") -> None:
        """Change the settings for the next take; a run of changes is one step."""
        self._push(text, self.project.settings, after, merge_key="settings")

    # Facts: they happen by themselves and are not undone

    def add_take(self, take: Take) -> None:
        """A take is finished."""
        self.project = replace(self.project, takes=(*self.project.takes, take))
        self._fact_happened()
        self.takes_changed.emit()

    def receive_clip(self, clip: Clip) -> None:
        """Set what was found about a clip that nobody has edited yet."""
        self.put(self.clip_by_id(clip.id), clip, 0)
        self._fact_happened()

    def show_clip(self, clip_id: str | None) -> None:
        """Show another clip; which one is shown is no edit."""
        if clip_id != self.project.active_clip_id:
            self.project = replace(self.project, active_clip_id=clip_id)
            self.clips_changed.emit()
            self.takes_changed.emit()

    def relink(self, moved: Mapping[Path, Path]) -> None:
        """Use files at their new places: old path to new path."""
        self.project = with_media_moved(self.project, moved)
        self.undo_stack.clear()  # its commands would bring the lost paths back
        self._fact_happened()
        self.clips_changed.emit()
        self.references_changed.emit()
        self.takes_changed.emit()
        self.settings_changed.emit(self.project.settings)

    def take_files_moved(self, takes: Iterable[Take]) -> None:
        """The same takes, their files in another place."""
        at = {take.id: take for take in takes}
        self.project = replace(
            self.project,
            takes=tuple(
                replace(take, sound=at[take.id].sound, mel=at[take.id].mel)
                for take in self.project.takes
            ),
        )
        self.takes_changed.emit()

    # Life of the project

    def replace_project(
        self, project: Project, path: Path | None, *, is_modified: bool = False
    ) -> None:
        """Open another project in the place of this one; one that was rescued is unsaved."""
        self.undo_stack.clear()
        self.project = project
        self.path = path
        self._facts_unsaved = is_modified
        self.replaced.emit()
        self.clips_changed.emit()
        self.references_changed.emit()
        self.takes_changed.emit()
        self.settings_changed.emit(project.settings)
        self.path_changed.emit()
        self._tell_modified()

    def mark_saved(self, path: Path) -> None:
        """The project's present state is on disk at `path`."""
        self.path = path
        self._facts_unsaved = False
        self.undo_stack.setClean()
        self.path_changed.emit()
        self._tell_modified()

    # The one place where values are exchanged

    def put(self, before: Item | None, after: Item | None, index: int) -> None:
        """Put `after` in the place of `before`; for the commands."""
        sample = after if after is not None else before
        match sample:
            case Clip():
                self._put_clip(cast("Clip | None", before), cast("Clip | None", after), index)
            case Reference():
                items = _exchanged(self.project.references, before, after, index)
                self.project = replace(
                    self.project, references=cast("tuple[Reference, ...]", items)
                )
                self.references_changed.emit()
            case Take():
                items = _exchanged(self.project.takes, before, after, index)
                self.project = replace(self.project, takes=cast("tuple[Take, ...]", items))
                self.takes_changed.emit()
            case DubSettings():
                self.project = replace(self.project, settings=sample)
                self.settings_changed.emit(sample)

    def _put_clip(self, before: Clip | None, after: Clip | None, index: int) -> None:
        items = cast("tuple[Clip, ...]", _exchanged(self.project.clips, before, after, index))
        self.project = replace(self.project, clips=items)
        if before is not None and after is not None:
            self.clip_changed.emit(after)
            return
        if self.clip is None or before is None:
            shown = after or (items[-1] if items else None)
            self.project = replace(self.project, active_clip_id=shown.id if shown else None)
        self.clips_changed.emit()
        self.takes_changed.emit()

    def _push(
        self,
        text: str,
        before: Item | None,
        after: Item | None,
        *,
        index: int = 0,
        merge_key: str = "",
    ) -> None:
        if before != after:
            self.undo_stack.push(
                ReplaceCommand(self.put, text, before, after, index=index, merge_key=merge_key)
            )

    def _fact_happened(self) -> None:
        self._facts_unsaved = True
        self._tell_modified()

    def _tell_modified(self) -> None:
        if self.is_modified != self._was_modified:
            self._was_modified = self.is_modified
            self.modified_changed.emit(self.is_modified)


def _exchanged(
    items: tuple[Clip, ...] | tuple[Reference, ...] | tuple[Take, ...],
    before: Item | None,
    after: Item | None,
    index: int,
) -> tuple[Item, ...]:
    """The collection with one item added, removed, or exchanged for another of the same id."""
    gone = None if before is None or isinstance(before, DubSettings) else before.id
    result: list[Item] = []
    for item in items:
        if item.id != gone:
            result.append(item)
        elif after is not None:
            result.append(after)
    if before is None and after is not None:
        result.insert(index, after)
    return tuple(result)
