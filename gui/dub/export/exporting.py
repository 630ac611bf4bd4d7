"""Export mixes and takes through the engine."""

from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.errors import EngineError
from engine.host.messages import Answer, Export, Exported
from engine.project.model import Take
from engine.recipe import Delivery
from engine.storage.real_paths import real_path
from gui.dub.export.command_line import SavedClip, export_command, write_command_events
from gui.dub.export.contents import Content, contents, take_content
from gui.dub.export.export_dialog import ExportDialog
from gui.hosts.engine_host import EngineHost
from gui.hosts.jobs import HostJob
from gui.kit.banners import Button
from gui.kit.desktop import copy_text, open_path, show_in_folder
from gui.kit.language import said, tr
from gui.kit.questions import ask
from gui.playback.clip_media import ClipMedia
from gui.services import Services
from gui.settings import chosen_folder

_PROBLEM: Final = "export"  # key of its notice
_EXPORTED_S: Final = 20.0  # long enough to reach for its buttons


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

    def ask(self, heard: Take | None, *, alone: bool = False) -> None:
        """Open the export dialog for what is heard.

        Args:
            heard: the take that is heard; None for the mix.
            alone: whether it is heard without the other tracks.
        """
        choices = self._contents(heard, alone=alone)
        if not choices:
            self._services.banners.show_banner(
                "no-take",
                tr("Nothing to export yet. Press DUB (Ctrl+Enter) first."),
                seconds=8,
            )
            return
        clip, info = self._document.clip, self._media.info
        is_shown = clip is not None and clip.file.path == choices[0].mix.video
        dialog = ExportDialog(
            choices,
            self._window,
            clip=clip if is_shown else None,
            info=info if is_shown else None,
            saved=self._saved(),
            folder=chosen_folder(self._services.settings.exports_folder),
        )
        while dialog.exec() == ExportDialog.DialogCode.Accepted:  # again with the same options
            delivery = dialog.delivery
            if self._may_overwrite(delivery):
                self.export(dialog.content, delivery)
                break
        dialog.deleteLater()

    def _contents(self, heard: Take | None, *, alone: bool) -> list[Content]:
        clip, project = self._document.clip, self._document.project
        if heard is not None and (clip is None or heard.clip_id != clip.id):
            return [take_content(heard)]
        return [] if clip is None else contents(project, clip, heard, alone=alone)

    def _saved(self) -> SavedClip | None:
        """Where the active clip is saved, if the file is up to date."""
        path, clips = self._document.own_path, self._document.project.clips
        clip = self._document.clip
        if path is None or clip is None or self._document.is_modified:
            return None
        return SavedClip(path, str(clips.index(clip) + 1) if len(clips) > 1 else None)

    def export(self, content: Content, delivery: Delivery) -> HostJob:
        """Export a mix or a take with the engine."""

        def done(answer: Answer) -> None:
            if isinstance(answer, Exported):
                self._on_exported(content, delivery, job, answer)

        self._document.keep_takes({track.sound for track in content.mix.tracks})
        mix, mixed = content.mixed_for(delivery)
        job = self._host.submit(
            Export(mix, mixed, content.inputs, content.events, content.marks),
            title=tr("Exporting {name}", name=delivery.output.name),
            done=done,
            failed=lambda error: self._services.errors.present(
                error,
                buttons=(Button(tr("Export again…"), lambda: self.ask(content.take)),),
                key=_PROBLEM,
            ),
        )
        return job

    def _on_exported(
        self, content: Content, delivery: Delivery, job: HostJob, exported: Exported
    ) -> None:
        output = delivery.output
        self._services.errors.solved(_PROBLEM)
        written = _names(delivery)
        text = tr("Exported {name}.", name=written[0])
        if len(written) > 1:
            *others, last = written
            text = tr("Exported {names} and {last}.", names=", ".join(others), last=last)
        again = replace(delivery, overwrite=False)
        command = export_command(content, again, self._saved())
        copy = Button(tr("Copy command"), lambda: self._copy_command(content, again), closes=False)
        self._services.banners.show_banner(
            "exported",
            " ".join([text, *_video_check(exported), *map(said, job.notes)]),
            level="information" if exported.picture_is_untouched else "warning",
            seconds=_EXPORTED_S if exported.picture_is_untouched else None,
            buttons=(
                Button(tr("Play"), lambda: open_path(output)),
                Button(tr("Show in folder"), lambda: show_in_folder(output)),
                *([copy] if command else []),
            ),
        )

    def _copy_command(self, content: Content, delivery: Delivery) -> None:
        try:
            write_command_events(content, delivery)
        except EngineError as error:
            self._services.errors.present(error)
            return
        copy_text(export_command(content, delivery, self._saved()))

    def _may_overwrite(self, delivery: Delivery) -> bool:
        names = _names(delivery, only_existing=True)
        if not names:
            return True
        question = (
            tr("{name} already exists. Replace it?", name=names[0])
            if len(names) == 1
            else tr(
                "{names} and {last} already exist. Replace them?",
                names=", ".join(names[:-1]),
                last=names[-1],
            )
        )
        clips = {real_path(clip.file.path) for clip in self._document.project.clips}
        if real_path(delivery.output) in clips:
            own = tr("{name} is a clip of this project.", name=delivery.output.name)
            question = f"{own} {question}"
        replaces = tr("Replace")
        title = tr("Replace existing files?")
        return ask(self._window, title, question, (replaces,)) == replaces


def _names(delivery: Delivery, *, only_existing: bool = False) -> list[str]:
    """The names of the files and folders of a delivery, the dubbed copy first."""
    paths = (delivery.output, delivery.stem, delivery.stems, delivery.markers)
    wanted = [path for path in paths if path is not None]
    return [path.name for path in wanted if not only_existing or path.exists()]


def _video_check(exported: Exported) -> tuple[str, ...]:
    """A sentence on whether the video is unchanged; none for exports without video."""
    if not exported.delivered.picture_digest:
        return ()
    if not exported.picture_is_untouched:
        return (tr("Its video differs from the clip's."),)
    return (tr("Its video is bit-identical to the clip's."),)
