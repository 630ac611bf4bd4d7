"""The Models page: installed models, their provenance and measurements."""

from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QMimeData, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QStackedWidget,
    QWidget,
)

from engine.model_files.default_models import choose_default
from engine.model_files.library import remove_model, rename_model, restore_model
from engine.model_files.model_file import SUFFIX, InstalledModel, export_model, install_model
from engine.project.model import ModelChoice
from engine.storage.bin import Deleted
from gui.file_questions import ask_file, ask_target
from gui.hosts.prepare_jobs import PROGRAM, PrepareJobs, Result
from gui.kit import theme
from gui.kit.banners import Button
from gui.kit.drops import DropTarget, paths_of
from gui.kit.language import mark, tr
from gui.kit.layouts import ROOM, add, hbox, put, vbox
from gui.kit.questions import ask_text
from gui.kit.rows import Line, Row, RowModel, RowView
from gui.kit.widgets import (
    Head,
    bytes_text,
    empty_words,
    heading,
    primary,
    push_button,
    side_by_side,
)
from gui.kit.workers import Job
from gui.train.models.details import Details
from gui.train.models.installed_models import (
    InstalledFiles,
    checksum,
    choice_of,
    look,
    models_pattern,
    short_text,
)
from gui.train.services import TrainServices, ignore

T = TypeVar("T")
_Listed = tuple[Path, Row]
_WEIGHT_SUFFIXES: Final = (".pth", ".pt")
_WEIGHTS_NAME: Final = mark("BN-Inception weights")
_BANNER: Final = "models"


