"""The generator's task, with the smallest model there is."""

from collections import Counter

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from engine.errors import CancelledError, InputError, UsageError
from engine.model_files.checkpoint import load_generator, save_model
from engine.progress import JobContext
from tests.training.synthetic import write_dataset
from tests.training.tiny import MODEL, config
from training.data.clip_batches import ClipBatch
from training.data.dataset import Dataset
from training.generator.measurement import Measured, measure_generator
from training.generator.trainer import GeneratorTask
from training.task import StepReport

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Dataset:
    folder = tmp_path_factory.mktemp("data") / "set"
    return Dataset(write_dataset(folder, 12, labels=("knock",), arrays=("features", "mel")))


def task(dataset: Dataset, **changes: object) -> GeneratorTask:
    return GeneratorTask(config(dataset.folder, **changes), dataset, CPU)


def steps(made: GeneratorTask, first: int, last: int) -> list[StepReport]:
    try:
        return [made.step(step) for step in range(first, last)]
    finally:
        made.close()


def test_the_stages_follow_each_other_each_with_its_own_schedule(dataset):
    made = task(dataset, pretrain_steps=2, steps=10, adversarial_start=1)
    assert made.steps == 12
    reports = steps(made, 0, 4)
    assert [report.stage for report in reports] == ["events", "events", *["adversarial"] * 2]
    assert [report.learning_rate for report in reports] == pytest.approx(
        [1e-3, 1e-3 * (1 - 5 / 9), 2e-4, 2e-4 * (1 - 1 / 9)]
    )
    assert reports[2].gradient_ratio is None
    assert reports[3].gradient_ratio > 0


def test_a_frozen_encoder_is_left_as_the_first_stage_averaged_it(dataset):
    made = task(dataset, pretrain_steps=3, freeze_temporal=True, steered_share=0.5)
    for step in range(3):
        made.step(step)
    averaged = {
        name.removeprefix("module.generator."): weight.clone()
        for name, weight in made.state()["average"].items()
    }
    steps(made, 3, 6)
    for name, weight in made.state()["networks"].items():
        if name.startswith("generator.temporal_encoder"):
            assert torch.equal(weight, averaged[name.removeprefix("generator.")]), name
    assert made.state()["calibration"]


def test_a_run_can_begin_with_the_temporal_encoder_of_another(dataset, tmp_path):
    first = task(dataset)
    first.write_model(tmp_path / "first.safetensors", 0, 0.0, JobContext())
    begun = {"start_from": str(tmp_path / "first.safetensors"), "pretrain_steps": 0}
    second = task(dataset, freeze_temporal=True, steered_share=0.5, **begun)
    steps(second, 0, 2)
    taken = load_generator(tmp_path / "first.safetensors").generator.temporal_encoder
    for name, weight in taken.state_dict().items():
        own = second.state()["networks"][f"generator.temporal_encoder.{name}"]
        assert torch.equal(own, weight), name
    assert second.state()["calibration"]
    second.write_model(tmp_path / "second.safetensors", 2, 0.0, JobContext())
    old, new = (
        load_generator(tmp_path / f"{name}.safetensors").calibration.arrays()
        for name in ("first", "second")
    )
    assert all(np.array_equal(new[name], old[name]) for name in old)
    with pytest.raises(UsageError, match=r"first\.safetensors is of another size"):
        task(dataset, model=replace(MODEL, temporal_width=8), **begun)


def test_a_run_can_begin_with_everything_of_another(dataset, tmp_path):
    first = task(dataset)
    steps(first, 0, 1)
    first.write_model(tmp_path / "first.safetensors", 1, 0.0, JobContext())
    begun = {"start_from": str(tmp_path / "first.safetensors"), "start_parts": "everything"}
    second = task(dataset, **begun)
    given = load_generator(tmp_path / "first.safetensors").generator.state_dict()
    for name, weight in second.state()["networks"].items():
        if name.startswith("generator."):
            assert torch.equal(weight, given[name.removeprefix("generator.")]), name
    with pytest.raises(UsageError, match=r"first\.safetensors is of another size.*\(model\)"):
        task(dataset, model=replace(MODEL, decoder_filter=8), **begun)


