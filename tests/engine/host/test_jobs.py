"""The jobs of the engine's process, run in this one."""

from collections.abc import Mapping

import pytest

from engine.events.candidates import Candidate
from engine.events.event import Event
from engine.host import jobs
from engine.host.messages import FindEvents
from engine.progress import JobContext
from tests.media import Track, clicks, make_video

UNCERTAIN, CERTAIN = Candidate(Event(0.2), 0.1), Candidate(Event(0.5), 0.9)


@pytest.mark.parametrize(
    ("candidates", "source"),
    [
        ({"auto": [UNCERTAIN], "sound": []}, "auto"),
        ({"auto": [UNCERTAIN], "sound": [UNCERTAIN]}, "auto"),
        ({"auto": [UNCERTAIN], "sound": [CERTAIN]}, "sound"),
        ({"auto": [], "sound": [UNCERTAIN]}, "sound"),
    ],
)
def test_the_uncertain_events_of_the_picture_stay_unless_the_sound_has_some(
    tmp_path, monkeypatch, candidates: Mapping[str, list[Candidate]], source: str
):
    monkeypatch.setattr(jobs, "clip_candidates", lambda _info, where, **_: candidates[where])
    sound = Track(clicks([0.1], 0.3, rate_hz=48000), 48000, "flac")
    clip = make_video(tmp_path / "clip.mkv", duration_s=0.3, sounds=[sound])
    found = jobs.run_job(FindEvents(clip, ("auto", "sound")), tmp_path, JobContext())
    assert (found.source, [*found.candidates]) == (source, candidates[source])
