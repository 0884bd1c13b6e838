"""Which exceptions mean "cannot go on", and with which exit code?

A wrong row, photo or price is a `Finding`, not an exception. The tree:

    ListingkitError            exit code
    ├── UsageError             2    the command line asks for something that does not exist
    ├── BadInputError          3    shop.toml, a catalogue file or the folder cannot be read at all
    └── BadOutputError         4    an output cannot be written: disk full, no permission, open in Excel

Anything else that escapes is a bug: exit code 5. Ctrl-C is 130.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells its caller; a public contract (docs/commands.md)."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    BAD_INPUT = 3
    BAD_OUTPUT = 4
    INTERNAL = 5
    INTERRUPTED = 130


class ListingkitError(Exception):
    """The run cannot go on. `message` says what and where, `hint` what to do next."""

    exit_code = ExitCode.INTERNAL

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ListingkitError):
    """The command line names something that does not exist."""

    exit_code = ExitCode.USAGE


class BadInputError(ListingkitError):
    """An input cannot be read at all. `problems` has every complaint, not only the first."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, message: str, hint: str = "", problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems


class BadOutputError(ListingkitError):
    """An output cannot be written."""

    exit_code = ExitCode.BAD_OUTPUT
