"""A mix of several takes, from their files to the bytes of the copy."""

import numpy as np
import pytest
import soundfile

from engine.dubbing.deliver import deliver
from engine.dubbing.mix.faders import sound_names, sounding
from engine.dubbing.mix.plan import plan_delivery
from engine.dubbing.mix.sounds import original_loudness
from engine.errors import InputError, OutputExistsError, UsageError
from engine.media.audio import read_blocks
from engine.media.digest import picture_digest
from engine.media.probe import probe
from engine.metrics.loudness import measure_loudness
from engine.progress import JobContext
from engine.project.sounds import SUFFIX, write_silence
from engine.recipe import Delivery, Fader, GainPoint, Mix, MixTrack
from tests.media import Track, make_sound, make_video

RATE_HZ = 48000
DURATION_S = 3.0


def hum(frequency_hz, peak, duration_s=DURATION_S, channels=2, rate_hz=RATE_HZ):
    times_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    wave = peak * np.sin(2 * np.pi * frequency_hz * times_s)
    return np.repeat(wave[:, np.newaxis], channels, axis=1).astype(np.float32)


def lufs_of(sound, rate_hz=RATE_HZ):
    return measure_loudness([sound], rate_hz, sound.shape[1]).integrated_lufs


@pytest.fixture
def clip(tmp_path):
    own = Track(hum(150.0, 0.1), RATE_HZ, "flac")
    return make_video(tmp_path / "clip.mkv", duration_s=DURATION_S, sounds=[own])


@pytest.fixture
def track(tmp_path):
    """Make a track of a mix with a take of its own."""

    def make(name, sound, *, start_s=0.0, rate_hz=RATE_HZ, **fader):
        path = tmp_path / f"take {name}.wav"
        make_sound(path, sound, rate_hz)
        lufs = lufs_of(sound, rate_hz)
        return MixTrack(name=name, sound=path, start_s=start_s, lufs=lufs, fader=Fader(**fader))

    return make


def write(mix, **options):
    """Deliver a mix; what was delivered, the sound as written, and the notes."""
    delivery = Delivery(**{"output": mix.video.parent / "out.wav", **options})
    context, info = JobContext(), probe(mix.video)
    names = sound_names(sounding(mix, delivery.original, info))
    takes = [track.sound for track in mix.tracks]
    delivered = deliver(mix, plan_delivery(info, delivery, names, inputs=takes), context)
    sound = np.concatenate(list(read_blocks(delivery.output)))
    return delivered, sound, list(map(str, context.notes))


def level(sound, frequency_hz):
    """Amplitude of a sine in the left and the right channel."""
    turn = np.exp(-2j * np.pi * frequency_hz * np.arange(len(sound)) / RATE_HZ)
    return np.abs(2.0 * (sound * turn[:, np.newaxis]).mean(axis=0))


def test_tracks_at_equal_faders_are_equally_loud(clip, track):
    quiet, loud = track("quiet", hum(500.0, 0.01)), track("loud", hum(1000.0, 0.5, channels=1))
    down = track("down", hum(700.0, 0.1), gain_db=-12.0)
    _, sound, _ = write(Mix(video=clip, tracks=(quiet, loud, down)), loudness=-20.0)
    levels = [level(sound, frequency_hz)[0] for frequency_hz in (500.0, 1000.0, 700.0)]
    heard_lufs = [lufs_of(hum(frequency_hz, 0.1)) for frequency_hz in (500.0, 1000.0, 700.0)]
    loudness_db = 20 * np.log10(levels) + heard_lufs
    np.testing.assert_allclose(loudness_db - loudness_db[0], [0.0, 0.0, -12.0], atol=0.2)


@pytest.mark.parametrize("original", ["drop", "mix"])
def test_the_whole_mix_has_the_loudness_asked_for(clip, track, original):
    tracks = tuple(track(str(k), hum(400.0 + 100.0 * k, 0.2)) for k in range(3))
    mix = Mix(video=clip, tracks=tracks, original=Fader(gain_db=-3.0))
    delivered, sound, notes = write(mix, loudness=-16.0, original=original)
    assert lufs_of(sound) == pytest.approx(-16.0, abs=0.2)
    assert delivered.loudness_lufs == pytest.approx(lufs_of(sound), abs=0.05)
    assert delivered.true_peak_dbtp <= -1.0
    assert notes == []


def test_a_loudness_out_of_reach_is_said_and_the_attacks_stay(clip, track):
    sparse = np.zeros((round(DURATION_S * RATE_HZ), 2), np.float32)
    sparse[::24000] = 0.9
    delivered, _, notes = write(Mix(video=clip, tracks=(track("clicks", sparse),)), loudness=-5.0)
    assert delivered.true_peak_dbtp <= -1.0
    assert len(notes) == 1
    assert f"{delivered.loudness_lufs:.1f} LUFS, not at -5.0" in notes[0]


