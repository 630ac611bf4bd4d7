"""Trains on a disk that is soon full, and then again with space: `full_disk DISK DATASET`."""

import sys
from pathlib import Path

from tests.training import children
from tests.training.tiny import config, new_run
from training.run.messages import Failed, MessageTail, Started
from training.run.run_folder import RunFolder

_BALLAST_BYTES = 4_500_000  # leaves room for one checkpoint or two, and not for three


def main(disk: Path, dataset: Path) -> None:
    """Raise AssertionError unless the full disk does no harm."""
    ballast = disk / "ballast"
    ballast.write_bytes(b"0" * _BALLAST_BYTES)
    run = new_run(disk / "run", config(dataset))
    assert train(run) == 4, run.log_tail()
    failed = MessageTail(run.events).read()[-1]
    assert isinstance(failed, Failed), failed
    assert failed.reason == "disk_full", failed
    there = run.checkpoints_there()
    assert failed.step >= there[-1].step > 0, there
    assert not list(run.checkpoints.glob("*.part"))
    ballast.unlink()
    assert train(run) == 0, run.log_tail()
    started = [event for event in MessageTail(run.events).read() if isinstance(event, Started)]
    assert started[-1].resumed == there[-1].state.name
    assert run.status().state == "done"


def train(run: RunFolder) -> int | None:
    """Train in a child process; its exit code."""
    child = children.start(run.path)
    child.join(100)
    return child.exitcode


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
