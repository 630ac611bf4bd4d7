"""Measure how long a large library takes to open, and to search at each key.

    uv run python benchmarks/library.py [--sounds N]

A library of N sounds is written into a temporary home. The times are those of reading it, of
showing it in the references panel, painted, of each key of a search, of starring a sound and adding
a hundred, and of its timbre map, whose timbres are made up. The ratios are to the bare work in the
same run, so that machines can be compared: parsing the file as JSON, and painting a list of its
names.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

import window_tools

_WORDS: Final = ("metal", "wood", "glass", "door", "steps", "rain", "bell", "cloth", "stone")
_SEARCH: Final = "wood bell 12"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sounds", type=int, default=5000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["VARIETYSOUND_HOME"] = home
        fill(Path(home), options.sounds)
        measure(options.sounds)


def fill(home: Path, count: int) -> None:
    """Write a library."""
    from engine.project.model import MediaFile, Reference, new_id
    from gui.library.contents import LibraryContents
    from gui.library.library import library_path, save

    def sound(number: int) -> Reference:
        words = [_WORDS[number % 9], _WORDS[number // 9 % 9]]
        path = home / "sounds" / words[0] / f"{' '.join(words)} {number}.wav"
        return Reference(
            new_id(), MediaFile(path, 1000, 1.0, "0" * 64), path.stem, tags=(words[0],)
        )

    save(LibraryContents((), tuple(map(sound, range(count)))), library_path())


def measure(count: int) -> None:
    """Open the window, show the library and search in it."""
    from gui.app import create_application
    from gui.dub.references.reference_list import LIBRARY
    from gui.library.library import library_path, load

    application = create_application()
    start_s = time.perf_counter()
    items = load(library_path()).items
    read_s = time.perf_counter() - start_s
    start_s = time.perf_counter()
    json.loads(library_path().read_bytes())
    parsed_s = time.perf_counter() - start_s
    listed_s = bare_list_s([item.name for item in items])

    from gui.main_window import MainWindow

    window = MainWindow()
    window.complete()
    workspace = window.workspace
    assert workspace is not None
    window.pages.setCurrentWidget(workspace)
    window.show()
    application.processEvents()
    panel = workspace.references
    start_s = time.perf_counter()
    panel.places.choose(LIBRARY)
    panel.repaint()
    application.processEvents()
    shown_s = time.perf_counter() - start_s
    assert panel.model.rowCount() == count
    keys_ms = []
    for end in range(1, len(_SEARCH) + 1):
        start_s = time.perf_counter()
        panel.search.setText(_SEARCH[:end])
        panel.list.repaint()
        keys_ms.append(1000 * (time.perf_counter() - start_s))
    print(
        f"{count} sounds: read in {read_s:.2f} s, {read_s / parsed_s:.1f} times as long as parsing"
        f" them; shown in {shown_s:.2f} s, {shown_s / listed_s:.1f} times as long as a bare list"
    )
    print(f"a key: {statistics.median(keys_ms):.0f} ms, at most {max(keys_ms):.0f} ms")
    measure_edits(window, workspace.library.items[count // 2])
    measure_map(count)
    window.document.undo_stack.clear()
    window.document.mark_saved(Path("unused"))
    window.close()
    window.shutdown()


def bare_list_s(names: list[str]) -> float:
    """The seconds that Qt takes to show and paint a list of names."""
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QApplication, QListView

    start_s = time.perf_counter()
    view = QListView()
    model = QStringListModel(names)
    view.setModel(model)
    view.resize(320, 800)
    view.show()
    view.grab()
    QApplication.processEvents()
    seconds = time.perf_counter() - start_s
    view.close()
    return seconds


def measure_edits(window: "MainWindow", sound: "Reference") -> None:  # noqa: F821
    """Star a sound of the library, and add a hundred others to a project."""
    from PySide6.QtWidgets import QApplication

    from engine.project.model import MediaFile, Reference, new_id
    from gui.hosts.engine_host import HostState

    library, document = window.workspace.library, window.document
    window_tools.wait_until(lambda: window.workspace.host.state is HostState.READY)
    library.keep(())  # reads the file for the first time
    start_s = time.perf_counter()
    library.set_favourite("Star", sound, favourite=True)
    QApplication.processEvents()
    starred_ms = 1000 * (time.perf_counter() - start_s)
    paths = [Path(f"/sounds/{number}.wav") for number in range(100)]
    files = [MediaFile(path, 1000, 1.0, "1" * 64) for path in paths]
    start_s = time.perf_counter()
    document.add_references([Reference(new_id(), file, file.path.stem) for file in files])
    QApplication.processEvents()
    added_s = time.perf_counter() - start_s
    print(f"a sound starred in {starred_ms:.0f} ms, {len(files)} added in {added_s:.2f} s")


def measure_map(count: int) -> None:
    """Lay out and paint a map of the library's sounds."""
    import numpy as np

    from gui.dub.references.timbre_map import TimbreMap
    from gui.library.library import library_path, load
    from gui.library.timbres import laid_out

    items = load(library_path()).items
    vectors = np.random.default_rng(0).normal(size=(count, 19))
    timbres = {item.id: vector for item, vector in zip(items, vectors, strict=True)}
    start_s = time.perf_counter()
    sounds = laid_out(items, timbres)
    laid_out_s = time.perf_counter() - start_s
    shown = TimbreMap()
    shown.resize(640, 560)
    shown.show_sounds(sounds)
    shown.show()
    shown.grab()
    start_s = time.perf_counter()
    shown.select(items[count // 2].id)
    shown.grab()
    chosen_ms = 1000 * (time.perf_counter() - start_s)
    print(f"timbre map: laid out in {laid_out_s:.2f} s, a sound chosen in {chosen_ms:.0f} ms")


if __name__ == "__main__":
    main()
