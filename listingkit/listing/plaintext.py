"""How does HTML read as plain text: paragraphs, points, no tags, no entities?"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from listingkit.listing.markup import CELLS, INLINE, LOADING, TAGS, Cleaned, Event, Markup, loud, sanitised

POINT = "• "
"""A bullet, not a hyphen: in a CSV a leading hyphen reads as a formula."""


def described(events: Sequence[Event], plain: Cleaned, markups: Iterable[Markup]) -> dict[Markup, Cleaned]:
    """The description for each `markup`: HTML, plain text, or plain text with <br> where that is all that is kept.

    `plain` is what `plain_text` makes of the events. Markups that keep everything share one text.
    """
    used = frozenset(what for kind, what, _ in events if kind != "text")
    bare = not any(attributes for _, _, attributes in events)
    made: dict[Markup, Cleaned] = {}
    whole: Cleaned | None = None
    for markup in markups:
        if not markup.tags - {"br"}:
            made[markup] = _broken(plain) if markup.tags else plain
        elif bare and used <= markup.tags:
            whole = made[markup] = whole or sanitised(events, markup)
        else:
            made[markup] = sanitised(events, markup)
    return made


def _broken(plain: Cleaned) -> Cleaned:
    lines = plain.text.split("\n")
    return Cleaned("<br>".join(html.escape(line, quote=False) for line in lines), plain.removed)


def plain_text(events: Sequence[Event]) -> Cleaned:
    """The words of `events`: blank lines between paragraphs, a bullet before each point, `Label: value` for table rows.

    Bold letters and headings go untold; links, pictures and whatever runs are told in `removed`.
    """
    page = _Page()
    removed: dict[str, None] = {}
    for kind, what, _ in loud(events, frozenset(), removed):
        if kind == "text":
            page.words.append(what)
        elif what in LOADING and kind == "start":
            removed[f"<{what}>"] = None
            page.tag(what, start=True)
        else:
            page.tag(what, start=kind == "start")
    page.end_line()
    return Cleaned(page.text(), tuple(removed))


class _Page:
    """Lines in the making; a None among them stands for a blank line."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._lines: list[str | None] = []
        self._point = False
        self._lists = 0
        self._cells: list[str] | None = None

    def tag(self, tag: str, *, start: bool) -> None:
        if tag in CELLS:
            self._end_cell()
            self._cells = self._cells or []
        elif tag in {"tr", "table"}:
            self.end_line()
            self._blank_line(tag == "table")
        elif self._cells is not None:
            self.words.append("" if tag in INLINE else " ")
        elif tag in {"li", "br"}:
            self.end_line()
            self._point = start and tag == "li"
        elif tag in TAGS["paragraphs"]:
            self.end_line()
            self._lists = max(0, self._lists + (1 if start else -1)) if tag in {"ul", "ol"} else self._lists
            self._blank_line(not self._lists or (start and self._lists == 1 and tag in {"ul", "ol"}))
        elif tag not in INLINE:
            self.words.append(" ")

    def _blank_line(self, wanted: bool) -> None:  # noqa: FBT001
        # Within a list, paragraphs are lines.
        if wanted and not self._point:
            self._lines.append(None)

    def end_line(self) -> None:
        if self._cells is not None:
            self._end_cell()
            cells, self._cells = self._cells, None
            label = cells[0].rstrip(":") if cells else ""
            text = f"{label}: {cells[1]}" if len(cells) == 2 else " | ".join(cells)
        else:
            text = self._taken()
        if text:
            self._lines.append(f"{POINT}{text}" if self._point else text)
            self._point = False

    def text(self) -> str:
        """All lines, never two blank ones together."""
        blocks: list[list[str]] = [[]]
        for line in self._lines:
            if line is None:
                blocks.append([])
            else:
                blocks[-1].append(line)
        return "\n\n".join("\n".join(block) for block in blocks if block)

    def _end_cell(self) -> None:
        text = self._taken()
        if text:
            self._cells = [*(self._cells or []), text]

    def _taken(self) -> str:
        text = " ".join("".join(self.words).split())
        self.words = []
        return text
