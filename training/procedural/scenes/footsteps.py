"""Feet that walk, run or stamp."""

from dataclasses import dataclass, replace

import numpy as np

from training.procedural.limbs import Clothing, dress, wander
from training.procedural.mjcf import body, geom, hinge, line, slide
from training.procedural.physics import Impact, puppet
from training.procedural.rhythm import Beat, Tempo, draw_beats
from training.procedural.scene import Curve, Order, Scene
from training.procedural.views import draw_views
from training.procedural.world import STEP_S, World
from training.procedural.world_scene import WorldScene

_TEMPO = Tempo(shortest_s=0.24, usual_s=0.5, feints=0.0)
_LEGS = ("left", "right")
_FORWARD = (0, -1, 0)  # axis around which a leg swings forward


@dataclass(frozen=True, slots=True)
class _Gait:
    """How a person walks.

    Attributes:
        thigh_m: length of the thigh, and of the shin.
        hip_m: height of the hips.
        lift_m: how high a foot is lifted.
        stride_m: length of a step.
        swing_s: maximum time a foot is in the air.
        travels: false for walking in place, as on a treadmill.
    """

    thigh_m: float
    hip_m: float
    lift_m: float
    stride_m: float
    swing_s: float
    travels: bool


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    rng = order.rng
    world = World(rng, scale_m=float(rng.uniform(0.8, 1.4)))
    clothing = dress(world)
    thigh = float(rng.uniform(0.36, 0.46))
    stamps = rng.random() < 0.25
    gait = _Gait(
        thigh_m=thigh,
        hip_m=2 * thigh * float(rng.uniform(0.9, 0.97)),
        lift_m=float(rng.uniform(0.04, 0.22)),
        stride_m=0.0 if stamps else float(rng.uniform(0.2, 0.6)),
        swing_s=float(rng.uniform(0.25, 0.5)),
        travels=bool(rng.random() < 0.6),
    )
    _add_walker(world, clothing, gait)
    world.room(floor_m=0.0)
    beats = draw_beats(rng, _TEMPO, order.length_s)
    model = world.compile(order.size)
    joints, pace = _walk(rng, beats, gait, round(order.length_s / STEP_S))
    impacts = [
        Impact(beat.time_s, beat.strength, f"shoe_{_LEGS[number % 2]}")
        for number, beat in enumerate(beats)
    ]
    recording = puppet(model, order.length_s, joints, impacts)
    close = rng.random() < 0.6
    around = (-180.0, 180.0) if rng.random() < 0.3 else (-60.0, 60.0)
    at, distance = ((0.1, 0, 0.2), 1.1) if close else ((0.1, 0, 0.8), 2.6)
    views = [
        replace(view, follow_m_per_s=pace)
        for view in draw_views(rng, at, distance, azimuth=around, elevation=(0, 35))
    ]
    return WorldScene(order, model, recording, views)


def _add_walker(world: World, clothing: Clothing, gait: _Gait) -> None:
    """Hips, legs, torso and arms, walking along x."""
    rng = world.rng
    shoe = world.material(tone=world.colour(), shine=0.4)
    thick = float(rng.uniform(0.05, 0.09))
    limbs = []
    for name, side in zip(_LEGS, (1, -1), strict=True):
        limbs.append(_leg(name, side, clothing.trousers, shoe, gait.thigh_m, thick))
        elbow, hand = (0.02, side * 0.04, -0.28), (0.1, side * 0.03, -0.52)
        limbs.append(
            body(
                hinge(_FORWARD, name=f"{name}_arm"),
                geom("capsule", clothing.shirt, fromto=line((0, 0, 0), elbow), size=0.045),
                geom("capsule", clothing.skin, fromto=line(elbow, hand), size=0.035),
                pos=(0, side * 0.2, 0.5),
            )
        )
    world.add(
        body(
            slide((1, 0, 0), name="along"),
            slide((0, 0, 1), name="bob"),
            *limbs,
            geom("ellipsoid", clothing.shirt, size=(0.12, 0.17, 0.32), pos=(0, 0, 0.26)),
            geom("ellipsoid", clothing.skin, size=(0.095, 0.075, 0.115), pos=(0.02, 0, 0.76)),
            geom("ellipsoid", clothing.hair, size=(0.1, 0.082, 0.1), pos=(-0.01, 0, 0.79)),
            pos=(0, 0, gait.hip_m),
        )
    )


