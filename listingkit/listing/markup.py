"""Which HTML does a store keep, and what does a description lose there?

An allow-list: the text is taken apart, and only tags, attributes and addresses that the store keeps are written
again, every one of them closed (markup.toml). Scripts and forms never leave, whatever a profile says. Nothing goes
without being told. The parser is that of the standard library: a sanitiser such as nh3 would clean as well, but does
not say what it removed, and makes no plain text, so that every text would have to be parsed here all the same.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib import resources
from itertools import accumulate
from operator import or_
from urllib.parse import urlsplit

from listingkit.stores.model import StoreProfile


def _words(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {key: frozenset(text.split()) for key, text in table.items()}


DATA = tomllib.loads(resources.files("listingkit.listing").joinpath("markup.toml").read_text(encoding="utf-8"))
TAGS = _words(DATA["tags"])
NEVER, VOID, INLINE, CELLS = (TAGS[key] for key in ("never", "void", "inline", "cells"))
ENDS = _words(DATA["ends"])
ATTRIBUTES = _words(DATA["attributes"])
BASIC, RICH, FULL = accumulate((_words(DATA["levels"])[key] for key in ("basic", "rich", "full")), or_)
LEVELS = {"none": frozenset[str](), "basic": BASIC, "rich": RICH, "full": FULL}
LINES = TAGS["paragraphs"] | {"li", "tr"}
LOADING = frozenset(["a", "audio", "iframe", "img", "picture", "source", "video"])
"""Tags of which more than the looks is lost: they lead somewhere, or show something."""
ADDRESSES = frozenset(["href", "poster", "src"])
SCHEMES = frozenset(["http", "https", ""])
PLAIN_STYLE = re.compile(
    r"\s*(?:background-color|border(?:-[a-z]+)*|color|display|float|font(?:-[a-z]+)*|height|letter-spacing|line-height"
    r"|list-style(?:-type)?|margin(?:-[a-z]+)*|max-width|min-width|padding(?:-[a-z]+)*|text-[a-z]+|vertical-align"
    r"|white-space|width)\s*:\s*(?=\S)[^\\:;@&<>()]*(?:rgb\([\d\s,.%]*\)[^\\:;@&<>()]*)?\s*"
)
GONE = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")

Event = tuple[str, str, tuple[tuple[str, str], ...]]
"""`start`, `end` or `text`; the tag or the text; attributes."""


@dataclass(frozen=True, slots=True)
class Markup:
    """What a store keeps of HTML; without tags it takes plain text only. None as hosts: links and pictures of any."""

    tags: frozenset[str] = FULL
    link_hosts: tuple[str, ...] | None = None
    image_hosts: tuple[str, ...] | None = None

    @classmethod
    def of(cls, profile: StoreProfile) -> Markup:
        """By the store's rules; without one everything but active content stays."""
        kept, links, images = (profile.limit(f"description_{key}") for key in ("html", "links", "images"))
        tags = tags_of(str(kept.value)) if kept else FULL
        return cls(tags, _hosts(links.value) if links else None, _hosts(images.value) if images else None)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What remains, and what went, such as `<iframe>` or `link to example.com`, each once."""

    text: str
    removed: tuple[str, ...] = ()


def tags_of(value: str) -> frozenset[str]:
    """The tags that a rule speaks of: `none`, `basic`, `rich` or `full`, and any other tags by name."""
    tags: frozenset[str] = frozenset()
    for word in value.casefold().split():
        tags |= LEVELS.get(word, frozenset([word]))
    return tags - NEVER


class _Reader(HTMLParser):
    """The text as events; comments and declarations are passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.events.append(("start", tag, tuple((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.events.append(("end", tag, ()))

    def handle_data(self, data: str) -> None:
        self.events.append(("text", data, ()))


def read(text: str) -> tuple[Event, ...]:
    """HTML taken apart. There is no text that cannot be read."""
    reader = _Reader()
    # Behind the last > nothing is a tag; the parser would look for an end of each of them.
    end = text.rfind(">") + 1
    reader.feed(text[:end] + text[end:].replace("<", "&lt;"))
    reader.close()
    return tuple(reader.events)


def sanitised(events: Sequence[Event], markup: Markup) -> Cleaned:
    """The HTML that `markup` keeps of `events`, well-formed, white space collapsed."""
    writer = _Writer(markup)
    for kind, what, attributes in loud(events, markup.tags, writer.removed):
        if kind == "text":
            writer.parts.append(html.escape(what, quote=False))
        elif kind == "start":
            writer.start(what, attributes)
        else:
            writer.end(what)
    writer.close(0)
    return Cleaned(" ".join("".join(writer.parts).split()), tuple(writer.removed))


def loud(events: Sequence[Event], tags: frozenset[str], removed: dict[str, None]) -> Iterator[Event]:
    """The events without what is no text for buyers; whatever is passed over is noted in `removed`."""
    closes = {what: index for index, (kind, what, _) in enumerate(events) if kind == "end"}
    silent, depth = "", 0
    for index, event in enumerate(events):
        kind, what, _ = event
        if silent:
            depth += {"start": 1, "end": -1}[kind] if kind != "text" and what == silent else 0
            silent = silent if depth else ""
        elif kind == "start" and (what in TAGS["silent"] or (what in TAGS["silent_if_gone"] and what not in tags)):
            removed[f"<{what}>"] = None
            # An <object> that nobody closes must not take the rest of the description with it.
            if what in {"script", "style"} or closes.get(what, -1) > index:
                silent, depth = what, 1
            else:
                yield ("text", " ", ())
        else:
            yield event


class _Writer:
    """HTML in the making, with the tags that are still open."""

    def __init__(self, markup: Markup) -> None:
        self.parts: list[str] = []
        self.removed: dict[str, None] = {}
        self._markup = markup
        self._open: list[str] = []

    def start(self, tag: str, attributes: Sequence[tuple[str, str]]) -> None:
        if tag not in self._markup.tags:
            self.removed[f"<{tag}>"] = None
            self._part(tag)
            return
        while self._open and self._open[-1] in ENDS.get(tag, ()):
            self.close(len(self._open) - 1)
        kept = dict(self._kept(tag, attributes))
        if tag in {"img", "iframe", "source"} and "src" not in kept:
            self.removed[f"<{tag}>"] = None
            return
        if tag == "a" and "href" not in kept:
            return
        written = "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items())
        self.parts.append(f"<{tag}{written}>")
        if tag not in VOID:
            self._open.append(tag)

    def end(self, tag: str) -> None:
        if tag in self._open:
            self.close(len(self._open) - 1 - self._open[::-1].index(tag))
        elif tag not in self._markup.tags:
            self._part(tag, ended=True)

    def _part(self, tag: str, *, ended: bool = False) -> None:
        """Keeps words apart that the tag kept apart."""
        if tag not in INLINE:
            line = ended and tag in LINES and "br" in self._markup.tags
            self.parts.append("<br>" if line else " ")

    def close(self, depth: int) -> None:
        """Closes all that was opened at that depth or deeper."""
        while len(self._open) > depth:
            self.parts.append(f"</{self._open.pop()}>")

    def _kept(self, tag: str, attributes: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        if self._markup.tags <= BASIC and attributes:
            self.removed |= {f"attribute {name}": None for name, _ in attributes}
            return
        known = ATTRIBUTES["any"] | ATTRIBUTES.get(tag, frozenset())
        known |= ATTRIBUTES["full"] if self._markup.tags >= FULL else frozenset()
        for name, value in attributes:
            if name not in known:
                self.removed[f"attribute {name}"] = None
            elif name in ADDRESSES and (wrong := self._wrong_address(tag, value)):
                self.removed[wrong] = None
            elif name == "style":
                if style := self._style(value):
                    yield name, style
            else:
                yield name, value

    def _wrong_address(self, tag: str, address: str) -> str:
        """What to say of an address that may not stay; empty for one that may."""
        what, hosts = ("link", self._markup.link_hosts) if tag == "a" else ("picture", self._markup.image_hosts)
        what = "frame" if tag == "iframe" else what
        bare = GONE.sub("", address).replace("\\", "/")
        try:
            parts = urlsplit(bare)
            host = (parts.hostname or "").rstrip(".")
        except ValueError:
            return f"{what} without a sound address"
        if parts.scheme not in SCHEMES and not (tag == "a" and parts.scheme in {"mailto", "tel"} and hosts is None):
            return f"{what} with {parts.scheme}:"
        if hosts is not None and not any(host == each or host.endswith(f".{each}") for each in hosts):
            return f"{what} to {host or 'this page'}" if what == "link" else f"{what} from {host or 'this page'}"
        return ""

    def _style(self, value: str) -> str:
        kept = []
        for declaration in filter(str.strip, value.split(";")):
            if PLAIN_STYLE.fullmatch(declaration):
                kept.append(" ".join(declaration.split()))
            else:
                self.removed[f"style {declaration.partition(':')[0].strip().lower()}"] = None
        return "; ".join(kept)


def _hosts(value: object) -> tuple[str, ...]:
    return tuple(word for word in str(value).casefold().split() if word != "none")
