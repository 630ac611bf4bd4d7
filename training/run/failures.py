"""The failures of a training: message, advice and exit code."""

import errno
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Final, NamedTuple

import torch

from engine.errors import (
    UNEXPECTED,
    DeviceMemoryError,
    EngineError,
    InputError,
    TargetError,
    UsageError,
)
from engine.machine.device import ran_out_of_memory
from engine.phrases import Phrase, phrase
from training.run.messages import Failed, OutOfMemory

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_RUSTS_ERROR: Final = re.compile(r"\(os error (\d+)\)")  # as safetensors tells it


class DivergedError(EngineError):
    """A loss is no longer finite."""

    exit_code: ClassVar[int] = 70


class Failure(NamedTuple):
    """The failure of a training: the run's last event, and the exit code of the process."""

    event: Failed | OutOfMemory
    exit_code: int


def check_finite(losses: Mapping[str, float], kind: Phrase) -> None:
    """Refuse losses that are no numbers.

    Args:
        losses: by name.
        kind: of the losses, for the sentence.

    Raises:
        DivergedError: one is infinite or NaN.
    """
    bad = [name for name, value in losses.items() if not math.isfinite(value)]
    if bad:
        raise DivergedError(
            "The {kind} {bad} is no longer a finite number.",
            hint="Continue with --resume and a smaller learning_rate; the last checkpoint is from "
            "before it.",
            kind=kind,
            bad=" and ".join(bad),
        )


def describe_failure(error: BaseException, step: int, batch: int) -> Failure:
    """Describe an error that ended the training, after `step` steps of `batch` samples."""
    if ran_out_of_memory(error):
        return _out_of_memory(step, batch)
    if isinstance(error, OSError):
        if _is_full(error):
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
    return Failure(_failed("fault", fault, step).event, UNEXPECTED)


def _reason(error: EngineError) -> str:
    reasons: dict[type[EngineError], str] = {
        DivergedError: "nan",
        InputError: "dataset",
        TargetError: "disk_full" if _is_full(error) else "disk",
        UsageError: "settings",
    }
    return next((reasons[kind] for kind in reasons if isinstance(error, kind)), "environment")


def _is_full(error: BaseException | None) -> bool:
    """Whether an error, or one that it was raised from, says that there is no space."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        told = _RUSTS_ERROR.search(str(error))
        if told is not None and int(told[1]) in _FULL:
            return True
        error = error.__cause__
    return False


def _failed(reason: str, error: EngineError, step: int) -> Failure:
    event = Failed.saying(error.phrase, error.advice, step=step, reason=reason)
    return Failure(event, error.exit_code)


def moved_away(folder: Path) -> TargetError:
    """The error of a training whose folder was moved or removed."""
    return TargetError(
        "The run's folder {folder} was moved or removed while it was trained.",
        hint="Where it is now, continue it with --resume from its last checkpoint.",
        folder=folder,
    )


def _disk_full() -> TargetError:
    return TargetError(
        "The disk is full: saved checkpoints are whole, what came after them is lost.",
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
    return Failure(
        OutOfMemory.saying(message, advice, step=step, batch=smaller), DeviceMemoryError.exit_code
    )
