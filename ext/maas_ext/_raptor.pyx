"""Rounds over lines with unrestricted walking between them, once or for a range.

Source: D. Delling, T. Pajor, R. F. Werneck, "Round-Based Public Transit Routing",
Transportation Science 49(3), 2015 (RAPTOR, rRAPTOR). Walking is a Dijkstra search on
the overlay between two rounds, as in MR of D. Delling, J. Dibbelt, T. Pajor, D. Wagner,
R. Werneck, "Computing Multimodal Journeys in Practice", SEA 2013.

Added are: transfer rules, which hold between stops of one *group*. A vertex keeps its
earliest label and, if that comes from a stop of a group, the earliest that does not, so
that a stop of the group never takes a walk that a rule forbids. Staying seated, which
goes from the end of a trip to its followers in the same round. And ranges, with a layer
of labels per round, kept between departures from late to early.

See ``_raptor.pyi`` for the contract.
"""

cimport cython

import numpy as np

from libc.math cimport ceil
from libc.stdint cimport int32_t, int64_t, uint8_t
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
    BOARD = 1
    ALIGHT = 2
    ACCESS = -1  # reference of a label that comes on foot from the origin


cdef struct RideRecord:
    int32_t time, boarding, position


cdef struct BoardingRecord:
    # ride: the ride one changed from, ACCESS or a seed (below ACCESS). stayed: the
    # boarding of the trip one stayed on, -1 where one boarded.
    int32_t line, trip, position, ready, ride, stayed


cdef struct Found:
    int32_t boardings, departure, arrival, ride


cdef void* grown(void* data, Py_ssize_t size) noexcept nogil:
    cdef void* more = realloc(data, size)
    if more == NULL:
        abort()
    return more


