"""HiFi-GAN once more, in plain NumPy and float64, and the golden file that it makes.

Run as `python -m tests.engine.vocoder.reference` to write the file anew.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.mel.contract import MEL
from engine.vocoder.hifigan import HifiGanConfig, HifiGanGenerator
from tests.engine.model.small import fix_weights, wave

GOLDEN = Path(__file__).parents[2] / "golden" / "vocoder.npz"
FRAMES = 3

Array = NDArray[np.float64]

SMALL = {
    block: HifiGanConfig(
        upsample_rates=(16, 16),
        upsample_kernels=(20, 16),
        channels=8,
        block=block,
        block_kernels=(3, 5),
        block_dilations=((1, 2), (1, 3)),
    )
    for block in (1, 2)
}


def small_generator(block: int) -> HifiGanGenerator:
    generator = HifiGanGenerator(SMALL[block]).eval()
    fix_weights(generator)
    return generator


def small_log_mel() -> Array:
    return -4.0 + 4.0 * wave(MEL.bins, FRAMES)


def leaky(x: Array, slope: float = 0.1) -> Array:
    return np.where(x > 0, x, slope * x)


def convolve(x: Array, weight: Array, bias: Array, dilation: int = 1) -> Array:
    """(I, n) with weights (O, I, k) to (O, n): the ends are silent."""
    reach = (weight.shape[2] - 1) // 2 * dilation
    padded = np.pad(x, ((0, 0), (reach, reach)))
    made = np.repeat(bias[:, np.newaxis], x.shape[1], axis=1)
    for tap in range(weight.shape[2]):
        made += weight[:, :, tap] @ padded[:, tap * dilation : tap * dilation + x.shape[1]]
    return made


def upsample(x: Array, weight: Array, bias: Array, rate: int) -> Array:
    """(I, n) with weights (I, O, k) to (O, n rate): every input spreads over k outputs."""
    kernel = weight.shape[2]
    made = np.zeros((weight.shape[1], (x.shape[1] - 1) * rate + kernel))
    for place in range(x.shape[1]):
        made[:, place * rate : place * rate + kernel] += np.tensordot(x[:, place], weight, 1)
    margin = (kernel - rate) // 2
    return made[:, margin : margin + x.shape[1] * rate] + bias[:, np.newaxis]


def residual_block(
    x: Array, weights: dict[str, Array], name: str, config: HifiGanConfig, dilations: tuple
) -> Array:
    def layer(y: Array, part: str, dilation: int) -> Array:
        return convolve(leaky(y), weights[f"{part}.weight"], weights[f"{part}.bias"], dilation)

    for index, dilation in enumerate(dilations):
        if config.block == 1:
            once = layer(x, f"{name}.convs1.{index}", dilation)
            x = x + layer(once, f"{name}.convs2.{index}", 1)
        else:
            x = x + layer(x, f"{name}.convs.{index}", dilation)
    return x


def sound(log_mel: Array, weights: dict[str, Array], config: HifiGanConfig) -> Array:
    """(80, T) to (256 T,)."""
    x = convolve(log_mel, weights["conv_pre.weight"], weights["conv_pre.bias"])
    kernels = len(config.block_kernels)
    for stage, rate in enumerate(config.upsample_rates):
        name = f"ups.{stage}"
        x = upsample(leaky(x), weights[f"{name}.weight"], weights[f"{name}.bias"], rate)
        blocks = [
            residual_block(x, weights, f"resblocks.{stage * kernels + index}", config, dilations)
            for index, dilations in enumerate(config.block_dilations)
        ]
        x = sum(blocks) / kernels
    last = convolve(leaky(x, 0.01), weights["conv_post.weight"], weights["conv_post.bias"])
    return np.tanh(last[0])


def make_golden() -> dict[str, Array]:
    golden = {}
    for block, config in SMALL.items():
        state = small_generator(block).state_dict()
        weights = {name: tensor.double().numpy() for name, tensor in state.items()}
        golden[f"block_{block}"] = sound(small_log_mel(), weights, config).astype(np.float32)
    return golden


if __name__ == "__main__":
    np.savez_compressed(GOLDEN, **make_golden())
