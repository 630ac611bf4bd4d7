"""A simulated scene: its pictures, and which of its blows each camera sees."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from training.procedural.physics import Impact, Recording, Stage, load_mujoco, together
from training.procedural.scene import Blow, Order, SoundKind
from training.procedural.textures import Picture
from training.procedural.views import View

if TYPE_CHECKING:
    import mujoco

_VIEWS: Final = 2  # cameras of one scene, for cuts between them

Animation = Callable[["mujoco.MjModel", float], None]

_MARGIN: Final = 0.75  # camera shake and zoom crop what is further from the centre
_OCCLUDED: Final = 0.92  # of the distance to the blow: nearer objects in the line of sight hide it


class WorldScene:
    """A simulated scene that implements `training.procedural.scene.Scene`."""

    def __init__(
        self,
        order: Order,
        model: "mujoco.MjModel",
        recording: Recording,
        views: Sequence[View],
        *,
        sound: SoundKind = "struck",
        animate: Animation | None = None,
    ) -> None:
        """Assemble a scene and choose its cameras.

        Args:
            order: parameters of the scene.
            model: the compiled scene.
            recording: its motion and impacts.
            views: candidate cameras; those that see most of the blows are preferred.
            sound: the kind of sound that fits.
            animate: changes colours, sizes or lights of the model for the time to be rendered.
        """
        self.sound: SoundKind = sound
        self._order, self._model, self._recording = order, model, recording
        self._animate = animate
        self._stage: Stage | None = None
        impacts = together(recording.impacts)
        self.blows = tuple(Blow(one.time_s, one.impulse) for one in impacts)
        seen = [self._seen(view, impacts) for view in views]
        ranks = [-sum(each) + order.rng.uniform(0, 0.3) * (1 + len(each)) for each in seen]
        best = np.argsort(ranks)[:_VIEWS]
        self._cameras = [views[index] for index in best]
        self.seen = tuple(seen[index] for index in best)
        self.distance_m = self._cameras[0].distance_m

    def _seen(self, view: View, impacts: Sequence[Impact]) -> tuple[bool, ...]:
        """Which blows a camera sees: in frame and not occluded."""
        mujoco = load_mujoco()
        data = mujoco.MjData(self._model)
        seen = []
        for impact in impacts:
            data.qpos[:] = self._recording.at(impact.time_s)
            mujoco.mj_kinematics(self._model, data)
            geom = self._model.geom(impact.where).id
            eye, axes = view.pose(impact.time_s)
            right, up, ahead = axes @ (data.geom_xpos[geom] - eye)
            reach = np.tan(np.radians(self._model.vis.global_.fovy) / 2) * max(ahead, 1e-6)
            width, height = self._order.size
            inside = abs(up) < _MARGIN * reach and abs(right) < _MARGIN * reach * width / height
            seen.append(bool(ahead > 0 and inside and self._unoccluded(data, eye, geom)))
        return tuple(seen)

    def _unoccluded(self, data: "mujoco.MjData", eye: NDArray[np.float64], geom: int) -> bool:
        """Whether the line of sight from an eye to a geom is clear."""
        line = data.geom_xpos[geom] - eye
        hit = np.zeros(1, np.int32)
        visible_groups = np.array([1, 1, 1, 0, 0, 0], np.uint8)
        share = load_mujoco().mj_ray(self._model, data, eye, line, visible_groups, 1, -1, hit)
        return bool(share < 0 or share > _OCCLUDED or hit[0] == geom)

    def __enter__(self) -> "WorldScene":
        self._stage = Stage(self._model, *self._order.size)
        return self

    def __exit__(self, *error: object) -> None:
        if self._stage is not None:
            self._stage.close()
            self._stage = None

    def draw(self, time_s: float, view: int) -> Picture:
        """See `Scene.draw`."""
        if self._stage is None:
            raise RuntimeError("draw a scene inside its `with`")
        if self._animate is not None:
            self._animate(self._model, time_s)
        pose = self._cameras[view]
        camera = load_mujoco().MjvCamera()
        camera.lookat[:] = pose.looks_at(time_s)
        camera.distance = pose.distance_at(time_s)
        camera.azimuth = pose.azimuth + pose.azimuth_rate * time_s
        camera.elevation = pose.elevation
        return self._stage.draw(self._recording.at(time_s), camera)
