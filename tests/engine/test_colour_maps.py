"""The colour maps: louder is lighter, in every one of them."""

import numpy as np
import pytest

from engine.colour_maps import MAP_NAMES, colours_at

LUMA = (0.2126, 0.7152, 0.0722)


@pytest.mark.parametrize("name", MAP_NAMES)
def test_louder_is_lighter(name):
    colours = colours_at(np.linspace(0.0, 1.0, 32), name)
    assert colours.shape == (32, 3)
    assert (np.diff(colours @ np.array(LUMA)) > 0).all()


def test_what_is_out_of_range_has_the_colour_of_the_nearest_end():
    beyond, ends = colours_at(np.array([-2.0, 3.0])), colours_at(np.array([0.0, 1.0]))
    assert (beyond == ends).all()
    assert ends.tolist() == [[0, 0, 4], [252, 253, 191]]
