"""Does the table on photo rules say what was found, missed and false, and are findings told under the right defect?"""

from __future__ import annotations

from benchmarks.photo_checks import table
from benchmarks.photo_rows import Row
from benchmarks.photo_whole import clean_rows, path_of, shoot, spoilt_rows
from tests.builders.umbrellas import CANOPIES


def told(code: str, file: str, beside: str = "") -> dict[str, object]:
    return {"code": code, "severity": "warning", "file": file, "evidence": {"beside": beside}}


def test_missed_is_what_was_made_and_not_found() -> None:
    (line,) = table([Row("photo.blurry", "made", made=10, found=8)]).splitlines()[2:]
    assert line == "| `photo.blurry` | made | 10 | 8 | 2 |  |  |"


def test_row_without_defects_leaves_their_cells_empty() -> None:
    (line,) = table([Row("photo.blurry", "sound", clean=500, false=1)]).splitlines()[2:]
    assert line == "| `photo.blurry` | sound |  |  |  | 500 | 1 |"


def test_another_code_does_not_count_as_found() -> None:
    truth = {"photo.blurry|soft": [("a.jpg",), ("b.jpg",)]}
    rows = list(spoilt_rows([told("photo.blurry", "a.jpg"), told("photo.underexposed", "b.jpg")], truth, 20))
    assert rows[0] == Row("photo.blurry", "spoilt, soft", made=2, found=1)
    assert Row("photo.underexposed", "spoilt shop, a photo with another defect: warning", clean=2, false=1) in rows


def test_finding_on_a_sound_photo_is_false() -> None:
    truth = {"photo.blurry|soft": [("a.jpg",)]}
    rows = list(spoilt_rows([told("photo.blurry", "c.jpg")], truth, 20))
    assert Row("photo.blurry", "spoilt shop, a sound photo: warning", clean=20, false=1) in rows


def test_a_copy_is_found_by_either_of_its_two_photos() -> None:
    truth = {"photo.duplicate|twice": [("a.jpg", "b.jpg")]}
    (row, *_) = spoilt_rows([told("photo.duplicate", "b.jpg", "a.jpg")], truth, 20)
    assert row.found == 1


def test_nothing_told_of_sound_photos_is_a_row_too() -> None:
    assert list(clean_rows("clean", [], 500)) == [Row("photo", "clean", clean=500)]


def test_no_two_made_photos_share_a_file() -> None:
    made = shoot(144)
    assert len({one.path for one in made}) == len(made)
    assert len({path_of("U000", name, "top") for name in CANOPIES}) == len(CANOPIES)