@cython.final
cdef class Raptor:
    """A day, an overlay to walk on, and the scratch of one search at a time."""

    # The day: see maas.transit.day.Day.
    cdef readonly Py_ssize_t n_stops, n_ports, n_lines, n_trips, n_vertices
    cdef const int32_t[::1] line_at, stop, board_port, alight_port
    cdef const uint8_t[::1] flags
    cdef const int32_t[::1] trip_at, arrivals, departures, trip_line
    cdef const int64_t[::1] time_at
    cdef const int32_t[::1] serving_at, serving_line, serving_position
    cdef const int32_t[::1] follow_at, follow_trip
    cdef int32_t n_near, far_from
    # Walking: see maas.transit.footpaths.Footpaths.
    cdef const int32_t[::1] walk_at
    cdef const int32_t[::1] walk  # pairs: vertex, seconds
    cdef uint8_t[::1] dead_end  # the only walk from here leads back
    cdef bint grouped  # there are transfer rules
    # What a range is guided by: walks reversed, the quickest ride from each position to
    # the next, lines that vehicles go on as, and so a bound for every vertex.
    cdef const int32_t[::1] back_at, back_to, back_seconds
    cdef int32_t[::1] hop, onward_at, onward, from_start
    cdef int32_t[::1] least  # by vertex: seconds to the destination at the very least
    cdef int32_t longest
    cdef bint guided
    cdef const int32_t[::1] group, port_stop, extra_at, extra_port
    cdef const int32_t[::1] table_at, table_board, table_seconds, table_walk
    # Labels, one layer after the other; see the module's docstring.
    cdef int32_t[::1] first_time, first_group, first_ride
    cdef int32_t[::1] second_time, second_group, second_ride
    cdef int32_t[::1] ride_time, ride_record, board_time, board_ride
    cdef int32_t[::1] expanded_from, stay_round, scanned_from
    # One phase.
    cdef int32_t[::1] changed, changed_run, rode, rode_run, lines, scan_from
    cdef int32_t[::1] walked, walked_run
    # Walking alone: what an earlier ride left at a vertex, and may stand in for later.
    cdef int32_t[::1] shadow_run, shadow_start, shadow_walk
    cdef int32_t[::1] staying
    cdef Py_ssize_t n_changed, n_rode, n_lines_next, n_staying
    cdef int32_t run, walk_run, shadow
    # The question.
    cdef const int32_t[::1] egress, access  # seconds on foot, by vertex
    cdef Py_ssize_t layers, layers_room
    cdef bint whole_access, walks_nowhere, seeding, wants_labels
    cdef bint alone, ranged  # alone: every ride walks by itself, as limits demand
    cdef int32_t min_transfer, additional, max_transfer
    cdef double factor
    cdef int32_t base, departure
    cdef int32_t bound[64]
    cdef Found best
    # Records of how labels came about.
    cdef RideRecord* rides
    cdef BoardingRecord* boardings
    cdef Found* found
    cdef Py_ssize_t n_rides, rides_room, n_boardings, boardings_room, n_found
    cdef Py_ssize_t found_room
    cdef Buckets queue
    cdef object day, footpaths, reversed_footpaths

    def __cinit__(self):
        self.rides = NULL
        self.boardings = NULL
        self.found = NULL
        self.rides_room = self.boardings_room = self.found_room = 0
        memset(&self.queue, 0, sizeof(Buckets))

    def __dealloc__(self):
        free(self.rides)
        free(self.boardings)
        free(self.found)
        buckets_free(&self.queue)

    def __init__(self, day, footpaths, reversed_footpaths=None):
        self.day, self.footpaths = day, footpaths
        self.reversed_footpaths = reversed_footpaths
        self.line_at = day.line_at
        self.stop = day.stop
        self.flags = day.flags
        self.board_port = day.board_port
        self.alight_port = day.alight_port
        self.trip_at = day.trip_at
        self.time_at = day.time_at
        self.arrivals = day.arrivals
        self.departures = day.departures
        self.trip_line = day.trip_line
        self.serving_at = day.serving_at
        self.serving_line = day.serving_line
        self.serving_position = day.serving_position
        self.follow_at = day.follow_at
        self.follow_trip = day.follow_trip
        self.n_near = day.near_lines
        self.far_from = day.far_from
        self.walk_at = footpaths.walk_at
        self.walk = np.ascontiguousarray(
            np.stack([footpaths.walk_to, footpaths.walk_seconds], axis=1)
        ).reshape(-1)
        self.dead_end = _dead_ends(footpaths.walk_at, footpaths.walk_to)
        self.grouped = bool((np.asarray(footpaths.group) >= 0).any())
        self.group = footpaths.group
        self.port_stop = footpaths.port_stop
        self.extra_at = footpaths.extra_at
        self.extra_port = footpaths.extra_port
        self.table_at = footpaths.table_at
        self.table_board = footpaths.table_board
        self.table_seconds = footpaths.table_seconds
        self.table_walk = footpaths.table_walk
        self.n_lines = self.line_at.shape[0] - 1
        self.n_trips = self.trip_line.shape[0]
        self.n_stops = self.group.shape[0]
        self.n_ports = self.port_stop.shape[0]
        self.n_vertices = self.walk_at.shape[0] - 1
        self.layers_room = 0
        self.reserve(1)
        self.changed = np.empty(self.n_vertices, dtype=np.int32)
        self.changed_run = np.zeros(self.n_vertices, dtype=np.int32)
        self.rode = np.empty(self.n_ports, dtype=np.int32)
        self.rode_run = np.zeros(self.n_ports, dtype=np.int32)
        self.lines = np.empty(self.n_lines, dtype=np.int32)
        self.scan_from = np.full(self.n_lines, UNREACHED, dtype=np.int32)
        self.walked = np.empty(self.n_vertices, dtype=np.int32)
        self.walked_run = np.zeros(self.n_vertices, dtype=np.int32)
        self.shadow_run = np.zeros(self.n_vertices, dtype=np.int32)
        self.shadow_start = np.empty(self.n_vertices, dtype=np.int32)
        self.shadow_walk = np.empty(self.n_vertices, dtype=np.int32)
        self.staying = np.empty(self.n_trips, dtype=np.int32)
        self.scanned_from = np.empty(self.n_trips, dtype=np.int32)
        self.run = self.walk_run = self.shadow = 0
        self.least = np.zeros(self.n_vertices, dtype=np.int32)
        self.hop = None

    cdef int reserve(self, Py_ssize_t layers) except -1:
        cdef Py_ssize_t vertices = layers * self.n_vertices
        cdef Py_ssize_t ports = layers * self.n_ports
        if layers <= self.layers_room:
            return 0
        self.layers_room = layers
        self.first_time = np.empty(vertices, dtype=np.int32)
        self.first_group = np.empty(vertices, dtype=np.int32)
        self.first_ride = np.empty(vertices, dtype=np.int32)
        self.second_time = np.empty(vertices, dtype=np.int32)
        self.second_group = np.empty(vertices, dtype=np.int32)
        self.second_ride = np.empty(vertices, dtype=np.int32)
        self.ride_time = np.empty(ports, dtype=np.int32)
        self.ride_record = np.empty(ports, dtype=np.int32)
        self.board_time = np.empty(ports, dtype=np.int32)
        self.board_ride = np.empty(ports, dtype=np.int32)
        self.expanded_from = np.empty(layers * self.n_lines, dtype=np.int32)
        self.stay_round = np.empty(self.n_trips, dtype=np.int32)
        return 0

    # ----------------------------------------------------------------- guidance

    cdef int find_hops(self) except -1:
        # Once, before the first range: what does not depend on the question.
        cdef Py_ssize_t line, i, t, n, row, e
        cdef int32_t best
        back = self.reversed_footpaths
        self.back_at, self.back_to = back.walk_at, back.walk_to
        self.back_seconds = back.walk_seconds
        self.hop = np.zeros(self.stop.shape[0], dtype=np.int32)
        pairs = set()
        for line in range(self.n_lines):
            n = self.trip_at[line + 1] - self.trip_at[line]
            row = self.time_at[line]
            for i in range(self.line_at[line], self.line_at[line + 1] - 1):
                best = UNREACHED
                for t in range(n):
                    best = min(
                        best, self.arrivals[row + n + t] - self.departures[row + t]
                    )
                self.hop[i] = max(best, 0)
                row += n
            for t in range(self.trip_at[line], self.trip_at[line + 1]):
                for e in range(self.follow_at[t], self.follow_at[t + 1]):
                    pairs.add((line, self.trip_line[self.follow_trip[e]]))
        both = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
        self.onward_at = np.searchsorted(
            both[:, 0], np.arange(self.n_lines + 1)
        ).astype(np.int32)
        self.onward = np.ascontiguousarray(both[:, 1])
        self.from_start = np.empty(self.n_lines, dtype=np.int32)
        return 0

    cdef void find_least(self, int32_t longest) noexcept nogil:
        # Seconds to the destination as if every vehicle came at once, at its quickest;
        # UNREACHED where that takes `longest` or more.
        cdef Py_ssize_t v, line, i, e, port
        cdef int32_t ahead, seconds
        cdef bint better = True
        self.longest = min(longest, <int32_t>self.queue.n_buckets)
        for v in range(self.n_vertices):
            self.least[v] = self.egress[v] if self.egress[v] < longest else UNREACHED
        for line in range(self.n_lines):
            self.from_start[line] = UNREACHED
        while better:
            better = False
            for line in range(self.n_lines):
                ahead = UNREACHED
                for e in range(self.onward_at[line], self.onward_at[line + 1]):
                    ahead = min(ahead, self.from_start[self.onward[e]])
                for i in range(
                    self.line_at[line + 1] - 1, self.line_at[line] - 1, -1
                ):
                    if ahead != UNREACHED:
                        ahead += self.hop[i]
                        if self.flags[i] & BOARD:
                            better |= self.lower(self.stop[i], ahead)
                    if self.flags[i] & ALIGHT:
                        ahead = min(ahead, self.least[self.stop[i]])
                if ahead < self.from_start[line]:
                    self.from_start[line] = ahead
                    better = True
            if self.grouped:
                for port in range(self.n_ports):
                    for e in range(self.table_at[port], self.table_at[port + 1]):
                        seconds = self.least[self.port_stop[self.table_board[e]]]
                        if seconds != UNREACHED:
                            better |= self.lower(
                                self.port_stop[port], seconds + self.table_seconds[e]
                            )
            self.walk_least()

    cdef inline bint lower(self, Py_ssize_t v, int32_t seconds) noexcept nogil:
        # Lower a bound, and let it spread on foot.
        if seconds >= self.least[v] or seconds >= self.longest:
            return False
        self.least[v] = seconds
        buckets_push(&self.queue, seconds, <int32_t>v)
        return True

    cdef void walk_least(self) noexcept nogil:
        cdef Py_ssize_t key, v, e
        cdef int32_t item, seconds
        while True:
            item = buckets_pop(&self.queue, &key)
            if item < 0:
                return
            v = item
            if key != self.least[v]:
                continue
            for e in range(self.back_at[v], self.back_at[v + 1]):
                seconds = <int32_t>key + self.back_seconds[e]
                if seconds < self.least[self.back_to[e]]:
                    self.lower(self.back_to[e], seconds)

    cdef inline bint too_late(
        self, Py_ssize_t layer, Py_ssize_t v, int32_t time
    ) noexcept nogil:
        # Can nobody who is at v at `time` improve on what is known, boarding again?
        if not self.guided:
            return time >= self.bound[layer]
        if self.least[v] == UNREACHED:
            return True
        return time + self.least[v] >= self.bound[min(layer + 1, self.layers - 1)]

    # ------------------------------------------------------------------ records

    cdef int32_t record_ride(
        self, int32_t time, int32_t boarding, int32_t position
    ) noexcept nogil:
        cdef Py_ssize_t r = self.n_rides
        if r == self.rides_room:
            self.rides_room = 2 * r + 1024
            self.rides = <RideRecord*>grown(
                self.rides, self.rides_room * sizeof(RideRecord)
            )
        self.rides[r].time = time
        self.rides[r].boarding = boarding
        self.rides[r].position = position
        self.n_rides = r + 1
        return <int32_t>r

    cdef int32_t record_boarding(self, const BoardingRecord* one) noexcept nogil:
        cdef Py_ssize_t b = self.n_boardings
        if b == self.boardings_room:
            self.boardings_room = 2 * b + 1024
            self.boardings = <BoardingRecord*>grown(
                self.boardings, self.boardings_room * sizeof(BoardingRecord)
            )
        self.boardings[b] = one[0]
        self.n_boardings = b + 1
        return <int32_t>b

    cdef void record_found(self, int32_t boardings) noexcept nogil:
        if self.n_found == self.found_room:
            self.found_room = 2 * self.n_found + 64
            self.found = <Found*>grown(self.found, self.found_room * sizeof(Found))
        self.best.boardings = boardings
        self.best.departure = self.departure
        self.found[self.n_found] = self.best
        self.n_found += 1

    # ------------------------------------------------------------------- labels

    cdef inline int enter(
        self, Py_ssize_t at, int32_t time, int32_t group, int32_t ride
    ) noexcept nogil:
        # Enter a label at `at` (vertex of a layer). 0 dominated, 1 first, 2 second,
        # 3 first, and the former first became second.
        cdef int kind = 1
        if time < self.first_time[at]:
            if group >= 0 and self.first_group[at] != group:
                if self.first_time[at] < UNREACHED:
                    self.second_time[at] = self.first_time[at]
                    self.second_group[at] = self.first_group[at]
                    self.second_ride[at] = self.first_ride[at]
                    kind = 3
            self.first_time[at] = time
            self.first_group[at] = group
            self.first_ride[at] = ride
            return kind
        if (
            self.first_group[at] >= 0
            and group != self.first_group[at]
            and time < self.second_time[at]
        ):
            self.second_time[at] = time
            self.second_group[at] = group
            self.second_ride[at] = ride
            return 2
        return 0

    cdef inline bint outwalked(self, Py_ssize_t v, int32_t time) noexcept nogil:
        # In a range: is one at v no later by walking there from the origin? It counts
        # only if one could have walked on from there as well.
        return (
            self.ranged
            and self.whole_access
            and self.access[v] != UNREACHED
            and time >= self.departure + self.access[v]
        )

    cdef inline void reach_vertex(
        self,
        Py_ssize_t layer,
        Py_ssize_t v,
        int32_t time,
        int32_t group,
        int32_t ride,
        bint walks_on,
    ) noexcept nogil:
        # A better label at vertex v, on foot or by ride: queue it to walk on.
        cdef Py_ssize_t at = layer * self.n_vertices + v
        cdef int kind
        if self.outwalked(v, time):
            return
        kind = self.enter(at, time, group, ride)
        if kind == 0:
            return
        if kind == 3:
            # The former label walks on from the second place.
            buckets_push(
                &self.queue,
                self.second_time[at] - self.base,
                <int32_t>((v << 1) | 1),
            )
        if walks_on:
            buckets_push(
                &self.queue, time - self.base, <int32_t>((v << 1) | (kind == 2))
            )
        if self.changed_run[v] != self.run:
            self.changed_run[v] = self.run
            self.changed[self.n_changed] = <int32_t>v
            self.n_changed += 1

    cdef inline void raise_layers(self, Py_ssize_t layer, Py_ssize_t v) noexcept nogil:
        # More boardings are never worse: copy a vertex's labels to later layers.
        cdef Py_ssize_t at = layer * self.n_vertices + v, k, more
        for k in range(layer + 1, self.layers):
            more = k * self.n_vertices + v
            self.enter(
                more, self.first_time[at], self.first_group[at], self.first_ride[at]
            )
            if self.first_group[at] >= 0 and self.second_time[at] < UNREACHED:
                self.enter(
                    more,
                    self.second_time[at],
                    self.second_group[at],
                    self.second_ride[at],
                )

    cdef inline void alight(
        self,
        Py_ssize_t layer,
        Py_ssize_t k,
        Py_ssize_t j,
        int32_t time,
        BoardingRecord* on,
        int32_t* boarding,
        int32_t position,
    ) noexcept nogil:
        # A vehicle reaches position j (of all positions) at `time`.
        cdef int32_t port = self.alight_port[j], s = self.stop[j], ride = -2, group
        cdef Py_ssize_t at = layer * self.n_ports + port, more
        cdef Py_ssize_t v = layer * self.n_vertices + s
        group = self.group[s]
        if self.egress[s] != UNREACHED and time + self.egress[s] < self.bound[layer]:
            ride = self.note(time, on, boarding, position)
            self.bound[layer] = time + self.egress[s]
            self.best.arrival = self.bound[layer]
            self.best.ride = ride
        if self.guided and self.too_late(layer, s, time):
            return
        if group < 0 and not self.alone and self.outwalked(s, time):
            return
        if self.alone or group >= 0:
            if time < self.ride_time[at]:
                if ride == -2:
                    ride = self.note(time, on, boarding, position)
                for more in range(layer, self.layers):
                    if time < self.ride_time[more * self.n_ports + port]:
                        self.ride_time[more * self.n_ports + port] = time
                        self.ride_record[more * self.n_ports + port] = ride
                if self.rode_run[port] != self.run:
                    self.rode_run[port] = self.run
                    self.rode[self.n_rode] = port
                    self.n_rode += 1
            if self.alone:
                return
        if time < self.first_time[v] or (
            self.first_group[v] >= 0
            and group != self.first_group[v]
            and time < self.second_time[v]
        ):
            if ride == -2:
                ride = self.note(time, on, boarding, position)
            self.reach_vertex(layer, s, time, group, ride, True)

    cdef inline int32_t note(
        self, int32_t time, BoardingRecord* on, int32_t* boarding, int32_t position
    ) noexcept nogil:
        if boarding[0] < 0:
            boarding[0] = self.record_boarding(on)
        return self.record_ride(time, boarding[0], position)

    cdef inline void offer(
        self, Py_ssize_t layer, Py_ssize_t port, int32_t time, int32_t ride
    ) noexcept nogil:
        # One may board at this port from `time` on.
        cdef Py_ssize_t at = layer * self.n_ports + port, more
        cdef Py_ssize_t s
        s = self.port_stop[port]
        if self.too_late(layer, s, time):
            return
        if self.ranged and not self.seeding:
            if self.access[s] != UNREACHED:
                if time >= self.departure + self.access[s]:
                    return
        if time < self.board_time[at]:
            for more in range(layer, self.layers):
                if time < self.board_time[more * self.n_ports + port]:
                    self.board_time[more * self.n_ports + port] = time
                    self.board_ride[more * self.n_ports + port] = ride
            self.mark_lines(layer, port, time)

    cdef inline void mark_lines(
        self, Py_ssize_t layer, Py_ssize_t port, int32_t time
    ) noexcept nogil:
        cdef Py_ssize_t e, line, n, row
        cdef int32_t position
        for e in range(self.serving_at[port], self.serving_at[port + 1]):
            line = self.serving_line[e]
            if line >= self.n_near and self.bound[layer] <= self.far_from:
                break
            position = self.serving_position[e]
            if position >= self.scan_from[line]:
                continue
            n = self.trip_at[line + 1] - self.trip_at[line]
            row = self.time_at[line] + position * n
            if self.departures[row + n - 1] < time:
                continue
            if self.departures[row] >= self.bound[layer]:
                continue
            if self.scan_from[line] == UNREACHED:
                self.lines[self.n_lines_next] = <int32_t>line
                self.n_lines_next += 1
            self.scan_from[line] = position

    # -------------------------------------------------------------------- rides

    cdef void ride_line(
        self, Py_ssize_t line, Py_ssize_t start, Py_ssize_t k
    ) noexcept nogil:
        # Board the line wherever a label of the round before catches it.
        cdef Py_ssize_t before = (k - 1) if self.ranged else 0
        cdef Py_ssize_t layer = k if self.ranged else 0
        cdef Py_ssize_t first = self.line_at[line]
        cdef Py_ssize_t length = self.line_at[line + 1] - first
        cdef Py_ssize_t n = self.trip_at[line + 1] - self.trip_at[line]
        cdef Py_ssize_t row, i, j, low, high, middle, port
        cdef Py_ssize_t on = n
        cdef int32_t time, boarding = -1
        cdef BoardingRecord one
        one.line = <int32_t>line
        one.stayed = -1
        one.trip = one.position = one.ready = one.ride = -1
        row = self.time_at[line] + start * n
        for i in range(start, length):
            j = first + i
            if on < n and self.flags[j] & ALIGHT:
                time = self.arrivals[row + on]
                if time < self.bound[layer]:
                    self.alight(layer, k, j, time, &one, &boarding, <int32_t>i)
            if self.flags[j] & BOARD:
                port = before * self.n_ports + self.board_port[j]
                time = self.board_time[port]
                if time != UNREACHED:
                    if on < n:
                        low = on
                        while low > 0 and self.departures[row + low - 1] >= time:
                            low -= 1
                    else:
                        low, high = 0, n
                        while low < high:
                            middle = (low + high) >> 1
                            if self.departures[row + middle] < time:
                                low = middle + 1
                            else:
                                high = middle
                    if low < on:
                        on = low
                        boarding = -1
                        one.trip = <int32_t>(self.trip_at[line] + on)
                        one.position = <int32_t>i
                        one.ready = time
                        one.ride = self.board_ride[port]
            row += n
        if on < n:
            self.follow_all(line, on, n, k, &one)

    cdef void ride_trip(
        self,
        Py_ssize_t line,
        Py_ssize_t on,
        Py_ssize_t start,
        Py_ssize_t end,
        Py_ssize_t k,
        BoardingRecord* one,
        int32_t* boarding,
    ) noexcept nogil:
        # Ride one trip that was boarded at position start - 1 or before, up to end.
        cdef Py_ssize_t layer = k if self.ranged else 0
        cdef Py_ssize_t first = self.line_at[line], i
        cdef Py_ssize_t n = self.trip_at[line + 1] - self.trip_at[line]
        cdef Py_ssize_t row = self.time_at[line] + start * n + on
        cdef int32_t time
        for i in range(start, end):
            if self.flags[first + i] & ALIGHT:
                time = self.arrivals[row]
                if time < self.bound[layer]:
                    self.alight(layer, k, first + i, time, one, boarding, <int32_t>i)
            row += n

    cdef void follow_all(
        self, Py_ssize_t line, Py_ssize_t on, Py_ssize_t n, Py_ssize_t k,
        BoardingRecord* one
    ) noexcept nogil:
        # Whoever catches trip `on` catches every later trip of the line as well: go on
        # from the end of each with the trips that follow it.
        cdef Py_ssize_t layer = k if self.ranged else 0
        cdef Py_ssize_t first = self.trip_at[line], t, last
        cdef Py_ssize_t known = self.expanded_from[layer * self.n_lines + line]
        cdef BoardingRecord other = one[0]
        if self.follow_at[first] == self.follow_at[first + n]:
            return
        last = self.time_at[line]
        last += (self.line_at[line + 1] - self.line_at[line] - 1) * n
        for t in range(on, min(known, n)):
            if self.arrivals[last + t] >= self.bound[layer]:
                break
            other.trip = <int32_t>(first + t)
            self.follow(first + t, k, &other)
        for t in range(layer, self.layers):
            if on < self.expanded_from[t * self.n_lines + line]:
                self.expanded_from[t * self.n_lines + line] = <int32_t>on

    cdef void follow(
        self, Py_ssize_t trip, Py_ssize_t k, BoardingRecord* one
    ) noexcept nogil:
        # Stay on board from the end of `trip` into the trips that follow it.
        cdef Py_ssize_t e
        cdef int32_t boarding = -1, after
        cdef BoardingRecord next
        for e in range(self.follow_at[trip], self.follow_at[trip + 1]):
            after = self.follow_trip[e]
            if self.stay_round[after] <= k:
                continue
            self.stay_round[after] = <int32_t>k
            if boarding < 0:
                boarding = self.record_boarding(one)
            next = one[0]
            next.line = self.trip_line[after]
            next.trip = after
            next.position = 0
            next.stayed = boarding
            self.staying[self.n_staying] = self.record_boarding(&next)
            self.n_staying += 1

    cdef void ride_stayed(self, Py_ssize_t k) noexcept nogil:
        # Ride every trip that is reached by staying seated in this round.
        cdef BoardingRecord one
        cdef int32_t boarding
        cdef Py_ssize_t line
        while self.n_staying:
            self.n_staying -= 1
            boarding = self.staying[self.n_staying]
            one = self.boardings[boarding]
            line = one.line
            self.ride_trip(
                line,
                one.trip - self.trip_at[line],
                1,
                self.line_at[line + 1] - self.line_at[line],
                k,
                &one,
                &boarding,
            )
            self.follow(one.trip, k, &one)

    # ------------------------------------------------------------------ walking

    cdef void walk_together(self, Py_ssize_t layer) noexcept nogil:
        # Walk on from all labels of this round at once.
        cdef Buckets* q = &self.queue
        cdef Py_ssize_t key, v, at, e
        cdef int32_t item, time, group, ride, later
        while True:
            item = buckets_pop(q, &key)
            if item < 0:
                break
            v = item >> 1
            time = <int32_t>key + self.base
            if time >= self.bound[layer]:
                buckets_clear(q)
                break
            at = layer * self.n_vertices + v
            if item & 1:
                if self.second_time[at] != time or self.first_group[at] < 0:
                    continue
                ride, group = self.second_ride[at], self.second_group[at]
            else:
                if self.first_time[at] != time:
                    continue
                ride, group = self.first_ride[at], self.first_group[at]
            for e in range(self.walk_at[v], self.walk_at[v + 1]):
                later = time + self.walk[2 * e + 1]
                v = self.walk[2 * e]
                if self.too_late(layer, v, later):
                    continue
                at = layer * self.n_vertices + v
                if later < self.first_time[at] or (
                    self.grouped
                    and self.first_group[at] >= 0
                    and later < self.second_time[at]
                ):
                    self.reach_vertex(
                        layer, v, later, group, ride, not self.dead_end[v]
                    )

    cdef void settle_changes(self, Py_ssize_t layer) noexcept nogil:
        # Turn the labels of this round into times to board from.
        cdef Py_ssize_t c, v, at, e, port
        cdef int32_t time, ride, group
        if self.ranged:
            for c in range(self.n_changed):
                self.raise_layers(layer, self.changed[c])
        for c in range(self.n_changed):
            v = self.changed[c]
            if v >= self.n_stops:
                continue
            at = layer * self.n_vertices + v
            group = self.group[v]
            if group < 0 or self.first_group[at] != group:
                time, ride = self.first_time[at], self.first_ride[at]
            else:
                time, ride = self.second_time[at], self.second_ride[at]
            if time == UNREACHED or ride == ACCESS:
                continue
            time += self.additional
            self.offer(layer, v, time, ride)
            for e in range(self.extra_at[v], self.extra_at[v + 1]):
                self.offer(layer, self.extra_port[e], time, ride)
        for c in range(self.n_rode):
            port = self.rode[c]
            at = layer * self.n_ports + port
            for e in range(self.table_at[port], self.table_at[port + 1]):
                if self.alone and self.table_walk[e] != UNREACHED:
                    if self.table_walk[e] > self.max_transfer:
                        continue
                self.offer(
                    layer,
                    self.table_board[e],
                    self.ride_time[at] + self.transfer(self.table_seconds[e]),
                    self.ride_record[at],
                )

    cdef inline int32_t transfer(self, int32_t seconds) noexcept nogil:
        # What a change takes this traveller.
        if not self.alone:
            return seconds + self.additional
        seconds = <int32_t>ceil(seconds * self.factor - 1e-6)
        return max(seconds, self.min_transfer) + self.additional

    cdef void walk_alone(self, Py_ssize_t layer, Py_ssize_t port) noexcept nogil:
        # Walk on from one ride by itself: limits count from where one alighted.
        cdef Buckets* q = &self.queue
        cdef Py_ssize_t key, v, e, origin = self.port_stop[port], at
        cdef int32_t item, w, later, seconds, start, ride, group
        at = layer * self.n_ports + port
        start, ride = self.ride_time[at], self.ride_record[at]
        group = self.group[origin]
        self.walk_run += 1
        self.walked_run[origin] = self.walk_run
        self.walked[origin] = 0
        buckets_push(q, 0, <int32_t>origin)
        while True:
            item = buckets_pop(q, &key)
            if item < 0:
                break
            v, w = item, <int32_t>key
            if w != self.walked[v]:
                continue
            if start + w >= self.bound[layer]:
                buckets_clear(q)
                break
            if self.shadowed(v, start, w):
                continue
            if group < 0:
                self.shadow_run[v] = self.shadow
                self.shadow_start[v], self.shadow_walk[v] = start, w
            at = layer * self.n_vertices + v
            if start + w < self.first_time[at]:
                self.first_time[at] = start + w
                self.first_ride[at] = ride
            if v < self.n_stops:
                if group < 0 or self.group[v] != group:
                    later = start + self.transfer(w)
                    self.offer(layer, v, later, ride)
                    for e in range(self.extra_at[v], self.extra_at[v + 1]):
                        self.offer(layer, self.extra_port[e], later, ride)
            for e in range(self.walk_at[v], self.walk_at[v + 1]):
                seconds = w + self.walk[2 * e + 1]
                if seconds > self.max_transfer:
                    continue
                item = self.walk[2 * e]
                if self.too_late(layer, item, start + seconds):
                    continue
                if (
                    self.walked_run[item] != self.walk_run
                    or seconds < self.walked[item]
                ):
                    self.walked_run[item] = self.walk_run
                    self.walked[item] = seconds
                    buckets_push(q, seconds, item)

    cdef inline bint shadowed(
        self, Py_ssize_t v, int32_t start, int32_t w
    ) noexcept nogil:
        # Did a ride that ended no later walk here as well, so that whatever this
        # traveller's transfers take, it is ready no later anywhere further on?
        return (
            self.shadow_run[v] == self.shadow
            and self.shadow_start[v] <= start
            and self.shadow_start[v] + self.factor * self.shadow_walk[v]
            <= start + self.factor * w
            and (self.max_transfer == UNREACHED or self.shadow_walk[v] <= w)
        )

    cdef void walk_one_by_one(self, Py_ssize_t layer) noexcept nogil:
        # Rides in order of time, so that earlier ones shadow later ones.
        cdef Py_ssize_t c, key, n = self.n_rode
        cdef int32_t port
        if self.ranged:
            self.shadow += 1
        for c in range(n):
            port = self.rode[c]
            key = self.ride_time[layer * self.n_ports + port] - self.base
            buckets_push(&self.queue, key, port)
        for c in range(n):
            self.rode[c] = buckets_pop(&self.queue, &key)
        for c in range(n):
            self.walk_alone(layer, self.rode[c])

    cdef void finish_round(self, Py_ssize_t k, bint last) noexcept nogil:
        # Note what reached the destination in round k, then walk on.
        cdef Py_ssize_t layer = k if self.ranged else 0, more
        if self.best.ride != -2:
            self.record_found(<int32_t>k)
            for more in range(layer + 1, self.layers):
                self.bound[more] = min(self.bound[more], self.bound[layer])
        if last and not self.wants_labels:
            buckets_clear(&self.queue)
            return
        if self.alone:
            self.walk_one_by_one(layer)
        else:
            self.walk_together(layer)
        self.settle_changes(layer)

    cdef inline void begin_phase(self) noexcept nogil:
        self.run += 1
        self.n_changed = self.n_rode = self.n_lines_next = self.n_staying = 0
        self.best.ride = -2

    cdef Py_ssize_t take_lines(self, int32_t[::1] todo) noexcept nogil:
        # Move the marked lines and their starts to `todo`, in pairs.
        cdef Py_ssize_t i, n = self.n_lines_next
        for i in range(n):
            todo[2 * i] = self.lines[i]
            todo[2 * i + 1] = self.scan_from[self.lines[i]]
            self.scan_from[self.lines[i]] = UNREACHED
        return n

    cdef void rounds(
        self, Py_ssize_t first, Py_ssize_t max_boardings, int32_t[::1] todo
    ) noexcept nogil:
        cdef Py_ssize_t k, i, n
        for k in range(first, max_boardings + 1):
            n = self.take_lines(todo)
            if n == 0:
                break
            self.begin_phase()
            for i in range(n):
                self.ride_line(todo[2 * i], todo[2 * i + 1], k)
            self.ride_stayed(k)
            self.finish_round(k, k == max_boardings)
        self.take_lines(todo)

    # ----------------------------------------------------------------- questions

    cdef int prepare(
        self,
        Py_ssize_t layers,
        int32_t base,
        int32_t horizon,
        limits,
        const int32_t[::1] access,
        const int32_t[::1] egress,
        bint whole_access,
    ) except -1:
        cdef Py_ssize_t i
        if layers > 64:
            raise ValueError("at most 63 boardings")
        if access.shape[0] < self.n_vertices or egress.shape[0] < self.n_vertices:
            raise ValueError("access and egress hold a walk for every vertex")
        self.reserve(layers)
        self.layers = layers
        self.ranged = layers > 1
        self.base = base
        self.access, self.egress = access, egress
        self.whole_access = whole_access
        self.min_transfer, self.additional, self.max_transfer, self.factor = limits
        self.alone = (
            self.min_transfer > 0
            or self.factor != 1.0
            or self.max_transfer != UNREACHED
        )
        buckets_reserve(&self.queue, <Py_ssize_t>horizon + 4)
        buckets_clear(&self.queue)
        self.n_rides = self.n_boardings = self.n_found = 0
        self.n_lines_next = 0
        self.shadow += 1
        self.seeding = self.wants_labels = self.guided = False
        # UNREACHED is no repeated byte: memset cannot write it.
        for i in range(layers * self.n_vertices):
            self.first_time[i] = UNREACHED
            self.second_time[i] = UNREACHED
            self.first_group[i] = -1
        for i in range(layers * self.n_ports):
            self.board_time[i] = UNREACHED
            self.ride_time[i] = UNREACHED
        for i in range(layers * self.n_lines):
            self.expanded_from[i] = UNREACHED
        for i in range(self.n_trips):
            self.stay_round[i] = UNREACHED
        return 0

    cdef void offer_access(self, Py_ssize_t v) noexcept nogil:
        # One may board at a stop that one walked to from the origin.
        cdef Py_ssize_t e
        cdef int32_t time
        if v >= self.n_stops or self.access[v] == UNREACHED:
            return
        time = self.departure + self.access[v]
        self.offer(0, v, time, ACCESS)
        for e in range(self.extra_at[v], self.extra_at[v + 1]):
            self.offer(0, self.extra_port[e], time, ACCESS)

    def depart(
        self,
        const int32_t[::1] access,
        const int32_t[::1] egress,
        bint whole_access,
        int32_t direct,
        int32_t time,
        int32_t max_travel,
        int32_t max_boardings,
        limits,
        bint labels=False,
    ):
        """See ``_raptor.pyi``."""
        cdef int32_t[::1] todo = np.empty(2 * self.n_lines, dtype=np.int32)
        cdef Py_ssize_t v
        self.prepare(1, time, max_travel, limits, access, egress, whole_access)
        self.wants_labels = labels
        self.departure = time
        with nogil:
            self.bound[0] = time + (direct if direct <= max_travel else max_travel + 1)
            self.begin_phase()
            for v in range(self.n_vertices):
                if access[v] < self.bound[0] - time:
                    if whole_access or labels:
                        self.first_time[v] = time + access[v]
                        self.first_ride[v] = ACCESS
                    self.offer_access(v)
            self.rounds(1, max_boardings, todo)
        return self.journeys()

    def arrivals_by_vertex(self):
        """See ``_raptor.pyi``."""
        return np.asarray(self.first_time[: self.n_vertices]).copy()

    def depart_within(
        self,
        const int32_t[::1] access,
        const int32_t[::1] egress,
        bint whole_access,
        int32_t direct,
        int32_t start,
        int32_t window,
        int32_t max_travel,
        int32_t max_boardings,
        limits,
    ):
        """See ``_raptor.pyi``."""
        cdef int32_t[::1] todo = np.empty(2 * self.n_lines, dtype=np.int32)
        cdef Py_ssize_t i, k, n_events, at
        cdef int32_t cap = min(direct, max_travel + 1)
        # Two layers at least, even for somebody who may board nothing.
        self.prepare(
            max(max_boardings, 1) + 1, start, window + max_travel, limits,
            access, egress, whole_access,
        )
        for i in range(self.n_trips):
            self.scanned_from[i] = UNREACHED
        if self.reversed_footpaths is not None:
            if self.hop is None:
                self.find_hops()
            with nogil:
                self.find_least(cap)
            self.guided = True
        self.walks_nowhere = direct == UNREACHED
        events, positions, trips = self.events(start, window, cap)
        cdef const int32_t[::1] event_time = events, event_position = positions
        cdef const int32_t[::1] event_trip = trips
        n_events = event_time.shape[0] if max_boardings > 0 else 0
        with nogil:
            # Who leaves after the window may be there first: such a journey beats one
            # of the window, but is no answer itself.
            self.departure = start + window + 1
            for k in range(self.layers):
                self.bound[k] = self.departure + cap
            self.begin_phase()
            self.seeding = True
            for i in range(self.n_stops):
                self.offer_access(i)
            self.seeding = False
            self.rounds(1, max_boardings, todo)
            self.n_found = 0
            at = 0
            while at < n_events:
                self.departure = event_time[at]
                for k in range(self.layers):
                    self.bound[k] = min(self.bound[k], self.departure + cap)
                self.begin_phase()
                while at < n_events and event_time[at] == self.departure:
                    self.ride_event(event_trip[at], event_position[at])
                    at += 1
                self.ride_stayed(1)
                self.finish_round(1, max_boardings == 1)
                self.rounds(2, max_boardings, todo)
        return self.journeys()

    cdef void ride_event(self, Py_ssize_t trip, Py_ssize_t position) noexcept nogil:
        # Board one trip on foot from the origin, in a range search.
        cdef Py_ssize_t line = self.trip_line[trip]
        cdef Py_ssize_t length = self.line_at[line + 1] - self.line_at[line]
        cdef Py_ssize_t end = self.scanned_from[trip]
        cdef int32_t boarding = -1
        cdef BoardingRecord one
        if position + 1 >= end:
            return
        one.line, one.trip = <int32_t>line, <int32_t>trip
        one.position, one.ride, one.stayed = <int32_t>position, ACCESS, -1
        one.ready = self.departure + self.access[
            self.stop[self.line_at[line] + position]
        ]
        self.ride_trip(
            line, trip - self.trip_at[line], position + 1, min(end, length), 1,
            &one, &boarding,
        )
        if end == UNREACHED:
            self.follow(trip, 1, &one)
        self.scanned_from[trip] = <int32_t>(position + 1)

    def events(self, int32_t start, int32_t window, int32_t cap):
        """See ``_raptor.pyi``."""
        cdef Py_ssize_t line, trip, room = 0, total = 0
        cdef int32_t[::1] near = np.zeros(self.n_lines, dtype=np.int32)
        with nogil:
            self.lines_in_reach(cap, near)
            for line in range(self.n_lines):
                if near[line]:
                    room += self.time_at[line + 1] - self.time_at[line]
        found = np.empty((3, room), dtype=np.int32)
        cdef int32_t[:, ::1] out = found
        with nogil:
            for line in range(self.n_lines):
                if near[line]:
                    for trip in range(self.trip_at[line], self.trip_at[line + 1]):
                        total = self.boardings_of(
                            line, trip, start, window, cap, out, total
                        )
        times, positions, trips = found[:, :total]
        order = np.lexsort((-positions, -times))
        return times[order], positions[order], trips[order]

    cdef void lines_in_reach(self, int32_t cap, int32_t[::1] near) noexcept nogil:
        # Mark the lines that can be boarded where one can walk to.
        cdef Py_ssize_t port, e
        for port in range(self.n_ports):
            if self.access[self.port_stop[port]] < cap:
                for e in range(self.serving_at[port], self.serving_at[port + 1]):
                    near[self.serving_line[e]] = 1

    cdef Py_ssize_t boardings_of(
        self,
        Py_ssize_t line,
        Py_ssize_t trip,
        int32_t start,
        int32_t window,
        int32_t cap,
        int32_t[:, ::1] out,
        Py_ssize_t total,
    ) noexcept nogil:
        # Where to board this trip on foot from the origin. A boarding is worth its
        # while only if one leaves later for it than for any before on the trip, and if
        # before the next such boarding one gets somewhere sooner than on foot.
        cdef Py_ssize_t first = self.line_at[line], i, j
        cdef Py_ssize_t n = self.trip_at[line + 1] - self.trip_at[line]
        cdef Py_ssize_t row = self.time_at[line] + trip - self.trip_at[line], best = -1
        cdef Py_ssize_t length = self.line_at[line + 1] - first
        cdef int32_t leave, latest = 0, arrival, walk
        cdef bint worth = False
        if self.departures[row + (length - 1) * n] < start:
            return total
        if self.departures[row] > start + window + cap:
            return total
        for i in range(length):
            j = first + i
            walk = self.access[self.stop[j]]
            if best >= 0 and not worth and self.flags[j] & ALIGHT:
                arrival = self.arrivals[row]
                worth = (
                    walk == UNREACHED
                    or arrival < latest + walk
                    or not self.whole_access
                    or self.group[self.stop[j]] >= 0
                    or self.egress[self.stop[j]] != UNREACHED and self.walks_nowhere
                )
            if self.flags[j] & BOARD and walk < cap:
                leave = self.departures[row] - walk
                if best < 0 or leave > latest:
                    if worth and start <= latest <= start + window:
                        out[0, total] = latest
                        out[1, total] = <int32_t>best
                        out[2, total] = <int32_t>trip
                        total += 1
                    best, latest, worth = i, leave, False
            row += n
        worth = worth or self.follow_at[trip] < self.follow_at[trip + 1]
        if best >= 0 and worth and start <= latest <= start + window:
            out[0, total] = latest
            out[1, total] = <int32_t>best
            out[2, total] = <int32_t>trip
            total += 1
        return total

    cdef list journeys(self):
        # Unwind the records of what was found.
        cdef Py_ssize_t i
        cdef int32_t ride, b, position, vehicle
        answer = []
        for i in range(self.n_found):
            legs = []
            ride = self.found[i].ride
            while ride >= 0:
                b = self.rides[ride].boarding
                position = self.rides[ride].position
                while True:
                    vehicle = self.boardings[b].trip
                    legs.append(
                        (
                            self.boardings[b].line,
                            vehicle - self.trip_at[self.boardings[b].line],
                            self.boardings[b].position,
                            position,
                            self.boardings[b].ready,
                            self.boardings[b].stayed >= 0,
                        )
                    )
                    if self.boardings[b].stayed < 0:
                        break
                    b = self.boardings[b].stayed
                    position = (
                        self.line_at[self.boardings[b].line + 1]
                        - self.line_at[self.boardings[b].line]
                        - 1
                    )
                ride = self.boardings[b].ride
            legs.reverse()
            answer.append(
                (
                    self.found[i].boardings,
                    self.found[i].departure,
                    self.found[i].arrival,
                    legs,
                )
            )
        return answer


def _dead_ends(at, to):
    """Return (vertices,): 1 where every walk that comes here can only go back."""
    ways = np.diff(at)
    tail = np.repeat(np.arange(len(ways)), ways)
    only = np.full(len(ways), -1)
    only[tail] = to
    through = np.zeros(len(ways), dtype=bool)
    through[to[tail != only[to]]] = True
    return ((ways == 0) | ((ways == 1) & ~through)).astype(np.uint8)
