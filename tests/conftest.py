"""Fixtures that every test may use."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

# Tests compute tiny tensors, several processes at once: the threads of one would only keep the
# others' waiting. The tests of the model alone take eight times as much processor time with two.
os.environ.setdefault("OMP_NUM_THREADS", "1")  # before anything imports torch
# OpenCV's threads wait for each other by computing, too.
os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")  # before anything imports cv2
os.environ.setdefault("LP_NUM_THREADS", "0")  # and so do those of Mesa's software renderer
# Networks are compiled without a pool of processes and without looking for vector instructions by
# compiling and running programs, which takes more than 20 s of processor time.
os.environ.setdefault("TORCHINDUCTOR_COMPILE_THREADS", "1")
os.environ.setdefault("TORCHINDUCTOR_VEC_ISA_OK", "0")

import pytest
from hypothesis import HealthCheck, settings

from engine.machine.garbage import collect_due, collect_on_request, keep_what_is_there
from gui.app import use_plain_import

use_plain_import()  # pytest-qt has imported PySide
collect_on_request()  # also while tests are imported: next to nothing of it is garbage

# No test fails because the machine is busy: neither by Hypothesis's clock.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Side by side, run the modules with slow tests first: none is left over at the end."""
    if hasattr(config, "workerinput"):  # of a process of pytest-xdist
        slow = {item.path for item in items if item.get_closest_marker("slow")}
        items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Spare collections of garbage what all tests have imported."""
    keep_what_is_there()


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new folder at each `next`; `mktemp` would look at thousands of them for the next number."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _widgets_are_collected_in_the_gui_thread() -> Iterator[None]:
    """As in the program; a worker of one test must not delete the widgets of another."""
    collect_on_request()
    yield
    collect_due()


@pytest.fixture(autouse=True)
def own_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own cache, models and settings, never the user's."""
    home = next(_homes)
    home.mkdir()
    monkeypatch.setenv("VARIETYSOUND_HOME", str(home))
    # Without those that come with the program, so that a test says which model there is.
    monkeypatch.setenv("VARIETYSOUND_SHIPPED_MODELS", str(home / "shipped"))
    return home


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real clips and sounds; the test is skipped where it is absent."""
    folder = Path(os.environ.get("REAL_DATA", ROOT.parent / "shared" / "data")).resolve()
    if not folder.is_dir():
        pytest.skip(f"real material is not here: {folder}")
    return folder
