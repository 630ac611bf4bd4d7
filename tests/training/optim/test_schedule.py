import numpy as np
import pytest

from training.optim.schedule import Plan, learning_rate_factor


def test_the_paper_trains_sneeze_for_2500_and_fireworks_for_31500_steps():
    # VAS: 346 and 3115 clips, 64 of them held out; batch 48, 500 epochs
    assert Plan(346 - 64, 48, 500).steps == 2500
    assert Plan(3115 - 64, 48, 500).steps == 31500


def test_a_set_smaller_than_a_batch_gets_a_smaller_batch_and_still_steps():
    plan = Plan(samples=5, wanted_batch=48, epochs=3)
    assert (plan.batch, plan.steps_per_epoch, plan.steps) == (5, 1, 3)


def test_a_step_count_overrides_the_epochs():
    assert Plan(100, 10, epochs=500, wanted_steps=7).steps == 7


@pytest.mark.parametrize("plan", [(0, 4, 1), (4, 0, 1), (4, 4, 0)])
def test_a_plan_without_steps_is_refused(plan):
    with pytest.raises(ValueError, match="nothing"):
        Plan(*plan)


def test_an_epoch_shows_every_sample_once_in_a_new_order():
    plan = Plan(samples=12, wanted_batch=4, epochs=2)
    first, second = (
        np.concatenate([plan.indices(step, seed=1) for step in steps])
        for steps in (range(3), range(3, 6))
    )
    assert sorted(first) == sorted(second) == list(range(12))
    assert list(first) != list(second)


def test_the_order_depends_on_the_seed_alone():
    plan = Plan(samples=50, wanted_batch=4, epochs=2)
    assert list(plan.indices(17, seed=1)) == list(plan.indices(17, seed=1))
    assert list(plan.indices(17, seed=1)) != list(plan.indices(17, seed=2))


def test_the_schedule_counts_real_epochs_where_the_training_has_them():
    plan = Plan(samples=96, wanted_batch=48, epochs=500)
    assert [plan.schedule_epoch(step) for step in (0, 1, 2, 3, 999)] == [0, 0, 1, 1, 499]


def test_the_schedule_is_stretched_over_a_given_number_of_steps():
    plan = Plan(samples=96, wanted_batch=48, epochs=500, wanted_steps=1000)
    assert [plan.schedule_epoch(step) for step in (0, 500, 999)] == [0, 250, 499]


def test_the_learning_rate_is_flat_and_then_falls_to_nothing():
    factors = [learning_rate_factor(epoch, 500, 100) for epoch in (0, 98, 99, 299, 499)]
    assert factors == pytest.approx([1.0, 1.0, 400 / 401, 200 / 401, 0.0])


def test_the_learning_rate_never_rises_and_never_goes_below_nothing():
    factors = [learning_rate_factor(epoch, 20, 4) for epoch in range(25)]
    assert factors == sorted(factors, reverse=True)
    assert factors[-1] == 0.0
