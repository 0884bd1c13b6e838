"""Which commands are there? Each parses its flags and hands over to `listingkit.workflow`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from listingkit.cli import options
from listingkit.cli.editing import merge
from listingkit.cli.options import Format
from listingkit.cli.screen import Screen, codes, folder_of, profiles
from listingkit.cli.shooting import ingest, slates
from listingkit.errors import UsageError

if TYPE_CHECKING:
    from listingkit.report.model import Report
    from listingkit.run import Run

# The workflow is imported inside each command: it brings pydantic and all rooms, and --help needs none of them.
HERE = Path()


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
) -> None:
    """Start a shop: settings and a catalogue with two example rows."""
    from listingkit import workflow

    Screen(format, quiet=quiet).conclude("new", lambda _: workflow.new(folder_of(folder)))


def plan(
    shop: options.ShopFolder = HERE,
    learned: Annotated[bool, typer.Option("--learned", help="At the pace that the photos so far tell.")] = False,
    rained_off: Annotated[
        list[str] | None,
        typer.Option("--rained-off", metavar="DAY [TIME]", help="A lost day, or its window at TIME; may be repeated."),
    ] = None,
    stores: options.StoreNames = None,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
    strict: options.Strict = False,
) -> None:
    """List every photo to take, in which light, on which day."""
    from listingkit import workflow

    def work(run: Run) -> Report:
        narrowed = run.only(stores=profiles(stores))
        return workflow.plan(folder_of(shop), narrowed, learned=learned, rained_off=tuple(rained_off or ()))

    Screen(format, quiet=quiet, strict=strict).conclude("plan", work)


def check(
    shop: options.ShopFolder = HERE,
    select: options.Select = None,
    ignore: options.Ignore = None,
    accept: Annotated[
        tuple[str, str] | None,
        typer.Option("--accept", metavar="CODE SUBJECT", help="Remember that this finding is right as it is."),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why it is accepted.")] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Put right what is safe, in overrides.csv.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --fix: show the changes, write nothing.")] = False,
    stores: options.StoreNames = None,
    jobs: options.Jobs = None,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
    strict: options.Strict = False,
) -> None:
    """Apply every rule to catalogue, photos, text, prices and listings."""
    from listingkit import workflow

    screen = Screen(format, quiet=quiet, strict=strict)
    if accept:
        screen.conclude("check", lambda run: workflow.accept(folder_of(shop), run, *accept, reason))

    def work(run: Run) -> Report:
        if reason:
            raise UsageError("--reason goes with --accept", "Say what is right as it is: --accept CODE SUBJECT.")
        chosen = run.only(stores=profiles(stores), jobs=jobs, select=codes(select), ignore=codes(ignore))
        if fix:
            return workflow.fix(folder_of(shop), chosen, dry_run=dry_run)
        if dry_run:
            raise UsageError("--dry-run goes with --fix", "`check` alone changes nothing.")
        return workflow.check(folder_of(shop), chosen)

    screen.conclude("check", work, findings_asked_for=True)


def images(
    shop: options.ShopFolder = HERE,
    stores: options.StoreNames = None,
    jobs: options.Jobs = None,
    force: options.Force = False,
    dry_run: options.DryRun = False,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
    strict: options.Strict = False,
) -> None:
    """Render the images that are missing or out of date."""
    from listingkit import workflow

    screen = Screen(format, quiet=quiet, strict=strict)
    screen.conclude(
        "images",
        lambda run: workflow.images(
            folder_of(shop), run.only(stores=profiles(stores), jobs=jobs), force=force, dry_run=dry_run
        ),
    )


def export(
    shop: options.ShopFolder = HERE,
    stores: options.StoreNames = None,
    changed: Annotated[bool, typer.Option("--changed", help="Only listings that differ from the last export.")] = False,
    dry_run: options.DryRun = False,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
    strict: options.Strict = False,
) -> None:
    """Write the listing spreadsheet of each store."""
    from listingkit import workflow

    screen = Screen(format, quiet=quiet, strict=strict)
    screen.conclude(
        "export",
        lambda run: workflow.export(
            folder_of(shop), run.only(stores=profiles(stores)), changed=changed, dry_run=dry_run
        ),
    )


def ids(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Downloaded from the store: csv or xlsx.")],
    shop: options.ShopFolder = HERE,
    stores: options.StoreNames = None,
    theirs: Annotated[bool, typer.Option("--theirs", help="Where ids differ, the file's count.")] = False,
    dry_run: options.DryRun = False,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
    strict: options.Strict = False,
) -> None:
    """Learn the ids that a store has given, from its own download."""
    from listingkit import workflow

    screen = Screen(format, quiet=quiet, strict=strict)
    screen.conclude(
        "ids",
        lambda run: workflow.ids(
            file, folder_of(shop), run.only(stores=profiles(stores)), theirs=theirs, dry_run=dry_run
        ),
    )


def fill(
    template: Annotated[Path, typer.Argument(metavar="TEMPLATE", help="The workbook that the store gave you.")],
    shop: options.ShopFolder = HERE,
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", help="The sheet to fill.")] = "",
    header_row: options.HeaderRow = None,
    data_row: options.DataRow = None,
    maps: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADER=FIELD", help="What a column is filled with; may be repeated."),
    ] = None,
    save_map: Annotated[
        bool, typer.Option("--save-map", help="Keep what --map says in templates.toml, for the next time.")
    ] = False,
    currency: Annotated[
        list[str] | None,
        typer.Option("--currency", metavar="CODE", help="Fill price columns in this currency too; may be repeated."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where the filled file goes.")] = None,
    stores: options.StoreNames = None,
    jobs: options.Jobs = None,
    dry_run: options.DryRun = False,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
    strict: options.Strict = False,
) -> None:
    """Fill the workbook that a store gave you, cell by cell."""

    def work(run: Run) -> Report:
        from listingkit import workflow

        request = workflow.FillRequest(
            sheet=sheet,
            header_row=header_row or 0,
            data_row=data_row or 0,
            maps=tuple(maps or ()),
            currencies=tuple(code.upper() for code in currency or ()),
            out=folder_of(out) if out else None,
            save_map=save_map,
            dry_run=dry_run,
        )
        narrowed = run.only(stores=profiles(stores), jobs=jobs)
        return workflow.fill(folder_of(template), folder_of(shop), narrowed, request)

    Screen(format, quiet=quiet, strict=strict).conclude("fill", work)


def report(
    shop: options.ShopFolder = HERE,
    stores: options.StoreNames = None,
    jobs: options.Jobs = None,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
    strict: options.Strict = False,
) -> None:
    """Write report.html, one offline page about the shop as it stands."""
    from listingkit import workflow

    screen = Screen(format, quiet=quiet, strict=strict)
    screen.conclude(
        "report", lambda run: workflow.report(folder_of(shop), run.only(stores=profiles(stores), jobs=jobs))
    )


def run(
    shop: options.ShopFolder = HERE,
    stores: options.StoreNames = None,
    jobs: options.Jobs = None,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
    strict: options.Strict = False,
) -> None:
    """Plan, check, render, check again, export and report, in one go."""
    from listingkit import workflow

    screen = Screen(format, quiet=quiet, strict=strict)
    screen.conclude("run", lambda each: workflow.run(folder_of(shop), each.only(stores=profiles(stores), jobs=jobs)))


def price(
    sku: Annotated[str, typer.Argument(metavar="SKU", help="The variant to price.")],
    shop: options.ShopFolder = HERE,
    stores: options.StoreNames = None,
    format: options.FormatFlag = Format.text,
    quiet: options.Quiet = False,
) -> None:
    """Explain one price, line by line."""
    from listingkit import workflow

    screen = Screen(format, quiet=quiet)
    screen.conclude("price", lambda run: workflow.price(sku, folder_of(shop), run.only(stores=profiles(stores))))


def rules(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="A code or the first part of one.")] = None,
    shop: Annotated[
        Path | None,
        typer.Argument(metavar="SHOP", help="The shop whose settings to tell too.", show_default="here, if it is one"),
    ] = None,
    format: options.FormatFlag = Format.text,
) -> None:
    """Explain the finding codes, and where the shop draws the line."""
    from listingkit import workflow

    folder = folder_of(shop) if shop else None
    Screen(format, quiet=True).conclude("rules", lambda _: workflow.explain_rules(code, folder))


def stores(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A built-in store or a profile's path.")] = None,
    format: options.FormatFlag = Format.text,
) -> None:
    """Show what a store demands, with source and date."""
    from listingkit import workflow

    Screen(format, quiet=True).conclude("stores", lambda _: workflow.explain_stores(name))


ALL = (new, plan, slates, ingest, check, images, export, fill, merge, ids, run, report, price, rules, stores)


def register(app: typer.Typer) -> None:
    """Adds every command to `app`, in the order of the work."""
    for command in ALL:
        app.command(command.__name__)(command)
