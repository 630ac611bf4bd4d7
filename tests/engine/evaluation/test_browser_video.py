from pathlib import Path

from engine.evaluation.browser_video import plays_in_browsers, write_silent_copy
from tests.media import make_video


def test_a_name_with_a_colon_is_a_file_and_no_protocol(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    clip = make_video(tmp_path / "clip.mp4", frames=3)
    copy = Path("a:b") / "1:2.mp4"
    write_silent_copy(copy, clip, width=32, longest_s=1.0)
    assert plays_in_browsers(copy)
