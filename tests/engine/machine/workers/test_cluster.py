"""Work by a real scheduler and real workers, each a process of its own."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import EnvironmentUnusableError
from engine.machine.workers.cluster import Cluster
from tests.cluster import local_cluster

pytest.importorskip("distributed", reason="needs `uv sync --group cluster`")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    # sockets that the library leaves to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    with local_cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield Cluster(started)


@pytest.fixture
def mortal_cluster(tmp_path) -> Iterator[Cluster]:
    """A cluster whose workers a test may kill."""
    with local_cluster(tmp_path) as started:
        yield Cluster(started)


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


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(mortal_cluster, tmp_path):
    items = [(number, tmp_path) for number in range(30)]
    results = list(mortal_cluster.results(square_once_killed, items))
    assert results == [n * n for n in range(30)]
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


def where(_: int) -> str:
    return str(Path.cwd())


def test_paths_mean_the_same_to_the_workers_as_to_the_command(cluster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert set(cluster.results(where, range(4))) == {str(tmp_path)}
    monkeypatch.setattr(Path, "cwd", staticmethod(lambda: tmp_path / "gone"))
    with pytest.raises(EnvironmentUnusableError, match="does not see the folder"):
        list(cluster.results(where, range(4)))


def test_an_item_that_workers_die_of_may_have_a_result_of_its_own(mortal_cluster):
    results = mortal_cluster.results(die, [1], ordered=False, lost=say_that_it_is_lost)
    assert list(results) == ["1 is lost"]


def die(_: int) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


def say_that_it_is_lost(number: int) -> str:
    return f"{number} is lost"


def test_a_scheduler_that_is_not_there_is_said_in_one_sentence():
    with pytest.raises(
        EnvironmentUnusableError, match=r"No scheduler answers at tcp://127.0.0.1:9"
    ):
        list(Cluster("tcp://127.0.0.1:9").results(divide, [1]))
