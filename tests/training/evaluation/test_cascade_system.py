import numpy as np
import pytest

from engine.errors import EnvironmentUnusableError
from engine.machine.device import CPU
from engine.progress import JobContext
from engine.vocoder.griffin_lim import GriffinLim
from tests.tiny_cascade import install_cascade
from tests.training.evaluation.clips import make_clips
from training.evaluation import opening
from training.evaluation.cascade_system import CascadeSystem
from training.evaluation.evaluate import evaluate
from training.evaluation.opening import Request
from training.evaluation.report import write_report
from training.evaluation.systems import Task

pytestmark = pytest.mark.timeout(600)


def test_the_cascade_makes_a_sound_of_the_clips_length_in_the_references_voice(tmp_path):
    system = CascadeSystem(install_cascade(tmp_path), GriffinLim(device=CPU), "cpu")
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


@pytest.mark.slow
def test_an_evaluation_has_a_row_for_a_cascade(tmp_path, monkeypatch):
    def missing():
        raise EnvironmentUnusableError("Resemblyzer is not installed.", hint="Install it.")

    monkeypatch.setattr(opening, "VoiceEncoder", missing)
    cascade = install_cascade(tmp_path / "halves", "pair")
    make_clips(tmp_path / "clips")
    found = evaluate(
        Request(
            output=tmp_path / "report",
            clips=tmp_path / "clips",
            models=(str(cascade),),
            vocoder="griffin-lim",
            across=True,
            examples=0,
            device="cpu",
        ),
        JobContext(),
    )
    systems = {each.system for each in found.records.sounds.values()}
    assert "pair" in systems
    table = (write_report(found).parent / "tables" / "onsets.csv").read_text(encoding="utf-8")
    assert "\npair," in table
