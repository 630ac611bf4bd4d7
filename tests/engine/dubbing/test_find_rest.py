"""Find the rest, from a film to candidates, on the command line and in the engine's process."""

import json

import pytest

import main
from engine.dubbing.find_rest import find_rest
from engine.errors import InputError
from engine.events.candidates import at_sensitivity
from engine.events.event import Event, read_csv, write_csv
from engine.host.jobs import run_job
from engine.host.messages import FindRest
from engine.progress import JobContext
from engine.recipe import Span, TaughtClip
from tests.engine.dubbing.films import BLOWS_S, FLASHES_S, hammer_and_lamp
from tests.media import clicks, make_sound
from tests.tiny_models import install_generator

FRAME_S = 1 / 21.5


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    return hammer_and_lamp(tmp_path_factory.mktemp("film") / "film.mp4")


def events_of(times_s):
    return [Event(time_s) for time_s in times_s]


def like(film, times_s, *options):
    """Run `main.py events --like`; its exit code."""
    taught = film.parent / "taught.csv"
    write_csv(taught, events_of(times_s))
    return main.main(["events", str(film), "--like", str(taught), *map(str, options)])


@pytest.mark.parametrize("kind", [BLOWS_S, FLASHES_S], ids=["blows", "flashes"])
def test_the_command_line_finds_the_rest_of_one_kind(film, tmp_path, kind, capsys):
    output = tmp_path / "all.csv"
    assert like(film, kind[:3], "--output", output) == 0
    times_s = [event.time_s for event in read_csv(output)]
    assert times_s == pytest.approx(kind, abs=2 * FRAME_S)
    assert [event.source for event in read_csv(output)][2:4] == ["hand", "picture"]
    assert f"{len(kind) - 3} events found like the 3 given" in capsys.readouterr().err


def test_json_says_how_certain_each_found_event_is(film, capsys):
    assert like(film, BLOWS_S[:3], "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert len(said["events"]) == len(BLOWS_S)
    assert [each["time_s"] for each in said["found"]] == pytest.approx(BLOWS_S[3:], abs=0.1)
    assert all(0.5 <= each["certainty"] <= 1.0 for each in said["found"])


def test_only_the_part_without_missing_events_is_learnt_from(film, capsys):
    assert like(film, [*BLOWS_S[1:4]], "--within", "2:6", "--json") == 0
    found_s = [each["time_s"] for each in json.loads(capsys.readouterr().out)["found"]]
    assert found_s == pytest.approx([BLOWS_S[0], *BLOWS_S[4:]], abs=2 * FRAME_S)


def test_what_is_unlike_is_not_found(film, tmp_path, capsys):
    unlike = tmp_path / "unlike.csv"
    write_csv(unlike, events_of(BLOWS_S[4:5]))
    assert like(film, BLOWS_S[:3], "--unlike", unlike, "--json") == 0
    found_s = [each["time_s"] for each in json.loads(capsys.readouterr().out)["found"]]
    assert min(abs(BLOWS_S[4] - time_s) for time_s in found_s) > 0.1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--unlike", "x.csv"], "--unlike needs the events to learn from."),
        (["--within", "0:2"], "--within needs the events to learn from."),
        (["--like", "x.csv", "--from", "sound"], "--like finds events in its own way."),
    ],
)
def test_options_that_mean_nothing_together_are_refused(film, words, says, capsys):
    assert main.main(["events", str(film), *words]) == 2
    assert says in capsys.readouterr().err


def test_two_events_are_too_few(film, capsys):
    assert like(film, BLOWS_S[:2]) == 3
    assert "at least three events to learn from; there are two" in capsys.readouterr().err


def test_a_file_with_events_is_never_overwritten(film, capsys):
    taught = film.parent / "taught.csv"
    assert like(film, BLOWS_S[:3], "--output", taught, "--overwrite") != 0
    assert capsys.readouterr().err
    assert len(read_csv(taught)) == 3


def test_a_model_that_was_not_taught_events_is_done_without_and_said(film):
    install_generator("deaf")
    context = JobContext()
    clip = TaughtClip(film, tuple(events_of(BLOWS_S[:3])))
    found = find_rest(clip, model="deaf", cache=None, context=context)
    times_s = [event.time_s for event in at_sensitivity(found)]
    assert times_s == pytest.approx(BLOWS_S[3:], abs=2 * FRAME_S)
    assert list(map(str, context.notes)) == [
        "The model deaf was not trained to detect events, so only motion and light were compared."
    ]


def test_a_sound_has_no_picture_to_search(tmp_path):
    sound = make_sound(tmp_path / "sound.wav", clicks([0.2], 1.0), 22050)
    with pytest.raises(InputError, match=r"sound\.wav"):
        find_rest(TaughtClip(sound, ()), cache=None, context=JobContext())


def test_the_engines_process_learns_from_other_clips(film, tmp_path):
    job = FindRest(
        TaughtClip(film, (), rejected_s=FLASHES_S[:1]),
        (TaughtClip(film, tuple(events_of(BLOWS_S[:4])), Span(0.0, 5.6)),),
    )
    found = run_job(job, tmp_path, JobContext())
    times_s = [event.time_s for event in at_sensitivity(found.candidates)]
    near_s = [min(abs(blow_s - time_s) for time_s in times_s) for blow_s in BLOWS_S[1:]]
    assert max(near_s) < 2 * FRAME_S  # the film begins in the middle of the first blow
