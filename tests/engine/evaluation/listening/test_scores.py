import csv
import io

import pytest

from engine.evaluation.listening.answers import Answers
from engine.evaluation.listening.plan import Trial
from engine.evaluation.listening.scores import (
    ALL,
    answers_csv,
    counted,
    opinion,
    results,
    results_csv,
)
from engine.evaluation.listening.sitting import Sitting

SITTING = "0123456789abcdef"


def trial(number, system, *, group="dog", kind="sample", truth=False, beeps=None):
    return Trial(
        id=f"{number:016x}",
        scale="realism",
        kind=kind,
        media=f"{number:016x}.flac",
        system=system,
        is_truth=truth,
        clip=f"clip{number}",
        group=group,
        beeps=beeps,
    )


@pytest.fixture
def sitting():
    trials = (
        trial(1, "model"),
        trial(2, "model", group="gun"),
        trial(3, "truth", truth=True),
        trial(4, "model", kind="practice"),
        trial(5, "", group="", kind="check", beeps=2),
    )
    return Sitting(id=SITTING, title="t", seed=0, trials=trials)


def answers(listener, *scores):
    by_id = {f"{number:016x}": score for number, score in enumerate(scores, start=1)}
    return Answers(sitting=SITTING, listener=listener, scores=by_id)


def test_the_interval_is_that_of_students_t():
    # mean 3, deviation sqrt(10 / 4), t(0.975, 4) = 2.776445: 2.776445 * sqrt(2.5 / 5) = 1.963243
    assert opinion([1, 2, 3, 4, 5]) == (3.0, pytest.approx(1.963243, abs=1e-6), 5)
    # two scores: t(0.975, 1) = 12.706205, deviation sqrt(2), half 12.706205
    assert opinion([3, 5]) == (4.0, pytest.approx(12.706205, abs=1e-6), 2)


def test_one_score_has_no_interval_and_equal_scores_have_none_to_speak_of():
    assert opinion([4]) == (4.0, None, 1)
    assert opinion([4, 4, 4]).half == 0.0


def test_scores_are_averaged_over_all_classes_and_for_each(sitting):
    rows = results(sitting, [answers("Ann", 4, 2, 5, 1, 2), answers("Bob", 5, 3, 5, 1, 2)])
    found = {(row.group, row.system): row.opinion for row in rows}
    assert found[ALL, "model"].mean == 3.5  # 4, 2, 5 and 3; practice does not count
    assert found[ALL, "model"].scores == 4
    assert found["dog", "model"].mean == 4.5
    assert found["gun", "model"].mean == 2.5
    assert [row.system for row in rows if row.group == ALL] == ["truth", "model"]


def test_a_listener_who_missed_a_check_does_not_count(sitting):
    listeners = [answers("Ann", 4, 2, 5, 1, 2), answers("Bob", 1, 1, 1, 1, 3)]
    assert [each.listener for each in counted(sitting, listeners)] == ["Ann"]


def test_the_results_are_written_as_csv(sitting):
    text = results_csv(results(sitting, [answers("Ann", 4, 2, 5, 1, 2)]))
    lines = list(csv.DictReader(io.StringIO(text)))
    assert lines[0]["system"] == "truth"
    assert lines[0]["half interval 95 %"] == ""
    assert (lines[1]["class"], lines[1]["mean"], lines[1]["scores"]) == ("all", "3.0000", "2")


def test_a_system_without_scores_has_a_row(sitting):
    rows = results(sitting, [answers("Ann", 4)])
    assert [(row.system, row.opinion) for row in rows if row.group == ALL] == [
        ("truth", None),
        ("model", (4.0, None, 1)),
    ]
    line = next(csv.DictReader(io.StringIO(results_csv(rows))))
    assert (line["system"], line["mean"], line["half interval 95 %"]) == ("truth", "", "")
    assert line["scores"] == "0"


def test_every_score_is_written_as_csv_with_what_it_counts_for(sitting):
    text = answers_csv(sitting, [answers("Bob", 1, 1, 1, 1, 3)])
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["kind"] for line in lines] == ["sample"] * 3 + ["practice", "check"]
    assert {line["passed checks"] for line in lines} == {"no"}
    assert (lines[-1]["beeps"], lines[-1]["score"]) == ("2", "3")


@pytest.mark.parametrize(("scores", "passed"), [((4,), "not yet"), ((4, 2, 5, 1, 2), "yes")])
def test_checks_are_passed_in_the_csv_only_once_all_were_met(sitting, scores, passed):
    lines = csv.DictReader(io.StringIO(answers_csv(sitting, [answers("Ann", *scores)])))
    assert {line["passed checks"] for line in lines} == {passed}
