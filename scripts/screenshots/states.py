"""All states to take: a name, and a function that grabs the image.

Each workspace has a module with its own table; new tables are added to `STATES`.
"""

from typing import Final

from scripts.screenshots.editor import EDITOR, State
from scripts.screenshots.tracks import TRACKS
from scripts.screenshots.train import TRAIN

STATES: Final[dict[str, State]] = {**EDITOR, **TRACKS, **TRAIN}
