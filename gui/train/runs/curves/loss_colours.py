"""Colours and words of the losses: the same name has the same colour everywhere."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QColor

from gui.kit import theme

# Told apart by the colour-blind, too, as the lightness differs.
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
WORDS: Final = {
    "mel": "Difference of the mels",
    "log_mel": "Difference of the log mels",
    "event": "Missing or wrong moments",
    "contrastive": "Sounds mistaken for each other",
    "adv_alignment": "How well the alignment discriminator tells it apart",
    "adv_mel": "How well the mel discriminator tells it apart",
    "adv": "How well the discriminators tell it apart",
    "features": "Difference in what the discriminators see",
    "alignment_discriminator": "Mistakes of the alignment discriminator",
    "mel_discriminator": "Mistakes of the mel discriminator",
    "discriminator": "Mistakes of the discriminators",
}

_MEASURED: Final = {
    "onset_f1": "Moments met",
    "onset_null": "  by chance",
    "identification": "Timbre told apart",
    "centred_margin": "Timbre margin",
    "mel": "Difference of the mels",
}


def measure_text(name: str) -> str:
    """A measurement's name as a person reads it."""
    return _MEASURED.get(name, name_text(name).capitalize())


def name_text(name: str) -> str:
    """A loss's name as a person reads it."""
    return name.replace("_", " ")


def loss_colour(name: str) -> QColor:
    """The colour of a loss by its name."""
    colours = _LIGHT if theme.colours() is theme.LIGHT else _DARK
    known = _SAME.get(name, name)
    index = _KNOWN.index(known) if known in _KNOWN else sum(name.encode())
    return QColor(colours[index % len(colours)])


def in_order(names: Iterable[str]) -> list[str]:
    """Names in the order in which they matter."""
    order = {name: place for place, name in enumerate((*_KNOWN, *_SAME))}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))
