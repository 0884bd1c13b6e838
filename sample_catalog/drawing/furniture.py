"""What is on an umbrella besides its cloth?  Shaft, handle, ferrule, strap and wrist cord."""

from __future__ import annotations

import numpy as np

from .catalogue import Model
from .sheet import Array, Sheet, tube


def straight(top: float, bottom: float, count: int) -> Array:
    """A straight path down the z axis."""
    z = np.linspace(top, bottom, count)
    return np.stack([z * 0, z * 0, z], 1)


def shaft(model: Model, top: float, bottom: float) -> list[Sheet]:
    """The bare tube; the folding one is drawn out in three steps."""
    r = model.shaft_radius
    if model.code == "U101":
        cuts = np.linspace(top, bottom, 4)
        out = []
        for i, radius in enumerate((0.72, 0.86, 1.0)):
            out.append(tube("shaft", "steel", straight(cuts[i], cuts[i + 1], 14), r * radius, 16, row_stride=4))
        return out
    material = {"U205": "blackmetal", "U310": "whitemetal"}[model.code]
    return [tube("shaft", material, straight(top, bottom, 26), r, 16, row_stride=4)]


def ferrule(model: Model, *, furled: bool = False) -> list[Sheet]:
    """What sticks out above the cloth, and the rosette under it, which folds up with the cloth."""
    narrow = 0.55 if furled and model.code != "U101" else 1.0
    length = model.ferrule
    if model.code == "U101":
        z = np.array([-0.2, 0.05, 0.1, 0.5, 1.0, 1.5, 1.75, 1.8])
        r = np.array([1.9, 1.75, 1.15, 1.05, 0.98, 0.9, 0.7, 0.05])
        return [turned("ferrule", "black", z, r)]
    if model.code == "U205":
        cap = turned(
            "ferrule",
            "black",
            np.array([-0.25, 0.0, 0.3, 0.7, 1.2]),
            np.array([1.9, 1.7, 1.2, 0.9, 0.55 / narrow]) * narrow,
        )
        z = np.concatenate([np.linspace(0.9, length - 1.6, 6), [length - 1.55, length - 0.3, length - 0.05, length]])
        r = np.array([0.5, 0.5, 0.48, 0.47, 0.46, 0.46, 0.62, 0.58, 0.4, 0.03])
        return [cap, turned("ferrule", "blackmetal", z, r)]
    z = np.array([-0.25, 0.1, 0.4, 0.9, 1.6, 2.4, 3.0, 3.4, 3.6])
    r = np.array([1.8, 1.5, 0.9, 0.7, 0.66, 0.7, 0.78, 0.6, 0.03])
    r[:2] *= narrow
    return [turned("ferrule", "trim", z, r)]


def turned(part: str, material: str, z: Array, r: Array, segments: int = 24) -> Sheet:
    """A turned piece, refined so that its profile is smooth."""
    fine = np.linspace(0, len(z) - 1, len(z) * 5)
    zf, rf = np.interp(fine, np.arange(len(z)), z), np.interp(fine, np.arange(len(z)), r)
    # Sharp corners catch no light; a little rounding gives each edge its bright line.
    kernel = np.array([0.25, 0.5, 0.25])
    for _ in range(3):
        rf[1:-1] = np.convolve(rf, kernel, "valid")
        zf[1:-1] = np.convolve(zf, kernel, "valid")
    path = np.stack([zf * 0, zf * 0, zf], 1)
    return tube(part, material, path, rf, segments, round_ends=False, row_stride=4)


def hook(top: float, straight_length: float, radius: float, end: float) -> Array:
    """The path of a J: down, round half a circle, and a little up again."""
    down = straight(top, top - straight_length, 12)
    a = np.linspace(0, np.pi, 34)[1:]
    bottom = top - straight_length
    bow = np.stack([radius * (1 - np.cos(a)), a * 0, bottom - radius * np.sin(a)], 1)
    up = np.stack([np.full(5, 2 * radius), np.zeros(5), bottom + np.linspace(0, end, 6)[1:]], 1)
    return np.concatenate([down, bow, up])


