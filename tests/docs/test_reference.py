"""Are the pages complete: every setting with its default, every name, field, rule, header and JSON key?"""

from __future__ import annotations

import json
import re
import tomllib
from decimal import Decimal
from importlib import resources
from typing import get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter

from listingkit.errors import BadInputError, ExitCode
from listingkit.images.model import Stale
from listingkit.listing import sandbox
from listingkit.settings import Role, Settings
from listingkit.shop import parse_settings
from listingkit.stores.fields import FAMILIES, FIELDS, RULES, field_named
from listingkit.stores.load import parse_profile
from listingkit.stores.model import Column, Confidence, Evidence, Sheet, Slot, StoreProfile
from tests.builders.shop import shop
from tests.docs.pages import ROOT, codes, marked, rows, sections, text_of

HEADERS = tomllib.loads(resources.files("listingkit.catalog").joinpath("headers.toml").read_text(encoding="utf-8"))


def tables_of(model=Settings, path=()):
    """Every table of shop.toml: (path, heading, model)."""
    for name, field in model.model_fields.items():
        inner, kind = _model_in(field.annotation), get_origin(field.annotation)
        if inner:
            here = (*path, name)
            dotted = ".".join(here)
            yield here, f"[[{dotted}]]" if kind is tuple else f"[{dotted}]", inner
            yield from tables_of(inner, here)


