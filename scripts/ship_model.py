"""Put a trained model among those that come with the program, in half precision.

    uv run python scripts/ship_model.py MODEL NAME

Writes resources/models/NAME.safetensors and the checksums beside it; MODEL_CARD.md is written by
hand. Halved weights must make the same mel as the whole ones, to a hundredth of its scale.
"""

import argparse
import hashlib
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import torch  # noqa: E402

from engine.checkpoint import load_generator, load_model, save_model  # noqa: E402
from engine.config import FEATURES, RESOURCES  # noqa: E402
from engine.model.generator import Generator  # noqa: E402

_LARGEST_DIFFERENCE: Final = 0.01


def ship(model: Path, target: Path) -> None:
    """Write a generator with halved weights; its counters and its calibration stay whole."""
    header, weights, calibration = load_model(model, "generator")
    halved = {
        name: weight.half() if weight.is_floating_point() else weight
        for name, weight in weights.items()
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    save_model(target, header, halved, calibration)
    difference = float((_probe(model) - _probe(target)).abs().max())
    if difference > _LARGEST_DIFFERENCE:
        target.unlink()
        raise SystemExit(f"Half precision changes the mel by {difference:.3f}: not shipped.")
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB, mel within {difference:.4f}")


def write_checksums(folder: Path) -> None:
    """List the checksums of a folder's models, as `sha256sum --check` reads them."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.glob("*.safetensors"))
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


@torch.inference_mode()
def _probe(path: Path) -> torch.Tensor:
    """The mel that a model makes of noise."""
    generator: Generator = load_generator(path).generator
    source = torch.Generator().manual_seed(0)
    features = torch.rand(1, FEATURES, 43, generator=source)
    mel = torch.rand(1, generator.mel_decoder.mel_bins, 172, generator=source)
    return generator(features, mel, torch.zeros_like(mel)).mel


def main() -> None:
    """Ship the model that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("name")
    options = parser.parse_args()
    folder = RESOURCES / "models"
    ship(options.model, folder / f"{options.name}.safetensors")
    write_checksums(folder)


if __name__ == "__main__":
    main()
