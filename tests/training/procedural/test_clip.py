import itertools
from functools import cache

import numpy as np
import pytest

from engine.errors import CancelledError
from engine.progress import JobContext
from training.procedural import clip as clip_module
from training.procedural.clip import FAMILIES, SAMPLES, ProceduralClip, make_clip
from training.procedural.film import Shot
from training.procedural.scene import Blow, Order

pytestmark = [
    pytest.mark.usefixtures("drawing"),
    pytest.mark.slow,
    pytest.mark.timeout(300),
]

SIZE = (64, 48)


@cache
def whole_clip(family: str) -> ProceduralClip:
    return make_clip(3, size=SIZE, family=family)


def test_there_are_at_least_ten_families() -> None:
    assert len(FAMILIES) >= 10


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_makes_whole_clips(family: str) -> None:
    clip = whole_clip(family)
    assert clip.frames.shape == (215, 48, 64, 3)
    assert clip.frames.dtype == np.uint8
    assert clip.frames.std() > 1
    assert clip.sounds.wave.shape == clip.sounds.ambience.shape == (SAMPLES,)
    assert np.all(np.isfinite(clip.sounds.wave))
    assert np.abs(clip.sounds.wave).max() <= 1
    assert all(0 <= event.time_s < 10 and event.strength > 0 for event in clip.events)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_blows_that_its_camera_sees(family: str) -> None:
    blows, seen = 0, 0
    for seed in range(8):
        scene = FAMILIES[family](Order(np.random.default_rng(seed), SIZE, 6.0))
        assert all(len(marks) == len(scene.blows) for marks in scene.seen)
        blows += len(scene.blows)
        seen += sum(scene.seen[0])
    assert blows >= 8
    assert seen >= 0.5 * blows


@pytest.mark.parametrize("family", ["drum", "cutouts", "gun"])
def test_one_seed_makes_one_clip(family: str) -> None:
    first = whole_clip(family)
    second, other = (make_clip(seed, size=SIZE, family=family) for seed in (3, 4))
    np.testing.assert_array_equal(first.frames, second.frames)
    np.testing.assert_array_equal(first.sounds.wave, second.sounds.wave)
    assert first.events == second.events
    assert not np.array_equal(first.sounds.wave, other.sounds.wave)


def edges(scene, times_s: np.ndarray) -> np.ndarray:
    """How far what moves reaches down, up, right and left at each time: (times, 4) pixels."""
    with scene:
        still = np.median([scene.draw(t, 0).astype(int) for t in np.linspace(0, 6, 25)], axis=0)
        moved = [np.abs(scene.draw(t, 0) - still).sum(2) > 60 for t in times_s]
    reached = []
    for mask in moved:
        if not mask.any():  # of the colour of what is behind it
            return np.zeros((len(times_s), 4))
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        reached.append([rows.max(), -rows.min(), columns.max(), -columns.min()])
    return np.array(reached)


def lonely(blows, gap_s: float) -> list[Blow]:
    before = (Blow(-9, 0), *blows)
    after = (*blows[1:], Blow(99, 0))
    return [
        blow
        for last, blow, following in zip(before, blows, after, strict=False)
        if blow.time_s - last.time_s > gap_s and following.time_s - blow.time_s > gap_s
    ]


def turns_round(scene, time_s: float) -> bool:
    reached = edges(scene, time_s + np.arange(-5, 6) * 0.025)
    return any(4 <= int(np.argmax(reach)) <= 6 for reach in reached.T)


def test_a_shape_turns_round_in_the_picture_when_it_is_said_to_strike() -> None:
    true, shifted = [], []
    for seed in range(30):
        scene = FAMILIES["cutouts"](Order(np.random.default_rng(seed), (128, 96), 6.0))
        for blow in lonely(scene.blows, 0.35)[:1]:
            if 0.4 < blow.time_s < 5.6:
                true.append(turns_round(scene, blow.time_s))
                shifted.append(turns_round(scene, blow.time_s - 0.18))
    assert len(true) >= 8
    assert np.mean(true) > 0.65  # other shapes may reach further and hide it
    assert np.mean(shifted) < 0.4


def test_light_is_brightest_at_a_burst() -> None:
    scene = FAMILIES["lights"](Order(np.random.default_rng(2), SIZE, 10.0))
    blow = scene.blows[0]
    times_s = blow.time_s + np.arange(-5, 4) / 21.5
    with scene:
        levels = [scene.draw(time_s, 0).mean() for time_s in times_s]
    assert times_s[int(np.argmax(levels))] == pytest.approx(blow.time_s, abs=0.05)


