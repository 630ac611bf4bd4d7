"""The structure of the three packages: no circles, contracts kept, rooms that can be overlooked."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("engine", "training", "gui")
MOST_ENTRIES = 20  # in a folder of the packages or of their tests, `__init__.py` aside
MOST_LINES = 400  # of a module that is no table of data
TABLES: frozenset[str] = frozenset()


def modules(root: Path) -> dict[str, Path]:
    """Every module of the packages by its name."""
    paths = (path for package in PACKAGES for path in (root / package).rglob("*.py"))
    names = {".".join(path.relative_to(root).with_suffix("").parts): path for path in paths}
    return {name.removesuffix(".__init__"): path for name, path in names.items()}


def imported(path: Path, known: Iterable[str]) -> set[str]:
    """The known modules that a file imports, also inside functions and for types alone."""
    known = set(known)
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inside & known) or {node.module}
    return found & known


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """The groups of modules of which each reaches every other (Tarjan 1972)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []

    def visit(name: str) -> None:
        number[name] = lowest[name] = len(number)
        stack.append(name)
        for other in graph[name]:
            if other not in number:
                visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in stack:
                lowest[name] = min(lowest[name], number[other])
        if lowest[name] == number[name]:
            group = set()
            while name not in group:
                group.add(stack.pop())
            if len(group) > 1:
                found.append(group)

    for name in graph:
        if name not in number:
            visit(name)
    return found


def test_no_two_modules_import_each_other() -> None:
    known = modules(ROOT)
    graph = {name: imported(path, known) - {name} for name, path in known.items()}
    assert sum(map(len, graph.values())) > 1000  # it does see the imports
    assert circles(graph) == []


@pytest.mark.parametrize(
    ("second", "is_circle"),
    [
        ("from engine.a import A\n", True),
        ("def late():\n    import engine.a\n", True),
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from engine import a\n",
            True,
        ),
        ("import os\n", False),
    ],
)
def test_a_circle_is_found_wherever_the_import_stands(tmp_path, second, is_circle) -> None:
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "a.py").write_text("from engine.b import B\n")
    (tmp_path / "engine" / "b.py").write_text(second)
    known = modules(tmp_path)
    graph = {name: imported(path, known) - {name} for name, path in known.items()}
    assert circles(graph) == ([{"engine.a", "engine.b"}] if is_circle else [])


def test_the_import_contracts_are_kept() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


def tracked() -> list[Path]:
    """The files of the packages and their tests."""
    return [
        path.relative_to(ROOT)
        for folder in (*PACKAGES, "tests")
        for path in (ROOT / folder).rglob("*.py")
    ]


def test_a_link_that_leads_to_itself_breaks_no_path() -> None:
    """`Path.resolve` raises a RuntimeError for it; `engine.storage.real_paths` does not."""
    using = {
        str(path)
        for path in tracked()
        if path.parts[0] in ("engine", "training")
        for line in (ROOT / path).read_text(encoding="utf-8").splitlines()
        if ".resolve()" in line and "__file__" not in line
    }
    assert using == set()


def test_no_folder_has_more_entries_than_can_be_overlooked() -> None:
    entries = {
        (part.parent, part.name)
        for path in tracked()
        for part in (path, *path.parents[:-1])
        if part.name != "__init__.py"
    }
    count = Counter(folder for folder, _ in entries)
    assert {str(folder): n for folder, n in count.items() if n > MOST_ENTRIES} == {}


def test_no_module_is_longer_than_can_be_read_at_once() -> None:
    long = {
        str(path): lines
        for path in tracked()
        if path.parts[0] in PACKAGES
        and (lines := (ROOT / path).read_text(encoding="utf-8").count("\n")) > MOST_LINES
    }
    assert {path: lines for path, lines in long.items() if path not in TABLES} == {}


OF_OTHERS = {  # private by name, but not this program's
    "_exit": "os._exit ends a process without its clean-up",
    "_replace": "the public method of a NamedTuple",
    "_initialize": "sounddevice has no public way to read the devices again",
    "_terminate": "as _initialize",
}


def private_uses(source: str) -> list[str]:
    """Private attributes of other objects, and private names that are imported or replaced.

    A constant may be private: tests shorten waits and limits by it.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            of_own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            found += [] if of_own else [node.attr]
        elif isinstance(node, ast.ImportFrom):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("setattr", "getattr")):
            words = [each.value for each in node.args if isinstance(each, ast.Constant)]
            found += [word.rpartition(".")[2] for word in words if isinstance(word, str)]
    return [name for name in found if re.match(r"_(?!_)", name) and not name.isupper()]


def test_tests_and_scripts_use_what_callers_use() -> None:
    used = {
        str(path): names
        for path in tracked()
        if path.parts[0] in {"tests", "scripts"}
        and path.suffix == ".py"
        and (names := set(private_uses((ROOT / path).read_text(encoding="utf-8"))) - set(OF_OTHERS))
    }
    assert used == {}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("window.list._rows[0].click()", ["_rows"]),
        ("made()._state = 1", ["_state"]),
        ("def test():\n    from gui.app import _main, start", ["_main"]),
        ('monkeypatch.setattr(host, "_send", None)', ["_send"]),
        ('monkeypatch.setattr("gui.app._main", None)', ["_main"]),
        ("class Fake:\n    def run(self):\n        return self._done", []),
        ("from gui.app import _LIMIT_S\nkind.__name__, row.text", []),
    ],
)
def test_a_private_use_is_found_wherever_it_stands(source, names) -> None:
    assert private_uses(source) == names


DISTRIBUTIONS = {
    "PIL": "pillow",
    "cv2": "opencv-python",
    "shiboken6": "pyside6",  # which requires it in its own version
    "typing_extensions": "typing-extensions",
}


def test_every_library_that_is_imported_is_declared() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = settings["project"]["dependencies"]
    lines += [*settings["dependency-groups"]["evaluate"], *settings["dependency-groups"]["cluster"]]
    declared = {re.split(r"[=<>;\s]", line)[0].lower() for line in lines}
    used = set()
    for path in modules(ROOT).values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                used.add(node.module.partition(".")[0])
    foreign = used - set(sys.stdlib_module_names) - set(PACKAGES)
    assert len(foreign) > 10
    assert {DISTRIBUTIONS.get(name, name).lower() for name in foreign} <= declared
