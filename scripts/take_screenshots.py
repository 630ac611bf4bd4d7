"""Take a screenshot of every state of the window: docs/screenshots/.

    uv run python scripts/take_screenshots.py [NAME ...]

The real program runs offscreen, with its real engine; on one machine the screenshots are the same
on every run. A few are also taken at twice the size, as on a high-resolution display (NAME@2x.png).
"""

import argparse
import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

FOLDER: Final = ROOT / "docs" / "screenshots"
AT_TWICE: Final = ("start", "sample", "tracks", "compare", "export")


def main() -> int:
    """Take the requested screenshots, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--scale", type=int, choices=(1, 2), help="take one scale, in this process")
    options = parser.parse_args()
    if options.scale is not None:
        return take(options.names, options.scale)
    code = 0
    for scale in (1, 2):
        names = [name for name in options.names if scale == 1 or name in AT_TWICE]
        if options.names and not names:
            continue
        words = [sys.executable, __file__, "--scale", str(scale), *names]
        code = max(code, subprocess.run(words, check=False).returncode)
    return code


def take(names: list[str], scale: int) -> int:
    """Take the screenshots of one scale; Qt supports only one per process."""
    from scripts.screenshots.stage import save, without_screen

    home = Path(tempfile.gettempdir()) / "varietysound-home"  # visible in a screenshot
    shutil.rmtree(home, ignore_errors=True)
    with contextlib.ExitStack() as after:
        after.callback(shutil.rmtree, home, ignore_errors=True)
        without_screen(home, scale)
        from gui.app import create_application
        from scripts.screenshots.states import STATES

        unknown = [name for name in names if name not in STATES]
        if unknown:
            print(f"Unknown: {', '.join(unknown)}. Available: {', '.join(STATES)}.")
            return 2
        app = create_application()
        app.setCursorFlashTime(0)  # a blinking cursor would be in every other screenshot
        wanted = names or [name for name in STATES if scale == 1 or name in AT_TWICE]
        for name in wanted:
            path = FOLDER / f"{name}{'@2x' if scale == 2 else ''}.png"
            save(STATES[name](app), path)
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1000:.0f} kB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
