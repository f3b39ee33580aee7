"""Lays out the trips that run on given days, as the search reads them."""

import numpy as np

from libc.stdint cimport int32_t, int64_t, uint8_t


def lay_out(
    const int32_t[::1] pattern_at,
    const int32_t[::1] row_at,
    const int64_t[::1] time_at,
    const int32_t[::1] arrivals,
    const int32_t[::1] departures,
    const uint8_t[:, ::1] runs,
    const int32_t[::1] offset,
):
    """See ``_day.pyi``."""
    cdef Py_ssize_t n_patterns = row_at.shape[0] - 1, n_layers = runs.shape[0]
    cdef Py_ssize_t layer, p, r, i, n, all_rows, length, line = 0, trip = 0
    cdef Py_ssize_t event = 0, source
    # Count first, so that everything is written once.
    cdef Py_ssize_t n_lines = 0, n_trips = 0, n_events = 0
    with nogil:
        for layer in range(n_layers):
            for p in range(n_patterns):
                n = 0
                for r in range(row_at[p], row_at[p + 1]):
                    n += runs[layer, r]
                if n:
                    n_lines += 1
                    n_trips += n
                    n_events += n * (pattern_at[p + 1] - pattern_at[p])
    line_pattern = np.empty(n_lines, dtype=np.int32)
    line_layer = np.empty(n_lines, dtype=np.int32)
    trip_at = np.zeros(n_lines + 1, dtype=np.int32)
    line_time_at = np.zeros(n_lines + 1, dtype=np.int64)
    trip_row = np.empty(n_trips, dtype=np.int32)
    day_arrivals = np.empty(n_events, dtype=np.int32)
    day_departures = np.empty(n_events, dtype=np.int32)
    cdef int32_t[::1] pattern_of = line_pattern, layer_of = line_layer
    cdef int32_t[::1] trips = trip_at, row_of = trip_row
    cdef int64_t[::1] times = line_time_at
    cdef int32_t[::1] arrive = day_arrivals, depart = day_departures
    with nogil:
        for layer in range(n_layers):
            for p in range(n_patterns):
                n = 0
                for r in range(row_at[p], row_at[p + 1]):
                    if runs[layer, r]:
                        row_of[trip + n] = <int32_t>r
                        n += 1
                if n == 0:
                    continue
                all_rows = row_at[p + 1] - row_at[p]
                length = pattern_at[p + 1] - pattern_at[p]
                for i in range(length):
                    source = time_at[p] + i * all_rows - row_at[p]
                    for r in range(n):
                        arrive[event] = arrivals[source + row_of[trip + r]]
                        arrive[event] += offset[layer]
                        depart[event] = departures[source + row_of[trip + r]]
                        depart[event] += offset[layer]
                        event += 1
                pattern_of[line] = <int32_t>p
                layer_of[line] = <int32_t>layer
                trip += n
                line += 1
                trips[line] = <int32_t>trip
                times[line] = event
    return (
        line_pattern,
        line_layer,
        trip_at,
        line_time_at,
        trip_row,
        day_arrivals,
        day_departures,
    )
