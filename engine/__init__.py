"""Inference: from a video and a reference sound to a dubbed copy. Independent of Qt."""

from typing import Final

VERSION: Final = "0.3.0"  # as in pyproject.toml
