"""`main.py models`: list the installed models, or install one."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import EnvironmentUnusableError

if TYPE_CHECKING:
    from engine.model_files.model_file import InstalledModel


def add_models(commands: Any) -> None:
    """Add `models` to the subcommands."""
    parser = commands.add_parser("models", help="list the installed models, or install one")
    parser.add_argument(
        "--import",
        dest="file",
        type=Path,
        metavar="FILE",
        help="check and install a model file, the model of a run's folder, an official HiFi-GAN "
        "generator, or the public BN-Inception weights",
    )
    parser.add_argument(
        "--add-weights",
        type=Path,
        metavar="FILE",
        help="check the public BN-Inception weights and install them for the bninception features",
    )
    parser.add_argument(
        "--cascade",
        nargs=3,
        metavar=("REGNET", "SPEECHSPLIT", "NAME"),
        help="install both halves of the paper's baseline, made by `train baseline` (model files "
        "or run folders), as one model to compare with",
    )
    parser.add_argument(
        "--default",
        metavar="NAME",
        help="use this installed model wherever none is named; `compact` and `compact-vocoder` "
        "are the shipped ones",
    )
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    parser.set_defaults(run=_run_models)


def _run_models(options: argparse.Namespace) -> int:
    from engine.model_files.model_file import installed

    if options.default is not None:
        model = _choose(options.default)
        said = {"default": model.name, "kind": model.header.kind}
        print(
            json.dumps(said)
            if options.json
            else f"{model.name} is now the default {model.header.kind}."
        )
        return 0
    if options.add_weights or options.file or options.cascade:
        added = _install(options)
        print(json.dumps(_facts(added)) if options.json else _told(added))
        return 0
    kinds = installed("generator"), installed("vocoder")
    models = [model for kind in kinds for model in kind]
    defaults = [model for kind in kinds for model in kind[:1]]
    if options.json:
        rows = [
            {
                **_facts(model),
                "shipped": model.shipped,
                "default": model in defaults,
                "provenance": model.header.provenance,
            }
            for model in models
        ]
        print(json.dumps({"models": rows}))
        return 0
    for model in models:
        origin = "shipped" if model.shipped else "yours"
        size_mb = model.path.stat().st_size / 1e6
        default = ", default" if model in defaults else ""
        print(f"{model.header.kind:10} {model.name:24} {size_mb:6.1f} MB  {origin}{default}")
    if not models:
        print("No model is installed. The grains engine needs none.")
    return 0


def _install(options: argparse.Namespace) -> "InstalledModel | Path":
    from engine.model_files.importing import import_any, import_cascade

    if options.add_weights is not None:
        from engine.features.weights import install_weights

        return install_weights(options.add_weights)
    if options.cascade is None:
        return import_any(options.file, _import_hifigan)
    regnet, speechsplit, name = options.cascade
    return import_cascade(Path(regnet), Path(speechsplit), name)


def _import_hifigan(file: Path) -> "InstalledModel":
    from engine.vocoder.importing import import_hifigan

    return import_hifigan(file)


def _facts(installed: "InstalledModel | Path") -> dict[str, str]:
    """What was installed, for `--json`: a model, or the weights of BN-Inception."""
    if isinstance(installed, Path):
        return {"weights": str(installed)}
    return {"name": installed.name, "kind": installed.header.kind, "path": str(installed.path)}


def _told(installed: "InstalledModel | Path") -> str:
    """What was installed, for a person."""
    if isinstance(installed, Path):
        return f"The weights are installed in {installed}."
    name, kind = installed.name, installed.header.kind
    told = (
        f"Installed the {kind} {name}. `main.py models --default {name}` makes it the default, "
        f"--{'model' if kind == 'generator' else 'vocoder'} {name} uses it once."
    )
    if installed.header.provenance.get("states_its_mel") is False:
        told += " A vocoder trained on another mel than this program's is less exact."
    return told


def _choose(name: str) -> "InstalledModel":
    """Make an installed model the default of its kind.

    Raises:
        EnvironmentUnusableError: none has that name.
        TargetError: the choice cannot be stored.
    """
    from engine.model_files.default_models import choose_default
    from engine.model_files.library import all_models
    from engine.model_files.model_file import IMPORT_LINE

    models = all_models()
    for model in models:
        if model.name == name:
            choose_default(model.header.kind, name)
            return model
    known = ", ".join(model.name for model in models) or "none"
    raise EnvironmentUnusableError(
        "No model named {name} is installed (installed: {known}).",
        hint="Install it first: {import_line}",
        name=name,
        known=known,
        import_line=IMPORT_LINE,
    )
