from pathlib import Path

from engine.storage.real_paths import real_path


def test_links_are_followed_and_one_that_leads_to_itself_is_a_path_like_others(tmp_path: Path):
    (tmp_path / "to").symlink_to(tmp_path / "there")
    (tmp_path / "loop").symlink_to("loop")
    assert real_path(tmp_path / "to" / "x") == tmp_path / "there" / "x"
    assert real_path(tmp_path / "loop" / "x") == tmp_path / "loop" / "x"
