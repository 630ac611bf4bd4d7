"""The engine's commands for `main.py`.

This package only parses arguments. Heavy modules are imported inside the handlers, so a wrong
option answers at once.
"""

from typing import Any

from engine.cli.batch.command import add_batch
from engine.cli.dub import add_dub
from engine.cli.models import add_models
from engine.cli.render import add_render
from engine.cli.reports import add_reports
from engine.cli.stages import add_stages


def add_commands(commands: Any) -> None:
    """Add every command of the engine as a subcommand."""
    add_dub(commands)
    add_render(commands)
    add_batch(commands)
    add_stages(commands)
    add_models(commands)
    add_reports(commands)
