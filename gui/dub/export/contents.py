"""What can be exported of a clip: its mix, one of its tracks, or a single take."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace as with_changes
from pathlib import Path

from msgspec.structs import replace

from engine.dubbing.handoff.marks import Mark, event_marks
from engine.dubbing.mix.faders import heard as heard_of
from engine.events.event import Event
from engine.project.mixing import (
    as_dub,
    clip_mix,
    gain_of,
    mix_track,
    original_fader,
    original_of,
    take_mix,
    title_of,
)
from engine.project.model import Clip, Project, Take, Track
from engine.recipe import Delivery, Loudness, Mix, Original, input_files
from gui.document.titles import track_title
from gui.kit.language import counted, tr


@dataclass(frozen=True, slots=True)
class Content:
    """Something to export.

    Attributes:
        title: the heading.
        mix: the sounds at their faders.
        inputs: the files that the takes were made from.
        take: the only take, if there is one.
        original: what happens to the clip's own sound, unless another choice is made.
        loudness: the first choice of a loudness.
        gain_db: gain of the take, applied after the loudness.
        events: of what is heard.
        marks: the events and the clip's own markers, for an editing program.
        is_clip: whether this is the mix of the clip as it is saved with the project.
        is_partial: whether mute or solo silences some of its tracks.
    """

    title: str
    mix: Mix
    inputs: tuple[Path, ...]
    take: Take | None = None
    original: Original = "drop"
    loudness: Loudness = "match"
    gain_db: float = 0.0
    events: tuple[Event, ...] = ()
    marks: tuple[Mark, ...] = ()
    is_clip: bool = False
    is_partial: bool = False

    def mixed_for(self, delivery: Delivery) -> tuple[Mix, Delivery]:
        """The mix and the delivery, in the form that `main.py dub` uses where it can."""
        return as_dub(self.mix, delivery) or (self.mix, delivery)


def contents(project: Project, clip: Clip, heard: Take | None, *, alone: bool) -> list[Content]:
    """What can be exported of a clip; first, what is heard.

    Args:
        project: the project.
        clip: the clip.
        heard: the take that is heard, if one is.
        alone: whether it is heard without the other tracks.
    """
    chosen = [(track, take) for track in clip.tracks if (take := project.chosen_take(track))]
    if len(clip.tracks) == 1:
        takes = _first(project.takes_of(clip.tracks[0].id), heard)
        return [_only_track(project, clip, take) for take in takes]
    result = [_mix(project, clip, heard)] if chosen else []
    if result and result[0].is_partial:
        everything = _mix(project, _unsilenced(clip), heard)
        count = len(everything.mix.tracks)
        title = tr("Mix · all {n} tracks", n=count)
        result.append(with_changes(everything, title=title, is_clip=False))
    result += [_track(project, clip, track, take) for track, take in chosen]
    takes = _first(project.takes_of(clip.track.id), heard)
    singles = [take_content(take) for take in takes]
    return [*singles, *result] if alone and heard is not None else [*result, *singles]


def take_content(take: Take) -> Content:
    """A take on its own."""
    return Content(
        title=tr("Take {n} · {title}", n=take.number, title=take.title),
        mix=take_mix(take),
        inputs=tuple(input_files(take.recipe)),
        take=take,
        loudness=take.loudness,
        gain_db=take.gain_db,
        events=take.events,
        marks=tuple(event_marks(take.events, take.reference_name)),
    )


def _only_track(project: Project, clip: Clip, take: Take) -> Content:
    """A take of a clip with a single track, at the fader of that track."""
    (track,) = clip.tracks
    return with_changes(
        _alone(project, clip, track, take),
        original=original_of(clip),
        is_clip=take == project.chosen_take(track),
    )


def _mix(project: Project, clip: Clip, heard: Take | None) -> Content:
    """The mix of the clip with the take that is heard in its track."""
    track = None if heard is None else clip.track_by_id(heard.track_id)
    is_chosen = track is None or project.chosen_take(track) == heard
    if heard is not None and track is not None:
        auditioned = replace(track, chosen_take_id=heard.id)
        tracks = tuple(auditioned if each == track else each for each in clip.tracks)
        clip = replace(clip, tracks=tracks)
    mix = clip_mix(project, clip)
    takes = [take for track in clip.tracks if (take := project.chosen_take(track))]
    are_heard = heard_of([track.fader for track in clip.tracks] + [original_fader(clip)])
    sounding = [
        (title_of(project, clip, track), take)
        for track, is_heard in zip(clip.tracks, are_heard, strict=False)
        if is_heard and (take := project.chosen_take(track))
    ]
    all_, sounds = len(mix.tracks), len(sounding)
    title = counted("Mix · {n} track", "Mix · {n} tracks", all_)
    if sounds < all_:
        title = counted(
            "Mix · only {n} of {all} tracks is heard",
            "Mix · only {n} of {all} tracks are heard",
            sounds,
            all=all_,
        )
    return Content(
        title=title,
        mix=mix,
        inputs=tuple(path for take in takes for path in input_files(take.recipe)),
        original=original_of(clip),
        gain_db=gain_of(project, clip),
        events=tuple(sorted(event for _, take in sounding for event in take.events)),
        marks=_marks(clip, sounding),
        is_clip=is_chosen,
        is_partial=sounds < all_,
    )


def _unsilenced(clip: Clip) -> Clip:
    """The clip with all of its tracks heard."""
    tracks = tuple(
        replace(track, fader=replace(track.fader, muted=False, solo=False)) for track in clip.tracks
    )
    original = replace(clip.original, solo=False)
    return replace(clip, tracks=tracks, original=original)


def _track(project: Project, clip: Clip, track: Track, take: Take) -> Content:
    """A track of the mix on its own, even if it is muted."""
    heard = replace(track, fader=replace(track.fader, muted=False, solo=False))
    title = tr("Track · {name}", name=track_title(project, track))
    return with_changes(_alone(project, clip, heard, take), title=title)


def _alone(project: Project, clip: Clip, track: Track, take: Take) -> Content:
    """A take at the fader of its track, and the clip's own sound."""
    name = title_of(project, clip, track)  # in files, the same in every language
    mix = Mix(
        video=clip.file.path,
        tracks=(mix_track(name, take, track.fader),),
        original=original_fader(clip),
    )
    return with_changes(take_content(take), mix=mix, marks=_marks(clip, [(name, take)]))


def _marks(clip: Clip, takes: Iterable[tuple[str, Take]]) -> tuple[Mark, ...]:
    """The clip's own markers, and the events of takes by the names of their tracks."""
    own = (Mark(marker.time_s, 0.0, marker.name) for marker in clip.markers)
    return (*own, *(mark for name, take in takes for mark in event_marks(take.events, name)))


def _first(takes: Iterable[Take], heard: Take | None) -> list[Take]:
    """The takes with the one that is heard in front."""
    return sorted(takes, key=lambda take: take != heard)
