from __future__ import annotations

import pytest

from listingkit.catalog.model import OptionValue
from listingkit.findings import Severity
from listingkit.judging.colour import colour_findings
from listingkit.judging.colour_names import meaning_of, nearest_name, point_of
from listingkit.pixels.linear import LINEAR
from listingkit.pixels.palette import Palette
from listingkit.settings_check import CheckTable
from tests.builders.judging import facts, shooting

RED, BLUE, NAVY, BLACK, GREEN = (190, 20, 40), (40, 80, 200), (30, 40, 88), (27, 27, 29), (32, 118, 66)
CREAM, GREYISH = (245, 240, 230), (110, 108, 106)
WHITE_LIGHT = (0.85, 0.85, 0.85)


def of(*colours, light=WHITE_LIGHT, whole_frame=False):
    share = 1 / len(colours)
    lights = tuple(
        tuple(float(LINEAR[level]) * 0.94 * own for level, own in zip(colour, light or WHITE_LIGHT, strict=True))
        for colour in colours
    )
    palette = Palette(lights, (share,) * len(colours), 0.7, whole_frame)
    return facts(palette=palette, light=light, product=(0.1, 0.1, 0.9, 0.9))


def parts(*colours, solid=0.7):
    """A photo's colours with their shares."""
    lights = tuple(tuple(float(LINEAR[level]) * 0.94 * 0.85 for level in colour) for colour, _ in colours)
    shares = tuple(share for _, share in colours)
    return facts(palette=Palette(lights, shares, solid), light=WHITE_LIGHT, product=(0.1, 0.1, 0.9, 0.9))


def exchanged(photos, colours, one, two):
    """Which paths are told where the two photos are exchanged; none while they are not."""
    assert found(photos, colours) == []
    turned = photos | {one: photos[two], two: photos[one]}
    return {each.place.file[len("photos/U1-") : -len(".jpg")] for each in found(turned, colours)}


def found(photos, colours, rules=None, **options):
    products = {"U1": {"colour": colours, **options}}
    return list(colour_findings(shooting({f"photos/U1-{k}.jpg": v for k, v in photos.items()}, products, rules)))


def test_red_under_the_name_of_blue_is_an_error_with_its_number():
    (wrong,) = found({"BLU_front": of(RED)}, ["Blue"])
    assert (wrong.code, wrong.severity) == ("photo.colour-mismatch", Severity.ERROR)
    assert "shows red, but its name says Blue" in wrong.message
    assert wrong.evidence.value > wrong.evidence.limit
    assert wrong.evidence.crop == (0.1, 0.1, 0.9, 0.9)


@pytest.mark.parametrize(
    ("label", "colour"),
    [("Navy", BLACK), ("Black", NAVY), ("Transparent", RED), ("Cats", GREEN), ("Dark Navy Blue", NAVY),
     ("Wine red with dots", (110, 30, 50)), ("Navy/white", CREAM), ("Grey", BLACK)],
)  # fmt: skip
def test_neighbours_and_names_that_say_nothing_are_left_alone(label, colour):
    assert found({f"{label[:3].upper().strip()}_front": of(colour)}, [label]) == []


def test_one_substantial_colour_of_a_pattern_is_enough():
    assert found({"RED_front": of(CREAM, RED, GREEN)}, ["Red"]) == []


def test_without_any_light_known_less_is_said_and_nothing_is_sure():
    (wrong,) = found({"BLU_front": of(RED, light=None)}, ["Blue"])
    assert wrong.severity is Severity.WARNING
    assert found({"RED_front": of((150, 90, 40), light=None)}, ["Red"]) == []


def test_exchanged_photos_name_each_other():
    one, two = found({"RED_front": of(BLUE), "BLU_front": of(RED)}, ["Red", "Blue"])
    assert {one.code, two.code} == {"photo.colour-mismatch"}
    assert "these look exchanged: photos/U1-BLU_front.jpg shows red, photos/U1-RED_front.jpg shows blue" in one.message
    assert "photos/U1-BLU_front.jpg" in two.message


def test_one_shot_exchanged_shows_by_the_others_where_names_say_nothing():
    photos = {
        f"{look}_{shot}": of(colour)
        for look, colour in (("CAT", RED), ("DOG", GREEN))
        for shot in ("front", "side", "top")
    }
    assert found(photos, ["Cats", "Dogs"]) == []
    photos["CAT_top"], photos["DOG_top"] = photos["DOG_top"], photos["CAT_top"]
    told = found(photos, ["Cats", "Dogs"])
    assert sorted(each.place.file for each in told) == ["photos/U1-CAT_top.jpg", "photos/U1-DOG_top.jpg"]


def test_one_photo_of_another_colour_is_an_outlier():
    photos = {"CAT_front": of(RED), "CAT_side": of(RED), "CAT_top": of(GREEN), "CAT_folded": of(RED)}
    (wrong,) = found(photos, ["Cats"])
    assert (wrong.code, wrong.place.file) == ("photo.colour-outlier", "photos/U1-CAT_top.jpg")
    wide = CheckTable.model_validate({"colour_outlier": {"tolerance": 10}})
    assert found(photos, ["Cats"], wide) == []


