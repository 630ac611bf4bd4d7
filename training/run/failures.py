"""The failures of a training: message, advice and exit code."""

import errno
from typing import ClassVar, Final, NamedTuple

import torch

from engine.errors import EngineError, InputError, TargetError, UsageError
from engine.machine.device import ran_out_of_memory
from engine.phrases import Phrase, phrase
from training.run.messages import Failed, OutOfMemory

EXIT_FAULT: Final = 1
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DivergedError(EngineError):
    """A loss is no longer finite."""

    exit_code: ClassVar[int] = 70


class Failure(NamedTuple):
    """The failure of a training: the run's last event, and the exit code of the process."""

    event: Failed | OutOfMemory
    exit_code: int


def describe_failure(error: BaseException, step: int, batch: int) -> Failure:
    """Describe an error that ended the training, after `step` steps of `batch` samples."""
    if ran_out_of_memory(error):
        return _out_of_memory(step, batch)
    if isinstance(error, OSError):
        if error.errno in _FULL:
            return _failed("disk_full", _disk_full(), step)
        return _failed(
            "disk", TargetError("The run's folder cannot be written ({error}).", error=error), step
        )
    if isinstance(error, EngineError):
        return _failed(_reason(error), error, step)
    fault = EngineError(
        "The training ended in an unexpected error ({kind}: {error}).",
        hint="Continue from the last checkpoint with --resume; please report the log if it recurs.",
        kind=type(error).__name__,
        error=error,
    )
    return Failure(_failed("fault", fault, step).event, EXIT_FAULT)


def _reason(error: EngineError) -> str:
    reasons: dict[type[EngineError], str] = {
        DivergedError: "nan",
        InputError: "dataset",
        TargetError: "disk_full",
        UsageError: "settings",
    }
    return next((reasons[kind] for kind in reasons if isinstance(error, kind)), "environment")


def _failed(reason: str, error: EngineError, step: int) -> Failure:
    event = Failed.saying(error.phrase, error.advice, step=step, reason=reason)
    return Failure(event, error.exit_code)


def _disk_full() -> TargetError:
    return TargetError(
        "The disk is full: the last checkpoint is whole, what came after it is lost.",
        hint="Free some space, then continue with --resume; keep_checkpoints=1 takes the least.",
    )


def _out_of_memory(step: int, batch: int) -> Failure:
    smaller = batch // 2
    message = (
        phrase("Out of memory: batches of {batch} do not fit into the GPU's memory.", batch=batch)
        if torch.cuda.is_available()
        else phrase("Out of memory: batches of {batch} do not fit into the memory.", batch=batch)
    )
    advice = (
        phrase(
            "Continue with --resume --set batch={batch}, or close other programs.", batch=smaller
        )
        if smaller
        else Phrase("Close other programs, or choose a smaller preset.")
    )
    return Failure(OutOfMemory.saying(message, advice, step=step, batch=smaller), 75)
