import numpy as np
import pytest
import soundfile

from engine.dubbing.level import summed, true_peaks
from engine.dubbing.mix.faders import FaderGain
from engine.dubbing.mix.fitting import SoundFormat
from engine.dubbing.mix.summing import Part, dub_stems, faded, mixed, panned
from engine.dubbing.mix.take_sound import open_take_sound
from engine.recipe import Fader, GainPoint

RATE_HZ = 48000
STEREO = SoundFormat(RATE_HZ, 2)


def noise(samples, channels, peak=0.3, seed=0):
    sound = np.random.default_rng(seed).uniform(-peak, peak, (samples, channels))
    return sound.astype(np.float32)


def part(path, sound, start_s=0.0, *, fader=None, rate_hz=RATE_HZ, pan=0.0):
    soundfile.write(path, sound, rate_hz, subtype="FLOAT")
    take = open_take_sound(path, start_s)
    end_s = start_s + take.duration_s
    return Part(take, FaderGain(fader or Fader(), RATE_HZ, start_s, end_s), pan)


def stems_of(parts, end, *, first=0, target=STEREO):
    return np.concatenate(list(dub_stems(parts, target, first, end)), axis=1)


def mix(dubs, original, **levels):
    """Mix stems (sounds, n, c) given in one piece with an original given in two."""
    pieces = None if original is None else iter(np.split(original, [4097]))
    made = mixed(iter([dubs]), pieces, STEREO, len(dubs), **{"dub_db": 0.0, **levels})
    return np.concatenate(list(made), axis=1)


def test_takes_lie_at_their_samples_with_silence_around_them(tmp_path):
    first, second = noise(30000, 2, seed=1), noise(500, 2, seed=2)
    parts = [part(tmp_path / "a.wav", first), part(tmp_path / "b.wav", second, 0.5)]
    stems = stems_of(parts, 50000)
    assert stems.shape == (2, 50000, 2)
    np.testing.assert_array_equal(stems[0, :30000], first)
    np.testing.assert_array_equal(stems[1, 24000:24500], second)
    assert np.count_nonzero(stems[1].any(axis=1)) == 500


def test_a_part_of_the_clip_is_cut_out_to_the_sample(tmp_path):
    sound = noise(30000, 2)
    parts = [part(tmp_path / "a.wav", sound, 0.1)]
    np.testing.assert_array_equal(
        stems_of(parts, 25000, first=20000)[0], sound[20000 - 4800 : 25000 - 4800]
    )


def test_a_take_of_another_rate_keeps_its_place(tmp_path):
    click = np.zeros((22050, 1), np.float32)
    click[11025] = 0.5
    stems = stems_of([part(tmp_path / "a.wav", click, 0.25, rate_hz=22050)], 96000)
    assert np.abs(stems[0, :, 0]).argmax() == 24000 + 12000


def test_fades_and_envelope_lie_on_the_clips_clock(tmp_path):
    ones = np.full((2 * RATE_HZ, 2), 0.5, np.float32)  # more than a block
    fader = Fader(fade_in_s=0.1, envelope=(GainPoint(1.0, 0.0), GainPoint(2.25, -20.0)))
    stem = stems_of([part(tmp_path / "a.wav", ones, 0.5, fader=fader)], 3 * RATE_HZ)[0, :, 0]
    at_s = np.array([0.5, 0.55, 0.7, 1.625, 2.4])
    found = stem[np.round(at_s * RATE_HZ).astype(int)] / 0.5
    np.testing.assert_allclose(found, [0.0, 0.5, 1.0, 10**-0.5, 0.1], atol=1e-3)


def test_a_mix_that_is_not_too_loud_is_the_plain_sum():
    dubs, own = np.stack([noise(9000, 2, 0.1, k) for k in range(2)]), noise(9000, 2, 0.2, 9)
    made = mix(dubs, own, keeps_original=True)
    np.testing.assert_array_equal(made[:2], dubs)
    np.testing.assert_array_equal(made[2], own)


def test_the_original_passes_untouched_where_no_take_sounds():
    own = noise(RATE_HZ, 2, 0.99)
    made = mix(np.zeros((1, RATE_HZ, 2), np.float32), own, keeps_original=True)
    np.testing.assert_array_equal(summed(made), own)


def test_a_mix_that_keeps_the_original_never_clips():
    dubs, own = noise(RATE_HZ, 2, 0.9, 1)[np.newaxis], noise(RATE_HZ, 2, 0.9, 2)
    made = summed(mix(dubs, own, keeps_original=True))
    assert np.abs(dubs[0] + own).max() > 1.2
    assert np.abs(made).max() <= 1.0


@pytest.mark.parametrize("has_original", [True, False])
def test_otherwise_the_true_peak_of_the_sum_stays_below_its_ceiling(has_original):
    dubs = np.stack([noise(RATE_HZ, 2, 0.7, k) for k in range(3)])
    own = noise(RATE_HZ, 2, 0.9, 9) if has_original else None
    made = summed(mix(dubs, own, mix_db=3.0))
    assert 20 * np.log10(true_peaks(made).max()) <= -1.0


def test_the_stems_of_a_limited_mix_add_up_to_it():
    dubs = np.stack([noise(RATE_HZ, 2, 0.7, k) for k in range(3)])
    made = mix(dubs, None)
    assert made.shape == dubs.shape
    ratios = made[:, 1000:-1000] / dubs[:, 1000:-1000]
    np.testing.assert_allclose(ratios[0], ratios[2], rtol=1e-4)
    assert ratios.min() < 0.8  # it was limited


def test_the_original_at_its_fader_is_faded_and_panned():
    own = np.full((RATE_HZ, 6), 0.5, np.float32)
    gain = FaderGain(Fader(fade_in_s=0.1), RATE_HZ, 0.0, 1.0)
    (made,) = panned(faded([own], gain, 0), -1.0)
    assert made[0].max() == 0.0
    np.testing.assert_allclose(made[-1], [1.0, 0.0, 0.5, 0.5, 0.5, 0.5], atol=1e-6)
    assert (own == 0.5).all()
