"""Fingers on the keys of a piano, typewriter or keyboard."""

import numpy as np

from training.procedural.limbs import draw_style, lift_curve
from training.procedural.mjcf import floating, geom, hinge, line, slide
from training.procedural.physics import simulate
from training.procedural.rhythm import Tempo, draw_beats
from training.procedural.scene import Order, Scene
from training.procedural.strikes import deal
from training.procedural.views import draw_views
from training.procedural.world import STEP_S, World
from training.procedural.world_scene import WorldScene

_TEMPO = Tempo(shortest_s=0.09, usual_s=0.25, feints=0.0)
_FINGER_REST_S = 0.14
_FINGERS = 5
_STIFF = 6


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    rng = order.rng
    world = World(rng, scale_m=float(rng.uniform(0.25, 0.45)))
    hands = int(rng.choice([1, 2, 2]))
    wide = float(rng.uniform(0.014, 0.026))
    skin = world.skin()
    sleeve = world.surface(cube=True)
    for hand in range(hands):
        middle = (hand - (hands - 1) / 2) * (_FINGERS + 2) * wide * rng.uniform(1.0, 1.6)
        _add_hand(world, hand, float(middle), wide, skin, sleeve)
    _add_keyboard(world, wide)
    world.room(floor_m=-float(rng.uniform(0.05, 0.4)))
    fingers = hands * _FINGERS
    beats = draw_beats(rng, _TEMPO, order.length_s)
    style = draw_style(rng, lift=(0.25, 0.6), hold_s=(0.01, 0.15), pace=0.4)
    controls = [
        lift_curve(mine, style, order.length_s, STEP_S)
        for mine in deal(rng, beats, fingers, _FINGER_REST_S)
    ]
    model = world.compile(order.size)
    recording = simulate(model, order.length_s, controls=np.stack(controls, axis=1))
    views = draw_views(
        rng, (0, 0.02, 0.02), 0.32, azimuth=(-180, 180), elevation=(10, 75), spread_m=0.03
    )
    return WorldScene(order, model, recording, views)


def _add_hand(world: World, hand: int, middle: float, wide: float, skin: str, sleeve: str) -> None:
    """A resting hand whose fingers strike; they point along y, with the keys under their tips."""
    high = float(world.rng.uniform(0.025, 0.045))
    ivory = world.material(tone=world.colour(), shine=0.4)
    for finger in range(_FINGERS):
        x = middle + (finger - (_FINGERS - 1) / 2) * wide
        long = 0.085 - 0.006 * abs(finger - 2)
        _add_finger(world, f"{hand}_{finger}", (x, -long, high), skin)
        _add_key(world, f"{hand}_{finger}", x, wide, ivory)
        world.feel(f"tip{hand}_{finger}", f"key{hand}_{finger}")
    palm = (middle, -0.11, high)
    world.add(geom("ellipsoid", skin, size=(wide * 2.6, 0.05, 0.02), pos=palm))
    arm = line((middle, -0.15, high), (middle * 1.6, -0.42, high - 0.02))
    world.add(geom("capsule", sleeve, fromto=arm, size=0.03))


def _add_finger(world: World, name: str, knuckle: tuple[float, float, float], skin: str) -> None:
    _, back, high = knuckle
    joint, tip = (0, -0.6 * back, 0.008), (0, -back, -high + 0.008)
    world.add(
        floating(
            hinge((1, 0, 0), name=f"finger{name}", armature=0.0002),
            geom("capsule", skin, fromto=line((0, 0, 0), joint), size=0.0085, mass=0.02),
            geom("capsule", skin, fromto=line(joint, tip), size=0.0075, mass=0.01),
            geom("sphere", skin, solid=True, name=f"tip{name}", size=0.008, pos=tip, mass=0.01),
            pos=knuckle,
        )
    )
    world.servo(f"finger{name}", _STIFF)


def _add_key(world: World, name: str, x: float, wide: float, ivory: str) -> None:
    """A sprung key with an end stop."""
    spring = slide((0, 0, 1), stiffness=120, damping=1.2, range=(-0.008, 0), limited="true")
    top = geom(
        "box",
        ivory,
        solid=True,
        name=f"key{name}",
        size=(wide * 0.46, wide * 0.9, 0.005),
        pos=(0, 0, -0.005),
        mass=0.02,
        solref=(0.008, 0.9),
    )
    world.add(floating(spring, top, pos=(x, 0, 0)))


def _add_keyboard(world: World, wide: float) -> None:
    """The case and the keys that are not played."""
    rng = world.rng
    case, ivory = world.surface(), world.material(tone=world.colour(), shine=0.4)
    deep = float(rng.uniform(0.05, 0.12))
    world.add(geom("box", case, size=(0.26, deep, 0.012), pos=(0, 0.03, -0.026)))
    size = (wide * 0.45, wide * 0.8, 0.005)
    for row in range(int(rng.integers(1, 4))):
        for column in range(-8, 9):
            place = (column * wide, (row + 1) * wide * 1.9, -0.006)
            world.add(geom("box", ivory, size=size, pos=place))
