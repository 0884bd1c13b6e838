"""What is filed, and what is held with which reason?"""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listingkit.ingest.order import streams
from listingkit.ingest.runs import runs
from listingkit.ingest.verdicts import verdicts
from tests.builders.card import NAMES, card, coverage, looks

LOOKS = ("U1-RED", "U1-BLU", "U1-GRN")


def decide(text: str, *, done=(), there=None, subjects=LOOKS, look=lambda _: None):
    parts = streams(card(text))
    all_runs = chain.from_iterable(runs(part) for part in parts)
    return verdicts(all_runs, coverage(*subjects, done=done), there or {}, look)


def filed(decided) -> list[tuple[str, str, str]]:
    return [(each.frame.name[4:8], each.subject.id, each.shot) for verdict in decided for each in verdict.filings]


def codes(decided) -> list[str]:
    return [verdict.finding.code for verdict in decided if verdict.finding]


def test_as_many_frames_as_planned_are_filed_in_the_order_of_the_shots():
    decided = decide("[U1-RED] f s t [U1-BLU] f s t [*END]")
    assert filed(decided) == [
        ("0002", "U1-RED", "front"),
        ("0003", "U1-RED", "side"),
        ("0004", "U1-RED", "top"),
        ("0006", "U1-BLU", "front"),
        ("0007", "U1-BLU", "side"),
        ("0008", "U1-BLU", "top"),
    ]
    assert codes(decided) == []


def test_a_retake_does_not_shift_the_angles_after_it():
    shots = [(name, shot) for name, _, shot in filed(decide("[U1-RED] f s s' t"))]
    assert shots == [("0002", "front"), ("0003", "side"), ("0004", "side"), ("0005", "top")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("f [U1-RED] f s t", "ingest.no-slate"),
        ("[U1-RED] f s t [*END] f", "ingest.no-slate"),
        ("[U9-RED] f s t", "ingest.unknown-slate"),
        ("[*SPARE-01] f s t", "ingest.unknown-slate"),
        ("[U1-RED] f {https://example.com} t", "ingest.unknown-slate"),
        ("[U1-RED] f s", "ingest.count-short"),
        ("[U1-RED] f f' t", "ingest.count-short"),
        ("[U1-RED] f s t ?", "ingest.count-over"),
        ("[U1-RED] f s t (U1-BLU) f s t", "ingest.missed-slate"),
        ("[U1-RED] f ! t", "ingest.unreadable-frame"),
    ],
)
def test_what_is_not_certain_is_held_with_a_reason(text, code):
    decided = decide(text)
    assert codes(decided) == [code]
    held = [frame for verdict in decided for frame in verdict.held]
    assert held
    assert not {frame.name for frame in held} & {name for name, *_ in filed(decided)}


def test_a_slate_seen_again_later_holds_both_runs():
    decided = decide("[U1-RED] f s t [U1-BLU] f s t [U1-RED] f s t")
    assert {subject for _, subject, _ in filed(decided)} == {"U1-BLU"}
    assert codes(decided) == ["ingest.slate-repeated"] * 2


def test_a_slate_photographed_twice_in_a_row_is_one():
    assert len(filed(decide("[U1-RED] [U1-RED] f s t"))) == 3


def test_a_slate_without_frames_is_no_repetition():
    assert len(filed(decide("[U1-RED] [U1-BLU] f s t [U1-RED] f s t"))) == 6


def test_a_missed_slate_is_proposed_where_the_colour_changes():
    [verdict] = decide("[U1-RED] f s t (U1-BLU) f s t")
    assert "begins with DSC_0005.JPG" in verdict.finding.hint


def test_angles_that_look_the_same_in_every_colour_are_no_retakes():
    text = " ".join(f"[{look}] f f' t" for look in LOOKS)
    assert len(filed(decide(text))) == 9


def test_frames_as_many_as_shots_are_missing_are_those():
    decided = decide("[U1-RED] s", done=[("U1-RED", "front"), ("U1-RED", "top")])
    assert filed(decided) == [("0002", "U1-RED", "side")]


def test_frames_that_are_in_the_shop_already_are_not_decided_anew():
    frames = card("[U1-RED] f s t")
    there = {
        each.facts.digest: f"photos/U1-RED_{NAMES[name]}.jpg" for each, name in zip(frames[1:], "fst", strict=True)
    }
    done = [("U1-RED", name) for name in NAMES.values()]
    [verdict] = decide("[U1-RED] f s t", done=done, there=there)
    assert [each.there for each in verdict.filings] == list(there.values())


FAULTS = st.lists(
    st.tuples(st.sampled_from(LOOKS), st.sampled_from(["f s t", "f s", "f s t ?", "f s s' t", "f ! t", "? f s t"])),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(FAULTS)
def test_every_frame_is_filed_right_or_held(shoot):
    text = " ".join(f"[{look}] {frames}" for look, frames in shoot)
    frames = card(text)
    shows = {each.path: each for each in frames}
    decided = decide(text)
    seen = [each.frame.path for verdict in decided for each in verdict.filings]
    seen += [each.path for verdict in decided for each in verdict.held]
    assert sorted(seen) == sorted(path for path, each in shows.items() if not each.slates)
    words = text.split()
    for verdict in decided:
        for each in verdict.filings:
            word = words[int(each.frame.name[4:8]) - 1].rstrip("'")
            assert NAMES.get(word) == each.shot


def test_an_angle_that_hardly_differs_does_not_make_up_for_a_stranger():
    text = "[U1-RED] f f' t [U1-BLU] f f' t [U1-GRN] ? f f' t"
    assert {subject for _, subject, _ in filed(decide(text))} == {"U1-RED", "U1-BLU"}


def test_a_slate_photographed_again_between_its_frames_opens_nothing_new():
    assert [shot for *_, shot in filed(decide("[U1-RED] f [U1-RED] s t"))] == ["front", "side", "top"]


HABIT = "[U1-RED] f f' t [U1-BLU] f f' t [U1-GRN] f f' f' t"


def by_place(words: str, text: str = HABIT):
    """Closer looks at the frames of a card: equal words are equal pictures."""
    return looks({each.path: word for each, word in zip(card(text), words.split(), strict=True)})


def test_closer_looks_tell_a_retake_where_two_angles_hardly_differ():
    decided = decide(HABIT, look=by_place("* a b t * c d t * e e f t"))
    assert [(name, shot) for name, subject, shot in filed(decided) if subject == "U1-GRN"] == [
        ("0010", "front"),
        ("0011", "front"),
        ("0012", "side"),
        ("0013", "top"),
    ]


def test_angles_that_closer_looks_do_not_tell_apart_either_stay_held():
    decided = decide(HABIT, look=by_place("* a b t * c c t * e e f t"))
    assert {subject for _, subject, _ in filed(decided)} == {"U1-RED", "U1-BLU"}


def test_closer_looks_at_a_stranger_and_two_alike_angles_hold_the_run():
    text = HABIT.replace("f f' f' t", "? f f' t")
    decided = decide(text, look=by_place("* a b t * c d t * x e f t", text))
    assert {subject for _, subject, _ in filed(decided)} == {"U1-RED", "U1-BLU"}
