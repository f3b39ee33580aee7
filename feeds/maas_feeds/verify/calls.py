"""The calls of one trip from its raw rows, blank times filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

Row = dict[str, str]

SLACK_SECONDS = 2
SLACK_SHARE = 0.02
"""Interpolated times are certified to 2 s and 2 % of the time between the given
ones: where exactly a stop lies along a shape is a matter of judgement."""


class Call(NamedTuple):
    """A row of stop_times.txt."""

    stop_id: str
    arrival: int  # service-day seconds
    departure: int
    pickup: bool  # boarding is allowed
    drop_off: bool
    slack: int  # seconds by which an interpolated time may differ; 0 where given


def read_calls(
    rows: Iterable[Row],
    known_stops: Callable[[str], bool],
    metres_along: Callable[[Sequence[Row]], Sequence[float] | None],
) -> tuple[Call, ...]:
    """Calls in order of stop_sequence; none where the trip cannot be run.

    ``metres_along`` gives each row's place along the way; None where that is not
    known, and then any time between the given ones is certified.
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
        filled = _fill(given, metres_along(ordered))
    else:
        filled = [(*times, 0) for times in given if times]
    return tuple(
        Call(
            row["stop_id"],
            arrival,
            departure,
            row.get("pickup_type", "") != "1",
            row.get("drop_off_type", "") != "1",
            slack,
        )
        for row, (arrival, departure, slack) in zip(ordered, filled, strict=True)
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
    given: Sequence[tuple[int, int] | None], metres: Sequence[float] | None
) -> list[tuple[int, int, int]]:
    filled: list[tuple[int, int, int]] = []
    timed = [(i, times) for i, times in enumerate(given) if times]
    for (first, (_, start)), (last, (end, _)) in pairwise(timed):
        arrival, departure = given[first] or (0, 0)
        filled.append((arrival, departure, 0))
        gap = end - start
        whole = metres[last] - metres[first] if metres else 0.0
        for i in range(first + 1, last):
            if metres and whole > 0:
                share = (metres[i] - metres[first]) / whole
                slack = SLACK_SECONDS + int(SLACK_SHARE * gap)
            else:
                share, slack = (i - first) / (last - first), gap
            time = start + int(gap * share)
            filled.append((time, time, slack))
    arrival, departure = timed[-1][1]
    return [*filled, (arrival, departure, 0)]