def _model_in(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def documented(section):
    """Rows of a table of keys: name → the other cells. A row may name several keys."""
    return {name: rest for first, *rest in rows(section) for name in codes(first)}


def test_every_table_of_settings_has_a_section_and_no_other():
    headings = {heading for heading in sections(text_of("shop-toml.md")) if heading.startswith("[")}
    assert headings == {heading for _, heading, _ in tables_of()}


@pytest.mark.parametrize(("path", "heading", "model"), list(tables_of()), ids=str)
def test_every_setting_is_documented_with_its_default(path, heading, model):
    found = documented(sections(text_of("shop-toml.md"))[heading])
    inner = {other[-1] for other, _, _ in tables_of() if other[:-1] == path}
    assert found.keys() == model.model_fields.keys() - inner
    for name, (default, *_) in found.items():
        field = model.model_fields[name]
        if path == ("pricing", "stores"):
            assert default.startswith("the shop's"), name
        elif field.is_required():
            assert default == "required", name
        elif field.get_default() is None:
            assert default and not codes(default), name
        else:
            written = tomllib.loads(f"x = {codes(default)[0]}", parse_float=Decimal)["x"]
            assert TypeAdapter(field.rebuild_annotation()).validate_python(written) == field.get_default(), name


def test_default_shots_are_those_of_the_docs():
    page = text_of("photos.md")
    for shot in parse_settings({"shop": {"name": "x"}}, "x").shots:
        assert re.search(rf"`{shot.name}`[^()]*\({shot.role}\)", page), shot.name


def test_every_role_is_explained():
    named = {
        code for first, *_ in rows(sections(text_of("photos.md"))["Shots, roles and scopes"]) for code in codes(first)
    }
    assert {str(role) for role in Role} <= named


def test_names_of_templates_are_those_that_there_are(cli, tmp_path):
    folder = shop(tmp_path, photos=[], settings='[shop]\nname = "x"\n[wording]\ntitle = "{{ nowhere }}"\n')
    told = cli("check", folder, json=True).json["error"]["hint"].partition("Known are ")[2].rstrip(".")
    found = documented(sections(text_of("wording.md"))["Names"])
    assert set(found) == set(told.split(", "))


FILTERS = sorted(sandbox.Sandbox(autoescape=False).filters)


@pytest.mark.parametrize(("mark", "names"), [("filters", FILTERS), ("methods", sandbox.METHODS.split())])
def test_filters_and_methods_of_templates_are_those_that_there_are(mark, names):
    between = re.search(rf"<!-- {mark} -->(.*?)<!-- end -->", text_of("wording.md"), re.DOTALL)
    assert set(codes(between[1])) == set(names)


def test_limits_of_templates_are_those_of_the_docs():
    assert f"{sandbox.MAX_STEPS:,} turns" in text_of("wording.md")
    assert f"{sandbox.MAX_OUTPUT:,} characters" in text_of("wording.md")


@pytest.mark.parametrize(
    ("heading", "model"),
    [("Head", StoreProfile), ("Evidence", Evidence), ("[[slots]]", Slot), ("[sheet]", Sheet), ("Columns", Column)],
)
def test_every_key_of_a_profile_is_documented_with_its_default(heading, model):
    found = documented(sections(text_of("store-profiles.md"))[heading])
    shared = set() if model is Evidence else set(Evidence.model_fields)
    own = {name: field for name, field in model.model_fields.items() if name not in shared or model is StoreProfile}
    assert found.keys() == own.keys()
    for name, (default, *_) in found.items():
        if own[name].is_required():
            assert default == "required", name
        elif own[name].get_default() is None:
            assert not codes(default), name
        else:
            written = tomllib.loads(f"x = {codes(default)[0]}")["x"]
            assert TypeAdapter(own[name].rebuild_annotation()).validate_python(written) == own[name].get_default(), name


def test_every_rule_and_field_of_profiles_is_documented():
    parts = sections(text_of("store-profiles.md"))
    found = documented(parts["[rules.<name>]"])
    assert {name: row[0].split(" or ") for name, row in found.items()} == {
        name: list(kind.units) for name, kind in RULES.items()
    }
    fields = documented(parts["Fields"]) | documented(parts["Terms of trade"])
    layouts = get_args(Sheet.model_fields["layout"].annotation)
    assert documented(parts["Layouts"]).keys() == set(layouts)
    assert all(field_named(name) for name in fields)
    assert set(FIELDS) <= set(fields)
    for name, row in fields.items():
        assert field_named(name).level in row[0].split(", "), name
    shown = [pattern for pattern in FAMILIES if any(pattern.fullmatch(name) for name in fields)]
    assert len(shown) == len(FAMILIES) - 1, "all but the columns that other_options becomes"
    assert {str(each) for each in Confidence} <= set(codes(parts["Evidence"]))


@pytest.mark.parametrize("broken", ["spelling", "field", "rule"])
def test_profile_of_the_docs_is_read_strictly(broken):
    text = marked(text_of("store-profiles.md"), "profile")
    wrong = {"spelling": ("label =", "lable ="), "field": ('"title"', '"titel"'), "rule": ("title_max", "title_maxx")}
    with pytest.raises(BadInputError) as told:
        parse_profile(text.replace(*wrong[broken]), "market.toml")
    assert "did you mean" in " ".join(told.value.problems)


@pytest.mark.parametrize(
    ("heading", "sheet"),
    [
        ("Products: one row per model", "products"),
        ("Variants: what differs from the matrix", "variants"),
        ("Options: codes, English names, colours", "options"),
    ],
)
def test_every_header_of_the_catalogue_is_documented(heading, sheet):
    found = {codes(row[0])[0]: row[1:] for row in rows(sections(text_of("catalogue.md"))[heading]) if codes(row[0])}
    told = {name: {*row[0].split(", "), *row[1].split("、")} for name, row in found.items()}
    assert told == {name: set(aliases) for name, aliases in HEADERS[sheet].items()}


def test_units_sheets_options_and_ignored_headers_of_the_catalogue_are_documented():
    page = text_of("catalogue.md")
    words = [
        *(unit for units in HEADERS["units"].values() for unit in units if unit not in {"gram", "grams", "inches"}),
        *(name for names in HEADERS["sheets"].values() for name in names if not name.isascii()),
        *(name for option in HEADERS["known_options"].values() for name in option["many"]),
        *HEADERS["ignored"]["names"],
    ]
    assert [word for word in words if word not in page] == []


def test_reasons_and_exit_codes_are_those_that_there_are():
    parts = sections(text_of("commands.md"))
    assert [row[0] for row in rows(parts["Why an image is rendered again"])] == sorted(
        (str(each) for each in Stale), key=[row[0] for row in rows(parts["Why an image is rendered again"])].index
    )
    assert {int(row[0]): row[1] for row in rows(parts["Exit codes"])} == {
        int(code): code.name.lower().replace("_", " ") for code in ExitCode
    }


COUNTS = documented(sections(text_of("json.md"))["Counts"])
CALLS = {
    "new": ["new", "{new}"],
    "plan": ["plan", "{shop}"],
    "ingest": ["ingest", str(ROOT / "sample_catalog/photos/U310"), "{shop}"],
    "check": ["check", "{shop}"],
    "images": ["images", "{shop}"],
    "export": ["export", "{shop}"],
    "fill": ["fill", str(ROOT / "sample_catalog/templates/market-upload.xlsx"), "{shop}"],
    "report": ["report", "{shop}"],
    "price": ["price", "U1-NVY", "{shop}"],
    "rules": ["rules"],
    "stores": ["stores"],
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return shop(tmp_path_factory.mktemp("json"), photos=["U1-NVY_front", "stray"])


@pytest.mark.parametrize("command", CALLS)
def test_json_of_each_command_has_the_keys_of_the_docs(cli, small, tmp_path, command):
    words = [word.format(new=tmp_path / "new", shop=small) for word in CALLS[command]]
    answer = cli(*words, json=True).json
    parts = sections(text_of("json.md"))
    lists = {codes(row[1])[0] for row in rows(parts["What was asked for"]) if codes(row[0]) == [command]}
    assert answer.keys() == documented(parts["Every command"]).keys() | lists
    assert list(answer["counts"]) == codes(COUNTS[command][0].partition(";")[0])
    for each in answer["findings"]:
        assert each.keys() == documented(parts["A finding"]).keys()
        if each["evidence"] is not None:
            assert each["evidence"].keys() == documented(parts["Evidence"]).keys()


def test_json_example_and_counts_of_run_are_those_of_a_run(cli, small):
    answer = cli("run", small, json=True).json
    example = json.loads(marked(text_of("json.md"), "example"))
    assert _shape(example) == _shape(answer)
    assert list(answer["counts"]) == codes(COUNTS["run"][0])
    assert json.loads((small / "out/report.json").read_text("utf-8"))["counts"] == answer["counts"]


def _shape(answer):
    return {
        "keys": list(answer),
        "counts": {name: list(counts) for name, counts in answer["counts"].items()},
        "finding": {key: type(value) for key, value in answer["findings"][0].items() if key not in {"row", "evidence"}},
    }


@pytest.mark.parametrize(
    "words", [["price", "U1-NVY", "{shop}"], ["rules"], ["rules", "photo"], ["stores"], ["stores", "shopify"]]
)
def test_lists_that_were_asked_for_have_the_keys_of_the_docs(cli, small, words):
    answer = cli(*(word.format(shop=small) for word in words), json=True).json
    one = len(words) == 2
    name = "stores NAME" if words[0] == "stores" and one else words[0]
    found = [row for row in rows(sections(text_of("json.md"))["What was asked for"]) if codes(row[0]) == [name]]
    assert found
    for _, key, keys in found:
        wanted = codes(keys) if one or "CODE" not in keys else codes(keys.partition(";")[0])
        wanted = [each for each in wanted if each != "CODE"]
        assert list(answer[codes(key)[0]][0]) == wanted


def test_json_of_an_error_has_the_keys_of_the_docs(cli, tmp_path):
    answer = cli("plan", tmp_path / "nowhere", json=True)
    assert answer.code == ExitCode.BAD_INPUT
    found = documented(sections(text_of("json.md"))["When it cannot go on"])
    assert answer.json["error"].keys() == found.keys()
    assert not answer.json["ok"]
