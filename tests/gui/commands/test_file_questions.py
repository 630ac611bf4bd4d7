import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from gui.file_questions import ask_file, ask_files, ask_folder, ask_target
from gui.kit.path_field import PathField
from tests.gui.window_tools import press


@pytest.fixture
def asker(qtbot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_each_question_starts_where_the_last_one_ended(asker, services, tmp_path, monkeypatch):
    first, second, third = places = [tmp_path / name for name in ("a", "b", "c")]
    for place in places:
        place.mkdir()
    settings, starts = services.settings, []

    def answers(method, answer):
        def ask(_window, _title, start, *_):
            starts.append(start)
            return answer if method == "getExistingDirectory" else (answer, "")  # and the filter

        monkeypatch.setattr(QFileDialog, method, ask)

    answers("getExistingDirectory", str(first))
    assert ask_folder(asker, settings, "Open") == first
    answers("getOpenFileName", str(second / "in"))
    assert ask_file(asker, settings, "Open", "*") == second / "in"
    answers("getSaveFileName", "")
    assert ask_target(asker, settings, "Save", "out", "*") is None
    answers("getOpenFileNames", [str(third / name) for name in "xy"])
    assert ask_files(asker, settings, "Add", "*") == [third / "x", third / "y"]
    answers("getOpenFileNames", [])
    assert ask_files(asker, settings, "Add", "*") == []
    assert starts[1:] == [str(first), str(second / "out"), str(second), str(third)]
    assert settings.last_folder == str(third)


def test_what_belongs_elsewhere_starts_there(asker, services, tmp_path, monkeypatch):
    starts = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *words: starts.append(words[2]) or ("", "")
    )
    services.settings.last_folder = str(tmp_path)
    ask_target(asker, services.settings, "Save", str(tmp_path / "clips" / "one.csv"), "*")
    assert starts == [str(tmp_path / "clips" / "one.csv")]


def test_a_field_for_a_path_starts_at_its_path_else_in_the_last_folder(
    qtbot, services, tmp_path, monkeypatch
):
    starts, settings = [], services.settings
    chosen = tmp_path / "chosen"

    def choose(_window, _title, start):
        starts.append(start)
        return str(chosen)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    settings.last_folder = str(tmp_path)
    field = PathField("Output", settings, folder=True)
    qtbot.addWidget(field)
    for _ in range(2):
        field.findChild(QAbstractButton).click()
    assert starts == [str(tmp_path), str(chosen)]
    assert field.path == chosen
    assert settings.last_folder == str(chosen)


@pytest.mark.parametrize("command", ["import_events", "relink", "add_reference_folder"])
def test_the_commands_of_the_editor_start_in_the_last_folder(
    opened, tmp_path, monkeypatch, command
):
    starts = []
    for kind in ("getOpenFileName", "getExistingDirectory"):
        none = "" if kind == "getExistingDirectory" else ("", "")
        monkeypatch.setattr(
            QFileDialog, kind, lambda *words, none=none: starts.append(words[2]) or none
        )
    opened.document.clip.file.path.unlink()
    opened.settings.last_folder = str(tmp_path)
    opened.actions_[command].trigger()
    assert starts == [str(tmp_path)]


def test_the_listening_test_starts_in_the_last_folder(window, tmp_path, monkeypatch):
    starts = []
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *words: starts.append(words[2]) or ""
    )
    window.settings.last_folder = str(tmp_path)
    window.actions_["listening_test"].trigger()
    page = window.listening.window.start_page
    press(page, "Open test…")
    page.source.findChild(QAbstractButton).click()
    assert starts == [str(tmp_path)] * 2
