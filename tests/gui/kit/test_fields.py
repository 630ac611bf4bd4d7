"""Fields on a page that scrolls leave the wheel to it until one is in them."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.kit.fields import decimal_field, slider, thin_bar, whole_field
from gui.kit.layouts import add, vbox
from gui.kit.widgets import choice, scroll_area


def fields() -> list[QWidget]:
    made = [
        choice("Choice", [(str(n), n) for n in range(9)]),
        whole_field("Whole", 0, 9),
        decimal_field("Decimal", 0, 9, step=1),
        slider("Slider", 9),
    ]
    made[0].setCurrentIndex(4)
    for field in made[1:]:
        field.setValue(4)
    return made


def value(field: QWidget) -> float:
    return field.currentIndex() if hasattr(field, "currentIndex") else field.value()


def wheel(widget: QWidget) -> bool:
    """Turn the wheel by a notch towards the user; return whether the widget took that."""
    place = QPointF(widget.rect().center())
    turned = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, turned)
    return turned.isAccepted()


@pytest.mark.parametrize("index", range(4))
def test_the_wheel_scrolls_a_page_and_changes_no_field_on_the_way(qtbot, index):
    inside = QWidget()
    column = add(vbox(inside), *fields())
    inside.setMinimumHeight(2000)
    area = scroll_area(inside)
    qtbot.addWidget(area)
    area.resize(200, 200)
    area.show()
    field = column.itemAt(index).widget()
    assert not wheel(field)  # so it goes on to the page
    assert value(field) == 4
    area.activateWindow()
    with qtbot.waitActive(area):
        field.setFocus()
    assert wheel(field)
    assert value(field) != 4


@pytest.mark.parametrize("index", range(4))
def test_elsewhere_the_wheel_changes_a_field(qtbot, index):
    page = QWidget()
    qtbot.addWidget(page)
    column = add(vbox(page), *fields())
    page.show()
    field = column.itemAt(index).widget()
    assert wheel(field)
    assert value(field) != 4


def test_a_bar_is_not_painted_in_the_turn_that_sets_it_but_in_the_next(qtbot):
    painted = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(event)
            return False

    bar = thin_bar("Progress", 100)
    qtbot.addWidget(bar)
    bar.show()
    qtbot.waitExposed(bar)
    QApplication.processEvents()
    watch = Watch()
    bar.installEventFilter(watch)
    bar.setValue(50)
    bar.setRange(0, 40)  # less than the value, which is then unset
    assert not painted
    qtbot.waitUntil(lambda: bool(painted))
