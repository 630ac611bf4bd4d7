"""Checkpoints: written whole or not at all; the best and the last few are kept.

A checkpoint is two files. The model is written first and the state last, so that a state that is
there has its model beside it.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch

from engine.storage.atomic import remove_leftovers, write_atomic
from training.run.run_folder import Checkpoint, RunFolder
from training.task import Validation

_FORMAT: Final = 2
# How format 1 called what the discriminators have in a state: how its keys begin, and now.
_RENAMED: Final = (
    ("alignment.judge.", "alignment.convolutions."),
    ("mel.judges.", "mel.discriminators."),
    ("judge_optimizer", "discriminator_optimizer"),
    ("judges", "discriminators"),
    ("judge", "discriminator"),
)
# What a file that is cut, flipped or of another program makes `load_state` and a task raise.
UNREADABLE: Final = (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError)


@dataclass(slots=True)
class BestValidation:
    """Keeps the best validation of the stage that the training is in.

    Attributes:
        stage: of the training; empty before the first validation.
        score: the smaller, the better.
        step: after how many steps.
        since: validations after it.
    """

    stage: str = ""
    score: float = float("inf")
    step: int = 0
    since: int = 0

    def update(self, validation: Validation, step: int) -> bool:
        """Take a validation into account; whether it is the best of its stage so far."""
        if validation.stage == self.stage and validation.score >= self.score:
            self.since += 1
            return False
        self.stage, self.score = validation.stage, validation.score
        self.step, self.since = step, 0
        return True


def save_checkpoint(
    checkpoint: Checkpoint, state: dict[str, Any], write_model: Callable[[Path], None]
) -> None:
    """Write both files of a checkpoint.

    Args:
        checkpoint: where.
        state: of tensors, numbers, texts and containers of them.
        write_model: writes the model file.

    Raises:
        OSError, TargetError: it could not be written; no part of it is there.
    """
    try:
        write_model(checkpoint.model)
        # By way of memory: torch's own writer can end the process where a disk is full.
        contents = io.BytesIO()
        torch.save({"format": _FORMAT, **state}, contents)
        write_atomic(checkpoint.state, lambda file: file.write(contents.getbuffer()))
    except BaseException:
        if not checkpoint.state.exists():
            checkpoint.model.unlink(missing_ok=True)
        raise


def load_state(checkpoint: Checkpoint) -> dict[str, Any]:
    """The state of a checkpoint, on the CPU; nothing but data is ever unpickled.

    Raises:
        One of `UNREADABLE`: the file is damaged, or none of this version.
    """
    try:
        state: dict[str, Any] = torch.load(checkpoint.state, map_location="cpu", weights_only=True)
    except OSError:
        raise
    except Exception as error:  # damaged bytes make an unpickler raise anything at all
        raise ValueError("it cannot be unpickled") from error
    if state["format"] > _FORMAT:
        raise ValueError("it was made by a newer version of the program")
    if state["format"] == 1:
        state["task"] = _renamed(state["task"])
    return state


def _renamed(value: Any) -> Any:
    """A state of format 1 with the present names."""
    if not isinstance(value, dict):
        return value
    renamed = {}
    for key, inner in value.items():
        old, new = next((each for each in _RENAMED if str(key).startswith(each[0])), ("", ""))
        renamed[new + key.removeprefix(old) if old else key] = _renamed(inner)
    return renamed


def prune(folder: RunFolder, *, keep: int, best: int | None) -> None:
    """Remove all checkpoints but the last `keep` and the best, and what killed writers left.

    Args:
        folder: of the run.
        keep: how many of the latest.
        best: the best one's step, if any.
    """
    there = folder.checkpoints_there()
    kept = [each for each in there if each in there[-keep:] or each.step == best]
    files = {path for each in kept for path in (each.state, each.model)}
    # States first: a model alone is no checkpoint, a state alone would be one without its model.
    for pattern in ("step_*.pt", "step_*.safetensors"):
        for path in folder.checkpoints.glob(pattern):
            if path not in files:
                path.unlink(missing_ok=True)
    remove_leftovers(folder.checkpoints)
