import pytest
import torch

from training.generator.transforms import ablate, crop_sounding, draw_shifts, shift_in_time


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_shifts_stay_away_from_alignment():
    shifts = draw_shifts(torch.full((2000,), 860), 860, least=34, source=seeded())
    assert shifts.min() >= 34
    assert shifts.max() <= 860 - 34
    assert len(shifts.unique()) > 500


def test_shifts_of_a_looped_clip_stay_away_from_every_period():
    shifts = draw_shifts(torch.full((2000,), 300), 860, least=34, source=seeded())
    distance = torch.minimum(shifts % 300, 300 - shifts % 300)
    assert distance.min() >= 34


def test_a_period_too_short_to_stay_away_from_is_not_heeded():
    shifts = draw_shifts(torch.full((200,), 60), 860, least=34, source=seeded())
    assert shifts.min() >= 34


def test_a_shift_rolls_each_mel_by_its_own_frames():
    mel = torch.arange(5.0).expand(2, 3, 5)
    shifted = shift_in_time(mel, torch.tensor([0, 2]))
    assert shifted[0, 0].tolist() == [0, 1, 2, 3, 4]
    assert shifted[1, 2].tolist() == [3, 4, 0, 1, 2]


def test_a_crop_prefers_where_it_sounds():
    mel = torch.zeros(1, 4, 860)
    mel[:, :, 400:410] = 1.0
    crops = crop_sounding(mel.expand(300, -1, -1), 86, seeded())
    assert crops.shape == (300, 4, 86)
    sounding = (crops.sum(dim=(1, 2)) > 0).float().mean()
    assert sounding > 0.5


def test_every_mel_of_a_batch_is_cropped_at_its_own_place():
    ramp = torch.arange(100.0).expand(8, 2, 100)
    crops = crop_sounding(ramp, 10, seeded())
    assert torch.equal(crops.diff(dim=2), torch.ones(8, 2, 9))
    assert len(crops[:, 0, 0].unique()) > 1


def test_silence_can_be_cropped():
    assert crop_sounding(torch.zeros(2, 3, 50), 10, seeded()).shape == (2, 3, 10)


@pytest.mark.parametrize("frames", [50, 51, 1000])
def test_a_sound_shorter_than_the_crop_is_taken_whole(frames):
    mel = torch.rand(2, 3, 50)
    assert torch.equal(crop_sounding(mel, frames), mel)


def test_an_ablated_input_is_replaced_by_zeros_or_by_noise_of_the_same_shape():
    own = torch.rand(4, 50, 60)
    assert ablate(own, "own") is own
    assert not ablate(own, "zero").any()
    noise = ablate(own, "noise", seeded())
    assert noise.shape == own.shape
    assert noise.mean().abs() < 0.05
    assert 0.9 < noise.std() < 1.1
