"""The `bninception` backend: the features of the paper's model (Dataset and Processing).

Shapes: B pictures, 3 colours or 2 flow directions, 224 x 224 pixels, F feature rows.

BN-Inception as in the Caffe model zoo, with biases in its convolutions (decisions row 5): colours
are blue, green, red, 0 to 255 minus the means 104, 117, 128; 1024 values after global pooling.
The flow net has the same weights, with the first convolution averaged over the colours and used for
both directions; it was never trained on flow. Frames of 340 x 256 are resized to 224 x 224, not
cropped, as in the paper's data pipeline. Also as there, row k of the features belongs to picture
k + 1 and the flow from k to k + 1; the last row is repeated.

The flow is TV-L1's (`engine.features.tv_l1`), as in the paper's data pipeline; `bninception_fast`
has dense inverse search instead (`engine.features.flow.DenseFlow`).

Differs from the paper: no JPEG compression of pictures and flow. No weights are shipped: the user
provides the public state dict `bn_inception-9f5701afb96c8044.pth`, or a .safetensors file with the
same names.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

import cv2
import numpy as np
import safetensors
import safetensors.torch
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from typing_extensions import override

from engine.config import FEATURES, GRID
from engine.errors import InputError
from engine.features.flow import DenseFlow, flow_to_bytes
from engine.features.tv_l1 import tv_l1_flow
from engine.phrases import Phrase, phrase
from engine.progress import JobContext
from engine.storage.cache import fingerprint
from engine.storage.regular_files import open_regular

FIRST_LAYER: Final = "conv1_7x7_s2.weight"
_INPUT_PIXELS: Final = 224
_COLOUR_MEANS: Final = (104.0, 117.0, 128.0)  # blue, green, red
_STILL: Final = 128.0  # a flow of 0 pixels
_BATCH: Final = 8  # pictures: 0.3 GB of activations
_GPU_BATCH: Final = 72  # a third of a clip of ten seconds; no feature depends on its batch


class _Block(NamedTuple):
    """Channels of one inception block; without `single` and `pooled` it halves the resolution."""

    name: str
    channels: int
    single: int | None
    triple_reduced: int
    triple: int
    double_reduced: int
    double: int
    pooled: int | None


_BLOCKS: Final = (
    _Block("inception_3a", 192, 64, 64, 64, 64, 96, 32),
    _Block("inception_3b", 256, 64, 64, 96, 64, 96, 64),
    _Block("inception_3c", 320, None, 128, 160, 64, 96, None),
    _Block("inception_4a", 576, 224, 64, 96, 96, 128, 128),
    _Block("inception_4b", 576, 192, 96, 128, 96, 128, 128),
    _Block("inception_4c", 576, 160, 128, 160, 128, 160, 128),
    _Block("inception_4d", 608, 96, 128, 192, 160, 192, 128),
    _Block("inception_4e", 608, None, 128, 192, 192, 256, None),
    _Block("inception_5a", 1056, 352, 192, 320, 160, 224, 128),
    _Block("inception_5b", 1024, 352, 192, 320, 192, 224, 128),
)
_MAX_POOLED: Final = "inception_5b"  # the only block of stride 1 with max pooling


class BNInception(nn.Module):
    """BN-Inception up to global pooling, with the parameter names of the public state dict."""

    def __init__(self, channels: int = 3) -> None:
        super().__init__()
        self._add("conv1_7x7_s2", channels, 64, kernel=7, stride=2)
        self._add("conv2_3x3_reduce", 64, 64)
        self._add("conv2_3x3", 64, 192, kernel=3)
        for block in _BLOCKS:
            self._add_block(block)

    @override
    def forward(self, pictures: Tensor) -> Tensor:
        """Pool the features of pictures (B, channels, 224, 224) globally to (B, 1024)."""
        x = F.max_pool2d(self._run("conv1_7x7_s2", pictures), 3, 2, ceil_mode=True)
        x = self._run("conv2_3x3", self._run("conv2_3x3_reduce", x))
        x = F.max_pool2d(x, 3, 2, ceil_mode=True)  # (B, 192, 28, 28)
        for block in _BLOCKS:
            x = self._run_block(block, x)
        return x.mean(dim=(2, 3))  # (B, 1024, 7, 7) -> (B, 1024)

    def _add(self, name: str, inputs: int, outputs: int, kernel: int = 1, stride: int = 1) -> None:
        self.add_module(name, nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2))
        self.add_module(f"{name}_bn", nn.BatchNorm2d(outputs))

    def _add_block(self, block: _Block) -> None:
        name, channels = block.name, block.channels
        stride = 2 if block.single is None else 1
        if block.single is not None:
            self._add(f"{name}_1x1", channels, block.single)
        self._add(f"{name}_3x3_reduce", channels, block.triple_reduced)
        self._add(f"{name}_3x3", block.triple_reduced, block.triple, 3, stride)
        self._add(f"{name}_double_3x3_reduce", channels, block.double_reduced)
        self._add(f"{name}_double_3x3_1", block.double_reduced, block.double, 3)
        self._add(f"{name}_double_3x3_2", block.double, block.double, 3, stride)
        if block.pooled is not None:
            self._add(f"{name}_pool_proj", channels, block.pooled)

    def _run(self, name: str, x: Tensor) -> Tensor:
        normalised: Tensor = self.get_submodule(f"{name}_bn")(self.get_submodule(name)(x))
        return F.relu(normalised)

    def _run_block(self, block: _Block, x: Tensor) -> Tensor:
        name = block.name
        triple = self._run(f"{name}_3x3", self._run(f"{name}_3x3_reduce", x))
        double = self._run(f"{name}_double_3x3_reduce", x)
        double = self._run(f"{name}_double_3x3_2", self._run(f"{name}_double_3x3_1", double))
        if block.pooled is None:
            return torch.cat([triple, double, F.max_pool2d(x, 3, 2, ceil_mode=True)], dim=1)
        if name == _MAX_POOLED:
            pooled = F.max_pool2d(x, 3, 1, padding=1)
        else:
            pooled = F.avg_pool2d(x, 3, 1, padding=1)
        pooled = self._run(f"{name}_pool_proj", pooled)
        return torch.cat([self._run(f"{name}_1x1", x), triple, double, pooled], dim=1)


class _Step(NamedTuple):
    """A picture (H, W, 3) and the grey pictures (H, W) between which the flow leads to it."""

    colours: NDArray[np.uint8]
    before: NDArray[np.uint8]
    after: NDArray[np.uint8]


class BNInceptionBackend:
    """BN-Inception on pictures and on flow."""

    version = 2
    frame_size = (340, 256)
    frame_rate = GRID.video_rate

    def __init__(self, weights: Path, *, device: str = "cpu", fast: bool = False) -> None:
        self.name = "bninception_fast" if fast else "bninception"
        self._fast = DenseFlow(fine=True) if fast else None
        state = read_weights(weights)
        self.identity = f"{self.name}-{self.version}-{fingerprint(weights)}"
        self._device = torch.device(device)
        self.colour_net = _net(state, 3, self._device)
        first = state[FIRST_LAYER].mean(dim=1, keepdim=True)  # (64, 1, 7, 7)
        state[FIRST_LAYER] = first.expand(-1, 2, -1, -1)
        self.motion_net = _net(state, 2, self._device)

    def extract(
        self, frames: Iterator[NDArray[np.uint8]], total: int, context: JobContext
    ) -> NDArray[np.float32]:
        """See `FeatureBackend.extract`."""
        features = np.zeros((FEATURES, total), np.float32)
        row = 0
        size = _GPU_BATCH if self._device.type == "cuda" else _BATCH
        for steps in _batches(_steps(frames), size):
            context.advance(row / total)
            last = min(row + len(steps), total)
            colours = [step.colours for step in steps]
            both = np.concatenate(
                [self._appearance_features(colours), self._motion_features(self._flows(steps))],
                axis=1,
            )
            features[:, row:last] = both[: last - row].T
            row = last
        if 0 < row < total:
            features[:, row:] = features[:, row - 1 : row]
        return features

    def _appearance_features(self, colours: list[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """Pictures (H, W, 3), RGB, to (B, 1024)."""
        pictures = _resized(np.stack(colours)[..., ::-1].copy(), self._device)
        means = torch.tensor(_COLOUR_MEANS, device=self._device).view(1, 3, 1, 1)
        return self._pooled(self.colour_net, pictures - means)

    def _flows(self, steps: list[_Step]) -> NDArray[np.uint8]:
        """The flow pictures (B, H, W, 2) of steps."""
        if self._fast is not None:
            flows = np.stack([self._fast(step.before, step.after) for step in steps])
        else:
            before, after = (
                torch.from_numpy(np.stack([step[side] for step in steps])).to(self._device)
                for side in (1, 2)
            )
            flows = tv_l1_flow(before, after).permute(0, 2, 3, 1).cpu().numpy()
        return flow_to_bytes(flows)

    def _motion_features(self, flows: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Flow pictures (B, H, W, 2) to (B, 1024)."""
        return self._pooled(self.motion_net, _resized(flows, self._device) - _STILL)

    @staticmethod
    def _pooled(net: BNInception, inputs: Tensor) -> NDArray[np.float32]:
        with torch.inference_mode():
            pooled: NDArray[np.float32] = net(inputs).cpu().numpy()
        return pooled


