"""Made media and made values for the tests of the window."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import soundfile as sf

from engine.project.files import media_file
from engine.project.model import Clip, MediaFile, Reference, Take, new_id
from engine.recipe import Recipe, TakeFacts

_FORMATS = {".mp4": "mp4", ".mkv": "matroska"}


def write_video(
    path: Path,
    *,
    times_s: Sequence[float] | None = None,
    size: tuple[int, int] = (160, 90),
    sound_s: float | None = 1.0,
    rotation: int = 0,
) -> Path:
    """A clip whose k-th frame is grey with the level 40 + 5 k at the given time stamps."""
    times_s = [k / 25 for k in range(25)] if times_s is None else times_s
    path.write_bytes(_video(path.suffix, tuple(times_s), size, sound_s, rotation))
    return path


@cache
def _video(
    suffix: str,
    times_s: tuple[float, ...],
    size: tuple[int, int],
    sound_s: float | None,
    rotation: int,
) -> bytes:
    """The file of `write_video`; encoded once, as most tests of the window need the same."""
    file = BytesIO()
    with av.open(file, "w", format=_FORMATS[suffix]) as container:
        video = container.add_stream("libx264", rate=25, options={"g": "10", "bf": "0"})
        video.width, video.height = size
        video.pix_fmt = "yuv420p"
        video.codec_context.time_base = video.time_base = Fraction(1, 1000)
        if rotation:
            video.set_display_rotation(rotation)
        audio = container.add_stream("aac", rate=48000, layout="stereo") if sound_s else None
        for k, time_s in enumerate(times_s):
            level = np.full((size[1], size[0], 3), 40 + (5 * k) % 200, np.uint8)
            frame = av.VideoFrame.from_ndarray(level, format="rgb24")
            frame.pts = round(time_s * 1000)
            frame.time_base = Fraction(1, 1000)
            container.mux(video.encode(frame))
        container.mux(video.encode())
        if audio is not None and sound_s is not None:
            t = np.arange(round(48000 * sound_s)) / 48000
            wave = 0.5 * np.sin(2 * np.pi * 440 * t).astype(np.float32)
            for start in range(0, len(wave), 1024):
                block = np.tile(wave[start : start + 1024], (2, 1))
                sound = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), "fltp", "stereo")
                sound.sample_rate = 48000
                sound.pts = start
                sound.time_base = Fraction(1, 48000)
                container.mux(audio.encode(sound))
            container.mux(audio.encode())
    return file.getvalue()


def write_tone(path: Path, *, seconds: float = 1.0, hz: float = 440.0, rate: int = 48000) -> Path:
    """A sine of half scale."""
    path.write_bytes(_tone(path.suffix, seconds, hz, rate))
    return path


@cache
def _tone(suffix: str, seconds: float, hz: float, rate: int) -> bytes:
    """The file of `write_tone`; encoded once, as most tests of the window need the same."""
    file = BytesIO()
    t = np.arange(round(seconds * rate)) / rate
    sf.write(file, 0.5 * np.sin(2 * np.pi * hz * t), rate, format=suffix[1:])
    return file.getvalue()


def a_file(tmp_path: Path, name: str = "clip.mp4", duration_s: float = 10.0) -> MediaFile:
    """A fingerprinted file that is no media at all: enough for the document."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_bytes(name.encode() * 1000)
    return media_file(path, duration_s)


def a_take(tmp_path: Path, clip: Clip, reference: Reference, number: int = 1) -> Take:
    """A take with a sound file of its own."""
    recipe = Recipe(
        video=clip.file.path,
        span=clip.span,
        reference=reference.part,
        events=tuple(item.event for item in clip.track.events),
    )
    sound = tmp_path / f"made-{number}.wav"
    sf.write(sound, np.full((4800, 2), 0.1), 48000, subtype="FLOAT")
    start_s, end_s = clip.range_s
    return Take(
        id=new_id(),
        number=number,
        clip_id=clip.id,
        track_id=clip.track.id,
        recipe=recipe,
        reference_name=reference.name,
        sound=sound,
        facts=TakeFacts(duration_s=end_s - start_s, events=len(clip.track.events)),
    )
