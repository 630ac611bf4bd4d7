"""English texts of models and data sets in the window's language."""

import platform
from collections.abc import Iterator

import pytest
import torch
from PySide6.QtCore import QCoreApplication, QTranslator
from typing_extensions import override

from gui.train.stored_texts import backend_text, device_text, origin_text
from training.procedural.generate import ORIGIN
from training.run.provenance import describe_device


class _Upper(QTranslator):
    """A language of capitals, whose values keep their names."""

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(self, context, text, disambiguation=None, n=-1):
        parts = text.split("{")
        return "{".join(
            part.upper() if place == 0 else part[: part.find("}")] + part[part.find("}") :].upper()
            for place, part in enumerate(parts)
        )


@pytest.fixture
def upper(qapp) -> Iterator[None]:
    translator = _Upper()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def test_the_threads_of_a_cpu_are_counted_in_every_language(upper):
    threads, machine = torch.get_num_threads(), platform.machine()
    text = device_text(describe_device(torch.device("cpu")))
    assert text == f"CPU, {threads} THREADS ({machine})"
    assert device_text("Test GPU") == "Test GPU"


def test_one_thread_is_one_also_where_more_was_written(qapp):
    assert device_text("CPU, 1 threads (x86_64)") == "CPU, 1 thread (x86_64)"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (f"{ORIGIN}, seed 7", f"{ORIGIN.upper()}, SEED 7"),
        (
            "clips of the folder my clips; their makers' licences",
            "CLIPS OF THE FOLDER my clips; THEIR MAKERS' LICENCES",
        ),
        ("recorded by me", "recorded by me"),
    ],
)
def test_where_a_data_set_comes_from_is_said_in_the_window_s_language(upper, stored, shown):
    assert origin_text(stored) == shown


def test_a_feature_backend_is_named_in_the_window_s_language(upper):
    assert backend_text("motion") == "MOTION"
    assert backend_text("") == ""
