"""From a recipe to a dubbed copy of a video: the work of `main.py dub`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import asdict, replace

from engine.dubbing.deliver import deliver
from engine.dubbing.handoff.marker_files import marker_file
from engine.dubbing.handoff.marks import event_marks
from engine.dubbing.mix.faders import ORIGINAL_NAME
from engine.dubbing.mix.plan import DeliveryPlan, plan_delivery, rendering_rate_hz
from engine.dubbing.take import RenderedTake, render_take
from engine.events.event import audible, events_json
from engine.media.probe import MediaInfo, probe
from engine.progress import JobContext
from engine.recipe import OLD_FACTS, Delivered, Delivery, Mix, MixTrack, Recipe, Span, input_files
from engine.storage.cache import Cache
from engine.storage.leftovers import remove_leftovers, temporary_folder


@dataclass(frozen=True, slots=True)
class DubResult:
    """A finished dub.

    Attributes:
        take: the rendered take; its sound file is already deleted.
        delivered: the copy that holds it.
        span: the part of the clip that the copy holds.
        duration_s: length of the clip.
        timings_s: seconds spent in each stage.
        notes: what the user should know although the job succeeded.
    """

    take: RenderedTake
    delivered: Delivered
    span: Span
    duration_s: float
    timings_s: dict[str, float]
    notes: tuple[str, ...]

    def summary(self) -> str:
        """One line for the user."""
        take, recipe = self.take, self.take.recipe
        with_what: str | None = recipe.engine
        if recipe.engine == "neural":
            with_what = f"{recipe.model} and {recipe.vocoder} on {take.device}"
        start_s, end_s = self.span.start_s, self.span.end_s
        heard = sum(
            (event.time_s >= start_s or event.end_s > start_s)
            and (end_s is None or event.time_s < end_s)
            for event in audible(take.events)
        )
        return (
            f"{self.delivered.output}: {heard} {'event' if heard == 1 else 'events'}, "
            f"{with_what}, {sum(self.timings_s.values()):.1f} s"
        )

    def to_json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        recipe = self.take.recipe
        return {
            "output": str(self.delivered.output),
            "duration_s": self.duration_s,
            "events": events_json(self.take.events),
            "engine": recipe.engine,
            "model": recipe.model,
            "vocoder": recipe.vocoder,
            "device": self.take.device,
            "seed": recipe.seed,
            "rate_hz": self.delivered.rate_hz,
            "channels": self.delivered.channels,
            "codec": self.delivered.codec,
            "gain_db": self.delivered.gain_db,
            "loudness_lufs": self.delivered.loudness_lufs,
            "true_peak_dbtp": self.delivered.true_peak_dbtp,
            "picture_packets": self.delivered.picture_packets,
            "picture_digest": self.delivered.picture_digest,
            "stems": [str(path) for path in self.delivered.stems],
            "timings_s": self.timings_s,
            "measurements": {
                name: value
                for name, value in asdict(self.take.facts).items()
                if name not in OLD_FACTS
            },
            "notes": list(self.notes),
        }


def dub(
    recipe: Recipe, delivery: Delivery, *, cache: Cache | None, context: JobContext
) -> DubResult:
    """Make a dubbed copy of a video.

    Everything that can be checked is checked first; the output appears only when complete.

    Raises:
        EngineError: of the matching kind; see `render_take` and `deliver`.
    """
    (result,) = dub_variations(recipe, delivery, 1, cache=cache, context=context)
    return result


def dub_variations(
    recipe: Recipe,
    delivery: Delivery,
    count: int,
    *,
    inputs: Sequence[Path] = (),
    cache: Cache | None,
    context: JobContext,
) -> Iterator[DubResult]:
    """Make `count` dubs with consecutive seeds from the recipe's on; analyse the picture once.

    The first keeps the output's name; the others are `OUT-2`, `OUT-3` and so on, and so are their
    stems; markers are written once. All deliveries are checked before the first dub is made: none
    may replace a file that the recipe reads, nor one of the further `inputs`.

    Raises:
        EngineError: of the matching kind; see `render_take` and `deliver`.
    """
    remove_leftovers()
    info = probe(recipe.video)
    plans: list[DeliveryPlan] = []
    for number in range(1, count + 1):
        numbered = _numbered(delivery, number)
        plans.append(
            plan_delivery(
                info,
                numbered,
                _sound_names(recipe, delivery, info),
                inputs=[*input_files(recipe), *inputs],
                outputs=[path for plan in plans for path in plan.outputs],
            )
        )
    for number, plan in enumerate(plans):
        yield _dub(replace(recipe, seed=recipe.seed + number), plan, cache, context)


def _dub(recipe: Recipe, plan: DeliveryPlan, cache: Cache | None, context: JobContext) -> DubResult:
    info, delivery = plan.info, plan.delivery
    rate_hz = rendering_rate_hz(info, delivery.rate_hz)
    before_s = dict(context.timings_s)
    with temporary_folder() as folder:
        take = render_take(recipe, info, folder, rate_hz=rate_hz, cache=cache, context=context)
        marks = event_marks(take.events, recipe.reference.file.stem)
        with marker_file(delivery, info, take.events, marks):
            delivered = deliver(_mix(recipe, take), plan, context)
    timings_s = {
        stage: round(elapsed_s - before_s.get(stage, 0.0), 4)
        for stage, elapsed_s in context.timings_s.items()
    }
    return DubResult(
        take,
        delivered,
        delivery.span,
        info.duration_s,
        timings_s,
        tuple(map(str, context.notes)),
    )


def _sound_names(recipe: Recipe, delivery: Delivery, info: MediaInfo) -> list[str]:
    """Names of the sounds in the mix that a dub is."""
    names = [recipe.reference.file.stem]
    return [*names, ORIGINAL_NAME] if delivery.original == "mix" and info.audio else names


def _mix(recipe: Recipe, take: RenderedTake) -> Mix:
    """The mix that a dub is: its only take."""
    sound = take.sound
    track = MixTrack(
        name=recipe.reference.file.stem,
        sound=sound.file,
        start_s=sound.start_s,
        lufs=take.facts.loudness_lufs,
    )
    return Mix(video=recipe.video, tracks=(track,))


def _numbered(delivery: Delivery, number: int) -> Delivery:
    """The delivery of the n-th variation."""
    if number == 1:
        return delivery

    def rename(path: Path) -> Path:
        return path.with_name(f"{path.stem}-{number}{path.suffix}")

    stem = None if delivery.stem is None else rename(delivery.stem)
    stems = None if delivery.stems is None else rename(delivery.stems)
    return replace(delivery, output=rename(delivery.output), stem=stem, stems=stems, markers=None)
