"""What stands where in each of the eight shots, and from where does the camera see it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from . import furniture
from .bundle import Bundle
from .camera import View
from .canopy import Canopy
from .catalogue import Look, Model, is_portrait
from .paper import Paper
from .ruler import ruler
from .sheet import Array, Sheet, turn

FRONT = -np.pi / 2  # the camera's side of the paper


def no_seam(y: Array) -> Array:
    """The panel's width where its seams are out of sight: wider than anything."""
    return np.full(len(y), 99.0)


@dataclass(frozen=True)
class Scene:
    """Things on the paper and the view of them."""

    sheets: list[Sheet]
    framed: Array  # the points that must be in the picture
    view: View
    paper: Paper = field(default_factory=Paper)
    close: bool = False  # near enough to tell the threads
    sharp: Array | None = None  # the points in focus, where not all are
    ruler: tuple[int, float] = (0, 0.0)  # length and width
    gore_width: Callable[[Array], Array] = no_seam


def opened(model: Model, rng: np.random.Generator, hook_turn: float) -> list[Sheet]:
    """An open umbrella in its own axes."""
    canopy = Canopy(model, rng)
    spin = turn("z", hook_turn)
    top = -model.shaft
    hand = [s.moved(spin, np.zeros(3)) for s in furniture.handle(model, top)]
    return [
        *canopy.sheets(),
        *canopy.frame(),
        *furniture.shaft(model, -0.5, top + 0.2),
        *furniture.ferrule(model),
        *hand,
    ]


def closed(model: Model, rng: np.random.Generator, facing: float) -> list[Sheet]:
    """A closed and strapped umbrella in its own axes; the handle's face is up when it lies."""
    bundle = Bundle(model, rng)
    top = -model.closed_length - model.closed_shaft
    spin = turn("z", -np.pi / 2)
    hand = [s.moved(spin, np.zeros(3)) for s in furniture.handle(model, top)]
    tube = furniture.shaft(
        replace(model, code="U205") if model.code == "U101" else model, -model.closed_length + 3, top + 0.2
    )
    return [
        *(bundle.flap(k) for k in range(bundle.flaps)),
        *bundle.strap(facing),
        *bundle.rib_ends(),
        *tube,
        *furniture.ferrule(model, furled=True),
        *hand,
    ]


def lowest(sheets: list[Sheet], parts: tuple[str, ...], pose: Array) -> float:
    """The height of the lowest point of those parts in a pose."""
    return min(float((s.points @ pose[2]).min()) for s in sheets if s.part in parts)


def settled(
    sheets: list[Sheet],
    pose_at: Callable[[float], Array],
    low: float,
    high: float,
    one: tuple[str, ...],
    other: tuple[str, ...],
) -> tuple[list[Sheet], Array]:
    """Tilt until two groups of parts both touch the paper; also the pose found."""
    for _ in range(30):
        middle = (low + high) / 2
        pose = pose_at(middle)
        if lowest(sheets, one, pose) < lowest(sheets, other, pose):
            low = middle
        else:
            high = middle
    pose = pose_at((low + high) / 2)
    drop = -min(float((s.points @ pose[2]).min()) for s in sheets)
    return [s.moved(pose, np.array([0.0, 0.0, drop])) for s in sheets], pose


def leaning(model: Model, rng: np.random.Generator, yaw: float, hook_turn: float) -> tuple[list[Sheet], Array]:
    """Open, resting on the handle and on two rib tips, the top up and towards the azimuth yaw."""
    sheets = opened(model, rng, hook_turn)
    roll = turn("z", np.pi / model.ribs + rng.normal(0, 0.01))
    spin = turn("z", yaw)
    return settled(sheets, lambda tilt: spin @ turn("y", tilt) @ roll, 0.1, 1.5, ("handle",), ("canopy", "tips"))


def overturned(model: Model, rng: np.random.Generator, yaw: float, hook_turn: float) -> list[Sheet]:
    """Open, upside down on its ferrule and one side of the rim, like a bowl."""
    sheets = opened(model, rng, hook_turn)
    roll = turn("z", np.pi / model.ribs + rng.normal(0, 0.05))
    spin = turn("z", yaw)
    return settled(
        sheets,
        lambda tilt: spin @ turn("y", np.pi - tilt) @ roll,
        0.02,
        1.4,
        ("ferrule",),
        ("canopy", "tips"),
    )[0]


