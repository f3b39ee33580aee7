"""stops.txt, levels.txt and pathways.txt."""

from __future__ import annotations

import numpy as np

from maas.columns import F64, I32
from maas.transit.tables import Levels, Pathways, Stops

from .fields import (
    NOT_GIVEN,
    UNDEFINED,
    choices,
    decimals,
    index_of,
    references,
    say_cells,
    whole_numbers,
)
from .notices import Faults
from .rows import left_out, with_references, with_required, with_unique_key
from .table import Table

STOP, STATION, ENTRANCE, NODE, BOARDING_AREA = range(5)
_NEAR_ORIGIN_DEGREES = 1.0


def read_levels(table: Table, faults: Faults) -> Levels:
    """levels.txt."""
    table = with_required(table, ["level_id"], faults)
    table = with_unique_key(table, ["level_id"], faults)
    return Levels(
        level_id=table.strings("level_id"),
        index=decimals(table, "level_index", faults).astype(np.float32),
        name=table.strings("level_name"),
    )


def read_stops(table: Table, levels: Levels, faults: Faults) -> tuple[Stops, Table]:
    """stops.txt: parents found, places repaired, wheelchair access inherited."""
    table = with_required(table, ["stop_id"], faults)
    table = with_unique_key(table, ["stop_id"], faults)
    kind = choices(table, "location_type", range(5), faults)
    parent = _parents(table, kind, faults)
    lat, lon = _positions(table, kind, parent, faults)
    level_rows = {name: row for row, name in enumerate(levels.level_id)}
    level = references(table.column("level_id"), level_rows)
    undefined = {v for v in table.column("level_id").values if v not in level_rows}
    say_cells(
        table,
        "level_id",
        undefined - {""},
        "foreign_key_violation",
        lambda cell: f"{cell!r} is not in levels.txt: level taken as not given",
        faults,
    )
    level[level == UNDEFINED] = NOT_GIVEN
    stops = Stops(
        stop_id=table.strings("stop_id"),
        name=table.strings("stop_name"),
        code=table.strings("stop_code"),
        desc=table.strings("stop_desc"),
        tts_name=table.strings("tts_stop_name"),
        platform_code=table.strings("platform_code"),
        zone_id=table.strings("zone_id"),
        timezone=table.strings("stop_timezone"),
        lat=lat,
        lon=lon,
        location_type=kind.astype(np.int8),
        parent=parent,
        wheelchair=_wheelchair(table, parent, faults).astype(np.int8),
        level=level,
    )
    return stops, table


def _parents(table: Table, kind: I32, faults: Faults) -> I32:
    """Each location's parent: stations have none; boarding areas have a platform."""
    column = table.column("parent_station")
    parent = references(column, index_of(table.column("stop_id")))
    cells = column.values
    undefined = parent == UNDEFINED
    station = (kind == STATION) & (parent != NOT_GIVEN)
    given = parent >= 0
    wanted = np.where(kind == BOARDING_AREA, STOP, STATION)
    wrong = given & ~station & (kind[np.where(given, parent, 0)] != wanted)
    lacking = (parent == NOT_GIVEN) & (kind >= ENTRANCE)
    for bad, code, message in (
        (
            undefined & ~station,
            "foreign_key_violation",
            "is not in stops.txt: the location is read without a parent",
        ),
        (
            station,
            "station_with_parent_station",
            "is given to a station, which can have no parent: passed over",
        ),
        (
            wrong,
            "wrong_parent_location_type",
            "cannot be its parent by its location_type: read without a parent",
        ),
    ):
        left_out(
            table,
            bad,
            code,
            lambda row, message=message: f"{cells[column.codes[row]]!r} {message}",  # type: ignore[misc]
            faults,
            "parent_station",
        )
    left_out(
        table,
        lacking,
        "location_without_parent_station",
        lambda row: "is blank, though an entrance, node or boarding area needs it",
        faults,
        "parent_station",
    )
    parent[undefined | station | wrong] = NOT_GIVEN
    return parent


