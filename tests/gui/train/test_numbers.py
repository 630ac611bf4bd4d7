"""Numbers as short texts in the window's language."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from gui.train.numbers import number_text, steps_text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.0312345, "0.03123"), (12_500, "12.5k"), (2e-6, "2.0e-06"), (-3.5, "-3.5")],
)
def test_numbers_are_short(value, text):
    assert number_text(value) == text


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    locale = QLocale("de")
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    QLocale.setDefault(locale)
    yield
    QLocale.setDefault(before)


def test_numbers_have_the_decimal_point_of_the_language(german):
    assert number_text(0.0312) == "0,0312"
    assert steps_text(1200, 6000) == "step 1200 of 6000"
