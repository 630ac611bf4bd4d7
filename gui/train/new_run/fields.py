"""All settings of a run as form fields with key, label and group, from their dataclasses.

Settings in no group are shown under “More”, so that none is missing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QLocale

from engine.model.presets import GeneratorConfig
from engine.storage.settings import Setting, settings_of
from gui.kit.language import mark
from training.config import Cadence, GeneratorRun, GeneratorTraining, VocoderTraining
from training.own_presets import Kind

MODEL: Final = "model."
CADENCE: Final = "cadence."
RUN: Final = "run."
LONGEST_NUMBER: Final = 64  # characters: a word in a sentence about it must not widen the page
DEVICE: Final = "run.device"
PROCESSES: Final = "run.processes"
_RUN_FIELDS: Final = ("seed", "device", "processes")  # the other settings have their own widgets
_MORE: Final = mark("More")
_LENGTH: Final = mark("Duration and learning rate")
_START: Final = mark("Initialisation")
_OPTIMISER: Final = mark("Optimiser and averaging")
_OPTIMISER_FIELDS: Final = (
    *("beta1", "beta2", "epsilon", "weight_decay", "clip_norm", "ema_decay", "precision"),
    "compile",
)

_GROUPS: Final[Mapping[Kind, Mapping[str, tuple[str, ...]]]] = {
    "generator": {
        _LENGTH: ("batch", "crop_s", "epochs", "steps", "learning_rate", "flat_epochs"),
        mark("First stage: events only"): (
            *("pretrain_steps", "pretrain_learning_rate", "pretrain_crop_s", "freeze_temporal"),
        ),
        _START: ("start_from", "start_parts", "normal_start"),
        mark("Training on dubs"): ("dub_share", "steered_share"),
        mark("Losses"): (
            *("lambda_m", "lambda_a", "balance", "event_weight", "event_width_s"),
            *("contrastive_weight", "contrastive_crop_s", "contrastive_temperature"),
        ),
        mark("Discriminators"): (
            *("mel_discriminator", "alignment_discriminator", "adversarial_start"),
            *("discriminator_width", "shift_min_s"),
        ),
        mark("Encoder inputs"): (
            *("temporal_input", "timbre_input", "background_input", "measured_background"),
        ),
        mark("Augmentation"): (
            *("feature_flip", "feature_shift", "feature_gain", "feature_speed"),
            *("sound_shift", "sound_filter_db"),
        ),
        _OPTIMISER: _OPTIMISER_FIELDS,
    },
    "vocoder": {
        _LENGTH: (
            *("version", "batch", "steps", "segment_samples", "learning_rate"),
            "learning_rate_decay",
        ),
        mark("Losses and discriminators"): (
            *("lambda_mel", "lambda_stft", "lambda_attack", "lambda_features"),
            *("adversarial_start", "discriminator_width"),
        ),
        mark("Augmentation"): ("gain_db", "speed", "filtering", "mixing"),
        _START: ("generator", "start_from"),
        _OPTIMISER: _OPTIMISER_FIELDS,
    },
}
_MODEL_GROUP: Final = mark("Model size")
_CADENCE_GROUP: Final = mark("Samples and checkpoints")
_RUN_GROUP: Final = mark("Seed")
# Labels where the key alone does not say it.
_NAMES: Final[Mapping[str, str]] = {
    "clip_norm": mark("Gradient clipping norm"),
    "crop_s": mark("Crop length (s)"),
    "freeze_temporal": mark("Freeze the temporal encoder afterwards"),
    "dub_share": mark("Share of dubbed samples"),
    "steered_share": mark("Share of codes from events"),
    "feature_flip": mark("Mirror the picture"),
    "feature_shift": mark("Shift the picture (sixteenths)"),
    "feature_gain": mark("Scale features"),
    "feature_speed": mark("Vary playback speed"),
    "pretrain_crop_s": mark("Crop length (s)"),
    "sound_shift": mark("Shift the pitch (mel bands)"),
    "sound_filter_db": mark("Filter sounds (dB)"),
}
_UNITS: Final = {"_s": " (s)", "_db": " (dB)", "_samples": " (samples)"}
_ACRONYMS: Final = {
    "ema": "EMA",
    "lstm": "LSTM",
    "sgau": "SGAU",
    "stft": "STFT",
    "beta1": "beta 1",
    "beta2": "beta 2",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One setting as the form shows it.

    Attributes:
        key: its name; prefixed for settings of the model, the cadence or the run itself.
        label: its label, in English.
        group: its heading, in English.
        setting: its type, choices and help.
    """

    key: str
    label: str
    group: str
    setting: Setting

    @property
    def is_in_form(self) -> bool:
        """Whether the form shows it; device and processes have a list of their own."""
        return self.key not in (DEVICE, PROCESSES)

    @property
    def is_file(self) -> bool:
        """Whether its value is a model file."""
        return self.key in ("generator", "start_from")


@lru_cache
def fields_of(kind: Kind) -> tuple[Field, ...]:
    """All fields of a kind, in display order."""
    training = GeneratorTraining if kind == "generator" else VocoderTraining
    own = {each.name: each for each in settings_of(training) if each.name != "model"}
    found = []
    for group, names in _GROUPS[kind].items():
        found += [_field(own.pop(name), "", group) for name in names if name in own]
    found += [_field(setting, "", _MORE) for setting in own.values()]
    found += [_field(each, CADENCE, _CADENCE_GROUP) for each in settings_of(Cadence)]
    if kind == "generator":
        found += [_field(each, MODEL, _MODEL_GROUP) for each in settings_of(GeneratorConfig)]
    run = {each.name: each for each in settings_of(GeneratorRun)}
    found += [_field(run[name], RUN, _RUN_GROUP) for name in _RUN_FIELDS]
    return tuple(found)


def _field(setting: Setting, prefix: str, group: str) -> Field:
    return Field(prefix + setting.name, label_of(setting.name), group, setting)


def label_of(name: str) -> str:
    """A setting's label with its unit, in English, such as `Shift min (s)`."""
    if name in _NAMES:
        return _NAMES[name]
    unit = ""
    for ending, text in _UNITS.items():
        if name.endswith(ending):
            name, unit = name.removesuffix(ending), text
    words = " ".join(_ACRONYMS.get(word, word) for word in name.split("_"))
    return words[:1].upper() + words[1:] + unit


def text_of(value: object) -> str:
    """A value as typed in a field."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def shown_text(setting: Setting, text: str) -> str:
    """A value as a field shows it: a number with the decimal mark of the language."""
    return re.sub("[.,]", QLocale().decimalPoint(), text) if setting.type is float else text


def typed_text(setting: Setting, text: str) -> str:
    """A value as typed in a field: a number has a point, whichever decimal mark was typed."""
    return text.replace(",", ".") if setting.type is float else text
