"""How do figures, findings and pictures become report.html, one offline page?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from listingkit.catalog.model import Catalog, Product
from listingkit.findings import Finding, Severity, withheld_products
from listingkit.listing.model import Listing, Picture
from listingkit.report.chart import charts
from listingkit.report.cures import by_code, cure_of, may_be_right
from listingkit.report.exhibit import Exhibit, marks
from listingkit.report.light import LightSession, data_uri, file_name, foremost, heading, told_of
from listingkit.report.model import Report, tally
from listingkit.shots.model import Coverage, Group

NOTHING: Mapping[Finding, Exhibit] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Figure:
    """One number at the head of the page."""

    value: str
    label: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One shot of one look in the coverage matrix."""

    shot: str
    state: str
    takes: int


@dataclass(frozen=True, slots=True)
class Line:
    """One subject in the coverage matrix."""

    subject: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A product with its coverage and its listings. `shots` heads the columns of the matrix."""

    product: Product
    shots: tuple[str, ...]
    lines: tuple[Line, ...]
    listings: tuple[Listing, ...]
    withheld: str


def build_page(
    shop: str,
    report: Report,
    catalog: Catalog,
    coverage: Coverage,
    listings: Mapping[str, Sequence[Listing]],
    light: Sequence[LightSession] = (),
    exhibits: Mapping[Finding, Exhibit] = NOTHING,
) -> str:
    """The whole page as text. It loads nothing but pictures that lie beside it below out/."""
    withheld = {store: withheld_products(report.findings, store) for store in listings or ("",)}
    page = _environment().get_template("report.html.j2")
    shown, rest = foremost(light)
    return page.render(
        shop=shop,
        figures=_figures(report, catalog, coverage),
        severities=list(Severity),
        groups=list(by_code(report.findings)),
        cards=_cards(catalog, coverage, listings, withheld),
        exhibits=exhibits,
        light=shown,
        more_light=rest,
        summary=report.summary,
    )


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
    return environment


def _beside_the_page(picture: Picture) -> str:
    # The page lies in out/, as the pictures do, so that the folder can be moved or sent as a whole.
    return quote(picture.path.removeprefix("out/"))


def _figures(report: Report, catalog: Catalog, coverage: Coverage) -> list[Figure]:
    counted = tally(report.findings)
    planned = len(coverage.shotlist)
    missing = sum(1 for _ in coverage.missing())
    return [
        Figure(f"{len(catalog.products):,}", "products"),
        Figure(f"{catalog.look_count:,}", "looks"),
        Figure(f"{catalog.variant_count:,}", "variants"),
        Figure(f"{planned - missing:,} / {planned:,}", "shots taken", "good" if not missing else "warning"),
        Figure(f"{counted['errors']:,}", "errors", "error" if counted["errors"] else "good"),
        Figure(f"{counted['warnings']:,}", "warnings", "warning" if counted["warnings"] else "good"),
    ]


def _cards(
    catalog: Catalog,
    coverage: Coverage,
    listings: Mapping[str, Sequence[Listing]],
    withheld: Mapping[str, frozenset[str]],
) -> list[Card]:
    groups: dict[str, list[Group]] = {}
    for group in [*coverage.shotlist.groups, *coverage.shotlist.waiting]:
        groups.setdefault(group.subject.spu, []).append(group)
    by_product: dict[str, list[Listing]] = {}
    for listing in (each for several in listings.values() for each in several):
        by_product.setdefault(listing.spu, []).append(listing)
    where = {product.spu: _where_withheld(product.spu, withheld) for product in catalog.products}
    return [
        _card(product, groups.get(product.spu, []), by_product.get(product.spu, []), coverage, where[product.spu])
        for product in catalog.products
    ]


def _where_withheld(spu: str, withheld: Mapping[str, frozenset[str]]) -> str:
    """Nowhere, everywhere, or from which stores."""
    stores = [store for store, products in withheld.items() if spu in products]
    if len(stores) == len(withheld):
        return "withheld: has errors" if stores else ""
    return f"withheld from {' and '.join(stores)}: has errors there" if stores else ""


def _card(product: Product, groups: list[Group], listings: list[Listing], coverage: Coverage, withheld: str) -> Card:
    shots = tuple(dict.fromkeys(kind.name for group in groups for kind in group.kinds))
    lines = tuple(_line(group, shots, coverage) for group in groups)
    return Card(product, shots, lines, tuple(listings), withheld)


def _line(group: Group, shots: tuple[str, ...], coverage: Coverage) -> Line:
    kinds = {kind.name: kind for kind in group.kinds}
    cells: list[Cell] = []
    for name in shots:
        takes = len(coverage.takes.get((group.subject.id, name), ()))
        if takes:
            state = "done"
        elif name not in kinds:
            state = "none"
        elif not group.subject.sample:
            state = "waiting"
        else:
            state = "missing" if kinds[name].required else "optional"
        cells.append(Cell(name, state, takes))
    return Line(group.subject.id, group.subject.label, tuple(cells))
