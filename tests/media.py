"""Tiny clips and sounds, written with PyAV where a test needs them.

The default picture of a clip carries its frame's number as black and white stripes, so that a test
can ask any decoded frame which one it is (`frame_number`), at any size and after lossy coding.
Rotated clips are stored turned, as phones do it: upright they read the same number.
"""

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import wraps
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

STRIPES = 10  # binary digits of a frame's number: 1024 frames
_TICKS_HZ = 90000  # time base of the pictures that are given explicit times
_PICTURE_CODECS = {".webm": "libvpx-vp9", ".avi": "mpeg4", ".gif": "gif"}
_SOUND_CODECS = {
    ".mp4": "aac",
    ".m4v": "aac",
    ".m4a": "aac",
    ".aac": "aac",
    ".mov": "pcm_s16le",
    ".mkv": "flac",
    ".webm": "libopus",
    ".avi": "pcm_s16le",
    ".wav": "pcm_s16le",
    ".flac": "flac",
    ".mp3": "libmp3lame",
    ".ogg": "libopus",
    ".opus": "libopus",
    ".ts": "aac",
    ".flv": "aac",
    ".mka": "flac",
}
_FORMATS = {".m4v": "mp4"}
_OPTIONS = {
    "libx264": {"preset": "veryfast", "crf": "18"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8", "crf": "20", "b": "0"},
    "mpeg4": {"qscale": "2"},
}
_LAYOUTS = {1: "mono", 2: "stereo", 3: "3.0", 4: "4.0", 5: "5.0", 6: "5.1", 8: "7.1"}

Painter = Callable[[int, float], NDArray[np.uint8]]
Made = ParamSpec("Made")


@dataclass(frozen=True)
class Track:
    """One sound track of a clip.

    Attributes:
        samples: (n,) or (n, channels), -1 to 1.
        rate_hz: its sample rate.
        codec: FFmpeg's name of the encoder; by the file's suffix where None.
        start_s: when the track begins.
        language: three letters, such as "deu".
        options: options of the encoder.
    """

    samples: NDArray[Any]
    rate_hz: int = 48000
    codec: str | None = None
    start_s: float = 0.0
    language: str | None = None
    options: tuple[tuple[str, str], ...] = ()


def numbered(size: tuple[int, int], number: int) -> NDArray[np.uint8]:
    """A picture (H, W, 3): stripes that spell the number over the upper half, grey below."""
    width, height = size
    picture = np.full((height, width, 3), 96, np.uint8)
    edges = np.linspace(0, width, STRIPES + 1).round().astype(int)
    for digit in range(STRIPES):
        bright = number >> (STRIPES - 1 - digit) & 1
        picture[: height // 2, edges[digit] : edges[digit + 1]] = 235 if bright else 16
    return picture


def frame_number(picture: NDArray[np.uint8]) -> int:
    """The number that a picture of `numbered` carries, read from (H, W, 3)."""
    height, width = picture.shape[:2]
    edges = np.linspace(0, width, STRIPES + 1)
    number = 0
    for left, right in pairwise(edges):
        quarter = (right - left) / 4
        columns = slice(int(left + quarter), max(int(right - quarter), int(left + quarter) + 1))
        number = number * 2 + int(picture[height // 8 : 3 * height // 8, columns].mean() > 128)
    return number


def clicks(
    at_s: Sequence[float], duration_s: float, *, rate_hz: int = 48000, channels: int = 1
) -> NDArray[np.float32]:
    """Silence (n, channels) with short decaying noise bursts that begin at the given times."""
    samples = np.zeros((round(duration_s * rate_hz), channels), np.float32)
    length = round(0.05 * rate_hz)
    burst = np.random.default_rng(7).uniform(-1, 1, length) * np.exp(
        -np.arange(length) / length * 5
    )
    for time_s in at_s:
        start = round(time_s * rate_hz)
        room = samples[start : start + length]
        room += 0.8 * burst[: len(room), None].astype(np.float32)
    return samples


def sine(
    frequency_hz: float, duration_s: float, *, rate_hz: int = 48000, channels: int = 1
) -> NDArray[np.float32]:
    """A sine (n, channels) at half of full scale."""
    times_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    wave = 0.5 * np.sin(2 * np.pi * frequency_hz * times_s)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


def _encoded_once(
    make: Callable[Concatenate[Path, Made], Path],
) -> Callable[Concatenate[Path, Made], Path]:
    """Copy a file that was made before: many tests need the same. Painters cannot be compared."""
    files: dict[bytes, bytes] = {}

    @wraps(make)
    def write(path: Path, /, *arguments: Made.args, **named: Made.kwargs) -> Path:
        if named.get("paint") is not None:
            return make(path, *arguments, **named)
        key = sha256(pickle.dumps((path.suffix, arguments, named))).digest()
        if key in files:
            path.write_bytes(files[key])
        else:
            make(path, *arguments, **named)
            files[key] = path.read_bytes()
        return path

    return write


@_encoded_once
def make_video(
    path: Path,
    *,
    frames: int | None = None,
    duration_s: float = 1.0,
    rate: Fraction | int = 30,
    times_s: Sequence[float] | None = None,
    size: tuple[int, int] = (160, 120),
    codec: str | None = None,
    pixel_format: str = "yuv420p",
    rotation_deg: int = 0,
    b_frames: int = 0,
    gop: int = 12,
    start_s: float = 0.0,
    pixel_aspect: Fraction | None = None,
    sounds: Sequence[Track] = (),
    paint: Painter | None = None,
    metadata: dict[str, str] | None = None,
    tag: str | None = None,
    options: dict[str, str] | None = None,
    container_options: dict[str, str] | None = None,
) -> Path:
    """Write a clip and return its path.

    Args:
        path: where; the suffix chooses the container.
        frames: number of frames; from the duration where None.
        duration_s: seconds of picture, unless frames or times are given.
        rate: frames a second.
        times_s: the time of every frame: a variable frame rate.
        size: width and height of the upright picture.
        codec: FFmpeg's name of the encoder; by the suffix, else libx264, where None.
        pixel_format: FFmpeg's name.
        rotation_deg: counter-clockwise turn that a player must apply: 0, 90, -90 or 180.
        b_frames: most B-frames in a row.
        gop: frames from one key frame to the next.
        start_s: added to the time of every frame; negative hides frames behind an edit list.
        pixel_aspect: width of a pixel by its height.
        sounds: the sound tracks.
        paint: makes the upright picture (H, W, 3) of a frame from its number and time;
            `numbered` where None.
        metadata: the container's.
        tag: the codec tag; the container's default where None.
        options: further options of the encoder.
        container_options: options of the container.
    """
    name = codec or _PICTURE_CODECS.get(path.suffix, "libx264")
    times = _frame_times(frames, duration_s, rate, times_s)
    paint = paint or (lambda number, time_s: numbered(size, number))
    stored = size[::-1] if rotation_deg % 180 else size
    form = _FORMATS.get(path.suffix)
    with av.open(str(path), "w", form, container_options=container_options or {}) as container:
        container.metadata.update(metadata or {})
        given = {**_OPTIONS.get(name, {}), **(options or {})}
        stream = container.add_stream(name, rate=Fraction(rate), options=given)
        stream.width, stream.height = stored
        stream.pix_fmt = pixel_format
        context = stream.codec_context
        even = times_s is None and not start_s
        context.time_base = 1 / Fraction(rate) if even else Fraction(1, _TICKS_HZ)
        context.gop_size = gop
        context.max_b_frames = b_frames
        if pixel_aspect is not None:
            context.sample_aspect_ratio = pixel_aspect
        if tag is not None:
            context.codec_tag = tag
        if rotation_deg:
            stream.set_display_rotation(rotation_deg)
        tracks = [_add_track(container, path, track) for track in sounds]
        pictures = _encoded_pictures(
            stream, context.time_base, times, start_s, pixel_format, rotation_deg, paint
        )
        _interleave(container, [pictures, *tracks])
    return path


@_encoded_once
def make_sound(
    path: Path,
    samples: NDArray[Any],
    rate_hz: int = 48000,
    *,
    codec: str | None = None,
    start_s: float = 0.0,
    options: dict[str, str] | None = None,
) -> Path:
    """Write a sound file, (n,) or (n, channels), and return its path; the suffix is its format."""
    track = Track(samples, rate_hz, codec, start_s, options=tuple((options or {}).items()))
    with av.open(str(path), "w", format=_FORMATS.get(path.suffix)) as container:
        _interleave(container, [_add_track(container, path, track)])
    return path


def copy_packets(
    container: Any, copies: dict[Any, Any], keep: Callable[[Any], bool] = lambda packet: True
) -> None:
    """Write the packets of streams of other files, all or some, to the streams that copy them."""
    for stream, copied in copies.items():
        for packet in stream.container.demux(stream):
            if packet.size and keep(packet):
                packet.stream = copied
                container.mux(packet)


def chapters(*spans: tuple[str, float, float]) -> list[dict[str, Any]]:
    """Chapters as PyAV takes them, each from its title, its start and its end in seconds."""
    base = Fraction(1, 1000)
    return [
        {
            "id": number,
            "start": round(start_s / base),
            "end": round(end_s / base),
            "time_base": base,
            "metadata": {"title": title},
        }
        for number, (title, start_s, end_s) in enumerate(spans, start=1)
    ]


def _frame_times(
    frames: int | None, duration_s: float, rate: Fraction | int, times_s: Sequence[float] | None
) -> list[float]:
    """When each frame is shown, in seconds from the first one's nominal start."""
    if times_s is not None:
        return list(times_s)
    count = frames if frames is not None else round(duration_s * rate)
    return [float(number / Fraction(rate)) for number in range(count)]


def _encoded_pictures(
    stream: Any,
    time_base: Fraction,
    times_s: list[float],
    start_s: float,
    pixel_format: str,
    rotation_deg: int,
    paint: Painter,
) -> Iterator[tuple[float, list[Any]]]:
    """The time and the packets of each picture, then what the encoder held back."""
    reformatter = VideoReformatter()  # a frame's own would be set up anew for each
    for number, time_s in enumerate(times_s):
        # A player turns the stored picture by `rotation_deg`; it is stored turned the other way.
        turned = np.rot90(paint(number, time_s), -(rotation_deg // 90))
        frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(turned), "rgb24")
        frame = reformatter.reformat(frame, format=pixel_format)
        frame.pts = round((time_s + start_s) / time_base)
        frame.time_base = time_base
        yield time_s + start_s, _in_order(stream.encode(frame))
    yield times_s[-1] + start_s, _in_order(stream.encode(None))


def _in_order(packets: list[Any]) -> list[Any]:
    """Packets that a file takes: x265 leaves the decoding times of one or two pictures at random,
    or out.

    Those are moved before the first picture, in the order in which they stand.
    """
    for place, packet in enumerate(packets):
        dts = packet.dts
        if dts is None or dts > packet.pts or abs(dts) > _TICKS_HZ * 86400:
            packet.dts = place - len(packets)
    return packets


def _add_track(container: Any, path: Path, track: Track) -> Iterator[tuple[float, list[Any]]]:
    """Add a sound track to a container; its packets come later."""
    samples = track.samples[:, None] if track.samples.ndim == 1 else track.samples
    layout = _LAYOUTS[samples.shape[1]]
    name = track.codec or _SOUND_CODECS[path.suffix]
    stream = container.add_stream(name, rate=track.rate_hz, options=dict(track.options))
    stream.layout = layout
    stream.time_base = Fraction(1, track.rate_hz)
    if track.language:
        stream.metadata["language"] = track.language
    return _encoded_sound(stream, samples, layout, track)


def _encoded_sound(
    stream: Any, samples: NDArray[Any], layout: str, track: Track
) -> Iterator[tuple[float, list[Any]]]:
    """The time and the packets of each block of sound, then what the encoder held back."""
    for start in range(0, len(samples), 1024):
        block = np.ascontiguousarray(samples[start : start + 1024], dtype=np.float32)
        # Interleaved: PyAV 18.1 miscounts eight separate planes.
        frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), "flt", layout)
        frame.sample_rate = track.rate_hz
        frame.time_base = Fraction(1, track.rate_hz)
        frame.pts = start + round(track.start_s * track.rate_hz)
        yield track.start_s + start / track.rate_hz, stream.encode(frame)
    yield track.start_s + len(samples) / track.rate_hz, stream.encode(None)


def _interleave(container: Any, tracks: list[Iterator[tuple[float, list[Any]]]]) -> None:
    """Write the tracks' packets side by side in time."""
    waiting = {index: next(track) for index, track in enumerate(tracks)}
    while waiting:
        earliest = min(waiting, key=lambda index: waiting[index][0])
        container.mux(waiting[earliest][1])
        following = next(tracks[earliest], None)
        if following is None:
            del waiting[earliest]
        else:
            waiting[earliest] = following
