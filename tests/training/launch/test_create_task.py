import psutil
import pytest

from engine.errors import UsageError
from engine.progress import JobContext
from tests.training import tiny
from training.config import VocoderRun, VocoderTraining
from training.launch.create_task import create_task


@pytest.fixture
def small_machine(monkeypatch):
    total = psutil.virtual_memory()._replace(total=100_000)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: total)


@pytest.mark.usefixtures("small_machine")
def test_networks_larger_than_the_memory_are_refused_by_the_name_of_their_field(tmp_path):
    with pytest.raises(UsageError, match=r"^model\.\w+_width is too large: .* GB, and"):
        create_task(tiny.config(tmp_path), JobContext())
    vocoder = VocoderRun(preset="v1", dataset=tmp_path, training=VocoderTraining(), device="cpu")
    with pytest.raises(UsageError, match=r"^version is too large"):
        create_task(vocoder, JobContext())
