"""How well the events that a model reads match those that are to be seen."""

from dataclasses import replace

import numpy as np
import pytest

from engine.config import GRID
from engine.events.event import Event
from engine.events.steering import Calibration
from training.generator.measurement import measure_reading

READER = Calibration(
    strengths=np.ones(1, np.float32),
    templates=np.zeros((1, 1, 3), np.float32),
    rest=np.zeros(1, np.float32),
    reading=np.array([1.0, -4.0], np.float32),
)
ROWS = (20, 50, 80)


def test_the_events_that_a_model_reads_are_compared_with_those_of_its_clip():
    codes = np.zeros((3, 1, 100), np.float32)
    for clip, row in enumerate(ROWS):
        codes[clip, 0, row] = 8.0
    events = [[Event(row / float(GRID.video_rate), 1.0)] for row in ROWS]
    assert measure_reading(READER, codes, events) == {"event_f1": 1.0, "event_null": 0.0}
    turned = measure_reading(READER, codes[::-1], events)
    assert turned["event_f1"] == pytest.approx(1 / 3)
    assert turned["event_null"] == pytest.approx(1 / 3)
    assert measure_reading(READER, 0 * codes, events)["event_f1"] == 0.0


def test_a_single_clip_and_a_model_that_reads_no_events_say_nothing():
    codes = np.zeros((3, 1, 100), np.float32)
    assert measure_reading(READER, codes[:1], [[]]) == {}
    assert measure_reading(replace(READER, reading=None), codes, [[], [], []]) == {}
