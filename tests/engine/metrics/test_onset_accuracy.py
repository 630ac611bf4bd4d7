import numpy as np
import pytest

from engine.metrics.onset_accuracy import Onset, score_accuracy, with_peaks


def test_the_loudness_of_an_onset_is_its_peak_and_close_quiet_ones_are_dropped():
    wave = np.zeros(22050, np.float32)
    wave[2205 + 100] = 0.5
    wave[3320] = -0.8
    wave[11025] = 0.25
    onsets = with_peaks(wave, [0.1, 0.149, 0.5])
    assert onsets == [(0.149, pytest.approx(0.8)), (0.5, pytest.approx(0.25))]


def test_accuracy_and_precision_are_those_counted_by_hand():
    made = [Onset(0.05, 0.2), Onset(0.6, 0.9), Onset(1.02, 0.5), Onset(3.0, 0.1)]
    score = score_accuracy([0.0, 1.0, 2.0], made)
    assert score is not None
    assert score.accuracy == pytest.approx(2 / 3)
    # by loudness: wrong, right (1 of 2), right (2 of 3), wrong
    assert score.average_precision == pytest.approx((1 / 2 + 2 / 3) / 3)
    assert not score.equal_count


def test_a_made_onset_meets_one_true_onset_only():
    score = score_accuracy([0.0, 0.15], [Onset(0.08, 1.0)])
    assert score is not None
    assert score.accuracy == 0.5
    assert score.average_precision == 0.5


def test_a_true_onset_is_met_by_one_made_onset_only():
    score = score_accuracy([1.0, 2.0], [Onset(0.95, 0.9), Onset(1.05, 0.8)])
    assert score is not None
    assert score.accuracy == 0.5
    assert score.average_precision == 0.5


def test_a_perfect_dub_scores_one_and_one_at_wrong_times_nothing():
    true_s = [0.5, 1.0, 1.5]
    good = score_accuracy(true_s, [Onset(time_s, 1.0) for time_s in true_s])
    bad = score_accuracy(true_s, [Onset(time_s + 0.25, 1.0) for time_s in true_s])
    assert good == (1.0, 1.0, True)
    assert bad == (0.0, 0.0, True)


def test_nothing_can_be_met_where_nothing_is_true():
    assert score_accuracy([], [Onset(0.5, 1.0)]) is None
