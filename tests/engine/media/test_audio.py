"""Sound from any file, on the clip's clock."""

import tracemalloc

import numpy as np
import pytest
import soundfile

from engine.errors import (
    CancelledError,
    InputError,
    OutputExistsError,
    TargetError,
    UsageError,
)
from engine.media import audio
from engine.media.audio import read_blocks, read_mono, read_sound, write_wav
from engine.media.resampling import Resampler
from engine.progress import JobContext
from tests.engine.media.sounds import read, shift
from tests.media import Track, clicks, copy_packets, make_sound, make_video, sine

LOSSLESS = [
    (".wav", None, 2**-15),
    (".wav", "pcm_u8", 2**-7),
    (".wav", "pcm_s24le", 2**-23),
    (".wav", "pcm_s32le", 2**-23),
    (".wav", "pcm_f32le", 0),
    (".wav", "pcm_f64le", 0),
    (".flac", None, 2**-15),
    (".mov", None, 2**-15),
    (".mkv", "pcm_s16le", 2**-15),
    (".mkv", "flac", 2**-15),
    (".avi", None, 2**-15),
]


@pytest.mark.parametrize(("suffix", "codec", "error"), LOSSLESS)
def test_lossless_sound_comes_back_sample_by_sample(tmp_path, suffix, codec, error):
    sound = clicks([0.1234, 0.5, 0.9], 1.0, channels=2)
    sound[:, 1] *= -0.5
    found = read(make_sound(tmp_path / f"sound{suffix}", sound, codec=codec))
    assert found.dtype == np.float32
    assert found.shape == sound.shape
    assert np.abs(found - sound).max() <= error


@pytest.mark.parametrize(
    ("suffix", "codec"),
    [
        (".m4a", "aac"),
        (".mp3", "libmp3lame"),
        (".ogg", "libopus"),
        (".mkv", "libopus"),
        (".mkv", "aac"),
        (".mp4", "libmp3lame"),
        (".mp4", "libopus"),
        (".webm", "libopus"),
    ],
)
def test_the_warm_up_of_lossy_coders_is_dropped(tmp_path, suffix, codec):
    sound = clicks([0.1234, 0.5, 0.9], 1.0)
    found = read(make_sound(tmp_path / f"sound{suffix}", sound, codec=codec))
    assert abs(len(found) - len(sound)) <= 0.01 * len(sound)
    assert shift(found[:, 0], sound[:, 0]) == 0


@pytest.mark.parametrize("rate_hz", [8000, 22050, 44100, 48000, 96000])
@pytest.mark.parametrize("own_rate_hz", [11025, 44100, 48000])
def test_rate_conversion_neither_shifts_nor_lengthens(tmp_path, rate_hz, own_rate_hz):
    tone = sine(1000, 1.37, rate_hz=own_rate_hz)
    path = make_sound(tmp_path / "tone.wav", tone, own_rate_hz, codec="pcm_f32le")
    found = read(path, rate_hz=rate_hz)
    wanted = sine(1000, 1.37, rate_hz=rate_hz)
    assert found.shape == (round(len(tone) / own_rate_hz * rate_hz), 1)
    inside = slice(200, len(wanted) - 200)
    assert np.abs(found[inside] - wanted[inside]).max() < 1e-3


def test_a_click_stays_in_its_place_at_22050(tmp_path):
    for at in (0, 1000, 22049, 30000):
        sound = np.zeros(44100, np.float32)
        sound[at] = 0.9
        path = make_sound(tmp_path / f"click{at}.wav", sound, 44100, codec="pcm_f32le")
        assert np.abs(read_mono(path)).argmax() == pytest.approx(at / 2, abs=0.5)


def test_nothing_above_half_the_new_rate_folds_back(tmp_path):
    path = make_sound(tmp_path / "tone.wav", sine(15000, 1.0), codec="pcm_f32le")
    assert np.abs(read_mono(path)[500:-500]).max() < 1e-3


def test_the_down_mix_is_the_mean_of_the_channels(tmp_path):
    sound = np.stack([sine(440, 0.5)[:, 0], sine(880, 0.5)[:, 0], 0 * sine(440, 0.5)[:, 0]], axis=1)
    for channels in (2, 3):
        path = make_sound(tmp_path / f"{channels}.wav", sound[:, :channels], codec="pcm_f32le")
        found = read(path, mono=True)
        assert found.shape == (24000, 1)
        mean = sound[:, :channels].mean(axis=1)
        assert np.allclose(found[:, 0], mean, atol=1e-6)
    both = make_sound(tmp_path / "both.wav", np.repeat(sine(440, 0.5), 2, axis=1))
    assert np.abs(read_mono(both)).max() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("channels", [1, 2, 3, 6, 8])
