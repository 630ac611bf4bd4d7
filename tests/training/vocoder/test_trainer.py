import json
import wave as wave_files
from pathlib import Path

import numpy as np
import pytest
import torch
from msgspec.structs import replace

from engine.errors import InputError, UsageError
from engine.events.steering import Calibration
from engine.model.generator import Generator
from engine.model.presets import GeneratorConfig
from engine.model_files.checkpoint import save_model
from engine.model_files.model_file import ModelHeader, read_header
from engine.progress import JobContext
from engine.vocoder.vocoder import open_vocoder
from tests.training.synthetic import write_dataset
from tests.training.tiny import MODEL
from training.config import Cadence, VocoderRun, VocoderTraining
from training.data.dataset import Dataset
from training.run.results.sampled import frames_file, read_clip
from training.task import StepReport
from training.vocoder.trainer import VocoderTask

CPU = torch.device("cpu")
TRAINING = VocoderTraining(
    version="v3",
    batch=1,
    steps=4,
    segment_samples=2048,
    adversarial_start=1,
    discriminator_width=0.01,
    ema_decay=0.5,
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Dataset:
    folder = tmp_path_factory.mktemp("data") / "set"
    return Dataset(write_dataset(folder, 4, labels=("knock",)))


@pytest.fixture(scope="module")
def sounds_only(tmp_path_factory) -> Dataset:
    folder = tmp_path_factory.mktemp("data") / "sounds"
    return Dataset(write_dataset(folder, 4, labels=("knock",), arrays=("wave",)))


def task(dataset: Dataset, training: VocoderTraining = TRAINING) -> VocoderTask:
    config = VocoderRun(
        preset="tiny",
        dataset=dataset.folder,
        training=training,
        cadence=Cadence(sample_count=1, validation_batches=1),
    )
    return VocoderTask(config, dataset, CPU)


def steps(made: VocoderTask, first: int, last: int) -> list[StepReport]:
    try:
        return [made.step(step) for step in range(first, last)]
    finally:
        made.close()


@pytest.mark.slow
def test_sounds_alone_are_enough_and_the_losses_have_their_names(sounds_only):
    reports = steps(task(sounds_only), 0, 2)
    assert set(reports[0].losses) == {"mel"}
    assert set(reports[1].losses) == {"mel", "features", "adv", "discriminator"}
    assert all(value > 0 for report in reports for value in report.losses.values())


def test_a_loss_takes_part_where_it_has_a_weight(sounds_only):
    for added in ({"stft"}, {"attack"}, {"stft", "attack"}):
        weights = {f"lambda_{name}": 45.0 for name in added}
        (report,) = steps(task(sounds_only, replace(TRAINING, **weights)), 0, 1)
        assert set(report.losses) == {"mel", *added}


def test_a_gradient_is_cut_to_the_longest_that_is_allowed(sounds_only):
    lengths = {}
    for longest in (0.0, 0.5):
        made = task(sounds_only, replace(TRAINING, clip_norm=longest))
        steps(made, 0, 1)
        generator = made.state()["stage"]["generator_optimizer"]["state"]
        first_moments = [each["exp_avg"] for each in generator.values()]
        # after one step the mean of the gradients is a fifth of the gradient
        lengths[longest] = 5.0 * float(torch.cat([each.flatten() for each in first_moments]).norm())
    assert lengths[0.0] > 2.0
    assert lengths[0.5] == pytest.approx(0.5, rel=1e-3)


def test_the_learning_rate_decays_over_the_length_of_the_training(sounds_only):
    reports = steps(task(sounds_only), 0, 3)
    rates = [report.learning_rate for report in reports]
    assert rates == pytest.approx([2e-4, 2e-4 * 0.999**775, 2e-4 * 0.999**1550])


def test_going_on_from_a_state_is_as_if_it_had_never_ended(sounds_only):
    whole = task(sounds_only)
    expected = steps(whole, 0, 4)
    first = task(sounds_only)
    made = steps(first, 0, 2)
    random = torch.get_rng_state()
    second = task(sounds_only)
    second.restore(json_free_copy(first.state()))
    torch.set_rng_state(random)
    assert made + steps(second, 2, 4) == expected
    for name, weight in whole.state()["average"].items():
        assert torch.equal(weight, second.state()["average"][name]), name


def json_free_copy(state: dict) -> dict:
    """A state as it comes back from a file."""
    import io

    file = io.BytesIO()
    torch.save(state, file)
    file.seek(0)
    return torch.load(file, weights_only=True)


def test_the_model_is_a_vocoder_that_the_engine_opens(sounds_only, tmp_path):
    made = task(sounds_only)
    steps(made, 0, 1)
    context = JobContext()
    measured = made.finish(tmp_path / "v.safetensors", 0.5, context)
    assert set(measured) == {"log_mel_l1", "stft", "stft_below_8khz", "network_log_mel_l1"}
    assert set(context.timings_s) == {"measurements", "model"}
    about = read_header(tmp_path / "v.safetensors").provenance
    assert about["measurements"] == measured
    assert about["measured_on"]["split"] == "test"
    clips = sum(each["clips"] for each in about["measured_on"]["classes"].values())
    assert clips == len(sounds_only.select("test"))
    opened = open_vocoder(str(tmp_path / "v.safetensors"), CPU)
    mel = np.random.default_rng(0).random((80, 20), np.float32)
    assert opened(mel).shape == (5120,)
    assert np.allclose(opened(mel), made.vocoder()(mel), atol=1e-5)


def test_weight_norm_changes_nothing_to_begin_with(sounds_only, tmp_path):
    first = task(sounds_only)
    first.write_model(tmp_path / "v.safetensors", 0, 0.0, JobContext())
    second = task(sounds_only, replace(TRAINING, start_from=str(tmp_path / "v.safetensors")))
    mel = np.random.default_rng(0).random((80, 20), np.float32)
    np.testing.assert_allclose(first.vocoder()(mel), second.vocoder()(mel), atol=1e-3)
    for made in (first, second):
        made.close()


def test_it_validates_and_samples_without_changing_its_course(sounds_only, tmp_path):
    plain = steps(task(sounds_only), 0, 2)
    made = task(sounds_only)
    first = made.step(0)
    validation = made.validate(1, JobContext())
    assert validation.score > 0
    made.sample(1, tmp_path, JobContext())
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"0_mel.png", "0_truth.wav", "0_generated.wav", "0_about.json"}
    assert [first, *steps(made, 1, 2)] == plain


