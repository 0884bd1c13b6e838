"""How do figures, findings and pictures become report.html, one offline page?"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from listingkit.catalog.model import Catalog
from listingkit.findings import Finding, Severity, withheld_products
from listingkit.listing.model import Listing, Picture
from listingkit.report.chart import charts
from listingkit.report.coverage import MOST_LISTED, cards_of, shown_lines
from listingkit.report.cures import by_code, cure_of, may_be_right
from listingkit.report.exhibit import Exhibit, marks
from listingkit.report.light import LightSession, data_uri, file_name, foremost, heading, told_of
from listingkit.report.model import Report, tally
from listingkit.report.offers import Offer
from listingkit.report.whose import Whose
from listingkit.shots.model import Coverage

NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows beside figures and findings.

    `thumbs` are small JPEGs by photo path, of `photos` in all; `offers` prices by store and model; `rendered` how many
    images are finished, of how many that are wanted; `exported` how many listings the last export of each store had;
    `made_of` of which photo each image was made; `references` pictures by model that show what is meant.
    """

    light: Sequence[LightSession] = ()
    exhibits: Mapping[Finding, Exhibit] = field(default_factory=lambda: NOTHING)
    thumbs: Mapping[str, bytes] = field(default_factory=lambda: NOTHING)
    photos: int = 0
    offers: Mapping[tuple[str, str], Sequence[Offer]] = field(default_factory=lambda: NOTHING)
    rendered: tuple[int, int] = (0, 0)
    exported: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    made_of: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    references: Mapping[str, bytes] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the road at the head of the page; `share` is how far it has come, None where that says nothing."""

    name: str
    value: str
    note: str
    tone: str = ""
    share: float | None = None


def build_page(
    shop: str,
    report: Report,
    catalog: Catalog,
    coverage: Coverage,
    listings: Mapping[str, Sequence[Listing]],
    shown: Shown | None = None,
) -> str:
    """The whole page as text. It loads nothing; links lead to photos and images that lie beside it."""
    shown = shown or Shown()
    withheld = {store: withheld_products(report.findings, store) for store in listings or ("",)}
    cards = cards_of(catalog, coverage, listings, withheld)
    matrix, looks_left = shown_lines(cards)
    sessions, more_light = foremost(shown.light)
    album = {path: number for number, path in enumerate(shown.thumbs)}
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            shop=shop,
            steps=list(_steps(report, catalog, coverage, listings, shown)),
            severities=list(Severity),
            groups=list(by_code(report.findings)),
            whose=Whose.of(catalog, coverage),
            matrix=matrix,
            looks_left=looks_left,
            cards=cards[:MOST_LISTED],
            products_left=len(cards) - len(cards[:MOST_LISTED]),
            exhibits=shown.exhibits,
            light=sessions,
            more_light=more_light,
            offers=shown.offers,
            made_of=shown.made_of,
            references=shown.references,
            album=album,
            photos_left=shown.photos - len(album),
            data=_data(shown.thumbs),
            summary=report.summary,
        )
    )


def _data(thumbs: Mapping[str, bytes]) -> Markup:
    """What the page's script works on, as JSON that cannot end its element."""
    told = {
        "paths": [quote(f"../{path}") for path in thumbs],
        "thumbs": [base64.b64encode(picture).decode("ascii") for picture in thumbs.values()],
    }
    return Markup(json.dumps(told, separators=(",", ":")).replace("<", "\\u003c"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("listingkit.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["acceptable"] = may_be_right
    environment.filters["picture"] = _beside_the_page
    environment.filters["count"] = lambda number: f"{number:,}"
    environment.filters |= {
        "charts": charts,
        "cure": cure_of,
        "marks": marks,
        "heading": heading,
        "told": told_of,
        "file_name": file_name,
        "data_uri": data_uri,
    }
    environment.globals["raw"] = _raw
    return environment


def _raw(name: str) -> Markup:
    """A part of the page that is listingkit's own: its style, its script."""
    return Markup((resources.files("listingkit.report") / "templates" / name).read_text("utf-8"))


def _beside_the_page(picture: Picture) -> str:
    # The page lies in out/, as the pictures do, so that the folder can be moved or sent as a whole.
    return quote(picture.path.removeprefix("out/"))


def _steps(
    report: Report,
    catalog: Catalog,
    coverage: Coverage,
    listings: Mapping[str, Sequence[Listing]],
    shown: Shown,
) -> Iterable[Step]:
    counted = tally(report.findings)
    planned = len(coverage.shotlist)
    taken = planned - sum(1 for _ in coverage.missing())
    products = len(catalog.products)
    sold = f"{products:,} products, {catalog.look_count:,} looks, {catalog.variant_count:,} SKUs"
    yield Step("Planned", f"{planned:,}", f"photos of {sold}")
    missing = f"{planned - taken:,} still to take" if taken < planned else "nothing left to take"
    yield _part("Shot", taken, planned, missing)
    tone = "error" if counted["errors"] else "warning" if counted["warnings"] else "good"
    told = f"{counted['warnings']:,} warnings, {counted['infos']:,} infos"
    yield Step("Errors", f"{counted['errors']:,}", told, tone)
    made, wanted = shown.rendered
    todo = f"{wanted - made:,} to render" if made < wanted else "all up to date"
    yield _part("Rendered", made, wanted, todo)
    stores = ", ".join(f"{store} {number:,}" for store, number in shown.exported.items()) or "nothing yet"
    yield _part("Exported", sum(shown.exported.values()), products * len(listings), stores)


def _part(name: str, done: int, of: int, note: str) -> Step:
    share = round(100 * min(1.0, done / of), 1) if of else None
    return Step(name, f"{done:,} / {of:,}", note, "good" if done >= of else "warning", share)
