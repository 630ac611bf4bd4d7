"""References by hand: dragged as values, chosen in the picker, warned about, drawn."""

import numpy as np
import pytest
import soundfile as sf
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt
from PySide6.QtTest import QTest

from engine.media.probe import probe
from engine.progress import JobContext
from gui.document.drags import (
    RANGE_MIME,
    REFERENCES_MIME,
    range_data,
    read_range,
    read_references,
    references_data,
)
from gui.document.project_files import as_reference
from gui.dub.references.region_picker import SHORTEST_S, RegionPicker
from gui.dub.timeline.lanes.wave_lane import outline_image
from gui.kit.theme import colour
from gui.playback.sound_painting import sound_picture
from gui.playback.sounds import load_sound, region_warnings
from tests.gui.helpers import write_tone


def test_dragged_references_are_the_same_values(reference):
    tagged = replace(reference, tags=("wood", "дверь"), start_s=0.25, end_s=0.75)
    assert read_references(references_data([tagged, reference])) == [tagged, reference]


def test_a_dragged_range_is_read_back_and_nonsense_is_not():
    assert read_range(range_data(0.5, 1.25)) == (0.5, 1.25)
    for text in (b"", b"1", b"2 1", b"a b"):
        data = QMimeData()
        data.setData(RANGE_MIME, text)
        assert read_range(data) is None


def test_what_is_no_reference_is_not_taken_for_one():
    data = QMimeData()
    data.setData(REFERENCES_MIME, b'[{"name": "half"}]')
    assert read_references(data) == []
    assert read_references(QMimeData()) == []


def test_references_added_together_are_one_change_of_the_library(opened, qtbot, tmp_path):
    library, counts = opened.workspace.library, []
    before = len(library.items)
    library.changed.connect(lambda: counts.append(len(library.items) - before))
    paths = [write_tone(tmp_path / f"{number}.wav") for number in range(5)]
    opened.document.add_references(as_reference(path, probe(path)) for path in paths)
    qtbot.waitUntil(lambda: bool(counts))
    assert counts == [5]


@pytest.fixture
def long_sound(tmp_path):
    """A quarter of silence, then a tone; 80 s at a low rate."""
    rate = 8000
    t = np.arange(80 * rate) / rate
    wave = 0.5 * np.sin(2 * np.pi * 440 * t)
    wave[: 20 * rate] = 0.0
    path = tmp_path / "long.wav"
    sf.write(path, wave, rate)
    sound = load_sound(path, JobContext())
    yield sound
    sound.data.pcm.close()


def test_warnings_speak_of_the_chosen_part(long_sound):
    assert any("8 kHz" in text for text in long_sound.warnings)
    assert region_warnings(long_sound, (0.0, 80.0)) == (
        "Longer than a minute. Select the part that sounds best.",
    )
    assert region_warnings(long_sound, (2.0, 5.0)) == ("This region is silent.",)
    assert region_warnings(long_sound, (30.0, 31.0)) == ()


def test_a_clipped_and_a_silent_sound_are_told(tmp_path):
    t = np.arange(48000) / 48000
    sf.write(tmp_path / "clipped.wav", np.clip(3 * np.sin(2 * np.pi * 99 * t), -1, 1), 48000)
    sf.write(tmp_path / "silent.wav", np.zeros(48000), 48000)
    clipped = load_sound(tmp_path / "clipped.wav", JobContext())
    silent = load_sound(tmp_path / "silent.wav", JobContext())
    assert any("clipped" in text for text in clipped.warnings)
    assert any("silent" in text for text in silent.warnings)


def test_the_picker_takes_300_ms_of_a_long_sound_after_zooming(long_sound, qtbot):
    picker = RegionPicker()
    qtbot.addWidget(picker)
    picker.resize(200, 96)
    picker.show_sound(long_sound, (0.0, 80.0))
    picker.axis.zoom(100.0, 40.0)
    picked = []
    picker.region_picked.connect(lambda start, end: picked.append((start, end)))
    start, end = (round(picker.axis.x(time_s, picker.width())) for time_s in (40.0, 40.3))
    QTest.mousePress(picker, Qt.MouseButton.LeftButton, pos=QPoint(start, 40))
    QTest.mouseMove(picker, QPoint((start + end) // 2, 40))
    QTest.mouseMove(picker, QPoint(end, 40))
    QTest.mouseRelease(picker, Qt.MouseButton.LeftButton, pos=QPoint(end, 40))
    assert picked[-1][0] == pytest.approx(40.0, abs=0.01)
    assert picked[-1][1] - picked[-1][0] == pytest.approx(SHORTEST_S, abs=0.01)


def test_a_small_picture_shows_waveform_over_spectrogram(tmp_path, qapp):
    sound = load_sound(write_tone(tmp_path / "a.wav", hz=1000.0), JobContext())
    image = sound_picture(sound, QSize(58, 32), 12).toImage()
    wave = {image.pixelColor(x, 12).name() for x in range(20, 90)}
    assert colour("original").name() in wave
    levels = [image.pixelColor(60, y).lightness() for y in range(26, 62)]
    assert max(levels) > 2 * min(levels) + 40  # one band is bright, the others are not


def test_an_outline_is_drawn_from_top_to_bottom_and_silence_is_not(qapp):
    tops = np.array([2.0, 5.0, 4.0], np.float32)
    bottoms = np.array([7.0, 5.0, 4.6], np.float32)
    image = outline_image(tops, bottoms, 10, colour("take"))
    drawn = [[image.pixelColor(x, y).alpha() > 0 for y in range(10)] for x in range(3)]
    assert drawn[0] == [False, False, *[True] * 6, False, False]
    assert not any(drawn[1])
    assert drawn[2][4]
