"""A fist on a punching bag, a door or a table."""

from training.procedural.limbs import add_arm, add_person, draw_style, dress, lift_curve
from training.procedural.mjcf import body, geom, hinge, line
from training.procedural.rhythm import Tempo, draw_beats
from training.procedural.scene import Order, Scene
from training.procedural.strikes import deal, strike
from training.procedural.views import draw_views
from training.procedural.world import World

_TEMPO = Tempo(shortest_s=0.13, usual_s=0.6)
_HAND_REST_S = 0.3
_HOOK_M = 1.0  # height of the bag's hook above the fist


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    rng = order.rng
    world = World(rng, scale_m=float(rng.uniform(0.8, 1.5)))
    clothing = dress(world)
    kind = str(rng.choice(["bag", "door", "table"]))
    hands = 2 if kind == "bag" and rng.random() < 0.6 else 1
    tilt = 0.0 if kind == "table" else -90.0
    beats = draw_beats(rng, _TEMPO, order.length_s)
    style = draw_style(rng, lift=(0.4, 1.0), pace=0.8)
    glove = float(rng.uniform(0.035, 0.075))
    arms = []
    for hand, mine in enumerate(deal(rng, beats, hands, _HAND_REST_S)):
        side = (hand - (hands - 1) / 2) * 0.14
        ahead, name = (0.06, 0, glove), f"fist{hand}"
        arm = add_arm(
            world,
            f"arm{hand}",
            clothing,
            wrist=(0.0, side, -0.06) if tilt else (-0.06, side, 0.0),
            reach=(-1.0, 0.0, float(rng.uniform(0.2, 0.9))),
            tool=geom(
                "sphere", clothing.skin, solid=True, name=name, size=glove, pos=ahead, mass=0.4
            ),
            tilt=tilt,
        )
        arms.append((arm, lift_curve(mine, style, order.length_s)))
        world.feel(name, "target")
    _add_target(world, kind)
    if rng.random() < 0.7:
        add_person(world, clothing, shoulder=(-0.55, -0.1, 0.1))
    world.room(floor_m=-float(rng.uniform(0.8, 1.3)))
    views = draw_views(rng, (-0.1, 0, 0), 1.5, elevation=(-5, 35))
    return strike(order, world, arms, views)


def _add_target(world: World, kind: str) -> None:
    """The target, with its near side at the origin."""
    rng = world.rng
    look = world.surface(cube=True)
    bounce = (float(rng.uniform(0.008, 0.02)), float(rng.uniform(0.4, 1.0)))
    if kind == "bag":
        wide, half = float(rng.uniform(0.12, 0.22)), float(rng.uniform(0.2, 0.45))
        low, high = (0, 0, -_HOOK_M - half), (0, 0, -_HOOK_M + half)
        bag = geom(
            "capsule",
            look,
            solid=True,
            name="target",
            fromto=line(low, high),
            size=wide,
            mass=3 * 13 ** float(rng.uniform(0, 1)),
            solref=bounce,
        )
        rope = geom("capsule", world.metal(), fromto=line(high, (0, 0, 0)), size=0.01, mass=0.1)
        swings = [hinge(axis, damping=1.5) for axis in ((0, 1, 0), (1, 0, 0))]
        world.add(body(*swings, bag, rope, pos=(wide, 0, _HOOK_M)))
        return
    if kind == "table":
        size = (float(rng.uniform(0.2, 0.7)), float(rng.uniform(0.2, 0.6)), 0.03)
        world.struck("box", look, name="target", size=size, top=(0, 0, 0), spring=bounce)
    else:
        size, pos = (0.15, float(rng.uniform(0.3, 1.5)), 1.1), (0.15, 0.1, 0)
        world.add(geom("box", look, solid=True, name="target", size=size, pos=pos, solref=bounce))
