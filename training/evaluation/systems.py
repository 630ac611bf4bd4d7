"""What is evaluated: each system makes the sound of a clip with the timbre of a reference.

In the tables of timing and distortion stands the clip's own sound through the vocoder, as the
paper's ground truth does (paper, Evaluation Metrics), in those of timbre the reference through the
vocoder; in all of them the looped reference, which has the timbre and none of the timing, and the
`grains` engine, which needs no model. The paper's cascade (Baseline Model, app. C) is in
`training.evaluation.cascade_system`.

Shapes: n samples at 22050 Hz; mels (80, T); features (2048, F).
"""

from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.instrument.playing import render
from engine.events.event import audible
from engine.events.picture import find_events
from engine.media.audio import Sound
from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_spectrogram
from engine.progress import JobContext
from engine.vocoder.vocoder import Vocoder, stream
from training.evaluation.plan import PlanName

Floats = NDArray[np.float32]
Features = Callable[[str], Floats | None]

TRUTH: Final = "Ground truth, vocoded"
VOCODED: Final = "Reference, vocoded"
LOOPED: Final = "Looped reference"
GRAINS: Final = "Grains"
MOTION: Final = "motion"  # the features in which the picture's events are found


class Task(NamedTuple):
    """What a system is given.

    Attributes:
        sound: of the clip itself, (n,), which only the ground truth may use.
        reference: (m,).
        features: the features of the clip's picture by the name of their backend.
        seed: of what is random.
    """

    sound: Floats
    reference: Floats
    features: Features
    seed: int


class System(Protocol):
    """A way to make the sound of a clip.

    Attributes:
        name: as in the tables.
        plans: the pairs that it is evaluated on.
    """

    name: str
    plans: frozenset[PlanName]

    def dub(self, task: Task, context: JobContext) -> Floats | None:
        """Make the sound (n,) of a clip; None if it makes none, as without events.

        Raises:
            InputError: the reference is silent.
        """
        ...


class GroundTruth:
    """The clip's own sound through mel and vocoder: what no system with that vocoder exceeds."""

    name = TRUTH
    plans: frozenset[PlanName] = frozenset(("swapped", "original"))

    def __init__(self, vocoder: Vocoder) -> None:
        self._vocoder = vocoder
        self._last: tuple[Floats, Floats] | None = None  # a clip is asked for once for each plan

    def dub(self, task: Task, context: JobContext) -> Floats | None:
        """See `System.dub`."""
        if self._last is None or self._last[0] is not task.sound:
            self._last = task.sound, _through(self._vocoder, task.sound, context)
        return self._last[1]


class VocodedReference:
    """The looped reference through mel and vocoder: what that vocoder keeps of the timbre."""

    name = VOCODED
    plans: frozenset[PlanName] = frozenset(("timbre",))

    def __init__(self, vocoder: Vocoder) -> None:
        self._vocoder = vocoder

    def dub(self, task: Task, context: JobContext) -> Floats | None:
        """See `System.dub`."""
        looped = np.resize(task.reference, len(task.sound))
        return _through(self._vocoder, looped, context)


class Looped:
    """The reference from its start, again and again: a stand-in for the paper's Baseline Model."""

    name = LOOPED
    plans: frozenset[PlanName] = frozenset(("swapped", "timbre"))

    def dub(self, task: Task, context: JobContext) -> Floats | None:
        """See `System.dub`."""
        context.advance(0.0)
        return np.resize(task.reference, len(task.sound))


class Grains:
    """The engine without a model: the reference's own hits at the events of the picture."""

    name = GRAINS
    plans: frozenset[PlanName] = frozenset(("swapped", "timbre", "original"))

    def dub(self, task: Task, context: JobContext) -> Floats | None:
        """See `System.dub`."""
        features = task.features(MOTION)
        if features is None:
            return None
        events = audible(find_events(features))
        if not events:
            return None
        blocks = render(
            events,
            Sound(task.reference[:, np.newaxis], MEL.sample_rate_hz),
            duration_s=len(task.sound) / MEL.sample_rate_hz,
            seed=task.seed,
            context=context,
        )
        return np.concatenate(list(blocks))[:, 0]


def _through(vocoder: Vocoder, sound: Floats, context: JobContext) -> Floats:
    """A sound (n,) through mel and vocoder, as long as it was."""
    return np.concatenate(list(stream(vocoder, [mel_spectrogram(sound)], context)))[: len(sound)]
