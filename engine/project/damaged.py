"""What a project keeps of parts of its file that cannot be read."""

from typing import Literal

from engine.storage.values import Value

DamagedKind = Literal["clip", "track", "reference", "take", "event", "marker", "field"]


class Damaged(Value, frozen=True):
    """A part of the project file that cannot be read; the project keeps it, and its files.

    Attributes:
        kind: what it is; of a `field`, the project has the default.
        problem: what is wrong with it, and where.
        content: what the project file said, as JSON.
        name: of the clip, track, reference or take, if the file still says it.
    """

    kind: DamagedKind
    problem: str
    content: str
    name: str = ""
