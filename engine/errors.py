"""Expected failures as types, each with one sentence for the user, a hint and an exit code.

Expected failures are raised as `EngineError`; any other exception is an unexpected error, a bug.
The exit codes of the program are those of these classes, and `UNEXPECTED`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, Final

from engine.phrases import LONGEST, Phrase, phrase, shortened

UNEXPECTED: Final = 1  # exit code of a bug


class EngineError(Exception):
    """An expected failure that the user can understand and fix.

    Message and hint are templates, with `{names}` where the values stand, so that the window can
    translate them: `InputError("{name} is empty.", name=path.name)`. If there are no values,
    braces stand for themselves.

    Attributes:
        phrase: one sentence that says what is wrong.
        advice: one sentence that says how to fix it; may be empty.
        message: the first in English.
        hint: the second in English.
        exit_code: exit code of the command line.
    """

    exit_code: ClassVar[int] = 4

    def __init__(
        self, message: str | Phrase, /, *, hint: str | Phrase = "", **values: object
    ) -> None:
        self.phrase = message if isinstance(message, Phrase) else phrase(message, **values)
        self.advice = hint if isinstance(hint, Phrase) else phrase(hint, **values)
        self.message = shortened(str(self.phrase), LONGEST)
        self.hint = str(self.advice)
        super().__init__(f"{self.message} {self.hint}".strip())


@contextmanager
def os_errors_as(
    kind: type[EngineError], message: str, /, *, hint: str = "", **values: object
) -> Iterator[None]:
    """Report what the system refuses inside the block as an expected failure.

    Args:
        kind: the failure.
        message: its sentence; `{reason}` is what the system says.
        hint: what to do about it.
        values: what stands in both, by name.

    Raises:
        EngineError: of that kind, for an `OSError` in the block.
    """
    try:
        yield
    except OSError as error:
        raise kind(message, hint=hint, reason=reason_of(error), **values) from error


def reason_of(error: OSError) -> Phrase:
    """What the system says about an error, without its number and path."""
    return Phrase(error.strerror or str(error) or type(error).__name__)


class UsageError(EngineError):
    """Wrong usage: an option out of range, or options that contradict each other."""

    exit_code = 2


class OutputExistsError(UsageError):
    """The output already exists and must not be replaced."""


class InputError(EngineError):
    """An input is missing or unusable."""

    exit_code = 3


class TargetError(EngineError):
    """The output cannot be written: read-only, disk full or no such folder."""


class EnvironmentUnusableError(EngineError):
    """Something the job needs is not available: a model, a device or a library."""


class NoAnswerError(EngineError):
    """What was asked for has not been answered yet; the request remains."""

    exit_code = 5


class DeviceMemoryError(EngineError):
    """The device or the machine ran out of memory even with the smallest window."""

    exit_code = 75


class CancelledError(EngineError):
    """The user cancelled the job."""

    exit_code = 130
