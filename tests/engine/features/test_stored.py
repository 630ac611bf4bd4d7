"""The data set's stored features: two files in, one window out."""

import numpy as np
import pytest

from engine.errors import InputError
from engine.features.stored import read_feature_pair


def write(path, rows, seed=0):
    values = np.random.default_rng(seed).normal(size=(rows, 1024)).astype(np.float16)
    np.save(path, values)
    return values


@pytest.mark.parametrize("rows", [214, 215, 216])
def test_a_window_has_215_columns_with_appearance_above_motion(tmp_path, rows):
    rgb = write(tmp_path / "rgb.npy", rows, 0)
    flow = write(tmp_path / "flow.npy", 215, 1)
    features = read_feature_pair(tmp_path / "rgb.npy", tmp_path / "flow.npy")
    assert features.shape == (2048, 215)
    assert features.dtype == np.float32
    np.testing.assert_array_equal(features[:1024, :214], rgb[:214].T)
    np.testing.assert_array_equal(features[:1024, 214], rgb[min(214, rows - 1)])
    np.testing.assert_array_equal(features[1024:], flow.T)


@pytest.mark.parametrize(
    "content",
    [
        np.zeros((215, 80), np.float16),
        np.zeros(215, np.float16),
        np.zeros((0, 1024), np.float16),
        np.full((215, 1024), np.nan, np.float16),
    ],
    ids=["a mel", "one column", "empty", "not numbers"],
)
def test_a_file_of_something_else_is_refused_by_its_name(tmp_path, content):
    write(tmp_path / "rgb.npy", 215)
    np.save(tmp_path / "flow.npy", content)
    with pytest.raises(InputError, match=r"flow\.npy"):
        read_feature_pair(tmp_path / "rgb.npy", tmp_path / "flow.npy")


def test_a_missing_or_damaged_file_is_refused(tmp_path):
    write(tmp_path / "rgb.npy", 215)
    with pytest.raises(InputError, match=r"gone\.npy"):
        read_feature_pair(tmp_path / "rgb.npy", tmp_path / "gone.npy")
    whole = (tmp_path / "rgb.npy").read_bytes()
    for damaged in (b"", b"not an array", whole[:1000]):
        (tmp_path / "flow.npy").write_bytes(damaged)
        with pytest.raises(InputError, match=r"flow\.npy"):
            read_feature_pair(tmp_path / "rgb.npy", tmp_path / "flow.npy")


@pytest.mark.real
def test_the_real_features_of_every_clip_make_a_window(real_data):
    pairs = sorted((real_data / "vas" / "features").rglob("*_rgb.npy"))
    assert pairs
    for rgb in pairs:
        features = read_feature_pair(rgb, rgb.with_name(rgb.name.replace("_rgb", "_flow")))
        assert features.shape == (2048, 215)
        assert (features >= 0).all()  # a global pool of rectified values
