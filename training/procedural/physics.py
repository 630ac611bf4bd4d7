"""Rigid-body physics: what moves where, and which contacts are blows.

A scene is simulated once as a whole; pictures are then drawn from the recording at any moment, in
any order, by any camera. MuJoCo does both. Where there is no display the variable `MUJOCO_GL`
chooses how it draws: `egl` on a GPU, `osmesa` without one.

Shapes: S physics steps, Q coordinates of the model, U actuators.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.errors import EnvironmentUnusableError
from engine.machine.system_packages import install_line

if TYPE_CHECKING:
    import mujoco

_BLOW_S: Final = 0.015  # what a hand goes on pressing after that is no blow
_MEMORY_S: Final = 0.04
_SETTLE_S: Final = 0.1  # at the start bodies only come to rest on what they were put on
_APART_S: Final = 0.045  # one blow rattles for that long; the ear and 21.5 fps merge it too

_RATTLE_S: Final = 0.15
_RATTLE_SHARE: Final = 0.35
_FAINT_SHARE: Final = 0.06


@dataclass(frozen=True, slots=True)
class Impact:
    """One blow between two bodies.

    Attributes:
        time_s: when they touched.
        impulse: newton seconds that the contact gave beyond its resting force.
        where: name of the geom that felt it.
    """

    time_s: float
    impulse: float
    where: str


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A simulated scene.

    Attributes:
        step_s: seconds between two rows.
        qpos: (S, Q) coordinates.
        impacts: the blows, in order of time.
    """

    step_s: float
    qpos: NDArray[np.float64]
    impacts: tuple[Impact, ...]

    def at(self, time_s: float) -> NDArray[np.float64]:
        """The coordinates (Q,) at a time; the last ones after the end."""
        row = min(max(round(time_s / self.step_s), 0), len(self.qpos) - 1)
        return np.asarray(self.qpos[row])


def load_mujoco() -> Any:
    """Import MuJoCo, which needs a way to draw chosen before its first import.

    Raises:
        EnvironmentUnusableError: it, or the library that it draws with, is not installed.
    """
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("MUJOCO_GL", "osmesa")
    try:
        import mujoco
    except (ImportError, AttributeError) as error:  # PyOpenGL without its library: AttributeError
        raise EnvironmentUnusableError(
            "The physics engine MuJoCo cannot draw here.",
            hint=f"Fix: {install_line('scenes')}",
        ) from error
    return mujoco


def build(xml: str, textures: dict[str, NDArray[np.uint8]] | None = None) -> "mujoco.MjModel":
    """Compile a scene.

    Args:
        xml: MJCF; a texture names its file, which is a key of `textures`.
        textures: (H, W, 3) RGB pictures.
    """
    mujoco = load_mujoco()
    import cv2

    assets = {
        name: cv2.imencode(".png", picture[..., ::-1])[1].tobytes()
        for name, picture in (textures or {}).items()
    }
    return mujoco.MjModel.from_xml_string(xml, assets)


def simulate(
    model: "mujoco.MjModel",
    duration_s: float,
    *,
    controls: NDArray[np.float64] | None = None,
    start: NDArray[np.float64] | None = None,
    speed: NDArray[np.float64] | None = None,
) -> Recording:
    """Run a scene from its start.

    Args:
        model: a compiled scene; every `contact` sensor in it listens for blows.
        duration_s: how long.
        controls: (S, U) what the actuators are told, at each step.
        start: coordinates of the first bodies at the start; the others' are the model's own.
        speed: velocities of the first bodies at the start; the others rest.
    """
    mujoco = load_mujoco()
    from mujoco import rollout

    data = mujoco.MjData(model)
    if start is not None:
        data.qpos[: start.size] = start
    if speed is not None:
        data.qvel[: speed.size] = speed
    spec = mujoco.mjtState.mjSTATE_FULLPHYSICS
    state = np.zeros(mujoco.mj_stateSize(model, spec))
    mujoco.mj_getState(model, data, state, spec)
    steps = round(duration_s / model.opt.timestep)
    states, sensed = rollout.rollout(
        model,
        data,
        initial_state=state[None],
        control=None if controls is None else controls[None, :steps],
        nstep=steps,
    )
    step_s = float(model.opt.timestep)
    qpos = states[0, :, 1 : 1 + model.nq]  # a state begins with the time
    return Recording(step_s, qpos, _impacts(mujoco, model, sensed[0], step_s))


