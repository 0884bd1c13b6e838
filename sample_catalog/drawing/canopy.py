"""What shape is an open umbrella?  Panels of cloth between bent ribs, and the frame beneath them.

The umbrella's own axes: z along the shaft, the hub at the origin, the ferrule above it, the handle
below.
"""

from __future__ import annotations

import numpy as np

from .catalogue import Model
from .sheet import Array, Sheet, tube

# The panel number is kept in the first cloth coordinate: panel k lies around k * PANEL_PITCH.
PANEL_PITCH = 64.0


class Canopy:
    """One opened canopy; no two ribs of it are bent quite alike."""

    def __init__(self, model: Model, rng: np.random.Generator) -> None:
        self.model = model
        self.n = model.ribs
        self.azimuth = np.arange(self.n + 1) * 2 * np.pi / self.n
        wobble = rng.normal(0.0, 0.012, self.n)
        self.azimuth[: self.n] += wobble * (8 / self.n)
        self.azimuth[self.n] = self.azimuth[0] + 2 * np.pi
        self.bend = np.append(b := rng.normal(model.rib_angle, 0.004, self.n), b[0])
        self.phase = rng.uniform(0, 2 * np.pi, (self.n, 8))
        self.slack = rng.uniform(0.75, 1.3, self.n)

    def rib(self, k: int, s: Array, below: float = 0.0) -> Array:
        """Points along rib k at shares s of its length, `below` centimetres under the cloth."""
        bend = self.bend[k]
        arc = self.model.rib_length / bend
        # Real ribs bend less near the tip, where nothing holds them.
        angle = bend * (1.06 * s - 0.06 * s**3)
        r = arc * np.sin(angle) - below * np.sin(angle)
        z = -arc * (1 - np.cos(angle)) - below * np.cos(angle)
        return np.stack([r * np.cos(self.azimuth[k]), r * np.sin(self.azimuth[k]), z], axis=-1)

    def panel(self, k: int, columns: int = 35, rows: int = 46) -> Sheet:
        """The cloth between rib k and rib k + 1."""
        m = self.model
        u = np.concatenate([[0, 0.012, 0.035], np.linspace(0.07, 0.93, columns - 6), [0.965, 0.988, 1]])
        v = np.concatenate([np.linspace(0.012, 0.965, rows - 4), [0.98, 0.984, 0.992, 1.0]])
        hem = 1 - m.scallop * (4 * u * (1 - u)) ** 0.9
        s = v[:, None] * (1 + (hem[None, :] - 1) * v[:, None] ** 3)
        left, right = self.rib(k, s), self.rib(k + 1, s)
        p = left + (right - left) * u[None, :, None]
        bow = 4 * u * (1 - u)
        mid = (self.azimuth[k] + self.azimuth[k + 1]) / 2
        lean = m.rib_angle * s
        outward = np.stack([np.sin(lean) * np.cos(mid), np.sin(lean) * np.sin(mid), np.cos(lean)], axis=-1)
        width = 2 * np.pi * m.rib_length / m.rib_angle * np.sin(m.rib_angle) / self.n
        sag = -0.055 * width * self.slack[k] * bow[None, :] * np.sin(np.pi * np.minimum(s, 1) * 0.8)
        p = p + outward * (sag + self.folds(k, u, s, width))[..., None]
        gore = np.linalg.norm(right - left, axis=-1)
        across = (u[None, :] - 0.5) * gore
        tex = np.stack([across + k * PANEL_PITCH, s * m.rib_length], axis=-1)
        edge = np.minimum(u[None, :], 1 - u[None, :]) * gore
        seam = 1 - 0.34 * np.exp(-((edge / 0.42) ** 2))
        hem_band = np.where(v[:, None] > 0.982, 0.86, 1.0)
        crown = 1 - 0.3 * np.exp(-((s * m.rib_length / 2.2) ** 2))
        return Sheet("canopy", "cloth", p, tex, shade=seam * hem_band * crown, cloth=True, stride=(5, 6))

    def folds(self, k: int, u: Array, s: Array, width: float) -> Array:
        """How far tension folds lift the cloth: they fan out from the two tips and from the crown."""
        ph = self.phase[k]
        length = self.model.rib_length
        y = (1 - s) * length
        lift = np.zeros(s.shape)
        for side, sign in ((0.0, 1.0), (1.0, -1.0)):
            x = (u[None, :] - side) * sign * width * np.minimum(s, 1)
            reach = np.hypot(x, y)
            fan = np.arctan2(x, y + 1e-6)
            grow = reach / (reach + 4.0) * np.exp(-reach / (0.38 * length))
            lift += 0.46 * grow * np.sin(9.5 * fan + ph[int(side)]) * np.sin(np.clip(fan, 0, np.pi / 2) * 2)
        # Slow unevenness of cloth that has been folded up in a bag.
        x = u[None, :] * width * s
        lift += 0.10 * np.sin(x * 0.33 + y * 0.14 + ph[2]) * np.sin(np.pi * u)[None, :] * np.minimum(s * 2, 1)
        lift += 0.05 * np.sin(-x * 0.6 + y * 0.24 + ph[3]) * np.sin(np.pi * u)[None, :] * np.minimum(s * 2, 1)
        # The crease in which the panel was folded, along its middle.
        crease = np.abs(u - 0.5 - 0.01 * np.sin(ph[4]))[None, :] * width * s
        lift += 0.16 * np.exp(-crease / 0.8) * np.minimum(s * 1.5, 1) * np.clip((1 - s) * 4, 0, 1)
        return np.asarray(lift * np.minimum(4 * np.minimum(u, 1 - u), 1)[None, :])

    def gore_width(self, y: Array) -> Array:
        """How wide a panel is, seam to seam, at each distance along the cloth from the hub."""
        m = self.model
        s = np.clip(y / m.rib_length, 0, 1)
        angle = m.rib_angle * (1.06 * s - 0.06 * s**3)
        return np.asarray(2 * m.rib_length / m.rib_angle * np.sin(angle) * np.sin(np.pi / self.n))

    def sheets(self) -> list[Sheet]:
        """All the cloth."""
        columns, rows = (35, 46) if self.n <= 8 else (23, 46)
        return [self.panel(k, columns, rows) for k in range(self.n)]

    def frame(self) -> list[Sheet]:
        """Ribs, stretchers, runner, hub and rib tips: all one sees from below."""
        m = self.model
        metal = {"U101": "darkmetal", "U205": "black", "U310": "white"}[m.code]
        joint_share = 0.42 if m.code == "U101" else 0.5
        out: list[Sheet] = []
        s = np.linspace(0.03, 1.0, 30)
        joint0 = self.rib(0, np.array([joint_share]), 0.9)[0]
        runner = joint0[2] - 0.42 * np.hypot(joint0[0], joint0[1])
        thick = 0.24 if self.n <= 8 else 0.19
        for k in range(self.n):
            out.append(tube("frame", metal, self.rib(k, s, 0.68), thick, 8, row_stride=4))
            foot = np.array([np.cos(self.azimuth[k]), np.sin(self.azimuth[k]), 0.0]) * 1.1
            foot[2] = runner
            joint = self.rib(k, np.array([joint_share]), 0.9)[0]
            share = np.linspace(0, 1, 12)[:, None]
            bent = foot + (joint - foot) * share
            bent[:, 2] += 0.8 * np.sin(np.pi * share[:, 0])
            out.append(tube("frame", metal, bent, thick * 1.05, 8, row_stride=3))
            clasp = self.rib(k, np.linspace(joint_share - 0.02, joint_share + 0.02, 4), 0.7)
            out.append(tube("frame", metal, clasp, 0.38, 8))
            if m.code == "U101":
                # The thin second link that folds the outer part of each rib.
                link = self.rib(k, np.linspace(joint_share, 0.72, 10), 1.15)
                link[:, 2] -= 0.5 * np.sin(np.linspace(0, np.pi, 10))
                out.append(tube("frame", "steel", link, 0.09, 6, casts=False))
            tip = self.rib(k, np.array([0.985, 1.0, 1.012, 1.022]), 0.12)
            out.append(
                tube(
                    "tips",
                    {"U101": "black", "U205": "black", "U310": "trim"}[m.code],
                    tip,
                    np.array([0.26, 0.34, 0.36, 0.30]),
                    10,
                )
            )
        z = np.linspace(runner - 2.4, runner + 0.8, 12)
        body = np.array([0.95, 1.0, 0.95, 0.95, 0.95, 0.95, 0.95, 1.0, 1.35, 1.45, 1.45, 1.3])
        path = np.stack([z * 0, z * 0, z], 1)
        out.append(tube("frame", "white" if m.code == "U310" else "black", path, body, 20))
        hub = np.linspace(-2.2, -0.4, 6)
        out.append(
            tube(
                "frame",
                "white" if m.code == "U310" else "black",
                np.stack([hub * 0, hub * 0, hub], 1),
                np.array([0.8, 1.0, 1.3, 1.4, 1.4, 1.2]),
                20,
            )
        )
        return out
