"""How does one command run, report and end? Errors become exit codes here and nowhere else."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from listingkit import __version__
from listingkit.cli.options import Format
from listingkit.errors import BadInputError, ExitCode, ListingkitError

if TYPE_CHECKING:
    from listingkit.report.model import Report
    from listingkit.run import Run

ISSUES = "https://github.com/listingkit/listingkit/issues"


@dataclass(frozen=True, slots=True)
class Screen:
    """How the user wants to be spoken to."""

    format: Format
    quiet: bool = False
    strict: bool = False

    def conclude(self, command: str, work: Callable[[Run], Report], *, findings_asked_for: bool = False) -> NoReturn:
        """Runs `work`, prints its report, and ends the process with the right code."""
        started = time.perf_counter()
        try:
            from listingkit.cli.progress import progress
            from listingkit.run import Run

            with progress(shown=not self.quiet and sys.stderr.isatty()) as events:
                today = dt.datetime.now().astimezone().date()
                report = work(Run(today, events, cores=_cores(), strict=self.strict))
            report = replace(report, seconds=time.perf_counter() - started)
        except ListingkitError as wrong:
            self._stop(command, wrong, started)
        except KeyboardInterrupt:
            _complain("Interrupted. What is finished is kept; run the same command again to go on.")
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except MemoryError:
            self._stop(command, ListingkitError("out of memory", "Use fewer --jobs, and run again."), started)
        except Exception as wrong:
            self._bug(command, wrong, started)
        if self.format is Format.json:
            print_json(report.as_json(strict=self.strict))
        else:
            from listingkit.cli.console import show

            show(report, quiet=self.quiet, findings_asked_for=findings_asked_for)
        raise typer.Exit(report.exit_code(strict=self.strict))

    def _stop(self, command: str, wrong: ListingkitError, started: float) -> NoReturn:
        problems = list(wrong.problems) if isinstance(wrong, BadInputError) else []
        if self.format is Format.json:
            told = {"message": wrong.message, "hint": wrong.hint, "problems": problems, "exit_code": wrong.exit_code}
            print_json(_nothing(command, started) | {"error": told})
        else:
            _complain(f"Error: {wrong.message}", *(f"  - {problem}" for problem in problems))
            if wrong.hint:
                _complain(f"  → {wrong.hint}")
        raise typer.Exit(wrong.exit_code)

    def _bug(self, command: str, wrong: Exception, started: float) -> NoReturn:
        _complain(
            "".join(traceback.format_exception(wrong)).rstrip(),
            f"This is a bug in listingkit {__version__}, not in your shop.",
            f"Please report it with the lines above at {ISSUES}",
        )
        if self.format is Format.json:
            told = {"message": f"{type(wrong).__name__}: {wrong}", "exit_code": ExitCode.INTERNAL}
            print_json(_nothing(command, started) | {"error": told})
        raise typer.Exit(ExitCode.INTERNAL)


def print_json(data: dict[str, Any]) -> None:
    """One object on stdout, in ASCII, so that no console and no pipe can garble it."""
    sys.stdout.write(json.dumps(data, indent=2, default=str) + "\n")


def folder_of(path: Path) -> Path:
    """The folder as the user gave it, `~` expanded."""
    return path.expanduser()


def profiles(stores: list[str] | None) -> list[str] | None:
    """Store names as they are; paths of profiles from where the user stands, else, as in shop.toml, from the shop."""
    return stores and [str(path.resolve()) if (path := folder_of(Path(name))).is_file() else name for name in stores]


def codes(given: list[str] | None) -> list[str] | None:
    """Finding codes one by one: `a,b` is two."""
    each = [code.strip() for value in given or () for code in value.split(",")]
    return [code for code in each if code] or given


def _nothing(command: str, started: float) -> dict[str, Any]:
    from listingkit.report.model import Report

    return Report(command, {}, seconds=time.perf_counter() - started).as_json() | {"ok": False}


def _complain(*lines: str) -> None:
    for line in lines:
        sys.stderr.write(line + "\n")


def _cores() -> int:
    # What the process may use, which in a container is less than what the machine has.
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
