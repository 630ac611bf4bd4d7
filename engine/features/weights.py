"""Check the weights of BN-Inception and install them in the models folder."""

import shutil
from pathlib import Path

from engine.config import Folders
from engine.errors import InputError, TargetError, os_errors_as
from engine.features.bninception import FIRST_LAYER, read_tensors, read_weights
from engine.features.weight_files import FEATURE_WEIGHTS
from engine.media.target import replacing


def are_weights(file: Path) -> bool:
    """Whether a weight file is meant for BN-Inception, complete or not."""
    try:
        return FIRST_LAYER in read_tensors(file)
    except InputError:
        return False


def install_weights(file: Path) -> Path:
    """Check every layer's shape in a weight file, and copy it to the models folder.

    Returns:
        The path of the copy.

    Raises:
        InputError: it does not hold the weights of BN-Inception; names the mismatch.
        TargetError: it could not be copied.
    """
    read_weights(file)
    names = {Path(name).suffix: name for name in FEATURE_WEIGHTS}
    folder = Folders.current().models
    target = folder / names.get(file.suffix, FEATURE_WEIGHTS[-1])
    with os_errors_as(
        TargetError,
        "{name} could not be copied: {reason}.",
        hint="Check that {folder} has free space and that you may write to it.",
        name=file.name,
        folder=folder,
    ):
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(target, overwrite=True) as part:
            shutil.copyfile(file, part)
        for name in FEATURE_WEIGHTS:
            if name != target.name:
                (folder / name).unlink(missing_ok=True)
    return target
