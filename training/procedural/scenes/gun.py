"""A gun firing: muzzle flash, smoke, recoil."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from training.procedural.limbs import add_arm, add_person, dress, wander
from training.procedural.mjcf import Attribute, geom, line, tag
from training.procedural.physics import Impact, puppet
from training.procedural.rhythm import Beat, Tempo, draw_beats
from training.procedural.scene import Curve, Order, Scene
from training.procedural.views import draw_views
from training.procedural.world import STEP_S, World
from training.procedural.world_scene import WorldScene

if TYPE_CHECKING:
    import mujoco

_TEMPO = Tempo(shortest_s=0.1, usual_s=0.9, feints=0.0)
_SPIKES = 4
_FLAME_M = (0.1, 0.035, 0.035)
_SMOKE_S = 0.8


def make(order: Order) -> Scene:
    """Make a scene of this family."""
    rng = order.rng
    world = World(rng, scale_m=float(rng.uniform(0.8, 1.6)))
    clothing = dress(world)
    long = float(rng.uniform(0.18, 0.3) if rng.random() < 0.5 else rng.uniform(0.5, 0.9))
    add_arm(
        world,
        "arm",
        clothing,
        wrist=(-long - 0.1, 0.0, 0.0),
        reach=(-1.0, 0.0, float(rng.uniform(-0.9, 0.1))),
        tool=_gun(world, long),
    )
    if rng.random() < 0.7:
        add_person(world, clothing, shoulder=(-long - 0.65, 0.02, 0.05))
    world.room(floor_m=-float(rng.uniform(0.8, 1.4)))
    attenuation = (0.6, 0.5, 1 / world.scale_m)
    look: dict[str, Attribute] = {"diffuse": (0, 0, 0), "castshadow": "false"}
    world.add(tag("light", name="flash", pos=(0.1, -0.1, 0.1), attenuation=attenuation, **look))
    beats = draw_beats(rng, _TEMPO, order.length_s)
    model = world.compile(order.size)
    steps = round(order.length_s / STEP_S)
    kick, rise_s, back_s = rng.uniform(0.03, 0.5), rng.uniform(0.015, 0.05), rng.uniform(0.1, 0.5)
    recoil = _recoil(beats, steps, rise_s, back_s) * kick
    aim = wander(rng, steps, rate_hz=1.5, size=float(rng.uniform(0.002, 0.04)))
    split = rng.dirichlet([1, 1, 2])
    joints = {
        f"arm_{joint}": share * recoil + aim * (joint == "shoulder")
        for joint, share in zip(("shoulder", "elbow", "wrist"), split, strict=True)
    }
    impacts = [Impact(beat.time_s, beat.strength, "muzzle") for beat in beats]
    recording = puppet(model, order.length_s, joints, impacts)
    views = draw_views(rng, (-0.2, 0, 0), 1.5, azimuth=(-120, 120), elevation=(-5, 30))
    return WorldScene(order, model, recording, views, sound="burst", animate=_flashes(rng, beats))


def _gun(world: World, long: float) -> str:
    """A pistol or rifle along x, with the flame and smoke that `_flashes` animates."""
    rng = world.rng
    steel = world.material(tone=(0.12, 0.12, 0.14), shine=0.6)
    wood = world.wooden() if rng.random() < 0.5 else steel
    fire = world.material(tone=(1.0, float(rng.uniform(0.7, 0.95)), 0.45), glow=1.0, shine=0.0)
    smoke = world.material(tone=(0.8, 0.8, 0.8), shine=0.0)
    thick, muzzle = float(rng.uniform(0.008, 0.018)), long + 0.1
    stock = (0.05 + long * 0.3, 0.014, 0.022)
    end, along = (muzzle, 0, 0.04), line((0.02, 0, 0.04), (muzzle, 0, 0.04))
    parts = [
        geom("capsule", steel, fromto=along, size=thick, mass=0.5),
        geom("sphere", steel, name="muzzle", pos=end, size=thick, mass=0.01),
        geom("box", wood, size=stock, pos=(long * 0.3, 0, 0.03), mass=0.3),
        geom("box", wood, size=(0.018, 0.014, 0.05), pos=(0.01, 0, -0.02), mass=0.1),
        geom("sphere", smoke, name="smoke", size=0.05, pos=(muzzle + 0.15, 0, 0.06), mass=0.001),
    ]
    for spike in range(_SPIKES):
        at = (muzzle + 0.08 * spike, 0, 0.04)
        name = f"fire{spike}"
        parts.append(geom("ellipsoid", fire, name=name, size=_FLAME_M, pos=at, mass=0.001))
    return "".join(parts)


def _recoil(beats: Sequence[Beat], steps: int, rise_s: float, back_s: float) -> Curve:
    """The recoil of the gun: (S,), 1 after a shot of full strength."""
    time_s = np.arange(steps) * STEP_S
    recoil = np.zeros(steps)
    for beat in beats:
        after_s = np.maximum(time_s - beat.time_s, 0)
        kick = np.sin(np.clip(after_s / rise_s, 0, 1) * np.pi / 2)
        recoil += beat.strength * kick * np.exp(-np.maximum(after_s - rise_s, 0) / back_s)
    return np.minimum(recoil, 2.0)


def _flashes(
    rng: np.random.Generator, beats: Sequence[Beat]
) -> Callable[["mujoco.MjModel", float], None]:
    """An animation of the light, flame and smoke of the shots."""
    bright_s = float(rng.uniform(0.02, 0.09))
    reach = float(rng.uniform(0.4, 2.2)) if rng.random() < 0.85 else 0.0
    smoky = float(rng.uniform(0, 0.6))
    shapes = rng.uniform(0.5, 1.6, (max(len(beats), 1), _SPIKES, 3))
    times_s = np.array([beat.time_s for beat in beats])

    def animate(model: "mujoco.MjModel", time_s: float) -> None:
        last = int(np.searchsorted(times_s, time_s, side="right")) - 1
        since_s = time_s - times_s[last] if last >= 0 else 1e9
        # Exposure takes time, so a flash also shows in the frame after it.
        glow = float(np.clip(1.4 - since_s / bright_s, 0, 1)) * (reach > 0)
        model.light("flash").diffuse[:] = np.array([1.0, 0.85, 0.6]) * glow
        for spike in range(_SPIKES):
            geom = model.geom(f"fire{spike}")
            grown = np.array(_FLAME_M) * shapes[last, spike] * reach
            geom.size[:] = np.maximum(grown * glow, 1e-4)
            geom.rgba[3] = 1.0 if glow > 0 else 0.0
        puff = float(np.clip(since_s / _SMOKE_S, 0, 1))
        model.geom("smoke").size[:] = 0.03 + 0.2 * np.sqrt(puff)
        model.geom("smoke").rgba[3] = smoky * (1 - puff) if last >= 0 else 0.0

    return animate
