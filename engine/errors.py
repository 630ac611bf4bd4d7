"""What can go wrong, as types: one sentence for the person, a hint that mends it, an exit code.

An expected failure is raised as an `EngineError`; everything else is a fault of the program.
"""

from typing import ClassVar


class EngineError(Exception):
    """An expected failure that a person can understand and mend.

    Attributes:
        message: one sentence that says what is wrong.
        hint: one sentence that says what to do about it; may be empty.
        exit_code: what the command line exits with.
    """

    exit_code: ClassVar[int] = 4

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


class UsageError(EngineError):
    """The command was wrong: an option out of range, or two that contradict each other."""

    exit_code = 2


class OutputExistsError(UsageError):
    """The output is there already and was not to be overwritten."""


class InputError(EngineError):
    """An input is missing or cannot be used."""

    exit_code = 3


class TargetError(EngineError):
    """The output cannot be written: read-only, no space, no such folder."""


class EnvironmentUnusableError(EngineError):
    """Something that the job needs is not installed here: a model, a device, a library."""


class DeviceMemoryError(EngineError):
    """The device, or the machine, ran out of memory even at the smallest window."""

    exit_code = 75


class CancelledError(EngineError):
    """The person cancelled the job; there is nothing to explain."""

    exit_code = 130
