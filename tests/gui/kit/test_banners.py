"""Notices lie over the window: one line, the most serious first, and gone in time."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.kit.banners import Banners, Button
from gui.kit.labels import ElidedLabel

SIZE = (640, 400)


@pytest.fixture
def host(qtbot) -> QWidget:
    """A window with a stack of pages that fills it."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    pages = QStackedWidget()
    pages.addWidget(QLabel("Content"))
    pages.addWidget(QLabel("Other content"))
    layout.addWidget(pages)
    window.resize(*SIZE)
    window.show()
    return window


@pytest.fixture
def banners(host) -> Banners:
    banners = Banners()
    banners.lie_over(host.findChild(QStackedWidget))
    return banners


def lines(banners: Banners) -> list[str]:
    """The texts that are on the screen, from top to bottom."""
    QApplication.processEvents()  # which lays them out
    shown = [each for each in banners.findChildren(QLabel) if each.isVisible() and each.text()]
    return [
        each.text() for each in sorted(shown, key=lambda each: each.mapTo(banners, QPoint()).y())
    ]


def button(banners: Banners, text: str) -> QPushButton | None:
    shown = (each for each in banners.findChildren(QPushButton) if each.isVisible())
    return next((each for each in shown if each.text() == text), None)


def test_a_notice_moves_nothing(host, banners):
    content = host.findChild(QLabel)
    before = content.geometry()
    banners.show_banner("a", "Something happened.", level="danger")
    assert banners.isVisible()
    assert content.geometry() == before
    assert banners.geometry().bottom() < host.height()


def test_a_page_that_is_shown_later_does_not_cover_it(host, banners):
    banners.show_banner("a", "Something happened.")
    host.findChild(QStackedWidget).setCurrentIndex(1)
    assert banners.isAncestorOf(host.childAt(banners.geometry().center()))


def test_it_stays_at_the_bottom_of_a_window_that_is_resized(host, banners):
    banners.show_banner("a", "Something happened.")
    host.resize(300, 200)
    assert host.rect().contains(banners.geometry())
    assert banners.geometry().bottom() > 150


def test_of_several_only_the_most_serious_is_shown_and_the_others_are_counted(banners):
    banners.show_banner("c", "A fact.")
    banners.show_banner("a", "An error.", level="danger")
    banners.show_banner("b", "A warning.", level="warning")
    assert lines(banners) == ["An error."]
    more = button(banners, "2 more")
    more.click()
    assert lines(banners) == ["An error.", "A warning.", "A fact."]
    button(banners, "Less").click()
    assert lines(banners) == ["An error."]


def test_information_is_seen_before_an_older_error_and_then_the_error_again(banners):
    banners.show_banner("a", "No sound device.", level="danger")
    banners.show_banner("b", "Exported film.mp4.")
    assert lines(banners) == ["Exported film.mp4."]
    assert button(banners, "1 more") is not None
    banners.show_banner("c", "The disk is full.", level="danger")
    assert lines(banners) == ["The disk is full."]
    banners.close_banner("c")
    banners.close_banner("b")
    assert lines(banners) == ["No sound device."]


def test_the_last_of_several_has_no_button_for_others(banners):
    banners.show_banner("a", "An error.", level="danger")
    banners.show_banner("b", "A warning.", level="warning")
    banners.close_banner("a")
    assert lines(banners) == ["A warning."]
    assert button(banners, "1 more") is None
    banners.close_banner("b")
    assert not banners.isVisible()


def test_when_all_but_one_of_the_open_notices_are_closed_it_is_a_line_again(banners):
    for key in "abc":
        banners.show_banner(key, f"Error {key}.", level="danger")
    button(banners, "2 more").click()
    banners.close_banner("c")
    assert button(banners, "Less") is not None
    banners.close_banner("b")
    assert button(banners, "Less") is None
    banners.show_banner("d", "Error d.", level="danger")
    assert lines(banners) == ["Error d."]


def test_the_same_text_from_two_places_is_one_notice_with_a_count(banners):
    banners.show_banner("a", "The disk is full.", level="danger")
    banners.show_banner("b", "The disk is full.", level="danger")
    assert banners.texts() == ["The disk is full."]
    assert lines(banners) == ["The disk is full.  (2 times)"]


