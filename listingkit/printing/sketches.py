"""Which little drawing tells a shot at a glance?"""

from __future__ import annotations

from listingkit.settings import Role
from listingkit.shots.model import ShotKind

DRAWN = {
    "front": ("front", "main", "face"),
    "back": ("back", "rear", "behind"),
    "side": ("side", "left", "right", "profile"),
    "top": ("top", "above", "overhead", "flat", "swatch"),
    "inside": ("inside", "interior", "open", "opened", "lining", "below", "under"),
    "folded": ("folded", "closed", "packed", "rolled"),
    "handle": ("handle", "grip", "strap", "zip", "clasp"),
    "detail": (
        "detail",
        "details",
        "fabric",
        "texture",
        "material",
        "pattern",
        "closeup",
        "macro",
        "stitching",
        "logo",
    ),
    "scale": ("scale", "size", "dimensions", "ruler", "measure", "worn"),
    "packaging": ("packaging", "package", "box", "parcel", "carton"),
    "label": ("label", "tag", "barcode", "ean"),
    "white": ("white", "cutout"),
    "scene": ("scene", "lifestyle", "street", "outdoor", "model"),
}
"""Each drawing (a symbol of templates/sketches.svg.j2), and the words of shot names that it stands for."""
OTHER = "other"
_BY_WORD = {word: drawing for drawing, words in DRAWN.items() for word in words}
_BY_ROLE = {
    Role.SWATCH: "top",
    Role.DETAIL: "detail",
    Role.SCALE: "scale",
    Role.PACKAGING: "packaging",
    Role.LABEL: "label",
    Role.WHITE: "white",
    Role.SCENE: "scene",
}


def sketch_of(kind: ShotKind) -> str:
    """The drawing of a shot: by its name, by a word of its name, by its role; else a plain frame."""
    words = kind.name.split("-")
    found = (_BY_WORD[word] for word in (kind.name, *words) if word in _BY_WORD)
    return next(found, _BY_ROLE.get(kind.role, OTHER))
