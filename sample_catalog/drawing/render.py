"""How does a scene become a photograph?  Light, triangles, colours, paper and film, in this order."""

from __future__ import annotations

import numpy as np
from PIL import Image

from . import camera as cameras
from .catalogue import DYES, Look, is_portrait, photo_name
from .draw import coloured, cover, lay_over
from .film import develop, out_of_focus
from .light import Sky, receive
from .materials import shade
from .paper import coarse_rays, enlarge, soften, texture, unevenness
from .scenes import Scene, scene
from .schedule import capture_time, seeded, sky_at
from .sheet import Array, join


def photograph(look: Look, shot: str, width: int) -> Image.Image:
    """The finished picture, upright; `width` is its longer side."""
    name = photo_name(look, shot)
    rng = seeded(name)
    sky = sky_at(capture_time(look, shot), seeded("light " + name))
    short = round(width * 0.75)
    w, h = (short, width) if is_portrait(look, shot) else (width, short)
    view = scene(look, shot, rng)
    camera = cameras.frame(view.framed, view.view, w, h)
    mesh = join(view.sheets)
    rays, cw, ch = coarse_rays(camera, max(round(width / 400), 1))
    ground, normals = view.paper.hit(camera.eye, rays)
    light, paper_sun, paper_sky = receive(mesh, sky, ground, normals)
    dye = DYES[look.colour, look.pattern]
    lit = shade(mesh, light, sky, dye, camera.eye)
    picture = paper_light(view, sky, ground, normals, (paper_sun, paper_sky), (cw, ch, w, h), rng)
    depth = enlarge(((ground - camera.eye) @ camera.forward).reshape(ch, cw), w, h).copy()
    # Samples per pixel, along and across.  A large frame has pixels to spare and needs the memory,
    # and close up the edges are soft anyway.
    step = 3 if width <= 2000 and not view.close else 2
    seen = cover(mesh, lit, camera, step)
    lay_over(picture, depth, seen, coloured(seen, view, sky, (look.pattern, dye)), step)
    if view.close:
        sharp = view.framed if view.sharp is None else view.sharp
        out_of_focus(picture, depth, float(np.median((sharp - camera.eye) @ camera.forward)))
    return develop(picture, sky, rng, noise=1.15)


def paper_light(
    view: Scene,
    sky: Sky,
    ground: Array,
    normals: Array,
    received: tuple[Array, Array],
    size: tuple[int, int, int, int],
    rng: np.random.Generator,
) -> Array:
    """The paper alone: linear light, 1 where level and unshaded."""
    cw, ch, w, h = size
    sun, heaven = (soften(part.reshape(ch, cw), 2) for part in received)
    reach = float(np.linalg.norm(view.framed.max(0) - view.framed.min(0)))
    wavy = unevenness(ground, rng, reach * 1.3).reshape(ch, cw)
    # A backdrop that curves up is lit from more sides than these sums know.
    tilt = (1 - normals[:, 2]).reshape(ch, cw)
    sun = sun + tilt * np.maximum(0.80 * sky.sun_share - sun, 0)
    heaven = heaven + tilt * 0.40 * (1 - sky.sun_share)
    # Shadows on white paper are filled by the paper around them.
    total = 0.93 * (sun + heaven) + 0.07
    fill = 0.07 / total
    cell = max(w, h) / 1600
    out = np.empty((h, w, 3), dtype=np.float32)
    tooth = 1 + np.float32(0.0045) * texture(rng, w, h, 1.6 * cell)
    for c in range(3):
        coloured = (sun * sky.sun_tint[c] + heaven * sky.sky_tint[c]) * 0.93 + fill * total
        out[:, :, c] = enlarge(coloured * wavy, w, h) * tooth
    return out
