from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from engine.evaluation.listening.material import Example
from engine.evaluation.listening.plan import Trial, draw_trials, ordered


def examples(*, clips: int, systems: tuple[str, ...] = ("truth", "a", "b"), group: str = "dog"):
    return [
        Example(
            system=system,
            is_truth=system == "truth",
            clip=f"{group}{clip}",
            group=group,
            scales=("realism", "alignment"),
            sound=Path(f"{system}{clip}.wav"),
            picture=Path(f"{clip}.mp4"),
        )
        for system in systems
        for clip in range(clips)
    ]


def pairs(*, videos: int, references: int):
    return [
        Example(
            system="a",
            is_truth=False,
            clip=f"v{video}",
            group="dog",
            scales=("timbre",),
            sound=Path(f"{video}-{reference}.wav"),
            target=Path(f"r{reference}.wav"),
        )
        for video in range(videos)
        for reference in range(references)
    ]


def trials(count: int, *, clips: int, scale: str = "realism", kind: str = "sample"):
    return [
        Trial(
            id=f"{number:016x}",
            scale=scale,
            kind=kind,
            media=f"{number:016x}.flac",
            clip="" if kind == "check" else f"c{number % clips}",
            beeps=3 if kind == "check" else None,
        )
        for number in range(count)
    ]


def samples(draws):
    return [draw for draw in draws if draw.kind == "sample"]


def test_every_system_is_judged_on_the_same_clips_of_each_class():
    both = examples(clips=12) + examples(clips=4, group="gun")
    draws = samples(draw_trials(both, ["realism"], 10, seed=1))
    counts = Counter((draw.subject.group, draw.subject.system) for draw in draws)
    assert counts == {
        ("dog", "truth"): 10, ("dog", "a"): 10, ("dog", "b"): 10,
        ("gun", "truth"): 4, ("gun", "a"): 4, ("gun", "b"): 4,
    }  # fmt: skip
    clips = {name: {d.subject.clip for d in draws if d.subject.system == name} for name in "ab"}
    assert clips["a"] == clips["b"]


def test_timbre_is_judged_on_the_papers_five_references_with_three_videos():
    draws = samples(draw_trials(pairs(videos=3, references=6), ["timbre"], 10, seed=0))
    assert len(draws) == 15
    assert len({draw.subject.sound for draw in draws}) == 15


def test_each_scale_has_practice_and_a_check_for_every_fifteen_samples():
    draws = draw_trials(examples(clips=10), ["realism", "alignment"], 10, seed=0)
    for scale in ("realism", "alignment"):
        kinds = Counter(draw.kind for draw in draws if draw.scale == scale)
        assert kinds == {"practice": 1, "sample": 30, "check": 2}


def test_practice_does_not_give_away_a_sample_while_others_are_left():
    draws = draw_trials(examples(clips=10), ["realism"], 3, seed=0)
    practice = next(draw for draw in draws if draw.kind == "practice")
    assert practice.subject not in [draw.subject for draw in samples(draws)]


def test_another_seed_draws_other_clips():
    drawn = [
        {
            draw.subject.clip
            for draw in samples(draw_trials(examples(clips=30), ["realism"], 5, seed=n))
        }
        for n in (1, 2, 1)
    ]
    assert drawn[0] == drawn[2] != drawn[1]


def test_scales_follow_each_other_and_each_begins_with_practice():
    mixed = [
        *trials(3, clips=3),
        *trials(3, clips=3, scale="alignment"),
        *trials(1, clips=1, kind="practice", scale="alignment"),
        *trials(1, clips=1, kind="practice"),
    ]
    line = ordered(mixed, "Ann", 0)
    assert [trial.scale for trial in line] == ["realism"] * 4 + ["alignment"] * 4
    assert [n for n, trial in enumerate(line) if trial.kind == "practice"] == [0, 4]


def test_the_order_is_shuffled_for_each_listener_and_stays_the_same_for_each():
    some = trials(20, clips=20)
    assert ordered(some, "Ann", 0) == ordered(some, "Ann", 0)
    assert ordered(some, "Ann", 0) != ordered(some, "Bob", 0)
    assert sorted(t.id for t in ordered(some, "Ann", 0)) == [t.id for t in some]


@pytest.mark.parametrize("listener", ["Ann", "Bob", "Cid", "Dan"])
def test_sounds_of_one_clip_follow_each_other_only_where_no_other_is_left(listener):
    clips = [trial.clip for trial in ordered(trials(30, clips=6), listener, 3)]
    for place, (clip, following) in enumerate(pairwise(clips)):
        assert clip != following or set(clips[place:]) == {clip}


def test_a_check_never_comes_first():
    for name in ("Ann", "Bob", "Cid", "Dan", "Eve"):
        line = ordered([*trials(2, clips=2), *trials(3, clips=1, kind="check")], name, 0)
        assert line[0].kind == "sample"
