import numpy as np
import pytest

from engine.events.event import Event
from training.data.augmentation import (
    Flaws,
    SoundAugmentation,
    draw_flaws,
    draw_sound_augmentation,
    since_events,
)


def mels() -> np.ndarray:
    mels = np.zeros((2, 80, 10), np.float16)
    mels[:, 30, 4:6] = 0.5
    return mels


def test_a_filter_changes_what_sounds_and_leaves_silence():
    curves = np.full((2, 80), 0.1, np.float32)
    made = SoundAugmentation(curves, np.zeros(2, np.int64))(mels())
    assert made[:, 30, 4:6] == pytest.approx(0.6, abs=1e-3)
    assert np.count_nonzero(made) == 4


def test_a_mel_stays_within_its_scale():
    loud = np.full((2, 80, 10), 0.95, np.float16)
    curves = np.stack([np.full(80, 0.2), np.full(80, -2.0)]).astype(np.float32)
    made = SoundAugmentation(curves, np.zeros(2, np.int64))(loud)
    assert (made[0] == 1).all()
    assert (made[1] == 0).all()


def test_bands_move_up_and_down():
    made = SoundAugmentation(np.zeros((2, 80), np.float32), np.array([3, -2]))(mels())
    assert np.flatnonzero(made[0].any(axis=1)).tolist() == [33]
    assert np.flatnonzero(made[1].any(axis=1)).tolist() == [28]


def test_filters_are_smooth_and_about_as_strong_as_wanted():
    drawn = draw_sound_augmentation(500, 80, 4.0, 3, np.random.default_rng(0))
    curves_db = 100 * drawn.curves
    assert 4.0 < curves_db.std() < 6.0  # three ripples of 4 dB, each a cosine
    assert np.abs(np.diff(curves_db, axis=1)).max() < 3.0
    assert set(drawn.shifts) == set(range(-3, 4))


def test_a_hit_is_cut_off_after_its_event_and_the_next_one_begins_whole():
    events = [Event(0.5, 1.0), Event(1.5, 1.0, duration_s=0.5)]
    since_s = since_events(events, 300, 0.0)[None]
    flaws = Flaws(np.zeros((1, 80), np.float32), np.array([0.2]), np.array([0.05]))
    made = flaws(np.full((1, 80, 300), 0.5, np.float16), since_s)[0, 30]
    times_s = np.arange(300) * 256 / 22050
    whole = (times_s < 0.7) | ((times_s > 1.48) & (times_s < 2.2))  # the second lasts
    assert (made[whole] == 0.5).all()
    assert (made[~whole & (times_s < 1.47)][10:] == 0).all()
    assert (made[times_s > 2.35] == 0).all()


def test_a_part_of_a_clip_is_cut_off_by_the_event_before_it():
    events = [Event(0.5, 1.0), Event(5.0, 1.0)]
    assert since_events(events, 100, 0.9) == pytest.approx(
        since_events(events, 500, 0.0)[78:178], abs=0.01
    )


def test_flaws_are_drawn_for_a_share_of_the_copies_and_leave_silence():
    flaws = draw_flaws(1000, 80, 0.3, np.random.default_rng(0))
    first, last = flaws.curves[:, 0], flaws.curves[:, -1]
    assert (flaws.slopes > 0).mean() == pytest.approx(0.3, abs=0.05)
    assert (first != 0).mean() == pytest.approx(0.3, abs=0.05)  # at a wrong level
    assert (last < first).mean() == pytest.approx(0.3, abs=0.05)  # muffled
    assert np.abs(first).max() <= 0.09
    made = flaws.of_rows(slice(2))(mels(), np.zeros((2, 10)))
    assert np.count_nonzero(made) <= 4
