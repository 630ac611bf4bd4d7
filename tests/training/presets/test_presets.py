import pytest
from msgspec.structs import asdict

from engine.errors import UsageError
from training.config import GeneratorTraining
from training.presets import GENERATOR_PRESETS, VOCODER_PRESETS, find_preset


def difference(name: str) -> dict[str, object]:
    """The settings in which a preset differs from `paper`."""
    paper = asdict(GENERATOR_PRESETS["paper"].training)
    return {
        key: value
        for key, value in asdict(GENERATOR_PRESETS[name].training).items()
        if value != paper[key]
    }


def test_paper_is_the_published_recipe():
    paper = GENERATOR_PRESETS["paper"].training
    assert isinstance(paper, GeneratorTraining)
    assert (paper.batch, paper.epochs, paper.steps) == (48, 500, 0)
    assert (paper.beta1, paper.beta2, paper.epsilon, paper.weight_decay) == (0.5, 0.999, 1e-8, 0.01)
    assert (paper.learning_rate, paper.flat_epochs, paper.normal_start) == (2e-4, 100, True)
    assert (paper.lambda_m, paper.lambda_a, paper.balance) == (1e4, 1.0, 0.0)
    assert (paper.adversarial_start, paper.mel_discriminator) == (0, True)
    assert (paper.pretrain_steps, paper.event_weight, paper.contrastive_weight) == (0, 0.0, 0.0)
    assert (paper.feature_gain, paper.feature_flip, paper.ema_decay) == (0.0, False, 0.0)
    assert (paper.temporal_input, paper.timbre_input, paper.background_input) == ("own",) * 3


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("icassp", {"lambda_m": 1e5}),
        ("without_mel_discriminator", {"mel_discriminator": False}),
        ("without_alignment_discriminator", {"alignment_discriminator": False}),
    ],
)
def test_an_ablation_differs_from_paper_in_what_its_name_says(name, changed):
    assert difference(name) == changed


@pytest.mark.parametrize("name", ["balanced", "medium", "compact", "quick"])
def test_the_products_presets_depart_from_the_paper_where_it_was_measured_to_help(name):
    training = GENERATOR_PRESETS[name].training
    assert training.pretrain_steps > 0
    assert training.freeze_temporal
    assert 0 < training.steered_share < 1
    assert 0 < training.crop_s < 10
    assert training.balance > 0
    assert training.model.timbre_spectrum


def test_every_preset_says_what_it_is_for():
    for preset in [*GENERATOR_PRESETS.values(), *VOCODER_PRESETS.values()]:
        assert preset.help.endswith(".")


def test_a_preset_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(UsageError, match=r"no preset 'papr' for the generator.*paper, icassp"):
        find_preset("generator", "papr")
    assert find_preset("vocoder", "v2").training.version == "v2"