@pytest.mark.parametrize("original", ["drop", "mix"])
def test_what_the_limiter_takes_is_made_up_for(clip, track, original):
    times_s = np.arange(round(DURATION_S * RATE_HZ)) / RATE_HZ
    rings = np.exp(-15.0 * (times_s % 0.5)) * np.sin(2 * np.pi * 700.0 * times_s)
    sound = np.repeat(0.5 * rings[:, np.newaxis], 2, axis=1).astype(np.float32)
    mix = Mix(video=clip, tracks=(track("bell", sound),), original=Fader(gain_db=-20.0))
    target_lufs = lufs_of(sound) + 20 * np.log10(0.89 / 0.5) + 1.5  # peaks 1.5 dB too high
    delivered, _, notes = write(mix, loudness=target_lufs, original=original)
    assert delivered.loudness_lufs == pytest.approx(target_lufs, abs=0.2)
    assert delivered.true_peak_dbtp <= -1.0
    assert notes == []


def test_matched_to_the_original_both_are_equally_loud_and_faders_count(clip, track):
    mix = Mix(video=clip, tracks=(track("dub", hum(1000.0, 0.02)),))
    _, sound, _ = write(mix, original="mix")
    assert level(sound, 150.0)[0] == pytest.approx(0.1, rel=1e-3)
    balance_db = 20 * np.log10(level(sound, 1000.0)[0] / 0.1)
    lower = Mix(video=clip, tracks=(track("dub", hum(1000.0, 0.02), gain_db=-6.0),))
    _, sound, _ = write(lower, original="mix", overwrite=True)
    assert 20 * np.log10(level(sound, 1000.0)[0] / 0.1) == pytest.approx(balance_db - 6.0, abs=0.05)
    own_lufs, dub_lufs = lufs_of(hum(150.0, 0.1)), lufs_of(hum(1000.0, 0.1))
    assert balance_db == pytest.approx(own_lufs - dub_lufs, abs=0.1)


def test_a_take_is_as_loud_as_what_is_heard_around_it(tmp_path, track):
    loud, quiet = hum(150.0, 0.5, 5.0), hum(150.0, 0.05, 65.0)
    own = Track(np.concatenate([loud, quiet]), RATE_HZ, "flac")
    clip = make_video(tmp_path / "long.mkv", duration_s=70.0, size=(32, 24), sounds=[own])
    mix = Mix(video=clip, tracks=(track("a", hum(440.0, 0.2), start_s=60.0),))
    delivered, _, _ = write(mix)
    assert delivered.loudness_lufs == pytest.approx(lufs_of(quiet), abs=0.6)


def test_damaged_sound_is_as_loud_as_it_is_heard(tmp_path):
    sound = hum(150.0, 0.1)
    sound[1000:9000] *= 1000.0
    clip = make_video(tmp_path / "loud.mkv", sounds=[Track(sound, RATE_HZ, "pcm_f32le")])
    own = original_loudness(probe(clip), (0.0, 1.0), JobContext())
    heard_lufs = lufs_of(np.clip(sound, -1.0, 1.0))
    assert own.integrated_lufs == pytest.approx(heard_lufs, abs=0.1)
    assert heard_lufs < 3.0


@pytest.mark.parametrize("suffix", [".wav", ".mkv"])
def test_the_stems_add_up_to_the_mix_within_one_step(clip, track, suffix):
    fader = {"fade_in_s": 0.5, "envelope": (GainPoint(1.0, 0.0), GainPoint(2.0, -12.0))}
    tracks = (
        track("left", hum(500.0, 0.4), pan=-1.0),
        track("late", hum(900.0, 0.4, 1.5), start_s=1.0, gain_db=6.0, **fader),
        track("other rate", hum(1300.0, 0.4, channels=1, rate_hz=22050), rate_hz=22050),
    )
    mix = Mix(video=clip, tracks=tracks, original=Fader(gain_db=2.0))
    stems = clip.parent / "stems"
    output = clip.with_name(f"out{suffix}")
    codec = "pcm" if suffix == ".mkv" else None
    delivered, sound, _ = write(
        mix, original="mix", loudness=-6.0, stems=stems, output=output, codec=codec
    )
    assert [path.name for path in delivered.stems] == [
        "left.wav",
        "late.wav",
        "other rate.wav",
        "Original.wav",
    ]
    steps = [soundfile.read(path, dtype="int32")[0].astype(np.int64) for path in delivered.stems]
    total = sum(step >> 8 for step in steps)
    written = np.rint(sound.astype(np.float64) * 2**23).astype(np.int64)
    assert len(written) == round(DURATION_S * RATE_HZ)
    assert np.abs(total - written).max() <= 1
    if suffix == ".mkv":
        assert picture_digest(output) == picture_digest(clip)


