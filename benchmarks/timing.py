"""How long does a whole command take, how much processor time, and how much memory do it and its children?

Only the standard library: the peak that the system tells of a child counts from what its parent held. Not on Windows,
which does not tell it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

SAMPLE_SECONDS = 0.05
BYTES_A_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


@dataclass(frozen=True, slots=True)
class Command:
    """Processes that are started together, in `folder`; the command ends when the last of them does.

    `env` adds to the environment of ours.
    """

    parts: tuple[tuple[str, ...], ...]
    env: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds on the clock and of processors, peak megabytes of all processes, and what went wrong."""

    wall: float
    cpu: float
    peak_mb: float
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A command with what happens before its clock starts and what it must have done afterwards.

    `against` is the step that its time is told as a multiple of. `clear` is deleted first, then `before` is called.
    It must write `wanted` pictures below `out`, no more and no less: a command that does nothing is quick.
    """

    name: str
    against: str
    command: Command
    out: Path
    wanted: int
    clear: tuple[Path, ...] = ()
    before: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One step of one round."""

    round: int
    name: str
    sample: Sample


def run(command: Command) -> Sample:
    """Runs a command to its end and measures it."""
    with tempfile.TemporaryFile() as complaints:
        started = time.perf_counter()
        children = [_start(part, command, complaints.fileno()) for part in command.parts]
        with _Watch([child.pid for child in children]) as watch:
            ended = [os.wait4(child.pid, 0) for child in children]
        wall = time.perf_counter() - started
        for child, (_, status, _) in zip(children, ended, strict=True):
            child.returncode = os.waitstatus_to_exitcode(status)
        complaints.seek(0)
        said = complaints.read().decode(errors="replace").strip()
    codes = [child.returncode for child in children]
    fault = f"exit code {max(codes, key=abs)}: {said[-300:]}" if any(codes) else ""
    usages = [usage for _, _, usage in ended]
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    # The system tells the exact peak of each process, but of a pool only that of its largest.
    own = sum(usage.ru_maxrss for usage in usages) * BYTES_A_UNIT
    return Sample(wall, cpu, max(own, watch.peak) / 1e6, fault)


def run_step(step: Step) -> Sample:
    """One step from its beginning, checked for what it should have made."""
    for path in step.clear:
        shutil.rmtree(path, ignore_errors=True)
    step.out.mkdir(parents=True, exist_ok=True)
    if step.before:
        step.before()
    began = _file_time()
    sample = run(step.command)
    made = sum(file.stat().st_mtime_ns >= began for file in step.out.rglob("*.jpg"))
    if not sample.fault and made != step.wanted:
        return replace(sample, fault=f"{made} pictures written instead of {step.wanted}")
    return sample


def run_rounds(units: Sequence[Sequence[Step]], rounds: int, tell: Callable[[str], None]) -> Iterator[Row]:
    """Interleaved rounds: every unit once a round, each time beginning with another; a unit's steps in their order.

    Before them comes a round to warm up, which is not told. A unit that fails there is left out of all others.
    """
    sound = []
    for unit in units:
        faults = [f"{step.name} is left out: {fault}" for step in unit if (fault := run_step(step).fault)]
        if faults:
            tell("\n".join(faults))
        else:
            sound.append(unit)
    for number in range(rounds):
        first = number % max(1, len(sound))
        for unit in [*sound[first:], *sound[:first]]:
            for step in unit:
                sample = run_step(step)
                if sample.fault:
                    tell(f"round {number}, {step.name}: {sample.fault}")
                yield Row(number, step.name, sample)


def _file_time() -> int:
    """Now, in nanoseconds, by the clock that files are dated with: it may be some ticks behind the other."""
    with tempfile.TemporaryFile() as file:
        return os.fstat(file.fileno()).st_mtime_ns


def _start(part: tuple[str, ...], command: Command, complaints: int) -> subprocess.Popen[bytes]:
    env = {**os.environ, **command.env}
    return subprocess.Popen(part, env=env, cwd=command.folder, stdout=subprocess.DEVNULL, stderr=complaints)


class _Watch:
    """Adds up the memory of processes and all their children, again and again; 0 where there is no /proc."""

    def __init__(self, pids: Sequence[int]) -> None:
        self._pids = pids
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.peak = 0

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, sum(_resident(pid) for root in self._pids for pid in _tree(root)))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = file.read_text()
        except OSError:
            continue
        for child in children.split():
            yield from _tree(int(child))


def _resident(pid: int) -> int:
    """Bytes of a process that are in memory, 0 once it has ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
