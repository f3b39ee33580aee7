"""The timetable of a whole city, laid out for the kernels.

``x_at`` holds offsets: the items of x number i are ``x_at[i]:x_at[i + 1]``. A *pattern*
is a set of trips of one route with the same stops, the same pick-up and drop-off rules
and the same ports, none of which overtakes another. A *row* is one trip of a pattern,
in order of time; a trip of frequencies.txt has a row per departure.

A *port* is a stop as one class of trips sees it. Port s is stop s itself; further
ports exist only where a transfer rule tells trips or routes apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ..columns import I8, I32, I64, U8


@dataclass(frozen=True, slots=True, eq=False)
class Timetable:
    """Immutable. Times are service-day seconds."""

    # Patterns, shape (patterns + 1,) and (patterns,).
    pattern_at: I32  # positions of a pattern
    pattern_route: I32  # route of the city
    row_at: I32  # rows of a pattern
    # Positions.
    position_stop: I32
    position_flags: U8  # 1 one may board here, 2 one may alight here
    position_board_port: I32
    position_alight_port: I32
    # Events: time of row r at position i of pattern p stands at
    # time_at[p] + i * rows(p) + (r - row_at[p]).
    time_at: I64
    arrivals: I32
    departures: I32
    # Rows.
    row_trip: I32  # trip of the city
    row_service: I32
    row_block: I32  # number of the block, -1 none
    row_headway: I32  # seconds where only the headway is promised, else 0
    row_shift: I32  # seconds added to the trip's own stop times (frequencies)
    # Services, shape (services, days): 1 where it runs on day first_day + d.
    service_first_day: int  # proleptic ordinal (datetime.date.toordinal)
    service_runs: U8
    # Staying seated, by row: explicit links, and pairs forbidden to follow.
    link_from: I32
    link_to: I32
    unlink_from: I32
    unlink_to: I32
    # Transfer rules between ports; stops of one group have rules among them.
    port_stop: I32
    stop_group: I32  # -1 where no rule touches the stop
    stop_place: I32  # its parent station, or itself: where vehicles follow each other
    rule_alight: I32  # port
    rule_board: I32  # port
    rule_kind: I8  # transfer_type 0-3
    rule_seconds: I32  # min_transfer_time, -1 blank

    @property
    def stop_count(self) -> int:
        """Number of stops of the city."""
        return len(self.stop_group)

    @property
    def pattern_count(self) -> int:
        """Number of patterns."""
        return len(self.pattern_route)

    @property
    def row_count(self) -> int:
        """Number of rows."""
        return len(self.row_trip)

    @property
    def event_count(self) -> int:
        """Number of stop events: one arrival and one departure each."""
        return len(self.arrivals)

    def covered_days(self) -> tuple[date, date]:
        """Return the first and the last day on which any trip runs."""
        used = np.zeros(len(self.service_runs), dtype=bool)
        used[self.row_service] = True
        days = np.flatnonzero(self.service_runs[used].any(axis=0))
        first = date.fromordinal(self.service_first_day)
        if not len(days):
            return first, first
        return (
            first + timedelta(days=int(days[0])),
            first + timedelta(days=int(days[-1])),
        )
