from collections.abc import Callable

import psutil
import pytest


@pytest.fixture
def clock_set_by(monkeypatch) -> Callable[[float], None]:
    """Sets the clock: psutil then says other start times of the same processes."""
    said = psutil.Process.create_time

    def set_by(seconds: float) -> None:
        monkeypatch.setattr(psutil.Process, "create_time", lambda each: said(each) + seconds)

    return set_by