def test_a_handle_that_is_all_of_a_white_look_on_one_photo_is_no_outlier():
    white, photos = (238, 238, 236), {"CAT_front": of(BLACK)}
    photos |= {f"CAT_{shot}": of(white) for shot in ("side", "top", "folded")}
    assert found(photos, ["Cats"]) == []


def test_a_lining_that_all_looks_have_is_no_mismatch():
    photos = {f"{look}_front": of(colour) for look, colour in (("RED", RED), ("BLU", BLUE), ("GRE", GREEN))}
    photos |= {f"{look}_inside": of(BLACK) for look in ("RED", "BLU", "GRE")}
    assert found(photos, ["Red", "Blue", "Green"]) == []


def test_what_the_shop_calls_coffee_counts_where_two_products_agree():
    photos = {f"photos/{spu}-COF_{shot}.jpg": of((86, 100, 118)) for spu in ("U1", "U2") for shot in ("front", "side")}
    alone = {path: each for path, each in photos.items() if "U1" in path}
    products = {spu: {"colour": ["Coffee"]} for spu in ("U1", "U2")}
    assert list(colour_findings(shooting(alone, products)))
    assert list(colour_findings(shooting(photos, products))) == []


def test_a_white_product_of_which_only_the_black_handle_shows_is_left_alone():
    assert found({"WHI_front": of(BLACK)}, ["White"]) == []
    (wrong,) = found({"WHI_front": of(RED, BLACK)}, ["White"])
    assert "shows red, but its name says White" in wrong.message


def test_photos_without_a_palette_are_left_alone():
    assert found({"RED_front": facts()}, ["Red"]) == []


def test_every_colour_of_the_fixed_table_is_what_its_name_says():
    from listingkit.catalog.codes import known_codes
    from listingkit.judging.colour_names import Meaning

    for (option, label), (code, colour) in known_codes().items():
        meaning = meaning_of((("colour", OptionValue(code, label, colour)),)) if option == "colour" and colour else None
        if meaning is not None and meaning.families:
            assert Meaning(meaning.families).away(point_of(colour)) <= 8, label


def test_colours_are_named_as_people_do():
    assert [nearest_name(point_of(each)) for each in ("#BE1428", "#2850C8", "#1B1B1D", "#20763E")] == [
        "red", "blue", "black", "green",
    ]  # fmt: skip


def test_black_and_grey_are_not_exchanged_unseen_because_only_their_lightness_differs():
    grey = (128, 129, 131)
    photos = {"BLA_front": of(BLACK), "GRA_front": of(grey)}
    assert exchanged(photos, ["Black", "Gray"], "BLA_front", "GRA_front") == {"BLA_front", "GRA_front"}


def test_neighbours_are_compared_with_the_colours_that_names_stand_for_where_their_regions_say_too_little():
    photos = {"RED_front": of((180, 16, 36)), "ORA_front": of((235, 125, 30))}
    assert exchanged(photos, ["Red", "Orange"], "RED_front", "ORA_front") == {"RED_front", "ORA_front"}


def test_cream_stripes_do_not_make_a_pink_canopy_white():
    photos = {"PIN_front": parts(((238, 150, 176), 0.6), (CREAM, 0.4)), "WHI_front": parts(((220, 218, 212), 1.0))}
    assert exchanged(photos, ["Pink", "White"], "PIN_front", "WHI_front") == {"PIN_front", "WHI_front"}


def test_a_white_canopy_that_was_lost_on_paper_is_not_taken_for_its_black_handle():
    photos = {"WHI_front": parts((BLACK, 0.6), (CREAM, 0.4), solid=0.08)}
    for name, colour in (("BLA", BLACK), ("RED", RED), ("GRE", GREEN), ("NAV", NAVY)):
        photos[f"{name}_front"] = parts((colour, 0.8), (CREAM, 0.12), (BLACK, 0.08), solid=0.34)
    colours = ["White", "Black", "Red", "Green", "Navy"]
    assert exchanged(photos, colours, "WHI_front", "BLA_front") == {"WHI_front", "BLA_front"}


def test_a_handle_that_is_all_of_a_white_product_is_not_exchanged_with_a_black_one_with_white_dots():
    photos = {"WHI_front": parts((BLACK, 1.0)), "BLA_front": parts((BLACK, 0.8), (CREAM, 0.2))}
    assert found(photos, ["White", "Black"]) == []


def looks(**colours):
    return {f"{look}_{shot}": of(colour) for look, colour in colours.items() for shot in ("front", "side", "top")}


def test_one_photo_of_another_look_in_a_similar_colour_has_strayed():
    photos = looks(SKY=(128, 172, 198), GRA=(128, 129, 131), RED=RED, GRE=GREEN)
    colours = ["Sky Blue", "Gray", "Red", "Green"]
    assert found(photos, colours) == []
    (wrong,) = found(photos | {"SKY_top": photos["GRA_top"]}, colours)
    assert (wrong.code, wrong.place.file) == ("photo.colour-outlier", "photos/U1-SKY_top.jpg")
    assert "looks like one of Gray" in wrong.message
    assert wrong.evidence.value > wrong.evidence.limit


def test_a_black_lining_is_no_photo_of_the_black_look():
    photos = looks(BLA=BLACK, RED=RED)
    photos |= {"BLA_inside": of(BLACK), "RED_inside": of(BLACK)}
    assert found(photos, ["Black", "Red"]) == []
