"""How long what follows the last step still takes."""

import pytest

from engine.progress import Progress
from training.run import finishing
from training.run.finishing import FinishingReport


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(finishing.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def told() -> list[tuple[str, float]]:
    return []


@pytest.fixture
def report(clock, told) -> FinishingReport:
    return FinishingReport(lambda stage, left_s: told.append((stage, round(left_s, 3))))


def test_a_stage_is_told_as_it_begins_and_then_with_the_time_left(report, clock, told):
    report.advance(Progress("measurements", 0.0))
    assert told == [("measurements", 0.0)]
    clock[0] += 10
    report.advance(Progress("measurements", 0.25))
    assert told[1:] == [("measurements", 30.0)]


def test_the_time_left_is_told_once_a_second_and_not_guessed(report, clock, told):
    report.begin("validation")
    clock[0] += 5
    report.advance(Progress("", 0.01))
    clock[0] += 5
    for n in range(10):
        clock[0] += 0.2
        report.advance(Progress("", 0.5 + n / 100))
    assert len(told) == 1 + 2
    assert all(stage == "validation" for stage, _ in told)


def test_a_second_pass_over_the_clips_is_timed_from_its_own_beginning(report, clock, told):
    report.begin("calibration")
    clock[0] += 100
    report.advance(Progress("calibration", 1.0))
    report.advance(Progress("calibration", 0.0))
    clock[0] += 2
    report.advance(Progress("calibration", 0.5))
    assert told[-1] == ("calibration", 2.0)


def test_nothing_is_told_while_steps_are_left(report, clock, told):
    clock[0] += 10
    report.advance(Progress("", 0.5))
    assert told == []
