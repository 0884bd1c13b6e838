"""Which flags do commands share? Each is declared once, here."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are printed."""

    text = "text"
    json = "json"


class Paper(StrEnum):
    """What slates are printed on."""

    a4 = "a4"
    a6 = "a6"


ShopFolder = Annotated[Path, typer.Argument(metavar="SHOP", help="The shop folder.", show_default="here")]
FormatFlag = Annotated[Format, typer.Option("--format", help="text for people, json for programs.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only what was asked for, and errors.")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings fail too (exit code 1).")]
StoreNames = Annotated[
    list[str] | None,
    typer.Option("--store", metavar="NAME", help="A built-in store or a profile's path; may be repeated."),
]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Photos at a time.", show_default="one per core")]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODE", help="Only these codes or prefixes, by commas; may be repeated."),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODE", help="All but these codes or prefixes, by commas; may be repeated."),
]
Force = Annotated[bool, typer.Option("--force", help="Render everything, stale or not.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done and why; change nothing.")]
HeaderRow = Annotated[
    int | None, typer.Option("--header-row", min=1, metavar="N", help="Where the headers are, where not found rightly.")
]
DataRow = Annotated[
    int | None, typer.Option("--data-row", min=1, metavar="N", help="Where data begins, where not found rightly.")
]
