"""List the hits of a reference for the user: what will be played, and what can be left out."""

import math

from engine.dubbing.instrument.instrument import find_hits
from engine.dubbing.instrument.quality import GOOD
from engine.dubbing.reference import read_reference
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
