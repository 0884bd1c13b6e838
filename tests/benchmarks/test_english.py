"""Every fault in every text is found where it is, and clean titles raise no alarm."""

from benchmarks.english import CLEAN, SETTINGS, measure
from tests.builders.english import FAULTS
from tests.docs.pages import text_of


def test_all_faults_are_found_and_none_where_there_is_none():
    outcomes = measure(2_000)
    assert len(FAULTS) >= 40
    assert sum(each.seeded for each in outcomes) >= 40 * (len(CLEAN) + len(SETTINGS) + 1)
    assert [(each.where, each.missed) for each in outcomes if each.missed] == []
    assert [(each.where, each.false) for each in outcomes if each.false] == []
    seeded = sum(each.seeded for each in outcomes)
    assert f"puts {len(FAULTS)} faults" in text_of("english.md")
    assert f"| {seeded} | {seeded} | 0 | 0 |" in text_of("english.md")
