"""A dub that waits for the events: that it waits, and what becomes of it."""

import pytest
from PySide6.QtCore import QObject, Signal

from engine.events.event import Event
from engine.project.model import Track, new_id
from gui.document import event_edits, track_edits
from gui.dub.takes.after_search import AfterSearch
from gui.dub.timeline.event_search import Outcome

WAITS = "Dubs when the events are found"


class Search(QObject):
    """A search that ends when the test lets it."""

    ended = Signal(str)

    def __init__(self):
        super().__init__()
        self.next = ""
        self.how = Outcome.NOTHING

    def is_under_way(self, _track_id):
        return True

    def outcome(self, _track_id):
        return self.how

    def tell_next(self, _track_id, text):
        self.next = text


@pytest.fixture
def document(services, clip):
    services.document.add_clip(clip)
    return services.document


@pytest.fixture
def search(qapp):
    return Search()


@pytest.fixture
def dubbed(document, search, services):
    """The dubs that were made; one is waiting."""
    made = []
    waiting = AfterSearch(services, search, services.banners)
    assert waiting.postpones(document.clip, lambda: made.append(1))
    return made


def add_event(document):
    changed, _ = event_edits.add_events(document.track, [Event(0.5)], 1.0)
    document.edit_track("Add", changed)


def test_the_search_tells_that_a_dub_follows_which_is_made_once(dubbed, document, search, services):
    assert search.next == WAITS
    add_event(document)
    for _ in range(2):
        search.ended.emit(document.track.id)
    assert dubbed == [1]
    assert services.banners.texts() == []


@pytest.mark.parametrize(
    ("how", "why"),
    [
        (Outcome.NOTHING, "no events were found"),
        (Outcome.FAILED, "finding events failed"),
        (Outcome.CANCELLED, "finding events was cancelled"),
    ],
)
def test_a_search_without_events_tells_why_nothing_is_dubbed(
    dubbed, document, search, services, how, why
):
    search.how = how
    search.ended.emit(document.track.id)
    assert not dubbed
    assert services.banners.texts() == [f"Not dubbed, as {why}."]


def test_a_dub_is_dropped_with_a_word_once_another_track_is_chosen(
    dubbed, document, search, services
):
    searched = document.track.id
    add_event(document)
    document.edit_clip("Add", track_edits.add_track(document.clip, Track(id=new_id()), 1))
    document.show_track(document.clip.tracks[1].id)
    assert document.track.id != searched
    search.ended.emit(searched)
    assert not dubbed
    assert services.banners.texts() == ["Not dubbed, as another track was chosen meanwhile."]
