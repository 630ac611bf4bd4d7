"""One clip of the procedural data set, generated entirely from one seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.config import GRID
from engine.events.event import Event
from engine.mel.contract import MEL
from engine.progress import JobContext
from training.procedural.film import OVERSCAN, Film, Shot, draw_shots, scene_length_s
from training.procedural.scene import Family, Order, Scene
from training.procedural.scenes import (
    bounce,
    chop,
    clap,
    collide,
    cutouts,
    drum,
    footsteps,
    gun,
    hammer,
    keys,
    lasting,
    lights,
    mouth,
    punch,
    racket,
)
from training.procedural.sounds.effects import Effect
from training.procedural.sounds.held import make_held
from training.procedural.sounds.room import air_delay_s
from training.procedural.sounds.timbre import draw_timbre
from training.procedural.sounds.track import Sounds, Source, make_sounds

FAMILIES: Final[dict[str, Family]] = {
    "bounce": bounce.make,
    "chop": chop.make,
    "clap": clap.make,
    "collide": collide.make,
    "cry": lasting.cry,
    "cutouts": cutouts.Cutouts,
    "drum": drum.make,
    "footsteps": footsteps.make,
    "gun": gun.make,
    "hammer": hammer.make,
    "keys": keys.make,
    "lights": lights.Lights,
    "mouth": mouth.make,
    "pour": lasting.pour,
    "punch": punch.make,
    "racket": racket.make,
    "roll": lasting.roll,
    "saw": lasting.saw,
}

# Relative sampling weights other than 1: fingers move little and strike often, so they are hard to
# see. Colliding bodies make up to fifteen impacts a second, far
# more than any other scene, and would otherwise dominate training on impacts. Four scenes last, and
# an onset is all that the temporal encoder learns from them.
_WEIGHTS: Final[dict[str, float]] = {
    "collide": 0.4,
    "cry": 0.4,
    "keys": 2.0,
    "pour": 0.4,
    "roll": 0.4,
    "saw": 0.4,
}

SAMPLES: Final = round(GRID.window_s * MEL.sample_rate_hz)  # 220500

_MIN_GAP_S: Final = 0.045  # closer impacts cannot be told apart: less than a frame
_FAINTEST: Final = 0.12  # of the strongest impact; weaker ones can neither be seen nor heard
_LOUDNESS_EXPONENT: Final = 0.7  # loudness grows more slowly than the impulse
_UNRELATED_SHARE: Final = 0.15  # of clips, with sounds that have no source in the picture
_DISTANT_SHARE: Final = 0.1  # of clips, filmed from far away


@dataclass(frozen=True, slots=True, eq=False)
class ProceduralClip:
    """Ten seconds of video and sound with ground truth.

    Attributes:
        seed: generates the clip.
        family: of its scene, a key of `FAMILIES`.
        timbre: source of its sound: a material, "burst", "voice", "lasting" or "effect:NAME".
        frames: (F, H, W, 3) uint8 RGB at the requested rate.
        events: impacts that are seen and heard, at the moment of contact; the strength is relative
            to the loudest impact.
        unseen: heard but not seen: occluded, out of frame, during a cutaway, or an unrelated
            sound.
        sound_delay_s: time from the contact to the onset of its sound.
        sounds: of 220500 samples.
    """

    seed: int
    family: str
    timbre: str
    frames: NDArray[np.uint8]
    events: tuple[Event, ...]
    unseen: tuple[Event, ...]
    sound_delay_s: float
    sounds: Sounds

    @property
    def heard(self) -> tuple[Event, ...]:
        """The events at the time their sound arrives, as far as that is within the clip."""
        moved = (replace(event, time_s=event.time_s + self.sound_delay_s) for event in self.events)
        return tuple(event for event in moved if event.time_s < GRID.window_s)


def make_clip(
    seed: int,
    *,
    size: tuple[int, int] = (256, 192),
    rate: Fraction = GRID.video_rate,
    family: str | None = None,
    effects: Sequence[Effect] = (),
    context: JobContext | None = None,
) -> ProceduralClip:
    """Make a clip; the same arguments give the same clip.

    Args:
        seed: for all randomness.
        size: (width, height) of the frames.
        rate: frames per second; frames of a slower camera are repeated.
        family: a key of `FAMILIES`; random if not given.
        effects: recorded sounds to use alongside the synthesised ones.
        context: for progress and cancellation.

    Raises:
        EnvironmentUnusableError: MuJoCo or its rendering library is not installed.
    """
    rng, scene_rng, film_rng, sound_rng = (
        np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(4)
    )
    weights = np.array([_WEIGHTS.get(each, 1.0) for each in FAMILIES])
    drawn = str(rng.choice(list(FAMILIES), p=weights / weights.sum()))
    name = drawn if family is None else family
    shots = draw_shots(film_rng, GRID.window_s)
    large = (round(size[0] * OVERSCAN), round(size[1] * OVERSCAN))
    film = Film(film_rng, shots, size)
    order = Order(scene_rng, large, scene_length_s(shots))
    with FAMILIES[name](order) as scene:
        seen, unseen = _split_events(scene, shots)
        impacts_s = np.array([event.time_s for event in seen])
        frames = film.frames(scene, impacts_s, rate, context or JobContext())
    distant = rng.random() < _DISTANT_SHARE
    delay_s = air_delay_s(float(rng.uniform(5, 50)) if distant else scene.distance_m)
    name_of_sound: str
    source: Source
    if scene.sound == "held":
        name_of_sound, source = "lasting", make_held(sound_rng)
    else:
        name_of_sound, source = draw_timbre(sound_rng, scene.sound, effects)
    unrelated = _draw_unrelated(rng)
    sounds = make_sounds(
        sound_rng,
        source,
        draw_timbre(sound_rng, "burst", effects).timbre,
        seen,
        unseen,
        unrelated,
        SAMPLES,
        delay_s=delay_s,
    )
    return ProceduralClip(
        seed=seed,
        family=name,
        timbre=name_of_sound,
        frames=frames,
        events=tuple(seen),
        unseen=tuple(sorted([*unseen, *unrelated])),
        sound_delay_s=delay_s,
        sounds=sounds,
    )


def _split_events(scene: Scene, shots: Sequence[Shot]) -> tuple[list[Event], list[Event]]:
    """The impacts in clip time: those seen, and those only heard."""
    placed: list[tuple[float, float, float, bool]] = []
    for shot in shots:
        visibility = scene.seen[min(shot.view, len(scene.seen) - 1)]
        for blow, visible in zip(scene.blows, visibility, strict=True):
            time_s = blow.time_s - shot.offset_s
            if shot.start_s <= time_s < shot.end_s:
                lasts_s = min(blow.duration_s, shot.end_s - time_s)
                placed.append((time_s, blow.force, lasts_s, visible and shot.kind == "scene"))
    strongest = max((force for _, force, _, _ in placed), default=1.0)
    seen: list[Event] = []
    unseen: list[Event] = []
    last_s = -1.0
    for time_s, force, lasts_s, visible in sorted(placed):
        strength = float((force / strongest) ** _LOUDNESS_EXPONENT)
        if strength < _FAINTEST or time_s - last_s < _MIN_GAP_S:
            continue
        last_s = time_s
        (seen if visible else unseen).append(
            Event(time_s, strength, source="picture", duration_s=lasts_s)
        )
    return seen, unseen


def _draw_unrelated(rng: np.random.Generator) -> list[Event]:
    """Sounds of an unrelated source outside the picture."""
    if rng.random() > _UNRELATED_SHARE:
        return []
    times_s = np.sort(rng.uniform(0, GRID.window_s - 0.1, int(rng.integers(1, 7))))
    return [Event(float(t), float(rng.uniform(0.2, 0.8)), source="sound") for t in times_s]
