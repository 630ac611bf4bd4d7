"""What comes out of the mixer, sample by sample."""

from dataclasses import replace

import numpy as np
import pytest

from gui.playback.mixer import FADE_SAMPLES, MIX, RATE_HZ, Layer, Mixer, Plan
from tests.gui.fakes import ConstantSource, CountingSource


def _fill(mixer: Mixer, samples: int, at_s: float = 0.0) -> np.ndarray:
    out = np.full((samples, 2), np.nan, np.float32)
    mixer.fill(out, at_s)
    return out[:, 0]


@pytest.fixture
def mixer() -> Mixer:
    mixer = Mixer()
    mixer.plan = Plan(
        layers=(Layer(CountingSource()),), playing=True, position=1000, generation=1, end=10**6
    )
    return mixer


def test_nothing_planned_is_silence():
    assert not _fill(Mixer(), 1000).any()


def test_it_plays_from_the_wanted_position(mixer):
    out = _fill(mixer, 2000)
    assert out[FADE_SAMPLES:].tolist() == list(range(1000 + FADE_SAMPLES, 3000))


def test_it_starts_with_a_fade_and_without_a_click(mixer):
    out = _fill(mixer, 2000)
    assert out[0] == 0.0
    assert np.all(np.diff(out[:FADE_SAMPLES]) >= 0)


def test_another_source_takes_over_in_ten_milliseconds_at_equal_power_sum():
    mixer = Mixer()
    a, b = ConstantSource(1.0), ConstantSource(0.5)
    mixer.plan = Plan(layers=(Layer(a),), playing=True, end=10**6)
    _fill(mixer, 2000)
    mixer.plan = replace(mixer.plan, layers=(Layer(b),))
    out = _fill(mixer, 2000)
    assert out[0] == pytest.approx(1.0)
    assert np.all(np.diff(out[:FADE_SAMPLES]) <= 1e-6)
    assert np.abs(np.diff(out)).max() < 0.01
    assert np.allclose(out[FADE_SAMPLES:], 0.5)


def test_a_switch_of_sources_does_not_move_the_position(mixer):
    _fill(mixer, 1000)
    mixer.plan = replace(mixer.plan, layers=(Layer(CountingSource(), 0.5),))
    out = _fill(mixer, 1000)
    assert out[-1] == pytest.approx(0.5 * 2999)


def test_a_loop_goes_round_exactly(mixer):
    mixer.plan = replace(mixer.plan, loop=(1000, 1700))
    out = _fill(mixer, 5000)
    after_wrap = out[700 + FADE_SAMPLES : 1400]
    assert after_wrap.tolist() == list(range(1000 + FADE_SAMPLES, 1700))
    assert out.max() < 1700 + FADE_SAMPLES / 8  # the old voice still fades out


def test_a_playhead_before_the_loop_runs_into_it(mixer):
    mixer.plan = replace(mixer.plan, loop=(2000, 2600))
    _fill(mixer, 4000)
    assert 2000 <= mixer.heard(4000 / RATE_HZ - 1e-6)[0] <= 2600


def test_it_is_silent_after_the_end_and_stands_there(mixer):
    mixer.plan = replace(mixer.plan, end=1500)
    out = _fill(mixer, 4000, at_s=5.0)
    assert not out[500 + FADE_SAMPLES :].any()
    assert mixer.heard(6.0)[0] == 1500


def test_backwards_it_reads_the_samples_in_reverse(mixer):
    mixer.plan = replace(mixer.plan, rate=-2.0, position=9000, generation=2)
    out = _fill(mixer, 2000)
    assert out[FADE_SAMPLES : FADE_SAMPLES + 3].tolist() == [8040.0, 8038.0, 8036.0]


def test_the_heard_position_follows_the_device_and_not_the_filling(mixer):
    _fill(mixer, 4800, at_s=10.0)
    _fill(mixer, 4800, at_s=10.1)
    position, generation = mixer.heard(10.05)
    assert position == pytest.approx(1000 + 2400)
    assert generation == 1
    assert mixer.heard(9.0) is None


def test_a_seek_is_heard_with_its_own_generation(mixer):
    _fill(mixer, 4800, at_s=0.0)
    mixer.plan = replace(mixer.plan, position=50000, generation=2)
    _fill(mixer, 4800, at_s=0.1)
    assert mixer.heard(0.05)[1] == 1
    assert mixer.heard(0.15) == (pytest.approx(52400), 2)


def test_a_pause_fades_out_and_the_position_stays(mixer):
    _fill(mixer, 4800, at_s=0.0)
    mixer.plan = replace(mixer.plan, playing=False)
    out = _fill(mixer, 4800, at_s=0.1)
    assert out[0] > 0.0
    assert not out[FADE_SAMPLES:].any()
    assert mixer.heard(0.15)[0] == pytest.approx(5800)


def test_the_peaks_of_layers_and_of_their_sum_are_measured_before_the_volume():
    mixer = Mixer()
    layers = (Layer(ConstantSource(0.5), 1.0, "a"), Layer(ConstantSource(-0.8), 0.5, "b"))
    mixer.plan = Plan(layers=layers, volume=0.25, playing=True, end=10**6)
    out = _fill(mixer, 1000, at_s=1.0)
    assert out[-1] == pytest.approx(0.25 * 0.1)
    assert mixer.peaks(0.9, 1.1) == pytest.approx({"a": 0.5, "b": 0.4, MIX: 0.1})
    assert mixer.peaks(1.0, 1.1) == {}
    mixer.plan = replace(mixer.plan, playing=False)
    _fill(mixer, 1000, at_s=2.0)
    assert mixer.peaks(1.9, 2.1) == {}


def test_another_volume_fades_like_another_source():
    mixer = Mixer()
    mixer.plan = Plan(layers=(Layer(ConstantSource(1.0)),), playing=True, end=10**6)
    _fill(mixer, 2000)
    mixer.plan = replace(mixer.plan, volume=0.0)
    out = _fill(mixer, 2000)
    assert out[0] == pytest.approx(1.0)
    assert np.abs(np.diff(out)).max() < 0.01
    assert not out[FADE_SAMPLES:].any()
