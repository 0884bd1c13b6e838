from __future__ import annotations

import re
import shlex
import shutil
from importlib import import_module

from benchmarks.peers.registry import PEERS
from benchmarks.shop import JOBS
from tests.docs.pages import blocks, text_of

PAGE = text_of("performance.md")


def test_command_lines_of_the_page_parse(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda path: path)  # the page's interpreters are examples
    lines = [line for block in blocks(PAGE, "sh") for line in block.replace("\\\n", " ").splitlines()]
    found = [re.match(r"python -m benchmarks\.(\w+) (.*)", line) for line in lines]
    told = {}
    for match in filter(None, found):
        told[match[1]] = import_module(f"benchmarks.{match[1]}").arguments(shlex.split(match[2], comments=True))
    assert told.keys() == {"corpus", "compare", "quality", "memory", "export"}
    assert [name for name, _ in told["compare"].python] == ["fast", "plain"]


def test_page_names_every_peer_and_size():
    for peer in PEERS:
        assert peer.split(",")[0] in PAGE
    assert all(f"{side:,}" in PAGE for sides in JOBS.values() for side in sides)
