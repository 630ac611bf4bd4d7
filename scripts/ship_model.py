"""Add a trained model to those shipped with the program, in half precision.

    uv run python scripts/ship_model.py MODEL NAME

MODEL is a generator or a vocoder. Writes resources/models/NAME.safetensors and the checksums next
to it; MODEL_CARD.md is written by hand. In half precision a generator must make the same mel
as in full, to a hundredth of its range; a vocoder the same sound, to a hundredth of its peak.
"""

import argparse
import hashlib
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import torch  # noqa: E402

from engine.config import FEATURES, RESOURCES  # noqa: E402
from engine.mel.contract import MEL  # noqa: E402
from engine.mel.spectrogram import Floats, mel_spectrogram, mel_to_log  # noqa: E402
from engine.model.generator import Generator  # noqa: E402
from engine.model_files.checkpoint import load_generator, load_model, save_model  # noqa: E402
from engine.model_files.model_file import read_header  # noqa: E402
from engine.vocoder.hifigan import HifiGanConfig, HifiGanGenerator  # noqa: E402

_LARGEST_DIFFERENCE: Final = 0.01


def ship(model: Path, target: Path) -> None:
    """Write a model with weights in half precision; counters and calibration stay as they are."""
    kind = read_header(model).kind
    header, weights, calibration = load_model(model, kind)
    halved = {
        name: weight.half() if weight.is_floating_point() else weight
        for name, weight in weights.items()
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    save_model(target, header, halved, calibration)
    whole, half = (_PROBES[kind](path) for path in (model, target))
    difference = float(np.abs(whole - half).max())
    if difference > _LARGEST_DIFFERENCE * float(np.abs(whole).max()):
        target.unlink()
        raise SystemExit(f"Half precision changes its output by {difference:.3f}: not shipped.")
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB, the same within {difference:.4f}")


def write_checksums(folder: Path) -> None:
    """List the checksums of a folder's models in the format of `sha256sum --check`."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.glob("*.safetensors"))
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


@torch.inference_mode()
def _mel(path: Path) -> Floats:
    """The mel that a generator makes from noise."""
    generator: Generator = load_generator(path).generator
    source = torch.Generator().manual_seed(0)
    features = torch.rand(1, FEATURES, 43, generator=source)
    mel = torch.rand(1, generator.mel_decoder.mel_bins, 172, generator=source)
    aligned = mel if generator.aligned else None
    return np.asarray(generator(features, mel, torch.zeros_like(mel), aligned).mel)


@torch.inference_mode()
def _sound(path: Path) -> Floats:
    """The sound that a vocoder's network makes from the mel of noise at a typical level."""
    header, weights, _ = load_model(path, "vocoder")
    network = HifiGanGenerator(HifiGanConfig.from_json(header.configuration))
    network.load_state_dict(weights)
    noise = 0.1 * np.random.default_rng(0).standard_normal(2 * MEL.sample_rate_hz)
    log_mel = mel_to_log(mel_spectrogram(noise.astype(np.float32)))
    return np.asarray(network(torch.from_numpy(log_mel)[None]))


_PROBES: Final = {"generator": _mel, "vocoder": _sound}


def main() -> None:
    """Ship the model named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("name")
    options = parser.parse_args()
    folder = RESOURCES / "models"
    ship(options.model, folder / f"{options.name}.safetensors")
    write_checksums(folder)


if __name__ == "__main__":
    main()
