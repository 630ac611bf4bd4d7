"""What a run will take: counted or measured, never made up."""

from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from gui.train.data_set_info import read_description
from gui.train.new_run.cost_summary import TRYING, UNKNOWN, Known, cost_facts, disk_bytes
from tests.gui.train.answers import description
from training.config import GeneratorRun, VocoderRun
from training.presets import GENERATOR_PRESETS, VOCODER_PRESETS
from training.run.results.past_runs import PastRun

CPU = "CPU, 2 threads"
COUNTED = {
    "device": CPU,
    "on_gpu": False,
    "device_memory_bytes": 8_000_000_000,
    "parameters": {"generator": 5_000_000, "mel discriminator": 60_000, "other": 2_000_000},
    "memory_bytes": 150_000_000,
    "state_bytes": 100_000_000,
    "model_bytes": 20_000_000,
}


def _config(preset="compact", **changes):
    length = {"steps": 6000, "pretrain_steps": 2000} if preset == "compact" else {}
    training = structs.replace(GENERATOR_PRESETS[preset].training, **{**length, **changes})
    cadence = GENERATOR_PRESETS[preset].cadence
    return GeneratorRun(preset=preset, dataset=Path("x"), training=training, cadence=cadence)


def _data(train=160):
    return read_description(description(Path("set"), {"dog": (train, 10, 10)}))


def _facts(config, known):
    return {fact.name: fact for fact in cost_facts(config, known)}


def _measured(config, **changes):
    speeds = {"events": 4.0, "adversarial": 0.5}
    return replace(PastRun(Path("runs/first"), config, CPU, speeds, 1000.0), **changes)


def test_nothing_is_known_before_anything_was_counted():
    facts = _facts(_config(), Known())
    assert facts["Time"].value == UNKNOWN
    assert facts["Memory"].value == "Counting…"
    assert facts["Length"].value == "8000 steps"  # the preset says so, whatever the data


def test_what_cannot_be_counted_is_unknown_and_not_for_ever_counting():
    facts = _facts(_config(), Known(is_uncountable=True))
    for name in ("Device", "Parameters", "Memory", "Disk"):
        assert facts[name].value == "Unknown"


def test_the_length_follows_from_the_data_where_epochs_are_counted():
    config = _config("paper")
    assert _facts(config, Known())["Length"].value == "Depends on the data set"
    facts = _facts(config, Known(data=_data(480)))
    assert facts["Length"].value == "5000 steps"  # 500 epochs of 10 batches of 48
    assert "used about 500 times" in facts["Length"].note


def test_weights_are_counted_and_the_batch_is_left_open():
    facts = _facts(_config(), Known(counted=COUNTED, data=_data()))
    assert facts["Memory"].value == "150 MB plus the batch"
    assert facts["Parameters"].value == "5.0 million generator"
    assert "2.1 million in the discriminators" in facts["Parameters"].note


def test_a_run_of_the_same_work_tells_time_and_memory():
    config = _config()
    known = Known(COUNTED, [_measured(config)], _data())
    facts = _facts(config, known)
    # 2000 steps at 4 a second and 6000 at 0.5: 12500 s
    assert facts["Time"].value == "About 3 h 28 min"
    assert facts["Time"].note == "at 4 steps/s, then 2 s/step, as measured in first"
    assert facts["Memory"].value == "1.05 GB"


def test_a_run_on_another_device_or_of_another_size_tells_nothing():
    config = _config()
    for measured in (
        _measured(config, device="another card"),
        _measured(_config(batch=3)),
        _measured(config, steps_per_s={"events": 4.0}),
    ):
        facts = _facts(config, Known(COUNTED, [measured], _data()))
        assert facts["Time"].value == UNKNOWN
        assert facts["Memory"].value == "150 MB plus the batch"


def test_before_the_device_is_known_no_run_tells_anything():
    facts = _facts(_config(), Known(None, [_measured(_config())]))
    assert facts["Memory"].value == "Counting…"
    assert not facts["Time"].note


def test_that_no_run_was_measured_is_said_once_the_runs_are_read():
    for is_looking, note in (
        (True, ""),
        (False, "No similar run has been measured on this machine yet."),
    ):
        fact = _facts(_config(), Known(COUNTED, data=_data(), is_looking=is_looking))["Time"]
        assert (fact.value, fact.note) == (UNKNOWN, note)


def test_without_a_data_set_a_measured_run_waits_for_its_length():
    config = _config("paper")
    measured = _measured(config, steps_per_s={"adversarial": 0.5})
    assert _facts(config, Known(COUNTED, [measured]))["Time"].value == "Depends on the data set"


