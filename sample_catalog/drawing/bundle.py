"""What does a closed umbrella look like?  Flaps of cloth wound around the shaft and strapped."""

from __future__ import annotations

import numpy as np

from .canopy import PANEL_PITCH
from .catalogue import Model
from .sheet import Array, Sheet, tube


class Bundle:
    """The wound cloth: hub at z = 0, hem at z = -length."""

    def __init__(self, model: Model, rng: np.random.Generator) -> None:
        self.model = model
        self.flaps = 8
        self.phase = rng.uniform(0, 2 * np.pi, 12)
        self.uneven = rng.normal(0, 1, (self.flaps, 3))
        short = model.code == "U101"
        self.short = short
        self.twist = 0.16 if short else 0.95  # turns of the flaps around the shaft
        self.strap_at = 0.60 if short else 0.66

    def body(self, t: Array) -> Array:
        """The mean radius along the bundle, pinched by the strap."""
        m = self.model
        if self.short:
            r = np.interp(
                t, [0, 0.02, 0.07, 0.2, 0.5, 0.8, 0.95, 1.0], [0.55, 0.74, 0.88, 0.98, 1.02, 1.02, 0.98, 0.94]
            )
            pinch = 0.07
        else:
            r = np.interp(
                t, [0, 0.015, 0.2, 0.5, 0.75, 0.9, 0.97, 1.0], [0.30, 0.34, 0.56, 0.82, 0.98, 1.0, 0.92, 0.84]
            )
            pinch = 0.15
        r = r * (1 - pinch * np.exp(-(((t - self.strap_at) / 0.055) ** 2)))
        return m.closed_radius * r

    def flap(self, k: int) -> Sheet:
        """One flap of cloth, from under the fold of the last one to its own fold."""
        m, ph = self.model, self.phase
        rows = 110
        within = np.concatenate([np.linspace(0, 0.12, 8), np.linspace(0.16, 0.88, 20), np.linspace(0.9, 1.0, 9)])
        t = np.linspace(0, 1, rows)
        tt, ww = t[:, None], within[None, :]
        # The folds wander a little on their way round the shaft, and no two are equally wide.
        start, end = (
            i + 0.22 * self.uneven[i % self.flaps, 0] + 0.05 * np.sin(9 * tt + ph[i % self.flaps]) for i in (k, k + 1)
        )
        turnwise = start + (end - start) * ww
        pp = 2 * np.pi * (turnwise / self.flaps - self.twist * tt)
        loose = np.clip(np.abs(tt - self.strap_at) * 5, 0.35, 1.0)
        # A flap rises slowly and ends in a rounded fold standing proud of the next flap.
        ramp = ww**1.2 * np.sqrt(np.clip(1 - np.clip((ww - 0.91) / 0.09, 0, 1) ** 2, 0, 1))
        thick = (0.44 if self.short else 0.36) * (1 + 0.2 * self.uneven[k, 1])
        r = self.body(t)[:, None] + thick * loose * (ramp - 0.5)
        # Slack cloth is never smooth: long shallow waves along each flap.
        bump = np.sin(np.pi * ww)
        r = r + loose * bump * 0.07 * np.sin(2 * np.pi * ww * 1.3 + 5 * tt + self.uneven[k, 1] * 3)
        r = r + loose * bump * 0.07 * np.sin(tt * (15 + 5 * self.uneven[k, 2]) + k * 2.1 + 4 * ww)
        # Creases: sharp little ridges running slantwise, most of them gathered by the strap.
        near = np.exp(-np.abs(tt - self.strap_at) / 0.10)
        for slant, many, depth, i in ((2.5, 2.3, 0.10, 5), (-3.5, 1.7, 0.07, 7), (9.0, 3.1, 0.05, 9)):
            wave = np.sin(
                2 * np.pi * many * ww
                + slant * m.closed_length * 0.35 * tt
                + ph[i]
                + 1.7 * k
                + 0.8 * np.sin(11 * tt + ph[i - 1] + k)
            )
            r = r + depth * (0.35 + 1.0 * near) * bump * (1 - np.abs(wave)) ** 2
        r = r * (1 + 0.025 * np.sin(2 * pp + ph[4]))
        if self.short:
            r = r + 0.10 * np.sin(np.pi * tt) * np.sin(3 * pp + ph[5] + 2 * tt)
        hem = 1 - (0.045 if self.short else 0.022) * (1 - np.sin(np.pi * (0.08 + 0.84 * ww)))
        z = -tt * m.closed_length * (1 + (hem - 1) * tt**12)
        # The far end closes in towards the shaft.
        near_end = np.clip((1 - tt) / (0.075 if self.short else 0.025), 0.0, 1)
        r = r * (0.62 + 0.38 * np.sqrt(near_end * (2 - near_end)))
        points = np.stack([r * np.cos(pp), r * np.sin(pp), z + 0 * r], -1)
        # What shows is the strip of the panel next to its fold, which is the panel's middle.
        strip = 2 * np.pi * m.closed_radius / self.flaps * 1.15
        long = m.rib_length * (0.40 if self.short else 1.0)
        above = m.rib_length * 0.55 if self.short else 0.0
        across = (ww - 1) * strip + 2.0 * self.uneven[k, 2] + k * PANEL_PITCH
        tex = np.stack(np.broadcast_arrays(across, above + tt * long), -1)
        # Deep in the step beside a fold there is little light.
        shade = 1 - 0.55 * np.exp(-ww / 0.08) * loose
        shade = shade * (1 - 0.25 * np.clip((tt - 0.985) / 0.015, 0, 1))
        return Sheet("bundle", "cloth", points[:, ::-1], tex[:, ::-1], shade=shade[:, ::-1], stride=(6, 9))

    def strap(self, facing: float) -> list[Sheet]:
        """The band that holds it all, its loose tail and its snap turned to the angle `facing`."""
        m = self.model
        half = 1.15 if self.short else 0.95
        centre = -self.strap_at * m.closed_length
        out = []
        for lift, span in ((0.16, (0.0, 2 * np.pi)), (0.30, (facing - 1.25, facing + 0.35))):
            a = np.linspace(span[0], span[1], 60)
            across = np.linspace(-1, 1, 15)
            # Rounded rims, so that the band reads as a doubled piece of cloth.
            rim = np.sqrt(np.maximum(1 - np.abs(across) ** 6, 0))
            z = centre + across * half
            oval = 1 + 0.025 * np.sin(2 * a + self.phase[4])
            base = self.body(-z / m.closed_length)[:, None] * oval[None, :]
            ends = np.ones_like(a)
            if lift > 0.2:
                ends = np.clip(np.minimum(a - span[0], span[1] - a) / 0.035, 0, 1) ** 0.5
            r = base + lift * rim[:, None] * ends[None, :] + 0.10 * ends[None, :]
            if self.short:
                r = r + 0.08
            r = r + 0.03 * np.sin(5 * a + self.phase[6])[None, :]
            points = np.stack([r * np.cos(a), r * np.sin(a), z[:, None] + 0 * r], -1)
            tex = np.stack([z[:, None] + 0 * r, r * a[None, :]], -1)
            edge = 1 - 0.3 * (np.abs(across) > 0.8)
            shade = np.broadcast_to(edge[:, None], r.shape).copy()
            out.append(Sheet("strap", "strap", points[::-1], tex[::-1], shade=shade[::-1], stride=(3, 4)))
        out.append(self.snap(facing + 0.12, centre))
        return out

    def snap(self, angle: float, z: float) -> Sheet:
        """The press stud on the strap."""
        a = np.linspace(0, 2 * np.pi, 21)
        ring = np.linspace(0, 1, 7)
        rise = 0.18 * np.sqrt(np.maximum(1 - ring**3, 0))
        base = float(self.body(np.array([self.strap_at]))[0]) + (0.50 if self.short else 0.42)
        size = 0.55 if self.short else 0.42
        up = np.array([np.cos(angle), np.sin(angle), 0.0])
        side = np.array([-np.sin(angle), np.cos(angle), 0.0])
        axis = np.array([0.0, 0.0, 1.0])
        circle = np.cos(a)[None, :, None] * side + np.sin(a)[None, :, None] * axis
        flat = ring[:, None, None] * size * circle
        points = flat + up * (base + rise)[:, None, None] + np.array([0, 0, z])
        return Sheet("strap", "steel", points, points[..., :2] * 1.0, wrap=True)

    def rib_ends(self) -> list[Sheet]:
        """Rib tips gathered around the shaft below the hem."""
        m = self.model
        out = []
        end = -m.closed_length
        reach = m.closed_radius * (0.55 if self.short else 0.42)
        count = m.ribs if m.ribs <= 8 else 12
        for k in range(count):
            a = 2 * np.pi * (k + 0.3 * np.sin(k * 2.3)) / count
            z = np.linspace(end + 1.5, end - 0.55 + 0.12 * np.sin(3.1 * k), 5)
            r = np.linspace(reach * 1.15, reach, 5)
            path = np.stack([r * np.cos(a), r * np.sin(a), z], 1)
            out.append(
                tube(
                    "bundle",
                    "trim" if m.code == "U310" else "black",
                    path,
                    np.array([0.24, 0.26, 0.28, 0.32, 0.30]),
                    9,
                    casts=False,
                )
            )
        return out
