"""Bodies that collide: billiards, Newton's cradle, a ball and pins."""

import numpy as np

from training.procedural.mjcf import Attribute, body, floating, geom, hinge, line, slide
from training.procedural.physics import simulate
from training.procedural.scene import Order, Scene
from training.procedural.views import draw_views
from training.procedural.world import World
from training.procedural.world_scene import WorldScene

_BALL_M = 0.03
_RAIL_M = 0.03


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    kinds = (_billiards, _billiards, _cradle, _pins)
    return kinds[int(order.rng.integers(len(kinds)))](order)


def _billiards(order: Order) -> Scene:
    """Balls that roll and hit each other and the cushions of a table."""
    rng = order.rng
    world = World(rng, scale_m=0.7)
    half = (float(rng.uniform(0.35, 0.7)), float(rng.uniform(0.25, 0.4)))
    bounce = (-90000, -60)
    _add_table(world, half, bounce)
    count = int(rng.integers(2, 10))
    drag = float(rng.uniform(0.02, 0.15))
    for number, (x, y) in enumerate(_spread_out(rng, count, half)):
        look, name = world.material(tone=world.colour(), shine=0.9), f"ball{number}"
        rolls = [slide(axis, damping=drag) for axis in ((1, 0, 0), (0, 1, 0))]
        ball = geom(
            "sphere",
            look,
            solid=True,
            name=name,
            size=_BALL_M,
            mass=0.17,
            solref=bounce,
            friction=0.05,
        )
        world.add(floating(*rolls, ball, pos=(x, y, 0)))
        world.feel_all(name)
    world.room(floor_m=-0.8, wall=bool(rng.random() < 0.5))
    model = world.compile(order.size)
    speed = np.zeros((count, 2))
    moving = rng.random(count) < rng.uniform(0.15, 0.9)
    moving[0] = True
    speed[moving] = rng.normal(0, rng.uniform(0.5, 2.0), (int(moving.sum()), 2))
    recording = simulate(model, order.length_s, speed=speed.ravel())
    views = draw_views(rng, (0, 0, 0), 1.6, elevation=(15, 89))
    return WorldScene(order, model, recording, views)


def _add_table(world: World, half: tuple[float, float], bounce: tuple[float, float]) -> None:
    cloth, wood = world.surface(), world.wooden()
    large = (half[0] + 2 * _RAIL_M, half[1] + 2 * _RAIL_M)
    world.add(geom("box", cloth, size=(*large, 0.03), pos=(0, 0, -_BALL_M - 0.03)))
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        size = (_RAIL_M, large[1], 0.035) if x else (large[0], _RAIL_M, 0.035)
        place = (x * (half[0] + _RAIL_M), y * (half[1] + _RAIL_M), 0)
        world.add(geom("box", wood, solid=True, size=size, pos=place, solref=bounce))


def _spread_out(
    rng: np.random.Generator, count: int, half: tuple[float, float]
) -> list[tuple[float, float]]:
    """Positions of balls on a table that do not overlap."""
    positions: list[tuple[float, float]] = []
    while len(positions) < count:
        x, y = (float(rng.uniform(-0.9, 0.9) * side) for side in half)
        if all(np.hypot(x - a, y - b) > 2.2 * _BALL_M for a, b in positions):
            positions.append((x, y))
    return positions


def _cradle(order: Order) -> Scene:
    """Balls on strings in a row; the outer ones swing in."""
    rng = order.rng
    world = World(rng, scale_m=0.6)
    count, radius = int(rng.integers(2, 6)), float(rng.uniform(0.025, 0.06))
    long = float(rng.uniform(0.3, 0.8))
    look = world.metal() if rng.random() < 0.6 else world.surface(cube=True)
    low, spring = (0, 0, -long), (-160000, -float(rng.uniform(5, 60)))
    for number in range(count):
        name = f"ball{number}"
        swings = hinge((0, 1, 0), damping=float(rng.uniform(0.0002, 0.002)))
        string = geom("capsule", look, fromto=line((0, 0, 0), low), size=0.003, mass=0.001)
        ball = geom(
            "sphere", look, solid=True, name=name, size=radius, pos=low, mass=0.3, solref=spring
        )
        x = (number - (count - 1) / 2) * 2.01 * radius
        world.add(body(swings, string, ball, pos=(x, 0, long)))
        if number:
            world.feel(f"ball{number - 1}", name)
    beam = (count * radius + 0.05, 0.02, 0.012)
    world.add(geom("box", world.wooden(), size=beam, pos=(0, 0, long + 0.012)))
    world.room(floor_m=-radius * float(rng.uniform(1.1, 8)))
    tilt = np.zeros(count)
    raised = int(rng.integers(1, count)) if count > 2 else 1
    tilt[:raised] = rng.uniform(20, 60)
    if rng.random() < 0.4:
        tilt[-1] = -rng.uniform(10, 60)
    model = world.compile(order.size)
    recording = simulate(model, order.length_s, start=np.radians(tilt))
    views = draw_views(rng, (0, 0, long / 3), 2.2 * long)
    return WorldScene(order, model, recording, views)


def _pins(order: Order) -> Scene:
    """A ball rolls into standing objects and knocks them over."""
    rng = order.rng
    world = World(rng, scale_m=1.0)
    world.room(floor_m=0.0, solid=True)
    radius, high = float(rng.uniform(0.05, 0.12)), float(rng.uniform(0.1, 0.25))
    touch: dict[str, Attribute] = {
        "priority": 1,
        "solref": (0.008, 0.6),
        "friction": (0.4, 0.005, 0.0005),
    }
    look = world.material(tone=world.colour(), shine=0.8)
    start_x = -float(rng.uniform(0.8, 2.2))
    ball = geom("sphere", look, solid=True, name="ball", size=radius, density=1200, **touch)
    world.add(body("<freejoint/>", ball, pos=(start_x, rng.normal(0, 0.04), radius)))
    look = world.surface(cube=True)
    kind, wide = str(rng.choice(["cylinder", "box"])), radius * rng.uniform(0.25, 0.6)
    size = (wide, wide, high) if kind == "box" else (wide, high)
    for number in range(int(rng.integers(1, 9))):
        name, place = f"pin{number}", (0.16 * (number // 3), 0.13 * (number % 3 - 1), high)
        pin = geom(kind, look, solid=True, name=name, size=size, density=500, **touch)
        world.add(body("<freejoint/>", pin, pos=place))
        world.feel_all(name)
    model = world.compile(order.size)
    pace = -start_x / float(rng.uniform(0.5, 4.0))
    recording = simulate(model, order.length_s, speed=np.array([pace, 0, 0, 0, pace / radius, 0]))
    views = draw_views(rng, (0, 0, 0.1), 1.8, elevation=(5, 50))
    return WorldScene(order, model, recording, views)
