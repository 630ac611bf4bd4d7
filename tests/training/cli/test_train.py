import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from engine import VERSION
from engine.errors import (
    EngineError,
    EnvironmentUnusableError,
    InputError,
    NoAnswerError,
    OutputExistsError,
    UsageError,
)
from engine.storage.process import ProcessId
from tests import fake_trainer
from tests.fake_trainer import step_event
from tests.programs import modules_loaded_by
from tests.tiny_models import write_model
from tests.training import tiny
from tests.training.synthetic import write_dataset
from training.cli import runs
from training.cli.train import add_commands
from training.config import GeneratorTraining, VocoderTraining
from training.own_presets import OwnPreset, save_preset
from training.run.known_runs import forget_run, known_runs, remember_run
from training.run.message_log import MessageLog
from training.run.messages import Started
from training.run.run_folder import RunFolder

ROOT = Path(__file__).resolve().parents[3]
LAST_MEL = step_event(5, 5).losses["mel"]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory) -> Path:
    return write_dataset(tmp_path_factory.mktemp("data") / "set", 4)


@pytest.fixture
def behave(monkeypatch):
    """Replace the trainer by a fake one that behaves in a given way."""
    children = []

    def use(behaviour: str) -> None:
        def start(folder: Path, *, detached: bool) -> subprocess.Popen[bytes]:
            with (folder / "train.log").open("ab") as log:
                child = subprocess.Popen(
                    [*(sys.executable, "-m", "tests.fake_trainer"), str(folder), behaviour, "5"],
                    cwd=ROOT,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=detached,
                )
            children.append(child)
            return child

        monkeypatch.setattr("training.run.run_folder.start_trainer", start)

    use("normal")
    yield use
    for child in children:
        child.terminate()
        child.wait()


def command(*words: object) -> int:
    """Run a command line as the program does; errors are raised."""
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(dest="command"))
    options = parser.parse_args([str(word) for word in words])
    return options.run(options)


def train(dataset: Path, run: Path, *more: object, kind: str = "generator") -> int:
    return command("train", kind, "--dataset", dataset, "--run", run, *more)


def wait_until(condition, patience_s: float = 20.0) -> None:
    patience_until = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < patience_until
        time.sleep(0.02)


# train


def test_a_training_is_watched_to_its_end(dataset, tmp_path, behave, capsys):
    assert train(dataset, tmp_path / "run") == 0
    said = capsys.readouterr()
    assert "done, step 5 of 5." in said.out
    assert f"step 5: validation mel {LAST_MEL:.4f}, the best so far" in said.err
    assert RunFolder.open(tmp_path / "run").status().state == "done"


def test_the_run_gets_the_settings_that_were_asked_for(dataset, tmp_path, behave):
    train(
        dataset,
        tmp_path / "run",
        "--preset",
        "paper",
        "--classes",
        "knock",
        "--seed",
        "7",
        "--device",
        "cpu",
        "--set",
        "batch=3",
        "--set",
        "model.decoder_blocks=2",
        "--set",
        "checkpoint_every=11",
    )
    config = RunFolder.open(tmp_path / "run").config()
    assert isinstance(config.training, GeneratorTraining)
    assert (config.preset, config.classes, config.seed) == ("paper", ("knock",), 7)
    assert (config.device, config.training.batch) == ("cpu", 3)
    assert config.training.model.decoder_blocks == 2
    assert config.training.lambda_m == 1e4
    assert config.cadence.checkpoint_every == 11
    assert config.dataset == dataset


def test_a_vocoder_is_trained_by_its_own_presets(dataset, tmp_path, behave):
    train(dataset, tmp_path / "run", "--preset", "v3", kind="vocoder")
    training = RunFolder.open(tmp_path / "run").config().training
    assert isinstance(training, VocoderTraining)
    assert training.version == "v3"


