"""What the workspace says at the top of the window, and of a clip at a glance."""

from PySide6.QtCore import QObject, Slot

from engine.media.probe import MediaInfo
from gui.hosts.engine_host import Crash, EngineHost
from gui.kit.banners import Button
from gui.kit.desktop import copy_text
from gui.playback.outputs import Output
from gui.services import Services


class Notices(QObject):
    """Banners for a crash of the engine and for a machine without sound."""

    def __init__(self, services: Services, host: EngineHost, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._host = host

    @Slot(object)
    def tell_crash(self, crash: Crash) -> None:
        """The engine's process died."""
        again: tuple[Button, ...] = ()
        if crash.goes_on and crash.job is not None and not crash.job.is_over:
            what = f"was started again; “{crash.job.title}” goes on"
        elif crash.goes_on:
            what = "was started again"
        else:
            what = "does not come back by itself"
            again = (Button("Start it again", self._host.restart),)
        self._services.banners.show_banner(
            "crash",
            f"The engine stopped unexpectedly and {what}. Your project and takes are safe.",
            level="warning" if crash.goes_on else "danger",
            buttons=(*again, Button("Copy details", lambda: copy_text(crash.log), closes=False)),
        )

    @Slot(object)
    def tell_output(self, output: Output) -> None:
        """Another audio output is used, or none."""
        banners = self._services.banners
        banners.close_banner("silent")
        if output.is_silent:
            banners.show_banner(
                "silent",
                "No sound device was found; the picture plays without sound.",
                level="warning",
                buttons=(Button("Look again", self._services.actions["rescan_audio"].trigger),),
            )


def clip_notes(info: MediaInfo) -> tuple[str, ...]:
    """Facts that a person should see at a glance."""
    video = info.video
    if video is None:
        return ("No picture",)
    notes = [f"{video.display_width}x{video.display_height}"]
    if video.average_rate is not None:
        notes.append(f"{float(video.average_rate):.5g} fps")
    if video.variable_rate:
        notes.append("VFR")
    if video.rotation_deg:
        notes.append(f"turned {video.rotation_deg}°")
    if not info.audio:
        notes.append("silent")
    return tuple(notes)
