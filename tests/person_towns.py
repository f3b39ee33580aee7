"""Made-up towns: a small feed, a street graph of a dozen nodes, what is closed when.

A town is said once, in plain dicts, and read twice: by the oracle as it stands, and by
the planner as GTFS files (``Town.write``) and ``Streets`` (``streets``). Edges are dicts
of the columns of ``Streets`` by name, but for

* ``from`` and ``to``, names of nodes; a stop_id is the node of that stop;
* ``hours``: None (always open as far as is known), "unreadable", or a tuple of
  (from, to) in seconds of the local week, from Monday 0:00;
* ``twin``: the number of the same stretch the other way, -1 without.

Edge e of a town is row e of its ``Streets``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import Any

import numpy as np

from maas.columns import I32, Strings
from maas.csr import group_by
from maas.streets.graph import (
    Crossing,
    EdgeKind,
    EdgeSource,
    SlopeSource,
    Smoothness,
    Streets,
    Surface,
)

from .oracle_feed import Row
from .oracle_text import TOKYO
from .person_oracle_edges import UNREADABLE, YES, Edge

Closure = tuple[int, int, int]  # edge, from and to in epoch seconds

PLAIN_EDGE: Mapping[str, Any] = {
    "kind": EdgeKind.FOOTWAY,
    "metres": 100.0,
    "seconds": nan,
    "rises": 0,
    "mean_slope": 0.0,
    "steepest_up": 0.0,
    "steepest_down": 0.0,
    "steps": 0,
    "ramp": 0,
    "ramp_stroller": 0,
    "handrail": YES,
    "kerb_cm": 0.0,
    "width_cm": 200.0,
    "cross_slope_percent": 0.0,
    "surface": Surface.ASPHALT,
    "smoothness": Smoothness.GOOD,
    "crossing": Crossing.NONE,
    "crossing_metres": nan,
    "signal_sound": 0,
    "tactile_paving": YES,
    "wheelchair": 0,
    "lit": YES,
    "hours": None,
    "twin": -1,
}
"""What hinders nobody; a case says only what is different."""

NOT_KNOWN: Mapping[str, Any] = {
    "climb_metres": nan,
    "crossing_island": 0,
    "signal_button": 0,
    "signal_vibration": 0,
    "barrier": 0,
    "covered": 0,
    "indoor": 0,
    "private": 0,
    "level": nan,
    "osm_way": 0,
    "name": -1,
    "pathway": -1,
    "source": EdgeSource.MADE,
    "dated": 0,
}
"""Columns that no rule reads."""


@dataclass(frozen=True, repr=False, eq=False)
class Town:
    """A feed's tables, and streets: ``rests`` has the RestPlace bits of every node."""

    tables: Mapping[str, Sequence[Row]]
    rests: Mapping[str, int]
    edges: tuple[Edge, ...]
    closures: tuple[Closure, ...]
    timezone: str

    def __repr__(self) -> str:
        """Show what was said, without what is the same everywhere."""
        resting = [name for name, bits in self.rests.items() if bits]
        lines = [f"Town in {self.timezone}, resting at {resting}", ""]
        lines += [f"{n}: {shown(edge)}" for n, edge in enumerate(self.edges)]
        lines += [f"closed {closure}" for closure in self.closures]
        for name, rows in self.tables.items():
            if name not in ("agency.txt", "routes.txt"):
                lines += ["", name, ",".join(rows[0])]
                lines += [",".join(row.values()) for row in rows]
        return "\n".join(lines)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def write(self, folder: Path) -> Path:
        """Write the feed's tables into a folder and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self.tables.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            text = [",".join(columns)]
            text += [
                ",".join(row.get(column, "") for column in columns) for row in rows
            ]
            (folder / name).write_text("\n".join(text) + "\n", encoding="utf-8")
        return folder


def edge(a: str, b: str, **columns: Any) -> Edge:
    """Return an edge that hinders nobody but by what is said of it."""
    unknown = set(columns) - set(PLAIN_EDGE)
    assert not unknown, f"no such column: {unknown}"
    return {"from": a, "to": b} | dict(PLAIN_EDGE) | columns


def shown(edge: Edge) -> str:
    """Say what is special about an edge."""
    special = [
        f"{column}={edge[column]!r}"
        for column, plain in PLAIN_EDGE.items()
        if repr(edge[column]) != repr(plain)
    ]
    return " ".join([edge["from"], "->", edge["to"], *special])


def town(
    tables: Mapping[str, Sequence[Row]],
    edges: Iterable[Edge] = (),
    closures: Iterable[Closure] = (),
    rests: Mapping[str, int] | None = None,
    timezone: str = TOKYO,
) -> Town:
    """Put a town together: its nodes are its stops and what its edges name.

    Edges are sorted by the node they leave; ``closures`` and ``twin`` count them as
    they are given.
    """
    given = list(edges)
    stops = [row["stop_id"] for row in tables["stops.txt"]]
    others = {name for edge in given for name in (edge["from"], edge["to"])}
    others |= set(rests or {})
    names = stops + sorted(others - set(stops))
    order = sorted(range(len(given)), key=lambda e: names.index(given[e]["from"]))
    row = {e: n for n, e in enumerate(order)} | {-1: -1}
    return Town(
        tables=tables,
        rests={name: (rests or {}).get(name, 0) for name in names},
        edges=tuple({**given[e], "twin": row[given[e]["twin"]]} for e in order),
        closures=tuple((row[e], start, end) for e, start, end in closures),
        timezone=timezone,
    )


def streets(town: Town, stop_ids: Sequence[str]) -> Streets:
    """Return the town's streets as the planner knows them.

    ``stop_ids`` are the stops in the order of the planner's tables. Node n is the nth
    of ``town.rests``. All stand within a few metres: only the columns say how far it is.
    """
    names = list(town.rests)
    index = {name: n for n, name in enumerate(names)}
    edges = town.edges
    tail = i32(index[e["from"]] for e in edges)
    head = i32(index[e["to"]] for e in edges)
    edge_at, order = group_by(tail, len(names))
    assert (order == np.arange(len(edges))).all(), "edges are sorted by tail"
    hours, hours_at, hours_from, hours_to = hours_columns(edges)
    rests = np.array(list(town.rests.values()), dtype=np.uint8)
    lat = np.array([35.7 + 1e-5 * n for n in range(len(names))], dtype=np.float64)
    lon = np.full(len(names), 139.56)

    def column(name: str) -> Any:
        values = [edge.get(name, NOT_KNOWN.get(name)) for edge in edges]
        return np.array(values, dtype=DTYPES[name])

    slopes = column("mean_slope")
    return Streets(
        node_lat=lat,
        node_lon=lon,
        node_level=np.full(len(names), nan, dtype=np.float32),
        node_elevation=np.full(len(names), nan, dtype=np.float32),
        node_elevation_source=np.zeros(len(names), dtype=np.uint8),
        node_osm=np.zeros(len(names), dtype=np.int64),
        node_rest=rests,
        stop_node=i32(index[stop] for stop in stop_ids),
        edge_at=edge_at,
        edge_from=tail,
        edge_to=head,
        edge_twin=i32(e["twin"] for e in edges),
        slope_percent=slopes,
        slope_source=np.where(
            np.isnan(slopes), SlopeSource.NONE, SlopeSource.TAG
        ).astype(np.uint8),
        rest=np.where(rests[head] > 0, 1, 0).astype(np.int8),
        hours=hours,
        hours_at=hours_at,
        hours_from=hours_from,
        hours_to=hours_to,
        names=Strings.of([]),
        shape=np.arange(len(edges), dtype=np.int32),
        shape_forward=np.ones(len(edges), dtype=np.uint8),
        shape_at=np.arange(0, 2 * len(edges) + 1, 2, dtype=np.int32),
        shape_lat=np.stack([lat[tail], lat[head]], axis=1).ravel(),
        shape_lon=np.stack([lon[tail], lon[head]], axis=1).ravel(),
        **{name: column(name) for name in DTYPES},
    )


def hours_columns(edges: Sequence[Edge]) -> tuple[I32, I32, I32, I32]:
    """Return ``hours``, ``hours_at``, ``hours_from`` and ``hours_to``."""
    rows: list[int] = []
    at, start, end = [0], list[int](), list[int]()
    for edge in edges:
        hours = edge["hours"]
        if hours is None or hours == UNREADABLE:
            rows.append(-1 if hours is None else -2)
            continue
        rows.append(len(at) - 1)
        start += [a for a, _ in hours]
        end += [b for _, b in hours]
        at.append(len(start))
    return i32(rows), i32(at), i32(start), i32(end)


def i32(values: Iterable[int]) -> I32:
    """Return a column of whole numbers."""
    return np.array(list(values), dtype=np.int32)


DTYPES: Mapping[str, type] = {
    "kind": np.uint8,
    "metres": np.float32,
    "seconds": np.float32,
    "climb_metres": np.float32,
    "rises": np.int8,
    "mean_slope": np.float32,
    "steepest_up": np.float32,
    "steepest_down": np.float32,
    "steps": np.int16,
    "ramp": np.int8,
    "ramp_stroller": np.int8,
    "handrail": np.int8,
    "kerb_cm": np.float32,
    "width_cm": np.float32,
    "cross_slope_percent": np.float32,
    "surface": np.uint8,
    "smoothness": np.uint8,
    "crossing": np.uint8,
    "crossing_metres": np.float32,
    "crossing_island": np.int8,
    "signal_button": np.int8,
    "signal_sound": np.int8,
    "signal_vibration": np.int8,
    "barrier": np.uint8,
    "tactile_paving": np.int8,
    "wheelchair": np.int8,
    "lit": np.int8,
    "covered": np.int8,
    "indoor": np.int8,
    "private": np.int8,
    "level": np.float32,
    "osm_way": np.int64,
    "name": np.int32,
    "pathway": np.int32,
    "source": np.uint8,
    "dated": np.int32,
}
"""Columns that an edge has for itself, as ``Streets`` keeps them."""
