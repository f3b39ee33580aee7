"""How long a built city takes to open, in a fresh process."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from .timing import run_measured

_OPEN: Final = """
import json, sys, time
from datetime import datetime
from benchmarks.timing import peak_bytes
from maas.city import City
from maas.journeys.planner import Planner
from maas.journeys.request import At, Request
folder, depart, origin, destination = json.loads(sys.argv[1])
request = Request(At(*origin), At(*destination), datetime.fromisoformat(depart))
began, cpu = time.perf_counter(), time.process_time()
planner = Planner(City.open(folder))
opened, opened_cpu = time.perf_counter(), time.process_time()
planner.plan(request)
first = time.process_time() - opened_cpu
print(json.dumps([opened - began, opened_cpu - cpu, first, peak_bytes()]))
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """Median of several openings in fresh processes, imports not counted."""

    wall_seconds: float
    cpu_seconds: float
    first_plan_cpu_seconds: float  # lays out the day, works out the walks
    peak_bytes: int  # imports counted


def measure_opening(
    folder: Path,
    depart: datetime,
    origin: tuple[float, float],
    destination: tuple[float, float],
    times: int = 3,
) -> Opening:
    """Open a city and plan a first journey between two positions."""
    asked = json.dumps([str(folder), depart.isoformat(), origin, destination])
    runs = [run_measured([sys.executable, "-c", _OPEN, asked]) for _ in range(times)]
    found = [Opening(*json.loads(ran.output)) for ran in runs]
    return sorted(found, key=lambda one: one.wall_seconds)[len(found) // 2]
