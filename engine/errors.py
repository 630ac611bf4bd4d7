"""Expected failures as types, each with one sentence for the user, a hint and an exit code.

Expected failures are raised as `EngineError`; any other exception is an unexpected error, a bug.
"""

from typing import ClassVar, Final

_LONGEST_SENTENCE: Final = 1000  # in characters; a damaged file may be quoted


class EngineError(Exception):
    """An expected failure that the user can understand and fix.

    Attributes:
        message: one sentence that says what is wrong.
        hint: one sentence that says how to fix it; may be empty.
        exit_code: exit code of the command line.
    """

    exit_code: ClassVar[int] = 4

    def __init__(self, message: str, *, hint: str = "") -> None:
        message = shortened(message, _LONGEST_SENTENCE)
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


def shortened(text: str, longest: int) -> str:
    """Leave out the middle of a text that is longer than that many characters."""
    return text if len(text) <= longest else f"{text[: longest // 2]} … {text[-longest // 2 :]}"


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


class DeviceMemoryError(EngineError):
    """The device or the machine ran out of memory even with the smallest window."""

    exit_code = 75


class CancelledError(EngineError):
    """The user cancelled the job."""

    exit_code = 130
