"""One clip of the procedural data set, all of it drawn from one number."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.config import GRID, MEL
from engine.events.event import Event
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
    lights,
    mouth,
    punch,
    racket,
)
from training.procedural.sounds.effects import Effect
from training.procedural.sounds.room import air_delay_s
from training.procedural.sounds.timbre import draw_timbre
from training.procedural.sounds.track import make_sounds

FAMILIES: Final[dict[str, Family]] = {
    "bounce": bounce.make,
    "chop": chop.make,
    "clap": clap.make,
    "collide": collide.make,
    "cutouts": cutouts.make,
    "drum": drum.make,
    "footsteps": footsteps.make,
    "gun": gun.make,
    "hammer": hammer.make,
    "keys": keys.make,
    "lights": lights.make,
    "mouth": mouth.make,
    "punch": punch.make,
    "racket": racket.make,
}

# Shares of the families other than 1: bodies that collide make up to fifteen blows a second, far
# more than any other scene, and a training on blows would mostly be one on these.
_SHARES: Final[dict[str, float]] = {"collide": 0.4}

SAMPLES: Final = round(GRID.window_s * MEL.sample_rate_hz)  # 220500

_APART_S: Final = 0.045  # nobody tells blows apart that are nearer: less than a frame
_FAINTEST: Final = 0.12  # of the strongest blow; weaker ones are neither seen nor heard
_LOUDNESS: Final = 0.7  # loudness grows slower than the impulse
_STRANGE_SHARE: Final = 0.15  # clips with sounds that have no picture
_FAR_SHARE: Final = 0.1  # clips filmed from afar


@dataclass(frozen=True, slots=True, eq=False)
class ProceduralClip:
    """Ten seconds of picture and sound, and the truth about them.

    Attributes:
        seed: it was drawn from this.
        family: of its scene, a key of `FAMILIES`.
        timbre: where its sound came from: a material, "burst", "voice" or "effect:NAME".
        frames: (F, H, W, 3) uint8 RGB at the rate that was asked for.
        events: blows that are seen and heard, at the moment of contact; the strength is the share
            of the strongest blow's loudness.
        unseen: what is heard and not seen: behind something, beside the picture, behind a cut, or
            of something else altogether.
        sound_delay_s: how much later than the contact its sound begins.
        wave: (220500,) float32 at 22050 Hz.
        ambience: (220500,) the part of `wave` that is there without any event.
        foreground: (220500,) the part of `wave` that the events make.
        reference: (R,) the same thing sounding at other times, in the same room.
    """

    seed: int
    family: str
    timbre: str
    frames: NDArray[np.uint8]
    events: tuple[Event, ...]
    unseen: tuple[Event, ...]
    sound_delay_s: float
    wave: NDArray[np.float32]
    ambience: NDArray[np.float32]
    foreground: NDArray[np.float32]
    reference: NDArray[np.float32]

    @property
    def heard(self) -> tuple[Event, ...]:
        """The events at the moment at which their sound arrives, within the clip."""
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
        seed: draws everything.
        size: (width, height) of the frames.
        rate: frames a second; of those a slower camera took, some are repeated.
        family: a key of `FAMILIES`; drawn if not given.
        effects: recorded sounds that may be used besides the synthesised ones.
        context: told of the progress, asked whether to stop.

    Raises:
        EnvironmentUnusableError: MuJoCo, or what it draws with, is not installed.
    """
    chance, scene_rng, film_rng, sound_rng = (
        np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(4)
    )
    shares = np.array([_SHARES.get(each, 1.0) for each in FAMILIES])
    drawn = str(chance.choice(list(FAMILIES), p=shares / shares.sum()))
    name = drawn if family is None else family
    shots = draw_shots(film_rng, GRID.window_s)
    large = (round(size[0] * OVERSCAN), round(size[1] * OVERSCAN))
    film = Film(film_rng, shots, size)
    order = Order(scene_rng, large, scene_length_s(shots))
    with FAMILIES[name](order) as scene:
        seen, unseen = _happenings(scene, shots)
        blows_s = np.array([event.time_s for event in seen])
        frames = film.frames(scene, blows_s, rate, context or JobContext())
    far = chance.random() < _FAR_SHARE
    delay_s = air_delay_s(float(chance.uniform(5, 50)) if far else scene.distance_m)
    timbre = draw_timbre(sound_rng, scene.sound, effects)
    strange = _strange(chance)
    sounds = make_sounds(
        sound_rng,
        timbre.timbre,
        draw_timbre(sound_rng, "burst", effects).timbre,
        seen,
        unseen,
        strange,
        SAMPLES,
        delay_s=delay_s,
    )
    return ProceduralClip(
        seed=seed,
        family=name,
        timbre=timbre.name,
        frames=frames,
        events=tuple(seen),
        unseen=tuple(sorted([*unseen, *strange])),
        sound_delay_s=delay_s,
        wave=sounds.wave,
        ambience=sounds.ambience,
        foreground=sounds.foreground,
        reference=sounds.reference,
    )


def _happenings(scene: Scene, shots: Sequence[Shot]) -> tuple[list[Event], list[Event]]:
    """The blows in clip time: those that one sees, and those that one only hears."""
    placed: list[tuple[float, float, bool]] = []
    for shot in shots:
        marks = scene.seen[min(shot.view, len(scene.seen) - 1)]
        for blow, visible in zip(scene.blows, marks, strict=True):
            time_s = blow.time_s - shot.offset_s
            if shot.start_s <= time_s < shot.end_s:
                placed.append((time_s, blow.force, visible and shot.kind == "scene"))
    strongest = max((force for _, force, _ in placed), default=1.0)
    seen: list[Event] = []
    unseen: list[Event] = []
    last_s = -1.0
    for time_s, force, visible in sorted(placed):
        strength = float((force / strongest) ** _LOUDNESS)
        if strength < _FAINTEST or time_s - last_s < _APART_S:
            continue
        last_s = time_s
        (seen if visible else unseen).append(Event(time_s, strength, source="picture"))
    return seen, unseen


def _strange(rng: np.random.Generator) -> list[Event]:
    """Sounds that come from beside the picture and from something else."""
    if rng.random() > _STRANGE_SHARE:
        return []
    times_s = np.sort(rng.uniform(0, GRID.window_s - 0.1, int(rng.integers(1, 7))))
    return [Event(float(t), float(rng.uniform(0.2, 0.8)), source="sound") for t in times_s]
