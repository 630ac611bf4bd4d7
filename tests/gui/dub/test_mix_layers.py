"""Which layers play of a clip with several tracks."""

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from engine.project.model import Clip, MediaFile, Project, Take, Track, new_id
from engine.recipe import Fader, Recipe, SoundPart, Span, TakeFacts
from gui.dub.mix_layers import MixTake, heard_mix, quieter, take_layers, takes_cut
from gui.playback.clip_media import SoundData
from gui.playback.loudness import LISTENING_LUFS, integrated_lufs
from gui.playback.mixer import RATE_HZ
from gui.playback.sounds import LoadedSound

FILE = MediaFile(Path("clip.mp4"), 1, 3.0, "0")


def take_of(clip_id, track, number, **more):
    return Take(
        id=new_id(),
        number=number,
        clip_id=clip_id,
        track_id=track.id,
        recipe=Recipe(video=FILE.path, reference=SoundPart(Path("r.wav")), span=Span(0.5, None)),
        reference_name="r",
        sound=Path(f"{number}.wav"),
        facts=TakeFacts(duration_s=2.5, events=1),
        **more,
    )


def project_of(*faders, original=None):
    """A clip with a track and two takes for each fader; the newest is the chosen one."""
    tracks = tuple(Track(id=new_id(), fader=fader) for fader in faders)
    own = Fader(muted=True) if original is None else original
    clip = Clip(id=new_id(), file=FILE, tracks=tracks, original=own)
    takes = [take_of(clip.id, t, 2 * k + n) for k, t in enumerate(tracks) for n in (1, 2)]
    return Project(new_id(), (clip,), takes=tuple(takes)), clip


def numbers(mix):
    return [each.take.number for each in mix.takes]


def test_the_chosen_takes_are_heard_without_the_muted_ones():
    project, clip = project_of(Fader(), Fader(muted=True), Fader())
    assert numbers(heard_mix(project, clip)) == [2, 6]
    assert not heard_mix(project, clip).original


def test_solo_silences_the_other_tracks_and_the_original():
    project, clip = project_of(Fader(), Fader(solo=True), original=Fader())
    mix = heard_mix(project, clip)
    assert numbers(mix) == [4]
    assert not mix.original


def test_a_mix_of_several_tracks_leaves_room_for_their_sum_whoever_is_muted():
    project, clip = project_of(Fader(), Fader(muted=True), Fader(), Fader())
    assert heard_mix(project, clip).gain == pytest.approx(0.5)
    project, clip = project_of(Fader())
    assert heard_mix(project, clip).gain == 1.0


def test_an_auditioned_take_replaces_that_of_its_track():
    project, clip = project_of(Fader(), Fader(), original=Fader())
    mix = heard_mix(project, clip, project.takes[0])
    assert numbers(mix) == [1, 4]
    assert mix.original


def test_of_several_tracks_the_gain_of_a_take_is_part_of_its_fader():
    project, clip = project_of(Fader(gain_db=-3.0), Fader())
    takes = tuple(replace(take, gain_db=2.0) for take in project.takes)
    mix = heard_mix(replace(project, takes=takes), clip)
    assert [each.fader.gain_db for each in mix.takes] == [-1.0, 2.0]


@pytest.fixture
def sound(monkeypatch, tmp_path):
    """Make a sound that is ready to be played."""
    monkeypatch.setenv("VARIETYSOUND_HOME", str(tmp_path))
    made = []

    def make(peak, channels=2, lasts_s=2.0):
        times_s = np.arange(2 * RATE_HZ) / RATE_HZ
        wave = peak * np.sin(2 * np.pi * 997 * times_s) * (times_s < lasts_s)
        data = SoundData(2.0)
        block = np.repeat(wave[:, np.newaxis], channels, axis=1).astype(np.float32)
        data.pcm.append(block)
        data.peaks.append(block)
        made.append(data)
        lufs = integrated_lufs(data.pcm.stereo(0, 2 * RATE_HZ))
        return LoadedSound(Path("x.wav"), data, 2.0, lufs, (), channels)

    yield make
    for data in made:
        data.pcm.close()


def played_lufs(layer):
    out = np.zeros((2 * RATE_HZ, 2), np.float32)
    layer.source.add_to(out, 0.5 * RATE_HZ, 1.0, layer.gain)
    return integrated_lufs(out)


def test_takes_at_equal_faders_are_equally_loud(sound):
    _, clip = project_of(Fader(), Fader(gain_db=-6.0))
    first, second = clip.tracks
    takes = [
        MixTake(take_of(clip.id, first, 1), first.fader),
        MixTake(take_of(clip.id, second, 2), second.fader),
    ]
    layers = take_layers(takes, [sound(0.5, 1), sound(0.05)])
    assert [layer.name for layer in layers] == [first.id, second.id]
    lufs = [played_lufs(layer) for layer in layers]
    assert lufs == pytest.approx([LISTENING_LUFS, LISTENING_LUFS - 6.0], abs=0.1)


@pytest.mark.parametrize("tracks", [1, 2, 3])
def test_takes_of_short_hits_do_not_exceed_full_scale_where_they_coincide(sound, tracks):
    project, clip = project_of(*[Fader()] * tracks)
    mix = heard_mix(project, clip)
    hits = [sound(0.5, lasts_s=0.002) for _ in range(tracks)]
    out = np.zeros((RATE_HZ, 2), np.float32)
    layers = take_layers(mix.takes, hits, mix.gain)
    for layer in quieter(layers, takes_cut(mix.takes, hits, mix.gain)):
        layer.source.add_to(out, 0.5 * RATE_HZ, 1.0, layer.gain)
    assert 20 * np.log10(np.abs(out).max()) == pytest.approx(-1.0, abs=0.1)


def test_a_take_whose_sound_is_not_ready_is_not_played_yet(sound):
    project, clip = project_of(Fader(), Fader())
    takes = heard_mix(project, clip).takes
    (layer,) = take_layers(takes, [None, sound(0.5)])
    assert layer.name == clip.tracks[1].id


def test_a_take_starts_at_its_time_in_the_clip(sound):
    project, clip = project_of(Fader())
    (layer,) = take_layers(heard_mix(project, clip).takes, [sound(0.5)])
    out = np.zeros((RATE_HZ, 2), np.float32)
    layer.source.add_to(out, 0.0, 1.0, layer.gain)
    assert not out[: RATE_HZ // 2].any()
    assert out[RATE_HZ // 2 + 10 :].any()
