"""stop_times.txt: calls sorted by trip and sequence, every time known.

Millions of rows: every step works on whole columns. Trips whose times run backwards are
few and are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from maas.columns import I8, I32, I64, Bool, Strings
from maas.transit.tables import Calls, Stops

from .blank_times import fill_blanks
from .call_rows import (
    CallRows,
    complete_pairs,
    exclude_blank,
    mend_backwards,
    merge_repeated,
    sort,
    trim_untimed,
)
from .distances import shape_metres, travelled
from .fields import (
    NOT_GIVEN,
    choices,
    decimals,
    references,
    times,
    whole_numbers,
)
from .notices import Faults
from .rows import left_out
from .shapes import ReadShapes
from .table import Table, is_flex

BlankTimes = Literal["distance", "index", "exclude"]
LEFT_OUT: Final = -3
"""In place of a trip's row: the trip is in trips.txt but was left out."""

_NO_SEQUENCE = -(2**31)


@dataclass(frozen=True, slots=True)
class ReadCalls:
    """The calls of trips that can be run, with the rows they were read from."""

    trip: I32  # each call's trip, sorted; trips of fewer than two calls have none
    calls: Calls
    headsigns: Strings
    rows: Table
    flex: Table  # rows of GTFS-Flex, as written


def read_calls(
    table: Table,
    trip_rows: Mapping[str, int],
    trip_lines: I64,
    trip_shape: I32,
    stops: Stops,
    shapes: ReadShapes,
    blank_times: BlankTimes,
    faults: Faults,
) -> ReadCalls:
    """Read stop_times.txt for the trips of `trip_rows` (row, or ``LEFT_OUT``)."""
    n_trips = len(trip_lines)
    flex = is_flex(table)
    flex_table = table.take(flex)
    if flex.any():
        table = table.take(~flex)
    rows = _referring(table, trip_rows, stops, faults)
    sort(rows, table, faults)
    merge_repeated(rows, table, faults)
    complete_pairs(rows, table, faults)
    if blank_times == "exclude":
        exclude_blank(rows, table, n_trips, faults)
    trim_untimed(rows, table, n_trips, faults)
    mend_backwards(rows, table, n_trips, faults)
    at = rows.trip_at(n_trips)
    enough = np.diff(at) >= 2
    _say_unusable(enough, at, flex_table, trip_rows, trip_lines, faults)
    rows.keep(np.repeat(enough, np.diff(at)))

    at = rows.trip_at(n_trips)
    given = decimals(table, "shape_dist_traveled", faults, low=0)[rows.row]
    along = shape_metres(at, rows.stop, given, trip_shape, shapes, stops)
    distance = None
    if blank_times == "distance" and (rows.arrival < 0).any():
        distance = travelled(at, rows.stop, given, along, stops)
    filled = fill_blanks(rows.arrival, rows.departure, at, distance)
    table = table.take(rows.row)
    headsign, headsigns = _headsigns(table)
    calls = Calls(
        stop=rows.stop,
        arrival=rows.arrival,
        departure=rows.departure,
        sequence=rows.sequence,
        pickup=choices(table, "pickup_type", range(4), faults).astype(np.int8),
        drop_off=choices(table, "drop_off_type", range(4), faults).astype(np.int8),
        timepoint=_timepoints(table, filled, faults),
        shape_metres=along.astype(np.float32),
        headsign=headsign,
    )
    return ReadCalls(rows.trip, calls, headsigns, table, flex_table)


