"""What all scenes share in which arms strike something that feels it."""

from collections.abc import Sequence

import numpy as np

from training.procedural.limbs import Arm
from training.procedural.physics import simulate
from training.procedural.rhythm import Beat
from training.procedural.scene import Curve, Order, Scene, SoundKind
from training.procedural.views import View
from training.procedural.world import STEP_S, World
from training.procedural.world_scene import WorldScene


def strike(
    order: Order,
    world: World,
    arms: Sequence[tuple[Arm, Curve]],
    views: Sequence[View],
    *,
    others: Sequence[Curve] = (),
    sound: SoundKind = "struck",
) -> Scene:
    """Compile a world, let its arms follow their lifts, and listen.

    Args:
        order: what was asked for.
        world: with the arms' servos, in their order, before all others.
        arms: with the lift of each, (S,).
        views: the cameras.
        others: what further servos are told, each (S,).
        sound: what kind of sound suits it.
    """
    model = world.compile(order.size)
    columns = [curve for arm, lift in arms for curve in arm.controls(lift, STEP_S)]
    controls = np.stack([*columns, *others], axis=1)
    recording = simulate(model, order.length_s, controls=controls)
    return WorldScene(order, model, recording, views, sound=sound)


def deal(
    rng: np.random.Generator, beats: Sequence[Beat], hands: int, rest_s: float
) -> list[list[Beat]]:
    """Give each beat to a hand that had time to rest, mostly in turn; drop what none can play."""
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
