"""Collect the window's texts into resources/languages/*.ts and compile them for Qt.

    uv run python scripts/translations.py

A text is a literal given to `tr`, `counted` or `mark` of gui/kit/language.py. Translations that
exist are kept; those whose text is gone are dropped; new texts are marked as unfinished, and it is
said how many there are.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ROOT / "resources" / "languages"
CONTEXT = "window"
_TEXT_AT = {"tr": 0, "mark": 0, "counted": 1}  # the argument that is the text's key


@dataclass(frozen=True)
class Text:
    """A text of the window: its English, and whether it counts something."""

    english: str
    counts: bool


def collected() -> list[Text]:
    """The texts of the window, sorted by module and by their place in it, each once."""
    texts: dict[str, Text] = {}
    for path in sorted((ROOT / "gui").rglob("*.py")):
        for text in _texts_of(path):
            texts.setdefault(text.english, text)
    return list(texts.values())


def update(file: Path, texts: list[Text]) -> int:
    """Bring a .ts file up to date with the texts, and return how many are not translated."""
    known = {message.findtext("source"): message for message in _messages(file)}
    root = ElementTree.Element("TS", version="2.1", language=file.stem, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    unfinished = 0
    for text in texts:
        message = known.get(text.english)
        if message is None or (message.get("numerus") == "yes") != text.counts:
            message = _new_message(text)
        context.append(message)
        unfinished += message.find("translation[@type='unfinished']") is not None
    ElementTree.indent(root, "  ")
    body = ElementTree.tostring(root, encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")
    return unfinished


def _messages(file: Path) -> Iterator[ElementTree.Element]:
    if file.exists():
        yield from ElementTree.parse(file).iter("message")


def _new_message(text: Text) -> ElementTree.Element:
    message = ElementTree.Element("message")
    ElementTree.SubElement(message, "source").text = text.english
    translation = ElementTree.SubElement(message, "translation", type="unfinished")
    if text.counts:
        message.set("numerus", "yes")
        for _ in range(2):
            ElementTree.SubElement(translation, "numerusform").text = ""
    return message


def _texts_of(path: Path) -> Iterator[Text]:
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    found = [node for node in calls if isinstance(node, ast.Call)]
    for call in sorted(found, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        at = _TEXT_AT.get(name, len(call.args))
        if at < len(call.args):
            yield from (Text(english, name == "counted") for english in _literals(call.args[at]))


def _literals(node: ast.expr) -> Iterator[str]:
    """The literal, or the literals between which a condition chooses."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def main() -> int:
    """Update and compile every language."""
    texts = collected()
    for file in sorted(LANGUAGES.glob("*.ts")):
        unfinished = update(file, texts)
        compiler = Path(sys.executable).parent / "pyside6-lrelease"
        subprocess.run([compiler, "-silent", file, "-qm", file.with_suffix(".qm")], check=True)
        print(f"{file.name}: {len(texts)} texts, {unfinished} not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
