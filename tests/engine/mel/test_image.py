"""The colours of a mel-spectrogram, louder being lighter in every map, and its picture."""

from typing import get_args

import numpy as np
import pytest
from PIL import Image

from engine.mel.image import MapName, colour_table, colours_at, mel_picture, write_mel_png

LUMA = (0.2126, 0.7152, 0.0722)


@pytest.mark.parametrize("name", get_args(MapName))
def test_louder_is_lighter(name):
    colours = colours_at(np.linspace(0.0, 1.0, 32), name)
    assert colours.shape == (32, 3)
    assert (np.diff(colours @ np.array(LUMA)) > 0).all()


def test_what_is_out_of_range_has_the_colour_of_the_nearest_end():
    beyond, ends = colours_at(np.array([-2.0, 3.0])), colours_at(np.array([0.0, 1.0]))
    assert (beyond == ends).all()
    assert ends.tolist() == [[0, 0, 4], [252, 253, 191]]


def test_the_colours_rise_evenly_in_lightness():
    lightness = colour_table().astype(float) @ [0.299, 0.587, 0.114]
    assert (np.diff(lightness) > -1.0).all()
    assert lightness[0] < 5
    assert lightness[-1] > 240


def test_low_frequencies_are_at_the_bottom():
    mel = np.zeros((80, 3), np.float32)
    mel[0] = 1.0
    picture = mel_picture(mel, scale=2).astype(int).sum(axis=2)
    assert picture.shape == (160, 3)
    assert (picture[-2:] > 500).all()
    assert (picture[:-2] < 10).all()


def test_the_file_shows_the_picture(tmp_path):
    mel = np.linspace(0, 1, 80 * 5, dtype=np.float32).reshape(80, 5)
    write_mel_png(tmp_path / "mel.png", mel, scale=1)
    np.testing.assert_array_equal(np.asarray(Image.open(tmp_path / "mel.png")), mel_picture(mel))
