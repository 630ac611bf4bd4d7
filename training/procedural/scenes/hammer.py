"""A hammer on a nail, an anvil or a block."""

from training.procedural.limbs import add_arm, add_person, draw_style, dress, lift_curve
from training.procedural.mjcf import geom, line
from training.procedural.rhythm import Tempo, draw_beats
from training.procedural.scene import Order, Scene
from training.procedural.strikes import strike
from training.procedural.views import draw_views
from training.procedural.world import World

_TEMPO = Tempo(shortest_s=0.2, usual_s=0.7)


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    rng = order.rng
    world = World(rng, scale_m=float(rng.uniform(0.6, 1.2)))
    long = float(rng.uniform(0.22, 0.42))
    clothing = dress(world)
    arm = add_arm(
        world,
        "arm",
        clothing,
        wrist=(-long, 0.0, 0.0),
        reach=(-1.0, 0.0, float(rng.uniform(-0.1, 0.5))),
        tool=_hammer(world, long),
    )
    if rng.random() < 0.5:
        shoulder = (-long - 0.5, -0.02, 0.3)
        add_person(world, clothing, shoulder=shoulder, facing=float(rng.normal(0, 15)))
    _add_target(world)
    world.feel("face", "target")
    world.room(floor_m=-float(rng.uniform(0.3, 0.9)))
    beats = draw_beats(rng, _TEMPO, order.length_s)
    lift = lift_curve(beats, draw_style(rng, lift=(0.4, 1.3)), order.length_s)
    views = draw_views(rng, (-0.1, 0, 0.06), 0.9)
    return strike(order, world, [(arm, lift)], views)


def _hammer(world: World, long: float) -> str:
    rng = world.rng
    wood, steel = world.wooden(), world.metal()
    high, thick = float(rng.uniform(0.03, 0.07)), float(rng.uniform(0.012, 0.03))
    grip = line((-0.05, 0, high), (long + 0.01, 0, high))
    handle = geom("capsule", wood, fromto=grip, size=float(rng.uniform(0.008, 0.016)), mass=0.1)
    middle, size = (long, 0, high), (thick, thick, high)
    if rng.random() < 0.5:
        head = geom("cylinder", steel, pos=middle, size=(thick, high), mass=0.2)
    else:
        head = geom("box", steel, pos=middle, size=size, mass=0.2)
    low = (long, 0, thick)
    face = geom("sphere", steel, solid=True, name="face", pos=low, size=thick, mass=0.3)
    return handle + head + face


def _add_target(world: World) -> None:
    """The target, with its top at the origin."""
    rng = world.rng
    hard = (float(rng.uniform(0.004, 0.012)), float(rng.uniform(0.3, 1.0)))
    kind = rng.choice(["nail", "block", "anvil"])
    look = world.surface() if kind == "block" else world.metal()
    if kind == "nail":
        top_m = 0.02 + float(rng.uniform(0.02, 0.07))
        shape, size = "cylinder", [0.008, 0.1]
    else:
        top_m = 0.04
        shape, size = "box", [float(rng.uniform(0.02, 0.12)), 0.05, 0.02]
    world.struck(shape, look, name="target", size=size, top=(0, 0, 0), spring=hard)
    wide, deep = rng.uniform(0.08, 0.4, 2), float(rng.uniform(0.02, 0.15))
    below = (*rng.normal(0, 0.03, 2), -top_m - deep)
    world.add(geom("box", world.surface(cube=True), size=(*wide, deep), pos=below))