def test_a_run_can_begin_with_the_encoders_of_another(dataset, tmp_path):
    first = task(dataset)
    first.write_model(tmp_path / "first.safetensors", 0, 0.0, JobContext())
    begun = {"start_from": str(tmp_path / "first.safetensors"), "start_parts": "encoders"}
    second = task(dataset, model=replace(MODEL, decoder_filter=8), freeze_sounds=True, **begun)
    steps(second, 4, 6)
    weights = second.state()["networks"]
    given = load_generator(tmp_path / "first.safetensors").generator
    for part in ("acoustic_encoder", "background_encoder"):
        for name, weight in given.get_submodule(part).state_dict().items():
            assert torch.equal(weights[f"generator.{part}.{name}"], weight), name


SOUNDS = ("mel", "foreground", "reference", "aligned")
ALIGNED = replace(MODEL, aligned_mel=True)


@pytest.mark.slow
def test_a_decoder_is_trained_on_sounds_alone_by_the_events_of_its_model(dataset, tmp_path):
    first = task(dataset)
    first.write_model(tmp_path / "first.safetensors", 0, 0.0, JobContext())
    sounds = Dataset(write_dataset(tmp_path / "sounds", 12, arrays=SOUNDS))
    begun = {
        "model": ALIGNED,
        "start_from": str(tmp_path / "first.safetensors"),
        "start_parts": "encoders",
        "pretrain_steps": 0,
        "freeze_temporal": True,
        "steered_share": 1.0,
        "lambda_a": 0.0,
        "event_weight": 0.0,
        "dub_share": 0.5,
    }
    second = task(sounds, **begun)
    before = second.validate(1, JobContext()).losses["mel"]
    steps(second, 0, 4)
    second.sample(4, tmp_path, JobContext())
    measured = second.finish(tmp_path / "second.safetensors", 0.0, JobContext())
    assert measured["mel"] > 0
    assert second.validate(4, JobContext()).losses["mel"] != before
    old, new = (load_generator(tmp_path / f"{n}.safetensors") for n in ("first", "second"))
    assert new.header.feature_backend == old.header.feature_backend == "motion"
    for name, array in old.calibration.arrays().items():
        assert np.array_equal(new.calibration.arrays()[name], array), name
    with pytest.raises(InputError, match="needs: features"):
        task(sounds, **{**begun, "steered_share": 0.5})
    with pytest.raises(InputError, match="needs: aligned"):
        task(dataset, **begun)


def test_without_pictures_a_model_must_know_how_events_are_written(tmp_path):
    made = Dataset(write_dataset(tmp_path / "set", 4, arrays=("features", *SOUNDS)))
    first = task(made)
    first.write_model(tmp_path / "first.safetensors", 0, 0.0, JobContext())
    stored = load_generator(tmp_path / "first.safetensors")
    path = tmp_path / "bare.safetensors"
    save_model(path, stored.header, stored.generator.state_dict())
    with pytest.raises(UsageError, match="no event calibration"):
        task(
            made,
            start_from=str(path),
            pretrain_steps=0,
            freeze_temporal=True,
            steered_share=1.0,
            lambda_a=0.0,
            event_weight=0.0,
        )


def test_only_a_model_that_was_taught_events_tells_them(dataset, tmp_path):
    for name, steps_of_events in (("taught", 1), ("as published", 0)):
        made = task(dataset, pretrain_steps=steps_of_events, event_weight=0)
        made.write_model(tmp_path / f"{name}.safetensors", 0, 0.0, JobContext())
        calibration = load_generator(tmp_path / f"{name}.safetensors").calibration
        assert (calibration.reading is not None) == (steps_of_events > 0)


@pytest.mark.parametrize("reading", [{"feature_ranking": True}, {"feature_filters": 2}])
def test_only_features_that_are_maps_are_read_as_maps(tmp_path, reading):
    reader = replace(MODEL, **reading)
    maps = Dataset(write_dataset(tmp_path / "maps", 2, arrays=("features", "mel")))
    assert len(steps(task(maps, model=reader), 0, 1)) == 1
    others = Dataset(write_dataset(tmp_path / "others", 2, arrays=("features", "mel")))
    others.contents = replace(others.contents, feature_backend="bninception")
    with pytest.raises(UsageError, match="bninception"):
        task(others, model=reader)


def test_looking_does_not_change_the_course(dataset, tmp_path):
    plain = steps(task(dataset, temporal_input="noise"), 0, 6)
    made = task(dataset, temporal_input="noise")
    first = [made.step(step) for step in range(5)]
    validation = made.validate(5, JobContext())
    assert validation == made.validate(5, JobContext())
    made.sample(5, tmp_path, JobContext())
    made.write_model(tmp_path / "m.safetensors", 5, 0.1, JobContext())
    assert first + steps(made, 5, 6) == plain
    assert {path.name for path in tmp_path.iterdir()} == {
        "0_mel.png",
        "0_truth.wav",
        "0_generated.wav",
        "0_about.json",
        "0_frames.png",
        "m.safetensors",
    }


