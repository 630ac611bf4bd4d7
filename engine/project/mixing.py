"""The mix of a project's takes, as it is heard and exported."""

from msgspec.structs import replace

from engine.project.model import Clip, Project, Take, Track
from engine.recipe import FADER_DB, Delivery, Fader, Mix, MixTrack, Original


def take_mix(take: Take) -> Mix:
    """A single take on its own."""
    return Mix(video=take.recipe.video, tracks=(mix_track(take.title, take, Fader()),))


def clip_mix(project: Project, clip: Clip) -> Mix:
    """The chosen takes of a clip's tracks at their faders; tracks without a take are left out.

    The clip's own sound is at its fader, muted or not: whether it is mixed in, the delivery says
    (`original_of`).
    """
    tracks = []
    for track in clip.tracks:
        take = project.chosen_take(track)
        if take is not None:
            fader = track.fader if len(clip.tracks) == 1 else raised(track.fader, take.gain_db)
            tracks.append(mix_track(title_of(project, clip, track), take, fader))
    return Mix(video=clip.file.path, tracks=tuple(tracks), original=original_fader(clip))


def original_fader(clip: Clip) -> Fader:
    """The fader of a clip's own sound once it is mixed in."""
    return replace(clip.original, muted=False)


def original_of(clip: Clip) -> Original:
    """What happens to a clip's own sound unless asked otherwise: mixed in if it is heard."""
    return "drop" if clip.original.muted else "mix"


def gain_of(project: Project, clip: Clip) -> float:
    """The gain of a clip's only track, which applies after the loudness; 0 with several.

    Of several tracks, the gain of each take is part of the balance (`clip_mix`).
    """
    if len(clip.tracks) > 1:
        return 0.0
    take = project.chosen_take(clip.tracks[0])
    return 0.0 if take is None else take.gain_db


def mix_track(name: str, take: Take, fader: Fader) -> MixTrack:
    """A take as a track of a mix."""
    return MixTrack(
        name=name,
        sound=take.sound,
        start_s=take.recipe.span.start_s,
        lufs=take.facts.loudness_lufs,
        fader=fader,
    )


def raised(fader: Fader, gain_db: float) -> Fader:
    """A fader with a take's own gain added, within the limits of a fader."""
    lowest, highest = FADER_DB
    return replace(fader, gain_db=min(max(fader.gain_db + gain_db, lowest), highest))


def title_of(project: Project, clip: Clip, track: Track) -> str:
    """A track's own name, else that of its reference, else its number within the clip."""
    return project.name_of(track) or f"Track {clip.tracks.index(track) + 1}"


def as_dub(mix: Mix, delivery: Delivery) -> tuple[Mix, Delivery] | None:
    """The same mix as `main.py dub` would make it, bit for bit; None if it cannot.

    `dub` knows gain and pan of a single take, but no fades, no envelope, and no fader of the
    original. Where a loudness is set and the original is left out, the gain has no effect.
    """
    if len(mix.tracks) != 1 or (delivery.original == "mix" and mix.original != Fader()):
        return None
    (track,) = mix.tracks
    fader = track.fader
    if replace(fader, gain_db=0.0, pan=0.0, solo=False) != Fader():
        return None
    counts = delivery.loudness == "off" or delivery.original == "mix"
    gain_db = delivery.gain_db + (fader.gain_db if counts else 0.0)
    pan = min(max(delivery.pan + fader.pan, -1.0), 1.0)
    plain = replace(mix, tracks=(replace(track, fader=Fader()),))
    return plain, replace(delivery, gain_db=gain_db, pan=pan)
