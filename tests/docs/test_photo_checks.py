"""Is every finding about photos explained on the page about them, with the limits that hold?"""

from __future__ import annotations

import re

from listingkit.findings import rules
from listingkit.judging import blur
from listingkit.settings_check import CheckTable
from tests.docs.pages import ROOT, blocks, text_of

PAGE = text_of("photo-checks.md")


def test_every_code_about_photos_is_named_and_no_other() -> None:
    named = set(re.findall(r"`(photo\.[a-z-]+)`", PAGE))
    assert named == {code for code in rules() if code.startswith("photo.")}


def test_limits_are_those_of_the_settings() -> None:
    limits = CheckTable()
    width = limits.blurry.limit_px
    assert f"At most {width:g} px" in PAGE
    assert f"{width * blur.NO_OUTLINE:g}\nwhere no outline" in PAGE
    assert f"over {width * blur.ONE_WAY:g} px, while the other is sharp" in PAGE
    assert f"more than {limits.underexposed.stops:g} stops below" in PAGE
    assert f"is {limits.light_gone.stops:g} stops below" in PAGE
    assert f"under {limits.subject_small.fill:.0%}".replace("%", " %") in PAGE
    assert f"gets {limits.background_not_white.fall:.0%}".replace("%", " %") in PAGE


def test_recipe_works_on_a_fresh_clone_and_leaves_it_clean() -> None:
    (unix,), (windows,) = ([each for each in blocks(PAGE, kind) if "spoil" in each] for kind in ("sh", "powershell"))
    calls = (
        re.findall(r"(\S*)(?:python -m|listingkit run)", unix),
        re.findall(r"(\S*)(?:python -m|listingkit run)", windows),
    )
    assert calls == ([".venv/bin/"] * 2, [".venv\\Scripts\\"] * 2)
    assert {re.search(r"sample_catalog (\w+)", each)[1] for each in (unix, windows)} == {"spoilt"}  # type: ignore[index]
    assert "/spoilt/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
