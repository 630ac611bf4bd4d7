import numpy as np
import pytest

from engine.dubbing.mix.faders import (
    FaderGain,
    balance_db,
    channel_gains,
    heard,
    loudness_in_stereo,
    mean_loudness,
)
from engine.metrics.loudness import measure_loudness
from engine.recipe import Fader, GainPoint


def gains(fader, samples, **more):
    return FaderGain(fader, 1000, 1.0, 3.0, **more).at(np.array(samples, np.float64))


def in_db(gain):
    return 20 * np.log10(gain)


@pytest.mark.parametrize("sources", [1, 2])
@pytest.mark.parametrize("pan", [-1.0, -0.4, 0.0, 0.7, 1.0])
def test_panning_keeps_the_power(sources, pan):
    gains = channel_gains(sources, 2, pan)
    assert np.square(gains).sum() == pytest.approx(2.0)


def test_mute_wins_over_solo_and_solo_over_the_rest():
    plain, muted, solo = Fader(), Fader(muted=True), Fader(solo=True)
    both = Fader(muted=True, solo=True)
    assert heard([plain, muted]) == [True, False]
    assert heard([plain, muted, solo]) == [False, False, True]
    assert heard([plain, both]) == [False, False]


def test_takes_are_brought_to_their_mean_loudness_but_not_out_of_silence():
    mean = mean_loudness([-20.0, -30.0, None])
    assert mean == pytest.approx(-25.0)
    assert balance_db(-20.0, mean) == pytest.approx(-5.0)
    assert balance_db(None, mean) == 0.0
    assert balance_db(-69.0, mean) == 24.0
    assert mean_loudness([None]) is None


def test_one_channel_on_both_sides_is_as_much_louder_as_the_meter_says():
    mono = np.random.default_rng(1).uniform(-0.1, 0.1, (48000, 1)).astype(np.float32)
    alone = measure_loudness([mono], 48000, 1).integrated_lufs
    both = measure_loudness([np.repeat(mono, 2, axis=1)], 48000, 2).integrated_lufs
    assert loudness_in_stereo(alone, 1) == pytest.approx(both, abs=0.05)
    assert loudness_in_stereo(both, 2) == both
    assert loudness_in_stereo(None, 1) is None


def test_a_fader_without_fades_and_envelope_has_one_gain():
    assert FaderGain(Fader(gain_db=-6.0), 1000, 1.0, 3.0).constant == pytest.approx(10**-0.3)
    assert FaderGain(Fader(), 1000, 1.0, 3.0).constant == 1.0
    assert FaderGain(Fader(fade_in_s=0.1), 1000, 1.0, 3.0).constant is None


def test_the_fades_lie_at_the_ends_of_the_sound():
    fader = Fader(fade_in_s=0.5, fade_out_s=1.0)
    made = gains(fader, [1000, 1250, 1500, 2000, 2500, 3000])
    np.testing.assert_allclose(made, [0.0, 0.5, 1.0, 1.0, 0.5, 0.0], atol=1e-6)


def test_the_envelope_is_straight_in_decibels_and_constant_outside():
    fader = Fader(gain_db=-2.0, envelope=(GainPoint(1.5, 0.0), GainPoint(2.5, -20.0)))
    made = in_db(gains(fader, [0, 1500, 2000, 2500, 2900], more_db=1.0))
    np.testing.assert_allclose(made, [-1.0, -1.0, -11.0, -21.0, -21.0], atol=1e-4)