def test_channels_are_kept_apart(tmp_path, channels):
    sound = np.stack([sine(300 + 200 * n, 0.3)[:, 0] for n in range(channels)], axis=1)
    path = make_sound(tmp_path / "sound.wav", sound, codec="pcm_f32le")
    assert np.array_equal(read(path), sound)
    converted = read(path, rate_hz=24000)
    assert np.abs(converted[100:-100] - sound[::2][100:-100]).max() < 1e-3


def test_eight_channels_of_a_planar_coder_are_kept_apart(tmp_path):
    tones_hz = [300, 500, 700, 60, 900, 1100, 1300, 1500]  # the fourth is the low-frequency one
    sound = np.stack([sine(tone_hz, 0.5)[:, 0] for tone_hz in tones_hz], axis=1)
    path = make_sound(tmp_path / "sound.m4a", sound, options={"b": "1024000"})
    spectra = np.abs(np.fft.rfft(read(path)[2000:22000], axis=0))
    found_hz = spectra.argmax(axis=0) * 48000 / 20000
    assert found_hz.tolist() == pytest.approx(tones_hz, abs=3)


def test_a_late_track_begins_with_silence(tmp_path):
    sound = clicks([0.0], 0.5) + 0.01
    path = make_video(
        tmp_path / "clip.mp4",
        duration_s=1.0,
        sounds=[Track(sound, codec="flac", start_s=0.25)],
    )
    found = read(path)
    assert len(found) == 48000
    assert np.abs(found[:12000]).max() == 0
    assert np.abs(found[12000:36000] - sound).max() < 1e-4
    assert np.abs(found[36000:]).max() == 0


def test_gaps_inside_a_track_are_silence(tmp_path):
    import av

    sound = sine(440, 1.0) + 0.1
    whole = make_sound(tmp_path / "whole.mkv", sound)
    path = tmp_path / "gap.mkv"
    with av.open(str(whole)) as source, av.open(str(path), "w") as container:
        stream = source.streams.audio[0]
        copy_packets(
            container,
            {stream: container.add_stream_from_template(stream)},
            lambda packet: not 0.3 < packet.pts * packet.time_base < 0.6,
        )
    found = read(path)
    assert len(found) == 48000
    gap = np.flatnonzero(found[:, 0] == 0)
    assert 0.3 * 48000 < gap.min() < 0.4 * 48000
    assert len(gap) == gap.max() - gap.min() + 1  # one gap
    kept = found[:, 0] != 0
    kept[gap.max() : gap.max() + 48] = False  # the time stamp after a gap is a rounded one
    assert np.abs(found[: gap.min()] - sound[: gap.min()]).max() < 1e-4
    after = slice(gap.max() + 1, None)
    assert abs(shift(found[after, 0], sound[after, 0])) <= 24  # half a millisecond


@pytest.mark.parametrize("block_samples", [1, 1000, 65536])
def test_blocks_have_the_size_that_is_wanted(tmp_path, block_samples):
    path = make_sound(tmp_path / "sound.wav", sine(440, 0.1, channels=2))
    blocks = list(read_blocks(path, block_samples=block_samples))
    assert {len(block) for block in blocks[:-1]} <= {block_samples}
    assert 0 < len(blocks[-1]) <= block_samples
    assert sum(len(block) for block in blocks) == 4800
    assert {block.shape[1] for block in blocks} == {2}


RANGES = [(0.0, 0.5), (0.1, None), (1.2345, 3.0), (3.9, 4.0), (2.0, 2.0001)]


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.mkv", "a.mov", "a.m4a", "a.mp3", "a.ogg"])
@pytest.mark.parametrize(("start_s", "end_s"), RANGES)
def test_a_range_is_a_part_of_the_whole(tmp_path, name, start_s, end_s):
    rate_hz = 44100 if name != "a.ogg" else 48000
    noise = np.random.default_rng(3).uniform(-0.5, 0.5, (4 * rate_hz, 2)).astype(np.float32)
    options = {"aac_pns": "0"} if name == "a.m4a" else {}  # made-up noise depends on the past
    path = make_sound(tmp_path / name, noise, rate_hz, options=options)
    whole = read(path)
    start = round(start_s * rate_hz)
    end = len(whole) if end_s is None else start + round((end_s - start_s) * rate_hz)
    part = read(path, start_s=start_s, end_s=end_s)
    assert abs(len(part) - (end - start)) <= 1
    length = min(len(part), end - start)
    assert np.abs(part[:length] - whole[start : start + length]).max() < 1e-4


