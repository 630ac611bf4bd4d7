"""Sounds without a picture: one source in a rhythm, generated entirely from one seed.

Not in the paper's Training and Inference. The decoder learns from sounds alone, and these are made
ten times as fast as a rendered clip. The rhythms are wider than any scene's, from one blow in ten
seconds to twenty in one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.config import GRID
from engine.events.event import Event
from training.procedural.clip import SAMPLES
from training.procedural.draws import log_uniform
from training.procedural.rhythm import Tempo, draw_beats, draw_stretches
from training.procedural.scene import SoundKind
from training.procedural.sounds.effects import Effect
from training.procedural.sounds.held import make_held
from training.procedural.sounds.timbre import draw_timbre
from training.procedural.sounds.track import Sounds, Source, draw_ambience, make_sounds

_SHORTEST_S: Final = (0.05, 0.5)  # between two events
_USUAL_S: Final = (0.12, 2.5)
_LASTING_SHARE: Final = 0.3  # of the arrangements
_LENGTH_S: Final = (0.25, 5.0)  # of a sound that lasts
_PAUSE_S: Final = (0.08, 2.0)  # between two of them
_NOISY_SHARE: Final = 0.4  # of the references are recorded in an ambience, like those of users


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """Ten seconds of sound with its events.

    Attributes:
        source: of its sound: a material, "burst", "voice", "lasting" or "effect:NAME".
        events: when it sounds, and how long if it lasts; the strongest has a strength of 1.
        sounds: of 220500 samples.
    """

    source: str
    events: tuple[Event, ...]
    sounds: Sounds


def make_arrangement(seed: int, effects: Sequence[Effect] = ()) -> Arrangement:
    """Make an arrangement; the same arguments give the same one.

    Args:
        seed: for all randomness.
        effects: recorded sounds to use alongside the synthesised ones.
    """
    rhythm, sound = (np.random.default_rng(each) for each in np.random.SeedSequence(seed).spawn(2))
    source: Source
    if sound.random() < _LASTING_SHARE:
        name, source, events = "lasting", make_held(sound), _draw_lasting(rhythm)
    else:
        kinds: tuple[SoundKind, ...] = ("struck", "burst", "voice")
        name, source = draw_timbre(sound, kinds[int(sound.integers(len(kinds)))], effects)
        events = _draw_events(rhythm)
    sounds = make_sounds(sound, source, source, events, [], [], SAMPLES, delay_s=0.0)
    if sound.random() < _NOISY_SHARE:
        reference = sounds.reference
        sounds = sounds._replace(reference=reference + draw_ambience(sound, len(reference)))
    return Arrangement(name, tuple(events), sounds)


def _draw_events(rng: np.random.Generator) -> list[Event]:
    """A rhythm as events, in order of time."""
    shortest_s, usual_s = log_uniform(rng, *_SHORTEST_S), log_uniform(rng, *_USUAL_S)
    tempo = Tempo(shortest_s, max(usual_s, shortest_s), feints=0.0)
    beats = draw_beats(rng, tempo, GRID.window_s)
    strongest = max((beat.strength for beat in beats), default=1.0)
    return [Event(beat.time_s, beat.strength / strongest) for beat in beats]


def _draw_lasting(rng: np.random.Generator) -> list[Event]:
    """Sounds that last, with pauses, in order of time."""
    return [
        Event(each.time_s, each.strength, duration_s=each.length_s)
        for each in draw_stretches(rng, GRID.window_s, _LENGTH_S, _PAUSE_S)
    ]
