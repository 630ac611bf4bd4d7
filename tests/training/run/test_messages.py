import json

import pytest

from engine.phrases import Phrase, phrase
from training.run.message_log import MessageLog
from training.run.messages import (
    Advised,
    Continued,
    Done,
    MessageTail,
    Paused,
    Refused,
    Started,
    StepDone,
    read_message,
    recent_messages,
)


def step(number: int) -> StepDone:
    return StepDone(
        step=number,
        steps=100,
        stage="adversarial",
        losses={"mel": 0.25},
        learning_rate=2e-4,
        steps_per_s=3.0,
        memory_mb=10.0,
        eta_s=5.0,
        epoch=0.5,
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "events.jsonl"


def test_a_step_is_a_line_of_json_with_its_type(path):
    with MessageLog(path) as log:
        log.write(step(7))
    values = json.loads(path.read_text())
    assert values["type"] == "step"
    assert values["step"] == 7
    assert values["losses"] == {"mel": 0.25}
    assert values["time"] > 1e9


def test_a_reader_gets_every_event_once_as_it_was_written(path):
    tail = MessageTail(path)
    with MessageLog(path) as log:
        log.write(Started(step=0, steps=100, pid=1, device="cpu"))
        assert tail.read() == [Started(step=0, steps=100, pid=1, device="cpu")]
        log.write(step(1))
        log.write(step(2))
    assert tail.read() == [step(1), step(2)]
    assert tail.read() == []


def test_a_reader_of_a_file_that_is_not_there_has_nothing(path):
    assert MessageTail(path).read() == []
    assert recent_messages(path) == []


def test_a_torn_last_line_is_waited_for(path):
    with MessageLog(path) as log:
        log.write(step(1))
    line = path.read_bytes()
    path.write_bytes(line + line[:20])
    tail = MessageTail(path)
    assert tail.read() == [step(1)]
    path.write_bytes(line + line)
    assert tail.read() == [step(1)]


def test_a_long_file_is_read_in_pieces_and_no_event_is_lost_between_them(path):
    with MessageLog(path) as log:
        for number in range(1, 101):
            log.write(step(number))
    tail = MessageTail(path)
    pieces = [tail.read(most_bytes=1000)]
    while tail.has_more:
        pieces.append(tail.read(most_bytes=1000))
    assert len(pieces) > 10
    assert [event for piece in pieces for event in piece] == [step(n) for n in range(1, 101)]


def test_a_line_longer_than_a_piece_is_passed_over(path):
    path.write_bytes(b"x" * 5000 + b"\n")
    with MessageLog(path) as log:
        log.write(step(1))
    tail = MessageTail(path)
    found = tail.read(most_bytes=1000)
    while tail.has_more:
        found += tail.read(most_bytes=1000)
    assert found == [step(1)]


def test_a_torn_line_of_a_killed_trainer_does_not_swallow_the_next_event(path):
    with MessageLog(path) as log:
        log.write(step(1))
    path.write_bytes(path.read_bytes()[:-15])
    with MessageLog(path) as log:
        log.write(step(2))
    assert MessageTail(path).read() == [step(2)]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"garbage",
        b"[1]",
        b'{"type": "of another version"}',
        b'{"type": "done"}',
        b'{"step": 3}',
        b"\xff\xfe",
    ],
)
def test_a_line_that_is_no_event_is_skipped(path, line):
    with MessageLog(path) as log:
        log.write(step(1))
    path.write_bytes(line + b"\n" + path.read_bytes())
    assert MessageTail(path).read() == [step(1)]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"garbage", "events.jsonl, line 2: JSON is malformed"),
        (b"[1]", "events.jsonl, line 2: expected `object`, got `array`."),
        (b'{"step": 3}', "events.jsonl, line 2: object missing required field `type`."),
        (b'{"type": "paused"}', "events.jsonl, line 2: object missing required field `step`."),
        (b'{"type": "paused", "step": "3"}', "events.jsonl, line 2.step: expected `int`, got `str"),
        (
            b'{"type": "validation", "step": 3, "best": true, "losses": {"mel": NaN}}',
            "got a number out of range",
        ),
        (b'{"type": "sample", "step": 3, "folder": "../x"}', "events.jsonl, line 2.folder: "),
        (b'{"type": "sample", "step": 3, "folder": "a/../../x"}', "line 2.folder: "),
        (b'{"type": "sample", "step": 3, "folder": "/etc"}', "events.jsonl, line 2.folder: "),
        (
            b'{"type": "done", "step": 3, "model": "..", "measurements": {}, "hours": 1}',
            "events.jsonl, line 2.model: ",
        ),
        (b"[" * 200_000, "events.jsonl, line 2: nested too deeply."),
    ],
    ids=lambda value: value[:40],
)
def test_a_damaged_line_is_named_and_hides_no_neighbour(path, line, sentence):
    with MessageLog(path) as log:
        log.write(step(1))
        log.write(step(2))
    first, second = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + line + b"\n" + second)
    tail = MessageTail(path)
    assert tail.read() == [step(1), step(2)]
    assert len(tail.damage) == 1
    assert sentence in tail.damage[0]
    assert recent_messages(path)[-1] == step(2)


