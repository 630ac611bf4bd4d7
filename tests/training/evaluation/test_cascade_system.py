import numpy as np
import pytest

from engine.errors import EnvironmentUnusableError
from engine.machine.device import CPU
from engine.progress import JobContext
from engine.vocoder.griffin_lim import GriffinLim
from tests.tiny_models import install_generator
from tests.training.baselines.tiny_cascade import cascade_files
from tests.training.evaluation.clips import make_clips
from training.evaluation import evaluate as evaluation_module
from training.evaluation.cascade_system import CascadeSystem
from training.evaluation.evaluate import Request, evaluate
from training.evaluation.systems import Task

pytestmark = pytest.mark.timeout(600)


def test_the_cascade_makes_a_sound_of_the_clips_length_in_the_references_voice(tmp_path):
    system = CascadeSystem(*cascade_files(tmp_path), GriffinLim(device=CPU), "cpu")
    chance = np.random.default_rng(0)
    features = chance.random((2048, 43), np.float32)
    sound = np.zeros(44100, np.float32)
    made = [
        system.dub(
            Task(sound, chance.normal(0, level, 22050).astype(np.float32), known.get, 0),
            JobContext(),
        )
        for level in (0.01, 0.5)
        for known in [{"motion": features}]
    ]
    assert [len(each) for each in made] == [44100, 44100]
    assert not np.array_equal(*made)
    assert system.dub(Task(sound, sound, {}.get, 0), JobContext()) is None


def test_a_model_of_another_kind_is_refused(tmp_path):
    regnet, _ = cascade_files(tmp_path)
    with pytest.raises(EnvironmentUnusableError, match="is a generator, not a baseline"):
        CascadeSystem(regnet, install_generator(), GriffinLim(device=CPU), "cpu")


def test_an_evaluation_has_a_row_for_the_cascade_and_notes_one_that_cannot_be_used(
    tmp_path, monkeypatch
):
    def missing():
        raise EnvironmentUnusableError("Resemblyzer is not installed.", hint="Install it.")

    monkeypatch.setattr(evaluation_module, "VoiceEncoder", missing)
    files = cascade_files(tmp_path)
    make_clips(tmp_path / "clips")
    found = [
        evaluate(
            Request(
                output=tmp_path / f"report{number}",
                clips=tmp_path / "clips",
                cascade=cascade,
                vocoder="griffin-lim",
                across=True,
                examples=0,
                device="cpu",
            ),
            JobContext(),
        )
        for number, cascade in enumerate((files, files[::-1]))
    ]
    made = [{each.system for each in every.records.sounds.values()} for every in found]
    assert "Cascade" in made[0]
    assert "Cascade" not in made[1]
    assert any("The cascade is left out." in note for note in found[1].notes)
