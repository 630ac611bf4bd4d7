"""A knife chopping on a board."""

from training.procedural.limbs import add_arm, add_person, draw_style, dress, lift_curve
from training.procedural.mjcf import geom, line
from training.procedural.rhythm import Tempo, draw_beats
from training.procedural.scene import Order, Scene
from training.procedural.strikes import strike
from training.procedural.views import draw_views
from training.procedural.world import World

_TEMPO = Tempo(shortest_s=0.15, usual_s=0.45, feints=0.1)


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    rng = order.rng
    world = World(rng, scale_m=float(rng.uniform(0.5, 0.9)))
    clothing = dress(world)
    long = float(rng.uniform(0.14, 0.3))
    arm = add_arm(
        world,
        "arm",
        clothing,
        wrist=(-0.05 - long * 0.6, 0.0, 0.0),
        reach=(-1.0, 0.0, float(rng.uniform(0.0, 0.6))),
        tool=_knife(world, long),
    )
    if rng.random() < 0.4:
        add_person(world, clothing, shoulder=(-0.75, -0.02, 0.4))
    hard = (float(rng.uniform(0.004, 0.015)), float(rng.uniform(0.8, 1.2)))
    wide = (float(rng.uniform(0.1, 0.3)), float(rng.uniform(0.08, 0.25)), 0.012)
    look = world.wooden() if rng.random() < 0.6 else world.surface(cube=True)
    world.struck("box", look, name="board", size=wide, top=(0, 0, 0), spring=hard)
    _add_food(world)
    world.feel("edge", "board")
    world.room(floor_m=-0.024 if rng.random() < 0.6 else -0.5)
    beats = draw_beats(rng, _TEMPO, order.length_s)
    style = draw_style(rng, lift=(0.25, 0.9), hold_s=(0.0, 0.2), pace=0.7)
    lift = lift_curve(beats, style, order.length_s)
    views = draw_views(rng, (0, 0, 0.04), 0.75, elevation=(5, 60))
    return strike(order, world, [(arm, lift)], views)


def _knife(world: World, long: float) -> str:
    steel, wood = world.metal(), world.wooden()
    high = float(world.rng.uniform(0.02, 0.05))
    grip, cut = line((-0.06, 0, high), (0.05, 0, high)), (0.05 + long / 2, 0, high + 0.002)
    edge = line((0.06 + long / 3, 0, 0.003), (0.05 + long, 0, 0.003))
    handle = geom("capsule", wood, fromto=grip, size=0.014, mass=0.05)
    blade = geom("box", steel, size=(long / 2, 0.002, high), pos=cut, mass=0.12)
    sharp = geom("capsule", steel, solid=True, name="edge", fromto=edge, size=0.003, mass=0.05)
    return handle + blade + sharp


def _add_food(world: World) -> None:
    """Pieces beside the blade, and a hand that holds the rest; without collisions."""
    rng = world.rng
    look = world.material(tone=world.colour(), shine=0.2)
    for _ in range(int(rng.integers(0, 14))):
        radius = rng.uniform(0.006, 0.03)
        x, y = rng.normal(0, 0.08), rng.choice((-1, 1)) * rng.uniform(0.02, 0.13)
        kind = str(rng.choice(["cylinder", "ellipsoid", "box"]))
        size, pos = (radius, radius, radius / 2), (x, y, radius / 2)
        world.add(geom(kind, look, size=size, pos=pos))
    if rng.random() < 0.5:
        skin = world.skin()
        world.add(geom("ellipsoid", skin, size=(0.05, 0.04, 0.03), pos=(0.02, 0.09, 0.04)))
        arm = line((0.02, 0.1, 0.05), (-0.1, 0.4, 0.12))
        world.add(geom("capsule", skin, fromto=arm, size=0.035))
