"""Do the README and the docs only name what there is: pages, commands, flags, codes, settings, files?"""

from __future__ import annotations

import re
import shlex
import tomllib
from decimal import Decimal
from urllib.parse import unquote

import pytest
import typer.main

from listingkit.catalog.load import load_catalog
from listingkit.cli.app import app
from listingkit.findings import rules
from listingkit.listing.wording import Wording
from listingkit.shop import open_shop, parse_settings
from listingkit.stores.load import load_stores, parse_profile
from tests.docs.findings_page import page
from tests.docs.pages import DOCS, PAGES, ROOT, anchors, blocks, codes, marked, prose, rows, sections, text_of

COMMANDS = typer.main.get_command(app).commands
FLAGS = {name: {flag for each in command.params for flag in each.opts} for name, command in COMMANDS.items()}
FILES = {"xlsx", "xlsm", "csv", "tsv", "txt", "toml", "html", "json", "jpg", "py", "sqlite", "ttf", "otf", "md"}
by_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)


@by_page
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(path.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, fragment = unquote(target).partition("#")
        linked = (path.parent / file).resolve() if file else path
        assert linked.exists(), f"{path.name} links to {target}, which is not there"
        if fragment:
            assert fragment in anchors(linked.read_text("utf-8")), f"{path.name}: no heading for {target}"


def test_every_page_can_be_reached_from_the_readme():
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            links = re.findall(r"\]\(([\w/-]+\.md)", path.read_text("utf-8"))
            waiting += [(path.parent / link).resolve() for link in links]
    assert set(PAGES) <= reached


def command_lines(text):
    """(line, whether it is complete): lines of shell blocks, and mentions in prose."""
    for language in ("sh", "powershell"):
        for body in blocks(text, language):
            for part in re.split(r"&&|[;\n]", body):
                if found := re.match(r"(?:\S*[/\\])?listingkit (.+)", part.strip()):
                    yield found[1], True
    for code in codes(prose(text)):
        if code.startswith("listingkit "):
            yield code.removeprefix("listingkit "), False


@by_page
def test_command_lines_parse(path):
    for line, complete in command_lines(path.read_text("utf-8")):
        words = [word for word in shlex.split(line, comments=True) if not re.fullmatch(r"\[.*\]|…", word)]
        name = words[0]
        if name.startswith("-"):
            assert name in {"-h", "--help", "--version"}, line
            continue
        assert name in COMMANDS, f"{path.name}: there is no command {line!r}"
        asked_for_help = "-h" in words
        flags = {word for word in words if word.startswith("-")} - {"-h"}
        assert flags <= FLAGS[name], f"{path.name}: {line!r}"
        if complete and not asked_for_help:
            COMMANDS[name].make_context(name, words[1:])


@pytest.mark.parametrize("path", [ROOT / "README.md", DOCS / "commands.md"], ids=lambda path: path.name)
def test_tables_of_commands_are_complete_and_their_flags_exist(path):
    named = set()
    for first, *rest in rows(
        sections(path.read_text("utf-8"))[{"README.md": "Commands"}.get(path.name, "The commands")]
    ):
        names = [code.split()[0] for code in codes(first)]
        named |= set(names)
        flags = {word for code in codes(" ".join(rest)) for word in code.split() if word.startswith("--")}
        for name in names:
            assert flags <= FLAGS[name], f"{first}: {flags - FLAGS[name]}"
            if path.name == "commands.md":
                assert flags == {flag for flag in FLAGS[name] if flag.startswith("--")}, first
    assert named == set(COMMANDS)


@by_page
def test_finding_codes_exist(path):
    areas = {code.partition(".")[0] for code in rules()}
    for code in codes(path.read_text("utf-8")):
        area, _, name = code.partition(".")
        if area in areas and re.fullmatch(r"[a-z-]+", name) and name not in FILES:
            assert code in rules(), f"{path.name} mentions {code}"


def test_page_of_findings_is_the_table():
    assert text_of("findings.md") == page(), "run: python -m tests.docs.findings_page"
    assert [codes(row[0])[0] for row in rows(page())] == list(rules())


@by_page
def test_toml_blocks_are_valid(path):
    for body in blocks(path.read_text("utf-8"), "toml"):
        if "[sheet]" in body:
            parse_profile(body, path.name)
            continue
        data = tomllib.loads(body, parse_float=Decimal)
        settings = parse_settings({"shop": {"name": "x"}} | data, path.name)
        Wording(settings, load_catalog(open_shop(ROOT / "sample_catalog")))


@by_page
def test_files_of_the_house_exist(path):
    for code in codes(path.read_text("utf-8")):
        if re.fullmatch(r"(listingkit|tests|sample_catalog)/[\w./]+", code) and "/out" not in code:
            assert (ROOT / code).exists(), f"{path.name} names {code}"


def test_every_room_is_in_the_design():
    named = codes(text_of("design.md"))
    house = ROOT / "listingkit"
    rooms = [each for each in house.iterdir() if (each / "__init__.py").exists() or each.suffix == ".py"]
    assert [each.name for each in rooms if f"listingkit/{each.name}" not in named and each.name[0] != "_"] == []


def test_price_worked_by_hand_is_what_the_program_says(cli):
    answer = cli("price", "U101-NVY-PLD", ROOT / "sample_catalog", json=True)
    flat = {" ".join(line.split()) for line in text_of("pricing.md").splitlines()}
    for line in answer.json["price"]:
        assert f"{line['line']} {line['usd']}" in flat
    block = marked(text_of("pricing.md"), "sample: settings")
    sample = tomllib.loads((ROOT / "sample_catalog/shop.toml").read_text("utf-8"))
    assert tomllib.loads(block)["pricing"] == sample["pricing"]


def test_title_of_the_sample_shop_is_that_of_the_docs():
    sample = tomllib.loads((ROOT / "sample_catalog/shop.toml").read_text("utf-8"))
    assert tomllib.loads(marked(text_of("wording.md"), "sample"))["wording"]["title"] == sample["wording"]["title"]


@pytest.mark.parametrize(
    ("name", "profile", "result"), [("market", "profile", "result"), ("bazaar", "family", "family result")]
)
def test_profile_of_the_docs_makes_the_file_of_the_docs(cli, tmp_path, name, profile, result):
    from tests.builders.shop import COLOURS, photo

    (tmp_path / "own.toml").write_text(marked(text_of("store-profiles.md"), profile), "utf-8")
    (tmp_path / "shop.toml").write_text('[shop]\nname = "x"\nstores = ["own.toml"]\n', "utf-8")
    (tmp_path / "products.csv").write_text(
        "model,name,colours,cost,weight_g,ribs\nU001,Folding Umbrella,Navy; Red,20,400,8\n", "utf-8"
    )
    for seed, code in enumerate(("NVY", "RED")):
        photo(tmp_path / f"photos/U001-{code}_front.jpg", COLOURS[code], seed=seed)
    assert cli("export", tmp_path).code == 0
    made = (tmp_path / f"out/listings/{name}.csv").read_text("utf-8-sig")
    assert made.splitlines() == marked(text_of("store-profiles.md"), result).splitlines()


def test_profile_that_extends_changes_what_the_docs_say():
    profile = parse_profile(marked(text_of("store-profiles.md"), "extending"), "x.toml")
    (base,) = load_stores(["aliexpress"], relative_to=ROOT)
    slots = {slot.name: slot for slot in profile.slots}
    assert slots.keys() == {slot.name for slot in base.slots} - {"scene"}
    assert (slots["gallery"].watermark, slots["gallery"].count) == ("forbidden", 6)
    assert (profile.limit("sku_max").value, profile.limit("sku_max").unit) == (50, "characters")
    headers = [column.header for column in profile.sheet.columns]
    assert "Type of logistics" not in headers
    assert headers[headers.index("Stocks") + 1] == "Model Number"
