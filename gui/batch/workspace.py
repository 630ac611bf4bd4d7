"""The Batch workspace: many clips with many references, as a queue."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from engine.cli.batch.jobs import BatchJob, pairs, read_jobs
from engine.errors import EngineError, UsageError
from engine.media.kinds import CLIPS_IN_FOLDERS, SOUNDS_IN_FOLDERS
from gui.batch.batch_chip import BatchChip
from gui.batch.file_list import FileList
from gui.batch.folder_watch import FolderWatch
from gui.batch.queue import BatchQueue
from gui.batch.queue_view import QueueView
from gui.file_questions import ask_file
from gui.hosts.prepare_jobs import PROGRAM
from gui.kit.desktop import notify
from gui.kit.fields import text_field
from gui.kit.language import counted, explained, tr
from gui.kit.layouts import ROOM, add, fields, hbox, vbox
from gui.kit.path_field import PathField, patterns
from gui.kit.timers import once
from gui.kit.widgets import push_button, side_by_side, wrapped
from gui.services import Services
from gui.settings import KeptBatch

_TEMPLATE: Final = "{clip} - {reference}"
_PROBLEM_PX: Final = 44
_KEEP_MS: Final = 500  # a pause in typing
_SIZES: Final = (400, 800)


class BatchWorkspace(QWidget):
    """What to dub on the left, the queue on the right."""

    def __init__(self, services: Services, *, program: tuple[str, ...] = PROGRAM) -> None:
        super().__init__()
        self._services = services
        self.queue = BatchQueue(self, program=program)
        self.queue.ended.connect(self._on_ended)
        self.chip = BatchChip(self.queue)
        self.clips = FileList(
            services.settings,
            name=tr("Clips"),
            kinds=tr("Clips ({kinds})", kinds=patterns(CLIPS_IN_FOLDERS)),
            drop=tr("Drop to add clips"),
            file_title=tr("Add clips"),
            folder_title=tr("Add a folder of clips"),
            hint=tr("Drop clips or folders here"),
        )
        self.references = FileList(
            services.settings,
            name=tr("References"),
            kinds=tr("References ({kinds})", kinds=patterns(SOUNDS_IN_FOLDERS)),
            drop=tr("Drop to add references"),
            file_title=tr("Add references"),
            folder_title=tr("Add a folder of references"),
            hint=tr("Drop sounds or folders here"),
        )
        self.output = PathField(tr("Output folder"), services.settings, folder=True)
        tip = tr("{clip}, {reference} and {number}; / makes folders, .wav writes the sound alone")
        self.name = text_field(tr("Name of the outputs"), _TEMPLATE, tip=tip)
        self.watched = QCheckBox(tr("Watch the folders of clips"))
        self.watched.setToolTip(tr("A clip that appears there is dubbed with every reference."))
        self.options = text_field(
            tr("Options for all jobs"),
            hint=tr("such as --events sound --loudness -23"),
            tip=tr("The options of dub on the command line; a CSV overrides them."),
        )
        self.problem = wrapped("", "danger")
        self.problem.setMinimumHeight(_PROBLEM_PX)  # so that a sentence moves nothing
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._watches: list[FolderWatch] = []
        self._assemble()
        self._restore(services.settings.batch)
        self._keep_soon = once(self, _KEEP_MS, self._keep)
        self.watched.toggled.connect(self._watch)
        self.clips.changed.connect(self._watch)
        self._watch()
        for edited in (
            self.clips.changed,
            self.watched.toggled,
            self.references.changed,
            self.output.edit.textChanged,
            self.name.textChanged,
            self.options.textChanged,
        ):
            edited.connect(lambda: self._tell(""))
            edited.connect(self._keep_soon.start)

    def shutdown(self) -> None:
        """End the current job."""
        self._keep()
        for watch in self._watches:
            watch.watch(None)
        self.queue.shutdown()

    def _assemble(self) -> None:
        left = QWidget()
        column = vbox(left, margins=0, spacing=8)
        add(column, (self.clips, 1), self.watched, (self.references, 1))
        form = fields()
        form.addRow(tr("Output folder"), self.output)
        form.addRow(tr("Names"), self.name)
        form.addRow(tr("Options"), self.options)
        column.addLayout(form)
        row = hbox(spacing=6)
        listed = push_button(
            tr("Add from CSV…"),
            self._on_list_clicked,
            tip=tr("Columns: clip, reference, any options"),
        )
        self.add = push_button(tr("Add to queue"), self._on_add_clicked, main=True)
        add(row, listed, ROOM, self.add)
        add(column, row, self.problem)
        self.view = QueueView(self.queue)
        page = vbox(self, margins=(16, 14, 16, 14))
        page.addWidget(side_by_side(left, self.view, sizes=_SIZES, gap=16), 1)

    def _restore(self, kept: KeptBatch) -> None:
        """Fill in the form as it was left."""
        self.clips.add_paths(kept.clips)
        self.references.add_paths(kept.references)
        self.output.edit.setText(kept.output)
        self.name.setText(kept.names or _TEMPLATE)
        self.options.setText(kept.options)
        self.watched.setChecked(kept.watched)

    def _keep(self) -> None:
        """Keep the form for the next session."""
        self._services.settings.batch = KeptBatch(
            clips=tuple(self.clips.paths),
            references=tuple(self.references.paths),
            output=self.output.edit.text(),
            names=self.name.text(),
            options=self.options.text(),
            watched=self.watched.isChecked(),
        )

    @Slot()
    def _on_add_clicked(self) -> None:
        self._add(lambda folder: self._pairs(folder, self.clips.paths))

    @Slot()
    def _on_list_clicked(self) -> None:
        settings, kinds = self._services.settings, tr("Lists of jobs (*.csv)")
        file = ask_file(self, settings, tr("Add jobs"), kinds)
        if file is not None:
            self._add(lambda folder: self._listed(folder, file))

    def _pairs(self, folder: Path, clips: list[Path]) -> list[BatchJob]:
        return pairs(clips, self.references.paths, folder, self.name.text(), self._shared())

    def _listed(self, folder: Path, file: Path) -> list[BatchJob]:
        return read_jobs(file, folder, self.name.text(), self._shared())

    def _shared(self) -> list[str]:
        """The words of the options for all jobs."""
        try:
            return shlex.split(self.options.text())
        except ValueError as error:
            raise UsageError(tr("The options cannot be read: {error}.", error=error)) from error

    def _add(self, make: Callable[[Path], list[BatchJob]]) -> None:
        """Add the jobs that `make` returns for the output folder, or say why there are none."""
        folder = self.output.path
        try:
            if folder is None:
                self._tell(tr("Choose an output folder."))
                return
            jobs = make(folder)
            new: list[BatchJob] = []
            existing: list[Path] = []
            for job in jobs:
                if "--overwrite" in job.words or not job.output.exists():
                    new.append(job)
                else:
                    existing.append(job.output.relative_to(folder))
            added = self.queue.add(new, folder)
            self._tell(self._why_left_out(existing, len(new) - added))
        except EngineError as error:
            self._tell(explained(error))

    @staticmethod
    def _why_left_out(existing: list[Path], queued: int) -> str:
        """Why not all jobs were added; empty if nothing is to be said.

        Args:
            existing: the outputs below the folder that are there already.
            queued: how many jobs are in the queue already.
        """
        if existing:
            return counted(
                "{name} exists already and was not queued. The option --overwrite replaces it.",
                "{n} outputs exist already and were not queued. The option --overwrite replaces"
                " them.",
                len(existing),
                name=existing[0].as_posix(),
            )
        if queued:
            return counted(
                "A job is in the queue already.", "{n} jobs are in the queue already.", queued
            )
        return ""

    def _tell(self, text: str) -> None:
        self.problem.setText(text)

    @Slot()
    def _watch(self) -> None:
        """Watch the listed folders, if that is wanted."""
        wanted = [path for path in self.clips.paths if path.is_dir()]
        wanted = wanted if self.watched.isChecked() else []
        for watch in [each for each in self._watches if each.folder not in wanted]:
            watch.watch(None)
            self._watches.remove(watch)
        known = [watch.folder for watch in self._watches]
        for folder in [each for each in wanted if each not in known]:
            watch = FolderWatch(self._services.runner, self)
            watch.found.connect(self._on_found)
            watch.watch(folder)
            self._watches.append(watch)

    @Slot(object)
    def _on_found(self, clips: list[Path]) -> None:
        """Dub clips that have appeared, unless the queue waits for the user, as after a pause."""
        is_held = bool(self.queue.unfinished) and not self.queue.is_running
        self._add(lambda folder: self._pairs(folder, clips))
        if not is_held:
            self.queue.start()

    @Slot(int, int)
    def _on_ended(self, done: int, failed: int) -> None:
        text = tr("{n} done.", n=done)
        if failed:
            text = tr("{done} done, {failed} failed.", done=done, failed=failed)
        if self._services.settings.notifies:
            notify(self.window(), tr("The batch has ended"), text)
