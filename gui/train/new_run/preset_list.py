"""Kind of model and preset: those of the program, the paper's ablations, and the user's."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from gui.kit.labels import ElidedLabel
from gui.kit.language import counted, mark, tr
from gui.kit.layouts import add, hbox, vbox
from gui.kit.rows import Line, Row, RowModel, RowView
from gui.kit.widgets import heading, push_button
from gui.train.new_run.draft import RunDraft
from training.own_presets import Kind, OwnPreset
from training.presets import PRESETS

_NAMES: Final = {
    "quick": mark("Quick test"),
    "icassp": mark("Paper, ICASSP weights"),
    "without_mel_discriminator": mark("No mel discriminator"),
    "without_alignment_discriminator": mark("No alignment discriminator"),
    "v1": mark("HiFi-GAN V1"),
    "v2": mark("HiFi-GAN V2"),
    "v3": mark("HiFi-GAN V3"),
}
_KINDS: Final[tuple[tuple[Kind, str, str], ...]] = (
    (
        "generator",
        mark("Generator"),
        mark("Generates a mel spectrogram from video features and a timbre"),
    ),
    ("vocoder", mark("Vocoder"), mark("Generates a waveform from a mel spectrogram")),
)
_Entry = tuple[tuple[bool, str], Row]  # whether it is the user's, and its name; a heading's text


def preset_name(name: str) -> str:
    """The display name of a preset."""
    return tr(_NAMES.get(name) or name.replace("_", " ").capitalize())


class PresetList(QWidget):
    """Two buttons for the kind, the presets in groups, and buttons for those of the user."""

    kind_picked = Signal(str)
    preset_picked = Signal(str)
    own_picked = Signal(str)
    save_wanted = Signal()
    import_wanted = Signal()
    menu_wanted = Signal(str, QPoint)  # name of a user's preset, position on the screen

    def __init__(self) -> None:
        super().__init__()
        self._is_showing = False
        self.model = RowModel[_Entry](itemgetter(1), itemgetter(0), self)
        column = vbox(self, margins=0, spacing=8)
        row = hbox(spacing=6)
        self._kinds = QButtonGroup(self)
        for number, (_kind, text, tip) in enumerate(_KINDS):
            button = QPushButton(tr(text))
            button.setCheckable(True)
            button.setToolTip(tr(tip))
            self._kinds.addButton(button, number)
            row.addWidget(button, 1)
        add(column, row, heading(tr("Preset")))
        self.list = RowView(self.model, tr("Presets"), prose=True, menu=self._on_menu_wanted)
        column.addWidget(self.list, 1)
        column.addWidget(self._build_change())
        buttons = hbox(spacing=6)
        self.save = push_button(tr("Save preset…"), self.save_wanted, tip=tr("Save these settings"))
        self.import_ = push_button(
            tr("Import…"), self.import_wanted, tip=tr("Add a preset from a file")
        )
        add(buttons, (self.save, 1), (self.import_, 1))
        column.addLayout(buttons)
        self._kinds.idClicked.connect(self._on_kind_clicked)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_choice(self, draft: RunDraft, owned: Iterable[OwnPreset]) -> None:
        """Select the kind and the preset of a draft, and say whether it was changed."""
        self._is_showing = True
        self._kinds.button([each[0] for each in _KINDS].index(draft.kind)).setChecked(True)
        owned = list(owned)
        self.model.show_items(_entries(draft.kind, owned))
        own = next((each for each in owned if each.name == draft.own), None)
        wanted = (False, draft.preset) if own is None else (True, own.name)
        self.list.setCurrentIndex(self.model.index(self.model.row_of(wanted), 0))
        name = preset_name(draft.preset) if own is None else own.name
        self.changed.setText(tr("{preset}, changed", preset=name))
        self._change.setVisible(draft.is_changed(own))
        self._is_showing = False

    def _build_change(self) -> QWidget:
        """What is shown while the settings differ from the preset."""
        self._change = QWidget()
        row = hbox(self._change, margins=0, spacing=6)
        self.changed = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        tip = tr("Return to the settings of the preset")
        self.reset = push_button(tr("Reset"), self._on_reset_clicked, tip=tip)
        add(row, (self.changed, 1), self.reset)
        return self._change

    @Slot(int)
    def _on_kind_clicked(self, number: int) -> None:
        self.kind_picked.emit(_KINDS[number][0])

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _old: QModelIndex) -> None:
        if not self._is_showing:
            self._pick(current)

    @Slot()
    def _on_reset_clicked(self) -> None:
        self._pick(self.list.currentIndex())

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            is_own, name = self.model.item(index)[0]
            (self.own_picked if is_own else self.preset_picked).emit(name)

    @Slot(QPoint)
    def _on_menu_wanted(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        is_own, name = self.model.item(index)[0] if index.isValid() else (False, "")
        if is_own:
            self.menu_wanted.emit(name, self.list.viewport().mapToGlobal(place))


def _entries(kind: Kind, owned: Iterable[OwnPreset]) -> list[_Entry]:
    """The rows of the list; the presets of the program first."""
    plain: list[_Entry] = []
    ablations: list[_Entry] = []
    for name, each in PRESETS[kind].items():
        entry = (False, name), _row(preset_name(name), tr(each.help))
        (ablations if each.ablation else plain).append(entry)
    entries = [*plain]
    if ablations:
        entries += [_group(tr("Ablations of the paper")), *ablations]
    own: list[_Entry] = [((True, each.name), _row(each.name, _about(each))) for each in owned]
    if own:
        entries += [_group(tr("Your presets")), *own]
    return entries


def _about(preset: OwnPreset) -> str:
    base, count = preset_name(preset.base), len(preset.settings)
    if not count:
        return tr("{preset}, unchanged.", preset=base)
    return counted("{preset}, {n} change.", "{preset}, {n} changes.", count, preset=base)


def _row(title: str, about: str) -> Row:
    return Row(title=title, lines=(Line(about),), spoken=f"{title}: {about}")


def _group(title: str) -> _Entry:
    return (False, title), Row(title=title, role="faint", is_heading=True)
