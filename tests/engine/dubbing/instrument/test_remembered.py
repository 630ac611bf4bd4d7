"""Instruments that are made once."""

import numpy as np

from engine.dubbing.instrument.playing import render
from engine.dubbing.instrument.remembered import instrument_of
from engine.events.event import Event
from engine.media.audio import Sound
from engine.progress import JobContext

RATE_HZ = 16000


def strikes(at_s, *, seconds=3.0, seed=0):
    """Decaying noise at some times, in stereo."""
    chance = np.random.default_rng(seed)
    samples = np.zeros((round(seconds * RATE_HZ), 2), np.float32)
    decay = np.exp(-np.arange(RATE_HZ // 4) / (0.03 * RATE_HZ))[:, np.newaxis]
    for time_s in at_s:
        part = samples[round(time_s * RATE_HZ) :][: len(decay)]
        part += (0.5 * decay * chance.uniform(-1, 1, (len(decay), 2))).astype(np.float32)
    return Sound(samples, RATE_HZ)


def played(reference, *, seed):
    events = [Event(0.5, 0.9), Event(0.8, 0.2), Event(1.2, 0.6, duration_s=1.0)]
    blocks = render(events, reference, duration_s=3.0, seed=seed, context=JobContext())
    return np.concatenate(list(blocks))


def test_the_same_samples_give_the_same_instrument():
    first = instrument_of(strikes([0.5, 1.5]))
    assert instrument_of(strikes([0.5, 1.5])) is first


def test_other_samples_another_rate_and_hits_left_out_give_another_one():
    sound = strikes([0.5, 1.5])
    first = instrument_of(sound)
    others = [
        instrument_of(strikes([0.5, 1.5], seed=1)),
        instrument_of(Sound(sound.samples, RATE_HZ // 2)),
        instrument_of(Sound(sound.samples.reshape(-1, 1), RATE_HZ)),
        instrument_of(sound, [1.51]),
    ]
    assert all(other is not first for other in others)
    assert [len(first.hits), len(others[-1].hits)] == [2, 1]


def test_playing_an_instrument_does_not_change_it():
    reference = strikes([0.4, 1.0, 1.9], seed=2)
    first = played(reference, seed=0)
    played(reference, seed=1)
    np.testing.assert_array_equal(played(reference, seed=0), first)
