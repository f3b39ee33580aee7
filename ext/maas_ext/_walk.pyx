"""Shortest walks on the street graph, and its overlay on the places that matter.

Source: E. W. Dijkstra 1959 with the buckets of R. B. Dial 1969. The overlay keeps the
metric between chosen *vertices* exactly with an edge only where no shortest way between
two passes a third (F. Schulz, D. Wagner, C. Zaroliagis, "Using Multi-level Graphs for
Timetable Information in Railway Systems", ALENEX 2002).
"""

cimport cython

import numpy as np

from libc.stdint cimport int32_t, uint8_t
from libc.string cimport memset

from ._buckets cimport (
    Buckets,
    buckets_clear,
    buckets_free,
    buckets_pop,
    buckets_push,
    buckets_reserve,
)


cdef enum:
    UNREACHED = 0x7FFFFFFF


@cython.final
cdef class StreetSearch:
    """Searches over one set of edge costs. One thread at a time."""

    cdef readonly Py_ssize_t n_nodes, n_edges
    # Edges that leave node x: edge_at[x]:edge_at[x + 1]; UNREACHED seconds are barred.
    cdef const int32_t[::1] edge_at, edge_to, edge_seconds
    # Overlay vertex of a node, -1 where it is none.
    cdef const int32_t[::1] vertex_of
    # Scratch: what stands in it counts only where touched[x] == run.
    cdef int32_t[::1] distance, touched
    cdef uint8_t[::1] covered  # the best way found so far passes a vertex
    cdef int32_t[::1] before  # edge by which a node was reached
    cdef int32_t run
    cdef Buckets queue

    def __cinit__(self):
        memset(&self.queue, 0, sizeof(Buckets))

    def __init__(
        self,
        const int32_t[::1] edge_at,
        const int32_t[::1] edge_to,
        const int32_t[::1] edge_seconds,
        const int32_t[::1] vertex_of,
    ):
        self.edge_at = edge_at
        self.edge_to = edge_to
        self.edge_seconds = edge_seconds
        self.vertex_of = vertex_of
        self.n_nodes = edge_at.shape[0] - 1
        self.n_edges = edge_to.shape[0]
        self.distance = np.empty(self.n_nodes, dtype=np.int32)
        self.touched = np.zeros(self.n_nodes, dtype=np.int32)
        self.covered = np.zeros(self.n_nodes, dtype=np.uint8)
        self.before = np.empty(self.n_nodes, dtype=np.int32)
        self.run = 0

    def __dealloc__(self):
        buckets_free(&self.queue)

    cdef int begin(self, Py_ssize_t horizon) except -1:
        buckets_reserve(&self.queue, horizon + 1)
        buckets_clear(&self.queue)
        self.run += 1
        if self.run == UNREACHED:
            self.touched[:] = 0
            self.run = 1
        return 0

    cdef inline bint improve(
        self, Py_ssize_t node, int32_t seconds, bint covered, int32_t edge
    ) noexcept nogil:
        # Enter a label; at the same time an uncovered way yields to a covered one.
        if self.touched[node] != self.run:
            self.touched[node] = self.run
        elif seconds > self.distance[node]:
            return False
        elif seconds == self.distance[node]:
            if covered and not self.covered[node]:
                self.covered[node] = 1
            return False
        self.distance[node] = seconds
        self.covered[node] = covered
        self.before[node] = edge
        return True

    def tree(
        self,
        const int32_t[::1] sources,
        const int32_t[::1] start,
        int32_t horizon,
        int32_t target=-1,
    ):
        """See ``_walk.pyi``."""
        cdef Py_ssize_t i, x, y, j, key
        cdef int32_t s, t, item
        cdef Buckets* q = &self.queue
        self.begin(horizon)
        with nogil:
            for i in range(sources.shape[0]):
                if start[i] <= horizon and self.improve(sources[i], start[i], 0, -1):
                    buckets_push(q, start[i], sources[i])
            while True:
                item = buckets_pop(q, &key)
                if item < 0:
                    break
                x = item
                s = <int32_t>key
                if s != self.distance[x]:
                    continue
                if x == target:
                    break
                for j in range(self.edge_at[x], self.edge_at[x + 1]):
                    if self.edge_seconds[j] == UNREACHED:
                        continue
                    t = s + self.edge_seconds[j]
                    y = self.edge_to[j]
                    if t <= horizon and self.improve(y, t, 0, <int32_t>j):
                        buckets_push(q, t, <int32_t>y)
            buckets_clear(q)

    def distances(self):
        """See ``_walk.pyi``."""
        found = np.full(self.n_nodes, UNREACHED, dtype=np.int32)
        cdef int32_t[::1] out = found
        cdef Py_ssize_t x
        for x in range(self.n_nodes):
            if self.touched[x] == self.run:
                out[x] = self.distance[x]
        return found

    def at(self, Py_ssize_t node):
        """See ``_walk.pyi``."""
        if not 0 <= node < self.n_nodes:
            raise IndexError(node)
        if self.touched[node] != self.run:
            return UNREACHED
        return self.distance[node]

    def path(self, Py_ssize_t node, const int32_t[::1] edge_from):
        """See ``_walk.pyi``."""
        edges = []
        if not 0 <= node < self.n_nodes:
            raise IndexError(node)
        if self.touched[node] != self.run:
            return edges
        cdef int32_t e = self.before[node]
        while e >= 0:
            edges.append(e)
            e = self.before[edge_from[e]]
        edges.reverse()
        return edges

    cdef Py_ssize_t spread(
        self, int32_t horizon, int32_t own, int32_t[::1] out_vertex,
        int32_t[::1] out_seconds
    ) noexcept nogil:
        # Settle nodes until every way in the queue has passed a vertex other than
        # `own`; write the vertices met first. Returns their number.
        cdef Buckets* q = &self.queue
        cdef Py_ssize_t open_ways = 0, found = 0, x, y, j, key
        cdef int32_t item, s, t, v
        cdef bint is_covered
        open_ways = q.count
        while open_ways > 0:
            item = buckets_pop(q, &key)
            if item < 0:
                break
            # The sign of an item tells whether it was covered when it was pushed.
            is_covered = item & 1
            x = item >> 1
            s = <int32_t>key
            if not is_covered:
                open_ways -= 1
            if s != self.distance[x] or self.before[x] == -2:
                continue
            is_covered = self.covered[x]
            self.before[x] = -2
            v = self.vertex_of[x]
            if v >= 0 and v != own and not is_covered:
                out_vertex[found] = v
                out_seconds[found] = s
                found += 1
                is_covered = True
            for j in range(self.edge_at[x], self.edge_at[x + 1]):
                if self.edge_seconds[j] == UNREACHED:
                    continue
                t = s + self.edge_seconds[j]
                y = self.edge_to[j]
                if t <= horizon and self.improve(y, t, is_covered, -1):
                    buckets_push(q, t, <int32_t>((y << 1) | is_covered))
                    if not is_covered:
                        open_ways += 1
        buckets_clear(q)
        return found

    def overlay(self, const int32_t[::1] vertex_node, int32_t horizon):
        """See ``_walk.pyi``."""
        cdef Py_ssize_t n = vertex_node.shape[0], v, i, found, total = 0
        cdef Py_ssize_t node
        at = np.zeros(n + 1, dtype=np.int32)
        cdef int32_t[::1] at_view = at
        cdef int32_t[::1] vertex = np.empty(self.n_nodes, dtype=np.int32)
        cdef int32_t[::1] seconds = np.empty(self.n_nodes, dtype=np.int32)
        heads = np.empty(8 * n + 64, dtype=np.int32)
        costs = np.empty(8 * n + 64, dtype=np.int32)
        cdef int32_t[::1] head = heads, cost = costs
        for v in range(n):
            node = vertex_node[v]
            if node >= 0:
                self.begin(horizon)
                self.improve(node, 0, 0, -1)
                buckets_push(&self.queue, 0, <int32_t>(node << 1))
                with nogil:
                    found = self.spread(horizon, <int32_t>v, vertex, seconds)
                if total + found > head.shape[0]:
                    heads = np.concatenate([heads, np.empty_like(heads), vertex])
                    costs = np.concatenate([costs, np.empty_like(costs), vertex])
                    head, cost = heads, costs
                for i in range(found):
                    head[total + i] = vertex[i]
                    cost[total + i] = seconds[i]
                total += found
            at_view[v + 1] = <int32_t>total
        return at, heads[:total].copy(), costs[:total].copy()
