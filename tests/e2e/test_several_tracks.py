"""A scene of three sounds, from outside: a real X server, real keys, a real mouse, a microphone.

One track is performed by keys, one from the microphone, and one has four events set by hand and the
rest found like them. Each is dubbed with a reference of its own; the mix is exported and checked.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.events.event import Event, read_csv
from engine.events.sound import find_events
from engine.media.audio import read_blocks
from engine.media.digest import picture_digest
from engine.media.probe import probe
from engine.project.mixing import title_of
from engine.project.model import Clip, Project, Track
from engine.project.storage import load
from tests.e2e.desk import ANSWER_S, ROOT, Desk, needs_a_display, running_desk
from tests.e2e.null_microphone import NullMicrophone, needs_pulseaudio, null_microphone

SAMPLES = ROOT / "resources" / "samples"
REFERENCES = ("metal", "wood", "drum")
REFERENCE_ROWS = {"metal": (130, 202), "wood": (130, 247), "drum": (130, 292)}
WAITS_S = (2.0, 3.0, 2.5)  # for the count-in and what a busy machine adds to it, try by try
INPUT_PLACE = (1090, 410)  # of the performance panel, in a window of the size it starts with
TAPS_S = (0.6, 0.5, 0.8, 0.7)  # pauses between the keys
CLAPS_S = (0.3, 0.9, 1.6)
KEY_S = 0.05  # from the X server to the program
COUNT_IN_S = 1.0
PASS_S = 5.5  # within the count-in and the clip, after which a pass ends by itself
BUSY_S = 0.1  # a machine with ten jobs a core loses some of what the microphone hears
CLOSE_S = 0.01  # of an event in the file
UNCHANGED_S = 0.5  # an unchanged project is not written again
STEP = 2.0**-23  # of 24 bits
RATE_HZ = 48000

Spans = list[tuple[float, float]]  # seconds

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    needs_a_display,
    needs_pulseaudio,
]


@pytest.fixture
def microphone() -> Iterator[NullMicrophone]:
    with tempfile.TemporaryDirectory() as folder, null_microphone(Path(folder)) as microphone:
        yield microphone


@pytest.fixture
def desk(tmp_path, microphone) -> Iterator[Desk]:
    with running_desk(tmp_path, microphone.environment) as desk:
        yield desk


@pytest.fixture(params=["shipped", pytest.param("real", marks=pytest.mark.real)])
def scene(request, tmp_path) -> tuple[Path, list[float]]:
    """A clip, and the times of its first four events."""
    if request.param == "shipped":
        source = SAMPLES / "hammer.mp4"
        times_s = [event.time_s for event in read_csv(SAMPLES / "hammer.events.csv")]
    else:
        real_data = request.getfixturevalue("real_data")
        source = next((real_data / "clips").glob("chopping*.mp4"))
        times_s = [event.time_s for event in find_events(read_mono(source))]
    return Path(shutil.copyfile(source, tmp_path / "scene.mp4")), times_s[:4]


def read_mono(path: Path) -> np.ndarray:
    return np.concatenate([b[:, 0] for b in read_blocks(path, rate_hz=22050, mono=True)])


class Studio:
    """The project as the program saves it."""

    def __init__(self, desk: Desk, path: Path) -> None:
        self.desk = desk
        self.path = path

    def project(self) -> Project:
        """Save, and read what was saved; on a busy machine, what was saved before."""
        before = self.path.stat().st_mtime_ns
        self.desk.window("scene")
        self.desk.keys("ctrl+s")
        end_s = time.monotonic() + UNCHANGED_S
        while self.path.stat().st_mtime_ns == before and time.monotonic() < end_s:
            time.sleep(0.1)
        return load(self.path)

    @property
    def clip(self) -> Clip:
        return self.project().clips[0]

    @property
    def track(self) -> Track:
        return self.clip.track


def events_of(track: Track) -> list[Event]:
    return [item.event for item in track.events]


def test_three_sounds_are_set_performed_found_mixed_and_exported(desk, scene, microphone, tmp_path):
    clip, times_s = scene
    desk.window("VarietySound")
    desk.ask("ctrl+o", "^Open")
    desk.answer("^Open", clip)
    desk.window("scene")
    project = clip.with_suffix(".varietysound")
    desk.ask("ctrl+s", "^Save")
    desk.answer("^Save", project)
    desk.until(project.exists)
    studio = Studio(desk, project)
    for count, name in enumerate(REFERENCES, 1):
        desk.window("scene")
        desk.ask("ctrl+i", "[Rr]eferences")
        sound = shutil.copyfile(SAMPLES / f"{name}.flac", tmp_path / f"{name}.flac")
        desk.answer("[Rr]eferences", sound)
        # They are listed as they have been read, which of two at once may be the second first.
        desk.until(lambda count=count: len(studio.project().references) == count)
    desk.until(lambda: studio.track.events)  # the program has looked for them by itself

    # Four events by hand, and the rest found like them.
    desk.again(lambda: desk.keys("ctrl+a", "Delete"), lambda: not studio.track.events)
    rate = float(probe(clip).video.average_rate)
    desk.keys("Home")
    frames = [round(time_s * rate) for time_s in times_s]
    for before, frame in pairwise([0, *frames]):
        desk.tool("key", "--delay", 30, "--repeat", frame - before, "Right")
        desk.keys("e")
    desk.until(lambda: len(studio.track.events) == len(times_s))
    given = events_of(studio.track)
    assert [event.time_s for event in given] == pytest.approx(times_s, abs=0.6 / rate)
    desk.keys("Escape")
    desk.again(lambda: desk.keys("ctrl+r"), lambda: len(studio.track.events) > len(given))
    assert studio.track.found.by == "likeness"

    # A track performed by keys.
    add_track(desk, studio)
    perform(studio, lambda: None, tap)

    # A track played into the microphone.
    claps = tmp_path / "claps.wav"
    soundfile.write(claps, clapping(CLAPS_S), RATE_HZ)
    add_track(desk, studio)

    def choose_microphone() -> None:
        desk.click(*INPUT_PLACE)
        desk.keys("End", "Return")
        desk.click(INPUT_PLACE[0], INPUT_PLACE[1] - 40)

    def clap(_: Desk) -> Spans:
        microphone.hear(claps)
        return [(time_s - BUSY_S / 2, time_s + BUSY_S / 2) for time_s in CLAPS_S]

    perform(studio, choose_microphone, clap)

    # Each with a reference of its own.
    desk.keys("Prior", "Prior")
    for index, name in enumerate(REFERENCES):
        if index:
            desk.keys("Next")

        def dub(name: str = name) -> None:
            time.sleep(0.5)  # the panel follows the track
            desk.click(*REFERENCE_ROWS[name])
            time.sleep(0.5)
            desk.keys("ctrl+Return")

        def is_dubbed(index: int = index, name: str = name) -> bool:
            return chosen(studio.project(), index) == name

        desk.again(dub, is_dubbed)

    # The mix, as a file and as stems.
    output = clip.with_name("scene dubbed.mp4")  # as the dialog proposes
    desk.window("scene")
    desk.ask("ctrl+e", "^Export")
    desk.answer("^Export")
    desk.until(output.exists)
    assert picture_digest(output) == picture_digest(clip)
    check_mix(studio, tmp_path)


def add_track(desk: Desk, studio: Studio) -> None:
    """Add an empty track, which is the active one then."""
    count = len(studio.clip.tracks)
    desk.again(lambda: desk.keys("ctrl+t"), lambda: len(studio.clip.tracks) > count)


def perform(studio: Studio, prepare: Callable[[], None], play: Callable[[Desk], Spans]) -> None:
    """Record a pass of the active track; another one where a busy machine has lost some of it.

    Args:
        studio: the project.
        prepare: what is done before each.
        play: plays, and says between which times each stroke came, on any clock.
    """
    desk, lost = studio.desk, []
    for wait_s in WAITS_S:
        prepare()
        desk.keys("Home", "r")
        begun_s = time.monotonic()
        time.sleep(wait_s)
        strokes = play(desk)
        if time.monotonic() - begun_s < PASS_S:
            desk.keys("r")
        end_s = time.monotonic() + ANSWER_S  # also of a pass that is still running
        while not (events := events_of(studio.track)) and time.monotonic() < end_s:
            time.sleep(0.2)
        if are_played(events, strokes):
            return
        lost.append([event.time_s for event in events])
        time.sleep(PASS_S + COUNT_IN_S)
        if events:
            desk.again(lambda: desk.keys("ctrl+z"), lambda: not studio.track.events)
    pytest.fail(f"no pass was recorded whole: {lost}")


def are_played(events: list[Event], strokes: Spans) -> bool:
    """Whether these events are these strokes: as many, and as far apart."""
    apart_s = np.diff([event.time_s for event in events])
    return (
        len(events) == len(strokes)
        and {event.source for event in events} == {"performance"}
        and all(
            next_early - late <= apart <= next_late - early
            for apart, (early, late), (next_early, next_late) in zip(
                apart_s, strokes, strokes[1:], strict=False
            )
        )
    )


def tap(desk: Desk) -> Spans:
    """Strike a key, with pauses."""
    strokes = []
    for pause_s in TAPS_S:
        before_s = time.monotonic()
        desk.keys("f")
        strokes.append((before_s - KEY_S / 2, time.monotonic() + KEY_S / 2))
        time.sleep(pause_s)
    return strokes


def chosen(project: Project, index: int) -> str | None:
    """The reference of the take that is heard of a track; None without a take."""
    take = project.chosen_take(project.clips[0].tracks[index])
    return None if take is None else take.reference_name


def check_mix(studio: Studio, folder: Path) -> None:
    """Every event sounds in its stem within 10 ms, and the stems are the mix."""
    project, stems = studio.project(), folder / "stems"
    words = [sys.executable, "main.py", "render", studio.path, "--output", folder / "mix.wav"]
    words += ["--stems", stems]
    subprocess.run([str(word) for word in words], cwd=ROOT, env=studio.desk.environment, check=True)
    mix, _ = soundfile.read(folder / "mix.wav", always_2d=True)
    sounds = []
    for track in project.clips[0].tracks:
        name = title_of(project, project.clips[0], track)
        (path,) = stems.glob(f"*{name}*.wav")
        sound, rate_hz = soundfile.read(path, always_2d=True)
        sounds.append(sound)
        events = [event for event in events_of(track) if not event.muted]
        for before, event in zip([None, *events], events, strict=False):
            if before is None or event.time_s - before.end_s > 0.4:
                assert onset_s(sound, rate_hz, event.time_s) == pytest.approx(
                    event.time_s, abs=CLOSE_S
                ), name
    assert np.abs(np.sum(sounds, axis=0) - mix).max() <= STEP * 1.01


def onset_s(sound: np.ndarray, rate_hz: int, around_s: float) -> float:
    """When a sound reaches a tenth of its peak, from 50 ms before a time to 80 ms after it."""
    first = max(0, round((around_s - 0.05) * rate_hz))
    part = np.abs(sound[first : round((around_s + 0.08) * rate_hz)]).max(axis=1)
    return (first + int(np.argmax(part > 0.1 * part.max()))) / rate_hz


def clapping(times_s: tuple[float, ...]) -> np.ndarray:
    """Short bursts of noise, (n,)."""
    rng = np.random.default_rng(0)
    sound = np.zeros(round((max(times_s) + 0.6) * RATE_HZ), np.float32)
    burst = rng.standard_normal(RATE_HZ // 10) * np.exp(-np.arange(RATE_HZ // 10) / 600)
    for time_s in times_s:
        at = round(time_s * RATE_HZ)
        sound[at : at + len(burst)] += 0.3 * burst
    return sound
