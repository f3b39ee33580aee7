"""The nearest line segment to a point, among many, by a hashed grid of square cells.

Every segment is listed in each cell that it runs through (found row by row, a little
generously). A search looks at the cells in rings around the point and stops as soon as
no cell further out can hold anything nearer. Source of the idea: J. L. Bentley,
B. W. Weide, A. C. Yao, "Optimal Expected-Time Algorithms for Closest Point Problems",
ACM TOMS 6(4), 1980, section 3.
"""

import numpy as np

cimport cython
from libc.math cimport ceil, fabs, floor, isnan, sqrt
from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t

cdef double INFINITE = float("inf")
cdef int TIERS = 4


cdef inline Py_ssize_t bucket_of(
    int64_t column, int64_t row, uint64_t mask
) noexcept nogil:
    cdef uint64_t key = (
        <uint64_t>column * <uint64_t>0x9E3779B97F4A7C15
        ^ <uint64_t>row * <uint64_t>0xC2B2AE3D27D4EB4F
    )
    key ^= key >> 29
    return <Py_ssize_t>(key & mask)


cdef inline double beside(
    double px, double py, double ax, double ay, double bx, double by, double* along
) noexcept nogil:
    """Squared distance from p to the segment a-b; ``along`` is 0 at a, 1 at b."""
    cdef double dx = bx - ax, dy = by - ay
    cdef double square = dx * dx + dy * dy, t = 0.0
    if square > 0.0:
        t = ((px - ax) * dx + (py - ay) * dy) / square
        t = 0.0 if t < 0.0 else (1.0 if t > 1.0 else t)
    along[0] = t
    dx = ax + t * dx - px
    dy = ay + t * dy - py
    return dx * dx + dy * dy


