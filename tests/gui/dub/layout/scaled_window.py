"""Print the layout faults of the smallest window with the sample; run at another scale."""

import os
import sys
import time
from pathlib import Path

from gui.app import create_application
from gui.main_window import MainWindow
from tests.gui.dub.layout.layout_faults import layout_faults

ENGINE = (sys.executable, "-m", "tests.gui.engine_script")
PATIENCE_S = 120.0


def main() -> None:
    """Open the sample with three tracks, and look."""
    app = create_application()
    window = MainWindow(engine_command=ENGINE)
    window.resize(1024, 640)
    window.show()
    window.complete()
    window.actions_["open_sample"].trigger()
    end_s = time.monotonic() + PATIENCE_S
    while not window.document.takes() and time.monotonic() < end_s:
        app.processEvents()
    for name in ("add_track", "add_track", "jobs"):
        window.actions_[name].trigger()
    for _ in range(100):  # until the sounds are loaded
        app.processEvents()
        time.sleep(0.02)
    faults = layout_faults(window) if window.document.clip is not None else ["nothing opened"]
    window.document.undo_stack.clear()
    window.document.mark_saved(Path("unused"))
    window.close()
    print(faults, flush=True)  # noqa: T201 (read by the test)
    os._exit(0)


if __name__ == "__main__":
    main()
