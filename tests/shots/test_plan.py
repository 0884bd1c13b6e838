"""Does the plan hold every photo that the catalogue and the template ask for, and no other?"""

from listingkit.catalog.model import Catalog, Look, OptionValue, Product
from listingkit.settings import DEFAULT_SHOTS, Role, ShotTemplate
from listingkit.shots.plan import plan_shots
from tests.builders.shots import catalogue

COLOURS = ["Navy", "Red", "Green", "Yellow", "Pink", "Sky Blue"]


def keys(catalog, *templates):
    return [shot.key for shot in plan_shots(catalog, templates)]


def test_sixty_models_in_six_colours_are_2880_photos():
    shotlist = plan_shots(catalogue({f"U{n:03}": {"colour": COLOURS} for n in range(60)}), DEFAULT_SHOTS)
    assert len(shotlist) == 2880 == len({shot.key for shot in shotlist})


def test_sizes_do_not_multiply_photos_of_looks():
    catalog = catalogue({"D1": {"colour": ["Navy", "Red"], "size": ["S", "M", "L"]}})
    assert keys(catalog, ShotTemplate(name="front")) == [("D1-NAV", "front"), ("D1-RED", "front")]


def test_each_scope_has_its_own_subjects():
    catalog = catalogue({"U1": {"colour": ["Navy", "Red"], "pattern": ["Dots", "Plaid"], "size": ["S", "M"]}})
    templates = [
        ShotTemplate(name="box", scope="product"),
        ShotTemplate(name="card", scope="option:colour"),
        ShotTemplate(name="front", scope="look"),
        ShotTemplate(name="tag", scope="variant"),
        ShotTemplate(name="ruler", scope="option:Size"),
    ]
    found = keys(catalog, *templates)
    by_shot = {name: [subject for subject, shot in found if shot == name] for name in ("box", "card", "front", "ruler")}
    assert by_shot == {
        "box": ["U1"],
        "card": ["U1-NAV", "U1-RED"],
        "front": ["U1-NAV-DOT", "U1-NAV-PLA", "U1-RED-DOT", "U1-RED-PLA"],
        "ruler": ["U1-S", "U1-M"],
    }
    assert len([1 for _, shot in found if shot == "tag"]) == 8


def test_product_without_options_is_its_own_look():
    templates = [ShotTemplate(name="front"), ShotTemplate(name="box", scope="product")]
    assert keys(catalogue({"U1": {}}), *templates) == [("U1", "front"), ("U1", "box")]


def test_subject_shared_by_two_scopes_is_photographed_once_a_shot():
    templates = [ShotTemplate(name="front"), ShotTemplate(name="card", scope="option:colour")]
    assert keys(catalogue({"U1": {"colour": ["Navy"]}}), *templates) == [("U1-NAV", "front"), ("U1-NAV", "card")]


def test_look_without_any_sample_waits():
    catalog = catalogue({"U1": {"colour": ["Navy", "Red"]}}, no_sample=frozenset({"U1-RED"}))
    shotlist = plan_shots(catalog, [ShotTemplate(name="front", role=Role.MAIN)])
    assert [shot.subject.id for shot in shotlist] == ["U1-NAV"]
    assert [group.subject.id for group in shotlist.waiting] == ["U1-RED"]


def test_one_arrived_size_is_enough_to_photograph_the_look():
    catalog = catalogue({"U1": {"colour": ["Navy"], "size": ["S", "M"]}}, no_sample=frozenset({"U1-NAV-S"}))
    assert keys(catalog, ShotTemplate(name="front")) == [("U1-NAV", "front")]


RS = (("colour", OptionValue("RS", "Rose")), ("pattern", OptionValue("RS", "Ripple Stripe")))


def same_code(*scopes):
    catalog = Catalog((Product("U1", "Umbrella"),), {"U1": (Look("U1-RS-RS", "U1", RS),)}, {})
    return plan_shots(catalog, [ShotTemplate(name=f"s{n}", scope=scope) for n, scope in enumerate(scopes)])


def test_two_values_that_share_a_subject_id_are_told():
    (found,) = same_code("option:colour", "option:pattern").findings
    assert (found.code, found.subject, found.spu) == ("catalog.duplicate-sku", "U1-RS", "U1")
    assert "colour 'Rose' and pattern 'Ripple Stripe'" in found.message


def test_two_values_with_one_code_are_fine_while_only_one_of_them_is_photographed():
    assert same_code("option:colour", "look", "product").findings == ()


def test_look_and_unpictured_value_with_one_code_are_told():
    catalog = catalogue({"U1": {"colour": ["Small"], "size": ["Small"]}})
    templates = [ShotTemplate(name="front"), ShotTemplate(name="ruler", scope="option:size")]
    assert [found.subject for found in plan_shots(catalog, templates).findings] == ["U1-SMA"]


def test_subjects_that_are_the_look_or_the_product_are_no_clash():
    catalog = catalogue({"U1": {"colour": ["Navy", "Red"]}, "U2": {}, "U3": {"size": ["S", "M"]}})
    scopes = ["product", "look", "variant", "option:colour", "option:size"]
    assert plan_shots(catalog, [ShotTemplate(name=f"s{n}", scope=s) for n, s in enumerate(scopes)]).findings == ()


def test_value_of_one_model_that_is_called_as_another_model_is_told():
    catalog = catalogue({"U1": {"colour": ["Navy"], "pattern": ["Dots"]}, "U1-NAV": {}})
    templates = [ShotTemplate(name="front"), ShotTemplate(name="card", scope="option:colour")]
    (found,) = plan_shots(catalog, templates).findings
    assert (found.subject, found.spu) == ("U1-NAV", "U1-NAV")


def test_models_that_the_catalogue_has_told_already_are_not_told_twice():
    assert (
        plan_shots(catalogue({"U1": {"colour": ["Navy"]}, "U1-NAV": {}}), [ShotTemplate(name="front")]).findings == ()
    )
