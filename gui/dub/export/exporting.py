"""Export takes through the engine."""

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from engine.errors import EngineError
from engine.host.messages import Answer, Export, Exported
from engine.project.mixing import take_mix
from engine.project.model import Take
from engine.recipe import Delivery, input_files
from gui.dub.export.command_line import command_line, events_path, write_events
from gui.dub.export.export_dialog import ExportDialog
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob
from gui.kit.banners import Button
from gui.kit.desktop import copy_text, open_path
from gui.kit.labels import plain
from gui.playback.clip_media import ClipMedia
from gui.services import Services


class Exporting(QObject):
    """Shows the export dialog, runs the job and reports the result."""

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
        """Open the export dialog for a take."""
        if take is None:
            self._services.banners.show_banner(
                "no-take",
                "Nothing to export yet. Press DUB (Ctrl+Enter) first.",
                seconds=8,
            )
            return
        clip, info = self._document.clip, self._media.info
        is_shown = clip is not None and clip.id == take.clip_id
        dialog = ExportDialog(
            take, self._window, clip=clip if is_shown else None, info=info if is_shown else None
        )
        while dialog.exec() == ExportDialog.DialogCode.Accepted:  # again with the same options
            delivery = dialog.delivery
            if self._may_overwrite(delivery):
                self.export(take, delivery)
                break
        dialog.deleteLater()

    def export(self, take: Take, delivery: Delivery) -> HostJob:
        """Export a take with the engine."""

        def done(answer: Answer) -> None:
            if isinstance(answer, Exported):
                self._on_exported(take, delivery, job, answer)

        job = self._host.submit(
            Export(take_mix(take), delivery, tuple(input_files(take.recipe))),
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
            " ".join([f"Exported {output.name}.", *_video_check(exported), *job.notes]),
            level="information" if exported.picture_is_untouched else "warning",
            buttons=(
                Button("Play", lambda: open_path(output)),
                Button("Show in folder", lambda: open_path(output.parent)),
                Button("Copy command", lambda: self._copy_command(take, again), closes=False),
            ),
        )

    def _copy_command(self, take: Take, delivery: Delivery) -> None:
        events = events_path(delivery.output, take.events)
        try:
            write_events(events, take.events)
        except EngineError as error:
            self._services.errors.present(error)
            return
        copy_text(command_line(take.recipe, delivery, events))

    def _may_overwrite(self, delivery: Delivery) -> bool:
        targets = (delivery.output, delivery.stem)
        names = [path.name for path in targets if path is not None and path.exists()]
        if not names:
            return True
        question = (
            f"{names[0]} already exists. Replace it?"
            if len(names) == 1
            else f"{' and '.join(names)} already exist. Replace them?"
        )
        clips = {clip.file.path.resolve() for clip in self._document.project.clips}
        if delivery.output.resolve() in clips:
            question = f"{delivery.output.name} is a clip of this project. {question}"
        kinds = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Replace existing files?",
            plain(question),
            kinds.Yes | kinds.No,
            kinds.No,
        )
        return answer == kinds.Yes


def _video_check(exported: Exported) -> tuple[str, ...]:
    """A sentence on whether the video is unchanged; none for exports without video."""
    digest, packets = exported.delivered.picture_digest, exported.delivered.picture_packets
    if not digest:
        return ()
    if not exported.picture_is_untouched:
        return ("Its video differs from the clip's.",)
    return (f"Its video is bit-identical to the clip's ({packets} packets, hash {digest[:8]}).",)
