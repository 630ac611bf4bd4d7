"""The jobs that the window sends to the engine process, run by the command line's functions."""

import uuid
from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.dubbing.deliver import deliver
from engine.dubbing.mix.faders import sound_names, sounding
from engine.dubbing.mix.plan import plan_delivery, rendering_rate_hz
from engine.dubbing.moments import clip_events
from engine.dubbing.take import render_take
from engine.events.event import Event
from engine.host.messages import (
    Answer,
    Export,
    Exported,
    FindEvents,
    FoundEvents,
    Installed,
    Job,
    Render,
    Rendered,
)
from engine.media.audio import read_mono
from engine.media.digest import picture_digest
from engine.media.probe import MediaInfo, probe
from engine.mel import mel_spectrogram
from engine.progress import JobContext
from engine.recipe import EventSource
from engine.storage.cache import Cache
from engine.storage.model_files import installed


def installed_models() -> Installed:
    """The models and vocoders of this machine; does not load torch."""
    models, vocoders = installed("generator"), installed("vocoder")
    return Installed(
        tuple(model.name for model in models), tuple(vocoder.name for vocoder in vocoders)
    )


def run_job(job: Job, folder: Path, context: JobContext) -> Answer:
    """Run a job for the window.

    Args:
        job: the job.
        folder: folder for results that are files.
        context: for progress and cancellation.

    Raises:
        EngineError: of the matching kind.
    """
    match job:
        case FindEvents():
            return _find_events(job, context)
        case Render():
            return _render(job, folder, context)
        case Export():
            return _export(job, context)


def _find_events(job: FindEvents, context: JobContext) -> FoundEvents:
    info = probe(job.video)
    finders: dict[EventSource, Callable[[], list[Event]]] = {
        "picture": lambda: clip_events(info, "picture", cache=Cache.of_user(), context=context),
        "sound": lambda: clip_events(info, "sound", cache=Cache.of_user(), context=context),
        "model": lambda: _events_by_model(info, job.model, context),
    }
    for number, source in enumerate(job.sources, start=1):
        is_last = number == len(job.sources)
        lacks = {"picture": info.video is None, "sound": not info.audio, "model": False}
        if lacks[source] and not is_last:
            continue
        events = finders[source]()
        if events or is_last:
            return FoundEvents(source, tuple(events))
    return FoundEvents("picture", ())


def _events_by_model(info: MediaInfo, model: str | None, context: JobContext) -> list[Event]:
    from engine.dubbing.neural import model_events

    return model_events(info, model, cache=Cache.of_user(), context=context)


def _render(job: Render, folder: Path, context: JobContext) -> Rendered:
    info = probe(job.recipe.video)
    take = render_take(
        job.recipe,
        info,
        folder,
        rate_hz=rendering_rate_hz(info),
        cache=Cache.of_user(),
        context=context,
    )
    mel = folder / f"{uuid.uuid4().hex}.npy"
    np.save(mel, mel_spectrogram(read_mono(take.sound.file)))
    return Rendered(take.recipe, take.sound, mel, take.facts)


def _export(job: Export, context: JobContext) -> Exported:
    """Write a copy and read it back, so that the digest is that of the written file."""
    info, delivery = probe(job.mix.video), job.delivery
    names = sound_names(sounding(job.mix, delivery.original, info))
    takes = [track.sound for track in job.mix.tracks]
    plan = plan_delivery(info, delivery, names, inputs=[*takes, *job.inputs])
    delivered = deliver(job.mix, plan, context)
    if not delivered.picture_packets:
        return Exported(delivered)
    with context.stage("check"):
        return Exported(delivered, picture_digest(delivered.output))
