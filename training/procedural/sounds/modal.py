"""Modal synthesis of struck bodies: a sum of damped sinusoids excited by a contact.

A body is a list of modes (frequency, gain, damping). An impact of a given strength excites each
mode by the spectrum of its contact pulse, a half sine that gets shorter as the impact gets harder
(Hertz), so that hard impacts are louder and brighter.

Shapes: N modes, T samples.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from training.procedural.draws import log_uniform

Material = Literal["wood", "metal", "bell", "glass", "membrane", "stone", "plastic"]

# Frequency ratios of the modes of vibrating bodies, from theory.
_FREE_BAR: Final = (1.0, 2.756, 5.404, 8.933, 13.345, 18.638)
_BELL: Final = (0.5, 1.0, 1.183, 1.506, 2.0, 2.514, 2.662, 3.011, 4.166, 5.433, 6.796, 8.215)
_WINE_GLASS: Final = (1.0, 2.32, 4.25, 6.63, 9.38, 12.22)
_MEMBRANE: Final = (1.0, 1.594, 2.136, 2.296, 2.653, 2.918, 3.156, 3.501, 3.6, 3.652, 4.06, 4.154)

_QUIETEST: Final = 1e-3  # a mode 60 dB down has ended
_HIGHEST: Final = 0.47  # of the sample rate: higher modes would alias


@dataclass(frozen=True, slots=True)
class ModalMaterial:
    """Modal parameters of a material.

    Ranges are (low, high), drawn log-uniformly.

    Attributes:
        ratios: frequencies of the pitched modes, relative to the lowest.
        pitch_hz: frequency of the lowest mode.
        ring_s: time in which the lowest mode decays by 60 dB.
        damping: exponent of the growth of a mode's damping with its frequency.
        tilt_db: spectral slope of the modes, decibels per octave above the lowest.
        dense: number of extra modes at random frequencies, as in plates and irregular bodies.
        contact_s: duration of the contact pulse at full strength.
        thud: level of the contact noise, relative to the modes.
        glide: relative pitch rise at the start of a hard impact.
    """

    ratios: tuple[float, ...]
    pitch_hz: tuple[float, float]
    ring_s: tuple[float, float]
    damping: tuple[float, float]
    tilt_db: tuple[float, float]
    dense: int
    contact_s: tuple[float, float]
    thud: tuple[float, float]
    glide: tuple[float, float] = (1e-4, 2e-4)


MATERIALS: Final[dict[Material, ModalMaterial]] = {
    "wood": ModalMaterial(
        _FREE_BAR, (180, 900), (0.10, 0.35), (0.7, 1.1), (-5, -2), 10, (4e-4, 1.2e-3), (0.2, 0.5)
    ),
    "metal": ModalMaterial(
        _FREE_BAR, (300, 1800), (0.6, 3.0), (0.2, 0.6), (-4, -0.5), 22, (1e-4, 3e-4), (0.03, 0.15)
    ),
    "bell": ModalMaterial(
        _BELL, (220, 1400), (1.2, 3.5), (0.4, 0.8), (-4, -1), 4, (1e-4, 3e-4), (0.02, 0.08)
    ),
    "glass": ModalMaterial(
        _WINE_GLASS,
        (700, 2600),
        (0.4, 1.6),
        (0.3, 0.7),
        (-4, -1),
        8,
        (0.8e-4, 2e-4),
        (0.02, 0.12),
    ),
    "membrane": ModalMaterial(
        _MEMBRANE,
        (60, 280),
        (0.25, 0.9),
        (0.5, 0.9),
        (-4, -2),
        6,
        (1e-3, 4e-3),
        (0.15, 0.6),
        (0.02, 0.12),
    ),
    "stone": ModalMaterial(
        _FREE_BAR, (350, 1600), (0.04, 0.15), (0.3, 0.8), (-3, 0), 26, (2e-4, 6e-4), (0.2, 0.7)
    ),
    "plastic": ModalMaterial(
        _FREE_BAR, (220, 1200), (0.03, 0.14), (0.7, 1.2), (-6, -3), 12, (5e-4, 2e-3), (0.2, 0.6)
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class ModalBody:
    """A struck body.

    Attributes:
        frequency_hz: (N,) of the modes.
        gain: (N,) excitation of each mode at the usual striking point.
        contact_s: duration of the contact at full strength.
        thud: level of the contact noise.
        thud_hz: cutoff frequency of the contact noise at full strength.
        basis: (2 N, T) the ringing modes, sines then cosines, computed once for all impacts.
        rate_hz: sample rate.
    """

    frequency_hz: NDArray[np.float64]
    gain: NDArray[np.float64]
    contact_s: float
    thud: float
    thud_hz: float
    basis: NDArray[np.float32]
    rate_hz: int

    def hit(self, strength: float, rng: np.random.Generator) -> NDArray[np.float32]:
        """The sound of one impact.

        Args:
            strength: 0 to 1; controls level and brightness.
            rng: varies the striking point slightly from impact to impact.

        Returns:
            (T,) starting at the first contact, with a peak of `strength`.
        """
        contact_s = self.contact_s * max(strength, 0.05) ** -0.4
        excited = self.gain * _half_sine_spectrum(self.frequency_hz * contact_s)
        excited = excited * rng.normal(1.0, 0.18, excited.shape)
        phase = rng.uniform(-0.4, 0.4, excited.shape)
        weights = np.concatenate([excited * np.cos(phase), excited * np.sin(phase)])
        wave = weights.astype(np.float32) @ self.basis  # (2 N,) @ (2 N, T) -> (T,)
        wave = self._with_contact_noise(wave, contact_s, strength, rng)
        # The pulse takes time to build up: a soft mallet gives a soft attack.
        rise = max(int(contact_s * 0.5 * self.rate_hz), 1)
        wave[:rise] *= np.sin(np.linspace(0, np.pi / 2, rise, endpoint=False), dtype=np.float32)
        loudest = max(float(np.max(np.abs(wave))), 1e-9)
        return wave * np.float32(strength / loudest)

    def _with_contact_noise(
        self,
        wave: NDArray[np.float32],
        contact_s: float,
        strength: float,
        rng: np.random.Generator,
    ) -> NDArray[np.float32]:
        length = min(int(max(contact_s * 8, 0.012) * self.rate_hz), wave.size)
        noise = rng.normal(0.0, 1.0, length)
        low = np.exp(-2 * np.pi * self.thud_hz * (0.3 + 0.7 * strength) / self.rate_hz)
        for _ in range(2):  # two poles, because contact noise has no hiss
            noise = _one_pole(noise, float(low))
        noise *= np.exp(-np.arange(length) / (0.2 * length))
        peak = float(np.max(np.abs(noise))) or 1.0
        level = self.thud * (0.3 + 0.7 * strength) * float(np.max(np.abs(wave)))
        wave[:length] += (noise * (level / peak)).astype(np.float32)
        return wave


def _one_pole(signal: NDArray[np.float64], pole: float) -> NDArray[np.float64]:
    from scipy.signal import lfilter  # scipy.signal takes a second to load

    filtered: NDArray[np.float64] = np.asarray(lfilter([1.0 - pole], [1.0, -pole], signal))
    return filtered


def _half_sine_spectrum(cycles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Magnitude spectrum of a half-sine pulse at frequencies in cycles per pulse, 1 at 0."""
    gap = 1.0 - 4.0 * cycles**2
    # At half a cycle the formula is 0/0 with the limit pi/4.
    safe = np.where(np.abs(gap) < 1e-6, 1.0, gap)
    return np.where(np.abs(gap) < 1e-6, np.pi / 4, np.abs(np.cos(np.pi * cycles) / safe))


