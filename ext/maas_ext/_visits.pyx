"""Rounds over lines for journeys that must visit certain stops in order: vias.

Source: D. Delling, T. Pajor, R. F. Werneck, "Round-Based Public Transit Routing",
Transportation Science 49(3), 2015. Labels stand in *stages*, as many as vias have been
visited: everything happens in a network of one copy of the town per stage, and a visit
leads from one copy to the next. The rules are those of docs/journey-rules.md.

A later stage is never worse, all else equal. Walks to the destination are looked up
right where one alights, so that they bound the search from the first round on.

See ``_visits.pyi`` for the contract.
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
    ACCESS = -1  # reference of a boarding that one walks to from the origin
    MOST_STAGES = 8


cdef struct RideRecord:
    # One alights at a position of the boarded line, in this stage.
    int32_t boarding, position, stage


cdef struct BoardingRecord:
    # ride: the ride one changed from, or ACCESS. stayed: the boarding of the trip one
    # stayed on, -1 where one boarded. stage: when the trip begins to be ridden.
    int32_t line, trip, position, ready, ride, stayed, stage


cdef struct Found:
    int32_t boardings, arrival, ride


cdef void* grown(void* data, Py_ssize_t size) noexcept nogil:
    cdef void* more = realloc(data, size)
    if more == NULL:
        abort()
    return more


@cython.final
cdef class Visits:
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
    cdef const int32_t[::1] walk_at, walk_to, walk_seconds
    cdef const int32_t[::1] group, port_stop, extra_at, extra_port
    cdef const int32_t[::1] table_at, table_board, table_seconds, table_walk
    # Labels. Items of stage s stand at s * n_vertices + vertex, s * n_ports + port,
    # s * n_lines + line, s * n_trips + trip.
    cdef int32_t[::1] first_time, first_group, first_ride
    cdef int32_t[::1] second_time, second_group, second_ride
    cdef int32_t[::1] ride_time, ride_record, board_time, board_ride
    cdef int32_t[::1] expanded_from, stay_round
    cdef Py_ssize_t stages_room
    # One round.
    cdef int32_t[::1] changed, changed_run, rode, rode_run, lines, scan_from, todo
    cdef int32_t[::1] staying, walked, walked_run
    cdef Py_ssize_t n_changed, n_rode, n_lines_next, n_staying
    cdef int32_t run, walk_run
    # The question: see maas.transit.visits.Visiting.
    cdef Py_ssize_t n_vias
    cdef const uint8_t[:, ::1] is_via
    cdef const int32_t[:, ::1] access, egress, to_via
    cdef const int32_t[:, :, ::1] past_via
    cdef const int32_t[::1] via_at, via_stop
    cdef bint backward, alone, access_dominates
    cdef int32_t stay_from[MOST_STAGES]  # seconds of all stays from this stage on
    cdef int32_t min_transfer, additional, max_transfer
    cdef double factor
    cdef int32_t base, bound
    cdef Found best
    # Records of how labels came about.
    cdef RideRecord* rides
    cdef BoardingRecord* boardings
    cdef Py_ssize_t n_rides, rides_room, n_boardings, boardings_room
    cdef Buckets queue
    cdef object day, footpaths, question

    def __cinit__(self):
        self.rides = NULL
        self.boardings = NULL
        self.rides_room = self.boardings_room = 0
        memset(&self.queue, 0, sizeof(Buckets))

    def __dealloc__(self):
        free(self.rides)
        free(self.boardings)
        buckets_free(&self.queue)

    def __init__(self, day, footpaths):
        self.day, self.footpaths = day, footpaths
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
        self.walk_to = footpaths.walk_to
        self.walk_seconds = footpaths.walk_seconds
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
        self.lines = np.empty(self.n_lines, dtype=np.int32)
        self.todo = np.empty(2 * self.n_lines, dtype=np.int32)
        self.scan_from = np.full(self.n_lines, UNREACHED, dtype=np.int32)
        self.walked = np.empty(self.n_vertices, dtype=np.int32)
        self.walked_run = np.zeros(self.n_vertices, dtype=np.int32)
        self.run = self.walk_run = 0
        self.stages_room = 0

    # ------------------------------------------------------------------ records

    cdef int32_t record_ride(
        self, int32_t boarding, int32_t position, Py_ssize_t stage
    ) noexcept nogil:
        cdef Py_ssize_t r = self.n_rides
        if r == self.rides_room:
            self.rides_room = 2 * r + 1024
            self.rides = <RideRecord*>grown(
                self.rides, self.rides_room * sizeof(RideRecord)
            )
        self.rides[r].boarding = boarding
        self.rides[r].position = position
        self.rides[r].stage = <int32_t>stage
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

    # ------------------------------------------------------------------- visits

    cdef inline bint visits_aboard(self, Py_ssize_t stage, Py_ssize_t s) noexcept nogil:
        # Is the next via visited by calling at stop s?
        return (
            stage < self.n_vias
            and self.stay_from[stage] == self.stay_from[stage + 1]
            and self.is_via[stage, s]
        )

    cdef inline int32_t walk_past(
        self, Py_ssize_t stage, Py_ssize_t then, Py_ssize_t p, Py_ssize_t q
    ) noexcept nogil:
        # Seconds on foot from stop p to stop q past the vias `stage` to `then` - 1.
        cdef int32_t best = UNREACHED
        cdef Py_ssize_t i
        for i in range(self.via_at[stage], self.via_at[stage + 1]):
            if self.to_via[i, p] != UNREACHED:
                if self.past_via[i, then - 1, q] != UNREACHED:
                    best = min(best, self.to_via[i, p] + self.past_via[i, then - 1, q])
        return best

    cdef inline bint changes_at_vias(
        self, Py_ssize_t stage, Py_ssize_t then, Py_ssize_t p, Py_ssize_t q
    ) noexcept nogil:
        # Does one alight at a stop that is all of the vias `stage` to `then` - 1?
        cdef Py_ssize_t s = q if self.backward else p, i
        for i in range(stage, then):
            if not self.is_via[i, s]:
                return False
        return True

    cdef inline int32_t change(
        self, Py_ssize_t stage, Py_ssize_t then, Py_ssize_t p, Py_ssize_t q,
        int32_t seconds,
    ) noexcept nogil:
        # Seconds of a change from stop p to stop q that takes `seconds` by the rules,
        # the vias `stage` to `then` - 1 visited meanwhile. UNREACHED: not possible.
        cdef int32_t stays = self.stay_from[stage] - self.stay_from[then], walk
        if then == stage:
            return seconds
        if self.changes_at_vias(stage, then, p, q):
            return max(seconds, stays)
        walk = self.walk_past(stage, then, p, q)
        if walk == UNREACHED or walk > self.max_transfer:
            return UNREACHED
        return max(seconds, walk + stays)

    cdef inline int32_t transfer(self, int32_t seconds) noexcept nogil:
        # What a change takes this traveller.
        if not self.alone:
            return seconds
        seconds = <int32_t>ceil(seconds * self.factor - 1e-6)
        return max(seconds, self.min_transfer) + self.additional

    # ------------------------------------------------------------------- labels

    cdef inline void reach_vertex(
        self, Py_ssize_t at, int32_t time, int32_t group, int32_t ride
    ) noexcept nogil:
        # A label at `at`, a vertex of a stage: queue it to walk on if it is better. A
        # vertex keeps the earliest label and, where that one comes from a stop of a
        # group, the earliest that does not.
        cdef bint second = False
        if time < self.first_time[at]:
            if group >= 0 and self.first_group[at] != group:
                if self.first_time[at] < UNREACHED:
                    self.second_time[at] = self.first_time[at]
                    self.second_group[at] = self.first_group[at]
                    self.second_ride[at] = self.first_ride[at]
                    if self.second_ride[at] != ACCESS:
                        buckets_push(
                            &self.queue,
                            self.second_time[at] - self.base,
                            <int32_t>((at << 1) | 1),
                        )
            self.first_time[at] = time
            self.first_group[at] = group
            self.first_ride[at] = ride
        elif (
            self.first_group[at] >= 0
            and group != self.first_group[at]
            and time < self.second_time[at]
        ):
            self.second_time[at] = time
            self.second_group[at] = group
            self.second_ride[at] = ride
            second = True
        else:
            return
        buckets_push(&self.queue, time - self.base, <int32_t>((at << 1) | second))
        if self.changed_run[at] != self.run:
            self.changed_run[at] = self.run
            self.changed[self.n_changed] = <int32_t>at
            self.n_changed += 1

    cdef inline void offer(
        self, Py_ssize_t stage, Py_ssize_t port, int32_t time, int32_t ride
    ) noexcept nogil:
        # One may board at this port from `time` on.
        cdef Py_ssize_t at = stage * self.n_ports + port
        if time >= self.bound or time >= self.board_time[at]:
            return
        self.board_time[at] = time
        self.board_ride[at] = ride
        self.mark_lines(port, time)

    cdef inline void offer_stop(
        self, Py_ssize_t stage, Py_ssize_t s, int32_t time, int32_t ride
    ) noexcept nogil:
        cdef Py_ssize_t e
        self.offer(stage, s, time, ride)
        for e in range(self.extra_at[s], self.extra_at[s + 1]):
            self.offer(stage, self.extra_port[e], time, ride)

    cdef inline void mark_lines(self, Py_ssize_t port, int32_t time) noexcept nogil:
        cdef Py_ssize_t e, line, n, row
        cdef int32_t position
        for e in range(self.serving_at[port], self.serving_at[port + 1]):
            line = self.serving_line[e]
            if line >= self.n_near and self.bound <= self.far_from:
                break
            position = self.serving_position[e]
            if position >= self.scan_from[line]:
                continue
            n = self.trip_at[line + 1] - self.trip_at[line]
            row = self.time_at[line] + position * n
            if self.departures[row + n - 1] < time:
                continue
            if self.departures[row] >= self.bound:
                continue
            if self.scan_from[line] == UNREACHED:
                self.lines[self.n_lines_next] = <int32_t>line
                self.n_lines_next += 1
            self.scan_from[line] = position

    # -------------------------------------------------------------------- rides

    cdef inline void alight(
        self, Py_ssize_t stage, Py_ssize_t j, int32_t time, BoardingRecord* on,
        int32_t* boarding, Py_ssize_t position,
    ) noexcept nogil:
        # A vehicle reaches position j (of all positions) at `time`.
        cdef int32_t port = self.alight_port[j], s = self.stop[j], ride, walk, later
        cdef Py_ssize_t at = stage * self.n_ports + port
        if time >= self.ride_time[at]:
            return
        if boarding[0] < 0:
            boarding[0] = self.record_boarding(on)
        ride = self.record_ride(boarding[0], <int32_t>position, stage)
        self.ride_time[at] = time
        self.ride_record[at] = ride
        walk = self.egress[stage, s]
        if walk != UNREACHED:
            later = time + walk + self.stay_from[stage]
            if later < self.bound:
                self.bound = later
                self.best.arrival = later
                self.best.ride = ride
        if self.rode_run[at] != self.run:
            self.rode_run[at] = self.run
            self.rode[self.n_rode] = <int32_t>at
            self.n_rode += 1

    cdef void ride_line(self, Py_ssize_t line, Py_ssize_t start) noexcept nogil:
        # Board the line wherever a label of the round before catches it.
        cdef Py_ssize_t first = self.line_at[line]
        cdef Py_ssize_t length = self.line_at[line + 1] - first
        cdef Py_ssize_t n = self.trip_at[line + 1] - self.trip_at[line]
        cdef Py_ssize_t row = self.time_at[line] + start * n, i, j, s, low, high
        cdef Py_ssize_t middle, port, best
        cdef Py_ssize_t on[MOST_STAGES]
        cdef int32_t boarding[MOST_STAGES]
        cdef BoardingRecord one[MOST_STAGES]
        cdef int32_t time
        for s in range(self.n_vias + 1):
            on[s] = n
            boarding[s] = -1
        for i in range(start, length):
            j = first + i
            if self.flags[j] & ALIGHT:
                if not self.backward:
                    self.visit_aboard(self.stop[j], n, on, boarding, one)
                for s in range(self.n_vias + 1):
                    if on[s] < n:
                        time = self.arrivals[row + on[s]]
                        if time + self.stay_from[s] < self.bound:
                            self.alight(s, j, time, &one[s], &boarding[s], i)
            if self.flags[j] & BOARD:
                best = n  # the earliest trip of this stage or a later one
                for s in range(self.n_vias, -1, -1):
                    best = min(best, on[s])
                    port = s * self.n_ports + self.board_port[j]
                    time = self.board_time[port]
                    if time == UNREACHED:
                        continue
                    if best < n:
                        low = best
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
                    if low < best:
                        best = on[s] = low
                        boarding[s] = -1
                        one[s].line = <int32_t>line
                        one[s].trip = <int32_t>(self.trip_at[line] + low)
                        one[s].position = <int32_t>i
                        one[s].ready = time
                        one[s].ride = self.board_ride[port]
                        one[s].stayed = -1
                        one[s].stage = <int32_t>s
                if self.backward:
                    self.visit_aboard(self.stop[j], n, on, boarding, one)
            row += n
        for s in range(self.n_vias + 1):
            if on[s] < n:
                self.follow_all(s, line, on[s], n, &one[s])

    cdef inline void visit_aboard(
        self, Py_ssize_t at, Py_ssize_t n, Py_ssize_t* on, int32_t* boarding,
        BoardingRecord* one,
    ) noexcept nogil:
        # The vehicles call at stop `at`: who sits in them may have visited a via. (In
        # time this is on arrival; a backward search meets that after the departure.)
        cdef Py_ssize_t s
        for s in range(self.n_vias):
            if on[s] < n and self.visits_aboard(s, at):
                if on[s] < on[s + 1]:
                    on[s + 1] = on[s]
                    one[s + 1] = one[s]
                    boarding[s + 1] = boarding[s]
                on[s] = n

    cdef void follow_all(
        self, Py_ssize_t stage, Py_ssize_t line, Py_ssize_t on, Py_ssize_t n,
        BoardingRecord* one,
    ) noexcept nogil:
        # Whoever catches trip `on` catches every later trip of the line as well: go on
        # from the end of each with the trips that follow it.
        cdef Py_ssize_t first = self.trip_at[line], t, last
        cdef Py_ssize_t known = self.expanded_from[stage * self.n_lines + line]
        cdef BoardingRecord other = one[0]
        if self.follow_at[first] == self.follow_at[first + n]:
            return
        last = self.time_at[line]
        last += (self.line_at[line + 1] - self.line_at[line] - 1) * n
        for t in range(on, min(known, n)):
            if self.arrivals[last + t] >= self.bound:
                break
            other.trip = <int32_t>(first + t)
            self.follow(stage, first + t, &other)
        self.expanded_from[stage * self.n_lines + line] = <int32_t>min(on, known)

    cdef void follow(
        self, Py_ssize_t stage, Py_ssize_t trip, BoardingRecord* one
    ) noexcept nogil:
        # Stay on board from the end of `trip` into the trips that follow it.
        cdef Py_ssize_t e, at
        cdef int32_t boarding = -1, after
        cdef BoardingRecord next
        for e in range(self.follow_at[trip], self.follow_at[trip + 1]):
            after = self.follow_trip[e]
            at = stage * self.n_trips + after
            if self.stay_round[at]:
                continue
            self.stay_round[at] = 1
            if boarding < 0:
                boarding = self.record_boarding(one)
            next = one[0]
            next.line = self.trip_line[after]
            next.trip = after
            next.position = 0
            next.stayed = boarding
            next.stage = <int32_t>stage
            self.staying[self.n_staying] = self.record_boarding(&next)
            self.n_staying += 1

    cdef void ride_stayed(self) noexcept nogil:
        # Ride every trip that is reached by staying seated in this round.
        cdef BoardingRecord one
        cdef int32_t boarding, time
        cdef Py_ssize_t line, first, n, row, i, stage
        while self.n_staying:
            self.n_staying -= 1
            boarding = self.staying[self.n_staying]
            one = self.boardings[boarding]
            line, stage = one.line, one.stage
            first = self.line_at[line]
            n = self.trip_at[line + 1] - self.trip_at[line]
            row = self.time_at[line] + one.trip - self.trip_at[line]
            for i in range(self.line_at[line + 1] - first):
                if i > 0 and self.flags[first + i] & ALIGHT:
                    while not self.backward and self.visits_aboard(
                        stage, self.stop[first + i]
                    ):
                        stage += 1
                    time = self.arrivals[row]
                    if time + self.stay_from[stage] < self.bound:
                        self.alight(stage, first + i, time, &one, &boarding, i)
                if self.backward and self.flags[first + i] & BOARD:
                    while self.visits_aboard(stage, self.stop[first + i]):
                        stage += 1
                row += n
            self.follow(stage, one.trip, &one)

    # ------------------------------------------------------------------ walking

    cdef void walk_together(self) noexcept nogil:
        # Walk on from all labels of this round at once, through the vias to the later
        # stages.
        cdef Buckets* q = &self.queue
        cdef Py_ssize_t key, v, at, e, stage, c
        cdef int32_t item, time, group, ride, later, stay
        for c in range(self.n_rode):
            at = self.rode[c]
            stage, v = at // self.n_ports, self.port_stop[at % self.n_ports]
            if self.ride_time[at] + self.stay_from[stage] < self.bound:
                self.reach_vertex(
                    stage * self.n_vertices + v, self.ride_time[at], self.group[v],
                    self.ride_record[at],
                )
        while True:
            item = buckets_pop(q, &key)
            if item < 0:
                break
            at = item >> 1
            stage, v = at // self.n_vertices, at % self.n_vertices
            time = <int32_t>key + self.base
            if time >= self.bound:
                buckets_clear(q)
                break
            if item & 1:
                if self.second_time[at] != time or self.first_group[at] < 0:
                    continue
                ride, group = self.second_ride[at], self.second_group[at]
            else:
                if self.first_time[at] != time:
                    continue
                ride, group = self.first_ride[at], self.first_group[at]
            if stage < self.n_vias and v < self.n_stops and self.is_via[stage, v]:
                stay = self.stay_from[stage] - self.stay_from[stage + 1]
                if time + self.stay_from[stage] < self.bound:
                    self.reach_vertex(at + self.n_vertices, time + stay, group, ride)
            for e in range(self.walk_at[v], self.walk_at[v + 1]):
                later = time + self.walk_seconds[e]
                if later + self.stay_from[stage] < self.bound:
                    self.reach_vertex(
                        at - v + self.walk_to[e], later, group, ride
                    )

    cdef void settle_changes(self) noexcept nogil:
        # Turn the labels of this round into times to board from.
        cdef Py_ssize_t c, v, at, stage
        cdef int32_t group
        for c in range(self.n_changed):
            at = self.changed[c]
            stage, v = at // self.n_vertices, at % self.n_vertices
            if v >= self.n_stops:
                continue
            group = self.group[v]
            if group < 0 or self.first_group[at] != group:
                self.offer_stop(stage, v, self.first_time[at], self.first_ride[at])
            elif self.second_time[at] != UNREACHED:
                self.offer_stop(stage, v, self.second_time[at], self.second_ride[at])

    cdef void settle_tables(self) noexcept nogil:
        # Changes between stops with rules among them.
        cdef Py_ssize_t c, at, e, port, stage, then, p, q
        cdef int32_t seconds
        for c in range(self.n_rode):
            at = self.rode[c]
            stage, port = at // self.n_ports, at % self.n_ports
            p = self.port_stop[port]
            for e in range(self.table_at[port], self.table_at[port + 1]):
                if self.table_walk[e] != UNREACHED:
                    if self.table_walk[e] > self.max_transfer:
                        continue
                q = self.port_stop[self.table_board[e]]
                for then in range(stage, self.n_vias + 1):
                    seconds = self.change(
                        stage, then, p, q, self.transfer(self.table_seconds[e])
                    )
                    if seconds != UNREACHED:
                        self.offer(
                            then, self.table_board[e], self.ride_time[at] + seconds,
                            self.ride_record[at],
                        )

    cdef void settle_stays(self) noexcept nogil:
        # Changes at a via with a stay take the larger of the stay and the walk: walking
        # together knows only their sum.
        cdef Py_ssize_t c, at, stage, then, p, q, i
        for c in range(self.n_rode):
            at = self.rode[c]
            stage = at // self.n_ports
            if self.stay_from[stage] == 0:
                continue
            p = self.port_stop[at % self.n_ports]
            for then in range(stage + 1, self.n_vias + 1):
                if self.stay_from[stage] == self.stay_from[then]:
                    continue
                for i in range(self.via_at[stage], self.via_at[stage + 1]):
                    if self.backward:
                        q = self.via_stop[i]
                        if self.changes_at_vias(stage, then, p, q):
                            self.stay(at, then, p, q, self.to_via[i, p])
                    elif self.via_stop[i] == p:
                        if self.changes_at_vias(stage, then, p, p):
                            for q in range(self.n_stops):
                                self.stay(at, then, p, q, self.past_via[i, stage, q])

    cdef inline void stay(
        self, Py_ssize_t at, Py_ssize_t then, Py_ssize_t p, Py_ssize_t q, int32_t walk
    ) noexcept nogil:
        # Change from the ride at `at` on foot from p to q, staying at the vias among
        # the two.
        cdef int32_t stays = self.stay_from[at // self.n_ports] - self.stay_from[then]
        if walk == UNREACHED or (self.group[p] >= 0 and self.group[p] == self.group[q]):
            return
        self.offer_stop(
            then, q, self.ride_time[at] + max(walk, stays), self.ride_record[at]
        )

    cdef void walk_alone(self, Py_ssize_t at) noexcept nogil:
        # Walk on from one ride by itself: the traveller's own transfers count from
        # where one alighted.
        cdef Buckets* q = &self.queue
        cdef Py_ssize_t key, v, e, stage = at // self.n_ports, then
        cdef Py_ssize_t p = self.port_stop[at % self.n_ports]
        cdef int32_t item, w, seconds, start, ride, group = self.group[p]
        start, ride = self.ride_time[at], self.ride_record[at]
        self.walk_run += 1
        self.walked_run[p] = self.walk_run
        self.walked[p] = 0
        buckets_push(q, 0, <int32_t>p)
        while True:
            item = buckets_pop(q, &key)
            if item < 0:
                break
            v, w = item, <int32_t>key
            if w != self.walked[v]:
                continue
            if start + w >= self.bound:
                buckets_clear(q)
                break
            if v < self.n_stops and (group < 0 or self.group[v] != group):
                for then in range(stage, self.n_vias + 1):
                    seconds = self.change(stage, then, p, v, self.transfer(w))
                    if seconds != UNREACHED:
                        self.offer_stop(then, v, start + seconds, ride)
            for e in range(self.walk_at[v], self.walk_at[v + 1]):
                seconds = w + self.walk_seconds[e]
                if seconds > self.max_transfer or start + seconds >= self.bound:
                    continue
                item = self.walk_to[e]
                if (
                    self.walked_run[item] != self.walk_run
                    or seconds < self.walked[item]
                ):
                    self.walked_run[item] = self.walk_run
                    self.walked[item] = seconds
                    buckets_push(q, seconds, item)

    # ------------------------------------------------------------------- rounds

    cdef void walk_access(self, int32_t time) noexcept nogil:
        # Offer every boarding that one can walk to from the origin.
        cdef Py_ssize_t stage, s
        cdef int32_t ready
        for stage in range(self.n_vias + 1):
            for s in range(self.n_vertices):
                if self.access[stage, s] == UNREACHED:
                    continue
                ready = time + self.access[stage, s]
                ready += self.stay_from[0] - self.stay_from[stage]
                if s < self.n_stops:
                    self.offer_stop(stage, s, ready, ACCESS)
                if self.access_dominates:
                    self.first_time[stage * self.n_vertices + s] = ready
                    self.first_ride[stage * self.n_vertices + s] = ACCESS

    cdef void ride_and_walk(self) noexcept nogil:
        # One round: from the marked lines to the next ones.
        cdef Py_ssize_t i, n = self.n_lines_next
        for i in range(n):
            self.todo[2 * i] = self.lines[i]
            self.todo[2 * i + 1] = self.scan_from[self.lines[i]]
            self.scan_from[self.lines[i]] = UNREACHED
        self.run += 1
        self.n_changed = self.n_rode = self.n_lines_next = self.n_staying = 0
        for i in range(n):
            self.ride_line(self.todo[2 * i], self.todo[2 * i + 1])
        self.ride_stayed()
        if self.alone:
            for i in range(self.n_rode):
                self.walk_alone(self.rode[i])
        else:
            self.walk_together()
            self.settle_changes()
            self.settle_stays()
        self.settle_tables()

    cdef int prepare(self, question, int32_t time, int32_t horizon) except -1:
        cdef Py_ssize_t i, stages = len(question.stays) + 1
        if stages > MOST_STAGES:
            raise ValueError("too many vias")
        if stages > self.stages_room:
            self.reserve(stages)
        self.question = question
        self.n_vias = stages - 1
        self.is_via = question.is_via
        self.access = question.access
        self.egress = question.egress
        self.to_via = question.to_via
        self.past_via = question.past_via
        self.via_at = question.via_at
        self.via_stop = question.via_stop
        self.backward = question.backward
        self.access_dominates = question.access_dominates
        self.stay_from[self.n_vias] = 0
        for i in range(self.n_vias - 1, -1, -1):
            self.stay_from[i] = self.stay_from[i + 1] + question.stays[i]
        limits = question.limits
        self.min_transfer = limits.min_transfer
        self.additional = limits.additional
        self.max_transfer = limits.max_transfer
        self.factor = limits.factor
        self.alone = limits.alone
        self.base = time
        self.bound = time + horizon
        buckets_reserve(&self.queue, <Py_ssize_t>horizon + 4)
        buckets_clear(&self.queue)
        self.n_rides = self.n_boardings = self.n_lines_next = 0
        self.first_time[: stages * self.n_vertices] = UNREACHED
        self.second_time[: stages * self.n_vertices] = UNREACHED
        self.first_group[: stages * self.n_vertices] = -1
        self.board_time[: stages * self.n_ports] = UNREACHED
        self.ride_time[: stages * self.n_ports] = UNREACHED
        self.expanded_from[: stages * self.n_lines] = UNREACHED
        self.stay_round[: stages * self.n_trips] = 0
        return 0

    cdef int reserve(self, Py_ssize_t stages) except -1:
        cdef Py_ssize_t vertices = stages * self.n_vertices
        cdef Py_ssize_t ports = stages * self.n_ports
        self.first_time = np.empty(vertices, dtype=np.int32)
        self.first_group = np.empty(vertices, dtype=np.int32)
        self.first_ride = np.empty(vertices, dtype=np.int32)
        self.second_time = np.empty(vertices, dtype=np.int32)
        self.second_group = np.empty(vertices, dtype=np.int32)
        self.second_ride = np.empty(vertices, dtype=np.int32)
        self.changed = np.empty(vertices, dtype=np.int32)
        self.changed_run = np.zeros(vertices, dtype=np.int32)
        self.ride_time = np.empty(ports, dtype=np.int32)
        self.ride_record = np.empty(ports, dtype=np.int32)
        self.board_time = np.empty(ports, dtype=np.int32)
        self.board_ride = np.empty(ports, dtype=np.int32)
        self.rode = np.empty(ports, dtype=np.int32)
        self.rode_run = np.zeros(ports, dtype=np.int32)
        self.expanded_from = np.empty(stages * self.n_lines, dtype=np.int32)
        self.stay_round = np.empty(stages * self.n_trips, dtype=np.int32)
        self.staying = np.empty(stages * self.n_trips, dtype=np.int32)
        self.run = 0
        self.stages_room = stages
        return 0

    def depart(self, question, int32_t time, int32_t horizon, int32_t max_boardings):
        """See ``_visits.pyi``."""
        cdef int32_t k
        self.prepare(question, time, horizon)
        self.walk_access(time)
        answer = []
        for k in range(1, max_boardings + 1):
            if self.n_lines_next == 0:
                break
            self.best.ride = -2
            with nogil:
                self.ride_and_walk()
            if self.best.ride != -2:
                answer.append(self.journey(k, time))
        for k in range(self.n_lines_next):
            self.scan_from[self.lines[k]] = UNREACHED
        return answer

    cdef tuple journey(self, int32_t boardings, int32_t time):
        # Unwind the records of the best ride of a round.
        cdef int32_t ride = self.best.ride, b, position, stage
        legs = []
        stages = []
        while ride >= 0:
            b = self.rides[ride].boarding
            position, stage = self.rides[ride].position, self.rides[ride].stage
            while True:
                legs.append(
                    (
                        self.boardings[b].line,
                        self.boardings[b].trip - self.trip_at[self.boardings[b].line],
                        self.boardings[b].position,
                        position,
                        self.boardings[b].ready,
                        self.boardings[b].stayed >= 0,
                    )
                )
                stages.append((self.boardings[b].stage, stage))
                if self.boardings[b].stayed < 0:
                    break
                stage = self.boardings[b].stage
                b = self.boardings[b].stayed
                position = (
                    self.line_at[self.boardings[b].line + 1]
                    - self.line_at[self.boardings[b].line]
                    - 1
                )
            ride = self.boardings[b].ride
        legs.reverse()
        stages.reverse()
        return boardings, time, self.best.arrival, legs, stages
