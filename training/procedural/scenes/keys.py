"""Fingers on the keys of a piano, typewriter or keyboard, or tapping on a table.

The hands travel over the keys, and fingers that do not strike move as well, so not every motion is
a blow.
"""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from scipy.ndimage import gaussian_filter1d

from training.procedural.draws import log_uniform
from training.procedural.limbs import draw_style, lift_curve, wander
from training.procedural.mjcf import floating, geom, hinge, line, slide
from training.procedural.physics import simulate
from training.procedural.rhythm import Beat, Tempo, draw_beats
from training.procedural.scene import Curve, Order, Scene
from training.procedural.strikes import deal, unsteady
from training.procedural.views import draw_views
from training.procedural.world import STEP_S, World
from training.procedural.world_scene import WorldScene

_FINGER_REST_S: Final = 0.14
_FINGERS: Final = 5
_FINGER_STIFF: Final = 6
_HAND_STIFF: Final = 500
_MOVE_S: Final = 0.05  # smoothing of a hand's way from key to key
_LEAP_SHARE: Final = 0.25  # of the blows, before which the hand moves to another place

_Kind = Literal["piano", "keyboard", "table"]


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    rng = order.rng
    world = World(rng, scale_m=float(rng.uniform(0.25, 0.45)))
    kind: _Kind = rng.choice(["piano", "keyboard", "keyboard", "table"])
    hands = int(rng.choice([1, 2, 2]))
    wide = float(rng.uniform(0.014, 0.026))
    skin = world.skin()
    sleeve = world.surface(cube=True)
    for hand in range(hands):
        middle = (hand - (hands - 1) / 2) * (_FINGERS + 2) * wide * rng.uniform(1.0, 1.6)
        _add_hand(world, f"{hand}", float(middle), wide, skin, sleeve)
    reach_m = log_uniform(rng, 0.3, 4.0) * wide
    if kind == "table":
        board, bounce = world.surface(cube=True), (0.008, 0.9)
        world.struck(
            "box", board, name="table", size=(0.3, 0.2, 0.01), top=(0, 0, 0), spring=bounce
        )
    else:
        _add_keys(world, kind, wide)
    world.room(floor_m=-float(rng.uniform(0.05, 0.4)))
    tempo = Tempo(shortest_s=0.09, usual_s=log_uniform(rng, 0.12, 0.35), feints=0.0)
    beats = draw_beats(rng, tempo, order.length_s)
    style = draw_style(rng, lift=(0.2, 0.6), hold_s=(0.01, 0.3), pace=0.4)
    restless = log_uniform(rng, 0.05, 0.6)
    controls: list[Curve] = []
    dealt = deal(rng, beats, hands * _FINGERS, _FINGER_REST_S)
    for hand in range(hands):
        fingers = dealt[hand * _FINGERS : (hand + 1) * _FINGERS]
        mine = sorted((beat for finger in fingers for beat in finger), key=lambda it: it.time_s)
        steps = round(order.length_s / STEP_S)
        controls += [_travel(rng, mine, steps, part * reach_m) for part in (1.0, 0.4)]
        for finger in fingers:
            lift = lift_curve(finger, style, order.length_s)
            controls.append(unsteady(rng, lift, restless))
    model = world.compile(order.size)
    recording = simulate(model, order.length_s, controls=np.stack(controls, axis=1))
    distance_m = log_uniform(rng, 0.25, 0.5)
    views = draw_views(
        rng, (0, 0.0, 0.02), distance_m, azimuth=(-180, 180), elevation=(10, 88), spread_m=0.04
    )
    return WorldScene(order, model, recording, views)


def _travel(rng: np.random.Generator, beats: Sequence[Beat], steps: int, reach_m: float) -> Curve:
    """The way of a hand along one axis, (S,) metres: to another place before some of its blows."""
    places = [0.0]
    for _ in beats:
        near = places[-1] + rng.normal(0, 0.1 * reach_m)
        leaps = rng.random() < _LEAP_SHARE
        places.append(float(rng.uniform(-reach_m, reach_m) if leaps else near))
    times_s = [0.0, *(beat.time_s - _MOVE_S for beat in beats)]
    way = np.interp(np.arange(steps) * STEP_S, times_s, places)
    smooth: Curve = gaussian_filter1d(way, _MOVE_S / STEP_S, mode="nearest")
    return smooth + wander(rng, steps, rate_hz=1.0, size=0.1 * reach_m)


