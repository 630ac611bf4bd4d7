import pytest
import torch
from msgspec.structs import replace

from engine.model.generator import Generator
from engine.model.presets import COMPACT, MEDIUM, PAPER, SMALL, GeneratorConfig
from engine.storage.values import DamagedValueError


def test_the_paper_preset_has_the_numbers_of_table_3():
    assert (PAPER.features, PAPER.temporal_layers, PAPER.temporal_kernel) == (2048, 8, 5)
    assert (PAPER.temporal_width, PAPER.temporal_lstm_hidden, PAPER.code_channels) == (512, 256, 8)
    assert (PAPER.sgau_units, PAPER.sgau_input_kernels, PAPER.sgau_width) == (5, (5, 7), 512)
    assert (PAPER.sgau_output_kernel, PAPER.sgau_skip_kernel) == (3, 5)
    assert (PAPER.sgau_group_channels, PAPER.leaky_slope) == (16, 0.2)
    assert (PAPER.temporal_dropout, PAPER.decoder_dropout) == (0.0, 0.2)
    assert (PAPER.timbre_width, PAPER.background_width, PAPER.lstm_layers) == (256, 128, 2)
    assert (PAPER.upsample_kernel, PAPER.upsample_width) == (4, 1024)
    assert (PAPER.decoder_blocks, PAPER.decoder_width, PAPER.decoder_heads) == (4, 512, 2)
    assert (PAPER.decoder_kernel, PAPER.decoder_filter, PAPER.mel_bins) == (9, 512, 80)


def test_the_published_sizes_read_as_the_paper_and_the_products_as_they_learn_best():
    assert PAPER.timbre_pooling == COMPACT.timbre_pooling == "last_state"
    assert not PAPER.feature_ranking
    assert not COMPACT.feature_ranking
    assert not PAPER.reads_maps
    assert not COMPACT.reads_maps
    assert MEDIUM.reads_maps
    assert MEDIUM.timbre_pooling == "attentive_statistics"
    assert MEDIUM.feature_ranking
    assert not PAPER.timbre_spectrum
    assert PAPER.decoder_dilation == COMPACT.decoder_dilation == 1
    assert MEDIUM.timbre_spectrum
    departures = {
        "timbre_pooling": "attentive_statistics",
        "feature_ranking": True,
        "feature_filters": 32,
        "temporal_dropout": 0.1,
        "timbre_spectrum": True,
        "decoder_dilation": 2,
        "aligned_mel": True,
    }
    assert replace(COMPACT, **departures) == SMALL


def test_a_spectrum_is_taken_from_statistics():
    with pytest.raises(ValueError, match="timbre_spectrum"):
        replace(COMPACT, timbre_spectrum=True)


@pytest.mark.parametrize("reading", [{"feature_ranking": True}, {"feature_filters": 4}])
def test_maps_are_read_of_features_that_are_maps(reading):
    with pytest.raises(ValueError, match=f"{next(iter(reading))} is only for 2048 features"):
        replace(COMPACT, features=1024, **reading)


def test_the_compact_preset_is_a_quarter_as_wide_but_for_the_bottleneck():
    widths = [
        "temporal_width",
        "temporal_lstm_hidden",
        "sgau_width",
        "timbre_width",
        "background_width",
        "upsample_width",
        "decoder_width",
        "decoder_filter",
    ]
    scaled = {name: getattr(COMPACT, name) * 4 for name in widths}
    assert replace(COMPACT, **scaled) == PAPER


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"sgau_width": 8192, "sgau_units": 64}, "sgau_width"),
        ({"temporal_width": 8192, "temporal_layers": 64}, "temporal_width"),
        ({"decoder_width": 8192, "decoder_blocks": 64}, "decoder_width"),
        ({"timbre_width": 4096, "lstm_layers": 16}, "timbre_width"),
        ({"upsample_width": 8192, "upsample_kernel": 64, "decoder_width": 2048}, "upsample_width"),
        ({"feature_filters": 1024, "sgau_width": 1024, "sgau_units": 20}, "sgau_width"),
        ({"temporal_layers": 10**9}, "temporal_layers"),
        ({"features": 10**9}, "features"),
        ({"decoder_filter": 2**70}, "decoder_filter"),
    ],
)
def test_a_model_that_no_machine_could_hold_is_refused_by_the_name_of_its_field(asked, named):
    with pytest.raises(DamagedValueError, match=rf"^configuration\.{named}: "):
        GeneratorConfig.from_json({**PAPER.to_json(), **asked})


@pytest.mark.parametrize("config", [PAPER, COMPACT, SMALL, MEDIUM])
def test_the_weights_are_counted_well_enough_to_refuse_too_many(config):
    with torch.device("meta"):
        generator = Generator(config)
    weights = sum(each.numel() for each in generator.parameters())
    assert weights == pytest.approx(sum(config.weights_by_width.values()), rel=0.3)


@pytest.mark.parametrize("config", [PAPER, COMPACT, SMALL, MEDIUM])
def test_a_configuration_survives_a_model_file(config):
    assert GeneratorConfig.from_json(config.to_json()) == config


@pytest.mark.parametrize(
    "choice", ["timbre_pooling", "feature_ranking", "feature_filters", "temporal_dropout"]
)
def test_a_model_file_from_before_there_was_a_choice_has_the_papers(choice):
    values = COMPACT.to_json()
    del values[choice]
    assert GeneratorConfig.from_json(values) == COMPACT


def test_an_unknown_or_missing_number_is_refused():
    values = PAPER.to_json()
    with pytest.raises(ValueError, match="surprise"):
        GeneratorConfig.from_json({**values, "surprise": 1})
    del values["features"]
    with pytest.raises(ValueError, match="features"):
        GeneratorConfig.from_json(values)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("features", 0),
        ("temporal_width", "512"),
        ("temporal_kernel", 4),
        ("upsample_kernel", 5),
        ("decoder_dropout", 1.0),
        ("temporal_dropout", -0.1),
        ("sgau_input_kernels", (5, 0)),
        ("sgau_input_kernels", 5),
        ("sgau_width", 500),
        ("timbre_pooling", "max"),
        ("timbre_pooling", ["last_state"]),
        ("feature_ranking", "yes"),
        ("feature_filters", -1),
        ("feature_filters", 1.5),
        ("decoder_heads", 3),
    ],
)
def test_an_impossible_number_is_refused(name, value):
    with pytest.raises(ValueError, match=name):
        GeneratorConfig.from_json({**PAPER.to_json(), name: value})
