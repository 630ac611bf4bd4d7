"""A ball on a racket: bounced up repeatedly, or played over a table or a net."""

import numpy as np

from training.procedural.draws import log_uniform
from training.procedural.limbs import add_arm, add_person, dress, wander
from training.procedural.mjcf import body, geom, hinge, line, slide
from training.procedural.physics import Impact, puppet, simulate
from training.procedural.rhythm import Tempo, draw_beats
from training.procedural.scene import Curve, Order, Scene
from training.procedural.views import draw_views
from training.procedural.world import STEP_S, World
from training.procedural.world_scene import WorldScene

_GRAVITY = 9.81


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    return _juggle(order) if order.rng.random() < 0.4 else _rally(order)


def _juggle(order: Order) -> Scene:
    """A racket that keeps a ball bouncing; the simulation decides when they meet."""
    rng = order.rng
    world = World(rng, scale_m=float(rng.uniform(0.6, 1.1)))
    clothing = dress(world)
    radius = float(rng.uniform(0.018, 0.06))
    long = float(rng.uniform(0.15, 0.5))
    look = world.surface(cube=True)
    bounce = (-80000, -float(rng.uniform(8, 50)))
    grip, middle = line((-0.05, 0, 0), (long, 0, 0)), (long + 0.08, 0, 0)
    wide = (float(rng.uniform(0.08, 0.14)), 0.008)
    tool = geom("capsule", world.wooden(), fromto=grip, size=0.012, mass=0.05) + geom(
        "cylinder", look, solid=True, name="racket", size=wide, pos=middle, mass=0.12, solref=bounce
    )
    arm = add_arm(
        world,
        "arm",
        clothing,
        wrist=(-long - 0.08, 0.0, 0.0),
        reach=(-1.0, 0.0, float(rng.uniform(-0.5, 0.2))),
        tool=tool,
    )
    high = float(rng.uniform(0.15, 0.6))
    ball = world.material(tone=world.colour(), shine=0.3)
    shape = geom("sphere", ball, solid=True, name="ball", size=radius, mass=0.05, solref=bounce)
    # On a rail, so that it never misses the racket.
    world.add(body(slide((0, 0, 1)), shape, pos=(0, 0, high + radius + 0.01)))
    if rng.random() < 0.6:
        add_person(world, clothing, shoulder=(-long - 0.6, 0.0, 0.3))
    world.feel("ball", "racket")
    world.room(floor_m=-float(rng.uniform(0.5, 1.1)))
    model = world.compile(order.size)
    steps = round(order.length_s / STEP_S)
    # About one stroke per flight of the ball; the meeting point varies, as with a beginner.
    flight_s = 2 * np.sqrt(2 * high / _GRAVITY)
    stroke_hz = float(rng.uniform(0.7, 1.4)) / flight_s
    time_s = np.arange(steps) * STEP_S
    strokes = np.sin(2 * np.pi * stroke_hz * time_s)
    effort = 1 + wander(rng, steps, rate_hz=0.4, size=0.3)
    swing = float(rng.uniform(0.1, 0.3)) * effort * strokes
    controls = np.stack(arm.controls(swing), axis=1)
    recording = simulate(model, order.length_s, controls=controls)
    views = draw_views(rng, (-0.1, 0, high / 3), 1.0, elevation=(-5, 40))
    return WorldScene(order, model, recording, views)


def _rally(order: Order) -> Scene:
    """Two rackets and a ball between them that bounces off the table or the ground."""
    rng = order.rng
    half = log_uniform(rng, 0.6, 4.0)  # table tennis to tennis
    world = World(rng, scale_m=half * 1.1)
    size = 0.35 * half**0.8
    high = 0.22 * half**0.5
    radius = float(rng.uniform(0.025, 0.05)) * half**0.7
    hits = draw_beats(rng, Tempo(shortest_s=0.45, usual_s=0.6, feints=0.0), order.length_s)
    times_s = np.array([beat.time_s for beat in hits])
    _add_players(world, half, size, high)
    ball = world.material(tone=world.colour(), shine=0.3, glow=0.3)
    rails = [slide((1, 0, 0), name="x"), slide((0, 0, 1), name="z")]
    world.add(body(*rails, geom("sphere", ball, name="ball", size=radius)))
    indoors = rng.random() < 0.6
    if indoors:
        top = (half * 0.9, half * 0.45, 0.02)
        world.add(geom("box", world.surface(), size=top, pos=(0, 0, -0.02)))
    net = (0.01, half * 0.47, high * 0.22)
    world.add(geom("box", world.surface(), size=net, pos=(0, 0, high * 0.22)))
    world.room(floor_m=-0.7 * half**0.3 if indoors else 0.0)
    model = world.compile(order.size)
    steps = round(order.length_s / STEP_S)
    x, z, bounces = _flight(rng, times_s, steps, half, high, radius)
    joints: dict[str, Curve] = {"x": x, "z": z}
    for side, name in ((-1, "left"), (1, "right")):
        mine = times_s[0 if side < 0 else 1 :: 2]
        joints[f"swing_{name}"] = _swing(rng, mine, steps) * float(rng.uniform(0.6, 1.4))
        joints[f"walk_{name}"] = wander(rng, steps, rate_hz=1.0, size=0.03 * half)
    impacts = [Impact(beat.time_s, beat.strength, "ball") for beat in hits]
    loud = float(rng.uniform(0.3, 0.9))
    impacts += [Impact(float(time_s), loud * 0.8, "ball") for time_s in bounces]
    impacts.sort(key=lambda impact: impact.time_s)
    recording = puppet(model, order.length_s, joints, impacts)
    views = draw_views(rng, (0, 0, high / 2), 2.0 * half, elevation=(3, 50), spread_m=0.1 * half)
    return WorldScene(order, model, recording, views)


