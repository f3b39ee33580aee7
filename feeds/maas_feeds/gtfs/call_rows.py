"""Rows of stop_times.txt put in order, step by step, until every trip's times hold.

Each step changes the rows in place and says what it did.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from maas.columns import I32, I64, Bool

from .blank_times import mend
from .notices import Faults
from .table import Table

_MOST_MENDED = 20_000


@dataclass(slots=True)
class CallRows:
    """Rows of stop_times.txt on the way to being calls."""

    row: I64  # of the table
    trip: I32
    stop: I32
    sequence: I32
    arrival: I32
    departure: I32

    def keep(self, chosen: npt.NDArray[np.intp] | Bool) -> None:
        """Go on with some rows only, or in another order."""
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name)[chosen])

    def trip_at(self, n_trips: int) -> I64:
        """Offsets of each trip's rows, once they are sorted."""
        return np.searchsorted(self.trip, np.arange(n_trips + 1)).astype(np.int64)


def sort(rows: CallRows, table: Table, faults: Faults) -> None:
    if (
        not len(rows.trip)
        or (
            (np.diff(rows.trip) >= 0)
            & ((np.diff(rows.trip) > 0) | (np.diff(rows.sequence) >= 0))
        ).all()
    ):
        return
    rows.keep(np.argsort(rows.trip, kind="stable"))
    back = (np.diff(rows.trip) == 0) & (np.diff(rows.sequence) < 0)
    if not back.any():
        return
    later = np.flatnonzero(back) + 1
    faults.add_rows(
        "unsorted_rows",
        table.file,
        table.lines[rows.row[later]].tolist(),
        lambda _: "comes after a later call of its trip: sorted",
        field="stop_sequence",
        repaired=True,
    )
    rows.keep(np.lexsort((rows.sequence, rows.trip)))


def merge_repeated(rows: CallRows, table: Table, faults: Faults) -> None:
    """One call per trip and stop_sequence, the first in the file."""
    again = np.zeros(len(rows.trip), dtype=np.bool_)
    again[1:] = (np.diff(rows.trip) == 0) & (np.diff(rows.sequence) == 0)
    later = np.flatnonzero(again)
    if not len(later):
        return
    one, other = rows.row[later], rows.row[later - 1]
    same = np.ones(len(later), dtype=np.bool_)
    for column in table.columns.values():
        same &= column.codes[one] == column.codes[other]
    for numbers in table.numbers.values():
        same &= (numbers[one] == numbers[other]) | np.isnan(numbers[one])
    faults.add_rows(
        "duplicate_row",
        table.file,
        table.lines[one[same]].tolist(),
        lambda _: "repeats an earlier row in every cell: merged",
        repaired=True,
    )
    faults.add_rows(
        "duplicate_key",
        table.file,
        table.lines[one[~same]].tolist(),
        lambda i: (
            "has the stop_sequence of the call on line"
            f" {table.lines[other[~same][i]]} but differs from it: the first is kept"
        ),
        field="stop_sequence",
        repaired=True,
    )
    rows.keep(~again)


def complete_pairs(rows: CallRows, table: Table, faults: Faults) -> None:
    """Where only one of arrival and departure is given, the other is the same."""
    one = (rows.arrival < 0) != (rows.departure < 0)
    if not one.any():
        return
    faults.add_rows(
        "stop_time_with_only_arrival_or_departure_time",
        table.file,
        table.lines[rows.row[one]].tolist(),
        lambda _: "has only one of arrival and departure: taken for both",
        repaired=True,
    )
    both = np.maximum(rows.arrival, rows.departure)
    rows.arrival = np.where(one, both, rows.arrival)
    rows.departure = np.where(one, both, rows.departure)


def exclude_blank(rows: CallRows, table: Table, n_trips: int, faults: Faults) -> None:
    arrival = table.column("arrival_time").blank()[rows.row]
    departure = table.column("departure_time").blank()[rows.row]
    blank = np.bincount(rows.trip[arrival | departure], minlength=n_trips) > 0
    if blank.any():
        faults.add(
            "unusable_trip",
            table.file,
            f"{int(blank.sum()):,} trips with blank times are left out, as asked",
            count=int(blank.sum()),
            repaired=True,
        )
        rows.keep(~blank[rows.trip])


def trim_untimed(rows: CallRows, table: Table, n_trips: int, faults: Faults) -> None:
    """Leave out calls before a trip's first time or after its last."""
    timed = np.flatnonzero(rows.arrival >= 0)
    first = np.full(n_trips, len(rows.trip), dtype=np.int64)
    last = np.full(n_trips, -1, dtype=np.int64)
    first[rows.trip[timed[::-1]]] = timed[::-1]
    last[rows.trip[timed]] = timed
    number = np.arange(len(rows.trip))
    outside = (number < first[rows.trip]) | (number > last[rows.trip])
    if not outside.any():
        return
    faults.add_rows(
        "missing_trip_edge",
        table.file,
        table.lines[rows.row[outside]].tolist(),
        lambda _: "no time is known at this end of the trip: the call is left out",
        field="arrival_time",
        repaired=True,
    )
    rows.keep(~outside)


def mend_backwards(rows: CallRows, table: Table, n_trips: int, faults: Faults) -> None:
    """Trips whose times run backwards: mended where it is plain how, else left out."""
    timed = np.flatnonzero(rows.arrival >= 0)
    arrival, departure, trip = (
        rows.arrival[timed],
        rows.departure[timed],
        rows.trip[timed],
    )
    back = arrival > departure
    back[1:] |= (np.diff(trip) == 0) & (arrival[1:] < departure[:-1])
    if not back.any():
        return
    at = rows.trip_at(n_trips)
    bad = timed[back]
    trips, first = np.unique(rows.trip[bad], return_index=True)
    lost = np.zeros(n_trips, dtype=np.bool_)
    mended = np.zeros(len(trips), dtype=np.bool_)
    for i, t in enumerate(trips.tolist()):
        calls = slice(int(at[t]), int(at[t + 1]))
        better = None
        if i < _MOST_MENDED:
            better = mend(rows.arrival[calls].tolist(), rows.departure[calls].tolist())
        if better is None:
            lost[t] = True
        else:
            rows.arrival[calls], rows.departure[calls] = better
            mended[i] = True
    lines = table.lines[rows.row[bad[first]]]
    code = "stop_time_with_arrival_before_previous_departure_time"
    for chosen, done in (
        (~mended, "which cannot be told right: the trip is left out"),
        (mended, "one reading of it is possible: mended so"),
    ):
        faults.add_rows(
            code,
            table.file,
            lines[chosen].tolist(),
            lambda _, done=done: f"the time runs backwards; {done}",  # type: ignore[misc]
            field="arrival_time",
            repaired=True,
        )
    rows.keep(~lost[rows.trip])
