"""Every template layout, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.templates import LAYOUTS


@pytest.fixture(scope="session")
def templates(tmp_path_factory) -> dict[str, Path]:
    """By name; read them, do not change them."""
    folder = tmp_path_factory.mktemp("templates")
    return {name: build(folder / f"{name}.{suffix}") for name, (build, _, _, suffix) in LAYOUTS.items()}