def lying(model: Model, rng: np.random.Generator, yaw: float) -> list[Sheet]:
    """Closed and lying flat, the ferrule pointing to the azimuth yaw."""
    sheets = closed(model, rng, np.pi + rng.normal(0.0, 0.15))
    spin = turn("z", yaw)
    down = [s for s in sheets if s.part != "cord"]
    placed = settled(
        down,
        lambda tilt: spin @ turn("y", tilt),
        np.radians(78),
        np.radians(102),
        ("handle",),
        ("bundle", "strap", "ferrule"),
    )[0]
    if model.handle == "grip":
        ends = np.concatenate([s.points.reshape(-1, 3) for s in placed if s.part == "handle"])
        axis = np.array([np.cos(yaw), np.sin(yaw), 0.0])
        along = ends @ axis
        tip = ends[along < along.min() + 0.15].mean(0)
        placed.append(furniture.cord(tip + axis * 0.2, -axis, 8.5, rng))
    return placed


def points_of(sheets: list[Sheet]) -> Array:
    """All points of some sheets."""
    return np.concatenate([s.points.reshape(-1, 3) for s in sheets])


def standing(model: Model, rng: np.random.Generator) -> list[Sheet]:
    """Open and upright on its handle."""
    sheets = opened(model, rng, rng.normal(0.0, 0.12) + (0.0 if model.handle == "grip" else np.pi))
    pose = turn("y", rng.normal(0, 0.006)) @ turn("x", rng.normal(0, 0.006)) @ turn("z", rng.normal(0.13, 0.05))
    drop = -min(float((s.points @ pose[2]).min()) for s in sheets)
    return [s.moved(pose, np.array([0.0, 0.0, drop])) for s in sheets]


def scene(look: Look, shot: str, rng: np.random.Generator) -> Scene:
    """The scene of one photograph, a little different for each."""
    shift = (float(rng.normal(0, 0.012)), float(rng.normal(0.004, 0.010)))
    usual = View(
        FRONT + rng.normal(0, 0.02),
        0.33 + rng.normal(0, 0.015),
        rng.normal(0, 0.010),
        0.70 + float(rng.uniform(-0.03, 0.03)),
        shift,
    )
    if shot in ("front", "side", "top", "inside"):
        return open_scene(look, shot, usual, rng)
    if shot == "handle":
        return handle_scene(look.model, usual, rng)
    if shot == "fabric":
        return fabric_scene(look.model, usual, rng)
    m = look.model
    if shot == "folded":
        sheets = lying(m, rng, np.radians(24 if m.handle == "grip" else 31) + rng.normal(0, 0.04))
        return Scene(
            sheets,
            points_of(sheets),
            replace(usual, elevation=1.05 + rng.normal(0, 0.03), fill=usual.fill + 0.02),
        )
    sheets = lying(m, rng, rng.normal(0, 0.02))
    body = points_of([s for s in sheets if s.part != "cord"])
    length, width = {"grip": (30, 3.0), "crook": (100, 4.2), "curve": (70, 3.6)}[m.handle]
    centre = (
        float(body[:, 0].min() + body[:, 0].max()) / 2 + float(rng.normal(0, 0.3)),
        float(body[:, 1].min()) - width / 2 - 0.022 * length - 1.0,
    )
    sheets += ruler(length, width, centre, float(rng.normal(0, 0.008)))
    return Scene(
        sheets,
        points_of(sheets),
        replace(usual, elevation=1.25 + rng.normal(0, 0.02), fill=usual.fill + 0.04),
        ruler=(length, width),
    )


