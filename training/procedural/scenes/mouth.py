"""A mouth that opens with a jerk of the head: a person shouting, a dog barking."""

from collections.abc import Sequence

import numpy as np

from training.procedural.limbs import wander
from training.procedural.mjcf import body, floating, geom, hinge, line, slide
from training.procedural.physics import Impact, puppet
from training.procedural.rhythm import Beat, Tempo, draw_beats
from training.procedural.scene import Curve, Order, Scene
from training.procedural.views import draw_views
from training.procedural.world import STEP_S, World
from training.procedural.world_scene import WorldScene

_TEMPO = Tempo(shortest_s=0.22, usual_s=0.7, feints=0.3)


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    rng = order.rng
    world = World(rng, scale_m=float(rng.uniform(0.5, 0.9)))
    _add_head(world, animal=bool(rng.random() < 0.55))
    world.room(floor_m=-float(rng.uniform(0.3, 0.9)))
    beats = draw_beats(rng, _TEMPO, order.length_s)
    model = world.compile(order.size)
    steps = round(order.length_s / STEP_S)
    opens_s, open_s, shuts_s = (
        rng.uniform(0.05, 0.12),
        rng.uniform(0.03, 0.35),
        rng.uniform(0.08, 0.25),
    )
    mouth = _pulses(beats, steps, opens_s, open_s, shuts_s)
    jerk = _pulses([b for b in beats if b.real], steps, opens_s * 1.2, open_s * 0.3, shuts_s * 1.6)
    pitch = float(rng.choice((-1, 1)) * rng.uniform(0.0, 0.35))
    lively = float(rng.uniform(0.02, 0.25))
    joints = {
        "jaw": rng.uniform(0.25, 0.75) * mouth,
        "nod": pitch * jerk + wander(rng, steps, rate_hz=0.8, size=lively * 0.5),
        "turn": wander(rng, steps, rate_hz=0.6, size=lively),
        "lunge": rng.uniform(0, 0.07) * jerk,
        "rise": rng.uniform(-0.02, 0.03) * jerk + wander(rng, steps, rate_hz=0.5, size=0.01),
    }
    # The voice starts while the mouth is opening.
    late_s = opens_s * rng.uniform(0.0, 0.5)
    impacts = [Impact(beat.time_s + late_s, beat.strength, "chin") for beat in beats if beat.real]
    recording = puppet(model, order.length_s, joints, impacts)
    views = draw_views(rng, (0, 0, 0), 0.6, azimuth=(-80, 80), elevation=(-15, 30))
    return WorldScene(order, model, recording, views, sound="voice")


def _pulses(
    beats: Sequence[Beat], steps: int, opens_s: float, open_s: float, shuts_s: float
) -> Curve:
    """How far a mouth is open: (S,), 0 to 1; it starts to open at each beat."""
    time_s = np.arange(steps) * STEP_S
    opened = np.zeros(steps)
    for beat in beats:
        after_s = time_s - beat.time_s
        rising = np.clip(after_s / opens_s, 0, 1)
        falling = np.clip((after_s - opens_s - open_s) / shuts_s, 0, 1)
        pulse = np.sin(rising * np.pi / 2) * (1 + np.cos(falling * np.pi)) / 2
        opened = np.maximum(opened, (0.4 + 0.6 * beat.strength) * pulse)
    return opened


def _add_head(world: World, *, animal: bool) -> None:
    """A head on a body, facing -y, with its mouth near the origin."""
    rng = world.rng
    fur = world.surface(cube=True) if animal else world.skin()
    dark = world.material(tone=(0.25, 0.04, 0.05), shine=0.3)
    hair = world.surface(cube=True)
    snout = float(rng.uniform(0.05, 0.14)) if animal else 0.012
    wide, high, deep = (float(rng.uniform(0.85, 1.15)) * size for size in (0.075, 0.10, 0.09))
    face = [
        geom("ellipsoid", fur, size=(wide, deep, high), pos=(0, deep, high * 0.6)),
        geom(
            "ellipsoid",
            fur,
            size=(wide * 0.6, snout + 0.03, 0.035),
            pos=(0, deep * 0.3 - snout / 2, 0.03),
        ),
        geom(
            "ellipsoid",
            dark,
            size=(wide * 0.5, snout + 0.02, 0.025),
            pos=(0, deep * 0.35 - snout / 2, 0.002),
        ),
        geom(
            "ellipsoid",
            hair,
            size=(wide * 1.06, deep, high * 0.8),
            pos=(0, deep * 1.15, high * 0.95),
        ),
        *_eyes_and_ears(world, fur, (wide, high, deep), animal=animal),
    ]
    jaw = float(rng.uniform(0.018, 0.03))
    chin = geom(
        "ellipsoid",
        fur,
        name="chin",
        size=(wide * 0.55, snout / 2 + deep * 0.4, jaw),
        pos=(0, -deep * 0.55 - snout / 2, -jaw),
    )
    mouth = body(hinge((1, 0, 0), name="jaw"), chin, pos=(0, deep * 0.9, 0))
    moves = [
        slide((0, -1, 0), name="lunge"),
        slide((0, 0, 1), name="rise"),
        hinge((0, 0, 1), name="turn"),
        hinge((1, 0, 0), name="nod"),
    ]
    world.add(floating(*moves, body(*face, mouth, pos=(0, -deep, 0.05)), pos=(0, deep, -0.05)))
    neck = line((0, deep * 1.2, -0.02), (0, deep * 1.8, -0.25))
    world.add(geom("capsule", fur, fromto=neck, size=wide * 0.8))
    coat = hair if animal else world.surface(cube=True)
    chest = (float(rng.uniform(0.12, 0.25)), 0.16, 0.3)
    world.add(geom("ellipsoid", coat, size=chest, pos=(0, deep * 2.4, -0.5)))


def _eyes_and_ears(
    world: World, fur: str, size: tuple[float, float, float], *, animal: bool
) -> list[str]:
    wide, high, deep = size
    eye = world.material(tone=(0.05, 0.04, 0.04), shine=1.0)
    ear = (0.02, 0.012, float(world.rng.uniform(0.03, 0.07)))
    above = high * (1.4 if animal else 0.5)
    parts = []
    for side in (-1, 1):
        place = (side * wide * 0.9, deep, above)
        parts.append(geom("ellipsoid", fur, size=ear, pos=place))
        look = (side * wide * 0.45, deep * 0.15, high * 0.75)
        parts.append(geom("sphere", eye, size=0.012, pos=look))
    return parts
