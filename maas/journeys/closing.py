"""When ways are closed, as the careful search reads it: lifts out of service, and hours.

Opening hours count in the week of the clock on the wall; closures are epoch seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import numpy as np

from ..columns import I32, U8
from ..streets.closures import Closures
from ..streets.graph import Streets
from ..transit.search import Kept
from ..units import DAY_SECONDS, UNREACHED
from .question import Closed, Graph

Spans = list[tuple[int, int]]


class Weeks:
    """Opening hours of one city by the clock on its walls, kept as instants."""

    def __init__(self, streets: Streets, zone: ZoneInfo) -> None:
        self.streets = streets
        self.zone = zone
        self.timed: I32 = np.flatnonzero(streets.hours >= 0).astype(np.int32)
        """Edges that have hours."""
        self._weeks = Kept(256)

    def shut(self, hours: int, first: int, last: int) -> Spans:
        """Return when a row of hours is shut, between two epoch seconds."""
        day = datetime.fromtimestamp(first, self.zone).date()
        monday = day - timedelta(days=day.weekday() + 7)
        found: Spans = []
        while self._epoch(monday, 0) <= last:
            found += self._weeks.get(
                (hours, monday), partial(self._week, hours, monday)
            )
            monday += timedelta(days=7)
        return _shut(_joined(found), first, last)

    def _week(self, hours: int, monday: date) -> Spans:
        streets = self.streets
        spans = slice(int(streets.hours_at[hours]), int(streets.hours_at[hours + 1]))
        return [
            (self._epoch(monday, a), self._epoch(monday, b))
            for a, b in zip(
                streets.hours_from[spans].tolist(),
                streets.hours_to[spans].tolist(),
                strict=True,
            )
        ]

    def _epoch(self, monday: date, seconds: int) -> int:
        """Return the instant when the clock on the wall shows a second of a week."""
        days, rest = divmod(seconds, DAY_SECONDS)
        midnight = datetime.combine(monday + timedelta(days=days), time())
        wall = (midnight + timedelta(seconds=rest)).replace(tzinfo=self.zone)
        return int(wall.timestamp())


@dataclass(frozen=True, eq=False)
class Closing:
    """All that closes for a time on the streets of one city."""

    weeks: Weeks
    closures: Closures

    def matters(self, usable: U8, first: int, last: int) -> bool:
        """Is any usable edge closed at some instant between two epoch seconds?"""
        now = (self.closures.from_epoch <= last) & (self.closures.to_epoch > first)
        if usable[self.closures.edge[now]].any():
            return True
        timed = self.weeks.timed
        hours = np.unique(self.weeks.streets.hours[timed[usable[timed] != 0]])
        return any(self.weeks.shut(row, first, last) for row in hours.tolist())

    def closed(
        self, graph: Graph, backward: bool, base: int, first: int, last: int
    ) -> Closed:
        """Return what is closed between two epoch seconds, in a search's own seconds.

        These count from ``base``, backwards from it for a backward search: there an edge
        is entered at the end of what the search does.
        """
        streets, timed = self.weeks.streets, self.weeks.timed
        rows: list[Spans] = []
        row_of = np.full(streets.edge_count, -1, dtype=np.int32)
        for hours in np.unique(streets.hours[timed]).tolist():
            if spans := self.weeks.shut(hours, first, last):
                row_of[timed[streets.hours[timed] == hours]] = len(rows)
                rows.append(spans)
        now = (self.closures.from_epoch <= last) & (self.closures.to_epoch > first)
        spans_of: dict[int, Spans] = {}
        for number in np.flatnonzero(now).tolist():
            edge = int(self.closures.edge[number])
            before = rows[row_of[edge]] if row_of[edge] >= 0 else []
            spans_of.setdefault(edge, list(before)).append(
                (
                    int(self.closures.from_epoch[number]),
                    int(self.closures.to_epoch[number]),
                )
            )
        for edge, spans in spans_of.items():
            row_of[edge] = len(rows)
            rows.append(_joined(spans))
        turned = [_relative(spans, backward, base) for spans in rows]
        at = np.zeros(len(rows) + 1, dtype=np.int32)
        np.cumsum([len(spans) for spans in turned], out=at[1:])
        table = np.array(
            [span for spans in turned for span in spans], dtype=np.int32
        ).reshape(-1, 2)
        return Closed(
            row_of[graph.edge],
            at,
            np.ascontiguousarray(table[:, 0]),
            np.ascontiguousarray(table[:, 1]),
        )


def _joined(spans: Spans) -> Spans:
    """Return spans in order, those that touch made one.

    >>> _joined([(5, 7), (1, 3), (3, 4)])
    [(1, 4), (5, 7)]
    """
    joined: Spans = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        elif start < end:
            joined.append((start, end))
    return joined


def _shut(open_: Spans, first: int, last: int) -> Spans:
    """Return what lies between spans, from one instant to beyond another.

    >>> _shut([(2, 4), (6, 8)], 0, 7)
    [(0, 2), (4, 6)]
    """
    found, at = [], first
    for start, end in open_:
        if end <= at:
            continue
        if start > at:
            found.append((at, start))
        at = end
        if at > last:
            break
    if at <= last:
        found.append((at, last + 1))
    return found


def _relative(spans: Spans, backward: bool, base: int) -> Spans:
    """Return epoch seconds as a search counts them."""
    if backward:
        spans = [(base - end + 1, base - start + 1) for start, end in spans[::-1]]
    else:
        spans = [(start - base, end - base) for start, end in spans]
    most = UNREACHED - 1
    return [(max(a, -most), min(b, most)) for a, b in spans]
