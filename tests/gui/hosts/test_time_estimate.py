"""How long a job will still take."""

from pathlib import Path

import pytest

from engine.host.messages import Render
from engine.recipe import Recipe, SoundPart
from gui.hosts.jobs import HostJob, JobState
from gui.hosts.time_estimate import TimeEstimate

RECIPE = {"video": Path("a.mp4"), "reference": SoundPart(Path("a.wav"))}


def a_job(stage: str, fraction: float, stage_s: float, **recipe) -> tuple[HostJob, float]:
    """A job that has been in a stage for so long, and the time of that."""
    job = HostJob(
        1, Render(Recipe(**{**RECIPE, **recipe})), "a job", lambda _: None, lambda _: None
    )
    job.begin()
    job.advance(stage, fraction)
    return job, job.stage_started_s + stage_s


@pytest.fixture
def learned() -> TimeEstimate:
    """The last job took 6 s to look, 1 s to listen and 3 s to make the sound."""
    estimate = TimeEstimate()
    job, _ = a_job("sound", 1.0, 0.0)
    job.end(JobState.DONE)
    job.stages_s = {"picture": 6.0, "reference": 1.0, "sound": 3.0}
    estimate.learn(job)
    return estimate


def test_the_first_of_its_kind_is_judged_by_its_stage():
    job, now_s = a_job("picture", 0.25, 2.0)
    assert TimeEstimate().left_s(job, now_s) == pytest.approx(6.0)
    assert TimeEstimate().fraction(job) == 0.25


def test_at_the_very_start_nothing_is_promised():
    job, now_s = a_job("picture", 0.01, 0.1)
    assert TimeEstimate().left_s(job, now_s) is None


def test_later_ones_count_the_stages_that_are_to_come(learned):
    job, now_s = a_job("picture", 0.5, 3.0)
    assert learned.left_s(job, now_s) == pytest.approx(3.0 + 1.0 + 3.0)
    assert learned.fraction(job) == pytest.approx(0.3)


def test_a_stage_that_is_slower_this_time_counts_as_it_goes(learned):
    job, now_s = a_job("picture", 0.5, 6.0)
    assert learned.left_s(job, now_s) == pytest.approx(6.0 + 4.0)


def test_another_kind_of_job_has_nothing_to_learn_from(learned):
    job, now_s = a_job("picture", 0.5, 3.0, engine="neural")
    assert learned.left_s(job, now_s) == pytest.approx(3.0)
