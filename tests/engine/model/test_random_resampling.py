from itertools import pairwise

import pytest
import torch

from engine.model.random_resampling import RandomResampling, draw
from tests.engine.model.small import source

FRAMES = 860


def ramp(batch=1, channels=1, frames=FRAMES):
    """A sequence whose value is its own frame, from 1, so that 0 is padding only."""
    return torch.arange(1.0, frames + 1).expand(batch, channels, frames)


def runs_of(resampled):
    """The stretched segments in the order of the output, and each one's frames."""
    values = resampled[resampled > 0]
    breaks = ((values.diff() < 0) | (values.diff() > 2.001)).nonzero().flatten() + 1
    return torch.tensor_split(values, breaks)


def test_in_evaluation_nothing_changes():
    x = ramp()
    assert RandomResampling().eval()(x) is x


def test_in_training_the_order_of_time_is_lost():
    resampled = RandomResampling().train()(ramp(), source())[0, 0]
    values = resampled[resampled > 0]
    ranks = torch.stack([torch.arange(len(values)), values.argsort().argsort()]).float()
    assert abs(torch.corrcoef(ranks)[0, 1]) < 0.5


def test_a_source_leaves_it_on_in_evaluation():
    module = RandomResampling().eval()
    assert not torch.equal(module(ramp(), source(1)), ramp())


def test_the_same_source_draws_the_same():
    module = RandomResampling().train()
    x = ramp(batch=3)
    assert torch.equal(module(x, source(5)), module(x, source(5)))
    assert not torch.equal(module(x, source(5)), module(x, source(6)))


def test_the_items_of_a_batch_are_drawn_apart_and_the_channels_together():
    resampled = RandomResampling().train()(ramp(batch=2, channels=3), source())
    assert torch.equal(resampled[:, 0], resampled[:, 2])
    assert not torch.equal(resampled[0], resampled[1])


def test_segments_have_19_to_31_frames_stretched_by_a_half_to_three_halves():
    starts, steps, spans = [], [], []
    for seed in range(20):
        runs = runs_of(RandomResampling()(ramp(), source(seed))[0, 0])
        # Not the last, which may have been cut, nor two that follow each other as if they were one.
        # One that reaches the end of the sequence was cut there.
        whole = [
            run
            for run in runs[:-1]
            if len(run) > 2 and run.diff().std() < 0.01 and run[-1] < FRAMES - 4
        ]
        starts += [run[0].item() for run in whole]
        steps += [run.diff().mean().item() for run in whole]
        spans += [(run[-1] - run[0]).item() for run in whole]
    assert all(start == int(start) for start in starts)  # a segment begins on a frame
    assert 2 / 3 - 1e-3 <= min(steps) < 0.68
    assert 1.95 < max(steps) <= 2 + 1e-3
    assert 29 < max(spans) < 30  # 31 frames span 30, the last of which is not reached
    assert 16 < min(spans) < 18  # of 19 frames, whose last sample is up to 2 frames before


def test_the_segments_do_not_overlap_and_cover_the_sequence():
    runs = runs_of(RandomResampling()(ramp(), source(3))[0, 0])
    in_order = sorted(runs, key=lambda run: run[0].item())
    gaps = [(b[0] - a[-1]).item() for a, b in pairwise(in_order)]
    assert min(gaps) > 0
    assert sum(len(run) for run in runs) > 0.75 * FRAMES


def test_what_is_missing_at_the_end_is_zero_and_what_is_too_much_is_cut():
    endings = set()
    for seed in range(20):
        resampled = RandomResampling()(ramp(), source(seed))
        assert resampled.shape == (1, 1, FRAMES)
        filled = resampled[0, 0] > 0
        assert not filled.int().diff().gt(0).any()  # once ended, it stays so
        endings.add(bool(filled[-1]))
    assert endings == {True, False}


def test_values_between_frames_are_interpolated():
    x = torch.tensor([0.0, 1.0]).repeat(FRAMES // 2).expand(1, 1, FRAMES)
    resampled = RandomResampling()(x, source())
    assert ((resampled > 0.2) & (resampled < 0.8)).float().mean() > 0.3


@pytest.mark.parametrize("frames", [1, 2, 18, 19, 31, 32, 200, 3000])
def test_any_length_stays_within_the_sequence(frames):
    for seed in range(10):
        drawn = draw(4, frames, source(seed))
        assert drawn.positions.shape == (4, frames)
        assert 0 <= drawn.positions.min() <= drawn.positions.max() <= frames - 1
        assert RandomResampling()(ramp(2, 1, frames), source(seed)).shape == (2, 1, frames)


def test_gradients_reach_the_input():
    x = ramp().clone().requires_grad_()
    RandomResampling().train()(x, source()).sum().backward()
    assert x.grad.abs().sum() > 0