def test_information_goes_by_itself_and_an_error_stays(qtbot, banners):
    banners.show_banner("a", "An error.", level="danger")
    banners.show_banner("b", "A fact.", seconds=0.05)
    qtbot.waitUntil(lambda: banners.texts() == ["An error."], timeout=5000)


@pytest.mark.parametrize("advice", ["Copy it again.", "Copy it from the camera again. " * 8])
def test_a_sentence_and_its_advice_are_shown_whole_in_as_many_lines_as_they_need(
    host, banners, advice
):
    text = f"holiday.mp4 is damaged: no picture of it can be read. {advice}"
    banners.show_banner("a", text, level="danger", buttons=(Button("Find…", lambda: None),))
    assert host.rect().contains(banners.geometry())
    (label,) = (each for each in banners.findChildren(QLabel) if each.text() == text)
    assert label.heightForWidth(label.width()) <= label.height()
    assert banners.rect().contains(label.rect().translated(label.mapTo(banners, QPoint())))


def test_a_short_text_takes_one_line(banners):
    banners.show_banner("a", "All media found again.", buttons=(Button("Find…", lambda: None),))
    (label,) = (each for each in banners.findChildren(QLabel) if each.text())
    assert label.fontMetrics().horizontalAdvance(label.text()) <= label.contentsRect().width()
    assert banners.height() < 60


def test_closing_a_key_closes_what_is_below_it(banners):
    for key in ("clip/7", "clip/7/dub", "clip/78", "clip"):
        banners.show_banner(key, f"About {key}.", level="danger")
    banners.close_banner("clip/7")
    assert banners.keys == ["clip/78", "clip"]


def test_many_open_notices_leave_part_of_the_window_free(host, banners):
    for index in range(30):
        banners.show_banner(str(index), f"Error {index}.", level="danger")
    button(banners, "29 more").click()
    assert banners.height() <= host.height() * 0.6


def test_a_button_acts_on_the_notice_that_it_belongs_to(banners):
    pressed = []
    banners.show_banner("a", "One.", buttons=(Button("Do", lambda: pressed.append("a")),))
    banners.press("a", "Do")
    assert pressed == ["a"]
    assert banners.texts() == []


@dataclass(frozen=True)
class Bar:
    """Notices on the status bar of a window, between a running job and a device."""

    window: QMainWindow
    pages: QWidget
    job: QPushButton
    device: QPushButton
    banners: Banners


def status_bar(qtbot, device_name: str) -> Bar:
    window = QMainWindow()
    qtbot.addWidget(window)
    pages, job = QStackedWidget(), QPushButton("Dubbing with metal  ·  62 %")
    window.setCentralWidget(pages)
    window.statusBar().addWidget(job, 1)
    device = QPushButton(device_name)
    window.statusBar().addPermanentWidget(device)
    window.statusBar().setMinimumHeight(40)
    window.resize(*SIZE)
    window.show()
    banners = Banners()
    banners.lie_over(pages)
    banners.lie_on(job)
    return Bar(window, pages, job, device, banners)


def test_on_a_status_bar_it_covers_neither_the_page_nor_what_the_bar_shows(qtbot):
    bar = status_bar(qtbot, "AMD EPYC  ·  0.1 of 24 GB")
    bar.banners.show_banner("a", "Something happened.", level="danger")
    shown = bar.banners.geometry()
    assert shown.top() > bar.pages.geometry().bottom()
    assert shown.left() >= bar.job.sizeHint().width()
    assert shown.right() < bar.device.mapTo(bar.window, QPoint()).x()
    bar.job.setText("Dubbing with a bright small bell  ·  62 %  ·  3 s left")
    qtbot.waitUntil(
        lambda: bar.banners.geometry().left() >= bar.job.sizeHint().width() > shown.left()
    )


