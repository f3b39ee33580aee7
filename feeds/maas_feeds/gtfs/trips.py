"""trips.txt, frequencies.txt and transfers.txt."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from maas.columns import I32, I64, Bool
from maas.transit.tables import Frequencies, Services, Transfers, Trips

from .calls import LEFT_OUT
from .fields import (
    NOT_GIVEN,
    UNDEFINED,
    choices,
    index_of,
    references,
    say_cells,
    times,
    whole_numbers,
)
from .notices import Faults
from .rows import left_out, with_references, with_required, with_unique_key
from .table import Table


def read_trip_rows(
    table: Table,
    route_rows: Mapping[str, int],
    services: Services,
    faults: Faults,
) -> tuple[Table, dict[str, int]]:
    """Rows of trips.txt that have a route and a day, and where every trip_id went.

    The second maps each trip_id of the file to its row, or to ``LEFT_OUT``.
    """
    everything = {trip_id for trip_id in table.column("trip_id").values if trip_id}
    table = with_required(table, ["trip_id", "route_id", "service_id"], faults)
    table = with_unique_key(table, ["trip_id"], faults)
    table, _ = with_references(table, "route_id", route_rows, "routes.txt", faults)
    service_rows = {name: row for row, name in enumerate(services.service_id)}
    table, service = with_references(
        table,
        "service_id",
        service_rows,
        "calendar.txt or calendar_dates.txt, so the trip never runs",
        faults,
    )
    never = services.runs.max(axis=1, initial=0) == 0
    idle = never[service]
    column = table.column("service_id")
    left_out(
        table,
        idle,
        "service_without_days",
        lambda row: (
            f"{column.values[column.codes[row]]!r} runs on no day: the trip is left out"
        ),
        faults,
        "service_id",
    )
    table = table.take(~idle)
    where = dict.fromkeys(everything, LEFT_OUT)
    where.update(index_of(table.column("trip_id")))
    return table, where


def shape_of_trips(table: Table, shape_rows: Mapping[str, int], faults: Faults) -> I32:
    """Each trip's shape, -1 where it has none."""
    column = table.column("shape_id")
    shape = references(column, shape_rows)
    shape_ids = [cell for cell in column.values if cell]
    if shape_ids and not shape_rows:
        faults.add(
            "foreign_key_violation",
            table.file,
            f"names {len(shape_ids):,} shapes, but shapes.txt has none: trips are read"
            " without shapes",
            field="shape_id",
            repaired=True,
        )
        return np.full(len(table), NOT_GIVEN, dtype=np.int32)
    say_cells(
        table,
        "shape_id",
        {cell for cell in column.values if cell and cell not in shape_rows},
        "foreign_key_violation",
        lambda cell: f"{cell!r} is not in shapes.txt: the trip is read without a shape",
        faults,
    )
    shape[shape == UNDEFINED] = NOT_GIVEN
    return shape


def build_trips(
    table: Table,
    route_rows: Mapping[str, int],
    services: Services,
    shape: I32,
    call_at: I64,
    faults: Faults,
) -> Trips:
    """The trips of `table`, whose calls are known."""
    service_rows = {name: row for row, name in enumerate(services.service_id)}
    blocks = {name: i for i, name in enumerate(filter(None, _used(table, "block_id")))}
    return Trips(
        trip_id=table.strings("trip_id"),
        route=references(table.column("route_id"), route_rows),
        service=references(table.column("service_id"), service_rows),
        headsign=table.strings("trip_headsign"),
        short_name=table.strings("trip_short_name"),
        direction=choices(table, "direction_id", (0, 1), faults, default=-1).astype(
            np.int8
        ),
        block=references(table.column("block_id"), blocks),
        shape=shape,
        wheelchair=choices(table, "wheelchair_accessible", (0, 1, 2), faults).astype(
            np.int8
        ),
        bikes=choices(table, "bikes_allowed", (0, 1, 2), faults).astype(np.int8),
        call_at=call_at.astype(np.int32),
    )


def _used(table: Table, field: str) -> list[str]:
    column = table.column(field)
    return [column.values[i] for i in np.unique(column.codes).tolist()]


def _without_lost(
    table: Table, field: str, found: I32, trip_rows: Mapping[str, int], faults: Faults
) -> Bool:
    """Rows to keep: those whose trip is there; the others are said."""
    column = table.column(field)
    for missing, code, why in (
        (found == UNDEFINED, "foreign_key_violation", "is not in trips.txt"),
        (found == LEFT_OUT, "foreign_key_violation", "is a trip that was left out"),
    ):
        left_out(
            table,
            missing,
            code,
            lambda row, why=why: (  # type: ignore[misc]
                f"{column.values[column.codes[row]]!r} {why}: the row is left out"
            ),
            faults,
            field,
        )
    kept: Bool = found >= NOT_GIVEN
    return kept


