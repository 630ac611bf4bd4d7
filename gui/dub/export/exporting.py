"""Writing a take into a copy of its clip, by the engine."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from engine.errors import EngineError
from gui.document.model import Take
from gui.dub.export.command_line import command_line, events_path, write_events
from gui.dub.export.export_dialog import ExportDialog
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob
from gui.hosts.requests import ExportChoice, export_request
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
        choice = dialog.choice
        dialog.deleteLater()
        if accepted and self._may_overwrite(choice):
            self.export(take, choice)

    def export(self, take: Take, choice: ExportChoice) -> HostJob:
        """Let the engine write it."""

        def done(message: dict[str, Any]) -> None:
            self._on_exported(take, choice, job, message)

        job = self._host.submit(
            "export",
            export_request(take.recipe, take.sound, choice),
            title=f"Exporting {choice.output.name}",
            done=done,
            failed=lambda error: self._services.errors.present(
                error, buttons=(Button("Export again…", lambda: self.ask(take)),)
            ),
        )
        return job

    def _on_exported(
        self, take: Take, choice: ExportChoice, job: HostJob, message: dict[str, Any]
    ) -> None:
        output = choice.output
        again = replace(choice, overwrite=False)
        self._services.banners.show_banner(
            "exported",
            " ".join([f"{output.name} is written{_about_picture(message)}.", *job.notes]),
            level="information" if _is_untouched(message) else "warning",
            buttons=(
                Button("Play", lambda: _open(output)),
                Button("Show in folder", lambda: _open(output.parent)),
                Button("Copy the command", lambda: self._copy_command(take, again), closes=False),
            ),
        )

    def _copy_command(self, take: Take, choice: ExportChoice) -> None:
        events = events_path(choice.output, take.recipe.events)
        try:
            write_events(events, take.recipe.events)
        except EngineError as error:
            self._services.errors.present(error)
            return
        QApplication.clipboard().setText(command_line(take.recipe, choice, events))

    def _may_overwrite(self, choice: ExportChoice) -> bool:
        there = [
            path for path in (choice.output, choice.stem) if path is not None and path.exists()
        ]
        if not there:
            return True
        names = " and ".join(path.name for path in there)
        answer = QMessageBox.question(
            self._window, "Overwrite?", f"Already there: {names}. Write over it?"
        )
        return answer == QMessageBox.StandardButton.Yes


def _is_untouched(message: dict[str, Any]) -> bool:
    """Whether the picture in the file is the clip's, as far as there is one."""
    return bool(message.get("picture_digest") == message.get("output_digest", ""))


def _about_picture(message: dict[str, Any]) -> str:
    """What became of the picture, with the proof."""
    digest, packets = message.get("picture_digest"), message.get("picture_packets")
    if not digest:
        return ""
    if not _is_untouched(message):
        return ", but its picture is not the clip's"
    return f"; its picture is bit for bit the clip's ({packets} packets, hash {digest[:8]} in both)"


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
