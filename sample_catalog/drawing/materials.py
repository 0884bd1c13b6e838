"""How does each material answer to light?  Colour, shine and what it mirrors, point by point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .catalogue import Dye
from .cloth import linear
from .light import Received, Sky
from .sheet import Array, Mesh


@dataclass(frozen=True)
class Material:
    """The base colour, the strength and sharpness of the highlight, and the mirrored share."""

    colour: tuple[float, float, float]
    shine: float
    sharp: float
    mirror: float


MATERIALS = {
    "cloth": Material((0, 0, 0), 0.05, 14, 0.013),
    "strap": Material((0, 0, 0), 0.05, 14, 0.013),
    "trim": Material((0, 0, 0), 0.30, 70, 0.06),
    "webbing": Material((28, 28, 32), 0.03, 8, 0.0),
    "black": Material((30, 30, 33), 0.16, 40, 0.035),
    "rubber": Material((42, 42, 45), 0.07, 12, 0.02),
    "white": Material((232, 232, 230), 0.2, 50, 0.04),
    "wood": Material((150, 92, 48), 0.30, 55, 0.055),
    "steel": Material((84, 86, 90), 0.5, 60, 0.74),
    "darkmetal": Material((58, 60, 66), 0.3, 40, 0.20),
    "blackmetal": Material((26, 26, 29), 0.35, 60, 0.13),
    "whitemetal": Material((222, 223, 226), 0.3, 60, 0.12),
    "ruler": Material((0, 0, 0), 0.10, 60, 0.03),
}


@dataclass(frozen=True)
class Lit:
    """Light leaving each point before its colour is known: front and back, (points, 3) each.

    The columns are sun, sky and highlight.
    """

    front: Array
    back: Array


def mirrored(direction: Array) -> Array:
    """Brightness of the surroundings in a direction: sky above, paper below, dark things between."""
    z = direction[:, 2]
    way = np.arctan2(direction[:, 1], direction[:, 0])
    sky = 0.60 + 0.50 * z
    ground = 0.86 + 0.1 * z
    # Around the photographer stand houses, trees and open street: bright and dark by turns.
    dark = 0.28 + 0.34 * np.sin(2 * way + 0.6) * np.sin(3 * way + 1.9)
    rim = np.exp(-(((z - 0.16) / 0.26) ** 2))
    return np.asarray(np.where(z > 0, sky, ground) * (1 - rim) + np.clip(dark, 0.06, 0.9) * rim)


def shade(mesh: Mesh, light: Received, sky: Sky, dye: Dye, eye: Array) -> Lit:
    """Light from every point towards the camera."""
    names = [s.material for s in mesh.sheets]
    per_sheet = np.array([[MATERIALS[n].shine, MATERIALS[n].sharp, MATERIALS[n].mirror] for n in names])
    cloth_sheet = np.array([n in ("cloth", "strap") for n in names])
    per_sheet[cloth_sheet, 0] = dye.gloss
    shine, sharp, mirror = per_sheet[mesh.point_sheet].T
    cloth = np.array([s.cloth for s in mesh.sheets])[mesh.point_sheet]
    through = np.where(cloth, dye.translucent, 0.0)
    to_eye = eye - mesh.points
    to_eye /= np.linalg.norm(to_eye, axis=1, keepdims=True)
    half = to_eye + sky.to_sun
    half /= np.linalg.norm(half, axis=1, keepdims=True)
    sides = []
    for sign, sun, heaven, sun_other, heaven_other in (
        (1.0, light.sun, light.sky, light.sun_back, light.sky_back),
        (-1.0, light.sun_back, light.sky_back, light.sun, light.sky),
    ):
        n = mesh.normals * sign
        facing = np.sum(n * to_eye, axis=1)
        grazing = np.clip(1 - np.abs(facing), 0, 1) ** 4
        glint = np.maximum(np.sum(n * half, axis=1), 0) ** sharp
        lit = light.sun_seen * (np.sum(n * sky.to_sun, axis=1) > -0.05)
        reflected = 2 * facing[:, None] * n - to_eye
        around = mirrored(reflected)
        seen = np.clip(heaven * 1.6, 0.15, 1)
        mirrors = mirror + grazing * (1 - mirror) * 0.22
        highlight = shine * glint * lit * sky.sun_share * 2.2 + mirrors * around * seen
        columns = [
            (sun + through * sun_other) * mesh.shade,
            (heaven + through * heaven_other) * mesh.shade,
            highlight * mesh.shade,
        ]
        sides.append(np.stack(columns, axis=1))
    return Lit(sides[0], sides[1])


def wood(tex: Array) -> Array:
    """Linear colour of turned and lacquered wood: long grain that wanders."""
    x, y = tex[:, 0], tex[:, 1]
    drift = x * 3.1 + 0.9 * np.sin(y * 0.31 + x) + 0.35 * np.sin(y * 0.9 + 2 * x)
    grain = 0.5 + 0.5 * np.sin(drift * 2.6 + 0.7 * np.sin(drift * 1.7))
    fine = 0.5 + 0.5 * np.sin(drift * 17 + 2.0 * np.sin(y * 0.8) + 3 * np.sin(y * 2.3 + x * 5))
    mix = (0.68 * grain + 0.32 * fine)[:, None]
    return np.asarray(linear((118, 64, 30)) * (1 - mix) + linear((176, 112, 60)) * mix)


def plain(material: str, dye: Dye) -> Array:
    """Linear colour of a one-coloured material."""
    if material in ("strap", "trim"):
        return linear(dye.base) * (0.92 if material == "strap" else 1.0)
    return linear(MATERIALS[material].colour)
