"""The calls of one trip from its raw rows, blank times filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from .blanks import Along

Row = dict[str, str]

SLACK_SECONDS = 2
"""Interpolated times may differ by rounding, and by how the Earth is flattened."""


class Call(NamedTuple):
    """A row of stop_times.txt."""

    stop_id: str
    arrival: int  # service-day seconds
    departure: int
    pickup: bool  # boarding is allowed
    drop_off: bool
    early: int  # seconds by which an interpolated time may be earlier; 0 where given
    late: int


def read_calls(
    rows: Iterable[Row],
    known_stops: Callable[[str], bool],
    way: Callable[[Sequence[Row]], Sequence[Along] | None],
) -> tuple[Call, ...]:
    """Calls in order of stop_sequence; none where the trip cannot be run.

    ``way`` gives each row's place along the way; None where that is not known, and
    then any time between the given ones is certified.
    """
    by_sequence: dict[int, Row] = {}
    for row in rows:
        sequence = row.get("stop_sequence", "")
        if sequence.isdigit() and known_stops(row.get("stop_id", "")):
            by_sequence.setdefault(int(sequence), row)
    ordered = [by_sequence[sequence] for sequence in sorted(by_sequence)]
    given = [_times(row) for row in ordered]
    if len(ordered) < 2 or given[0] is None or given[-1] is None:
        return ()
    if None in given:
        filled = _fill(given, way(ordered))
    else:
        filled = [(*times, 0, 0) for times in given if times]
    return tuple(
        Call(
            row["stop_id"],
            arrival,
            departure,
            row.get("pickup_type", "") != "1",
            row.get("drop_off_type", "") != "1",
            early,
            late,
        )
        for row, (arrival, departure, early, late) in zip(ordered, filled, strict=True)
    )


def find_seconds(text: str) -> int | None:
    """Service-day seconds of H:MM:SS; None where blank or not a time.

    >>> find_seconds("25:00:30"), find_seconds("")
    (90030, None)
    """
    parts = text.split(":")
    if len(parts) != 3 or not all(part.strip().isdigit() for part in parts):
        return None
    hours, minutes, seconds = map(int, parts)
    return hours * 3600 + minutes * 60 + seconds


def _times(row: Row) -> tuple[int, int] | None:
    """Arrival and departure; one that is missing is the other."""
    arrival = find_seconds(row.get("arrival_time", ""))
    departure = find_seconds(row.get("departure_time", ""))
    if arrival is None:
        return None if departure is None else (departure, departure)
    return arrival, arrival if departure is None else departure


def _fill(
    given: Sequence[tuple[int, int] | None], way: Sequence[Along] | None
) -> list[tuple[int, int, int, int]]:
    """Arrival, departure, and how much earlier and later they may be."""
    filled: list[tuple[int, int, int, int]] = []
    timed = [(i, times) for i, times in enumerate(given) if times]
    for (first, (arrival, start)), (last, (end, _)) in pairwise(timed):
        filled.append((arrival, start, 0, 0))
        for i in range(first + 1, last):
            likely, least, most = (i - first) / (last - first), 0.0, 1.0
            if way and way[last].likely > way[first].likely:
                least, likely, most = _shares(way[first], way[i], way[last])
            gap = end - start
            time = start + int(gap * likely)
            early = int(gap * (likely - least)) + SLACK_SECONDS
            late = int(gap * (most - likely)) + SLACK_SECONDS
            filled.append((time, time, early, late))
    arrival, departure = timed[-1][1]
    return [*filled, (arrival, departure, 0, 0)]


def _shares(first: Along, here: Along, last: Along) -> tuple[float, float, float]:
    """The share of the way from first to last that lies behind: least, likely, most."""

    def share(a: float, at: float, b: float) -> float:
        return min(max((at - a) / (b - a), 0.0), 1.0) if b > a else 0.5

    likely = share(first.likely, here.likely, last.likely)
    least = share(first.latest, here.earliest, last.latest)
    most = share(first.earliest, here.latest, last.earliest)
    return min(least, likely), likely, max(likely, most)
