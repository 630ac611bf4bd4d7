"""The files with the weights of the paper's features, which a user installs."""

from pathlib import Path
from typing import Final

from engine.config import Folders

FEATURE_WEIGHTS: Final = ("bn_inception.safetensors", "bn_inception.pth")  # next to the models


def installed_weights() -> Path | None:
    """The weights of the paper's features, if the user has installed them."""
    folder = Folders.current().models
    return next((folder / name for name in FEATURE_WEIGHTS if (folder / name).is_file()), None)
