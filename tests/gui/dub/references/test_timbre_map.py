"""The map of timbres: what lies where, and what a person does with it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace as replace_value
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.project.files import media_file
from engine.project.model import MediaFile, Reference
from gui.dub.references.timbre_map import NEIGHBOURS, TimbreMap
from gui.kit import theme
from gui.kit.workers import Runner
from gui.library.timbres import SoundMap, Timbres, laid_out
from tests.gui.helpers import write_tone


def a_reference(number: int, *, digest: str = "") -> Reference:
    file = MediaFile(Path(f"/sounds/{number}.wav"), 10, 1.0, digest or f"{number:032x}")
    return Reference(f"{number:016x}", file, f"sound {number}")


REFERENCES = [a_reference(number) for number in range(8)]
TIMBRES = {each.id: np.eye(19)[0] * number for number, each in enumerate(REFERENCES)}


@pytest.fixture
def shown(qtbot) -> TimbreMap:
    shown = TimbreMap()
    qtbot.addWidget(shown)
    shown.resize(500, 400)
    shown.show_sounds(laid_out(REFERENCES, TIMBRES))
    shown.show()
    return shown


@pytest.fixture
def heard(shown) -> list[str]:
    heard: list[str] = []
    shown.chosen.connect(lambda reference: heard.append(reference.name))
    return heard


def at(shown: TimbreMap, number: int) -> QPoint:
    return shown.point(number).toPoint()


def test_a_click_hears_a_sound_and_finds_those_like_it(shown, heard):
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=at(shown, 3))
    assert heard == ["sound 3"]
    assert [each.name for each in shown.like_current()[:2]] in (
        ["sound 2", "sound 4"],
        ["sound 4", "sound 2"],
    )
    assert len(shown.like_current()) == NEIGHBOURS
    assert "sound 3; most like it: sound" in shown.accessibleDescription()


def test_a_click_beside_all_sounds_hears_none(shown, heard):
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert heard == []


def test_a_double_click_dubs_with_the_sound(shown):
    used = []
    shown.used.connect(lambda reference: used.append(reference.name))
    QTest.mouseDClick(shown, Qt.MouseButton.LeftButton, pos=at(shown, 5))
    assert used == ["sound 5"]


def test_the_keys_walk_from_sound_to_sound_and_use_one(shown, heard):
    used = []
    shown.used.connect(lambda reference: used.append(reference.name))
    shown.select(REFERENCES[3].id)
    right = 1 if at(shown, 4).x() > at(shown, 3).x() else -1
    QTest.keyClick(shown, Qt.Key.Key_Right if right > 0 else Qt.Key.Key_Left)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert heard == ["sound 4", "sound 4"]
    assert used == ["sound 4"]


def test_the_wheel_zooms_at_the_pointer_and_a_drag_moves_the_map(shown, heard):
    place = shown.point(6)
    event = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    before = shown.point(5) - place
    QApplication.sendEvent(shown, event)
    assert (shown.point(6) - place).manhattanLength() < 0.01
    after = shown.point(5) - place
    assert after.manhattanLength() == pytest.approx(1.25 * before.manhattanLength())
    QTest.mousePress(shown, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(shown, QPoint(230, 200))
    QTest.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=QPoint(230, 200))
    moved = shown.point(6) - place
    assert moved.toTuple() == pytest.approx((30.0, 0.0))
    assert heard == []


def test_the_selection_stays_when_sounds_come_and_go(shown):
    shown.select(REFERENCES[2].id)
    shown.show_sounds(laid_out(REFERENCES[1:4], TIMBRES))
    assert shown.current() == REFERENCES[2]
    shown.show_sounds(laid_out(REFERENCES[4:], TIMBRES))
    assert shown.current() is None
    assert shown.like_current() == []


def test_a_sound_that_the_library_holds_twice_is_said_and_has_a_rim(shown):
    twice = [a_reference(1, digest="f" * 32), a_reference(2, digest="f" * 32), a_reference(3)]
    vectors = {each.id: np.eye(19)[number] for number, each in enumerate(twice)}
    sounds = laid_out(twice, vectors)
    shown.show_sounds(replace(sounds, twice=frozenset()))
    before = shown.grab().toImage()
    shown.show_sounds(sounds)
    assert shown.grab().toImage() != before
    shown.select(twice[0].id)
    assert "holds it twice" in shown.accessibleDescription()
    shown.select(twice[2].id)
    assert "twice" not in shown.accessibleDescription()


def test_two_parts_of_a_file_are_not_the_same_sound_twice():
    whole = a_reference(1)
    part = replace_value(whole, id="f" * 16, start_s=0.5)
    vectors = {each.id: np.eye(19)[0] for each in (whole, part)}
    assert laid_out([whole, part], vectors).twice == frozenset()


def test_sounds_are_measured_once_and_a_missing_one_is_left_out(qtbot, tmp_path):
    paths = [write_tone(tmp_path / f"{hz}.wav", hz=hz, seconds=0.4) for hz in (200, 210, 4000)]
    references = [
        Reference(f"{number:016x}", media_file(path, 0.4), path.stem)
        for number, path in enumerate(paths)
    ]
    runner = Runner()
    maps: list[SoundMap] = []

    def measure(*others: Reference) -> SoundMap:
        maps.clear()
        Timbres(runner).measure([*references, *others], found=lambda found, _: maps.append(found))
        qtbot.waitUntil(lambda: bool(maps), timeout=60000)
        return maps[0]

    sounds = measure(a_reference(9))
    assert sounds.items == tuple(references)
    near, far = (np.linalg.norm(sounds.vectors[0] - sounds.vectors[n]) for n in (1, 2))
    assert near < far / 3
    for path in paths:
        path.unlink()  # another window finds them in the cache
    assert measure().items == tuple(references)
    runner.shutdown()


def test_many_sounds_appear_a_few_at_a_time(qtbot, tmp_path):
    file = media_file(write_tone(tmp_path / "long.wav", seconds=3.0), 3.0)
    parts = [
        Reference(f"{number:016x}", file, "part", number / 50, number / 50 + 0.1)
        for number in range(70)
    ]
    runner, counts = Runner(), []
    Timbres(runner).measure(parts, found=lambda *said: counts.append((len(said[0].items), said[1])))
    qtbot.waitUntil(lambda: len(counts) == 2, timeout=60000)
    assert [count for count, _ in counts] == [60, 70]
    assert counts[1][1] == 1.0
    runner.shutdown()


def test_the_points_follow_the_size_of_the_window_and_the_theme(dark, shown, qapp):
    def colour() -> str:
        return shown.grab().toImage().pixelColor(at(shown, 0)).name()

    point = colour()
    shown.resize(700, 500)
    assert colour() == point
    theme.apply(qapp, "light")
    assert colour() != point
    theme.apply(qapp, "dark")
    assert colour() == point
