"""Modal questions whose answers are named after what they do."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QDialog, QInputDialog, QMessageBox, QWidget


class Meanwhile(NamedTuple):
    """What may answer a question while it is open.

    Attributes:
        changed: tells that it may be answered now.
        answer: the answer; None while the question stands.
    """

    changed: SignalInstance
    answer: Callable[[], str | None]


def accepted(dialog: QDialog) -> bool:
    """Show a dialog until it is closed; its fields can be read until control returns to Qt."""
    is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return is_accepted


def ask_text(window: QWidget, title: str, label: str, text: str) -> str | None:
    """Ask for a line of text, here without spaces around it; None if cancelled."""
    answer, is_given = QInputDialog.getText(window, title, label, text=text)
    return answer.strip() if is_given else None


def ask(
    window: QWidget,
    title: str,
    text: str,
    choices: tuple[str, ...],
    *,
    default: str = "",
    stay: str = "",
    meanwhile: Meanwhile | None = None,
) -> str:
    """Ask which of the choices to take; return it, or an empty text if cancelled.

    Args:
        window: the window that is asked about.
        title: of the box.
        text: the question; no markup.
        choices: the buttons.
        default: the choice that Enter takes; by default, it cancels.
        stay: the text of the button that cancels; by default, Cancel.
        meanwhile: closes the box with an answer once there is nothing to ask any more.
    """
    box = QMessageBox(QMessageBox.Icon.NoIcon, title, "", parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)  # names of files are no markup
    box.setText(text)
    buttons = {each: box.addButton(each, QMessageBox.ButtonRole.AcceptRole) for each in choices}
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    if stay:
        cancel.setText(stay)
    box.setEscapeButton(cancel)
    box.setDefaultButton(buttons.get(default, cancel))
    answered: list[str] = []

    def look(*_: object) -> None:
        answer = None if meanwhile is None else meanwhile.answer()
        if answer is not None and not answered:
            answered.append(answer)
            box.reject()

    if meanwhile is not None:
        meanwhile.changed.connect(look)
    box.exec()
    if meanwhile is not None:
        meanwhile.changed.disconnect(look)
    pressed = (each for each, button in buttons.items() if button is box.clickedButton())
    box.deleteLater()
    return next(iter(answered), next(pressed, ""))
