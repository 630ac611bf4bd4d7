"""Makes and measures the sounds of one clip after another, with the files of few in memory.

The clips are independent: several workers, each with a bench of its own, can share them.

Shapes: n samples at 22050 Hz.
"""

import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.errors import EnvironmentUnusableError, InputError
from engine.metrics.patches import own_patches
from engine.progress import JobContext
from training.evaluation.examples import clip_name, example_name
from training.evaluation.material import Material
from training.evaluation.measuring import measure_clip, measure_sound
from training.evaluation.opening import Opened, Request, open_the_same
from training.evaluation.plan import Pair
from training.evaluation.records import ClipFacts, Code, Measures, Record, Settings
from training.evaluation.systems import MOTION, Task

Floats = NDArray[np.float32]

_SOUNDS: Final = 16  # kept in memory, 0.9 MB each: a reference is used by many dubs


class Dub(NamedTuple):
    """A sound to make.

    Attributes:
        pair: the clip and its reference.
        system: name of the system that makes it.
        is_heard: whether the report has the sound itself.
        others: places of the references among which its own is to be recognised.
    """

    pair: Pair
    system: str
    is_heard: bool
    others: tuple[int, ...] = ()


class Work(NamedTuple):
    """What is to be done with a clip.

    Attributes:
        place: of the clip.
        facts: about its own sound; None to measure it.
        is_heard: whether the report has its own sound.
        codes: names of the models whose temporal code of its picture is wanted.
        dubs: the sounds to make for its picture.
    """

    place: int
    facts: ClipFacts | None
    is_heard: bool
    codes: tuple[str, ...]
    dubs: tuple[Dub, ...]


class Found(NamedTuple):
    """A measurement, and the sound (n,) itself with the name of its file if it is heard."""

    record: Record
    name: str = ""
    sound: Floats | None = None


class LeftOut(NamedTuple):
    """A clip that cannot be read, by its place, and a sentence that says why."""

    place: int
    reason: str


class Bench:
    """Does the work of an evaluation, clip by clip."""

    def __init__(self, opened: Opened, seed: int, context: JobContext) -> None:
        """Set up; the seed is that of what is random, and the context cancels the work."""
        self._opened = opened
        self._seed = seed
        self._context = context
        self._sound = lru_cache(_SOUNDS)(opened.material.sound)
        self._patches: dict[int, NDArray[np.float64]] = {}  # of the references of a group

    def found(self, work: Work) -> Iterator[Found | LeftOut]:
        """Do the work of a clip; yield each result when it is there."""
        try:
            yield from self._found(work)
        except InputError as error:
            yield LeftOut(work.place, error.message)

    def _found(self, work: Work) -> Iterator[Found | LeftOut]:
        material, place = self._opened.material, work.place
        sound, facts = self._sound(place), work.facts
        if facts is None:
            facts = measure_clip(place, sound, self._opened.embed)
            yield Found(facts, clip_name(place), sound) if work.is_heard else Found(facts)
        features = _Features(material, place, {}, self._quiet())
        for model in self._opened.models:
            if model.name in work.codes:
                code = model.code(Task(sound, sound, features, 0), self._quiet())
                if code is not None:
                    yield Found(_code_record(model.name, place, code))
        for dub in work.dubs:
            try:
                reference = self._sound(dub.pair.reference)
            except InputError as error:
                yield LeftOut(dub.pair.reference, error.message)
                continue
            task = Task(sound, reference, features, _seed(self._seed, dub.pair))
            yield self._dubbed(dub, task, facts)

    def _dubbed(self, dub: Dub, task: Task, facts: ClipFacts) -> Found:
        """Make and measure one sound."""
        (system,) = (each for each in self._opened.systems if each.name == dub.system)
        start = time.perf_counter()
        try:
            made = system.dub(task, self._quiet())
        except InputError:  # the reference is silent
            made = None
        seconds = time.perf_counter() - start
        pair = dub.pair
        if made is None or not made.any():
            return Found(Measures(system=dub.system, **pair._asdict(), made=False))
        measures = measure_sound(
            dub.system,
            pair,
            task.sound,
            made,
            facts,
            task.features(MOTION),
            self._opened.embed if pair.plan == "timbre" else None,  # the others need none
            self._references(dub),
            seconds,
        )
        if not dub.is_heard:
            return Found(measures)
        name = example_name(dub.system, pair.plan, pair.video, pair.reference)
        return Found(measures, name, made)

    def _references(self, dub: Dub) -> tuple[NDArray[np.float64], ...]:
        """Patches (P, D) of a dub's reference, then of the others that can be read."""
        if dub.pair.plan != "timbre":
            return ()
        wanted = (dub.pair.reference, *dub.others)
        self._patches = {place: self._patches[place] for place in wanted if place in self._patches}
        for place in wanted:
            if place not in self._patches:
                with suppress(InputError):  # its own dubs say so
                    self._patches[place] = own_patches(self._sound(place))
        return tuple(self._patches[place] for place in wanted if place in self._patches)

    def _quiet(self) -> JobContext:
        """A context for one sound, whose progress is no progress of the whole."""
        return JobContext(cancelled=self._context.cancelled)


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


def _code_record(model: str, place: int, code: Floats) -> Code:
    values = tuple(float(value) for value in code.round(5).ravel())
    return Code(model=model, clip=place, channels=len(code), values=values)


def _seed(seed: int, pair: Pair) -> int:
    return seed + zlib.crc32(f"{pair.plan} {pair.video} {pair.reference}".encode())


_bench: Bench | None = None  # of this worker process


def begin_worker(request: Request, settings: Settings) -> None:
    """Open in a worker what is evaluated, with a single thread, as there is a worker per core.

    Raises:
        EnvironmentUnusableError: it is not what the command has opened.
    """
    global _bench  # noqa: PLW0603 - the only way to pass state to the workers of a pool
    import torch

    torch.set_num_threads(1)
    _bench = Bench(open_the_same(request, settings), request.seed, JobContext())


def work_off(work: Work) -> list[Found | LeftOut]:
    """Do the work of a clip in a worker."""
    assert _bench is not None
    return list(_bench.found(work))