@pytest.mark.parametrize(
    ("more", "error", "words"),
    [
        (["--preset", "papr"], UsageError, "no preset 'papr'"),
        (["--set", "batch=many"], UsageError, "a whole number"),
        (["--set", "lamda_m=1"], UsageError, "Did you mean lambda_m"),
        (["--set", "checkpoint_every=0"], UsageError, "from 1"),
        (["--classes", "knok"], UsageError, "Did you mean knock"),
        (["--seed", "9" * 400], UsageError, "seed must be from 0 to .*, not 999"),
        (["--set", "batch=" + "9" * 400], UsageError, "batch must be from 1 to 4096, not 999"),
        (["--set", f"start_from={'x' * 5000}"], InputError, "There is no model file x.*x"),
        (["--set", f"start_from={__file__}"], EnvironmentUnusableError, "test_train.py is damaged"),
        (["--preset", "paper"], UsageError, "one class at a time, as published. .*knock, ring"),
    ],
)
def test_what_cannot_be_trained_is_said_before_anything_is_written(
    dataset, tmp_path, behave, more, error, words
):
    with pytest.raises(error, match=words):
        train(dataset, tmp_path / "run", *more)
    assert not (tmp_path / "run").exists()


def test_a_data_set_that_is_not_there_is_said_before_anything_is_written(tmp_path, behave):
    with pytest.raises(InputError, match="no data set"):
        train(tmp_path / "none", tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_data_set_of_sounds_alone_trains_no_generator(tmp_path, behave):
    sounds = write_dataset(tmp_path / "set", 2, arrays=("wave",))
    with pytest.raises(InputError, match="needs: features, mel"):
        train(sounds, tmp_path / "run")
    assert train(sounds, tmp_path / "run", kind="vocoder") == 0


def test_a_model_to_begin_with_is_found_wherever_the_trainer_runs(
    dataset, tmp_path, behave, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="no model file"):
        train(dataset, "run", "--set", "start_from=v.safetensors", kind="vocoder")
    write_model(tmp_path / "v.safetensors")
    assert train(dataset, "run", "--set", "start_from=v.safetensors", kind="vocoder") == 0
    run = RunFolder.open(tmp_path / "run")
    assert run.status().state == "done"
    training = run.config().training
    assert training.start_from == str(tmp_path / "v.safetensors")


def test_a_new_run_needs_a_data_set(tmp_path, behave):
    with pytest.raises(UsageError, match="--dataset"):
        command("train", "generator", "--run", tmp_path / "run")


def test_a_run_that_is_there_is_only_gone_on_with_when_asked_to(dataset, tmp_path, behave):
    train(dataset, tmp_path / "run")
    with pytest.raises(OutputExistsError, match="--resume") as caught:
        train(dataset, tmp_path / "run")
    assert caught.value.exit_code == 2
    assert command("train", "generator", "--run", tmp_path / "run", "--resume") == 0


def test_a_resumed_run_takes_what_was_given_anew(dataset, tmp_path, behave):
    train(dataset, tmp_path / "run", "--preset", "quick")
    command("train", "generator", "--run", tmp_path / "run", "--resume", "--set", "batch=2")
    config = RunFolder.open(tmp_path / "run").config()
    assert config.training.batch == 2
    assert config.preset == "quick"


def test_a_resumed_run_whose_data_set_was_moved_says_how_to_name_it(tmp_path, behave):
    place, run = write_dataset(tmp_path / "set", 4), tmp_path / "run"
    train(place, run)
    moved = place.rename(tmp_path / "moved")
    with pytest.raises(InputError, match="set is gone") as caught:
        command("train", "generator", "--run", run, "--resume")
    assert "--dataset" in caught.value.hint
    assert train(moved, run, "--resume") == 0
    assert RunFolder.open(run).config().dataset == moved


def test_without_a_data_set_both_ways_to_one_are_named(tmp_path, behave):
    with pytest.raises(InputError) as caught:
        train(tmp_path / "none", tmp_path / "run")
    assert "moved" in caught.value.hint
    assert "make one" in caught.value.hint


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["train", "vocoder"], "trains a generator"),
        (["train", "generator", "--preset", "paper"], "preset compact"),
        (["train", "generator", "--set", "model.decoder_blocks=2"], "another model"),
    ],
)
def test_a_resumed_run_does_not_become_another_one(dataset, tmp_path, behave, words, message):
    train(dataset, tmp_path / "run")
    kind, *rest = words[1:]
    with pytest.raises(UsageError, match=message):
        command("train", kind, "--run", tmp_path / "run", "--resume", *rest)


def test_resume_without_a_run_begins_one(dataset, tmp_path, behave):
    assert train(dataset, tmp_path / "run", "--resume") == 0


