import numpy as np
import pytest

from engine.events.likeness.rows import picture_rows
from tests.engine.events.likeness.clips import features


def test_every_column_has_mean_0_and_variance_1():
    rows = picture_rows(features((1.0, 2.0), seconds=4.0), np.arange(86.0))
    assert rows.looks.shape == (86, 64)
    assert rows.looks.mean(axis=0) == pytest.approx(np.zeros(64), abs=1e-9)
    assert rows.looks.std(axis=0) == pytest.approx(np.ones(64))
    assert rows.evidence.std() == pytest.approx(1.0)


def test_the_states_of_a_model_are_more_columns():
    states = np.random.default_rng(0).normal(size=(7, 86)).astype(np.float32)
    rows = picture_rows(features(seconds=4.0), np.zeros(86), states)
    assert rows.looks.shape == (86, 71)


def test_a_strike_shows_where_it_is():
    rows = picture_rows(features((2.0,), seconds=4.0), np.zeros(86))
    strike = rows.looks[43, :16].reshape(4, 4)  # the stops, in 4 x 4 fields
    assert np.unravel_index(strike.argmax(), strike.shape) == (0, 0)
    assert strike[0, 0] > 3 > np.abs(np.delete(strike, 0)).max()


def test_states_of_another_length_are_refused():
    with pytest.raises(ValueError, match="different lengths"):
        picture_rows(features(seconds=4.0), np.zeros(86), np.zeros((7, 85), np.float32))
