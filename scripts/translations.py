"""Collect the window's texts into resources/languages/*.ts and compile them for Qt.

    uv run python scripts/translations.py

A text is a literal given to `tr`, `counted` or `mark` of gui/kit/language.py, or to an error, a
phrase or a note of the engine or the training, or declared by these and shown by the window, such
as the help of a setting. Translations that exist are kept; those whose text is gone are dropped;
new texts are marked as unfinished, and it is said how many there are.
"""

import argparse
import ast
import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.evaluation.listening.scales import SCALES  # noqa: E402
from engine.storage.settings import Settings, settings_of  # noqa: E402
from gui.train.new_run.fields import fields_of  # noqa: E402
from gui.train.new_run.preset_list import preset_name  # noqa: E402
from training.config import GeneratorRun, VocoderRun  # noqa: E402
from training.own_presets import KINDS  # noqa: E402
from training.presets import PRESETS  # noqa: E402
from training.run.results.verdict import TEXTS as VERDICTS  # noqa: E402

LANGUAGES = ROOT / "resources" / "languages"
PLURAL_FORMS = {"de": 2}  # by language: one thing, several, ... as in Qt's "Translation Rules"
CONTEXT = "window"
_FIELD = re.compile(r"\{[^{}]*\}")
_TEXTS_AT = {  # arguments that are texts, by the name of what is called
    **dict.fromkeys(("tr", "mark", "note", "phrase", "Phrase"), (0,)),
    "counted": (1,),
    "Detail": (0, 1),
    "FieldError": (1,),
    "os_errors_as": (1,),
}
_WITH_HINT = {"os_errors_as"}
_SYSTEM = (  # what the system says about files and disks
    errno.EACCES,
    errno.EBUSY,
    errno.EDQUOT,
    errno.EEXIST,
    errno.EFBIG,
    errno.EIO,
    errno.EISDIR,
    errno.EMFILE,
    errno.ENAMETOOLONG,
    errno.ENOENT,
    errno.ENOSPC,
    errno.ENOTDIR,
    errno.ENOTEMPTY,
    errno.EPERM,
    errno.EROFS,
    errno.ETIMEDOUT,
    errno.EXDEV,
)
_PARTS = ("regnet", "speechsplit")


@dataclass(frozen=True)
class Text:
    """A text of the window.

    Attributes:
        english: its English; of one that counts, that for several things.
        counts: whether it counts something.
        one: of one that counts, its English for one thing.
    """

    english: str
    counts: bool
    one: str = ""


def collected() -> list[Text]:
    """The texts of the window, sorted by module and by their place in it, each once."""
    texts: dict[str, Text] = {}
    packages = [sorted((ROOT / name).rglob("*.py")) for name in ("gui", "engine", "training")]
    for path in chain(*packages):
        for text in _texts_of(path):
            if _has_words(text.english):
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
        yield kind
        for field in fields_of(kind):
            yield from (field.group, field.label)
    yield from chain(_PARTS, VERDICTS)
    yield from map(os.strerror, _SYSTEM)


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
    tree = ast.parse(path.read_text("utf-8"))
    constants = dict(_constants(tree))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = called(call)
        arguments = [call.args[at] for at in _TEXTS_AT.get(name, ()) if at < len(call.args)]
        if name in errors():
            arguments = call.args[:1]
        if name in errors() | _WITH_HINT:
            arguments += [keyword.value for keyword in call.keywords if keyword.arg == "hint"]
        for argument in arguments:
            texts = literals(argument, constants)
            one = next(literals(call.args[0], constants), "") if name == "counted" else ""
            yield from (Text(english, name == "counted", one) for english in texts)


def called(call: ast.Call) -> str:
    """The name of what is called, without what it belongs to."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr if function.attr == "note" else ""
    return function.id if isinstance(function, ast.Name) else ""


@cache
def errors() -> frozenset[str]:
    """The names of `EngineError` and of all that derive from it."""
    paths = [path for name in ("engine", "training") for path in (ROOT / name).rglob("*.py")]
    trees = (ast.parse(path.read_text("utf-8")) for path in paths)
    classes = [node for tree in trees for node in tree.body if isinstance(node, ast.ClassDef)]
    found = {"EngineError"}
    while more := {
        each.name
        for each in classes
        for base in each.bases
        if isinstance(base, ast.Name) and base.id in found and each.name not in found
    }:
        found |= more
    return frozenset(found)


def literals(node: ast.expr, constants: Mapping[str, str]) -> Iterator[str]:
    """The literal, those between which a condition chooses, or that of a module's constant."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name) and node.id in constants:
        yield constants[node.id]
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body, constants)
        yield from literals(node.orelse, constants)


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            yield node.target.id, node.value.value


def _has_words(text: str) -> bool:
    """Whether a text says anything besides its values."""
    return any(character.isalpha() for character in _FIELD.sub("", text))


def main() -> int:
    """Update and compile every language."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    texts = collected()
    for language in PLURAL_FORMS:
        file = LANGUAGES / f"{language}.ts"
        unfinished = update(file, texts)
        compile_into(file, file.with_suffix(".qm"))
        print(f"{file.name}: {len(texts)} texts, {unfinished} not translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
