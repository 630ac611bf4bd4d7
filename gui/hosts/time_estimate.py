"""Estimated time left of a job, from the last one of its kind."""

from typing import Final

from engine.host.messages import Export, FindEvents, FindHits, FindRest, Render
from gui.hosts.jobs import HostJob

_LEAST_FRACTION: Final = 0.03  # an earlier estimate would be a guess


class TimeEstimate:
    """Remembers how long each stage of each kind of job took last time."""

    def __init__(self) -> None:
        self._plans: dict[tuple[object, ...], dict[str, float]] = {}

    def learn(self, job: HostJob) -> None:
        """Remember the times of a finished job."""
        self._plans[_kind(job)] = dict(job.stages_s)

    def fraction(self, job: HostJob) -> float:
        """Progress of a whole job, 0 to 1; of its stage alone if no such job has finished yet."""
        plan = self._plans.get(_kind(job))
        total_s = sum(plan.values()) if plan else 0.0
        if plan is None or job.stage not in plan or total_s <= 0:
            return job.fraction
        names = list(plan)
        before_s = sum(plan[name] for name in names[: names.index(job.stage)])
        return (before_s + plan[job.stage] * job.fraction) / total_s

    def left_s(self, job: HostJob, now_s: float) -> float | None:
        """Estimated seconds left; None while unknown."""
        plan = self._plans.get(_kind(job))
        stage_s = now_s - job.stage_started_s
        if plan is None or job.stage not in plan:
            if job.fraction < _LEAST_FRACTION:
                return None
            return stage_s * (1.0 - job.fraction) / job.fraction
        names = list(plan)
        after_s = sum(plan[name] for name in names[names.index(job.stage) + 1 :])
        expected_s = plan[job.stage]
        if job.fraction >= _LEAST_FRACTION:
            expected_s = stage_s / job.fraction
        return after_s + max(0.0, expected_s - stage_s)


def _kind(job: HostJob) -> tuple[object, ...]:
    """What decides how long a job takes."""
    match job.ask:
        case FindEvents() as ask:
            return ("find events", ask.video, ask.sources, ask.model)
        case FindRest() as ask:
            return ("find rest", ask.clip.video, ask.model)
        case Export(mix):
            return ("export", mix.video, len(mix.tracks))
        case FindHits(reference):
            return ("find hits", reference)
        case Render(recipe):
            return (
                "render",
                recipe.video,
                recipe.span,
                recipe.engine,
                recipe.model,
                recipe.vocoder,
            )
