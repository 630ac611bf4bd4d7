"""Import a generator of the official HiFi-GAN implementation as a vocoder.

Its checkpoints are PyTorch files, with or without a suffix (`g_02500000`, `generator_v1`), of three
layouts (HiFi-GAN, appendix A.1). Which mel one was trained on is said by the `config.json` beside
it: one of another mel is refused. Without that file it is taken as it is; the published ones read 0
to 8000 Hz, so they reproduce a sound less exactly than a vocoder trained on this program's mel.
`engine.vocoder.refinement` brings the spectrum back to the mel.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import torch
from msgspec.structs import asdict
from torch import Tensor

from engine.errors import EnvironmentUnusableError
from engine.mel.contract import MEL
from engine.model_files.checkpoint import save_model
from engine.model_files.model_file import (
    SUFFIX,
    InstalledModel,
    ModelHeader,
    damaged,
    install_model,
)
from engine.phrases import Phrase, phrase
from engine.storage.leftovers import temporary_folder
from engine.storage.regular_files import read_regular
from engine.storage.values import DamagedValueError, has_invalid_number, parse
from engine.vocoder.hifigan import PRESETS, HifiGanConfig, HifiGanGenerator, official_weights

_LAYOUTS: Final = ("v1", "v2", "v3")  # the official ones among the presets
_FIRST: Final = "conv_pre.weight"  # of every HiFi-GAN generator: (channels, mel bins, 7)
_DISCRIMINATORS: Final = {"mpd", "msd"}  # entries of an official checkpoint `do_...`
_CONFIGURATION: Final = "config.json"
_MEL: Final = {  # its names of what this program's mel is
    "sampling_rate": MEL.sample_rate_hz,
    "n_fft": MEL.fft_samples,
    "win_size": MEL.fft_samples,
    "hop_size": MEL.hop_samples,
    "num_mels": MEL.bins,
    "fmin": MEL.low_hz,
    "fmax": MEL.high_hz,
}


def import_hifigan(file: Path) -> InstalledModel:
    """Convert an official generator and install it under the name of its file.

    Raises:
        EnvironmentUnusableError: the file cannot be read, or holds something else, or a vocoder
            for another mel; says what.
        OutputExistsError: another model is installed under that name.
        TargetError: it could not be written.
    """
    weights = _read_weights(file)
    layout = _layout(file, weights)
    if not all(bool(weight.isfinite().all()) for weight in weights.values()):
        raise damaged(file)
    header = ModelHeader(
        kind="vocoder",
        configuration=asdict(PRESETS[layout]),
        provenance={
            "imported_from": file.name,
            "layout": f"HiFi-GAN {layout.upper()}",
            "states_its_mel": _has_our_mel(file),
        },
    )
    with temporary_folder() as folder:
        converted = folder / f"{file.stem}{SUFFIX}"
        save_model(converted, header, weights)
        return install_model(converted)


def _has_our_mel(file: Path) -> bool:
    """Whether the configuration beside a checkpoint is there, and says that its mel is ours.

    Raises:
        EnvironmentUnusableError: it says that the mel is another one.
    """
    try:
        stated = parse(read_regular(file.parent / _CONFIGURATION), _CONFIGURATION)
    except (OSError, DamagedValueError):
        return False
    if not isinstance(stated, dict) or not stated.keys() >= _MEL.keys():
        return False  # of something else
    others = list(_differences(stated))
    if others:
        raise EnvironmentUnusableError(
            "{name} is made for a different mel spectrogram ({difference}).",
            hint="Train a vocoder on the mel of this program instead.",
            name=file.name,
            difference=", ".join(others),
        )
    return True


def _differences(stated: Mapping[str, Any]) -> Iterator[str]:
    for name, ours in _MEL.items():
        if stated[name] != ours:
            said = "no number" if has_invalid_number(stated[name]) else stated[name]
            yield f"{name}: {said}, not {ours:g}"


def _read_weights(file: Path) -> dict[str, Tensor]:
    """Read the weights of a PyTorch file by name, in float32, without running any of its code."""
    if not file.is_file():
        raise EnvironmentUnusableError(
            "There is no model file {name}.", hint="Check its name and its folder.", name=file.name
        )
    try:
        loaded = torch.load(file, map_location="cpu", weights_only=True)
    except Exception as error:  # a damaged file raises whatever it contains
        raise _refused(
            file, Phrase("it is neither a model of this program nor a PyTorch file of weights")
        ) from error
    if not isinstance(loaded, Mapping):
        raise _refused(file, Phrase("it is a PyTorch file, but not one of weights by name"))
    if loaded.keys() & _DISCRIMINATORS:
        raise _refused(file, Phrase("it holds the discriminators of a HiFi-GAN, not its generator"))
    state = loaded.get("generator", loaded)
    if not (isinstance(state, Mapping) and state and all(map(_is_weight, state.items()))):
        raise _refused(file, Phrase("it is a PyTorch file, but not one of weights by name"))
    return official_weights(state)


def _is_weight(item: tuple[Any, Any]) -> bool:
    return isinstance(item[0], str) and isinstance(item[1], Tensor)


def _layout(file: Path, weights: Mapping[str, Tensor]) -> str:
    """The preset whose weights have the same names and shapes.

    Raises:
        EnvironmentUnusableError: there is none.
    """
    shapes = {name: tuple(weight.shape) for name, weight in weights.items()}
    for layout in _LAYOUTS:
        if shapes == _shapes(PRESETS[layout]):
            return layout
    first = shapes.get(_FIRST, ())
    if len(first) != 3:
        name, shape = next(iter(shapes.items()))
        start = f"{name} {shape}"
        other = phrase(
            "it holds another network than HiFi-GAN, which starts with {start}", start=start
        )
        raise _refused(file, other)
    if first[1] != MEL.bins:
        other = phrase(
            "it is a HiFi-GAN that reads {bands} mel bands, not {wanted}",
            bands=first[1],
            wanted=MEL.bins,
        )
        raise _refused(file, other)
    other = phrase(
        "it is a HiFi-GAN of {channels} channels and {count} weights, which is none of the "
        "official layouts V1, V2 and V3",
        channels=first[0],
        count=len(shapes),
    )
    raise _refused(file, other)


def _shapes(config: HifiGanConfig) -> dict[str, tuple[int, ...]]:
    with torch.device("meta"):
        generator = HifiGanGenerator(config)
    return {name: tuple(weight.shape) for name, weight in generator.state_dict().items()}


def _refused(file: Path, what: Phrase) -> EnvironmentUnusableError:
    return EnvironmentUnusableError(
        "{name} cannot be imported: {what}.",
        hint="Import a model of this program (*{suffix}) or an official HiFi-GAN generator.",
        name=file.name,
        what=what,
        suffix=SUFFIX,
    )
