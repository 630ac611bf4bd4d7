"""The engine's process, spoken to as the window does."""

import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.events.candidates import at_sensitivity
from engine.events.event import Event
from engine.host.messages import (
    Answered,
    Cancel,
    DeviceChanged,
    Export,
    Exported,
    FindEvents,
    FindHits,
    Installed,
    JobFailed,
    ListModels,
    Progressed,
    Ready,
    Render,
    Rendered,
    Reply,
    Request,
)
from engine.machine.hardware import cpu_name
from engine.media.audio import read_blocks, read_mono
from engine.media.digest import picture_digest
from engine.mel.spectrogram import mel_spectrogram
from engine.recipe import Delivery, Mix, MixTrack, Recipe, SoundPart, Span
from engine.storage.values import decode, encode
from tests.media import Track, clicks, make_sound, make_video

ROOT = Path(__file__).resolve().parents[3]
LIMIT_S = 50.0


class Window:
    """The window's end of the pipes."""

    def __init__(self, *program: str, stderr=subprocess.PIPE, **environment: str):
        self.process = subprocess.Popen(
            [sys.executable, *(program or ("-m", "engine.host"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            cwd=ROOT,
            env={**os.environ, **environment},
        )
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(decode(Reply, line, "line"))

    def send(self, number, ask):
        self.write(encode(Request(number, ask)))

    def write(self, line):
        self.process.stdin.write(line + b"\n")
        self.process.stdin.flush()

    def until(self, wanted):
        """The lines up to and with the first that is wanted."""
        seen = []
        while not seen or not wanted(seen[-1]):
            seen.append(self.lines.get(timeout=LIMIT_S))
        return seen

    def answer(self, number):
        """What ends a request: the answer, or a failure."""

        def ends(line):
            return isinstance(line, Answered | JobFailed) and line.id == number

        last = self.until(ends)[-1]
        return last.answer if isinstance(last, Answered) else last

    def close(self):
        self.process.stdin.close()
        return self.process.wait(LIMIT_S)


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")  # begun before a test has one of its own
    window = Window(VARIETYSOUND_HOME=str(home), VARIETYSOUND_SHIPPED_MODELS=str(home / "shipped"))
    yield window
    if window.process.poll() is None:
        window.close()
    window.process.stdout.close()
    window.process.stderr.close()


@pytest.fixture
def clip(tmp_path):
    sound = clicks([0.4, 1.0], 1.5, rate_hz=48000)
    return make_video(tmp_path / "clip.mkv", duration_s=1.5, sounds=[Track(sound, 48000, "flac")])


def test_it_says_when_it_is_ready_and_answers_at_once(window):
    ready = window.until(lambda line: isinstance(line, Ready))[-1]
    assert (ready.device.name, ready.device.title) == ("cpu", cpu_name())
    device = window.until(lambda line: isinstance(line, DeviceChanged))[-1].device
    assert 0 < device.used_bytes < device.total_bytes
    window.send(1, ListModels())
    assert window.answer(1) == Installed()


def test_the_events_of_a_clips_sound_are_found(window, clip):
    window.send(2, FindEvents(clip, ("sound",)))
    found = window.answer(2)
    assert found.source == "sound"
    assert [event.time_s for event in found.events] == pytest.approx([0.4, 1.0], abs=0.01)
    assert at_sensitivity(found.candidates) == list(found.events)
    window.send(3, FindEvents(clip, ("sound",), sensitivity=0.0))
    fewer = window.answer(3)
    assert fewer.candidates == found.candidates  # the slider of the window chooses among them
    assert list(fewer.events) == at_sensitivity(found.candidates, 0.0)


def test_the_hits_of_a_reference_are_found_in_its_own_times(window, clip):
    window.send(3, FindHits(SoundPart(clip, Span(0.2, 1.5))))
    hits = window.answer(3).hits
    assert [hit.start_s for hit in hits] == pytest.approx([0.4, 1.0], abs=0.01)
    assert all(hit.start_s < hit.end_s and hit.is_played for hit in hits)


def test_the_sound_is_looked_into_where_the_picture_shows_nothing(window, tmp_path):
    sound = clicks([0.4, 1.0], 1.5, rate_hz=48000)
    still = make_video(
        tmp_path / "still.mkv",
        duration_s=1.5,
        sounds=[Track(sound, 48000, "flac")],
        paint=lambda *_: np.full((120, 160, 3), 90, np.uint8),
    )
    window.send(20, FindEvents(still, ("picture", "sound")))
    lines = window.until(lambda line: isinstance(line, Answered) and line.id == 20)
    assert lines[-1].answer.source == "sound"
    window.send(21, FindEvents(still, ("sound",)))
    lines = window.until(lambda line: isinstance(line, Answered) and line.id == 21)
    assert len(lines[-1].answer.events) == 2
    stages = {line.stage for line in lines if isinstance(line, Progressed) and line.id == 21}
    assert "picture" not in stages  # asked for the sound, it does not look at the picture


@pytest.mark.parametrize("frames", [45, 1])
def test_in_a_still_clip_without_sound_nothing_is_found(window, tmp_path, frames):
    grey = np.full((120, 160, 3), 90, np.uint8)
    still = make_video(tmp_path / "still.mkv", frames=frames, paint=lambda *_: grey)
    window.send(22 + frames, FindEvents(still, ("auto", "sound")))
    answer = window.answer(22 + frames)
    assert (answer.source, answer.events) == ("auto", ())


def test_a_take_is_rendered_and_exported(window, clip, tmp_path):
    reference = tmp_path / "reference.wav"
    make_sound(reference, clicks([0.1], 0.5, rate_hz=48000), 48000)
    recipe = Recipe(
        video=clip,
        reference=SoundPart(reference),
        engine="grains",
        events=(Event(0.3), Event(0.9)),
    )
    window.send(3, Render(recipe))
    rendered = window.answer(3)
    assert isinstance(rendered, Rendered), rendered
    samples, rate_hz = soundfile.read(rendered.sound.file)
    assert np.flatnonzero(np.abs(samples) > 0.1)[0] / rate_hz == pytest.approx(0.3, abs=0.003)
    mel = mel_spectrogram(read_mono(rendered.sound.file))
    np.testing.assert_array_equal(np.load(rendered.mel), mel)
    assert rendered.facts.loudness_lufs is not None
    assert (rendered.facts.events, rendered.facts.events_heard) == (2, 1.0)
    output = tmp_path / "out.mkv"
    track = MixTrack(name="Clicks", sound=rendered.sound.file, lufs=rendered.facts.loudness_lufs)
    window.send(4, Export(Mix(video=clip, tracks=(track,)), Delivery(output=output)))
    written = window.answer(4)
    assert written.picture_is_untouched
    assert written.output_digest == picture_digest(output)
    exported = np.concatenate(list(read_blocks(output)))
    assert np.flatnonzero(np.abs(exported).max(axis=1) > 0.01)[0] / 48000 == pytest.approx(
        0.3, abs=0.003
    )


def test_the_folder_holds_the_last_take_only(window, clip, tmp_path):
    reference = tmp_path / "reference.wav"
    make_sound(reference, clicks([0.1], 0.5, rate_hz=48000), 48000)
    recipe = Recipe(
        video=clip, reference=SoundPart(reference), engine="grains", events=(Event(0.3),)
    )
    sounds = []
    for number in (30, 31, 32):
        window.send(number, Render(recipe))
        sounds.append(window.answer(number).sound.file)
    assert [sound.exists() for sound in sounds] == [False, False, True]
    assert len(list(sounds[-1].parent.iterdir())) == 2  # the sound and its mel spectrogram


def test_a_part_of_a_take_is_exported_as_a_sound(window, clip, tmp_path):
    take, output = tmp_path / "take.wav", tmp_path / "part.flac"
    make_sound(take, clicks([0.4], 1.0, rate_hz=48000), 48000)
    mix = Mix(video=clip, tracks=(MixTrack(name="Click", sound=take, start_s=0.25),))
    delivery = Delivery(output=output, loudness="off", span=Span(0.5, 1.0))
    window.send(14, Export(mix, delivery))
    exported = window.answer(14)
    assert isinstance(exported, Exported), exported
    assert exported.delivered.codec == "flac"
    assert exported.output_digest == ""
    samples, rate_hz = soundfile.read(output)
    assert len(samples) == 24000
    assert np.abs(samples).argmax() / rate_hz == pytest.approx(0.15, abs=0.001)


def test_an_error_is_one_line_with_a_hint_and_the_process_goes_on(window, tmp_path):
    window.send(5, FindEvents(tmp_path / "none.mp4", ("picture",)))
    error = window.answer(5)
    assert isinstance(error, JobFailed)
    assert error.exit_code == 3
    assert "none.mp4" in str(error.message)
    assert error.hint


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (b"no json", "request"),
        (b"\xff\xfe", "request"),
        (b"[" * 200_000, "request"),
        (b"[" * 200_000 + b"]" * 200_000, "request"),
        (b'{"id": ' * 200_000, "request"),
        (b"\0", "request"),
        (b"", "request"),
        (b'"' + b"a" * (70 << 20) + b'"', "too long"),
        (b'{"id": 1e999, "ask": {"op": "list_models"}}', "request.id"),
        (b'{"id": ' + b"9" * 5000 + b', "ask": {"op": "list_models"}}', "request.id"),
        (b'{"id": "x", "ask": {"op": "list_models"}}', "request.id"),
        (b'{"id": 6, "ask": {"op": "dance"}}', "request.ask"),
        (b'{"id": 6, "ask": {"op": "cancel", "job": null}}', "request.ask.job"),
    ],
    ids=[
        *("text", "bytes", "nested", "closed", "objects", "nul", "empty", "long"),
        *("infinite", "digits", "id", "operation", "field"),
    ],
)
def test_a_line_that_is_no_request_is_answered_and_the_next_one_too(window, line, place):
    window.write(line)
    error = window.until(lambda line: isinstance(line, JobFailed) and line.id is None)[-1]
    assert place in str(error.message)
    window.send(30, ListModels())
    assert window.answer(30) == Installed()


BROKEN = """
import engine.host.server as server
from engine.host.messages import Installed

def run_job(job, folder, context):
    raise ERROR

def installed_models():
    asked.append(1)
    if len(asked) == 2:
        raise OSError("the models folder vanished")
    return Installed()

asked = []
server.run_job, server.installed_models = run_job, installed_models
server.main()
"""


@pytest.fixture(params=["SystemExit(3)", "ValueError('bad \\ud800')"])
def broken_window(request, tmp_path):
    """A host whose jobs and models raise errors, and whose log's disk is full."""
    program = BROKEN.replace("ERROR", request.param)
    with Path("/dev/full").open("wb") as full:
        window = Window("-c", program, stderr=full, VARIETYSOUND_HOME=str(tmp_path))
        yield window
        window.process.kill()
        window.close()
        window.process.stdout.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_no_error_and_no_full_disk_for_its_log_deafens_it(broken_window):
    for number in (1, 2):
        broken_window.send(number, FindEvents(Path("clip.mp4"), ("picture",)))
        assert "Unexpected error" in str(broken_window.answer(number).message)
    broken_window.send(3, ListModels())
    assert "vanished" in str(broken_window.answer(3).message)
    broken_window.send(4, ListModels())
    assert broken_window.answer(4) == Installed()


@pytest.mark.slow
@pytest.mark.parametrize("broken_window", ["OSError(28, 'No space left')"], indirect=True)
def test_a_full_disk_is_no_unexpected_error(broken_window):
    broken_window.send(1, FindEvents(Path("clip.mp4"), ("picture",)))
    failed = broken_window.answer(1)
    assert (str(failed.message), failed.exit_code) == ("The disk is full.", 4)
    assert "Free some space" in str(failed.hint)


def test_a_job_cancelled_while_it_waits_or_runs_ends_as_cancelled(window, clip):
    video = make_video(clip.with_name("long.mp4"), duration_s=60.0, size=(320, 240))
    window.send(7, FindEvents(video, ("picture",)))
    window.send(8, FindEvents(clip, ("picture",)))
    window.until(lambda line: isinstance(line, Progressed) and line.id == 7)
    start = time.monotonic()
    window.send(9, Cancel(8))
    window.send(10, Cancel(7))
    assert window.answer(7).exit_code == 130
    assert time.monotonic() - start < 5.0  # generous: a busy machine is no fault of the program
    assert window.answer(8).exit_code == 130


def test_it_ends_when_the_window_does(window):
    assert window.close() == 0
