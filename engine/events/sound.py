"""Detect events in the clip's own sound: onsets, even in a poor recording.

Shapes: n samples at 22050 Hz, T mel frames, 80 mel bands.

Takes with poor sound are the ones that get dubbed (paper, Fig. 1): a fan, hum, wind or hiss covers
everything, the microphone clipped, the room reverberates. So every band is compared with its own
adaptive noise floor, and an onset is scored by how many bands rise and how far: steady noise never
rises, and a sound in a single band, such as hum, cannot mask the others. A band is compared with
the previous level of its neighbours, so that a pitch glide is no onset. The rise locates an event
to within 10 ms; the waveform then locates the attack to within 1 or 2 ms.

Sounds of any length are processed in segments that overlap by more than any window used; of the
whole sound only the power of eight groups of bands is kept, 10 MB an hour, to find out how long
each event lasts (`engine.events.lasting`).
"""

import math
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.events.candidates import Candidate, at_sensitivity
from engine.events.event import Event
from engine.events.lasting import find_lasting, group_powers
from engine.events.peaks import find_peaks
from engine.media.filters import running_max, running_mean
from engine.mel.contract import MEL
from engine.mel.spectrogram import mel_magnitudes
from engine.progress import JobContext

Floats = NDArray[np.float32]

# Tuned on 48 real clips against the acceptance onsets, and on effects placed at known times in
# noise, hum, wind and clipping; the results are flat around every one of these numbers.
_MAGNITUDE_FLOOR: Final = 3e-5  # 80 dB below full scale: codec noise is ignored
_NOISE_STEP_FRAMES: Final = 43  # the noise floor is updated every 0.5 s ...
_NOISE_REACH_FRAMES: Final = 172  # ... from the 2 s on either side, ...
_NOISE_SHARE: Final = 0.25  # ... as this quantile of the frames
_ABOVE_NOISE: Final = 1.5  # a band below this multiple of the floor is ignored
_LEAST_RISE: Final = 0.2  # nepers, mean over the bands
_FAINTEST_RISE: Final = 0.05  # nepers: less is never an event, whatever the sensitivity
_LEAST_SHARE: Final = 0.2  # of the strongest rise of the sound
_OF_A_PART: Final = 0.49  # its certainty: below that of any event at the usual sensitivity
_FILLING: Final = 0.3  # the certainty of a sound that goes on from the first sample to the last ...
_FILLING_POWER: Final = 1e-5  # ... if one of its groups of bands has that, 50 dB below full scale
_LEAST_GAP_FRAMES: Final = 9  # 0.1 s: faster than hands and feet

_END_FRAMES: Final = MEL.fft_samples // (2 * MEL.hop_samples)  # whose window exceeds an end

_ENVELOPE_SAMPLES: Final = 11  # 0.5 ms
_SMOOTHING: Final = 5  # envelope values: 2.5 ms
# before, after, and after if it is much louder there: the transform sees an attack early, and a
# soft sound in silence instead of the loud one that it leads up to
_SEARCH_S: Final = (0.010, 0.025, 0.060)
_MUCH_LOUDER: Final = 4.0  # 12 dB
_RISEN: Final = 0.25  # an attack is where the envelope reaches a quarter of its rise ...
_STEEP: Final = 10  # ... from one 5 ms to the next most steeply, ...
_FAINT: Final = 0.05  # ... where all that is 26 dB below the peak counts as silence
_PEAK_S: Final = 0.05  # after the attack, where its peak is searched
_BEFORE_S: Final = 0.02  # before it, where the existing level is measured
_WEAKEST: Final = 0.03  # 30 dB below the strongest, nobody would dub an event

_PIECE_FRAMES: Final = 60 * _NOISE_STEP_FRAMES  # 30 s
_MARGIN_FRAMES: Final = 6 * _NOISE_STEP_FRAMES  # 3 s, more than the noise floor needs


class _Rise(NamedTuple):
    """A time at which the bands rise.

    Attributes:
        time_s: of the attack, from the start of the sound.
        rise: mean over the bands, in nepers.
        peak: amplitude of the onset.
    """

    time_s: float
    rise: float
    peak: float


class _Piece(NamedTuple):
    """A segment of the sound with the context needed to analyse it.

    Attributes:
        start: the frame, in the whole sound, centred on the first sample.
        samples: (n,).
        own: first and end frame, within the segment, that are analysed here.
    """

    start: int
    samples: Floats
    own: tuple[int, int]


