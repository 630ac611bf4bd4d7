"""Make the sample clips and references shipped with the project (resources/samples).

    MUJOCO_GL=osmesa uv run scripts/make_samples.py [--output DIR]

Two silent clips of simulated scenes with the true times of their impacts, and four references made
by modal synthesis. All random numbers come from fixed seeds.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Final, NamedTuple

import av
import cv2
import numpy as np
import soundfile
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine.config import RESOURCES
from training.procedural import textures
from training.procedural.physics import Impact, Recording, Stage, build, simulate, together
from training.procedural.sounds.modal import Material, make_body
from training.procedural.sounds.room import make_room, reverberate

Picture = NDArray[np.uint8]

DURATION_S: Final = 6.0
RATE: Final = 25
WIDTH, HEIGHT = 640, 360
_OVERSAMPLING: Final = 2  # rendered at twice the size and averaged: better than MSAA for textures
_SHUTTER_PICTURES: Final = 4  # averaged over half a frame's duration, like a camera's shutter
_STEP_S: Final = 0.0005
_FAINT: Final = 0.15  # impacts below this strength are masked by the others

_LOOK: Final = f"""
  <option timestep="{_STEP_S}" integrator="implicitfast"/>
  <visual>
    <global offwidth="{WIDTH * _OVERSAMPLING}" offheight="{HEIGHT * _OVERSAMPLING}"/>
    <quality shadowsize="2048" offsamples="4"/>
    <headlight ambient="0.32 0.31 0.30" diffuse="0.12 0.12 0.12" specular="0 0 0"/>
    <map znear="0.01" shadowclip="1.5" shadowscale="0.8"/>
  </visual>"""


class Shot(NamedTuple):
    """A clip: its true impacts and its rendered frames."""

    impacts: list[Impact]
    pictures: Iterator[Picture]


def hammer_scene() -> str:
    """A hammer in a gloved hand, a nail, a beam on a workbench."""
    fingers = "".join(
        f'<geom type="capsule" fromto="{x} -0.024 0.016 {x} 0.026 0.014" size="0.0115"'
        f' material="glove" contype="0" conaffinity="0"/>'
        f'<geom type="capsule" fromto="{x} 0.026 0.014 {x} 0.022 -0.018" size="0.0115"'
        f' material="glove" contype="0" conaffinity="0"/>'
        for x in (-0.033, -0.010, 0.013, 0.036)
    )
    return f"""
