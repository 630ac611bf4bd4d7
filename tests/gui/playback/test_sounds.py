"""Sounds for playback and display, as they become ready."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from gui.kit.workers import Runner
from gui.playback.file_player import FilePlayer
from gui.playback.player import Player
from gui.playback.sounds import LoadedSound, Sounds
from tests.gui.fakes import FakeSink
from tests.gui.helpers import write_tone


@pytest.fixture(params=[2])
def sounds(qtbot, request) -> Iterator[Sounds]:
    """Sounds that are loaded in so many threads."""
    holder = QObject()
    runner = Runner(holder, threads=request.param)
    made = Sounds(runner, holder)
    yield made
    runner.shutdown()
    made.close()


def wait_for(qtbot, signal, path) -> LoadedSound:
    with qtbot.waitSignal(signal, check_params_cb=lambda it, *_: it.path == path) as seen:
        pass
    return seen.args[0]


def test_a_sound_can_be_played_before_its_spectrogram_is_there(sounds, tone_path, qtbot):
    ready = []
    sounds.decoded.connect(lambda sound: ready.append((sound, sounds.get(tone_path))))
    sounds.loaded.connect(lambda sound: ready.append((sound, sounds.get(tone_path))))
    assert sounds.playable(tone_path) is None
    sound = wait_for(qtbot, sounds.loaded, tone_path)
    assert ready == [(sound, None), (sound, sound)]
    assert sounds.playable(tone_path) is sound


@pytest.mark.parametrize("sounds", [1], indirect=True)
def test_what_is_asked_for_last_is_decoded_first(sounds, tmp_path, qtbot):
    paths = [write_tone(tmp_path / f"{number}.wav") for number in range(6)]
    order = []
    sounds.decoded.connect(lambda sound: order.append(paths.index(sound.path)))
    for path in paths:
        sounds.playable(path)
    sounds.playable(paths[3])
    qtbot.waitUntil(lambda: len(order) == len(paths), timeout=20000)
    assert order == [0, 1, 3, 5, 4, 2]  # two were started at once


def test_no_sound_that_is_held_is_decoded_again_however_many_they_are(sounds, tmp_path, qtbot):
    paths = [write_tone(tmp_path / f"{number}.wav") for number in range(40)]
    held = []
    sounds.loaded.connect(held.append)
    for path in paths:
        sounds.playable(path)
    qtbot.waitUntil(lambda: len(held) == len(paths), timeout=20000)
    for _ in range(2):
        assert {sounds.playable(path) for path in paths} == set(held)
    held.clear()  # a few stay for those who come back to them
    assert 0 < sum(sounds.playable(path) is not None for path in paths) < len(paths)


def test_a_file_that_could_not_be_decoded_is_played_once_it_can_be(sounds, tmp_path, qtbot):
    path = tmp_path / "recording.wav"
    path.write_bytes(b"not yet")
    player = Player()
    player.outputs.use(FakeSink())
    files = FilePlayer(player, sounds)
    with qtbot.waitSignal(files.failed):
        files.play(path)
    assert not files.is_playing
    write_tone(path)
    files.play(path)
    qtbot.waitUntil(lambda: files.is_playing and files.wanted is None, timeout=20000)
    files.stop()
    player.close()
