"""Sticks, mallets or bare hands on drums, cymbals and other objects."""

import numpy as np

from training.procedural.limbs import (
    Arm,
    Clothing,
    add_arm,
    add_person,
    draw_style,
    dress,
    lift_curve,
)
from training.procedural.mjcf import floating, geom, hinge, line
from training.procedural.rhythm import Tempo, draw_beats
from training.procedural.scene import Order, Scene
from training.procedural.strikes import deal, strike
from training.procedural.views import draw_views
from training.procedural.world import World

_TEMPO = Tempo(shortest_s=0.09, usual_s=0.35, feints=0.1)
_HAND_REST_S = 0.16


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    rng = order.rng
    world = World(rng, scale_m=float(rng.uniform(0.7, 1.3)))
    hands = int(rng.choice([1, 2, 2]))
    clothing = dress(world)
    apart = float(rng.uniform(0.1, 0.35))
    beats = draw_beats(rng, _TEMPO, order.length_s)
    style = draw_style(rng, lift=(0.35, 1.1), pace=0.55)
    bare = bool(rng.random() < 0.2)
    arms = []
    for hand, mine in enumerate(deal(rng, beats, hands, _HAND_REST_S)):
        side = (hand - (hands - 1) / 2) * apart
        arm = _add_hand(world, clothing, f"hand{hand}", side, bare=bare)
        arms.append((arm, lift_curve(mine, style, order.length_s)))
        _add_drum(world, f"drum{hand}", side, room_m=apart / 2 if hands > 1 else 0.25)
        world.feel(f"tip_hand{hand}", f"drum{hand}")
    if rng.random() < 0.7:
        shoulder = (-0.85, -apart / 2 - 0.1, 0.35)
        add_person(world, clothing, shoulder=shoulder, size=1.05)
    world.room(floor_m=-float(rng.uniform(0.35, 0.8)))
    around = (-150, 150) if rng.random() < 0.4 else (-70, 70)
    views = draw_views(rng, (-0.15, 0, 0.05), 1.1, azimuth=around)
    return strike(order, world, arms, views)


def _add_hand(world: World, clothing: Clothing, name: str, side: float, *, bare: bool) -> Arm:
    """An arm with a stick or a flat hand, `side` metres off the centre."""
    rng = world.rng
    long = 0.10 if bare else float(rng.uniform(0.28, 0.42))
    tip = 0.02 if bare else float(rng.choice([0.008, 0.012, 0.03]))
    turn = float(np.sign(side) * rng.uniform(0, 30))
    angle = np.radians(turn)
    look = clothing.skin if bare else world.wooden()
    shaft = line((-0.05, 0, tip), (long, 0, tip))
    end = (long, 0, tip)
    tool = geom("capsule", look, fromto=shaft, size=0.022 if bare else 0.008, mass=0.06)
    tool += geom("sphere", look, solid=True, name=f"tip_{name}", size=tip, pos=end, mass=0.05)
    return add_arm(
        world,
        name,
        clothing,
        wrist=(-long * float(np.cos(angle)), side - long * float(np.sin(angle)), 0.0),
        reach=(-1.0, 0.0, float(rng.uniform(-0.6, 0.2))),
        tool=tool,
        turn=turn,
    )


def _add_drum(world: World, name: str, side: float, *, room_m: float) -> None:
    """The target, with its top at height 0."""
    rng = world.rng
    bounce = (float(rng.uniform(0.006, 0.02)), float(rng.uniform(0.15, 0.7)))
    kind = rng.choice(["drum", "drum", "cymbal", "thing"])
    wide = float(rng.uniform(0.6, 0.97)) * room_m
    if kind == "cymbal":
        steel = world.metal()
        stiff, damp = float(rng.uniform(2, 12)), float(rng.uniform(0.01, 0.05))
        tilts = [hinge(axis, stiffness=stiff, damping=damp) for axis in ((1, 0, 0), (0, 1, 0))]
        size = (wide, 0.006)
        disc = geom("cylinder", steel, solid=True, name=name, size=size, mass=0.8, solref=bounce)
        world.add(floating(*tilts, disc, pos=(0, side, -0.006)))
        world.add(geom("cylinder", steel, fromto=line((0, side, -1), (0, side, -0.02)), size=0.01))
    elif kind == "drum":
        high = float(rng.uniform(0.04, 0.25))
        size, top = (wide, 0.008), (0, side, 0)
        world.struck("cylinder", world.surface(), name=name, size=size, top=top, spring=bounce)
        below = (0, side, -high - 0.009)
        world.add(geom("cylinder", world.surface(), size=(wide + 0.008, high), pos=below))
    else:
        look, high = world.surface(cube=True), float(rng.uniform(0.02, 0.2))
        box, top = (float(rng.uniform(0.03, 0.2)), wide, high), (0, side, 0)
        world.struck("box", look, name=name, size=box, top=top, spring=bounce)
