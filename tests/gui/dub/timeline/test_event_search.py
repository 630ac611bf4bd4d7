"""Finding events: the text of an empty event lane, before and after a search."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typing_extensions import override

from engine.events.candidates import Candidate
from engine.events.event import Event
from engine.host.messages import (
    Answered,
    FindEvents,
    FoundEvents,
    Installed,
    JobFailed,
    Progressed,
    Ready,
)
from engine.machine.hardware import Device
from engine.phrases import Phrase
from engine.project.model import DubSettings
from engine.recipe import EventSource
from gui.document.document import Document
from gui.dub.timeline.event_search import EventSearch
from gui.hosts.engine_host import EngineHost, HostState


class QuietHost(EngineHost):
    """An engine that is ready and answers when the test lets it."""

    @override
    def start(self) -> None:
        """No process."""

    def become_ready(self) -> None:
        self._receive(Ready(Device(), Installed()))

    def progress(self, fraction: float) -> None:
        assert self.running is not None
        self._receive(Progressed(self.running.id, "picture", fraction))

    def fail(self, message: str) -> None:
        assert self.running is not None
        self._receive(JobFailed(self.running.id, Phrase(message)))

    def answer(self, source: EventSource, *events: Event) -> None:
        assert self.running is not None
        candidates = tuple(Candidate(event, 0.9) for event in events)
        self._receive(Answered(self.running.id, FoundEvents(source, events, candidates)))


@pytest.fixture
def host(qapp) -> Iterator[QuietHost]:
    host = QuietHost()
    host.state = HostState.STARTING
    yield host
    host.shutdown()


@pytest.fixture
def document(services, clip) -> Document:
    services.document.add_clip(clip)
    return services.document


@pytest.fixture
def search(host, services, document) -> EventSearch:
    return EventSearch(services, host, services.banners)


OTHER = FindEvents(Path("other.mp4"), ("picture",))
EVENT = Event(0.5, 0.8, source="picture")


def test_it_says_what_it_waits_for_and_how_far_it_is(search, host, clip, document):
    assert search.hint == "Double-click to add an event, or find events with the Events menu."
    told = []
    search.hint_changed.connect(told.append)
    search.look(clip, "picture", asked=False)
    assert told[-1] == "Finding events in the picture once the engine has started…"
    host.become_ready()
    host.progress(0.4)
    assert told[-1] == "Finding events in the picture…  40 %"
    assert search.is_under_way(clip.track.id)
    host.answer("picture", EVENT)
    assert not search.is_under_way(clip.track.id)
    assert document.track.events[0].event.time_s == 0.5
    assert told[-1] == "Double-click to add an event, or find events with the Events menu."


def test_behind_another_job_it_waits_for_the_engine_to_be_free(search, host, clip):
    host.become_ready()
    host.submit(OTHER, title="a dub", done=lambda _: None, failed=lambda _: None)
    search.look(clip, "sound", asked=True)
    assert search.hint == "Finding events in the sound once the engine is free…"


def test_where_nothing_was_found_it_says_where_it_has_looked(search, host, services, clip):
    host.become_ready()
    search.look(clip, "picture", asked=False)
    assert host.running.ask.sources == ("picture", "sound")
    host.answer("sound")
    found = "No events found in the picture or in the sound"
    assert search.hint == f"{found}. Double-click to add one."
    told = f"{found} of clip.mp4. Double-click the event lane to add one."
    assert services.banners.texts() == [told]
    search.look(clip, "picture", asked=True)
    assert host.running.ask.sources == ("picture",)
    host.answer("picture")
    assert search.hint.startswith("No events found in the picture. Double-click")


def test_a_cancelled_search_says_how_to_begin_again(search, host, clip):
    host.become_ready()
    ended = []
    search.ended.connect(ended.append)
    search.look(clip, "picture", asked=False)
    host.cancel(host.running)
    assert search.hint.startswith("Finding events was cancelled. Try again")
    assert ended == [clip.track.id]


def test_a_search_that_finds_nothing_names_where_it_searched(search, host, clip, services):
    host.become_ready()
    search.look(clip, "auto", asked=False)
    host.answer("auto")  # the clip has no sound that could be looked into, too
    assert search.hint == "No events found in the picture. Double-click to add one."
    assert services.banners.texts() == [
        f"No events found in the picture of {clip.name}. Double-click the event lane to add one."
    ]


def test_a_failed_search_says_so(search, host, clip):
    host.become_ready()
    search.look(clip, "picture", asked=False)
    host.fail("The picture cannot be read.")
    assert search.hint.startswith("Finding events failed.")


def test_the_model_that_is_chosen_can_look_as_well(search, host, document):
    host.become_ready()
    document.edit_settings(DubSettings(model="mine"))
    said = []
    search.said.connect(said.append)
    search.look(document.clip, "model", asked=True)
    assert search.hint.startswith("Finding events with the model…")
    assert (host.running.ask.sources, host.running.ask.model) == (("model",), "mine")
    host.answer("model", EVENT)
    found = document.track.events[0].event
    assert (found.time_s, found.source) == (0.5, "picture")
    assert said == ["1 event found with the model"]
    assert document.undo_stack.undoText() == "Find events with the model"
    search.look(document.clip, "auto", asked=True)  # looks with it, too
    assert (host.running.ask.sources, host.running.ask.model) == (("auto",), "mine")
