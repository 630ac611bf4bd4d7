"""One plain verdict on a finished run: whether its model does what it was trained for.

A share of matched onsets alone says little, so it is judged by how far it is above its null, the
score of the same sounds paired with other clips. The dubs of an aligned generator are measured with
hits under the true events, so what tells of it is how well it reads events in pictures. A vocoder
is judged by how well its network alone keeps the mel that it is given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from training.baseline_config import BaselineTraining
from training.config import GeneratorTraining, Training, VocoderTraining

# What the shipped models had to reach on real clips: an F1, and its distance from the null.
ENOUGH: Final = 0.40
FOLLOWS: Final = 0.12
A_LITTLE: Final = 0.04  # above what pairing clips wrongly varies by
# Log-mel L1 of a vocoder's network alone: the shipped one has 0.39, an untrained one 1.44 (rendered
# test sounds). Refinement brings both to 0.10, so that the refined sound says nothing of training.
CLOSE: Final = 0.5
NETWORK_LOG_MEL: Final = "network_log_mel_l1"

# The texts of a verdict; the window translates them.
FOLLOWS_PICTURE: Final = "Follows the picture: F1 {f1}, by chance {null}."
FOLLOWS_A_LITTLE: Final = "Follows the picture a little: F1 {f1}, by chance {null}."
NOT_YET: Final = "Does not follow the picture yet: F1 {f1}, by chance {null}."
FOLLOWS_EVENTS: Final = "Follows the events that it is given: onset F1 {f1}, by chance {null}."
NOT_THE_EVENTS: Final = "Does not follow its events yet: onset F1 {f1}, by chance {null}."
KEEPS_SOUND: Final = "Keeps the sound: log-mel error {error}, good up to {good}."
NOT_THE_SOUND: Final = "Does not keep the sound yet: log-mel error {error}, good up to {good}."
TOO_LITTLE: Final = "Too little to judge: only one clip was measured."
TEXTS: Final = (
    FOLLOWS_PICTURE,
    FOLLOWS_A_LITTLE,
    NOT_YET,
    FOLLOWS_EVENTS,
    NOT_THE_EVENTS,
    KEEPS_SOUND,
    NOT_THE_SOUND,
    TOO_LITTLE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a run's measurements say.

    Attributes:
        text: one of `TEXTS`, with places for its figures.
        figures: by their names in the text.
        is_good: whether the model can be used.
    """

    text: str
    figures: Mapping[str, float]
    is_good: bool

    @property
    def sentence(self) -> str:
        """The verdict in English."""
        return self.text.format(**{name: f"{value:.2f}" for name, value in self.figures.items()})


def has_begun(training: Training, step: int) -> bool:
    """Whether anything of a model was trained by a step, or loaded from a model before."""
    loaded = not isinstance(training, BaselineTraining) and bool(training.start_from)
    return loaded or step > 0


def sound_has_begun(training: Training, step: int) -> bool:
    """Whether the sounds of a model were trained by a step, or loaded from a model before."""
    if not isinstance(training, GeneratorTraining):
        return True
    loaded = bool(training.start_from) and training.start_parts == "everything"
    return loaded or step > training.pretrain_steps


def finds_events(training: Training) -> bool:
    """Whether a model is taught to see events, by this training or by one that it starts from."""
    return isinstance(training, GeneratorTraining) and (
        training.teaches_events or bool(training.start_from)
    )


def verdict_on(training: Training, measured: Mapping[str, float]) -> Verdict | None:
    """The verdict on a run by its settings and its final measurements by name.

    Returns:
        None for a run whose measurements have no null, as of an older version.
    """
    error = measured.get(NETWORK_LOG_MEL)
    if isinstance(training, VocoderTraining) and error is not None:
        good = error <= CLOSE
        text = KEEPS_SOUND if good else NOT_THE_SOUND
        return Verdict(text, {"error": error, "good": CLOSE}, good)
    told = "event" if "event_f1" in measured and _is_given_events(training) else "onset"
    f1, null = measured.get(f"{told}_f1"), measured.get(f"{told}_null")
    if f1 is None or null is None:
        # A single clip has no other to be paired with, and its mel error may be that of silence.
        is_single = isinstance(training, GeneratorTraining) and set(measured) == {"mel"}
        return Verdict(TOO_LITTLE, {}, is_good=False) if is_single else None
    above, figures = f1 - null, {"f1": f1, "null": null}
    if told == "onset" and _is_given_events(training):
        good = above >= FOLLOWS
        return Verdict(FOLLOWS_EVENTS if good else NOT_THE_EVENTS, figures, good)
    if above >= FOLLOWS and f1 >= ENOUGH:
        return Verdict(FOLLOWS_PICTURE, figures, is_good=True)
    text = FOLLOWS_A_LITTLE if above >= A_LITTLE else NOT_YET
    return Verdict(text, figures, is_good=False)


def _is_given_events(training: Training) -> bool:
    """Whether the dubs that are measured were given the true events, so follow no picture."""
    return isinstance(training, GeneratorTraining) and (
        training.model.aligned_mel or not training.reads_pictures
    )