def test_a_stage_is_validated_by_what_it_trains(dataset):
    made = task(dataset)
    made.close()
    events, adversarial = made.validate(4, JobContext()), made.validate(5, JobContext())
    assert (events.stage, set(events.losses)) == ("events", {"event"})
    assert (adversarial.stage, set(adversarial.losses)) == ("adversarial", {"mel", "event"})
    assert adversarial.score == adversarial.losses["mel"]


def test_a_validation_can_be_interrupted(dataset):
    made = task(dataset)
    made.close()
    with pytest.raises(CancelledError):
        made.validate(5, JobContext(cancelled=lambda: True))


def test_a_set_without_a_validation_split_has_no_validation(tmp_path):
    dataset = Dataset(
        write_dataset(tmp_path / "set", 1, labels=("knock",), arrays=("features", "mel"))
    )
    made = task(dataset)
    assert made.validate(5, JobContext()) is None
    assert made.batch == 1
    assert len(steps(made, 0, 1)) == 1


def test_the_averaged_weights_are_those_of_the_model_file(dataset, tmp_path):
    made = task(dataset, ema_decay=0.9)
    steps(made, 0, 6)
    made.write_model(tmp_path / "m.safetensors", 6, 0.1, JobContext())
    stored = load_generator(tmp_path / "m.safetensors").generator.state_dict()
    state = made.state()
    for name, weight in stored.items():
        assert torch.equal(weight, state["average"][f"module.generator.{name}"]), name
    raw = state["networks"]
    assert not all(torch.equal(stored[name], raw[f"generator.{name}"]) for name in stored)


def test_the_model_file_says_where_it_comes_from(dataset, tmp_path):
    made = task(dataset)
    steps(made, 0, 1)
    made.write_model(tmp_path / "m.safetensors", 1, 0.25, JobContext())
    header = load_generator(tmp_path / "m.safetensors").header
    assert (header.feature_backend, header.feature_version) == ("motion", 1)
    about = header.provenance
    assert about["data"] == "made"
    assert (about["steps"], about["hours"], about["samples"]) == (1, 0.25, 10)
    assert about["classes"] == ["knock"]
    assert about["sound_trained"] is False  # four steps train events alone
    made.write_model(tmp_path / "later.safetensors", 5, 0.25, JobContext())
    assert "sound_trained" not in load_generator(tmp_path / "later.safetensors").header.provenance


def test_the_finished_model_carries_its_measurements_and_calibration(dataset, tmp_path):
    made = task(dataset)
    steps(made, 0, 1)
    context = JobContext()
    measured = made.finish(tmp_path / "m.safetensors", 0.1, context)
    stored = load_generator(tmp_path / "m.safetensors")
    assert stored.header.provenance["measurements"] == measured
    measured_on = stored.header.provenance["measured_on"]
    assert measured_on["split"] == "test"
    tested = Counter(dataset.samples[number].label for number in dataset.select("test"))
    assert {k: each["clips"] for k, each in measured_on["classes"].items()} == tested
    assert stored.calibration is not None
    assert set(context.timings_s) == {"calibration", "measurements", "model"}


@pytest.mark.slow
def test_what_a_model_reads_in_pictures_is_measured_beside_its_dubs(tmp_path):
    folder = write_dataset(tmp_path / "set", 20, labels=("knock",), arrays=("features", "mel"))
    made = task(Dataset(folder))
    steps(made, 0, 1)
    measured = made.finish(tmp_path / "m.safetensors", 0.1, JobContext())
    assert {"onset_f1", "onset_null", "event_f1", "event_null"} <= measured.keys()


def test_a_data_set_without_features_is_refused(tmp_path):
    dataset = Dataset(write_dataset(tmp_path / "set", 2, arrays=("mel",)))
    with pytest.raises(InputError, match="needs: features"):
        task(dataset)


# measurements


class PerfectGenerator:
    """Puts the reference's spectrum wherever the code says so."""

    aligned = False

    def timbre(self, reference):
        return reference.amax(dim=2, keepdim=True)  # (1, 80, 1)

    def background(self, mel):
        return mel

    def decode(self, code, timbre, background, aligned):
        return timbre * code.repeat_interleave(4, dim=2)  # (1, 1, 860)


