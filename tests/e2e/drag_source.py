"""A stand-in for a file manager: a small window from which files are dragged, in its own process.

    python drag_source.py X Y REPORT FILE...

A press in the window takes hold of all files at once; what became of them is written into REPORT,
which is empty and there as soon as the window is.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel
from typing_extensions import override

SIDE_PX = 90


class Files(QLabel):
    """What the files look like in a folder."""

    def __init__(self, report: Path, paths: list[Path]) -> None:
        super().__init__("files")
        self._report = report
        self._paths = paths
        self.setWindowTitle("Folder")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in self._paths])
        drag = QDrag(self)
        drag.setMimeData(data)
        taken = drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)
        self._report.write_text(taken.name)


def main() -> None:
    x, y, report, *names = sys.argv[1:]
    application = QApplication(sys.argv[:1])
    files = Files(Path(report), [Path(name) for name in names])
    files.setGeometry(int(x), int(y), SIDE_PX, SIDE_PX)
    files.show()
    Path(report).write_text("")
    application.exec()


if __name__ == "__main__":
    main()