@cython.final
cdef class SegmentGrid:
    """Line segments in metres, ready to be searched. Keeps views of its arguments."""

    cdef const double[::1] x0, y0, x1, y1
    cdef const int32_t[::1] line
    cdef int32_t[::1] item_at, items
    cdef uint64_t mask
    cdef double cell
    cdef readonly Py_ssize_t segment_count

    def __init__(
        self,
        const double[::1] x0,
        const double[::1] y0,
        const double[::1] x1,
        const double[::1] y1,
        const int32_t[::1] line,
        double cell_metres=64.0,
    ):
        cdef Py_ssize_t n = x0.shape[0]
        if not (y0.shape[0] == x1.shape[0] == y1.shape[0] == line.shape[0] == n):
            raise ValueError("x0, y0, x1, y1 and line must have the same length")
        if not cell_metres > 0.0:
            raise ValueError("cell_metres must be above 0")
        self.x0, self.y0, self.x1, self.y1, self.line = x0, y0, x1, y1, line
        self.cell = cell_metres
        self.segment_count = n
        size = 1024
        while size < 2 * n:
            size *= 2
        self.mask = size - 1
        counts = np.zeros(size + 1, dtype=np.int32)
        cdef int32_t[::1] at = counts
        with nogil:
            self._list(at, None, counting=True)
        np.cumsum(counts, out=counts)
        self.item_at = counts
        self.items = np.empty(max(int(counts[size]), 1), dtype=np.int32)
        at = counts[:size].copy()
        with nogil:
            self._list(at, self.items, counting=False)

    cdef void _list(
        self, int32_t[::1] at, int32_t[::1] items, bint counting
    ) noexcept nogil:
        """Count the segments of each cell, or write them down."""
        cdef Py_ssize_t s, bucket
        cdef int64_t row, first_row, last_row, column, first, last
        cdef double xa, ya, xb, yb, t, low, high
        cdef double cell = self.cell
        for s in range(self.segment_count):
            if self.y0[s] <= self.y1[s]:
                xa, ya, xb, yb = self.x0[s], self.y0[s], self.x1[s], self.y1[s]
            else:
                xa, ya, xb, yb = self.x1[s], self.y1[s], self.x0[s], self.y0[s]
            first_row = <int64_t>floor(ya / cell)
            last_row = <int64_t>floor(yb / cell)
            for row in range(first_row, last_row + 1):
                # The part of the segment within this row of cells.
                low, high = xa, xb
                if yb > ya:
                    t = (row * cell - ya) / (yb - ya)
                    if t > 0.0:
                        low = xa + t * (xb - xa)
                    t = ((row + 1) * cell - ya) / (yb - ya)
                    if t < 1.0:
                        high = xa + t * (xb - xa)
                if low > high:
                    low, high = high, low
                first = <int64_t>floor(low / cell - 1e-9)
                last = <int64_t>floor(high / cell + 1e-9)
                for column in range(first, last + 1):
                    bucket = bucket_of(column, row, self.mask)
                    if counting:
                        at[bucket + 1] += 1
                    else:
                        items[at[bucket]] = <int32_t>s
                        at[bucket] += 1

    def nearest(
        self,
        double x,
        double y,
        double max_metres,
        const uint8_t[::1] rank,
        const float[::1] level,
        double wanted_level=0.0,
        double stretch=1.0,
    ):
        """Return (segment, along, metres) of the best segment, segment -1 if none.

        ``rank[line]``: 0 never, 1 preferred, 2 only where no preferred one is within
        ``max_metres``. Of the preferred, lines on ``wanted_level`` come first;
        ``level[line]`` NaN counts as level 0. ``stretch`` corrects differences of x
        where the metres of the grid are not those of the place.
        """
        cdef Py_ssize_t segment
        cdef double along = 0.0, metres = 0.0
        with nogil:
            segment = self._nearest(
                x, y, max_metres, rank, level, wanted_level, stretch, &along, &metres
            )
        return segment, along, metres

    def nearest_of_each(
        self,
        const double[::1] x,
        const double[::1] y,
        double max_metres,
        const uint8_t[::1] rank,
        const float[::1] level,
        const double[::1] wanted_level,
        const double[::1] stretch,
    ):
        """As ``nearest`` for many points: arrays (segments, alongs, metres).

        ``wanted_level`` and ``stretch`` are given point by point.
        """
        cdef Py_ssize_t i, n = x.shape[0]
        segments = np.full(n, -1, dtype=np.int64)
        alongs = np.zeros(n)
        metres = np.zeros(n)
        cdef int64_t[::1] out = segments
        cdef double[::1] out_along = alongs, out_metres = metres
        with nogil:
            for i in range(n):
                out[i] = self._nearest(
                    x[i], y[i], max_metres, rank, level, wanted_level[i], stretch[i],
                    &out_along[i], &out_metres[i],
                )
        return segments, alongs, metres

    cdef Py_ssize_t _nearest(
        self,
        double x,
        double y,
        double max_metres,
        const uint8_t[::1] rank,
        const float[::1] level,
        double wanted_level,
        double stretch,
        double* along,
        double* metres,
    ) noexcept nogil:
        cdef double[4] best
        cdef double[4] best_along
        cdef Py_ssize_t[4] found
        cdef int64_t row, column, ring, rings, step
        cdef int64_t middle_row = <int64_t>floor(y / self.cell)
        cdef int64_t middle_column = <int64_t>floor(x / self.cell)
        cdef double within = max_metres * max_metres, reach
        # Metres on the ground from one column to the next, at least.
        cdef double shortest = self.cell * (stretch if stretch < 1.0 else 1.0)
        # How far the point is from the nearest border of its own cell.
        cdef double margin_x = x - middle_column * self.cell
        cdef double margin_y = y - middle_row * self.cell
        cdef double margin
        cdef int tier
        for tier in range(TIERS):
            best[tier] = within
            best_along[tier] = 0.0
            found[tier] = -1
        if self.segment_count == 0:
            return -1
        if self.cell - margin_x < margin_x:
            margin_x = self.cell - margin_x
        if self.cell - margin_y < margin_y:
            margin_y = self.cell - margin_y
        margin = margin_x if margin_x < margin_y else margin_y
        margin *= shortest / self.cell
        rings = <int64_t>ceil(max_metres / shortest) + 1
        for ring in range(rings + 1):
            if ring > 0:
                reach = (ring - 1) * shortest + margin
                if reach > max_metres or (
                    found[0] >= 0 and best[0] <= reach * reach
                ):
                    break
            for row in range(middle_row - ring, middle_row + ring + 1):
                # Only the border of the square: the inside has been seen.
                step = 1 if fabs(row - middle_row) == ring or ring == 0 else 2 * ring
                column = middle_column - ring
                while column <= middle_column + ring:
                    self._look(
                        bucket_of(column, row, self.mask), x, y, rank, level,
                        wanted_level, stretch, best, best_along, found,
                    )
                    column += step
        for tier in range(TIERS):
            if found[tier] >= 0:
                along[0] = best_along[tier]
                metres[0] = sqrt(best[tier])
                return found[tier]
        return -1

    cdef void _look(
        self,
        Py_ssize_t bucket,
        double x,
        double y,
        const uint8_t[::1] rank,
        const float[::1] level,
        double wanted_level,
        double stretch,
        double* best,
        double* best_along,
        Py_ssize_t* found,
    ) noexcept nogil:
        cdef Py_ssize_t k, s
        cdef int32_t line
        cdef int tier
        cdef double along = 0.0, square, on
        for k in range(self.item_at[bucket], self.item_at[bucket + 1]):
            s = self.items[k]
            line = self.line[s]
            if rank[line] == 0:
                continue
            on = 0.0 if isnan(level[line]) else level[line]
            # Well connected and on the level, well connected, on the level, any.
            tier = (0 if rank[line] == 1 else 2) + (0 if on == wanted_level else 1)
            square = beside(
                0.0, 0.0,
                (self.x0[s] - x) * stretch, self.y0[s] - y,
                (self.x1[s] - x) * stretch, self.y1[s] - y,
                &along,
            )
            if square < best[tier] or (square == best[tier] and found[tier] < 0):
                best[tier] = square
                best_along[tier] = along
                found[tier] = s