def find_events(sound: Floats | Iterable[Floats], context: JobContext | None = None) -> list[Event]:
    """Detect the attacks in a sound.

    Args:
        sound: (n,) at 22050 Hz, mono, or consecutive blocks of it.
        context: for cancellation.

    Returns:
        Events sorted by time, at their attacks; the strength is the attack's peak relative to
        the strongest one, the duration that of a sound that goes on. Empty for silence and for
        steady sounds, even for one that sounds from the first sample on.
    """
    return at_sensitivity(find_candidates(sound, context))


def find_candidates(
    sound: Floats | Iterable[Floats], context: JobContext | None = None
) -> list[Candidate]:
    """Detect all possible attacks in a sound; see `find_events`.

    A sound without any attack, such as an engine, is one candidate that lasts from its start to its
    end, with a certainty below that of any event at the usual sensitivity: it may be noise.
    """
    blocks = [sound] if isinstance(sound, np.ndarray) else sound
    rises: list[_Rise] = []
    powers: list[Floats] = []
    for piece in _pieces(blocks):
        if context is not None:
            context.advance(0.0)
        magnitudes = mel_magnitudes(piece.samples)
        rises += _rises(piece, magnitudes)
        powers.append(group_powers(magnitudes[:, piece.own[0] : piece.own[1]]))
    most = max((each.rise for each in rises), default=0.0)
    least = max(_LEAST_RISE, _LEAST_SHARE * most)
    strongest = max((each.peak for each in rises if each.rise >= least), default=0.0)
    if most < least:
        return _filling(np.concatenate(powers, axis=1))
    loud = [each for each in rises if each.peak > _WEAKEST * strongest > 0.0]
    courses = find_lasting(
        np.concatenate(powers, axis=1),
        [each.time_s for each in loud],
        [each.rise >= least for each in loud],
    )
    candidates = []
    for each, course in zip(loud, courses, strict=True):
        strength = min(1.0, each.peak / strongest)
        event = Event(each.time_s, strength, source="sound", duration_s=course.duration_s)
        certainty = min(1.0, 0.5 * each.rise / least)
        # a part of a sound that goes on is an event only for a higher sensitivity
        candidates.append(Candidate(event, certainty * (_OF_A_PART if course.is_part else 1.0)))
    return candidates


def _filling(powers: Floats) -> list[Candidate]:
    """A sound without attacks, of powers (G, T), as one candidate; none if it is silent."""
    frames = powers.shape[1] - 1  # the last one is centred on the end
    if frames < 1 or powers.mean(axis=1).max() < _FILLING_POWER:
        return []
    duration_s = frames * MEL.hop_samples / MEL.sample_rate_hz
    return [Candidate(Event(0.0, source="sound", duration_s=duration_s), _FILLING)]


