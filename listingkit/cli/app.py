"""Where does the command line begin, and how does it end?"""

from __future__ import annotations

import sys

import typer

from listingkit import __version__
from listingkit.cli import commands

EPILOG = (
    "Start with: listingkit new my-shop. Then plan and slates, shoot, ingest the camera card (or put named photos in "
    "my-shop/photos), and call: listingkit run my-shop."
)

app = typer.Typer(
    name="listingkit",
    help="Build and check store listings: plan the shots, check the photos, render the images, fill the spreadsheet.",
    epilog=EPILOG,
    no_args_is_help=True,
    # Plain help needs no rich, which keeps `--help` quick.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"listingkit {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(  # noqa: FBT001
        False, "--version", callback=_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Takes the flags that stand before a command."""


commands.register(app)


def main() -> None:
    """The console script. Exit codes: see `listingkit.errors.ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may be unable to show a seller's own words; that must not end the run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