def handle(model: Model, top: float) -> list[Sheet]:
    """The handle, its upper end at the height `top`."""
    if model.handle == "crook":
        path = hook(top - 0.9, 8.2, 4.3, 2.6)
        thick = np.interp(np.linspace(0, 1, len(path)), [0, 0.06, 0.3, 0.7, 1], [0.98, 1.04, 1.12, 1.1, 1.02])
        collar = turned(
            "collar",
            "steel",
            top + np.array([0.4, 0.36, 0.1, -0.9, -1.25, -1.3, -1.31]),
            np.array([0.60, 1.0, 1.16, 1.20, 1.20, 1.10, 0.5]),
        )
        return [tube("handle", "wood", path, thick, 28, row_stride=2), collar]
    if model.handle == "curve":
        path = hook(top - 0.7, 5.6, 3.1, 1.6)
        thick = np.interp(np.linspace(0, 1, len(path)), [0, 0.05, 0.35, 0.8, 1], [0.9, 0.98, 1.0, 1.06, 1.15])
        collar = turned(
            "collar",
            "whitemetal",
            top + np.array([0.3, 0.26, 0.0, -0.6, -0.95, -1.0, -1.01]),
            np.array([0.5, 0.85, 1.05, 1.10, 1.10, 1.0, 0.5]),
        )
        return [tube("handle", "trim", path, thick, 28, row_stride=2), collar]
    z = top - np.array([0.0, 0.05, 0.5, 1.0, 1.3, 2.2, 3.4, 4.6, 5.6, 6.4, 6.9, 7.15, 7.25])
    r = np.array([1.55, 1.9, 2.0, 1.98, 1.78, 1.62, 1.55, 1.6, 1.75, 1.85, 1.8, 1.5, 0.03])
    out = [turned("handle", "rubber", z, r, 32)]
    for i in range(5):
        # Grip rings, a shade prouder than the rubber around them.
        zi = top - 3.2 - 0.5 * i
        out.append(
            turned(
                "handle",
                "rubber",
                np.array([zi + 0.17, zi + 0.1, zi - 0.1, zi - 0.17]),
                np.interp([zi + 0.17, zi + 0.1, zi - 0.1, zi - 0.17], z[::-1], r[::-1])
                + np.array([-0.05, 0.07, 0.07, -0.05]),
                32,
            )
        )
    out.append(button(top - 1.9, z, r))
    return out


def button(middle: float, heights: Array, radii: Array) -> Sheet:
    """The push button that opens the automatic umbrella, on the -y side of a grip of that profile."""
    a = np.linspace(0, 2 * np.pi, 25)
    ring = np.linspace(0.0, 1.0, 9)
    rise = np.sqrt(np.maximum(1 - ring**4, 0))
    x = ring[:, None] * 0.62 * np.cos(a)[None, :]
    z = middle + ring[:, None] * 0.85 * np.sin(a)[None, :]
    # It follows the round of the grip, or its sides would sink in and its middle stand out.
    grip = np.interp(z, heights[::-1], radii[::-1])
    y = -np.sqrt(grip**2 - x * x) - 0.24 * rise[:, None] + 0.06
    points = np.stack([x, y, z], -1)[:, ::-1]
    return Sheet("handle", "steel", points, points[..., :2] * 1.0, wrap=True)


def cord(start: Array, heading: Array, length: float, rng: np.random.Generator) -> Sheet:
    """A wrist cord: a loop of thin cord from the end of the grip, lying on the paper."""
    side = np.array([-heading[1], heading[0], 0.0])
    t = np.linspace(0, 1, 80)
    bulge = np.sin(np.pi * t) ** 0.8 * np.cos(np.pi * t) * (1 + 0.12 * rng.normal())
    out = np.sin(np.pi * t) ** 1.0
    bend = rng.uniform(-0.5, 0.5)
    path = (
        start + np.outer(out * length, heading) + np.outer(bulge * length * 0.42 + bend * out**2 * length * 0.5, side)
    )
    # It leaves the handle at the height of its end and comes to rest on the paper.
    fall = np.clip(np.minimum(t, 1 - t) * 9, 0, 1)
    path[:, 2] = start[2] + (0.17 - start[2]) * (3 * fall**2 - 2 * fall**3)
    return tube("cord", "webbing", path, 0.16, 8)
