"""The recording of a performance into the microphone, kept beside the events heard in it."""

from pathlib import Path

from engine.storage.values import Id, Seconds, Value


class Guide(Value, frozen=True):
    """What a person clapped, tapped or sang for a track; heard in the window, never exported.

    Attributes:
        id: of this recording.
        sound: its file, as long in clip time as it lasts.
        start_s: clip time of its first sample.
        muted: whether it is only seen.
    """

    id: Id
    sound: Path
    start_s: Seconds = 0.0
    muted: bool = True
