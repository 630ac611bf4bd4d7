"""Where the certainty of an event is written."""

from PySide6.QtCore import QPointF

from engine.events.event import Event
from gui.dub.timeline.lanes.event_marks import EventMarks

FLOOR = 53.0
PX_PER_S = 100.0


class Painter:
    """Keeps where texts are drawn."""

    def __init__(self):
        self.places = []

    def setPen(self, _pen):
        """A colour is of no interest here."""

    def drawText(self, place, _flags, _text):
        self.places.append(place)


def place_of(event):
    painter = Painter()

    def head(event):
        return QPointF(PX_PER_S * event.time_s, FLOOR - 45.0 * event.strength)

    marks = EventMarks(painter, head, lambda time_s: PX_PER_S * time_s, FLOOR)
    marks.paint_certainties([(event, 0.59)], 1000.0)
    (place,) = painter.places
    return place, head(event).y()


def test_the_certainty_is_beside_the_head_of_a_strike():
    place, head_y = place_of(Event(1.0, 0.8))
    assert place.center().y() == head_y


def test_no_edge_of_a_bar_crosses_the_certainty():
    for strength in (0.1, 0.9):
        place, head_y = place_of(Event(1.0, strength, duration_s=2.0))
        assert place.top() >= head_y or place.bottom() <= head_y
    place, _ = place_of(Event(1.0, 0.8, duration_s=0.3))
    assert place.left() > 130.0
