"""Recorded effects from a folder, cut into single hits.

Shapes: T samples.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.events.sound import find_events
from engine.media.audio import read_mono
from engine.mel.contract import MEL
from engine.phrases import Phrase
from engine.progress import JobContext
from engine.storage.folders import files_below
from engine.storage.real_paths import real_path
from engine.storage.spreadsheet import read_rows
from training.procedural.sounds.filters import filtered

# Licences that allow weights trained on a sound to be distributed without conditions.
_FREE_LICENCES: Final = ("CC0", "MIT", "BSD-3", "free")

_SUFFIXES: Final = {".wav", ".flac", ".ogg", ".opus", ".mp3", ".aif", ".aiff"}
_LONGEST_S: Final = 2.5
_PRE_ROLL_S: Final = 0.002
_FADE_S: Final = 0.02
_QUIET: Final = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """A recorded sound cut into single hits, variations of one timbre.

    Attributes:
        name: of its file.
        grains: each (T,) at 22050 Hz, starting at the attack, with a peak of 1.
    """

    name: str
    grains: tuple[NDArray[np.float32], ...]

    def hit(self, strength: float, rng: np.random.Generator) -> NDArray[np.float32]:
        """A random hit (T,), duller when softer, with a peak of about `strength`."""
        grain = self.grains[int(rng.integers(len(self.grains)))]
        corner_hz = 1500 * 8**strength
        dulled = filtered(grain, lambda frequency_hz: 1 / np.hypot(1, frequency_hz / corner_hz))
        return np.asarray(dulled * strength, np.float32)


def read_effects(folder: Path, context: JobContext) -> list[Effect]:
    """Read all sounds of a folder and its subfolders, sorted by path.

    Args:
        folder: of sound files of any format. If it or a parent folder has a `manifest.csv` with
            the columns path and licence, only files whose licence is free are used.
        context: for progress and cancellation.

    Raises:
        InputError: there is no usable sound.
    """
    paths = sorted(path for path in files_below(folder) if path.suffix.lower() in _SUFFIXES)
    known = _licences(folder)
    if known is not None:
        paths = [path for path in paths if _free(known.get(real_path(path), ""))]
    effects = []
    for count, path in enumerate(paths, start=1):
        context.advance(count / len(paths))
        try:
            wave = read_mono(path)
        except InputError:
            context.note("{name} is no readable sound and was left out.", name=path.name)
            continue
        grains = cut(wave)
        if grains:
            effects.append(Effect(path.stem, grains))
    if not effects:
        raise InputError(
            "{name} holds no sound that may be used.",
            hint="Name a folder of sound effects; a manifest.csv must allow their licence.",
            name=folder.name,
        )
    return effects


def cut(wave: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
    """Cut a sound (T,) at 22050 Hz at its attacks; without attacks, at most one grain remains."""
    rate_hz = MEL.sample_rate_hz
    peak = float(np.max(np.abs(wave))) if wave.size else 0.0
    if peak < _QUIET:
        return ()
    starts_s = [event.time_s for event in find_events(wave) if event.strength > 0.2]
    if not starts_s:
        starts_s = [float(np.argmax(np.abs(wave) > 0.1 * peak)) / rate_hz]
    edges = [max(int((start_s - _PRE_ROLL_S) * rate_hz), 0) for start_s in starts_s] + [wave.size]
    grains = []
    for start, end in itertools.pairwise(edges):
        grain = wave[start : min(end, start + int(_LONGEST_S * rate_hz))].astype(np.float32)
        loudest = float(np.max(np.abs(grain))) if grain.size else 0.0
        if grain.size < 0.03 * rate_hz or loudest < _QUIET:
            continue
        fade = min(int(_FADE_S * rate_hz), grain.size // 2)
        grain = grain / loudest
        grain[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
        grains.append(grain)
    return tuple(grains)


def _licences(folder: Path) -> dict[Path, str] | None:
    """The licence of each file in the nearest manifest; None without a manifest.

    Raises:
        InputError: it is no such table.
    """
    for place in (folder, *real_path(folder).parents[:2]):
        manifest = place / "manifest.csv"
        if manifest.is_file():
            return dict(_rows_of(manifest))
    return None


def _rows_of(manifest: Path) -> Iterator[tuple[Path, str]]:
    hint = Phrase("Its first line names the columns path and licence.")
    rows = read_rows(manifest, Phrase("a table of licences"), hint, comments=False)
    _, columns = next(rows, (1, []))
    if "path" not in columns:
        raise InputError("{name} is not a table of licences.", hint=hint, name=manifest.name)
    for _, cells in rows:
        row = dict(zip(columns, cells, strict=False))
        yield real_path(manifest.parent / row.get("path", "")), row.get("licence", "")


def _free(licence: str) -> bool:
    """Whether the licence is one of the free ones, or starts with one and a space."""
    return any(licence == one or licence.startswith(f"{one} ") for one in _FREE_LICENCES)
