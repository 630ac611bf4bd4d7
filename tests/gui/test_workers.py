"""Work beside the GUI thread."""

from gui.workers import Runner


def test_after_the_shutdown_nothing_is_begun_and_nothing_breaks(qapp):
    runner = Runner()
    runner.shutdown()
    done: list[object] = []
    job = runner.start(lambda _context: 1, done=done.append, failed=done.append)
    assert job.cancelled
    assert done == []
