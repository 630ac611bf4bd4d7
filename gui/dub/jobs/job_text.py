"""Short descriptions of the state of a job."""

import time

from gui.hosts.jobs import HostJob, JobState
from gui.hosts.time_estimate import TimeEstimate
from gui.kit.durations import left_text, length_text
from gui.kit.language import said, tr


def state_text(job: HostJob, estimate: TimeEstimate) -> str:
    """The state of a job."""
    now_s = time.monotonic()
    match job.state:
        case JobState.QUEUED:
            return _and_next(job, tr("waiting"))
        case JobState.RUNNING:
            return _and_next(job, running_text(job, estimate, now_s))
        case JobState.DONE:
            return tr("done in {time}", time=length_text(job.elapsed_s(now_s)))
        case JobState.CANCELLED:
            return tr("cancelled")
        case JobState.FAILED:
            return tr("failed") if job.error is None else said(job.error.phrase)


def running_text(job: HostJob, estimate: TimeEstimate, now_s: float) -> str:
    """Stage, percentage and time left of a running job."""
    parts: list[str] = [job.doing or tr("starting")]
    if job.stage:
        parts.append(f"{100 * estimate.fraction(job):.0f} %")
    left_s = estimate.left_s(job, now_s)
    if left_s is not None and left_s >= 1:
        parts.append(tr("{time} left", time=left_text(left_s)))
    return "  ·  ".join(parts)


def _and_next(job: HostJob, text: str) -> str:
    return "  ·  ".join(filter(None, (text, job.next)))
