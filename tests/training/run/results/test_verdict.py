"""One plain verdict on a finished run."""

import pytest
from msgspec.structs import replace

from tests.training import tiny
from training.baseline_config import BaselineTraining
from training.config import VocoderTraining
from training.run.results.verdict import TEXTS, finds_events, has_begun, sound_has_begun, verdict_on

TRAINING = tiny.TRAINING
ALIGNED = replace(TRAINING, model=replace(TRAINING.model, aligned_mel=True))


@pytest.mark.parametrize(
    ("f1", "null", "sentence", "good"),
    [
        (0.82, 0.31, "Follows the picture: F1 0.82, by chance 0.31.", True),
        (0.26, 0.11, "Follows the picture a little: F1 0.26, by chance 0.11.", False),
        (0.35, 0.28, "Follows the picture a little: F1 0.35, by chance 0.28.", False),
        (0.0, 0.24, "Does not follow the picture yet: F1 0.00, by chance 0.24.", False),
        (0.26, 0.24, "Does not follow the picture yet: F1 0.26, by chance 0.24.", False),
    ],
)
def test_a_model_follows_the_picture_as_far_as_it_is_above_chance(f1, null, sentence, good):
    verdict = verdict_on(TRAINING, {"mel": 0.1, "onset_f1": f1, "onset_null": null})
    assert (verdict.sentence, verdict.is_good) == (sentence, good)


def test_a_model_whose_dubs_are_given_the_events_is_judged_by_those_that_it_reads():
    given = {"onset_f1": 0.82, "onset_null": 0.24}
    read = verdict_on(ALIGNED, {**given, "event_f1": 0.0, "event_null": 0.1})
    assert read.sentence == "Does not follow the picture yet: F1 0.00, by chance 0.10."
    unread = verdict_on(ALIGNED, given)
    assert unread.sentence == "Follows the events that it is given: onset F1 0.82, by chance 0.24."
    decoded = verdict_on(TRAINING, {**given, "event_f1": 0.0, "event_null": 0.1})
    assert decoded.sentence == "Follows the picture: F1 0.82, by chance 0.24."


@pytest.mark.parametrize(
    ("f1", "sentence"),
    [
        (0.9, "Follows the events that it is given: onset F1 0.90, by chance 0.30."),
        (0.3, "Does not follow its events yet: onset F1 0.30, by chance 0.30."),
    ],
)
def test_a_decoder_alone_is_judged_by_the_events_that_it_is_given(f1, sentence):
    decoder = replace(
        TRAINING,
        start_from="a.safetensors",
        freeze_temporal=True,
        steered_share=1.0,
        pretrain_steps=0,
        lambda_a=0.0,
    )
    assert verdict_on(decoder, {"onset_f1": f1, "onset_null": 0.3}).sentence == sentence


@pytest.mark.parametrize(
    ("error", "sentence", "good"),
    [
        (0.39, "Keeps the sound: log-mel error 0.39, good up to 0.50.", True),
        (1.44, "Does not keep the sound yet: log-mel error 1.44, good up to 0.50.", False),
    ],
)
def test_a_vocoder_is_judged_by_its_network_alone(error, sentence, good):
    verdict = verdict_on(VocoderTraining(), {"log_mel_l1": 0.1, "network_log_mel_l1": error})
    assert (verdict.sentence, verdict.is_good) == (sentence, good)
    assert verdict.text in TEXTS
    assert verdict_on(VocoderTraining(), {"log_mel_l1": 0.1}) is None  # of an older version


def test_a_single_clip_is_too_little_to_judge_by():
    verdict = verdict_on(TRAINING, {"mel": 0.008})
    assert verdict.sentence == "Too little to judge: only one clip was measured."
    assert not verdict.is_good
    assert verdict.text in TEXTS


def test_without_a_null_there_is_no_verdict():
    assert verdict_on(TRAINING, {}) is None
    assert verdict_on(TRAINING, {"mel": 0.1, "onset_f1": 0.5}) is None
    assert verdict_on(TRAINING, {"log_mel_l1": 0.1}) is None


def test_every_text_that_the_window_translates_is_listed():
    for measured in ((0.9, 0.1), (0.2, 0.14), (0.0, 0.2)):
        verdict = verdict_on(TRAINING, dict(zip(("onset_f1", "onset_null"), measured, strict=True)))
        assert verdict.text in TEXTS


@pytest.mark.parametrize(
    ("changes", "step", "begun"),
    [
        ({}, 4, False),  # the last step that trains events alone
        ({}, 5, True),
        ({"start_from": "a.safetensors", "start_parts": "encoders"}, 4, False),
        ({"start_from": "a.safetensors", "start_parts": "everything"}, 4, True),
    ],
)
def test_sounds_are_trained_after_the_events_or_loaded(changes, step, begun):
    assert sound_has_begun(replace(TRAINING, **changes), step) is begun


def test_a_vocoder_trains_nothing_but_sound():
    assert sound_has_begun(VocoderTraining(), 0)
    assert not finds_events(VocoderTraining())


@pytest.mark.parametrize("training", [TRAINING, VocoderTraining(), BaselineTraining()])
def test_a_model_is_trained_from_its_first_step_on_or_from_the_model_it_starts_from(training):
    assert [has_begun(training, step) for step in (0, 1)] == [False, True]
    if not isinstance(training, BaselineTraining):
        assert has_begun(replace(training, start_from="a.safetensors"), 0)


def test_events_are_found_by_models_that_were_taught_any():
    assert finds_events(TRAINING)
    without = replace(TRAINING, pretrain_steps=0, event_weight=0.0)
    assert not finds_events(without)
    assert finds_events(replace(without, start_from="a.safetensors"))
