"""Colours and names of losses and measurements, the same everywhere in the window."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QColor

from gui.kit import theme

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
_SAME: Final = {"features": "adv_alignment", "discriminator": "mel_discriminator", "log_mel": "mel"}
_NAMES: Final = {
    "mel": "mel L1",
    "log_mel": "log-mel L1",
    "stft": "STFT",
    "adv_alignment": "adversarial (alignment)",
    "adv_mel": "adversarial (mel)",
    "adv": "adversarial",
    "features": "feature matching",
    "discriminator": "discriminators",
}
MEANINGS: Final = {
    "mel": "L1 distance between generated and true mel spectrogram",
    "log_mel": "L1 distance between generated and true log-mel spectrogram",
    "event": "Event loss: missing or spurious events",
    "contrastive": "Contrastive loss: sounds confused with other sounds by their timbre",
    "stft": "Multi-resolution STFT loss",
    "adv_alignment": "Adversarial loss of the alignment discriminator, for the generator",
    "adv_mel": "Adversarial loss of the mel discriminator, for the generator",
    "adv": "Adversarial loss of the discriminators, for the vocoder",
    "features": "Feature matching loss: distance of the discriminators' activations",
    "alignment_discriminator": "Loss of the alignment discriminator itself",
    "mel_discriminator": "Loss of the mel discriminator itself",
    "discriminator": "Loss of the discriminators themselves",
}

_MEASURED: Final = {
    "onset_f1": "Onset F1",
    "onset_null": "  chance level",
    "identification": "Timbre identification",
    "centred_margin": "Timbre margin",
}


def measure_text(name: str) -> str:
    """The display name of a measurement."""
    text = name_text(name)
    return _MEASURED.get(name, text[:1].upper() + text[1:])


def name_text(name: str) -> str:
    """The display name of a loss."""
    return _NAMES.get(name, name.replace("_", " "))


def loss_colour(name: str) -> QColor:
    """The colour of a loss."""
    colours = _LIGHT if theme.colours() is theme.LIGHT else _DARK
    known = _SAME.get(name, name)
    index = _KNOWN.index(known) if known in _KNOWN else sum(name.encode())
    return QColor(colours[index % len(colours)])


def in_order(names: Iterable[str]) -> list[str]:
    """Sort names of losses by importance."""
    order = {name: place for place, name in enumerate((*_KNOWN, *_SAME))}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))
