"""What the tour says about the editor."""

from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from gui.commands.actions import ActionRegistry
from gui.commands.tour import Step
from gui.dub.workspace import DubWorkspace
from gui.kit.language import tr


def editor_steps(
    workspace: DubWorkspace, toolbar: QToolBar, actions: ActionRegistry
) -> tuple[Step, ...]:
    """The five bubbles of the tour."""
    return (
        Step(
            workspace.references,
            tr("Choose a reference"),
            tr("Every sound here can dub the clip. Play one, or drop your own onto the list."),
        ),
        Step(
            workspace.timeline.tracks,
            tr("Events are what sounds"),
            tr(
                "They are found in the picture. Drag one to move it, double-click to add one, and"
                " press Del to delete it."
            ),
        ),
        Step(
            _button(toolbar, actions, "dub"),
            tr("Dub"),
            tr("Renders a take: your reference at these events. Ctrl+Enter does the same."),
        ),
        Step(
            workspace.takes,
            tr("Compare takes"),
            tr(
                "Nothing is overwritten. Click a take to hear it, and press B to switch to the one"
                " before while the clip plays."
            ),
        ),
        Step(
            _button(toolbar, actions, "export"),
            tr("Export"),
            tr("Writes a copy of your clip with the dub. The picture is not encoded again."),
        ),
    )


def _button(toolbar: QToolBar, actions: ActionRegistry, name: str) -> QWidget:
    buttons = toolbar.findChildren(QToolButton)
    return next((each for each in buttons if each.defaultAction() is actions[name]), toolbar)
