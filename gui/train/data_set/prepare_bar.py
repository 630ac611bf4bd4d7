"""Options for preparing a data set: feature backend, seed, folder."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from engine.features.weight_files import installed_weights
from gui.hosts.prepare_jobs import command_line
from gui.kit.command_box import CommandBox
from gui.kit.durations import length_text
from gui.kit.fields import whole_field
from gui.kit.labels import Label
from gui.kit.language import counted, mark, number, tr
from gui.kit.layouts import grid, hbox, put
from gui.kit.path_field import PathField, Places
from gui.kit.widgets import bytes_text, choice, faint, primary
from gui.train.data_set.check_result import Check
from gui.train.data_set.choices import LABELS, LEFT_OUT, Choices
from gui.train.data_set.plan import Plan, make_plan
from gui.train.data_set_info import SPLITS, target_problem

_MOST_SEED: Final = 999_999
_BACKENDS: Final = (
    (mark("Motion: fast, needs no weights"), "motion"),
    (
        mark("BN-Inception: as in the paper; needs a weight file, slow without a GPU"),
        "bninception",
    ),
    (mark("BN-Inception with a fast optical flow"), "bninception_fast"),
)


class PrepareBar(QWidget):
    """Features, weights, seed, folder, and the button."""

    prepare_wanted = Signal()

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._check: Check | None = None
        self._plan = make_plan((), Choices(), None, 0)
        cells = grid(self, margins=0, across=10, down=6)
        self.backend = choice(tr("Feature backend"), [(tr(text), name) for text, name in _BACKENDS])
        self.weights = PathField(
            tr("BN-Inception weights"),
            places,
            folder=False,
            pattern=tr("Weights ({patterns})", patterns="*.pth *.safetensors"),
        )
        self.weights.edit.setPlaceholderText("bn_inception-9f5701afb96c8044.pth")
        self._weights_label = Label(tr("Weights"))
        self.seed = whole_field(
            tr("Split seed"),
            *(0, _MOST_SEED),
            tip=tr("Determines how clips are split into training, validation and test"),
        )
        self.output = PathField(tr("Folder of the data set"), places, folder=True, save=True)
        cells.addWidget(Label(tr("Features")), 0, 0)
        cells.addWidget(self.backend, 0, 1)
        cells.addWidget(Label(tr("Split seed")), 0, 2)
        cells.addWidget(self.seed, 0, 3)
        cells.addWidget(self._weights_label, 1, 0)
        cells.addWidget(self.weights, 1, 1, 1, 3)
        cells.addWidget(Label(tr("Save to")), 2, 0)
        cells.addWidget(self.output, 2, 1)
        self.prepare = primary(tr("Prepare"), self.prepare_wanted)
        cells.addWidget(self.prepare, 2, 2, 1, 2)
        cells.setColumnStretch(1, 1)
        row = hbox(spacing=14)
        self.summary = put(row, faint(), 2)
        self.line = put(row, CommandBox(lines=1), 3)
        cells.addLayout(row, 3, 0, 1, 4)
        self.backend.currentIndexChanged.connect(self._update)
        self.weights.changed.connect(self._update)
        self.seed.valueChanged.connect(self._update)
        self.output.changed.connect(self._update)
        self._update()

    def show_check(self, check: Check) -> None:
        """Show the options for another folder."""
        self._check = check
        self.output.path = check.folder.with_name(f"{check.folder.name}-dataset")
        self.backend.setEnabled(not check.has_no_video)
        self.backend.setToolTip(
            tr(
                "All clips have precomputed features"
                if check.has_no_video
                else "Extracts features from the video"
            )
        )
        self._update()

    def show_plan(self, plan: Plan) -> None:
        """Show what would be prepared."""
        self._plan = plan
        self._update()

    @property
    def needed_bytes(self) -> int:
        """Size of the data set that would be made."""
        return self._plan.total.samples * (self._check.sample_bytes if self._check else 0)

    def arguments(self) -> list[str]:
        """Arguments of the command, from the fields."""
        folder = "CLIPS" if self._check is None else str(self._check.folder)
        words = ["prepare", folder, "--output", str(self.output.path or "DATASET")]
        words += ["--seed", str(self.seed.value())]
        if self._check is None or not self._check.has_no_video:
            words += ["--backend", self.backend.currentData()]
        if self._wants_weights and self.weights.path is not None:
            words += ["--weights", str(self.weights.path)]
        if self._plan.classes is not None:
            words += ["--classes", ",".join(self._plan.classes)]
        kept = self.output.path or Path("DATASET")
        if self._plan.choices.labels:
            words += ["--labels", str(kept / LABELS)]
        if self._plan.choices.excluded:
            words += ["--exclude", str(kept / LEFT_OUT)]
        return [*words, "--json", "--progress"]

    @property
    def _wants_weights(self) -> bool:
        has_ready = self._check is not None and self._check.has_ready_features
        backend = self.backend.currentData()
        return backend == "bninception_fast" or (backend == "bninception" and not has_ready)

    def _problem(self) -> str:
        """Why the data set cannot be prepared; empty if it can."""
        if self._plan.total.samples == 0:
            return tr("No usable clips are selected.")
        weights = self._weights_problem() if self._wants_weights else ""
        return target_problem(self.output.path) or weights

    def _weights_problem(self) -> str:
        named = self.weights.path
        if named is None:
            unknown = tr("Choose the BN-Inception weight file, or use Motion.")
            return unknown if installed_weights() is None else ""
        with suppress(OSError):  # a name that nothing can have
            if named.is_file():
                return ""
        return tr("The file {name} does not exist.", name=named.name)

    def _total_text(self) -> str:
        """What will be made."""
        total = self._plan.total
        clips = counted(
            "{n} clip, {length}",
            "{n} clips, {length}",
            total.used,
            length=length_text(total.used_s),
        )
        split = tr(
            "{train} for training, {validation} for validation, {test} for the test.",
            **{split: number(self._plan.count(split)) for split in SPLITS},
        )
        if not self._plan.count("test"):
            split += " " + tr("Without test clips, models are measured on validation clips.")
        made = counted(
            "{clips}: {n} sample of ten seconds, {size}.",
            "{clips}: {n} samples of ten seconds, {size}.",
            total.samples,
            clips=clips,
            size=bytes_text(self.needed_bytes),
        )
        return f"{made}\n{split}"

    @Slot()
    def _update(self) -> None:
        for widget in (self._weights_label, self.weights):
            widget.setVisible(self._wants_weights)
        problem = self._problem()
        self.summary.setText(problem or self._total_text())
        self.prepare.setEnabled(not problem)
        self.line.set_text(command_line(self.arguments()))
