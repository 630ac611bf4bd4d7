"""TV-L1 optical flow in torch, many pairs at once: the paper's features use it (REGNET).

Zach, Pock and Bischof 2007, "A Duality Based Approach for Realtime TV-L1 Optical Flow". OpenCV has
it only in its contrib modules. The numbers are those of its implementations, which the public
features were made with: lambda 0.15 on grey levels of 0 to 255, theta 0.3, tau 0.25, five levels,
five warps. At each warp the two steps alternate until the flow of a pair rests, at most 50 times;
every level has half of the size of the one below.

Shapes: B pairs, H height, W width; flow is (B, 2, H, W), pixels to the right and down.
"""

from typing import Final, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

_LAMBDA: Final = 0.15  # weight of the data term
_THETA: Final = 0.3  # how closely the two steps are coupled
_TAU: Final = 0.25  # of the dual step; more does not converge
_LEVELS: Final = 5
_WARPS: Final = 5
_ITERATIONS: Final = 50
_LOOK_EVERY: Final = 10  # iterations
_RESTING: Final = 0.01  # pixels that the flow changes by, root mean square
_SMALLEST: Final = 16  # pixels of the shorter side of a level
_FLAT: Final = 1e-6  # squared gradient where nothing can be matched


class _Linear(NamedTuple):
    """The data term around a flow: its rest (B, 1, H, W) and gradient (B, 2, H, W)."""

    rest: Tensor
    gradient: Tensor
    steepness: Tensor


@torch.no_grad()
def tv_l1_flow(before: Tensor, after: Tensor) -> Tensor:
    """Compute the motion of each pixel of `before`.

    Both are (B, H, W) grey levels of 0 to 255, on any device.

    Returns:
        (B, 2, H, W): pixels to the right and pixels down.
    """
    first, second = before[:, None].float(), after[:, None].float()
    pyramid = [(first, second)]
    while len(pyramid) < _LEVELS and min(pyramid[-1][0].shape[2:]) >= 2 * _SMALLEST:
        pyramid.append((_halved(pyramid[-1][0]), _halved(pyramid[-1][1])))
    flow = first.new_zeros(len(first), 2, *pyramid[-1][0].shape[2:])
    for fixed, moving in reversed(pyramid):
        size = fixed.shape[2:]
        scale = torch.tensor([size[1] / flow.shape[3], size[0] / flow.shape[2]]).to(flow)
        flow = functional.interpolate(flow, size=size, mode="bilinear", align_corners=False)
        flow = _refined(fixed, moving, flow * scale[:, None, None])
    return flow


def _refined(fixed: Tensor, moving: Tensor, flow: Tensor) -> Tensor:
    """The flow of one level, from an approximate one."""
    dual = flow.new_zeros(len(flow), 2, 2, *flow.shape[2:])  # of each component: right, down
    for _ in range(_WARPS):
        flow, dual = _alternated(flow, dual, _linearised(fixed, moving, flow))
    return flow


def _alternated(flow: Tensor, dual: Tensor, data: _Linear) -> tuple[Tensor, Tensor]:
    """Alternate both steps until each pair rests, whatever pairs it is computed with.

    Pairs at rest leave the batch. Returns the flow, and the dual (B, 2, 2, H, W).
    """
    at_rest, dual_at_rest = torch.empty_like(flow), torch.empty_like(dual)
    pairs = torch.arange(len(flow), device=flow.device)  # (b,) that still move
    for iteration in range(_ITERATIONS):
        divergence = torch.stack([_divergence(dual[:, each]) for each in range(2)], dim=1)
        moved = _matched(flow, data) + _THETA * divergence
        if iteration % _LOOK_EVERY == _LOOK_EVERY - 1:
            change = (moved - flow).square().sum(dim=1).mean(dim=(1, 2)).sqrt()  # (b,)
            rests = (change < _RESTING) | (iteration == _ITERATIONS - 1)
            at_rest[pairs[rests]], dual_at_rest[pairs[rests]] = moved[rests], dual[rests]
            goes_on = ~rests
            pairs, moved, dual = pairs[goes_on], moved[goes_on], dual[goes_on]
            data = _Linear(*(each[goes_on] for each in data))
            if len(pairs) == 0:
                break
        flow = moved
        slope = torch.stack([_slope(flow[:, each]) for each in range(2)], dim=1)
        length = slope.square().sum(dim=2, keepdim=True).sqrt()
        dual = (dual + _TAU / _THETA * slope) / (1.0 + _TAU / _THETA * length)
    return at_rest, dual_at_rest


def _linearised(fixed: Tensor, moving: Tensor, flow: Tensor) -> _Linear:
    """The difference of the pictures as a linear function of the flow."""
    gradient = functional.pad(moving, (1, 1, 1, 1), mode="replicate")
    right = (gradient[:, :, 1:-1, 2:] - gradient[:, :, 1:-1, :-2]) / 2
    down = (gradient[:, :, 2:, 1:-1] - gradient[:, :, :-2, 1:-1]) / 2
    warped = _warped(torch.cat([moving, right, down], dim=1), flow)
    slopes = warped[:, 1:]
    rest = warped[:, :1] - (slopes * flow).sum(dim=1, keepdim=True) - fixed
    return _Linear(rest, slopes, slopes.square().sum(dim=1, keepdim=True))


def _matched(flow: Tensor, data: _Linear) -> Tensor:
    """The step of the data term: soft thresholding along the gradient."""
    error = data.rest + (data.gradient * flow).sum(dim=1, keepdim=True)
    most = _LAMBDA * _THETA
    step = (-error / data.steepness.clamp(min=_FLAT)).clamp(-most, most)
    step = torch.where(data.steepness < _FLAT, torch.zeros_like(step), step)
    return flow + step * data.gradient


def _warped(pictures: Tensor, flow: Tensor) -> Tensor:
    """Pictures (B, C, H, W) as seen at the end of the flow, by bicubic interpolation."""
    height, width = pictures.shape[2:]
    rows = torch.arange(height, device=flow.device)[:, None]
    columns = torch.arange(width, device=flow.device)
    x = (columns + flow[:, 0]) * 2 / max(width - 1, 1) - 1
    y = (rows + flow[:, 1]) * 2 / max(height - 1, 1) - 1
    return functional.grid_sample(
        pictures,
        torch.stack([x, y], dim=3),
        mode="bicubic",
        padding_mode="border",
        align_corners=True,
    )


def _slope(field: Tensor) -> Tensor:
    """Forward differences (B, 2, H, W) of a field (B, H, W); 0 at the far edges."""
    right = functional.pad(field.diff(dim=2), (0, 1))
    down = functional.pad(field.diff(dim=1), (0, 0, 0, 1))
    return torch.stack([right, down], dim=1)


def _divergence(field: Tensor) -> Tensor:
    """The divergence (B, H, W) of (B, 2, H, W) by backward differences, adjoint to `_slope`."""
    across = functional.pad(field[:, 0, :, :-1], (1, 1)).diff(dim=2)
    along = functional.pad(field[:, 1, :-1], (0, 0, 1, 1)).diff(dim=1)
    return across + along


def _halved(picture: Tensor) -> Tensor:
    size = [-(-side // 2) for side in picture.shape[2:]]
    return functional.interpolate(
        picture, size=size, mode="bilinear", antialias=True, align_corners=False
    )
