"""Bursts, voices, filters, recorded effects, timbres."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.errors import InputError
from engine.progress import JobContext
from training.procedural.sounds.bursts import make_burst
from training.procedural.sounds.effects import cut, read_effects
from training.procedural.sounds.filters import filtered
from training.procedural.sounds.timbre import Timbre, draw_timbre
from training.procedural.sounds.voice import make_voice

RATE_HZ = 22050


def knock(seconds: float = 1.0, at_s: float = 0.3) -> np.ndarray:
    wave = np.zeros(int(seconds * RATE_HZ), np.float32)
    ring = np.arange(wave.size - int(at_s * RATE_HZ)) / RATE_HZ
    wave[int(at_s * RATE_HZ) :] = 0.5 * np.exp(-ring / 0.05) * np.sin(2 * np.pi * 600 * ring)
    return wave


@pytest.mark.parametrize("make", [make_burst, make_voice])
def test_its_peak_is_its_strength_and_it_ends_in_silence(make) -> None:
    for seed in range(20):
        source = make(np.random.default_rng(seed))
        wave = source.hit(0.6, np.random.default_rng(seed))
        assert np.all(np.isfinite(wave))
        assert np.abs(wave).max() == pytest.approx(0.6, abs=0.01)
        assert np.abs(wave[-10:]).max() < 0.02


def test_drawn_timbres_are_of_many_kinds_and_always_finite() -> None:
    names = set()
    for seed in range(60):
        drawn = draw_timbre(np.random.default_rng(seed), "struck")
        names.add(drawn.name)
        wave = drawn.timbre.hit(0.8, np.random.default_rng(seed))
        assert np.all(np.isfinite(wave))
        assert 0.05 < np.abs(wave).max() <= 1.0
    assert len(names) > 6


def test_a_filter_lets_nothing_come_round_from_the_beginning_to_the_end() -> None:
    wave = np.zeros(4000)
    wave[0] = 1.0
    swept = filtered(wave, lambda hz: np.where(hz > 3000, 0.01, 1.0))
    assert np.abs(swept[2500:]).max() < 1e-3 * np.abs(swept).max()


def test_a_sound_is_cut_at_its_attacks() -> None:
    grains = cut(np.concatenate([knock(), knock()]))
    assert len(grains) == 2
    for grain in grains:
        assert np.argmax(np.abs(grain) > 0.3) < 0.015 * RATE_HZ
        assert np.abs(grain).max() == pytest.approx(1.0)


def test_silence_gives_no_grain() -> None:
    assert cut(np.zeros(22050, np.float32)) == ()


def write_folder(folder: Path, licences: dict[str, str]) -> None:
    rows = ["path,licence"]
    for name, licence in licences.items():
        soundfile.write(folder / name, knock(), RATE_HZ)
        rows.append(f"{name},{licence}")
    (folder / "manifest.csv").write_text("\n".join(rows), encoding="utf-8")


def test_only_effects_whose_licence_is_free_are_read(tmp_path: Path) -> None:
    licences = {"a.wav": "CC0", "b.wav": "CC BY-SA 4.0", "c.wav": "free (a kit)", "d.wav": ""}
    write_folder(tmp_path, licences)
    assert [effect.name for effect in read_effects(tmp_path, JobContext())] == ["a", "c"]


def test_a_folder_without_a_manifest_is_read_whole(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "knock.wav", knock(), RATE_HZ)
    (effect,) = read_effects(tmp_path, JobContext())
    soft, hard = (effect.hit(s, np.random.default_rng(0)) for s in (0.2, 1.0))
    assert np.abs(soft).max() < 0.4 * np.abs(hard).max()


def test_a_folder_without_usable_sound_is_refused(tmp_path: Path) -> None:
    write_folder(tmp_path, {"b.wav": "CC BY-SA 4.0"})
    with pytest.raises(InputError, match="no sound that may be used"):
        read_effects(tmp_path, JobContext())


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ("name,licence\nb.wav,CC0", "manifest.csv is not a table of licences"),
        ("", "manifest.csv is not a table of licences"),
        ("path,licence\na\0b,CC0", "manifest.csv is not a text file"),
        ('path,licence\n"b.wav\nc.wav', "manifest.csv, line 2: a quotation mark is not closed"),
    ],
)
def test_a_damaged_manifest_is_refused_by_its_name(tmp_path: Path, manifest, says) -> None:
    soundfile.write(tmp_path / "b.wav", knock(), RATE_HZ)
    (tmp_path / "manifest.csv").write_text(manifest)
    with pytest.raises(InputError, match=says):
        read_effects(tmp_path, JobContext())


def test_a_manifest_of_a_spreadsheet_is_read(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "ü.wav", knock(), RATE_HZ)
    (tmp_path / "manifest.csv").write_text("path;licence\r\nü.wav;CC0\r\n", encoding="utf-16")
    assert len(read_effects(tmp_path, JobContext())) == 1


def test_a_broken_file_is_left_out_with_a_note(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", knock(), RATE_HZ)
    (tmp_path / "b.wav").write_bytes(b"no sound at all")
    context = JobContext()
    assert len(read_effects(tmp_path, context)) == 1
    assert "b.wav" in str(context.notes[0])


def test_recorded_effects_are_used_where_there_are_any(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "knock.wav", knock(), RATE_HZ)
    effects = read_effects(tmp_path, JobContext())
    names = [draw_timbre(np.random.default_rng(s), "struck", effects).name for s in range(40)]
    assert 10 < sum(name == "effect:knock" for name in names) < 30


def test_one_timbre_repeats_itself_nearly(tmp_path: Path) -> None:
    timbre: Timbre = draw_timbre(np.random.default_rng(3), "struck").timbre
    rng = np.random.default_rng(0)
    first, second = timbre.hit(1.0, rng), timbre.hit(1.0, rng)
    assert not np.array_equal(first[:500], second[:500])
    assert first.size == pytest.approx(second.size, rel=0.1)
