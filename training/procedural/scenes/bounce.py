"""Objects that fall and bounce: balls, boxes, cans, on floors, steps and slopes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.procedural.draws import log_uniform
from training.procedural.mjcf import body, geom
from training.procedural.physics import Impact, Recording, simulate
from training.procedural.rhythm import Tempo, draw_beats
from training.procedural.scene import Order, Scene
from training.procedural.views import draw_views
from training.procedural.world import STEP_S, World
from training.procedural.world_scene import WorldScene

_TEMPO = Tempo(shortest_s=0.25, usual_s=1.2, feints=0.0)
_GRIP = (0.5, 0.01, 0.001)
_MAX_BODIES = 9
_OUT_OF_SIGHT_M = 60.0


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    rng = order.rng
    size_m = log_uniform(rng, 0.03, 0.15)
    world = World(rng, scale_m=size_m * 9)
    beats = draw_beats(rng, _TEMPO, order.length_s)[:_MAX_BODIES]
    _add_ground(world, size_m)
    same = _look(world) if rng.random() < 0.5 else None
    stiff = 0.3 * (60 / size_m) ** 2
    spring = (-stiff, -2 * float(rng.uniform(0.05, 0.45)) * np.sqrt(stiff))
    bodies = max(len(beats), 1)
    for number in range(bodies):
        _add_body(world, f"body{number}", size_m, same or _look(world), spring)
    model = world.compile(order.size)
    start, speed = _throw(rng, bodies, size_m)
    fallen = simulate(model, order.length_s, start=start, speed=speed)
    starts_s = [beat.time_s for beat in beats]
    recording = _staggered(fallen, bodies, starts_s)
    views = draw_views(rng, (0, 0, 2 * size_m), 17 * size_m, spread_m=size_m, count=6)
    return WorldScene(order, model, recording, views)


def _look(world: World) -> str:
    if world.rng.random() < 0.3:
        return world.metal()
    return world.surface(cube=True)


def _add_ground(world: World, size_m: float) -> None:
    """A floor, often with a table, steps or a slope."""
    rng = world.rng
    world.room(floor_m=0.0, solid=True)
    kind = rng.choice(["floor", "table", "steps", "slope"])
    look = world.surface(cube=True)

    def block(size: Sequence[float], pos: Sequence[float], tilt: float = 0.0) -> None:
        half, place = np.array(size) * size_m, np.array(pos) * size_m
        turn = (0, tilt, 0)
        world.add(geom("box", look, solid=True, size=half, pos=place, euler=turn, friction=_GRIP))

    if kind == "steps":
        for step in range(4):
            high = (4 - step) * 0.45
            block((1.3, 5, high), ((step - 1.2) * 2.6, 0, high))
    elif kind == "slope":
        block((3, 4, 0.3), (-1, 0, 1.5), tilt=float(rng.uniform(10, 30)))
    elif kind == "table":
        block((4, 4, 0.2), (0, 0, 0.2))


def _add_body(
    world: World, name: str, size_m: float, look: str, spring: tuple[float, float]
) -> None:
    rng = world.rng
    kinds = ["sphere", "sphere", "sphere", "box", "cylinder", "capsule", "ellipsoid"]
    shape = geom(
        str(rng.choice(kinds)),
        look,
        solid=True,
        name=name,
        size=size_m * rng.uniform(0.5, 1.0, 3),
        density=700,
        priority=1,
        solref=spring,
        friction=_GRIP,
        # Bodies do not collide with each other, because each falls at its own time (`_staggered`).
        contype=0,
    )
    world.add(body("<freejoint/>", shape))
    world.feel_all(name)


def _throw(
    rng: np.random.Generator, bodies: int, size_m: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Initial coordinates (7 per body) and velocities (6 per body): dropped or thrown."""
    start = np.zeros((bodies, 7))
    speed = np.zeros((bodies, 6))
    start[:, :2] = rng.normal(0, 1.5 * size_m, (bodies, 2))
    start[:, 2] = size_m * rng.uniform(5, 14, bodies)
    turn = rng.normal(0, 1, (bodies, 4))
    start[:, 3:] = turn / np.linalg.norm(turn, axis=1, keepdims=True)
    thrown = rng.random(bodies) < 0.35
    pace = np.sqrt(9.81 * size_m)
    start[thrown, 0] -= 5 * size_m
    speed[thrown, 0] = pace * rng.uniform(0.7, 2.0, int(thrown.sum()))
    speed[:, 1] = pace * rng.normal(0, 0.3, bodies)
    speed[:, 3:] = rng.normal(0, 4, (bodies, 3))
    return start.ravel(), speed.ravel()


def _staggered(fallen: Recording, bodies: int, starts_s: list[float]) -> Recording:
    """Let each body fall at its own time; before that it is out of sight."""
    qpos = fallen.qpos.copy()
    steps = len(qpos)
    end_s = steps * STEP_S
    heard: list[Impact] = []
    for number in range(bodies):
        columns = slice(7 * number, 7 * number + 7)
        own = [impact for impact in fallen.impacts if impact.where == f"body{number}"]
        # The first impact falls on the beat, not the release; a body without a beat stays away.
        fall_s = own[0].time_s if own else 0.0
        delay_s = starts_s[number] - fall_s if number < len(starts_s) else end_s
        delay = min(max(round(delay_s / STEP_S), 0), steps)
        qpos[delay:, columns] = fallen.qpos[: steps - delay, columns]
        qpos[:delay, columns] = fallen.qpos[0, columns]
        qpos[:delay, 7 * number + 2] = _OUT_OF_SIGHT_M
        moved = [Impact(one.time_s + delay * STEP_S, one.impulse, one.where) for one in own]
        heard += [impact for impact in moved if impact.time_s < end_s]
    return Recording(STEP_S, qpos, tuple(sorted(heard, key=lambda impact: impact.time_s)))