def _add_players(world: World, half: float, size: float, high: float) -> None:
    """Two players, each with an arm that swings a racket through the ball's path."""
    for side, name in ((-1, "left"), (1, "right")):
        clothing = dress(world)
        long = 0.6 * size
        racket = geom(
            "cylinder",
            world.surface(),
            size=(0.28 * size, 0.03 * size),
            pos=(0, long + 0.2 * size, 0),
            zaxis=(1, 0, 0),
        )
        arm = body(
            hinge((0, 0, side), name=f"swing_{name}"),
            geom("capsule", clothing.skin, fromto=line((0, 0, 0), (0, long, 0)), size=0.09 * size),
            racket,
        )
        back, aside = side * 0.4 * size, -0.35 * size
        legs = line((back, aside, -0.8 * size), (back, aside, -1.8 * size))
        trunk, middle = np.array([0.3, 0.36, 0.75]) * size, (back, aside, -0.1 * size)
        head = (back, aside, 0.85 * size)
        world.add(
            body(
                slide((0, 1, 0), name=f"walk_{name}"),
                arm,
                geom("ellipsoid", clothing.shirt, size=trunk, pos=middle),
                geom("sphere", clothing.hair, size=0.22 * size, pos=head),
                geom("capsule", clothing.trousers, fromto=legs, size=0.2 * size),
                pos=(side * half, -0.5 * size, high),
            )
        )


def _swing(rng: np.random.Generator, hits_s: Curve, steps: int) -> Curve:
    """A racket's angle (S,): backswing, hit, follow-through and return for each hit."""
    time_s = np.arange(steps) * STEP_S
    back, through = rng.uniform(0.5, 1.2), rng.uniform(0.4, 1.0)
    angle = np.full(steps, 0.2)
    for hit_s in hits_s:
        after = time_s - hit_s
        keys_s = (-0.45, -0.16, 0.0, 0.13, 0.5)
        here = (after > keys_s[0]) & (after < keys_s[-1])
        angle[here] = np.interp(after[here], keys_s, (0.2, back, 0.0, -through, 0.2))
    return angle


def _flight(
    rng: np.random.Generator, hits_s: Curve, steps: int, half: float, high: float, radius: float
) -> tuple[Curve, Curve, list[float]]:
    """The ball's path: x and z (S,), and the times it bounces off the table."""
    time_s = np.arange(steps) * STEP_S
    x, z = np.full(steps, -9 * half), np.full(steps, high)
    bounces: list[float] = []
    volley = rng.random() < 0.25
    ends_s = np.append(hits_s, hits_s[-1] + 1.0) if hits_s.size else hits_s
    starts_s = np.concatenate([[hits_s[0] - 0.7], hits_s]) if hits_s.size else hits_s
    for number, (start_s, end_s) in enumerate(zip(starts_s, ends_s, strict=True)):
        side = 1.0 if number % 2 == 0 else -1.0  # the first ball comes from the right
        here = (time_s >= start_s) & (time_s < end_s)
        part = (time_s[here] - start_s) / (end_s - start_s)
        x[here] = side * half * (1 - 2 * part)
        long_s = end_s - start_s
        if volley:
            z[here] = high + _GRAVITY / 2 * long_s**2 * part * (1 - part) * 0.5
            continue
        at = float(rng.uniform(0.6, 0.75))  # bounces on the far half
        bounces.append(float(start_s + at * long_s))
        down, up = part / at, (part - at) / (1 - at)
        first = (
            high + (radius - high) * down + _GRAVITY / 2 * (at * long_s) ** 2 * down * (1 - down)
        )
        second = (
            radius + (high - radius) * up + _GRAVITY / 2 * ((1 - at) * long_s) ** 2 * up * (1 - up)
        )
        z[here] = np.where(part < at, first, second)
    if hits_s.size and not volley:  # the ball is out of sight after the last hit
        x[time_s >= ends_s[-1]] = -9 * half
    return x, z, [time for time in bounces if 0 < time < steps * STEP_S]