def make_body(
    material: Material, rng: np.random.Generator, rate_hz: int, *, longest_s: float = 2.5
) -> ModalBody:
    """Draw a body of a material.

    Args:
        material: a key of `MATERIALS`.
        rng: draws size, damping and colour.
        rate_hz: sample rate of its sound.
        longest_s: maximum length of a sound, which is faded out.
    """
    modal = MATERIALS[material]
    pitch_hz = log_uniform(rng, *modal.pitch_hz)
    ratios = np.array(modal.ratios) * rng.normal(1.0, 0.012, len(modal.ratios))
    spread = np.exp(rng.uniform(0.0, np.log(modal.ratios[-1] * 1.6), modal.dense))
    tilt_db = rng.uniform(*modal.tilt_db)
    ratios = np.concatenate([ratios, spread])
    level_db = tilt_db * np.log2(np.maximum(ratios, 0.5)) + rng.normal(0, 3, ratios.size)
    level_db[len(modal.ratios) :] -= 7  # the extra modes only colour the sound
    if material in ("bell", "glass"):  # never perfectly round: each mode is a beating pair
        twin = 1 + rng.uniform(0.0005, 0.003, ratios.size)
        ratios = np.concatenate([ratios, ratios * twin])
        level_db = np.concatenate([level_db - 3, level_db - 6])
    frequency_hz = pitch_hz * ratios
    kept = frequency_hz < _HIGHEST * rate_hz
    frequency_hz, level_db, ratios = frequency_hz[kept], level_db[kept], ratios[kept]
    ring_s = log_uniform(rng, *modal.ring_s) * ratios ** -rng.uniform(*modal.damping)
    decay_per_s = np.log(1 / _QUIETEST) / np.maximum(ring_s, 0.01)
    return ModalBody(
        frequency_hz=frequency_hz,
        gain=10 ** (level_db / 20),
        contact_s=log_uniform(rng, *modal.contact_s),
        thud=log_uniform(rng, *modal.thud),
        thud_hz=float(rng.uniform(1500, 6000)),
        basis=_ringing_modes(
            frequency_hz, decay_per_s, log_uniform(rng, *modal.glide), rate_hz, longest_s
        ),
        rate_hz=rate_hz,
    )


def _ringing_modes(
    frequency_hz: NDArray[np.float64],
    decay_per_s: NDArray[np.float64],
    glide: float,
    rate_hz: int,
    longest_s: float,
) -> NDArray[np.float32]:
    """The `ModalBody.basis` (2 N, T) of modes (N,), with amplitudes of exp(-decay_per_s x time).

    The glide is the relative rise of the pitch at the start of an impact.
    """
    length_s = min(longest_s, float(np.log(1 / _QUIETEST) / decay_per_s.min()))
    time_s = np.arange(int(length_s * rate_hz)) / rate_hz
    # A struck membrane is tighter, so higher, for the first 40 ms; the phase integrates that.
    bent_s = time_s + glide * 0.04 * (1 - np.exp(-time_s / 0.04))
    phase = 2 * np.pi * frequency_hz[:, None] * bent_s  # (N, T)
    envelope = np.exp(-decay_per_s[:, None] * time_s)
    fade = np.clip((length_s - time_s) / 0.02, 0, 1)
    basis = np.concatenate([np.sin(phase), np.cos(phase)]) * np.tile(envelope * fade, (2, 1))
    return basis.astype(np.float32)
