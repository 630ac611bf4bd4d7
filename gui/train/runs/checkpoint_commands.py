"""Commands for one checkpoint of a run: resume from it, use, export and delete it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from engine.config import GRIFFIN_LIM
from engine.model_files.model_file import (
    SUFFIX,
    InstalledModel,
    export_model,
    install_model,
    installed,
)
from engine.project.model import ModelChoice
from gui.commands.menus import context_menu
from gui.file_questions import ask_target
from gui.hosts.run_observer import SeenRun
from gui.kit.language import number, tr
from gui.kit.questions import accepted, ask
from gui.train.free_name import free_name
from gui.train.models.installed_models import choice_of, models_pattern
from gui.train.runs.models_view import TrainedModel
from gui.train.runs.resume_dialog import ResumeDialog
from gui.train.runs.use_dialog import model_name
from gui.train.services import TrainServices
from gui.train.start_questions import ask_turn
from training.config import RunConfig


class CheckpointCommands(QObject):
    """Builds the menu of a checkpoint and does what is chosen there."""

    use_asked = Signal(object)  # TrainedModel

    def __init__(self, services: TrainServices, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window

    def menu(self, run: SeenRun, choice: TrainedModel) -> QMenu:
        """The menu of a checkpoint, or of the final model."""
        menu = context_menu(self._window)
        menu.setToolTipsVisible(True)
        rests = not run.is_alive and not run.is_starting
        is_checkpoint = not choice.finished
        resume = menu.addAction(tr("Resume from here…"), lambda: self._ask_resume(run, choice.step))
        resume.setEnabled(rests and is_checkpoint)
        menu.addAction(tr("Use in the editor…"), lambda: self.use_asked.emit(choice))
        menu.addAction(tr("Compare on the open clip…"), lambda: self._prepare_comparison(choice))
        menu.addAction(tr("Export…"), lambda: self._ask_export(choice))
        menu.addSeparator()
        delete = menu.addAction(tr("Delete…"), lambda: self._ask_delete(run, choice.step))
        delete.setEnabled(rests and is_checkpoint)
        for action in (resume, delete):
            action.setToolTip("" if rests else tr("Stop the run first"))
        return menu

    def resume(self, run: SeenRun, step: int, config: RunConfig, *, as_new: bool) -> None:
        """Continue from a checkpoint with these settings, in its run or in a new one."""
        place, name = run.path.parent, tr("{run} from {step}", run=run.path.name, step=str(step))
        new = place / free_name(place, name) if as_new else None
        turn = ask_turn(self._window, self._services.runs.runs, new or run.path, config)
        if turn != "never":
            queued = turn == "queued"
            self._services.runs.resume_from(run.path, step, config, new, queued=queued)

    def export(self, choice: TrainedModel, target: Path) -> None:
        """Copy the model of a checkpoint and write its checksum beside it."""

        def done(_nothing: None) -> None:
            text = tr("Exported {file} and its checksum.", file=target.name)
            self._services.banners.show_banner("checkpoint", text, seconds=8)

        self._services.do(lambda: export_model(choice.file, target), done)

    def _prepare_comparison(self, choice: TrainedModel) -> None:
        """Install the checkpoint, whose model the editor needs, and look for others."""

        def work() -> tuple[InstalledModel, list[InstalledModel]]:
            model = install_model(choice.file, model_name(choice))
            others = installed(model.header.kind)
            return model, [other for other in others if other.path != model.path]

        self._services.do(work, self._ask_other)

    def _ask_other(self, found: tuple[InstalledModel, list[InstalledModel]]) -> None:
        model, others = found
        self._services.models.changed.emit()
        choices = [choice_of(other) for other in others]
        if model.header.kind == "vocoder":
            choices.append(ModelChoice("vocoder", GRIFFIN_LIM))
        if not choices:
            text = tr("There is no other model to compare it with.")
            self._services.banners.show_banner("checkpoint", text, seconds=8)
            return
        names = [each.title for each in choices]
        name, is_chosen = QInputDialog.getItem(
            self._window, tr("Compare"), tr("Compare with:"), names, editable=False
        )
        if is_chosen:
            other = choices[names.index(name)]
            self._services.models.compare_requested.emit(choice_of(model), other)

    def _ask_resume(self, run: SeenRun, step: int) -> None:
        if run.config is None:
            return
        later = sum(each > step for each in run.checkpoints)
        dialog = ResumeDialog(run.config, step, later, self._window)
        if accepted(dialog):
            self.resume(run, step, dialog.config, as_new=dialog.as_new.isChecked())

    def _ask_export(self, choice: TrainedModel) -> None:
        name = tr("{run} step {step}", run=choice.run.name, step=str(choice.step)) + SUFFIX
        settings = self._services.settings
        path = ask_target(self._window, settings, tr("Export"), name, models_pattern())
        if path is not None:
            self.export(choice, path)

    def _ask_delete(self, run: SeenRun, step: int) -> None:
        text = tr("Delete the checkpoint of step {step}? This cannot be undone.", step=number(step))
        delete = tr("Delete")
        if ask(self._window, tr("Delete checkpoint"), text, (delete,)) == delete:
            self._services.runs.delete_checkpoint(run.path, step)
