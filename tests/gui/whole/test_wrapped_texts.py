"""Every text of the window passes through tr, counted or mark, so that it can be translated."""

from pathlib import Path

import pytest

from gui.commands.actions import CATEGORIES
from tests.gui.whole.text_rule import bare_figures, unwrapped

ROOT = Path(__file__).resolve().parents[3]

# Modules whose texts are for no window.
EXEMPT_MODULES = {
    "gui/app.py": "tells the terminal why no window can be shown",
    "gui/kit/theme.py": "the style sheet",
}
PROGRAM = "import json, torch"  # how the program of another process starts
# As Qt reads them.
KEYS = frozenset({"Space", "Left", "Right", "Home", "End", "Del", "Esc", "Return", "Enter"})
# Texts that are no sentences for people, by module.
EXEMPT_TEXTS = {
    "gui/commands/actions.py": frozenset(CATEGORIES) | KEYS,  # ids of menus
    "gui/commands/cheat_sheet.py": frozenset(CATEGORIES),
    "gui/commands/about.py": frozenset(  # fields of a package's metadata
        {"License-Expression", "Classifier", "License", "License ::"}
    ),
    "gui/document/recovery.py": frozenset({"autosave failed"}),  # the key of a notice
    "gui/dub/clips.py": frozenset({"clip sound"}),  # a tag, which is data
    "gui/dub/export/export_options.py": frozenset({"Matroska", "Opus"}),
    "gui/dub/monitor.py": frozenset({"original volume"}),  # what merges edits
    "gui/hosts/time_estimate.py": frozenset({"find events", "find rest", "find hits"}),  # keys
    "gui/kit/language.py": frozenset({"English", "Deutsch"}),  # each in its own language
    "gui/library/library.py": frozenset({"varietysound library"}),  # the name of a file's format
    "gui/listen/results_page.py": frozenset({"Baseline", "Ours"}),  # columns of the paper
    "gui/playback/devices.py": frozenset({"audio devices"}),  # the name of a thread
    "gui/playback/outputs.py": frozenset({"PortAudio: …."}),  # what the library says
    "gui/train/data_set/choices.py": frozenset({"a table of classes"}),  # of an error nobody sees
    "gui/train/lazy_workspace.py": frozenset({"run ", "data set"}),  # keys of notices
    "gui/train/new_run/estimates.py": frozenset({"a few steps"}),  # in place of a folder
    "gui/train/runs/curves/swatch.py": frozenset(  # an element of rich text
        {'<img src="data:image/png;base64,…" width="…" height="…">'}
    ),
    "gui/train/workspace.py": frozenset({"main.py train baseline --help"}),  # a command
}


# Modules whose figures are no words of the window, or that put the mark in themselves.
EXEMPT_FIGURES = {
    "gui/document/drags.py": "data of a drag",
    "gui/dub/clips.py": "a name, which is data",
    "gui/dub/timeline/event_commands.py": "data of the clipboard",
    "gui/train/new_run/fields.py": "a value as files have it",
    "gui/train/numbers.py": "puts the mark in itself",
}


def modules() -> list[str]:
    found = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "gui").rglob("*.py")))
    return [name for name in found if name not in EXEMPT_MODULES]


def test_no_module_shows_a_text_that_cannot_be_translated() -> None:
    found = [
        f"{name}:{each.line}: {each.text!r}"
        for name in modules()
        for each in unwrapped((ROOT / name).read_text("utf-8"))
        if each.text not in EXEMPT_TEXTS.get(name, ()) and PROGRAM not in each.text
    ]
    assert found == []


def test_no_figure_is_shown_with_the_mark_of_one_language() -> None:
    """`number` and `figure` write figures."""
    found = {
        name: figures
        for name in modules()
        if (figures := bare_figures((ROOT / name).read_text("utf-8")))
    }
    assert {name: each for name, each in found.items() if name not in EXEMPT_FIGURES} == {}
    assert set(EXEMPT_FIGURES) <= set(found)


def test_a_figure_with_decimals_is_found_where_it_is_shown() -> None:
    assert [each.text for each in bare_figures('f"{level:.1f} dB, {count:d}"')] == ["{level:.1f}"]
    assert bare_figures('number(float(f"{level:.3g}"))') == []


def test_no_exemption_has_outlived_its_text() -> None:
    for name, texts in EXEMPT_TEXTS.items():
        source = (ROOT / name).read_text("utf-8")
        assert texts <= {each.text for each in unwrapped(source)}, name


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('button = QPushButton("Play")', "Play"),
        ('field.setToolTip("how much it varies")', "how much it varies"),
        ('TEXTS = {"sure": "Hear it first"}', "Hear it first"),
        ('label.setText("Add…" if empty else tr("Add more…"))', "Add…"),
        ('banner.show(tr("{n} of {all}", n=1, all="of all clips"))', "of all clips"),
        ('document.edit(f"Remove {name}")', "Remove "),
        ('label.setText(f"{count} events")', " events"),
        ('raise InputError("The clip is empty.")', "The clip is empty."),
    ],
)
def test_a_text_for_people_is_found(source: str, text: str) -> None:
    assert [each.text for each in unwrapped(source)] == [text]


@pytest.mark.parametrize(
    "source",
    [
        '"""A module that plays clips."""',
        'button = QPushButton(tr("Play"))',
        'text = counted("A clip was added.", "{n} clips were added.", n)',
        '_NAME = mark("Play a clip")',
        'label.setText(f"{tr(title)}  ·  {size}")',
        'label.setText(f"{number(rate)} kHz, {number(level)} dB")',
        'key = f"error:{name}"',
        'widget.setStyleSheet("QLabel { color: red }")',
        '_log.info("The engine started after %s s", seconds)',
        'raise ValueError("a caller must give a name")',
        'context = os_errors_as(InputError, "The clip cannot be read.", hint="Wait a moment.")',
        'clip: "Clip | None" = None',
        'is_open = text == "Close it"',
    ],
)
def test_what_is_not_for_people_is_left_alone(source: str) -> None:
    assert unwrapped(source) == []