def test_a_sample_shows_the_picture_of_the_part_that_is_heard(tmp_path):
    late = write_dataset(tmp_path / "set", 4, labels=("knock",), sound_delay_s=4.0)
    dataset = Dataset(late)
    made = task(dataset)
    made.sample(1, tmp_path, JobContext())
    made.close()
    clip = read_clip(tmp_path, 0)
    assert frames_file(tmp_path, 0).is_file()  # small pictures, as the clip's file is not known
    assert clip.true_s == ()
    assert clip.offset_s > 3.0
    number = [info.source for info in dataset.samples].index(clip.source)
    (wave,) = dataset.read("wave", [number])
    with wave_files.open(str(tmp_path / "0_truth.wav")) as file:
        heard = np.frombuffer(file.readframes(file.getnframes()), np.int16)
    start = round(clip.offset_s * 22050)
    np.testing.assert_allclose(heard, wave[start : start + len(heard)], atol=2)


def test_validation_tells_a_trained_network_from_an_untrained_one_that_is_refined(sounds_only):
    made = task(sounds_only)
    assert made.validate(1, JobContext()).score > 1.0  # refined, it would have a tenth of that
    made.close()


def test_it_can_be_tuned_to_a_generators_own_mels(dataset, tmp_path):
    path = generator_file(tmp_path)
    made = task(dataset, replace(TRAINING, generator=str(path)))
    segments = made.segments.get(0)
    assert segments.wave.shape == (1, 2048)
    assert segments.log_mel.shape == (1, 80, 8)
    assert set(steps(made, 0, 2)[1].losses) == {"mel", "features", "adv", "discriminator"}


def test_tuning_needs_mels(sounds_only, tmp_path):
    with pytest.raises(InputError, match="needs: mel"):
        task(sounds_only, replace(TRAINING, generator=str(generator_file(tmp_path))))


def test_without_pictures_events_steer_the_generator_that_it_is_tuned_to(tmp_path):
    made = Dataset(write_dataset(tmp_path / "set", 4, arrays=("mel", "wave")))
    bare = generator_file(tmp_path)
    with pytest.raises(UsageError, match="needs pictures"):
        task(made, replace(TRAINING, generator=str(bare)))
    chance = np.random.default_rng(0)
    calibration = Calibration(
        strengths=np.ones(1, np.float32),
        templates=chance.normal(size=(1, 8, 5)).astype(np.float32),
        rest=np.zeros(8, np.float32),
    )
    path = generator_file(tmp_path, calibration)
    steered = task(made, replace(TRAINING, generator=str(path)))
    assert set(steps(steered, 0, 2)[1].losses) == {"mel", "features", "adv", "discriminator"}


def test_an_untrained_aligned_generator_gives_each_sound_its_own_mel(dataset, tmp_path):
    path = generator_file(tmp_path, model=replace(MODEL, aligned_mel=True))
    made = task(dataset, replace(TRAINING, generator=str(path)))
    log_mel = torch.cat([made.segments.get(step).log_mel for step in range(60)])
    made.close()
    levels = torch.log(torch.tensor(10.0)) * (5.0 * torch.tensor([0.0, 0.7]) - 4.0)
    nearest = (log_mel[..., None] - levels).abs().amin(dim=-1)  # its mels have these two values
    assert float(nearest.max()) < 0.01
    assert float(log_mel.max()) > float(levels[1]) - 0.01


def generator_file(
    folder: Path, calibration: Calibration | None = None, model: GeneratorConfig = MODEL
) -> Path:
    """A generator's model file, untrained."""
    header = ModelHeader(
        kind="generator",
        configuration=json.loads(json.dumps(model.to_json())),
        feature_backend="motion",
        feature_version=1,
    )
    weights = Generator(model).state_dict()
    save_model(folder / "g.safetensors", header, weights, calibration)
    return folder / "g.safetensors"