def _referring(
    table: Table, trip_rows: Mapping[str, int], stops: Stops, faults: Faults
) -> CallRows:
    """Rows with a trip, a stop and a place in the trip; the others are left out."""
    trip = references(table.column("trip_id"), trip_rows)
    stop_rows = {name: row for row, name in enumerate(stops.stop_id)}
    stop = references(table.column("stop_id"), stop_rows)
    sequence = _sequence(table, faults)
    usable = trip != LEFT_OUT
    for bad, field, target in (
        (usable & (trip < 0), "trip_id", "trips.txt"),
        (usable & (trip >= 0) & (stop < 0), "stop_id", "stops.txt"),
    ):
        column = table.column(field)
        blank = bad & column.blank()
        left_out(
            table,
            blank,
            "missing_required_field",
            lambda row: "is blank: the row is left out",
            faults,
            field,
        )
        left_out(
            table,
            bad & ~blank,
            "foreign_key_violation",
            lambda row, c=column, t=target: (  # type: ignore[misc]
                f"{c.values[c.codes[row]]!r} is not in {t}: the row is left out"
            ),
            faults,
            field,
        )
        usable &= ~bad
    unplaced = usable & (sequence == _NO_SEQUENCE)
    left_out(
        table,
        unplaced & table.column("stop_sequence").blank(),
        "missing_required_field",
        lambda row: "is blank: the row is left out",
        faults,
        "stop_sequence",
    )
    usable &= ~unplaced
    strange = usable.copy()
    strange[usable] = stops.location_type[stop[usable]] != 0
    faults.add_rows(
        "location_with_unexpected_stop_time",
        table.file,
        table.lines[strange].tolist(),
        lambda _: (
            "a vehicle calls at a location that is no stop or platform: read as it is"
        ),
        field="stop_id",
    )
    arrival = times(table, "arrival_time", faults)
    departure = times(table, "departure_time", faults)
    row = np.flatnonzero(usable)
    return CallRows(
        row, trip[row], stop[row], sequence[row], arrival[row], departure[row]
    )


def _sequence(table: Table, faults: Faults) -> I32:
    """stop_sequence; the rows' own order where the whole file has none."""
    if len(table) and table.column("stop_sequence").blank().all():
        faults.add(
            "missing_required_column",
            table.file,
            "no row has it: calls are taken in the order of the file",
            line=1,
            field="stop_sequence",
            repaired=True,
        )
        return np.arange(len(table), dtype=np.int32)
    sequence = whole_numbers(table, "stop_sequence", faults, default=_NO_SEQUENCE)
    negative = (sequence < 0) & (sequence != _NO_SEQUENCE)
    faults.add_rows(
        "number_out_of_range",
        table.file,
        table.lines[negative].tolist(),
        lambda _: "is negative: read as it is, the order being plain",
        field="stop_sequence",
    )
    return sequence


def _say_unusable(
    enough: Bool,
    at: I64,
    flex: Table,
    trip_rows: Mapping[str, int],
    trip_lines: I64,
    faults: Faults,
) -> None:
    """Trips of fewer than two calls are left out; those on request only are no fault."""
    on_request = np.zeros(len(enough), dtype=np.bool_)
    named = references(flex.column("trip_id"), trip_rows)
    on_request[named[named >= 0]] = True
    few = np.flatnonzero(~enough & ~on_request)
    faults.add_rows(
        "unusable_trip",
        "trips.txt",
        trip_lines[few].tolist(),
        lambda i: (
            f"the trip has {int(at[few[i] + 1] - at[few[i]])} usable calls, fewer"
            " than two: left out"
        ),
        repaired=True,
    )
    asked = np.flatnonzero(~enough & on_request)
    faults.add_rows(
        "flex_trip",
        "trips.txt",
        trip_lines[asked].tolist(),
        lambda _: "runs on request only (GTFS-Flex): kept beside the timetable",
    )


def _timepoints(table: Table, filled: Bool, faults: Faults) -> I8:
    exact = choices(table, "timepoint", (0, 1), faults, default=-1)
    promised = filled & (exact == 1)
    faults.add_rows(
        "stop_time_timepoint_without_times",
        table.file,
        table.lines[promised].tolist(),
        lambda _: "is 1 but the call has no time: taken as approximate",
        field="timepoint",
        repaired=True,
    )
    found: I8 = np.where(filled | (exact == 0), 0, 1).astype(np.int8)
    return found


def _headsigns(table: Table) -> tuple[I32, Strings]:
    """stop_headsign as numbers of the distinct texts, -1 where blank."""
    column = table.column("stop_headsign")
    used = [i for i in np.unique(column.codes).tolist() if column.values[i]]
    number = np.full(len(column.values), NOT_GIVEN, dtype=np.int32)
    number[used] = np.arange(len(used), dtype=np.int32)
    return number[column.codes], Strings.of(column.values[i] for i in used)
