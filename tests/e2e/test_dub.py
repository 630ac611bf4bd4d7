"""`main.py dub`, from the words of a command line to the bytes of the copy."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from msgspec import structs

import main
from engine.errors import EnvironmentUnusableError
from engine.events.event import Event, read_csv, write_csv
from engine.host.jobs import run_job
from engine.host.messages import FindEvents
from engine.media.audio import read_blocks, read_sound
from engine.media.digest import picture_digest
from engine.media.probe import probe
from engine.progress import JobContext
from tests.media import Track, clicks, make_sound, make_video, sine
from tests.tiny_models import install_generator

EVENTS_S = (0.5, 1.2, 1.9)
RATE_HZ = 44100


def thump(attacks_s=(0.3, 1.1), duration_s=2.0, rate_hz=RATE_HZ, frequency_hz=900.0):
    """Decaying tones at the given times: (n, 1)."""
    times_s = np.arange(round(duration_s * rate_hz)) / rate_hz
    sound = np.zeros_like(times_s)
    for attack_s in attacks_s:
        since_s = times_s - attack_s
        rings = (since_s >= 0) * np.exp(-since_s.clip(0) * 25.0)
        sound += 0.5 * rings * np.sin(2 * np.pi * frequency_hz * since_s)
    return sound.astype(np.float32)[:, np.newaxis]


@pytest.fixture
def material(tmp_path):
    """A folder with a silent clip, a reference and a list of events."""
    make_video(tmp_path / "clip.mp4", duration_s=2.5)
    make_sound(tmp_path / "reference.wav", thump(), RATE_HZ)
    write_csv(tmp_path / "events.csv", [Event(time_s, 0.8) for time_s in EVENTS_S])
    return tmp_path


def dub(folder, *options, video="clip.mp4", output="out.mp4", events="events.csv"):
    """Run a dub; its exit code."""
    words = ["dub", str(folder / video), "--reference", str(folder / "reference.wav")]
    words += ["--output", str(folder / output)]
    if events is not None:
        words += ["--events", str(folder / events) if "." in events else events]
    return main.main([*words, *map(str, options)])


def sound_of(path, track=0):
    return np.concatenate(list(read_blocks(path, track=track)))


def attacks_s(sound, rate_hz, apart_s=0.2):
    """Where a sound rises out of silence."""
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > 0.1 * np.abs(sound).max())
    starts = np.flatnonzero(np.diff(loud, prepend=-rate_hz) > apart_s * rate_hz)
    return loud[starts] / rate_hz


def tone_level(sound, frequency_hz):
    """The share of a frequency in a sound."""
    spectrum = np.abs(np.fft.rfft(sound[:, 0]))
    place = round(frequency_hz * len(sound) / RATE_HZ)
    return spectrum[place - 200 : place + 200].sum() / spectrum.sum()


def test_the_sound_starts_at_the_events_and_the_picture_is_untouched(material):
    assert dub(material) == 0
    out = material / "out.mp4"
    assert picture_digest(out) == picture_digest(material / "clip.mp4")
    assert attacks_s(sound_of(out), 48000) == pytest.approx(EVENTS_S, abs=0.003)
    info = probe(out)
    assert (info.audio[0].sample_rate_hz, info.audio[0].channels) == (48000, 2)
    assert info.duration_s == pytest.approx(2.5, abs=0.03)


@pytest.mark.parametrize(
    ("option", "name", "step", "error"),
    [
        (
            "--markers",
            "m.csv",
            "engine.dubbing.handoff.marker_files.marker_text",
            OSError(28, "No space left"),
        ),
        (
            "--stem",
            "s.wav",
            "engine.dubbing.mix.stems.StemFiles.complete",
            soundfile.SoundFileRuntimeError("No space left"),
        ),
    ],
    ids=["markers", "stem"],
)
def test_an_output_appears_with_its_stem_and_markers_or_not_at_all(
    material, capsys, monkeypatch, option, name, step, error
):
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(step, fail)
    assert dub(material, option, material / name) == 4
    assert f"{name} could not be written" in capsys.readouterr().err
    assert not (material / "out.mp4").exists()
    assert not (material / name).exists()


@pytest.mark.parametrize("option", ["--output", "--stem", "--events"])
def test_a_name_that_no_file_can_have_is_wrong_usage(material, capsys, option):
    path = material / f"{'x' * 300}{'.csv' if option == '--events' else '.wav'}"
    assert dub(material, option, path) in (2, 3)
    said = capsys.readouterr().err
    assert "too long" in said
    assert len(said) < 500


def test_json_says_what_was_done(material, capsys):
    assert dub(material, "--json") == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["output"] == str(material / "out.mp4")
    assert [event["time_s"] for event in said["events"]] == list(EVENTS_S)
    assert (said["engine"], said["model"], said["device"]) == ("grains", None, "cpu")
    assert said["duration_s"] == pytest.approx(2.5, abs=0.01)
    assert said["loudness_lufs"] == pytest.approx(-23.0, abs=0.3)
    assert said["picture_digest"] == picture_digest(material / "out.mp4")
    assert said["measurements"]["events_heard"] == 1.0
    assert set(said["measurements"]) == {"duration_s", "events", "events_heard", "loudness_lufs"}
    assert {"reference", "sound", "level", "write"} <= set(said["timings_s"])


def test_the_neural_engine_without_a_model_is_refused_with_the_line_that_mends_it(material, capsys):
    assert dub(material, "--engine", "neural") == 4
    said = capsys.readouterr().err
    assert "Import one, or use the engine `grains`." in said
    assert not (material / "out.mp4").exists()


def test_only_the_range_is_dubbed(material):
    assert dub(material, "--range", "1:1.7") == 0
    sound = sound_of(material / "out.mp4")
    assert len(sound) == pytest.approx(2.5 * 48000, abs=1100)
    assert attacks_s(sound, 48000) == pytest.approx([1.2], abs=0.003)


def test_a_range_may_be_open_and_in_minutes(material):
    assert dub(material, "--range", "0:01:", output="late.mkv") == 0
    assert dub(material, "--range", ":0:01", output="early.mkv") == 0
    late, early = (sound_of(material / name) for name in ("late.mkv", "early.mkv"))
    assert attacks_s(late, 48000) == pytest.approx([1.2, 1.9], abs=0.003)
    assert attacks_s(early, 48000) == pytest.approx([0.5], abs=0.003)


def test_a_mix_keeps_the_original_and_its_format(material):
    own = sine(300.0, 2.5, rate_hz=32000, channels=1)
    make_video(material / "talk.mkv", duration_s=2.5, sounds=[Track(own, 32000, "flac")])
    assert dub(material, "--original", "mix", video="talk.mkv", output="out.mkv") == 0
    info = probe(material / "out.mkv")
    assert (info.audio[0].sample_rate_hz, info.audio[0].channels) == (32000, 1)
    before, after = sound_of(material / "talk.mkv"), sound_of(material / "out.mkv")
    start = slice(0, round(0.45 * 32000))  # nothing is dubbed there
    np.testing.assert_allclose(after[start], before[start], atol=2e-7)
    assert np.abs(after - before[: len(after)])[round(0.5 * 32000) :].max() > 0.05


def test_a_track_leaves_the_original_beside_the_dub(material):
    own = clicks([0.1], 2.5, rate_hz=48000)
    make_video(material / "talk.mkv", duration_s=2.5, sounds=[Track(own, 48000, "flac")])
    assert dub(material, "--original", "track", video="talk.mkv", output="out.mkv") == 0
    assert len(probe(material / "out.mkv").audio) == 2
    np.testing.assert_array_equal(
        sound_of(material / "out.mkv", track=1), sound_of(material / "talk.mkv")
    )


def test_the_loudness_of_the_clips_own_sound_is_matched(material, capsys):
    own = 0.05 * thump((0.2, 0.9, 1.6), 2.5)
    make_video(material / "talk.mp4", duration_s=2.5, sounds=[Track(own, RATE_HZ)])
    assert dub(material, "--json", video="talk.mp4") == 0
    matched = json.loads(capsys.readouterr().out.splitlines()[-1])["loudness_lufs"]
    assert matched < -35.0


def test_loudness_gain_rate_channels_and_pan_do_what_they_say(material, capsys):
    options = ["--loudness=-30", "--gain", "3", "--rate", "44100", "--channels", "2", "--pan=-1"]
    assert dub(material, *options, "--json") == 0
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["loudness_lufs"] == pytest.approx(-27.0, abs=0.3)
    assert said["rate_hz"] == 44100
    sound = sound_of(material / "out.mp4")
    assert np.abs(sound[:, 1]).max() < 0.01 * np.abs(sound[:, 0]).max()


def test_stem_and_markers_are_written_beside_the_copy(material):
    assert dub(material, "--stem", material / "stem.wav", "--markers", material / "m.csv") == 0
    stem = read_sound(material / "stem.wav")
    assert attacks_s(stem.samples, stem.rate_hz) == pytest.approx(EVENTS_S, abs=0.002)
    assert (material / "m.csv").read_text().count("\n") == 1 + len(EVENTS_S)


def test_a_stem_that_is_there_is_kept_before_any_work(material):
    (material / "stem.wav").write_text("mine")
    assert dub(material, "--stem", material / "stem.wav") == 2
    assert (material / "stem.wav").read_text() == "mine"
    assert not (material / "out.mp4").exists()


def test_variations_differ_and_are_numbered(material):
    make_sound(material / "reference.wav", thump((0.1, 0.5, 0.9, 1.3), frequency_hz=700), RATE_HZ)
    assert dub(material, "--variations", "3", output="out.mkv") == 0
    sounds = [sound_of(material / f"out{ending}.mkv") for ending in ("", "-2", "-3")]
    assert not all(np.array_equal(sounds[0], other) for other in sounds[1:])


def test_the_same_seed_gives_the_same_dub(material):
    for output in ("a.mkv", "b.mkv"):
        assert dub(material, "--seed", "7", output=output) == 0
    np.testing.assert_array_equal(sound_of(material / "a.mkv"), sound_of(material / "b.mkv"))


def test_a_file_that_is_there_is_replaced_only_when_asked(material):
    (material / "out.mp4").write_bytes(b"mine")
    assert dub(material) == 2
    assert (material / "out.mp4").read_bytes() == b"mine"
    assert dub(material, "--overwrite") == 0
    assert probe(material / "out.mp4").audio


def test_the_clip_itself_is_never_the_output(material):
    before = (material / "clip.mp4").read_bytes()
    assert dub(material, "--overwrite", output="clip.mp4") == 2
    assert (material / "clip.mp4").read_bytes() == before


def test_spaces_and_other_alphabets_in_paths(tmp_path):
    folder = tmp_path / "видео 日本 ü" / "a 'b' ; c"
    folder.mkdir(parents=True)
    make_video(folder / "clip 1.mp4", duration_s=2.5)
    make_sound(folder / "reference.wav", thump(), RATE_HZ)
    write_csv(folder / "list.csv", [Event(0.5)])
    assert dub(folder, video="clip 1.mp4", output="дубль.mp4", events="list.csv") == 0
    assert attacks_s(sound_of(folder / "дубль.mp4"), 48000) == pytest.approx([0.5], abs=0.003)


def break_nothing(folder):
    """Leave the material as it is."""


def remove_clip(folder):
    (folder / "clip.mp4").unlink()


def empty_clip(folder):
    (folder / "clip.mp4").write_bytes(b"")


def make_clip_text(folder):
    (folder / "clip.mp4").write_text("This is no video.")


def make_clip_a_folder(folder):
    (folder / "clip.mp4").unlink()
    (folder / "clip.mp4").mkdir()


def make_clip_a_sound(folder):
    make_sound(folder / "clip.wav", sine(440.0, 1.0))
    shutil.move(folder / "clip.wav", folder / "clip.mp4")


def silence_reference(folder):
    make_sound(folder / "reference.wav", np.zeros((RATE_HZ, 1), np.float32), RATE_HZ)


def remove_reference(folder):
    (folder / "reference.wav").unlink()


def break_events(folder):
    (folder / "events.csv").write_text("time_s\nsoon\n")


def mute_events(folder):
    write_csv(folder / "events.csv", [Event(0.5, muted=True)])


@pytest.mark.parametrize(
    ("harm", "options", "exit_code", "word"),
    [
        (remove_clip, [], 3, "clip.mp4"),
        (empty_clip, [], 3, "empty"),
        (make_clip_text, [], 3, "clip.mp4"),
        (make_clip_a_folder, [], 3, "folder"),
        (make_clip_a_sound, [], 3, "picture"),
        (silence_reference, [], 3, "silent"),
        (remove_reference, [], 3, "reference.wav"),
        (break_events, [], 3, "line 2"),
        (mute_events, [], 3, "No event"),
        (break_nothing, ["--range", "2:2"], 2, "empty"),
        (break_nothing, ["--range", "9:"], 3, "ends at"),
        (break_nothing, ["--reference-region", "50:60"], 3, "reference.wav"),
        (break_nothing, ["--engine", "grains", "--blend", "x.wav:0.5"], 2, "--blend"),
        (break_nothing, ["--blend", "reference.wav:0.5"], 4, "No model is installed"),
        (break_nothing, ["--model", "nobody"], 4, "nobody"),
        (break_nothing, ["--stem", "stem.mp3"], 2, "stem.mp3"),
    ],
)
def test_bad_input_gets_one_sentence_and_leaves_nothing(
    material, capsys, harm, options, exit_code, word
):
    harm(material)
    before = sorted(path.name for path in material.iterdir())
    assert dub(material, *options) == exit_code
    sentences = capsys.readouterr().err.splitlines()
    assert len(sentences) == 1
    assert word in sentences[0]
    assert sorted(path.name for path in material.iterdir()) == before


@pytest.mark.parametrize(
    "options",
    [
        ["--range", "1:2:3"],
        ["--background", "2"],
        ["--pan", "nan"],
        ["--seed", "-1"],
        ["--rate", "12"],
        ["--variations", "0"],
        ["--loudness", "loud"],
        ["--blend", "x.wav"],
        ["--gain", "1e9"],
    ],
)
def test_a_wrong_option_is_refused_before_anything_is_read(material, capsys, options):
    with pytest.raises(SystemExit) as end:
        dub(material, *options)
    assert end.value.code == 2
    assert options[0].strip("-") in capsys.readouterr().err


def test_an_unwritable_folder_is_said_before_the_work(material, capsys):
    assert dub(material, output="nowhere/out.mp4") == 4
    assert "nowhere" in capsys.readouterr().err


def test_a_full_disk_leaves_what_was_there(material, capsys, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    (material / "out.mp4").write_bytes(b"mine")
    monkeypatch.setattr(Path, "replace", full)
    assert dub(material, "--overwrite") == 4
    assert "space" in capsys.readouterr().err
    assert (material / "out.mp4").read_bytes() == b"mine"
    assert not list(material.glob(".*"))


class TestNeural:
    """The same command with a model: tiny, with weights as training starts from them."""

    @pytest.fixture
    def model(self, material):
        return install_generator()

    def spoken(self, capsys):
        return json.loads(capsys.readouterr().out.splitlines()[-1])

    def test_an_installed_model_is_found_by_itself(self, material, model, capsys):
        assert dub(material, "--engine", "neural", "--json") == 0
        said = self.spoken(capsys)
        assert (said["engine"], said["model"]) == ("neural", "tiny")
        assert said["vocoder"] == "griffin-lim"
        assert sound_of(material / "out.mp4").any()

    def test_a_model_chosen_by_class_is_named(self, material, model, capsys):
        install_generator("of bells", classes=("bell",))
        assert dub(material, "--model", "by-class:bell", "--json") == 0
        said = self.spoken(capsys)
        assert (said["engine"], said["model"]) == ("neural", "of bells")
        assert "of bells is used, the model of the class bell." in said["notes"]
        found = run_job(
            FindEvents(material / "clip.mp4", ("auto",), "by-class"), material, JobContext()
        )
        assert found.source == "auto"

    def test_an_installed_model_does_not_replace_the_grains_by_itself(
        self, material, model, capsys
    ):
        assert dub(material, "--json") == 0
        assert self.spoken(capsys)["engine"] == "grains"

    def test_everything_it_offers_works_together(self, material, model, capsys):
        make_sound(material / "second.wav", sine(2000.0, 0.5))
        options = ["--blend", f"{material / 'second.wav'}:0.4", "--background", "0.5"]
        options += ["--ambience", material / "second.wav", "--seed", "3", "--range", "0.4:2.2"]
        assert dub(material, *options, "--json") == 0
        assert self.spoken(capsys)["engine"] == "neural"

    def test_the_same_recipe_gives_the_same_dub_bit_for_bit(self, material, model):
        for output in ("a.mkv", "b.mkv"):
            assert dub(material, "--engine", "neural", "--seed", "5", output=output) == 0
        np.testing.assert_array_equal(sound_of(material / "a.mkv"), sound_of(material / "b.mkv"))

    def test_another_seed_and_other_events_give_another_dub(self, material, model):
        write_csv(material / "other.csv", [Event(1.7)])
        neural = ("--engine", "neural")
        assert dub(material, *neural, output="a.mkv") == 0
        assert dub(material, *neural, "--seed", "5", output="b.mkv") == 0
        assert dub(material, *neural, output="c.mkv", events="other.csv") == 0
        sounds = [sound_of(material / f"{name}.mkv") for name in "abc"]
        assert not np.array_equal(sounds[0], sounds[1])
        assert not np.array_equal(sounds[0], sounds[2])

    def test_grains_can_still_be_asked_for(self, material, model, capsys):
        assert dub(material, "--engine", "grains", "--json") == 0
        assert self.spoken(capsys)["engine"] == "grains"

    def test_a_model_of_another_feature_version_is_refused(self, material, model, capsys):
        import engine.model_files.model_file as files
        from engine.model_files.checkpoint import load_model, save_model

        header, weights, calibration = load_model(model, "generator")
        save_model(
            model,
            structs.replace(header, feature_version=header.feature_version + 1),
            weights,
            calibration,
        )
        assert files.installed("generator")
        assert dub(material, events="model") == 4
        assert "features" in capsys.readouterr().err
        # Steered by events, it needs no features.
        assert dub(material, "--engine", "neural") == 0

    def test_the_model_can_be_left_to_decide_alone(self, material, model):
        neural = ("--engine", "neural")
        assert dub(material, *neural, output="steered.mkv", events="picture") == 0
        assert dub(material, output="alone.mkv", events="model") == 0
        steered, alone = (sound_of(material / f"{name}.mkv") for name in ("steered", "alone"))
        assert alone.any()
        assert not np.array_equal(steered, alone)

    def test_the_picture_alone_can_steer_any_model_as_in_the_paper(self, material, model, capsys):
        from engine.model_files.checkpoint import load_model, save_model

        assert dub(material, output="untaught.mkv", events="model") == 0
        header, weights, calibration = load_model(model, "generator")
        reading = np.array([0.0, 0.0, 0.0, 1.0], np.float32)
        save_model(model, header, weights, replace(calibration, reading=reading))
        capsys.readouterr()
        alone = ["--steering", "picture", "--json"]
        assert dub(material, *alone, output="alone.mkv", events="events.csv") == 0
        said = self.spoken(capsys)
        assert said["engine"] == "neural"
        assert len(said["events"]) == len(EVENTS_S)
        assert dub(material, "--engine", "neural", output="steered.mkv") == 0
        untaught, alone, steered = (
            sound_of(material / f"{name}.mkv") for name in ("untaught", "alone", "steered")
        )
        np.testing.assert_array_equal(alone, untaught)
        assert not np.array_equal(alone, steered)
        assert dub(material, "--steering", "picture", "--engine", "grains") == 2
        assert "--steering picture" in capsys.readouterr().err

    def test_a_model_that_was_taught_events_tells_which_it_decided_on(self, material, model):
        from engine.model_files.checkpoint import load_model, save_model

        header, weights, calibration = load_model(model, "generator")
        reading = np.array([0.0, 0.0, 0.0, 1.0], np.float32)  # sees one event, in the middle
        save_model(model, header, weights, replace(calibration, reading=reading))
        listed = ["--markers", material / "decided.csv"]
        assert dub(material, *listed, output="alone.mkv", events="model") == 0
        events = read_csv(material / "decided.csv")
        assert [event.strength for event in events] == pytest.approx([0.731], abs=1e-3)
        told = {"output": "told.mkv", "events": "decided.csv"}
        assert dub(material, "--engine", "neural", **told) == 0
        alone, told = (sound_of(material / f"{name}.mkv") for name in ("alone", "told"))
        assert np.abs(alone - told).max() < 0.02 * np.abs(alone).max()
        ask = FindEvents(material / "clip.mp4", ("model",))
        seen = run_job(ask, material, JobContext()).events
        times_s = pytest.approx([event.time_s for event in events], abs=1e-3)
        assert [event.time_s for event in seen] == times_s
        look = ["events", str(material / "clip.mp4"), "--model", str(model)]
        assert main.main([*look, "--output", str(material / "seen.csv")]) == 0
        assert [event.time_s for event in read_csv(material / "seen.csv")] == times_s

    def test_an_aligned_model_sounds_at_the_events_whatever_steers_it(self, material):
        install_generator(aligned=True)
        for steering in ("events", "picture"):
            options = ["--engine", "neural", "--steering", steering, "--overwrite"]
            assert dub(material, *options, output="out.mkv") == 0
            assert attacks_s(sound_of(material / "out.mkv"), 48000) == pytest.approx(
                EVENTS_S, abs=0.005
            )

    def test_an_aligned_model_blends_the_hits_of_two_sounds(self, material):
        install_generator(aligned=True)
        make_sound(material / "second.wav", thump(frequency_hz=5000.0), RATE_HZ)
        for name, amount in (("first", 0), ("both", 0.5), ("second", 1)):
            blend = ["--blend", f"{material / 'second.wav'}:{amount}"]
            assert dub(material, *blend, output=f"{name}.mkv") == 0
        first, both, second = (
            sound_of(material / f"{name}.mkv") for name in ("first", "both", "second")
        )
        assert tone_level(second, 900.0) < tone_level(both, 900.0) < tone_level(first, 900.0)
        assert tone_level(first, 5000.0) < tone_level(both, 5000.0) < tone_level(second, 5000.0)

    def test_a_model_does_not_look_for_events_in_the_sound(self, material, model, capsys):
        look = ["events", str(material / "clip.mp4"), "--model", str(model), "--from", "sound"]
        assert main.main(look) == 2
        assert "--from sound" in capsys.readouterr().err

    def test_where_a_model_sees_no_event_it_makes_no_noise(self, material, model, capsys):
        from engine.model_files.checkpoint import load_model, save_model

        header, weights, calibration = load_model(model, "generator")
        reading = np.array([0.0, 0.0, 0.0, -1.0], np.float32)
        save_model(model, header, weights, replace(calibration, reading=reading))
        assert dub(material, output="alone.mkv", events="model") == 3
        assert "No event was found in clip.mp4, according to the model," in capsys.readouterr().err
        assert not (material / "alone.mkv").exists()

    def test_a_model_that_was_taught_no_events_is_not_asked_for_any(self, material, model):
        ask = FindEvents(material / "clip.mp4", ("model",), str(model))
        with pytest.raises(EnvironmentUnusableError, match="was not trained to detect events"):
            run_job(ask, material, JobContext())

    def test_events_that_were_found_and_given_back_make_the_same_dub(self, material, model):
        found = ["--markers", material / "found.csv"]
        assert dub(material, *found, output="a.mkv", events="picture") == 0
        assert dub(material, output="b.mkv", events="found.csv") == 0
        a, b = (sound_of(material / f"{name}.mkv") for name in "ab")
        assert np.abs(a - b).max() < 0.02 * np.abs(a).max()  # a list rounds to milliseconds

    def test_grains_has_no_model_to_decide(self, material, model, capsys):
        assert dub(material, "--engine", "grains", events="model") == 2
        assert "--events model" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ["--output", "reference.wav"],
        ["--output", "out.mp4", "--stem", "reference.wav"],
        ["--output", "out.mp4", "--markers", "events.csv"],
        ["--output", "out.mp4", "--stem", "bell.wav", "--blend", "bell.wav:0.5"],
        ["--output", "out.mp4", "--stem", "bell.wav", "--ambience", "bell.wav"],
        ["--output", "bell.wav", "--variations", "2", "--blend", "bell-2.wav:0.5"],
    ],
    ids=["reference", "stem", "events", "blend", "ambience", "variations"],
)
def test_no_input_is_ever_overwritten(material, monkeypatch, capsys, options):
    monkeypatch.chdir(material)
    for name in ("bell.wav", "bell-2.wav"):
        make_sound(material / name, thump(), RATE_HZ)
    before = {path: path.read_bytes() for path in material.iterdir()}
    words = ["dub", "clip.mp4", "--reference", "reference.wav", "--events", "events.csv"]
    assert main.main([*words, "--overwrite", *options]) == 2
    assert "itself an input, which is never overwritten" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in material.iterdir()} == before


@pytest.mark.parametrize(
    "options",
    [
        ["--output", "out.wav", "--stem", "out.wav"],
        ["--output", "out.wav", "--stem", "./folder/../out.wav"],
        ["--output", "out.wav", "--stem", "out-2.wav", "--variations", "2"],
    ],
    ids=["one name", "another path", "another variation"],
)
@pytest.mark.parametrize("exists", [False, True])
def test_no_output_is_written_twice(material, monkeypatch, capsys, options, exists):
    monkeypatch.chdir(material)
    (material / "folder").mkdir()
    if exists:
        for name in ("out.wav", "out-2.wav"):
            make_sound(material / name, thump(), RATE_HZ)
    before = set(material.iterdir())
    words = ["dub", "clip.mp4", "--reference", "reference.wav", "--events", "events.csv"]
    assert main.main([*words, "--overwrite", *options]) == 2
    assert "would be written twice" in capsys.readouterr().err
    assert set(material.iterdir()) == before


def test_events_after_the_end_of_the_clip_are_named(material, capsys):
    write_csv(material / "events.csv", [Event(0.5), Event(99.0)])
    assert dub(material, "--engine", "grains", "--json") == 0
    assert json.loads(capsys.readouterr().out)["notes"] == [
        "1 event lies after the end of clip.mp4, at 2.50 s."
    ]


@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_a_sound_file_holds_the_dub_alone(material, suffix):
    assert dub(material, output=f"out{suffix}") == 0
    sound = read_sound(material / f"out{suffix}")
    assert len(sound.samples) == pytest.approx(2.5 * 48000, abs=1700)
    assert attacks_s(sound.samples, 48000) == pytest.approx(EVENTS_S, abs=0.003)


def test_a_sound_file_has_no_further_track_and_no_codec_of_choice(material, capsys):
    assert dub(material, "--original", "track", output="out.wav") == 2
    assert dub(material, "--codec", "aac", output="out.wav") == 2
    assert capsys.readouterr().err.count("audio file") == 2
    assert not (material / "out.wav").exists()


def test_a_trimmed_copy_is_the_same_sound_cut_out(material):
    assert dub(material, output="whole.mkv") == 0
    assert dub(material, "--trim", "1.0:2.0", output="part.wav") == 0
    assert dub(material, "--trim", "1.0:2.0", output="part.mp4") == 0
    whole, part = sound_of(material / "whole.mkv"), sound_of(material / "part.wav")
    np.testing.assert_array_equal(part, whole[48000:96000])
    assert attacks_s(sound_of(material / "part.mp4"), 48000) == pytest.approx([0.2, 0.9], abs=0.003)
    assert probe(material / "part.mp4").duration_s == pytest.approx(1.0, abs=0.1)


def test_a_trimmed_mix_is_cut_alike(material):
    own = sine(300.0, 2.5, rate_hz=48000, channels=2)
    make_video(material / "talk.mkv", duration_s=2.5, sounds=[Track(own, 48000, "flac")])
    options = ("--original", "mix")
    assert dub(material, *options, video="talk.mkv", output="whole.wav") == 0
    assert dub(material, *options, "--trim", "1:2", video="talk.mkv", output="part.wav") == 0
    whole, part = sound_of(material / "whole.wav"), sound_of(material / "part.wav")
    np.testing.assert_allclose(part[2000:-2000], whole[50000:94000], atol=1e-3)


def test_the_codec_of_the_sound_is_chosen(material):
    assert dub(material, "--codec", "flac", output="out.mp4") == 0
    assert probe(material / "out.mp4").audio[0].codec == "flac"


def test_a_region_of_nothing_is_refused(material, capsys):
    assert dub(material, "--blend-region", "0:1") == 2
    assert "--blend" in capsys.readouterr().err


def test_the_summary_counts_the_events_of_the_part_that_is_written(material, capsys):
    assert dub(material, "--trim", "1.0:1.9", output="part.mp4") == 0
    assert "part.mp4: 1 event, grains" in capsys.readouterr().out
    assert dub(material, output="whole.mp4") == 0
    assert "whole.mp4: 3 events, grains" in capsys.readouterr().out


def test_times_that_leave_out_no_hit_are_named_and_listed_hits_are_left_out(material, capsys):
    make_sound(material / "reference.wav", thump(attacks_s=(0.3004, 0.7008, 1.1002)), RATE_HZ)
    assert main.main(["hits", str(material / "reference.wav")]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]]
    assert len(listed) == 3
    assert dub(material, "--leave-out", ",".join(listed)) == 3
    assert "All hits of the reference are left out." in capsys.readouterr().err
    assert dub(material, "--leave-out", f"{listed[0]},0.05,9", "--json") == 0
    assert json.loads(capsys.readouterr().out)["notes"] == [
        "No hit of reference.wav sounds at 0.050 s, so none is left out there.",
        "No hit of reference.wav sounds at 9.000 s, so none is left out there.",
    ]
