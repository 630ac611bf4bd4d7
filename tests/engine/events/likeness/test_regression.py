import numpy as np
import pytest

from engine.events.likeness.regression import fit_logistic


def test_without_values_the_constant_is_the_log_odds_of_the_mean_target():
    targets = np.array([1.0, 0.0, 0.0, 0.0])
    fitted = fit_logistic(np.zeros((4, 0)), targets, np.ones(4), ridge=0.1)
    assert fitted == pytest.approx([np.log(1 / 3)])


def test_a_weight_counts_like_as_many_rows():
    values = np.array([[0.0], [1.0], [2.0]])
    targets = np.array([0.0, 0.2, 0.9])
    twice = fit_logistic(values[[0, 1, 2, 2]], targets[[0, 1, 2, 2]], np.ones(4), ridge=0.0)
    weighted = fit_logistic(values, targets, np.array([1.0, 1.0, 2.0]), ridge=0.0)
    assert weighted == pytest.approx(twice)


def test_the_slope_vanishes_at_the_fit():
    chance = np.random.default_rng(0)
    values, targets = chance.normal(size=(50, 3)), chance.uniform(size=50)
    weights, ridge = chance.uniform(0.5, 2.0, 50), 0.05
    fitted = fit_logistic(values, targets, weights, ridge=ridge)
    expected = 1 / (1 + np.exp(-(values @ fitted[:-1] + fitted[-1])))
    slope = values.T @ (weights * (expected - targets)) + ridge * 50 * fitted[:-1]
    assert slope == pytest.approx(np.zeros(3), abs=1e-4)
    assert weights @ (expected - targets) == pytest.approx(0.0, abs=1e-4)


def test_separable_labels_have_a_finite_fit():
    values = np.array([[-1.0], [-2.0], [1.0], [2.0]])
    fitted = fit_logistic(values, np.array([0.0, 0.0, 1.0, 1.0]), np.ones(4), ridge=1e-9)
    assert np.isfinite(fitted).all()
    assert fitted[0] > 0
