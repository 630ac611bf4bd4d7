"""What the running window shows has passed through a translator."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSysInfo
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gui.kit.language import NAMES as LANGUAGES
from gui.kit.language import tr
from scripts.translations import collected
from tests.gui.whole.pages import Tour
from tests.gui.whole.shown_texts import Brackets, texts_in, untranslated

pytestmark = pytest.mark.timeout(600)
_NATIVE = QKeySequence.SequenceFormat.NativeText


@pytest.fixture
def known() -> set[str]:
    """The texts of the languages' files."""
    return {text.english for text in collected()}


@pytest.fixture
def brackets(qapp, known):
    """Every translated text in brackets; installed before any window is built."""
    translator = Brackets()
    QCoreApplication.installTranslator(translator)
    yield translator
    QCoreApplication.removeTranslator(translator)


# What is the same in every language: units, formats, and the engine's own sentences and names.
UNITS = ["dB", "ms", "kB", "MB", "GB", "Hz", "kHz"]
FORMATS = [
    *("MP4", "MOV", "Matroska", "Opus", "FCPXML", "EDL (CMX 3600)", "CSV", "AAC", "stereo"),
    *("QuickTime / MOV", "mov,mp4,m4a,3gp,3g2,mj2", "H264 High", "yuv420p"),
]
FROM_ENGINE = [
    "The GPU's memory is not enough for batches of 48.",
    "The ground truth is used as it is; the paper passes it through the vocoder first.",
]
MACHINE = ["Python", "Qt", "Test CPU", "Test GPU", "Fake"]
DATA = [
    *("decode", "clip", "hammer", "metal", "wood", "shipped", "sitting", "normal", "oom"),
    *("A notice", "Another notice", "Ground truth", "Bad", "Good"),
]
NAMES = [
    "VarietySound Studio",
    *UNITS,
    *FORMATS,
    *FROM_ENGINE,
    *MACHINE,
    *DATA,
    *LANGUAGES.values(),
]
FILE = re.compile(r"/\S+|\b\w+(-\w+)*\.(mp4|wav|safetensors|pth)\b")


@pytest.mark.slow
def test_no_page_shows_a_text_that_is_not_translated(
    brackets, known, window, qtbot, monkeypatch, tmp_path: Path
) -> None:
    found: dict[str, str] = {}
    keys = [key.toString(_NATIVE) for _, each in window.actions_ for key in each.shortcuts()]
    names = [*NAMES, *(key for key in keys if len(key) > 1)]
    system = QSysInfo.prettyProductName()

    def look(name: str, root: QWidget) -> None:
        for widget, text in texts_in(root):
            words = untranslated(FILE.sub("", text.replace(system, "")), names)
            if words:
                found.setdefault(text, f"{name}, {type(widget).__name__}: {text!r} ({words})")

    Tour(window, qtbot, monkeypatch, tmp_path, look).everything()

    assert [*found.values()] == []
    unknown = {each: re.sub(r"\{[^{}]*\}", "", each) for each in brackets.asked - known}
    assert [each for each, words in unknown.items() if untranslated(words, names)] == []


def test_a_text_that_was_not_translated_is_seen(brackets, qtbot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    QLabel(tr("Play {name}", name="clip.mp4"), page)
    QLabel(f"{tr('Play')} now", page)
    QPushButton("Stop", page)
    QPushButton("A / B", page).setToolTip("how much")
    seen = [untranslated(text, ["clip.mp4"]) for _, text in texts_in(page)]
    assert sorted(filter(None, seen)) == ["Stop", "how much", "now"]
