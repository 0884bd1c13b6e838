"""How does a shop fill a store's template, and what does it tell of that?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from listingkit.desk import Desk
from listingkit.errors import UsageError
from listingkit.filling.columns import Column, Names, Wishes, read_columns
from listingkit.filling.fill import Filled, fill
from listingkit.filling.foreign import abroad, marked_slots, without_slots
from listingkit.filling.request import FillRequest
from listingkit.filling.saved import (
    Entry,
    Remembered,
    Signature,
    asked_columns,
    check_headers,
    read_book,
    remembered,
    save,
    signature_of,
)
from listingkit.filling.settle import Money
from listingkit.filling.template import Template, reread
from listingkit.findings import Finding, Severity, finding, withheld_products
from listingkit.listing.model import Listing
from listingkit.pictures import Pictures
from listingkit.report.model import Report, Table
from listingkit.stores.load import builtin_names
from listingkit.stores.model import StoreProfile
from listingkit.words import count, named

SAMPLE = 40
ASKED_FOR = {"must": "yes", "may": "no", "": ""}
# What is wrong with photos and shots is the matter of `check`; what stands in cells is told here too.
TOLD = ("catalog", "text", "price", "listing", "image")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template whose columns are read, with what the seller said of them now and earlier."""

    template: Template
    columns: tuple[Column, ...]
    signature: Signature
    remembered: Remembered
    desk: Desk
    told: tuple[str, ...]


def prepare(desk: Desk, template: Template, request: FillRequest) -> Prepared:
    """Reads the template's columns for this shop, and decides which store's wording and images fit.

    Raises UsageError for a field, header, currency or store that does not exist.
    """
    asked = asked_columns(request.maps)
    for code in request.currencies:
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise UsageError(f"--currency {code} is not a currency", "Such as --currency CNY: three letters.")
    if request.data_row and request.data_row <= request.header_row:
        raise UsageError("--data-row lies above the headers", "Data begins below the row of --header-row.")
    book = read_book(desk.shop.root)
    names = Names(
        tuple(dict.fromkeys(name for product in desk.catalog.products for name in product.attributes)),
        tuple(dict.fromkeys(option.name for product in desk.catalog.products for option in product.options)),
    )
    if not (request.header_row or request.data_row or request.sheet):
        template = _as_saved(template, book.template, names)
    signature = _signature(template, names)
    check_headers(asked, signature)
    known = remembered(book, signature)
    columns = _columns(template, names, Wishes(asked, known.columns))
    if not columns:
        raise UsageError(
            f"{template.display}: there are no headers in row {request.header_row} of “{template.sheet.name}”",
            "Look which row has them, or leave --header-row away.",
        )
    desk, told = _store_of(desk, template)
    return Prepared(template, columns, signature, known, desk, (template.why, *told, *known.told))


def _as_saved(template: Template, entries: Iterable[Entry], names: Names) -> Template:
    """The template with header and data rows as they were saved for it, where they were."""
    for entry in reversed(tuple(entries)):
        if (entry.header_row or entry.data_row) and template.package.sheet_named(entry.sheet):
            other = reread(template, entry.sheet, entry.header_row, entry.data_row)
            if other and _signature(other, names).headers == entry.headers:
                return other
    return template


def _columns(template: Template, names: Names, wishes: Wishes) -> tuple[Column, ...]:
    return read_columns(template.package, template.sheet.name, template.head, template.heading, names, wishes)


def _signature(template: Template, names: Names) -> Signature:
    columns = _columns(template, names, Wishes())
    return signature_of(template.sheet.name, template.heading.layout.name, columns)


def _store_of(desk: Desk, template: Template) -> tuple[Desk, tuple[str, ...]]:
    """The desk with the one store whose limits, wording and images are used, and how that was chosen."""
    if len(desk.run.stores) > 1:
        raise UsageError("a template is of one store", "Give --store once.")
    guessed = template.heading.layout.store
    if desk.run.stores:
        name, why = desk.run.stores[0], "as asked"
    elif guessed in {*builtin_names(), *desk.shop.settings.shop.stores}:
        name, why = guessed, "as the template's layout tells"
    else:
        name, why = desk.shop.settings.shop.stores[0], "the shop's first store; --store takes another"
    chosen = Desk(desk.shop, desk.run.only(stores=[name]))
    return chosen, (f"Limits, wording and images: {chosen.stores[0].label} ({why}).",)


