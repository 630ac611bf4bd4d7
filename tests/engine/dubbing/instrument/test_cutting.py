import numpy as np
import pytest

from engine.dubbing.instrument.cutting import Grain, at_most_stereo, cut_grains
from engine.errors import InputError
from engine.events.sound import find_events
from engine.media.audio import Sound
from engine.mel.contract import MEL

RATE_HZ = 48000


def _knock(peak: float = 0.8, decay_s: float = 0.03, hz: float = 900.0) -> np.ndarray:
    """A tone that is there from its first sample and decays by 60 dB in seven times `decay_s`."""
    time_s = np.arange(round(7 * decay_s * RATE_HZ)) / RATE_HZ
    wave = peak * np.cos(2 * np.pi * hz * time_s) * np.exp(-time_s / decay_s)
    return wave.astype(np.float32)


def _row(parts: dict[float, np.ndarray], seconds: float, noise: float = 0.0) -> Sound:
    wave = np.random.default_rng(0).normal(0, noise, round(seconds * RATE_HZ)).astype(np.float32)
    for start_s, part in parts.items():
        start = round(start_s * RATE_HZ)
        wave[start : start + len(part)] += part[: len(wave) - start]
    return Sound(wave[:, np.newaxis], RATE_HZ)


def _attack_level(grain: Grain) -> float:
    """How far the wave has come at the sample that is called the attack."""
    return float(np.abs(grain.samples[grain.attack]).max() / grain.peak)


def test_each_event_of_the_reference_becomes_a_grain_with_its_attack_to_the_sample():
    knocks = {0.2: _knock(0.8), 0.7: _knock(0.4), 1.4: _knock(0.6)}
    grains = cut_grains(_row(knocks, 2.0))
    assert [grain.peak for grain in grains] == pytest.approx([0.8, 0.4, 0.6], rel=0.01)
    for grain in grains:
        assert _attack_level(grain) == pytest.approx(1.0, abs=0.01)  # of a knock's first sample
        assert not np.abs(grain.samples[: grain.attack]).any()


@pytest.mark.parametrize("noise", [0.0, 0.003])
def test_a_grain_ends_where_it_has_decayed(noise: float):
    (grain,) = cut_grains(_row({0.1: _knock()}, 2.0, noise))
    assert 0.12 < (len(grain.samples) - grain.attack) / RATE_HZ < 0.3


def test_a_grain_ends_before_the_next_event():
    ringing = {0.2: _knock(0.8, 0.5), 0.8: _knock(2.0, 0.5)}
    first, second = cut_grains(_row(ringing, 3.0))
    assert (len(first.samples) - first.attack) / RATE_HZ == pytest.approx(0.595, abs=0.002)
    assert np.abs(first.samples[-1]) < 1e-3
    assert len(second.samples) > RATE_HZ


@pytest.mark.parametrize(("pace_s", "count"), [(0.4, 3), (0.2, 1)])
def test_barks_in_each_others_echo_are_grains_and_the_notes_of_a_trill_are_one(pace_s, count):
    """Each rises by 10 to 12 dB above the decay of the last."""
    times_s = (0.2, 0.2 + pace_s, 0.2 + 2 * pace_s)
    assert len(cut_grains(_row(dict.fromkeys(times_s, _knock(0.8, 0.9 * pace_s)), 4.0))) == count


@pytest.mark.parametrize(("pace_s", "count"), [(0.04, 1), (0.09, 1), (0.15, 8)])
def test_pulses_closer_than_blows_of_a_hand_are_one_sound(pace_s: float, count: int):
    """A growl, shots of a machine gun, and keys; each falls silent before the next."""
    pulses = {0.2 + number * pace_s: _knock(0.8, 0.005) for number in range(8)}
    assert len(cut_grains(_row(pulses, 2.0))) == count