def puppet(
    model: "mujoco.MjModel",
    length_s: float,
    joints: Mapping[str, NDArray[np.float64]],
    impacts: Sequence[Impact],
) -> Recording:
    """Move joints by hand where no physics could, and leave the rest of the scene to physics.

    Args:
        model: a compiled scene.
        length_s: how long.
        joints: (S,) the angle or place of each named joint at each step.
        impacts: what sounds.
    """
    recording = simulate(model, length_s)
    for name, curve in joints.items():
        recording.qpos[:, model.joint(name).qposadr[0]] = curve[: len(recording.qpos)]
    return Recording(recording.step_s, recording.qpos, tuple(impacts))


def _impacts(
    mujoco: Any, model: "mujoco.MjModel", sensed: NDArray[np.float64], step_s: float
) -> tuple[Impact, ...]:
    found: list[Impact] = []
    for sensor in range(model.nsensor):
        if model.sensor_type[sensor] != mujoco.mjtSensor.mjSENS_CONTACT:
            continue
        first = model.sensor_adr[sensor]
        force = np.linalg.norm(sensed[:, first : first + 3], axis=1)
        name = model.geom(model.sensor_objid[sensor]).name
        found += [Impact(time_s, push, name) for time_s, push in find_blows(force, step_s)]
    return tuple(sorted(found, key=lambda impact: impact.time_s))


def find_blows(force: NDArray[np.float64], step_s: float) -> list[tuple[float, float]]:
    """Find the sudden rises of a contact force.

    Args:
        force: (S,) newtons.
        step_s: seconds between two of them.

    Returns:
        Pairs of time in seconds and impulse in newton seconds, in order of time. Resting, rolling
        and pressing bodies give none.
    """
    from scipy.ndimage import median_filter

    if not force.any():
        return []
    blow = max(round(_BLOW_S / step_s), 1)
    # What the contact carried most of the last moments is rest, even where it flickers.
    memory = 2 * round(_MEMORY_S / step_s / 2) + 1
    resting = np.roll(median_filter(force, memory, mode="constant"), memory // 2 + 1)
    resting[: memory // 2 + 1] = force[0]
    excess = np.maximum(force - resting, 0.0)
    loud = excess > 0.02 * excess.max()
    starts = np.flatnonzero(loud & ~np.concatenate([[False], loud[:-1]]))
    blows: list[tuple[float, float]] = []
    for start in starts:
        if blows and start * step_s - blows[-1][0] < _APART_S:
            continue
        blows.append((float(start * step_s), float(excess[start : start + blow].sum() * step_s)))
    strongest = max((impulse for _, impulse in blows), default=0.0)
    return [(time_s, impulse) for time_s, impulse in blows if impulse > 0.01 * strongest]


def together(impacts: Iterable[Impact]) -> list[Impact]:
    """Leave the blows that one would tell apart.

    Blows that several sensors felt at once become one: the first's time, the sum of the impulses.
    What a thing that has struck does next, rattle, is no blow of its own unless it is nearly as
    hard. Very weak blows beside the strongest are left out.
    """
    joined: list[Impact] = []
    for impact in sorted(impacts, key=lambda one: one.time_s):
        last = joined[-1] if joined else None
        if last is not None and impact.time_s - last.time_s < _APART_S:
            joined[-1] = Impact(last.time_s, last.impulse + impact.impulse, last.where)
        elif (
            last is None
            or impact.time_s - last.time_s > _RATTLE_S
            or impact.impulse > _RATTLE_SHARE * last.impulse
        ):
            joined.append(impact)
    joined = [impact for impact in joined if impact.time_s > _SETTLE_S]
    strongest = max((impact.impulse for impact in joined), default=0.0)
    return [impact for impact in joined if impact.impulse > _FAINT_SHARE * strongest]


class Stage:
    """Draws a model's coordinates as pictures; use it in a `with`."""

    def __init__(self, model: "mujoco.MjModel", width: int, height: int) -> None:
        self._mujoco = load_mujoco()
        self.model = model
        self.data = self._mujoco.MjData(model)
        self._renderer = self._mujoco.Renderer(model, height, width)

    def __enter__(self) -> "Stage":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the drawing context back."""
        self._renderer.close()

    def draw(
        self, qpos: NDArray[np.float64], camera: "str | mujoco.MjvCamera"
    ) -> NDArray[np.uint8]:
        """One picture (H, W, 3) of coordinates (Q,) seen by a camera of the model or a free one."""
        self.data.qpos[:] = qpos
        self._mujoco.mj_kinematics(self.model, self.data)
        self._mujoco.mj_comPos(self.model, self.data)  # lights and cameras that follow bodies
        self._mujoco.mj_camlight(self.model, self.data)
        self._renderer.update_scene(self.data, camera)
        picture: NDArray[np.uint8] = self._renderer.render()
        return picture
