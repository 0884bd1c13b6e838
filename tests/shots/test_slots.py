"""Does every listing show what a buyer wants to see first, and does the plan know what nobody will see?"""

from hypothesis import given
from hypothesis import strategies as st

from listingkit.catalog.model import Catalog, Look, OptionValue, Product
from listingkit.settings import DEFAULT_SHOTS, Role, ShotTemplate
from listingkit.shots.plan import plan_shots
from listingkit.shots.slots import count_slots, place_shots
from tests.builders.shots import catalogue, slot, store

COLOURS = ["Navy", "Red", "Green", "Yellow", "Pink", "Sky Blue"]
TWO = catalogue({"U1": {"colour": ["Navy", "Red"]}})


def placed(catalog, templates=DEFAULT_SHOTS, profile=None, missing=()):
    shotlist = plan_shots(catalog, templates)
    places = place_shots(catalog, shotlist, [profile or store()], lambda key: key not in missing)
    return {place.stem: "_".join(place.shot) for place in places}


def test_story_of_2880_photos_has_720_slots_and_2160_photos_that_none_shows():
    catalog = catalogue({f"U{n:03}": {"colour": COLOURS} for n in range(60)})
    count = count_slots(catalog, plan_shots(catalog, DEFAULT_SHOTS), [store()])
    assert (count.slots, count.unseen) == (720, 2160)


def test_gallery_opens_with_the_main_shot_and_each_colour_has_its_picture():
    assert placed(TWO) == {
        "U1-gallery-1": "U1-NAV_front",
        "U1-gallery-2": "U1-NAV_side",
        "U1-gallery-3": "U1-NAV_inside",
        "U1-gallery-4": "U1-NAV_folded",
        "U1-gallery-5": "U1-NAV_handle",
        "U1-gallery-6": "U1-NAV_fabric",
        "U1-NAV-swatch": "U1-NAV_top",
        "U1-RED-swatch": "U1-RED_top",
        "U1-white": "U1-NAV_front",
    }


def test_look_that_has_its_main_shot_leads_when_the_first_has_not():
    assert placed(TWO, missing={("U1-NAV", "front")})["U1-gallery-1"] == "U1-RED_front"


def test_colour_picture_falls_back_to_the_main_shot():
    assert placed(TWO, missing={("U1-RED", "top")})["U1-RED-swatch"] == "U1-RED_front"


def test_short_gallery_is_filled_with_other_looks_mains_first():
    templates = [ShotTemplate(name="front", role=Role.MAIN), ShotTemplate(name="side")]
    names = placed(TWO, templates, store(slot("gallery", Role.GALLERY, count=6)))
    assert list(names.values()) == ["U1-NAV_front", "U1-NAV_side", "U1-RED_front", "U1-RED_side"]


def test_label_slot_takes_nothing_but_a_label():
    assert placed(TWO, profile=store(slot("label", Role.LABEL, counted=False))) == {}


def test_sizes_of_one_look_share_its_picture():
    catalog = catalogue({"D1": {"colour": ["Navy"], "size": ["S", "M"]}})
    assert [name for name in placed(catalog) if "swatch" in name] == ["D1-NAV-swatch"]


def test_product_shot_stands_in_every_gallery():
    templates = [
        ShotTemplate(name="front", role=Role.MAIN),
        ShotTemplate(name="box", scope="product", role="packaging"),
    ]
    names = placed(TWO, templates, store(slot("gallery", Role.GALLERY, count=2)))
    assert list(names.values()) == ["U1-NAV_front", "U1_box"]


def test_subjects_that_wait_are_not_counted_as_unseen():
    waits = catalogue({"U1": {"colour": ["Navy", "Red"]}}, no_sample=frozenset({"U1-NAV", "U1-RED"}))
    shotlist = plan_shots(waits, DEFAULT_SHOTS)
    assert len(shotlist) == 0 < len(shotlist.waiting)
    count = count_slots(waits, shotlist, [store()])
    assert (count.unseen, count.unseen_by_product) == (0, {})


def test_photo_of_a_subject_that_waits_is_still_shown():
    waits = catalogue({"U1": {"colour": ["Navy", "Red"]}}, no_sample=frozenset({"U1-RED"}))
    assert placed(waits)["U1-RED-swatch"] == "U1-RED_top"


