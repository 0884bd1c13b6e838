"""Which command brings edits home? It parses its flags and hands over to `listingkit.workflow`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listingkit.cli import options
from listingkit.cli.options import Format
from listingkit.cli.screen import Screen, folder_of, profiles
from listingkit.errors import UsageError

if TYPE_CHECKING:
    from listingkit.report.model import Report
    from listingkit.run import Run

HERE = Path()


def merge(
    edited: Annotated[
        Path | None, typer.Argument(metavar="EDITED", help="The edited workbook or csv.", show_default=False)
    ] = None,
    shop: options.ShopFolder = HERE,
    ours: Annotated[bool, typer.Option("--ours", help="In conflicts keep what the shop says.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="In conflicts take what the file says.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last merge back, byte for byte.")] = False,
    stores: options.StoreNames = None,
    dry_run: options.DryRun = False,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
    strict: options.Strict = False,
) -> None:
    """Bring hand edits of an exported file home, as overrides."""
    from listingkit import workflow

    def work(run: Run) -> Report:
        if undo:
            if ours or theirs or dry_run:
                raise UsageError("--undo goes alone", "`merge --undo SHOP` takes the last merge back.")
            # With one path only, it is the shop: `merge --undo my-shop`.
            return workflow.undo_merge(folder_of(edited if edited is not None and shop == HERE else shop), run)
        if edited is None:
            raise UsageError("merge needs the edited file", "Such as: listingkit merge out/listings/aliexpress.xlsx")
        if ours and theirs:
            raise UsageError("--ours and --theirs contradict each other", "Leave one of them out.")
        narrowed = run.only(stores=profiles(stores))
        return workflow.merge(edited, folder_of(shop), narrowed, ours=ours, theirs=theirs, dry_run=dry_run)

    Screen(format, quiet=quiet, strict=strict).conclude("merge", work)
