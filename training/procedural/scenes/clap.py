"""Two hands clapping, or striking two objects together."""

import numpy as np
from numpy.typing import NDArray

from training.procedural.limbs import Clothing, delayed, draw_style, dress, lift_curve, sway
from training.procedural.mjcf import floating, geom, hinge, line
from training.procedural.physics import simulate
from training.procedural.rhythm import Tempo, draw_beats
from training.procedural.scene import Order, Scene
from training.procedural.views import draw_views
from training.procedural.world import World
from training.procedural.world_scene import WorldScene

_TEMPO = Tempo(shortest_s=0.17, usual_s=0.45)
_OVERLAP_M = 0.006  # so that the hands press against each other
_STIFF = 400


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    rng = order.rng
    world = World(rng, scale_m=float(rng.uniform(0.6, 1.0)))
    clothing = dress(world)
    size = float(rng.uniform(0.7, 1.2))
    elbow = np.array([rng.uniform(0.12, 0.24), rng.uniform(0.12, 0.26), -rng.uniform(0.02, 0.2)])
    elbow *= size
    _add_hands(world, clothing, elbow, size)
    if rng.random() < 0.75:
        _add_torso(world, clothing, elbow, size)
    world.feel("palm_left", "palm_right")
    world.room(floor_m=-float(rng.uniform(0.5, 1.2)))
    beats = draw_beats(rng, _TEMPO, order.length_s)
    lift = lift_curve(beats, draw_style(rng, lift=(0.4, 1.1), pace=0.7), order.length_s)
    # Often one hand does most of the work.
    share = float(rng.uniform(0.3, 1.0))
    other = delayed(lift, float(rng.uniform(0, 0.015))) * (1.3 - share)
    both = [lift * share, other]
    controls = np.stack(both if rng.random() < 0.5 else both[::-1], axis=1)
    model = world.compile(order.size)
    recording = simulate(model, order.length_s, controls=controls)
    views = draw_views(rng, (0, 0, 0), 0.9, elevation=(-10, 40))
    return WorldScene(order, model, recording, views)


def _add_hands(world: World, clothing: Clothing, elbow: NDArray[np.float64], size: float) -> None:
    """Forearms that rotate around their elbows; the palms meet at the origin."""
    rng = world.rng
    held = world.surface(cube=True) if rng.random() < 0.25 else None
    palm = rng.uniform(0.8, 1.2, 3) * np.array([0.018, 0.05, 0.075]) * size
    sleeve = clothing.shirt if rng.random() < 0.5 else clothing.skin
    axis = np.array([0.0, rng.normal(0, 0.4), 1.0])
    shoulder = np.array([0.02, 0.12, 0.26]) * size
    for side, name in ((-1, "left"), (1, "right")):
        mirror = np.array([side, 1, 1])
        place = elbow * mirror
        hand = -place + np.array([side * (palm[0] - _OVERLAP_M), 0, 0])
        forearm = line(np.zeros(3), hand * 0.8)
        upper_arm = line(place, place + shoulder * mirror)
        palm_geom = geom(
            "box" if held else "ellipsoid",
            held or clothing.skin,
            solid=True,
            name=f"palm_{name}",
            size=palm,
            pos=hand,
            mass=0.4,
            solref=(0.012, 0.9),
        )
        world.add(
            floating(
                hinge(axis * np.array([1, 1, side]), name=name, armature=0.01),
                geom("capsule", sleeve, fromto=forearm, size=0.036 * size, mass=0.8),
                palm_geom,
                pos=place,
            )
        )
        world.add(geom("capsule", clothing.shirt, fromto=upper_arm, size=0.044 * size))
        world.servo(name, _STIFF)


def _add_torso(world: World, clothing: Clothing, elbow: NDArray[np.float64], size: float) -> None:
    """The person behind the hands, swaying slightly."""

    def part(material: str, place: tuple[float, float, float], axes: NDArray[np.float64]) -> str:
        return geom("ellipsoid", material, pos=np.array(place) * size, size=axes * size, mass=5)

    neck = line((0, 0, 0.5 * size), (0, 0, 0.64 * size))
    world.add(
        floating(
            sway(world.rng, stiffness=(5, 40)),
            part(clothing.shirt, (0, 0, 0.22), np.array([0.21, 0.12, 0.36])),
            geom("capsule", clothing.skin, fromto=neck, size=0.05 * size, mass=1),
            part(clothing.skin, (0, -0.02, 0.76), np.array([0.075, 0.095, 0.115])),
            part(clothing.hair, (0, 0.01, 0.80), np.array([0.082, 0.1, 0.1])),
            pos=(0, elbow[1] + 0.16 * size, elbow[2] - 0.22 * size),
        )
    )
