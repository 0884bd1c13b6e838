"""What light comes from the things in the scene?  Triangles seen, then coloured, sample by sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .camera import Camera
from .catalogue import Dye
from .cloth import printed, weave
from .film import reduced
from .light import Sky
from .materials import Lit, plain, wood
from .raster import planes, rasterise
from .ruler import printed_face
from .scenes import Scene
from .sheet import Array, Mesh

BATCH = 150_000  # samples coloured at once: as many as the processor keeps at hand


@dataclass(frozen=True)
class Cover:
    """Which triangle is seen at each sample of a part of the frame, and how its light changes across it."""

    owner: Array  # (rows, columns), -1 where there is only paper
    near: Array  # one over the distance
    left: int  # where the part begins, in samples
    top: int
    sheet: Array  # of each triangle
    corner: Array
    coefficients: Array  # sun, sky, highlight and two cloth coordinates as planes


def cover(mesh: Mesh, lit: Lit, camera: Camera, step: int) -> Cover:
    """Find the triangles seen, `step` samples to a pixel along and across."""
    fine = camera.scaled(step)
    x, y, depth = fine.project(mesh.points)
    tri = mesh.triangles
    tx, ty = x[tri], y[tri]
    on_screen = (tx.max(1) > 0) & (tx.min(1) < fine.width) & (ty.max(1) > 0) & (ty.min(1) < fine.height)
    keep = (depth[tri] > 1.0).all(1) & on_screen
    tri, tx, ty = tri[keep], tx[keep], ty[keep]
    # Whole pixels around everything drawn, so that no pixel's samples are cut off.
    x0 = max(int(tx.min()) // step - 2, 0) * step
    y0 = max(int(ty.min()) // step - 2, 0) * step
    x1 = min((int(tx.max()) // step + 3) * step, fine.width)
    y1 = min((int(ty.max()) // step + 3) * step, fine.height)
    tx, ty = tx - x0, ty - y0
    owner, near = rasterise(tx, ty, 1.0 / depth[tri], x1 - x0, y1 - y0)
    facing = np.sum(mesh.normals[tri].mean(1) * (camera.eye - mesh.points[tri].mean(1)), axis=1)
    values = np.where((facing > 0)[:, None, None], lit.front[tri], lit.back[tri])
    coefficients = planes(tx, ty, np.concatenate([values, mesh.tex[tri]], axis=2)).astype(np.float32)
    corner = np.stack([tx[:, 0], ty[:, 0]], axis=1).astype(np.float32)
    return Cover(owner, near, x0, y0, mesh.triangle_sheet[keep], corner, coefficients)


def coloured(seen: Cover, view: Scene, sky: Sky, cloth: tuple[str, Dye]) -> Array:
    """Light and coverage of every sample, (rows, columns, 4)."""
    columns = seen.owner.shape[1]
    owners = seen.owner.ravel()
    layer = np.zeros((owners.size, 4), dtype=np.float32)
    covered = np.nonzero(owners >= 0)[0]
    tints = np.stack([sky.sun_tint, sky.sky_tint]).astype(np.float32)
    materials = [s.material for s in view.sheets]
    numbers = {m: i for i, m in enumerate(dict.fromkeys(materials))}
    by_triangle = np.array([numbers[m] for m in materials])[seen.sheet]
    for start in range(0, len(covered), BATCH):
        cells = covered[start : start + BATCH]
        t = owners[cells]
        row = cells // columns
        dx = (cells - row * columns).astype(np.float32) + np.float32(0.5) - seen.corner[t, 0]
        dy = row.astype(np.float32) + np.float32(0.5) - seen.corner[t, 1]
        k = seen.coefficients[t]
        value = k[:, 0] + k[:, 1] * dx[:, None] + k[:, 2] * dy[:, None]
        which = by_triangle[t]
        block = np.ones((len(cells), 4), dtype=np.float32)
        for material, number in numbers.items():
            of = np.nonzero(which == number)[0]
            if len(of) == len(cells):
                block[:, :3] = surface(material, view, cloth, value[:, 3:5])
            elif len(of):
                block[of, :3] = surface(material, view, cloth, value[of, 3:5])
        block[:, :3] *= np.maximum(value[:, :2], 0) @ tints
        block[:, :3] += np.maximum(value[:, 2:3], 0) * tints[0]
        layer[cells] = block
    return layer.reshape(*seen.owner.shape, 4)


def lay_over(picture: Array, distance: Array, seen: Cover, layer: Array, step: int) -> None:
    """Lay the things drawn over the picture of the paper, and over the map of its distance."""
    small = reduced(layer, step)
    rows = slice(seen.top // step, seen.top // step + small.shape[0])
    columns = slice(seen.left // step, seen.left // step + small.shape[1])
    part = picture[rows, columns]
    part *= 1 - small[:, :, 3:]
    part += small[:, :, :3]
    near = seen.near[step // 2 :: step, step // 2 :: step]
    there = distance[rows, columns]
    there[near > 0] = 1 / near[near > 0]


def surface(material: str, view: Scene, cloth: tuple[str, Dye], tex: Array) -> Array:
    """The colour of samples of one material."""
    pattern, dye = cloth
    if material == "cloth":
        out = printed(dye, pattern, tex, close=view.close)
        if view.close:
            out = out * weave(tex, view.gore_width(tex[:, 1]))[:, None].astype(np.float32)
        return out
    if material == "wood":
        return wood(tex)
    if material == "ruler":
        return printed_face(*view.ruler, tex)
    out = np.broadcast_to(plain(material, dye), (len(tex), 3))
    if material == "strap" and view.close:
        out = out * weave(tex, np.full(len(tex), 99.0))[:, None]
    return np.asarray(out)
