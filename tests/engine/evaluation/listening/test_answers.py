import json

import pytest

from engine.errors import InputError, OutputExistsError
from engine.evaluation.listening.answers import (
    Answers,
    add_answers,
    clean_name,
    read_answers,
    write_answers,
)
from engine.evaluation.listening.plan import Trial
from engine.evaluation.listening.sitting import Sitting

SITTING = "0123456789abcdef"
SAMPLE, CHECK = "a" * 16, "b" * 16


@pytest.fixture
def sitting():
    return Sitting(
        id=SITTING,
        title="t",
        seed=0,
        trials=(
            Trial(id=SAMPLE, scale="realism", kind="sample", media=f"{SAMPLE}.flac"),
            Trial(id=CHECK, scale="realism", kind="check", media=f"{CHECK}.flac", beeps=4),
        ),
    )


def answers(listener="Ann", **scores):
    return Answers(sitting=SITTING, listener=listener, scores=scores)


def test_answers_of_several_listeners_are_kept_apart(tmp_path, sitting):
    for each in (answers("Zoë", **{SAMPLE: 4}), answers("ann"), answers("Zoé", **{SAMPLE: 1})):
        write_answers(tmp_path, each)
    found, faults = read_answers(tmp_path, sitting)
    assert [each.listener for each in found] == ["ann", "Zoé", "Zoë"]
    assert [each.scores for each in found] == [{}, {SAMPLE: 1}, {SAMPLE: 4}]
    assert faults == []


def test_a_listener_who_gives_another_number_than_the_beeps_missed_a_check(sitting):
    assert answers(**{CHECK: 3}).missed(sitting) == 1
    assert answers(**{CHECK: 4}).missed(sitting) == 0
    assert answers(**{SAMPLE: 3}).missed(sitting) == 0  # not reached yet


def test_a_check_is_passed_once_its_beeps_were_counted_rightly(sitting):
    assert sitting.checks == 1
    assert answers(**{CHECK: 4}).passed(sitting) == 1
    assert answers(**{CHECK: 3}).passed(sitting) == 0
    assert answers(**{SAMPLE: 4}).passed(sitting) == 0  # not reached yet


def test_a_page_brings_its_answers_back(tmp_path, sitting):
    file = tmp_path / "answers Bob.json"
    file.write_text(json.dumps({"sitting": SITTING, "listener": " Bob ", "scores": {SAMPLE: 5}}))
    added = add_answers(tmp_path, sitting, file)
    assert (added.listener, added.scores) == ("Bob", {SAMPLE: 5})
    assert add_answers(tmp_path, sitting, file) == added  # twice is no harm
    assert read_answers(tmp_path, sitting)[0] == [added]


def test_answers_never_replace_others_of_the_same_name(tmp_path, sitting):
    write_answers(tmp_path, answers("Bob", **{SAMPLE: 1}))
    file = tmp_path / "new.json"
    file.write_text(json.dumps({"sitting": SITTING, "listener": "Bob", "scores": {SAMPLE: 5}}))
    with pytest.raises(OutputExistsError, match="other answers of Bob"):
        add_answers(tmp_path, sitting, file)
    assert read_answers(tmp_path, sitting)[0][0].scores == {SAMPLE: 1}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "holds no answers"),
        ({"sitting": "f" * 16, "listener": "B", "scores": {}}, "another listening test"),
        ({"sitting": SITTING, "listener": "B", "scores": {SAMPLE: 6}}, "answers.scores"),
        ({"sitting": SITTING, "listener": "  ", "scores": {}}, "names no listener"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(tmp_path, sitting, content, sentence):
    file = tmp_path / "x.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    with pytest.raises(InputError, match=sentence):
        add_answers(tmp_path, sitting, file)
    assert not (tmp_path / "answers").exists()


def test_one_damaged_file_hides_no_other(tmp_path, sitting):
    write_answers(tmp_path, answers("Ann"))
    (tmp_path / "answers" / "bad.json").write_text("{")
    found, faults = read_answers(tmp_path, sitting)
    assert [each.listener for each in found] == ["Ann"]
    assert "bad.json" in faults[0]


def test_a_name_is_stored_without_surplus_spaces():
    assert clean_name("  Ann \n Lee ") == "Ann Lee"
    assert len(clean_name("x" * 100)) == 60
