import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import InputError
from training.data.splits import assign_splits, read_splits, write_splits


def sources(**counts: int) -> dict[str, str]:
    return {f"{label}/{n}.mp4": label for label, count in counts.items() for n in range(count)}


def counts(splits: dict[str, str]) -> tuple[int, int, int]:
    found = list(splits.values())
    return found.count("train"), found.count("validation"), found.count("test")


@pytest.mark.parametrize(
    ("clips", "expected"),
    [
        (346, (282, 32, 32)),
        (3115, (3051, 32, 32)),
        (100, (80, 10, 10)),
        (9, (7, 1, 1)),
        (3, (1, 1, 1)),
        (2, (1, 1, 0)),
        (1, (1, 0, 0)),
    ],
)
def test_a_class_gives_32_to_either_side_and_a_small_one_a_tenth(clips, expected):
    assert counts(assign_splits(sources(dog=clips), seed=0)) == expected


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 60), max_size=4), st.integers(0, 99))
@settings(max_examples=50, deadline=None)
def test_training_is_never_the_empty_side_of_a_class(classes, seed):
    labels = sources(**classes)
    splits = assign_splits(labels, seed)
    assert set(splits) == set(labels)
    for label in classes:
        assert "train" in {splits[source] for source in labels if labels[source] == label}


def test_the_seed_decides_and_nothing_else():
    labels = sources(dog=40, drum=40)
    backwards = dict(reversed(labels.items()))
    assert assign_splits(labels, 1) == assign_splits(backwards, 1)
    assert assign_splits(labels, 1) != assign_splits(labels, 2)


def test_another_class_does_not_move_the_sources_of_this_one():
    both = assign_splits(sources(dog=40, drum=40), 1)
    alone = assign_splits(sources(dog=40), 1)
    assert alone == {source: both[source] for source in alone}


def test_the_table_is_text_that_says_the_same_when_read(tmp_path):
    labels = {"клип, 1.mp4": "dog", 'a "b".mp4': "drum", " #1; x.mp4": "drum"}
    splits = assign_splits(labels, 0)
    write_splits(tmp_path / "splits.csv", labels, splits)
    assert (tmp_path / "splits.csv").read_text(encoding="utf-8").startswith("source,label,split")
    assert read_splits(tmp_path / "splits.csv") == splits


@pytest.mark.parametrize(
    "data",
    [
        "source,label,split\r\nä,dog,test\r\n\r\n".encode("utf-8-sig"),
        "source;label;split\r\nä;dog;test\r\n;;\r\n".encode("cp1252"),
        "source\tlabel\tsplit\r\nä\tdog\ttest\r\n".encode("utf-16"),
        "sep=;\nsource;label;split\nä;dog;test\n".encode(),
    ],
)
def test_a_table_that_a_spreadsheet_saved_is_read(tmp_path, data):
    (tmp_path / "s.csv").write_bytes(data)
    assert read_splits(tmp_path / "s.csv") == {"ä": "test"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b,c\n",
        "source,label,split\na,dog\n",
        "source,label,split\na,dog,tests\n",
        "source,label,split\na,dog,test,x\n",
    ],
)
def test_a_table_that_is_none_is_refused_in_a_sentence(tmp_path, text):
    (tmp_path / "s.csv").write_text(text)
    with pytest.raises(InputError, match=r"s\.csv"):
        read_splits(tmp_path / "s.csv")


def test_a_missing_table_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(InputError, match=r"s\.csv could not be read"):
        read_splits(tmp_path / "s.csv")
