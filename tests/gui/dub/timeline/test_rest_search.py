"""Find the rest: what is taught, what is replaced, and what is learnt from corrections."""

import pytest
from msgspec.structs import replace

from engine.events.candidates import Candidate
from engine.events.event import Event
from engine.host.messages import FoundRest
from engine.project.model import TimelineEvent, Track
from gui.document import event_edits, found_edits
from gui.dub.timeline.rest_search import RestSearch, lesson
from gui.dub.timeline.selection import Selection


class Engine:
    """Keeps the jobs and lets the test answer them."""

    def __init__(self):
        self.asked = []
        self.cancelled = []

    def submit(self, ask, *, title, done, failed):
        self.asked.append(ask)
        self.title, self.done, self.failed = title, done, failed
        return ask  # in place of the job

    def cancel(self, job):
        self.cancelled.append(job)

    def find(self, *times_s, certainty=0.8):
        events = [Event(time_s, source="picture") for time_s in times_s]
        self.done(FoundRest(tuple(Candidate(event, certainty) for event in events)))


@pytest.fixture
def document(services, clip):
    services.document.add_clip(replace(clip, file=replace(clip.file, duration_s=10.0)))
    return services.document


@pytest.fixture
def engine():
    return Engine()


@pytest.fixture
def search(document, engine, services):
    return RestSearch(services, engine, Selection(services.banners), services.banners)


def set_events(document, *times_s, source="hand"):
    events = [Event(time_s, source=source) for time_s in times_s]
    changed, ids = event_edits.add_events(document.track, events, 10.0)
    document.edit_track("Add", changed)
    return ids


def times_s(document):
    return [item.event.time_s for item in document.track.events]


def taught(engine):
    clip = engine.asked[-1].clip
    return [event.time_s for event in clip.events], clip.finished.end_s, list(clip.rejected_s)


def test_the_users_events_teach_and_what_was_detected_after_them_is_replaced(
    document, engine, search
):
    set_events(document, 1.0, 2.0, 3.0)
    set_events(document, 1.5, 5.5, 7.5, source="picture")
    search.find(document.clip, ())
    assert taught(engine) == ([1.0, 1.5, 2.0, 3.0], pytest.approx(3.1), [])
    engine.find(4.0, 5.0)
    assert times_s(document) == [1.0, 1.5, 2.0, 3.0, 4.0, 5.0]
    assert document.track.events[-1].event.source == "picture"


def test_one_undo_takes_the_rest_back(document, engine, search):
    set_events(document, 1.0, 2.0, 3.0)
    search.find(document.clip, ())
    engine.find(4.0, 5.0)
    document.undo_stack.undo()
    assert times_s(document) == [1.0, 2.0, 3.0]
    search.find(document.clip, ())
    assert taught(engine) == ([1.0, 2.0, 3.0], pytest.approx(3.1), [])  # nothing was rejected


def test_a_performance_of_the_whole_clip_leaves_no_rest_which_is_said_at_once(
    document, engine, search, services
):
    ids = set_events(document, 1.0, 2.0, 3.0, 9.9, source="performance")
    search.find(document.clip, ())
    assert not engine.asked
    (told,) = services.banners.texts()
    assert told.startswith("Your events reach the end of the clip")
    search.find(document.clip, ids[:3])  # as it advises
    assert taught(engine) == ([1.0, 2.0, 3.0, 9.9], pytest.approx(3.1), [])
    document.edit_track("Delete", event_edits.remove_events(document.track, ids[3:]))
    search.find(document.clip, ())
    assert taught(engine) == ([1.0, 2.0, 3.0], pytest.approx(3.1), [])


def test_three_selected_events_are_the_examples(document, engine, search):
    ids = set_events(document, 1.0, 2.0, 3.0, 6.0, source="picture")
    search.find(document.clip, ids[:3])
    assert taught(engine) == ([1.0, 2.0, 3.0], pytest.approx(3.1), [])


def test_selected_events_go_on_teaching_when_they_are_selected_no_more(document, engine, search):
    ids = set_events(document, 1.0, 2.0, 3.0, 6.0, source="picture")
    search.find(document.clip, ids[:3])
    engine.find(4.0, 5.0)
    deleted = document.track.events[4].id
    document.edit_track("Delete", event_edits.remove_events(document.track, [deleted]))
    search.find(document.clip, ())
    assert taught(engine) == ([1.0, 2.0, 3.0, 4.0], pytest.approx(5.1), [5.0])


