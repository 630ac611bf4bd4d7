"""The timbres of sounds, measured in a thread and kept in the cache, and the map of them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError
from engine.media.audio import read_mono
from engine.progress import JobContext
from engine.project.model import Reference
from engine.storage.cache import Cache
from gui.kit.workers import Job, Runner
from gui.library.likeness import Vectors, places_by_likeness

Timbre = NDArray[np.float64]  # (19,), see `engine.metrics.timbre`
_VERSION: Final = 1  # of what is kept
_LONGEST_S: Final = 5.0  # the beginning of a region says what it sounds like
_FIRST: Final = 60  # sounds of the first job; each further job takes twice as many
_VALUES: Final = 19


@dataclass(frozen=True, slots=True)
class SoundMap:
    """Sounds laid out by their likeness.

    Attributes:
        items: the sounds.
        vectors: their timbres, (N, 19).
        places: where they are, (N, 2), each 0 to 1.
        twice: ids of those whose content and region another one has, too.
    """

    items: tuple[Reference, ...] = ()
    vectors: Vectors = field(default_factory=lambda: np.zeros((0, _VALUES)))
    places: Vectors = field(default_factory=lambda: np.zeros((0, 2)))
    twice: frozenset[str] = frozenset()


def laid_out(references: Sequence[Reference], timbres: Mapping[str, Timbre]) -> SoundMap:
    """The map of the sounds whose timbre is known, by their ids."""
    items = tuple(each for each in references if each.id in timbres)
    vectors = np.array([timbres[each.id] for each in items]).reshape(-1, _VALUES)
    contents = [(each.file.digest, each.file.size_bytes, each.region_s) for each in items]
    count = Counter(contents)
    twice = frozenset(
        each.id for each, content in zip(items, contents, strict=True) if count[content] > 1
    )
    return SoundMap(items, vectors, places_by_likeness(vectors), twice)


class Timbres:
    """Measures the timbres of sounds, some at a time; those it has measured once are known."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._known: dict[str, Timbre | None] = {}  # None: the sound cannot be read
        self._job: Job | None = None

    def measure(
        self, references: Sequence[Reference], *, found: Callable[[SoundMap, float], object]
    ) -> None:
        """Measure sounds, instead of those that are being measured.

        Args:
            references: the sounds.
            found: called a few times with the map of those that are measured so far and can be
                read, and their share of all; last with 1.
        """
        self._go_on(references, _FIRST, found)

    def stop(self) -> None:
        """Measure no more."""
        if self._job is not None:
            self._job.cancel()

    def _go_on(
        self,
        references: Sequence[Reference],
        count: int,
        found: Callable[[SoundMap, float], object],
    ) -> None:
        """Measure some of the sounds that are not known, report, and go on."""
        known = dict(self._known)

        def work(context: JobContext) -> tuple[dict[str, Timbre | None], SoundMap, float]:
            keys = {reference.id: _key(reference) for reference in references}
            missing = [each for each in references if keys[each.id] not in known]
            known.update(_measured(missing[:count], context))
            timbres = {id_: known.get(key) for id_, key in keys.items()}
            readable = {id_: timbre for id_, timbre in timbres.items() if timbre is not None}
            share = 1.0 - len(missing[count:]) / max(1, len(references))
            return known, laid_out(references, readable), share

        def done(result: tuple[dict[str, Timbre | None], SoundMap, float]) -> None:
            self._known, sounds, share = result
            found(sounds, share)
            if share < 1.0:
                self._go_on(references, 2 * count, found)

        self._job = self._runner.start(
            work, done=done, failed=lambda _: found(SoundMap(), 1.0), instead_of=self._job
        )


def _measured(
    references: Sequence[Reference], context: JobContext
) -> Iterator[tuple[str, Timbre | None]]:
    cache = Cache.of_user()
    for count, reference in enumerate(references):
        context.advance(count / len(references))
        key = _key(reference)
        timbre = cache.get(key)
        if timbre is None:
            timbre = _timbre(reference)
            if timbre is not None:
                cache.put(key, timbre, context)
        yield key, timbre


def _timbre(reference: Reference) -> Timbre | None:
    from engine.metrics.timbre import timbre_vector  # loads the mel, which no start needs

    start_s, end_s = reference.region_s
    try:
        end_s = min(end_s, start_s + _LONGEST_S)
        wave = read_mono(reference.file.path, start_s=start_s, end_s=end_s)
    except EngineError:
        return None  # it is missing, and the list says so
    return timbre_vector(wave) if len(wave) else None


def _key(reference: Reference) -> str:
    file = reference.file
    return Cache.key("timbre", _VERSION, file.digest, file.size_bytes, *reference.region_s)
