"""The three opinion scales of a listening test.

Source: the paper, app. D, Evaluation Design, Table 4, 5 and 6. Each has five steps, from 5, the
best, to 1. A step means what it means in the paper's tables; the words are this program's own.
"""

from typing import Final, Literal, NamedTuple

from engine.evaluation.published import ALIGNMENT, REALISM, TIMBRE, Column

ScaleName = Literal["realism", "alignment", "timbre"]

WORST: Final = 1
BEST: Final = 5


class Scale(NamedTuple):
    """A question with five answers.

    Attributes:
        name: of the scale.
        title: as a heading.
        question: put to the listener.
        advice: what to attend to, and what not.
        steps: what the scores 5, 4, 3, 2 and 1 mean, in this order.
        published: the paper's results on this scale.
    """

    name: ScaleName
    title: str
    question: str
    advice: str
    steps: tuple[str, str, str, str, str]
    published: tuple[Column, ...]

    def meaning(self, score: int) -> str:
        """What a score from 1 to 5 means."""
        return self.steps[BEST - score]


SCALES: Final = (
    Scale(
        "realism",
        "Realism",
        "How real does this sound?",
        "Judge only whether it could be a recording, not whether you like it.",
        (
            "Entirely real, like a recording",
            "Mostly real",
            "As much real as artificial",
            "Mostly artificial",
            "Entirely artificial",
        ),
        REALISM,
    ),
    Scale(
        "alignment",
        "Alignment",
        "How well is the sound in time with the picture?",
        "Judge only the timing, not what it sounds like.",
        (
            "Everything seen is heard at the same moment",
            "Slightly early or late",
            "Off in some places",
            "Off in most places",
            "Nothing heard fits anything seen",
        ),
        ALIGNMENT,
    ),
    Scale(
        "timbre",
        "Timbre",
        "How similar is the timbre to that of the reference?",
        "Judge only the character of the sound, not its rhythm or loudness.",
        (
            "The same timbre",
            "Very similar, but not the same",
            "Similar, with clear differences",
            "Far apart, but the same kind of sound",
            "Nothing in common",
        ),
        tuple(column for column in TIMBRE if column.title.endswith("MOS")),
    ),
)


def scale(name: ScaleName) -> Scale:
    """The scale with a name."""
    return next(each for each in SCALES if each.name == name)
