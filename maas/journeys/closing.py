"""When ways are closed, as the careful search reads it: lifts out of service, and hours.

Opening hours count in the week of the clock on the wall; closures are epoch seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from ..columns import U8
from ..streets.closures import Closures
from ..streets.graph import Streets
from ..units import DAY_SECONDS, UNREACHED
from .question import Closed, Graph

Spans = list[tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Closing:
    """All that closes for a time on the streets of one city."""

    streets: Streets
    zone: ZoneInfo
    closures: Closures

    def matters(self, usable: U8, first: int, last: int) -> bool:
        """May any usable edge be closed between two epoch seconds?"""
        if (usable[self.streets.hours >= 0]).any():
            return True
        now = (self.closures.from_epoch < last) & (self.closures.to_epoch > first)
        return bool(usable[self.closures.edge[now]].any())

    def closed(
        self, graph: Graph, backward: bool, base: int, first: int, last: int
    ) -> Closed:
        """Return what is closed between two epoch seconds, in a search's own seconds.

        These count from ``base``, backwards from it for a backward search: there an edge
        is entered at the end of what the search does.
        """
        streets = self.streets
        rows: list[Spans] = []
        row_of = np.full(streets.edge_count, -1, dtype=np.int32)
        timed = np.flatnonzero(streets.hours >= 0)
        if len(timed):
            for hours in np.unique(streets.hours[timed]).tolist():
                row_of[timed[streets.hours[timed] == hours]] = len(rows)
                rows.append(_shut(self._open(hours, first, last), first, last))
        now = (self.closures.from_epoch < last) & (self.closures.to_epoch > first)
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

    def _open(self, hours: int, first: int, last: int) -> Spans:
        """Return the epoch seconds in which a row of hours is open, around two."""
        streets = self.streets
        spans = slice(int(streets.hours_at[hours]), int(streets.hours_at[hours + 1]))
        week = list(
            zip(
                streets.hours_from[spans].tolist(),
                streets.hours_to[spans].tolist(),
                strict=True,
            )
        )
        day = datetime.fromtimestamp(first, self.zone).date()
        monday = day - timedelta(days=day.weekday() + 7)
        found = []
        while self._epoch(monday, 0) <= last:
            found += [(self._epoch(monday, a), self._epoch(monday, b)) for a, b in week]
            monday += timedelta(days=7)
        return _joined(found)

    def _epoch(self, monday: date, seconds: int) -> int:
        """Return the instant when the clock on the wall shows a second of a week."""
        days, rest = divmod(seconds, DAY_SECONDS)
        midnight = datetime.combine(monday + timedelta(days=days), time())
        wall = (midnight + timedelta(seconds=rest)).replace(tzinfo=self.zone)
        return int(wall.timestamp())


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
