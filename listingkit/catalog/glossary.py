"""What is a Chinese text of the catalogue in English, and which words are missing?"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from listingkit.english.fixes import SIGNS
from listingkit.english.model import quoted
from listingkit.english.runs import foreign_runs
from listingkit.findings import Finding, Place, Severity, finding
from listingkit.shop import Shop
from listingkit.tables import read_tables

FILE = "glossary.csv"
CJK = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〇]")
HEADERS = (
    {"word", "source", "chinese", "中文", "词", "词语", "原文"},
    {"english", "translation", "英文", "英语", "译文"},
)
# Full-width forms of ASCII (U+FF01 to U+FF5E) and the ideographic space become plain; Chinese stops keep their pause.
PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
STOPS = {"、": ", ", "。": ". ", "，": ", ", "；": "; ", "：": ": ", "！": "! ", "？": "? ", "（": " (", "）": ") "}
STOPS |= {"【": " [", "】": "] ", "《": ' "', "》": '" ', "「": ' "', "」": '" '}
HALF_WIDTH = PLAIN | {ord(stop): plain for stop, plain in STOPS.items()} | SIGNS

Translation = tuple[str, tuple[str, ...]]
"""The English, and the words that stay as they are because no glossary has them."""


class Glossary:
    """Words and their English; the longest words win."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self._terms = dict(terms)
        lengths: dict[str, set[int]] = {}
        for word in self._terms:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def translate(self, text: str) -> Translation:
        """English for every word of `text` that is known; Latin text stays, full-width ASCII becomes half-width."""
        text = text.strip()
        if text.isascii() and text not in self._terms:
            return _tidy(text), ()
        plain = text.translate(HALF_WIDTH).strip()
        if plain in self._terms:
            return self._terms[plain], ()
        pieces = list(self._pieces(plain))
        missing = tuple(dict.fromkeys(piece for piece, english in pieces if english is None and CJK.search(piece)))
        return _join(pieces), missing

    def _pieces(self, text: str) -> Iterator[tuple[str, str | None]]:
        """(text, English) in order; English is None where the text stays.

        A single character beside an unknown one is part of the unknown word: 小麦色 is not "small 麦".
        """
        known = [(piece, self._terms.get(piece)) for piece in self._segment(text)]
        stuck = [english is None and CJK.search(piece) is not None for piece, english in known]
        for order in (range(1, len(known)), range(len(known) - 2, -1, -1)):
            step = order.step
            for index in order:
                piece, english = known[index]
                stuck[index] |= stuck[index - step] and english is not None and len(piece) == 1
        run = ""
        for (piece, english), is_stuck in zip(known, stuck, strict=True):
            if is_stuck:
                run += piece
                continue
            if run:
                yield run, None
                run = ""
            yield piece, english
        if run:
            yield run, None

    def _segment(self, text: str) -> list[str]:
        """Cuts with the fewest unknown characters, then the fewest words; linear in the length of the text."""
        size = len(text)
        best: list[tuple[int, int, int]] = [(0, 0, 0)] * (size + 1)
        for start in range(size - 1, -1, -1):
            unknown, words, _ = best[start + 1]
            choice = (unknown + bool(CJK.match(text[start])), words, 1)
            for length in self._lengths.get(text[start], ()):
                if start + length <= size and text[start : start + length] in self._terms:
                    rest = best[start + length]
                    # Of equal cuts a word wins over a Latin letter left as it is: V领 is V-neck, not "V collar".
                    if (rest[0], rest[1] + 1, choice[2] > 1) < (*choice[:2], True):
                        choice = (rest[0], rest[1] + 1, length)
            best[start] = choice
        pieces, start = [], 0
        while start < size:
            pieces.append(text[start : start + best[start][2]])
            start += best[start][2]
        return pieces


def _join(pieces: list[tuple[str, str | None]]) -> str:
    text = ""
    after_word = False
    for piece, english in pieces:
        word = english is not None or CJK.search(piece) is not None
        shown = piece if english is None else english
        if shown and (word or after_word) and text and text[-1:].isalnum() and shown[:1].isalnum():
            text += " "
        text += shown
        after_word = word if shown else after_word
    return _tidy(text)


def _tidy(text: str) -> str:
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r" (?=[,.;:!?)\]](?:\s|$))|(?<=[(\[]) ", "", text).strip()


@cache
def built_in() -> Mapping[str, str]:
    """The words that listingkit brings along."""
    text = resources.files("listingkit.catalog").joinpath("glossary.csv").read_text(encoding="utf-8")
    return {row["word"]: row["english"] for row in csv.DictReader(text.splitlines())}


def load_glossary(shop: Shop) -> tuple[Glossary, tuple[Finding, ...]]:
    """The built-in words with the seller's own over them. Raises BadInputError where the file cannot be read."""
    path = shop.root / FILE
    if not path.is_file():
        return Glossary(built_in()), ()
    terms: dict[str, str] = {}
    found: list[Finding] = []
    for sheet in read_tables(path, FILE):
        found += sheet.findings
        word_column, english_column = 0, 1
        for row in sheet.rows:
            cells = [cell.strip() for cell in row.cells]
            titles = [cell.casefold() for cell in cells]
            columns = [next((titles.index(each) for each in titles if each in names), -1) for names in HEADERS]
            if row is sheet.rows[0] and min(columns) >= 0:
                word_column, english_column = columns
                continue
            word = cells[word_column] if word_column < len(cells) else ""
            english = cells[english_column] if english_column < len(cells) else ""
            found += _check_row(word, english, Place(FILE, sheet.name, row.number))
            if word and english:
                terms[word.translate(HALF_WIDTH).strip()] = english
    return Glossary({**built_in(), **terms}), tuple(found)


def _check_row(word: str, english: str, place: Place) -> Iterator[Finding]:
    for run in foreign_runs(english):
        message = f"{place}: the English of {word!r} has {run}: {quoted(english)}"
        yield finding(run.code, message, subject=word, place=place, hint="Correct the English in glossary.csv.")
    if not word or not english:
        message = f"{place}: {'the English of ' + repr(word) if word else 'the word'} is empty, so the row does nothing"
        yield finding("catalog.empty-cell", message, subject=word, place=place, severity=Severity.WARNING)


@dataclass(slots=True)
class _Missing:
    place: Place
    spu: str
    cells: int = 0


@dataclass(slots=True)
class Translator:
    """Translates the catalogue's cells and remembers which words were missing, and where first."""

    glossary: Glossary
    _seen: dict[str, Translation] = field(default_factory=dict)
    _missing: dict[str, _Missing] = field(default_factory=dict)

    def text(self, raw: str, place: Place, spu: str = "") -> str:
        """A name, material, description, label or attribute in English."""
        known = self._seen.get(raw)
        if known is None:
            known = self._seen[raw] = self.glossary.translate(raw)
        for term in known[1]:
            self._missing.setdefault(term, _Missing(place, spu)).cells += 1
        return known[0]

    def findings(self) -> Iterator[Finding]:
        """One finding per missing word, in the order of first use, with the glossary row to fill in."""
        for term, missing in self._missing.items():
            cells = "1 cell uses" if missing.cells == 1 else f"{missing.cells} cells use"
            yield finding(
                "text.missing-term",
                f"{term!r} has no English in the glossary: first at {missing.place}; {cells} it",
                subject=term,
                place=missing.place,
                hint=f"Add this row to {FILE}, with the English after the comma: {term},",
                spu=missing.spu,
            )
