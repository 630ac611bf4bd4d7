"""Rigid-body simulation, and detection of impacts in the contact forces.

A scene is simulated once as a whole; the recording can then be rendered at any time, in any order,
from any camera. MuJoCo does both. Without a display, the variable `MUJOCO_GL` selects the rendering
backend: `egl` on a GPU, `osmesa` without one.

Shapes: S simulation steps, Q coordinates of the model, U actuators.
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

_IMPACT_S: Final = 0.015  # force that lasts longer is pressing, not an impact
_RESTING_WINDOW_S: Final = 0.04
_SETTLE_S: Final = 0.1  # at the start, bodies only settle on their supports
_MIN_GAP_S: Final = 0.045  # an impact rattles this long; the ear and 21.5 fps merge it too

_RATTLE_S: Final = 0.15
_RATTLE_SHARE: Final = 0.35
_FAINT_SHARE: Final = 0.06


@dataclass(frozen=True, slots=True)
class Impact:
    """An impact between two bodies.

    Attributes:
        time_s: of the first contact.
        impulse: newton seconds of the contact force beyond the resting force.
        where: name of the geom whose sensor felt it.
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
        impacts: in order of time.
    """

    step_s: float
    qpos: NDArray[np.float64]
    impacts: tuple[Impact, ...]

    def at(self, time_s: float) -> NDArray[np.float64]:
        """The coordinates (Q,) at a time; after the end, the last ones."""
        row = min(max(round(time_s / self.step_s), 0), len(self.qpos) - 1)
        return np.asarray(self.qpos[row])


def load_mujoco() -> Any:
    """Import MuJoCo, choosing its rendering backend, which must be set before the first import.

    Raises:
        EnvironmentUnusableError: MuJoCo or its rendering library is not installed.
    """
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("MUJOCO_GL", "osmesa")
    try:
        import mujoco
    except (ImportError, AttributeError) as error:  # PyOpenGL without its library: AttributeError
        raise EnvironmentUnusableError(
            "The physics engine MuJoCo cannot draw here.",
            hint="Fix: {line}",
            line=install_line("scenes"),
        ) from error
    return mujoco


def build(xml: str, textures: dict[str, NDArray[np.uint8]] | None = None) -> "mujoco.MjModel":
    """Compile a scene.

    Args:
        xml: MJCF; the file name of a texture is a key of `textures`.
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
    """Simulate a scene from its initial state.

    Args:
        model: a compiled scene; every `contact` sensor in it detects impacts.
        duration_s: length of the simulation.
        controls: (S, U) inputs of the actuators at each step.
        start: initial coordinates of the first bodies; the others' are the model's defaults.
        speed: initial velocities of the first bodies; the others are at rest.
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
    """Animate joints kinematically and simulate the rest of the scene.

    Args:
        model: a compiled scene.
        length_s: length of the simulation.
        joints: (S,) the angle or position of each named joint at each step.
        impacts: of the recording.
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
        found += [Impact(time_s, impulse, name) for time_s, impulse in find_blows(force, step_s)]
    return tuple(sorted(found, key=lambda impact: impact.time_s))


def find_blows(force: NDArray[np.float64], step_s: float) -> list[tuple[float, float]]:
    """Find sudden rises of a contact force.

    Args:
        force: (S,) newtons.
        step_s: seconds per step.

    Returns:
        Pairs of time in seconds and impulse in newton seconds, in order of time; none for resting,
        rolling or pressing bodies.
    """
    from scipy.ndimage import median_filter

    if not force.any():
        return []
    duration = max(round(_IMPACT_S / step_s), 1)
    # The causal running median is the resting force, even where the contact flickers.
    window = 2 * round(_RESTING_WINDOW_S / step_s / 2) + 1
    resting = np.roll(median_filter(force, window, mode="constant"), window // 2 + 1)
    resting[: window // 2 + 1] = force[0]
    excess = np.maximum(force - resting, 0.0)
    loud = excess > 0.02 * excess.max()
    starts = np.flatnonzero(loud & ~np.concatenate([[False], loud[:-1]]))
    blows: list[tuple[float, float]] = []
    for start in starts:
        if blows and start * step_s - blows[-1][0] < _MIN_GAP_S:
            continue
        impulse = float(excess[start : start + duration].sum() * step_s)
        blows.append((float(start * step_s), impulse))
    strongest = max((impulse for _, impulse in blows), default=0.0)
    return [(time_s, impulse) for time_s, impulse in blows if impulse > 0.01 * strongest]


def together(impacts: Iterable[Impact]) -> list[Impact]:
    """Merge impacts that are perceived as one.

    Impacts felt by several sensors at once become one with the time of the first and the sum of the
    impulses. Rattling right after an impact does not count unless it is nearly as hard. Impacts
    that are very weak compared with the strongest are dropped.
    """
    joined: list[Impact] = []
    for impact in sorted(impacts, key=lambda one: one.time_s):
        last = joined[-1] if joined else None
        if last is not None and impact.time_s - last.time_s < _MIN_GAP_S:
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
    """Renders a model at given coordinates; use it in a `with`."""

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
        """Release the rendering context."""
        self._renderer.close()

    def draw(
        self, qpos: NDArray[np.float64], camera: "str | mujoco.MjvCamera"
    ) -> NDArray[np.uint8]:
        """Render coordinates (Q,) as (H, W, 3) with a camera of the model or a free camera."""
        self.data.qpos[:] = qpos
        self._mujoco.mj_kinematics(self.model, self.data)
        self._mujoco.mj_comPos(self.model, self.data)  # lights and cameras that follow bodies
        self._mujoco.mj_camlight(self.model, self.data)
        self._renderer.update_scene(self.data, camera)
        picture: NDArray[np.uint8] = self._renderer.render()
        return picture
