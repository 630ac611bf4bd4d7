import numpy as np
import pytest
from scipy import stats

from engine.metrics.bootstrap import bootstrap, bootstrap_mean, bootstrap_ratio


def test_the_interval_of_a_mean_is_that_of_scipys_bootstrap():
    values = np.random.default_rng(1).normal(3.0, 1.0, 40)
    own = bootstrap_mean(list(values))
    reference = stats.bootstrap(
        (values,), np.mean, method="percentile", n_resamples=4000, rng=np.random.default_rng(2)
    ).confidence_interval
    assert own.value == pytest.approx(values.mean())
    assert own.clips == 40
    assert (own.low, own.high) == pytest.approx((reference.low, reference.high), abs=0.05)


def test_a_measure_of_pooled_counts_is_drawn_by_clips():
    pooled = bootstrap_ratio([5, 0, 5, 0], [10, 10, 10, 10])
    assert pooled.value == 0.25
    assert (pooled.low, pooled.high) == (0.0, 0.5)


def test_a_draw_that_leaves_a_ratio_undefined_does_not_count():
    ratio = bootstrap_ratio([1, 0, 0], [2, 0, 0])
    assert ratio == (0.5, 0.5, 0.5, 3)


def test_a_measure_is_asked_for_all_draws_at_once():
    largest = bootstrap(lambda draws: np.array([3.0, 1.0, 2.0])[draws].max(axis=1), 3)
    assert largest == (3.0, 1.0, 3.0, 3)


def test_one_clip_has_no_interval_and_no_clip_no_measure():
    assert bootstrap_mean([2.0]) == (2.0, None, None, 1)
    with pytest.raises(ValueError, match="at least one clip"):
        bootstrap_mean([])
