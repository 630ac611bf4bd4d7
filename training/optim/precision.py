"""Mixed precision on GPUs, with TF32 where a card has it; float32 on the CPU."""

from contextlib import AbstractContextManager

import torch
from torch import Tensor, nn
from torch.amp.grad_scaler import GradScaler

from training.field_types import Precision as Name
from training.ranks.batch_share import BatchShare


class Precision:
    """The precision of the networks' computation; losses and weights stay float32.

    Attributes:
        scaler: gradient scaler against float16 underflow; disabled for other formats.
    """

    def __init__(self, name: Name, device: torch.device) -> None:
        self._device = device
        self._dtype = _resolve(name, device)
        if device.type == "cuda" and name != "float32":  # what stays float32 may be rounded, too
            torch.set_float32_matmul_precision("high")
            torch.backends.cudnn.allow_tf32 = True
        self.scaler = GradScaler(device.type, enabled=self._dtype == torch.float16)

    def autocast(self) -> AbstractContextManager[None]:
        """A context in which networks compute in this precision."""
        half = self._dtype != torch.float32
        return torch.autocast(self._device.type, dtype=self._dtype, enabled=half)

    def descend(
        self,
        optimizer: torch.optim.Optimizer,
        loss: Tensor,
        share: BatchShare | None = None,
        *,
        clip_norm: float = 0.0,
    ) -> None:
        """Update an optimiser's parameters once; the scaler itself is updated by the caller.

        Args:
            optimizer: of the parameters.
            loss: of this process's rows.
            share: the rows; None for a process that trains alone.
            clip_norm: largest norm of all gradients together; 0 for any.
        """
        optimizer.zero_grad()
        torch.autograd.backward(self.scaler.scale(share.part(loss) if share else loss))
        if share:
            share.add_gradients(optimizer)
        if clip_norm:
            self.scaler.unscale_(optimizer)
            parameters = [each for group in optimizer.param_groups for each in group["params"]]
            nn.utils.clip_grad_norm_(parameters, clip_norm)
        self.scaler.step(optimizer)


def _resolve(name: Name, device: torch.device) -> torch.dtype:
    if device.type == "cpu" or name == "float32":
        return torch.float32
    if name == "auto":
        has_bfloat16 = torch.cuda.is_bf16_supported(including_emulation=False)
        return torch.bfloat16 if has_bfloat16 else torch.float16
    return torch.bfloat16 if name == "bfloat16" else torch.float16
