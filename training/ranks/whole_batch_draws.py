"""Random numbers of the whole batch, of which each process keeps its own rows.

All processes have the same random state. If each drew only for its own rows, they would all draw
the same numbers, and their number would change the training. So whatever is drawn for this
process's rows is drawn for all rows, which is cheap beside the networks, and cut.

Shapes: N samples of the whole batch, n of this process.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode
from typing_extensions import override

Function = Callable[..., Any]

_CREATING: Final[frozenset[Function]] = frozenset((torch.rand, torch.randn, torch.randint))
_DROPPING: Final[frozenset[Function]] = frozenset((F.dropout, F.dropout2d))


class WholeBatchDraws(TorchFunctionMode):
    """Replaces torch's random functions for tensors with n rows; others are drawn as usual."""

    def __init__(self, batch: int, rows: slice) -> None:
        super().__init__()
        self._batch = batch
        self._rows = rows

    @override
    def __torch_function__(
        self,
        func: Function,
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        if func in _CREATING:
            return self._create(func, args, kwargs)
        if func is Tensor.uniform_ and self._ours(args[0].shape):
            whole = torch.empty(self._whole(args[0].shape), device=args[0].device)
            return args[0].copy_(whole.uniform_(*args[1:], **kwargs)[self._rows])
        if func is torch.multinomial and self._ours(args[0].shape):
            whole = args[0].new_ones(self._whole(args[0].shape))
            whole[self._rows] = args[0]
            return torch.multinomial(whole, *args[1:], **kwargs)[self._rows]
        if func in _DROPPING:
            return self._drop(func, *args, **kwargs)
        return func(*args, **kwargs)

    def _create(self, create: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tensor:
        *before, size = args
        shape = (size,) if isinstance(size, int) else tuple(size)
        if not self._ours(shape):
            made: Tensor = create(*args, **kwargs)
            return made
        whole: Tensor = create(*before, self._whole(shape), **kwargs)
        return whole[self._rows]

    def _drop(self, drop: Function, x: Tensor, p: float, training: bool, inplace: bool) -> Tensor:
        if not training or p == 0.0 or not self._ours(x.shape):
            dropped: Tensor = drop(x, p, training, inplace)
            return dropped
        # laid out as dropout's own noise would be, because that is the order of the numbers
        strides = torch.empty_like(x).stride()
        ones = torch.empty_strided(self._whole(x.shape), strides, dtype=x.dtype, device=x.device)
        kept: Tensor = drop(ones.fill_(1.0), p, training, inplace)
        return x * kept[self._rows]

    def _ours(self, shape: tuple[int, ...]) -> bool:
        return len(shape) > 0 and shape[0] == self._rows.stop - self._rows.start

    def _whole(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        return (self._batch, *shape[1:])
