"""The settings for the next take."""

import random
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from engine.config import GRIFFIN_LIM, UNREFINED
from engine.media.probe import MediaInfo
from engine.model_files.class_models import BY_CLASS
from engine.project.model import DubSettings
from gui.document.document import Document
from gui.dub.export.export_options import loudness_choices
from gui.dub.takes.sound_amount import SoundAmount
from gui.hosts.engine_host import HostInfo
from gui.kit.fields import decimal_field, whole_field
from gui.kit.language import mark, tr
from gui.kit.layouts import add, fields, hbox
from gui.kit.widgets import choice, small_button

_MOST_SEED: Final = 999_999
_MOST_VARIATIONS: Final = 8
_VARIATION_TIP: Final = mark(
    "How much repeated hits differ in pitch, length, level and brightness.\n"
    "0 % plays them as they were recorded."
)
_VOCODER_TIP: Final = mark("Turns the model's spectrogram into sound. Drafts use Griffin-Lim.")
_STEERING_TIP: Final = mark(
    "Events: it sounds at the events on the timeline.\n"
    "Model only: the model decides from the picture, as in the paper."
)


class SettingsPanel(QWidget):
    """The lower part of the right panel; tooltips explain the fields."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._is_showing = False
        self._models: tuple[str, ...] = ()
        self._vocoders: tuple[str, ...] = ()
        self._classes: tuple[str, ...] = ()  # that have a model of their own
        form = fields(self, down=8)
        form.setContentsMargins(12, 10, 12, 12)
        self.model = choice(tr("Engine and model"))
        self.model.setToolTip(
            tr(
                "Automatic: grains, whose dubs sound most like their reference;\n"
                "the neural model if a blend, ambience or vocoder is chosen.\n"
                "By class: the model that was trained on what the reference's tags name."
            )
        )
        self.vocoder = choice(tr("Vocoder"))
        self._set_models((), ())
        form.addRow(tr("Engine"), self.model)
        form.addRow(tr("Vocoder"), self.vocoder)
        self.steering = choice(
            tr("Timing"), ((tr("Events"), "events"), (tr("Model only"), "picture"))
        )
        form.addRow(tr("Timing"), self.steering)
        tip = tr("Each seed gives a different take of the same recipe.")
        self.seed = whole_field(tr("Seed"), 0, _MOST_SEED, tip=tip)
        line = hbox(spacing=4)
        add(line, (self.seed, 1), small_button("dice", tr("Random seed"), self._on_dice_clicked))
        form.addRow(tr("Seed"), line)
        tip = tr("Number of takes per dub, with consecutive seeds.")
        self.variations = whole_field(tr("Variations"), 1, _MOST_VARIATIONS, tip=tip)
        form.addRow(tr("Variations"), self.variations)
        self.variation = whole_field(tr("Vary hits"), 0, 100, unit=" %")
        self.variation.setSingleStep(10)
        form.addRow(tr("Vary hits"), self.variation)
        self.gain = decimal_field(tr("Gain"), -24.0, 24.0, step=0.5, unit=" dB")
        self.gain.setToolTip(tr("Applied after loudness normalisation."))
        form.addRow(tr("Gain"), self.gain)
        self.loudness = choice(tr("Loudness"), loudness_choices(None))
        self.loudness.setToolTip(tr("Integrated loudness of the exported take."))
        form.addRow(tr("Loudness"), self.loudness)
        self.blend = SoundAmount(
            tr("Blend"), tr("No second timbre"), tr("Blends in a second timbre.")
        )
        form.addRow(tr("Blend"), self.blend)
        self.ambience = SoundAmount(
            tr("Ambience"),
            tr("Clip sound"),
            tr("Level of the background mixed under the take."),
            always_has_amount=True,
        )
        form.addRow(tr("Ambience"), self.ambience)
        for box in (self.model, self.vocoder, self.steering, self.loudness):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.activated.connect(self._on_edited)
        for spin in (self.seed, self.variations, self.variation, self.gain):
            spin.valueChanged.connect(self._on_edited)
        self.blend.edited.connect(self._on_edited)
        self.ambience.edited.connect(self._on_edited)
        document.references_changed.connect(self._offer_references)
        document.settings_changed.connect(self.show_settings)
        self.show_settings(document.settings)

    @Slot(object)
    def show_models(self, info: HostInfo) -> None:
        """List the models and vocoders that are installed."""
        models, vocoders = info.installed.models, info.installed.vocoders
        classes = info.installed.classes
        if (models, vocoders, classes) == (self._models, self._vocoders, self._classes):
            return
        self._classes = classes
        self._set_models(models, vocoders)
        self.show_settings(self._document.settings)

    @Slot(object)
    def show_clip(self, info: MediaInfo) -> None:
        """Name the choices as they are for a clip."""
        for index, (text, _) in enumerate(loudness_choices(info)):
            self.loudness.setItemText(index, text)
        self.ambience.name_first(tr("Clip sound" if info.audio else "Reference"))

    @Slot(object)
    def show_settings(self, settings: DubSettings) -> None:
        """Show the document's settings."""
        self._is_showing = True
        _select(self.model, (settings.engine, settings.model), str(settings.model))
        _select(self.vocoder, settings.vocoder, str(settings.vocoder))
        _select(self.steering, settings.steering, settings.steering)
        loudness = settings.loudness
        _select(self.loudness, loudness, "" if isinstance(loudness, str) else f"{loudness:g} LUFS")
        self.seed.setValue(settings.seed)
        self.variations.setValue(settings.variations)
        self.variation.setValue(round(100 * settings.variation))
        self.gain.setValue(settings.gain_db)
        self.blend.show_values(settings.blend, settings.blend_amount)
        self.ambience.show_values(settings.ambience, settings.background)
        self._show_supported(settings)
        self._is_showing = False

    def _show_supported(self, settings: DubSettings) -> None:
        is_grains = settings.engine == "grains" or not (settings.engine or self._models)
        why_not = tr("Only for neural models; not supported by the grains engine.")
        for row in (self.blend, self.ambience):
            row.set_possible(possible=not is_grains, why_not=why_not)
        self.vocoder.setEnabled(not is_grains)
        self.vocoder.setToolTip(why_not if is_grains else tr(_VOCODER_TIP))
        plays_hits = settings.engine != "neural"
        self.variation.setEnabled(plays_hits)
        self.variation.setToolTip(
            tr(_VARIATION_TIP) if plays_hits else tr("Only for the grains engine.")
        )
        self.steering.setEnabled(not is_grains)
        self.steering.setToolTip(why_not if is_grains else tr(_STEERING_TIP))

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
        self.model.addItem(tr("Automatic"), (None, None))
        for name in models:
            self.model.addItem(tr("Neural: {name}", name=name), ("neural", name))
        if self._classes:
            self.model.addItem(tr("Neural: by class"), ("neural", BY_CLASS))
        self.model.addItem(tr("Grains (no model)"), ("grains", None))
        self.vocoder.clear()
        self.vocoder.addItem(tr("Best available"), None)
        for name in vocoders:
            self.vocoder.addItem(name, name)
            self.vocoder.addItem(tr("{name}, unrefined", name=name), name + UNREFINED)
        self.vocoder.addItem(tr("Griffin-Lim (no file)"), GRIFFIN_LIM)
        self._is_showing = False

    @Slot()
    def _on_edited(self) -> None:
        if self._is_showing:
            return
        engine, model = self.model.currentData()
        self._document.edit_settings(
            replace(
                self._document.settings,
                engine=engine,
                model=model,
                vocoder=self.vocoder.currentData(),
                steering=self.steering.currentData(),
                seed=self.seed.value(),
                variations=self.variations.value(),
                variation=self.variation.value() / 100,
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


def _select(box: QComboBox, value: object, text: str) -> None:
    """Select the entry with this value, adding it under `text` if there is none."""
    values = [box.itemData(row) for row in range(box.count())]
    if value not in values:
        box.addItem(text, value)
        values.append(value)
    box.setCurrentIndex(values.index(value))
