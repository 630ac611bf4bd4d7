"""Write the stems of a mix: one 24-bit file for each sound, which together are the mix.

A WAV file is a Broadcast Wave file: editing programs put it where it belongs.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.dubbing.handoff.broadcast import BroadcastWave
from engine.dubbing.mix.fitting import SoundFormat
from engine.errors import TargetError
from engine.media.target import replacing

Stems = NDArray[np.float32]

SUFFIX: Final = ".wav"
_FULL_SCALE: Final = 8_388_608.0  # of 24 bits
_UNUSED_BITS: Final = 8  # 24 bits are the upper ones of 32
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')  # in file names, on any system
_LONGEST_NAME: Final = 80  # characters; most file systems take 255 bytes


def stem_paths(folder: Path, names: Sequence[str]) -> list[Path]:
    """A file for each name: what no file name may hold is left out, equal names are numbered."""
    paths: list[Path] = []
    taken: set[str] = set()
    for index, name in enumerate(names, start=1):
        plain = plain_name(name, f"Track {index}")
        stem, number = plain, 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{plain} {number}"
        taken.add(stem.casefold())
        paths.append(folder / f"{stem}{SUFFIX}")
    return paths


def plain_name(name: str, otherwise: str) -> str:
    """A name without what no file name may hold, or the other one if nothing is left."""
    plain = " ".join(_FORBIDDEN.sub(" ", name).split())[:_LONGEST_NAME].strip(" .")
    return plain or otherwise


class _SoundFile(Protocol):
    def write(self, samples: NDArray[np.int32], /) -> object: ...

    def close(self) -> object: ...


class StemFiles:
    """Open files for stems; see `stem_files`."""

    def __init__(self, groups: Sequence[tuple[_SoundFile, slice]]) -> None:
        self._groups = groups

    def write(self, stems: Stems) -> None:
        """Append the next samples of every sound, (sounds, n, channels).

        Samples are rounded down, as libsndfile and FFmpeg do it when the mix is written. What
        rounding takes from one file the next one gets, so that the files add up to the mix, however
        many they are.
        """
        rest = np.zeros(stems.shape[1:])
        for file, sounds in self._groups:
            exact = stems[sounds].sum(axis=0, dtype=np.float64) * _FULL_SCALE + rest
            whole = np.clip(np.floor(exact), -_FULL_SCALE, _FULL_SCALE - 1)
            rest = exact - whole
            file.write(whole.astype(np.int32) << _UNUSED_BITS)

    def complete(self) -> None:
        """Write the ends of the files; what cannot be written fails here, before any appears."""
        for file, _ in self._groups:
            file.close()


@contextmanager
def stem_files(
    groups: Sequence[tuple[Path, slice]],
    target: SoundFormat,
    *,
    overwrite: bool,
    first_sample: int = 0,
) -> Iterator[StemFiles]:
    """Open a WAV or FLAC file for each group of sounds; they appear when all are complete.

    Args:
        groups: each file and which of the sounds it gets.
        target: format of the sounds.
        overwrite: whether existing files may be replaced.
        first_sample: of the files, counted from midnight of the clip's time code.

    Raises:
        TargetError: a file cannot be written.
        OutputExistsError: one has appeared that must not be replaced.
    """
    import soundfile  # type: ignore[import-untyped]  # only needed for writing

    path = None
    try:
        with ExitStack() as stack:
            files = []
            for path, sounds in groups:
                temporary = stack.enter_context(replacing(path, overwrite=overwrite))
                file = stack.enter_context(_opened(temporary, path.stem, target, first_sample))
                files.append((file, sounds))
            yield StemFiles(files)
    except soundfile.SoundFileError as error:
        name = "The stems" if path is None else path.name
        raise TargetError(
            "{name} could not be written: the disk is full or write-protected.",
            hint="Free some space, or choose another folder.",
            name=name,
        ) from error


def _opened(
    path: Path, name: str, target: SoundFormat, first_sample: int
) -> AbstractContextManager[_SoundFile]:
    """A file open for writing, WAV or FLAC by its suffix."""
    if path.suffix.lower() == SUFFIX:
        return BroadcastWave(
            path,
            target.rate_hz,
            target.channels,
            layout=target.layout,
            first_sample=first_sample,
            description=name,
        )
    import soundfile

    file: AbstractContextManager[_SoundFile] = soundfile.SoundFile(
        path,
        "w",
        samplerate=target.rate_hz,
        channels=target.channels,
        subtype="PCM_24",
        format=path.suffix[1:].upper(),
    )
    return file
