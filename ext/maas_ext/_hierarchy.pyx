"""Contraction hierarchy of the streets: walks from and to a place in microseconds.

Source: R. Geisberger, P. Sanders, D. Schultes, C. Vetter, "Exact Routing in Large Road
Networks Using Contraction Hierarchies", Transportation Science 46(3), 2012; sweeps to
many targets after D. Delling, A. V. Goldberg, R. F. Werneck, "Faster Batched Shortest
Paths in Road Networks", ATMOS 2011 (RPHAST).

Nodes are numbered anew by *rank*, the most important first, so that a sweep towards
less important nodes runs forwards through memory.
"""

cimport cython

import numpy as np

from libc.stdint cimport int32_t, uint8_t
from libc.stdlib cimport abort, free, realloc
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
    FAR = 0x3FFFFFFF  # no way, in sweeps: another walk may be added without overflow
    WITNESS_SETTLED = 100  # nodes settled in one search for a witness


cdef struct Link:
    int32_t other, seconds, next


@cython.final
cdef class _Contraction:
    """The graph that is left while nodes are taken out of it."""

    cdef Py_ssize_t n
    cdef Link* links
    cdef Py_ssize_t n_links, room
    cdef int32_t[::1] out_first, in_first, level
    cdef uint8_t[::1] gone
    # Witness search.
    cdef int32_t[::1] distance, touched
    cdef int32_t run
    cdef Buckets queue
    # Heap of nodes by priority.
    cdef int32_t[::1] heap, place, priority
    cdef Py_ssize_t heap_size

    def __cinit__(self):
        self.links = NULL
        self.n_links = self.room = 0
        memset(&self.queue, 0, sizeof(Buckets))

    def __dealloc__(self):
        free(self.links)
        buckets_free(&self.queue)

    def __init__(
        self,
        const int32_t[::1] edge_at,
        const int32_t[::1] edge_to,
        const int32_t[::1] edge_seconds,
    ):
        cdef Py_ssize_t x, e
        self.n = edge_at.shape[0] - 1
        self.out_first = np.full(self.n, -1, dtype=np.int32)
        self.in_first = np.full(self.n, -1, dtype=np.int32)
        self.level = np.zeros(self.n, dtype=np.int32)
        self.gone = np.zeros(self.n, dtype=np.uint8)
        self.distance = np.zeros(self.n, dtype=np.int32)
        self.touched = np.zeros(self.n, dtype=np.int32)
        self.heap = np.zeros(self.n, dtype=np.int32)
        self.place = np.zeros(self.n, dtype=np.int32)
        self.priority = np.zeros(self.n, dtype=np.int32)
        self.run = 0
        buckets_reserve(&self.queue, 1 << 17)
        for x in range(self.n):
            for e in range(edge_at[x], edge_at[x + 1]):
                if edge_seconds[e] != UNREACHED and edge_to[e] != x:
                    self.join(x, edge_to[e], edge_seconds[e])

    cdef void add(self, int32_t* first, int32_t other, int32_t seconds) noexcept nogil:
        cdef Py_ssize_t new = self.n_links
        if new == self.room:
            self.room = 2 * self.room + 4096
            self.links = <Link*>realloc(self.links, self.room * sizeof(Link))
            if self.links == NULL:
                abort()
        self.links[new].other = other
        self.links[new].seconds = seconds
        self.links[new].next = first[0]
        first[0] = <int32_t>new
        self.n_links = new + 1

    cdef bint shorten(
        self, int32_t first, Py_ssize_t other, int32_t seconds
    ) noexcept nogil:
        # Is there a link to `other`? Then make it no longer than `seconds`.
        cdef int32_t e = first
        while e >= 0:
            if self.links[e].other == other:
                if seconds < self.links[e].seconds:
                    self.links[e].seconds = seconds
                return True
            e = self.links[e].next
        return False

    cdef void join(self, Py_ssize_t a, Py_ssize_t b, int32_t seconds) noexcept nogil:
        if self.shorten(self.out_first[a], b, seconds):
            self.shorten(self.in_first[b], a, seconds)
            return
        self.add(&self.out_first[a], <int32_t>b, seconds)
        self.add(&self.in_first[b], <int32_t>a, seconds)

    cdef void unlink(self, int32_t* first, Py_ssize_t other) noexcept nogil:
        cdef int32_t e = first[0], before = -1
        while e >= 0:
            if self.links[e].other == other:
                if before < 0:
                    first[0] = self.links[e].next
                else:
                    self.links[before].next = self.links[e].next
                return
            before = e
            e = self.links[e].next

    cdef void look_around(
        self, Py_ssize_t source, Py_ssize_t without, int32_t limit
    ) noexcept nogil:
        # Distances from source in what is left, up to a limit, not through `without`.
        cdef Buckets* q = &self.queue
        cdef Py_ssize_t key, x, y
        cdef int32_t item, e, t, settled = 0
        self.run += 1
        self.touched[source] = self.run
        self.distance[source] = 0
        buckets_push(q, 0, <int32_t>source)
        while True:
            item = buckets_pop(q, &key)
            if item < 0:
                return
            x = item
            if key != self.distance[x]:
                continue
            settled += 1
            if settled > WITNESS_SETTLED:
                buckets_clear(q)
                return
            e = self.out_first[x]
            while e >= 0:
                y = self.links[e].other
                t = <int32_t>key + self.links[e].seconds
                if y != without and t <= limit and t < q.n_buckets:
                    if self.touched[y] != self.run or t < self.distance[y]:
                        self.touched[y] = self.run
                        self.distance[y] = t
                        buckets_push(q, t, <int32_t>y)
                e = self.links[e].next

    cdef int32_t contract(self, Py_ssize_t v, bint simulate) noexcept nogil:
        # Shortcuts that taking v out asks for; enter them unless simulating.
        cdef int32_t i, o, limit, via, shortcuts = 0
        cdef Py_ssize_t u, w
        i = self.in_first[v]
        while i >= 0:
            u = self.links[i].other
            limit = -1
            o = self.out_first[v]
            while o >= 0:
                if self.links[o].other != u:
                    limit = max(limit, self.links[o].seconds)
                o = self.links[o].next
            if limit >= 0:
                self.look_around(u, v, self.links[i].seconds + limit)
                o = self.out_first[v]
                while o >= 0:
                    w = self.links[o].other
                    via = self.links[i].seconds + self.links[o].seconds
                    if w != u and (
                        self.touched[w] != self.run or self.distance[w] > via
                    ):
                        shortcuts += 1
                        if not simulate:
                            self.join(u, w, via)
                    o = self.links[o].next
            i = self.links[i].next
        return shortcuts

    cdef int32_t degree(self, int32_t first) noexcept nogil:
        cdef int32_t e = first, found = 0
        while e >= 0:
            found += 1
            e = self.links[e].next
        return found

    cdef int32_t cost(self, Py_ssize_t v) noexcept nogil:
        # Importance: few shortcuts for the links removed, and evenly all over the map.
        cdef int32_t removed
        removed = self.degree(self.in_first[v]) + self.degree(self.out_first[v])
        return 2 * self.contract(v, True) - removed + 2 * self.level[v]

    # A binary heap of nodes, the cheapest on top.

    cdef void sift_up(self, Py_ssize_t i) noexcept nogil:
        cdef int32_t v = self.heap[i]
        cdef Py_ssize_t up
        while i > 0:
            up = (i - 1) >> 1
            if self.priority[self.heap[up]] <= self.priority[v]:
                break
            self.heap[i] = self.heap[up]
            self.place[self.heap[i]] = <int32_t>i
            i = up
        self.heap[i] = v
        self.place[v] = <int32_t>i

    cdef void sift_down(self, Py_ssize_t i) noexcept nogil:
        cdef int32_t v = self.heap[i]
        cdef Py_ssize_t down
        while True:
            down = 2 * i + 1
            if down >= self.heap_size:
                break
            if (
                down + 1 < self.heap_size
                and self.priority[self.heap[down + 1]] < self.priority[self.heap[down]]
            ):
                down += 1
            if self.priority[self.heap[down]] >= self.priority[v]:
                break
            self.heap[i] = self.heap[down]
            self.place[self.heap[i]] = <int32_t>i
            i = down
        self.heap[i] = v
        self.place[v] = <int32_t>i

    cdef void reprice(self, Py_ssize_t v) noexcept nogil:
        self.priority[v] = self.cost(v)
        self.sift_up(self.place[v])
        self.sift_down(self.place[v])

    cdef Py_ssize_t take(self) noexcept nogil:
        # The cheapest node, its price made sure of.
        cdef int32_t v, price
        while True:
            v = self.heap[0]
            price = self.cost(v)
            if price <= self.priority[v]:
                break
            self.priority[v] = price
            self.sift_down(0)
            if self.heap[0] == v:
                break
        self.heap_size -= 1
        if self.heap_size:
            self.heap[0] = self.heap[self.heap_size]
            self.place[self.heap[0]] = 0
            self.sift_down(0)
        return v

    def run_all(self):
        """Take out all nodes; return their order and the links up from each."""
        cdef Py_ssize_t v, i, n = self.n
        cdef int32_t e
        order = np.empty(n, dtype=np.int32)
        cdef int32_t[::1] taken = order
        with nogil:
            for v in range(n):
                self.heap[v] = self.place[v] = <int32_t>v
                self.priority[v] = self.cost(v)
            self.heap_size = n
            for i in range(n // 2 - 1, -1, -1):
                self.sift_down(i)
            for i in range(n):
                v = self.take()
                taken[i] = <int32_t>v
                self.contract(v, False)
                # What is linked to v now is what stands above it; it forgets v.
                e = self.out_first[v]
                while e >= 0:
                    self.unlink(&self.in_first[self.links[e].other], v)
                    self.raise_level(self.links[e].other, v)
                    e = self.links[e].next
                e = self.in_first[v]
                while e >= 0:
                    self.unlink(&self.out_first[self.links[e].other], v)
                    self.raise_level(self.links[e].other, v)
                    e = self.links[e].next
        return order, self.links_of(self.out_first), self.links_of(self.in_first)

    cdef inline void raise_level(self, Py_ssize_t other, Py_ssize_t v) noexcept nogil:
        self.level[other] = max(self.level[other], self.level[v] + 1)

    cdef tuple links_of(self, int32_t[::1] first):
        cdef Py_ssize_t v, total = 0
        cdef int32_t e
        at = np.zeros(self.n + 1, dtype=np.int32)
        cdef int32_t[::1] offsets = at
        for v in range(self.n):
            offsets[v + 1] = offsets[v] + self.degree(first[v])
        other = np.empty(offsets[self.n], dtype=np.int32)
        seconds = np.empty(offsets[self.n], dtype=np.int32)
        cdef int32_t[::1] others = other, costs = seconds
        for v in range(self.n):
            e = first[v]
            while e >= 0:
                others[total] = self.links[e].other
                costs[total] = self.links[e].seconds
                total += 1
                e = self.links[e].next
        return at, other, seconds


def contract(
    const int32_t[::1] edge_at,
    const int32_t[::1] edge_to,
    const int32_t[::1] edge_seconds,
):
    """See ``_hierarchy.pyi``."""
    n = edge_at.shape[0] - 1
    order, outward, inward = _Contraction(edge_at, edge_to, edge_seconds).run_all()
    rank = np.empty(n, dtype=np.int32)
    rank[order] = np.arange(n - 1, -1, -1, dtype=np.int32)
    return (rank, *_by_rank(rank, *outward), *_by_rank(rank, *inward))


def _by_rank(rank, at, other, seconds):
    """Sort links by the rank of their owner, and name the others by rank."""
    owner = np.repeat(rank, np.diff(at))
    order = np.argsort(owner, kind="stable")
    sorted_at = np.zeros(len(at), dtype=np.int32)
    np.cumsum(np.bincount(owner, minlength=len(rank)), out=sorted_at[1:])
    return sorted_at, rank[other[order]], seconds[order]


@cython.final
cdef class _Sweep:
    """The links that one sweep reads, in the order in which it reads them.

    Nodes stand by depth, and those of one depth by their number of links: so the loop
    over links is as long as the one before nearly always, which processors like.
    """

    cdef int32_t[::1] rank  # of each place
    cdef int32_t[::1] at  # links of each place
    cdef int32_t[::1] link  # pairs: place above, seconds from there
    cdef int32_t[::1] vertex_place  # by vertex, -1

    def __init__(
        self,
        part,
        vertex_of,
        const int32_t[::1] at,
        const int32_t[::1] to,
        const int32_t[::1] seconds,
    ):
        cdef Py_ssize_t r, e, p, i, n = at.shape[0] - 1, total = 0
        depths = np.zeros(n, dtype=np.int32)
        cdef int32_t[::1] depth = depths
        for r in range(n):
            for e in range(at[r], at[r + 1]):
                depth[r] = max(depth[r], depth[to[e]] + 1)
        links = np.diff(np.asarray(at))[part]
        order = np.lexsort((part, links, depths[part]))
        ranks = part[order]
        places = np.full(n, -1, dtype=np.int32)
        places[ranks] = np.arange(len(ranks), dtype=np.int32)
        offsets = np.zeros(len(ranks) + 1, dtype=np.int32)
        np.cumsum(links[order], out=offsets[1:])
        self.rank, self.at = ranks, offsets
        self.link = np.empty(2 * int(links.sum()), dtype=np.int32)
        cdef int32_t[::1] place = places
        for p in range(self.rank.shape[0]):
            r = self.rank[p]
            for e in range(at[r], at[r + 1]):
                self.link[2 * total] = place[to[e]]
                self.link[2 * total + 1] = seconds[e]
                total += 1
        self.vertex_place = np.full(int(vertex_of.max(initial=-1)) + 1, -1, np.int32)
        cdef const int32_t[::1] vertices = vertex_of
        for r in range(n):
            i = vertices[r]
            if i >= 0:
                self.vertex_place[i] = place[r]


@cython.final
cdef class HierarchySearch:
    """Searches in a hierarchy, to and from the vertices of an overlay."""

    cdef readonly Py_ssize_t n_nodes, n_vertices
    cdef const int32_t[::1] rank
    cdef const int32_t[::1] out_at, out_to, out_seconds, in_at, in_to, in_seconds
    # Sweeps down to the vertices, from the origin and to the destination.
    cdef _Sweep down, back
    cdef int32_t[::1] distance, reverse_distance, sweep, met
    cdef Buckets queue

    def __cinit__(self):
        memset(&self.queue, 0, sizeof(Buckets))

    def __dealloc__(self):
        buckets_free(&self.queue)

    def __init__(
        self,
        const int32_t[::1] rank,
        const int32_t[::1] out_at,
        const int32_t[::1] out_to,
        const int32_t[::1] out_seconds,
        const int32_t[::1] in_at,
        const int32_t[::1] in_to,
        const int32_t[::1] in_seconds,
        const int32_t[::1] vertex_node,
    ):
        cdef Py_ssize_t n = rank.shape[0], v, r, e
        self.rank = rank
        self.out_at, self.out_to, self.out_seconds = out_at, out_to, out_seconds
        self.in_at, self.in_to, self.in_seconds = in_at, in_to, in_seconds
        self.n_nodes = n
        self.n_vertices = vertex_node.shape[0]
        self.distance = np.full(n, UNREACHED, dtype=np.int32)
        self.reverse_distance = np.full(n, UNREACHED, dtype=np.int32)
        self.met = np.empty(n, dtype=np.int32)
        wanted = np.zeros(n, dtype=np.uint8)
        vertex_of = np.full(n, -1, dtype=np.int32)
        cdef uint8_t[::1] needed = wanted
        cdef int32_t[::1] vertices = vertex_of
        for v in range(self.n_vertices):
            if vertex_node[v] >= 0:
                needed[rank[vertex_node[v]]] = 1
                vertices[rank[vertex_node[v]]] = <int32_t>v
        # Less important nodes come last: whoever is above a needed one is needed.
        for r in range(n - 1, -1, -1):
            if needed[r]:
                for e in range(in_at[r], in_at[r + 1]):
                    needed[in_to[e]] = 1
                for e in range(out_at[r], out_at[r + 1]):
                    needed[out_to[e]] = 1
        part = np.flatnonzero(wanted).astype(np.int32)
        self.sweep = np.empty(len(part), dtype=np.int32)
        self.down = _Sweep(part, vertex_of, in_at, in_to, in_seconds)
        self.back = _Sweep(part, vertex_of, out_at, out_to, out_seconds)

    cdef Py_ssize_t climb(
        self,
        const int32_t[::1] sources,
        const int32_t[::1] start,
        int32_t horizon,
        const int32_t[::1] at,
        const int32_t[::1] to,
        const int32_t[::1] seconds,
        int32_t[::1] distance,
    ) noexcept nogil:
        # Shortest ways upwards from the sources; the nodes met stand in `met`.
        cdef Buckets* q = &self.queue
        cdef Py_ssize_t i, x, e, key, n_met = 0
        cdef int32_t item, t, y
        for i in range(sources.shape[0]):
            x = self.rank[sources[i]]
            if start[i] <= horizon and start[i] < distance[x]:
                if distance[x] == UNREACHED:
                    self.met[n_met] = <int32_t>x
                    n_met += 1
                distance[x] = start[i]
                buckets_push(q, start[i], <int32_t>x)
        while True:
            item = buckets_pop(q, &key)
            if item < 0:
                break
            x = item
            if key != distance[x]:
                continue
            for e in range(at[x], at[x + 1]):
                t = <int32_t>key + seconds[e]
                y = to[e]
                if t <= horizon and t < distance[y]:
                    if distance[y] == UNREACHED:
                        self.met[n_met] = y
                        n_met += 1
                    distance[y] = t
                    buckets_push(q, t, y)
        return n_met

    cdef void spread(
        self,
        _Sweep way,
        const int32_t[::1] distance,
        int32_t horizon,
        int32_t[::1] out,
    ) noexcept nogil:
        # Sweep down to all vertices.
        cdef Py_ssize_t p, e, end
        cdef int32_t best, t
        cdef int32_t[::1] sweep = self.sweep
        e = 0
        for p in range(way.rank.shape[0]):
            best = distance[way.rank[p]]
            best = best if best < FAR else FAR
            end = way.at[p + 1]
            while e < end:
                t = sweep[way.link[2 * e]] + way.link[2 * e + 1]
                best = t if t < best else best
                e += 1
            sweep[p] = best
        for p in range(way.vertex_place.shape[0]):
            e = way.vertex_place[p]
            if e >= 0:
                best = sweep[e]
                out[p] = best if best <= horizon else UNREACHED

    def ends(
        self,
        const int32_t[::1] sources,
        const int32_t[::1] start,
        const int32_t[::1] targets,
        const int32_t[::1] rest,
        int32_t horizon,
    ):
        """See ``_hierarchy.pyi``."""
        there = np.full(self.n_vertices, UNREACHED, dtype=np.int32)
        back = np.full(self.n_vertices, UNREACHED, dtype=np.int32)
        cdef int32_t[::1] forth = there, home = back
        cdef Py_ssize_t i, n_out, n_in, x
        cdef int32_t direct = UNREACHED
        buckets_reserve(&self.queue, <Py_ssize_t>horizon + 1)
        cdef int32_t[::1] first
        with nogil:
            n_out = self.climb(
                sources, start, horizon,
                self.out_at, self.out_to, self.out_seconds, self.distance,
            )
            self.spread(self.down, self.distance, horizon, forth)
        first = np.asarray(self.met)[:n_out].copy()
        with nogil:
            n_in = self.climb(
                targets, rest, horizon,
                self.in_at, self.in_to, self.in_seconds, self.reverse_distance,
            )
            self.spread(self.back, self.reverse_distance, horizon, home)
            for i in range(n_in):
                x = self.met[i]
                if self.distance[x] != UNREACHED:
                    direct = min(direct, self.distance[x] + self.reverse_distance[x])
                self.reverse_distance[x] = UNREACHED
            for i in range(n_out):
                self.distance[first[i]] = UNREACHED
        return there, back, direct if direct <= horizon else UNREACHED

    def everywhere(
        self, const int32_t[::1] sources, const int32_t[::1] start, int32_t horizon
    ):
        """See ``_hierarchy.pyi``."""
        cdef Py_ssize_t i, x, e, n = self.n_nodes
        cdef int32_t best, t
        by_rank = np.full(n, FAR, dtype=np.int32)
        by_node = np.empty(n, dtype=np.int32)
        cdef int32_t[::1] distance = by_rank, found = by_node
        with nogil:
            for i in range(sources.shape[0]):
                x = self.rank[sources[i]]
                distance[x] = min(distance[x], start[i])
            # Up: the least important first.
            for x in range(n - 1, -1, -1):
                best = distance[x]
                if best != FAR:
                    for e in range(self.out_at[x], self.out_at[x + 1]):
                        t = best + self.out_seconds[e]
                        if t < distance[self.out_to[e]]:
                            distance[self.out_to[e]] = t
            # Down: the most important first.
            for x in range(n):
                best = distance[x]
                for e in range(self.in_at[x], self.in_at[x + 1]):
                    t = distance[self.in_to[e]] + self.in_seconds[e]
                    best = t if t < best else best
                distance[x] = best
            for i in range(n):
                best = distance[self.rank[i]]
                found[i] = best if best <= horizon else UNREACHED
        return by_node
