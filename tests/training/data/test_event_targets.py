import numpy as np
import pytest

from engine.events.event import Event
from training.data.clip_batches import event_targets


def test_an_event_on_a_frame_is_one_there_and_a_bump_around_it():
    curve = event_targets([Event(10 / 21.5, 0.2)], 20, width_s=0.035)
    assert curve[10] == 1.0
    assert curve[9] == curve[11] == pytest.approx(np.exp(-0.5 * (1 / 21.5 / 0.035) ** 2))
    assert curve[5] < 1e-6


def test_an_event_between_two_frames_shares_itself():
    curve = event_targets([Event(10.5 / 21.5)], 20, width_s=0.035)
    assert curve[10] == pytest.approx(curve[11])
    assert 0.5 < curve[10] < 1


def test_overlapping_events_do_not_add_up():
    curve = event_targets([Event(0.5), Event(0.51)], 20, width_s=0.035)
    assert curve.max() <= 1.0


def test_what_is_not_heard_does_not_show():
    assert not event_targets([Event(0.5, muted=True), Event(0.7, 0.0)], 20, 0.035).any()
    assert not event_targets([], 20, 0.035).any()
