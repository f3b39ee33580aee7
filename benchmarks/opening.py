"""How long a built city takes to open, in a fresh process."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .timing import run_measured

_OPEN: Final = """
import json, sys, time
from pathlib import Path
from maas.city import City
from benchmarks.timing import peak_bytes
from maas.journeys.planner import Planner
began, cpu = time.perf_counter(), time.process_time()
Planner(City.open(Path(sys.argv[1])))
used = time.perf_counter() - began, time.process_time() - cpu
print(json.dumps([*used, peak_bytes()]))
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """Median of several openings, imports not counted."""

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int  # imports counted


def measure_opening(city: Path, times: int = 5) -> Opening:
    """Open a city, ready to plan, in fresh processes."""
    found = []
    for _ in range(times):
        ran = run_measured([sys.executable, "-c", _OPEN, str(city)])
        found.append(Opening(*json.loads(ran.output)))
    return sorted(found, key=lambda one: one.wall_seconds)[len(found) // 2]
