"""Collect the window's texts into resources/languages/*.ts and compile them for Qt.

    uv run python scripts/translations.py

A text is a literal given to `tr`, `counted` or `mark` of gui/kit/language.py, or declared by the
engine or the training and shown by the window, such as the help of a setting. Translations that
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
sys.path.insert(0, str(ROOT))

from engine.evaluation.listening.scales import SCALES  # noqa: E402
from engine.storage.settings import Settings, settings_of  # noqa: E402
from gui.train.new_run.fields import KINDS, fields_of  # noqa: E402
from gui.train.new_run.preset_list import preset_name  # noqa: E402
from training.config import GeneratorRun, VocoderRun  # noqa: E402
from training.presets import PRESETS  # noqa: E402

LANGUAGES = ROOT / "resources" / "languages"
PLURAL_FORMS = {"de": 2}  # by language: one thing, several, ... as in Qt's "Translation Rules"
CONTEXT = "window"
_TEXTS_AT = {"tr": (0,), "mark": (0,), "counted": (1,), "Detail": (0, 1)}  # arguments: the texts
_DECLARING = "engine/dubbing/handoff/details.py"  # declares texts by calls of its own


@dataclass(frozen=True)
class Text:
    """A text of the window: its English, and whether it counts something."""

    english: str
    counts: bool


def collected() -> list[Text]:
    """The texts of the window, sorted by module and by their place in it, each once."""
    texts: dict[str, Text] = {}
    for path in (*sorted((ROOT / "gui").rglob("*.py")), ROOT / _DECLARING):
        for text in _texts_of(path):
            texts.setdefault(text.english, text)
    for english in filter(None, declared()):
        texts.setdefault(english, Text(english, counts=False))
    return list(texts.values())


def declared() -> Iterator[str]:
    """The texts that the engine and the training declare and the window shows."""
    for scale in SCALES:
        yield from (scale.title, scale.question, scale.advice, *scale.steps)
    for presets in PRESETS.values():
        for name, preset in presets.items():
            yield from (preset_name(name), preset.help)
    for run in (GeneratorRun, VocoderRun):
        yield from _help_of(run)
    for kind in KINDS:
        for field in fields_of(kind):
            yield from (field.group, field.label)


def _help_of(group: type[Settings]) -> Iterator[str]:
    for setting in settings_of(group):
        if isinstance(setting.type, type) and issubclass(setting.type, Settings):
            yield from _help_of(setting.type)
        else:
            yield setting.help


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
            message = _new_message(text, PLURAL_FORMS[file.stem])
        context.append(message)
        unfinished += message.find("translation[@type='unfinished']") is not None
    ElementTree.indent(root, "  ")
    body = ElementTree.tostring(root, encoding="unicode")
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")
    return unfinished


def compile_into(file: Path, target: Path) -> None:
    """Compile a .ts file to a .qm file."""
    compiler = Path(sys.executable).parent / "pyside6-lrelease"
    subprocess.run([compiler, "-silent", file, "-qm", target], check=True)


def _messages(file: Path) -> Iterator[ElementTree.Element]:
    if file.exists():
        yield from ElementTree.parse(file).iter("message")


def _new_message(text: Text, plural_forms: int) -> ElementTree.Element:
    message = ElementTree.Element("message")
    ElementTree.SubElement(message, "source").text = text.english
    translation = ElementTree.SubElement(message, "translation", type="unfinished")
    if text.counts:
        message.set("numerus", "yes")
        for _ in range(plural_forms):
            ElementTree.SubElement(translation, "numerusform").text = ""
    return message


def _texts_of(path: Path) -> Iterator[Text]:
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        for at in _TEXTS_AT.get(name, ()):
            texts = _literals(call.args[at]) if at < len(call.args) else ()
            yield from (Text(english, name == "counted") for english in texts)


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
    for language in PLURAL_FORMS:
        file = LANGUAGES / f"{language}.ts"
        unfinished = update(file, texts)
        compile_into(file, file.with_suffix(".qm"))
        print(f"{file.name}: {len(texts)} texts, {unfinished} not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
