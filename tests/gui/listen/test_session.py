import pytest

from engine.evaluation.listening.answers import Answers, read_answers
from gui.listen.session import Session
from tests.engine.evaluation.listening.sittings import make_sitting


@pytest.fixture
def made(tmp_path):
    return make_sitting(tmp_path, scales=("realism",))


def session(made, listener="Ann"):
    folder, sitting = made
    found = {each.listener: each for each in read_answers(folder, sitting)[0]}
    answers = found.get(listener, Answers(sitting=sitting.id, listener=listener))
    return Session(folder, sitting, answers)


def score(session, value=4):
    session.hear()
    assert session.give(value)
    assert session.go_on()


def test_a_sound_can_be_scored_only_once_it_was_heard_to_its_end(made):
    listener = session(made)
    assert not listener.give(3)
    assert not listener.go_on()
    listener.hear()
    assert listener.give(3)
    assert listener.go_on()


def test_every_score_is_stored_at_once_and_a_test_continues_where_it_was_left(made):
    first = session(made)
    score(first)
    score(first)
    again = session(made)
    assert again.place == 2
    assert again.trials == first.trials
    assert again.answers.scores == first.answers.scores


def test_going_back_lets_a_score_be_changed(made):
    listener = session(made)
    assert not listener.go_back()
    score(listener, 2)
    assert listener.go_back()
    assert (listener.score, listener.is_heard) == (2, True)
    listener.give(5)
    assert session(made).answers.scores == {listener.trial.id: 5}


def test_after_the_last_sound_the_test_is_done(made):
    listener = session(made)
    for _ in listener.trials:
        score(listener)
    assert listener.is_done
    assert session(made).is_done
    assert not session(made, "Bob").is_done
