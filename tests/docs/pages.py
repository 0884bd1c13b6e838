"""What stands in the pages: headings, tables, code blocks, links?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(name: str) -> str:
    """A page of docs/."""
    return (DOCS / name).read_text(encoding="utf-8")


def prose(text: str) -> str:
    """The page without its code blocks."""
    return FENCE.sub("", text)


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of one language."""
    return [body for found, body in FENCE.findall(text) if found == language]


def marked(text: str, mark: str) -> str:
    """The code block below `<!-- mark -->`."""
    found = re.search(rf"<!-- {mark} -->\n```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found, f"no block marked {mark}"
    return found[1]


def codes(text: str) -> list[str]:
    """What stands between backticks on one line."""
    return re.findall(r"`([^`\n]+)`", text)


def sections(text: str) -> dict[str, str]:
    """Text by heading, whatever its level, without the marks of code."""
    parts = re.split(r"^#+ (.+)$", FENCE.sub(lambda found: found[0].replace("\n#", "\n "), text), flags=re.MULTILINE)
    return {parts[i].replace("`", ""): parts[i + 1] for i in range(1, len(parts), 2)}


def rows(text: str) -> Iterator[list[str]]:
    """The rows of all tables in a text, without the header and the rule below it."""
    for table in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
        for line in table.splitlines()[2:]:
            yield [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


def anchors(text: str) -> set[str]:
    """The fragments that GitHub makes of the headings."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)
    }
