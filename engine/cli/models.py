"""`main.py models`: list the installed models, or install one."""

import argparse
import json
from pathlib import Path
from typing import Any


def add_models(commands: Any) -> None:
    """Add `models` to the subcommands."""
    parser = commands.add_parser("models", help="list the installed models, or install one")
    parser.add_argument(
        "--import",
        dest="file",
        type=Path,
        metavar="FILE",
        help="check a model file, or an official HiFi-GAN generator, and install it",
    )
    parser.add_argument(
        "--add-weights",
        type=Path,
        metavar="FILE",
        help="check the public BN-Inception weights and install them for the bninception features",
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=_run_models)


def _run_models(options: argparse.Namespace) -> int:
    from engine.storage.model_files import SUFFIX, install_model, installed

    if options.add_weights is not None:
        from engine.features.weights import install_weights

        kept = install_weights(options.add_weights)
        said = {"weights": str(kept)}
        print(json.dumps(said) if options.json else f"The weights are installed in {kept}.")
        return 0
    if options.file is not None:
        if options.file.suffix == SUFFIX:
            model = install_model(options.file)
            print(f"Installed the {model.header.kind} {model.name}.")
            return 0
        from engine.vocoder.importing import import_hifigan

        model = import_hifigan(options.file)
        print(
            f"Installed the vocoder {model.name}, which dubs now use; --vocoder selects another. "
            "A vocoder trained on another mel than this program's is less exact."
        )
        return 0
    models = [*installed("generator"), *installed("vocoder")]
    if options.json:
        rows = [
            {
                "name": model.name,
                "kind": model.header.kind,
                "path": str(model.path),
                "shipped": model.shipped,
                "provenance": dict(model.header.provenance),
            }
            for model in models
        ]
        print(json.dumps({"models": rows}))
        return 0
    for model in models:
        origin = "shipped" if model.shipped else "yours"
        size_mb = model.path.stat().st_size / 1e6
        print(f"{model.header.kind:10} {model.name:24} {size_mb:6.1f} MB  {origin}")
    if not models:
        print("No model is installed. The grains engine needs none.")
    return 0
