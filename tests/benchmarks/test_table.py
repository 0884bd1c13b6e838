from __future__ import annotations

import csv

import pytest

from benchmarks.table import Record, comparison, lines
from benchmarks.timing import Row, Sample


def row(round, name, wall, cpu=1.0, peak=50.0, fault=""):
    return Row(round, name, Sample(wall, cpu, peak, fault))


def test_ratios_are_taken_within_rounds():
    # The machine slows down: the medians of seconds, 3 against 2, would tell a ratio of 1.5 that no round had.
    rows = [row(i, "floor", wall) for i, wall in enumerate([1, 2, 10])]
    rows += [row(i, "images", wall) for i, wall in enumerate([3, 2.2, 12])]
    (line,) = lines(rows, {"images": "floor"})
    assert line.ratio == pytest.approx((1.2, 1.1, 3))
    assert line.seconds == 3


def test_failed_runs_and_their_rounds_do_not_count():
    rows = [row(0, "floor", 1), row(1, "floor", 1, fault="exit code 1"), row(0, "images", 2), row(1, "images", 9)]
    (line,) = lines(rows, {"images": "floor"})
    assert line.ratio == (2, 2, 2)


def test_steps_that_were_never_run_have_no_line():
    assert lines([row(0, "floor", 1)], {"images": "floor", "floor": "nowhere"}) == []


def test_table_has_a_row_for_every_line():
    table = comparison(lines([row(0, "floor", 1), row(0, "images", 2.5)], {"floor": "floor", "images": "floor"}))
    assert table.splitlines()[3] == "| images | floor | 2.50 | 2.50 to 2.50 | 1.00 | 50 | 2.50 |"


def test_record_holds_every_run_at_once(tmp_path):
    with Record(tmp_path / "all.csv") as record:
        record.add(row(0, "images, one slot", 1.5, fault="exit code 1"))
        with (tmp_path / "all.csv").open(encoding="utf-8", newline="") as stream:
            (found,) = csv.DictReader(stream)
    assert (found["name"], found["wall_s"], found["fault"]) == ("images, one slot", "1.5000", "exit code 1")