def test_a_few_steps_that_were_tried_are_named_as_an_estimate():
    config = _config()
    tried = _measured(config, run=Path("tried"), memory_mb=2000.0)
    facts = _facts(config, Known(COUNTED, tried=[tried], data=_data()))
    assert facts["Time"].value == "About 3 h 28 min"
    assert facts["Memory"].value == "About 2.1 GB"
    for name in ("Time", "Memory"):
        assert "estimated from a few steps" in facts[name].note
    ran = _measured(config)  # what a run has measured is no estimate
    facts = _facts(config, Known(COUNTED, [ran], _data(), tried=[tried]))
    assert facts["Memory"].value == "1.05 GB"


def test_while_steps_are_tried_that_is_said():
    facts = _facts(_config(), Known(COUNTED, (), _data(), is_trying=True))
    assert facts["Time"].value == TRYING
    assert "is being measured" in facts["Memory"].note


def test_what_does_not_fit_is_a_warning_for_that_batch_alone():
    known = Known(COUNTED, (), _data(), misfits=[_config()])
    fact = _facts(_config(), known)["Memory"]
    assert (fact.value, fact.level) == ("Does not fit", "warning")
    assert _facts(_config(batch=2), known)["Memory"].level == "text"


def test_the_disk_holds_the_kept_checkpoints_the_best_and_one_in_the_making():
    config = _config()  # keeps 3; 8000 steps, a checkpoint each 500, 4 samples each 1000
    made = 5 * 120_000_000 + 20_000_000
    assert disk_bytes(config, COUNTED, 6000) == pytest.approx(made + 9 * 4e6 + 8000 * 700)
    short = _config(steps=100, pretrain_steps=0, freeze_temporal=False, steered_share=0.0)
    assert disk_bytes(short, COUNTED, 100) < 3 * 120_000_000


def test_too_little_room_or_memory_is_a_warning():
    facts = _facts(_config(), Known(COUNTED, (), _data(), free_bytes=1000))
    assert facts["Disk"].level == "warning"
    assert "only 1 kB" in facts["Disk"].note
    small = {**COUNTED, "device_memory_bytes": 100_000_000}
    fact = _facts(_config(), Known(small, (), _data()))["Memory"]
    assert fact.level == "warning"
    assert "only 100 MB" in fact.note


def test_a_vocoder_is_told_by_its_steps():
    preset = VOCODER_PRESETS["compact"]
    config = VocoderRun(preset="compact", dataset=Path("x"), training=preset.training)
    measured = PastRun(Path("runs/v"), config, CPU, {"vocoder": 2.0}, 500.0)
    counted = {**COUNTED, "parameters": {"vocoder": 3_391_186, "discriminators": 1}}
    facts = _facts(config, Known(counted, [measured], _data()))
    assert facts["Time"].value == "About 1 h 23 min"  # 10,000 steps at 2 a second
    assert facts["Parameters"].value == "3.4 million vocoder"


def test_several_devices_are_said_and_a_trial_by_one_is_no_promise_for_them():
    config = _config()
    both = structs.replace(config, device="cuda:0,cuda:1")
    counted = {**COUNTED, "device": "H200", "on_gpu": True}
    tried = PastRun(Path("tried"), both, "H200", {"events": 4.0, "adversarial": 0.5}, 1000.0)
    facts = _facts(both, Known(counted, data=_data(100), tried=[tried]))
    assert facts["Device"].value == "2 GPUs, H200"
    assert facts["Device"].note == "8 GB memory each"
    assert "tried by one process" in facts["Time"].note
    other = _facts(
        structs.replace(config, device="cuda:0"), Known(counted, data=_data(100), tried=[tried])
    )
    assert other["Device"].value == "H200"
    assert other["Time"].value == UNKNOWN
    four = _facts(structs.replace(config, device="cpu", processes=4), Known(COUNTED))
    assert four["Device"].value == f"4 processes, {CPU}"


def test_a_run_of_several_processes_tells_of_others_like_it():
    two = structs.replace(_config(), processes=2, device="cpu")
    counted = {**COUNTED, "device": "CPU, 1 thread"}
    ran = _measured(two, device="2 x CPU, 1 thread")
    assert _facts(two, Known(counted, [ran], _data()))["Memory"].value == "1.05 GB"
    assert _facts(_config(), Known(counted, [ran], _data()))["Time"].value == UNKNOWN
