import numpy as np
import pytest

from engine.errors import EnvironmentUnusableError
from gui.playback.input.clicks import Clicks
from gui.playback.input.microphone import Microphone
from gui.playback.mixer import RATE_HZ
from tests.gui.fakes import FakeMicrophone


@pytest.fixture
def device():
    return FakeMicrophone()


@pytest.fixture
def microphone(device):
    return Microphone(device.open, clock=lambda: 50.0)


def test_the_recording_starts_when_its_first_sample_was_heard(microphone, device):
    microphone.start()
    device.heard(np.full(441, 0.25, np.float32), 0.03)
    device.heard(np.full(441, 0.5, np.float32), 0.02)
    recording = microphone.stop()
    assert recording.start_s == pytest.approx(49.97)
    assert len(recording.samples) == 882
    assert recording.samples[[0, -1]].tolist() == [0.25, 0.5]


def test_what_follows_a_loss_keeps_its_time(device):
    now_s = 50.0
    microphone = Microphone(device.open, clock=lambda: now_s)
    microphone.start()
    device.heard(np.full(441, 0.25, np.float32), 0.01)
    now_s = 51.0
    device.heard(np.full(441, 0.5, np.float32), 0.01, follows_loss=True)
    device.heard(np.full(441, 0.5, np.float32), 0.01)
    samples = microphone.stop().samples
    assert np.flatnonzero(samples == 0.5)[0] == 44100
    assert len(samples) == 44100 + 882


def test_the_level_is_the_peak_since_it_was_last_asked(microphone, device):
    microphone.start()
    device.heard(np.array([0.1, -0.7], np.float32), 0.01)
    assert microphone.take_peak() == pytest.approx(0.7)
    assert microphone.take_peak() == 0.0


def test_what_a_vanished_microphone_recorded_is_kept(microphone, device):
    microphone.start()
    device.heard(np.ones(10, np.float32), 0.01)
    device.stream.active = False
    assert microphone.has_vanished
    assert len(microphone.stop().samples) == 10
    assert not microphone.is_on


def test_a_second_recording_starts_empty(microphone, device):
    microphone.start()
    device.heard(np.ones(10, np.float32), 0.01)
    microphone.stop()
    microphone.start()
    assert len(microphone.stop().samples) == 0


def test_a_denied_microphone_says_so_and_records_nothing():
    def denied(_heard):
        raise EnvironmentUnusableError("No microphone could be opened.")

    microphone = Microphone(denied)
    with pytest.raises(EnvironmentUnusableError):
        microphone.start()
    assert not microphone.is_on


def test_clicks_sound_at_their_times():
    clicks = Clicks([0.1, 0.6])
    out = np.zeros((RATE_HZ, 2), np.float32)
    clicks.add_to(out, 0.0, 1.0, 1.0)
    loud = np.flatnonzero(np.abs(out[:, 0]) > 0.05) / RATE_HZ
    assert loud[0] == pytest.approx(0.1, abs=0.001)
    assert loud[np.searchsorted(loud, 0.5)] == pytest.approx(0.6, abs=0.001)
    later = np.zeros((100, 2), np.float32)
    clicks.add_to(later, 0.1 * RATE_HZ, 1.0, 2.0)
    assert later == pytest.approx(2.0 * out[4800:4900])
