"""The window's language: every text that a person reads passes through here.

The texts in the code are English. `resources/languages/*.ts` holds their translations in Qt's
format; `scripts/translations.py` collects the texts and compiles the files.
"""

from typing import Final, Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from engine.config import RESOURCES
from engine.errors import EngineError
from engine.phrases import Phrase, filled

Language = Literal["", "en", "de"]  # empty: the system's, English where there is no translation

NAMES: Final[dict[Language, str]] = {"en": "English", "de": "Deutsch"}
FOLDER: Final = RESOURCES / "languages"
_CONTEXT: Final = "window"


def tr(text: str, /, **values: object) -> str:
    """A text in the window's language, its `{names}` replaced by the values.

    The text is a literal, or one that `mark` or a declaration of the engine has announced.
    """
    translated = QCoreApplication.translate(_CONTEXT, text)
    if not values:
        return translated
    return translated.format(**{name: _shown(value) for name, value in values.items()})


def said(words: Phrase) -> str:
    """What the engine or the training says, in the window's language."""
    translated = QCoreApplication.translate(_CONTEXT, words.template) if words else ""
    if not words.values:
        return translated
    values = {
        name: said(value) if isinstance(value, Phrase) else value
        for name, value in words.values.items()
    }
    return filled(translated, values, QLocale().decimalPoint())


def explained(error: Exception) -> str:
    """The sentence and the hint of an error in the window's language; else its own words."""
    if not isinstance(error, EngineError):
        return str(error)
    return f"{said(error.phrase)} {said(error.advice)}".strip()


def _shown(value: object) -> object:
    if isinstance(value, EngineError):
        return explained(value)
    return said(value) if isinstance(value, Phrase) else value


def counted(one: str, many: str, n: int, /, **values: object) -> str:
    """A text about `n` things in the right plural form; `{n}` stands for the number."""
    translated = QCoreApplication.translate(_CONTEXT, many, None, n)
    if translated == many and n == 1:
        translated = one
    return translated.format(n=n, **{name: _shown(value) for name, value in values.items()})


def mark(text: str) -> str:
    """Announce a text that is written before the language is known, such as one of a table.

    It returns the English text; whoever shows it calls `tr`.
    """
    return text


def number(value: float, decimals: int = 0) -> str:
    """A number as the language writes it, without separators of thousands."""
    return QLocale().toString(float(value), "f", decimals)


def figure(value: float, digits: int) -> str:
    """A number with so many significant digits, as the language writes it."""
    short = float(f"{value:.{digits}g}")
    return QLocale().toString(
        short, "f", QLocale.FloatingPointPrecisionOption.FloatingPointShortest
    )


def use(language: Language) -> None:
    """Translate all texts built from now on, Qt's own included, and write numbers to match."""
    chosen = language or _of_system()
    locale = QLocale(chosen)
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    QLocale.setDefault(locale)
    qt_texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{chosen}", qt_texts), (chosen, str(FOLDER))):
        translator = QTranslator(QCoreApplication.instance())
        if chosen != "en" and translator.load(name, folder):
            QCoreApplication.installTranslator(translator)


def _of_system() -> Language:
    spoken = QLocale.system().name().split("_")[0]
    return next((language for language in NAMES if language == spoken), "en")
