from collections import Counter

from training.evaluation.plan import draw_plan


def counts(pairs):
    return Counter(pair.plan for pair in pairs)


def test_a_class_as_large_as_the_papers_is_drawn_as_in_the_paper():
    plan = draw_plan(["dog"] * 32 + ["gun"] * 32, seed=0)
    for group, clips in (("dog", range(32)), ("gun", range(32, 64))):
        pairs = [pair for pair in plan.pairs if pair.group == group]
        assert counts(pairs) == {"swapped": 10, "timbre": 15, "original": 10}
        assert {pair.video for pair in pairs} | {pair.reference for pair in pairs} <= set(clips)
        timbre = [pair for pair in pairs if pair.plan == "timbre"]
        assert len({pair.reference for pair in timbre}) == 5
        assert len({pair.video for pair in timbre}) == 3
        assert len(set(timbre)) == 15
        swapped = [pair for pair in pairs if pair.plan == "swapped"]
        assert {pair.video for pair in swapped} == {pair.reference for pair in swapped}
    assert plan.notes == []


def test_a_clip_keeps_its_own_sound_only_where_it_is_rebuilt():
    plan = draw_plan(["dog"] * 3, seed=1)
    assert all((pair.video == pair.reference) == (pair.plan == "original") for pair in plan.pairs)
    assert counts(plan.pairs) == {"swapped": 3, "timbre": 6, "original": 3}
    assert plan.notes == [
        "dog: 3 clips, where the paper draws 10 swapped pairs, 5 references with 3 videos each "
        "and 10 clips with their own sound."
    ]


def test_classes_are_drawn_independently():
    pairs = draw_plan(["dog"] * 12 + ["gun"] * 12, seed=0).pairs
    dogs = [pair.video for pair in pairs if pair.group == "dog"]
    assert dogs != [pair.video - 12 for pair in pairs if pair.group == "gun"]


def test_a_class_with_one_clip_is_only_rebuilt_and_that_is_said():
    plan = draw_plan(["dog", "gun", "gun"], seed=0)
    assert counts(pair for pair in plan.pairs if pair.group == "dog") == {"original": 1}
    assert any(note.startswith("dog: a class with one clip has no other") for note in plan.notes)


def test_small_classes_are_named_in_one_sentence_and_those_of_one_clip_in_another():
    notes = draw_plan(["gun", "dog", "baby", "baby", "cough", "cough"], seed=0).notes
    assert len(notes) == 2
    assert notes[0].startswith("baby: 2 clips, cough: 2 clips, where the paper draws 10 swapped")
    assert notes[1].startswith("dog, gun: a class with one clip")
    assert notes[1].endswith("--across-classes draws from all classes together.")
    alone = draw_plan(["dog"], seed=0, across=True).notes
    assert alone[-1] == "The only clip has no other to be dubbed with, so it is only rebuilt."


def test_the_draw_depends_on_the_seed_and_not_on_other_classes():
    alone = draw_plan(["dog"] * 12, seed=3).pairs
    beside = draw_plan(["dog"] * 12 + ["gun"] * 9, seed=3).pairs
    assert alone == beside[: len(alone)]
    assert alone != draw_plan(["dog"] * 12, seed=4).pairs


def test_pairs_can_be_drawn_over_all_classes():
    labels = ["dog", "gun", "baby", "drum"]
    across = draw_plan(labels, seed=0, across=True)
    assert counts(across.pairs) == {"swapped": 4, "timbre": 9, "original": 4}
    assert counts(draw_plan(labels, seed=0).pairs) == {"original": 4}
