"""Modal questions whose answers are named after what they do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(
    window: QWidget,
    title: str,
    text: str,
    choices: tuple[str, ...],
    *,
    default: str = "",
    stay: str = "",
) -> str:
    """Ask which of the choices to take; return it, or an empty text if cancelled.

    Args:
        window: the window that is asked about.
        title: of the box.
        text: the question; no markup.
        choices: the buttons.
        default: the choice that Enter takes; by default, it cancels.
        stay: the text of the button that cancels; by default, Cancel.
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
    box.exec()
    answer = next((each for each, button in buttons.items() if button is box.clickedButton()), "")
    box.deleteLater()
    return answer
