from pathlib import Path

from engine.phrases import phrase
from training.data.clip_check import ClipCheck, Finding
from training.data.folder_check import FolderCheck, without_copies
from training.data.sources import ClipFile


def _seen(source, *findings, digest="", rate_hz=44100, duration_s=30.0):
    return ClipCheck(
        clip=ClipFile(source, source.split("/")[0], Path(source)),
        digest=digest or source,
        picture_s=duration_s,
        sound_s=duration_s,
        rate_hz=rate_hz,
        channels=2,
        findings=tuple(Finding(kind, phrase(detail)) for kind, detail in findings),
    )


def _mixed():
    return FolderCheck(
        (
            _seen("dog/1"),
            _seen("dog/2", ("clipped", "3 %"), rate_hz=22050),
            _seen("gun/1", ("silent", "peak -80 dB"), ("clipped", "")),
        )
    )


def test_classes_are_counted_with_and_without_what_is_dropped():
    classes = _mixed().classes()
    assert (classes["dog"].clips, classes["dog"].used, classes["dog"].used_s) == (2, 2, 60.0)
    assert (classes["gun"].clips, classes["gun"].used, classes["gun"].used_s) == (1, 0, 0.0)
    assert classes["gun"].duration_s == 30.0


def test_the_text_says_what_is_dropped_and_why_and_what_is_mixed():
    text = _mixed().text()
    assert "gun/1: silent (peak -80 dB)\n" in text
    assert "dog/2: clipped (3 %)" in text
    assert "2 of 44100 Hz with 2 channels, 1 of 22050 Hz with 2 channels (mixed" in text


def test_the_json_holds_every_file_with_its_findings():
    values = _mixed().to_json()
    assert (values["clips"], values["used"]) == (3, 2)
    assert values["findings"] == {"clipped": 2, "silent": 1}
    assert [file["dropped"] for file in values["files"]] == [False, False, True]


def test_of_copies_the_first_that_can_be_used_stays():
    seen = list(
        without_copies(
            [
                _seen("dog/1", ("silent", ""), digest="same"),
                _seen("dog/2", digest="same"),
                _seen("gun/3", digest="same"),
                _seen("gun/4"),
            ]
        )
    )
    assert [each.dropped for each in seen] == [True, False, True, False]
    assert str(seen[2].findings[0]) == "duplicate (of dog/2)"


def test_files_that_could_not_be_read_are_no_copies_of_each_other():
    unread = ClipCheck(clip=ClipFile("a", "a", None))
    assert not any(each.dropped for each in without_copies([unread, unread]))
