"""Copies as an export asks for them: what they hold is decided first."""

from pathlib import Path
from typing import Any

from engine.media.mux import MuxReport, SoundTrack, check_mux, mux
from engine.recipe import Codec


def mux_as(
    clip: Path,
    sound: SoundTrack,
    output: Path,
    *,
    codec: Codec | None = None,
    keep_original: bool = False,
    **more: Any,
) -> MuxReport:
    """Write a copy of a video with another sound in a codec, or beside its own."""
    wanted = check_mux(
        clip,
        output,
        rate_hz=sound.rate_hz,
        channels=sound.channels,
        layout=sound.layout,
        codec=codec,
        keep_original=keep_original,
    )
    return mux(clip, sound, output, checked=wanted, **more)