def _add_hand(world: World, name: str, middle: float, wide: float, skin: str, sleeve: str) -> None:
    """A hand on two slides, whose fingers point along y with the keys under their tips."""
    high = float(world.rng.uniform(0.025, 0.045))
    axes = {"along": (1, 0, 0), "across": (0, 1, 0)}
    world.add(
        floating(
            *(slide(axis, name=f"{way}{name}", armature=0.1) for way, axis in axes.items()),
            geom("ellipsoid", skin, size=(wide * 2.6, 0.05, 0.02), pos=(0, -0.11, high), mass=0.3),
            geom(
                "capsule",
                sleeve,
                fromto=line((0, -0.15, high), (middle * 0.6, -0.42, high - 0.02)),
                size=0.03,
                mass=0.5,
            ),
            *(
                _finger(
                    f"{name}_{finger}", (finger - (_FINGERS - 1) / 2) * wide, finger, high, skin
                )
                for finger in range(_FINGERS)
            ),
            pos=(middle, 0, 0),
        )
    )
    for way in axes:
        world.servo(f"{way}{name}", _HAND_STIFF)
    for finger in range(_FINGERS):
        world.servo(f"finger{name}_{finger}", _FINGER_STIFF)
        world.feel_all(f"tip{name}_{finger}")


def _finger(name: str, x: float, finger: int, high: float, skin: str) -> str:
    long = 0.085 - 0.006 * abs(finger - 2)
    joint, tip = (0, 0.6 * long, 0.008), (0, long, -high + 0.008)
    return floating(
        hinge((1, 0, 0), name=f"finger{name}", armature=0.0002),
        geom("capsule", skin, fromto=line((0, 0, 0), joint), size=0.0085, mass=0.02),
        geom("capsule", skin, fromto=line(joint, tip), size=0.0075, mass=0.01),
        geom("sphere", skin, solid=True, name=f"tip{name}", size=0.008, pos=tip, mass=0.01),
        pos=(x, -long, high),
    )


def _add_keys(world: World, kind: _Kind, wide: float) -> None:
    """Sprung keys with an end stop in a case: the long ones of a piano, or rows of short ones."""
    rng = world.rng
    case, white = world.surface(), world.material(tone=world.colour(), shine=0.4)
    black = world.material(tone=world.colour(), shine=0.3)
    reach = 14
    rows = 1 if kind == "piano" else 3
    deep = wide * (2.8 if kind == "piano" else 0.42)
    world.add(geom("box", case, size=(0.36, 0.11, 0.012), pos=(0, 0.03, -0.026)))
    for row in range(rows):
        for column in range(-reach, reach + 1):
            shift = 0.0 if kind == "piano" else 0.3 * row
            x = (column + shift) * wide
            y = 1.4 * wide if kind == "piano" else (row - 1) * wide
            look = black if rng.random() < 0.04 else white
            _add_key(world, (x, y), (wide * 0.46, deep), look)
            if kind == "piano" and column % 7 not in (2, 6):
                size, place = (wide * 0.28, wide * 1.7, 0.005), (x + wide / 2, 3.2 * wide, 0.004)
                world.add(geom("box", black, size=size, pos=place))


def _add_key(
    world: World, place: tuple[float, float], half: tuple[float, float], look: str
) -> None:
    spring = slide((0, 0, 1), stiffness=120, damping=1.2, range=(-0.008, 0), limited="true")
    top = geom(
        "box",
        look,
        solid=True,
        size=(*half, 0.005),
        pos=(0, 0, -0.005),
        mass=0.02,
        solref=(0.008, 0.9),
    )
    world.add(floating(spring, top, pos=(*place, 0)))
