"""Runs an evaluation: draws the pairs, lets every system dub them, measures, and reports.

Sounds are made and measured one at a time, clip by clip, so the memory does not grow with the
number of clips. Every finished sound is recorded; an evaluation that was interrupted continues
with the next one when the same command is given again.
"""

import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError, EnvironmentUnusableError, UsageError
from engine.machine.device import choose_device
from engine.metrics.patches import own_patches
from engine.metrics.voice_embedding import VoiceEncoder
from engine.progress import JobContext
from engine.storage.model_files import find_model
from engine.vocoder.vocoder import Vocoder, open_vocoder
from training.evaluation.cascade_system import CascadeSystem
from training.evaluation.examples import clip_name, example_name, write_example, write_video
from training.evaluation.material import DatasetMaterial, FolderMaterial, Material
from training.evaluation.measuring import Embed, measure_clip, measure_sound
from training.evaluation.model_systems import Model, Replacement, model_systems
from training.evaluation.plan import Pair, Plan, draw_plan
from training.evaluation.records import Code, Measures, Records, Settings
from training.evaluation.systems import MOTION, Features, Grains, GroundTruth, Looped, System, Task

Floats = NDArray[np.float32]

_CODES: Final = 32  # clips whose temporal codes are kept for the probe


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to evaluate.

    Attributes:
        output: folder of the report.
        clips: folder of clips, or None.
        dataset: a prepared data set, or None.
        models: names or files; empty for the default model.
        vocoder: name or file; None for the default one.
        ablations: what replaces a removed component; None for no ablations.
        across: whether to draw pairs over all classes.
        examples: pairs of each class and plan that can be heard in the report.
        seed: of the draw.
        device: where models run.
    """

    output: Path
    clips: Path | None = None
    dataset: Path | None = None
    models: tuple[str, ...] = ()
    vocoder: str | None = None
    ablations: Replacement | None = None
    across: bool = False
    examples: int = 2
    seed: int = 0
    device: str = "auto"


class Evaluation(NamedTuple):
    """A finished evaluation, ready to be reported.

    Attributes:
        records: all measurements.
        material: the clips.
        plan: the pairs.
        shown: the pairs that can be heard.
        systems: all of them, in the order of the tables.
        models: those that are no cascade.
        settings: what it depends on.
        notes: what the reader should know.
    """

    records: Records
    material: Material
    plan: Plan
    shown: list[Pair]
    systems: list[System]
    models: list[Model]
    settings: Settings
    notes: list[str]


def evaluate(request: Request, context: JobContext) -> Evaluation:
    """Measure everything that is requested and not yet recorded.

    What cannot be used, such as a model of another mel, is left out and noted.

    Raises:
        InputError: there is no usable clip.
        UsageError: the output folder holds something else.
        EnvironmentUnusableError: the vocoder cannot be used.
        TargetError: the report cannot be written.
    """
    with context.stage("clips"):
        vocoder = open_vocoder(request.vocoder, choose_device(request.device, context))
        material = _material(request, vocoder, context)
        notes = list(material.notes)
        opened = _models(request, vocoder, notes)
        embed = _embedding(notes)
        plan = draw_plan(
            [clip.label for clip in material.clips], seed=request.seed, across=request.across
        )
        notes += plan.notes
        settings = Settings(
            material=material.identity,
            clips=tuple(clip.name for clip in material.clips),
            models=tuple((each.name, each.digest) for each in opened),
            vocoder=vocoder.name,
            ablations=request.ablations,
            across=request.across,
            seed=request.seed,
            embedding=embed is not None,
        )
        records = Records(request.output, settings)
    models = [each for each in opened if isinstance(each, Model)]
    systems: list[System] = [GroundTruth(vocoder), Looped(), Grains()]
    systems += [each for each in opened if isinstance(each, CascadeSystem)]
    systems += [each for model in models for each in model_systems(model, request.ablations)]
    shown = _shown(plan, request.examples)
    evaluation = Evaluation(records, material, plan, shown, systems, models, settings, notes)
    with context.stage("dubs"):
        _Runner(evaluation, embed, request.seed, context).run()
    notes += _silent(records)
    notes += context.notes
    return evaluation


@dataclass
class _Runner:
    """Makes and measures sounds, video by video, with the files of one video in memory."""

    evaluation: Evaluation
    embed: Embed | None
    seed: int
    context: JobContext
    _features: dict[str, Floats | None] = field(default_factory=dict)
    _done: int = 0
    _group: str = ""  # of the patches
    _patches: dict[int, NDArray[np.float64]] = field(default_factory=dict)

    def run(self) -> None:
        plan = sorted(self.evaluation.plan.pairs, key=lambda pair: pair.video)
        used = sorted({place for pair in plan for place in (pair.video, pair.reference)})
        total = len(used) + sum(len(self._wanted(pair)) for pair in plan)
        for place in used:
            self._advance(total)
            self._clip(place)
        video, sound = -1, np.zeros(0, np.float32)
        for pair in plan:
            if pair.video != video:
                video, sound = pair.video, self.evaluation.material.sound(pair.video)
                self._features.clear()
                self._codes(video, sound)
            reference = self.evaluation.material.sound(pair.reference)
            task = Task(sound, reference, self._features_of(video), _seed(self.seed, pair))
            for system in self._wanted(pair):
                self._advance(total)
                self._sound(system, pair, task)

    def _wanted(self, pair: Pair) -> list[System]:
        return [each for each in self.evaluation.systems if pair.plan in each.plans]

    def _advance(self, total: int) -> None:
        self.context.advance(self._done / total)
        self._done += 1

    def _clip(self, place: int) -> None:
        """Measure a clip's own sound; make its files if it is shown."""
        evaluation = self.evaluation
        if place in evaluation.records.clips:
            return
        sound = evaluation.material.sound(place)
        if any(place in (pair.video, pair.reference) for pair in evaluation.shown):
            write_example(evaluation.records.folder, clip_name(place), sound)
            video = evaluation.material.clips[place].video
            if video is not None:
                target = evaluation.records.folder / "videos" / f"{clip_name(place)}.mp4"
                write_video(target, video)
        evaluation.records.add(measure_clip(place, sound, self.embed))

    def _codes(self, video: int, sound: Floats) -> None:
        """Record the temporal codes of the first clips."""
        records = self.evaluation.records
        for model in self.evaluation.models:
            kept = sum(name == model.name for name, _ in records.codes)
            if kept >= _CODES or (model.name, video) in records.codes:
                continue
            code = model.code(Task(sound, sound, self._features_of(video), 0), self._quiet())
            if code is not None:
                values = tuple(float(value) for value in code.round(5).ravel())
                channels = len(code)
                records.add(Code(model=model.name, clip=video, channels=channels, values=values))

    def _sound(self, system: System, pair: Pair, task: Task) -> None:
        """Make, show and measure one sound, unless it is recorded."""
        records = self.evaluation.records
        if (system.name, pair.plan, pair.video, pair.reference) in records.sounds:
            return
        start = time.perf_counter()
        made = system.dub(task, self._quiet())
        seconds = time.perf_counter() - start
        if made is None or not made.any():
            records.add(Measures(system=system.name, **pair._asdict(), made=False))
            return
        if pair in self.evaluation.shown:
            name = example_name(system.name, pair.plan, pair.video, pair.reference)
            write_example(records.folder, name, made)
        records.add(
            measure_sound(
                system.name,
                pair,
                task.sound,
                made,
                records.clips[pair.video],
                task.features(MOTION),
                self.embed,
                self._references(pair),
                seconds,
            )
        )

    def _references(self, pair: Pair) -> tuple[NDArray[np.float64], ...]:
        """Patches of a pair's reference, then of the other references of its group."""
        if pair.plan != "timbre":
            return ()
        if pair.group != self._group:
            self._group = pair.group
            self._patches.clear()
        wanted = [pair.reference]
        for other in self.evaluation.plan.pairs:
            is_of_group = (other.plan, other.group) == (pair.plan, pair.group)
            if is_of_group and other.reference not in wanted:
                wanted.append(other.reference)
        for place in wanted:
            if place not in self._patches:
                self._patches[place] = own_patches(self.evaluation.material.sound(place))
        return tuple(self._patches[place] for place in wanted)

    def _features_of(self, video: int) -> Features:
        return _Features(self.evaluation.material, video, self._features, self._quiet())

    def _quiet(self) -> JobContext:
        """A context for one sound, whose progress is no progress of the whole."""
        return JobContext(cancelled=self.context.cancelled)


