from dataclasses import replace

import numpy as np
import torch

from engine.events.event import Event
from engine.events.steering import Calibration, code_from_events
from training.generator.steering import pack, steered_codes, unpack

CALIBRATION = Calibration(
    np.array([0.5, 1.0], np.float32),
    np.arange(2 * 3 * 5, dtype=np.float32).reshape(2, 3, 5),
    np.zeros(3, np.float32),
)


def test_codes_are_those_of_a_dub_by_the_same_events():
    events = torch.tensor([[[0.5, 1.0], [1.2, 0.5]], [[0.9, 0.7], [0.0, 0.0]]])
    made = steered_codes(events, CALIBRATION, 43)
    wanted = [[Event(0.5, 1.0), Event(1.2, 0.5)], [Event(0.9, 0.7)]]
    for code, own in zip(made, wanted, strict=True):
        assert np.allclose(code.numpy(), code_from_events(CALIBRATION, own, 43), atol=1e-4)


def test_clips_without_any_event_are_at_rest():
    made = steered_codes(torch.zeros(2, 0, 2), CALIBRATION, 10)
    assert made.shape == (2, 3, 10)
    assert not made.any()


def test_a_calibration_survives_a_checkpoint(tmp_path):
    torch.save(pack(CALIBRATION), tmp_path / "state.pt")
    restored = unpack(torch.load(tmp_path / "state.pt", weights_only=True))
    assert np.array_equal(restored.templates, CALIBRATION.templates)
    assert np.array_equal(restored.strengths, CALIBRATION.strengths)
    assert restored.reading is None
    assert unpack(pack(None)) is None


def test_what_events_are_read_by_survives_a_checkpoint():
    reading = np.array([1.0, -2.0, 0.5, 3.0], np.float32)
    restored = unpack(pack(replace(CALIBRATION, reading=reading)))
    assert np.array_equal(restored.reading, reading)
