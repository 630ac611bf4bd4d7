import numpy as np
import pytest

from engine.dubbing.mix.fitting import Reader, SoundFormat, fitted, placed


def blocks_of(sound, *sizes):
    """Cut a sound (n, channels) into blocks of the given sizes, the last one what is left."""
    ends = np.cumsum(sizes)
    return iter(np.split(sound, ends))


def noise(samples, channels, peak=0.5, seed=0):
    sound = np.random.default_rng(seed).uniform(-peak, peak, (samples, channels))
    return sound.astype(np.float32)


def whole(blocks):
    return np.concatenate(list(blocks))


def test_a_mono_dub_sounds_alike_from_both_front_loudspeakers_only():
    sound = noise(1000, 1)
    surround = whole(fitted(iter([sound]), SoundFormat(48000, 1), SoundFormat(48000, 6, "5.1")))
    np.testing.assert_array_equal(surround[:, :2], np.repeat(sound, 2, axis=1))
    assert not surround[:, 2:].any()


def test_two_channels_become_one_by_their_mean():
    sound = noise(100, 2)
    made = whole(fitted(iter([sound]), SoundFormat(8000, 2), SoundFormat(8000, 1)))
    np.testing.assert_allclose(made[:, 0], sound.mean(axis=1), atol=1e-7)


def test_a_dub_panned_left_is_silent_on_the_right():
    made = whole(fitted(iter([noise(64, 2)]), SoundFormat(8000, 2), SoundFormat(8000, 2), pan=-1))
    assert made[:, 0].any()
    assert np.abs(made[:, 1]).max() < 1e-7


@pytest.mark.parametrize("pan", [-1.0, 1.0])
def test_what_is_on_the_far_side_is_moved_over_not_lost(pan):
    left, right = noise(64, 1, seed=1), noise(64, 1, seed=2)
    stereo = SoundFormat(8000, 2)
    made = whole(fitted(iter([np.hstack([left, right])]), stereo, stereo, pan=pan))
    near = 0 if pan < 0 else 1
    np.testing.assert_allclose(made[:, near : near + 1], left + right, atol=1e-6)


def test_in_the_middle_both_channels_stay_as_they_are():
    sound = noise(64, 2)
    stereo = SoundFormat(8000, 2)
    np.testing.assert_array_equal(whole(fitted(iter([sound]), stereo, stereo)), sound)


def test_a_new_rate_keeps_the_length_and_the_place():
    click = np.zeros((22050, 1), np.float32)
    click[11025] = 1.0
    made = whole(fitted(blocks_of(click, 1000, 7), SoundFormat(22050, 1), SoundFormat(48000, 2)))
    assert made.shape == (48000, 2)
    assert np.abs(made[:, 0]).argmax() == 24000


def test_a_sound_is_laid_into_silence_at_its_sample():
    sound = noise(100, 2)
    laid = whole(placed(blocks_of(sound, 33), 70000, 80000, 2))
    assert laid.shape == (80000, 2)
    np.testing.assert_array_equal(laid[70000:70100], sound)
    assert np.count_nonzero(laid.any(axis=1)) == 100


def test_what_would_reach_behind_the_end_is_cut():
    sound = noise(100, 1)
    np.testing.assert_array_equal(whole(placed(iter([sound]), 10, 40, 1))[10:], sound[:30])


def test_a_stream_is_read_in_pieces_of_any_length_and_followed_by_silence():
    sound = noise(100, 2)
    reader = Reader(blocks_of(sound, 7, 40), 2)
    pieces = [np.zeros((size, 2), np.float32) for size in (1, 50, 30, 40)]
    for piece in pieces:
        reader.read_into(piece)
    read = np.concatenate(pieces)
    np.testing.assert_array_equal(read[:100], sound)
    assert not read[100:].any()