<mujoco>{_LOOK}
  <asset>
    <texture name="beam" type="2d" file="beam.png"/>
    <texture name="bench" type="2d" file="bench.png"/>
    <texture name="wall" type="2d" file="wall.png"/>
    <texture name="handle" type="2d" file="handle.png"/>
    <texture name="cloth" type="2d" file="cloth.png"/>
    <material name="beam" texture="beam" texrepeat="1 1" specular="0.1" shininess="0.1"/>
    <material name="bench" texture="bench" texrepeat="2 2" specular="0.15" shininess="0.3"/>
    <material name="wall" texture="wall" texrepeat="1 1" specular="0"/>
    <material name="handle" texture="handle" specular="0.4" shininess="0.5"/>
    <material name="glove" texture="cloth" rgba="0.95 0.70 0.28 1" specular="0.05"/>
    <material name="sleeve" texture="cloth" rgba="0.25 0.38 0.62 1" specular="0.05"/>
    <material name="steel" rgba="0.44 0.46 0.50 1" specular="0.9" shininess="0.7"/>
    <material name="nail" rgba="0.66 0.67 0.70 1" specular="1" shininess="0.8"/>
  </asset>
  <worldbody>
    <light pos="0.5 -0.7 1.1" dir="-0.42 0.58 -1" diffuse="0.78 0.73 0.64" specular="0.5 0.5 0.5"
           cutoff="60" exponent="3" castshadow="true"/>
    <light pos="-1 -1 0.6" dir="1 1 -0.5" diffuse="0.14 0.17 0.24" castshadow="false"/>
    <camera name="front" pos="-0.06 -0.60 0.25" xyaxes="1 -0.06 0 0.02 0.26 0.96" fovy="42"/>
    <geom type="box" size="0.9 0.45 0.02" pos="0 0.08 -0.12" material="bench"/>
    <geom type="plane" size="2.2 1.3 0.1" pos="0 1.4 0.4" zaxis="0 -1 0" material="wall"/>
    <geom name="beam" type="box" size="0.42 0.055 0.05" pos="0.10 0 -0.05" material="beam"
          contype="0" conaffinity="0"/>
    <body pos="0 0 0" gravcomp="1">
      <joint name="nail" type="slide" axis="0 0 1" frictionloss="480" armature="0.05"
             solreffriction="0.002 1"/>
      <geom type="cylinder" fromto="0 0 -0.045 0 0 0.056" size="0.0028" mass="0.01"
            material="nail" contype="0" conaffinity="0"/>
      <geom name="head" type="cylinder" fromto="0 0 0.056 0 0 0.0595" size="0.0085" mass="0.004"
            material="nail" solref="-250000 -330"/>
    </body>
    <body pos="-0.34 0 0.0595">
      <joint name="lift" type="slide" axis="0 0 1" damping="20"/>
      <joint name="swing" type="hinge" axis="0 -1 0" armature="0.002"/>
      <geom type="capsule" fromto="-0.34 0.05 -0.05 -0.06 0.008 0.018" size="0.036" mass="0.3"
            material="sleeve" contype="0" conaffinity="0"/>
      <geom type="ellipsoid" size="0.05 0.028 0.030" pos="-0.005 0.004 0.03" mass="0.1"
            material="glove" contype="0" conaffinity="0"/>
      {fingers}
      <geom type="capsule" fromto="-0.02 -0.02 0.045 0.045 -0.022 0.038" size="0.012"
            mass="0.01" material="glove" contype="0" conaffinity="0"/>
      <geom type="capsule" fromto="-0.07 0 0.022 0.335 0 0.022" size="0.0115" mass="0.12"
            material="handle" contype="0" conaffinity="0"/>
      <geom type="cylinder" fromto="0.34 0 0.002 0.34 0 0.012" size="0.0165" mass="0.1"
            material="steel" contype="0" conaffinity="0"/>
      <geom name="face" type="cylinder" fromto="0.34 0 0 0.34 0 0.004" size="0.0155" mass="0.1"
            material="steel"/>
      <geom type="cylinder" fromto="0.34 0 0.010 0.34 0 0.052" size="0.0125" mass="0.25"
            material="steel" contype="0" conaffinity="0"/>
      <geom type="box" size="0.017 0.014 0.013" pos="0.34 0 0.024" mass="0.05"
            material="steel" contype="0" conaffinity="0"/>
      <geom type="box" size="0.004 0.013 0.022" pos="0.348 0 0.060" euler="0 -24 0" mass="0.05"
            material="steel" contype="0" conaffinity="0"/>
      <geom type="box" size="0.004 0.013 0.022" pos="0.332 0 0.060" euler="0 24 0" mass="0.05"
            material="steel" contype="0" conaffinity="0"/>
    </body>
  </worldbody>
  <actuator>
    <position joint="lift" kp="9000" kv="350"/>
    <position joint="swing" kp="260" kv="7"/>
  </actuator>
  <sensor><contact name="blow" geom1="face" geom2="head" data="force" reduce="netforce"/></sensor>
