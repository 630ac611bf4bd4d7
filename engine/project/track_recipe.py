"""The recipe for the next take of a track."""

from collections.abc import Iterable

from engine.events.event import Event
from engine.model_files.class_models import BY_CLASS, by_class
from engine.project.model import Clip, DubSettings, Reference, Take, Track
from engine.recipe import Blend, Recipe


def track_recipe(clip: Clip, track: Track, reference: Reference, settings: DubSettings) -> Recipe:
    """The recipe for a take of a track within the dubbed range of its clip."""
    choices = settings.choices()
    if settings.model == BY_CLASS:
        choices["model"] = by_class(reference.tags)
    if not settings.background:
        choices["ambience"] = None
    return Recipe(
        **choices,
        video=clip.file.path,
        span=clip.span,
        reference=reference.part,
        blend=None if settings.blend is None else Blend(settings.blend, settings.blend_amount),
        events=within((item.event for item in track.events), clip.range_s),
        left_out=reference.left_out,
    )


def events_now(clip: Clip, track: Track, take: Take) -> tuple[Event, ...]:
    """The events that a track of a clip has now in the part that a take covers."""
    span = take.recipe.span
    end_s = clip.file.duration_s if span.end_s is None else span.end_s
    return events_between(track, (span.start_s, end_s))


def is_outdated(clip: Clip, track: Track, take: Take) -> bool:
    """Whether a take was made from other events than its track has now."""
    return take.recipe.steering == "events" and events_now(clip, track, take) != take.events


def events_between(track: Track, range_s: tuple[float, float]) -> tuple[Event, ...]:
    """The events of a track within a range."""
    return within((item.event for item in track.events), range_s)


def within(events: Iterable[Event], range_s: tuple[float, float]) -> tuple[Event, ...]:
    """The events within a range."""
    start_s, end_s = range_s
    return tuple(event for event in events if start_s <= event.time_s < end_s)
