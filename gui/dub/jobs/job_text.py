"""What a job is doing, in a few words."""

import time
from typing import Final

from gui.hosts.jobs import HostJob, JobState
from gui.hosts.time_estimate import Forecast

_MINUTE_S: Final = 60.0
_TENTHS_UNTIL_S: Final = 9.95  # from here on a tenth says nothing


def time_text(seconds: float, *, digits: int = 1) -> str:
    """A length of time for a person: `0.4 s`, `12 s`, `3:05 min`; `digits` are for short ones."""
    if seconds < _TENTHS_UNTIL_S:
        return f"{seconds:.{digits}f} s"
    if round(seconds) < _MINUTE_S:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), int(_MINUTE_S))
    return f"{minutes}:{rest:02d} min"


def state_text(job: HostJob, forecast: Forecast) -> str:
    """Where a job is."""
    now_s = time.monotonic()
    match job.state:
        case JobState.QUEUED:
            return "waits"
        case JobState.RUNNING:
            return running_text(job, forecast, now_s)
        case JobState.DONE:
            return f"done in {time_text(job.elapsed_s(now_s))}"
        case JobState.CANCELLED:
            return "cancelled"
        case JobState.FAILED:
            return "failed" if job.error is None else job.error.message


def running_text(job: HostJob, forecast: Forecast, now_s: float) -> str:
    """Stage, share and time left of a running job."""
    parts = [job.doing or "begins"]
    if job.stage:
        parts.append(f"{100 * forecast.fraction(job):.0f} %")
    left_s = forecast.left_s(job, now_s)
    if left_s is not None and left_s >= 1:
        parts.append(f"{time_text(left_s, digits=0)} left")
    return "  ·  ".join(parts)
