"""What the system refuses becomes an expected failure."""

import errno

import pytest

from engine.errors import InputError, TargetError, os_errors_as


def test_a_refusal_of_the_system_is_told_in_its_words() -> None:
    refusal = OSError(errno.ENOSPC, "No space left on device", "/disk/file")
    with (
        pytest.raises(TargetError) as caught,
        os_errors_as(
            TargetError, "{name} cannot be written: {reason}.", hint="Free {name}.", name="disk"
        ),
    ):
        raise refusal
    assert caught.value.message == "disk cannot be written: No space left on device."
    assert caught.value.hint == "Free disk."
    assert caught.value.__cause__ is refusal


def test_other_failures_pass() -> None:
    with (
        pytest.raises(InputError, match="It is empty"),
        os_errors_as(TargetError, "It cannot be written."),
    ):
        raise InputError("It is empty.")
