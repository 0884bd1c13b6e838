"""Does the page say what to do about each finding, once where it is the same, and how to accept it?"""

from __future__ import annotations

import html
import re
import shlex
from pathlib import Path

import pytest

from listingkit.findings import Evidence, Finding, Place, Severity, finding, rules
from listingkit.report.cures import by_code, cure_of, may_be_right
from tests.builders.shots import catalogue
from tests.report.test_page import page_of, text_of

MEASURED = Evidence("photos/U1_front.jpg", 2.0, 1.0, "px")


def missing(shot: str, hint: str = "") -> Finding:
    return finding("shots.missing", f"no {shot}", subject="U1", place=Place(f"photos/U1_{shot}.jpg"), hint=hint)


def test_one_cure_of_many_findings_is_told_once() -> None:
    page = page_of(catalogue({"U1": {}}), [missing(str(number)) for number in range(5)])
    assert page.words.count(f"→ {rules()['shots.missing'].cure}") == 1


def test_cure_of_its_own_stands_at_its_finding() -> None:
    found = [missing("front"), missing("side", "Mend that file."), missing("top")]
    words = page_of(catalogue({"U1": {}}), found).words
    assert words.count(f"→ {rules()['shots.missing'].cure}") == 1
    assert words.index("no side") < words.index("→ Mend that file.") < words.index("no top")


def test_cures_that_all_differ_are_told_one_by_one() -> None:
    found = [missing(shot, f"Look at {shot}.") for shot in ("front", "side")]
    (told,) = by_code(found)
    assert told.cure == ""
    assert page_of(catalogue({"U1": {}}), found).words.count("→ Look at front.") == 1


def test_finding_without_a_cure_has_no_arrow() -> None:
    found = Finding("shots.missing", Severity.WARNING, "no front")
    assert not [word for word in page_of(catalogue({"U1": {}}), [found]).words if word.startswith("→ ")]


def test_the_gravest_come_first() -> None:
    error = finding("photo.unreadable", "broken")
    assert [told.code for told in by_code([missing("front"), error])] == ["photo.unreadable", "shots.missing"]


def test_hint_that_only_says_how_to_accept_gives_way_to_the_cure() -> None:
    found = finding("photo.duplicate", "m", hint='If it is right: listingkit check --accept photo.duplicate "a = b"')
    assert cure_of(found) == rules()["photo.duplicate"].cure


def test_command_that_accepts_is_shown_for_the_first_of_those_without_a_picture() -> None:
    words = page_of(catalogue({"U1": {}}), [missing("front"), missing("side")]).words
    assert words.count('listingkit check --accept shots.missing "photos/U1_front.jpg" --reason "…"') == 1
    assert not [word for word in words if "U1_side.jpg" in word and "--accept" in word]


def test_what_cannot_be_right_is_not_offered_for_accepting() -> None:
    broken = finding("photo.unreadable", "broken", place=Place("photos/x.jpg"))
    assert not may_be_right(broken)
    assert "--accept" not in text_of(catalogue({"U1": {}}), [broken])
    assert may_be_right(broken.with_evidence(MEASURED)) and may_be_right(broken.with_twin("photos/y.jpg"))


@pytest.mark.parametrize(
    ("found", "handle"),
    [
        (missing("front"), "photos/U1_front.jpg"),
        (missing("front").with_twin("photos/b.jpg"), "photos/U1_front.jpg = photos/b.jpg"),
        (finding("photo.cmyk", "m", subject="photos", place=Place("photos/a.jpg")), "photos"),
        (finding("catalog.bad-number", "m", subject="U1", place=Place("products.csv", row=2)), "U1"),
        (finding("price.stale-rate", "m", place=Place("shop.toml")), "shop.toml"),
        (finding("price.stale-rate", "m"), "*"),
        (finding("photo.cmyk", "m", place=Place("photos/it's $5 `new`.jpg")), "photos/it's $5 `new`.jpg"),
    ],
)
def test_command_names_the_finding_as_a_shell_takes_it(found: Finding, handle: str) -> None:
    words = shlex.split(found.accepting)
    assert words == ["listingkit", "check", "--accept", found.code, handle, "--reason", "…"]


def test_commands_of_the_report_accept_what_they_stand_at(spoilt_made: Path) -> None:
    page = html.unescape((spoilt_made / "out/report.html").read_text("utf-8"))
    blurred = page.index("U205-GRN-DOT_side.jpg is blurred")
    command = re.search(r"<code>(listingkit check --accept .+?)</code>", page[blurred:])
    assert command is not None
    assert command[1] == 'listingkit check --accept photo.blurry "photos/U205/U205-GRN-DOT_side.jpg" --reason "…"'
    pair = "photos/U205/U205-YEL-STR_side.jpg = photos/U205/U205-YEL-STR_front.jpg"
    assert f'listingkit check --accept photo.near-duplicate "{pair}" --reason "…"' in page


def test_two_pictures_beside_each_other_are_equally_wide(spoilt_made: Path) -> None:
    page = (spoilt_made / "out/report.html").read_text("utf-8")
    frame, picture = (re.search(rf"\.exhibit {name} {{ (.+?) }}", page) for name in ("figure", "img"))
    assert frame is not None and re.search(r"(?<!-)width:\d+px", frame[1])
    assert picture is not None and "width:auto" not in picture[1] and "aspect-ratio:auto" not in picture[1]
