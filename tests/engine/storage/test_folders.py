import shutil

from engine.storage.folders import files_below


def test_all_files_of_a_folder_are_found_but_not_those_that_a_link_leads_to(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("1", "a/2", "a/b/3"):
        (tmp_path / name).touch()
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = {path.relative_to(tmp_path).as_posix() for path in files_below(tmp_path)}
    assert found == {"1", "a/2", "a/b/3"}


def test_a_folder_that_is_removed_meanwhile_is_left_out(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
    files = files_below(tmp_path)
    first = next(files)
    other = tmp_path / ("b" if first.parent.name == "a" else "a")
    shutil.rmtree(other)
    assert not list(files)
    assert first.is_file()
