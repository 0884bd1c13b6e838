"""Which pictures are in the cells of an Excel workbook, and which lie over them?

Three kinds: drawings that float over the cells (ECMA-376 part 1, 20.5), pictures placed in cells by new Excel (rich
values, [MS-XLSX] 2.6.162 and following), and those of WPS, whose cells say DISPIMG("ID_…", 1). A floating picture is in
the row in which its middle lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from listingkit.tables_floating import USUAL_HEIGHT, Heights, anchors_in, attribute
from listingkit.tables_grid import column_index
from listingkit.tables_xlsx import Book

DISPIMG = re.compile(r'DISPIMG\("([^"]+)"', re.IGNORECASE)
LOCAL = "_rvRel:LocalImageIdentifier"


@dataclass(frozen=True, slots=True)
class CellPicture:
    """A picture and its place: `row` counts from 1, `column` from 0; `part` is where its bytes are.

    `doubt` says why it cannot be told to which row it belongs, or why it cannot be read; empty where it can.
    """

    sheet: str
    row: int
    column: int
    part: str
    doubt: str = ""


@dataclass
class _Cells:
    """What a sheet says of its rows' heights, and which cells hold pictures."""

    heights: Heights = field(default_factory=Heights)
    rich: list[tuple[int, int, int]] = field(default_factory=list)
    named: list[tuple[int, int, str]] = field(default_factory=list)


def pictures_in(book: Book) -> Iterator[CellPicture]:
    """Every picture of the workbook, sheet by sheet, from the top."""
    kinds = book.targets(book.main)
    named = dict(_named(book, kinds))
    rich = _rich(book, kinds)
    for sheet in book.listed():
        drawings = book.targets(sheet.part).get("drawing", {}).values()
        if not (drawings or named or rich):
            continue
        cells = _cells(book, sheet.part)
        found = [*_in_cells(sheet.name, cells, rich, named)]
        for drawing in drawings:
            found += _floating(book, sheet.name, drawing, cells)
        yield from sorted(found, key=lambda each: (each.row, each.column))


def _cells(book: Book, part: str) -> _Cells:
    cells = _Cells()
    at = {"row": 0, "column": -1}
    formula: list[str] = []
    reading = False

    def start(name: str, attrs: dict[str, str]) -> None:
        nonlocal reading
        if name == "sheetFormatPr":
            cells.heights.usual = float(attrs.get("defaultRowHeight", USUAL_HEIGHT))
        elif name == "row":
            at["row"] = int(attrs.get("r", at["row"] + 1))
            at["column"] = -1
            if attrs.get("hidden") in {"1", "true"}:
                cells.heights.own[at["row"] - 1] = 0.0
            elif "ht" in attrs:
                cells.heights.own[at["row"] - 1] = float(attrs["ht"])
        elif name == "c":
            reference = attrs.get("r", "")
            at["column"] = column_index(reference.rstrip("0123456789")) if reference else at["column"] + 1
            if "vm" in attrs:
                cells.rich.append((at["row"], at["column"], int(attrs["vm"])))
        elif name in {"f", "v"}:
            reading = True
            formula.clear()

    def end(name: str) -> None:
        nonlocal reading
        if name in {"f", "v"}:
            reading = False
            if said := DISPIMG.search("".join(formula)):
                one = (at["row"], at["column"], said[1])
                if one not in cells.named[-1:]:
                    cells.named.append(one)

    def text(data: str) -> None:
        if reading:
            formula.append(data)

    book.walk(part, start, end, text)
    return cells


def _in_cells(sheet: str, cells: _Cells, rich: Sequence[str], named: Mapping[str, str]) -> Iterator[CellPicture]:
    for row, column, value in cells.rich:
        if 0 < value <= len(rich) and rich[value - 1] != "none":
            part = rich[value - 1]
            yield CellPicture(sheet, row, column, part, "" if part else "its picture is not in the file")
    for row, column, name in cells.named:
        part = named.get(name, "")
        yield CellPicture(sheet, row, column, part, "" if part else "its picture is not in the file")


def _named(book: Book, kinds: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """What WPS keeps beside the sheets: pictures by the names that cells call them by."""
    for part in kinds.get("cellImage", {}).values():
        images = book.targets(part).get("image", {})
        name = ""
        found: list[tuple[str, str]] = []

        def start(
            element: str,
            attrs: dict[str, str],
            found: list[tuple[str, str]] = found,
            images: Mapping[str, str] = images,
        ) -> None:
            nonlocal name
            if element == "cNvPr":
                name = attrs.get("name", "")
            elif element == "blip" and name:
                found.append((name, images.get(attribute(attrs, "embed"), "")))

        book.walk(part, start)
        yield from found


def _rich(book: Book, kinds: Mapping[str, Mapping[str, str]]) -> list[str]:
    """By number of value metadata, the part of the picture; empty where it is lost, `none` where it is no picture."""
    parts = {
        name: next(iter(kinds.get(name, {}).values()), "")
        for name in ("sheetMetadata", "rdRichValue", "rdRichValueStructure", "richValueRel")
    }
    if not all(parts.values()):
        return []
    future: list[int] = []
    order: list[int] = []
    keys: list[list[str]] = []
    values: list[tuple[int, list[str]]] = []
    relations: list[str] = []
    inside = ""
    text: list[str] = []

    def metadata(name: str, attrs: dict[str, str]) -> None:
        nonlocal inside
        if name in {"futureMetadata", "valueMetadata", "cellMetadata"}:
            inside = name if name != "futureMetadata" or attrs.get("name") == "XLRICHVALUE" else ""
        elif name == "rvb" and inside == "futureMetadata":
            future.append(int(attrs["i"]))
        elif name == "rc" and inside == "valueMetadata":
            order.append(int(attrs["v"]))

    def structure(name: str, attrs: dict[str, str]) -> None:
        if name == "s":
            keys.append([])
        elif name == "k":
            keys[-1].append(attrs.get("n", ""))

    def value(name: str, attrs: dict[str, str]) -> None:
        if name == "rv":
            values.append((int(attrs.get("s", "0")), []))
        elif name == "v":
            text.clear()

    def value_end(name: str) -> None:
        if name == "v":
            values[-1][1].append("".join(text))

    def relation(name: str, attrs: dict[str, str]) -> None:
        if name == "rel":
            relations.append(attribute(attrs, "id"))

    book.walk(parts["sheetMetadata"], metadata)
    book.walk(parts["rdRichValueStructure"], structure)
    book.walk(parts["rdRichValue"], value, value_end, text.append)
    book.walk(parts["richValueRel"], relation)
    images = book.targets(parts["richValueRel"]).get("image", {})

    def part_of(number: int) -> str:
        kind, said = values[future[number]]
        if LOCAL not in keys[kind]:
            return "none"
        return images.get(relations[int(said[keys[kind].index(LOCAL)])], "")

    return [part_of(number) if number < len(future) and future[number] < len(values) else "none" for number in order]


def _floating(book: Book, sheet: str, part: str, cells: _Cells) -> Iterator[CellPicture]:
    images = book.targets(part).get("image", {})
    for anchor in anchors_in(book, part):
        row, doubt = anchor.row(cells.heights)
        for key in anchor.pictures:
            image = images.get(key, "")
            yield CellPicture(sheet, row, anchor.column, image, doubt if image else "its picture is not in the file")
        for _ in range(anchor.linked):
            yield CellPicture(
                sheet, row, anchor.column, "", "it is a link to a picture elsewhere, which is not fetched"
            )
