"""What the window remembers, and what becomes of it when its file is damaged."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from engine.config import Folders
from gui.settings import FIRST_VOLUME, Settings


def write_all(settings: Settings, tmp_path) -> None:
    settings.theme = "light"
    settings.volume = 0.5
    settings.snap = False
    settings.output = "Speakers"
    settings.shortcuts = {"dub": ("Ctrl+D",)}
    settings.add_recent(tmp_path / "a.mp4")
    settings.keep_layout("window", QByteArray(b"\x00\xff"))


def test_what_was_chosen_is_there_at_the_next_start(own_home, tmp_path):
    write_all(Settings(), tmp_path)
    again = Settings()
    assert (again.theme, again.volume, again.snap, again.output) == (
        "light",
        0.5,
        False,
        "Speakers",
    )
    assert again.shortcuts == {"dub": ("Ctrl+D",)}
    assert again.recent == [tmp_path / "a.mp4"]
    assert again.layout("window") == QByteArray(b"\x00\xff")
    assert again.layout("docks") is None


@pytest.mark.parametrize(
    "damage",
    [
        {"volume": 7},
        {"volume": "loud"},
        {"shortcuts": ["x"]},
        {"recent": [3]},
        {"layouts": {"window": "no base 64!"}},
        {"theme": "pink"},
        {"latencies_s": {"keys": 1e300}},
        {"performing_keys": [2**40, 70]},
        {"unknown": 1},
    ],
    ids=lambda damage: next(iter(damage)),
)
def test_a_damaged_field_is_forgotten_and_its_neighbours_are_kept(own_home, tmp_path, damage):
    write_all(Settings(), tmp_path)
    path = Folders.current().settings / "window.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **damage}))
    again = Settings()
    assert again.output == "Speakers"
    assert again.volume == (FIRST_VOLUME if "volume" in damage else 0.5)
    assert again.latencies_s == {}
    assert again.performing_keys == (70, 74)


def test_a_damaged_item_is_forgotten_and_its_neighbours_are_kept(own_home, tmp_path):
    write_all(Settings(), tmp_path)
    path = Folders.current().settings / "window.json"
    plain = json.loads(path.read_text())
    plain["shortcuts"] = {"save": 7, "dub": ["Ctrl+D"]}
    plain["recent"] = [*plain["recent"], "x" * 300, None]
    path.write_text(json.dumps(plain))
    again = Settings()
    assert again.shortcuts == {"dub": ("Ctrl+D",)}
    assert again.recent == [tmp_path / "a.mp4"]


@pytest.mark.parametrize("text", ['{ "theme": "li', '{"volume": 7}', '{"of a later version": 1}'])
def test_a_damaged_file_is_kept_when_it_is_written_over(own_home, text):
    folder = Folders.current().settings
    folder.mkdir(parents=True)
    (folder / "window.json").write_text(text)
    settings = Settings()
    assert [each.name for each in folder.iterdir()] == ["window.json"]
    settings.snap = False
    settings.theme = "light"
    assert (folder / "window.damaged.json").read_text() == text
    assert len(list(folder.iterdir())) == 2
    assert Settings().theme == "light"


def test_a_whole_file_is_not_kept(own_home, tmp_path):
    write_all(Settings(), tmp_path)
    write_all(Settings(), tmp_path)
    assert [each.name for each in Folders.current().settings.iterdir()] == ["window.json"]


@pytest.mark.parametrize("text", ["", "[1]", "{ half", "NaN", "\udcff"])
def test_a_file_that_is_none_is_started_over(own_home, tmp_path, text):
    write_all(Settings(), tmp_path)
    path = Folders.current().settings / "window.json"
    path.write_bytes(text.encode(errors="surrogateescape"))
    assert Settings().output == ""


def test_the_ini_file_of_version_0_1_is_taken_over(own_home, tmp_path):
    folder = Folders.current().settings
    folder.mkdir(parents=True, exist_ok=True)
    store = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    store.setValue("theme", "light")
    store.setValue("volume", 0.25)
    store.setValue("snap", "false")
    store.setValue("recent", [str(tmp_path / "a.mp4"), str(tmp_path / "b.mp4")])
    store.setValue("shortcuts", '{"dub": ["Ctrl+D"]}')
    store.setValue("layout/window", QByteArray(b"\x00\xff"))
    store.sync()
    settings = Settings()
    assert (settings.theme, settings.volume, settings.snap) == ("light", 0.25, False)
    assert settings.recent == [tmp_path / "a.mp4", tmp_path / "b.mp4"]
    assert settings.shortcuts == {"dub": ("Ctrl+D",)}
    assert settings.layout("window") == QByteArray(b"\x00\xff")


def test_a_file_dialog_starts_in_the_last_folder_or_in_that_of_the_videos(own_home, tmp_path):
    settings = Settings()
    videos = settings.start_folder
    assert Path(videos).is_dir()
    settings.last_folder = str(tmp_path)
    assert settings.start_folder == str(tmp_path)
    settings.last_folder = str(tmp_path / "removed")
    assert settings.start_folder == videos


def test_without_a_folder_of_videos_a_file_dialog_starts_at_home(own_home, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))  # where the system has its folder of videos
    assert Settings().start_folder == str(tmp_path)
    (tmp_path / "Videos").mkdir()
    assert Settings().start_folder == str(tmp_path / "Videos")
