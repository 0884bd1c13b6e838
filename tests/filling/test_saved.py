"""Is what the seller said of a template kept, found again, and told where it is wrong?"""

from __future__ import annotations

import pytest

from listingkit.errors import BadInputError
from listingkit.filling.columns import Column
from listingkit.filling.fields import OWN_FAMILIES, OWN_FIELDS, Source, is_field
from listingkit.filling.saved import asked_columns, read_book, remembered, save, signature_of
from tests.docs.pages import codes, rows, sections, text_of

COLUMNS = (Column(0, "Item Ref. (yours)"), Column(1, "Season *", "season_name"), Column(2, 'Size "EU"'))
MINE = signature_of("Offers", "", COLUMNS)
OTHER = signature_of("Offers", "", (*COLUMNS, Column(3, "New column")))


def kept(root, maps, signature=MINE, **entry):
    save(root, signature, asked_columns(maps), entry)
    return read_book(root)


def test_mapping_comes_back(tmp_path):
    maps = ["Item Ref. (yours)=sku", 'season_name="All seasons = 4"', 'Size "EU"=', "C='it''s'"]
    found = remembered(kept(tmp_path, maps, currencies=["EUR"], data_row=7), MINE)
    assert found.columns == {
        "item ref. (yours)": Source("sku"),
        "season_name": Source(text="All seasons = 4"),
        'size "eu"': Source(),
        "c": Source(text="it''s"),
    }
    assert (found.currencies, found.data_row) == (("EUR",), 7)
    assert found.told == ("templates.toml: 4 columns filled as saved for this template.",)


def test_later_entries_win_and_the_sellers_own_lines_stay(tmp_path):
    kept(tmp_path, ["season_name='Summer'"])
    file = tmp_path / "templates.toml"
    file.write_text(file.read_text("utf-8") + "\n# my note\n", "utf-8")
    book = kept(tmp_path, ["season_name='Winter'"])
    assert remembered(book, MINE).columns["season_name"] == Source(text="Winter")
    assert "# my note" in file.read_text("utf-8")


def test_saving_the_same_twice_adds_nothing(tmp_path):
    kept(tmp_path, ["season_name='Summer'"])
    before = (tmp_path / "templates.toml").read_bytes()
    kept(tmp_path, ["season_name='Summer'"])
    assert (tmp_path / "templates.toml").read_bytes() == before


def test_entry_holds_for_another_template_of_the_same_sheet_with_all_its_columns(tmp_path):
    book = kept(tmp_path, ["season_name='Summer'"])
    assert remembered(book, OTHER).told == (
        "templates.toml: 1 column filled as saved for another template of this kind.",
    )
    fewer = signature_of("Offers", "", COLUMNS[:1])
    assert remembered(book, fewer).columns == {}
    assert remembered(book, signature_of("Other sheet", "", COLUMNS)).columns == {}


def test_column_that_the_template_does_not_have_is_told(tmp_path):
    book = kept(tmp_path, ["Seson *='Summer'"])
    with pytest.raises(BadInputError, match="no column “seson \\*”; did you mean `season \\*`"):
        remembered(book, MINE)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[template]]\nsheet = 'x'\ncolumns = { A = 'titel' }", "did you mean `title`"),
        ("[[template]]\nsheet = 'x'\ncolums = {}", "did you mean `columns`"),
        ("[[template]]\n", "is required"),
        ("[[template]\n", "not valid TOML"),
        ("[[template]]\nsheet = 'x'\ndata_row = -1", "data_row"),
    ],
)
def test_faulty_file_is_told_with_the_near_miss(tmp_path, text, says):
    (tmp_path / "templates.toml").write_text(text, "utf-8")
    with pytest.raises(BadInputError) as told:
        read_book(tmp_path)
    assert says in " ".join([told.value.message, *told.value.problems])


def test_fields_of_the_docs_are_those_that_there_are():
    named = [code for first, *_ in rows(sections(text_of("fill.md"))["Fields"]) for code in codes(first)]
    assert [name for name in named if "<" not in name] == list(OWN_FIELDS)
    shown = [name for name in named if "<" in name]
    assert len(shown) == len(OWN_FAMILIES) + 2  # three sides share a line
    made = [name.replace("<n>", "2").replace("<option>", "handle") for name in shown]
    units = {"weight_<unit>": "oz", "length_<unit>": "in", "width_<unit>": "in", "height_<unit>": "in"}
    assert all(is_field(name if "<" not in name else name.replace("<unit>", units[name])) for name in made)


@pytest.mark.parametrize(
    "name", ["title", "price_usd", "attribute.ribs", "picture.gallery.2", "bullet.3", "choice.handle type"]
)
def test_fields_of_profiles_can_be_used(name):
    assert is_field(name)


@pytest.mark.parametrize("name", ["picture", "picture_alt", "other_options", "image.0", "weight_cm", "titel", ""])
def test_other_names_are_no_fields(name):
    assert not is_field(name)
