"""`main.py batch`, from a list of jobs to dubbed copies, with jobs that fail among them."""

import json
import os
import threading
from pathlib import Path

import pytest

import main
from engine.events.event import Event, write_csv
from engine.media.probe import probe
from tests.cluster import local_cluster
from tests.media import clicks, make_sound, make_video
from tests.workers import kill_a_worker

RATE_HZ = 48000
HERE = ("--clips", __file__, "--references", __file__)
ROW = "clip,reference,events,ambience,blend\nclips/one.mp4,"


@pytest.fixture
def folder(tmp_path):
    """Two clips, two references and a list of events."""
    (tmp_path / "clips").mkdir()
    (tmp_path / "sounds").mkdir()
    for name in ("one", "two"):
        make_video(tmp_path / "clips" / f"{name}.mp4", duration_s=1.0)
    for name in ("bell", "wood"):
        make_sound(
            tmp_path / "sounds" / f"{name}.wav", 0.4 * clicks([0.1], 0.5, rate_hz=RATE_HZ), RATE_HZ
        )
    write_csv(tmp_path / "hits.csv", [Event(0.5)])
    return tmp_path


@pytest.fixture
def batch(folder):
    """Run a batch into `out`; the words of options follow."""

    def run(*words):
        words = [str(word) for word in words]
        return main.main(["batch", *words, "--output", str(folder / "out")])

    return run


def of_pairs(folder, *options):
    events = ("--events", folder / "hits.csv")
    return ("--clips", folder / "clips", "--references", folder / "sounds", *events, *options)


def outputs(folder):
    out = folder / "out"
    return sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.suffix != ".jsonl")


def told(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_clip_is_dubbed_with_every_reference(folder, batch, capsys):
    assert batch(*of_pairs(folder)) == 0
    names = ["one - bell.mp4", "one - wood.mp4", "two - bell.mp4", "two - wood.mp4"]
    assert outputs(folder) == names
    assert all(probe(folder / "out" / name).audio for name in names)
    assert capsys.readouterr().out.splitlines()[-1] == "4 done, 0 failed."


def test_a_template_makes_folders_and_other_kinds_of_files(folder, batch):
    assert batch(*of_pairs(folder, "--name", "{reference}/{number} {clip}.wav")) == 0
    assert outputs(folder) == [
        "bell",
        "bell/1 one.wav",
        "bell/3 two.wav",
        "wood",
        "wood/2 one.wav",
        "wood/4 two.wav",
    ]


def test_an_output_in_a_subfolder_is_told_with_it(folder, batch, capsys):
    assert batch(*of_pairs(folder, "--name", "{clip}/{reference}")) == 0
    lines = capsys.readouterr().out.splitlines()[:-1]
    told = [line.split("] ")[1].split(":")[0] for line in lines]
    assert told == ["one/bell.mp4", "one/wood.mp4", "two/bell.mp4", "two/wood.mp4"]


def test_options_of_a_dub_apply_to_every_job(folder, batch):
    assert batch(*of_pairs(folder, "--channels", "1", "--codec", "flac", "--overwrite")) == 0
    tracks = [probe(folder / "out" / name).audio[0] for name in outputs(folder)]
    assert {(track.channels, track.codec) for track in tracks} == {(1, "flac")}
    assert len(tracks) == 4


@pytest.mark.parametrize(
    "template",
    ["../{clip}", "/{clip}", "{clip}/../../x", "c:/{clip}", "{clip.parent}", "{", "{seed}", ""],
)
def test_a_template_that_leaves_the_folder_or_is_damaged_writes_nothing(
    folder, batch, capsys, template
):
    assert batch(*of_pairs(folder, "--name", template)) == 2
    assert "name template" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_a_link_does_not_lead_out_of_the_folder(folder, batch, capsys):
    (folder / "elsewhere").mkdir()
    (folder / "out").mkdir()
    (folder / "out" / "one").symlink_to(folder / "elsewhere")
    assert batch(*of_pairs(folder, "--name", "{clip}/{reference}")) == 2
    assert "stay inside" in capsys.readouterr().err
    assert not list((folder / "elsewhere").iterdir())


def test_two_jobs_never_write_one_file_and_both_are_named(folder, batch, capsys):
    for name in ("bell", "wood"):
        (folder / name).mkdir()
        (folder / "sounds" / f"{name}.wav").rename(folder / name / "Track 1.wav")
    sounds = folder / "bell", folder / "wood"
    assert batch("--clips", folder / "clips", "--references", *sounds) == 2
    one, (first, second) = folder / "clips" / "one.mp4", (each / "Track 1.wav" for each in sounds)
    assert (
        f"Two jobs would write {folder / 'out' / 'one - Track 1.mp4'}: {one} with {first}, and "
        f"{one} with {second}."
    ) in capsys.readouterr().err


def test_no_job_overwrites_the_clip_of_another(folder, capsys):
    clips, jobs = folder / "clips", folder / "jobs.csv"
    jobs.write_text(
        "clip,reference,output\nclips/one.mp4,sounds/bell.wav,two\n"
        "clips/two.mp4,sounds/bell.wav,three\n"
    )
    before = {path: path.read_bytes() for path in clips.iterdir()}
    assert main.main(["batch", str(jobs), "--output", str(clips), "--overwrite"]) == 2
    assert "two.mp4 is itself an input" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in clips.iterdir()} == before


