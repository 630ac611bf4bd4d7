"""Checkpoints: written whole or not at all; the best and the last few are kept.

A checkpoint is two files. The model is written first and the state last, so that a state that is
there has its model beside it.
"""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import torch

from engine.storage.atomic import remove_leftovers, write_atomic
from training.run.run_folder import Checkpoint, RunFolder

_FORMAT: Final = 1
# What a file that is cut, flipped or of another program makes `load_state` and a task raise.
UNREADABLE: Final = (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError)


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
    return state


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
