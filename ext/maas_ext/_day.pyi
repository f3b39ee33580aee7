from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_I32: TypeAlias = npt.NDArray[np.int32]
_I64: TypeAlias = npt.NDArray[np.int64]

def lay_out(
    pattern_at: _I32,
    row_at: _I32,
    time_at: _I64,
    arrivals: _I32,
    departures: _I32,
    runs: npt.NDArray[np.uint8],
    offset: _I32,
) -> tuple[_I32, _I32, _I32, _I64, _I32, _I32, _I32]:
    """Lay out the rows that run on some days, one *line* per pattern and day.

    Parameters
    ----------
    pattern_at, row_at, time_at, arrivals, departures
        As in ``maas.transit.timetable.Timetable``.
    runs
        Shape (days, rows): 1 where the row runs on that day.
    offset
        Shape (days,): seconds from the base to the day's second 0.

    Returns
    -------
    line_pattern, line_day, trip_at, time_at, trip_row, arrivals, departures
        Line l has the trips ``trip_at[l]:trip_at[l + 1]``; the time of its trip t at
        position i stands at ``time_at[l] + i * trips + t``, in seconds after the base.
    """
