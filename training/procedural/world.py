"""Builds a simulated scene of random appearance: surfaces, room, lights, clutter.

Metres and kilograms; z is up; the action is near the origin and seen from -y.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from training.procedural import textures
from training.procedural.mjcf import Attribute, body, floating, geom, hinge, slide, tag, text
from training.procedural.physics import build
from training.procedural.textures import Colour, Picture

if TYPE_CHECKING:
    import mujoco

STEP_S: Final = 0.001
_TEXTURE: Final = 128  # pixels; finer than the data set's pictures can show
UNSEEN_GROUP: Final = 4  # MuJoCo does not render it
_DEEP_M: Final = 0.2
_SLAB_M: Final = 0.5  # half the thickness of floor and walls


@dataclass(slots=True)
class World:
    """A scene under construction.

    The compiled model's coordinates are in the order in which bodies were added; moving background
    objects of `room` come last.

    Attributes:
        rng: draws its appearance.
        scale_m: approximate size of the area of action.
    """

    rng: np.random.Generator
    scale_m: float
    _textures: dict[str, Picture] = field(default_factory=dict)
    _assets: list[str] = field(default_factory=list)
    _bodies: list[str] = field(default_factory=list)
    _surroundings: list[str] = field(default_factory=list)
    _actuators: list[str] = field(default_factory=list)
    _sensors: list[str] = field(default_factory=list)

    def material(
        self,
        picture: Picture | None = None,
        *,
        tone: Colour | None = None,
        repeat: float = 1.0,
        shine: float | None = None,
        glow: float = 0.0,
        cube: bool = False,
    ) -> str:
        """Add a material.

        Args:
            picture: its texture, if any.
            tone: multiplies the texture, or is the colour.
            repeat: how often the texture repeats across a surface.
            shine: 0 to 1, random if not given.
            glow: 1 for a light-emitting surface.
            cube: wraps the texture around a solid body instead of tiling a flat one.

        Returns:
            Its name.
        """
        name = f"m{len(self._assets)}"
        shine = float(self.rng.beta(1, 3)) if shine is None else shine
        look: dict[str, Attribute] = {}
        if picture is not None:
            self._textures[f"{name}.png"] = picture
            kind = "cube" if cube else "2d"
            self._assets.append(tag("texture", name=name, type=kind, file=f"{name}.png"))
            look["texture"] = name
            if not cube:
                look["texrepeat"] = (repeat, repeat)
        tone = tone or ((1.0, 1.0, 1.0) if picture is not None else self.colour())
        self._assets.append(
            tag(
                "material",
                name=name,
                rgba=(*tone, 1.0),
                specular=shine,
                shininess=shine,
                emission=glow,
                **look,
            )
        )
        return name

    def surface(self, *, cube: bool = False, repeat: float = 1.0) -> str:
        """Add a random material."""
        if self.rng.random() < 0.25:
            return self.material(repeat=repeat)
        return self.material(textures.any_surface(self.rng, _TEXTURE), repeat=repeat, cube=cube)

    def wooden(self) -> str:
        """Add a wood material."""
        return self.material(textures.wood(self.rng, _TEXTURE), cube=True)

    def skin(self) -> str:
        """Add a material with the tone of skin, fur or gloves."""
        depth = self.rng.uniform(0.25, 0.95)
        warmth = self.rng.uniform(0.55, 0.8)
        tone = (depth, depth * warmth, depth * warmth * self.rng.uniform(0.6, 0.95))
        return self.material(tone=tone, shine=0.1)

    def metal(self) -> str:
        """Add a bright, shiny material."""
        grey = self.rng.uniform(0.25, 0.85)
        return self.material(tone=(grey, grey, grey * self.rng.uniform(0.8, 1.05)), shine=0.9)

    def colour(self) -> Colour:
        """A random colour."""
        return textures.colour(self.rng)

    def add(self, xml: str) -> None:
        """Add bodies or geoms; coordinates follow the order of these calls, the room's last."""
        self._bodies.append(xml)

    def struck(
        self,
        kind: str,
        material: str,
        *,
        name: str,
        size: Sequence[float],
        top: Sequence[float],
        spring: tuple[float, float],
    ) -> None:
        """Add a target for strikes from above: a box or an upright cylinder.

        The collision geom is much deeper than the visible one, because a hard strike would
        penetrate a thin board.

        Args:
            kind: "box" or "cylinder".
            material: of the visible geom.
            name: of the collision geom.
            size: as in MJCF; the last number is half the height of the visible geom.
            top: centre of its upper side.
            spring: MuJoCo's `solref`.
        """
        x, y, z = top
        self.add(geom(kind, material, size=size, pos=(x, y, z - size[-1])))
        deep = (*size[:-1], _DEEP_M)
        self.add(
            geom(
                kind,
                material,
                solid=True,
                name=name,
                size=deep,
                pos=(x, y, z - _DEEP_M),
                solref=spring,
                group=UNSEEN_GROUP,
            )
        )

    def servo(self, joint: str, stiffness: float) -> None:
        """Add a position servo; the columns of the controls are in the order of these calls."""
        self._actuators.append(tag("position", joint=joint, kp=stiffness, dampratio=0.9))

    def feel(self, first: str, second: str) -> None:
        """Detect impacts between two geoms."""
        self._sensors.append(
            tag("contact", geom1=first, geom2=second, data="force", reduce="netforce")
        )

    def feel_all(self, first: str) -> None:
        """Detect impacts of one geom on any other."""
        self._sensors.append(tag("contact", geom1=first, data="force", reduce="netforce"))

    def room(self, *, floor_m: float, solid: bool = False, wall: bool = True) -> None:
        """Add a floor at a height, usually a wall, and clutter."""
        rng = self.rng
        large = 12 * self.scale_m
        # Boxes, because MuJoCo renders planes in many small pieces: four times slower.
        slab = (large, large, _SLAB_M)
        repeat = float(rng.uniform(2, 14))
        floor = self.surface(repeat=repeat)
        self._surroundings.append(geom("box", floor, size=slab, pos=(0, 0, floor_m - _SLAB_M)))
        if solid:  # contacts with a plane are more stable than with a box
            touch: dict[str, Attribute] = {"friction": (0.6, 0.01, 0.001), "group": UNSEEN_GROUP}
            size, pos = (large, large, 1), (0, 0, floor_m)
            plane = geom("plane", floor, solid=True, name="floor", size=size, pos=pos, **touch)
            self._surroundings.append(plane)
        far = self.scale_m * float(rng.uniform(1.0, 5.0))
        if wall and rng.random() < 0.85:
            turn = rng.normal(0, 0.25)
            facing = (np.sin(turn), -np.cos(turn), 0)
            place = (0, far + _SLAB_M, floor_m)
            look = self.surface(repeat=repeat)
            self._surroundings.append(geom("box", look, size=slab, pos=place, zaxis=facing))
        for _ in range(int(rng.integers(0, 9))):
            self._clutter(floor_m, far)
        for _ in range(int(rng.choice([0, 1, 2], p=[0.5, 0.35, 0.15]))):
            self._silent_motion(floor_m, far)

    def _clutter(self, floor_m: float, far: float) -> None:
        rng, scale = self.rng, self.scale_m
        size = scale * rng.uniform(0.04, 0.4, 3)
        x = rng.choice((-1, 1)) * rng.uniform(0.5, 2.5) * scale
        y = rng.uniform(0.6 * scale, max(far, 0.7 * scale))
        kind = str(rng.choice(["box", "cylinder", "ellipsoid", "capsule"]))
        place, turn = (x, y, floor_m + size[2]), (0, 0, float(rng.uniform(0, 90)))
        self._surroundings.append(geom(kind, self.surface(), size=size, pos=place, euler=turn))

    def _silent_motion(self, floor_m: float, far: float) -> None:
        """Add a distractor that moves silently throughout the clip."""
        rng, scale = self.rng, self.scale_m
        x, y = rng.normal(0, 1.2 * scale), rng.uniform(0.4 * scale, max(far, 0.5 * scale))
        high = floor_m + scale * rng.uniform(0.8, 2.0)
        size = scale * rng.uniform(0.03, 0.2, 3)
        kind, look = str(rng.choice(["box", "ellipsoid", "cylinder"])), self.surface()
        motion = rng.choice(["pendulum", "fan", "passer", "limbs", "limbs"])
        if motion == "pendulum":
            long = scale * rng.uniform(0.3, 1.0)
            tilt = (0, float(rng.uniform(-60, 60)), 0)
            weight = geom(kind, look, pos=(0, 0, -long), size=size)
            thing = body(hinge((0, 1, 0)), weight, pos=(x, y, high), euler=tilt)
        elif motion == "fan":  # oscillates like the balance wheel of a clock
            wing = geom(kind, look, pos=(0, 0, 0.15 * scale), size=size)
            spring = (2 * np.pi / float(rng.uniform(1, 12))) ** 2
            swing = float(rng.uniform(60, 1500))
            turns = hinge((0, 1, 0), armature=1, stiffness=spring, springref=swing)
            thing = floating(turns, geom(kind, look, size=size, mass=0.1), wing, pos=(x, y, high))
        elif motion == "limbs":
            thing = self._restless_limbs((x, y, high), look)
        else:  # crosses the picture and comes back
            side = float(rng.choice((-1, 1)))
            spring = (2 * np.pi / float(rng.uniform(4, 20))) ** 2
            end = -side * 2.5 * scale
            passes = slide((1, 0, 0), armature=1, stiffness=spring, springref=end)
            start = (2.5 * scale * side, y, high)
            thing = floating(passes, geom(kind, look, size=size, mass=0.01), pos=start)
        self._surroundings.append(thing)

    def _restless_limbs(self, place: tuple[float, float, float], look: str) -> str:
        """Limbs that swing from one another: irregular and sudden, as a person or animal moves."""
        rng = self.rng
        long = self.scale_m * float(rng.uniform(0.1, 0.4))
        limb = ""
        for _ in range(int(rng.integers(2, 5))):
            spring = (2 * np.pi * float(rng.uniform(0.3, 2.0))) ** 2
            turns = hinge(
                (float(rng.normal(0, 0.3)), 1, 0),
                armature=1,
                stiffness=spring,
                springref=float(rng.uniform(-120, 120)),
            )
            end = (0, 0, -long)
            shape = geom("capsule", look, fromto=(0, 0, 0, *end), size=long * 0.25, mass=20)
            limb = floating(turns, shape, limb, pos=end)
            long *= 1.2
        return body(limb, pos=place)

    def compile(self, size: tuple[int, int]) -> "mujoco.MjModel":
        """Compile the scene with random lights, for pictures of size (width, height)."""
        rng, scale = self.rng, self.scale_m
        lights = "".join(self._light(first=number == 0) for number in range(rng.integers(1, 4)))
        ambient = rng.uniform(0.1, 0.5)
        head = rng.uniform(0.0, 0.4)
        sky, ground = text(self.colour()), text(self.colour())
        return build(
            f"""
<mujoco>
  <option timestep="{STEP_S}" integrator="implicitfast"/>
  <statistic extent="{scale * 2}" center="0 0 0"/>
  <visual>
    <global offwidth="{size[0]}" offheight="{size[1]}" fovy="{rng.uniform(22, 60):.1f}"/>
    <quality shadowsize="512" offsamples="0" numslices="16" numstacks="9" numquads="2"/>
    <headlight ambient="{ambient} {ambient} {ambient}" diffuse="{head} {head} {head}"
      specular="0.1 0.1 0.1"/>
    <map znear="0.01" zfar="60" shadowclip="1.2" shadowscale="0.7"/>
  </visual>
  <asset>
    <texture name="sky" type="skybox" builtin="gradient" width="32" height="192"
      rgb1="{sky}" rgb2="{ground}"/>
    {"".join(self._assets)}
  </asset>
  <worldbody>{lights}{"".join(self._bodies)}{"".join(self._surroundings)}</worldbody>
  <actuator>{"".join(self._actuators)}</actuator>
  <sensor>{"".join(self._sensors)}</sensor>
</mujoco>""",
            self._textures,
        )

    def _light(self, *, first: bool) -> str:
        rng, scale = self.rng, self.scale_m
        place = np.array([rng.normal(0, 2), rng.uniform(-3, 0.5), rng.uniform(1.2, 3.5)]) * scale
        aim = -place + rng.normal(0, 0.2, 3) * scale
        level = rng.uniform(0.4, 0.9) if first else rng.uniform(0.05, 0.3)
        warm = np.clip(level * (1 + rng.normal(0, 0.12, 3)), 0, 1)
        shadow = "true" if first and rng.random() < 0.75 else "false"
        kind: dict[str, Attribute] = {"type": "directional"}
        if rng.random() < 0.5:
            kind = {"cutoff": float(rng.uniform(35, 80))}
        return tag(
            "light",
            pos=place,
            dir=aim,
            diffuse=warm,
            specular=(0.4, 0.4, 0.4),
            castshadow=shadow,
            **kind,
        )
