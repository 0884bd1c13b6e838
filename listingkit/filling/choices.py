"""Which values does a template's drop-down let a cell have?

A list may stand in the validation itself, in cells of any sheet, under a defined name, or depend on another cell
through INDIRECT. Formulas beyond these are not calculated: the list is then told as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from listingkit.filling.package import Area, Package, Validation, area_of

MOST = 20_000
QUOTED = re.compile(r"\s*\"((?:[^\"]|\"\")*)\"\s*")
SHEET_AREA = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,()\"]+))!(\$?[A-Za-z]{1,3}\$?\d*(?::\$?[A-Za-z]{1,3}\$?\d*)?)")
CALL = re.compile(r"\s*([A-Za-z.]+)\s*\(")
CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of allowed values; `formula` stands for one that depends on other cells of the row."""

    values: tuple[str, ...] = ()
    formula: str = ""
    known: bool = True


class ChoiceReader:
    """Finds the lists of one sheet's drop-downs."""

    def __init__(self, package: Package, sheet: str) -> None:
        """`sheet` is the one whose cells have the drop-downs."""
        self._package = package
        self._sheet = sheet
        self._dependent: dict[tuple[str, str], tuple[str, ...] | None] = {}

    def of(self, validation: Validation) -> Choices:
        """The list of a validation of kind `list`."""
        formula = validation.formulas[0].removeprefix("=").strip() if validation.formulas else ""
        if not formula:
            return Choices(known=False)
        if CALL.match(formula) and "INDIRECT" in formula.upper():
            return Choices(formula=formula)
        values = self._values(formula)
        return Choices(values or (), known=values is not None)

    def dependent(self, formula: str, row: Mapping[int, str]) -> tuple[str, ...] | None:
        """The list for a row whose cells by column have these texts; None where it cannot be told."""
        inner = _argument(formula)
        name = _text(inner, row) if inner is not None else None
        if not name:
            return None
        key = (formula, name)
        if key not in self._dependent:
            self._dependent[key] = self._values(name)
        return self._dependent[key]

    def _values(self, formula: str, depth: int = 0) -> tuple[str, ...] | None:
        """What a formula lists: a text with commas, an area, a name, or OFFSET from a cell downwards."""
        formula = formula.removeprefix("=").strip()
        if quoted := QUOTED.fullmatch(formula):
            values = quoted[1].replace('""', '"').split(",")
            return tuple(value.strip() for value in values if value.strip())
        if found := SHEET_AREA.fullmatch(formula):
            return self._cells((found[1] or found[2]).replace("''", "'").strip(), area_of(found[3]))
        if area := area_of(formula):
            return self._cells(self._sheet, area)
        if depth < 5 and (meaning := self._package.names.get(formula.lower())):
            return self._values(meaning, depth + 1)
        if formula.upper().startswith("OFFSET("):
            return self._downwards(formula[7:].split(",")[0])
        return None

    def _cells(self, sheet: str, area: Area | None) -> tuple[str, ...] | None:
        if area is None or self._package.sheet_named(sheet) is None:
            return None
        values = [
            cell.strip()
            for number, cells in self._package.rows(sheet).items()
            if area.top <= number <= area.bottom
            for cell in cells[area.left : area.right + 1]
            if cell.strip()
        ]
        return tuple(dict.fromkeys(values[:MOST]))

    def _downwards(self, start: str) -> tuple[str, ...] | None:
        """From a cell to the last filled one below, which is what OFFSET with COUNTA is mostly used for."""
        found = SHEET_AREA.fullmatch(start.strip())
        sheet = (found[1] or found[2]).replace("''", "'") if found else self._sheet
        area = area_of(found[3] if found else start.strip())
        if area is None:
            return None
        below: list[str] = []
        rows = self._package.rows(sheet)
        number = area.top
        while number in rows and area.left < len(rows[number]) and rows[number][area.left].strip():
            below.append(rows[number][area.left].strip())
            number += 1
        return tuple(dict.fromkeys(below)) or None


@lru_cache(maxsize=1024)
def _argument(formula: str) -> str | None:
    """What stands inside INDIRECT( … )."""
    start = formula.upper().find("INDIRECT(")
    depth = 0
    for place in range(start + 8, len(formula)):
        depth += {"(": 1, ")": -1}.get(formula[place], 0)
        if depth == 0:
            return formula[start + 9 : place]
    return None


def _text(expression: str, row: Mapping[int, str]) -> str | None:
    """The value of a text expression of cells of the row, quoted texts, `&` and SUBSTITUTE; None for any other."""
    parts = _split(expression, "&")
    if len(parts) > 1:
        values = [_text(part, row) for part in parts]
        return None if None in values else "".join(value or "" for value in values)
    expression = expression.strip()
    if quoted := QUOTED.fullmatch(expression):
        return quoted[1].replace('""', '"')
    if cell := CELL.fullmatch(expression):
        area = area_of(expression)
        return row.get(area.left, "") if area and cell else None
    call = CALL.match(expression)
    if call and expression.endswith(")"):
        arguments = [_text(each, row) for each in _split(expression[call.end() : -1], ",")]
        text = arguments[0]
        if text is None:
            return None
        match call[1].upper():
            case "SUBSTITUTE" if len(arguments) >= 3 and arguments[1] and arguments[2] is not None:
                return text.replace(arguments[1], arguments[2])
            case "TRIM":
                return " ".join(text.split())
            case "UPPER":
                return text.upper()
            case "LOWER":
                return text.lower()
    return None


@lru_cache(maxsize=1024)
def _split(expression: str, separator: str) -> tuple[str, ...]:
    """The parts between separators that stand neither in quotes nor in brackets."""
    parts, depth, quoted = [""], 0, False
    for character in expression:
        quoted ^= character == '"'
        depth += 0 if quoted else {"(": 1, ")": -1}.get(character, 0)
        if character == separator and not quoted and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return tuple(parts)
