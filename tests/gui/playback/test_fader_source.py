"""Sounds at their faders, sample by sample."""

import numpy as np
import pytest

from engine.dubbing.mix.faders import channel_gains
from engine.recipe import Fader, GainPoint
from gui.playback.fader_source import fader_layer
from gui.playback.mixer import RATE_HZ
from tests.gui.fakes import ConstantSource


def play(fader, start_s=0.0, samples=4, *, channels=2, rate=1.0, gain=1.0):
    layer = fader_layer(ConstantSource(0.5), fader, span_s=(0.0, 2.0), channels=channels, gain=gain)
    out = np.zeros((samples, 2), np.float32)
    layer.source.add_to(out, start_s * RATE_HZ, rate, layer.gain)
    return out


def test_a_plain_fader_leaves_the_source_and_sets_its_gain():
    source = ConstantSource(0.5)
    layer = fader_layer(source, Fader(gain_db=-6.0), span_s=(0.0, 2.0), channels=1, gain=2.0)
    assert layer.source is source
    assert layer.gain == pytest.approx(2.0 * 10 ** (-6.0 / 20))


@pytest.mark.parametrize("channels", [1, 2])
def test_the_pan_is_that_of_the_export(channels):
    sound = np.full((1, channels), 0.5, np.float32)
    exported = sound @ channel_gains(channels, 2, 0.6).T
    np.testing.assert_allclose(play(Fader(pan=0.6), channels=channels)[:1], exported, atol=1e-6)


def test_fades_and_envelope_follow_the_clip_at_any_speed():
    fader = Fader(fade_in_s=1.0, envelope=(GainPoint(1.0, 0.0), GainPoint(2.0, -20.0)))
    rate = 0.5 * RATE_HZ
    np.testing.assert_allclose(
        play(fader, rate=rate)[:, 0] / 0.5, [0.0, 0.5, 1.0, 10**-0.5], atol=1e-5
    )
    np.testing.assert_allclose(
        play(fader, 1.5, rate=-rate)[:, 0] / 0.5, [10**-0.5, 1.0, 0.5, 0.0], atol=1e-5
    )