@pytest.mark.parametrize(
    ("behaviour", "code", "words"),
    [
        ("oom", 75, "not enough for batches of 48. Continue with --resume --set batch=24"),
        ("crash", 1, "ended without saying why"),
        ("lie", 1, "model file is missing or damaged"),
    ],
)
def test_a_training_that_fails_says_why(dataset, tmp_path, behave, capsys, behaviour, code, words):
    behave(behaviour)
    assert train(dataset, tmp_path / "run") == code
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_training_saved_with_130(dataset, tmp_path, number):
    code = (
        # who runs the tests in the background lets its children ignore Ctrl+C
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "import sys; from tests.training.cli import test_train as t; from pathlib import Path;"
        "import training.run.run_folder as r; import subprocess;"
        "r.start_trainer = lambda folder, detached: subprocess.Popen([sys.executable, '-m',"
        "'tests.fake_trainer', str(folder), 'slow']);"
        f"sys.exit(t.train(Path({str(dataset)!r}), Path({str(tmp_path / 'run')!r})))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE
    )
    run = RunFolder(tmp_path / "run")
    wait_until(lambda: run.exists and run.status().step >= 2)
    if number == signal.SIGINT:
        os.killpg(child.pid, number)  # as a terminal does, to both
    else:
        child.send_signal(number)
    _, said = child.communicate(timeout=20)
    assert child.returncode == 130
    if number == signal.SIGTERM:  # after the other, the trainer may have ended by itself
        assert b"Saving" in said
    assert run.status().state == "stopped"


def test_a_detached_training_is_left_alone(dataset, tmp_path, behave, capsys):
    behave("slow")
    assert train(dataset, tmp_path / "run", "--detach") == 0
    assert "Training in" in capsys.readouterr().out
    run = RunFolder.open(tmp_path / "run")
    assert run.status().state == "running"
    assert command("runs", run.path, "--stop") == 0
    assert run.status().state == "stopped"


# runs


def test_runs_are_listed_wherever_they_lie(dataset, tmp_path, behave, capsys):
    assert command("runs") == 0
    assert "No run" in capsys.readouterr().out
    train(dataset, tmp_path / "a")
    behave("oom")
    train(dataset, tmp_path / "sub" / "b", "--preset", "quick")
    capsys.readouterr()
    assert command("runs") == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split() == ["failed", "2/5", "quick", str(tmp_path / "sub" / "b")]
    assert second.split() == ["done", "5/5", "compact", str(tmp_path / "a")]
    (tmp_path / "a" / "run.json").unlink()
    assert [run.path for run in known_runs()] == [tmp_path / "sub" / "b"]


def test_a_run_is_taken_out_of_the_list_and_its_folder_stays(dataset, tmp_path, behave):
    train(dataset, tmp_path / "a")
    train(dataset, tmp_path / "b")
    forget_run(RunFolder(tmp_path / "a"))
    assert [run.path for run in known_runs()] == [tmp_path / "b"]
    assert RunFolder(tmp_path / "a").exists


def test_a_list_of_runs_that_is_damaged_is_begun_anew(dataset, tmp_path, behave, own_home):
    (own_home / "settings").mkdir(exist_ok=True)
    (own_home / "settings" / "runs.json").write_text("{nonsense")
    train(dataset, tmp_path / "run")
    assert [run.path for run in known_runs()] == [tmp_path / "run"]


def test_one_run_is_shown_with_what_it_measured(dataset, tmp_path, behave, capsys):
    train(dataset, tmp_path / "run")
    capsys.readouterr()
    assert command("runs", tmp_path / "run") == 0
    said = capsys.readouterr().out
    assert "done, step 5 of 5." in said
    assert said.count(f"mel {LAST_MEL:.4f}") == 2  # of the last step, and validated
    assert "onset_f1 0.820" in said
    assert "Follows the picture: F1 0.79, by chance 0.28." in said


def test_a_failed_run_is_shown_with_the_end_of_its_log(dataset, tmp_path, behave, capsys):
    behave("crash")
    train(dataset, tmp_path / "run")
    command("runs", tmp_path / "run")
    assert "  | Fatal Python error" in capsys.readouterr().out


def test_a_run_is_paused_continued_sampled_saved_and_stopped(dataset, tmp_path, behave, capsys):
    behave("slow")
    run = RunFolder(tmp_path / "run")
    train(dataset, run.path, "--detach")
    for option, state in (
        ("--sample", "running"),
        ("--checkpoint", "running"),
        ("--pause", "paused"),
        ("--continue", "running"),
        ("--pause", "paused"),
        ("--stop", "stopped"),
    ):
        assert command("runs", run.path, option) == 0
        assert f"{run.path}: {state}." in capsys.readouterr().out


