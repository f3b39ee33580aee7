"""Railway stations in GTFS: entrances, halls, gates and platforms, levels and pathways.

A stylised layout, the same for all stations of one form: street, hall before the gates,
hall behind them, platforms. Lifts stand where the station is step-free; where that is not
known, the feed says nothing about them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from .chance import Chance
from .facts import Form, Station
from .ground import exit_point
from .gtfs_zip import Rows
from .plane import Point, to_degrees, to_plane

# Levels (street, hall, platforms) and steps between them, by form.
LEVELS: dict[Form, tuple[int, int, int]] = {
    "bridge": (0, 1, 0),
    "viaduct": (0, 0, 1),
    "ground": (0, 0, 0),
    "underground": (0, -1, -2),
}
LEVEL_NAMES = {1: "2階", 0: "1階", -1: "地下1階", -2: "地下2階"}
STEPS_PER_LEVEL = 34
WALK_METRES_PER_SECOND = 1.2
SECONDS_PER_STEP = 0.75
LIFT_SECONDS, ESCALATOR_SECONDS, GATE_SECONDS = 55, 32, 4
WALKWAY, STAIRS, ESCALATOR, LIFT, FARE_GATE, EXIT_GATE = 1, 2, 4, 5, 6, 7
EXIT_NAMES = {"N": "北口", "S": "南口", "E": "東口", "W": "西口"}


@dataclass(slots=True)
class StationTables:
    """Rows of stops.txt, levels.txt and pathways.txt."""

    stops: Rows = field(default_factory=list)
    levels: Rows = field(default_factory=list)
    pathways: Rows = field(default_factory=list)


def build_stations(
    stations: tuple[Station, ...], platforms: dict[str, list[str]], chance: Chance
) -> StationTables:
    """All stations; ``platforms`` are the groups of tracks at each ("1", "K")."""
    tables = StationTables()
    for station in stations:
        _Layout(station, platforms[station.id], chance, tables).build()
    return tables


class _Layout:
    """One station while it is laid out."""

    def __init__(
        self, station: Station, groups: list[str], chance: Chance, tables: StationTables
    ) -> None:
        self.station = station
        self.groups = groups
        self.chance = chance
        self.tables = tables
        self.street, self.hall, self.deck = LEVELS[station.form]
        self.centre = to_plane(station.lat, station.lon)

    def build(self) -> None:
        """Rows of the station: places first, then the ways between them."""
        sid = self.station.id
        for level in sorted({self.street, self.hall, self.deck}):
            name = LEVEL_NAMES[level]
            self.tables.levels.append([f"{sid}_L{level}", level, name])
        boarding = {"yes": "1", "no": "2", "unknown": ""}[self.station.step_free]
        self._stop("", self.centre, 1, None, boarding, "")
        x, y = self.centre
        self._stop("hall", (x + 6.0, y), 3, self.hall, "", "改札外")
        self._stop("paid", (x - 6.0, y), 3, self.hall, "", "改札内")
        self._way("hall", "paid", FARE_GATE, False, metres=3.0, seconds=GATE_SECONDS)
        self._way("paid", "hall", EXIT_GATE, False, metres=3.0, seconds=GATE_SECONDS)
        for i, side in enumerate(self.station.exits):
            point = exit_point(self.station, side)
            stepless = self.station.step_free == "yes"
            # The second exit of a bridge station may lack a lift.
            if i and self.chance.of("exit lift", sid, side).random() < 0.3:
                stepless = False
            self._stop(f"exit_{side}", point, 2, self.street, "", EXIT_NAMES[side])
            self._climb(f"exit_{side}", "hall", self.street, self.hall, stepless, 30.0)
        for g, group in enumerate(self.groups):
            for direction in (0, 1):
                at = (x, y + (direction * 2 - 1) * 5.0 + g * 14.0)
                code = f"{group}{'ab'[direction]}"
                key = f"{group}_{direction}"
                self._stop(key, at, 0, self.deck, "", code)
                self._to_platform(key, direction)

    def _to_platform(self, key: str, direction: int) -> None:
        stepless = self.station.step_free == "yes"
        if self.station.form != "ground":
            self._climb("paid", key, self.hall, self.deck, stepless, 20.0)
        elif direction == 0:
            self._way("paid", key, WALKWAY, True, metres=15.0, slope=0.05)
        elif stepless:
            self._way("paid", key, WALKWAY, True, metres=60.0, slope=0.06)
        else:
            # Over the tracks by a bridge of stairs: up and down again.
            steps = STEPS_PER_LEVEL
            self._stop(f"bridge_{key}", self.centre, 3, None, "", "跨線橋")
            self._way("paid", f"bridge_{key}", STAIRS, True, 20.0, steps=steps)
            self._way(f"bridge_{key}", key, STAIRS, True, 20.0, steps=-steps)

    def _climb(
        self, a: str, b: str, low: int, high: int, lift: bool, metres: float
    ) -> None:
        """Ways between two places that may lie on different levels."""
        if low == high:
            self._way(a, b, WALKWAY, True, metres=metres)
            return
        steps = STEPS_PER_LEVEL * (high - low)
        self._way(a, b, STAIRS, True, metres, steps=steps)
        if lift:
            self._way(a, b, LIFT, True, None, seconds=LIFT_SECONDS)
        if self.chance.of("escalator", self.station.id, a, b).random() < 0.7:
            up = (a, b) if high > low else (b, a)
            self._way(*up, ESCALATOR, False, metres, seconds=ESCALATOR_SECONDS)

    def _stop(
        self,
        key: str,
        point: Point,
        kind: int,
        level: int | None,
        boarding: str,
        label: str,
    ) -> None:
        sid, name = self.station.id, self.station.name.ja
        lat, lon = to_degrees(point)
        self.tables.stops.append(
            [
                f"{sid}_{key}" if key else sid,
                f"{name}{label}" if kind == 2 else name,
                f"{lat:.6f}",
                f"{lon:.6f}",
                kind,
                sid if key else "",
                label if kind == 0 else "",
                "" if level is None else f"{sid}_L{level}",
                boarding,
            ]
        )

    def _way(
        self,
        a: str,
        b: str,
        mode: int,
        both: bool,
        metres: float | None = None,
        seconds: int | None = None,
        steps: int = 0,
        slope: float | None = None,
    ) -> None:
        sid = self.station.id
        if seconds is None:
            walk = (metres or 0.0) / WALK_METRES_PER_SECOND
            seconds = math.ceil(abs(steps) * SECONDS_PER_STEP if steps else walk)
        width = 0.9 if mode in (FARE_GATE, EXIT_GATE) else None
        number = len(self.tables.pathways) + 1
        self.tables.pathways.append(
            [
                f"{sid}_p{number}",
                f"{sid}_{a}",
                f"{sid}_{b}",
                mode,
                int(both),
                "" if metres is None else f"{metres:.1f}",
                seconds,
                steps or "",
                "" if slope is None else slope,
                "" if width is None else width,
            ]
        )
