"""Times that stop_times.txt leaves blank, and times that run backwards."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from maas.columns import F64, I32, I64, Bool

_HALF_DAY = 12 * 3600
_DAY = 24 * 3600


def fill_blanks(
    arrival: I32, departure: I32, trip_at: I64, distance: F64 | None
) -> Bool:
    """Fill blank times (-1) in place; returns which calls were filled.

    Between two timed calls the time is shared out by `distance` travelled, or by number
    of calls where `distance` is None, unknown or the same at both, and rounded down to
    the second. The first and last call of every trip must be timed.
    """
    blank = arrival < 0
    rows = np.flatnonzero(blank)
    if not len(rows):
        return blank
    number = np.arange(len(arrival))
    before = np.maximum.accumulate(np.where(blank, 0, number))[rows]
    after = np.minimum.accumulate(
        np.where(blank, len(arrival), number)[::-1]
    )[::-1][rows]  # fmt: skip
    start = departure[before].astype(np.int64)
    span = arrival[after].astype(np.int64) - start
    filled = start + span * (rows - before) // (after - before)
    if distance is not None:
        length = distance[after] - distance[before]
        use = length > 0
        share = np.divide(
            distance[rows] - distance[before],
            length,
            out=np.zeros(len(rows)),
            where=use,
        )
        use &= ~np.isnan(share)
        by_distance = start + np.floor(span * np.clip(share, 0.0, 1.0) + 1e-9)
        filled = np.where(use, by_distance, filled).astype(np.int64)
    arrival[rows] = filled
    departure[rows] = filled
    return blank


def mend(
    arrival: list[int], departure: list[int]
) -> tuple[list[int], list[int]] | None:
    """Times of one trip that run backwards, mended where only one reading is possible.

    Either midnight was passed without going on counting past 24:00, or a single
    field, or both fields of a single call, are wrong: that call is then given the other
    field's time or is left blank (-1). None where it cannot be told which time is wrong.
    Calls that were blank before stay so.
    """
    timed = [i for i, time in enumerate(arrival) if time >= 0]
    flat = [time for i in timed for time in (arrival[i], departure[i])]
    falls = [k for k in range(len(flat) - 1) if flat[k + 1] < flat[k]]
    if len(falls) != 1:
        return None
    (fall,) = falls
    if flat[fall] - flat[fall + 1] >= _HALF_DAY:
        later = flat[: fall + 1] + [time + _DAY for time in flat[fall + 1 :]]
        if _rises(later):
            return _unflatten(arrival, departure, timed, later)
    single = [k for k in (fall, fall + 1) if _rises(flat[:k] + flat[k + 1 :])]
    if len(single) == 1:
        k = single[0]
        flat[k] = flat[k ^ 1]
        return _unflatten(arrival, departure, timed, flat) if _rises(flat) else None
    if single:
        return None
    calls = [
        c
        for c in sorted({fall // 2, (fall + 1) // 2})
        if 0 < c < len(timed) - 1 and _rises(flat[: 2 * c] + flat[2 * c + 2 :])
    ]
    if len(calls) != 1:
        return None
    (call,) = calls
    flat[2 * call] = flat[2 * call + 1] = -1
    return _unflatten(arrival, departure, timed, flat)


def _rises(times: list[int]) -> bool:
    return all(a <= b for a, b in pairwise(times))


def _unflatten(
    arrival: list[int], departure: list[int], timed: list[int], flat: list[int]
) -> tuple[list[int], list[int]]:
    arrival, departure = arrival.copy(), departure.copy()
    for n, i in enumerate(timed):
        arrival[i], departure[i] = flat[2 * n], flat[2 * n + 1]
    return arrival, departure
