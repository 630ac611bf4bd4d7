"""Plays a single sound, independent of the clip's transport."""

from dataclasses import replace

from gui.playback.mixer import RATE_HZ, Layer, Mixer, Source


class Audition:
    """Plays a part of a sound once."""

    def __init__(self) -> None:
        self.mixer = Mixer()

    def play(self, source: Source, start_s: float, end_s: float, gain: float) -> None:
        """Play from `start_s` to `end_s`, replacing the current sound."""
        plan = self.mixer.plan
        self.mixer.plan = replace(
            plan,
            layers=(Layer(source, gain),),
            playing=True,
            position=start_s * RATE_HZ,
            generation=plan.generation + 1,
            end=round(end_s * RATE_HZ),
        )

    def stop(self) -> None:
        """Stop playing."""
        if self.mixer.plan.playing:
            self.mixer.plan = replace(self.mixer.plan, playing=False)
