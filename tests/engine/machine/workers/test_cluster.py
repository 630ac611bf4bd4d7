"""Work by a real scheduler and real workers, each a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import EnvironmentUnusableError
from engine.machine.workers.cluster import Cluster

pytest.importorskip("distributed", reason="needs `uv sync --group cluster`")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    # of the library: sockets that it leaves to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def cluster(tmp_path) -> Iterator[Cluster]:
    """A scheduler with two workers."""
    file = tmp_path / "scheduler.json"
    common = ["--scheduler-file", str(file)]
    lines = [
        ["scheduler", *common, "--port", "0", "--no-dashboard"],
        *(["worker", *common, "--nthreads", "1", "--no-nanny", "--no-dashboard"],) * 2,
    ]
    with (tmp_path / "log").open("wb") as log:
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "dask", *line],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )
            for line in lines
        ]
        until = time.monotonic() + 60
        while not file.exists():
            assert time.monotonic() < until, (tmp_path / "log").read_text()
            time.sleep(0.1)
        yield Cluster(json.loads(file.read_text())["address"])
        for each in started:
            each.kill()
            each.wait()


def square(number: int) -> tuple[int, int]:
    time.sleep(0.05)
    return number * number, os.getpid()


def square_once_killed(item: tuple[int, Path]) -> int:
    """The square; the worker that first meets the fifth item is killed by it."""
    number, folder = item
    with (folder / "tried").open("a") as file:
        file.write(f"{number}\n")
    if number == 5 and not (folder / "killed").exists():
        (folder / "killed").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


_begun: list[str] = []


def begin(word: str) -> None:
    _begun.append(word)


def words(_: int) -> tuple[int, list[str]]:
    return os.getpid(), _begun


def test_results_come_in_the_order_of_the_items_from_both_workers(cluster):
    results = list(cluster.results(square, range(20)))
    assert [number for number, _ in results] == [number * number for number in range(20)]
    assert len({process for _, process in results}) == 2


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(cluster, tmp_path):
    items = [(number, tmp_path) for number in range(30)]
    assert list(cluster.results(square_once_killed, items)) == [n * n for n in range(30)]
    tried = Counter((tmp_path / "tried").read_text().split())
    assert set(tried) == {str(number) for number in range(30)}
    assert tried["5"] == 2


def test_each_worker_is_initialised_once(cluster):
    answers = dict(cluster.results(words, range(10), begin=begin, arguments=("ready",)))
    assert set(map(tuple, answers.values())) == {("ready",)}


def test_an_error_of_an_item_is_raised(cluster):
    with pytest.raises(ZeroDivisionError):
        list(cluster.results(divide, [1, 0]))


def divide(number: int) -> float:
    return 1 / number


def test_a_scheduler_that_is_not_there_is_said_in_one_sentence():
    with pytest.raises(
        EnvironmentUnusableError, match=r"No scheduler answers at tcp://127.0.0.1:9"
    ):
        list(Cluster("tcp://127.0.0.1:9").results(divide, [1]))
