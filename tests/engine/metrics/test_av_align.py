import numpy as np
import pytest

from engine.metrics.av_align import av_align, motion_peaks


def test_the_peaks_of_motion_are_its_local_maxima():
    motion = np.array([0, 1, 0, 2, 3, 1, 1, 0.5])
    assert motion_peaks(motion) == pytest.approx([1 / 21.5, 4 / 21.5])


def test_the_score_is_intersection_over_union():
    # two onsets meet peaks less than a frame away, one does not; three peaks
    assert av_align([1.0, 2.0, 3.0], [1.03, 2.04, 2.5]) == pytest.approx(2 / 4)


def test_sounds_where_the_picture_moves_score_higher_than_others():
    peaks = [0.5, 1.0, 2.2]
    assert av_align(peaks, peaks) == 1.0
    assert av_align(peaks, [0.7, 1.5, 2.6]) == 0.0
    assert av_align(peaks, []) == 0.0
    assert av_align([], []) is None