def _positions(table: Table, kind: I32, parent: I32, faults: Faults) -> tuple[F64, F64]:
    """Latitudes and longitudes; what lacks is taken from platforms or parents."""
    lat = decimals(table, "stop_lat", faults, low=-90, high=90)
    lon = decimals(table, "stop_lon", faults, low=-180, high=180)
    origin = (np.abs(lat) <= _NEAR_ORIGIN_DEGREES) & (
        np.abs(lon) <= _NEAR_ORIGIN_DEGREES
    )
    left_out(
        table,
        origin,
        "point_near_origin",
        lambda row: (
            f"{lat[row]}, {lon[row]} is in the sea off Africa: taken as not given"
        ),
        faults,
        "stop_lat",
    )
    missing = np.isnan(lat) | np.isnan(lon) | origin
    lat[missing] = lon[missing] = np.nan
    children = np.flatnonzero((parent >= 0) & (kind == STOP) & ~missing)
    platforms = np.bincount(parent[children], minlength=len(table))
    stations = missing & (kind == STATION) & (platforms > 0)
    for values in (lat, lon):
        total = np.bincount(
            parent[children], weights=values[children], minlength=len(table)
        )
        values[stations] = total[stations] / platforms[stations]
    left_out(
        table,
        stations,
        "stop_without_location",
        lambda row: "the station has no coordinates: its platforms' mean is taken",
        faults,
    )
    for row in np.flatnonzero(missing & (kind <= ENTRANCE) & np.isnan(lat)):
        above = parent[row]
        found = above >= 0 and not np.isnan(lat[above])
        if found:
            lat[row], lon[row] = lat[above], lon[above]
        faults.add(
            "stop_without_location",
            table.file,
            "has no coordinates: its station's are taken"
            if found
            else "has no coordinates, nor has anything that it belongs to: it can be"
            " ridden to, but not walked to",
            line=int(table.lines[row]),
            repaired=bool(found),
        )
    return lat, lon


def _wheelchair(table: Table, parent: I32, faults: Faults) -> I32:
    """wheelchair_boarding, taken from the parent where not given (GTFS reference)."""
    own = choices(table, "wheelchair_boarding", (0, 1, 2), faults)
    for _ in range(2):  # a boarding area's parent has a parent
        inherits = (own == 0) & (parent >= 0)
        own[inherits] = own[parent[inherits]]
    return own


def read_pathways(
    table: Table, stop_rows: dict[str, int], faults: Faults
) -> tuple[Pathways, Table]:
    """pathways.txt."""
    table = with_required(table, ["from_stop_id", "to_stop_id", "pathway_mode"], faults)
    if "pathway_id" in table:
        table = with_unique_key(table, ["pathway_id"], faults)
    table, _ = with_references(table, "from_stop_id", stop_rows, "stops.txt", faults)
    table, to_stop = with_references(
        table, "to_stop_id", stop_rows, "stops.txt", faults
    )
    mode = choices(table, "pathway_mode", range(1, 8), faults, default=0)
    table, to_stop, mode = table.take(mode > 0), to_stop[mode > 0], mode[mode > 0]
    one_way = choices(table, "is_bidirectional", (0, 1), faults, default=0)
    seconds = whole_numbers(table, "traversal_time", faults, low=0)
    pathways = Pathways(
        pathway_id=table.strings("pathway_id"),
        from_stop=references(table.column("from_stop_id"), stop_rows),
        to_stop=to_stop,
        mode=mode.astype(np.int8),
        bidirectional=one_way.astype(np.int8),
        metres=decimals(table, "length", faults, low=0).astype(np.float32),
        seconds=seconds,
        stairs=whole_numbers(table, "stair_count", faults, default=0),
        max_slope=decimals(table, "max_slope", faults).astype(np.float32),
        min_width_metres=decimals(table, "min_width", faults, low=0).astype(np.float32),
        signposted=table.strings("signposted_as"),
        reversed_signposted=table.strings("reversed_signposted_as"),
    )
    return pathways, table