def test_a_run_is_said_to_continue_only_when_it_does(dataset, tmp_path, behave, capsys):
    behave("busy")
    run = RunFolder(tmp_path / "run")
    train(dataset, run.path, "--detach")
    for option, state in (("--pause", "paused"), ("--continue", "running"), ("--stop", "stopped")):
        assert command("runs", run.path, option) == 0
        assert f"{run.path}: {state}." in capsys.readouterr().out


def test_a_stopped_run_is_continued_on_its_own(dataset, tmp_path, behave, capsys):
    behave("slow")
    run = RunFolder(tmp_path / "run")
    train(dataset, run.path, "--detach")
    command("runs", run.path, "--stop")
    assert command("runs", run.path, "--continue") == 0
    assert run.status().state == "running"
    command("runs", run.path, "--stop")


@pytest.mark.parametrize("option", ["--pause", "--stop", "--sample", "--checkpoint"])
def test_a_run_that_is_done_is_asked_for_nothing(dataset, tmp_path, behave, option):
    train(dataset, tmp_path / "run")
    with pytest.raises(UsageError, match="The run is done, not running"):
        command("runs", tmp_path / "run", option)


def test_a_run_that_does_not_answer_yet_has_a_code_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "_ANSWER_TIMEOUT_S", 0.2)
    run = RunFolder.create(tmp_path / "run", fake_trainer.config(), ["train", "generator"])
    with run.take(ProcessId.current()), MessageLog(run.events) as events:
        events.write(Started(step=0, steps=10, pid=1, device="CPU"))
        with pytest.raises(NoAnswerError, match="has not answered yet") as raised:
            command("runs", run.path, "--stop")
    assert raised.value.exit_code == 5
    assert run.requested("stop")


def test_a_run_is_renamed_duplicated_and_deleted(dataset, tmp_path, behave, capsys):
    train(dataset, tmp_path / "run")
    assert command("runs", tmp_path / "run", "--rename", "first try") == 0
    assert str(tmp_path / "first try") in capsys.readouterr().out
    assert command("runs", tmp_path / "first try", "--duplicate", "second") == 0
    paths = {run.path for run in known_runs()}
    assert paths == {tmp_path / "first try", tmp_path / "second"}
    assert command("runs", tmp_path / "second", "--delete") == 0
    kept = Path(capsys.readouterr().out.split("kept in ")[1].strip().rstrip("."))
    assert RunFolder.open(kept).status().state == "done"
    assert [run.path for run in known_runs()] == [tmp_path / "first try"]


@pytest.mark.parametrize("name", ["", "a/b"])
def test_a_run_is_not_given_a_name_that_no_folder_has(dataset, tmp_path, behave, name):
    train(dataset, tmp_path / "run")
    with pytest.raises(UsageError, match="cannot be the name of a run"):
        command("runs", tmp_path / "run", "--rename", name)
    assert RunFolder(tmp_path / "run").exists


def test_a_run_that_trains_is_not_renamed(dataset, tmp_path, behave):
    behave("slow")
    train(dataset, tmp_path / "run", "--detach")
    with pytest.raises(UsageError, match="is training"):
        command("runs", tmp_path / "run", "--rename", "other")
    command("runs", tmp_path / "run", "--stop")


def test_a_request_needs_a_run(behave):
    with pytest.raises(UsageError, match="runs RUN_DIR --stop"):
        command("runs", "--stop")


def test_a_folder_that_is_no_run_is_said_to_be_none(tmp_path, behave):
    with pytest.raises(EngineError, match="not the folder of a run"):
        command("runs", tmp_path)


def test_of_a_folder_of_runs_those_in_it_are_named(tmp_path, dataset, behave):
    for name in ("one", "two"):
        train(dataset, tmp_path / "runs" / name)
    with pytest.raises(EngineError, match=r"not the folder of a run.*name one of them: one, two"):
        command("runs", tmp_path / "runs")


def test_the_parser_is_built_without_anything_heavy():
    loaded = modules_loaded_by(
        "import argparse; from training.cli.train import add_commands;"
        "add_commands(argparse.ArgumentParser().add_subparsers())"
    )
    assert not loaded & {"torch", "numpy", "psutil", "safetensors"}