</mujoco>"""


# Times of the strikes, and how far the hammer is raised before each (radians).
_STROKES: Final = (
    (0.80, 0.50),
    (1.55, 0.75),
    (2.15, 0.95),
    (3.25, 1.15),
    (3.62, 0.55),
    (4.60, 0.85),
    (5.10, 0.70),
    (5.45, 0.60),
)
_SINK_M: Final = 0.0036  # roughly how far a strike from 1 rad drives the nail in


def hammer_controls() -> NDArray[np.float64]:
    """Target positions of the hammer: (S, 2) height and angle for each step."""
    time_s = np.arange(round(DURATION_S / _STEP_S)) * _STEP_S
    keys = [(0.0, 0.30)]
    height = [(0.0, 0.0)]
    sunk_m = 0.0
    for at_s, lift in _STROKES:
        previous_s = keys[-1][0]
        keys.append((max(at_s - 0.34, previous_s + 0.08), 0.32))
        keys.append((at_s - 0.11, lift))
        keys.append((at_s, -0.02))  # aims below the nail's head, to arrive with speed
        keys.append((at_s + 0.11, 0.20 + 0.12 * lift))
        height.append((at_s, -sunk_m))
        sunk_m += _SINK_M * lift**2
        height.append((at_s + 0.25, -sunk_m))
    angle = np.empty_like(time_s)
    for (start_s, start), (end_s, end) in zip(keys, [*keys[1:], (9e9, 0.3)], strict=True):
        here = (time_s >= start_s) & (time_s < end_s)
        part = np.clip((time_s[here] - start_s) / min(end_s - start_s, 0.6), 0, 1)
        eased = part**2 if end < 0 else part * part * (3 - 2 * part)  # a strike only accelerates
        angle[here] = start + (end - start) * eased
    lowered = np.interp(time_s, *np.array(height).T)
    return np.stack([lowered, angle], axis=1)


def hammer_clip() -> Shot:
    """Strikes of varied strength in an irregular rhythm."""
    rng = np.random.default_rng(7)
    model = build(
        hammer_scene(),
        {
            "beam.png": textures.wood(rng, 512, (0.84, 0.66, 0.42)),
            "bench.png": textures.boards(rng, 512) // 2,
            "wall.png": workshop_wall(rng),
            "handle.png": textures.wood(rng, 128, (0.72, 0.45, 0.22)),
            "cloth.png": textures.blend(
                textures.noise(rng, 256, 6), (0.75, 0.75, 0.75), (1.0, 1.0, 1.0)
            ),
        },
    )
    recording = simulate(model, DURATION_S, controls=hammer_controls())
    return Shot(together(recording.impacts), film(model, recording, "front"))


def workshop_wall(rng: np.random.Generator) -> Picture:
    """A wall with a pegboard of tools, far out of focus."""
    wall = textures.blend(textures.noise(rng, 512, 1), (0.30, 0.36, 0.38), (0.40, 0.46, 0.47))
    for left in range(20, 500, 62):
        ink = [int(255 * c) for c in textures.colour(rng, low=0.12, high=0.7)]
        top, long = int(rng.integers(120, 220)), int(rng.integers(60, 150))
        cv2.rectangle(wall, (left, top), (left + int(rng.integers(8, 24)), top + long), ink, -1)
        cv2.rectangle(wall, (left - 10, top), (left + 26, top + 26), [c // 2 for c in ink], -1)
    wall[350:366] = (92, 66, 44)
    return cv2.GaussianBlur(wall, (0, 0), 9).astype(np.uint8)


_STAIRS: Final = 7
_TREAD_M, _RISE_M = 0.26, 0.13


def stairs_scene() -> str:
    """A staircase of painted wooden blocks, and two balls that come down it."""
    tones = ("0.86 0.42 0.30", "0.93 0.66 0.33", "0.90 0.84 0.62", "0.42 0.66 0.58")
    top_m = _STAIRS * _RISE_M
    blocks = "".join(
        f'<geom name="block{k}" type="box" material="wood" rgba="{tones[k % 4]} 1"'
        f' size="{_TREAD_M / 2 - 0.003} 0.30 {(_STAIRS - k) * _RISE_M / 2}"'
        f' pos="{k * _TREAD_M} 0 {(_STAIRS - k) * _RISE_M / 2}"/>'
        for k in range(_STAIRS)
    )
    return f"""