def open_scene(look: Look, shot: str, usual: View, rng: np.random.Generator) -> Scene:
    """The four shots of the open umbrella."""
    m = look.model
    if shot == "front":
        sheets, _ = leaning(m, rng, np.radians(-9) + rng.normal(0, 0.05), np.radians(-12))
        return Scene(sheets, points_of(sheets), usual)
    if shot == "side":
        sheets = standing(m, rng)
        view = replace(
            usual,
            elevation=0.085 + rng.normal(0, 0.008),
            roll=usual.roll * 0.6,
            angle=0.50,
            most_high=0.80,
            fill=0.66 if is_portrait(look, shot) else usual.fill,
        )
        return Scene(sheets, points_of(sheets), view, Paper(back=float(rng.uniform(38, 46)), radius=85.0))
    if shot == "top":
        sheets, pose = leaning(m, rng, FRONT + rng.normal(0, 0.04), np.radians(90))
        up = float(np.arcsin(pose[2, 2])) + rng.normal(0.05, 0.02)
        cloth = [s for s in sheets if s.part in ("canopy", "tips", "ferrule")]
        return Scene(sheets, points_of(cloth), replace(usual, elevation=up, most_high=0.90))
    sheets = overturned(m, rng, np.radians(68) + rng.normal(0, 0.08), np.radians(180))
    return Scene(sheets, points_of(sheets), replace(usual, elevation=0.92 + rng.normal(0, 0.02)))


def handle_scene(m: Model, usual: View, rng: np.random.Generator) -> Scene:
    """A close-up of the handle of the closed umbrella, with a good part of its cloth."""
    yaw = np.radians({"grip": 28, "crook": 64, "curve": 24}[m.handle]) + rng.normal(0, 0.05)
    sheets = lying(m, rng, yaw)
    hand = points_of([s for s in sheets if s.part in ("handle", "collar")])
    body = points_of([s for s in sheets if s.part == "bundle"])
    axis = np.array([np.cos(yaw), np.sin(yaw), 0.0])
    reach = {"grip": 10.0, "crook": 27.0, "curve": 14.0}[m.handle]
    along = body @ axis
    near = body[along < along.min() + reach]
    view = replace(
        usual,
        elevation=0.86 + rng.normal(0, 0.03),
        fill=0.84,
        angle=0.42,
        most_high=0.84,
        shift=(usual.shift[0] + 0.03, usual.shift[1]),
    )
    return Scene(sheets, np.concatenate([hand, near]), view, close=True, sharp=hand)


def fabric_scene(m: Model, usual: View, rng: np.random.Generator) -> Scene:
    """A close-up of the cloth around a rib, not far from the tip; it fills the frame."""
    sheets, pose = leaning(m, rng, FRONT + 0.1, np.radians(90))
    canopy = Canopy(m, np.random.default_rng(0))
    axis = pose @ np.array([0.0, 0.0, 1.0])
    # The rib that points up most from the hub has the sky above it and no paper near.
    ups = [float((pose @ np.array([np.cos(a), np.sin(a), 0.0]))[2]) for a in canopy.azimuth[: m.ribs]]
    best = int(np.argmax(ups))
    side = pose @ np.array([np.cos(canopy.azimuth[best]), np.sin(canopy.azimuth[best]), 0.0])
    hub = points_of([s for s in sheets if s.part == "ferrule"]).mean(0)
    cloth = points_of([s for s in sheets if s.part == "canopy"])
    share = {"grip": 0.70, "crook": 0.74, "curve": 0.66}[m.handle]
    local = canopy.rib(best, np.array([share]))[0]
    aim = hub + axis * (local[2]) + side * np.hypot(local[0], local[1])
    near = np.linalg.norm(cloth - aim, axis=1)
    aim = cloth[np.argmin(near)]
    normals = np.concatenate([s.normals().reshape(-1, 3) for s in sheets if s.part == "canopy"])
    outward = normals[near < 5.0].mean(0)
    outward = outward * np.sign(outward @ axis) + rng.normal(0, 0.05, 3)
    outward = outward / np.linalg.norm(outward)
    half = 7.0
    right = np.cross((0.0, 0.0, 1.0), outward)
    right = right / np.linalg.norm(right)
    up = np.cross(outward, right)
    corners = np.array([aim + right * half * a + up * half * 0.75 * b for a in (-1, 1) for b in (-1, 1)])
    view = View(
        float(np.arctan2(outward[1], outward[0])),
        float(np.arcsin(outward[2])),
        usual.roll + rng.normal(0.25, 0.08),
        1.0,
        (0.0, 0.0),
        angle=0.36,
        most_high=1.0,
    )
    return Scene(sheets, corners, view, close=True, gore_width=canopy.gore_width)
