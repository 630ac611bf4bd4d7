"""Which literals of gui/ are texts for people, and whether they pass through gui/kit/language.py.

A literal is a text for people if it starts with a word in capitals ("Play", "Add a clip"), or has
two words or more ("a clip"). Of an f-string, what stands between its values counts, and one word
beside a space is enough (f"Add {name}"). Exempt are docstrings, names of types, values of enums,
tags of markup, errors for programmers, and the calls that are listed below with their reason.
"""

import ast
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_WRAPPERS: Final = frozenset({"tr", "counted", "mark"})
_WORDS: Final = re.compile(
    r"^\W*[A-Z][a-z]+(?![\w(:./+]|$)|^\W*[A-Z][a-z]+[^\w+]*$|[a-z]{2,},? [a-z]{2,}"
)
_TAG: Final = re.compile(r"<[^>]*>|<.*$|&[a-z]+;")
_WORD_IN_F_STRING: Final = re.compile(r"(?<=\s)[A-Za-z]{2,}|(?<![\w.*])[A-Za-z]{2,}(?=[,.:;]?\s)")
_FIGURE: Final = re.compile(r"\.[1-9]\d*[efg%]|,")
_NO_WORDS: Final = frozenset(
    {"dB", "dBFS", "Hz", "kHz", "LUFS", "ms", "min", "px", "fps", "GB", "MB", "kB", "Python", "Qt"}
)
_EXEMPT_CALLS: Final = {
    "os_errors_as": "a template, which is translated when it is shown",
    "setStyleSheet": "a style sheet",
    "setObjectName": "a name for the style sheet",
    "setProperty": "a name for the style sheet",
    "create": "the name of a Qt style",
    "split": "a table of words",
    "compile": "a pattern",
    "cast": "a type",
    "TypeVar": "a type",
    "debug": "a line of the log",
    "info": "a line of the log",
    "warning": "a line of the log",
    "error": "a line of the log",
    "exception": "a line of the log",
}
_PROGRAMMERS_ERRORS: Final = frozenset(
    {"AssertionError", "KeyError", "NotImplementedError", "RuntimeError", "TypeError", "ValueError"}
)


class Found(NamedTuple):
    """A text that is not wrapped."""

    line: int
    text: str


def unwrapped(source: str) -> list[Found]:
    """The texts of a module that no call of the language wraps."""
    return [*_in(ast.parse(source))]


def bare_figures(source: str) -> list[Found]:
    """The figures of a module that are formatted with a decimal point in every language.

    One that `float` reads again is rounded, and not shown.
    """
    return [*_figures(ast.parse(source))]


def _figures(node: ast.AST) -> Iterator[Found]:
    if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
        if _FIGURE.search(ast.unparse(node.format_spec)):
            yield Found(node.lineno, ast.unparse(node))
    elif isinstance(node, ast.Call) and _name(node.func) == "float":
        return
    for child in ast.iter_child_nodes(node):
        yield from _figures(child)


def _in(node: ast.AST) -> Iterator[Found]:
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = _text(node)
        if text:
            yield Found(node.lineno, text)
    for child in _parts(node):
        yield from _in(child)


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """The children of a node in which a text could stand unwrapped."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Constant() | ast.arg() | ast.Compare():
            return  # a docstring, a type, or what is compared and not shown
        case ast.JoinedStr():
            yield from (part.value for part in node.values if isinstance(part, ast.FormattedValue))
        case ast.Call():
            name = _name(node.func)
            if name in _EXEMPT_CALLS or name in _PROGRAMMERS_ERRORS:
                return
            yield node.func
            if name not in _WRAPPERS:
                yield from node.args
            yield from (keyword.value for keyword in node.keywords)
        case ast.ClassDef(bases=[ast.Name(id="Enum")]):
            return
        case ast.Subscript():
            yield node.value
        case ast.AnnAssign():
            yield from () if node.value is None else (node.value,)
        case ast.FunctionDef():
            yield from node.args.defaults
            yield from (each for each in node.args.kw_defaults if each is not None)
            yield from (*node.decorator_list, *node.body)
        case _:
            yield from ast.iter_child_nodes(node)


def _name(func: ast.expr) -> str:
    match func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    """What a literal says to people, or nothing."""
    if isinstance(node, ast.Constant):
        text = _TAG.sub("", node.value) if isinstance(node.value, str) else ""
        return text if _WORDS.search(text) else ""
    fixed = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
    words = {word for part in fixed for word in _WORD_IN_F_STRING.findall(_TAG.sub("", part))}
    return "…".join(fixed) if words - _NO_WORDS else ""
