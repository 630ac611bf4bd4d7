import numpy as np
import pytest

from engine.errors import InputError
from engine.machine.device import CPU
from engine.progress import JobContext
from engine.vocoder.griffin_lim import GriffinLim
from tests.engine.features import scenes
from tests.tiny_models import install_generator
from tests.training import tiny
from training.evaluation.model_systems import (
    ABLATIONS,
    Model,
    model_systems,
    replaced,
    shown_name,
)
from training.evaluation.systems import Grains, GroundTruth, Looped, Task, VocodedReference
from training.run.run_folder import RunFolder

RATE_HZ = 22050


def task(seed: int = 0) -> Task:
    """A clip of two seconds in which a hammer strikes, with a hiss for a reference."""
    chance = np.random.default_rng(5)
    features = scenes.watch(scenes.hammer((0.6, 1.6)), 2.0)
    sound = chance.normal(0, 0.1, 2 * RATE_HZ).astype(np.float32)
    reference = np.zeros(RATE_HZ, np.float32)
    reference[3000:6000] = chance.normal(0, 0.2, 3000)
    return Task(sound, reference, {"motion": features}.get, seed)


@pytest.fixture
def model() -> Model:
    return Model(install_generator(), GriffinLim(device=CPU), "cpu")


def test_noise_has_the_mean_and_deviation_of_what_it_replaces():
    vector = np.random.default_rng(0).normal(3.0, 0.5, (8, 4000)).astype(np.float32)
    noise = replaced(vector, "noise", np.random.default_rng(1))
    assert noise.shape == vector.shape
    assert (noise.mean(), noise.std()) == pytest.approx((3.0, 0.5), abs=0.02)
    assert abs(np.corrcoef(noise.ravel(), vector.ravel())[0, 1]) < 0.05
    assert not replaced(vector, "zero", np.random.default_rng(1)).any()


def test_every_ablation_of_table_8_changes_what_the_model_makes(model):
    systems = {each.name: each for each in model_systems(model, "noise")}
    names = ["tiny", "tiny, steered", *(f"tiny {each.name}" for each in ABLATIONS)]
    assert list(systems) == names
    sounds = {
        name: systems[name].dub(task(), JobContext()) for name in names if "steered" not in name
    }
    whole = sounds.pop("tiny")
    assert len(whole) == 2 * RATE_HZ
    for name, sound in sounds.items():
        assert not np.array_equal(sound, whole), name
        assert systems[name].plans == {"original"}


def test_an_aligned_model_has_the_hits_of_the_reference_unless_the_timbre_is_removed():
    aligned = Model(install_generator(aligned=True), GriffinLim(device=CPU), "cpu")
    systems = {each.name: each for each in model_systems(aligned, "zero")}
    steered, removed = (
        systems[name].dub(task(), JobContext()) for name in ("tiny, steered", "tiny w/o Ti")
    )
    between = np.abs(steered[RATE_HZ : round(1.3 * RATE_HZ)]).max()
    for strike_s in (0.6, 1.6):
        strike = round(strike_s * RATE_HZ)
        assert np.abs(steered[strike - 2000 : strike + 4000]).max() > 5 * between
    assert np.abs(removed).max() < 0.1 * np.abs(steered).max()


def test_an_ablation_gives_the_same_sound_again(model):
    removed = model_systems(model, "noise")[-1]
    first, second = (removed.dub(task(3), JobContext()) for _ in range(2))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, removed.dub(task(4), JobContext()))


def test_a_picture_is_read_once_for_all_ablations(model):
    given = task()
    code = model.code(given, JobContext())
    assert all(each.dub(given, JobContext()) is not None for each in model_systems(model, "noise"))
    assert model.code(given, JobContext()) is code
    other = given._replace(features={"motion": given.features("motion")[:, ::-1].copy()}.get)
    assert not np.array_equal(model.code(other, JobContext()), code)


def test_without_ablations_there_is_the_papers_inference_and_the_programs(model):
    assert [each.name for each in model_systems(model, None)] == ["tiny", "tiny, steered"]


def test_the_models_of_several_runs_have_the_names_of_their_runs(tmp_path):
    run = RunFolder.create(tmp_path / "without MD", tiny.config(tmp_path), [])
    assert shown_name(run.model) == "without MD"
    assert shown_name(run.checkpoint(20).model) == "without MD step 20"
    assert shown_name(tmp_path / "model.safetensors") == "model"
    assert shown_name(tmp_path / "mine.safetensors") == "mine"
    assert Model(install_generator("mine"), GriffinLim(), "cpu").name == "mine"


def test_a_model_without_its_features_makes_nothing(model):
    blind = task()._replace(features={}.get)
    assert all(each.dub(blind, JobContext()) is None for each in model_systems(model, "zero"))


def test_the_systems_without_a_model_use_what_they_are_given():
    given = task()
    looped = Looped().dub(given, JobContext())
    assert np.array_equal(looped, np.tile(given.reference, 2))
    grains = Grains().dub(given, JobContext())
    assert grains is not None
    assert len(grains) == 2 * RATE_HZ
    assert np.abs(grains[: round(0.3 * RATE_HZ)]).max() < np.abs(grains).max()
    with pytest.raises(InputError, match="silent"):
        Grains().dub(given._replace(reference=0 * given.reference), JobContext())
    again = given._replace(sound=looped)  # a clip that sounds like the looped reference
    vocoded = VocodedReference(GriffinLim(device=CPU)).dub(given, JobContext())
    assert np.array_equal(vocoded, GroundTruth(GriffinLim(device=CPU)).dub(again, JobContext()))
    truth = GroundTruth(GriffinLim(device=CPU)).dub(given, JobContext())
    assert truth is not None
    assert len(truth) == len(given.sound)
    assert np.abs(truth).mean() == pytest.approx(np.abs(given.sound).mean(), rel=0.3)
