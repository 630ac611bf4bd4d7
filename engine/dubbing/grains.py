"""The engine that needs no model: it plays the reference's own sounds at the clip's events.

It keeps the reference's full bandwidth and its one or two channels. A hit is placed with its attack
on the event, to the sample, and its peak near the event's strength; a softer one is also darker. A
tail that has decayed rings on under the next hits, as in a room; one that would mask the next
attack is faded out before it, with equal power. A held sound dips and goes on at an event that
comes soon. When two events share a sample, only the later in the list sounds.

An event that lasts plays a held sound of the reference (`engine.dubbing.instrument.lasting`) from
its attack, continued until the event ends, to its decay. If the reference has only hits, it plays
them one after the other at their own pace.

Shapes: blocks of (n, channels), float32.
"""

from engine.dubbing.instrument.hits import note_times_without_hit
from engine.dubbing.instrument.playing import render
from engine.dubbing.reference import read_reference
from engine.dubbing.rendering import Rendering
from engine.dubbing.take_events import recipe_events, require_audible
from engine.events.event import shifted
from engine.media.probe import MediaInfo
from engine.progress import JobContext
from engine.recipe import Recipe, Span
from engine.storage.cache import Cache


def grains_rendering(
    recipe: Recipe,
    info: MediaInfo,
    span: Span,
    rate_hz: int,
    cache: Cache | None,
    context: JobContext,
) -> Rendering:
    """Prepare to render a recipe with its reference's own grains.

    Args:
        recipe: everything that determines the take.
        info: its clip.
        span: the part of the clip, with a known end.
        rate_hz: the sample rate to work at.
        cache: cache for the features of the picture.
        context: stages `reference`, `picture` and `events`.

    Raises:
        InputError: an input is unusable, or no event was found.
    """
    with context.stage("reference"):
        reference = read_reference(recipe.reference, rate_hz=rate_hz, mono=False, context=context)
        note_times_without_hit(reference, recipe.reference, recipe.left_out, context)
    events = recipe_events(recipe, info, span, cache, context)
    require_audible(events, recipe, span)
    assert span.end_s is not None
    blocks = render(
        shifted(events, -span.start_s),
        reference,
        duration_s=span.end_s - span.start_s,
        seed=recipe.seed,
        variation=recipe.variation,
        left_out_s=[time_s - recipe.reference.span.start_s for time_s in recipe.left_out],
        context=context,
    )
    return Rendering(blocks, rate_hz, events)
