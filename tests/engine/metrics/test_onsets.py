"""The acceptance onsets on clicks, and the matching and its null by hand."""

import numpy as np
import pytest

from engine.metrics.onsets import (
    acceptance_onsets,
    match_onsets,
    onset_rise,
    score_onsets,
)

RATE_HZ = 22050


def clicks(times_s, duration_s=3.0, strength=1.0):
    wave = np.random.default_rng(0).normal(0.0, 1e-4, int(duration_s * RATE_HZ))
    burst = np.random.default_rng(1).normal(0.0, 1.0, 2000) * np.exp(-np.arange(2000) / 300)
    for time_s in times_s:
        start = int(time_s * RATE_HZ)
        wave[start : start + 2000] += strength * burst
    return wave.astype(np.float32)


def test_a_click_is_found_up_to_half_a_transform_early():
    early_s = np.array([0.5, 1.25, 2.0]) - acceptance_onsets(clicks([0.5, 1.25, 2.0]))
    assert (early_s > 0).all()
    assert (early_s < 512 / RATE_HZ).all()


def test_the_level_of_the_recording_does_not_matter():
    wave = clicks([0.5, 1.25])
    np.testing.assert_array_equal(acceptance_onsets(wave), acceptance_onsets(0.01 * wave))


def test_of_two_clicks_closer_than_twelve_frames_one_is_heard():
    assert len(acceptance_onsets(clicks([0.5, 0.6]))) == 1
    assert len(acceptance_onsets(clicks([0.5, 0.7]))) == 2


def test_silence_and_no_sound_at_all_have_no_onsets():
    assert acceptance_onsets(np.zeros(RATE_HZ, np.float32)).size == 0
    assert acceptance_onsets(np.zeros(0, np.float32)).size == 0
    assert not onset_rise(np.zeros(RATE_HZ, np.float32)).any()


def test_pairs_are_one_to_one_and_the_nearest_goes_first_to_the_earlier_truth():
    assert match_onsets([1.0, 1.05], [1.04]) == [(0, 0)]
    assert match_onsets([1.0, 1.05], [1.09, 1.01]) == [(0, 1), (1, 0)]


def test_the_tolerance_is_a_tenth_of_a_second():
    assert match_onsets([1.0], [1.099]) == [(0, 0)]
    assert match_onsets([1.0], [0.899]) == []
    assert match_onsets([], [1.0]) == match_onsets([1.0], []) == []


def test_f1_is_pooled_over_the_clips_and_the_null_is_the_mean_over_the_wrong_pairings():
    true = [[1.0, 2.0], [5.0], [9.0]]
    made = [[1.0], [5.0, 9.0], [2.0]]
    score = score_onsets(true, made)
    assert (score.true, score.made, score.matched) == (4, 4, 2)
    assert score.f1 == 2 * 2 / 8
    # shift 1 pairs the clips 0-1, 1-2, 2-0 (no match); shift 2 pairs 0-2, 1-0, 2-1 (2.0 and 9.0)
    assert score.null == pytest.approx((0.0 + 2 * 2 / 8) / 2)


def test_without_any_onset_the_score_is_zero():
    assert score_onsets([[], []], [[], []]).f1 == 0.0
    assert score_onsets([], []).f1 == 0.0


def test_lists_for_different_numbers_of_clips_are_refused():
    with pytest.raises(ValueError, match="2 clips of true onsets, but 1"):
        score_onsets([[], []], [[]])
