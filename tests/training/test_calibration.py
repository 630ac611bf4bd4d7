import numpy as np
import pytest

from engine.events.event import Event
from engine.events.steering import code_from_events
from training.calibration import calibrate

FRAMES = 215
RATE = 21.5


def code_of(events: list[Event]) -> np.ndarray:
    """A made code: channel 0 says the strength at an event, channel 1 is always 3."""
    times = np.arange(FRAMES) / RATE
    code = np.zeros((2, FRAMES), np.float32)
    code[1] = 3.0
    for event in events:
        code[0] += event.strength * np.exp(-0.5 * ((times - event.time_s) / 0.06) ** 2)
    return code


def clips(count: int, strengths: tuple[float, ...]) -> list[list[Event]]:
    random = np.random.default_rng(0)
    return [
        [
            Event(float(t), strengths[k % len(strengths)])
            for t in (np.array([1, 3, 5, 7, 9]) + random.uniform(0, 0.5))
        ]
        for k in range(count)
    ]


def test_the_templates_are_the_mean_code_around_events_of_each_strength():
    events = clips(20, (0.25, 0.5, 0.75, 1.0))
    made = calibrate([code_of(each) for each in events], events)
    assert made.strengths == pytest.approx([0.25, 0.5, 0.75, 1.0])
    middle = made.templates.shape[2] // 2
    assert made.templates[:, 0, middle] == pytest.approx(made.strengths, rel=0.1)
    assert (made.templates[:, 0].argmax(axis=1) == middle).all()
    assert made.templates[:, 1] == pytest.approx(3.0)


def test_rest_is_the_code_far_from_events():
    events = clips(5, (1.0,))
    made = calibrate([code_of(each) for each in events], events)
    assert made.rest == pytest.approx([0.0, 3.0], abs=1e-4)


def test_events_of_one_strength_are_one_group():
    events = clips(30, (0.8,))
    assert calibrate([code_of(each) for each in events], events).strengths == pytest.approx([0.8])


def test_what_is_written_by_a_template_is_what_the_picture_would_have_said():
    events = clips(20, (0.5, 1.0))
    made = calibrate([code_of(each) for each in events], events)
    written = code_from_events(made, [Event(4.0, 0.75)], code_of([]).shape[1])
    wanted = code_of([Event(4.0, 0.75)])
    assert np.abs(written - wanted).max() < 0.08


def test_muted_and_crowded_and_cut_events_are_left_out():
    events = [Event(0.05), Event(5.0), Event(5.1), Event(7.0, muted=True)]
    assert calibrate([code_of(events)], [events]) is None


def test_without_events_there_is_no_calibration():
    assert calibrate([code_of([])], [[]]) is None


def test_clips_that_are_never_at_rest_still_have_one():
    events = [Event(t / 2) for t in range(20)]
    made = calibrate([code_of(events)], [events])
    assert np.isfinite(made.rest).all()