def _pieces(blocks: Iterable[Floats]) -> Iterator[_Piece]:
    """Cut a sound into segments that overlap by a margin on either side."""
    hop = MEL.hop_samples
    held: list[Floats] = []
    start = own = 0  # frames of the whole sound: of the first held sample, and the next to analyse
    for block in blocks:
        held.append(block)
        wanted = (own + _PIECE_FRAMES + _MARGIN_FRAMES - start) * hop
        while sum(map(len, held)) >= wanted:
            samples = np.concatenate(held)
            yield _Piece(start, samples[:wanted], (own - start, own - start + _PIECE_FRAMES))
            own += _PIECE_FRAMES
            kept = max(0, own - _MARGIN_FRAMES)
            held, start = [samples[(kept - start) * hop :]], kept
            wanted = (own + _PIECE_FRAMES + _MARGIN_FRAMES - start) * hop
    samples = np.concatenate([np.zeros(0, np.float32), *held])
    yield _Piece(start, samples, (own - start, len(samples) // hop + 1))


def _rises(piece: _Piece, magnitudes: Floats) -> list[_Rise]:
    """The times in a segment at which its bands (80, T) rise."""
    rise = _rise(magnitudes)
    frames = find_peaks(rise, least=_FAINTEST_RISE, distance=_LEAST_GAP_FRAMES)
    # the ends are padded by reflection, and the seam is not an event
    frames = frames[(frames >= _END_FRAMES) & (frames < len(rise) - _END_FRAMES)]
    envelope = _envelope(piece.samples)
    start_s = piece.start * MEL.hop_samples / MEL.sample_rate_hz
    rises = []
    for frame in frames[(frames >= piece.own[0]) & (frames < piece.own[1])]:
        attack_s = _attack_s(envelope, frame * MEL.hop_samples / MEL.sample_rate_hz)
        peak = _peak(piece.samples, attack_s)
        rises.append(_Rise(start_s + attack_s, float(rise[frame]), peak))
    return rises


def _rise(magnitudes: Floats) -> Floats:
    """How far the bands rise from the previous to the next frame, (80, T) to (T,) nepers."""
    audible = np.maximum(_MAGNITUDE_FLOOR, _ABOVE_NOISE * _noise_floor(magnitudes))
    level = np.log(np.maximum(magnitudes, audible))
    before = running_max(level.T, 3).T[:, :-2]  # over a band and its two neighbours
    rise = np.zeros(magnitudes.shape[1], np.float32)
    rise[1:-1] = np.maximum(level[:, 2:] - before, 0.0).mean(axis=0)
    return rise


def _noise_floor(magnitudes: Floats) -> Floats:
    """The lower quartile of the surrounding frames in each band, (80, T)."""
    frames = magnitudes.shape[1]
    places = np.arange(0, frames + _NOISE_STEP_FRAMES, _NOISE_STEP_FRAMES)
    floors = []
    for place in places:
        near = magnitudes[:, max(0, place - _NOISE_REACH_FRAMES) : place + _NOISE_REACH_FRAMES + 1]
        rank = int(_NOISE_SHARE * near.shape[1])
        floors.append(np.partition(near, rank, axis=1)[:, rank])
    between = np.arange(frames) / _NOISE_STEP_FRAMES
    below = between.astype(int)
    share = (between - below).astype(np.float32)
    table = np.stack(floors, axis=1)  # (80, places)
    floor: Floats = table[:, below] * (1 - share) + table[:, below + 1] * share
    return floor


def _envelope(samples: Floats) -> Floats:
    """Amplitude every 0.5 ms of the differentiated waveform, so hum and rumble mask no attack."""
    slope = np.abs(np.diff(samples, prepend=samples[:1]))
    whole = slope[: len(slope) // _ENVELOPE_SAMPLES * _ENVELOPE_SAMPLES]
    return running_mean(whole.reshape(-1, _ENVELOPE_SAMPLES).max(axis=1), _SMOOTHING)


def _attack_s(envelope: Floats, time_s: float) -> float:
    """The time, near another, at which the envelope rises towards its peak.

    A sound that rings dips and rises again, and a soft one may lead up to a much louder one; of all
    rises the steepest to at least a quarter of the peak is the attack.
    """
    step_s = _ENVELOPE_SAMPLES / MEL.sample_rate_hz
    first, stop, end = (
        max(0, round((time_s + each) / step_s)) for each in (-_SEARCH_S[0], *_SEARCH_S[1:])
    )
    if first >= min(stop, len(envelope)):
        return time_s
    peak = first + int(envelope[first:stop].argmax())
    later = peak + int(envelope[peak:end].argmax())
    if envelope[later] > _MUCH_LOUDER * envelope[peak]:
        first, peak = max(first, later - (stop - first)), later
    part = envelope[first : peak + 1]
    has_risen = part >= part.min() + _RISEN * (part[-1] - part.min())
    rises = first + np.flatnonzero(has_risen & ~np.append(False, has_risen[:-1]))
    faint = _FAINT * envelope[peak] + np.float32(1e-12)

    def steepness(rise: int) -> float:
        before = envelope[max(0, rise - _STEEP) : rise]
        level = float(before.mean()) if len(before) else 0.0
        return float(envelope[rise : rise + _STEEP].mean() / (level + faint))

    return max(rises.tolist(), key=steepness) * step_s


def _peak(samples: Floats, attack_s: float) -> float:
    """The amplitude added by the attack to the previous level."""
    rate_hz = MEL.sample_rate_hz
    attack = round(attack_s * rate_hz)
    before = samples[max(0, attack - round(_BEFORE_S * rate_hz)) : attack]
    after = samples[attack : attack + round(_PEAK_S * rate_hz)]
    return math.sqrt(max(_largest(after) ** 2 - _largest(before) ** 2, 0.0))


def _largest(samples: Floats) -> float:
    return float(np.abs(samples).max(initial=0.0))
