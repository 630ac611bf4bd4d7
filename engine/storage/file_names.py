"""Names that files can have, on any system."""

import re
from typing import Final

from engine.errors import UsageError
from engine.phrases import Phrase

UNSAFE: Final = re.compile(r'\A\.|[<>:"/\\|?*\x00-\x1f]')
_LONGEST_BYTES: Final = 200  # of 255: a suffix is added, and more while it is written
_NUMBER_BYTES: Final = 10


def is_too_long(name: str) -> bool:
    """Whether a file cannot have a name for its length."""
    return len(name.encode(errors="replace")) > _LONGEST_BYTES


def cut(name: str) -> str:
    """A name, short enough that a number can follow it."""
    return (
        name.encode(errors="replace")[: _LONGEST_BYTES - _NUMBER_BYTES]
        .decode(errors="ignore")
        .strip()
    )


def check_model_name(name: str) -> None:
    """Refuse a name that is not that of a file in a folder.

    Raises:
        UsageError: it is not.
    """
    if is_too_long(name):
        raise UsageError("This name is too long for a model.", hint="Choose a shorter one.")
    if not name or UNSAFE.search(name):
        raise UsageError(
            "A model cannot be named {name}.",
            hint='A name cannot start with a dot or contain / \\ : * ? " < > |',
            name=name or Phrase("nothing"),
        )
