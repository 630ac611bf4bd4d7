"""The tour points at five parts of the editor and covers none of them."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest

from gui.commands.tour import Tour, bubble_place
from gui.main_window import MainWindow
from tests.gui.window_tools import press

ROOM = QRect(0, 0, 1000, 600)
BUBBLE = QRect(0, 0, 300, 120)


def test_a_bubble_is_inside_the_window_and_beside_what_it_points_at():
    for target in (
        QRect(0, 80, 220, 500),
        QRect(760, 80, 240, 200),
        QRect(10, 20, 100, 30),
        QRect(880, 20, 110, 30),
        QRect(220, 300, 540, 60),
    ):
        place = QRect(bubble_place(target, BUBBLE, ROOM), BUBBLE.size())
        assert ROOM.contains(place)
        assert not place.intersects(target)


def test_a_bubble_lies_over_a_target_that_leaves_no_room():
    place = bubble_place(ROOM, BUBBLE, ROOM)
    assert ROOM.contains(QRect(place, BUBBLE.size()))


def tour_of(window: MainWindow) -> Tour:
    (tour,) = (each for each in window.findChildren(Tour) if each.isVisible())
    return tour


def test_the_tour_opens_the_sample_and_has_five_steps(window: MainWindow, qtbot):
    window.actions_["tour"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(Tour)), timeout=40000)
    tour = tour_of(window)
    titles = []
    while tour.isVisible():
        titles.append(tour.title)
        press(tour, "Done" if len(titles) == 5 else "Next")
    assert titles == [
        "Choose a reference",
        "Events are what sounds",
        "Dub",
        "Compare takes",
        "Export",
    ]


def test_escape_ends_the_tour(opened: MainWindow, qtbot):
    opened.actions_["tour"].trigger()
    tour = tour_of(opened)
    QTest.keyClick(tour, "\x1b")
    assert not tour.isVisible()


def test_enter_presses_the_button_that_has_the_keys(opened: MainWindow):
    opened.actions_["tour"].trigger()
    tour = tour_of(opened)
    first = tour.title
    QTest.keyClick(tour.focusWidget(), Qt.Key.Key_Return)
    assert tour.title != first
    tour.end()


def test_a_bubble_is_high_enough_for_its_text(opened: MainWindow):
    opened.resize(1024, 640)
    opened.actions_["tour"].trigger()
    tour = tour_of(opened)
    assert opened.rect().contains(QRect(tour.pos(), QSize(tour.width(), tour.height())))
    assert tour.childAt(QPoint(20, tour.height() - 24)) is not None
    tour.end()
