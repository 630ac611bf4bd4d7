"""Nothing is told by colour alone: what differs in meaning differs in shape, weight or words."""

from collections.abc import Callable
from itertools import combinations
from typing import get_args

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from engine.events.event import Event
from gui.dub.jobs.job_list import draw_sign
from gui.dub.timeline.lanes.event_marks import EventMarks
from gui.dub.timeline.tracks.meter import LevelMeter
from gui.hosts.jobs import JobState
from gui.kit import theme
from gui.playback.meters import Level
from gui.train.runs.run_list import draw_state
from gui.train.runs.samples.event_strip import FoundEvents, draw_events
from training.run.run_folder import State

BACKGROUND = QColor(1, 2, 3)
SIDE = 40

Paint = Callable[[QPainter], object]


def shape(paint: Paint) -> frozenset[tuple[int, int]]:
    """The places that a drawing leaves on its background, whatever the colours are."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(BACKGROUND)
    with QPainter(image) as painter:
        paint(painter)
    places = ((x, y) for x in range(SIDE) for y in range(SIDE))
    return frozenset(place for place in places if image.pixelColor(*place) != BACKGROUND)


def outlines(widget: QWidget) -> list[tuple[int, int]]:
    """The places of a widget where it changes from one row to the next."""
    image = widget.grab().toImage()
    rows = range(1, image.height())
    x = image.width() // 2
    return [(x, y) for y in rows if image.pixel(x, y) != image.pixel(x, y - 1)]


def test_the_state_of_a_run_is_a_shape(qapp):
    shapes = [
        shape(lambda painter, state=state: draw_state(painter, QRect(0, 0, 24, 24), state=state))
        for state in get_args(State)
    ]
    assert len(set(shapes)) == len(shapes) > 5


def test_the_end_of_a_job_is_a_shape(qapp):
    states = JobState.RUNNING, JobState.DONE, JobState.FAILED
    shapes = [
        shape(lambda painter, state=state: draw_sign(painter, QRect(0, 0, 24, 24), state=state))
        for state in states
    ]
    assert len(set(shapes)) == len(states)


def _event(event: Event, *, is_proposed: bool = False) -> frozenset[tuple[int, int]]:
    def paint(painter: QPainter) -> None:
        marks = EventMarks(painter, lambda _: QPointF(20, 12), lambda s: 20 * s, 36)
        marks.paint(event, QColor("red"), selected=False, is_proposed=is_proposed)

    return shape(paint)


def _inside(event: Event, *, is_proposed: bool = False) -> bool:
    """Whether the head of an event is filled."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(theme.colour("base"))
    with QPainter(image) as painter:
        marks = EventMarks(painter, lambda _: QPointF(20, 12), lambda s: 20 * s, 36)
        marks.paint(event, QColor("red"), selected=False, is_proposed=is_proposed)
    return image.pixelColor(20, 12) != theme.colour("base")


def test_events_differ_in_shape_by_source_and_certainty(qapp):
    found, own = Event(1.0, source="picture"), Event(1.0, source="hand")
    lasting = Event(1.0, source="picture", duration_s=0.6)
    shapes = [_event(found), _event(own), _event(lasting), _event(found, is_proposed=True)]
    for one, other in combinations(shapes, 2):
        assert one != other
    assert _inside(found)
    assert not _inside(Event(1.0, source="picture", muted=True))
    assert not _inside(found, is_proposed=True)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (FoundEvents(((4.0, True),), ()), FoundEvents(((4.0, False),), ())),
        (FoundEvents((), ((4.0, True),)), FoundEvents((), ((4.0, False),))),
    ],
)
def test_events_that_a_model_missed_or_made_up_are_short(qapp, right, wrong):
    place = QRectF(0, 0, SIDE, 24)
    good, bad = (
        shape(lambda painter, events=events: draw_events(painter, place, events))
        for events in (right, wrong)
    )
    assert bad < good


def test_a_clip_light_is_apart_from_the_bar(qtbot):
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.resize(meter.width(), 60)
    full = Level(peak=1.0, level_db=0.0)
    meter.show_level(full)
    plain = outlines(meter)
    meter.show_level(Level(peak=1.2, level_db=0.0, clipped=True))
    assert len(outlines(meter)) == len(plain) + 2


def test_the_active_track_has_a_bold_title(opened):
    opened.actions_["add_track"].trigger()
    tracks, clip = opened.workspace.timeline.tracks, opened.document.clip
    headers = [tracks.group(track.id).header for track in clip.tracks]
    for active in clip.tracks:
        opened.document.show_track(active.id)
        bold = [header.title.font().bold() for header in headers]
        assert bold == [track.id == active.id for track in clip.tracks]
