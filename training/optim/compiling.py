"""Compiled networks (torch.compile), which fall back by themselves where they cannot be compiled.

Only what is computed with gradients is compiled, since its shapes hardly change from step to step;
validation and samples, whose lengths differ, run as they are.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any, Final

import torch
from torch import nn

from engine.machine.device import ran_out_of_memory
from engine.phrases import Phrase

_VARIANTS: Final = 64  # of a function: discriminators that differ in their sizes share one

log = logging.getLogger(__name__)


class Compilation:
    """The compilation of the parts of a training: all of them, or none once one has failed."""

    def __init__(self) -> None:
        self._works = True
        self._note: Phrase | None = None

    def add(self, parts: Iterable[nn.Module]) -> None:
        """Compile parts in place, each when it is first used.

        Their names, weights and states stay as they are. A copy of a part would run the part
        itself, so copies must be made before.
        """
        import torch._dynamo.config  # here, as it takes longer than the rest of torch
        import torch._functorch.config

        # Otherwise what computes the gradients is compiled when they are computed, too late to
        # fall back: by then the step is half made.
        torch._functorch.config.force_non_lazy_backward_lowering = True
        torch._dynamo.config.recompile_limit = _VARIANTS
        for part in parts:
            self._add(part)

    def take_note(self) -> Phrase | None:
        """A sentence for the user if the compilation has failed since the last call, or empty."""
        note, self._note = self._note, None
        return note

    def _add(self, part: nn.Module) -> None:
        plain = part.forward
        compiled: Callable[..., Any] | None = None

        def forward(*arguments: Any, **named: Any) -> Any:
            nonlocal compiled
            if self._works and part.training and torch.is_grad_enabled():
                try:
                    compiled = compiled or torch.compile(plain)
                    return compiled(*arguments, **named)
                except Exception as error:  # whatever compilers raise
                    if ran_out_of_memory(error):
                        raise
                    self._give_up(part, error)
            return plain(*arguments, **named)

        part.forward = forward

    def _give_up(self, part: nn.Module, error: Exception) -> None:
        self._works = False
        name = type(part).__name__
        reason = str(error).partition("\n")[0]
        log.warning("%s cannot be compiled; the training goes on without: %s", name, reason)
        self._note = Phrase(
            "The networks cannot be compiled here, so the training goes on without it."
        )
