"""Notices of the dub workspace, and the badges with clip properties."""

from typing import Final

from PySide6.QtCore import QObject, Slot

from engine.media.probe import MediaInfo
from gui.hosts.engine_host import Crash, EngineHost
from gui.kit.banners import Button
from gui.kit.desktop import copy_text
from gui.kit.language import figure, tr
from gui.playback.devices import AudioOutputs
from gui.services import Services

_RESTARTED_S: Final = 20.0  # how long it is told that the engine came back by itself
_OF_A_CLIP: Final = ("no-events", "no-rest")


class Notices(QObject):
    """Notices about the engine and the audio device; closes those whose cause is gone."""

    def __init__(self, services: Services, host: EngineHost, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._host = host
        document = services.document
        document.clips_changed.connect(self._on_clips_changed)
        document.clip_changed.connect(self._on_clip_changed)
        document.left.connect(self._on_left)
        document.takes_changed.connect(self._on_takes_changed)
        document.references_changed.connect(self._on_references_changed)
        host.info_changed.connect(self._on_engine_ready)
        services.actions["workspace_dub"].toggled.connect(self._on_room_changed)
        self._clip_id = ""  # of the active clip

    @Slot()
    def _on_left(self) -> None:
        """Another project was not exported."""
        self._services.banners.close_banner("exported")

    @Slot(bool)
    def _on_room_changed(self, here: bool) -> None:
        """What is told about the events of a clip is of no use in another room."""
        if not here:
            for key in _OF_A_CLIP:
                self._services.banners.close_banner(key)

    @Slot()
    def _on_clips_changed(self) -> None:
        """What is told about a clip goes with it."""
        clip = self._services.document.clip
        clip_id = "" if clip is None else clip.id
        if clip_id != self._clip_id:
            self._clip_id = clip_id
            self._services.errors.solved_but("clip", f"clip/{clip_id}")
            for key in _OF_A_CLIP:
                self._services.banners.close_banner(key)

    @Slot(object)
    def _on_engine_ready(self, _info: object) -> None:
        """An engine that was not restarted by itself is there again."""
        self._services.banners.close_banner("crash/stopped")

    @Slot()
    def _on_clip_changed(self) -> None:
        """Whoever edits events has seen that none were found."""
        self._services.banners.close_banner("no-rest")
        track = self._services.document.track
        if track is not None and track.events:
            self._services.banners.close_banner("no-events")

    @Slot()
    def _on_takes_changed(self) -> None:
        if self._services.document.takes():
            self._services.banners.close_banner("no-take")

    @Slot()
    def _on_references_changed(self) -> None:
        if self._services.document.project.references:
            self._services.banners.close_banner("no-reference")

    @Slot(object)
    def tell_crash(self, crash: Crash) -> None:
        """Report a crash of the engine."""
        restart: tuple[Button, ...] = ()
        if not crash.goes_on:
            text = tr(
                "The engine stopped unexpectedly and was not restarted. Your project and takes are"
                " safe."
            )
            restart = (Button(tr("Restart engine"), self._host.restart),)
        elif crash.job is not None and not crash.job.is_over:
            text = tr(
                "The engine stopped unexpectedly and was restarted; “{job}” continues. Your project"
                " and takes are safe.",
                job=crash.job.title,
            )
        else:
            text = tr(
                "The engine stopped unexpectedly and was restarted. Your project and takes are"
                " safe."
            )
        self._services.banners.show_banner(
            "crash/restarted" if crash.goes_on else "crash/stopped",
            text,
            level="warning" if crash.goes_on else "danger",
            seconds=_RESTARTED_S if crash.goes_on else None,
            buttons=(
                *restart,
                Button(tr("Copy details"), lambda: copy_text(crash.log), closes=False),
            ),
        )

    def tell_output(self, outputs: AudioOutputs) -> None:
        """Report that no audio device is in use, or close the banner."""
        banners = self._services.banners
        banners.close_banner("silent")
        if outputs.problem:
            banners.show_banner(
                "silent",
                outputs.problem,
                level="warning",
                buttons=(Button(tr("Rescan"), self._services.actions["rescan_audio"].trigger),),
            )


def clip_notes(info: MediaInfo) -> tuple[str, ...]:
    """Clip properties worth a badge over the preview."""
    video = info.video
    if video is None:
        return (tr("No video"),)
    notes = [f"{video.display_width}x{video.display_height}"]
    if video.average_rate is not None:
        notes.append(f"{figure(float(video.average_rate), 5)} fps")
    if video.variable_rate:
        notes.append(tr("VFR"))
    if video.rotation_deg:
        notes.append(tr("rotated {angle}°", angle=video.rotation_deg))
    if not info.audio:
        notes.append(tr("no audio"))
    return tuple(notes)
