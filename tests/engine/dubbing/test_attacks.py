import numpy as np
import pytest

from engine.dubbing.attacks import articulated, dips
from engine.events.event import Event

FRAME_S = 256 / 22050


def at(frame: int, **rest: object) -> Event:
    return Event((frame + 0.5) * FRAME_S, **rest)


def test_what_rings_makes_room_before_an_attack_and_not_after_it():
    taken = dips([at(50)], 100)
    assert taken[47:50] == pytest.approx([0.05, 0.075, 0.1])
    assert not taken[:47].any()
    assert not taken[50:].any()


def test_events_at_the_ends_and_muted_ones_do_no_harm():
    taken = dips([at(0), at(1), at(99), at(500), at(60, muted=True)], 100)
    assert np.flatnonzero(taken).tolist() == [0, 96, 97, 98]


def test_a_part_of_a_clip_has_its_own_clock():
    assert np.flatnonzero(dips([at(50)], 100, start_s=20 * FRAME_S)).tolist() == [27, 28, 29]


def test_a_mel_is_shaped_however_it_is_cut():
    mel = np.random.default_rng(0).uniform(0, 1, (80, 100)).astype(np.float32)
    taken = dips([at(30), at(71)], 100)
    whole = np.concatenate(list(articulated([mel], taken)), axis=1)
    cut = [mel[:, :29], mel[:, 29:70], mel[:, 70:]]
    assert np.array_equal(np.concatenate(list(articulated(cut, taken)), axis=1), whole)
    assert whole[:, 30:60] == pytest.approx(np.where(mel < 0.01, 0, mel)[:, 30:60])
    assert (whole[:, 29] < mel[:, 29]).all()


def test_what_means_nothing_is_silence():
    faint = np.full((80, 10), 0.009, np.float32)
    assert not next(articulated([faint], dips([], 10))).any()
