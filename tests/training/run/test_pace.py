import pytest

from training.config import Cadence
from training.run.pace import Pace


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test turns."""
    now = [0.0]
    monkeypatch.setattr("training.run.pace.time.monotonic", lambda: now[0])

    def turn(seconds: float) -> None:
        now[0] += seconds

    return turn


def test_what_is_left_counts_the_validations_samples_and_checkpoints_to_come(clock):
    pace = Pace(Cadence(validate_every=10, sample_every=50, checkpoint_every=25))
    for step in range(1, 51):
        pace.begin()
        clock(0.5)
        pace.end()
        if step % 10 == 0:
            with pace.between_steps("validation"):
                clock(7.0)
        if step == 25:
            with pace.between_steps("checkpoint"):
                clock(3.0)
        if step == 11:  # one validation was made, of ten
            assert pace.eta_s(step, 100) == pytest.approx(89 * 0.5 + 9 * 7)
    # At step 50 its own are still due; no sample has been made yet.
    assert pace.eta_s(50, 100) == pytest.approx(50 * 0.5 + 6 * 7 + 3 * 3)
    assert pace.steps_per_s == pytest.approx(2.0)


def test_nothing_is_estimated_before_the_first_step(clock):
    assert Pace(Cadence()).eta_s(0, 100) == 0
