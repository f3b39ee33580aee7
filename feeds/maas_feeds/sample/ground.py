"""What lies on the ground: water, railways, parks, plazas and closed land, as shapes."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely import LineString, Polygon

from .facts import Name, Station, read_table
from .plane import METRES_PER_LON, MIDDLE_LON, Point, line_of, to_plane

PLAZA_METRES = 26.0  # from the middle of a plaza to its sides


@dataclass(frozen=True, slots=True)
class Water:
    """A river or canal; a greenway is a path along it."""

    id: str
    name: Name
    line: LineString
    greenway: bool


@dataclass(frozen=True, slots=True)
class Rail:
    """A railway and the part of it on the ground, where streets can't just pass."""

    name: str
    line: LineString
    ground: LineString
    over: str  # "structure" (bridge, underpass) or "level_crossing"


@dataclass(frozen=True, slots=True)
class Park:
    """A park with paths; some have a pond."""

    name: Name
    ring: Polygon
    pond: Polygon | None


@dataclass(frozen=True, slots=True)
class Closed:
    """Land that no public way crosses."""

    tag: str
    ring: Polygon


@dataclass(frozen=True, slots=True)
class Plaza:
    """The square before a station's exit."""

    station: str
    side: str
    ring: Polygon


@dataclass(frozen=True, slots=True)
class Ground:
    """All of it."""

    outline: Polygon
    waters: tuple[Water, ...]
    rails: tuple[Rail, ...]
    parks: tuple[Park, ...]
    closed: tuple[Closed, ...]


def read_ground() -> Ground:
    """The ground of ground.toml."""
    table = read_table("ground.toml")
    return Ground(
        outline=Polygon(line_of(table["outline"])),
        waters=tuple(
            Water(
                w["id"],
                Name(w["name"], w["kana"], w["english"]),
                LineString(line_of(w["line"])),
                w.get("greenway", False),
            )
            for w in table["water"]
        ),
        rails=tuple(
            Rail(
                r["name"],
                LineString(line_of(r["line"])),
                _between(line_of(r["line"]), r["ground_from"], r["ground_to"]),
                r["over"],
            )
            for r in table["rail"]
        ),
        parks=tuple(
            Park(
                Name(p["name"], p["kana"], p["english"]),
                Polygon(line_of(p["ring"])),
                Polygon(line_of(p["pond"])) if "pond" in p else None,
            )
            for p in table["park"]
        ),
        closed=tuple(
            Closed(c["tag"], Polygon(line_of(c["ring"]))) for c in table["closed"]
        ),
    )


def _between(line: list[Point], west: float, east: float) -> LineString:
    """The part of a line between two longitudes."""
    a, b = ((lon - MIDDLE_LON) * METRES_PER_LON for lon in (west, east))
    strip = Polygon([(a, -9e3), (b, -9e3), (b, 9e3), (a, 9e3)])
    part = LineString(line).intersection(strip)
    pieces = [p for p in shapely.get_parts(part) if isinstance(p, LineString)]
    return max(pieces, key=lambda piece: piece.length)


SIDES = {"N": (0.0, 1.0), "S": (0.0, -1.0), "E": (1.0, 0.0), "W": (-1.0, 0.0)}
PLAZA_STATIONS = {"mitaka", "kichijoji", "sakai", "chofu", "koganei", "tsutsuji"}


def exit_point(station: Station, side: str) -> Point:
    """Where a station's exit meets the street: 38 m from its middle."""
    x, y = to_plane(station.lat, station.lon)
    dx, dy = SIDES[side]
    return x + 38.0 * dx, y + 38.0 * dy


def plazas(stations: tuple[Station, ...]) -> tuple[Plaza, ...]:
    """A square before each exit of the larger stations."""
    made = []
    for station in stations:
        if station.id not in PLAZA_STATIONS:
            continue
        for side in station.exits:
            x, y = exit_point(station, side)
            dx, dy = SIDES[side]
            cx, cy = x + dx * PLAZA_METRES, y + dy * PLAZA_METRES
            w, h = (1.5, 1.0) if dx == 0 else (1.0, 1.5)
            ring = [
                (cx + sx * PLAZA_METRES * w, cy + sy * PLAZA_METRES * h)
                for sx, sy in (
                    (-1, -0.7),
                    (-0.7, -1),
                    (0.7, -1),
                    (1, -0.7),
                    (1, 0.7),
                    (0.7, 1),
                    (-0.7, 1),
                    (-1, 0.7),
                )
            ]
            made.append(Plaza(station.id, side, Polygon(ring)))
    return tuple(made)