def test_muted_tracks_are_neither_heard_nor_written(clip, track):
    tracks = (track("a", hum(500.0, 0.2)), track("b", hum(900.0, 0.2), muted=True))
    delivered, sound, _ = write(Mix(video=clip, tracks=tracks), stems=clip.parent / "stems")
    assert [path.name for path in delivered.stems] == ["a.wav"]
    assert level(sound, 900.0).max() < 1e-5


def test_solo_silences_the_others_and_the_original(clip, track):
    tracks = (track("a", hum(500.0, 0.2)), track("b", hum(900.0, 0.2), solo=True))
    _, sound, _ = write(Mix(video=clip, tracks=tracks), original="mix")
    assert max(level(sound, 500.0).max(), level(sound, 150.0).max()) < 1e-5
    assert level(sound, 900.0).min() > 0.01


def test_the_original_alone_can_be_written(clip, track):
    mix = Mix(video=clip, tracks=(track("a", hum(500.0, 0.2), muted=True),))
    _, sound, _ = write(mix, original="mix")
    assert level(sound, 150.0)[0] == pytest.approx(0.1, rel=1e-3)


def test_a_mix_in_which_nothing_is_heard_is_refused(clip, track):
    mix = Mix(video=clip, tracks=(track("a", hum(500.0, 0.2), muted=True),))
    with pytest.raises(InputError, match="every track is muted"):
        write(mix)


def test_a_copy_keeps_the_layout_of_the_clips_own_sound(tmp_path, track):
    own = Track(hum(150.0, 0.1, channels=4), RATE_HZ, "flac")
    clip = make_video(tmp_path / "clip.mkv", duration_s=DURATION_S, sounds=[own])
    assert probe(clip).audio[0].layout == "4.0"  # not the usual one of four channels
    mix = Mix(video=clip, tracks=(track("a", hum(500.0, 0.2)),))
    delivered, _, _ = write(mix, output=tmp_path / "out.mkv")
    assert probe(delivered.output).audio[0].layout == "4.0"


def test_a_take_that_is_no_sound_is_said(clip, track):
    mix = Mix(video=clip, tracks=(track("a", hum(500.0, 0.2)),))
    mix.tracks[0].sound.write_text("damaged")
    with pytest.raises(InputError, match=r"take a\.wav, cannot be read"):
        write(mix)


def test_stems_replace_neither_files_nor_takes(clip, track):
    mix = Mix(video=clip, tracks=(track("a", hum(500.0, 0.2)),))
    stems = clip.parent / "stems"
    stems.mkdir()
    (stems / "a.wav").write_text("mine")
    with pytest.raises(OutputExistsError):
        write(mix, stems=stems)
    assert (stems / "a.wav").read_text() == "mine"
    (stems / "a.wav").unlink()
    (stems / "a.wav").symlink_to(mix.tracks[0].sound)
    with pytest.raises(UsageError, match="itself an input"):
        write(mix, stems=stems, overwrite=True)


@pytest.mark.parametrize("original", ["drop", "mix"])
def test_a_track_without_events_is_silent_in_the_mix_and_in_its_stem(clip, track, original):
    silence = clip.with_suffix(SUFFIX)
    write_silence(silence, DURATION_S)
    mute = MixTrack(name="mute", sound=silence, start_s=0.0, lufs=None)
    alone, _, _ = write(Mix(video=clip, tracks=(track("hum", hum(500.0, 0.1)),)), original=original)
    delivered, sound, _ = write(
        Mix(video=clip, tracks=(track("hum", hum(500.0, 0.1)), mute)),
        original=original,
        output=clip.with_name("both.wav"),
        stems=clip.with_name("stems"),
    )
    np.testing.assert_array_equal(sound, soundfile.read(alone.output, always_2d=True)[0])
    assert not soundfile.read(delivered.stems[1])[0].any()


def test_a_mix_of_silent_tracks_alone_is_silent(clip):
    silence = clip.with_suffix(SUFFIX)
    write_silence(silence, DURATION_S)
    mute = MixTrack(name="mute", sound=silence, start_s=0.0, lufs=None)
    _, sound, _ = write(Mix(video=clip, tracks=(mute,)), loudness=-23.0)
    assert len(sound) == DURATION_S * RATE_HZ
    assert not sound.any()
