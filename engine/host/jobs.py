"""The operations that the window asks of the engine's process, each a plain function.

A job takes the request, the folder for its files and its context, and returns what the result line
says. Paths are absolute strings; times are clip time in seconds.
"""

import uuid
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import soundfile  # type: ignore[import-untyped]

from engine.config import GRIFFIN_LIM
from engine.dubbing.deliver import check_delivery, deliver, rendering_rate_hz
from engine.dubbing.moments import clip_events
from engine.dubbing.take import Take, render_take
from engine.events.event import Event, events_json
from engine.machine.hardware import device_in_use
from engine.media.audio import read_mono
from engine.media.digest import picture_digest
from engine.media.probe import probe
from engine.mel import mel_spectrogram
from engine.metrics.loudness import measure
from engine.progress import JobContext
from engine.recipe import Blend, Delivery, Recipe, Span
from engine.storage.cache import Cache
from engine.storage.model_files import installed

Message = dict[str, Any]
Job = Callable[[Message, Path, JobContext], Message]

_MEASURED_BLOCK_SAMPLES: Final = 65536


def describe() -> Message:
    """What the process is; torch, and with it the GPU, is left to the first job that needs it."""
    models = [model.name for model in installed("generator")]
    vocoders = [model.name for model in installed("vocoder")]
    return {**device_values(), "models": models, "vocoders": vocoders}


def device_values() -> Message:
    """The device that jobs are computed on, and its memory."""
    device = device_in_use()
    return {
        "device": device.name,
        "device_name": device.title,
        "device_used_bytes": device.used_bytes,
        "device_total_bytes": device.total_bytes,
    }


def _open(request: Message, _folder: Path, context: JobContext) -> Message:
    """Probe a clip and find its events, in the picture and in its own sound."""
    video = Path(request["video"])
    info = probe(video)
    cache = Cache.of_user()
    picture = clip_events(video, "picture", cache=cache, context=context) if info.video else []
    sound = clip_events(video, "sound", cache=cache, context=context) if info.audio else []
    return {
        "duration_s": info.duration_s,
        "events_picture": events_json(picture),
        "events_sound": events_json(sound),
    }


def _see(request: Message, _folder: Path, context: JobContext) -> Message:
    """Find a clip's events as a model sees them in its picture."""
    from engine.dubbing.neural import model_events

    events = model_events(
        Path(request["video"]), request.get("model"), cache=Cache.of_user(), context=context
    )
    return {"events_model": events_json(events)}


def _render(request: Message, folder: Path, context: JobContext) -> Message:
    """Render a take; the answer names its sound (float WAV) and its mel (.npy, (80, T))."""
    recipe = _recipe(request)
    info = probe(recipe.video)
    rate_hz = rendering_rate_hz(info)
    take = render_take(recipe, folder, rate_hz=rate_hz, cache=Cache.of_user(), context=context)
    mel = folder / f"{uuid.uuid4().hex}.npy"
    np.save(mel, mel_spectrogram(read_mono(take.sound)))
    blocks = soundfile.blocks(take.sound, _MEASURED_BLOCK_SAMPLES, dtype="float32", always_2d=True)
    loudness = measure(blocks, take.rate_hz, take.channels)
    return {
        "take_sound": str(take.sound),
        "mel": str(mel),
        "events": events_json(take.events),
        "engine": take.engine,
        "model": take.model,
        "vocoder": take.vocoder,
        "device": take.device,
        "measurements": {**take.measurements, "loudness_lufs": loudness.integrated_lufs},
        "timings_s": context.timings_s,
    }


def _export(request: Message, _folder: Path, context: JobContext) -> Message:
    """Write a dubbed copy of a video with a take that was rendered before.

    The picture of the copy is read back: `output_digest` is what stands in the file.
    """
    video, sound = Path(request["video"]), Path(request["sound"])
    delivery = Delivery(
        output=Path(request["output"]),
        span=_span(request, "trim"),
        codec=request.get("codec"),
        original=request.get("original", "drop"),
        loudness=_loudness(request.get("loudness", "match")),
        gain_db=float(request.get("gain_db") or 0.0),
        pan=float(request.get("pan") or 0.0),
        stem=Path(request["stem"]) if request.get("stem") else None,
        overwrite=bool(request.get("overwrite")),
    )
    check_delivery(probe(video), delivery)
    written = soundfile.info(sound)
    take = Take(
        sound=sound,
        rate_hz=written.samplerate,
        channels=written.channels,
        start_s=float(request.get("sound_start_s") or 0.0),
        duration_s=written.duration,
        events=(),
        engine="grains",
        seed=0,
    )
    delivered = deliver(take, video, delivery, context)
    answer = {**asdict(delivered), "output": str(delivered.output)}
    if delivered.picture_packets:
        with context.stage("check"):
            answer["output_digest"] = picture_digest(delivered.output)
    return answer


def _models(_request: Message, _folder: Path, _context: JobContext) -> Message:
    """The installed models."""
    models = [*installed("generator"), *installed("vocoder")]
    return {
        "models": [
            {
                "name": model.name,
                "kind": model.header.kind,
                "path": str(model.path),
                "shipped": model.shipped,
                "provenance": dict(model.header.provenance),
            }
            for model in models
        ]
    }


JOBS: Final[dict[str, Job]] = {
    "open": _open,
    "see": _see,
    "render": _render,
    "export": _export,
    "models": _models,
}


def _recipe(request: Message) -> Recipe:
    """The recipe of a `render` request."""
    events: Literal["picture", "sound"] | tuple[Event, ...] = "picture"
    if isinstance(request.get("events"), list):
        events = tuple(Event(**event) for event in request["events"])
    elif request.get("events") == "sound":
        events = "sound"
    blend = None
    if request.get("blend"):
        amount = float(request["blend_amount"])
        blend = Blend(Path(request["blend"]), amount, _span(request, "blend"))
    return Recipe(
        video=Path(request["video"]),
        span=Span(float(request.get("start_s") or 0.0), request.get("end_s")),
        reference=Path(request["reference"]),
        reference_span=_span(request, "reference"),
        engine=request.get("engine"),
        model=request.get("model"),
        vocoder=GRIFFIN_LIM if request.get("draft") else request.get("vocoder"),
        blend=blend,
        events=events,
        background=float(request.get("background") or 0.0),
        ambience=Path(request["ambience"]) if request.get("ambience") else None,
        ambience_span=_span(request, "ambience"),
        seed=int(request.get("seed") or 0),
        device=request.get("device", "auto"),
    )


def _span(request: Message, name: str) -> Span:
    """The part of a file that a request names by `..._start_s` and `..._end_s`."""
    start_s, end_s = request.get(f"{name}_start_s"), request.get(f"{name}_end_s")
    return Span(float(start_s or 0.0), None if end_s is None else float(end_s))


def _loudness(value: str | float) -> Literal["match", "off"] | float:
    match value:
        case "match":
            return "match"
        case "off":
            return "off"
        case _:
            return float(value)
