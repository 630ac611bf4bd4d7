"""Shared by the scenes in which arms strike a target with a contact sensor."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from training.procedural.draws import log_uniform
from training.procedural.limbs import Arm, wander
from training.procedural.physics import simulate
from training.procedural.rhythm import Beat
from training.procedural.scene import Curve, Order, Scene
from training.procedural.views import View
from training.procedural.world import World
from training.procedural.world_scene import WorldScene

_WAVERING_HZ: Final = 2.0


def strike(
    order: Order,
    world: World,
    arms: Sequence[tuple[Arm, Curve]],
    views: Sequence[View],
) -> Scene:
    """Compile a world and simulate it with its arms following their lifts.

    Args:
        order: parameters of the scene.
        world: its servos are the arms', in the same order.
        arms: with the lift of each, (S,).
        views: the cameras.
    """
    model = world.compile(order.size)
    restless = log_uniform(order.rng, 0.03, 0.4)
    controls = [
        curve for arm, lift in arms for curve in arm.controls(unsteady(order.rng, lift, restless))
    ]
    recording = simulate(model, order.length_s, controls=np.stack(controls, axis=1))
    return WorldScene(order, model, recording, views)


def unsteady(rng: np.random.Generator, lift: Curve, amount: float) -> Curve:
    """A lift (S,) that wavers wherever it is not 0: a hand rests only on what it strikes."""
    return lift * (1 + wander(rng, lift.size, rate_hz=_WAVERING_HZ, size=amount))


def deal(
    rng: np.random.Generator, beats: Sequence[Beat], hands: int, rest_s: float
) -> list[list[Beat]]:
    """Assign each beat to a rested hand, mostly alternating; drop beats that no hand can play."""
    dealt: list[list[Beat]] = [[] for _ in range(hands)]
    turn = 0
    for beat in beats:
        turn += 1 if rng.random() < 0.85 else 0
        for offset in range(hands):
            mine = dealt[(turn + offset) % hands]
            if not mine or beat.time_s - mine[-1].time_s >= rest_s:
                mine.append(beat)
                break
    return dealt
