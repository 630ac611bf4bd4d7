"""The composition of the loss and the gauge of the discriminators, beside the curves."""

from PySide6.QtGui import QColor, QImage

from gui.train.runs.curves.balance_view import RatioMeter, SharesView


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


def drawn(picture: QImage, left: int, top: int) -> set[tuple[int, int]]:
    """Where a symbol differs from its surroundings, whatever their colours."""
    around = picture.pixel(left, top)
    square = [(x, y) for x in range(11) for y in range(11)]
    return {(x, y) for x, y in square if picture.pixel(left + x, top + y) != around}


def test_names_and_parts_of_the_bar_are_linked_without_their_colours(qtbot):
    shares = SharesView()
    qtbot.addWidget(shares)
    shares.resize(200, 80)
    shares.show_shares([("mel", 0.5), ("event", 0.5)])
    picture = shares.grab().toImage()
    mel, event = drawn(picture, 44, 1), drawn(picture, 144, 1)
    assert mel
    assert event
    assert mel != event
    assert drawn(picture, 0, 24) != drawn(picture, 0, 43)  # beside the names


def test_without_shares_stands_why(qtbot):
    shares = SharesView()
    qtbot.addWidget(shares)
    shares.show_shares([], nothing="")
    empty = shares.grab().toImage()
    shares.show_shares([], nothing="Reading the run…")
    assert shares.grab().toImage() != empty