def test_it_stays_where_it_is_while_the_bar_leaves_it_there(qtbot):
    bar = status_bar(qtbot, "AMD EPYC")
    bar.window.resize(900, 400)
    bar.banners.show_banner("a", "Work can be recovered.", buttons=(Button("Do", lambda: None),))
    shown = bar.banners.geometry()
    bar.device.setText("AMD EPYC  ·  a batch")
    qtbot.waitUntil(lambda: bar.device.width() == bar.device.sizeHint().width())
    qtbot.wait(30)
    assert bar.banners.geometry() == shown


def test_its_buttons_stay_while_it_gets_room_beside_a_text_that_ends(qtbot, monkeypatch):
    bar = status_bar(qtbot, "AMD EPYC")
    bar.job.setText("Dubbing with a bright small bell  ·  62 %  ·  3 s left")
    text = "The clip was exported to the folder beside it, with its stems and markers."
    bar.banners.show_banner("a", text, buttons=(Button("Do", lambda: None),))
    before = bar.banners.geometry()
    monkeypatch.setattr(bar.banners, "underMouse", lambda: True)
    bar.job.setText("")
    qtbot.waitUntil(lambda: bar.banners.width() > before.width())
    assert bar.banners.geometry().right() == before.right()


def test_what_does_not_fit_between_covers_the_right_of_the_status_bar_and_not_the_page(qtbot):
    bar = status_bar(qtbot, "A device with a long name  ·  0.4 of 4 GB")
    bar.banners.show_banner(
        "a", "Something happened that takes some words to tell.", level="danger"
    )
    shown = bar.banners.geometry()
    assert shown.top() > bar.pages.geometry().bottom()
    assert shown.left() >= bar.job.sizeHint().width()
    assert shown.right() < bar.window.width()


def test_for_a_notice_that_does_not_fit_the_bar_says_less_on_both_sides(qtbot):
    bar = status_bar(qtbot, "AMD EPYC  ·  0.1 of 24 GB")
    job = QWidget()
    row = QHBoxLayout(job)
    row.setContentsMargins(0, 0, 0, 0)
    text = ElidedLabel()
    text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    text.setText("Finding events in a clip with a very long name of some sixty letters.mp4")
    row.addWidget(text)
    row.addStretch(1)
    bar.window.statusBar().removeWidget(bar.job)
    bar.window.statusBar().addWidget(job, 1)
    bar.banners.lie_on(job, lambda px: row.setContentsMargins(0, 0, px, 0))
    asked = []
    bar.banners.crowded.connect(asked.append)
    bar.banners.crowded.connect(lambda short: bar.device.setText("AMD" if short else "AMD EPYC"))
    bar.window.resize(760, 400)
    bar.banners.show_banner("a", "Unsaved work on a clip from 15:54 can be recovered.")

    def is_free() -> bool:
        left, right = bar.banners.geometry().left(), bar.banners.geometry().right()
        return (
            text.mapTo(bar.window, text.rect().topRight()).x() < left
            and right < bar.device.mapTo(bar.window, QPoint()).x()
        )

    qtbot.waitUntil(is_free)
    assert text.shown_text().endswith("…")
    bar.banners.show_banner("b", " ".join(["This needs more than is left."] * 5))
    qtbot.waitUntil(lambda: asked == [True])
    bar.banners.close_banner("b")
    bar.banners.close_banner("a")
    assert asked[-1] is False
    qtbot.waitUntil(lambda: not text.shown_text().endswith("…"))


def test_the_bar_says_all_again_where_the_window_has_become_wide_enough(qtbot):
    bar = status_bar(qtbot, "AMD EPYC  ·  0.1 of 24 GB")
    asked = []
    bar.banners.crowded.connect(asked.append)
    bar.banners.crowded.connect(
        lambda short: bar.device.setText("AMD" if short else "AMD EPYC  ·  0.1 of 24 GB")
    )
    bar.banners.show_banner("a", "No sound device was found, so all that is played is silent.")
    qtbot.waitUntil(lambda: asked == [True])
    bar.window.resize(1400, 400)
    qtbot.waitUntil(lambda: asked == [True, False])
    assert bar.banners.geometry().right() < bar.device.mapTo(bar.window, QPoint()).x()
    bar.window.resize(*SIZE)
    qtbot.waitUntil(lambda: asked == [True, False, True])