def test_far_into_an_exact_format_little_is_decoded(tmp_path, monkeypatch):
    path = make_sound(tmp_path / "long.flac", sine(440, 60.0, rate_hz=8000), 8000)
    decoded = []
    original = audio.placed_sound

    def counted(*arguments):
        for position, samples in original(*arguments):
            decoded.append(len(samples))
            yield position, samples

    monkeypatch.setattr(audio, "placed_sound", counted)
    assert len(read(path, start_s=55.0, end_s=55.5)) == 4000
    assert sum(decoded) < 6 * 8000


def test_silence_follows_to_the_end_of_a_range(tmp_path):
    path = make_sound(tmp_path / "sound.wav", np.full(4800, 0.5, np.float32))
    found = read(path, start_s=0.05, end_s=0.2)
    assert len(found) == 7200
    assert np.allclose(found[:2400], 0.5, atol=1e-4)
    assert np.abs(found[2400:]).max() == 0


def test_damaged_floats_become_silence(tmp_path):
    sound = np.full((4800, 2), 0.25, np.float32)
    sound[10, 0], sound[20, 1], sound[30, 0], sound[40, 0] = np.nan, np.inf, -np.inf, 1e30
    for codec in ("pcm_f32le", "pcm_f64le"):
        found = read(make_sound(tmp_path / f"{codec}.wav", sound, codec=codec))
        assert [found[10, 0], found[20, 1], found[30, 0], found[40, 0]] == [0, 0, 0, 0]
        assert np.isclose(found, 0.25).sum() == 9596


def test_samples_over_full_scale_are_kept(tmp_path):
    loud = 3 * sine(440, 0.1)
    path = make_sound(tmp_path / "loud.wav", loud, codec="pcm_f32le")
    assert read(path).max() == pytest.approx(1.5, abs=1e-3)


def test_damaged_packets_are_stepped_over_in_time(tmp_path):
    sound = clicks([0.2, 3.5], 4.0)
    path = make_sound(tmp_path / "sound.m4a", sound)
    data = bytearray(path.read_bytes())
    start = data.index(b"mdat") + 4
    middle = start + (data.index(b"moov") - start) // 2
    data[middle : middle + 400] = np.random.default_rng(5).bytes(400)
    path.write_bytes(data)
    found = read(path)
    assert len(found) == len(sound)
    assert shift(found[:48000, 0], sound[:48000, 0]) == 0
    assert shift(found[-48000:, 0], sound[-48000:, 0]) == 0


def test_sound_that_cannot_be_decoded_is_an_input_error(tmp_path):
    path = make_sound(tmp_path / "sound.m4a", sine(440, 1.0))
    data = bytearray(path.read_bytes())
    start, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    data[start:end] = b"\xff" * (end - start)
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"sound of sound\.m4a cannot be decoded"):
        read(path)


def test_other_tracks_can_be_read(tmp_path):
    tracks = [Track(sine(440, 0.5)), Track(0.5 * sine(440, 0.5, channels=2), language="deu")]
    path = make_video(tmp_path / "clip.mkv", duration_s=0.5, sounds=tracks)
    assert read(path).shape == (24000, 1)
    assert np.abs(read(path, track=1)).max() == pytest.approx(0.25, abs=0.01)
    with pytest.raises(InputError, match="no audio track 3"):
        read(path, track=2)


def test_a_silent_clip_has_no_sound_to_read(tmp_path):
    with pytest.raises(InputError, match="no sound"):
        read(make_video(tmp_path / "clip.mp4", frames=3))


def test_memory_does_not_grow_with_the_sound(tmp_path):
    path = make_sound(tmp_path / "long.flac", sine(440, 60.0))
    tracemalloc.start()
    total = sum(len(block) for block in read_blocks(path, rate_hz=22050))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == 60 * 22050
    assert peak < 3e6  # the whole would be 11.5 MB at 48 kHz


