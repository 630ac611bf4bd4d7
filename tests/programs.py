"""Programs that tests run in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def printed_by(code: str, *arguments: object, **environment: str) -> str:
    """What a program prints; the test fails, with all that it said, if it does not end well."""
    child = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=80,
        check=False,
    )
    assert child.returncode == 0, f"{child.returncode}\n{child.stdout}\n{child.stderr}"
    return child.stdout


def modules_loaded_by(statement: str) -> set[str]:
    """The names of all modules that a statement leaves loaded, also without what follows a dot."""
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    names = set(printed_by(code).splitlines()[-1].split())
    return names | {name.partition(".")[0] for name in names}