def test_a_list_gives_each_job_its_options(folder, batch, capsys):
    (folder / "jobs.csv").write_text(
        "clip;reference;events;gain;overwrite;output\n"
        "clips/one.mp4;sounds/bell.wav;hits.csv;-3;;first\n"
        "clips/two.mp4;sounds/wood.wav;hits.csv;;1;second.wav\n"
    )
    assert batch(folder / "jobs.csv", "--seed", "7", "--json") == 0
    first, second, summary = told(capsys)
    assert outputs(folder) == ["first.mp4", "second.wav"]
    assert {"--seed=7", "--gain=-3"} < set(first["job"]["words"])
    assert "--overwrite" in second["job"]["words"]
    assert summary == {"type": "summary", "done": 2, "failed": 0, "skipped": 0}


def test_a_clip_whose_name_begins_like_a_comment_is_dubbed(folder, batch, capsys):
    (folder / "clips" / "two.mp4").rename(folder / "#2.mp4")
    (folder / "jobs.csv").write_text(
        "# the jobs of today\nclip,reference,events\n#2.mp4,sounds/bell.wav,hits.csv\n"
        "#clips/one.mp4,sounds/bell.wav,hits.csv\n# that is all\n"
    )
    assert batch(folder / "jobs.csv", "--json") == 0
    job, summary = told(capsys)
    assert Path(job["job"]["clip"]).name == "#2.mp4"
    assert summary["done"] == 1


def test_a_failing_job_does_not_stop_the_rest(folder, batch, capsys):
    (folder / "clips" / "broken.mp4").write_bytes(b"no video")
    assert batch(*of_pairs(folder, "--json")) == 3
    *jobs, summary = told(capsys)
    failed = [each for each in jobs if each["error"]]
    assert {each["exit_code"] for each in failed} == {3}
    assert all("broken.mp4" in each["error"] for each in failed)
    assert summary == {"type": "summary", "done": 4, "failed": 2, "skipped": 0}
    assert len(outputs(folder)) == 4


def test_a_failing_job_leaves_no_empty_folder(folder, batch):
    (folder / "clips" / "broken.mp4").write_bytes(b"no video")
    assert batch(*of_pairs(folder, "--name", "{clip}/takes/{reference}")) == 3
    assert {name.split("/")[0] for name in outputs(folder)} == {"one", "two"}
    (folder / "clips" / "one.mp4").unlink()
    (folder / "clips" / "two.mp4").unlink()
    assert batch(*of_pairs(folder, "--name", "{reference}/{clip}")) == 3
    assert {name.split("/")[0] for name in outputs(folder)} == {"one", "two"}
    assert (folder / "out" / "batch.jsonl").exists()


def test_resuming_repeats_only_what_is_not_done(folder, batch, capsys):
    broken = folder / "clips" / "broken.mp4"
    broken.write_bytes(b"no video")
    assert batch(*of_pairs(folder)) == 3
    broken.unlink()
    make_video(broken, duration_s=1.0)
    (folder / "out" / "two - bell.mp4").unlink()
    kept_at = (folder / "out" / "one - bell.mp4").stat().st_mtime_ns
    capsys.readouterr()
    assert batch(*of_pairs(folder, "--resume", "--json")) == 0
    *jobs, summary = told(capsys)
    made = sorted(each["job"]["output"].split("/")[-1] for each in jobs)
    assert made == ["broken - bell.mp4", "broken - wood.mp4", "two - bell.mp4"]
    assert summary == {"type": "summary", "done": 3, "failed": 0, "skipped": 3}
    assert (folder / "out" / "one - bell.mp4").stat().st_mtime_ns == kept_at


def test_a_batch_that_is_run_again_names_the_option_that_resumes_it(folder, batch, capsys):
    words = of_pairs(folder, "--name", "{clip}/{reference}")
    assert batch(*words) == 0
    capsys.readouterr()
    assert batch(*words) == 2
    *lines, summary = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("[1/4] one/bell.mp4: The output exists already. --resume skips")
    assert all("--overwrite replaces" in line for line in lines)
    assert summary == "0 done, 4 failed."
    assert batch(*words, "--resume") == 0
    assert batch(*words, "--overwrite") == 0


