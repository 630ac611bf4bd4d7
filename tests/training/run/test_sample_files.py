import gc

import numpy as np
import pytest
from PIL import Image
from scipy.io import wavfile

from training.run.sample_files import write_16_bit_wav, write_comparison


def test_a_comparison_shows_truth_made_and_difference_one_below_the_other(tmp_path):
    truth, made = np.full((80, 30), 0.8, np.float32), np.full((80, 30), 0.8, np.float32)
    made[:, 20:] = 0.1
    write_comparison(tmp_path / "a.png", truth, made)
    picture = np.array(Image.open(tmp_path / "a.png"))
    assert picture.shape == (3 * 240 + 8, 30, 3)
    assert (picture[100, 5] == picture[100, 25]).all()
    assert (picture[344, 5] != picture[344, 25]).any()
    assert picture[588, 5].sum() < 10 < picture[588, 25].sum()


@pytest.mark.parametrize(
    ("sound", "written"),
    [
        ([0.0, 0.5, 1.0, -1.0], [0, 16384, 32767, -32767]),
        ([0.0, 0.5, 1.0, -2.0], [0, 8192, 16384, -32767]),
    ],
)
def test_a_sound_is_written_as_it_is_or_turned_down_to_full_scale(tmp_path, sound, written):
    write_16_bit_wav(tmp_path / "a.wav", np.array(sound, np.float32))
    rate, samples = wavfile.read(tmp_path / "a.wav")
    assert rate == 22050
    assert samples.tolist() == written


def test_a_sound_whose_folder_is_gone_is_complained_of_once(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_16_bit_wav(tmp_path / "gone" / "a.wav", np.zeros(4, np.float32))
    gc.collect()  # where a writer without a file would complain again
