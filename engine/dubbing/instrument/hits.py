"""List the hits of a reference for the user: what will be played, and what can be left out."""

import math
from collections.abc import Sequence

from engine.dubbing.instrument.instrument import find_hits, is_left_out
from engine.dubbing.instrument.quality import GOOD
from engine.dubbing.reference import read_reference
from engine.media.audio import Sound
from engine.progress import JobContext
from engine.recipe import Hit, SoundPart


def reference_hits(part: SoundPart, context: JobContext) -> list[Hit]:
    """List the hits of a reference, in its order.

    Args:
        part: the reference.
        context: stage `reference`.

    Raises:
        InputError: the reference cannot be read, or is silent.
    """
    with context.stage("reference"):
        sound = read_reference(part, rate_hz=None, mono=False, context=context)
        found = find_hits(sound)
    any_good = any(hit.quality >= GOOD for hit in found)
    first_s, rate_hz = part.span.start_s, sound.rate_hz
    return [
        Hit(
            start_s=first_s + hit.grain.start / rate_hz,
            end_s=first_s + (hit.grain.start + len(hit.grain.samples)) / rate_hz,
            level_db=20 * math.log10(hit.grain.peak),
            quality=hit.quality,
            kind=hit.kind,
            is_played=hit.quality >= GOOD or not any_good,
        )
        for hit in found
    ]


def note_times_without_hit(
    sound: Sound, part: SoundPart, left_out: Sequence[float], context: JobContext
) -> None:
    """Say at which of the times to leave out no hit sounds; what is outside the part is left out.

    Args:
        sound: the part of the reference that is used, as it was read.
        part: says which it is.
        left_out: times in its file.
        context: gets a note for each of them.
    """
    start_s, end_s = part.span.start_s, part.span.end_s
    inside = [each for each in left_out if each >= start_s and (end_s is None or each < end_s)]
    grains = [hit.grain for hit in find_hits(sound)] if inside else []
    for time_s in inside:
        if not any(is_left_out(grain, [time_s - start_s], sound.rate_hz) for grain in grains):
            context.note(
                "No hit of {name} sounds at {time_s:.3f} s, so none is left out there.",
                name=part.file.name,
                time_s=time_s,
            )
