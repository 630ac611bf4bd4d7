import numpy as np
import pytest

from training.procedural.compression import VideoCodec, as_jpeg, as_video


@pytest.fixture
def noisy() -> list[np.ndarray]:
    """Sixty pictures of one still thing, of an odd size, with the noise of a sensor."""
    rng = np.random.default_rng(0)
    still = np.tile(np.linspace(40, 200, 47)[:, None, None], (1, 63, 3))
    return [(still + rng.normal(0, 3, still.shape)).astype(np.uint8) for _ in range(60)]


def changes(pictures) -> np.ndarray:
    """Mean change from each picture to the next, (N - 1,)."""
    return np.abs(np.diff(np.asarray(pictures, np.float64), axis=0)).mean(axis=(1, 2, 3))


def test_what_stands_still_loses_its_noise_but_at_keyframes(noisy) -> None:
    assert changes(noisy).min() > 2
    often, seldom = (changes(as_video(noisy, VideoCodec(28, frames))) for frames in (10, 300))
    assert len(often) == len(noisy) - 1
    assert np.median(often) < 0.3
    assert often[30:].max() > 0.7
    assert seldom[30:].max() < 0.3


def test_a_coarser_video_is_further_from_what_was_filmed(noisy) -> None:
    fine, coarse = (as_video(noisy, VideoCodec(quality, 30)) for quality in (12, 40))
    lost = [np.abs(np.subtract(shown, noisy, dtype=float)).mean() for shown in (fine, coarse)]
    assert lost[0] < lost[1] < 10


def test_the_same_pictures_always_give_the_same_video() -> None:
    rows, columns = np.mgrid[0:48, 0:64]
    pictures = [
        np.repeat(((columns + 3 * number) % 40 * 4 + rows)[..., None], 3, 2).astype(np.uint8)
        for number in range(150)
    ]
    first, *others = (as_video(pictures, VideoCodec(24, 98)) for _ in range(8))
    for other in others:
        np.testing.assert_array_equal(first, other)


def test_a_jpeg_of_low_quality_is_further_from_the_picture(noisy) -> None:
    fine, coarse = (as_jpeg(noisy[0], quality) for quality in (95, 10))
    assert fine.shape == coarse.shape == noisy[0].shape
    lost = [
        np.abs(fine.astype(int) - noisy[0]).mean(),
        np.abs(coarse.astype(int) - noisy[0]).mean(),
    ]
    assert lost[0] < lost[1] < 10
