"""Banners across the top of the window: a message with buttons, instead of a pop-up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QWidget,
)

from gui.kit.labels import Label
from gui.kit.layouts import hbox, vbox
from gui.kit.timers import once
from gui.kit.widgets import IconLabel, small_button

Level = Literal["information", "warning", "danger"]


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a banner; pressing it closes the banner unless `closes` is false."""

    text: str
    action: Callable[[], object]
    closes: bool = True


class Banners(QWidget):
    """The visible banners; a new one replaces an older one with the same key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, QFrame] = {}
        self._layout = vbox(self, margins=0, spacing=0)

    def show_banner(
        self,
        key: str,
        text: str,
        *,
        level: Level = "information",
        buttons: tuple[Button, ...] = (),
        seconds: float | None = None,
    ) -> None:
        """Show a message; with `seconds` it closes by itself."""
        self.close_banner(key)
        frame = self._build(key, text, level, buttons)
        self._shown[key] = frame
        self._layout.addWidget(frame)
        if seconds is not None:
            once(frame, round(seconds * 1000), lambda: self.close_banner(key)).start()

    def close_banner(self, key: str) -> None:
        """Close a banner if it is open."""
        frame = self._shown.pop(key, None)
        if frame is not None:
            frame.hide()
            frame.deleteLater()

    def texts(self) -> list[str]:
        """The messages of all open banners."""
        return [frame.accessibleName() for frame in self._shown.values()]

    def press(self, key: str, text: str) -> None:
        """Press the button with this text on a banner."""
        for button in self._shown[key].findChildren(QPushButton):
            if button.text() == text:
                button.click()
                return
        raise KeyError(text)

    def _build(self, key: str, text: str, level: Level, buttons: tuple[Button, ...]) -> QFrame:
        frame = QFrame()
        frame.setAccessibleName(text)
        frame.setObjectName("banner")
        row = hbox(frame, margins=(10, 6, 8, 6))
        row.addWidget(level_sign(level))
        label = Label(text)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(label, 1)
        for button in buttons:
            row.addWidget(self._button(key, button))
        row.addWidget(small_button("close", "Close", lambda: self.close_banner(key)))
        frame.setProperty("tone", level)
        return frame

    def _button(self, key: str, button: Button) -> QPushButton:
        widget = QPushButton(button.text)

        def pressed() -> None:
            if button.closes:
                self.close_banner(key)
            button.action()

        widget.clicked.connect(pressed)
        return widget


def level_sign(level: Level) -> IconLabel:
    """The icon for the severity of a message."""
    return IconLabel(
        "information" if level == "information" else "warning",
        "accent" if level == "information" else level,
    )
