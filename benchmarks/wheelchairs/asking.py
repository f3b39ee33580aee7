"""Valhalla in a virtual environment of its own, with a Python that it is built for."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..peers.environments import HOME, Missing, install

REQUIREMENT: Final = "pyvalhalla==3.9.1"
OLDEST: Final = (3, 12)
"""The oldest Python that pyvalhalla 3.9.1 has a wheel for."""
NAMES: Final = ("python3.12", "python3.13", "python3.14")
_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Way:
    """What Valhalla found for one pair."""

    metres: float
    seconds: float
    line: tuple[tuple[float, float], ...]  # lat, lon
    parts: tuple[tuple[int, int, int], ...]
    """OSM way, and the first and last point of the line along it."""


def find_python(given: str | None = None) -> str:
    """Return a Python that pyvalhalla can be installed in; raises ``Missing``."""
    named = [given] if given else [sys.executable, *NAMES]
    for name in named:
        path = shutil.which(name)
        if path and _version(path) >= OLDEST:
            return path
    oldest = ".".join(map(str, OLDEST))
    raise Missing(
        f"Valhalla was not run: {REQUIREMENT} needs Python {oldest} or later and "
        f"{' or '.join(named)} is none; name one with --python."
    )


def _version(path: str) -> tuple[int, ...]:
    """Return the version of a Python; () where it does not start."""
    tell = "import sys; print(*sys.version_info[:2])"
    ran = subprocess.run(
        [path, "-c", tell], capture_output=True, text=True, check=False
    )
    return tuple(map(int, ran.stdout.split())) if ran.returncode == 0 else ()


def ask_valhalla(
    python: str,
    osm: Sequence[Path],
    pairs: Sequence[tuple[float, float, float, float]],
    home: Path = HOME,
) -> list[Way | None]:
    """Return Valhalla's way for every pair, None where it has none.

    Raises ``Missing`` where it cannot be installed or does not run.
    """
    ready = install(REQUIREMENT, home / "pyvalhalla", python)
    with tempfile.TemporaryDirectory(prefix="maas-valhalla-") as scratch:
        asked = {"osm": [str(path) for path in osm], "tiles": scratch, "pairs": pairs}
        ran = subprocess.run(
            [str(ready), str(Path(__file__).with_name("run_valhalla.py"))],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    if ran.returncode != 0:
        last = (ran.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise Missing(f"Valhalla was not run: it failed with: {last}")
    found = json.loads(ran.stdout.splitlines()[-1])
    return [one and _way(**one) for one in found]


def _way(
    metres: float, seconds: float, line: list[list[float]], parts: list[list[int]]
) -> Way:
    return Way(
        metres,
        seconds,
        tuple((lat, lon) for lat, lon in line),
        tuple((way, first, last) for way, first, last in parts),
    )
