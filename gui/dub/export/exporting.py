"""Writing a take into a copy of its clip, by the engine."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from engine.errors import EngineError
from engine.host.messages import Answer, Export, Exported
from engine.recipe import Delivery
from gui.document.model import Take
from gui.dub.export.command_line import command_line, events_path, write_events
from gui.dub.export.export_dialog import ExportDialog
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob
from gui.kit.banners import Button
from gui.playback.clip_media import ClipMedia
from gui.services import Services


class Exporting(QObject):
    """Asks, sends, and says where the file is."""

    def __init__(
        self, services: Services, host: EngineHost, media: ClipMedia, window: QWidget
    ) -> None:
        super().__init__(window)
        self._services = services
        self._document = services.document
        self._media = media
        self._host = host
        self._window = window

    def ask(self, take: Take | None) -> None:
        """Open the dialog for a take."""
        if take is None:
            self._services.banners.show_banner(
                "no-take",
                "There is nothing to export yet: press DUB (Ctrl+Enter) first.",
                seconds=8,
            )
            return
        clip, info = self._document.clip, self._media.info
        is_shown = clip is not None and clip.id == take.clip_id
        dialog = ExportDialog(
            take, self._window, clip=clip if is_shown else None, info=info if is_shown else None
        )
        accepted = dialog.exec() == ExportDialog.DialogCode.Accepted
        delivery = dialog.delivery
        dialog.deleteLater()
        if accepted and self._may_overwrite(delivery):
            self.export(take, delivery)

    def export(self, take: Take, delivery: Delivery) -> HostJob:
        """Let the engine write it."""

        def done(answer: Answer) -> None:
            if isinstance(answer, Exported):
                self._on_exported(take, delivery, job, answer)

        job = self._host.submit(
            Export(take.recipe, take.sound, delivery),
            title=f"Exporting {delivery.output.name}",
            done=done,
            failed=lambda error: self._services.errors.present(
                error, buttons=(Button("Export again…", lambda: self.ask(take)),)
            ),
        )
        return job

    def _on_exported(
        self, take: Take, delivery: Delivery, job: HostJob, exported: Exported
    ) -> None:
        output = delivery.output
        again = replace(delivery, overwrite=False)
        self._services.banners.show_banner(
            "exported",
            " ".join([f"{output.name} is written{_about_picture(exported)}.", *job.notes]),
            level="information" if exported.picture_is_untouched else "warning",
            buttons=(
                Button("Play", lambda: _open(output)),
                Button("Show in folder", lambda: _open(output.parent)),
                Button("Copy the command", lambda: self._copy_command(take, again), closes=False),
            ),
        )

    def _copy_command(self, take: Take, delivery: Delivery) -> None:
        events = events_path(delivery.output, take.events)
        try:
            write_events(events, take.events)
        except EngineError as error:
            self._services.errors.present(error)
            return
        QApplication.clipboard().setText(command_line(take.recipe, delivery, events))

    def _may_overwrite(self, delivery: Delivery) -> bool:
        there = [
            path for path in (delivery.output, delivery.stem) if path is not None and path.exists()
        ]
        if not there:
            return True
        names = " and ".join(path.name for path in there)
        answer = QMessageBox.question(
            self._window, "Overwrite?", f"Already there: {names}. Write over it?"
        )
        return answer == QMessageBox.StandardButton.Yes


def _about_picture(exported: Exported) -> str:
    """What became of the picture, with the proof."""
    digest, packets = exported.delivered.picture_digest, exported.delivered.picture_packets
    if not digest:
        return ""
    if not exported.picture_is_untouched:
        return ", but its picture is not the clip's"
    return f"; its picture is bit for bit the clip's ({packets} packets, hash {digest[:8]} in both)"


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
