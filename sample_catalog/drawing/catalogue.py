"""What is in the sample shop: which models, looks and shots, and what is each one's colour?"""

from __future__ import annotations

from dataclasses import dataclass

SHOTS = ("front", "side", "top", "inside", "folded", "handle", "fabric", "scale")

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class Model:
    """Measures of one umbrella model, in centimetres and radians."""

    code: str
    ribs: int
    rib_length: float
    rib_angle: float  # how far the rib bends from hub to tip
    scallop: float  # how deep the hem cuts in between two tips, as a share of the rib
    shaft: float  # hub to the top of the handle, open
    shaft_radius: float
    handle: str  # "grip", "crook" or "curve"
    ferrule: float
    closed_length: float  # of the cloth bundle, closed
    closed_radius: float
    closed_shaft: float  # bare shaft between bundle and handle, closed
    colours: tuple[str, str]
    patterns: tuple[str, str]


@dataclass(frozen=True)
class Look:
    """One model in one colour and one pattern: what a buyer chooses."""

    model: Model
    colour: str
    pattern: str

    @property
    def subject(self) -> str:
        """The subject id, the first part of every photo's file name."""
        return f"{self.model.code}-{self.colour}-{self.pattern}"


@dataclass(frozen=True)
class Dye:
    """The cloth colours of one look as a designer would name them (8-bit sRGB)."""

    base: Rgb
    second: Rgb
    third: Rgb
    gloss: float  # the strength of the sheen
    translucent: float  # share of the light that comes through the cloth


MODELS = (
    Model("U101", 8, 55.0, 0.93, 0.075, 49.0, 0.55, "grip", 1.8, 19.0, 2.75, 0.3, ("NVY", "RED"), ("SLD", "PLD")),
    Model(
        "U205",
        16,
        60.0,
        0.98,
        0.040,
        69.0,
        0.62,
        "crook",
        6.5,
        61.0,
        2.85,
        5.2,
        ("GRN", "YEL"),
        ("STR", "DOT"),
    ),
    Model(
        "U310",
        8,
        46.0,
        1.36,
        0.060,
        50.0,
        0.50,
        "curve",
        3.6,
        45.0,
        2.50,
        5.0,
        ("PNK", "SKY"),
        ("FLR", "STA"),
    ),
)

DYES: dict[tuple[str, str], Dye] = {
    ("NVY", "SLD"): Dye((20, 35, 112), (20, 35, 112), (20, 35, 112), 0.055, 0.10),
    ("NVY", "PLD"): Dye((20, 35, 112), (52, 80, 158), (206, 56, 60), 0.05, 0.10),
    ("RED", "SLD"): Dye((196, 22, 36), (196, 22, 36), (196, 22, 36), 0.055, 0.24),
    ("RED", "PLD"): Dye((196, 22, 36), (92, 12, 30), (240, 226, 190), 0.05, 0.22),
    ("GRN", "STR"): Dye((22, 122, 66), (240, 238, 220), (12, 84, 46), 0.05, 0.20),
    ("GRN", "DOT"): Dye((22, 122, 66), (244, 242, 230), (244, 242, 230), 0.05, 0.20),
    ("YEL", "STR"): Dye((248, 200, 20), (250, 246, 232), (226, 160, 12), 0.04, 0.30),
    ("YEL", "DOT"): Dye((248, 200, 20), (252, 250, 240), (252, 250, 240), 0.04, 0.30),
    ("PNK", "FLR"): Dye((244, 128, 168), (255, 244, 246), (250, 196, 60), 0.04, 0.30),
    ("PNK", "STA"): Dye((244, 128, 168), (255, 246, 240), (252, 224, 120), 0.04, 0.30),
    ("SKY", "FLR"): Dye((98, 186, 244), (252, 252, 255), (250, 206, 70), 0.04, 0.30),
    ("SKY", "STA"): Dye((98, 186, 244), (252, 252, 255), (255, 232, 120), 0.04, 0.30),
}


def looks() -> list[Look]:
    """Every look, in catalogue order."""
    return [Look(m, c, p) for m in MODELS for c in m.colours for p in m.patterns]


def photo_name(look: Look, shot: str) -> str:
    """The file name of one photograph."""
    return f"{look.subject}_{shot}.jpg"


def is_portrait(look: Look, shot: str) -> bool:
    """Whether the camera was turned: the long umbrella stands better in an upright frame."""
    return look.model.code == "U205" and shot in ("side", "handle")
