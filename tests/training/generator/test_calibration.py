import numpy as np
import pytest

from engine.events.event import Event
from engine.events.reading import events_from_code
from engine.events.steering import code_from_events
from training.generator.calibration import calibrate, with_reading

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


def test_the_template_is_the_mean_code_around_the_events_that_are_seen_clearest():
    events = clips(20, (0.25, 1.0))
    made = calibrate([code_of(each) for each in events], events)
    faintest, strongest = made.templates
    middle = faintest.shape[1] // 2
    assert faintest[0, middle] == pytest.approx(1.0, rel=0.1)  # not 0.6, as over all of them
    assert faintest[0].argmax() == strongest[0].argmax() == middle
    assert made.templates[:, 1] == pytest.approx(3.0)


def test_a_stronger_event_is_further_from_rest_and_none_is_at_rest():
    events = clips(20, (1.0,))
    made = calibrate([code_of(each) for each in events], events)
    heights = [made.template(strength)[0].max() for strength in (0.0, 0.1, 0.5, 1.0)]
    assert heights == sorted(heights)
    assert heights[0] == pytest.approx(0.0, abs=1e-3)
    assert heights[3] == pytest.approx(1.5 * heights[1])


def test_rest_is_the_code_far_from_events():
    events = clips(5, (1.0,))
    made = calibrate([code_of(each) for each in events], events)
    assert made.rest == pytest.approx([0.0, 3.0], abs=1e-4)


def test_what_is_written_by_a_template_is_what_the_picture_would_have_said():
    events = clips(20, (1.0,))
    made = calibrate([code_of(each) for each in events], events)
    written = code_from_events(made, [Event(4.0, 0.1)], code_of([]).shape[1])
    assert np.abs(written - code_of([Event(4.0)])).max() < 0.08


def test_muted_and_crowded_and_cut_events_are_left_out():
    events = [Event(0.05), Event(5.0), Event(5.1), Event(7.0, muted=True)]
    assert calibrate([code_of(events)], [events]) is None


def test_without_events_there_is_no_calibration():
    assert calibrate([code_of([])], [[]]) is None


def test_clips_that_are_never_at_rest_still_have_one():
    events = [Event(t / 2) for t in range(20)]
    made = calibrate([code_of(events)], [events])
    assert np.isfinite(made.rest).all()


def test_the_threshold_to_read_by_is_the_one_that_finds_most_events():
    events = clips(6, (1.0,))
    ghosts = [[Event(each.time_s - 0.8, 0.3) for each in own] for own in clips(6, (1.0,))]
    everything = [[*own, *others] for own, others in zip(events, ghosts, strict=True)]
    codes = [code_of(each) for each in everything]
    made = calibrate([code_of(each) for each in events], events)
    weights = np.array([4.0, 1.0], np.float32)  # of the second channel, which is 3 everywhere
    read = with_reading(made, weights, -4.0, codes, events)
    assert read.reading[:2] == pytest.approx(weights)
    for code, own in zip(codes, events, strict=True):
        found = events_from_code(read, code)
        assert [e.time_s for e in found] == pytest.approx([e.time_s for e in own], abs=0.02)
    less_strict = with_reading(made, weights, -4.0, codes, everything)
    assert less_strict.reading[2] > read.reading[2]
