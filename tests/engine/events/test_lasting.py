"""How long sounds of known durations are found to last, and that strikes are none of them."""

import numpy as np
import pytest

from engine.events.candidates import at_sensitivity
from engine.events.lasting import find_lasting
from engine.events.sound import find_candidates, find_events

RATE_HZ = 22050
FRAMES_HZ = RATE_HZ / 256
TIMES_S = (1.0, 6.0)


def faded(wave, fade_s):
    """A wave that rises and falls in straight lines."""
    rise = np.linspace(0.0, 1.0, round(fade_s * RATE_HZ))
    wave[: len(rise)] *= rise
    wave[-len(rise) :] *= rise[::-1]
    return wave


def rush(duration_s):
    """Noise, as of water."""
    chance = np.random.default_rng(1)
    return faded(chance.normal(0, 0.2, round(duration_s * RATE_HZ)), 0.02)


def cry(duration_s):
    """A voice that wavers."""
    time_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    phase = 2 * np.pi * np.cumsum(300 * (1 + 0.1 * np.sin(2 * np.pi * 3 * time_s))) / RATE_HZ
    return faded(0.15 * sum(np.sin(k * phase) / k for k in range(1, 12)), 0.04)


def engine(duration_s):
    """Forty strokes a second."""
    time_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    chance = np.random.default_rng(2)
    strokes = 0.1 * np.sign(np.sin(2 * np.pi * 40 * time_s))
    return faded(strokes + chance.normal(0, 0.05, len(time_s)), 0.1)


def bell(decay_s):
    """Three partials that fall by 60 dB in a time."""
    time_s = np.arange(round(min(3.0, decay_s) * RATE_HZ)) / RATE_HZ
    tone = sum(np.sin(2 * np.pi * each * time_s) for each in (500, 1270, 2330))
    return 0.2 * tone * np.exp(-6.9 * time_s / decay_s)


def scene(sound, times_s=TIMES_S, duration_s=11.0, noise=0.001, seed=0):
    """A sound at some times in a quiet room."""
    wave = np.random.default_rng(seed).normal(0, noise, round(duration_s * RATE_HZ))
    for time_s in times_s:
        start = round(time_s * RATE_HZ)
        wave[start : start + len(sound)] += sound
    return wave.astype(np.float32)


@pytest.mark.parametrize("duration_s", [0.6, 1.0, 2.0, 4.0])
@pytest.mark.parametrize("make", [rush, cry, engine])
@pytest.mark.parametrize("noise", [0.0005, 0.01])
def test_a_sound_that_goes_on_lasts_until_it_is_over(make, duration_s, noise):
    events = find_events(scene(make(duration_s), noise=noise))
    assert [event.time_s for event in events] == pytest.approx(TIMES_S, abs=0.08)
    assert [event.end_s for event in events] == pytest.approx(
        [time_s + duration_s for time_s in TIMES_S], abs=0.05
    )


@pytest.mark.parametrize("decay_s", [0.1, 0.5, 1.0, 2.0, 4.0])
def test_what_is_struck_does_not_last_however_long_it_rings(decay_s):
    events = find_events(scene(bell(decay_s)))
    assert [event.time_s for event in events] == pytest.approx(TIMES_S, abs=0.02)
    assert [event.duration_s for event in events] == [0.0, 0.0]


def test_a_roll_of_strikes_is_no_sound_that_goes_on():
    times_s = np.arange(1.0, 3.0, 0.2)
    events = find_events(scene(bell(0.3), times_s, 4.0))
    assert [event.time_s for event in events] == pytest.approx(times_s, abs=0.02)
    assert {event.duration_s for event in events} == {0.0}


def test_a_break_in_a_voice_is_part_of_it_and_a_pause_is_not():
    broken = cry(1.6)
    broken[round(0.8 * RATE_HZ) : round(0.86 * RATE_HZ)] *= 0.5
    (event,) = find_events(scene(broken, (1.0,), 4.0))
    assert event.duration_s == pytest.approx(1.6, abs=0.06)
    apart = np.concatenate([cry(0.8), np.zeros(round(0.4 * RATE_HZ)), cry(0.8)])
    events = find_events(scene(apart, (1.0,), 4.0))
    assert [event.duration_s for event in events] == pytest.approx([0.8, 0.8], abs=0.06)


