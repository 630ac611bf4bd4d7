"""Stands in for `main.py`: answers commands as a test has written down, and notes what was asked.

`python fake_command.py FOLDER WORDS...` looks into FOLDER/answers.json, a list of answers; the
first whose `words` are all among those of the command is given.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any


class Commands:
    """The test's side: what is answered, and what was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._answers: list[dict[str, Any]] = []
        self._write()

    @property
    def program(self) -> tuple[str, ...]:
        """What to start in the place of `main.py`."""
        return (sys.executable, __file__, str(self.folder))

    def answer(self, *words: str, **how: Any) -> None:
        """Answer commands with these words; a later answer goes before an earlier one.

        Args:
            words: of the command.
            how: `lines` on stdout, JSON values or texts; `said` on stderr; `code`; `hang`, never
                to end; `die`, to be killed.
        """
        self._answers.insert(0, {"words": list(words), **how})
        self._write()

    def asked(self) -> list[list[str]]:
        """The commands so far."""
        path = self.folder / "asked.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def pids(self) -> list[int]:
        """The processes so far."""
        return [int(path.name) for path in self.folder.glob("[0-9]*")]

    def _write(self) -> None:
        (self.folder / "answers.json").write_text(json.dumps(self._answers))


def progress(stage: str, fraction: float) -> dict[str, Any]:
    """A line of progress."""
    return {"type": "progress", "stage": stage, "fraction": fraction}


def main(folder: Path, words: list[str]) -> int:
    """Answer one command."""
    (folder / str(os.getpid())).touch()
    with (folder / "asked.jsonl").open("a") as file:
        file.write(json.dumps(words) + "\n")
    answers = json.loads((folder / "answers.json").read_text())
    answer = next((each for each in answers if set(each["words"]) <= set(words)), None)
    if answer is None:
        sys.stderr.write(f"Nobody said what to answer to {words}.\n")
        return 9
    for line in answer.get("lines", []):
        sys.stdout.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
        sys.stdout.flush()
    if answer.get("hang"):
        time.sleep(60)
    if answer.get("die"):
        os.kill(os.getpid(), 9)
    if answer.get("said"):
        sys.stderr.write(answer["said"] + "\n")
    return int(answer.get("code", 0))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
