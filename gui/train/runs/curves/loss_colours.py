"""Looks and names of losses and measurements, the same everywhere in the window."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QColor

from gui.kit import theme
from gui.kit.language import mark, tr
from gui.train.runs.curves.stroke import Stroke

# The colours differ in lightness, so that colour-blind users can tell them apart.
_DARK: Final = (
    "#35c3b4",
    "#f6b94a",
    "#7aa7ff",
    "#f0705f",
    "#c39af0",
    "#a5d65c",
    "#e8e3d3",
    "#ef8fc0",
)
_LIGHT: Final = (
    "#0b7d72",
    "#a86400",
    "#2456c4",
    "#b3261e",
    "#7637b8",
    "#4b7a10",
    "#4d4a43",
    "#b02a77",
)
_KNOWN: Final = (
    *("mel", "event", "adv_alignment", "adv_mel", "contrastive"),
    *("alignment_discriminator", "mel_discriminator", "adv"),
)
_SAME: Final = {  # no two of one training
    "features": "adv_alignment",
    "discriminator": "mel_discriminator",
    "log_mel": "mel",
    "stft": "event",
    "attack": "contrastive",
}
_NAMES: Final = {
    "mel": mark("mel L1"),
    "log_mel": mark("log-mel L1"),
    "stft": mark("STFT"),
    "attack": mark("attack"),
    "adv_alignment": mark("adversarial (alignment)"),
    "adv_mel": mark("adversarial (mel)"),
    "adv": mark("adversarial"),
    "features": mark("feature matching"),
    "discriminator": mark("discriminators"),
    "event": mark("event"),
    "contrastive": mark("contrastive"),
    "alignment_discriminator": mark("alignment discriminator"),
    "mel_discriminator": mark("mel discriminator"),
}
_MEANINGS: Final = {
    "mel": mark("L1 distance between generated and true mel spectrogram"),
    "log_mel": mark("L1 distance between generated and true log-mel spectrogram"),
    "event": mark("Event loss: missing or spurious events"),
    "contrastive": mark("Contrastive loss: sounds confused with other sounds by their timbre"),
    "stft": mark("Multi-resolution STFT loss"),
    "attack": mark("Pre-echo loss: error of the level just before attacks"),
    "adv_alignment": mark("Adversarial loss of the alignment discriminator, for the generator"),
    "adv_mel": mark("Adversarial loss of the mel discriminator, for the generator"),
    "adv": mark("Adversarial loss of the discriminators, for the vocoder"),
    "features": mark("Feature matching loss: distance of the discriminators' activations"),
    "alignment_discriminator": mark("Loss of the alignment discriminator itself"),
    "mel_discriminator": mark("Loss of the mel discriminator itself"),
    "discriminator": mark("Loss of the discriminators themselves"),
}

_MEASURED: Final = {
    "event_f1": mark("Event F1"),
    "event_null": mark("  chance level"),
    "onset_f1": mark("Onset F1"),
    "onset_null": mark("  chance level"),
    "identification": mark("Timbre identification"),
    "centred_margin": mark("Timbre margin"),
}


def measure_text(name: str) -> str:
    """The display name of a measurement."""
    text = name_text(name)
    return tr(_MEASURED[name]) if name in _MEASURED else text[:1].upper() + text[1:]


def name_text(name: str) -> str:
    """The display name of a loss."""
    return tr(_NAMES[name]) if name in _NAMES else name.replace("_", " ")


def meaning_text(name: str) -> str:
    """What a loss measures; empty if that is not known."""
    return tr(_MEANINGS[name]) if name in _MEANINGS else ""


def loss_stroke(name: str) -> Stroke:
    """How the curve of a loss is drawn."""
    colours = _LIGHT if theme.colours() is theme.LIGHT else _DARK
    known = _SAME.get(name, name)
    index = _KNOWN.index(known) if known in _KNOWN else sum(name.encode())
    return Stroke(QColor(colours[index % len(colours)]), index)


def in_order(names: Iterable[str]) -> list[str]:
    """Sort names of losses by importance."""
    order = {name: place for place, name in enumerate((*_KNOWN, *_SAME))}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))