def test_the_picture_of_a_hammer_moves_fastest_just_before_its_blow() -> None:
    early, late = [], []
    for seed in range(6):
        scene = FAMILIES["hammer"](Order(np.random.default_rng(seed), (128, 96), 10.5))
        seen = [blow for blow, mark in zip(scene.blows, scene.seen[0], strict=True) if mark]
        with scene:
            for blow in seen[:4]:
                times_s = blow.time_s + np.array([-0.06, -0.02, 0.02, 0.06])
                pictures = [scene.draw(time_s, 0).astype(int) for time_s in times_s]
                early.append(np.abs(pictures[1] - pictures[0]).mean())
                late.append(np.abs(pictures[3] - pictures[2]).mean())
    assert len(early) > 8
    assert np.mean(early) > 1.3 * np.mean(late)


def test_fingers_and_hands_also_move_where_nothing_is_struck() -> None:
    between = []
    for seed in range(24):
        scene = FAMILIES["keys"](Order(np.random.default_rng(seed), (128, 96), 6.0))
        pauses = [
            blow.time_s
            for blow, following in itertools.pairwise((*scene.blows, Blow(6.0, 0)))
            if following.time_s - blow.time_s > 1.2
        ]
        if pauses:
            with scene:
                first, second = (
                    scene.draw(pauses[0] + after_s, 0).astype(int) for after_s in (0.5, 0.8)
                )
            between.append(np.abs(second - first).max())
    assert len(between) >= 4
    assert np.mean(np.array(between) > 20) > 0.85


def fake_family(blows, seen):
    class Fake:
        sound = "struck"
        distance_m = 0.0

        def __init__(self, order: Order) -> None:
            self.blows, self.seen = blows, seen
            self.size = order.size

        def __enter__(self):
            return self

        def __exit__(self, *error: object) -> None:
            pass

        def draw(self, time_s: float, view: int) -> np.ndarray:
            return np.zeros((self.size[1], self.size[0], 3), np.uint8)

    return Fake


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch):
    """Make a clip of a scene with given blows, cut in a given way."""

    def make(blows, shots=None, seen=None):
        shots = shots or [Shot(0.0, 10.0, 0.0, 0)]
        visible = seen or ((True,) * len(blows),)
        monkeypatch.setitem(FAMILIES, "fake", fake_family(tuple(blows), visible))
        monkeypatch.setattr(clip_module, "draw_shots", lambda rng, length_s: list(shots))
        monkeypatch.setattr(clip_module, "_UNRELATED_SHARE", 0.0)
        monkeypatch.setattr(clip_module, "_DISTANT_SHARE", 0.0)
        return make_clip(1, size=SIZE, family="fake")

    return make


def times(events) -> list[float]:
    return [round(event.time_s, 3) for event in events]


def test_a_blow_behind_something_is_heard_and_not_seen(made) -> None:
    clip = made([Blow(1.0, 1.0), Blow(2.0, 1.0)], seen=((True, False),))
    assert times(clip.events) == [1.0]
    assert times(clip.unseen) == [2.0]


def test_a_blow_in_time_that_was_cut_out_is_neither_heard_nor_seen(made) -> None:
    shots = [Shot(0.0, 5.0, 0.0, 0), Shot(5.0, 10.0, 1.5, 0)]
    clip = made([Blow(1.0, 1.0), Blow(6.0, 1.0), Blow(8.0, 1.0)], shots)
    assert times(clip.events) == [1.0, 6.5]
    assert clip.unseen == ()


def test_a_blow_while_the_camera_looks_away_is_only_heard(made) -> None:
    shots = [Shot(0.0, 5.0, 0.0, 0), Shot(5.0, 6.0, 0.0, 0, "away"), Shot(6.0, 10.0, 0.0, 0)]
    clip = made([Blow(1.0, 1.0), Blow(5.5, 1.0), Blow(7.0, 1.0)], shots)
    assert times(clip.events) == [1.0, 7.0]
    assert times(clip.unseen) == [5.5]


def test_the_strongest_blow_has_strength_one_and_weaker_ones_less(made) -> None:
    clip = made([Blow(1.0, 8.0), Blow(2.0, 2.0), Blow(3.0, 0.1)])
    strengths = [event.strength for event in clip.events]
    assert strengths[0] == 1.0
    assert 0.25 < strengths[1] < 0.5
    assert len(strengths) == 2  # nobody hears the last one beside the others


def test_its_sound_begins_at_each_event(made) -> None:
    clip = made([Blow(1.0, 1.0), Blow(4.0, 1.0)])
    loud = np.abs(clip.sounds.wave - clip.sounds.ambience)
    assert len(clip.heard) == 2
    for event in clip.heard:
        start = int(event.time_s * 22050)
        assert loud[start - 400 : start - 2].max() < 0.05 * loud.max()
        assert loud[start : start + 1500].max() > 0.1 * loud.max()


def test_a_clip_without_blows_holds_nothing_but_its_ambience(made) -> None:
    clip = made([])
    np.testing.assert_allclose(clip.sounds.wave, clip.sounds.ambience, atol=1e-7)
    assert clip.events == clip.unseen == ()


def test_a_cancelled_clip_ends_at_once() -> None:
    with pytest.raises(CancelledError):
        make_clip(0, size=SIZE, family="lights", context=JobContext(cancelled=lambda: True))
