"""From a project to a file with its mix: the work of `main.py render`."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as with_values
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from engine.dubbing.deliver import deliver
from engine.dubbing.handoff.marker_files import marker_file
from engine.dubbing.handoff.marks import Mark, event_marks
from engine.dubbing.mix.faders import ORIGINAL_NAME, heard
from engine.dubbing.mix.plan import plan_delivery, rendering_rate_hz
from engine.dubbing.mix.take_sound import open_take_sound
from engine.dubbing.take import render_take
from engine.errors import InputError, UsageError
from engine.events.event import Event, audible
from engine.media.probe import MediaInfo, probe
from engine.progress import JobContext
from engine.project.mixing import (
    as_dub,
    gain_of,
    mix_track,
    original_fader,
    original_of,
    raised,
    title_of,
)
from engine.project.model import Clip, Project, Take, Track
from engine.project.track_recipe import track_recipe
from engine.recipe import (
    Delivered,
    Delivery,
    Fader,
    Mix,
    MixTrack,
    Original,
    Recipe,
    input_files,
)
from engine.storage.cache import Cache
from engine.storage.leftovers import remove_leftovers, temporary_folder


@dataclass(frozen=True, slots=True)
class RenderResult:
    """A finished mix.

    Attributes:
        delivered: the file that holds it.
        clip: name of the clip.
        duration_s: length of the clip.
        tracks: of each track that is heard, its name, number of events and fader, and whether its
            take was stored or had to be rendered.
        timings_s: seconds spent in each stage.
        notes: what the user should know although the job succeeded.
    """

    delivered: Delivered
    clip: str
    duration_s: float
    tracks: tuple[dict[str, Any], ...]
    timings_s: dict[str, float]
    notes: tuple[str, ...]

    def summary(self) -> str:
        """One line for the user."""
        count = len(self.tracks)
        tracks = "1 track" if count == 1 else f"{count} tracks"
        lufs = self.delivered.loudness_lufs
        level = "silent" if lufs is None else f"{lufs:.1f} LUFS"
        return f"{self.delivered.output}: {tracks}, {level}, {sum(self.timings_s.values()):.1f} s"

    def to_json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        delivered = self.delivered
        return {
            "output": str(delivered.output),
            "clip": self.clip,
            "duration_s": self.duration_s,
            "tracks": list(self.tracks),
            "stems": [str(path) for path in delivered.stems],
            "rate_hz": delivered.rate_hz,
            "channels": delivered.channels,
            "codec": delivered.codec,
            "gain_db": delivered.gain_db,
            "loudness_lufs": delivered.loudness_lufs,
            "true_peak_dbtp": delivered.true_peak_dbtp,
            "picture_packets": delivered.picture_packets,
            "picture_digest": delivered.picture_digest,
            "timings_s": self.timings_s,
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class _Voice:
    """A track that is heard.

    Attributes:
        name: of the track.
        fader: of the track.
        take: its stored take; None if it has to be rendered.
        recipe: what the take is made from.
    """

    name: str
    fader: Fader
    take: Take | None
    recipe: Recipe

    def to_json(self) -> dict[str, Any]:
        """The track as `--json` prints it."""
        return {
            "name": self.name,
            "take": "rendered" if self.take is None else "stored",
            "events": len(audible(_events(self.recipe))),
            "gain_db": self.fader.gain_db,
            "pan": self.fader.pan,
        }


def find_clip(project: Project, name: str | None) -> Clip:
    """Select a clip of a project by the name of its file or its number, from 1.

    Raises:
        InputError: the project has no clip.
        UsageError: there is no such clip, several have that name, or it has to be named.
    """
    clips = project.clips
    if not clips:
        raise InputError("This project has no clip.", hint="Add one in the editor.")
    listed = ", ".join(f"{number} {clip.name}" for number, clip in enumerate(clips, start=1))
    if name is None:
        if len(clips) > 1:
            raise UsageError(
                "This project has {count} clips.",
                hint="Use --clip with one of: {listed}.",
                count=len(clips),
                listed=listed,
            )
        return clips[0]
    named = [clip for clip in clips if clip.name == name]
    if not named and name in (numbers := [str(n) for n in range(1, len(clips) + 1)]):
        return clips[numbers.index(name)]
    if len(named) != 1:
        raise UsageError(
            "Several clips are named {name}." if named else "No clip is named {name}.",
            hint="The clips are: {listed}.",
            name=name,
            listed=listed,
        )
    return named[0]


def render(
    project: Project,
    clip: Clip,
    delivery: Delivery,
    original: Original | None,
    *,
    inputs: Sequence[Path] = (),
    cache: Cache | None,
    context: JobContext,
) -> RenderResult:
    """Write the mix of a clip, from its stored takes.

    A track whose take is missing or only a draft is rendered, if it has a reference and events;
    otherwise it is left out, and a note says so.

    Args:
        project: the project.
        clip: one of its clips.
        delivery: how the mix is written; its `original` is replaced by the next argument.
        original: what happens to the clip's own sound; None is what the project says.
        inputs: further files that must not be replaced, such as the project's.
        cache: cache for the features of the picture.
        context: stages as in `render_take` and `deliver`.

    Raises:
        EngineError: of the matching kind; see `render_take` and `deliver`.
    """
    remove_leftovers()
    info = probe(clip.file.path)
    wanted = original or original_of(clip)
    own = original_fader(clip)
    if wanted != "mix" or not info.audio:
        own = replace(own, muted=True)
    *are_heard, own_is_heard = heard([*(track.fader for track in clip.tracks), own])
    chosen = (track for track, is_heard in zip(clip.tracks, are_heard, strict=True) if is_heard)
    voices = [voice for track in chosen if (voice := _voice(project, clip, track, context))]
    names = [voice.name for voice in voices]
    if own_is_heard:
        names.append(ORIGINAL_NAME)
    if not names:
        raise InputError(
            "Nothing is heard in the mix of {name}.",
            hint="Unmute a track that has a take, or make one.",
            name=clip.name,
        )
    delivery = replace(
        delivery,
        original="drop" if wanted == "mix" and not own_is_heard else wanted,
        gain_db=delivery.gain_db + gain_of(project, clip),
    )
    plan = plan_delivery(info, delivery, names, inputs=[*inputs, *_inputs(project)])
    with temporary_folder() as folder:
        rate_hz = rendering_rate_hz(info, delivery.rate_hz)
        tracks = [_mix_track(voice, info, folder, rate_hz, cache, context) for voice in voices]
        mix = Mix(video=info.path, tracks=tuple(tracks), original=replace(own, solo=False))
        mix, delivery = as_dub(mix, delivery) or (mix, delivery)
        events = sorted(e for voice in voices for e in _events(voice.recipe))
        with marker_file(delivery, info, events, _marks(clip, voices)):
            delivered = deliver(mix, with_values(plan, delivery=delivery), context)
    return RenderResult(
        delivered=delivered,
        clip=clip.name,
        duration_s=info.duration_s,
        tracks=tuple(voice.to_json() for voice in voices),
        timings_s={stage: round(seconds, 4) for stage, seconds in context.timings_s.items()},
        notes=tuple(map(str, context.notes)),
    )


def _voice(project: Project, clip: Clip, track: Track, context: JobContext) -> _Voice | None:
    """A track's stored take or its recipe; None, with a note, if it has neither."""
    take, name = project.chosen_take(track), title_of(project, clip, track)
    gain_db = track.settings.gain_db if take is None else take.gain_db
    fader = track.fader if len(clip.tracks) == 1 else raised(track.fader, gain_db)
    fader = replace(fader, solo=False)
    if take is not None and not take.draft:
        stored = take if _is_stored(take) else None
        if stored is not None or take.recipe.steering == "picture" or audible(take.events):
            return _Voice(name, fader, stored, take.recipe)
    reference = next((item for item in project.references if item.id == track.reference_id), None)
    if reference is not None and audible(item.event for item in track.events):
        return _Voice(name, fader, None, track_recipe(clip, track, reference, track.settings))
    context.note(
        "{name} is left out: it has neither a take nor a reference."
        if reference is None
        else "{name} is left out: it has neither a take nor events.",
        name=name,
    )
    return None


