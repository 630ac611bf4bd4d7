"""Sounds that the vocoders' tests send through them."""

import numpy as np


def noise(samples, seed=0, level=0.1):
    return np.random.default_rng(seed).normal(0.0, level, samples).astype(np.float32)


def click(samples, at):
    wave = np.zeros(samples, np.float32)
    wave[at] = 0.9
    return wave


def hits(samples, every=5512):
    """Noise bursts that start at once and ring off, as struck things do."""
    place = np.arange(samples)
    return (noise(samples, level=0.3) * np.exp(-(place % every) / 800.0)).astype(np.float32)


def energy_centre(wave):
    energy = np.square(wave, dtype=np.float64)
    return float((np.arange(len(wave)) * energy).sum() / energy.sum())
