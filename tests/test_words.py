"""Are labels and titles in title case, and units, capitals and small words as they are?"""

import pytest

from listingkit.words import title_case


@pytest.mark.parametrize(
    ("label", "titled"),
    [
        ("navy blue", "Navy Blue"),
        ("black and white", "Black and White"),
        ("75 cm", "75 cm"),
        ("m", "M"),
        ("UV coating", "UV Coating"),
        ("two-tone", "Two-Tone"),
        ("iPhone", "iPhone"),
        ("10 µm film, 75 cm, dry", "10 µm Film, 75 cm, Dry"),
    ],
)
def test_labels_are_in_title_case(label: str, titled: str) -> None:
    assert title_case(label) == titled