def read_frequencies(
    table: Table, trip_rows: Mapping[str, int], faults: Faults
) -> tuple[Frequencies, Table]:
    """frequencies.txt."""
    table = with_required(
        table, ["trip_id", "start_time", "end_time", "headway_secs"], faults
    )
    table = with_unique_key(table, ["trip_id", "start_time"], faults)
    trip = references(table.column("trip_id"), trip_rows)
    table = table.take(_without_lost(table, "trip_id", trip, trip_rows, faults))
    start = times(table, "start_time", faults)
    end = times(table, "end_time", faults)
    headway = whole_numbers(table, "headway_secs", faults, low=1, high=7 * 86_400)
    backwards = (start >= 0) & (end >= 0) & (end <= start)
    left_out(
        table,
        backwards,
        "start_and_end_range_out_of_order",
        lambda row: "ends no later than it starts: the row is left out",
        faults,
        "end_time",
    )
    good = (start >= 0) & (end >= 0) & (headway > 0) & ~backwards
    table, start, end, headway = table.take(good), start[good], end[good], headway[good]
    trip = references(table.column("trip_id"), trip_rows)
    order = np.lexsort((start, trip))
    later = order[1:][
        (np.diff(trip[order]) == 0) & (start[order[1:]] < end[order[:-1]])
    ]
    faults.add_rows(
        "overlapping_frequency",
        table.file,
        table.lines[later].tolist(),
        lambda _: "begins before an earlier period of its trip ends: both are read",
        field="start_time",
    )
    exact = choices(table, "exact_times", (0, 1), faults)
    return Frequencies(trip, start, end, headway, exact.astype(np.int8)), table


def read_transfers(
    table: Table,
    stop_rows: Mapping[str, int],
    route_rows: Mapping[str, int],
    trip_rows: Mapping[str, int],
    faults: Faults,
) -> tuple[Transfers, Table]:
    """transfers.txt, types 0 to 5, with stops, routes and trips on either side."""
    for field, rows, target in (
        ("from_stop_id", stop_rows, "stops.txt"),
        ("to_stop_id", stop_rows, "stops.txt"),
        ("from_route_id", route_rows, "routes.txt"),
        ("to_route_id", route_rows, "routes.txt"),
    ):
        table, _ = with_references(table, field, rows, target, faults)
    for field in ("from_trip_id", "to_trip_id"):
        found = references(table.column(field), trip_rows)
        table = table.take(_without_lost(table, field, found, trip_rows, faults))
    kind = choices(table, "transfer_type", range(6), faults, unknown=-1)
    table, kind = table.take(kind >= 0), kind[kind >= 0]
    stopless = (
        table.column("from_stop_id").blank() | table.column("to_stop_id").blank()
    ) & (kind < 4)
    tripless = (
        table.column("from_trip_id").blank() | table.column("to_trip_id").blank()
    ) & (kind >= 4)
    left_out(
        table,
        stopless,
        "missing_required_field",
        lambda row: "names no stop to change from or to: the row is left out",
        faults,
        "from_stop_id",
    )
    left_out(
        table,
        tripless,
        "missing_required_field",
        lambda row: "names no trips to stay seated between: the row is left out",
        faults,
        "from_trip_id",
    )
    good = ~stopless & ~tripless
    table, kind = table.take(good), kind[good]
    key = ["from_stop_id", "to_stop_id", "from_route_id", "to_route_id"]
    table_before = len(table)
    unique = with_unique_key(table, [*key, "from_trip_id", "to_trip_id"], faults)
    if len(unique) != table_before:
        table = unique
        kind = choices(table, "transfer_type", range(6), Faults())
    seconds = whole_numbers(table, "min_transfer_time", faults, low=0)
    transfers = Transfers(
        from_stop=references(table.column("from_stop_id"), stop_rows),
        to_stop=references(table.column("to_stop_id"), stop_rows),
        from_route=references(table.column("from_route_id"), route_rows),
        to_route=references(table.column("to_route_id"), route_rows),
        from_trip=references(table.column("from_trip_id"), trip_rows),
        to_trip=references(table.column("to_trip_id"), trip_rows),
        kind=kind.astype(np.int8),
        min_seconds=seconds,
    )
    return transfers, table
