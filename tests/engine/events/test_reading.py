from dataclasses import replace

import numpy as np
import pytest

from engine.config import GRID
from engine.events.event import Event
from engine.events.reading import events_from_code
from engine.events.steering import Calibration, code_from_events

WIDTH = 9
BUMP = np.exp(-0.5 * ((np.arange(WIDTH) - WIDTH // 2) / 1.2) ** 2)
FRAME_S = 1 / float(GRID.video_rate)


@pytest.fixture(scope="module")
def calibration():
    """Of a model whose first channel falls at an event, and whose second says nothing."""
    templates = np.stack([[-0.4 * BUMP, 0 * BUMP], [-4.0 * BUMP, 0 * BUMP]])
    return Calibration(
        strengths=np.array([0.1, 1.0], np.float32),
        templates=templates.astype(np.float32),
        rest=np.zeros(2, np.float32),
        reading=np.array([-1.5, 0.0, -2.0], np.float32),
    )


def test_events_that_were_written_are_read_again(calibration):
    written = [Event(1.0), Event(1.52), Event(3.333)]
    read = events_from_code(calibration, code_from_events(calibration, written, 100))
    assert [event.time_s for event in read] == pytest.approx([1.0, 1.52, 3.333], abs=0.2 * FRAME_S)
    assert all(event.source == "picture" for event in read)


def test_the_surer_the_stronger(calibration):
    written = [Event(1.0, 0.5), Event(2.0, 1.0), Event(3.0, 0.7), Event(4.0, 0.05)]
    read = events_from_code(calibration, code_from_events(calibration, written, 100))
    assert len(read) == 3  # one was too faint
    weak, strong, middle = (event.strength for event in read)
    assert 0.5 < weak < middle < strong < 1.0


def test_times_are_those_of_the_clip(calibration):
    code = code_from_events(calibration, [Event(21.0)], 100, start_s=20.0)
    (read,) = events_from_code(calibration, code, start_s=20.0)
    assert read.time_s == pytest.approx(21.0, abs=0.2 * FRAME_S)


def test_rest_has_no_events(calibration):
    assert events_from_code(calibration, np.zeros((2, 50), np.float32)) == []


def test_a_model_that_was_never_taught_events_tells_none(calibration):
    code = code_from_events(calibration, [Event(1.0)], 100)
    assert events_from_code(calibration, code)
    assert events_from_code(replace(calibration, reading=None), code) == []