def test_a_strike_in_the_middle_of_a_softer_sound_is_an_event_of_its_own():
    wave = scene(0.1 * rush(3.0), (1.0,), 6.0)
    start = round(2.5 * RATE_HZ)
    wave[start : start + len(bell(0.3))] += bell(0.3)
    before, strike = find_events(wave)
    assert (before.time_s, before.end_s) == pytest.approx((1.0, 2.5), abs=0.05)
    assert (strike.time_s, strike.duration_s) == (pytest.approx(2.5, abs=0.02), 0.0)


@pytest.mark.parametrize(
    ("change_db", "attack_s", "is_part"),
    [
        (0.0, 2.5, True),  # goes on as it was
        (2.0, 2.5, True),  # hardly louder
        (6.0, 2.5, False),  # an accent
        (-8.0, 2.5, False),  # after a dip
        (0.0, 1.2, False),  # nothing has lasted yet
    ],
)
def test_an_attack_is_part_of_a_sound_that_goes_on_at_its_level(change_db, attack_s, is_part):
    level_db = np.full(round(6 * FRAMES_HZ), -80.0)
    level_db[round(1 * FRAMES_HZ) : round(4 * FRAMES_HZ)] = -20.0
    attack, reach = round(attack_s * FRAMES_HZ), round(0.1 * FRAMES_HZ)
    changed = slice(attack, attack + reach) if change_db > 0 else slice(attack - reach, attack)
    level_db[changed] += change_db
    powers = np.repeat(10 ** (level_db[None] / 10) / 8, 8, axis=0).astype(np.float32)
    first, second = find_lasting(powers, [1.0, attack_s], [True, True])
    assert second.is_part is is_part
    ends_s = 3.0 if is_part else attack_s - 1.0 if attack_s > 2 else 0.0
    assert first.duration_s == pytest.approx(ends_s, abs=0.03)


def test_an_attack_that_is_hardly_one_ends_no_sound():
    level_db = np.full(round(6 * FRAMES_HZ), -80.0)
    level_db[round(1 * FRAMES_HZ) : round(4 * FRAMES_HZ)] = -20.0
    level_db[round(2.5 * FRAMES_HZ) :][:20] = -29.0
    powers = np.repeat(10 ** (level_db[None] / 10) / 8, 8, axis=0).astype(np.float32)
    first, _ = find_lasting(powers, [1.0, 2.7], [True, False])
    assert first.duration_s == pytest.approx(3.0, abs=0.03)


def test_a_part_of_a_sound_is_an_event_for_a_higher_sensitivity_only():
    time_s = np.arange(4 * RATE_HZ) / RATE_HZ
    chance = np.random.default_rng(3)
    teeth = 0.55 + 0.45 * np.sin(2 * np.pi * 25 * time_s)  # of a saw
    sawn = faded(chance.normal(0, 0.2, len(time_s)) * teeth, 0.05)
    found = find_candidates(scene(sawn, (1.0,), 6.0, noise=0.0005))
    (event,) = at_sensitivity(found)
    assert event.duration_s == pytest.approx(4.0, abs=0.05)
    inside = [each.certainty for each in found if each.event.time_s > 1.5]
    assert 0.3 < max(inside) < 0.5


@pytest.mark.parametrize("make", [rush, cry, lambda _: bell(1.5)])
@pytest.mark.parametrize("duration_s", [0.33, 0.35, 0.37])
def test_noise_does_not_make_one_sound_last_and_its_like_a_strike(make, duration_s):
    times_s = np.arange(1.0, 10.0, 1.5)
    for seed in range(6):
        events = find_events(scene(make(duration_s), times_s, noise=0.004, seed=seed))
        kinds = {event.duration_s > 0 for event in events}
        assert len(kinds) == 1, (seed, [event.duration_s for event in events])
