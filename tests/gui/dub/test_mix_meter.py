"""The meter of the mix follows what is heard."""

import math

import pytest
from PySide6.QtCore import Qt

from gui.dub.mix_meter import MixMeter
from gui.playback.mixer import RATE_HZ, Layer
from gui.playback.player import Player
from tests.gui.fakes import ConstantSource, FakeSink


@pytest.fixture
def stage(qtbot):
    """A player of ten seconds on a device that the test turns, and its meter."""
    player, sink = Player(), FakeSink()
    player.outputs.use(sink)
    player.duration_s = 10.0
    player.mixer.plan = type(player.mixer.plan)(end=10 * RATE_HZ)
    meter = MixMeter(player)
    qtbot.addWidget(meter)
    yield player, sink, meter
    player.close()


def turn(player, sink, seconds):
    """Let time pass as the timer of the player does."""
    for _ in range(round(seconds / 0.05)):
        sink.run(0.05)
        player.tick()


def test_it_shows_the_peak_that_is_heard_whatever_the_volume(stage):
    player, sink, meter = stage
    player.volume = 0.5
    player.set_layers((Layer(ConstantSource(0.5)),))
    player.play()
    turn(player, sink, 0.5)
    assert meter.level.level_db == pytest.approx(20 * math.log10(0.5), abs=0.01)
    player.pause()
    assert meter.level.level_db == -math.inf


def test_the_clip_light_stays_until_it_is_clicked(stage, qtbot):
    player, sink, meter = stage
    player.set_layers((Layer(ConstantSource(1.5)),))
    player.play()
    turn(player, sink, 0.5)
    player.pause()
    assert meter.level.clipped
    qtbot.mouseClick(meter, Qt.MouseButton.LeftButton)
    assert not meter.level.clipped
