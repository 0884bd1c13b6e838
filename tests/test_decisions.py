"""Does accepted.csv keep what people put into it?"""

from __future__ import annotations

import pytest

from listingkit.decisions import accept, load_acceptances
from listingkit.errors import BadInputError, UsageError
from listingkit.findings import Acceptance
from listingkit.shop import open_shop
from tests.builders.shop import shop

MINE = Acceptance("photo.duplicate", "U1-NVY", "one photo shows both")


@pytest.fixture
def here(tmp_path):
    return open_shop(shop(tmp_path, photos=[]))


def test_decision_comes_back(here):
    accept(here, MINE)
    assert load_acceptances(here) == (MINE,)


def test_same_decision_twice_is_one_row(here):
    accept(here, MINE)
    before = (here.root / "accepted.csv").read_bytes()
    accept(here, MINE)
    assert (here.root / "accepted.csv").read_bytes() == before


def test_columns_in_another_order_and_the_seller_s_own_are_kept(here):
    text = "subject,code,reason,who\nU2,shots.missing,no sample,Li\n"
    (here.root / "accepted.csv").write_text(text, encoding="utf-8")
    accept(here, MINE)
    assert load_acceptances(here) == (Acceptance("shots.missing", "U2", "no sample"), MINE)
    lines = (here.root / "accepted.csv").read_text("utf-8-sig").splitlines()
    assert lines == [
        "subject,code,reason,who",
        "U2,shots.missing,no sample,Li",
        "U1-NVY,photo.duplicate,one photo shows both,",
    ]


def test_settings_count_too(tmp_path):
    settings = '[shop]\nname = "x"\n[[check.accept]]\ncode = "shots"\nreason = "not yet"\n'
    assert load_acceptances(open_shop(shop(tmp_path, settings=settings, photos=[]))) == (
        Acceptance("shots", "*", "not yet"),
    )


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3\n", "code,subject,reason\nphoto.duplikate,U1,x\n"])
def test_file_that_cannot_be_understood_is_said_and_not_overwritten(here, text):
    file = here.root / "accepted.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=r"accepted\.csv"):
        load_acceptances(here)
    assert file.read_text("utf-8") == text


def test_reason_is_required(here):
    with pytest.raises(UsageError, match="reason"):
        accept(here, Acceptance("photo.duplicate", "U1", " "))
