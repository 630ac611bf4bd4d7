"""The open project, its change signals and its undo stack."""

from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from engine.project.damaged import Damaged
from engine.project.model import (
    Clip,
    DubSettings,
    MediaFile,
    Project,
    Reference,
    Take,
    Track,
    new_id,
)
from engine.project.relinking import with_media_replaced
from gui.document.commands import (
    AllReferences,
    AsideCommand,
    Item,
    ReplaceCommand,
    clip_id_of,
    edits,
    replaced,
)
from gui.document.found_edits import with_found
from gui.document.track_edits import put_track, with_choices, with_choices_of
from gui.kit.language import counted, tr


class Document(QObject):
    """All state of the open project; every change goes through here.

    `project` is immutable. Edits go on `undo_stack` with a name; results such as a finished take
    do not, so that Ctrl+Z undoes only what the user did.
    """

    clip_changed = Signal(object)  # Clip: the new value; not necessarily the active clip
    clips_changed = Signal()  # clips were added or removed, or another one is active
    references_changed = Signal()
    tracks_changed = Signal()  # of the active clip: added, removed, reordered, another one active
    takes_changed = Signal()  # also when another track is active
    settings_changed = Signal(object)  # DubSettings: of the active track
    modified_changed = Signal(bool)
    path_changed = Signal()
    left = Signal()  # the project is about to be replaced by another one
    replaced = Signal()  # another project was opened

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.project = Project(new_id())
        self.path: Path | None = None
        self.is_read_only = False  # saved under another name only
        self.on_disk = ""  # digest of the file at `path` as opened or saved; empty if unknown
        self._removed: dict[str, Track] = {}  # as they last were, for undo
        self._results_unsaved = False
        self._was_modified = False
        self.undo_stack.indexChanged.connect(self._tell_modified)

    # Reading

    @property
    def clip(self) -> Clip | None:
        """The active clip."""
        return self.clip_by_id(self.project.active_clip_id)

    @property
    def own_path(self) -> Path | None:
        """The file that the project is saved to; None if there is none yet."""
        return None if self.is_read_only else self.path

    @property
    def track(self) -> Track | None:
        """The active track of the active clip."""
        return None if self.clip is None else self.clip.track

    @property
    def settings(self) -> DubSettings:
        """The settings of the active track; without a clip, those of its first track to come."""
        return self.project.settings if self.track is None else self.track.settings

    def track_by_id(self, track_id: str | None) -> Track | None:
        """A track of any clip, or None."""
        clip = self.clip_of(track_id)
        return None if clip is None else clip.track_by_id(track_id)

    def clip_of(self, track_id: str | None) -> Clip | None:
        """The clip of a track, or None."""
        return next((clip for clip in self.project.clips if clip.track_by_id(track_id)), None)

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
        """The takes of the active track, newest first, without deleted ones."""
        return [] if self.track is None else self.project.takes_of(self.track.id)

    def chosen_take(self) -> Take | None:
        """The take of the active track that is heard."""
        return None if self.track is None else self.project.chosen_take(self.track)

    @property
    def is_modified(self) -> bool:
        """Whether the project has unsaved changes."""
        saved, now = self.undo_stack.cleanIndex(), self.undo_stack.index()
        if self._results_unsaved or saved < 0:  # the saved state is no longer on the stack
            return True
        steps = map(self.undo_stack.command, range(min(saved, now), max(saved, now)))
        return not all(isinstance(step, AsideCommand) for step in steps)

    # Edits, each named for the Edit menu

    @contextmanager
    def one_step(self, text: str) -> Iterator[None]:
        """Group the edits inside into one undo step."""
        self.undo_stack.beginMacro(text)
        try:
            yield
        finally:
            self.undo_stack.endMacro()

    def edit_clip(self, text: str, after: Clip, *, merge_key: str = "") -> None:
        """Replace a clip; does nothing if it is unchanged."""
        before = self.clip_by_id(after.id)
        self._push(text, before, after, merge_key=f"{merge_key}:{after.id}" if merge_key else "")

    def edit_track(self, text: str, after: Track, *, merge_key: str = "") -> None:
        """Replace a track of any clip; does nothing if it is unchanged or gone."""
        clip = self.clip_of(after.id)
        if clip is not None:
            key = f"{merge_key}:{after.id}" if merge_key else ""
            self.edit_clip(text, put_track(clip, after), merge_key=key)

    def add_clip(self, clip: Clip) -> None:
        """Add a clip with the current settings and show it."""
        tracks = tuple(replace(track, settings=self.settings) for track in clip.tracks)
        clip = replace(clip, tracks=tracks)
        self._push(tr("Add {name}", name=clip.name), None, clip, index=len(self.project.clips))
        self.show_clip(clip.id)

    def remove_clip(self, clip_id: str) -> None:
        """Remove a clip from the project; its takes are kept for undo."""
        clip = self.clip_by_id(clip_id)
        if clip is not None:
            index = self.project.clips.index(clip)
            self._push(tr("Remove {name}", name=clip.name), clip, None, index=index)

    def add_references(self, references: Iterable[Reference]) -> None:
        """Add references as one undo step."""
        added = list(references)
        if added:
            text = counted("Add {name}", "Add {n} references", len(added), name=added[0].name)
            self._put_references(text, (*self.project.references, *added))

    def edit_reference(self, text: str, after: Reference) -> None:
        """Replace a reference."""
        references = self.project.references
        self._put_references(text, (after if ref.id == after.id else ref for ref in references))

    def remove_references(self, ids: Iterable[str]) -> None:
        """Remove references from the project; takes made with them are kept."""
        gone, references = set(ids), self.project.references
        names = [ref.name for ref in references if ref.id in gone]
        if names:
            text = counted("Remove {name}", "Remove {n} references", len(names), name=names[0])
            self._put_references(text, (ref for ref in references if ref.id not in gone))

    def _put_references(self, text: str, after: Iterable[Reference]) -> None:
        self._push(text, AllReferences(self.project.references), AllReferences(tuple(after)))

    def edit_take(self, text: str, after: Take) -> None:
        """Star, rename or delete a take; one that is new, such as a copy, is added."""
        self._push(text, self.take(after.id), after, index=len(self.project.takes))

    def remove_damaged(self, removed: Iterable[Damaged]) -> None:
        """Remove parts that cannot be read from the project; until then they stay in its file."""
        gone, before = set(removed), self.project.damaged
        after = tuple(part for part in before if part not in gone)
        self._push(tr("Remove damaged parts"), before, after)

    def edit_settings(self, after: DubSettings, *, text: str = "") -> None:
        """Change the settings for the next take; consecutive changes are one undo step."""
        text = text or tr("Change settings")
        if self.track is not None:
            self.edit_track(text, replace(self.track, settings=after), merge_key="settings")
        else:
            self._push(text, self.project.settings, after, merge_key="settings")

    # Results, which are not undone

    def add_take(self, take: Take) -> None:
        """Add a finished take."""
        self.project = replace(self.project, takes=(*self.project.takes, take))
        self._mark_modified()
        self.takes_changed.emit()

    def add_found(self, found: Track) -> None:
        """Put what was found unasked on an empty track, as if it had always been there."""
        if clip := self.clip_of(found.id):
            for edit in edits(self.undo_stack):
                edit.amend(lambda item: with_found(item, found) if isinstance(item, Clip) else item)
            self._swap_clip(with_found(clip, found))
            self._mark_modified()

    def keep_takes(self, sounds: Container[Path]) -> None:
        """Let no later edit replace the takes with these sounds, as they are in a file."""
        for take in self.project.takes:
            if take.edited and take.sound in sounds:
                self.put(take, replace(take, edited=False), 0)
                self._mark_modified()

    def show_clip(self, clip_id: str | None) -> None:
        """Make another clip the active one; this is not an edit."""
        if clip_id != self.project.active_clip_id:
            self.project = replace(self.project, active_clip_id=clip_id)
            self._tell_clips()

    def show_track(self, track_id: str) -> None:
        """Make another track of the active clip the active one; this is not an edit."""
        clip = self.clip
        if clip is not None and clip.track_by_id(track_id) and clip.track.id != track_id:
            self._swap_clip(replace(clip, active_track_id=track_id))

    def choose_take(self, take: Take) -> None:
        """Make a take the one that is heard of its track; this is not an edit."""
        self.choose(take.track_id, chosen_take_id=take.id)

    def choose(self, track_id: str, **choice: str | None) -> None:
        """Note which reference or takes of a track are used; this is not an edit."""
        clip, track = self.clip_of(track_id), self.track_by_id(track_id)
        if clip is not None and track is not None:
            changed = replace(track, **choice)
            if changed != track:
                self._swap_clip(put_track(clip, changed))
                self._mark_modified()

    def relink(self, found: Mapping[Path, MediaFile]) -> None:
        """Use other media files in place of missing ones: old path to new file."""
        self.project = with_media_replaced(self.project, found)
        self.undo_stack.clear()  # its commands hold the old paths
        self._mark_modified()
        self._tell_clips()
        self.references_changed.emit()

    def use_saved(self, saved: Project) -> None:
        """Use the id that the project was saved with, and the new paths of its sounds."""
        at = {take.id: take for take in saved.takes}
        self.project = replace(
            self.project,
            id=saved.id,
            clips=saved.clips,
            takes=tuple(
                replace(take, sound=at[take.id].sound, mel=at[take.id].mel)
                for take in self.project.takes
            ),
        )
        self.takes_changed.emit()

    # Open and save

    def replace_project(
        self,
        project: Project,
        path: Path | None,
        *,
        is_modified: bool = False,
        is_read_only: bool = False,
        on_disk: str = "",
    ) -> None:
        """Open another project; a recovered one counts as modified."""
        self.left.emit()
        self.undo_stack.clear()
        self._removed.clear()
        self.project = project
        self.path = path
        self.is_read_only = is_read_only
        self.on_disk = on_disk
        self._results_unsaved = is_modified
        self.replaced.emit()
        self.references_changed.emit()
        self._tell_clips()
        self.path_changed.emit()
        self._tell_modified()

    def mark_saved(self, path: Path, *, on_disk: str = "") -> None:
        """Record that the current state is saved at `path`, in a file with a digest."""
        self.path = path
        self.is_read_only = False
        self.on_disk = on_disk
        self._results_unsaved = False
        self.undo_stack.setClean()
        self.path_changed.emit()
        self._tell_modified()

    # The only place where values are replaced

    def put(
        self, before: Item | None, after: Item | None, index: int, *, again: bool = False
    ) -> None:
        """Replace `before` with `after`; undo and redo, `again`, show the clip that they change."""
        sample = after if after is not None else before
        match sample:
            case Clip():
                self._put_clip(cast("Clip | None", before), cast("Clip | None", after), index)
            case AllReferences():
                self.project = replace(self.project, references=sample.items)
                self.references_changed.emit()
            case Take():
                items = replaced(self.project.takes, before, after, index)
                self.project = replace(self.project, takes=cast("tuple[Take, ...]", items))
                self.takes_changed.emit()
            case tuple():
                self.project = replace(self.project, damaged=sample)
                self.takes_changed.emit()
            case DubSettings():
                self.project = replace(self.project, settings=sample)
                self.settings_changed.emit(sample)
        if again and self.clip_by_id(clip_id := clip_id_of(sample)):
            self.show_clip(clip_id)

    def _put_clip(self, before: Clip | None, after: Clip | None, index: int) -> None:
        now = None if before is None else self.clip_by_id(before.id)
        if now is not None:
            self._removed.update((track.id, track) for track in now.tracks)
            if after is not None:
                self._swap_clip(with_choices_of(now, after, self._removed))
                return
        elif after is not None:
            after = with_choices(after, self._removed)
        items = cast("tuple[Clip, ...]", replaced(self.project.clips, before, after, index))
        self.project = replace(self.project, clips=items)
        if self.clip is None or before is None:
            shown = after or (items[-1] if items else None)
            self.project = replace(self.project, active_clip_id=shown.id if shown else None)
        self._tell_clips()

    def _swap_clip(self, after: Clip) -> None:
        """Replace a clip by its new value and tell what is different."""
        before = self.clip_by_id(after.id)
        items = cast("tuple[Clip, ...]", replaced(self.project.clips, before, after, 0))
        self.project = replace(self.project, clips=items)
        shown = before if after.id == self.project.active_clip_id else None
        if shown is not None and _lanes(shown) != _lanes(after):
            self.tracks_changed.emit()
        self.clip_changed.emit(after)
        if shown is not None and shown.track.id != after.track.id:
            self.takes_changed.emit()
        if shown is not None and shown.track.settings != after.track.settings:
            self.settings_changed.emit(after.track.settings)

    def _tell_clips(self) -> None:
        self.clips_changed.emit()
        self.tracks_changed.emit()
        self.takes_changed.emit()
        self.settings_changed.emit(self.settings)

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

    def _mark_modified(self) -> None:
        self._results_unsaved = True
        self._tell_modified()

    def _tell_modified(self) -> None:
        if self.is_modified != self._was_modified:
            self._was_modified = self.is_modified
            self.modified_changed.emit(self.is_modified)


def _lanes(clip: Clip) -> tuple[str, list[str]]:
    """The active track and the order of all."""
    return clip.track.id, [track.id for track in clip.tracks]
