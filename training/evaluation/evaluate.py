"""Runs an evaluation: draws the pairs, lets every system dub them, measures, and reports.

Sounds are made and measured clip by clip, in this process or by workers, so the memory does not
grow with the number of clips. Every finished sound is recorded, those of workers when their clip
is; an evaluation that was interrupted continues when the same command is given again.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import Final, NamedTuple

from engine.errors import InputError
from engine.machine.workers.workers import Workers
from engine.progress import JobContext
from training.evaluation.bench import Bench, Dub, Found, LeftOut, Work, begin_worker, work_off
from training.evaluation.examples import clip_name, write_example, write_video
from training.evaluation.opening import Opened, Request, open_all
from training.evaluation.plan import Pair, Plan, PlanName, draw_plan
from training.evaluation.records import ClipFacts, Code, Records
from training.evaluation.systems import System

_CODES: Final = 32  # clips whose temporal codes are kept for the probe


class Evaluation(NamedTuple):
    """A finished evaluation, ready to be reported.

    Attributes:
        opened: the clips and the systems.
        records: all measurements.
        plan: the pairs.
        shown: the pairs that can be heard.
        notes: what the reader should know.
    """

    opened: Opened
    records: Records
    plan: Plan
    shown: list[Pair]
    notes: list[str]


def evaluate(request: Request, context: JobContext, workers: Workers | None = None) -> Evaluation:
    """Measure everything that is requested and not yet recorded, here unless there are workers.

    What cannot be used, such as a clip that cannot be read, is left out and noted.

    Raises:
        InputError: there is no usable clip.
        UsageError: the output folder holds something else.
        EnvironmentUnusableError: the vocoder cannot be used, or the workers.
        DeviceMemoryError: workers were killed.
        TargetError: the report cannot be written.
    """
    with context.stage("clips"):
        opened = open_all(request, context)
        labels = [clip.label for clip in opened.material.clips]
        plan = draw_plan(labels, seed=request.seed, across=request.across)
        notes = [*opened.notes, *plan.notes]
        records = Records(request.output, opened.settings)
    shown = _shown(plan, request.examples)
    evaluation = Evaluation(opened, records, plan, shown, notes)
    with context.stage("dubs"):
        works = _works(evaluation)
        notes += _collect(evaluation, _results(request, opened, works, workers, context), context)
    notes += _silent(records)
    notes += map(str, context.notes)
    return evaluation


def _works(evaluation: Evaluation) -> list[Work]:
    """What is left to do, clip by clip."""
    records, models = evaluation.records, evaluation.opened.models
    by_video: dict[int, list[Pair]] = defaultdict(list)
    for pair in evaluation.plan.pairs:
        by_video[pair.video].append(pair)
    coded = set(sorted(by_video)[:_CODES])
    heard = {place for pair in evaluation.shown for place in (pair.video, pair.reference)}
    works = []
    for place in sorted({pair.reference for pair in evaluation.plan.pairs} | set(by_video)):
        codes = (
            model.name
            for model in models
            if place in coded and (model.name, place) not in records.codes
        )
        dubs = chain.from_iterable(_dubs(evaluation, pair) for pair in by_video[place])
        facts = records.clips.get(place)
        work = Work(place, facts, place in heard, tuple(codes), tuple(dubs))
        if work.facts is None or work.codes or work.dubs:
            works.append(work)
    return works


def _dubs(evaluation: Evaluation, pair: Pair) -> Iterator[Dub]:
    """The sounds of a pair that are not yet recorded."""
    is_heard = pair in evaluation.shown
    others = _other_references(evaluation.plan, pair)
    for system in evaluation.opened.systems:
        key = system.name, pair.plan, pair.video, pair.reference
        if pair.plan in system.plans and key not in evaluation.records.sounds:
            yield Dub(pair, system.name, is_heard, others)


def _other_references(plan: Plan, pair: Pair) -> tuple[int, ...]:
    """The other references of a pair's group, from which a dub is to be told."""
    if pair.plan != "timbre":
        return ()
    group = (each for each in plan.pairs if (each.plan, each.group) == (pair.plan, pair.group))
    return tuple(
        dict.fromkeys(each.reference for each in group if each.reference != pair.reference)
    )


def _results(
    request: Request,
    opened: Opened,
    works: list[Work],
    workers: Workers | None,
    context: JobContext,
) -> Iterator[Found | LeftOut]:
    """Everything that is found, in the order of the work."""
    if workers is None:
        bench = Bench(opened, request.seed, context)
        return chain.from_iterable(map(bench.found, works))
    arguments = (request, opened.settings)
    return chain.from_iterable(
        workers.results(work_off, works, begin=begin_worker, arguments=arguments)
    )


def _collect(
    evaluation: Evaluation, results: Iterator[Found | LeftOut], context: JobContext
) -> list[str]:
    """Store what is found; return a sentence for every clip that cannot be read."""
    records, clips = evaluation.records, evaluation.opened.material.clips
    pairs = evaluation.plan.pairs
    used = {place for pair in pairs for place in (pair.video, pair.reference)}
    asked = sum(pair.plan in each.plans for pair in pairs for each in evaluation.opened.systems)
    notes: dict[str, None] = {}

    def advance() -> None:
        context.advance((len(records.clips) + len(records.sounds)) / (len(used) + asked))

    advance()
    for each in results:
        if isinstance(each, LeftOut):
            notes[f"{clips[each.place].name} is left out: {each.reason}"] = None
            continue
        if each.sound is not None:
            write_example(records.folder, each.name, each.sound)
            if isinstance(each.record, ClipFacts):
                _write_picture(evaluation, each.record.clip)
        records.add(each.record)
        if not isinstance(each.record, Code):
            advance()
    return list(notes)


def _write_picture(evaluation: Evaluation, place: int) -> None:
    """Write the picture of a clip, if it has one that can be read."""
    video = evaluation.opened.material.clips[place].video
    if video is not None:
        with suppress(InputError):  # whoever needs its features says so
            write_video(evaluation.records.folder / "videos" / f"{clip_name(place)}.mp4", video)


def _shown(plan: Plan, examples: int) -> list[Pair]:
    """The pairs that can be heard: the first of each class, one video with all its references."""
    shown: list[Pair] = []
    for group in sorted({pair.group for pair in plan.pairs}):
        pairs = [pair for pair in plan.pairs if pair.group == group]
        for name in ("swapped", "original"):
            shown += [pair for pair in pairs if pair.plan == name][:examples]
        timbre = [pair for pair in pairs if pair.plan == "timbre"]
        if examples:
            shown += [pair for pair in timbre if pair.video == timbre[0].video]
    return shown


def _silent(records: Records) -> list[str]:
    """A sentence for every system that made no sound for some pairs."""
    notes = []
    names = {each.system for each in records.sounds.values()}
    for system in sorted(names):
        made = [each.made for each in records.sounds.values() if each.system == system]
        if not all(made):
            notes.append(
                f"{system} made no sound for {made.count(False)} of {len(made)} pairs, as it found "
                "no event, no features or a silent reference; these do not count."
            )
    return notes


def system_names(systems: Sequence[System], plan: PlanName) -> list[str]:
    """The names of the systems of a plan that are no ablation, in the order of the tables."""
    whole = [each for each in systems if each.plans != frozenset(("original",))]
    return [each.name for each in whole if plan in each.plans]
