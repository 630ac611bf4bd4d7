"""Models as systems of an evaluation, whole and with a component removed or added.

The paper's ablations of the encoders (paper, Generator Encoders Ablation, Table 8, Fig. 5) change
what one trained model's decoder is given: "setting the input vector to Gaussian noise or zero".
Nothing is trained again. The noise has the mean and deviation of the vector that it replaces, so
that the decoder gets values of a size that it knows.

Shapes: n samples at 22050 Hz; mels (80, T); features (2048, F), codes (8, F).
"""

from pathlib import Path
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.config import UNREFINED
from engine.dubbing.aligned import LaidReference, lay_under
from engine.dubbing.attacks import articulated, dips
from engine.dubbing.windows import NeuralEngine, reference_mel
from engine.events.event import Event, audible
from engine.events.picture import find_events
from engine.events.reading import events_from_code
from engine.events.steering import Calibration, code_from_events
from engine.machine.device import choose_device
from engine.mel.contract import MEL
from engine.model_files.checkpoint import load_generator
from engine.model_files.model_file import file_hash
from engine.progress import JobContext
from engine.vocoder.shaping import ShapingVocoder
from engine.vocoder.vocoder import Vocoder, stream
from training.evaluation.plan import PlanName
from training.evaluation.systems import MOTION, System, Task
from training.run.run_folder import RunFolder

Floats = NDArray[np.float32]
Replacement = Literal["noise", "zero"]
Component = Literal["temporal", "timbre"]


class Ablation(NamedTuple):
    """A change of what the decoder is given.

    Attributes:
        name: the paper's, as in Table 8.
        removed: the components that are replaced.
        background: whether the background encoder gets the clip's own sound instead of silence.
    """

    name: str
    removed: tuple[Component, ...] = ()
    background: bool = False


WHOLE: Final = Ablation("Proposed")
ABLATIONS: Final = (
    Ablation("w Bi", background=True),
    Ablation("w/o Te", ("temporal",)),
    Ablation("w/o Ti", ("timbre",)),
    Ablation("w/o Te & Ti", ("temporal", "timbre")),
)


class Model:
    """A model file that was opened for an evaluation.

    Attributes:
        name: see `shown_name`.
        digest: of its content.
        calibration: by which events steer it, if it was taught events.
    """

    def __init__(self, path: Path, vocoder: Vocoder, device: str) -> None:
        """Load a model.

        Raises:
            EnvironmentUnusableError: it is damaged, of another kind or made for another mel.
        """
        stored = load_generator(path)
        self.name = shown_name(path)
        self.digest = file_hash(path)
        self.calibration: Calibration | None = stored.calibration
        self._backend = stored.header.feature_backend
        self._engine = NeuralEngine(stored.generator, choose_device(device, JobContext()))
        self._vocoder = vocoder
        self._last: tuple[Floats, Floats] | None = None  # a clip is asked for by every ablation

    def code(self, task: Task, context: JobContext) -> Floats | None:
        """The temporal code of a clip's picture; None without the features that the model reads."""
        features = task.features(self._backend)
        if features is None:
            return None
        if self._last is None or self._last[0] is not features:
            self._last = features, self._engine.temporal_code(features, context)
        return self._last[1]

    def sound(
        self,
        task: Task,
        code: Floats,
        ablation: Ablation,
        replacement: Replacement,
        context: JobContext,
        events: tuple[Event, ...] = (),
    ) -> Floats:
        """Decode and vocode: (n,)."""
        chance = np.random.default_rng(task.seed)
        timbre = self._engine.timbre(reference_mel(task.reference), context)
        ambience = reference_mel(task.sound) if ablation.background else None
        background = self._engine.background(ambience, float(ablation.background), context)
        if "temporal" in ablation.removed:
            code = replaced(code, replacement, chance)
        if "timbre" in ablation.removed:
            timbre = replaced(timbre, replacement, chance)
        frames = len(task.sound) // MEL.hop_samples + 1
        laid, vocoder = None, self._vocoder
        if self._engine.aligned:
            moments = events or self._seen(code)
            if "timbre" in ablation.removed:  # the hits are the reference's, too
                moments = ()
            references = [LaidReference(task.reference)]
            laid, sound = lay_under(moments, references, frames, seed=task.seed)
            if not vocoder.name.endswith(UNREFINED):
                vocoder = ShapingVocoder(sound, vocoder)
        mel = self._engine.mel(code, timbre, background, frames, context, laid)
        if events:  # as in a dub; the paper's inference keeps what is too quiet to be heard
            nothing = np.zeros(frames, np.float32)
            mel = articulated(mel, dips(events, frames) if laid is None else nothing)
        return np.concatenate(list(stream(vocoder, mel, context)))[: len(task.sound)]

    def _seen(self, code: Floats) -> tuple[Event, ...]:
        """The events that the model reads from its code, if it was taught any."""
        return tuple(events_from_code(self.calibration, code)) if self.calibration else ()


