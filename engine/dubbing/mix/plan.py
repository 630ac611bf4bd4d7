"""Check a delivery before any work: files, formats, contradictions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.dubbing.handoff.marker_files import MARKER_SUFFIXES
from engine.dubbing.mix.faders import STEREO
from engine.dubbing.mix.fitting import SoundFormat
from engine.dubbing.mix.stems import stem_paths
from engine.errors import TargetError, UsageError, os_errors_as
from engine.media.audio import SOUND_SUFFIXES
from engine.media.copies.layout import Wanted
from engine.media.kinds import VIDEO_SUFFIXES, fitting_rate_hz
from engine.media.mux import check_mux
from engine.media.probe import MediaInfo, clip_range
from engine.media.target import check_target
from engine.recipe import Delivery

DEFAULT_RATE_HZ: Final = 48000


@dataclass(frozen=True, slots=True)
class DeliveryPlan:
    """A delivery that passed all checks.

    Attributes:
        info: the clip.
        delivery: the requested delivery.
        format: of the mix.
        copy: contents of the video copy; None for an audio file.
        stems: a file for each sound of the mix, if they are requested.
    """

    info: MediaInfo
    delivery: Delivery
    format: SoundFormat
    copy: Wanted | None
    stems: tuple[Path, ...] = ()

    @property
    def outputs(self) -> tuple[Path, ...]:
        """All files that are written."""
        return _outputs(self.delivery, self.stems)


def plan_delivery(
    info: MediaInfo,
    delivery: Delivery,
    sounds: Sequence[str],
    *,
    inputs: Sequence[Path] = (),
    outputs: Sequence[Path] = (),
) -> DeliveryPlan:
    """Check a delivery for everything that can be known in advance.

    Args:
        info: the clip.
        delivery: the requested delivery.
        sounds: names of the sounds that are heard, in the order of their stems.
        inputs: further files that must not be replaced.
        outputs: files that other deliveries of the same job write.

    Raises:
        InputError: the clip has no picture.
        UsageError: the output cannot hold what is requested, or the options contradict each other.
        OutputExistsError: a file exists that must not be replaced.
        TargetError: a folder is missing or not writable.
    """
    stems = _stem_files(delivery, sounds)
    kinds = {delivery.output: (*VIDEO_SUFFIXES, *SOUND_SUFFIXES), delivery.markers: MARKER_SUFFIXES}
    taken = list(outputs)
    for path in _outputs(delivery, stems):
        check_target(
            path,
            inputs=[info.path, *inputs],
            outputs=taken,
            overwrite=delivery.overwrite,
            suffixes=kinds.get(path, SOUND_SUFFIXES),
        )
        taken.append(path)
    clip_range(info, delivery.span.start_s, delivery.span.end_s)
    wanted = _sound_format(info, delivery)
    if _is_sound(delivery.output):
        _check_sound(delivery)
        return DeliveryPlan(info, delivery, wanted, None, stems)
    copy = check_mux(
        info,
        delivery.output,
        rate_hz=wanted.rate_hz,
        channels=wanted.channels,
        layout=wanted.layout,
        codec=delivery.codec,
        keep_original=delivery.original == "track",
    )
    return DeliveryPlan(info, delivery, wanted, copy, stems)


def rendering_rate_hz(info: MediaInfo, wanted_hz: int | None = None) -> int:
    """The sample rate to render a take at: the requested one, else the clip's own, else 48 kHz.

    It does not depend on the output format, so a take that the window renders before the export
    equals the one that `dub` makes.
    """
    own_hz = info.audio[0].sample_rate_hz if info.audio else DEFAULT_RATE_HZ
    return wanted_hz or own_hz


def _outputs(delivery: Delivery, stems: Sequence[Path]) -> tuple[Path, ...]:
    single = (delivery.output, delivery.stem, delivery.markers)
    return (*(path for path in single if path is not None), *stems)


def _is_sound(output: Path) -> bool:
    return output.suffix.lower() in SOUND_SUFFIXES


def _check_sound(delivery: Delivery) -> None:
    """Reject what only a video can hold."""
    name = delivery.output.name
    if delivery.original == "track":
        raise UsageError(
            "{name} is an audio file and cannot hold an additional track.",
            hint="Use --original drop or mix, or write a video.",
            name=name,
        )
    if delivery.codec is not None:
        raise UsageError("{name} is an audio file; its suffix determines the codec.", name=name)


def _sound_format(info: MediaInfo, delivery: Delivery) -> SoundFormat:
    """The original's rate and layout, or 48 kHz stereo, unless others are requested."""
    own = info.audio[0] if info.audio else None
    if delivery.original == "mix" and own is not None:
        for name, wanted, is_value in (
            ("--rate", delivery.rate_hz, own.sample_rate_hz),
            ("--channels", delivery.channels, own.channels),
        ):
            if wanted not in (None, is_value):
                raise UsageError(
                    "The clip's own sound is not changed for a mix, so {name} can only be "
                    "{is_value}.",
                    hint="Leave {name} out, or use --original track.",
                    name=name,
                    is_value=is_value,
                )
        return SoundFormat(own.sample_rate_hz, own.channels, own.layout)
    rate_hz = delivery.rate_hz
    if rate_hz is None:
        usual_hz = DEFAULT_RATE_HZ if own is None else own.sample_rate_hz
        rate_hz = usual_hz
        if not _is_sound(delivery.output):
            rate_hz = fitting_rate_hz(delivery.output, usual_hz, delivery.codec)
    if delivery.channels is not None or own is None:
        return SoundFormat(rate_hz, delivery.channels or STEREO)
    return SoundFormat(rate_hz, own.channels, own.layout)


def _stem_files(delivery: Delivery, sounds: Sequence[str]) -> tuple[Path, ...]:
    """The files of the stems; their folder is created if its parent exists.

    Raises:
        TargetError: the folder cannot be created.
    """
    folder = delivery.stems
    if folder is None:
        return ()
    with os_errors_as(
        TargetError,
        "The folder {folder} cannot be created: {reason}.",
        hint="Choose another.",
        folder=folder,
    ):
        folder.mkdir(exist_ok=True)
    return tuple(stem_paths(folder, sounds))
