"""Options for rendered clips: number, seed, recorded effects, folder."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from gui.hosts.prepare_jobs import command_line
from gui.kit.command_box import CommandBox
from gui.kit.fields import whole_field
from gui.kit.labels import Label
from gui.kit.language import tr
from gui.kit.layouts import grid, put
from gui.kit.path_field import PathField, Places
from gui.kit.widgets import bytes_text, card, centred, faint, primary, push_button, title
from gui.train.data_set_info import target_problem

_WIDTH: Final = 620
_FIRST_COUNT: Final = 640  # the two-stage training is known to work with so many
_MOST: Final = 100_000
_MOST_SEED: Final = 999_999
_SAMPLE_BYTES: Final = 1_871_360  # features, four mels and audio of ten seconds


class ProceduralForm(QWidget):
    """Asks for the options of `prepare --procedural`."""

    made = Signal(list)  # of str: the command
    left = Signal()

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places
        frame, column = card()
        frame.setMaximumWidth(_WIDTH)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(12)
        column.addWidget(title(tr("Rendered clips")))
        column.addWidget(
            faint(
                tr(
                    "Animated scenes of eighteen kinds with a sound at every impact and, in some,"
                    " sounds from outside the picture. Models trained on them may be shared freely."
                )
            )
        )
        column.addLayout(self._build_fields())
        self._size = put(column, faint())
        self._line = put(column, CommandBox(lines=1))
        row = QHBoxLayout()
        self.problem = put(row, faint(), 1)
        put(row, push_button(tr("Back"), self.left))
        self.make = put(row, primary(tr("Render clips"), self._on_make_clicked))
        column.addLayout(row)
        centred(frame, self)
        self._update()

    def arguments(self) -> list[str]:
        """Arguments of the command, from the fields."""
        words = ["prepare", "--procedural", str(self.count.value())]
        words += ["--output", str(self.output.path or "DATASET")]
        words += ["--seed", str(self.seed.value())]
        if self.effects.path is not None:
            words += ["--effects", str(self.effects.path)]
        return [*words, "--json", "--progress"]

    @property
    def needed_bytes(self) -> int:
        """Size of the data set that would be made."""
        return self.count.value() * _SAMPLE_BYTES

    def _build_fields(self) -> QGridLayout:
        cells = grid(across=12, down=8)
        self.count = whole_field(tr("Number of clips"), 1, _MOST)
        self.count.setValue(_FIRST_COUNT)
        self.seed = whole_field(
            tr("Seed"), 0, _MOST_SEED, tip=tr("The same seed and number give the same clips")
        )
        self.effects = PathField(tr("Folder of recorded effects"), self._places, folder=True)
        self.effects.edit.setPlaceholderText(tr("None: all sounds are synthesised"))
        self.output = PathField(tr("Folder of the data set"), self._places, folder=True, save=True)
        fields: tuple[tuple[str, QWidget], ...] = (
            (tr("Number of clips"), self.count),
            (tr("Seed"), self.seed),
            (tr("Recorded effects"), self.effects),
            (tr("Save to"), self.output),
        )
        for row, (name, widget) in enumerate(fields):
            cells.addWidget(Label(name), row, 0)
            cells.addWidget(widget, row, 1)
        self.count.valueChanged.connect(self._update)
        self.seed.valueChanged.connect(self._update)
        self.effects.changed.connect(self._update)
        self.output.changed.connect(self._update)
        return cells

    @Slot()
    def _update(self) -> None:
        size = bytes_text(self.needed_bytes)
        self._size.setText(tr("Needs about {size} and a few seconds per clip and core.", size=size))
        self._line.set_text(command_line(self.arguments()))
        problem = target_problem(self.output.path)
        self.problem.setText(problem)
        self.make.setEnabled(not problem)

    @Slot()
    def _on_make_clicked(self) -> None:
        self.made.emit(self.arguments())
