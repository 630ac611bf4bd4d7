"""A job seen from a terminal: a progress bar and notes on stderr, Ctrl+C as its cancel."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from engine.progress import JobContext, Progress


@contextmanager
def terminal_job() -> Iterator[JobContext]:
    """A context whose progress shows on stderr, on a terminal only; its notes are printed last."""
    with tqdm(
        total=1.0,
        file=sys.stderr,
        leave=False,
        disable=not sys.stderr.isatty(),
        bar_format="{desc:<12} {percentage:3.0f} % |{bar:30}| {elapsed}",
    ) as bar:

        def show(progress: Progress) -> None:
            bar.set_description_str(progress.stage, refresh=False)
            bar.n = progress.fraction
            bar.update(0)

        context = JobContext(report=show)
        yield context
    for sentence in context.notes:
        print(sentence, file=sys.stderr)
