"""Join the plain tables of several feeds into those of one city."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from maas.city import CallFacts, Feeds
from maas.columns import I16, I32, Strings
from maas.transit.tables import (
    Agencies,
    Feed,
    Levels,
    Pathways,
    Routes,
    Shapes,
    Stops,
    Trips,
)


def _texts(columns: Iterable[Strings]) -> Strings:
    """Join packed texts without decoding them."""
    data, at, base = [], [np.zeros(1, dtype=np.int64)], 0
    for column in columns:
        data.append(np.asarray(column.data))
        at.append(column.at[1:] + base)
        base += int(column.at[-1])
    return Strings(
        np.concatenate(data) if data else np.zeros(0, dtype=np.uint8),
        np.concatenate(at),
    )


def _numbers(columns: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate(columns) if columns else np.zeros(0, dtype=np.int32)


def _shifted(columns: Sequence[np.ndarray], sizes: Sequence[int]) -> I32:
    """Join columns of row numbers, each shifted by the rows before; -1 stays."""
    first = np.cumsum([0, *sizes])
    return _numbers(
        [
            np.where(column >= 0, column + base, -1).astype(np.int32)
            for column, base in zip(columns, first, strict=False)
        ]
    )


def _offsets(columns: Sequence[I32]) -> I32:
    """Join offset arrays."""
    joined, base = [np.zeros(1, dtype=np.int32)], 0
    for column in columns:
        joined.append(column[1:] + base)
        base += int(column[-1])
    return np.concatenate(joined).astype(np.int32)


def _join(tables: Sequence[Any], kind: Callable[..., Any], **given: np.ndarray) -> Any:
    """Join tables column by column, but for the columns given."""
    columns: dict[str, Any] = {}
    for name in kind.__dataclass_fields__:  # type: ignore[attr-defined]
        parts = [getattr(table, name) for table in tables]
        if name in given:
            columns[name] = given[name]
        elif parts and isinstance(parts[0], Strings):
            columns[name] = _texts(parts)
        else:
            columns[name] = _numbers(parts)
    return kind(**columns)


def join_tables(feeds: Sequence[Feed]) -> dict[str, Any]:
    """Return the joined tables by the names that ``City`` gives them."""
    sizes = {
        "stops": [len(feed.stops.stop_id) for feed in feeds],
        "routes": [len(feed.routes.route_id) for feed in feeds],
        "agencies": [len(feed.agencies.agency_id) for feed in feeds],
        "trips": [len(feed.trips.trip_id) for feed in feeds],
        "levels": [len(feed.levels.level_id) for feed in feeds],
        "shapes": [len(feed.shapes.shape_id) for feed in feeds],
        "services": [len(feed.services.service_id) for feed in feeds],
        "blocks": [int(feed.trips.block.max(initial=-1)) + 1 for feed in feeds],
    }

    def refer(table: str, column: str, to: str) -> I32:
        return _shifted(
            [getattr(getattr(feed, table), column) for feed in feeds], sizes[to]
        )

    def feed_of(table: str) -> I16:
        return np.repeat(np.arange(len(feeds), dtype=np.int16), sizes[table])

    return {
        "feeds": Feeds(
            Strings.of(feed.feed_id for feed in feeds),
            feed_of("stops"),
            feed_of("routes"),
            feed_of("agencies"),
            feed_of("trips"),
        ),
        "stops": _join(
            [feed.stops for feed in feeds],
            Stops,
            parent=refer("stops", "parent", "stops"),
            level=refer("stops", "level", "levels"),
        ),
        "routes": _join(
            [feed.routes for feed in feeds],
            Routes,
            agency=refer("routes", "agency", "agencies"),
        ),
        "agencies": _join([feed.agencies for feed in feeds], Agencies),
        "trips": _join(
            [feed.trips for feed in feeds],
            Trips,
            route=refer("trips", "route", "routes"),
            service=refer("trips", "service", "services"),
            block=refer("trips", "block", "blocks"),
            shape=refer("trips", "shape", "shapes"),
            call_at=_offsets([feed.trips.call_at for feed in feeds]),
        ),
        "levels": _join([feed.levels for feed in feeds], Levels),
        "pathways": _join(
            [feed.pathways for feed in feeds],
            Pathways,
            from_stop=refer("pathways", "from_stop", "stops"),
            to_stop=refer("pathways", "to_stop", "stops"),
        ),
        "shapes": _join(
            [feed.shapes for feed in feeds],
            Shapes,
            point_at=_offsets([feed.shapes.point_at for feed in feeds]),
        ),
        "call_facts": _call_facts(feeds),
    }


def _call_facts(feeds: Sequence[Feed]) -> CallFacts:
    """Keep each distinct list of facts about calls once."""
    known: dict[bytes, int] = {}
    trip_facts: list[int] = []
    at = [0]
    parts: list[np.ndarray] = []
    headsign_base = 0
    for feed in feeds:
        calls = feed.calls
        facts = np.column_stack(
            [
                calls.sequence,
                calls.pickup,
                calls.drop_off,
                calls.timepoint,
                np.where(calls.headsign >= 0, calls.headsign + headsign_base, -1),
            ]
        ).astype(np.int32)
        bounds = feed.trips.call_at.tolist()
        for a, b in pairwise(bounds):
            name = facts[a:b].tobytes()
            if name not in known:
                known[name] = len(parts)
                parts.append(facts[a:b])
                at.append(at[-1] + b - a)
            trip_facts.append(known[name])
        headsign_base += len(feed.call_headsigns)
    joined = np.concatenate(parts) if parts else np.zeros((0, 5), dtype=np.int32)
    return CallFacts(
        np.array(trip_facts, dtype=np.int32),
        np.array(at, dtype=np.int32),
        np.ascontiguousarray(joined[:, 0]),
        joined[:, 1].astype(np.int8),
        joined[:, 2].astype(np.int8),
        joined[:, 3].astype(np.int8),
        np.ascontiguousarray(joined[:, 4]),
        _texts([feed.call_headsigns for feed in feeds]),
    )


def kept_columns(feeds: Sequence[Feed]) -> dict[str, Strings]:
    """Return what is kept as it was, by feed, file and column."""
    kept: dict[str, Strings] = {}
    for feed in feeds:
        for file, columns in feed.kept.items():
            for column, texts in columns.items():
                kept[f"{feed.feed_id}/{file}/{column}"] = texts
        for name in feed.translations.__dataclass_fields__:
            kept[f"{feed.feed_id}/translations.txt/{name}"] = getattr(
                feed.translations, name
            )
    return kept
