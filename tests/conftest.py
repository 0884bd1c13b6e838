"""Fixtures that every room's tests share."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from typer.testing import CliRunner

from listingkit import workflow
from listingkit.cli.app import app
from sample_catalog.drawing import spoil

# Everybody's runs look for new cases; whether a change may land must not hang on what was drawn.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

SAMPLE = Path(__file__).parents[1] / "sample_catalog"


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The object on stdout."""
        return json.loads(self.out)

    def codes(self) -> set[str]:
        """The finding codes in the JSON."""
        return {each["code"] for each in self.json["findings"]}


@pytest.fixture
def cli():
    """Calls listingkit as the command line does, in this process: `cli("run", folder)`."""

    def call(*arguments: object, json: bool = False) -> Answer:
        words = [str(argument) for argument in arguments] + (["--format", "json"] if json else [])
        result = CliRunner().invoke(app, words)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture(scope="session")
def spoilt_made(tmp_path_factory) -> Path:
    """A copy of sample_catalog with nine photos spoilt, after one report; read it, do not change it."""
    shop = tmp_path_factory.mktemp("spoilt") / "shop"
    shutil.copytree(SAMPLE, shop, ignore=shutil.ignore_patterns("out", ".listingkit", "drawing"))
    assert spoil.main([str(shop)]) == 0
    workflow.report(shop, workflow.Run(dt.date(2026, 11, 1)))
    return shop


@pytest.fixture(scope="session")
def sample_made(tmp_path_factory):
    """A copy of sample_catalog after one run; read it, do not change it."""
    folder = tmp_path_factory.mktemp("sample") / "sample_catalog"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("out", ".listingkit", "drawing"))
    result = CliRunner().invoke(app, ["run", str(folder), "--format", "json"])
    return folder, Answer(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def program():
    """The path of an outside program; skips where it is missing, and fails there in CI."""

    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None:
            if os.environ.get("LISTINGKIT_REQUIRE_PROGRAMS"):
                pytest.fail(f"{name} is not installed, and this run requires it")
            pytest.skip(f"{name} is not installed")
        return found

    return find
