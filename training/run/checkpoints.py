"""Checkpoints: written atomically; the best and the last few are kept.

A checkpoint consists of two files. The model is written first and the state last, so that an
existing state has its model; only where the data set is gone, which the model's calibration needs,
is there none.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch

from engine.storage.atomic import remove_incomplete, write_atomic
from training.run.run_folder import Checkpoint, RunFolder
from training.task import Validation

_FORMAT: Final = 2
# Prefixes of the discriminators' keys in a state of format 1, and their current names.
_RENAMED: Final = (
    ("alignment.judge.", "alignment.convolutions."),
    ("mel.judges.", "mel.discriminators."),
    ("judge_optimizer", "discriminator_optimizer"),
    ("judges", "discriminators"),
    ("judge", "discriminator"),
)
# Raised by `load_state` and tasks for a file that is truncated, corrupted or of another program.
UNREADABLE: Final = (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError)


@dataclass(slots=True)
class BestValidation:
    """The best validation of the current training stage; a lower score is better.

    The stage is empty before the first one; `since` is the number of validations after the best.
    """

    stage: str = ""
    score: float = float("inf")
    step: int = 0
    since: int = 0

    def update(self, validation: Validation, step: int) -> bool:
        """Add a validation; return whether it is the best of its stage so far."""
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

    The state consists of tensors, numbers, strings and containers of them.

    Raises:
        OSError, TargetError: it could not be written; no part of it remains.
    """
    try:
        write_model(checkpoint.model)
        # Via memory, because torch's own writer can crash the process on a full disk.
        contents = io.BytesIO()
        torch.save({"format": _FORMAT, **state}, contents)
        write_atomic(checkpoint.state, contents.getbuffer())
    except BaseException:
        if not checkpoint.state.exists():
            checkpoint.model.unlink(missing_ok=True)
        raise


def load_state(checkpoint: Checkpoint) -> dict[str, Any]:
    """Load the state of a checkpoint to the CPU; only plain data is unpickled.

    Raises:
        One of `UNREADABLE`: the file is damaged or of a newer version.
    """
    try:
        state: dict[str, Any] = torch.load(checkpoint.state, map_location="cpu", weights_only=True)
    except OSError:
        raise
    except Exception as error:  # the unpickler may raise anything on damaged data
        raise ValueError("it cannot be unpickled") from error
    if state["format"] > _FORMAT:
        raise ValueError("it was made by a newer version of the program")
    if state["format"] == 1:
        state["task"] = _renamed(state["task"])
    return state


def _renamed(value: Any) -> Any:
    """A state of format 1 with the current names."""
    if not isinstance(value, dict):
        return value
    renamed = {}
    for key, inner in value.items():
        old, new = next((each for each in _RENAMED if str(key).startswith(each[0])), ("", ""))
        renamed[new + key.removeprefix(old) if old else key] = _renamed(inner)
    return renamed


def prune(folder: RunFolder, *, keep: int, best: int | None) -> None:
    """Remove all checkpoints but the last `keep` and the best, and leftovers of killed writers.

    `best` is the best one's step, if any.
    """
    existing = folder.checkpoints_there()
    kept = [each for each in existing if each in existing[-keep:] or each.step == best]
    files = {path for each in kept for path in (each.state, each.model)}
    # States first: a model alone does not count as a checkpoint, but a state alone would.
    for pattern in ("step_*.pt", "step_*.safetensors"):
        for path in folder.checkpoints.glob(pattern):
            if path not in files:
                path.unlink(missing_ok=True)
    remove_incomplete(folder.checkpoints)
