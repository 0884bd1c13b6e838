"""How true are colours after correction, when a known chart is shot in six lights?

    python -m benchmarks.colour

Shoots a chart of 24 colours on white paper in six lights, eight frames each with differing exposure, uneven light,
grain and JPEG; sends them through listingkit's own code, from the measured paper to the corrected picture; and prints
the mean level of the paper, how far its channels are apart in the worst frame, and how far (CIEDE2000) the 24 colours
are from the chart in white light, before and after.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.builders.chart import CASTS, PATCHES, correct_all, delta_e, lab, paper_of, patches_of, picture_of, shoot

EXPOSURES = (1.0, 0.9, 1.0, 1.1, 0.95, 0.8, 1.0, 1.05)
ROW = "{:<10} {:<7} {:>6} {:>6} {:>6} {:>7}   {:>6} {:>6}"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    print(ROW.format("light", "", "red", "green", "blue", "apart", "median", "worst"))
    shots = [
        shoot(cast, exposure, seed=number, extra_minutes=number)
        for cast in CASTS
        for number, exposure in enumerate(EXPOSURES)
    ]
    after = correct_all(shots)
    for number, cast in enumerate(CASTS):
        of_cast = slice(number * len(EXPOSURES), (number + 1) * len(EXPOSURES))
        print(ROW.format(cast.name, "before", *_figures([np.asarray(picture_of(shot)) for shot in shots[of_cast]])))
        print(ROW.format("", "after", *_figures(after[of_cast])))


def _figures(frames: Sequence[NDArray[np.uint8]]) -> list[str]:
    papers = np.array([paper_of(frame) for frame in frames])
    off = np.array([delta_e(lab(patches_of(frame)), lab(np.array(PATCHES))) for frame in frames])
    levels = [f"{level:.1f}" for level in papers.mean(axis=0)]
    return [*levels, f"{np.ptp(papers, axis=1).max():.1f}", f"{np.median(off):.2f}", f"{off.max():.2f}"]


if __name__ == "__main__":
    main()
