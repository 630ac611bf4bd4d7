"""The jobs that the window sends to the engine process, run by the command line's functions."""

import uuid
from pathlib import Path

from engine.dubbing.deliver import deliver
from engine.dubbing.find_rest import find_rest
from engine.dubbing.handoff.marker_files import marker_file
from engine.dubbing.instrument.hits import reference_hits
from engine.dubbing.mix.faders import sound_names, sounding
from engine.dubbing.mix.plan import plan_delivery, rendering_rate_hz
from engine.dubbing.take import render_take
from engine.dubbing.take_events import clip_candidates
from engine.events.candidates import at_sensitivity
from engine.host.messages import (
    Answer,
    Export,
    Exported,
    FindEvents,
    FindHits,
    FindRest,
    FoundEvents,
    FoundHits,
    FoundRest,
    Installed,
    Job,
    Render,
    Rendered,
)
from engine.media.digest import picture_digest
from engine.media.probe import probe
from engine.model_files.class_models import class_models, is_by_class
from engine.model_files.model_file import installed
from engine.progress import JobContext
from engine.storage.cache import Cache


def installed_models() -> Installed:
    """The models and vocoders of this machine; does not load torch."""
    models, vocoders = installed("generator"), installed("vocoder")
    return Installed(
        tuple(model.name for model in models),
        tuple(vocoder.name for vocoder in vocoders),
        classes=tuple(class_models()),
    )


def run_job(job: Job, folder: Path, context: JobContext) -> Answer:
    """Run a job for the window; results that are files go to the folder.

    Raises:
        EngineError: of the matching kind.
    """
    match job:
        case FindEvents():
            return _find_events(job, context)
        case FindHits(reference):
            return FoundHits(tuple(reference_hits(reference, context)))
        case FindRest():
            return _find_rest(job, context)
        case Render():
            return _render(job, folder, context)
        case Export():
            return _export(job, context)


def _find_events(job: FindEvents, context: JobContext) -> FoundEvents:
    info = probe(job.video)
    found = FoundEvents("picture", ())
    for source in job.sources:
        lacks_it = not info.audio if source == "sound" else info.video is None
        if lacks_it and len(job.sources) > 1:
            continue
        candidates = clip_candidates(
            info, source, model=_seeing(job.model), cache=Cache.of_user(), context=context
        )
        events = at_sensitivity(candidates, job.sensitivity)
        if events or not found.candidates:  # kept for the slider
            found = FoundEvents(source, tuple(events), tuple(candidates))
        if events:
            break
    return found


def _find_rest(job: FindRest, context: JobContext) -> FoundRest:
    candidates = find_rest(
        job.clip, job.others, model=_seeing(job.model), cache=Cache.of_user(), context=context
    )
    return FoundRest(tuple(candidates))


def _seeing(model: str | None) -> str | None:
    """The model that looks for events: one that is chosen by a reference's class does not."""
    return None if is_by_class(model) else model


def _render(job: Render, folder: Path, context: JobContext) -> Rendered:
    info = probe(job.recipe.video)
    mel = folder / f"{uuid.uuid4().hex}.npy"
    take = render_take(
        job.recipe,
        info,
        folder,
        rate_hz=rendering_rate_hz(info),
        cache=Cache.of_user(),
        context=context,
        mel=mel,
    )
    return Rendered(take.recipe, take.sound, mel, take.facts)


def _export(job: Export, context: JobContext) -> Exported:
    """Write a copy and read it back, so that the digest is that of the written file."""
    info, delivery = probe(job.mix.video), job.delivery
    names = sound_names(sounding(job.mix, delivery.original, info))
    takes = [track.sound for track in job.mix.tracks]
    plan = plan_delivery(info, delivery, names, inputs=[*takes, *job.inputs])
    with marker_file(delivery, info, job.events, job.marks):
        delivered = deliver(job.mix, plan, context)
    if not delivered.picture_packets:
        return Exported(delivered)
    with context.stage("check"):
        return Exported(delivered, picture_digest(delivered.output))
