import numpy as np

from training.data.crops import Crops, choose_sounding, draw_crops, whole


def test_pictures_and_sounds_of_a_part_are_the_same_time():
    crops = Crops(np.array([0, 43]), 20)
    assert crops.of_pictures() == [slice(0, 20), slice(43, 63)]
    assert crops.of_sounds() == [slice(0, 80), slice(172, 252)]
    assert crops.start_s(1) == 2.0


def test_parts_lie_anywhere_in_their_ten_seconds():
    crops = draw_crops(400, 2.5, np.random.default_rng(0))
    assert crops.frames == 54
    assert crops.starts.min() < 10
    assert 215 - 54 - 10 < crops.starts.max() <= 215 - 54


def test_no_length_and_too_long_ones_are_all_of_a_clip():
    random = np.random.default_rng(0)
    for length_s in (0.0, 10.0, 12.0):
        crops = draw_crops(2, length_s, random)
        assert crops.of_sounds() == whole(2).of_sounds() == [slice(0, 860)] * 2


def test_loud_parts_of_a_sound_are_drawn_more_often():
    loudness = np.zeros((1000, 100), np.float32)
    loudness[:, 70:75] = 1.0
    starts = choose_sounding(loudness, 20, np.random.default_rng(0).random(len(loudness)))
    heard = (starts > 50) & (starts < 75)
    assert 0.6 < heard.mean() < 0.95  # 24 of 81 places
    assert starts.min() < 20


def test_silence_has_parts_too():
    starts = choose_sounding(
        np.zeros((500, 100), np.float32), 20, np.random.default_rng(0).random(500)
    )
    assert starts.min() == 0
    assert starts.max() == 80
    assert choose_sounding(np.zeros((2, 100), np.float32), 100, np.full(2, 0.5)).max() == 0