def shown_name(path: Path) -> str:
    """The name of a model in the tables: of its file, or of the run whose file it is."""
    folder = path.absolute().parent
    own, above = RunFolder(folder), RunFolder(folder.parent)
    if own.exists and path.name == own.model.name:
        return folder.name
    if above.exists and folder == above.checkpoints:
        return f"{folder.parent.name} step {path.stem.removeprefix('step_').lstrip('0')}"
    return path.stem


class PaperInference:
    """The paper's inference (Overview): the picture's code is decoded as it is; see `System`."""

    def __init__(
        self, model: Model, ablation: Ablation = WHOLE, replacement: Replacement = "noise"
    ) -> None:
        self._model, self._ablation, self._replacement = model, ablation, replacement
        self.name = paper_name(model.name, ablation)
        whole: tuple[PlanName, ...] = ("swapped", "timbre", "original")
        self.plans: frozenset[PlanName] = frozenset(whole if ablation == WHOLE else ("original",))

    def dub(self, task: Task, context: JobContext) -> Floats | None:
        """See `System.dub`."""
        code = self._model.code(task, context)
        if code is None:
            return None
        return self._model.sound(task, code, self._ablation, self._replacement, context)


class SteeredModel:
    """A dub with the neural engine: the picture's events write the code; see `System`."""

    plans: frozenset[PlanName] = frozenset(("swapped", "timbre", "original"))

    def __init__(self, model: Model, calibration: Calibration) -> None:
        self._model, self._calibration = model, calibration
        self.name = steered_name(model.name)

    def dub(self, task: Task, context: JobContext) -> Floats | None:
        """See `System.dub`."""
        features = task.features(MOTION)
        events = [] if features is None else find_events(features)
        if features is None or not audible(events):
            return None
        code = code_from_events(self._calibration, events, features.shape[1])
        return self._model.sound(task, code, WHOLE, "noise", context, tuple(events))


def model_systems(model: Model, replacement: Replacement | None) -> list[System]:
    """The systems of a model; with a replacement for what is removed, its ablations too."""
    systems: list[System] = [PaperInference(model)]
    if model.calibration is not None:
        systems.append(SteeredModel(model, model.calibration))
    if replacement is not None:
        systems += [PaperInference(model, each, replacement) for each in ABLATIONS]
    return systems


def paper_name(model: str, ablation: Ablation = WHOLE) -> str:
    """The name of a model's own inference in the tables."""
    return model if ablation == WHOLE else f"{model} {ablation.name}"


def steered_name(model: str) -> str:
    """The name of a model that the picture's events steer."""
    return f"{model}, steered"


def replaced(vector: Floats, replacement: Replacement, chance: np.random.Generator) -> Floats:
    """Zeros, or Gaussian noise with the mean and deviation of a vector or code of any shape."""
    if replacement == "zero":
        return np.zeros_like(vector)
    return chance.normal(vector.mean(), vector.std(), vector.shape).astype(np.float32)
