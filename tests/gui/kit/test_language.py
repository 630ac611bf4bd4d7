"""Texts in the window's language."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from gui.kit.language import counted, number, tr


def test_values_take_the_place_of_their_names(qapp: QApplication) -> None:
    assert tr("{name} has {rate} Hz", name="a {clip}", rate=48000) == "a {clip} has 48000 Hz"


def test_a_text_without_values_may_hold_braces(qapp: QApplication) -> None:
    assert tr("{clip} stands for the clip's name") == "{clip} stands for the clip's name"


@pytest.mark.parametrize(("n", "text"), [(0, "0 of x"), (1, "1 only x"), (2, "2 of x")])
def test_one_thing_has_a_form_of_its_own(qapp: QApplication, n: int, text: str) -> None:
    assert counted("{n} only {it}", "{n} of {it}", n, it="x") == text


def test_a_number_has_the_decimal_mark_of_the_language(qapp: QApplication) -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("de"))
        assert number(2.25, 1) == "2,3"
    finally:
        QLocale.setDefault(before)
    assert number(2.25, 2) == "2.25"
