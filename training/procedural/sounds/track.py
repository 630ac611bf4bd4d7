"""The soundtrack of a clip: hits at their times, with reverberation, over an ambience.

Shapes: T samples at 22050 Hz, R samples of a reference or an impulse response.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.events.event import Event
from engine.mel.contract import MEL
from training.procedural.draws import log_uniform
from training.procedural.sounds.held import Held
from training.procedural.sounds.room import make_room, reverberate
from training.procedural.sounds.timbre import Timbre

_RATE_HZ: Final = MEL.sample_rate_hz
_REFERENCE_S: Final = 4.0


class Sounds(NamedTuple):
    """The sounds of a clip.

    Attributes:
        wave: (T,) the mix.
        ambience: (T,) its background without the events.
        foreground: (T,) its part that belongs to visible events.
        reference: (R,) the clip's timbre again: other hits of the same source in the same room.
    """

    wave: NDArray[np.float32]
    ambience: NDArray[np.float32]
    foreground: NDArray[np.float32]
    reference: NDArray[np.float32]


def draw_room(rng: np.random.Generator) -> NDArray[np.float32]:
    """Draw an impulse response (R, 1): mostly small rooms, some large, some dry."""
    if rng.random() < 0.25:
        return np.ones((1, 1), np.float32)
    decay_s = log_uniform(rng, 0.08, 1.2)
    wet = log_uniform(rng, 0.01, 0.5)
    return make_room(rng, _RATE_HZ, decay_s=decay_s, wet=wet)


def draw_ambience(rng: np.random.Generator, samples: int) -> NDArray[np.float32]:
    """Draw a background sound (T,), often silence."""
    if rng.random() < 0.35:
        return np.zeros(samples, np.float32)
    spectrum = np.fft.rfft(rng.normal(0, 1, samples))
    frequency_hz = np.fft.rfftfreq(samples, 1 / _RATE_HZ)
    slope = rng.uniform(-9, 0) / 6.02
    shape = np.maximum(frequency_hz, 30.0) ** slope
    for _ in range(int(rng.integers(0, 4))):  # resonances of the place
        centre = log_uniform(rng, 80, 6000)
        shape *= 1 + rng.uniform(0, 6) * np.exp(
            -((np.log(frequency_hz + 1) - np.log(centre)) ** 2) * 4
        )
    wave = np.fft.irfft(spectrum * shape, samples)
    time_s = np.arange(samples) / _RATE_HZ
    if rng.random() < 0.5:  # comes and goes, like wind, traffic or people
        wave *= 1 + 0.7 * np.sin(2 * np.pi * rng.uniform(0.05, 0.8) * time_s + rng.uniform(0, 6))
    wave /= np.sqrt(np.mean(wave**2))
    if rng.random() < 0.3:
        hum_hz = float(rng.choice([50.0, 60.0]))
        for partial in range(1, 6):
            wave += rng.uniform(0, 0.8) / partial * np.sin(2 * np.pi * hum_hz * partial * time_s)
    level = 10 ** (rng.uniform(-65, -32) / 20)
    return (wave * level).astype(np.float32)


class Hit(NamedTuple):
    """A single sound and its start.

    Attributes:
        time_s: from the start of the clip.
        wave: (n,) dry.
    """

    time_s: float
    wave: NDArray[np.float32]


Source = Timbre | Held


def sounded(
    rng: np.random.Generator, source: Source, events: Iterable[Event], *, delay_s: float = 0.0
) -> list[Hit]:
    """One sound per event, held if the source holds, in the same order, delayed by `delay_s`."""
    return [
        Hit(
            event.time_s + delay_s,
            source.hold(event.duration_s, event.strength, rng)
            if isinstance(source, Held)
            else source.hit(event.strength, rng),
        )
        for event in events
    ]


def place(hits: Iterable[Hit], samples: int) -> NDArray[np.float32]:
    """Mix hits at their times: (T,), dry."""
    wave = np.zeros(samples, np.float32)
    for hit in hits:
        start = round(hit.time_s * _RATE_HZ)
        if start < samples:
            part = wave[start : start + hit.wave.size]
            part += hit.wave[: part.size]
    return wave


def make_sounds(
    rng: np.random.Generator,
    timbre: Source,
    other: Source,
    seen: Iterable[Event],
    unseen: Iterable[Event],
    unrelated: Iterable[Event],
    samples: int,
    *,
    delay_s: float,
) -> Sounds:
    """Synthesise and mix all sounds of a clip.

    Args:
        rng: draws room, levels and ambience.
        timbre: of the clip's events.
        other: timbre of the unrelated sounds.
        seen: visible events of the clip's sound source.
        unseen: its events that are not visible.
        unrelated: events of the other timbre.
        samples: length of the clip.
        delay_s: from each event to its sound.
    """
    room = draw_room(rng)
    heard = sorted([*((event, True) for event in seen), *((event, False) for event in unseen)])
    hits = sounded(rng, timbre, (event for event, _ in heard), delay_s=delay_s)
    shown = [hit for hit, (_, is_seen) in zip(hits, heard, strict=True) if is_seen]
    dry = place(hits, samples)
    dry += place(sounded(rng, other, unrelated), samples) * np.float32(rng.uniform(0.2, 0.8))
    ambience = draw_ambience(rng, samples)
    wet, foreground = (
        reverberate(part, room)[:samples, 0] for part in (dry, place(shown, samples))
    )
    peak = float(np.max(np.abs(wet)))
    level = float(rng.uniform(0.25, 0.95))
    gain = level / peak if peak > 0 else 0.0
    wave = wet * gain + ambience
    headroom = min(1.0, 0.99 / max(float(np.max(np.abs(wave))), 1e-9))
    reference = _reference(rng, timbre, room, level)
    return Sounds(
        (wave * headroom).astype(np.float32),
        ambience,
        (foreground * gain * headroom).astype(np.float32),
        reference,
    )


def _reference(
    rng: np.random.Generator, timbre: Source, room: NDArray[np.float32], level: float
) -> NDArray[np.float32]:
    """A few other hits of the same source, or one or two sounds that it holds: (R,)."""
    samples = round(_REFERENCE_S * _RATE_HZ)
    if isinstance(timbre, Held):
        edges = np.linspace(0.05, _REFERENCE_S - 0.2, int(rng.integers(2, 4)))
        events = [
            Event(float(start_s), float(rng.uniform(0.6, 1.0)), duration_s=float(0.8 * length_s))
            for start_s, length_s in zip(edges[:-1], np.diff(edges), strict=True)
        ]
    else:
        times_s = np.sort(rng.uniform(0.02, _REFERENCE_S - 0.6, int(rng.integers(2, 8))))
        events = [Event(float(time_s), float(rng.uniform(0.3, 1.0))) for time_s in times_s]
    wet = reverberate(place(sounded(rng, timbre, events), samples), room)[:samples, 0]
    peak = max(float(np.max(np.abs(wet))), 1e-9)
    return (wet * (level / peak)).astype(np.float32)
