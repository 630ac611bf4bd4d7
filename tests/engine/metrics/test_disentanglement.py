import numpy as np
import pytest

from engine.metrics.disentanglement import onset_stability, picture_share, probe_clips


def test_onsets_that_the_reference_does_not_move_are_kept():
    stable = onset_stability([[0.5, 1.0], [0.51, 1.0], [0.5, 1.0]])
    assert stable is not None
    assert stable.kept == 1.0
    assert stable.moved_s == pytest.approx(0.0, abs=0.011)


def test_onsets_of_each_references_own_are_not_kept():
    loose = onset_stability([[0.5, 1.0], [0.7, 1.04], []])
    assert loose is not None
    assert loose.kept == pytest.approx(2 * 1 / (4 + 2 + 2))
    assert loose.moved_s == pytest.approx(0.04)
    assert onset_stability([[0.5]]) is None
    assert onset_stability([[], []]) is None


def test_the_pictures_share_of_the_timbre_is_nought_or_all():
    chance = np.random.default_rng(0)
    of_reference = np.repeat(chance.normal(size=(5, 1, 19)), 3, axis=1)
    of_picture = np.repeat(chance.normal(size=(1, 3, 19)), 5, axis=0)
    assert picture_share(list(of_reference)) == pytest.approx(0, abs=1e-12)
    assert picture_share(list(of_picture)) == 1
    assert picture_share(list(of_reference[:1])) is None
    assert picture_share(list(of_reference[:, :1])) is None
    chaos = chance.normal(size=(40, 3, 19))
    assert picture_share(list(chaos)) == pytest.approx(1, abs=0.1)


def test_the_pictures_share_is_a_share_of_the_variance():
    # by hand: around 1 and 5 the squares sum to 4, of 2 degrees; around 3 to 20, of 3
    timbres = [np.array([[0.0], [2.0]]), np.array([[4.0], [6.0]]), np.array([[9.0]])]
    assert picture_share(timbres) == pytest.approx((4 / 2) / (20 / 3))


def test_a_code_that_tells_its_clip_is_found_out():
    chance = np.random.default_rng(1)
    codes = [chance.normal(size=(8, 215)) for _ in range(4)]
    blind = probe_clips(codes)
    marked = probe_clips([code + 5 * np.eye(8)[:, [n]] for n, code in enumerate(codes)])
    assert blind is not None
    assert marked is not None
    assert blind.chance == marked.chance == 0.25
    assert blind.accuracy < 0.4
    assert marked.accuracy > 0.9
    assert probe_clips(codes[:1]) is None


def test_a_code_that_could_be_learnt_by_heart_is_tested_on_other_seconds():
    chance = np.random.default_rng(2)
    long = probe_clips([chance.normal(size=(60, 43)) for _ in range(4)])
    assert long is not None
    assert long.accuracy < 0.5
