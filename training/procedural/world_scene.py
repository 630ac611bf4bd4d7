"""A simulated scene: what moves in it, which of its blows a camera sees, and its pictures."""

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

_MARGIN: Final = 0.75  # shaking and zooming cut off what lies further out than this
_HIDDEN: Final = 0.92  # something before the blow by more than this share of its distance hides it


class WorldScene:
    """A simulated scene, as `training.procedural.scene.Scene` wants it."""

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
        """Put together what a family has made.

        Args:
            order: what was asked for.
            model: the compiled scene.
            recording: how it moves, and its blows.
            views: cameras to choose from; mostly those that see the blows are taken.
            sound: what kind of sound suits it.
            animate: changes colours, sizes or lights of the model for a moment to be drawn.
        """
        self.sound: SoundKind = sound
        self._order, self._model, self._recording = order, model, recording
        self._animate = animate
        self._stage: Stage | None = None
        impacts = together(recording.impacts)
        self.blows = tuple(Blow(one.time_s, one.impulse) for one in impacts)
        seen = [self._seen(view, impacts) for view in views]
        ranks = [-sum(marks) + order.rng.uniform(0, 0.3) * (1 + len(marks)) for marks in seen]
        best = np.argsort(ranks)[:_VIEWS]
        self._cameras = [views[place] for place in best]
        self.seen = tuple(seen[place] for place in best)
        self.distance_m = self._cameras[0].distance_m

    def _seen(self, view: View, impacts: Sequence[Impact]) -> tuple[bool, ...]:
        """Which blows a camera sees: inside its picture, and behind nothing."""
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
            seen.append(bool(ahead > 0 and inside and self._open(data, eye, geom)))
        return tuple(seen)

    def _open(self, data: "mujoco.MjData", eye: NDArray[np.float64], geom: int) -> bool:
        """Whether nothing stands between an eye and a geom."""
        line = data.geom_xpos[geom] - eye
        met = np.zeros(1, np.int32)
        drawn = np.array([1, 1, 1, 0, 0, 0], np.uint8)  # groups of geoms
        share = load_mujoco().mj_ray(self._model, data, eye, line, drawn, 1, -1, met)
        return bool(share < 0 or share > _HIDDEN or met[0] == geom)

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
            raise RuntimeError("a scene is drawn inside its `with`")
        if self._animate is not None:
            self._animate(self._model, time_s)
        seen = self._cameras[view]
        camera = load_mujoco().MjvCamera()
        camera.lookat[:] = seen.looks_at(time_s)
        camera.distance = seen.distance_at(time_s)
        camera.azimuth = seen.azimuth + seen.azimuth_rate * time_s
        camera.elevation = seen.elevation
        return self._stage.draw(self._recording.at(time_s), camera)