<mujoco>{_LOOK}
  <default>
    <geom solref="-90000 -70" solimp="0.99 0.999 0.001" friction="0.3 0.002 0.0001"/>
  </default>
  <asset>
    <texture name="wood" type="cube" file="wood.png"/>
    <texture name="floor" type="2d" file="floor.png"/>
    <texture name="ball" type="cube" file="ball.png"/>
    <texture name="marble" type="cube" file="marble.png"/>
    <material name="wood" texture="wood" texuniform="false" specular="0.15" shininess="0.3"/>
    <material name="floor" texture="floor" texrepeat="3 3" specular="0.1" reflectance="0.08"/>
    <material name="wall" texture="floor" rgba="0.93 0.96 1 1" specular="0"/>
    <material name="ball" texture="ball" specular="0.5" shininess="0.6"/>
    <material name="marble" texture="marble" specular="0.9" shininess="0.9"/>
  </asset>
  <worldbody>
    <light pos="0.2 -1.6 3.0" dir="0.18 0.55 -1" diffuse="0.75 0.70 0.62" specular="0.4 0.4 0.4"
           cutoff="60" exponent="2" castshadow="true"/>
    <light pos="3 -2 1.5" dir="-1 0.6 -0.6" diffuse="0.16 0.18 0.24" castshadow="false"/>
    <camera name="side" pos="0.98 -3.0 1.32" xyaxes="1 0.02 0 -0.006 0.29 0.95" fovy="34"/>
    <geom name="floor" type="plane" size="6 6 0.1" material="floor" priority="1"
          solref="-90000 -190"/>
    <geom type="plane" size="6 3 0.1" pos="0 1.2 1.5" zaxis="0 -1 0" material="wall"/>
    <geom name="shelf" type="box" material="wood" rgba="0.36 0.47 0.62 1" size="1 0.30 0.03"
          pos="{-_TREAD_M / 2 - 1.003} 0 {top_m - 0.03}"/>
    <geom name="stop" type="box" material="wood" rgba="0.36 0.47 0.62 1" size="0.03 0.40 0.24"
          pos="2.14 0 0.24"/>
    {blocks}
    <body pos="-0.42 -0.12 {top_m + 0.30}"><freejoint/>
      <geom name="ball" type="sphere" size="0.062" mass="0.15" material="ball"/></body>
    <body pos="-1.35 0.13 {top_m + 0.048}"><freejoint/>
      <geom name="marble" type="sphere" size="0.048" mass="0.15" material="marble"/></body>
  </worldbody>
  <sensor>
    <contact name="ball" geom1="ball" data="force" reduce="netforce"/>
    <contact name="marble" geom1="marble" data="force" reduce="netforce"/>
  </sensor>