class Copier(PerfectGenerator):
    """Makes what is laid under the events."""

    aligned = True

    def decode(self, code, timbre, background, aligned):
        return aligned


def measured_dubs(generator, count: int, context: JobContext | None = None) -> dict[str, float]:
    return measured_with(generator, count, context).values


def measured_with(generator, count: int, context: JobContext | None = None, labels=()) -> Measured:
    made = clips(count)
    codes = made.features[:, :1]
    training = config(".").training
    return measure_generator(
        generator, made, codes, training, band_vocoder, context or JobContext(), labels
    )


def band_vocoder(mel: np.ndarray) -> np.ndarray:
    """A tone for each band, as loud as the band says: fast, and it keeps time and timbre."""
    levels = np.where(mel > 0.01, 10.0 ** (5 * mel - 4), 0.0)  # (80, 860)
    times = np.arange(860 * 256) / 22050
    wave = np.zeros(860 * 256)
    for band in np.flatnonzero(levels.any(axis=1)):
        wave += np.repeat(levels[band], 256) * np.sin(2 * np.pi * (200 + 85 * band) * times)
    return (0.01 * wave).astype(np.float32)


def clips(count: int) -> ClipBatch:
    """Clips whose own sounds are two bands of their own, at moments of their own."""
    features, mel = torch.zeros(count, 2048, 215), torch.zeros(count, 80, 860)
    for clip in range(count):
        for start in (20 + 9 * clip, 110 + 7 * clip):
            features[clip, 0, start : start + 6] = 1.0
            for band in (5 + 7 * clip, 30 + 5 * clip):
                mel[clip, band, 4 * start : 4 * start + 24] = 0.8
    return ClipBatch(
        features,
        mel,
        mel,
        mel,
        mel,
        torch.zeros(count, 215),
        torch.zeros(count, 0, 2),
        torch.full((count,), 860),
    )


def test_each_class_has_figures_of_its_own_clips():
    first = {int(code[0].argmax()) for code in clips(3).features[:, :1]}

    class Half(PerfectGenerator):
        """Silent but for the first three clips."""

        def decode(self, code, timbre, background, aligned):
            made = super().decode(code, timbre, background, aligned)
            return made * float(int(code[0, 0].argmax()) in first)

    measured = measured_with(Half(), 5, labels=["dog", "dog", "dog", "drum", "drum"])
    assert {label: each.clips for label, each in measured.classes.items()} == {"dog": 3, "drum": 2}
    assert measured.classes["dog"].mel == pytest.approx(0.0, abs=1e-6)
    assert measured.classes["drum"].mel > 0.001
    assert measured.classes["dog"].onset_f1 == 1.0
    assert measured.classes["drum"].onset_f1 == 0.0
    one = measured_with(PerfectGenerator(), 1, labels=["dog"]).classes["dog"].to_json()
    assert set(one) == {"clips", "mel"}


def test_a_perfect_dub_measures_perfectly():
    seen = []
    context = JobContext(report=lambda progress: seen.append(progress.fraction))
    measured = measured_dubs(PerfectGenerator(), 5, context)
    assert measured["mel"] == pytest.approx(0.0, abs=1e-6)
    assert measured["onset_f1"] == 1.0
    assert measured["onset_null"] < 0.5
    assert measured["identification"] == 1.0
    assert measured["centred_margin"] > 0.5
    assert seen == sorted(seen)


def test_a_generator_that_hears_no_reference_cannot_be_told_apart():
    class Deaf(PerfectGenerator):
        def timbre(self, reference):
            heard = torch.zeros_like(reference)
            heard[:, 40] = 0.8
            return super().timbre(heard)

    measured = measured_dubs(Deaf(), 5)
    assert measured["identification"] < 0.5
    assert measured["onset_f1"] == 1.0


def test_one_clip_has_only_a_mel_loss():
    assert set(measured_dubs(PerfectGenerator(), 1)) == {"mel"}


def test_an_aligned_generator_is_measured_by_dubs_with_each_clips_own_hits():
    seen = []
    context = JobContext(report=lambda progress: seen.append(progress.fraction))
    measured = measured_dubs(Copier(), 5, context)
    assert measured["onset_f1"] == measured["identification"] == 1.0
    assert max(seen) < 1.0
