"""The page that prepares a listening test or opens one."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from engine.evaluation.listening.material import Material, read_material
from engine.evaluation.listening.plan import PAPER_CLIPS, draw_trials
from engine.evaluation.listening.scales import SCALES, ScaleName
from engine.evaluation.listening.sitting import Choices, Sitting, create_sitting
from engine.progress import Progress
from gui.file_questions import ask_folder, ask_target
from gui.kit.errors import Errors
from gui.kit.fields import whole_field
from gui.kit.labels import Label
from gui.kit.language import counted, explained, mark, said, tr
from gui.kit.layouts import ROOM, add, hbox, put, vbox
from gui.kit.path_field import PathField
from gui.kit.timers import once
from gui.kit.widgets import Head, card, faint, heading, primary, push_button, wrapped
from gui.kit.workers import Job, Runner
from gui.settings import Settings

_ABOUT: Final = mark("Listeners score hidden, equally loud sounds of several systems from 1 to 5.")
_SOURCE: Final = mark(
    "The folder of an evaluation report, or a folder with a folder of sounds for each system."
)
_MOST_CLIPS: Final = 100
_TYPING_MS: Final = 300
_TRIAL_S: Final = 15  # to hear and score a sound


class StartPage(QWidget):
    """Chooses what is compared and on which scales."""

    prepared = Signal(object, object)  # folder (Path), Sitting
    open_requested = Signal(object)  # Path

    def __init__(self, runner: Runner, errors: Errors, settings: Settings) -> None:
        super().__init__()
        self._runner, self._errors, self._settings = runner, errors, settings
        self._material: Material | None = None
        self._job: Job | None = None
        self._look_timer = once(self, _TYPING_MS, self._look)
        self._build()
        self._show()

    def _build(self) -> None:
        column = vbox(self, margins=(28, 22, 28, 20), spacing=12)
        column.addLayout(
            Head(
                tr("Listening test"),
                tr(_ABOUT),
                push_button(tr("Open test…"), self._on_open, icon="open"),
            )
        )
        frame, inside = card()
        inside.addWidget(heading(tr("New test")))
        inside.addWidget(faint(tr(_SOURCE)))
        self.source = put(inside, PathField(tr("Sounds to compare"), self._settings, folder=True))
        self.source.changed.connect(self._look_timer.start)
        self._found = put(inside, faint())
        self._notes = put(inside, wrapped("", "warning"))
        row = hbox(margins=0, spacing=18)
        self.scales: dict[ScaleName, QCheckBox] = {}
        for scale in SCALES:
            box = put(row, QCheckBox(tr(scale.title)))
            box.setChecked(True)
            box.setToolTip(tr(scale.question))
            box.toggled.connect(self._show)
            self.scales[scale.name] = box
        tip = tr("The paper has 10; half as many again for timbre")
        self.clips = whole_field(tr("Clips of each class"), 1, _MOST_CLIPS, tip=tip)
        self.clips.setValue(PAPER_CLIPS)
        self.clips.valueChanged.connect(self._show)
        add(row, ROOM, Label(tr("Clips of each class")), self.clips)
        inside.addLayout(row)
        bottom = hbox(margins=0)
        self._length = faint(wraps=False)
        self.prepare = primary(tr("Prepare…"), self._on_prepare)
        add(bottom, self._length, ROOM, self.prepare)
        inside.addLayout(bottom)
        add(column, frame, ROOM)

    def stop(self) -> None:
        """Stop preparing."""
        self._look_timer.stop()
        if self._job is not None:
            self._job.cancel()
        self._show()

    def prepare_in(self, folder: Path) -> None:
        """Prepare the test in a new or empty folder."""
        material, choices = self._material, self._choices()
        if material is None:
            return
        self.prepare.setEnabled(False)
        self._job = self._runner.start(
            lambda context: create_sitting(material, choices, folder, context),
            done=lambda sitting: self._on_prepared(folder, sitting),
            failed=self._on_failed,
            progress=self._on_progress,
        )

    def _choices(self) -> Choices:
        chosen = tuple(name for name, box in self.scales.items() if box.isChecked())
        able = () if self._material is None else self._material.scales()
        return Choices(tuple(name for name in chosen if name in able), self.clips.value())

    @Slot()
    def _look(self) -> None:
        """Look at the folder in a thread."""
        path = self.source.path
        self._material = None
        self._found.setText("")
        self._notes.setText("")
        self._show()
        if path is not None:
            self._job = self._runner.start(
                lambda _context: read_material(path),
                done=self._on_looked,
                failed=self._on_unusable,
                instead_of=self._job,
            )

    def _on_looked(self, material: Material) -> None:
        self._material = material
        systems = ", ".join(material.systems())
        self._found.setText(
            counted(
                "{n} sound of {systems}",
                "{n} sounds of {systems}",
                len(material.examples),
                systems=systems,
            )
        )
        self._notes.setText(" ".join(map(said, material.notes)))
        self._show()

    def _on_unusable(self, error: Exception) -> None:
        self._notes.setText(explained(error))
        self._show()

    @Slot()
    def _show(self) -> None:
        able = [] if self._material is None else self._material.scales()
        for name, box in self.scales.items():
            box.setEnabled(self._material is None or name in able)
        self._notes.setVisible(bool(self._notes.text()))
        self._found.setVisible(bool(self._found.text()))
        draws = []
        if self._material is not None:
            scales, clips, seed = self._choices()
            draws = draw_trials(self._material.examples, scales, clips, seed=seed)
        minutes = max(1, round(len(draws) * _TRIAL_S / 60))
        length = counted(
            "{n} sound, about {minutes} min",
            "{n} sounds, about {minutes} min",
            len(draws),
            minutes=minutes,
        )
        self._length.setText(length if draws else "")
        self.prepare.setEnabled(bool(draws))

    @Slot()
    def _on_prepare(self) -> None:
        title = tr("New folder for the test")
        folder = ask_target(self, self._settings, title, tr("listening-test"), "")
        if folder is not None:
            self.prepare_in(folder)

    @Slot()
    def _on_open(self) -> None:
        folder = ask_folder(self, self._settings, tr("Open listening test"))
        if folder is not None:
            self.open_requested.emit(folder)

    def _on_progress(self, step: Progress) -> None:
        self._length.setText(tr("Preparing… {percent} %", percent=round(step.fraction * 100)))

    def _on_prepared(self, folder: Path, sitting: Sitting) -> None:
        self._show()
        self.prepared.emit(folder, sitting)

    def _on_failed(self, error: Exception) -> None:
        self._show()
        self._errors.present(error)
