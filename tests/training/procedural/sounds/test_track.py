import numpy as np
import pytest

from engine.events.event import Event
from training.procedural.sounds.modal import make_body
from training.procedural.sounds.room import air_delay_s, make_room, reverberate
from training.procedural.sounds.track import make_sounds, place, sounded

RATE_HZ = 22050
SAMPLES = 10 * RATE_HZ


@pytest.fixture
def wood():
    return make_body("wood", np.random.default_rng(5), RATE_HZ)


def first_sound_s(wave: np.ndarray) -> float:
    return float(np.argmax(np.abs(wave) > 0.2 * np.abs(wave).max())) / RATE_HZ


def sounds_of(wood, events, seed=0, delay_s=0.0, strange=(), unseen=()):
    rng = np.random.default_rng(seed)
    return make_sounds(rng, wood, wood, events, unseen, strange, SAMPLES, delay_s=delay_s)


def placed(wood, events, delay_s=0.0):
    return place(sounded(np.random.default_rng(0), wood, events, delay_s=delay_s), SAMPLES)


def test_a_hit_begins_at_its_event_plus_the_way_through_the_air(wood) -> None:
    delay_s = air_delay_s(34.3)
    assert delay_s == pytest.approx(0.1)
    wave = placed(wood, [Event(2.0, 1.0)], delay_s)
    assert not wave[: int(2.1 * RATE_HZ) - 1].any()
    assert first_sound_s(wave) == pytest.approx(2.1, abs=0.003)


def test_a_stronger_event_is_louder_in_proportion(wood) -> None:
    events = [Event(1.0, 0.25), Event(5.0, 1.0)]
    wave = np.abs(placed(wood, events))
    ratio = wave[RATE_HZ : 2 * RATE_HZ].max() / wave[5 * RATE_HZ :].max()
    assert 0.1 < ratio < 0.4


def test_a_clip_without_events_holds_nothing_but_its_ambience(wood) -> None:
    for seed in range(8):
        sounds = sounds_of(wood, [], seed)
        np.testing.assert_allclose(sounds.wave, sounds.ambience, atol=1e-7)


def test_sound_without_ambience_is_silent_before_its_first_event(wood) -> None:
    for seed in range(8):
        sounds = sounds_of(wood, [Event(4.0, 1.0)], seed)
        difference = np.abs(sounds.wave - sounds.ambience)[: int(3.99 * RATE_HZ)]
        assert difference.max() < 1e-4
        assert np.abs(sounds.wave).max() <= 0.99 + 1e-6


def test_the_reference_is_the_same_thing_at_other_times(wood) -> None:
    sounds = sounds_of(wood, [Event(4.0, 1.0)])
    assert np.abs(sounds.reference).max() > 0.1
    assert sounds.reference.size < SAMPLES


def test_the_foreground_is_what_is_seen_and_nothing_else(wood) -> None:
    for seed in range(8):
        seen, elsewhere = [Event(4.0, 1.0)], [Event(1.0, 0.5)]
        alone = sounds_of(wood, seen, seed)
        np.testing.assert_allclose(alone.foreground, alone.wave - alone.ambience, atol=2e-2)
        mixed = sounds_of(wood, seen, seed, unseen=elsewhere, strange=[Event(2.0, 1.0)])
        assert np.abs(mixed.foreground[: int(3.99 * RATE_HZ)]).max() < 1e-4
        assert np.abs(mixed.foreground).max() > 0.05
        assert np.abs(mixed.wave - mixed.ambience)[RATE_HZ : 2 * RATE_HZ].max() > 0.01


def test_what_comes_from_elsewhere_is_heard_too(wood) -> None:
    quiet, strange = (sounds_of(wood, [], 3, strange=s) for s in ([], [Event(6.0, 1.0)]))
    assert not np.allclose(quiet.wave, strange.wave)


def test_a_room_keeps_the_direct_sound_first_and_dies_away() -> None:
    room = make_room(np.random.default_rng(1), RATE_HZ, decay_s=0.4, wet=0.3, channels=2)
    assert room.shape[1] == 2
    assert np.all(room[0] == 1.0)
    early, late = room[1:4410, 0], room[-2000:, 0]
    assert np.sqrt(np.mean(late**2)) < 0.05 * np.sqrt(np.mean(early**2))
    click = np.zeros(100, np.float32)
    click[0] = 1.0
    np.testing.assert_allclose(reverberate(click, room)[: len(room)], room, atol=1e-6)
