"""The cache: what it keeps, what it lets go, and that nothing that goes wrong stops a job."""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from engine.errors import InputError
from engine.progress import JobContext
from engine.storage import cache as cache_module
from engine.storage.cache import Cache, fingerprint

MEGABYTE = 2**20


@pytest.fixture
def context():
    return JobContext()


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache", 10 * MEGABYTE)


def array(megabytes=1.0, value=0.5):
    return np.full(int(megabytes * MEGABYTE / 4), value, np.float32)


def entries(folder):
    return sorted(folder.iterdir())


def test_an_array_comes_back_as_it_was(cache, context):
    kept = np.arange(12, dtype=np.float16).reshape(3, 4)
    cache.put(Cache.key("a"), kept, context)
    found = cache.get(Cache.key("a"))
    np.testing.assert_array_equal(found, kept)
    assert found.dtype == np.float16
    assert context.notes == []


def test_an_unknown_key_is_a_miss(cache):
    assert cache.get(Cache.key("nothing")) is None


def test_the_key_depends_on_every_part_its_type_and_the_order():
    keys = {
        Cache.key("a", "b"),
        Cache.key("b", "a"),
        Cache.key("ab"),
        Cache.key("a", 1),
        Cache.key("a", "1"),
        Cache.key("a", None),
        Cache.key("a", 0.1),
    }
    assert len(keys) == 7


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: b"",
        lambda content: content[:5],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: bytes([content[0] ^ 1]) + content[1:],
        lambda content: os.urandom(200),
    ],
    ids=["cut", "empty", "stub", "last bit", "first bit", "noise"],
)
def test_a_damaged_entry_is_a_miss_and_is_removed(cache, context, tmp_path, damage):
    cache.put(Cache.key("a"), array(0.1), context)
    (entry,) = entries(tmp_path / "cache")
    entry.write_bytes(damage(entry.read_bytes()))
    assert cache.get(Cache.key("a")) is None
    assert not entry.exists()
    cache.put(Cache.key("a"), array(0.1), context)
    assert cache.get(Cache.key("a")) is not None


def test_the_least_recently_used_entries_go_when_the_bound_is_reached(tmp_path, context):
    cache = Cache(tmp_path, int(3.5 * MEGABYTE))
    for age_s, name in ((30, "old"), (20, "used"), (10, "young")):
        cache.put(Cache.key(name), array(), context)
        then = time.time() - age_s
        os.utime(tmp_path / f"{Cache.key(name)}.array", (then, then))
    cache.get(Cache.key("old"))
    cache.put(Cache.key("new"), array(), context)
    present = {n for n in ("old", "used", "young", "new") if cache.get(Cache.key(n)) is not None}
    assert present == {"old", "young", "new"}
    assert cache.size_bytes() <= 3.5 * MEGABYTE


def test_the_folder_never_outgrows_its_bound(tmp_path, context):
    cache = Cache(tmp_path, 2 * MEGABYTE)
    for number in range(20):
        cache.put(Cache.key(number), array(0.3), context)
        assert cache.size_bytes() <= 2 * MEGABYTE


def test_an_array_larger_than_the_bound_leaves_the_others_alone(tmp_path, context):
    cache = Cache(tmp_path, 2 * MEGABYTE)
    cache.put(Cache.key("small"), array(0.5), context)
    cache.put(Cache.key("large"), array(3), context)
    assert cache.get(Cache.key("large")) is None
    assert cache.get(Cache.key("small")) is not None


def test_clear_removes_the_entries_and_nothing_else(cache, context, tmp_path):
    cache.put(Cache.key("a"), array(), context)
    foreign = tmp_path / "cache" / "holiday.mp4"
    foreign.write_bytes(b"not ours")
    cache.clear()
    assert cache.size_bytes() == 0
    assert entries(tmp_path / "cache") == [foreign]


def test_a_folder_that_is_not_there_is_empty(tmp_path):
    cache = Cache(tmp_path / "nowhere", MEGABYTE)
    cache.clear()
    assert cache.size_bytes() == 0
    assert cache.get(Cache.key("a")) is None


