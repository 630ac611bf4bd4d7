"""A setting in the form, whose numbers have the decimal mark of the language."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest

from gui.settings import Settings
from gui.train.new_run.field_row import FieldRow
from gui.train.new_run.fields import fields_of


@pytest.fixture(params=["de", "en"])
def language(request) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


@pytest.fixture
def row(qtbot, language) -> FieldRow:
    row = FieldRow(
        next(each for each in fields_of("generator") if each.key == "learning_rate"), Settings()
    )
    qtbot.addWidget(row)
    return row


def test_a_number_is_shown_as_the_language_writes_it(row, language):
    row.show_value("0.0005", "0.0002", differs=True)
    assert row.editor.text() == {"de": "0,0005", "en": "0.0005"}[language]
    assert {"de": "0,0002", "en": "0.0002"}[language] in row.dot.toolTip()
    assert row.text() == "0.0005"


@pytest.mark.parametrize("typed", ["0,25", "0.25"])
def test_either_mark_is_understood(row, typed):
    said = []
    row.edited.connect(lambda _key, text: said.append(text))
    QTest.keyClicks(row.editor, typed)
    assert said[-1] == "0.25"
