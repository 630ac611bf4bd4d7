"""The mix of a project's takes, as it is heard and exported."""

from engine.project.model import Take
from engine.recipe import Fader, Mix, MixTrack


def take_mix(take: Take) -> Mix:
    """A single take on its own."""
    return Mix(video=take.recipe.video, tracks=(_mix_track(take.title, take, Fader()),))


def _mix_track(name: str, take: Take, fader: Fader) -> MixTrack:
    return MixTrack(
        name=name,
        sound=take.sound,
        start_s=take.recipe.span.start_s,
        lufs=take.facts.loudness_lufs,
        fader=fader,
    )
