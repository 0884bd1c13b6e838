"""Does the page on pace show what the sample shop tells, and its spoilt copy?"""

from __future__ import annotations

import datetime as dt
import json

from listingkit.desk import Desk
from listingkit.pacing import pacing_of
from listingkit.run import Run
from tests.docs.pages import marked, text_of


def table(mark):
    """The cells of a table of the page, without its empty ones."""
    head, *rows = marked(text_of("pace.md"), mark).splitlines()
    starts = [head.index(name) for name in head.split()]
    ends = [*starts[1:], None]
    return head.split(), [
        tuple(row[start:end].strip() for start, end in zip(starts, ends, strict=True)) for row in rows
    ]


def test_pace_of_the_sample_is_that_of_the_page(sample_made):
    folder, _ = sample_made
    desk = Desk.open(folder, Run(dt.date(2026, 11, 1)))
    with desk.looking() as ledger:
        pacing = pacing_of(desk, ledger)
    shown = pacing.table()
    assert table("sample: pace") == (list(shown.columns), list(shown.rows))
    page = text_of("pace.md")
    assert pacing.line() in page
    assert all(f"  {line}\n" in page for line in pacing.advice())


def test_re_shoot_list_of_the_spoilt_sample_is_that_of_the_page(spoilt_made):
    told = json.loads((spoilt_made / "out/report.json").read_text("utf-8"))["reshoot"]
    assert table("spoilt: reshoot") == (list(told[0]), [tuple(row.values()) for row in told])
