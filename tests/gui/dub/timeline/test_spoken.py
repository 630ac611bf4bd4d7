"""What a screen reader says of the painted timeline."""

from msgspec.structs import replace
from PySide6.QtGui import QAccessible

from gui.document import event_edits
from gui.dub.timeline import spoken


def said(window) -> str:
    return window.workspace.timeline.accessibleDescription()


def select(window, *places: int) -> None:
    events = window.document.track.events
    window.workspace.selection.set([events[place].id for place in places])


def test_the_selected_event_is_told_with_its_values(opened):
    assert said(opened) == "4 events"
    select(opened, 1)
    assert said(opened).startswith("Event 2 of 4, 0:00.400, -")
    select(opened, 1, 2)
    assert said(opened) == "2 events selected"


def test_a_change_of_the_event_is_told(opened):
    document = opened.document
    select(opened, 0)
    chosen = opened.workspace.selection.ids
    document.edit_track("Mute", event_edits.toggle_muted(document.track, chosen))
    assert said(opened).endswith(" dB, muted")
    event = document.track.events[0]
    lasting = replace(event, event=replace(event.event, duration_s=0.25, muted=False))
    events = (lasting, *document.track.events[1:])
    document.edit_track("Last", replace(document.track, events=events))
    assert said(opened).endswith(" dB, lasts 0.250 s")


def test_the_track_is_named_where_there_are_several(opened):
    opened.actions_["add_track"].trigger()
    assert said(opened) == "Track 2: 0 events"
    group = opened.workspace.timeline.tracks.active
    assert group.events.accessibleName() == "Events of Track 2"
    assert group.take.accessibleName() == "Take of Track 2"


def test_a_screen_reader_is_told_at_once(opened, monkeypatch):
    heard = []

    class Reader(QAccessible):
        isActive = staticmethod(lambda: True)  # noqa: N815 (a name of Qt)
        updateAccessibility = staticmethod(heard.append)  # noqa: N815

    monkeypatch.setattr(spoken, "QAccessible", Reader)
    select(opened, 3)
    (event,) = heard
    assert event.message().startswith("Event 4 of 4")
    assert event.object() is opened.workspace.timeline
