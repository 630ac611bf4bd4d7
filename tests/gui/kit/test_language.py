"""Texts in the window's language."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from engine.errors import InputError, UsageError, reason_of
from engine.events.event import Event
from engine.host.messages import JobFailed
from engine.phrases import Phrase, phrase
from engine.storage.values import DamagedValueError, decode, encode
from gui.dub.export.export_options import first_output, video_kinds
from gui.hosts.jobs import as_error
from gui.kit.banners import Banners
from gui.kit.durations import length_text
from gui.kit.errors import Errors
from gui.kit.language import FOLDER, counted, explained, figure, number, said, tr
from gui.kit.time_axis import clock_text
from gui.kit.widgets import bytes_text
from gui.train.data_set.check_result import read_check
from tests.programs import printed_by
from training.data.clip_check import ClipCheck, Finding
from training.data.sources import ClipFile

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def german_numbers() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("de"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def german(qapp: QApplication, german_numbers: None) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load("de", str(FOLDER))
    QApplication.installTranslator(translator)
    yield
    QApplication.removeTranslator(translator)


def test_values_take_the_place_of_their_names(qapp: QApplication) -> None:
    assert tr("{name} has {rate} Hz", name="a {clip}", rate=48000) == "a {clip} has 48000 Hz"


def test_a_text_without_values_may_hold_braces(qapp: QApplication) -> None:
    assert tr("{clip} stands for the clip's name") == "{clip} stands for the clip's name"


@pytest.mark.parametrize(("n", "text"), [(0, "0 of x"), (1, "1 only x"), (2, "2 of x")])
def test_one_thing_has_a_form_of_its_own(qapp: QApplication, n: int, text: str) -> None:
    assert counted("{n} only {it}", "{n} of {it}", n, it="x") == text


def test_a_number_has_the_decimal_mark_of_the_language(
    qapp: QApplication, german_numbers: None
) -> None:
    assert number(2.25, 1) == "2,3"
    assert figure(0.012345, 3) == "0,0123"
    assert clock_text(3.4) == "0:03,400"
    assert length_text(7.5) == "7,5 s"
    assert bytes_text(1234567) == "1,23 MB"


def test_a_number_has_the_decimal_point_of_english(qapp: QApplication) -> None:
    assert number(2.25, 2) == "2.25"
    assert figure(1234.5, 3) == "1230"
    assert bytes_text(1) == "1 byte"


def test_an_error_of_the_engine_is_shown_in_german(german: None, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    banners = Banners(window)
    error = InputError(
        "The range starts at {start_s:.3f} s, but {name} ends at {duration_s:.3f} s.",
        hint="Choose an earlier start.",
        start_s=2.5,
        name="{clip}.mp4",
        duration_s=2,
    )
    Errors(banners, window).present(error)
    assert banners.texts() == [
        "Der Bereich beginnt bei 2,500 s, aber {clip}.mp4 endet bei 2,000 s. "
        "Einen früheren Anfang wählen."
    ]


def test_an_error_of_the_engines_process_is_shown_in_german(german: None) -> None:
    error = UsageError("The folder {name} is not empty.", hint="Choose a new one.", name="a")
    sent = decode(JobFailed, encode(JobFailed(1, error.phrase, error.advice)), "line")
    assert explained(as_error(sent)) == "Der Ordner a ist nicht leer. Einen neuen wählen."


def test_an_error_within_an_error_is_in_german_too(german: None) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    error = UsageError("{name} cannot be written ({reason}).", name="a.csv", reason=reason_of(full))
    text = "a.csv kann nicht geschrieben werden (Kein Platz mehr auf der Festplatte)."
    assert explained(error) == text
    assert tr("{why}", why=error) == text


def test_a_damaged_value_is_explained_in_german(german: None) -> None:
    with pytest.raises(DamagedValueError) as damaged:
        decode(Event, b'{"time_s": "soon"}', "event")
    assert str(damaged.value) == "event.time_s: expected `float`, got `str`"
    error = InputError("{path} is damaged ({error}).", path="a", error=damaged.value)
    assert explained(error) == "a ist beschädigt (event.time_s: erwartet `float`, nicht `str`)."


def test_a_damaged_clip_of_a_check_is_explained_in_german(german: None) -> None:
    finding = Finding("silent", phrase("peak {peak_db:.0f} dB", peak_db=-61.2))
    seen = ClipCheck(clip=ClipFile("dog/a.mp4", "dog", Path("a.mp4")), findings=(finding,))
    result = {"files": [{**seen.to_json(), "samples": 0}], "sample_bytes": 1}
    (clip,) = read_check(Path("clips"), result).clips
    assert clip.problem_text == "stumm (Spitze -61 dB)"


def test_words_that_are_not_translated_stay_in_english(german: None) -> None:
    assert said(Phrase("Nobody has {translated} this.")) == "Nobody has {translated} this."
    assert explained(ValueError("in words")) == "in words"


SPEAK = """
from PySide6.QtWidgets import QDialogButtonBox, QDoubleSpinBox
from gui.app import create_application
from gui.kit.language import counted, tr
from gui.settings import Settings
chosen = {chosen!r}
if chosen is not None:
    Settings().language = chosen
app = create_application()
buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
spin = QDoubleSpinBox()
spin.setValue(1.5)
texts = [tr("Save"), counted("{{n}} event", "{{n}} events", 1), spin.text()]
print([*texts, buttons.buttons()[0].text().replace("&", "")])
"""
GERMAN = ["Speichern", "1 Ereignis", "1,50", "Abbrechen"]
ENGLISH = ["Save", "1 event", "1.50", "Cancel"]


@pytest.mark.parametrize(
    ("chosen", "system", "texts"),
    [
        ("de", "en_US.UTF-8", GERMAN),
        ("en", "de_DE.UTF-8", ENGLISH),
        ("", "de_AT.UTF-8", GERMAN),
        (None, "de_DE.UTF-8", GERMAN),
        (None, "fr_FR.UTF-8", ENGLISH),
    ],
)
def test_a_program_speaks_the_chosen_language_or_that_of_the_system(
    tmp_path: Path, chosen: str | None, system: str, texts: list[str]
) -> None:
    said = printed_by(SPEAK.format(chosen=chosen), VARIETYSOUND_HOME=str(tmp_path), LC_ALL=system)
    assert said.strip() == str(texts)


def test_the_proposed_name_of_an_export_is_german(german: None, tmp_path: Path) -> None:
    assert first_output(tmp_path / "clip.mp4", video_kinds(None)) == tmp_path / "clip vertont.mp4"
