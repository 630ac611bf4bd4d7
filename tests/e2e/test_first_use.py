"""The first use, from outside: a real X server, real keys and a real mouse, from clip to file.

Nothing of the program is imported into this process: what happens is seen by the titles of its
windows and by the files that it writes. Skipped where Xvfb or xdotool is not installed.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.media.audio import read_blocks
from engine.media.digest import picture_digest
from engine.media.probe import probe
from tests.e2e.desk import FILES_PLACE, ROOT, Desk, needs_a_display, running_desk

SAMPLES = ROOT / "resources" / "samples"
FILES = (FILES_PLACE[0] + 40, FILES_PLACE[1] + 40)
DROP_PLACE = (640, 420)
DUB_BUTTON = (173, 51)  # in a window of the size that the program starts with
EVENT_PLACE = (930, 548)  # in the lane of the events
RULER_PLACE = (800, 440)

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    needs_a_display,
]


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    with running_desk(tmp_path) as desk:
        yield desk


@pytest.fixture(params=["shipped", pytest.param("real", marks=pytest.mark.real)])
def clip(request, tmp_path) -> Path:
    """A copy of a clip, in a folder with a space in its name."""
    source = SAMPLES / "stairs.mp4"
    if request.param == "real":
        real_data = request.getfixturevalue("real_data")
        source = next((real_data / "clips").glob("chopping*.mp4"))
    folder = tmp_path / "my clips"
    folder.mkdir()
    return Path(shutil.copyfile(source, folder / "my clip.mp4"))


def test_a_person_gets_from_a_clip_to_a_dubbed_file(desk, clip):
    output = clip.with_name("finished.mp4")
    desk.window("VarietySound")
    desk.ask("ctrl+o", "^Open")
    desk.answer("^Open", clip)
    desk.window("my clip")

    desk.ask("ctrl+i", "[Rr]eferences")
    desk.answer("[Rr]eferences", SAMPLES / "metal.flac")
    desk.window("my clip")

    desk.again(lambda: desk.click(*DUB_BUTTON), lambda: desk.takes() >= 1)

    before = desk.takes()

    def adds_events() -> None:
        desk.click(*EVENT_PLACE, times=2)  # a new event, or one that is there already...
        desk.click(*RULER_PLACE)
        desk.keys("e")  # ...and one where the playhead is

    desk.again(adds_events, lambda: desk.takes() > before)

    desk.window("my clip.*VarietySound Studio")
    desk.ask("ctrl+e", "^Export$")  # a dialog is too narrow for the program's name
    desk.answer("^Export$", output)
    desk.until(output.exists)
    assert picture_digest(output) == picture_digest(clip)
    sound = np.concatenate(list(read_blocks(output)))
    assert np.abs(sound).max() > 0.01
    assert probe(output).audio[0].duration_s == pytest.approx(probe(clip).duration_s, abs=0.05)


@pytest.mark.drag
def test_files_dragged_from_another_program_are_opened(desk, clip):
    """A video opens, a sound becomes the reference, and neither is moved away."""
    sound = Path(shutil.copyfile(SAMPLES / "metal.flac", clip.with_name("metal.flac")))
    desk.window("VarietySound")
    for path in (clip, sound):
        with desk.folder_of(path) as said:
            desk.until(said.exists)
            desk.drag(FILES, DROP_PLACE)
            desk.until(lambda said=said: said.read_text() == "CopyAction")
            said.unlink()
        desk.window("my clip")

    # as long as the sound is still being read there is nothing to dub with
    desk.again(lambda: desk.keys("ctrl+Return"), lambda: desk.takes() >= 1)
    assert clip.exists()
    assert sound.exists()
