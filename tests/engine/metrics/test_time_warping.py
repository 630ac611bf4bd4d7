import numpy as np
import pytest

from engine.metrics.time_warping import warped_mean


def test_a_repeated_frame_costs_nothing():
    first, second = np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 1.0, 2.0])
    assert warped_mean(np.abs(first[:, None] - second)) == 0.0


def test_the_mean_is_over_the_path_found_by_hand():
    # path (0,0) (1,1) (1,2): 1 + 0 + 2 over three cells
    assert warped_mean(np.array([[1.0, 9.0, 9.0], [9.0, 0.0, 2.0]])) == pytest.approx(1.0)


def test_the_path_is_that_of_librosa():
    librosa = pytest.importorskip("librosa")
    distances = np.random.default_rng(3).uniform(size=(30, 41))
    total, path = librosa.sequence.dtw(C=distances)
    assert warped_mean(distances) == pytest.approx(total[-1, -1] / len(path))
