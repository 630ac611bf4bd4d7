"""Choose the two keys of a performance by pressing them."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget
from typing_extensions import override

from gui.kit.labels import Label
from gui.kit.language import tr
from gui.kit.layouts import add, vbox

Keys = tuple[int, int]
_MODIFIERS: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)
_TAKEN: Final = frozenset({Qt.Key.Key_R, Qt.Key.Key_Space})  # they end a recording


def key_text(key: int) -> str:
    """The name of a key, such as `F`."""
    return QKeySequence(key).toString()


def keys_text(keys: Keys) -> str:
    """The names of two keys, such as `F and J`."""
    first, second = map(key_text, keys)
    return tr("{first} and {second}", first=first, second=second)


class KeysDialog(QDialog):
    """Asks for two keys; when accepted, `keys` are the new ones."""

    def __init__(self, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys of a performance"))
        self.keys = keys
        self._first: int | None = None
        self.says = Label(tr("Press the first key."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # every key comes to the dialog
        add(vbox(self, margins=(20, 18, 20, 16), spacing=14), self.says, buttons)
        self.setMinimumWidth(320)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.reject()
        elif key in _TAKEN:
            self.says.setText(tr("R and Space end a recording. Press another key."))
        elif key in _MODIFIERS or key == self._first or event.isAutoRepeat():
            return
        elif self._first is None:
            self._first = int(key)
            self.says.setText(tr("{key}. Press the second key.", key=key_text(key)))
        else:
            self.keys = self._first, int(key)
            self.accept()
