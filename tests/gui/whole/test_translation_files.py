"""The files of the languages hold exactly the texts of the program, all translated."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.config import RESOURCES
from gui.kit.language import NAMES
from scripts.translations import PLURAL_FORMS, collected, compile_into

FILES = sorted((RESOURCES / "languages").glob("*.ts"))


def messages(file: Path) -> list[ElementTree.Element]:
    return list(ElementTree.parse(file).iter("message"))


def forms(message: ElementTree.Element) -> list[str]:
    """The translations of a message: one, or as many as there are plural forms."""
    translation = message.find("translation")
    assert translation is not None
    return [form.text or "" for form in translation] or [translation.text or ""]


def names(text: str) -> set[str]:
    return set(re.findall(r"{\w+(?:![rs])?(?::[^{}]+)?}", text))


def test_each_language_of_the_preferences_has_a_file() -> None:
    assert {"en", *(file.stem for file in FILES)} == set(NAMES)
    assert {file.stem for file in FILES} == set(PLURAL_FORMS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_has_the_texts_of_the_code_and_no_others(file: Path) -> None:
    """`uv run python scripts/translations.py` brings it up to date."""
    known = {(m.findtext("source"), m.get("numerus") == "yes") for m in messages(file)}
    assert known == {(text.english, text.counts) for text in collected()}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_text_is_translated(file: Path) -> None:
    found = messages(file)
    unfinished = [m for m in found if m.find("translation[@type='unfinished']") is not None]
    empty = [m for m in found if not all(forms(m))]
    assert [m.findtext("source") for m in (*unfinished, *empty)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_translation_has_the_values_of_its_text(file: Path) -> None:
    """The number alone may be left out, as in "Added a clip."; that of one thing may lack others.

    It is not "1 Modell trainieren" for "Start training", and names the one sound that is removed.
    """
    ones = {text.english: text.one for text in collected()}
    faults: list[str] = []
    for message in messages(file):
        text, given = message.findtext("source", ""), forms(message)
        counts = message.get("numerus") == "yes"
        texts = [ones[text], *[text] * (len(given) - 1)] if counts else [text]
        free = {"{n}"} if counts else set()
        for english, form in zip(texts, given, strict=True):
            if not names(english) - free <= names(form) <= names(english):
                faults.append(form)
    assert faults == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_text_that_counts_has_all_plural_forms(file: Path) -> None:
    counting = [m for m in messages(file) if m.get("numerus") == "yes"]
    assert counting
    wrong = [m.findtext("source") for m in counting if len(forms(m)) != PLURAL_FORMS[file.stem]]
    assert wrong == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_translation_starts_and_ends_like_its_text(file: Path) -> None:
    """Spaces and line breaks at the ends belong to the layout; a command that asks keeps its …."""
    faults = []
    for message in messages(file):
        text = message.findtext("source", "")
        edges = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        for form in forms(message):
            own = form[: len(form) - len(form.lstrip())], form[len(form.rstrip()) :]
            if own != edges or form.endswith("…") != text.endswith("…"):
                faults.append(form)
    assert faults == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_compiled_file_is_that_of_the_translations(file: Path, tmp_path: Path) -> None:
    compiled = tmp_path / "compiled.qm"
    compile_into(file, compiled)
    assert file.with_suffix(".qm").read_bytes() == compiled.read_bytes()
