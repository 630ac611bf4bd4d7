"""All states that are taken: a name, and a function that makes the picture.

Each workspace has a module with a table of its own; a new table is added to `STATES`.
"""

from typing import Final

from scripts.screenshots.editor import EDITOR, State
from scripts.screenshots.train import TRAIN

STATES: Final[dict[str, State]] = {**EDITOR, **TRAIN}
