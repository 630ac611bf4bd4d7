import errno
import hashlib
from pathlib import Path

import pytest

from engine.errors import (
    EnvironmentUnusableError,
    OutputExistsError,
    TargetError,
    UsageError,
)
from engine.model_files.default_models import choose_default, default_models
from engine.model_files.library import (
    all_models,
    remove_model,
    rename_model,
    restore_model,
    unusable_files,
)
from engine.model_files.model_file import (
    export_model,
    find_model,
    install_model,
    installed,
)
from tests.tiny_models import in_models, write_model


def _refused(*_arguments):
    raise OSError(errno.EACCES, "Permission denied")


def test_an_exported_model_is_installed_elsewhere_with_its_checksum(tmp_path):
    model = install_model(write_model(tmp_path / "bell.safetensors"))
    exported = tmp_path / "given" / "bell two.safetensors"
    exported.parent.mkdir()
    export_model(model.path, exported)
    digest = hashlib.sha256(model.path.read_bytes()).hexdigest()
    line = exported.with_name("bell two.safetensors.sha256").read_text()
    assert line == f"{digest}  bell two.safetensors\n"
    model.path.unlink()
    assert install_model(exported).name == "bell two"


def test_a_file_that_is_not_that_of_its_checksum_is_not_installed(tmp_path):
    exported = tmp_path / "bell.safetensors"
    export_model(write_model(tmp_path / "a" / "bell.safetensors"), exported)
    changed = bytearray(exported.read_bytes())
    changed[-1] ^= 1  # the format does not notice
    exported.write_bytes(changed)
    with pytest.raises(EnvironmentUnusableError, match="checksum"):
        install_model(exported)
    assert installed("vocoder") == []


def test_exporting_to_nowhere_is_said_in_a_sentence(tmp_path):
    model = write_model(in_models("bell"))
    with pytest.raises(TargetError, match="could not be written"):
        export_model(model, tmp_path / "absent" / "bell.safetensors")


def test_a_removed_model_can_be_brought_back(tmp_path):
    model = write_model(in_models("bell"))
    before = model.read_bytes()
    removed = remove_model(model)
    assert installed("vocoder") == []
    restore_model(removed)
    assert find_model("vocoder", "bell").path == model
    assert model.read_bytes() == before


def test_only_what_was_removed_last_is_kept():
    first = remove_model(write_model(in_models("one")))
    second = remove_model(write_model(in_models("two")))
    with pytest.raises(TargetError):
        restore_model(first)
    restore_model(second)
    assert [model.name for model in all_models()] == ["two"]


def test_a_model_that_cannot_be_moved_costs_none_that_was_removed_before(monkeypatch):
    removed = remove_model(write_model(in_models("one")))
    other = write_model(in_models("two"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", _refused)
        with pytest.raises(TargetError, match="could not be moved"):
            remove_model(other)
    restore_model(removed)
    assert [model.name for model in all_models()] == ["one", "two"]


def test_what_version_0_2_removed_is_gone_after_the_next_model():
    earlier = in_models(".removed/old")
    earlier.parent.mkdir(parents=True)
    earlier.write_bytes(b"model")
    remove_model(write_model(in_models("one")))
    assert not earlier.exists()


def test_bringing_back_never_replaces_another_model():
    removed = remove_model(write_model(in_models("bell")))
    other = write_model(in_models("bell"), value=2.0)
    before = other.read_bytes()
    with pytest.raises(OutputExistsError):
        restore_model(removed)
    assert other.read_bytes() == before


def test_only_files_among_the_models_are_removed(tmp_path):
    elsewhere = write_model(tmp_path / "bell.safetensors")
    write_model(in_models("other"))
    with pytest.raises(TargetError, match="not among your models"):
        remove_model(elsewhere)
    assert elsewhere.exists()


def test_what_cannot_be_used_is_listed_with_the_reason():
    write_model(in_models("good"))
    in_models("broken").write_bytes(b"not a model")
    in_models("bn_inception").write_bytes(b"weights of the features are no model")
    (found,) = unusable_files()
    assert found.path == in_models("broken")
    assert "damaged" in found.reason


def test_the_same_model_is_not_installed_twice(tmp_path):
    first = install_model(write_model(tmp_path / "bell.safetensors"))
    again = install_model(write_model(tmp_path / "gong.safetensors"), "my gong")
    assert again == first
    assert [model.name for model in all_models()] == ["bell"]
    other = install_model(write_model(tmp_path / "gong.safetensors", value=2.0))
    assert other.name == "gong"


def test_a_renamed_model_keeps_its_card_and_its_place_as_the_default():
    bell = write_model(in_models("bell"))
    write_model(in_models("gong"), value=2.0)
    bell.with_suffix(".md").write_text("Rings.")
    choose_default("vocoder", "bell")
    renamed = rename_model(bell, "cow bell")
    assert renamed == in_models("cow bell")
    assert find_model("vocoder", None).name == "cow bell"
    assert renamed.with_suffix(".md").read_text() == "Rings."
    assert not bell.exists()
    rename_model(in_models("gong"), "tam-tam")
    assert default_models().vocoder == "cow bell"


def test_a_name_that_is_taken_or_none_is_refused(tmp_path):
    bell, gong = write_model(in_models("bell")), write_model(in_models("gong"), value=2.0)
    with pytest.raises(OutputExistsError, match="Another model is installed as gong"):
        rename_model(bell, "gong")
    for name in ("", "a/b", ".bell"):
        with pytest.raises(UsageError, match="cannot be named"):
            rename_model(bell, name)
    with pytest.raises(UsageError, match="too long for a model"):
        rename_model(bell, "ü" * 150)
    with pytest.raises(TargetError, match="not among your models"):
        rename_model(write_model(tmp_path / "elsewhere.safetensors"), "here")
    assert bell.exists()
    assert gong.exists()
