"""Trainer processes for tests, started in a moment: the imports are done once, in a fork server."""

import multiprocessing
import multiprocessing.context
import multiprocessing.process
import sys
from pathlib import Path

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    ["training.run.loop", "training.launch.create_task", "torch._dynamo"]
)


def start(folder: Path) -> multiprocessing.context.ForkServerProcess:
    """`python -m training FOLDER` in a child process of its own."""
    child = _CONTEXT.Process(target=_train, args=(str(folder),))
    child.start()
    return child


def _train(folder: str) -> None:
    from training.__main__ import main

    sys.exit(main([folder]))
