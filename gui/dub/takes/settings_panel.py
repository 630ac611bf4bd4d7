"""The settings for the next take."""

import random
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QToolButton,
    QWidget,
)

from engine.config import GRIFFIN_LIM
from engine.recipe import Loudness
from gui.document.document import Document
from gui.document.model import DubSettings
from gui.dub.takes.sound_amount import SoundAmount
from gui.hosts.engine_host import HostInfo
from gui.kit import theme

_MOST_SEED: Final = 999_999
_MOST_VARIATIONS: Final = 8
_TEXT_MARGIN_PX: Final = 4  # as in a combo box; a style sheet cannot say it of numbers
_VOCODER_TIP: Final = "What makes the sound of the model's spectrum; drafts use Griffin-Lim."
_LOUDNESS: Final[tuple[tuple[str, Loudness], ...]] = (
    ("As the original", "match"),
    ("-14 LUFS", -14.0),
    ("-16 LUFS", -16.0),
    ("-23 LUFS", -23.0),
    ("Leave as it is", "off"),
)


class SettingsPanel(QWidget):
    """The right panel's lower part; each field explains itself in its tip."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._is_showing = False
        self._models: tuple[str, ...] = ()
        self._vocoders: tuple[str, ...] = ()
        form = QFormLayout(self)
        form.setContentsMargins(12, 10, 12, 12)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.model = QComboBox()
        self.model.setToolTip("The model that makes the sound; grains needs none.")
        self.vocoder = QComboBox()
        self._set_models((), ())
        form.addRow("Engine", self.model)
        form.addRow("Vocoder", self.vocoder)
        self.seed = QSpinBox()
        self.seed.setRange(0, _MOST_SEED)
        self.seed.setToolTip("Another seed gives another take of the same recipe.")
        dice = QToolButton()
        dice.setIcon(theme.icon("dice"))
        dice.setToolTip("Roll a seed")
        dice.setAccessibleName("Roll a seed")
        dice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        dice.clicked.connect(self._on_dice_clicked)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.seed, 1)
        line.addWidget(dice)
        form.addRow("Seed", line)
        self.variations = QSpinBox()
        self.variations.setRange(1, _MOST_VARIATIONS)
        self.variations.setToolTip("Takes that one press of Dub makes, with seeds in a row.")
        form.addRow("Variations", self.variations)
        self.gain = QDoubleSpinBox()
        self.gain.setRange(-24.0, 24.0)
        self.gain.setSingleStep(0.5)
        self.gain.setDecimals(1)
        self.gain.setSuffix(" dB")
        self.gain.setToolTip("Added after the loudness has been set.")
        form.addRow("Gain", self.gain)
        self.loudness = QComboBox()
        for text, value in _LOUDNESS:
            self.loudness.addItem(text, value)
        self.loudness.setToolTip("How loud the take becomes as a whole.")
        form.addRow("Loudness", self.loudness)
        self.blend = SoundAmount("Blend", "No second timbre", "Mixes another timbre in.")
        form.addRow("Blend", self.blend)
        self.ambience = SoundAmount(
            "Ambience",
            "The clip's own sound",
            "How much of a background is laid under the take.",
            always_has_amount=True,
        )
        form.addRow("Ambience", self.ambience)
        for widget, name in (
            (self.model, "Engine and model"),
            (self.vocoder, "Vocoder"),
            (self.seed, "Seed"),
            (self.variations, "Variations"),
            (self.gain, "Gain"),
            (self.loudness, "Loudness"),
        ):
            widget.setAccessibleName(name)
        for choice in (self.model, self.vocoder, self.loudness):
            choice.activated.connect(self._on_edited)
        for spin in (self.seed, self.variations):
            spin.valueChanged.connect(self._on_edited)
        for box in (self.seed, self.variations, self.gain):
            box.lineEdit().setTextMargins(_TEXT_MARGIN_PX, 0, 0, 0)
        self.gain.valueChanged.connect(self._on_edited)
        self.blend.edited.connect(self._on_edited)
        self.ambience.edited.connect(self._on_edited)
        document.references_changed.connect(self._offer_references)
        document.settings_changed.connect(self.show_settings)
        self.show_settings(document.project.settings)

    @Slot(object)
    def show_models(self, info: HostInfo) -> None:
        """Offer the models that the engine has."""
        models, vocoders = info.installed.models, info.installed.vocoders
        if (models, vocoders) == (self._models, self._vocoders):
            return
        self._set_models(models, vocoders)
        self.show_settings(self._document.project.settings)

    @Slot(object)
    def show_settings(self, settings: DubSettings) -> None:
        """Show what is in the document."""
        self._is_showing = True
        wanted = (settings.engine, settings.model)
        rows = [self.model.itemData(row) for row in range(self.model.count())]
        if wanted not in rows:
            self.model.addItem(str(settings.model), wanted)
            rows.append(wanted)
        self.model.setCurrentIndex(rows.index(wanted))
        row = self.vocoder.findData(settings.vocoder)
        if row < 0:
            self.vocoder.addItem(str(settings.vocoder), settings.vocoder)
            row = self.vocoder.count() - 1
        self.vocoder.setCurrentIndex(row)
        self.seed.setValue(settings.seed)
        self.variations.setValue(settings.variations)
        self.gain.setValue(settings.gain_db)
        self.blend.show_values(settings.blend, settings.blend_amount)
        self.ambience.show_values(settings.ambience, settings.background)
        self._show_possible(settings)
        row = self.loudness.findData(settings.loudness)
        if row < 0:
            self.loudness.addItem(f"{settings.loudness:g} LUFS", settings.loudness)
            row = self.loudness.count() - 1
        self.loudness.setCurrentIndex(row)
        self._is_showing = False

    def _show_possible(self, settings: DubSettings) -> None:
        is_grains = settings.engine == "grains" or not (settings.engine or self._models)
        why_not = "Only a neural model can do this; the grains engine cannot."
        for row in (self.blend, self.ambience):
            row.set_possible(possible=not is_grains, why_not=why_not)
        self.vocoder.setEnabled(not is_grains)
        self.vocoder.setToolTip(why_not if is_grains else _VOCODER_TIP)

    @Slot()
    def _offer_references(self) -> None:
        self._is_showing = True
        for row in (self.blend, self.ambience):
            row.offer(self._document.project.references)
        self._is_showing = False

    def _set_models(self, models: tuple[str, ...], vocoders: tuple[str, ...]) -> None:
        self._models, self._vocoders = models, vocoders
        self._is_showing = True
        self.model.clear()
        self.model.addItem("Best available", (None, None))
        for name in models:
            self.model.addItem(f"Neural: {name}", ("neural", name))
        self.model.addItem("Grains (no model)", ("grains", None))
        self.vocoder.clear()
        self.vocoder.addItem("Best available", None)
        for name in vocoders:
            self.vocoder.addItem(name, name)
        self.vocoder.addItem("Griffin-Lim (no file)", GRIFFIN_LIM)
        self._is_showing = False

    @Slot()
    def _on_edited(self) -> None:
        if self._is_showing:
            return
        engine, model = self.model.currentData()
        self._document.edit_settings(
            replace(
                self._document.project.settings,
                engine=engine,
                model=model,
                vocoder=self.vocoder.currentData(),
                seed=self.seed.value(),
                variations=self.variations.value(),
                gain_db=self.gain.value(),
                background=self.ambience.amount,
                loudness=self.loudness.currentData(),
                blend=self.blend.part,
                blend_amount=self.blend.amount,
                ambience=self.ambience.part,
            )
        )

    @Slot()
    def _on_dice_clicked(self) -> None:
        self.seed.setValue(random.randrange(_MOST_SEED))