def fill_template(
    prepared: Prepared, pictures: Pictures, found: Iterable[Finding], source: Path, request: FillRequest
) -> Report:
    """Fills the template with every product that has no error, and tells column by column what became of it."""
    desk, template = prepared.desk, prepared.template
    told = (each for each in found if each.severity is not Severity.INFO)
    shop_findings = tuple(each for each in told if each.code.partition(".")[0] in TOLD)
    ((store, all_listings),) = desk.listings(pictures)
    withheld = withheld_products(found, store.name)
    sound = [each for each in all_listings if each.spu not in withheld]
    listings, clean = _for_template(sound, store, template, pictures)
    currencies = request.currencies or prepared.remembered.currencies
    money = Money(desk.shop.settings.pricing, currencies, desk.run.today)
    target = _target(desk, source, request)
    made = fill(template, prepared.columns, listings, store, money, None if request.dry_run else target)
    findings = (*shop_findings, *desk.sift([*clean, *made.findings]).shown)
    outputs = [] if request.dry_run or not made.rows else [_named(desk, target)]
    summary = [*prepared.told, *_summary(made, _named(desk, target), dry_run=request.dry_run)]
    if withheld:
        summary.append(f"{count(len(withheld), 'product')} withheld because of errors: {named(sorted(withheld))}.")
    if request.save_map and not request.dry_run:
        outputs.append(_save(prepared, request, currencies))
        summary.append(f"Kept in {outputs[-1]}, and used for this template from now on.")
    counts = {
        "listings": made.listings,
        "rows": made.rows,
        "columns": len(made.columns),
        "filled": sum(each.filled for each in made.columns),
        "unfilled": sum(not each.filled for each in made.columns),
        "withheld": len(withheld),
    }
    table = _all_columns(made) if request.dry_run else _unfilled(made)
    return Report("fill", counts, findings, tuple(outputs), tuple(summary), (table,) if table.rows else ())


def _for_template(
    listings: Sequence[Listing], store: StoreProfile, template: Template, pictures: Pictures
) -> tuple[list[Listing], list[Finding]]:
    """The listings as they may stand in this template, and what had to be left out for its store's sake."""
    layout = template.heading.layout
    fitting = list(listings) if layout.store == store.name else [abroad(each) for each in listings]
    marked = marked_slots(store) if pictures.mark and not layout.watermark else frozenset[str]()
    if not any(each.pictures.keys() & marked for each in fitting):
        return fitting, []
    problem = f"{layout.name} takes no watermark, and the images of {store.label} bear one, so its columns stay empty"
    hint = "Take images that have none: `listingkit images --store ebay`, then `listingkit fill … --store ebay`."
    told = finding("image.watermark-forbidden", problem, subject=layout.store, hint=hint, severity=Severity.ERROR)
    return [without_slots(each, marked) for each in fitting], [told]


def _target(desk: Desk, source: Path, request: FillRequest) -> Path:
    target = (request.out or desk.shop.out / "filled" / source.name).absolute()
    if target.suffix.lower() != source.suffix.lower():
        raise UsageError(
            f"--out {target.name}: the template is a {source.suffix} file, and stays one",
            f"Call it {target.stem}{source.suffix}.",
        )
    if request.out and not target.parent.is_dir():
        raise UsageError(f"--out: there is no folder {target.parent}", "Make it first, or leave --out away.")
    if target.exists() and source.exists() and target.samefile(source):
        raise UsageError(f"{source.name} itself is never written to", "Give --out another name, or leave it out.")
    return target


def _named(desk: Desk, target: Path) -> str:
    return desk.shop.relative(target)


def _save(prepared: Prepared, request: FillRequest, currencies: tuple[str, ...]) -> str:
    rows = {"header_row": request.header_row, "data_row": request.data_row, "currencies": list(currencies)}
    asked = asked_columns(request.maps)
    written = {
        name: asked[key]
        for each in prepared.columns
        for name in (each.header, each.key, each.letter)
        if (key := " ".join(name.split()).casefold()) in asked
    }
    return _named(prepared.desk, save(prepared.desk.shop.root, prepared.signature, written, rows))


def _summary(made: Filled, target: str, *, dry_run: bool) -> list[str]:
    lines = []
    if taken := made.free.taken:
        rows = f"row {taken[0]:,}" if len(taken) == 1 else f"rows {taken[0]:,} to {taken[-1]:,}"
        lines.append(f"Kept what stands in {rows}; new rows begin at {made.free.first:,}.")
    if not made.rows:
        return [*lines, "No product to write: nothing was filled."]
    where = f"would be written to {target}" if dry_run else f"in {target}"
    filled = sum(each.filled for each in made.columns)
    columns = f"{filled} of {count(len(made.columns), 'column')}"
    lines.append(f"{count(made.listings, 'listing')}, {count(made.rows, 'row')}, {columns} {where}.")
    return lines


def _all_columns(made: Filled) -> Table:
    rows = tuple(
        (
            each.column.letter,
            each.column.header,
            str(each.column.source) if each.filled else "",
            ASKED_FOR[each.column.required],
            _short(each.sample),
            each.note,
        )
        for each in made.columns
    )
    return Table("columns", "", ("column", "header", "field", "required", "sample", "note"), rows)


def _unfilled(made: Filled) -> Table:
    rows = tuple(
        (each.column.letter, each.column.header, ASKED_FOR[each.column.required], each.note)
        for each in made.columns
        if not each.filled
    )
    return Table("unfilled", "Columns that stay empty:", ("column", "header", "required", "note"), rows)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SAMPLE else f"{line[: SAMPLE - 1]}…"
