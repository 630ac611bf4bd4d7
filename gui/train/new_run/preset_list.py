"""Kind of model and preset: the published settings, the product's, and all ablations."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QListWidget, QListWidgetItem, QPushButton, QWidget

from gui.kit.layouts import add, hbox, vbox
from gui.kit.rows import Line, Row, row_item, show_rows
from gui.kit.widgets import heading
from gui.train.new_run.draft import presets_of
from gui.train.new_run.fields import Kind

_NAME_ROLE: Final = Qt.ItemDataRole.UserRole
_NAMES: Final = {
    "quick": "Quick test",
    "icassp": "Paper, ICASSP weights",
    "v1": "HiFi-GAN V1",
    "v2": "HiFi-GAN V2",
    "v3": "HiFi-GAN V3",
}
_KINDS: Final[tuple[tuple[Kind, str, str], ...]] = (
    ("generator", "Generator", "Generates a mel spectrogram from video features and a timbre"),
    ("vocoder", "Vocoder", "Generates a waveform from a mel spectrogram"),
)


def preset_name(name: str) -> str:
    """The display name of a preset."""
    return _NAMES.get(name, name.replace("_", " ").capitalize())


class PresetList(QWidget):
    """Two buttons for the kind, and the presets below them."""

    kind_picked = Signal(str)
    preset_picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._is_showing = False
        column = vbox(self, margins=0, spacing=8)
        row = hbox(spacing=6)
        self._kinds = QButtonGroup(self)
        for number, (_kind, text, tip) in enumerate(_KINDS):
            button = QPushButton(text)
            button.setCheckable(True)
            button.setToolTip(tip)
            self._kinds.addButton(button, number)
            row.addWidget(button, 1)
        add(column, row, heading("Preset"))
        self.list = QListWidget()
        show_rows(self.list, "Presets", prose=True)
        column.addWidget(self.list, 1)
        self._kinds.idClicked.connect(self._on_kind_clicked)
        self.list.currentItemChanged.connect(self._on_current_changed)

    def show_choice(self, kind: Kind, preset: str) -> None:
        """Select this kind and preset."""
        self._is_showing = True
        self._kinds.button([each[0] for each in _KINDS].index(kind)).setChecked(True)
        presets = presets_of(kind)
        names = [self.list.item(row).data(_NAME_ROLE) for row in range(self.list.count())]
        if names != list(presets):
            self.list.clear()
            for name, each in presets.items():
                title = preset_name(name)
                row = Row(title=title, lines=(Line(each.help),), spoken=f"{title}: {each.help}")
                self.list.addItem(row_item(row, name))
        self.list.setCurrentRow(list(presets).index(preset))
        self._is_showing = False

    @Slot(int)
    def _on_kind_clicked(self, number: int) -> None:
        self.kind_picked.emit(_KINDS[number][0])

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_current_changed(self, current: QListWidgetItem | None, _old: object) -> None:
        if current is not None and not self._is_showing:
            self.preset_picked.emit(current.data(_NAME_ROLE))