def test_barks_that_begin_softly_soon_after_each_other_are_grains():
    """What comes up before a bark is no pulse: it does not fall again."""
    growl = _knock(0.2, 100.0)[: RATE_HZ // 25] * np.linspace(0, 1, RATE_HZ // 25)
    bark = np.concatenate([growl, _knock(0.8, 0.285)[: round(0.31 * RATE_HZ)]]).astype(np.float32)
    assert len(cut_grains(_row(dict.fromkeys((0.2, 0.6, 1.0), bark), 2.0))) == 3


def test_a_thud_starts_with_the_click_before_it():
    click, gap = np.full(RATE_HZ // 2000, 0.8), np.zeros(round(0.0012 * RATE_HZ))
    thud = np.concatenate([click, gap, _knock(0.8, 0.14)]).astype(np.float32)
    grains = cut_grains(_row({0.2: thud, 0.6: thud, 1.0: thud}, 2.5))
    starts_s = [(grain.start + grain.attack) / RATE_HZ for grain in grains]
    assert starts_s == pytest.approx([0.2, 0.6, 1.0], abs=0.0005)


def test_honks_that_come_up_pulse_by_pulse_out_of_each_other_are_one_sound():
    """Unlike the click of a thud, the first pulse of each stands out of nothing."""
    pulse = np.sin(np.pi * np.linspace(0, 1, round(0.0018 * RATE_HZ)))
    pulse *= np.sign(np.cos(3 * np.pi * np.linspace(0, 1, len(pulse))))
    honk = [0.9] * 60 + list(np.geomspace(0.9, 0.2, 20))
    levels = honk + ([0.2] * 60 + [0.24, 0.24, 0.35] + honk) * 3
    pulses = {0.2 + 0.003 * number: level * pulse for number, level in enumerate(levels)}
    assert len(cut_grains(_row(pulses, 3.0))) == 1


def test_what_is_heard_before_the_first_step_is_no_pulse_of_it():
    """A soft thump in which hardly a band rises, 45 ms before a sole that slides over the floor."""
    thump_s, sole_s = (np.arange(round(s * RATE_HZ)) / RATE_HZ for s in (0.015, 0.3))
    thump = 0.25 * np.sin(2 * np.pi * 200 * thump_s) * np.hanning(len(thump_s))
    noise = np.random.default_rng(0).uniform(-0.8, 0.8, len(sole_s))
    sole = noise * np.minimum(1, sole_s / 0.004) * np.exp(-sole_s / 0.08)
    (grain,) = cut_grains(_row({0.3: thump, 0.345: sole}, 1.2))
    assert grain.start / RATE_HZ == pytest.approx(0.341, abs=0.002)


def test_what_crackles_on_more_softly_after_a_pop_is_part_of_it():
    """It rises by 10 to 12 dB above the decay, to 5 dB below the pop."""
    assert len(cut_grains(_row({0.2: _knock(0.8, 0.25), 0.6: _knock(0.4, 0.3)}, 3.0))) == 1


def test_a_reference_cut_tightly_is_one_grain():
    (grain,) = cut_grains(Sound(_knock()[:, np.newaxis], RATE_HZ))
    assert grain.attack == 0
    assert grain.samples[0] == pytest.approx(0.8)


def test_a_short_even_sound_is_one_grain():
    beep = _row({0.05: _knock(0.5, 100.0)[: RATE_HZ // 4]}, 0.4)
    (grain,) = cut_grains(beep)
    assert (len(grain.samples) - grain.attack) / RATE_HZ == pytest.approx(0.25, abs=0.05)


def test_a_sound_without_an_attack_is_one_grain_from_where_it_has_come_up():
    time_s = np.arange(2 * RATE_HZ) / RATE_HZ
    swell = np.sin(np.pi * time_s / 2) ** 2 * np.sin(2 * np.pi * 300 * time_s)
    (grain,) = cut_grains(Sound(swell.astype(np.float32)[:, np.newaxis], RATE_HZ))
    assert grain.peak == pytest.approx(1.0, abs=0.01)
    assert _attack_level(grain) == pytest.approx(0.25, abs=0.02)


@pytest.mark.parametrize("scrape_s", [0.007, 0.08])
def test_a_step_that_scrapes_before_it_lands_falls_on_the_event_where_it_lands(scrape_s: float):
    scrape = np.random.default_rng(0).normal(0, 0.02, round(scrape_s * RATE_HZ))
    step = np.concatenate([scrape.astype(np.float32), _knock(0.8)])
    (grain,) = cut_grains(_row({0.3: step}, 1.0))
    assert _attack_level(grain) == pytest.approx(1.0, abs=0.1)
    landed_s = (grain.start + grain.attack) / RATE_HZ
    assert landed_s == pytest.approx(0.3 + scrape_s, abs=0.002)


@pytest.mark.parametrize("scrape_s", [0.005, 0.03, 0.07])
def test_what_leads_up_to_an_attack_is_not_heard_as_the_attack(scrape_s: float):
    """Out of a noise that goes on for a while, or from its beginning."""
    rate_hz = MEL.sample_rate_hz
    time_s = np.arange(rate_hz // 4) / rate_hz
    knock = 0.8 * np.cos(2 * np.pi * 900 * time_s) * np.exp(-time_s / 0.05)
    scrape = np.random.default_rng(0).normal(0, 0.06, round(scrape_s * rate_hz))
    wave = np.concatenate([np.zeros(rate_hz // 5), scrape, knock, np.zeros(rate_hz)])
    (grain,) = cut_grains(Sound(wave.astype(np.float32)[:, np.newaxis], rate_hz))
    before = np.zeros(rate_hz // 2 - grain.attack, np.float32)
    (event,) = find_events(np.concatenate([before, grain.samples[:, 0]]))
    assert event.time_s == pytest.approx(0.5, abs=0.003)


def test_what_leads_up_to_a_loud_sound_is_faded_in_before_the_event():
    """A soft click, from which a honk comes up within 0.8 s."""
    time_s = np.arange(round(1.2 * RATE_HZ)) / RATE_HZ
    honk = 0.8 * np.minimum(1.0, time_s / 0.8) * np.sin(2 * np.pi * 500 * time_s)
    honk[: RATE_HZ // 10] += _knock(0.06)[0] * np.exp(-time_s[: RATE_HZ // 10] / 0.01)
    (grain,) = cut_grains(_row({0.2: honk.astype(np.float32)}, 1.4))
    assert _attack_level(grain) == pytest.approx(0.25, abs=0.03)
    assert (grain.start + grain.attack) / RATE_HZ == pytest.approx(0.4, abs=0.02)
    assert grain.attack / RATE_HZ == pytest.approx(0.05, abs=0.002)
    assert np.abs(grain.samples[: RATE_HZ // 500]).max() < 0.05


def test_the_syllables_of_a_roar_stay_together():
    time_s = np.arange(2 * RATE_HZ) / RATE_HZ
    syllables = 0.9 + 0.1 * np.sign(np.sin(2 * np.pi * 4 * time_s))
    fade = np.minimum(1.0, (2 - time_s) / 1.5)
    noise = np.random.default_rng(1).normal(0, 0.1, len(time_s))
    roar = (noise * syllables * fade).astype(np.float32)
    assert len(cut_grains(_row({0.1: roar}, 2.3))) == 1


def test_a_loud_sound_that_comes_up_slowly_before_an_onset_is_not_lost():
    time_s = np.arange(RATE_HZ) / RATE_HZ
    moo = (0.5 * np.minimum(1.0, time_s / 0.5) * np.sin(2 * np.pi * 200 * time_s)).astype(
        np.float32
    )
    moo *= np.minimum(1.0, (1.0 - time_s) / 0.1).astype(np.float32)
    first, second = cut_grains(_row({0.1: moo, 1.5: _knock(0.8)}, 2.0))
    assert first.peak == pytest.approx(0.5, abs=0.01)
    assert (first.start + first.attack) / RATE_HZ == pytest.approx(0.225, abs=0.01)  # a quarter up
    assert len(first.samples) > 0.8 * RATE_HZ
    assert second.peak == pytest.approx(0.8, rel=0.01)


def test_a_rustle_far_below_the_strongest_is_no_grain():
    grains = cut_grains(_row({0.2: _knock(0.8), 0.7: _knock(0.03), 1.2: _knock(0.7)}, 2.0))
    assert len(grains) == 2


def test_a_steady_sound_becomes_swells_of_its_whole_length():
    rain = _row({}, 3.0, noise=0.1)
    grains = cut_grains(rain)
    assert len(grains) > 3
    for grain in grains:
        assert grain.attack / RATE_HZ < 0.005
        assert np.abs(grain.samples[-1]) < 0.01
    assert not np.array_equal(grains[0].samples, grains[1].samples)


@pytest.mark.parametrize("pause_s", [0.1, 0.3, 0.5, 1.0, 3.0])
@pytest.mark.parametrize("hiss", [0.0, 0.002, 0.01])
def test_silence_around_a_steady_sound_is_no_swell(pause_s: float, hiss: float):
    rain = _row({}, 3.0, noise=0.1).samples
    pause = _row({}, pause_s, noise=hiss).samples
    grains = cut_grains(Sound(np.concatenate([pause, rain, pause]), RATE_HZ))
    for grain in grains:
        start = grain.samples[grain.attack : grain.attack + 2400]
        assert np.abs(start).max() > 0.5 * grain.peak
    if hiss < 0.01 and pause_s < 0.5:
        assert len(grains) == len(cut_grains(Sound(rain, RATE_HZ)))


@pytest.mark.parametrize(("channels", "kept"), [(1, 1), (2, 2), (3, 2), (6, 2), (8, 2)])
def test_a_grain_has_one_or_two_channels(channels: int, kept: int):
    samples = np.zeros((RATE_HZ, channels), np.float32)
    samples[1000 : 1000 + len(_knock()), -1] = _knock()
    (grain,) = cut_grains(Sound(samples, RATE_HZ))
    assert grain.samples.shape[1] == kept
    assert grain.peak == pytest.approx(0.8 if channels <= 2 else 0.8 * 0.5**0.5, rel=0.01)


def test_channels_in_opposite_phase_are_cut_at_the_same_places():
    wave = _row({0.2: _knock(0.8), 0.7: _knock(0.4), 1.4: _knock(0.6)}, 2.0).samples
    grains = cut_grains(Sound(np.concatenate([wave, -wave], axis=1), RATE_HZ))
    assert [grain.peak for grain in grains] == pytest.approx([0.8, 0.4, 0.6], rel=0.01)


@pytest.mark.parametrize("samples", [0, RATE_HZ])
def test_a_silent_reference_is_refused(samples: int):
    with pytest.raises(InputError, match="silent") as refusal:
        cut_grains(Sound(np.zeros((samples, 2), np.float32), RATE_HZ))
    assert refusal.value.hint


@pytest.mark.parametrize("samples", [1, 2, 100])
def test_the_shortest_references_are_one_grain(samples: int):
    (grain,) = cut_grains(Sound(np.full((samples, 1), 0.5, np.float32), RATE_HZ))
    assert grain.peak == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("rate_hz", [8000, 22050, 192000])
def test_any_rate_will_do(rate_hz: int):
    wave = np.zeros((rate_hz, 1), np.float32)
    tone = np.exp(-np.arange(rate_hz // 5) / (rate_hz * 0.03))
    wave[rate_hz // 4 : rate_hz // 4 + len(tone), 0] = tone * (-1) ** np.arange(len(tone))
    (grain,) = cut_grains(Sound(wave, rate_hz))
    assert _attack_level(grain) == pytest.approx(1.0, abs=0.01)


def test_a_blow_that_begins_loud_falls_on_the_event_where_it_begins():
    begin = np.random.default_rng(0).normal(0, 0.07, round(0.08 * RATE_HZ)).astype(np.float32)
    begin[:96] += 0.1  # at once
    (grain,) = cut_grains(_row({0.3: np.concatenate([begin, _knock(0.4)])}, 1.0))
    assert grain.attack / RATE_HZ == pytest.approx(0.005, abs=0.002)


def test_a_sound_in_the_low_frequency_channel_alone_is_heard():
    samples = np.zeros((100, 6), np.float32)
    samples[50, 3] = 0.5
    assert at_most_stereo(samples).max() > 0.3
    samples[50, 2] = 0.5
    np.testing.assert_allclose(at_most_stereo(samples).max(), 0.5 * 0.5**0.5, rtol=1e-6)
