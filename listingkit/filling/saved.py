"""What did the seller say of this template last time? `templates.toml` in the shop folder keeps it."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field, ValidationError

from listingkit.complaints import explain, meant
from listingkit.errors import BadInputError, UsageError
from listingkit.files import write_text
from listingkit.filling.columns import Column, normal
from listingkit.filling.fields import Source, near_field, source_of
from listingkit.settings_table import Table
from listingkit.words import count

FILE = "templates.toml"
HEAD = """\
# What the columns of stores' templates are filled with: listingkit fill TEMPLATE --map "Header=field" --save-map
# Fields are listed in docs/fill.md; a text in quotes inside the quotes is written as it stands; "" leaves the column.
"""


class Entry(Table):
    """`[[template]]`: one template as it was when the mapping was saved."""

    sheet: str
    layout: str = ""
    headers: str = ""
    header_row: int = Field(default=0, ge=0)
    data_row: int = Field(default=0, ge=0)
    currencies: tuple[str, ...] = ()
    columns: dict[str, str] = Field(default={})


class Book(Table):
    """All of templates.toml."""

    template: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """What holds for a template from the file."""

    columns: Mapping[str, Source] = field(default_factory=dict)
    currencies: tuple[str, ...] = ()
    header_row: int = 0
    data_row: int = 0
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """What a template is known by: the sheet's name, the store's layout, and a digest of its headers."""

    sheet: str
    layout: str
    headers: str
    names: frozenset[str]


def signature_of(sheet: str, layout: str, columns: Iterable[Column]) -> Signature:
    """`names` are all headers, keys and letters that a mapping may use."""
    columns = tuple(columns)
    text = json.dumps([(column.key, column.header) for column in columns], ensure_ascii=False)
    names = {normal(name) for each in columns for name in (each.header, each.key, each.letter) if name}
    return Signature(sheet, layout, hashlib.sha256(text.encode()).hexdigest()[:12], frozenset(names))


def read_book(root: Path) -> Book:
    """The file of the shop in `root`; empty where there is none. Raises BadInputError with every problem."""
    file = root / FILE
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Book()
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise BadInputError(f"{FILE}: not valid TOML: {wrong}", "Texts need quotes; docs/fill.md shows it.") from None
    except OSError as wrong:
        raise BadInputError(f"{FILE} cannot be read: {wrong.strerror}", "Check the file and its permissions.") from None
    try:
        book = Book.model_validate(data)
    except ValidationError as wrong:
        problems = tuple(explain(error, " ".join(map(str, error["loc"])), Book) for error in wrong.errors())
        raise BadInputError(
            f"{FILE}: {count(len(problems), 'problem')}", "docs/fill.md explains the keys.", problems
        ) from None
    problems = tuple(
        f"[[template]] #{number} “{header}”: there is no field `{written}`{near_field(written)}"
        for number, entry in enumerate(book.template, start=1)
        for header, written in entry.columns.items()
        if source_of(written) is None
    )
    if problems:
        raise BadInputError(f"{FILE}: {count(len(problems), 'problem')}", "docs/fill.md lists the fields.", problems)
    return book


def remembered(book: Book, signature: Signature) -> Remembered:
    """The entries for this very template; or, of the same sheet and store, those whose headers are all there.

    Raises BadInputError where an entry for this template names a header that it does not have.
    """
    columns: dict[str, Source] = {}
    last: Entry | None = None
    told: list[str] = []
    for number, entry in enumerate(book.template, start=1):
        missing = [header for header in entry.columns if normal(header) not in signature.names]
        if entry.headers == signature.headers and entry.sheet == signature.sheet:
            if missing:
                hints = [f"“{header}”{meant(normal(header), signature.names)}" for header in missing]
                raise BadInputError(
                    f"{FILE}: [[template]] #{number}: the template has no column {', '.join(hints)}", ""
                )
            how = "as saved for this template"
        elif entry.sheet == signature.sheet and entry.layout == signature.layout and entry.columns and not missing:
            how = "as saved for another template of this kind"
        else:
            continue
        last = entry
        columns |= {normal(header): source for header, text in entry.columns.items() if (source := source_of(text))}
        told.append(f"{FILE}: {count(len(entry.columns), 'column')} filled {how}.")
    if last is None:
        return Remembered()
    return Remembered(columns, last.currencies, last.header_row, last.data_row, tuple(told))


def asked_columns(maps: Sequence[str]) -> dict[str, Source]:
    """`--map "Header=field"`, by header. Raises UsageError for an unknown field, with the near miss."""
    found: dict[str, Source] = {}
    for each in maps:
        header, equals, written = each.rpartition("=") if not each.rstrip().endswith(("'", '"')) else _quoted(each)
        if not equals or not header.strip():
            raise UsageError(f"--map {each!r} is not Header=field", 'Such as --map "Item Ref.=sku".')
        source = source_of(written)
        if source is None:
            raise UsageError(
                f"--map {each!r}: there is no field `{written.strip()}`{near_field(written.strip())}",
                "docs/fill.md lists the fields; a text of your own stands in quotes: --map \"Season='Summer'\".",
            )
        found[normal(header)] = source
    return found


def _quoted(each: str) -> tuple[str, str, str]:
    """A mapping to a text in quotes, which may itself hold `=`."""
    place = each.rfind("=" + each.rstrip()[-1], 0, len(each.rstrip()) - 1)
    return (each[:place], "=", each[place + 1 :]) if place > 0 else each.partition("=")


def check_headers(asked: Mapping[str, Source], signature: Signature) -> None:
    """Raises UsageError where `--map` names a header that the template does not have."""
    for header in asked:
        if header not in signature.names:
            raise UsageError(
                f"--map: the template has no column “{header}”{meant(header, signature.names)}",
                "Columns are named by header, by the store's key or by letter; --dry-run lists them all.",
            )


def save(root: Path, signature: Signature, asked: Mapping[str, Source], entry: Mapping[str, object]) -> Path:
    """Adds an entry at the end of the file, which stays as it is; later entries win. Raises BadOutputError."""
    file = root / FILE
    before = file.read_text(encoding="utf-8-sig") if file.exists() else HEAD
    known: dict[str, object] = {"sheet": signature.sheet, "layout": signature.layout, "headers": signature.headers}
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in (known | dict(entry)).items() if value
    ]
    columns = [f"{json.dumps(header, ensure_ascii=False)} = {json.dumps(str(source), ensure_ascii=False)}"
               for header, source in asked.items()]  # fmt: skip
    block = "\n".join(["[[template]]", *lines, "[template.columns]", *columns, ""])
    if block not in before:
        write_text(file, before.rstrip("\n") + "\n\n" + block)
    return file