def test_an_estimate_needs_neither_a_data_set_nor_a_folder_and_starts_nothing(tmp_path, capsys):
    words = ("train", "generator", "--preset", "compact", "--set", "lambda_a=0", "--estimate")
    assert command(*words, "--device", "cpu") == 0
    values = json.loads(capsys.readouterr().out)
    assert list(values["parameters"]) == ["generator"]
    assert values["on_gpu"] is False
    with pytest.raises(UsageError, match="Where should the run be saved"):
        command("train", "generator", "--dataset", tmp_path)


def test_a_damaged_run_is_listed_among_the_others(dataset, tmp_path, capsys):
    for name in ("a", "b"):
        run = tiny.new_run(tmp_path / name, tiny.config(dataset))
        remember_run(run)
    file = tmp_path / "b" / "run.json"
    file.write_text(file.read_text().replace('"batch": 2', '"batch": 0'))
    assert command("runs") == 0
    damaged, whole = capsys.readouterr().out.splitlines()
    assert damaged.startswith("damaged")
    assert "run.config.training.batch: must be from 1 to 4096, not 0" in damaged
    assert whole.startswith("stopped")


def test_runs_are_listed_as_json_a_line_each(dataset, tmp_path, behave, capsys):
    train(dataset, tmp_path / "run", "--device", "cpu")
    broken = tiny.new_run(tmp_path / "broken", tiny.config(dataset))
    remember_run(broken)
    (broken.path / "run.json").write_text("{")
    capsys.readouterr()
    assert command("runs", "--json") == 0
    listed = {each["path"]: each for each in map(json.loads, capsys.readouterr().out.splitlines())}
    done = listed[str(tmp_path / "run")]
    assert (done["state"], done["step"], done["steps"], done["kind"]) == ("done", 5, 5, "generator")
    assert done["losses"]["mel"] == LAST_MEL
    assert done["verdict"].startswith("Follows the picture")
    assert listed[str(broken.path)]["state"] == "damaged"
    command("runs", tmp_path / "run", "--json")
    assert json.loads(capsys.readouterr().out) == done


def test_runs_are_compared_side_by_side_and_as_a_table_of_curves(dataset, tmp_path, behave, capsys):
    train(dataset, tmp_path / "a")
    train(dataset, tmp_path / "b", "--set", "learning_rate=0.5")
    capsys.readouterr()
    table = tmp_path / "curves.csv"
    assert command("runs", "--compare", tmp_path / "a", tmp_path / "b", "--csv", table) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == ["a", "b"]
    assert ["state", "done", "done"] in rows
    assert next(row[2] for row in rows if row[0] == "learning_rate") == "0.5"
    assert "b: loss/mel" in table.read_text().splitlines()[0].split(",")
    with pytest.raises(UsageError, match="--csv needs --compare"):
        command("runs", "--csv", table)


def test_presets_are_listed_for_people_and_as_json(capsys):
    save_preset(OwnPreset(kind="vocoder", name="mine", base="v2", settings=("batch=5",)))
    assert command("presets") == 0
    said = capsys.readouterr().out
    assert "generator  paper" in said
    assert "baseline   regnet " in said
    assert "Your own, from v2: batch=5." in said
    assert command("presets", "--json") == 0
    presets = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    paper = next(each for each in presets if (each["kind"], each["name"]) == ("generator", "paper"))
    assert paper["settings"]["batch"] == 48
    mine = next(each for each in presets if each["name"] == "mine")
    assert (mine["kind"], mine["settings"]["batch"]) == ("vocoder", 5)


def test_several_devices_and_processes_are_settings_of_the_run(dataset, tmp_path, behave):
    train(dataset, tmp_path / "run", "--device", "cpu", "--processes", "2")
    run = RunFolder.open(tmp_path / "run")
    assert run.config().devices == ("cpu", "cpu")
    words = ("train", "generator", "--run", run.path, "--resume")
    assert command(*words, "--processes", "1") == 0
    assert run.config().devices == ("cpu",)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--device", "cuda"), "CUDA cannot be used here"),
        (("--device", "cuda:0,cuda:1"), "CUDA cannot be used here"),
        (("--processes", "99"), "cannot be divided among 99 processes"),
        (("--processes", "0"), "processes must be from 1"),
        (("--device", "cuda:1", "--processes", "2"), "must name 2 GPUs"),
    ],
)
def test_devices_that_cannot_be_used_leave_no_run_behind(
    dataset, tmp_path, behave, monkeypatch, words, message
):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(EngineError, match=message) as refused:
        train(dataset, tmp_path / "run", *words)
    assert not (tmp_path / "run").exists()
    assert "Use the CPU" in refused.value.hint or "CUDA" not in message


