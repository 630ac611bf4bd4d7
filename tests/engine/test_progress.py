import pytest

from engine.errors import CancelledError
from engine.progress import JobContext, Progress


def test_a_stage_reports_its_start_its_steps_and_its_end():
    seen = []
    context = JobContext(report=seen.append)
    with context.stage("sound"):
        context.advance(0.25)
        context.advance(7.0)
    fractions = [0.0, 0.25, 1.0, 1.0]
    assert seen == [Progress("sound", fraction) for fraction in fractions]


def test_a_stage_entered_twice_adds_up():
    context = JobContext()
    for _ in range(2):
        with context.stage("sound"):
            context.timings_s["sound"] = context.timings_s.get("sound", 0.0) + 1.0
    assert 2.0 <= context.timings_s["sound"] < 2.5


def test_a_cancelled_job_ends_at_its_next_step():
    context = JobContext(cancelled=lambda: True)
    with pytest.raises(CancelledError):
        context.advance(0.5)


def test_a_note_is_kept_once():
    context = JobContext()
    for _ in range(3):
        context.note("The CPU is used instead.")
    assert list(map(str, context.notes)) == ["The CPU is used instead."]