def test_where_nothing_can_be_written_the_job_goes_on_and_says_so_once(tmp_path, context):
    (tmp_path / "file").write_bytes(b"in the way")
    cache = Cache(tmp_path / "file" / "cache", MEGABYTE)
    cache.put(Cache.key("a"), array(0.1), context)
    cache.put(Cache.key("b"), array(0.1), context)
    assert cache.get(Cache.key("a")) is None
    assert len(context.notes) == 1
    assert "cache" in str(context.notes[0])


def test_a_full_disk_leaves_no_part_behind(cache, context, tmp_path, monkeypatch):
    def fill(path, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fill)
    cache.put(Cache.key("a"), array(0.1), context)
    assert entries(tmp_path / "cache") == []
    assert "No space left on device" in str(context.notes[0])


def test_parts_left_by_a_crash_go_after_an_hour_and_those_of_others_at_work_stay(
    cache, context, tmp_path
):
    (tmp_path / "cache").mkdir()
    crashed, at_work = (tmp_path / "cache" / f"{name}.part" for name in ("crashed", "at_work"))
    crashed.write_bytes(b"x")
    at_work.write_bytes(b"x")
    then = time.time() - 2 * 3600
    os.utime(crashed, (then, then))
    cache.put(Cache.key("a"), array(0.1), context)
    assert not crashed.exists()
    assert at_work.exists()


_WORKER = """
import sys
import numpy as np
from pathlib import Path
from engine.storage.cache import Cache
from engine.progress import JobContext
cache, context = Cache(Path(sys.argv[1]), 400_000), JobContext()
for turn in range(150):
    key = Cache.key(turn % 7)
    found = cache.get(key)
    assert found is None or (found == turn % 7).all()
    cache.put(key, np.full(20_000, turn % 7, np.float32), context)
assert context.notes == [], context.notes
assert "torch" not in sys.modules and "cv2" not in sys.modules
"""


def test_two_processes_share_a_folder_that_both_overfill(tmp_path):
    command = [sys.executable, "-c", _WORKER, str(tmp_path / "cache")]
    workers = [subprocess.Popen(command, cwd=Path(__file__).parents[3]) for _ in range(2)]
    assert [worker.wait(timeout=50) for worker in workers] == [0, 0]
    assert Cache(tmp_path / "cache", 400_000).size_bytes() <= 400_000


def test_files_of_the_same_content_have_the_same_fingerprint_whatever_their_name(tmp_path):
    for name in ("one.mp4", "zwei drei \u97f3.mp4"):
        (tmp_path / name).write_bytes(b"content" * 1000)
    (tmp_path / "other.mp4").write_bytes(b"content" * 999 + b"Content")
    one, two, other = (
        fingerprint(tmp_path / name) for name in ("one.mp4", "zwei drei \u97f3.mp4", "other.mp4")
    )
    assert one == two != other


def test_a_large_file_is_told_by_its_pieces_and_by_its_time_of_change(tmp_path, monkeypatch):
    monkeypatch.setattr(cache_module, "_WHOLE_FILE_BYTES", 1000)
    monkeypatch.setattr(cache_module, "_SAMPLE_BYTES", 16)
    path = tmp_path / "long.mp4"
    content = bytearray(os.urandom(100_000))
    path.write_bytes(content)
    os.utime(path, ns=(10**18, 10**18))
    first = fingerprint(path)
    assert fingerprint(path) == first
    os.utime(path, ns=(10**18 + 1, 10**18 + 1))
    assert fingerprint(path) != first
    content[-1] ^= 1  # the last byte is in the last piece
    path.write_bytes(content)
    os.utime(path, ns=(10**18, 10**18))
    assert fingerprint(path) != first


def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match=r"gone\.mp4"):
        fingerprint(tmp_path / "gone.mp4")
    with pytest.raises(InputError):
        fingerprint(tmp_path)
