"""Arms, tools and people, and how an arm swings.

A limb is built in the pose in which it touches its target: all joint angles are zero there, and
positive angles lift it. A single curve, the lift, drives the joints through position servos,
proximal joints leading distal ones, as in a throw. The contact stops the tool.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.procedural import textures
from training.procedural.mjcf import body, floating, geom, hinge, line
from training.procedural.rhythm import Beat
from training.procedural.scene import Curve
from training.procedural.world import STEP_S, World

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How a person strikes.

    Attributes:
        hover: lift between strikes.
        lift: lift before the hardest strike.
        windup_s: duration of the upswing.
        strike_s: duration of the downswing.
        recover_s: duration of the return.
        hold_s: how long it rests on the target.
        under: how far beyond the target the strike aims.
        power: 1 for constant speed, 2 for constant acceleration.
    """

    hover: float
    lift: float
    windup_s: float
    strike_s: float
    recover_s: float
    hold_s: float = 0.0
    under: float = 0.03
    power: float = 2.0


def draw_style(
    rng: np.random.Generator,
    *,
    lift: tuple[float, float] = (0.5, 1.2),
    hold_s: tuple[float, float] = (0.0, 0.04),
    pace: float = 1.0,
) -> Style:
    """Draw a style of striking; a `pace` below 1 shortens all its phases."""
    full = float(rng.uniform(*lift))
    return Style(
        hover=full * float(rng.uniform(0.1, 0.6)),
        lift=full,
        windup_s=pace * float(rng.uniform(0.12, 0.5)),
        strike_s=pace * float(rng.uniform(0.06, 0.16)),
        recover_s=pace * float(rng.uniform(0.10, 0.35)),
        hold_s=float(rng.uniform(*hold_s)),
        under=float(rng.uniform(0.015, 0.05)),
        power=float(rng.uniform(1.3, 2.5)),
    )


def lift_curve(beats: Sequence[Beat], style: Style, length_s: float) -> Curve:
    """The lift of the tool at each step: (S,) radians, 0 where it touches the target."""
    time_s = np.arange(round(length_s / STEP_S)) * STEP_S
    # Keyframes: time, lift, easing exponent of the segment that leads there.
    keys = [(-10.0, style.hover, 1.0), (0.0, style.hover, 1.0)]
    for beat, following in itertools.zip_longest(beats, beats[1:]):
        free_s = beat.time_s - keys[-1][0]
        strike_s = min(style.strike_s, 0.45 * free_s)
        windup_s = min(style.windup_s, free_s - strike_s)
        top = style.lift * (0.3 + 0.7 * beat.strength)
        if free_s > strike_s + windup_s + 0.02:
            keys.append((beat.time_s - strike_s - windup_s, style.hover, 1.0))
        keys.append((beat.time_s - strike_s, top, 1.0))
        stop = -style.under if beat.real else 0.25 * top
        keys.append((beat.time_s, stop, style.power))
        room_s = 9.9 if following is None else following.time_s - beat.time_s
        hold_s = min(style.hold_s, 0.25 * room_s)
        if hold_s > 0:
            keys.append((beat.time_s + hold_s, stop, 1.0))
        recover_s = min(style.recover_s, 0.35 * room_s)
        keys.append((beat.time_s + hold_s + recover_s, min(style.hover, top), 1.0))
    lift = np.full(time_s.size, keys[-1][1])
    for (start_s, start, _), (end_s, end, power) in itertools.pairwise(keys):
        here = (time_s >= start_s) & (time_s < end_s)
        part = (time_s[here] - start_s) / max(end_s - start_s, 1e-6)
        eased = part**power if power != 1.0 else part * part * (3 - 2 * part)
        lift[here] = start + (end - start) * eased
    return lift


def delayed(curve: Curve, delay_s: float) -> Curve:
    """A curve shifted to later times, starting with its first value."""
    steps = round(delay_s / STEP_S)
    return np.concatenate([np.full(steps, curve[0]), curve[: curve.size - steps]])


def wander(rng: np.random.Generator, steps: int, *, rate_hz: float, size: float) -> Curve:
    """Smooth random motion (S,) of about the given amplitude and rate of change."""
    points = max(int(steps * STEP_S * rate_hz) + 4, 5)
    knots = rng.normal(0, size, points)
    place = np.linspace(1, points - 2.001, steps)
    first = place.astype(int)
    part = place - first
    eased = part * part * (3 - 2 * part)
    moved: Curve = knots[first] * (1 - eased) + knots[first + 1] * eased
    return moved


@dataclass(frozen=True, slots=True)
class Arm:
    """An arm in the world: each joint's share of the lift, and its timing.

    Attributes:
        shares: of shoulder, elbow and wrist.
        lead_s: lead of the shoulder over the wrist; the elbow leads by half of it.
    """

    shares: tuple[float, float, float]
    lead_s: float

    def controls(self, lift: Curve) -> list[Curve]:
        """The target angles of the three servos, each (S,)."""
        shoulder, elbow, wrist = self.shares
        return [
            shoulder * lift,
            elbow * delayed(lift, self.lead_s / 2),
            wrist * delayed(lift, self.lead_s),
        ]


@dataclass(frozen=True, slots=True)
class Clothing:
    """A person's materials."""

    skin: str
    shirt: str
    hair: str
    trousers: str


