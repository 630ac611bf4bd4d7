"""About names the licences, and What's new the newest version."""

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QTextBrowser

from gui.commands.about import newest_changes, own_licence, package_licences
from gui.main_window import MainWindow


def shown_dialog(window: MainWindow) -> QDialog:
    (dialog,) = (each for each in window.findChildren(QDialog) if each.isVisible())
    return dialog


def test_what_is_new_is_one_version_of_the_changelog():
    text = newest_changes()
    assert text.startswith("## [")
    assert text.count("\n## ") == 0


def test_what_is_new_can_be_read_in_some_minutes_and_says_each_thing_once():
    lines = newest_changes().splitlines()
    assert len(lines) < 200
    points = [line for line in lines if line.startswith("- ")]
    assert len(points) == len(set(points))


def test_every_package_that_is_loaded_is_named_with_its_licence():
    lines = package_licences().splitlines()
    assert any(line.startswith("PySide6 ") and "GPL" in line for line in lines)
    assert all(line.partition(": ")[2] for line in lines)


def test_the_dialogs_show_them(window: MainWindow):
    window.actions_["about"].trigger()
    about = shown_dialog(window)
    assert own_licence() in about.findChild(QPlainTextEdit).toPlainText()
    about.close()
    window.actions_["news"].trigger()
    news = shown_dialog(window)
    shown = news.findChild(QTextBrowser).toPlainText()
    assert newest_changes().splitlines()[0].removeprefix("## ") in shown
    news.close()
