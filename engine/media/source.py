"""Open media files: all access to PyAV for reading goes through here.

FFmpeg's error codes are turned into one sentence with a hint, so that no reader has to.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import av.error
from av.container import InputContainer
from av.packet import Packet
from av.stream import Discard, Stream
from av.video.stream import VideoStream

from engine.errors import InputError
from engine.media.display_order import DisplayTimes, lacks_times

# An open that takes longer is aborted: a damaged header can make a demuxer search the whole file.
OPEN_TIMEOUT_S: Final = 20.0
# A read may have to wait for a disk that spins up, or for a network drive; whatever takes longer
# than this is an error, never the end of the file.
READ_TIMEOUT_S: Final = 60.0

# Consecutive failed reads after which the rest of a damaged file is skipped.
_FAILED_READS: Final = 16

# The header of an MP4 file is looked for among its first boxes; that of an hour takes a megabyte.
_MOST_BOXES: Final = 1000
_LONGEST_HEADER_BYTES: Final = 64 << 20

# Formats that FFmpeg accepts as media, but which are lists of other files (possibly even on the
# network), still pictures or plain text.
_NOT_MEDIA: Final = frozenset(
    {"concat", "hls", "dash", "sdp", "rtsp", "image2", "tty", "ffmetadata"}
)

_HINT: Final = "Choose a video or audio file that plays in a media player."


@contextmanager
def open_media(path: Path) -> Iterator[InputContainer]:
    """Open a file for reading; every failure inside becomes an `InputError` that names the file.

    Raises:
        InputError: the file is missing, empty, a folder, unreadable, damaged or not media.
    """
    _check_path(path)
    try:
        container = av.open(
            f"file:{path}",  # a name such as "a:b.mp4" is a file, not a protocol
            mode="r",
            container_options={"protocol_whitelist": "file"},
            metadata_errors="replace",
            timeout=(OPEN_TIMEOUT_S, READ_TIMEOUT_S),
        )
    except (av.error.FFmpegError, ValueError, MemoryError) as error:
        raise _unusable(path, error) from error
    with container:
        name = container.format.name
        if name in _NOT_MEDIA or name.endswith("_pipe"):
            raise InputError(
                "{name} is neither a video nor an audio file.", hint=_HINT, name=path.name
            )
        try:
            yield container
        except (av.error.FFmpegError, MemoryError) as error:
            raise _unusable(path, error) from error


def packets(container: InputContainer, streams: Sequence[Stream]) -> "Iterator[Packet[Any]]":
    """Read the packets of some streams in file order, skipping damaged parts.

    The last packet of each stream is empty: decoding it flushes the decoder. Reading starts where
    the container stands: at its start or at a key frame.

    Raises:
        InputError: a read took longer than `READ_TIMEOUT_S`.
    """
    for stream in container.streams:
        if stream not in streams:
            stream.discard = Discard.all
    untimed = {
        stream.index: DisplayTimes(container.format.name, stream)
        for stream in streams
        if isinstance(stream, VideoStream) and lacks_times(container.format.name, stream)
    }
    failures = 0
    while failures < _FAILED_READS:
        try:
            for packet in container.demux(streams):
                failures = 0
                times = untimed.get(packet.stream.index)
                yield from (packet,) if times is None else times.given_to(packet)
            return
        except av.error.ExitError as error:  # the disk stalls: the rest need not be damaged
            raise _unusable(_path_of(container), error) from error
        except av.error.FFmpegError:
            failures += 1
    for stream in streams:
        flush: Packet[Any] = Packet()
        flush.stream = stream
        yield flush


def decoded(packet: "Packet[Any]") -> list[Any]:
    """The frames that a packet completes: none if it is damaged."""
    try:
        return packet.decode()
    except av.error.FFmpegError:
        return []


def seek(container: InputContainer, stream: Stream, ticks: float) -> bool:
    """Seek to the key frame before a time stamp; return whether the file supports it."""
    try:
        container.seek(int(ticks), stream=stream)
    except av.error.FFmpegError:
        return False
    return True


def time_base(stream: Stream) -> Fraction:
    """Duration of one tick of a stream's clock in seconds."""
    return stream.time_base or Fraction(1, av.time_base)


def declares_encryption(container: InputContainer) -> bool:
    """Whether a header says that the streams are encrypted, as in Matroska, WMV and MP4."""
    return (
        "ASF_Protection_Type" in container.metadata
        or any("enc_key_id" in stream.metadata for stream in container.streams)
        or ("mp4" in container.format.name and _is_encrypted_mp4(_path_of(container)))
    )


def _is_encrypted_mp4(path: Path) -> bool:
    """Whether an MP4 or MOV file describes protected samples (ISO/IEC 14496-12, 8.12).

    Without their fragments FFmpeg does not tell, and some it cannot open.
    """
    with suppress(OSError, OverflowError), path.open("rb") as file:
        for _ in range(_MOST_BOXES):
            head = file.read(16)
            size, kind = int.from_bytes(head[:4]), head[4:8]
            start = 8
            if size == 1:
                size, start = int.from_bytes(head[8:16]), 16
            if kind == b"moov":
                header = head + file.read(min(size, _LONGEST_HEADER_BYTES))
                return b"sinf" in header and (b"encv" in header or b"enca" in header)
            if size < start:  # the last box, or no box at all
                break
            file.seek(size - len(head), os.SEEK_CUR)
    return False


def _path_of(container: InputContainer) -> Path:
    return Path(container.name.removeprefix("file:"))


def encrypted(path: Path) -> InputError:
    """The error for a file that only its owner's player can decode."""
    return InputError(
        "{name} is encrypted, so its picture and sound cannot be read.",
        hint="Use a copy without copy protection.",
        name=path.name,
    )


def _check_path(path: Path) -> None:
    """Report simple problems with a path more clearly than FFmpeg would."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError("{name} is a folder, not a media file.", hint=_HINT, name=path.name)
        if not stat.S_ISREG(status.st_mode):
            raise InputError("{name} is not a regular file.", hint=_HINT, name=path.name)
        if status.st_size == 0:
            raise InputError("{name} is empty.", hint="Copy or record it again.", name=path.name)
        with path.open("rb") as file:
            file.read(1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(
            "There is no file {path}.", hint="Check its name and folder.", path=path
        ) from error
    except PermissionError as error:
        raise InputError(
            "You do not have permission to read {name}.",
            hint="Change its permissions.",
            name=path.name,
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        raise InputError(
            "{name} cannot be read.", hint="The system says: {error}.", name=path.name, error=error
        ) from error


def _unusable(path: Path, error: Exception) -> InputError:
    if isinstance(error, av.error.ExitError):
        return InputError(
            "{name} could not be read: the disk did not answer in time.",
            hint="Check the disk or the network drive and try again; the file may be damaged.",
            name=path.name,
        )
    if isinstance(error, MemoryError):
        return InputError(
            "{name} needs more memory than is available.",
            hint="It is probably damaged.",
            name=path.name,
        )
    if _is_encrypted_mp4(path):
        return encrypted(path)
    return InputError(
        "{name} cannot be read: it is damaged or not media.", hint=_HINT, name=path.name
    )
