"""Does the commented shop.toml of a new shop tell exactly what holds while it stays commented out?"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib import resources

from listingkit.settings import Settings, ShotTemplate
from listingkit.settings_check import Accepted
from listingkit.settings_pricing import Rate
from listingkit.settings_terms import StoreTermsTable
from listingkit.shop import parse_settings

STARTER = resources.files("listingkit").joinpath("starter.toml").read_text(encoding="utf-8")
EXAMPLES = {
    ("light", "sun"),
    ("light", "start"),
    ("light", "skip"),
    ("colour", "paper"),
    ("colour", "sessions"),
    ("pricing", "rates"),
    ("export", "stores"),
    ("pricing", "stores"),
    ("wording", "stores"),
    ("check", "accept"),
    ("limits", "jobs"),
}
"""Keys whose line shows how to write a value, since the default is to have none."""


def uncommented():
    """The starter with the # taken from every line that is TOML then: tables, and `key = value`."""
    lines = []
    for line in STARTER.splitlines():
        bare = line.removeprefix("# ")
        try:
            lines.append(bare if tomllib.loads(bare) else line)
        except tomllib.TOMLDecodeError:
            lines.append(line)
    return tomllib.loads("\n".join(lines), parse_float=Decimal)


def test_as_it_is_only_the_name_is_set():
    settings = parse_settings(tomllib.loads(STARTER, parse_float=Decimal), "starter.toml")
    assert settings == parse_settings({"shop": {"name": "@NAME@"}}, "x")


def test_uncommented_it_gives_the_defaults():
    data = uncommented()
    examples = {(table, key): data[table].pop(key) for table, key in EXAMPLES}
    assert parse_settings(data, "starter.toml") == parse_settings({"shop": {"name": "@NAME@"}}, "x")
    for (table, key), value in examples.items():
        parse_settings({"shop": {"name": "x"}, table: {key: value}}, "starter.toml")


def test_every_key_of_the_settings_is_in_it():
    data = uncommented()
    assert data.keys() == Settings.model_fields.keys()
    for name, field in Settings.model_fields.items():
        if name != "shots":
            assert data[name].keys() == field.annotation.model_fields.keys(), name
    # How long one photo takes has no default to show; it is told in words.
    shots = {key for shot in data["shots"] for key in shot}
    assert shots == ShotTemplate.model_fields.keys() - {"seconds"}
    assert "seconds: instead of [light] seconds_per_shot" in STARTER
    assert data["light"]["seconds_per_change"].keys() == {"product", "colour", "pattern", "angle"}
    assert data["pricing"]["rates"]["CNY"].keys() == Rate.model_fields.keys()
    assert data["export"]["stores"]["ebay"].keys() <= StoreTermsTable.model_fields.keys()
    assert data["check"]["accept"][0].keys() == Accepted.model_fields.keys()