def test_what_a_newer_version_says_is_no_damage(path):
    path.write_bytes(b'{"type": "of another version"}\n\n')
    tail = MessageTail(path)
    assert tail.read() == []
    assert tail.damage == []


def test_fields_of_a_newer_version_are_ignored():
    event = read_message(b'{"type": "advice", "step": 1, "message": "a", "mood": "good"}', "line")
    assert event == Advised(step=1, message="a")


def test_the_recent_events_of_a_long_file_are_its_last_ones(path):
    with MessageLog(path) as log:
        for number in range(2000):
            log.write(step(number))
    recent = recent_messages(path)
    assert 100 < len(recent) < 1000
    assert recent[-1] == step(1999)


def test_a_refused_second_trainer_is_not_one_of_the_runs_own_events(path):
    with MessageLog(path) as log:
        log.write(step(1))
        log.write(Refused(step=1, pid=2, message="m", advice="a"))
    assert recent_messages(path) == [step(1)]
    assert len(MessageTail(path).read()) == 2


def test_every_type_of_event_survives_the_file(path):
    done = Done(step=3, model="model.safetensors", measurements={"mel": 0.1}, hours=1.5)
    with MessageLog(path) as log:
        log.write(done)
    assert MessageTail(path).read() == [done]


# sentences that the window translates


def test_an_event_keeps_its_sentence_in_english_and_as_a_phrase(tmp_path):
    told = phrase("{name} is damaged.", name="step_1.pt")
    with MessageLog(tmp_path / "events.jsonl") as log:
        log.write(Advised.saying(told, step=1))
    line = json.loads((tmp_path / "events.jsonl").read_text())
    assert line["message"] == "step_1.pt is damaged."  # as older versions read it
    (event,) = MessageTail(tmp_path / "events.jsonl").read()
    assert event.said == told


def test_an_event_of_an_older_version_has_its_sentence_alone():
    line = b'{"type":"error","step":1,"reason":"nan","message":"No {number}.","advice":"Wait."}'
    event = read_message(line, "line")
    assert (event.said, event.advised) == (Phrase("No {number}."), Phrase("Wait."))


@pytest.mark.parametrize("steps", [1, 2, 5], ids=["shorter", "as long", "longer"])
def test_another_run_in_the_same_folder_is_read_from_its_beginning(tmp_path, steps):
    path = tmp_path / "events.jsonl"
    tail = MessageTail(path)
    with MessageLog(path) as log:
        for step in range(2):
            log.write(Paused(step=step))
    assert len(tail.read()) == 2
    path.rename(tmp_path / "deleted")
    with MessageLog(path) as log:
        for step in range(steps):
            log.write(Continued(step=step))
    assert tail.read() == [Continued(step=step) for step in range(steps)]
    assert tail.read() == []
