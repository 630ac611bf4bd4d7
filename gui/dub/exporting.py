"""Writing a take into a copy of its clip, by the engine."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.banners import Button
from gui.document.model import Take
from gui.dub.export_dialog import ExportDialog
from gui.hosts.engine_host import EngineHost
from gui.hosts.requests import ExportChoice, export_request
from gui.services import Services


class Exporting(QObject):
    """Asks, sends, and says where the file is."""

    def __init__(self, services: Services, host: EngineHost, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._host = host
        self._window = window

    def ask(self, take: Take | None) -> None:
        """Open the dialog for a take."""
        if take is None:
            self._services.banners.show_banner(
                "no-take", "There is nothing to export yet: press Ctrl+Enter to dub.", seconds=8
            )
            return
        dialog = ExportDialog(take, self._window)
        accepted = dialog.exec() == ExportDialog.DialogCode.Accepted
        choice = dialog.choice
        dialog.deleteLater()
        if accepted and self._may_overwrite(choice.output):
            self.export(take, choice)

    def export(self, take: Take, choice: ExportChoice) -> None:
        """Let the engine write it."""
        self._host.submit(
            "export",
            export_request(take.recipe, take.sound, choice),
            title=f"Exporting {choice.output.name}",
            done=self._on_exported,
            failed=self._services.errors.present,
        )

    def _on_exported(self, message: dict[str, Any]) -> None:
        output = Path(str(message["output"]))
        untouched = (
            "; its picture is bit for bit the original's" if message.get("picture_digest") else ""
        )
        self._services.banners.show_banner(
            "exported",
            f"{output.name} is written{untouched}.",
            buttons=(
                Button("Play", lambda: _open(output)),
                Button("Show in folder", lambda: _open(output.parent)),
            ),
        )

    def _may_overwrite(self, output: Path) -> bool:
        if not output.exists():
            return True
        answer = QMessageBox.question(
            self._window, "Overwrite?", f"{output.name} is there already. Write over it?"
        )
        return answer == QMessageBox.StandardButton.Yes


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
