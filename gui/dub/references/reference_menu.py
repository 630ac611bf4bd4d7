"""Edits and context menu of references, in the project or in the library."""

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtWidgets import QMenu, QWidget

from engine.project.model import Reference, new_id
from gui.document.document import Document
from gui.dub.references.reference_list import PROJECT, ReferenceModel, is_same
from gui.kit.desktop import show_in_folder
from gui.kit.language import tr
from gui.kit.questions import ask_text
from gui.library.library import Library


class ReferenceEdits:
    """Undoable edits of references in the project or in the library."""

    def __init__(
        self, document: Document, library: Library, model: ReferenceModel, window: QWidget
    ) -> None:
        self._document = document
        self._library = library
        self._model = model
        self._window = window

    @property
    def in_project(self) -> bool:
        """Whether the listed references are the project's."""
        return self._model.place == PROJECT

    def adopt(self, references: list[Reference]) -> list[Reference]:
        """Return the project's copies of these references, adding missing ones."""
        if self.in_project:
            return references
        own: list[Reference] = []
        new: list[Reference] = []
        before = self._document.project.references
        for reference in references:
            same = next((each for each in before if is_same(each, reference)), None)
            if same is None:
                same = replace(reference, id=new_id())
                new.append(same)
            own.append(same)
        self._document.add_references(new)
        return own

    def put(self, text: str, after: Reference) -> None:
        """Replace a reference."""
        if self.in_project:
            self._document.edit_reference(text, after)
        else:
            self._library.put(text, after)

    def remove(self, references: list[Reference]) -> None:
        """Remove references; their files are kept."""
        if not references:
            return
        if self.in_project:
            self._document.remove_references(reference.id for reference in references)
        else:
            self._library.forget(references)

    def toggle_favourite(self, reference: Reference) -> None:
        """Mark or unmark a favourite; favourites are listed first and kept in the library."""
        favourite = not reference.favourite
        name = reference.name
        text = (
            tr("Add {name} to favourites", name=name)
            if favourite
            else tr("Remove {name} from favourites", name=name)
        )
        if not self.in_project:
            self._library.set_favourite(text, reference, favourite)
            return
        with self._document.one_step(text):
            self._document.edit_reference(text, replace(reference, favourite=favourite))
            self._library.set_favourite(text, reference, favourite)

    def rename(self, reference: Reference) -> None:
        """Ask for a new name."""
        name = ask_text(self._window, tr("Rename"), tr("Name:"), reference.name)
        if name:
            self.put(tr("Rename reference"), replace(reference, name=name))

    def tag(self, reference: Reference) -> None:
        """Ask for tags."""
        label, before = tr("Tags, separated by commas:"), ", ".join(reference.tags)
        text = ask_text(self._window, tr("Tags"), label, before)
        if text is not None:
            tags = tuple(tag.strip() for tag in text.split(",") if tag.strip())
            self.put(tr("Tag reference"), replace(reference, tags=tags))

    def fill(
        self,
        menu: QMenu,
        reference: Reference,
        chosen: list[Reference],
        *,
        play: Callable[[], object],
        use: Callable[[], object],
        try_on: Callable[[], object],
        compare: Callable[[], object],
    ) -> None:
        """Fill the context menu of a reference."""
        menu.addAction(tr("Play"), play)
        menu.addAction(tr("Dub with this reference"), use)
        menu.addAction(tr("Try on selected references"), try_on)
        menu.addAction(tr("Compare (B)"), compare)
        menu.addSeparator()
        star = tr("Remove from favourites") if reference.favourite else tr("Add to favourites")
        menu.addAction(star, lambda: self.toggle_favourite(reference))
        menu.addAction(tr("Rename…"), lambda: self.rename(reference))
        menu.addAction(tr("Tags…"), lambda: self.tag(reference))
        menu.addAction(tr("Show in folder"), lambda: show_in_folder(reference.file.path))
        menu.addSeparator()
        text = tr("Remove from project" if self.in_project else "Remove from library")
        menu.addAction(text, lambda: self.remove(chosen))
