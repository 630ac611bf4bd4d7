"""The engine's process, spoken to as the window does."""

import json
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

from engine.machine.hardware import cpu_name
from engine.media.audio import read_blocks
from engine.media.digest import picture_digest
from tests.media import Track, clicks, make_sound, make_video

ROOT = Path(__file__).resolve().parents[3]
LIMIT_S = 50.0


class Window:
    """The window's end of the pipes."""

    def __init__(self, **environment: str):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "engine.host"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **environment},
        )
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))

    def send(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def until(self, wanted):
        """The lines up to and with the first that is wanted."""
        seen = []
        while not seen or not wanted(seen[-1]):
            seen.append(self.lines.get(timeout=LIMIT_S))
        return seen

    def answer(self, number):
        """The line that ends a request."""
        ends = ("result", "error")
        return self.until(lambda line: line.get("id") == number and line["type"] in ends)[-1]

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


def events(*times_s):
    return [{"time_s": time_s, "strength": 1.0} for time_s in times_s]


def test_it_says_when_it_is_ready_and_answers_at_once(window):
    ready = window.until(lambda line: line["type"] == "ready")[-1]
    assert (ready["device"], ready["device_name"]) == ("cpu", cpu_name())
    memory = window.until(lambda line: line["type"] == "memory")[-1]
    assert 0 < memory["device_used_bytes"] < memory["device_total_bytes"]
    window.send(id=1, op="hello")
    assert window.answer(1)["models"] == []


def test_opening_a_clip_gives_the_events_of_its_sound(window, clip):
    window.send(id=2, op="open", video=str(clip))
    opened = window.answer(2)
    assert [event["time_s"] for event in opened["events_sound"]] == pytest.approx(
        [0.4, 1.0], abs=0.01
    )
    assert opened["duration_s"] == pytest.approx(1.5, abs=0.05)


def test_a_take_is_rendered_and_exported(window, clip, tmp_path):
    reference = tmp_path / "reference.wav"
    make_sound(reference, clicks([0.1], 0.5, rate_hz=48000), 48000)
    output = tmp_path / "out.mkv"
    render = {"video": str(clip), "reference": str(reference), "events": events(0.3, 0.9)}
    window.send(id=3, op="render", engine="grains", draft=True, **render)
    rendered = window.answer(3)
    assert rendered["type"] == "result", rendered
    samples, rate_hz = soundfile.read(rendered["take_sound"])
    assert np.flatnonzero(np.abs(samples) > 0.1)[0] / rate_hz == pytest.approx(0.3, abs=0.003)
    assert np.load(rendered["mel"]).shape[0] == 80
    assert rendered["measurements"]["loudness_lufs"] is not None
    window.send(
        id=4, op="export", video=str(clip), sound=rendered["take_sound"], output=str(output)
    )
    written = window.answer(4)
    assert written["picture_digest"] == written["output_digest"] == picture_digest(output)
    exported = np.concatenate(list(read_blocks(output)))
    assert np.flatnonzero(np.abs(exported).max(axis=1) > 0.01)[0] / 48000 == pytest.approx(
        0.3, abs=0.003
    )


def test_a_part_of_a_take_is_exported_as_a_sound(window, clip, tmp_path):
    take, output = tmp_path / "take.wav", tmp_path / "part.flac"
    make_sound(take, clicks([0.4], 1.0, rate_hz=48000), 48000)
    request = {"video": str(clip), "sound": str(take), "sound_start_s": 0.25, "loudness": "off"}
    trim = {"trim_start_s": 0.5, "trim_end_s": 1.0}
    window.send(id=14, op="export", output=str(output), **request, **trim)
    answer = window.answer(14)
    assert answer["codec"] == "flac", answer
    assert "output_digest" not in answer
    samples, rate_hz = soundfile.read(output)
    assert len(samples) == 24000
    assert np.abs(samples).argmax() / rate_hz == pytest.approx(0.15, abs=0.001)


def test_an_error_is_one_line_with_a_hint_and_the_process_goes_on(window, tmp_path):
    window.send(id=5, op="open", video=str(tmp_path / "none.mp4"))
    error = window.answer(5)
    assert (error["type"], error["exit_code"]) == ("error", 3)
    assert "none.mp4" in error["message"]
    assert error["hint"]
    window.send(id=6, op="dance")
    assert "dance" in window.answer(6)["message"]
    window.process.stdin.write("no json\n")
    window.process.stdin.flush()
    assert window.until(lambda line: line["type"] == "error")[-1]["id"] is None


def test_a_job_cancelled_while_it_waits_or_runs_ends_as_cancelled(window, clip):
    video = make_video(clip.with_name("long.mp4"), duration_s=60.0, size=(320, 240))
    window.send(id=7, op="open", video=str(video))
    window.send(id=8, op="open", video=str(clip))
    window.until(lambda line: line["type"] == "progress" and line["id"] == 7)
    start = time.monotonic()
    window.send(id=9, op="cancel", job=8)
    window.send(id=10, op="cancel", job=7)
    assert window.answer(7)["exit_code"] == 130
    assert time.monotonic() - start < 5.0  # generous: a busy machine is no fault of the program
    assert window.answer(8)["exit_code"] == 130


def test_it_ends_when_the_window_does(window):
    assert window.close() == 0
