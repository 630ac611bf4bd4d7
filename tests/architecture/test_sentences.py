"""What the engine and the training say reaches the window as templates, so it can be translated."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest

from scripts.translations import called, errors, literals

ROOT = Path(__file__).resolve().parents[2]
MODULES = [path for name in ("engine", "training") for path in sorted((ROOT / name).rglob("*.py"))]
SAYING = {  # the argument that is the template
    "phrase": 0,
    "Phrase": 0,
    "note": 0,
    "FieldError": 1,
    "os_errors_as": 1,
}
RESERVED = {"hint", "details", "code"}
COMMAND = re.compile(r"--[a-z]|\bmain\.py\b|\buv (run|sync)\b")
COMMAND_LINE_ONLY = (  # what they say is not seen in the window, or the window has its own words
    *("engine/cli/", "training/cli/", "training/evaluation/", "engine/evaluation/"),
    *("training/run/", "training/ranks/", "training/launch/", "training/data/sources.py"),
    *("engine/machine/workers/cluster.py", "engine/metrics/voice_embedding.py"),
)


def said(call: ast.Call) -> list[ast.expr]:
    """The sentences of a call that says something, or none."""
    name = called(call)
    at = 0 if name in errors() else SAYING.get(name)
    if at is None:
        return []
    hints = [word.value for word in call.keywords if word.arg == "hint"]
    return [*call.args[at : at + 1], *hints]


def built(node: ast.expr, assigned: Mapping[str, list[ast.expr]]) -> bool:
    """Whether a sentence is put together instead of being a template."""
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        return True
    if isinstance(node, ast.IfExp):
        return built(node.body, assigned) or built(node.orelse, assigned)
    if isinstance(node, ast.BoolOp):
        return any(built(value, assigned) for value in node.values)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in {"format", "join"}
    if isinstance(node, ast.Name):
        return any(built(value, {}) for value in assigned.get(node.id, []))
    return False


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def faults(source: str) -> Iterator[str]:
    """The sentences of a module that cannot be translated, or whose values are not theirs."""
    nodes = list(ast.walk(ast.parse(source)))
    assigned: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            assigned.setdefault(node.targets[0].id, []).append(node.value)
    for call in (node for node in nodes if isinstance(node, ast.Call)):
        sentences = said(call)
        values = {word.arg for word in call.keywords if word.arg} - RESERVED
        given = {"reason"} if called(call) == "os_errors_as" else set()
        yield from (f"line {call.lineno}: built" for each in sentences if built(each, assigned))
        templates = [text for each in sentences for text in literals(each, {})]
        if values and templates:
            named = set().union(*map(fields, templates)) - given
            unknown = named ^ values if all(map(is_literal, sentences)) else named - values
            yield from (f"line {call.lineno}: {name}" for name in sorted(unknown))


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant | ast.IfExp)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_is_a_template_with_its_own_values(path: Path) -> None:
    assert list(faults(path.read_text("utf-8"))) == []


def commands(source: str) -> Iterator[str]:
    """The sentences that name an option or a command; wrong usage is that of a command anyway."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        if called(call) not in {"UsageError", "OutputExistsError"}:
            texts = [text for each in said(call) for text in literals(each, {})]
            yield from (text for text in texts if COMMAND.search(text))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_that_the_window_shows_names_an_option(path: Path) -> None:
    if not path.relative_to(ROOT).as_posix().startswith(COMMAND_LINE_ONLY):
        assert list(commands(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        'raise InputError("It is silent.", hint="Choose another --range.")',
        'raise InputError("It is missing.", hint="Install it with `uv run main.py models`.")',
        'context.note("Use --engine grains.")',
    ],
)
def test_a_sentence_that_names_an_option_is_found(source: str) -> None:
    assert list(commands(source))


@pytest.mark.parametrize(
    "source",
    [
        'raise InputError(f"{name} is empty.")',
        'raise InputError("It is empty.", hint=f"Choose {name}.")',
        'raise InputError("{} is empty.".format(name))',
        'raise InputError(name + " is empty.")',
        'raise InputError("It is empty." if x else f"{name} is empty.")',
        'text = f"{name} is empty."\nraise InputError(text)',
        'raise InputError("{name} is empty.", file=name)',
        'raise InputError("{name} is empty.", name=name, other=1)',
        'with os_errors_as(InputError, f"{name} is empty: {reason}."): pass',
        'with os_errors_as(InputError, "{name} is empty: {reason}.", other=1): pass',
        'context.note(f"{name} is empty.")',
        'phrase(f"{name} is empty.")',
        'FieldError(name, f"must be {number}")',
    ],
)
def test_a_sentence_that_cannot_be_translated_is_found(source: str) -> None:
    assert list(faults(source))


def test_the_family_of_errors_is_known() -> None:
    assert {"EngineError", "InputError", "OutputExistsError", "DivergedError"} <= errors()
