"""One listener's way through a listening test; independent of widgets."""

from pathlib import Path

from engine.evaluation.listening.answers import Answers, write_answers
from engine.evaluation.listening.plan import Trial, ordered
from engine.evaluation.listening.sitting import Sitting, media_file


class Session:
    """The trials in a listener's order; every score is stored at once.

    Attributes:
        folder: of the sitting.
        sitting: that is taken.
        answers: of the listener.
        trials: in the listener's order.
        place: of the current trial.
    """

    def __init__(self, folder: Path, sitting: Sitting, answers: Answers) -> None:
        """Begin at the first trial that has no score."""
        self.folder, self.sitting, self.answers = folder, sitting, answers
        self.trials = ordered(sitting.trials, answers.listener, sitting.seed)
        waiting = (n for n, trial in enumerate(self.trials) if trial.id not in answers.scores)
        self.place = next(waiting, len(self.trials))
        self._heard = set(answers.scores)

    @property
    def is_done(self) -> bool:
        """Whether the last trial is past."""
        return self.place >= len(self.trials)

    @property
    def trial(self) -> Trial:
        """The current trial; there must be one."""
        return self.trials[self.place]

    @property
    def media(self) -> Path:
        """The file of the current trial."""
        return media_file(self.folder, self.trial.media)

    @property
    def target(self) -> Path | None:
        """The file of the current trial's reference, or None."""
        return None if self.trial.target is None else media_file(self.folder, self.trial.target)

    @property
    def following(self) -> Path | None:
        """The file of the next trial, or None."""
        after = self.trials[self.place + 1 : self.place + 2]
        return media_file(self.folder, after[0].media) if after else None

    @property
    def score(self) -> int | None:
        """The score of the current trial, if it has one."""
        return self.answers.scores.get(self.trial.id)

    @property
    def is_heard(self) -> bool:
        """Whether the current trial was heard to its end, so that it can be scored."""
        return self.trial.id in self._heard

    def hear(self) -> None:
        """The current trial was heard to its end."""
        self._heard.add(self.trial.id)

    def give(self, score: int) -> bool:
        """Score the current trial and store it; return whether it was heard and could be.

        Raises:
            TargetError: the score cannot be stored.
        """
        if not self.is_heard:
            return False
        answers = self.answers.with_score(self.trial.id, score)
        write_answers(self.folder, answers)
        self.answers = answers
        return True

    def go_on(self) -> bool:
        """Go to the next trial, or past the last; return whether the current one has a score."""
        if self.score is None:
            return False
        self.place += 1
        return True

    def go_back(self) -> bool:
        """Go to the previous trial; return whether there is one."""
        if self.place == 0:
            return False
        self.place -= 1
        return True
