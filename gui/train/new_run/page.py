"""The New run page: preset, data set, settings and estimated cost of a run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from engine.errors import EngineError
from engine.storage.real_paths import real_path
from gui.hosts.prepare_jobs import PROGRAM, PrepareJobs, Result
from gui.kit.language import tr
from gui.kit.layouts import add, vbox
from gui.kit.timers import once
from gui.kit.widgets import Head, side_by_side
from gui.settings import KeptDraft, KeptForm
from gui.train.data_set_info import describe_arguments, read_description
from gui.train.free_space import may_fill
from gui.train.new_run.cost_summary import cost_facts, needed_bytes
from gui.train.new_run.data_card import DataCard
from gui.train.new_run.device_picker import DevicePicker
from gui.train.new_run.draft import RunDraft, command_text
from gui.train.new_run.estimates import Estimates
from gui.train.new_run.fields import DEVICE, PROCESSES
from gui.train.new_run.form import SettingsForm
from gui.train.new_run.preset_commands import PresetCommands
from gui.train.new_run.preset_list import PresetList
from gui.train.new_run.readiness import data_problem, division_problem, place_problem, run_name
from gui.train.new_run.starter import RunStarter, planned_runs
from gui.train.new_run.summary import Summary
from gui.train.new_run.sweep import Sweep
from gui.train.services import TrainServices
from gui.train.start_questions import ask_turn
from training.config import GeneratorRun, RunConfig, VocoderRun
from training.own_presets import KINDS, Kind, OwnPreset, own_presets

_TYPING_MS: Final = 350  # a pause in typing


class NewRunPage(QWidget):
    """Presets, settings, an estimate, and the button that starts the run."""

    started = Signal(object)  # Path of the run's folder

    def __init__(
        self,
        services: TrainServices,
        parent: QWidget | None = None,
        *,
        program: tuple[str, ...] = PROGRAM,
    ) -> None:
        super().__init__(parent)
        self._services = services
        kept = services.settings.new_run
        kinds = {kind: KeptDraft(preset="") for kind in KINDS} | kept.drafts
        self._drafts = {kind: RunDraft.of_kept(kind, kinds[kind]) for kind in KINDS}
        self._usual_device = "auto"
        self._usual_place = services.settings.place_of_runs
        self._follow_device()
        self.draft = self._drafts[kept.kind]
        self.config: RunConfig | None = None
        self._errors: Mapping[str, str] = {}
        self._sweep: Sweep | None = None  # if a model is wanted for each class
        self._classes: tuple[str, ...] = ()  # to be ticked when the data set is known
        self._wanted: tuple[RunConfig, Path] | None = None  # to start when all is counted
        self.commands = PresetCommands(services, self)
        self._owned = _read_owned()
        self._starter = RunStarter(services.runs, self)
        self.describer = PrepareJobs(self, program=program)
        self.estimates = Estimates(services, program, self)
        self._typing = once(self, _TYPING_MS, self.update_estimates)
        self._data_typing = once(self, _TYPING_MS, self._open_data_set)
        self._assemble(program)
        self._connect()
        self._restore(kept)
        self._refresh()

    def use_settings(self, config: GeneratorRun | VocoderRun) -> None:
        """Prepare another run with the settings and the data set of a run."""
        self.draft = RunDraft.of_config(config)
        self._drafts[self.draft.kind] = self.draft
        self._classes = config.classes
        self.summary.is_named = False
        self.set_data_set(config.dataset)

    def set_data_set(self, path: Path) -> None:
        """Use this data set."""
        self.data.path.path = path
        self._data_typing.stop()
        self._open_data_set()

    def shutdown(self) -> None:
        """End the child processes."""
        self._keep()
        self._typing.stop()
        self._data_typing.stop()
        self.describer.shutdown()
        self.device.shutdown()
        self.estimates.shutdown()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Refresh the estimate whenever the page is shown."""
        super().showEvent(event)
        if self._services.settings.training_device != self._usual_device:
            self._follow_device()
            self._refresh()
        if not self.device.devices:
            self.device.look()
        self._typing.start()

    def _follow_device(self) -> None:
        """Use the device of the preferences, unless the form names another one."""
        before, self._usual_device = self._usual_device, self._services.settings.training_device
        for draft in self._drafts.values():
            draft.replace_device(before, self._usual_device)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Cancel trial steps when the page is hidden."""
        super().hideEvent(event)
        self.estimates.end_trying()

    # Assemble

    def _assemble(self, program: tuple[str, ...]) -> None:
        column = vbox(self, margins=(20, 14, 20, 14), spacing=10)
        about = tr("Choose a preset. A filled dot marks a change from the published settings.")
        column.addLayout(Head(tr("New run"), about))
        self.presets = PresetList()
        self.data = DataCard(self._services.settings)
        self.device = DevicePicker(program)
        self.form = SettingsForm(self._services.settings)
        self.summary = Summary(self._services.settings)
        self.summary.place.path = self._usual_place
        middle = QWidget()
        inside = vbox(middle, margins=0, spacing=10)
        add(inside, self.data, self.device, (self.form, 1))
        parts = (self.presets, middle, self.summary)
        column.addWidget(side_by_side(*parts, sizes=(240, 560, 290)), 1)

    def _connect(self) -> None:
        self.presets.kind_picked.connect(self._on_kind_picked)
        self.presets.preset_picked.connect(self._on_preset_picked)
        self.presets.own_picked.connect(self._on_own_picked)
        self.presets.save_wanted.connect(lambda: self.commands.ask_name(self.draft))
        self.presets.import_wanted.connect(self.commands.ask_import)
        self.presets.menu_wanted.connect(
            lambda name, place: self.commands.open_menu(self.draft.kind, name, place)
        )
        self.commands.changed.connect(self._on_own_presets_changed)
        self.data.path_changed.connect(self._data_typing.start)
        self.data.classes_changed.connect(self._refresh)
        self.form.edited.connect(self._on_edited)
        self.form.reset_wanted.connect(self._on_reset_wanted)
        self.summary.place_changed.connect(self._on_place_changed)
        self.summary.start_wanted.connect(self._start)
        self.device.picked.connect(self._on_device_picked)
        self.device.listed.connect(self._refresh)
        self.estimates.changed.connect(self._show_facts)
        self.estimates.changed.connect(self._start_if_counted)
        self._starter.changed.connect(self._refresh)
        self._starter.started.connect(self._on_started)

    # Inputs

    @Slot(str)
    def _on_kind_picked(self, kind: str) -> None:
        if kind != self.draft.kind:
            self.draft = self._drafts[cast(Kind, kind)]
            self._refresh()

    @Slot(str)
    def _on_own_picked(self, name: str) -> None:
        preset = next(each for each in self._owned[self.draft.kind] if each.name == name)
        self.draft.use_own_preset(preset)
        self._refresh()

    @Slot(str, str)
    def _on_own_presets_changed(self, kind: str, name: str) -> None:
        """List the presets again and take up the one that was saved or imported."""
        self._owned = _read_owned()
        self.draft = self._drafts[cast(Kind, kind)]
        preset = next((each for each in self._owned[self.draft.kind] if each.name == name), None)
        if preset is not None:
            self.draft.use_own_preset(preset)
        self._refresh()

    @Slot(str)
    def _on_preset_picked(self, name: str) -> None:
        self.draft.use_preset(name)
        self._refresh()

    @Slot(str, str)
    def _on_edited(self, key: str, text: str) -> None:
        self.draft.texts[key] = text
        self._refresh()

    @Slot(str, int)
    def _on_device_picked(self, device: str, processes: int) -> None:
        self.draft.texts |= {DEVICE: device, PROCESSES: str(processes)}
        self._refresh()

    @Slot(str)
    def _on_reset_wanted(self, key: str) -> None:
        self.draft.texts[key] = self.draft.published()[key]
        self._refresh()

    @Slot()
    def _on_place_changed(self) -> None:
        self._show_start()
        self._typing.start()

    @Slot()
    def _open_data_set(self) -> None:
        folder = self.data.folder()
        self.estimates.data = None
        if folder is None:
            self.describer.cancel()
            self.data.show_words("")
        else:
            self.data.show_words(tr("Opening the data set"))
            arguments = describe_arguments(folder)
            self.describer.start(arguments, done=self._on_described, failed=self._on_undescribed)
        self._refresh()

    def _on_described(self, result: Result) -> None:
        info = read_description(result)
        self.estimates.data = info
        self.data.show_info(info)
        self.data.tick(self._classes)
        self._classes = ()
        self._refresh()

    def _on_undescribed(self, error: EngineError) -> None:
        self.data.show_error(error)
        self._refresh()

    # Kept between sessions

    def _restore(self, kept: KeptForm) -> None:
        """Show the data set and the folder of the last session."""
        if kept.place:
            self.summary.place.path = Path(kept.place)
        if kept.data_set:
            self.set_data_set(Path(kept.data_set))

    def _keep(self) -> None:
        folder, place = self.data.folder(), self.summary.place.path
        form = KeptForm(
            kind=self.draft.kind,
            drafts={kind: draft.kept() for kind, draft in self._drafts.items()},
            data_set=str(folder or ""),
            place="" if place in (None, self._usual_place) else str(place),
        )
        if form != self._services.settings.new_run:
            self._services.settings.new_run = form

    # Outputs

    @Slot()
    def _refresh(self) -> None:
        """Validate everything and show the result."""
        draft = self.draft
        self.presets.show_choice(draft, self._owned[draft.kind])
        checked = draft.check(self.data.folder(), self.data.chosen())
        self.config, self._sweep = checked.config, None
        if checked.config is not None and self.data.is_sweep and self.data.info is not None:
            self._sweep = Sweep.of(checked.config, self.data.info)
            self.config = self._sweep.largest
        self._errors = checked.errors
        self.form.show_draft(draft, checked.errors)
        processes = draft.texts[PROCESSES]
        self.device.show_choice(draft.texts[DEVICE], int(processes) if processes.isdecimal() else 1)
        self._propose_name()
        self._show_facts()
        self._show_start()
        self._typing.start()

    @Slot()
    def _show_facts(self) -> None:
        if self.config is not None:
            known = self.estimates.of(self.config)
            facts = [self._sweep.fact(known)] if self._sweep else []
            self.summary.show_facts([*facts, *cost_facts(self.config, known)])
            if not self._typing.isActive():
                self._try_steps(self.config)

    @property
    def _is_starting(self) -> bool:
        """Whether a run starts, or is to; one that was edited since is not."""
        return self._starter.is_busy or self._wanted == (self.config, self.summary.run)

    @Slot()
    def _show_start(self) -> None:
        busy = self._is_starting
        models = len(self._sweep.configs) if self._sweep else 1
        self.summary.show_problem("" if busy else self._problem(), busy=busy, models=models)
        words = self.draft.arguments(
            self.data.folder(),
            self.summary.run,
            self.data.chosen(),
            each_class=bool(self._sweep),
        )
        self.summary.line.set_text(command_text(words))

    def _problem(self) -> str:
        """The first reason why the run cannot start; empty if it can."""
        if self.config is None:
            return next(iter(self._errors.values()), "")  # none yet while the form is restored
        return (
            self._data_problem(self.config)
            or self.device.problem_of(self.config.device)
            or division_problem(self.config)
            or place_problem(self.summary.name.text(), self.summary.run)
        )

    def _data_problem(self, config: RunConfig) -> str:
        info, folder = self.data.info, self.data.folder()
        problem = self._sweep.problem() if self._sweep else ""
        return problem or data_problem(config, folder, info, no_class=self.data.has_none)

    def _propose_name(self) -> None:
        place, info = self.summary.place.path, self.data.info
        if self.summary.is_named or self._starter.is_busy or place is None:
            return
        data = ""
        if info is not None:
            label = "" if self._sweep else "-".join(self.data.chosen()[:1])
            data = label or info.folder.name
        self.summary.set_name(run_name(place, self.draft.kind, self.draft.preset, data))

    # Estimates

    @Slot()
    def update_estimates(self) -> None:
        """Update the estimate and keep the form after a pause in typing."""
        self._keep()
        self.estimates.look(self.summary.place.path)
        if self.config is not None and self.isVisible():
            self.estimates.count(self.config, self._words())
            self._try_steps(self.config)

    def _try_steps(self, config: RunConfig) -> None:
        """Measure the speed of a few steps, if there is a data set."""
        counted = self.estimates.of(config).counted is not None
        wanted = counted and not self._is_starting and self.isVisible()
        if wanted and not self._data_problem(config):
            self.estimates.try_steps(config, self._words(config.classes))

    def _words(self, classes: tuple[str, ...] = ()) -> list[str]:
        return self.draft.arguments(self.data.folder(), self.summary.run, classes)

    # Start

    @Slot()
    def _start(self) -> None:
        """Start the run once what it takes has been counted, and what is free counted again."""
        if self.config is not None and self.summary.run is not None and not self._problem():
            self._typing.stop()
            self._wanted = self.config, self.summary.run
            self.update_estimates()
            self._show_start()

    @Slot()
    def _start_if_counted(self) -> None:
        if self._wanted is None or not self.estimates.is_settled(self._wanted[0]):
            return
        (config, run), folder, is_same = self._wanted, self.data.folder(), self._is_starting
        self._wanted = None
        if is_same and folder is not None and not self._problem():
            self._ask_and_start(config, real_path(run), real_path(folder))
        self._show_start()

    def _ask_and_start(self, config: RunConfig, run: Path, folder: Path) -> None:
        known = self.estimates.of(config)
        if self._sweep:
            queued = is_wanted = self._sweep.ask(self, run, known)
            needed = self._sweep.needed_bytes(known)
        else:
            turn = ask_turn(self, self._services.runs.runs, run, config)
            queued, is_wanted = turn == "queued", turn != "never"
            needed = needed_bytes(config, known)
        if is_wanted and may_fill(self, tr("Start training"), needed, known.free_bytes):
            self.estimates.end_trying()
            configs = self._sweep.by_folder(run) if self._sweep else {run: config}
            self._starter.start(planned_runs(self.draft, configs, folder), queued=queued)

    @Slot(object)
    def _on_started(self, run: Path) -> None:
        self.summary.is_named = False
        self.started.emit(run)
        self._refresh()


def _read_owned() -> dict[Kind, list[OwnPreset]]:
    return {kind: own_presets(kind) for kind in KINDS}