class ModelsPage(QWidget):
    """Installed models and their details; imports, exports and deletes them."""

    def __init__(
        self,
        services: TrainServices,
        parent: QWidget | None = None,
        *,
        program: tuple[str, ...] = PROGRAM,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._wanted: Path | None = None  # to be selected once listed
        self._look: Job | None = None
        self.installed = InstalledFiles()
        self.jobs = PrepareJobs(self, program=program)
        self._assemble()
        drops = DropTarget(self, _files, lambda _: tr("Drop to import"))
        drops.dropped.connect(self.import_files)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.jobs.busy_changed.connect(self._on_busy_changed)
        self.details.use_wanted.connect(self._use)
        self.details.compare_wanted.connect(self._compare)
        self.details.default_wanted.connect(self._make_default)
        self.details.export_wanted.connect(self._choose_export)
        self.details.delete_wanted.connect(self._delete)
        self.details.rename_wanted.connect(self._ask_name)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the models folder again."""
        self._look = self._services.runner.start(
            look,
            done=self._on_looked,
            failed=self._services.errors.present,
            instead_of=self._look,
        )

    def shutdown(self) -> None:
        """End the child process, and close the clip of the demo."""
        self.jobs.shutdown()
        self.details.demo.shutdown()

    def import_file(self, path: Path) -> None:
        """Check and install a model, or whatever else a file of weights holds."""
        if path.suffix != SUFFIX or "inception" in path.name.lower():
            self._import_weights(path)
            return

        def done(model: InstalledModel) -> None:
            self._wanted = model.path
            self._services.models.changed.emit()
            self._say(_installed(model.header.kind, model.name, before=path.stem != model.name))

        self._services.do(lambda: install_model(path), done)

    def _import_weights(self, path: Path) -> None:
        """Recognise a file in a child process, which loads torch, and install what it holds."""

        def done(result: Result) -> None:
            if "weights" in result:
                self._wanted = Path(result["weights"])
                told = tr(
                    "Added the BN-Inception weights. Data sets can now be prepared with them."
                )
            else:
                self._wanted = Path(result["path"])
                told = _installed(result["kind"], result["name"])
            self._services.models.changed.emit()
            self._say(told)

        words = ["models", "--import", str(path), "--json"]
        self.jobs.add(words, done=done, failed=self._services.errors.present)

    def import_files(self, paths: list[Path]) -> None:
        """Import files one after the other."""
        for path in paths:
            self.import_file(path)

    def export(self, model: InstalledModel, target: Path) -> None:
        """Copy a model and write its checksum beside it."""

        def done(_nothing: None) -> None:
            self._say(tr("Exported {file} and its checksum.", file=target.name))

        self._services.do(lambda: export_model(model.path, target), done)

    def select(self, path: Path) -> None:
        """Select a file."""
        self.list.setCurrentIndex(self.model.index(self.model.row_of(path), 0))

    # Assemble

    def _assemble(self) -> None:
        column = vbox(self, margins=(20, 14, 20, 14), spacing=10)
        add(column, self._build_head(), self._build_checking())
        self.model = RowModel[_Listed](itemgetter(1), itemgetter(0), self)
        self.list = RowView(self.model, tr("Models"), prose=True)
        self.details = Details(self._services)
        self.pages = QStackedWidget()
        self.pages.addWidget(side_by_side(self.list, self.details, sizes=(290, 800), gap=14))
        self.pages.addWidget(
            empty_words(tr("No models installed.\nTrain one, or drop a model file here."))
        )
        column.addWidget(self.pages, 1)

    def _build_head(self) -> Head:
        self.weights_button = push_button(
            tr("Add BN-Inception weights…"),
            self._choose_weights,
            tip=tr("Needed for the features used in the paper; all layers are checked"),
        )
        import_ = primary(tr("Import model…"), self._choose_model)
        about = tr("The models the editor can use. The default is taken unless you choose another.")
        return Head(tr("Models"), about, self.weights_button, import_)

    def _build_checking(self) -> QWidget:
        self._checking = QWidget()
        row = hbox(self._checking, margins=0)
        add(row, heading(tr("Checking the file")), ROOM)
        put(row, push_button(tr("Cancel"), self.jobs.cancel))
        self._checking.hide()
        return self._checking

    # The list

    def _on_looked(self, installed: InstalledFiles) -> None:
        chosen, self._wanted = self._wanted or self.current, None
        self.installed = installed
        self.model.show_items(_listed(installed))
        self.pages.setCurrentIndex(0 if self.model.items else 1)
        self.weights_button.setVisible(installed.weights is None)
        index = self.model.index(max(self.model.row_of(chosen), 0), 0)
        if index == self.list.currentIndex():
            self._show_current()
        else:
            self.list.setCurrentIndex(index)

    @property
    def current(self) -> Path | None:
        """The selected file."""
        index = self.list.currentIndex()
        return self.model.item(index)[0] if index.isValid() else None

    @Slot()
    def _show_current(self) -> None:
        """Show the details of the selected file."""
        path = self.current
        model = self.installed.model(path)
        unusable = next((each for each in self.installed.unusable if each.path == path), None)
        if path is None:
            self.details.show_nothing()
        elif model is not None:
            self.details.show_model(model, self.installed)
            self._services.runner.start(  # a deleted file disappears at the next refresh
                lambda _context: checksum(path), done=self._on_summed, failed=ignore
            )
        elif unusable is not None:
            self.details.show_unusable(path.name, unusable.reason, self.installed.size(path))
        else:
            self.details.show_weights(tr(_WEIGHTS_NAME), self.installed.size(path))

    def _on_summed(self, summed: tuple[Path, str]) -> None:
        path, digest = summed
        if path == self.current:
            self.details.show_checksum(digest)

    # Actions

    @Slot()
    def _use(self) -> None:
        model = self.installed.model(self.current)
        if model is not None:
            self._services.models.use_requested.emit(choice_of(model))

    @Slot(object)
    def _compare(self, other: ModelChoice) -> None:
        model = self.installed.model(self.current)
        if model is not None:
            self._services.models.compare_requested.emit(choice_of(model), other)

    @Slot()
    def _make_default(self) -> None:
        model = self.installed.model(self.current)
        if model is None:
            return
        kind, name = model.header.kind, model.name

        def done(_nothing: None) -> None:
            self._services.models.changed.emit()
            self._say(
                tr("{name} is now the default generator.", name=name)
                if kind == "generator"
                else tr("{name} is now the default vocoder.", name=name)
            )

        self._services.do(lambda: choose_default(kind, name), done)

    @Slot()
    def _ask_name(self) -> None:
        path = self.current
        if path is None:
            return
        name = ask_text(self, tr("Rename model"), tr("Name:"), path.stem)
        if name and name != path.stem:
            self.rename(path, name)

    def rename(self, path: Path, name: str) -> None:
        """Rename one of the user's models; what it was the default of it stays."""

        def done(renamed: Path) -> None:
            self._wanted = renamed
            self._services.models.changed.emit()

        self._services.do(lambda: rename_model(path, name), done)

    @Slot()
    def _delete(self) -> None:
        path = self.current
        if path is None:
            return

        def done(removed: Deleted) -> None:
            self._services.models.changed.emit()
            self._services.banners.show_banner(
                _BANNER,
                tr("Deleted {name}.", name=path.stem),
                buttons=(Button(tr("Undo"), lambda: self._restore(removed)),),
            )

        self._services.do(lambda: remove_model(path), done)

    def _restore(self, removed: Deleted) -> None:
        def done(_nothing: None) -> None:
            self._wanted = removed.path
            self._services.models.changed.emit()

        self._services.do(lambda: restore_model(removed), done)

    @Slot()
    def _choose_model(self) -> None:
        pattern = tr("Models ({patterns});;All files (*)", patterns=f"*{SUFFIX} *.pth *.pt")
        self._choose_file(tr("Import model"), pattern, self.import_file)

    @Slot()
    def _choose_weights(self) -> None:
        pattern = tr("Weights ({patterns})", patterns=f"*.pth *.pt *{SUFFIX}")
        self._choose_file(tr(_WEIGHTS_NAME), pattern, self._import_weights)

    def _choose_file(self, title: str, pattern: str, use: Callable[[Path], None]) -> None:
        path = ask_file(self, self._services.settings, title, pattern)
        if path is not None:
            use(path)

    @Slot()
    def _choose_export(self) -> None:
        model = self.installed.model(self.current)
        if model is None:
            return
        name, settings = model.path.name, self._services.settings
        path = ask_target(self, settings, tr("Export"), name, models_pattern())
        if path is not None:
            self.export(model, path)

    @Slot(bool)
    def _on_busy_changed(self, busy: bool) -> None:
        self._checking.setVisible(busy)
        self.weights_button.setEnabled(not busy)

    def _say(self, sentence: str) -> None:
        self._services.banners.show_banner(_BANNER, sentence, seconds=8)


def _listed(installed: InstalledFiles) -> list[_Listed]:
    """The rows of all files: models, weights, and what is unusable."""
    star = theme.icon("star-filled", "warning")
    rows = []
    for model in installed.models:
        mark = star if installed.is_default(model) else None
        rows.append(_row(model.path, model.name, short_text(model, installed), mark=mark))
    if installed.weights is not None:
        size = bytes_text(installed.size(installed.weights))
        rows.append(_row(installed.weights, tr(_WEIGHTS_NAME), size))
    unusable = tr("unusable")
    rows += [
        _row(each.path, each.path.stem, unusable, role="danger") for each in installed.unusable
    ]
    return rows


def _row(
    path: Path, name: str, text: str, *, role: str = "text", mark: QIcon | None = None
) -> _Listed:
    spoken = f"{name}: {text}"
    return path, Row(title=name, role=role, lines=(Line(text),), mark=mark, spoken=spoken)


def _installed(kind: str, name: str, *, before: bool = False) -> str:
    """The notice that a model was installed, or had been before under another name."""
    if before:
        return tr("This model is already installed as {name}.", name=name)
    if kind == "generator":
        return tr("Installed the generator {name}.", name=name)
    return tr("Installed the vocoder {name}.", name=name)


def _files(data: QMimeData) -> list[Path]:
    """Dragged files that may be models or weights."""
    return [path for path in paths_of(data) if path.suffix in (SUFFIX, *_WEIGHT_SUFFIXES)]
