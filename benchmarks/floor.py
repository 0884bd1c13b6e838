"""How is the floor built and called: libjpeg-turbo alone, doing only what cannot be left out?"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.timing import Command

SOURCE = Path(__file__).with_name("floor.c")
CURE = "it takes gcc and libjpeg-turbo with its headers (Debian: libjpeg62-turbo-dev, macOS: brew install jpeg-turbo)"


def build_floor(folder: Path) -> Path:
    """Compiles floor.c into the folder. Ends the program where it cannot: everything is told as a multiple of it."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise SystemExit(f"the floor cannot be built: {CURE}")
    program = folder / "floor"
    command = [compiler, "-O2", str(SOURCE), "-o", str(program), "-ljpeg", "-lpthread"]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode:
        raise SystemExit(f"the floor cannot be built: {CURE}\n{built.stderr.strip()}")
    return program


def floor_command(program: Path, out: Path, photos: Sequence[Path], sides: Sequence[int], threads: int) -> Command:
    """One JPEG of each side and photo, in `out`."""
    wanted = ",".join(map(str, sides))
    return Command(((str(program), str(out), str(threads), wanted, *map(str, photos)),))
