"""What the program is, what it is built from, and what is new in it."""

from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from typing import Final

from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from engine.config import RESOURCES
from gui.kit.fields import close_button, shown_text
from gui.kit.labels import Label
from gui.kit.language import tr
from gui.kit.layouts import add, vbox
from gui.kit.widgets import heading, title, wrapped

_ROOT: Final = RESOURCES.parent
# What the editor and the engine load; each with its own licence.
_PACKAGES: Final = (
    *("PySide6", "numpy", "scipy", "av", "soundfile", "sounddevice", "msgspec", "torch"),
    *("opencv-python-headless", "pyqtgraph", "psutil", "filelock"),
)


class About(QDialog):
    """The name, the versions and the licences."""

    def __init__(self, environment: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About VarietySound Studio"))
        self.resize(620, 520)
        about = wrapped(
            tr("Dubs silent clips with the timbre of any reference, on this computer alone.")
        )
        licences = shown_text(tr("Licences"), f"{own_licence()}\n\n{package_licences()}")
        column = vbox(self, margins=20, spacing=10)
        add(
            column, title("VarietySound Studio"), about, Label(environment), heading(tr("Licences"))
        )
        add(column, (licences, 1), close_button(self))


class News(QDialog):
    """The changes in the newest version."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What's new"))
        self.resize(680, 560)
        text = QTextBrowser()
        text.setMarkdown(newest_changes())
        text.setAccessibleName(tr("Changes"))
        add(vbox(self, margins=20, spacing=12), (text, 1), close_button(self))


def newest_changes() -> str:
    """The first version's part of the changelog, as Markdown; empty if it is not there."""
    try:
        text = (_ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    except OSError:
        return ""
    versions = text.split("\n## ")
    return f"## {versions[1]}" if len(versions) > 1 else text


def own_licence() -> str:
    """The program's own licence; empty if the file is not there."""
    try:
        return (_ROOT / "LICENSE").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def package_licences() -> str:
    """A line for each package that the program is built from and that is installed."""
    lines = []
    for package in _PACKAGES:
        try:
            facts = metadata(package)
        except PackageNotFoundError:
            continue
        licence = (
            _field(facts, "License-Expression")
            or _classified(facts.get_all("Classifier") or [])
            or _field(facts, "License")
            or tr("see its documentation")
        )
        lines.append(f"{facts['Name']} {facts['Version']}: {licence}")
    return "\n".join(lines)


def _field(facts: PackageMetadata, name: str) -> str:
    """The first line of a field; empty if it is not there."""
    return facts[name].split("\n")[0] if name in facts else ""


def _classified(classifiers: list[str]) -> str:
    names = [line.split(" :: ")[-1] for line in classifiers if line.startswith("License ::")]
    return ", ".join(names)
