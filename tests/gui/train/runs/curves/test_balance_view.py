"""The gauge of the discriminators beside the curves."""

from PySide6.QtGui import QColor

from gui.train.runs.curves.balance_view import RatioMeter


def colours(meter: RatioMeter) -> set[str]:
    """The colours just above the bar, where needle and target stick out."""
    picture = meter.grab().toImage()
    return {
        QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(8, 10)
    }


def test_without_a_ratio_the_gauge_has_no_needle_and_no_target(qtbot):
    meter = RatioMeter()
    qtbot.addWidget(meter)
    meter.resize(220, 56)
    meter.show_ratio(None, 0.5)
    assert len(colours(meter)) == 1
    meter.show_ratio(0.4, 0.5)
    assert len(colours(meter)) > 1
    assert meter.accessibleDescription() == "0.4: balanced"