def dress(world: World) -> Clothing:
    """Draw a person's skin, hair and clothes."""
    shirt = textures.cloth(world.rng, 64)
    return Clothing(
        skin=world.skin(),
        shirt=world.material(shirt, cube=True, shine=0.05),
        hair=world.material(tone=textures.colour(world.rng, low=0.02, high=0.6), shine=0.2),
        trousers=world.material(tone=textures.colour(world.rng, high=0.6), shine=0.05),
    )


def add_arm(
    world: World,
    name: str,
    clothing: Clothing,
    *,
    wrist: Point,
    reach: Point,
    tool: str,
    turn: float = 0.0,
    tilt: float = 0.0,
) -> Arm:
    """Add an arm that swings in the xz plane with a tool in its hand, and its servos.

    Args:
        world: the scene.
        name: prefix of its joints.
        clothing: of the person.
        wrist: its position when the tool touches the target.
        reach: direction from the wrist to the elbow, in the plane; its length is ignored.
        tool: geoms relative to the wrist, x being forward.
        turn: degrees by which the whole arm is rotated around the vertical through the wrist.
        tilt: degrees by which its plane is pitched; -90 turns a downward strike into a forward one.

    Returns:
        The arm, for computing its controls.
    """
    rng = world.rng
    elbow = np.array(reach) * 0.26 / np.linalg.norm(reach)
    bend = rng.uniform(-0.2, 0.9)
    back = reach[0] * np.cos(bend) - reach[2] * np.sin(bend)
    onward = np.array([back, 0, reach[2] * np.cos(bend) + 0.8])
    shoulder = elbow + onward * 0.30 / np.linalg.norm([reach[0], reach[2] + 0.8])
    thick = 0.042 * rng.uniform(0.8, 1.3)
    sleeve = clothing.shirt if rng.random() < 0.6 else clothing.skin
    axis = (0.0, -1.0, 0.0)
    palm = np.array([0.05, 0.035, 0.045])
    start = np.zeros(3)
    hand = floating(
        hinge(axis, name=f"{name}_wrist", armature=0.004),
        geom("ellipsoid", clothing.skin, size=palm, mass=0.35),
        tool,
        pos=-elbow,
    )
    forearm = floating(
        hinge(axis, name=f"{name}_elbow", armature=0.01),
        geom("capsule", sleeve, fromto=line(start, -elbow), size=thick, mass=1.0),
        hand,
        pos=elbow - shoulder,
    )
    upper_line = line(start, elbow - shoulder)
    upper_arm = floating(
        hinge(axis, name=f"{name}_shoulder", armature=0.02),
        geom("capsule", clothing.shirt, fromto=upper_line, size=thick * 1.15, mass=1.6),
        forearm,
        pos=shoulder,
    )
    world.add(body(upper_arm, pos=wrist, euler=(0, tilt, turn)))
    for joint, stiffness in (("shoulder", 2500), ("elbow", 900), ("wrist", 260)):
        world.servo(f"{name}_{joint}", stiffness)
    parts = rng.random(3) * np.array([0.35, 0.8, 1.0])
    shares = parts / parts.sum()
    return Arm(
        (float(shares[0]), float(shares[1]), float(shares[2])), float(rng.uniform(0.0, 0.04))
    )


def sway(rng: np.random.Generator, *, stiffness: tuple[float, float]) -> str:
    """A joint around which a body sways slightly."""
    return hinge(
        rng.normal(0, 1, 3),
        stiffness=float(rng.uniform(*stiffness)),
        damping=0.02,
        ref=float(rng.normal(0, 3)),
    )


def add_person(
    world: World, clothing: Clothing, *, shoulder: Point, size: float = 1.0, facing: float = 0.0
) -> None:
    """Add the rest of a person to an arm: torso, head, other arm and legs, swaying slightly.

    Args:
        world: the scene.
        clothing: of the person.
        shoulder: position of the near shoulder.
        size: 1 is an adult's.
        facing: degrees around the vertical.
    """
    rng = world.rng
    elbow = np.array([rng.uniform(-0.35, 0.35), 0.45, -0.3]) * size
    wrist = elbow + np.array([0.2, -0.05, rng.uniform(-0.45, 0.25)]) * size

    def part(kind: str, material: str, place: Point, axes: Point, mass: float) -> str:
        middle, half = np.array(place) * size, np.array(axes) * size
        return geom(kind, material, pos=middle, size=half, mass=mass)

    def limb(material: str, start: Curve, end: Curve, thick: float) -> str:
        return geom("capsule", material, fromto=line(start, end), size=thick * size, mass=2)

    neck, chin = np.array([0, 0.2, 0]) * size, np.array([0, 0.2, 0.12]) * size
    other = np.array([0, 0.4, -0.03]) * size
    legs = [
        limb(
            clothing.trousers,
            np.array([0, 0.2 + side * 0.08, -0.5]) * size,
            np.array([0, 0.2 + side * 0.1, -1.2]) * size,
            0.08,
        )
        for side in (-1, 1)
    ]
    world.add(
        floating(
            sway(rng, stiffness=(3, 40)),
            part("ellipsoid", clothing.shirt, (0, 0.2, -0.22), (0.13, 0.2, 0.30), 25),
            limb(clothing.skin, neck, chin, 0.05),
            part("ellipsoid", clothing.skin, (0.01, 0.2, 0.2), (0.095, 0.075, 0.115), 4),
            part("ellipsoid", clothing.hair, (-0.02, 0.2, 0.235), (0.097, 0.082, 0.1), 0.2),
            limb(clothing.shirt, other, elbow, 0.045),
            limb(clothing.skin, elbow, wrist, 0.04),
            *legs,
            pos=shoulder,
            euler=(0, 0, facing),
        )
    )
