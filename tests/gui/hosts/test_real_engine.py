"""The window with the real engine: from a dropped clip to a file that PyAV can read."""

from collections.abc import Iterator
from pathlib import Path

import av
import psutil
import pytest
from PySide6.QtWidgets import QApplication

from engine.config import RESOURCES
from engine.events.event import Event
from engine.media.probe import probe
from engine.recipe import Delivery
from gui.document import event_edits
from gui.dub.export.contents import take_content
from gui.hosts.engine_host import HostState
from gui.main_window import MainWindow
from gui.playback.devices import AudioOutputs
from gui.playback.outputs import SilentOutput
from tests.gui.helpers import write_video

SAMPLES = RESOURCES / "samples"
PATIENCE_MS = 60000  # two cores, shared

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def window(qtbot, monkeypatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(AudioOutputs, "probe", lambda self, *a, **k: self.use(SilentOutput()))
    window = MainWindow()
    window.show()
    window.complete()
    yield window
    window.document.undo_stack.clear()
    window.document.mark_saved(Path("unused"))
    window.workspace.host.cancel_all()
    window.close()
    window.deleteLater()


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(p) for p in container.demux(container.streams.video[0]) if p.size]


def test_from_drop_to_exported_file(window, qtbot, tmp_path):
    clip_path = tmp_path / "видео 日本 ü" / "clip 1.mp4"
    clip_path.parent.mkdir()
    clip_path.write_bytes((SAMPLES / "hammer.mp4").read_bytes())
    document, workspace = window.document, window.workspace
    window.file_commands.open_paths([clip_path, SAMPLES / "metal.flac"])
    qtbot.waitUntil(lambda: bool(document.clip and document.track.events), timeout=PATIENCE_MS)
    window.actions_["dub"].trigger()
    qtbot.waitUntil(lambda: len(document.takes()) == 1, timeout=PATIENCE_MS)
    take = document.takes()[0]
    assert take.facts.events_heard is not None
    first = document.track.events[0]
    duration_s = document.clip.file.duration_s
    moved = event_edits.move_events(document.track, {first.id}, 0.05, duration_s)
    document.edit_track("Move event", moved)
    qtbot.waitUntil(lambda: len(document.takes()) == 2, timeout=PATIENCE_MS)
    output = tmp_path / "dubbed.mp4"
    workspace.exporting.export(take_content(document.takes()[0]), Delivery(output=output))
    qtbot.waitUntil(
        lambda: any("bit-identical" in text for text in window.banners.texts()), timeout=PATIENCE_MS
    )
    assert packets(output) == packets(clip_path)
    info = probe(output)
    assert info.audio[0].duration_s == pytest.approx(6.0, abs=1024 / 48000)


def test_a_clip_that_was_filmed_upright_stays_so(window, qtbot, tmp_path):
    """Packets equal, rotation kept, sound as long as the picture within a frame of AAC."""
    clip_path = write_video(
        tmp_path / "phone.mp4", times_s=[k / 25 for k in range(75)], sound_s=3.0, rotation=90
    )
    document, workspace = window.document, window.workspace
    window.file_commands.open_paths([clip_path, SAMPLES / "metal.flac"])
    qtbot.waitUntil(
        lambda: document.clip is not None and bool(document.project.references),
        timeout=PATIENCE_MS,
    )
    events = [Event(0.5), Event(2.0, 0.5)]
    with_events, _ = event_edits.add_events(document.track, events, 3.0)
    document.edit_track("Add events", with_events)
    window.actions_["dub"].trigger()
    qtbot.waitUntil(lambda: len(document.takes()) == 1, timeout=PATIENCE_MS)
    output = tmp_path / "phone dubbed.mp4"
    workspace.exporting.export(take_content(document.takes()[0]), Delivery(output=output))
    qtbot.waitUntil(
        lambda: any("bit-identical" in text for text in window.banners.texts()), timeout=PATIENCE_MS
    )
    before, after = probe(clip_path), probe(output)
    assert packets(output) == packets(clip_path)
    assert after.video.rotation_deg == before.video.rotation_deg != 0
    assert after.audio[0].duration_s == pytest.approx(before.video.duration_s, abs=1024 / 48000)


def test_the_same_recipe_gives_the_same_bits(window, qtbot):
    window.file_commands.open_paths([SAMPLES / "hammer.mp4", SAMPLES / "wood.flac"])
    document = window.document
    qtbot.waitUntil(lambda: bool(document.clip and document.track.events), timeout=PATIENCE_MS)
    window.actions_["dub"].trigger()
    qtbot.waitUntil(lambda: len(document.takes()) == 1, timeout=PATIENCE_MS)
    window.workspace.dubbing.reproduce(document.takes()[0])
    qtbot.waitUntil(lambda: len(document.takes()) == 2, timeout=PATIENCE_MS)
    first, second = document.takes()
    assert first.sound.read_bytes() == second.sound.read_bytes()


def test_an_engine_killed_in_the_middle_loses_no_take(window, qtbot):
    window.file_commands.open_paths([SAMPLES / "hammer.mp4", SAMPLES / "wood.flac"])
    document, host = window.document, window.workspace.host
    qtbot.waitUntil(lambda: bool(document.clip and document.track.events), timeout=PATIENCE_MS)
    window.actions_["dub"].trigger()
    qtbot.waitUntil(lambda: len(document.takes()) == 1, timeout=PATIENCE_MS)
    window.actions_["dub_next_seed"].trigger()
    qtbot.waitUntil(lambda: host.running is not None, timeout=PATIENCE_MS)
    psutil.Process(host.process.pid).kill()
    qtbot.waitUntil(
        lambda: any("continues" in text for text in window.banners.texts()), timeout=PATIENCE_MS
    )
    qtbot.waitUntil(lambda: len(document.takes()) == 2, timeout=PATIENCE_MS)
    assert host.state is HostState.READY
    assert {take.recipe.seed for take in document.takes()} == {0, 1}
    QApplication.processEvents()
