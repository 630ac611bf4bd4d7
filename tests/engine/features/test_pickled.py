import pickle
from pathlib import Path

import numpy as np
import pytest

from engine.errors import InputError
from engine.features.pickled import read_pickled_array
from engine.features.stored import read_feature_pair


class Attack:
    """Makes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


@pytest.mark.parametrize("protocol", range(2, 6))
def test_an_array_of_any_protocol_is_read(tmp_path, protocol):
    values = np.random.default_rng(0).normal(size=(215, 1024)).astype(np.float32)
    path = tmp_path / "v.pkl"
    path.write_bytes(pickle.dumps(values, protocol))
    np.testing.assert_array_equal(read_pickled_array(path), values)
    np.testing.assert_array_equal(read_feature_pair(path, path)[:1024], values.T)


def test_names_of_older_numpy_are_known(tmp_path):
    data = pickle.dumps(np.ones((3, 2), np.float32), 0)
    older = data.replace(b"numpy._core.multiarray", b"numpy.core.multiarray")
    assert older != data
    (tmp_path / "v.pkl").write_bytes(older)
    assert read_pickled_array(tmp_path / "v.pkl").sum() == 6


def test_nothing_in_a_pickle_is_called(tmp_path):
    path = tmp_path / "v.pkl"
    path.write_bytes(pickle.dumps(Attack(tmp_path / "harm")))
    with pytest.raises(InputError, match=r"v\.pkl holds no array that can be read"):
        read_pickled_array(path)
    assert not (tmp_path / "harm").exists()


@pytest.mark.parametrize(
    "content", [[1, 2], {"a": np.ones(3)}, np.array([None]), np.array(["a"])], ids=type
)
def test_anything_but_an_array_of_numbers_is_refused(tmp_path, content):
    (tmp_path / "v.pkl").write_bytes(pickle.dumps(content))
    with pytest.raises(InputError, match="holds no array of numbers"):
        read_pickled_array(tmp_path / "v.pkl")


@pytest.mark.parametrize("data", [b"", b"hello", b"\x80\x04", b"cos\nsystem\n(S'x'\ntR."])
def test_a_damaged_file_is_refused_by_its_name(tmp_path, data):
    (tmp_path / "v.pkl").write_bytes(data)
    with pytest.raises(InputError, match=r"v\.pkl holds no array"):
        read_pickled_array(tmp_path / "v.pkl")