def test_a_deleted_event_teaches_and_those_before_it_are_confirmed(document, engine, search):
    set_events(document, 1.0, 2.0, 3.0)
    search.find(document.clip, ())
    engine.find(4.0, 5.0, 6.0)
    deleted = document.track.events[4].id
    document.edit_track("Delete", event_edits.remove_events(document.track, [deleted]))
    search.find(document.clip, ())
    assert taught(engine) == ([1.0, 2.0, 3.0, 4.0], pytest.approx(5.1), [5.0])
    engine.find(6.1)
    assert times_s(document) == [1.0, 2.0, 3.0, 4.0, 6.1]
    search.find(document.clip, ())
    assert taught(engine)[2] == [5.0]  # it is remembered


def test_a_deleted_event_near_the_end_leaves_the_rest_to_be_searched(document, engine, search):
    ids = set_events(document, 1.0, 2.0, 3.0)
    search.find(document.clip, ())
    engine.find(4.0, 5.0, 9.9)
    deleted = document.track.events[5].id
    document.edit_track("Delete", event_edits.remove_events(document.track, [deleted]))
    search.find(document.clip, ())
    assert taught(engine) == ([1.0, 2.0, 3.0], pytest.approx(3.1), [9.9])
    search.find(document.clip, ids)
    assert taught(engine) == ([1.0, 2.0, 3.0], pytest.approx(3.1), [9.9])


def test_selected_events_are_all_the_examples_whatever_was_deleted_after_them(
    document, engine, search
):
    ids = set_events(document, 1.0, 2.0, 3.0)
    search.find(document.clip, ())
    engine.find(4.0, 5.0)
    deleted = document.track.events[4].id
    document.edit_track("Delete", event_edits.remove_events(document.track, [deleted]))
    search.find(document.clip, ids)
    assert taught(engine) == ([1.0, 2.0, 3.0], pytest.approx(3.1), [5.0])


def test_a_moved_event_is_an_example_where_it_is_now_and_none_where_it_was(
    document, engine, search
):
    set_events(document, 1.0, 2.0, 3.0)
    search.find(document.clip, ())
    engine.find(4.0, 5.0)
    moved = document.track.events[4].id
    document.edit_track("Move", event_edits.move_events(document.track, [moved], 0.3, 10.0))
    search.find(document.clip, ())
    assert taught(engine) == (
        [1.0, 2.0, 3.0, 4.0, pytest.approx(5.3)],
        pytest.approx(5.4),
        [5.0],
    )


def test_uncertain_candidates_are_no_events_and_nothing_changes(document, engine, search, services):
    set_events(document, 1.0, 2.0, 3.0)
    set_events(document, 7.0, source="picture")
    search.find(document.clip, ())
    engine.find(4.0, certainty=0.4)
    assert times_s(document) == [1.0, 2.0, 3.0, 7.0]
    assert any("Nothing like these events" in text for text in services.banners.texts())


def test_without_events_the_engine_is_asked_and_says_why_not(document, engine, search):
    search.find(document.clip, ())
    assert engine.asked[-1].clip.events == ()
    assert engine.asked[-1].clip.finished is None


def test_a_muted_hand_made_event_stays():
    item = TimelineEvent("a" * 16, Event(2.0, muted=True))
    track = Track(id="b" * 16, events=(item,))
    assert lesson(track, ()).kept == (item,)


def test_accepted_candidates_teach_like_the_users_own(document, engine, search):
    set_events(document, 1.0, 2.0, 3.0)
    search.find(document.clip, ())
    engine.find(4.0, 5.0, 6.0)
    accepted = document.track.events[4].id
    document.edit_track("Accept", found_edits.accept(document.track, [accepted]))
    search.find(document.clip, ())
    assert taught(engine) == ([1.0, 2.0, 3.0, 4.0, 5.0], pytest.approx(5.1), [])


def test_what_a_low_sensitivity_hides_is_not_rejected(document, engine, search):
    set_events(document, 1.0, 2.0, 3.0)
    search.find(document.clip, ())
    engine.find(4.0, 5.0)
    document.edit_track("Slide", found_edits.set_sensitivity(document.track, 0.0))
    assert times_s(document) == [1.0, 2.0, 3.0]
    search.find(document.clip, ())
    assert taught(engine) == ([1.0, 2.0, 3.0], pytest.approx(3.1), [])


def test_what_is_added_while_the_engine_searches_stays(document, engine, search):
    set_events(document, 1.0, 2.0, 3.0)
    search.find(document.clip, ())
    set_events(document, 5.5)
    set_events(document, 6.5, source="picture")  # not by the user
    engine.find(4.0, 5.5, 7.0)
    assert times_s(document) == [1.0, 2.0, 3.0, 4.0, 5.5, 7.0]
    assert [item.event.source for item in document.track.events][4] == "hand"


def test_a_search_that_is_asked_for_again_gives_up_the_one_before_it(document, engine, search):
    set_events(document, 1.0, 2.0, 3.0)
    search.find(document.clip, ())
    assert engine.cancelled == []
    search.find(document.clip, ())
    assert engine.cancelled == engine.asked[:1]