def _leg(name: str, side: int, cloth: str, shoe: str, long: float, thick: float) -> str:
    sole = (0.13, 0.048, 0.045)
    foot = geom("ellipsoid", shoe, name=f"shoe_{name}", size=sole, pos=(0.05, 0, 0.004))
    shin = line((0, 0, 0), (0, 0, -long + 0.06))
    ankle = body(hinge(_FORWARD, name=f"{name}_ankle"), foot, pos=(0, 0, -long + 0.04))
    knee = body(
        hinge(_FORWARD, name=f"{name}_knee"),
        geom("capsule", cloth, fromto=shin, size=thick * 0.75),
        ankle,
        pos=(0, 0, -long),
    )
    thigh = geom("capsule", cloth, fromto=line((0, 0, 0), (0, 0, -long)), size=thick)
    return body(hinge(_FORWARD, name=f"{name}_hip"), thigh, knee, pos=(0, side * 0.09, 0))


def _walk(
    rng: np.random.Generator, beats: list[Beat], gait: _Gait, steps: int
) -> tuple[dict[str, Curve], float]:
    """The joint curves of a walk with a touchdown at every beat, and its speed in m/s."""
    time_s = np.arange(steps, dtype=np.float64) * STEP_S
    touches = np.array([beat.time_s for beat in beats])
    # The body moves at constant speed between touchdowns; without steps it stands still.
    marks = np.concatenate([[0.0], touches, [steps * STEP_S]])
    walked = gait.stride_m * np.clip(np.arange(marks.size) - 1, 0, None)
    walked[-1] = walked[-2]
    body = np.interp(time_s, marks, walked)
    joints: dict[str, Curve] = {}
    for leg, name in enumerate(_LEGS):
        x, z = _foot(beats, leg, gait, time_s)
        nearest = np.minimum(np.abs(x - body), 0.9 * gait.thigh_m) * np.sign(x - body)
        hip, knee = _bend(nearest, gait.hip_m - 0.04 - z, gait.thigh_m)
        joints[f"{name}_hip"], joints[f"{name}_knee"] = hip, knee
        toe = np.clip(z / max(gait.lift_m, 0.01), 0, 1) * 0.35
        joints[f"{name}_ankle"] = -hip - knee - toe
        joints[f"{_LEGS[1 - leg]}_arm"] = 0.8 * hip
    pace = float(walked[-1] / (steps * STEP_S)) if gait.travels else 0.0
    joints["along"] = body if gait.travels else np.zeros(steps)
    joints["bob"] = wander(rng, steps, rate_hz=1.0, size=0.004)
    return joints, pace


def _foot(beats: list[Beat], leg: int, gait: _Gait, time_s: Curve) -> tuple[Curve, Curve]:
    """The position of a foot: along the path and above the ground, each (S,)."""
    x, z = np.zeros(time_s.size), np.zeros(time_s.size)
    for number, beat in enumerate(beats):
        if number % 2 != leg:
            continue
        before_s = beats[number - 1].time_s if number else beat.time_s - gait.swing_s
        swing_s = min(gait.swing_s, 0.95 * (beat.time_s - before_s))
        part = np.clip((time_s - beat.time_s + swing_s) / swing_s, 0, 1)
        goal = gait.stride_m * (number + 0.5)
        x += (goal - np.interp(beat.time_s - swing_s, time_s, x)) * part * part * (3 - 2 * part)
        # Rises gently, comes down fast and stops abruptly.
        arch = np.sin(np.pi * part**1.4) * np.where(part < 1, 1.0, 0.0)
        z += gait.lift_m * (0.5 + 0.5 * beat.strength) * np.maximum(arch, 0)
    return x, z


def _bend(ahead: Curve, below: Curve, limb_m: float) -> tuple[Curve, Curve]:
    """Inverse kinematics: hip and knee angles for a foot position relative to the hip."""
    reach = np.minimum(np.hypot(ahead, below), 1.999 * limb_m)
    half = np.arccos(reach / (2 * limb_m))
    toward = np.arctan2(ahead, below)
    return toward + half, -2 * half