@dataclass(frozen=True)
class _Features:
    """The features of one video by their backend, each extracted once."""

    material: Material
    video: int
    known: dict[str, Floats | None]
    context: JobContext

    def __call__(self, backend: str) -> Floats | None:
        if backend not in self.known:
            try:
                features = self.material.features(self.video, backend, self.context)
            except EnvironmentUnusableError:  # the weights of the features are not installed
                features = None
            self.known[backend] = features
        return self.known[backend]


def _material(request: Request, vocoder: Vocoder, context: JobContext) -> Material:
    if (request.clips is None) == (request.dataset is None):
        raise UsageError("Name either a folder with --clips or a data set with --dataset.")
    if request.clips is not None:
        return FolderMaterial(request.clips, context)
    assert request.dataset is not None
    return DatasetMaterial(request.dataset, vocoder)


def _models(request: Request, vocoder: Vocoder, notes: list[str]) -> list[Model | CascadeSystem]:
    """Open the models; those that cannot be used become notes."""
    models: list[Model | CascadeSystem] = []
    for name in request.models or (None,):
        try:
            found = find_model("generator", name)
            if found is None:
                notes.append("No model is installed: only the systems without one are evaluated.")
                continue
            opened = CascadeSystem if found.header.is_cascade else Model
            model = opened(found.path, vocoder, request.device)
        except EngineError as error:
            notes.append(f"{error.message} It is left out.")
            continue
        if any(model.name == other.name for other in models):
            notes.append(f"A second model named {model.name} is left out.")
        else:
            models.append(model)
    return models


def _embedding(notes: list[str]) -> Embed | None:
    try:
        return VoiceEncoder()
    except EnvironmentUnusableError as error:
        notes.append(str(error))
        return None


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
                "no event or no features; these do not count."
            )
    return notes


def _seed(seed: int, pair: Pair) -> int:
    return seed + zlib.crc32(f"{pair.plan} {pair.video} {pair.reference}".encode())


def system_names(systems: Sequence[System]) -> list[str]:
    """The names of the systems that are no ablation, in the order of the tables."""
    return [each.name for each in systems if each.plans != frozenset(("original",))]
