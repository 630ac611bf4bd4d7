"""Text is legible in both themes: 4.5 to 1 as WCAG 2.1 measures it (success criterion 1.4.3)."""

from itertools import product

import pytest
from PySide6.QtGui import QColor

from gui.kit import theme

LEAST = 4.5
GROUNDS = ("window", "panel", "base", "raised")
INKS = ("text", "faint", "accent", "compare", "warning", "danger")
PAIRS = (
    *product(INKS, GROUNDS),
    ("on_accent", "accent"),
    ("on_compare", "compare"),
)


def luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [theme.DARK, theme.LIGHT], ids=["dark", "light"])
def test_every_ink_is_legible_on_every_ground(colours):
    measured = {
        f"{ink} on {ground}": round(contrast(getattr(colours, ink), getattr(colours, ground)), 2)
        for ink, ground in PAIRS
    }
    assert {pair: value for pair, value in measured.items() if value < LEAST} == {}
