"""Trainer processes for tests, started in a moment: the imports are done once, in a fork server."""

import multiprocessing
import multiprocessing.context
import sys
from pathlib import Path

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(
    ["training.run.loop", "training.launch.create_task", "torch._dynamo", "torch.utils.tensorboard"]
)


def start(folder: Path, *, start_method: str = "fork") -> multiprocessing.context.ForkServerProcess:
    """`python -m training FOLDER` in a child process of its own.

    Args:
        folder: of the run.
        start_method: of the processes of a run of several; forked, they need no imports either.
    """
    child = CONTEXT.Process(target=_train, args=(str(folder), start_method))
    child.start()
    return child


def _train(folder: str, start_method: str) -> None:
    from training.__main__ import main
    from training.launch import launcher

    launcher._START_METHOD = start_method
    sys.exit(main([folder]))