def test_a_device_that_is_none_is_wrong_usage(dataset, tmp_path, behave, capsys):
    with pytest.raises(SystemExit):
        train(dataset, tmp_path / "run", "--device", "gpu")
    assert "'gpu' is not auto, cpu, cuda, or GPUs such as cuda:1" in capsys.readouterr().err


def test_the_program_says_its_version_and_completes_its_commands(tmp_path):
    main = [sys.executable, str(ROOT / "main.py")]
    said = subprocess.run([*main, "--version"], capture_output=True, text=True, check=True).stdout
    assert said == f"main.py {VERSION}\n"
    answers = tmp_path / "answers"
    asking = {"_ARGCOMPLETE": "1", "COMP_LINE": "main.py pres", "COMP_POINT": "12"}
    asking["_ARGCOMPLETE_STDOUT_FILENAME"] = str(answers)
    subprocess.run(main, env={**os.environ, **asking}, check=True)
    assert answers.read_text().strip() == "presets"


def test_a_baseline_is_trained_by_its_preset(dataset, tmp_path, behave):
    assert train(dataset, tmp_path / "run", "--preset", "regnet_compact", kind="baseline") == 0
    config = RunFolder.open(tmp_path / "run").config()
    assert (config.kind, config.training.part) == ("baseline", "regnet")


@pytest.mark.parametrize("kind", ["generator", "vocoder", "baseline"])
def test_without_a_preset_every_kind_is_trained_by_one_for_two_cpu_cores(
    dataset, tmp_path, behave, kind
):
    assert train(dataset, tmp_path / "run", kind=kind) == 0
    config = RunFolder.open(tmp_path / "run").config()
    assert (config.kind, config.preset.endswith("compact")) == (kind, True)


def test_a_run_goes_back_to_a_checkpoint_or_branches_off_there(dataset, tmp_path, behave):
    train(dataset, tmp_path / "run")
    run = RunFolder.open(tmp_path / "run")
    for step in (2, 4):
        with zipfile.ZipFile(run.checkpoint(step).state, "w") as file:
            file.writestr("step", str(step))
    words = ("train", "generator", "--resume-from", run.checkpoint(2).state)
    assert command(*words, "--run", tmp_path / "new", "--set", "batch=3") == 0
    new = RunFolder.open(tmp_path / "new")
    assert new.config().training.batch == 3
    assert [each.step for each in new.checkpoints_there()] == [2]
    assert [each.step for each in run.checkpoints_there()] == [2, 4]
    assert command(*words) == 0
    assert [each.step for each in run.checkpoints_there()] == [2]
    starts = [event for event in run.tail().read() if isinstance(event, Started)]
    assert starts[-1].step == 2


def test_a_queued_training_is_marked_as_one(dataset, tmp_path, behave):
    assert train(dataset, tmp_path / "run", "--queue") == 0
    assert (tmp_path / "run" / "queued").exists()  # the fake trainer does not wait
    assert command("train", "generator", "--run", tmp_path / "run", "--resume") == 0
    assert not (tmp_path / "run" / "queued").exists()


def test_a_sweep_trains_each_class_in_a_run_of_its_own_and_goes_on_where_it_ended(
    dataset, tmp_path, behave
):
    assert train(dataset, tmp_path / "runs", "--each-class") == 0
    made = {path.name: RunFolder.open(path) for path in (tmp_path / "runs").iterdir()}
    classes = {name: run.config().classes for name, run in made.items()}
    assert classes == {"knock": ("knock",), "ring": ("ring",)}
    assert {run.status().state for run in made.values()} == {"done"}
    first = made["knock"].path / "events.jsonl"
    before = first.read_bytes()
    shutil.rmtree(made["ring"].path)
    assert train(dataset, tmp_path / "runs", "--each-class", "--resume") == 0
    assert first.read_bytes() == before
    assert RunFolder.open(tmp_path / "runs" / "ring").status().state == "done"


def test_a_sweep_refuses_an_unknown_class_before_it_trains(dataset, tmp_path, behave):
    with pytest.raises(UsageError, match="no class 'rung'"):
        train(dataset, tmp_path / "runs", "--each-class", "--classes", "knock,rung")
    with pytest.raises(UsageError, match="leave out --detach"):
        train(dataset, tmp_path / "runs", "--each-class", "--detach")
    assert not (tmp_path / "runs").exists()