</mujoco>"""


def stairs_clip() -> Shot:
    """A bouncing ball and a rolling one, each with its own tempo."""
    rng = np.random.default_rng(11)
    ball = np.full((128, 128, 3), (206, 48, 40), np.uint8)
    ball[54:74] = (245, 240, 225)
    ball[:, 54:74] = (245, 240, 225)
    swirl = textures.blend(textures.noise(rng, 128, 1.5), (0.05, 0.25, 0.55), (0.75, 0.9, 1.0))
    model = build(
        stairs_scene(),
        {
            "wood.png": textures.wood(rng, 256, (0.92, 0.90, 0.86)) // 2 + 110,
            "floor.png": textures.blend(
                textures.noise(rng, 512, 2), (0.66, 0.69, 0.72), (0.74, 0.77, 0.80)
            ),
            "ball.png": ball,
            "marble.png": swirl,
        },
    )
    speed = np.zeros(model.nv)
    speed[0], speed[2], speed[4] = 0.78, 0.9, 12.0  # thrown in
    speed[6], speed[10] = 0.60, 0.60 / 0.048  # rolls in
    recording = simulate(model, DURATION_S, speed=speed)
    return Shot(together(recording.impacts), film(model, recording, "side"))


def film(model: object, recording: Recording, camera: str) -> Iterator[Picture]:
    """Render every frame with motion blur, a soft contrast curve and a vignette."""
    size = (WIDTH * _OVERSAMPLING, HEIGHT * _OVERSAMPLING)
    y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j]
    vignette = (1 - 0.16 * (x**2 + y**2))[..., None]
    with Stage(model, *size) as stage:
        for index in range(round(DURATION_S * RATE)):
            light = np.zeros((HEIGHT, WIDTH, 3), np.float32)
            for part in range(_SHUTTER_PICTURES):
                at_s = (index + 0.5 * part / _SHUTTER_PICTURES) / RATE
                large = stage.draw(recording.at(at_s), camera)
                light += cv2.resize(large, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
            tone = light / (255 * _SHUTTER_PICTURES) * vignette
            tone = tone + 0.10 * tone * (1 - tone) * (2 * tone - 1) * 4
            yield np.clip(tone * 255 + 0.5, 0, 255).astype(np.uint8)


def write_clip(path: Path, pictures: Iterator[Picture]) -> None:
    """Write a silent H.264 clip."""
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=Fraction(RATE))
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        # One thread: the same bytes on every machine.
        stream.options = {"crf": "23", "preset": "slow", "threads": "1"}
        for picture in pictures:
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def write_truth(path: Path, impacts: list[Impact]) -> None:
    """Write the impacts as events: time_s, strength."""
    strongest = max(impact.impulse for impact in impacts)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["time_s", "strength"])
        for impact in impacts:
            strength = (impact.impulse / strongest) ** 0.7
            if strength > _FAINT:
                table.writerow([f"{impact.time_s:.4f}", f"{strength:.3f}"])


_REFERENCE_RATE_HZ: Final = 48000

# A few impacts of each body: time in seconds and strength. Far enough apart to cut them out.
_REFERENCES: Final[dict[str, tuple[Material, int, tuple[tuple[float, float], ...], float]]] = {
    "wood": ("wood", 5, ((0.05, 0.9), (0.48, 0.5), (0.86, 1.0), (1.27, 0.35), (1.62, 0.75)), 2.2),
    "metal": ("metal", 21, ((0.05, 0.8), (0.95, 1.0), (1.80, 0.45)), 3.0),
    "glass": ("glass", 4, ((0.05, 0.7), (0.75, 1.0), (1.35, 0.4), (1.85, 0.8)), 2.8),
    "drum": ("membrane", 8, ((0.05, 1.0), (0.62, 0.5), (1.10, 0.8), (1.42, 0.3)), 2.2),
}


def reference(name: str) -> NDArray[np.float32]:
    """Synthesise a reference: (T, 2) at 48 kHz, impacts on one body in a small room."""
    material, seed, blows, length_s = _REFERENCES[name]
    rng = np.random.default_rng(seed)
    body = make_body(material, rng, _REFERENCE_RATE_HZ, longest_s=1.6)
    dry = np.zeros(round(length_s * _REFERENCE_RATE_HZ), np.float32)
    for at_s, strength in blows:
        blow = body.hit(strength, rng)
        start = round(at_s * _REFERENCE_RATE_HZ)
        part = dry[start : start + blow.size]
        part += blow[: part.size]
    room = make_room(rng, _REFERENCE_RATE_HZ, decay_s=0.35, wet=0.12, channels=2)
    wave = reverberate(dry, room)[: dry.size]
    fade = np.linspace(1, 0, _REFERENCE_RATE_HZ // 20, dtype=np.float32)
    wave[-fade.size :] *= fade[:, None]
    return wave * np.float32(0.7 / np.max(np.abs(wave)))


def main() -> None:
    """Write all files of resources/samples except its README."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--output", type=Path, default=RESOURCES / "samples")
    output: Path = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    for name, shot in (("hammer", hammer_clip()), ("stairs", stairs_clip())):
        write_clip(output / f"{name}.mp4", shot.pictures)
        write_truth(output / f"{name}.events.csv", shot.impacts)
    for name in _REFERENCES:
        soundfile.write(output / f"{name}.flac", reference(name), _REFERENCE_RATE_HZ)
    for file in sorted(output.iterdir()):
        print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
