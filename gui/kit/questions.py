"""Modal questions whose answers are named after what they do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(window: QWidget, title: str, text: str, choices: tuple[str, ...]) -> str:
    """Ask which of the choices to take; return it, or an empty text if cancelled."""
    box = QMessageBox(QMessageBox.Icon.Question, title, "", parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)  # names of files are no markup
    box.setText(text)
    buttons = {box.addButton(each, QMessageBox.ButtonRole.AcceptRole): each for each in choices}
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setEscapeButton(cancel)
    box.setDefaultButton(cancel)
    box.exec()
    answer = next((text for button, text in buttons.items() if button is box.clickedButton()), "")
    box.deleteLater()
    return answer
