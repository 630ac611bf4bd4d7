"""No text of the window can be taken for markup, wherever it comes from."""

import ast
from pathlib import Path

GUI = Path(__file__).resolve().parents[2] / "gui"
MODULES = sorted(set(GUI.rglob("*.py")) - {GUI / "kit" / "labels.py"})


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_labels_are_made_of_plain_text_or_say_that_they_are_not():
    rich = []
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        made = [call for call in calls(ast.parse(source)) if ast.unparse(call.func) == "QLabel"]
        if made and "TextFormat.RichText" not in source:
            rich.append(path.name)
    assert rich == []