def test_a_cancelled_job_stops(tmp_path):
    path = make_sound(tmp_path / "sound.wav", sine(440, 5.0))
    blocks = read_blocks(path, context=JobContext(cancelled=lambda: True))
    with pytest.raises(CancelledError):
        next(blocks)


def test_a_sound_is_read_whole_up_to_a_limit(tmp_path):
    path = make_sound(tmp_path / "sound.wav", sine(440, 2.0, channels=2))
    sound = read_sound(path, start_s=0.5, rate_hz=24000)
    assert (sound.samples.shape, sound.rate_hz, sound.duration_s) == ((36000, 2), 24000, 1.5)
    assert read_sound(path, mono=True).samples.shape == (96000, 1)
    with pytest.raises(InputError, match=r"sound\.wav is 2 s long, more than the 1 s"):
        read_sound(path, limit_s=1.0)
    assert read_sound(path, limit_s=1.0, end_s=1.0).duration_s == 1.0
    with pytest.raises(UsageError, match="empty"):
        read_sound(path, start_s=1.0, end_s=1.0)


def test_read_mono_gives_one_channel_at_the_rate_of_the_mel(tmp_path):
    path = make_sound(tmp_path / "sound.wav", sine(440, 2.0, channels=2))
    assert read_mono(path).shape == (44100,)
    assert read_mono(path, start_s=0.5, end_s=1.0).shape == (11025,)


@pytest.mark.parametrize(
    "rates_hz", [(44100, 22050), (22050, 48000), (48000, 44100), (16000, 16000)]
)
@pytest.mark.parametrize("sizes", [[1], [1, 2, 3], [1000, 1, 0, 5000], [70000]])
def test_a_resampler_gives_as_much_as_went_in(rates_hz, sizes):
    old, new = rates_hz
    resampler = Resampler(2, old, new)
    tone = sine(200, sum(sizes) / old, rate_hz=old, channels=2)
    blocks = np.split(tone, np.cumsum(sizes)[:-1])
    given = [resampler.push(block) for block in blocks]
    given.append(resampler.flush())
    found = np.concatenate(given)
    assert found.shape == (round(sum(sizes) * new / old), 2)
    if sum(sizes) > 1000:
        wanted = sine(200, len(found) / new, rate_hz=new, channels=2)
        assert np.abs(found[100:-100] - wanted[100:-100]).max() < 1e-3


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_a_written_sound_reads_back(tmp_path, suffix):
    sound = clicks([0.1], 0.5, channels=2)
    path = tmp_path / f"видео 日本 ü{suffix}"
    write_wav(path, np.split(sound, 4), 48000)
    samples, rate_hz = soundfile.read(path, dtype="float32")
    assert rate_hz == 48000
    assert np.abs(samples - sound).max() < 2**-22
    assert np.abs(read(path) - sound).max() < 2**-22
    write_wav(path, [sound[:, 0]], 44100, overwrite=True)
    assert soundfile.info(path).channels == 1


def test_a_written_sound_clips_instead_of_wrapping(tmp_path):
    write_wav(tmp_path / "loud.wav", [np.array([0.5, 2.0, -2.0], np.float32)], 48000)
    samples, _ = soundfile.read(tmp_path / "loud.wav")
    assert np.allclose(samples, [0.5, 1.0, -1.0], atol=1e-6)


def test_a_sound_that_is_there_stays_unless_it_may_go(tmp_path):
    path = tmp_path / "sound.wav"
    write_wav(path, [np.zeros(10, np.float32)], 48000)
    before = path.read_bytes()
    with pytest.raises(OutputExistsError):
        write_wav(path, [np.ones(10, np.float32)], 48000)
    assert path.read_bytes() == before


def test_no_part_of_a_sound_is_left_when_writing_fails(tmp_path):
    def failing():
        yield np.zeros(10, np.float32)
        raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        write_wav(tmp_path / "sound.wav", failing(), 48000)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(TargetError, match="no folder"):
        write_wav(tmp_path / "missing" / "sound.wav", [], 48000)
    with pytest.raises(UsageError, match="suffix"):
        write_wav(tmp_path / "sound.mp3", [], 48000)


def test_channels_in_opposite_phase_do_not_cancel_out(tmp_path):
    wave = sine(500, 1.0)
    path = make_sound(tmp_path / "sound.wav", np.stack([wave, -wave], axis=1))
    wanted = read_mono(make_sound(tmp_path / "mono.wav", wave))
    np.testing.assert_allclose(read_mono(path), wanted, atol=1e-4)
