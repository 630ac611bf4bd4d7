import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.train.file_questions import ask_file, ask_folder, ask_target


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_each_question_starts_where_the_last_one_ended(window, services, tmp_path, monkeypatch):
    places = [tmp_path / name for name in ("a", "b")]
    for place in places:
        place.mkdir()
    first, second = places
    settings, starts = services.settings, []

    def answers(method, answer):
        def ask(_window, _title, start, *_):
            starts.append(start)
            return answer if method == "getExistingDirectory" else (answer, "")

        monkeypatch.setattr(QFileDialog, method, ask)

    answers("getExistingDirectory", str(first))
    assert ask_folder(window, settings, "Open") == first
    answers("getOpenFileName", str(second / "in"))
    assert ask_file(window, settings, "Open", "*") == second / "in"
    answers("getSaveFileName", "")
    assert ask_target(window, settings, "Save", "out", "*") is None
    assert starts[1:] == [str(first), str(second / "out")]
    assert settings.last_folder == str(second)
