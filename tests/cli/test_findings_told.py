"""Are findings narrowed down by code, counted, and told readably where there are hundreds?"""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from listingkit.cli.console import SHOWN_PER_CODE, show_findings
from listingkit.findings import Acceptance, Evidence, Filter, Finding, Place, finding, matches
from tests.builders.shop import shop

CODES = ["photo.too-small", "photo.duplicate", "shots.missing"]
PRODUCTS = ["U1", "U2", "U3"]


def told(findings: list[Finding]) -> str:
    """What a terminal 100 characters wide shows."""
    written = io.StringIO()
    show_findings(Console(file=written, width=100, force_terminal=True, color_system=None), tuple(findings))
    return written.getvalue()


def small(product: str, number: int) -> Finding:
    place = Place(file=f"photos/{product}/{number:03}.jpg")
    return finding("photo.too-small", f"{place.file} has too few pixels", place=place, spu=product)


def test_a_prefix_may_end_in_its_dot(cli, tmp_path):
    folder = shop(tmp_path, photos=["U1-NVY_front", "stray"])
    plain = cli("check", folder, "--select", "shots", json=True).json["findings"]
    assert plain
    assert cli("check", folder, "--select", "shots.", json=True).json["findings"] == plain
    assert not cli("check", folder, "--select", "shots", "--ignore", "shots.", json=True).json["findings"]


def test_a_part_of_a_name_is_no_prefix(cli, tmp_path):
    assert cli("check", shop(tmp_path, photos=[]), "--select", "shots.miss").code == 2


@pytest.mark.parametrize("flag", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("photo.duplicat", "photo.duplicate"),
        ("photos", "photo"),
        ("Photo.", "photo"),
        ("PHOTO.Near-Duplicates", "photo.near-duplicate"),
    ],
)
def test_an_unknown_code_is_bad_usage_and_told_with_its_near_miss(cli, tmp_path, flag, wrong, near):
    folder = shop(tmp_path, photos=[])
    said = cli("check", folder, flag, wrong)
    assert (said.code, said.out) == (2, "")
    assert f"no finding code is called {wrong}\n" in said.err
    assert f"Did you mean {near} for {wrong}?" in said.err
    assert cli("check", folder, flag, wrong, json=True).json["error"]["exit_code"] == 2


def test_a_code_like_no_other_is_told_where_codes_are_listed(cli, tmp_path):
    said = cli("check", shop(tmp_path, photos=[]), "--select", "zzzz")
    assert said.code == 2
    assert "Did you mean" not in said.err
    assert "`listingkit rules` lists them all" in said.err


def test_accepted_findings_are_counted_where_they_are_asked_for(cli, tmp_path):
    folder = shop(tmp_path, photos=["U1-NVY_front", "U1-NVY_top"])
    before = cli("check", folder, "--select", "shots.missing", json=True).json["findings"]
    assert "accepted" not in cli("check", folder).out
    gone = [each for each in before if each["subject"] == "U2-GRN"]
    assert cli("check", folder, "--accept", "shots.missing", "U2-GRN", "--reason", "no sample").code == 0
    assert f" infos; {len(gone)} accepted.\n" in cli("check", folder).out
    assert f" infos; {len(gone)} accepted.\n" in cli("check", folder, "--select", "shots").out
    assert "accepted" not in cli("check", folder, "--select", "photo").out
    assert "accepted" not in cli("check", folder, "--ignore", "shots.missing").out
    assert f" infos; {len(gone)} accepted.\n" in cli("check", folder, "--fix", "--dry-run").out
    assert f" infos; {len(gone)} accepted.\n" in cli("report", folder).out
    assert f" infos; {len(gone)} accepted.\n" in cli("run", folder).out


def test_three_hundred_findings_of_one_code_fit_on_a_screen():
    text = told([small("U1" if number < 200 else "U2", number) for number in range(300)])
    lines = text.splitlines()
    assert len(lines) <= 12
    assert "(300)" in " ".join(lines[:2])
    assert sum("has too few pixels" in line for line in lines) == SHOWN_PER_CODE
    assert "… and 295 more, at U1 (195), U2 (100): --format json lists all" in text
    assert text.count("→") == 1


def test_many_products_are_told_by_those_with_most():
    text = told([small(f"U{product}", number) for product in range(1, 10) for number in range(product + 1)])
    assert "at U9 (10), U8 (9), U7 (8), U6 (7), 3 more places:" in " ".join(text.split())


def test_findings_of_no_place_are_only_counted():
    assert "… and 3 more: --format json" in told([finding("price.stale-rate", f"rate {number}") for number in range(8)])


def test_strays_are_told_by_their_folder():
    strays = [finding("shots.unexpected", f"stray {n}", place=Place(file=f"photos/old/{n}.jpg")) for n in range(8)]
    assert "… and 3 more, at photos/old (3):" in told(strays)


@given(
    st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(PRODUCTS))),
    st.lists(st.sampled_from([*CODES, "photo", "shots."]), max_size=2),
    st.lists(st.sampled_from(CODES), max_size=2),
    st.lists(
        st.builds(Acceptance, st.sampled_from([*CODES, "photo"]), st.sampled_from([*PRODUCTS, "*"]), st.just("x"))
    ),
)
def test_what_is_asked_for_is_either_shown_or_accepted(made, select, ignore, accepted):
    found = [finding(code, "wrong", subject=subject) for code, subject in made]
    sifted = Filter(tuple(select), tuple(ignore), tuple(accepted)).sift(found)
    asked = [each for each in found if (not select or matches(each.code, select)) and not matches(each.code, ignore)]
    assert len(sifted.shown) + sifted.accepted == len(asked)
    assert not any(one.covers(each) for one in accepted for each in sifted.shown)


def test_evidence_in_json_has_no_tails_of_arithmetic():
    box = 0.1 + 0.2, 0.5760000000000001, 1.0, 2 / 3
    seen = Evidence("a.jpg", 0.16894367, 0.1 * 3, "of the edge", 1 / 3, crop=box, beside_crop=None)
    told = finding("photo.subject-cut", "m").with_evidence(seen).as_json()["evidence"]
    assert told == {
        "photo": "a.jpg", "value": 0.1689, "limit": 0.3, "unit": "of the edge", "siblings": 0.3333,
        "crop": [0.3, 0.576, 1.0, 0.6667], "beside": "", "beside_crop": None,
    }  # fmt: skip
