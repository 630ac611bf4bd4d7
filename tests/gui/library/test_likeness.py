"""Sounds on a plane, and those most like one of them."""

import numpy as np

from gui.library.likeness import nearest, places_by_likeness


def two_groups() -> np.ndarray:
    """Six sounds near one timbre, then six near another."""
    random = np.random.default_rng(0)
    centres = np.repeat([np.zeros(19), np.eye(19)[3] * 8.0], 6, axis=0)
    return centres + random.normal(scale=0.3, size=(12, 19))


def test_like_sounds_lie_together_and_apart_from_others():
    places = places_by_likeness(two_groups())
    assert places.shape == (12, 2)
    assert places.min() >= 0.0
    assert places.max() <= 1.0
    left, right = sorted((places[:6, 0], places[6:, 0]), key=np.mean)
    assert left.max() < right.min() - 0.2


def test_the_same_sounds_have_the_same_places_in_any_order():
    vectors = two_groups()
    order = np.random.default_rng(1).permutation(12)
    assert np.allclose(places_by_likeness(vectors[order]), places_by_likeness(vectors)[order])


def test_sounds_that_are_all_the_same_have_places_too():
    places = places_by_likeness(np.ones((3, 19)))
    assert np.isfinite(places).all()
    assert places_by_likeness(np.ones((1, 19))).tolist() == [[0.5, 0.5]]
    assert places_by_likeness(np.zeros((0, 19))).shape == (0, 2)


def test_the_nearest_come_first_without_the_sound_itself():
    vectors = np.zeros((4, 19))
    vectors[:, 0] = (0.0, 5.0, 1.0, 2.0)
    assert nearest(vectors, 0, 2) == [2, 3]
    assert nearest(vectors, 0, 9) == [2, 3, 1]
