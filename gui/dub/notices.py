"""Banners of the dub workspace, and the badges with clip properties."""

from PySide6.QtCore import QObject, Slot

from engine.media.probe import MediaInfo
from gui.hosts.engine_host import Crash, EngineHost
from gui.kit.banners import Button
from gui.kit.desktop import copy_text
from gui.playback.outputs import Output
from gui.services import Services


class Notices(QObject):
    """Banners for engine crashes and missing audio devices."""

    def __init__(self, services: Services, host: EngineHost, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._host = host

    @Slot(object)
    def tell_crash(self, crash: Crash) -> None:
        """Report a crash of the engine."""
        restart: tuple[Button, ...] = ()
        if not crash.goes_on:
            what = "was not restarted"
            restart = (Button("Restart engine", self._host.restart),)
        elif crash.job is not None and not crash.job.is_over:
            what = f"was restarted; “{crash.job.title}” continues"
        else:
            what = "was restarted"
        self._services.banners.show_banner(
            "crash",
            f"The engine stopped unexpectedly and {what}. Your project and takes are safe.",
            level="warning" if crash.goes_on else "danger",
            buttons=(*restart, Button("Copy details", lambda: copy_text(crash.log), closes=False)),
        )

    @Slot(object)
    def tell_output(self, output: Output) -> None:
        """Report that no audio device is in use, or close the banner."""
        banners = self._services.banners
        banners.close_banner("silent")
        if output.is_silent:
            banners.show_banner(
                "silent",
                "No audio device found. Playback is silent.",
                level="warning",
                buttons=(Button("Rescan", self._services.actions["rescan_audio"].trigger),),
            )


def clip_notes(info: MediaInfo) -> tuple[str, ...]:
    """Clip properties worth a badge over the preview."""
    video = info.video
    if video is None:
        return ("No video",)
    notes = [f"{video.display_width}x{video.display_height}"]
    if video.average_rate is not None:
        notes.append(f"{float(video.average_rate):.5g} fps")
    if video.variable_rate:
        notes.append("VFR")
    if video.rotation_deg:
        notes.append(f"rotated {video.rotation_deg}°")
    if not info.audio:
        notes.append("no audio")
    return tuple(notes)
