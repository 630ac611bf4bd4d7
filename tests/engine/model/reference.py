"""The generator's equations once more, in plain NumPy and float64, without torch.

`tests/golden/model.npz` holds what these functions give for the weights and inputs of `small.py`;
`python -m tests.engine.model.reference` writes it anew. The tests compare the program with the
file, so that neither a change of the program nor one of torch goes unseen.
"""

from pathlib import Path

import numpy as np

from engine.model.presets import GeneratorConfig
from tests.engine.model.small import (
    SMALL,
    SMALL_WITH_STATISTICS,
    small_features,
    small_generator,
    small_mel,
)

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "model.npz"
VIDEO_FRAMES = 9
MEL_FRAMES = 23
EPSILON = 1e-5  # of every normalisation

Weights = dict[str, np.ndarray]


def part(weights: Weights, prefix: str) -> Weights:
    return {k[len(prefix) + 1 :]: v for k, v in weights.items() if k.startswith(prefix + ".")}


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-x))


def convolve(x: np.ndarray, w: Weights) -> np.ndarray:
    """Same-length cross-correlation: (B, I, T), weight (O, I, K) -> (B, O, T)."""
    kernel = w["weight"].shape[2]
    padded = np.pad(x, ((0, 0), (0, 0), (kernel // 2, kernel // 2)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=2)
    return np.einsum("bitk,oik->bot", windows, w["weight"]) + w["bias"][:, None]


def double(x: np.ndarray, w: Weights) -> np.ndarray:
    """Transposed convolution of stride 2 that doubles the length; weight (I, O, K)."""
    batch, _, frames = x.shape
    kernel = w["weight"].shape[2]
    out = np.zeros((batch, w["weight"].shape[1], 2 * frames + kernel - 2))
    for t in range(frames):
        out[:, :, 2 * t : 2 * t + kernel] += np.einsum("bi,iok->bok", x[:, :, t], w["weight"])
    cut = kernel // 2 - 1
    return out[:, :, cut : cut + 2 * frames] + w["bias"][:, None]


def batch_norm(x: np.ndarray, w: Weights) -> np.ndarray:
    scale = w["weight"] / np.sqrt(w["running_var"] + EPSILON)
    return (x - w["running_mean"][:, None]) * scale[:, None] + w["bias"][:, None]


def group_norm(x: np.ndarray, groups: int) -> np.ndarray:
    grouped = x.reshape(x.shape[0], groups, -1)
    mean, variance = grouped.mean(2, keepdims=True), grouped.var(2, keepdims=True)
    return ((grouped - mean) / np.sqrt(variance + EPSILON)).reshape(x.shape)


def layer_norm(x: np.ndarray, w: Weights) -> np.ndarray:
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + EPSILON) * w["weight"] + w["bias"]


def lstm_direction(x: np.ndarray, w: Weights, suffix: str) -> np.ndarray:
    """One direction of one layer: (B, T, I) -> (B, T, H), in the order of time."""
    order = range(x.shape[1])[:: -1 if suffix.endswith("reverse") else 1]
    hidden = cell = np.zeros((x.shape[0], w["weight_hh_" + suffix].shape[1]))
    states = [hidden] * x.shape[1]
    for t in order:
        gates = x[:, t] @ w["weight_ih_" + suffix].T + w["bias_ih_" + suffix]
        gates = gates + hidden @ w["weight_hh_" + suffix].T + w["bias_hh_" + suffix]
        entry, forget, content, exit_ = np.split(gates, 4, axis=1)
        cell = sigmoid(forget) * cell + sigmoid(entry) * np.tanh(content)
        hidden = sigmoid(exit_) * np.tanh(cell)
        states[t] = hidden
    return np.stack(states, axis=1)


def lstm(x: np.ndarray, w: Weights, layers: int) -> tuple[np.ndarray, np.ndarray]:
    """The output (B, T, 2H), and the last layer's backward state after the whole sequence."""
    for layer in range(layers):
        backward = lstm_direction(x, w, f"l{layer}_reverse")
        x = np.concatenate([lstm_direction(x, w, f"l{layer}"), backward], axis=2)
    return x, backward[:, 0]


def temporal_encoder(features: np.ndarray, w: Weights, config: GeneratorConfig) -> np.ndarray:
    x = features
    for layer in range(config.temporal_layers):
        x = batch_norm(
            convolve(x, part(w, f"convolutions.{3 * layer}")),
            part(w, f"convolutions.{3 * layer + 1}"),
        )
        x = np.where(x > 0, x, config.leaky_slope * x)
    x, _ = lstm(x.transpose(0, 2, 1), part(w, "lstm"), config.lstm_layers)
    return (x @ w["bottleneck.weight"].T + w["bottleneck.bias"]).transpose(0, 2, 1)


def sgau(
    x: np.ndarray, c: np.ndarray, w: Weights, config: GeneratorConfig
) -> tuple[np.ndarray, np.ndarray]:
    """Equations 8 and 9 without the random resampling."""

    def gate(name: str) -> np.ndarray:
        norm = part(w, f"{name}.1")
        groups = config.sgau_width // config.sgau_group_channels
        normed = group_norm(convolve(c, part(w, f"{name}.0")), groups)
        return normed * norm["weight"][:, None] + norm["bias"][:, None]

    content = convolve(convolve(x, part(w, "input_gate.0")), part(w, "input_gate.1"))
    content = group_norm(content, groups=config.sgau_width)  # one channel a group: instance norm
    skip = gate("skip_gate")
    return np.tanh(content + skip) * sigmoid(content + gate("output_gate")), skip


def acoustic_encoder(mel: np.ndarray, w: Weights, config: GeneratorConfig) -> np.ndarray:
    x = c = mel
    for unit in range(config.sgau_units):
        x, c = sgau(x, c, part(w, f"units.{unit}"), config)
    return lstm(x.transpose(0, 2, 1), part(w, "lstm"), config.lstm_layers)[1]


def loudness_weights(mel: np.ndarray) -> np.ndarray:
    """1 down to 10 dB below the loudest frame, 0 from 30 dB below, a line between: (B, T)."""
    weights = np.zeros((mel.shape[0], mel.shape[2]))
    for item, frames in enumerate(mel):
        power = ((10.0 ** (5.0 * frames - 4.0) - 1e-4) ** 2).sum(axis=0)
        for t in np.flatnonzero(power > 1e-12):
            below_db = 10.0 * np.log10(power.max() / power[t])
            weights[item, t] = np.interp(below_db, [10.0, 30.0], [1.0, 0.0])
    return weights


def weighted_group_norm(x: np.ndarray, weights: np.ndarray, groups: int) -> np.ndarray:
    normed = np.empty_like(x)
    for item, shares in enumerate(weights / weights.sum(axis=1, keepdims=True)):
        for channels in np.split(np.arange(x.shape[1]), groups):
            values = x[item, channels]
            mean = np.average(values, axis=1, weights=shares).mean()
            variance = np.average((values - mean) ** 2, axis=1, weights=shares).mean()
            normed[item, channels] = (values - mean) / np.sqrt(variance + EPSILON)
    return normed


def weighted_sgau(
    x: np.ndarray, c: np.ndarray, weights: np.ndarray, w: Weights, config: GeneratorConfig
) -> tuple[np.ndarray, np.ndarray]:
    """As `sgau`, but normalised over the frames that sound, and silent where none does."""

    def gate(name: str) -> np.ndarray:
        norm = part(w, f"{name}.1")
        groups = config.sgau_width // config.sgau_group_channels
        normed = weighted_group_norm(convolve(c, part(w, f"{name}.0")), weights, groups)
        return normed * norm["weight"][:, None] + norm["bias"][:, None]

    inner = convolve(x, part(w, "input_gate.0")) * (weights > 0)[:, None]
    content = convolve(inner, part(w, "input_gate.1"))
    content = weighted_group_norm(content, weights, config.sgau_width)
    skip = gate("skip_gate")
    gated = np.tanh(content + skip) * sigmoid(content + gate("output_gate"))
    return gated * weights[:, None], skip * weights[:, None]


def attentive_statistics(x: np.ndarray, weights: np.ndarray, w: Weights) -> np.ndarray:
    """Weighted mean and deviation over time: (B, C, T) and (B, T) -> (B, 2C)."""
    hidden = np.tanh(convolve(x, part(w, "attention.0")))
    score = np.einsum("bht,h->bt", hidden, w["attention.2.weight"][0, :, 0])
    pooled = []
    for frames, shares in zip(x, np.exp(score) * weights, strict=True):
        mean = np.average(frames, axis=1, weights=shares)
        variance = np.average((frames - mean[:, None]) ** 2, axis=1, weights=shares)
        pooled.append(np.concatenate([mean, np.sqrt(variance)]))
    return np.stack(pooled)


def statistics_encoder(mel: np.ndarray, w: Weights, config: GeneratorConfig) -> np.ndarray:
    weights = loudness_weights(mel)
    x = c = mel * weights[:, None]
    for unit in range(config.sgau_units):
        x, c = weighted_sgau(x, c, weights, part(w, f"units.{unit}"), config)
    features = attentive_statistics(x, weights, part(w, "feature_statistics"))
    mels = attentive_statistics(mel, weights, part(w, "mel_statistics"))
    joined = np.concatenate([features, mels], axis=1)
    hidden = joined @ w["network.0.weight"].T + w["network.0.bias"]
    hidden = np.maximum(layer_norm(hidden, part(w, "network.1")), 0.0)
    return hidden @ w["network.3.weight"].T + w["network.3.bias"]


def background_encoder(mel: np.ndarray, w: Weights, config: GeneratorConfig) -> np.ndarray:
    energy = mel.sum(axis=1)
    median = np.sort(energy, axis=1)[:, (energy.shape[1] - 1) // 2]
    masked = np.where((energy > median[:, None])[:, None, :], 0.0, mel)
    _, state = lstm(masked.transpose(0, 2, 1), part(w, "lstm"), config.lstm_layers)
    return state @ w["linear.weight"].T + w["linear.bias"]


def softmax(x: np.ndarray) -> np.ndarray:
    exponentials = np.exp(x - x.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def fft_block(x: np.ndarray, w: Weights, config: GeneratorConfig) -> np.ndarray:
    """(B, T, C) -> (B, T, C)."""
    width = config.decoder_width
    joint = x @ w["attention.query_key_value.weight"].T + w["attention.query_key_value.bias"]
    heads = []
    size = width // config.decoder_heads
    for head in range(config.decoder_heads):
        place = slice(head * size, (head + 1) * size)
        query, key, value = (joint[..., i * width : (i + 1) * width][..., place] for i in range(3))
        heads.append(softmax(query @ key.transpose(0, 2, 1) / np.sqrt(size)) @ value)
    attended = np.concatenate(heads, axis=2)
    attended = attended @ w["attention.output.weight"].T + w["attention.output.bias"]
    x = layer_norm(x + attended, part(w, "attention_norm"))
    inner = np.maximum(convolve(x.transpose(0, 2, 1), part(w, "convolutions.0")), 0.0)
    outer = convolve(inner, part(w, "convolutions.2")).transpose(0, 2, 1)
    return layer_norm(x + outer, part(w, "convolutions_norm"))


def mel_decoder(joined: np.ndarray, w: Weights, config: GeneratorConfig) -> np.ndarray:
    x = batch_norm(double(joined, part(w, "upsampling.0")), part(w, "upsampling.1"))
    x = np.where(x > 0, x, config.leaky_slope * x)
    x = double(x, part(w, "upsampling.3")).transpose(0, 2, 1)
    for frame in range(x.shape[1]):
        for channel in range(x.shape[2]):
            angle = frame / 10_000 ** (channel // 2 * 2 / x.shape[2])
            x[:, frame, channel] += np.cos(angle) if channel % 2 else np.sin(angle)
    for block in range(config.decoder_blocks):
        x = fft_block(x, part(w, f"blocks.{block}"), config)
    return (x @ w["to_mel.weight"].T + w["to_mel.bias"]).transpose(0, 2, 1)


def weights_of(config: GeneratorConfig) -> Weights:
    state = small_generator(config).state_dict()
    return {name: tensor.double().numpy() for name, tensor in state.items()}


def make_golden() -> dict[str, np.ndarray]:
    """Every part's output for the fixed weights and inputs."""
    weights = weights_of(SMALL)
    departing = weights_of(SMALL_WITH_STATISTICS)
    features = small_features(VIDEO_FRAMES).double().numpy()
    reference = small_mel(MEL_FRAMES).double().numpy()
    ambience = small_mel(MEL_FRAMES, phase=2.0).double().numpy()

    code = temporal_encoder(features, part(weights, "temporal_encoder"), SMALL)
    feature, condition = sgau(
        reference, reference, part(weights, "acoustic_encoder.units.0"), SMALL
    )
    timbre = acoustic_encoder(reference, part(weights, "acoustic_encoder"), SMALL)
    background = background_encoder(ambience, part(weights, "background_encoder"), SMALL)
    repeated = [np.repeat(each[:, :, None], VIDEO_FRAMES, axis=2) for each in (timbre, background)]
    joined = np.concatenate([code, *repeated], axis=1)
    mel = mel_decoder(joined, part(weights, "mel_decoder"), SMALL)
    return {
        "code": code,
        "sgau_feature": feature,
        "sgau_condition": condition,
        "timbre": timbre,
        "timbre_statistics": statistics_encoder(
            reference, part(departing, "acoustic_encoder"), SMALL_WITH_STATISTICS
        ),
        "background": background,
        "decoded": mel,
    }


if __name__ == "__main__":
    np.savez_compressed(GOLDEN, **make_golden())