def test_placing_is_linear_in_the_looks_of_one_product():
    def comparisons(colours):
        made = 0

        class Counted(OptionValue):
            def __eq__(self, other):
                nonlocal made
                made += 1
                return super().__eq__(other)

            __hash__ = OptionValue.__hash__

        choices = [("colour", Counted(f"C{number}", f"Colour {number}")) for number in range(colours)]
        looks = tuple(Look(f"U1-{value.code}", "U1", ((name, value),)) for name, value in choices)
        catalog = Catalog((Product("U1", "Umbrella"),), {"U1": looks}, {})
        shotlist = plan_shots(catalog, DEFAULT_SHOTS)
        made = 0
        count_slots(catalog, shotlist, [store()])
        return made

    assert comparisons(200) <= 3 * max(comparisons(100), 100)


@given(st.lists(st.sampled_from(["product", "look", "variant", "option:colour", "option:pattern", "option:size"])))
def test_each_look_has_the_shots_that_show_it_in_their_order(scopes):
    catalog = catalogue(
        {"U1": {"colour": ["Navy", "Red"], "pattern": ["Dots", "Plaid", "Zebra"], "size": ["Small", "Large"]}}
    )
    shotlist = plan_shots(catalog, [ShotTemplate(name=f"s{n}", scope=scope) for n, scope in enumerate(scopes)])
    places = list(place_shots(catalog, shotlist, [store(slot("picture", Role.SWATCH, per="value"))]))
    firsts = {}
    for look in catalog.looks["U1"]:
        pictured = dict(look.choices)
        for shot in shotlist:
            if all(pictured.get(option, value) == value for option, value in shot.subject.choices):
                firsts.setdefault(look.skc, shot.key)
    assert {place.skc: place.shot for place in places} == firsts


def test_no_photos_no_places():
    shotlist = plan_shots(TWO, DEFAULT_SHOTS)
    assert list(place_shots(TWO, shotlist, [store()], lambda key: False)) == []


def test_slot_per_look_takes_the_looks_own_photos_in_the_order_of_a_gallery():
    profile = store(slot("pictures", Role.MAIN, per="value", count=3))
    assert placed(TWO, profile=profile) == {
        "U1-NAV-pictures-1": "U1-NAV_front",
        "U1-NAV-pictures-2": "U1-NAV_side",
        "U1-NAV-pictures-3": "U1-NAV_inside",
        "U1-RED-pictures-1": "U1-RED_front",
        "U1-RED-pictures-2": "U1-RED_side",
        "U1-RED-pictures-3": "U1-RED_inside",
    }


def test_slot_per_value_counts_the_look_of_a_product_without_options_only_per_look():
    plain = catalogue({"U1": {}})
    assert placed(plain, profile=store(slot("main", Role.MAIN, per="value"))) == {}
    assert placed(plain, profile=store(slot("main", Role.MAIN, per="look"))) == {"U1-main": "U1_front"}


def test_slots_do_not_repeat_what_another_shows_where_they_say_so():
    slots = slot("main", Role.WHITE, per="look"), slot("gallery", Role.GALLERY, per="look", count=2, without="main")
    found = placed(TWO, profile=store(*slots))
    assert found["U1-NAV-main"] == "U1-NAV_front"
    assert (found["U1-NAV-gallery-1"], found["U1-NAV-gallery-2"]) == ("U1-NAV_side", "U1-NAV_inside")
    listing = slot("main", Role.MAIN), slot("gallery", Role.GALLERY, count=2, without="main")
    found = placed(TWO, profile=store(*listing))
    assert list(found.values()) == ["U1-NAV_front", "U1-NAV_side", "U1-NAV_inside"]


def test_slot_only_for_scenes_takes_no_main_photo_in_their_stead():
    for per in ("listing", "look"):
        scenes = store(slot("lifestyle", Role.SCENE, per=per, only=True))
        assert placed(TWO, profile=scenes) == {}
        templates = [*DEFAULT_SHOTS, ShotTemplate(name="outdoors", role=Role.SCENE)]
        assert "U1-NAV_outdoors" in placed(TWO, templates, scenes).values()


def test_pictures_per_look_are_counted_each():
    profile = store(slot("gallery", Role.GALLERY, count=4), slot("value", Role.MAIN, per="value", count=3))
    assert count_slots(TWO, plan_shots(TWO, DEFAULT_SHOTS), [profile]).slots == 4 + 2 * 3
    look = store(slot("look", Role.MAIN, per="look", count=3))
    assert count_slots(catalogue({"U1": {}}), plan_shots(TWO, DEFAULT_SHOTS), [look]).slots == 3
