"""Clips of the project: selecting, removing, and using their sound as a reference."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from engine.media.probe import MediaInfo
from engine.project.model import Clip, Reference, new_id
from gui.kit import theme
from gui.kit.labels import plain, without_keys
from gui.kit.language import counted, figure, number, tr
from gui.kit.widgets import add_choices
from gui.playback.clip_media import ClipMedia
from gui.services import Services

_LONGEST_NAME = 26


class ClipCommands(QObject):
    """Commands for switching and removing clips, and for using their sound as a reference."""

    said = Signal(str)  # message for the status bar
    reference_made = Signal(object)  # Reference: the clip's own sound

    def __init__(self, services: Services, media: ClipMedia, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = services.document
        self._media = media
        services.actions.bind(
            next_clip=lambda: self.go(1),
            previous_clip=lambda: self.go(-1),
            remove_clip=self.remove,
            reference_from_clip=self.make_reference,
        )

    def go(self, step: int) -> None:
        """Show the next or previous clip, wrapping around."""
        clips, clip = self._document.project.clips, self._document.clip
        if clip is not None and clips:
            self._document.show_clip(clips[(clips.index(clip) + step) % len(clips)].id)

    def remove(self) -> None:
        """Remove the clip from the project; undo restores it with its takes."""
        clip = self._document.clip
        if clip is not None:
            self._document.remove_clip(clip.id)

    def make_reference(self, range_s: tuple[float, float] | None = None) -> None:
        """Add the clip's own sound as a reference: the dubbed range, or the given one."""
        clip, info = self._document.clip, self._media.info
        if clip is None or info is None or not info.audio:
            self.said.emit(tr("This clip has no audio."))
            return
        start_s, end_s = range_s or clip.range_s
        is_whole = end_s - start_s >= clip.file.duration_s
        part = "" if is_whole else f" {start_s:.1f} s"  # data, so in no language
        name = f"{clip.file.path.stem}{part}"
        own = Reference(new_id(), clip.file, name, start_s, end_s, ("clip sound",))
        self._document.add_references([own])
        self.reference_made.emit(own)


class ClipSelector(QToolButton):
    """Button with the name of the active clip and a menu of all clips."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._document = services.document
        self.setIcon(theme.icon("film"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAccessibleName(tr("Clip"))
        self.setToolTip(tr("Clips in this project"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self._document.clips_changed.connect(self._refresh)
        self._refresh()

    @Slot(object)
    def show_facts(self, info: MediaInfo) -> None:
        """Show the properties of the file in the tooltip."""
        self.setToolTip(plain(facts(info)))

    @Slot()
    def _refresh(self) -> None:
        clip, count = self._document.clip, len(self._document.project.clips)
        name = tr("No clip") if clip is None else _short(clip.name)
        place = "" if clip is None or count < 2 else f"  {self._number(clip)} / {count}"
        self.setText(without_keys(f"{name}{place}  ▾"))

    def _number(self, clip: Clip) -> int:
        return [other.id for other in self._document.project.clips].index(clip.id) + 1

    @Slot()
    def _fill(self) -> None:
        self._menu.clear()
        project = self._document.project

        def text(clip: Clip) -> str:
            count = sum(take.clip_id == clip.id and not take.deleted for take in project.takes)
            takes = counted("{n} take", "{n} takes", count)
            return f"{clip.name}    {takes}"

        clips = [(text(clip), clip.id) for clip in project.clips]
        add_choices(self._menu, clips, project.active_clip_id, self._document.show_clip)
        self._menu.addSeparator()
        for name in ("open", "previous_clip", "next_clip", "remove_clip"):
            self._menu.addAction(self._services.actions[name])


def facts(info: MediaInfo) -> str:
    """Properties of a file, one line per track."""
    lines = [str(info.path), f"{info.container}, {number(info.duration_s, 3)} s"]
    video = info.video
    if video is not None:
        parts = [video.codec, f"{video.display_width} x {video.display_height}"]
        if video.average_rate is not None:
            parts.append(f"{figure(float(video.average_rate), 5)} fps")
        if video.variable_rate:
            parts.append(tr("variable frame rate"))
        if video.rotation_deg:
            parts.append(tr("rotated {angle}°", angle=video.rotation_deg))
        lines.append(tr("Video: {properties}", properties=", ".join(parts)))
    for place, track in enumerate(info.audio, 1):
        parts = [track.codec, f"{track.sample_rate_hz / 1000:g} kHz", track.layout]
        if track.language:
            parts.append(track.language)
        lines.append(tr("Audio {number}: {properties}", number=place, properties=", ".join(parts)))
    if not info.audio:
        lines.append(tr("No audio"))
    return "\n".join(lines)


def _short(name: str) -> str:
    half = _LONGEST_NAME // 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half]}…{name[-half:]}"