def _steps(frames: Iterator[NDArray[np.uint8]]) -> Iterator[_Step]:
    """Each picture but the first; a single one does not move."""
    before: _Step | None = None
    alone = True
    for frame in frames:
        grey = np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), np.uint8)
        if before is not None:
            alone = False
            yield _Step(frame, before.after, grey)
        before = _Step(frame, grey, grey)
    if before is not None and alone:
        yield before


def _batches(steps: Iterator[_Step], size: int) -> Iterator[list[_Step]]:
    while batch := list(islice(steps, size)):
        yield batch


def _resized(pictures: NDArray[np.uint8], device: torch.device) -> Tensor:
    """Resize bytes (B, H, W, C) to floats of 0 to 255, (B, C, 224, 224)."""
    x = torch.from_numpy(pictures).to(device).permute(0, 3, 1, 2).float()
    x = F.interpolate(x, (_INPUT_PIXELS, _INPUT_PIXELS), mode="bilinear", antialias=True)
    return x.round()


def _net(state: dict[str, Tensor], channels: int, device: torch.device) -> BNInception:
    """Load BN-Inception with weights, in evaluation mode."""
    with torch.device("meta"):
        net = BNInception(channels)
    net.load_state_dict(state, assign=True)
    return net.to(device).eval()


def read_weights(path: Path) -> dict[str, Tensor]:
    """Read exactly the parameters of `BNInception`, as float32; other entries are ignored.

    Raises:
        InputError: the file does not hold them; names the first mismatch.
    """
    stored = read_tensors(path)
    with torch.device("meta"):
        expected = BNInception().state_dict()
    state = {}
    for name, empty in expected.items():
        if name.endswith("num_batches_tracked"):  # a training counter, missing in old files
            state[name] = torch.zeros((), dtype=torch.long)
            continue
        tensor = stored.get(name)
        if tensor is None:
            raise _mismatch(path, phrase("it has no {tensor}", tensor=name))
        if tensor.ndim == empty.ndim + 1 and tensor.shape[0] == 1:
            tensor = tensor[0]  # the public file stores batch normalisation as (1, channels)
        if tensor.shape != empty.shape:
            raise _mismatch(
                path,
                phrase(
                    "{tensor} is {size}, not {wanted}",
                    tensor=name,
                    size=_size(tensor),
                    wanted=_size(empty),
                ),
            )
        state[name] = tensor.float()
    return state


def read_tensors(path: Path) -> dict[str, Tensor]:
    """Read a .safetensors file or a pickled state dict; no pickled code is executed."""
    try:
        if path.suffix == ".safetensors":
            return safetensors.torch.load_file(path)
        with open_regular(path) as file:
            loaded = torch.load(file, map_location="cpu", weights_only=True)
    except FileNotFoundError as error:
        raise InputError("There is no file {name}.", name=path.name) from error
    except Exception as error:  # damaged bytes make an unpickler raise arbitrary errors
        raise _mismatch(path, Phrase("it cannot be read as a .pth or .safetensors file")) from error
    if not isinstance(loaded, dict):
        raise _mismatch(path, Phrase("it is not a dictionary of tensors"))
    return {str(name): value for name, value in loaded.items() if isinstance(value, Tensor)}


def _mismatch(path: Path, reason: Phrase) -> InputError:
    return InputError(
        "{name} does not hold the weights of BN-Inception: {reason}.",
        hint="Use the public file bn_inception-9f5701afb96c8044.pth.",
        name=path.name,
        reason=reason,
    )


def _size(tensor: Tensor) -> str:
    return " x ".join(str(length) for length in tensor.shape) or "a number"
