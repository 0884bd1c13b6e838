"""Which commands belong to the day of the shoot? Each parses its flags and hands over to `listingkit.workflow`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listingkit.cli import options
from listingkit.cli.options import Format, Paper
from listingkit.cli.screen import Screen, folder_of
from listingkit.errors import UsageError

if TYPE_CHECKING:
    from listingkit.report.model import Report
    from listingkit.run import Run

HERE = Path()


def slates(
    shop: options.ShopFolder = HERE,
    paper: Annotated[Paper, typer.Option("--paper", help="a4: four cards to a sheet; a6: one.")] = Paper.a4,
    spare: Annotated[
        int, typer.Option("--spare", min=0, max=99, metavar="N", help="Cards for what has none of its own.")
    ] = 4,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
    strict: options.Strict = False,
) -> None:
    """Make QR cards to photograph before the frames that they name."""
    from listingkit import workflow

    screen = Screen(format, quiet=quiet, strict=strict)
    # The flag's own type is the command line's: --help imports no room of the house.
    chosen = paper.value
    screen.conclude(
        "slates", lambda run: workflow.slates(folder_of(shop), run, paper=workflow.Paper(chosen), spares=spare)
    )


def ingest(
    source: Annotated[
        Path | None,
        typer.Argument(metavar="SOURCE", help="The camera card, or a folder of frames.", show_default=False),
    ] = None,
    shop: options.ShopFolder = HERE,
    move: Annotated[bool, typer.Option("--move", help="Take filed frames off the card, once verified.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last ingest back, byte for byte.")] = False,
    jobs: options.Jobs = None,
    dry_run: options.DryRun = False,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
    strict: options.Strict = False,
) -> None:
    """File the frames of a camera card by slates and order."""
    from listingkit import workflow

    def work(run: Run) -> Report:
        narrowed = run.only(jobs=jobs)
        if undo:
            if move or dry_run:
                raise UsageError("--undo goes alone", "`ingest --undo SHOP` takes the last ingest back.")
            # With one folder only, it is the shop: `ingest --undo my-shop`.
            alone = source is not None and shop == HERE and (folder_of(source) / "shop.toml").is_file()
            if source is None or alone:
                return workflow.undo_ingest(folder_of(source or shop), narrowed)
            return workflow.undo_ingest(folder_of(shop), narrowed, folder_of(source))
        if source is None:
            raise UsageError("ingest needs the folder of the frames", "Such as: listingkit ingest E:\\DCIM my-shop")
        return workflow.ingest(folder_of(source), folder_of(shop), narrowed, move=move, dry_run=dry_run)

    Screen(format, quiet=quiet, strict=strict).conclude("ingest", work)
