"""Folders that are watched for new clips."""

import pytest

from gui.batch.folder_watch import FolderWatch
from gui.kit.workers import Runner


@pytest.fixture
def watch(qapp):
    runner = Runner(qapp)
    watch = FolderWatch(runner, qapp, interval_ms=200)
    yield watch
    watch.watch(None)
    runner.shutdown()
    watch.deleteLater()


def test_a_clip_is_reported_once_and_only_when_it_no_longer_grows(watch, tmp_path, qtbot):
    (tmp_path / "old.mp4").write_bytes(b"x")
    found = []
    watch.found.connect(lambda paths: found.extend(path.name for path in paths))
    watch.watch(tmp_path)
    qtbot.wait(150)
    (tmp_path / "notes.txt").write_text("no clip")
    with (tmp_path / "new.mp4").open("wb") as file:
        for _ in range(20):
            file.write(b"x")
            file.flush()
            qtbot.wait(20)
            assert not found
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    qtbot.wait(600)
    assert found == ["new.mp4"]


def test_a_folder_that_goes_away_and_comes_back_is_watched_on(watch, tmp_path, qtbot):
    folder = tmp_path / "share"
    found = []
    watch.found.connect(found.extend)
    watch.watch(folder)
    qtbot.wait(100)
    folder.mkdir()
    (folder / "a.mp4").write_bytes(b"x")
    qtbot.waitUntil(lambda: found == [folder / "a.mp4"], timeout=10_000)
