"""Numbers of a training as short texts in the window's language."""

from typing import Final

from PySide6.QtCore import QLocale

from gui.kit.language import number, tr

_UNITS: Final = ((1e9, "G"), (1e6, "M"), (1e3, "k"))
_SMALL: Final = 1e-4  # below, with an exponent


def number_text(value: float) -> str:
    """A value in a few digits, such as 0.0312, 12.5k, 2e-06."""
    size = abs(value)
    unit, letter = next((each for each in _UNITS if size >= each[0]), (1.0, ""))
    text = f"{value:.1e}" if 0 < size < _SMALL else f"{value / unit:.4g}{letter}"
    return text.replace(".", QLocale().decimalPoint())


def steps_text(step: int, steps: int) -> str:
    """The step that a run has reached, of all."""
    return tr("step {step} of {steps}", step=number(step), steps=number(steps))


def speed_text(steps_per_s: float) -> str:
    """The speed, in the unit that gives a number above one."""
    if 0 < steps_per_s < 1:
        return tr("{n} s/step", n=number_text(float(f"{1 / steps_per_s:.3g}")))
    return tr("{n} steps/s", n=number_text(float(f"{steps_per_s:.3g}")))
