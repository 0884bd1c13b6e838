from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from benchmarks.timing import Command, Step, run, run_rounds, run_step

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a child's peak memory")


def python(text):
    return Command(((sys.executable, "-c", text),))


def test_fault_of_one_process_is_that_of_the_command():
    good = (sys.executable, "-c", "pass")
    sample = run(Command((good, (sys.executable, "-c", "raise SystemExit('no such photo')"))))
    assert sample.fault == "exit code 1: no such photo"
    assert not run(Command((good, good))).fault


def test_memory_of_a_child_counts():
    child = "import time; held = b'x' * 60_000_000; time.sleep(0.3)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    assert run(python(parent)).peak_mb > 60


def test_rounds_are_rotated_and_a_step_that_makes_nothing_is_left_out(tmp_path):
    def step(name, wanted=1):
        out = tmp_path / name
        write = f"import pathlib; pathlib.Path({str(out / 'x.jpg')!r}).write_bytes(b'')"
        return Step(name, name, python(write), out, wanted, clear=(out,))

    told = []
    units = [(step("a"),), (step("idle", wanted=2),), (step("b"), step("b again"))]
    rows = list(run_rounds(units, 2, told.append))
    assert [(each.round, each.name) for each in rows] == [
        (0, "a"),
        (0, "b"),
        (0, "b again"),
        (1, "b"),
        (1, "b again"),
        (1, "a"),
    ]
    assert told == ["idle is left out: 1 pictures written instead of 2"]


def test_what_a_step_clears_is_gone_before_it_starts(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "old.jpg").write_bytes(b"")
    calls = []
    step = Step("a", "a", python("pass"), out, 0, clear=(out,), before=lambda: calls.append(out.exists()))
    assert [each.sample.fault for each in run_rounds([(step,)], 1, print)] == [""]
    assert calls == [True, True]  # cleared and made anew, in the warm-up and in the round


def test_pictures_of_an_earlier_run_do_not_pass_for_written(tmp_path):
    write = f"import pathlib; pathlib.Path({str(tmp_path / 'x.jpg')!r}).write_bytes(b'')"
    step = Step("a", "a", python(write), tmp_path, 1)
    assert not run_step(step).fault
    assert not run_step(replace(step, command=python("pass"), wanted=0)).fault
    assert run_step(replace(step, command=python("pass"))).fault == "0 pictures written instead of 1"
