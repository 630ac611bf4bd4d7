"""The states of several tracks, of performing and of the event panel."""

from functools import partial
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from engine.events.candidates import Candidate
from engine.events.event import Event
from engine.recipe import Fader, GainPoint
from gui.document import found_edits
from gui.dub.perform.performing import State
from scripts.screenshots.editor import State as Shown
from scripts.screenshots.editor import in_light
from scripts.screenshots.stage import Stage

LAPTOP: Final = QSize(1280, 800)
_SHAPED: Final = Fader(
    gain_db=-6.0,
    pan=0.4,
    fade_in_s=0.8,
    envelope=(GainPoint(3.0, 0.0), GainPoint(4.0, -9.0), GainPoint(5.2, 3.0)),
)


def tracks(app: QApplication) -> QImage:
    """Three tracks of one clip, each with a reference of its own; one is faded and shaped."""
    with Stage(app) as stage:
        _split(stage, 3)
        stage.window.workspace.reset_layout()  # with room for three
        document = stage.window.document
        document.edit_track("Shape", replace(document.track, fader=_SHAPED))
        stage.idle()
        return stage.picture()


def six_tracks(app: QApplication) -> QImage:
    """Six tracks in the window of a laptop; they scroll."""
    with Stage(app, size=LAPTOP) as stage:
        _split(stage, 3)
        for _ in range(3):
            stage.trigger("add_track")
        stage.idle()
        return stage.picture()


def events(app: QApplication) -> QImage:
    """The event panel: the values of the selected event, and all events in a table."""
    with Stage(app, size=LAPTOP) as stage:
        stage.open_sample()
        stage.trigger("find_picture")
        stage.wait(lambda: stage.window.document.track.found)
        document, workspace = stage.window.document, stage.window.workspace
        workspace.selection.set([document.track.events[3].id])
        stage.trigger("event_panel")
        stage.idle()
        return stage.picture()


def rest(app: QApplication) -> QImage:
    """Four events set by hand, and what was found like them with its certainty."""
    with Stage(app) as stage:
        stage.open_sample()
        document, workspace = stage.window.document, stage.window.workspace
        own = document.track.events[:4]
        proposed = tuple(
            Candidate(replace(item.event, source="picture"), certainty)
            for item, certainty in zip(
                document.track.events[4:], (0.93, 0.81, 0.74, 0.62), strict=False
            )
        )
        unsure = Candidate(Event(5.7, 0.3, source="picture"), 0.3)
        track = replace(document.track, events=own)
        kept = {item.id for item in own}
        found = found_edits.put_found(track, "likeness", (*proposed, unsure), 6.0, kept)
        document.edit_track("Find the rest", found)
        workspace.selection.set([document.track.events[5].id])
        stage.settle(0.6)
        stage.idle()
        return stage.picture()


def performing(app: QApplication) -> QImage:
    """A performance is being recorded on the armed track."""
    with Stage(app, size=LAPTOP) as stage:
        _split(stage, 3)
        workspace = stage.window.workspace
        workspace.armed.toggle(stage.window.document.track.id)
        stage.trigger("performing")
        workspace.performing.state = State.RECORDING
        workspace.performing.state_changed.emit(State.RECORDING)
        workspace.perform_panel.pad.flash(0.8)
        stage.idle()
        image = stage.picture()
        workspace.performing.state = State.IDLE
        return image


def _split(stage: Stage, count: int) -> None:
    """Dub each of several tracks with a reference of its own."""
    stage.open_sample()
    document, workspace = stage.window.document, stage.window.workspace
    for _ in range(count - 1):
        first = document.clip.tracks[0]
        document.show_track(first.id)
        workspace.selection.set([item.id for item in first.events][1::2])
        stage.trigger("split_events")
    for track, reference in zip(document.clip.tracks, document.project.references, strict=False):
        document.show_track(track.id)
        workspace.dubbing.dub([reference])
    stage.wait(lambda: all(map(document.project.chosen_take, document.clip.tracks)))
    workspace.reset_layout()  # as if the project was opened with its tracks
    stage.idle()


TRACKS: Final[dict[str, Shown]] = {
    "tracks": tracks,
    "six-tracks": six_tracks,
    "events": events,
    "rest": rest,
    "performing": performing,
    "light-tracks": partial(in_light, tracks),
    "light-events": partial(in_light, events),
}