@pytest.mark.timeout(300)
def test_several_jobs_run_at_a_time(folder, batch):
    assert batch(*of_pairs(folder, "--workers", "2")) == 0
    assert len(outputs(folder)) == 4


@pytest.mark.timeout(300)
@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
def test_a_process_killed_in_the_middle_loses_and_doubles_no_job(folder, batch, capsys):
    killer = threading.Thread(target=kill_a_worker)
    killer.start()
    assert batch(*of_pairs(folder, "--workers", "2", "--json")) == 0
    killer.join()
    *jobs, summary = told(capsys)
    assert summary == {"type": "summary", "done": 4, "failed": 0, "skipped": 0}
    assert len({each["job"]["output"] for each in jobs}) == len(jobs) == 4
    assert len(outputs(folder)) == 4


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the library
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_cluster_runs_the_jobs_of_a_list_as_this_machine_does(
    folder, batch, capsys, monkeypatch, tmp_path
):
    pytest.importorskip("distributed", reason="needs `uv sync --group cluster`")
    monkeypatch.chdir(folder)  # the paths of the jobs are relative to where the command runs
    (folder / "clips" / "broken.mp4").write_bytes(b"no video")
    words = ("--clips", "clips", "--references", "sounds", "--events", "hits.csv", "--json")
    with local_cluster(tmp_path) as scheduler:
        assert batch(*words, "--scheduler", scheduler) == 3
    *jobs, summary = told(capsys)
    assert summary == {"type": "summary", "done": 4, "failed": 2, "skipped": 0}
    assert {each["exit_code"] for each in jobs} == {0, 3}
    assert len(outputs(folder)) == 4


@pytest.mark.parametrize(
    ("row", "exit_code", "says"),
    [
        ("clip,reference,speed\na.mp4,b.wav,2", 2, "jobs.csv, line 2: A job has no option named"),
        ("clip,reference,seed\na.mp4,b.wav,-1", 2, "jobs.csv, line 2: Argument --seed"),
        ("clip,reference,overwrite\na.mp4,b.wav,perhaps", 2, "overwrite must be 0 or 1"),
        ("clip,reference,output\na.mp4,b.wav,../x", 2, "line 2: The name template ../x"),
        ("clip,reference\na.mp4,", 3, "jobs.csv, line 2: No reference is named."),
        ("clip,reference\na.mp4,b.wav", 3, "jobs.csv, line 2: There is no file a.mp4."),
        (f"{ROW}bell.wav", 3, "jobs.csv, line 2: There is no file bell.wav."),
        (f"{ROW}sounds/bell.wav,x.csv", 3, "line 2: There is no file x.csv."),
        (f"{ROW}sounds/bell.wav,,x.wav", 3, "line 2: There is no file x.wav."),
        (f"{ROW}sounds/bell.wav,,,y.wav:0.3", 3, "line 2: There is no file y.wav."),
        ("clip,sound\na.mp4,b.wav", 3, "exactly one column must be named reference"),
        ("clip,reference\n", 3, "jobs.csv lists no jobs."),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused_before_any_work(
    folder, batch, capsys, row, exit_code, says
):
    (folder / "jobs.csv").write_text(row)
    assert batch(folder / "jobs.csv") == exit_code
    assert says in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_a_missing_file_that_is_named_is_told_before_any_work(folder, batch, capsys):
    clips, sounds = folder / "clips", folder / "sounds"
    for words, missing in (
        (("--clips", clips, clips / "x.mp4", "--references", sounds), "x.mp4"),
        (("--clips", clips, "--references", sounds / "y.wav"), "y.wav"),
        (("--clips", clips, "--references", sounds, "--events", clips / "z.csv"), "z.csv"),
    ):
        assert batch(*words) == 3
        said = capsys.readouterr().err
        assert "There is no file" in said
        assert missing in said
        assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "needs either"),
        (("--clips", "x.mp4"), "belong together"),
        (("jobs.csv", "--clips", "x.mp4"), "needs either"),
        (
            (*HERE, "--workers", "2", "--scheduler", "tcp:"),
            "for this machine, not for a cluster",
        ),
        (("--clips", "x.mp4", "--references", "y.wav", "--seed", "-1"), "Argument --seed"),
    ],
)
def test_contradicting_words_are_refused(batch, capsys, words, says):
    assert batch(*words) == 2
    assert says in capsys.readouterr().err
