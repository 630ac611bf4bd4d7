"""The outline of a sound at any zoom."""

import numpy as np
import pytest

from gui.playback.waveform import BIN_SAMPLES, Peaks


@pytest.fixture
def click() -> tuple[np.ndarray, Peaks]:
    """A second of silence with one sample of -0.8."""
    wave = np.zeros(48000, np.float32)
    wave[24000] = -0.8
    peaks = Peaks(len(wave), lambda start, end: wave[max(start, 0) : end])
    for block in np.split(wave, [1000, 1001, 30000]):
        peaks.append(block[:, None])
    return wave, peaks


@pytest.mark.parametrize("width", [10, 99, 300, 20000])
def test_a_single_click_is_seen_at_every_zoom(click, width):
    _, peaks = click
    low, high = peaks.columns(0, 48000, width)
    assert low.min() == pytest.approx(-0.8, abs=1e-3)
    assert high.max() == 0.0
    assert np.argmin(low) / width == pytest.approx(0.5, abs=max(1.5 / width, 0.003))


def test_close_up_the_samples_themselves_are_drawn(click):
    _, peaks = click
    low, _ = peaks.columns(23990, 24010, 20)
    assert np.flatnonzero(low).tolist() == [10]


def test_before_and_behind_the_sound_is_nothing(click):
    _, peaks = click
    low, high = peaks.columns(-48000, 0, 100)
    assert not low[:99].any()
    low, high = peaks.columns(48000, 96000, 100)
    assert not high[1:].any()


def test_what_is_not_decoded_yet_is_empty_and_what_is_there_is_drawn():
    wave = np.full(9600, 0.5, np.float32)
    peaks = Peaks(48000, lambda start, end: wave[start:end])
    peaks.append(wave[:, None])
    assert peaks.bins == 9600 // BIN_SAMPLES
    _, high = peaks.columns(0, 48000, 100)
    assert (high[:19] > 0.49).all()
    assert not high[21:].any()


def test_the_outline_is_the_same_however_the_blocks_fall():
    wave = np.random.default_rng(1).uniform(-1, 1, 20000).astype(np.float32)
    outlines = []
    for cuts in ([], [1, 2, 3], [127, 128, 129, 5000]):
        peaks = Peaks(20000, lambda start, end: wave[start:end])
        for block in np.split(wave, cuts):
            peaks.append(block[:, None])
        outlines.append(peaks.columns(0, 19968, 20))
    for low, high in outlines[1:]:
        assert np.array_equal(low, outlines[0][0])
        assert np.array_equal(high, outlines[0][1])