def _marks(clip: Clip, voices: Sequence[_Voice]) -> list[Mark]:
    """The markers that the user set and the events of every track that is heard."""
    marks = [Mark(marker.time_s, 0.0, marker.name) for marker in clip.markers]
    return marks + [m for voice in voices for m in event_marks(_events(voice.recipe), voice.name)]


def _is_stored(take: Take) -> bool:
    try:
        open_take_sound(take.sound, 0.0)
    except InputError:
        return False
    return True


def _mix_track(
    voice: _Voice,
    info: MediaInfo,
    folder: Path,
    rate_hz: int,
    cache: Cache | None,
    context: JobContext,
) -> MixTrack:
    """The track in the mix; its take is rendered if it is not stored."""
    if voice.take is not None:
        return mix_track(voice.name, voice.take, voice.fader)
    made = render_take(voice.recipe, info, folder, rate_hz=rate_hz, cache=cache, context=context)
    return MixTrack(
        name=voice.name,
        sound=made.sound.file,
        start_s=made.sound.start_s,
        lufs=made.facts.loudness_lufs,
        fader=voice.fader,
    )


def _inputs(project: Project) -> list[Path]:
    """Every file of a project; none of them is ever replaced."""
    media = [clip.file.path for clip in project.clips]
    media += [reference.file.path for reference in project.references]
    takes = [path for take in project.takes for path in (take.sound, *input_files(take.recipe))]
    return [*media, *takes]


def _events(recipe: Recipe) -> tuple[Event, ...]:
    return recipe.events if isinstance(recipe.events, tuple) else ()
