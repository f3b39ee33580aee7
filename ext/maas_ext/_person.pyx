"""Rounds over lines with a multi-criteria search on the streets between them.

Source: D. Delling, J. Dibbelt, T. Pajor, D. Wagner, R. F. Werneck, "Computing
Multimodal Journeys in Practice", SEA 2013 (MCR): bags of labels at stops and street
nodes, rounds of McRAPTOR over the lines, and a multi-label Dijkstra search on foot
after each. What cannot reach the destination in time is left out (D. Delling, J.
Dibbelt, T. Pajor, "Fast and Exact Public Transit Routing with Restricted Pareto
Sets", ALENEX 2019).

Labels know the time, the effort, how far one has walked since the last rest and
altogether, and when and at which port one alighted. See ``docs/person-rules.md``
for the rules and ``_person.pyi`` for the contract.
"""

cimport cython

import numpy as np

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
    NONE = -1
    RESTED = -2  # edge of a label that rested where it was
    SEED = -3  # edge of the label of seed i is SEED - i
    MOST_ROUNDS = 64
    # transfer_type
    RECOMMENDED = 0
    TIMED = 1
    MINIMUM = 2
    FORBIDDEN = 3


cdef struct Label:
    int32_t time, effort, stretch, walked, foot, start
    int32_t node, parent, edge
    int32_t tag  # port one alighted at, if rules bind its stop; else -1
    int32_t ride  # the ride one came by, -1 from the origin
    int32_t next  # of the node's bag
    uint8_t round, dead


cdef struct Option:
    # One may board a port from `ready` on; `label` tells how one came there, or, where
    # no way is known at all, `ride` by which ride.
    int32_t ready, effort, label, ride, next
    uint8_t round, dead


cdef struct Boarding:
    int32_t line, trip, position, option, stayed, effort


cdef struct RideRecord:
    int32_t boarding, position, time


cdef struct OnBoard:
    int32_t trip, effort, option, position, boarding


cdef struct Found:
    int32_t arrival, effort, boardings, label, end
    uint8_t dead


cdef void* grown(void* data, Py_ssize_t size) noexcept nogil:
    cdef void* more = realloc(data, size)
    if more == NULL:
        abort()
    return more


@cython.final
cdef class PersonSearch:
    """A day, a street graph, and the scratch of one search at a time."""

    # The day: see maas.transit.day.Day.
    cdef readonly Py_ssize_t n_stops, n_ports, n_lines, n_trips, n_nodes
    cdef const int32_t[::1] line_at, stop, board_port, alight_port
    cdef const uint8_t[::1] flags
    cdef const int32_t[::1] trip_at, arrivals, departures, trip_line
    cdef const int64_t[::1] time_at
    cdef const int32_t[::1] serving_at, serving_line, serving_position
    cdef const int32_t[::1] follow_at, follow_trip
    cdef int32_t n_near, far_from
    # Ports and rules between them: see maas.journeys.walkable.Changes.
    cdef const int32_t[::1] group, port_stop, extra_at, extra_port
    cdef const int32_t[::1] rule_at, rule_board, rule_seconds
    cdef const uint8_t[::1] rule_kind
    cdef const int32_t[::1] mute_at, mute_board, mute_seconds
    # Streets in the direction of the search.
    cdef const int32_t[::1] edge_at, edge_to, stop_node, node_stop
    cdef const uint8_t[::1] node_rest
    # The question: what one person can do on every edge.
    cdef const uint8_t[::1] usable
    cdef const int32_t[::1] seconds, effort, decimetres
    cdef const int32_t[::1] closed_row, closed_at, closed_from, closed_to
    cdef const int32_t[:, ::1] latest  # by boardings made, the last row for all more
    cdef const int32_t[::1] bound
    cdef const int32_t[::1] least_effort, effort_bound
    cdef int32_t max_stretch, max_walk, rest_seconds, spare
    cdef int32_t first_found  # the first arrival found so far
    cdef int32_t board_slack, alight_slack, min_transfer, additional, board_effort
    cdef int32_t limit_board[2]
    cdef int32_t limit_end[2]
    cdef int32_t most_effort
    cdef bint with_effort, limited, kinds_alike, with_closures, backward
    cdef const uint8_t[::1] inside
    cdef const int32_t[::1] end_node, end_seconds, end_effort, end_decimetres, end_edge
    cdef uint8_t[::1] is_end
    cdef int32_t base, last
    cdef int32_t[::1] group_latest
    # Bags.
    cdef int32_t[::1] bag, bag_run, options_of, options_run
    cdef int32_t[::1] scan_from, lines, stay_effort, stay_run, staying, todo
    cdef Py_ssize_t n_lines_next, n_staying
    cdef int32_t run
    cdef Label* labels
    cdef Option* options
    cdef Boarding* boardings
    cdef RideRecord* rides
    cdef OnBoard* aboard
    cdef Found* found
    cdef Py_ssize_t n_labels, n_options, n_boardings, n_rides, n_aboard, n_found
    cdef Py_ssize_t labels_room, options_room, boardings_room, rides_room
    cdef Py_ssize_t aboard_room, found_room, staying_room
    cdef Buckets queue
    cdef object kept

    def __cinit__(self):
        self.labels = NULL
        self.options = NULL
        self.boardings = NULL
        self.rides = NULL
        self.aboard = NULL
        self.found = NULL
        self.labels_room = self.options_room = self.boardings_room = 0
        self.rides_room = self.aboard_room = self.found_room = 0
        memset(&self.queue, 0, sizeof(Buckets))

    def __dealloc__(self):
        free(self.labels)
        free(self.options)
        free(self.boardings)
        free(self.rides)
        free(self.aboard)
        free(self.found)
        buckets_free(&self.queue)

    def __init__(self, day, changes, streets):
        self.kept = (day, changes, streets)
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
        self.group = changes.group
        self.port_stop = changes.port_stop
        self.extra_at = changes.extra_at
        self.extra_port = changes.extra_port
        self.rule_at = changes.rule_at
        self.rule_board = changes.rule_board
        self.rule_seconds = changes.rule_seconds
        self.rule_kind = changes.rule_kind
        self.mute_at = changes.mute_at
        self.mute_board = changes.mute_board
        self.mute_seconds = changes.mute_seconds
        self.edge_at = streets.edge_at
        self.edge_to = streets.edge_to
        self.stop_node = streets.stop_node
        self.node_stop = streets.node_stop
        self.node_rest = streets.node_rest
        self.n_lines = self.line_at.shape[0] - 1
        self.n_trips = self.trip_line.shape[0]
        self.n_stops = self.group.shape[0]
        self.n_ports = self.port_stop.shape[0]
        self.n_nodes = self.edge_at.shape[0] - 1
        self.bag = np.empty(self.n_nodes, dtype=np.int32)
        self.bag_run = np.zeros(self.n_nodes, dtype=np.int32)
        self.options_of = np.empty(self.n_ports, dtype=np.int32)
        self.options_run = np.zeros(self.n_ports, dtype=np.int32)
        self.scan_from = np.full(self.n_lines, UNREACHED, dtype=np.int32)
        self.lines = np.empty(self.n_lines, dtype=np.int32)
        self.todo = np.empty(2 * self.n_lines, dtype=np.int32)
        self.stay_effort = np.empty(self.n_trips, dtype=np.int32)
        self.stay_run = np.zeros(self.n_trips, dtype=np.int32)
        self.staying_room = self.n_trips + 16
        self.staying = np.empty(self.staying_room, dtype=np.int32)
        self.is_end = np.zeros(self.n_nodes, dtype=np.uint8)
        groups = np.asarray(self.group)
        self.group_latest = np.empty(int(groups.max(initial=-1)) + 1, dtype=np.int32)
        self.run = 0

    # ------------------------------------------------------------------ pools

    cdef int32_t new_label(self) noexcept nogil:
        if self.n_labels == self.labels_room:
            self.labels_room = 2 * self.n_labels + 4096
            self.labels = <Label*>grown(
                self.labels, self.labels_room * sizeof(Label)
            )
        self.n_labels += 1
        return <int32_t>(self.n_labels - 1)

    cdef int32_t new_boarding(self, const Boarding* one) noexcept nogil:
        if self.n_boardings == self.boardings_room:
            self.boardings_room = 2 * self.n_boardings + 1024
            self.boardings = <Boarding*>grown(
                self.boardings, self.boardings_room * sizeof(Boarding)
            )
        self.boardings[self.n_boardings] = one[0]
        self.n_boardings += 1
        return <int32_t>(self.n_boardings - 1)

    cdef int32_t new_ride(
        self, int32_t boarding, int32_t position, int32_t time
    ) noexcept nogil:
        if self.n_rides == self.rides_room:
            self.rides_room = 2 * self.n_rides + 1024
            self.rides = <RideRecord*>grown(
                self.rides, self.rides_room * sizeof(RideRecord)
            )
        self.rides[self.n_rides].boarding = boarding
        self.rides[self.n_rides].position = position
        self.rides[self.n_rides].time = time
        self.n_rides += 1
        return <int32_t>(self.n_rides - 1)

    # ------------------------------------------------------------------- bags

    cdef inline bint beats(self, const Label* a, const Label* b) noexcept nogil:
        # Is a as good as b in all that may matter later?
        if a.time > b.time or a.stretch > b.stretch or a.walked > b.walked:
            return False
        if self.with_effort and a.effort > b.effort:
            return False
        if a.tag >= 0 and a.tag != b.tag:
            return False
        if a.ride >= 0 and a.start > b.start:
            if self.min_transfer > 0 or a.tag >= 0:
                return False
        if self.limited:
            if a.foot > b.foot:
                return False
            if not self.kinds_alike and (a.ride >= 0) != (b.ride >= 0):
                return False
        return True

    cdef inline bint is_late(self, const Label* one) noexcept nogil:
        # Can nobody who is here now be at the destination in time?
        if one.time <= self.latest[min(one.round, self.latest.shape[0] - 1), one.node]:
            return False
        if one.tag < 0:
            return True
        # Rules may make a change quicker than the walk.
        return one.start > self.group_latest[self.group[self.port_stop[one.tag]]]

    cdef inline bint is_beaten_at_the_end(
        self, int32_t time, int32_t effort
    ) noexcept nogil:
        cdef Py_ssize_t i
        if time < self.first_found + self.spare:
            return False
        for i in range(self.n_found):
            if self.found[i].arrival + self.spare <= time and not self.found[i].dead:
                if not self.with_effort or self.found[i].effort <= effort:
                    return True
        return False

    cdef void enter(self, const Label* one) noexcept nogil:
        # Put a label into its node's bag and the queue, unless it is beaten.
        cdef int32_t at, new, before
        cdef Label* other
        # Bounds do not grow with the number of boardings.
        if one.time > self.bound[one.round] or one.effort > self.most_effort:
            return
        if self.least_effort[one.node] > self.effort_bound[one.round] - one.effort:
            return
        if self.is_late(one):
            return
        if one.tag < 0 and self.is_beaten_at_the_end(one.time, one.effort):
            return
        if self.bag_run[one.node] != self.run:
            self.bag_run[one.node] = self.run
            self.bag[one.node] = NONE
        at = self.bag[one.node]
        before = NONE
        while at >= 0:
            other = &self.labels[at]
            if self.beats(other, one):
                return
            if other.round == one.round and self.beats(one, other):
                other.dead = 1
                at = other.next
                if before < 0:
                    self.bag[one.node] = at
                else:
                    self.labels[before].next = at
                continue
            before = at
            at = other.next
        new = self.new_label()
        self.labels[new] = one[0]
        self.labels[new].dead = 0
        self.labels[new].next = self.bag[one.node]
        self.bag[one.node] = new
        buckets_push(&self.queue, one.time - self.base, new)

    cdef void offer(
        self, int32_t port, int32_t ready, int32_t effort, int32_t label,
        int32_t ride, uint8_t round_
    ) noexcept nogil:
        # One may board at a port.
        cdef int32_t at, before = NONE
        cdef Option* other
        cdef Option* new
        if self.options_run[port] != self.run:
            self.options_run[port] = self.run
            self.options_of[port] = NONE
        at = self.options_of[port]
        while at >= 0:
            other = &self.options[at]
            if other.ready <= ready and (
                not self.with_effort or other.effort <= effort
            ):
                return
            if other.round == round_ and ready <= other.ready and (
                not self.with_effort or effort <= other.effort
            ):
                other.dead = 1
                at = other.next
                if before < 0:
                    self.options_of[port] = at
                else:
                    self.options[before].next = at
                continue
            before = at
            at = other.next
        if self.n_options == self.options_room:
            self.options_room = 2 * self.n_options + 1024
            self.options = <Option*>grown(
                self.options, self.options_room * sizeof(Option)
            )
        new = &self.options[self.n_options]
        new.ready, new.effort, new.label, new.ride = ready, effort, label, ride
        new.round, new.dead = round_, 0
        new.next = self.options_of[port]
        self.options_of[port] = <int32_t>self.n_options
        self.n_options += 1
        self.mark_lines(port, ready)

    cdef inline void mark_lines(self, int32_t port, int32_t ready) noexcept nogil:
        cdef Py_ssize_t e, line, n, row
        cdef int32_t position
        for e in range(self.serving_at[port], self.serving_at[port + 1]):
            line = self.serving_line[e]
            if line >= self.n_near and self.last < self.far_from:
                break
            position = self.serving_position[e]
            if position >= self.scan_from[line]:
                continue
            n = self.trip_at[line + 1] - self.trip_at[line]
            row = self.time_at[line] + position * n
            if self.departures[row + n - 1] < ready + self.board_slack:
                continue
            if self.departures[row] > self.last:
                continue
            if self.scan_from[line] == UNREACHED:
                self.lines[self.n_lines_next] = <int32_t>line
                self.n_lines_next += 1
            self.scan_from[line] = position

    # ---------------------------------------------------------------- on foot

    cdef inline int32_t open_from(self, Py_ssize_t edge, int32_t time) noexcept nogil:
        # The first instant from `time` on when an edge may be entered.
        cdef Py_ssize_t row = self.closed_row[edge], i
        if row < 0:
            return time
        for i in range(self.closed_at[row], self.closed_at[row + 1]):
            if time < self.closed_from[i]:
                break
            if time < self.closed_to[i]:
                time = self.closed_to[i]
        return time

    cdef void spread(self, uint8_t round_) noexcept nogil:
        # Walk on from all labels in the queue, in order of time.
        cdef Py_ssize_t key, j, row
        cdef int32_t item, kind, longest, bound, time, y
        cdef Label here, one
        while True:
            item = buckets_pop(&self.queue, &key)
            if item < 0:
                return
            if self.labels[item].dead:
                continue
            here = self.labels[item]
            if here.tag < 0 and self.is_beaten_at_the_end(here.time, here.effort):
                if not self.is_end[here.node]:
                    continue
            kind = here.ride >= 0
            if self.is_end[here.node]:
                self.arrive(item, kind)
            if self.node_stop[here.node] >= 0:
                self.offer_boarding(item, kind)
            longest = max(self.limit_board[kind], self.limit_end[kind])
            if self.node_rest[here.node] and here.stretch > 0:
                if self.max_stretch != UNREACHED:
                    one = here
                    one.time += self.rest_seconds
                    one.foot += self.rest_seconds
                    one.stretch = 0
                    one.parent, one.edge = item, RESTED
                    if one.foot <= longest:
                        self.enter(&one)
            bound = self.bound[here.round]
            row = min(here.round, self.latest.shape[0] - 1)
            for j in range(self.edge_at[here.node], self.edge_at[here.node + 1]):
                if not self.usable[j] or self.seconds[j] == UNREACHED:
                    continue
                # Most edges lead nowhere in time: seen before a label is written.
                time = here.time + self.seconds[j]
                y = self.edge_to[j]
                if time > bound or (here.tag < 0 and time > self.latest[row, y]):
                    continue
                one = here
                if self.max_stretch != UNREACHED:
                    one.stretch += self.decimetres[j]
                    if one.stretch > self.max_stretch:
                        continue
                if self.max_walk != UNREACHED:
                    one.walked += self.decimetres[j]
                    if one.walked > self.max_walk:
                        continue
                if self.limited:
                    one.foot += self.seconds[j]
                    if one.foot > longest:
                        continue
                one.time = time
                if self.with_closures and self.closed_row[j] >= 0:
                    # Backwards, an edge is entered where this search leaves it.
                    if self.backward:
                        one.time = self.open_from(j, one.time)
                    else:
                        one.time = self.open_from(j, here.time)
                        if one.time > self.last:
                            continue
                        one.time += self.seconds[j]
                one.effort += self.effort[j]
                one.node = y
                one.parent, one.edge = item, <int32_t>j
                self.enter(&one)

    cdef void offer_boarding(self, int32_t item, int32_t kind) noexcept nogil:
        # At a stop: board it, and what else is boarded there.
        cdef Label here = self.labels[item]
        cdef int32_t s = self.node_stop[here.node]
        cdef Py_ssize_t e
        if here.foot > self.limit_board[kind]:
            return
        self.offer_port(item, &here, s, s)
        for e in range(self.extra_at[s], self.extra_at[s + 1]):
            self.offer_port(item, &here, s, self.extra_port[e])

    cdef inline void offer_port(
        self, int32_t item, const Label* here, int32_t s, int32_t port
    ) noexcept nogil:
        cdef int32_t takes = here.time - here.start, rule_kind
        cdef Py_ssize_t low, high, middle
        if here.ride < 0:
            self.offer(port, here.time, here.effort, item, NONE, here.round)
            return
        if here.tag >= 0 and self.group[s] == self.group[self.port_stop[here.tag]]:
            low, high = self.rule_at[here.tag], self.rule_at[here.tag + 1]
            while low < high:
                middle = (low + high) >> 1
                if self.rule_board[middle] < port:
                    low = middle + 1
                else:
                    high = middle
            if low < self.rule_at[here.tag + 1] and self.rule_board[low] == port:
                rule_kind = self.rule_kind[low]
                if rule_kind == FORBIDDEN:
                    return
                if rule_kind == TIMED:
                    takes = 0
                elif rule_kind == MINIMUM:
                    takes = max(takes, self.rule_seconds[low])
        takes = max(takes, self.min_transfer) + self.additional
        self.offer(port, here.start + takes, here.effort, item, NONE, here.round)

    cdef void arrive(self, int32_t item, int32_t kind) noexcept nogil:
        # From here into the destination.
        cdef Label here = self.labels[item]
        cdef Py_ssize_t i
        cdef int32_t time
        for i in range(self.end_node.shape[0]):
            if self.end_node[i] != here.node:
                continue
            if here.foot + self.end_seconds[i] > self.limit_end[kind]:
                continue
            if self.max_stretch != UNREACHED:
                if here.stretch + self.end_decimetres[i] > self.max_stretch:
                    continue
            if self.max_walk != UNREACHED:
                if here.walked + self.end_decimetres[i] > self.max_walk:
                    continue
            time = here.time
            if self.with_closures and self.end_edge[i] >= 0:
                time = self.open_from(self.end_edge[i], time)
                if time > self.last:
                    continue
            self.note_found(
                time + self.end_seconds[i],
                here.effort + self.end_effort[i],
                here.round,
                item,
                <int32_t>i,
            )

    cdef void note_found(
        self, int32_t arrival, int32_t effort, int32_t boardings, int32_t label,
        int32_t end
    ) noexcept nogil:
        cdef Py_ssize_t i
        cdef Found* other
        if arrival > self.bound[boardings] or effort > self.most_effort:
            return
        for i in range(self.n_found):
            other = &self.found[i]
            if other.arrival <= arrival and not other.dead:
                if not self.with_effort or other.effort <= effort:
                    return
        for i in range(self.n_found):
            other = &self.found[i]
            if other.boardings == boardings and arrival <= other.arrival:
                if not self.with_effort or effort <= other.effort:
                    other.dead = 1
        if self.n_found == self.found_room:
            self.found_room = 2 * self.n_found + 64
            self.found = <Found*>grown(self.found, self.found_room * sizeof(Found))
        other = &self.found[self.n_found]
        other.arrival, other.effort, other.boardings = arrival, effort, boardings
        other.label, other.end, other.dead = label, end, 0
        self.first_found = min(self.first_found, arrival)
        self.n_found += 1

    # ------------------------------------------------------------------ rides

    cdef void ride_line(
        self, Py_ssize_t line, Py_ssize_t start, uint8_t round_
    ) noexcept nogil:
        # Board the line wherever an option of the round before catches it; keep every
        # trip that is earlier or easier.
        cdef Py_ssize_t first = self.line_at[line]
        cdef Py_ssize_t length = self.line_at[line + 1] - first
        cdef Py_ssize_t n = self.trip_at[line + 1] - self.trip_at[line]
        cdef Py_ssize_t row = self.time_at[line] + start * n, i, j, c
        cdef int32_t port, at
        self.n_aboard = 0
        for i in range(start, length):
            j = first + i
            if self.flags[j] & ALIGHT:
                for c in range(self.n_aboard):
                    self.alight(
                        line, j, <int32_t>i, self.arrivals[row + self.aboard[c].trip],
                        &self.aboard[c], round_,
                    )
            if self.flags[j] & BOARD:
                port = self.board_port[j]
                if self.options_run[port] == self.run:
                    at = self.options_of[port]
                    while at >= 0:
                        if self.options[at].round == round_ - 1:
                            self.board(row, n, <int32_t>i, at)
                        at = self.options[at].next
            row += n
        for c in range(self.n_aboard):
            self.follow_all(line, n, &self.aboard[c])

    cdef void board(
        self, Py_ssize_t row, Py_ssize_t n, int32_t position, int32_t option
    ) noexcept nogil:
        cdef int32_t ready = self.options[option].ready + self.board_slack
        cdef int32_t effort = self.options[option].effort + self.board_effort
        cdef Py_ssize_t low = 0, high = n, middle, c, kept = 0
        while low < high:
            middle = (low + high) >> 1
            if self.departures[row + middle] < ready:
                low = middle + 1
            else:
                high = middle
        if low == n or self.departures[row + low] > self.last:
            return
        for c in range(self.n_aboard):
            if self.aboard[c].trip <= low and (
                not self.with_effort or self.aboard[c].effort <= effort
            ):
                return
        for c in range(self.n_aboard):
            if low <= self.aboard[c].trip and (
                not self.with_effort or effort <= self.aboard[c].effort
            ):
                continue
            self.aboard[kept] = self.aboard[c]
            kept += 1
        self.n_aboard = kept
        if self.n_aboard == self.aboard_room:
            self.aboard_room = 2 * self.n_aboard + 64
            self.aboard = <OnBoard*>grown(
                self.aboard, self.aboard_room * sizeof(OnBoard)
            )
        self.aboard[kept].trip = <int32_t>low
        self.aboard[kept].effort = effort
        self.aboard[kept].option = option
        self.aboard[kept].position = position
        self.aboard[kept].boarding = NONE
        self.n_aboard = kept + 1

    cdef int32_t boarding_of(self, Py_ssize_t line, OnBoard* on) noexcept nogil:
        cdef Boarding one
        if on.boarding < 0:
            one.line = <int32_t>line
            one.trip = self.trip_at[line] + on.trip
            one.position, one.option = on.position, on.option
            one.stayed, one.effort = NONE, on.effort
            on.boarding = self.new_boarding(&one)
        return on.boarding

    cdef void alight(
        self, Py_ssize_t line, Py_ssize_t j, int32_t position, int32_t time,
        OnBoard* on, uint8_t round_
    ) noexcept nogil:
        cdef Label one
        cdef int32_t s = self.stop[j], port = self.alight_port[j], ride = NONE
        cdef Py_ssize_t e, labels
        if time + self.alight_slack > self.last or self.stop_node[s] < 0:
            return
        one.time = one.start = time + self.alight_slack
        one.effort = on.effort
        one.stretch = one.walked = one.foot = 0
        one.node = self.stop_node[s]
        one.parent = one.edge = NONE
        one.tag = port if self.group[s] >= 0 else NONE
        one.round = round_
        one.dead, one.next = 0, NONE
        one.ride = self.n_rides
        labels = self.n_labels
        self.enter(&one)
        if self.n_labels > labels:
            ride = self.new_ride(self.boarding_of(line, on), position, time)
        if self.mute_at[port] < self.mute_at[port + 1]:
            if ride < 0:
                ride = self.new_ride(self.boarding_of(line, on), position, time)
            for e in range(self.mute_at[port], self.mute_at[port + 1]):
                self.offer(
                    self.mute_board[e],
                    one.start
                    + max(self.min_transfer, self.mute_seconds[e])
                    + self.additional,
                    on.effort,
                    NONE,
                    ride,
                    round_,
                )

    cdef void follow_all(
        self, Py_ssize_t line, Py_ssize_t n, OnBoard* on
    ) noexcept nogil:
        # Whoever catches a trip catches every later one of the line as well.
        cdef Py_ssize_t first = self.trip_at[line], t, last
        cdef OnBoard later = on[0]
        if self.follow_at[first] == self.follow_at[first + n]:
            return
        last = self.time_at[line]
        last += (self.line_at[line + 1] - self.line_at[line] - 1) * n
        for t in range(on.trip, n):
            if self.arrivals[last + t] > self.last:
                break
            if self.follow_at[first + t] < self.follow_at[first + t + 1]:
                later.trip = <int32_t>t
                later.boarding = NONE
                self.follow(first + t, self.boarding_of(line, &later))

    cdef void follow(self, Py_ssize_t trip, int32_t boarding) noexcept nogil:
        # Stay on board from the end of `trip` into the trips that follow it.
        cdef Py_ssize_t e
        cdef int32_t after, effort = self.boardings[boarding].effort
        cdef Boarding next
        for e in range(self.follow_at[trip], self.follow_at[trip + 1]):
            after = self.follow_trip[e]
            if self.stay_run[after] == self.run:
                if not self.with_effort or self.stay_effort[after] <= effort:
                    continue
            self.stay_run[after] = self.run
            self.stay_effort[after] = effort
            next = self.boardings[boarding]
            next.line = self.trip_line[after]
            next.trip = after
            next.position = 0
            next.stayed = boarding
            if self.n_staying == self.staying_room:
                with gil:
                    self.staying_room *= 2
                    self.staying = np.resize(
                        np.asarray(self.staying), self.staying_room
                    )
            self.staying[self.n_staying] = self.new_boarding(&next)
            self.n_staying += 1

    cdef void ride_stayed(self, uint8_t round_) noexcept nogil:
        # Ride every trip that is reached by staying seated in this round.
        cdef int32_t boarding
        cdef Py_ssize_t line, i, first, n, row
        cdef OnBoard on
        while self.n_staying:
            self.n_staying -= 1
            boarding = self.staying[self.n_staying]
            line = self.boardings[boarding].line
            first = self.line_at[line]
            n = self.trip_at[line + 1] - self.trip_at[line]
            on.trip = self.boardings[boarding].trip - self.trip_at[line]
            on.effort = self.boardings[boarding].effort
            on.option, on.position = self.boardings[boarding].option, 0
            on.boarding = boarding
            row = self.time_at[line] + n + on.trip
            for i in range(1, self.line_at[line + 1] - first):
                if self.flags[first + i] & ALIGHT:
                    self.alight(
                        line, first + i, <int32_t>i, self.arrivals[row], &on, round_
                    )
                row += n
            self.follow(self.boardings[boarding].trip, boarding)

    # --------------------------------------------------------------- question

    def search(self, one):
        """See ``_person.pyi``."""
        cdef Py_ssize_t i, k, n
        cdef Label seed
        cdef const int32_t[::1] start_node = one.starts.node
        cdef const int32_t[::1] start_seconds = one.starts.seconds
        cdef const int32_t[::1] start_effort = one.starts.effort
        cdef const int32_t[::1] start_decimetres = one.starts.decimetres
        cdef const int32_t[::1] start_edge = one.starts.edge
        cdef const int32_t[::1] along_seconds = one.along.seconds
        cdef const int32_t[::1] along_effort = one.along.effort
        cdef const int32_t[::1] along_decimetres = one.along.decimetres
        cdef int32_t time = one.time, max_boardings = one.max_boardings
        ground, closed, ends = one.ground, one.closed, one.ends
        self.usable, self.seconds = ground.usable, ground.seconds
        self.effort, self.decimetres = ground.effort, ground.decimetres
        self.closed_row, self.closed_at = closed.closed_row, closed.closed_at
        self.closed_from, self.closed_to = closed.closed_from, closed.closed_to
        self.with_closures = self.closed_from.shape[0] > 0
        self.latest, self.bound = one.latest, one.bound
        self.least_effort, self.effort_bound = one.least_effort, one.effort_bound
        self.max_stretch, self.max_walk = one.max_stretch, one.max_walk
        self.rest_seconds, self.spare = one.rest_seconds, one.spare_seconds
        self.board_slack, self.alight_slack = one.board_slack, one.alight_slack
        self.min_transfer, self.additional = one.min_transfer, one.additional
        self.board_effort = one.board_effort
        self.limit_board[0], self.limit_board[1] = one.limit_access, one.limit_transfer
        self.limit_end[0], self.limit_end[1] = one.limit_direct, one.limit_egress
        self.limited = (
            min(
                one.limit_access, one.limit_transfer, one.limit_direct,
                one.limit_egress,
            )
            != UNREACHED
        )
        self.kinds_alike = (
            one.limit_access == one.limit_transfer
            and one.limit_direct == one.limit_egress
        )
        self.most_effort = one.most_effort
        self.with_effort, self.backward = one.with_effort, one.backward
        self.end_node, self.end_seconds = ends.node, ends.seconds
        self.end_effort, self.end_decimetres = ends.effort, ends.decimetres
        self.end_edge = ends.edge
        if max_boardings > MOST_ROUNDS - 1:
            raise ValueError("at most 63 boardings")
        if min(self.bound.shape[0], self.effort_bound.shape[0]) < max_boardings + 1:
            raise ValueError("bound holds an instant for every number of boardings")
        for given in (
            ground.usable, ground.seconds, ground.effort, ground.decimetres,
            closed.closed_row,
        ):
            if len(given) != self.edge_to.shape[0]:
                raise ValueError("ground and closed hold a value for every edge")
        if min(self.latest.shape[1], self.least_effort.shape[0]) != self.n_nodes:
            raise ValueError("latest and least_effort hold a value for every node")
        self.base = time
        self.last = int(np.max(one.bound[: max_boardings + 1]))
        self.run += 1
        self.n_labels = self.n_options = self.n_boardings = 0
        self.n_rides = self.n_found = self.n_lines_next = self.n_staying = 0
        self.first_found = UNREACHED - self.spare
        buckets_reserve(&self.queue, max(self.last - time, 0) + 2)
        buckets_clear(&self.queue)
        self.find_group_latest()
        for i in range(self.end_node.shape[0]):
            self.is_end[self.end_node[i]] = 1
        with nogil:
            # Walks that pass no node: along the edge on which both places are.
            for i in range(along_seconds.shape[0]):
                if along_seconds[i] <= self.limit_end[0]:
                    if along_decimetres[i] <= min(self.max_stretch, self.max_walk):
                        self.note_found(
                            time + along_seconds[i], along_effort[i], 0, NONE,
                            <int32_t>i,
                        )
            seed.start = time
            seed.parent = seed.tag = seed.ride = seed.next = NONE
            seed.round = seed.dead = 0
            for i in range(start_node.shape[0]):
                seed.time = time
                if self.with_closures and start_edge[i] >= 0:
                    # Going backwards: the edge is entered at its other end.
                    seed.time = self.open_from(
                        start_edge[i], time + start_seconds[i]
                    ) - start_seconds[i]
                seed.time += start_seconds[i]
                seed.foot = start_seconds[i]
                seed.effort = start_effort[i]
                seed.stretch = seed.walked = 0
                if self.max_stretch != UNREACHED:
                    seed.stretch = start_decimetres[i]
                if self.max_walk != UNREACHED:
                    seed.walked = start_decimetres[i]
                seed.node = start_node[i]
                seed.edge = <int32_t>(SEED - i)
                if seed.stretch > self.max_stretch or seed.walked > self.max_walk:
                    continue
                if seed.foot > max(self.limit_board[0], self.limit_end[0]):
                    continue
                self.enter(&seed)
            self.spread(0)
            for k in range(1, max_boardings + 1):
                n = self.n_lines_next
                if n == 0:
                    break
                for i in range(n):
                    self.todo[2 * i] = self.lines[i]
                    self.todo[2 * i + 1] = self.scan_from[self.lines[i]]
                    self.scan_from[self.lines[i]] = UNREACHED
                self.n_lines_next = 0
                for i in range(n):
                    self.ride_line(self.todo[2 * i], self.todo[2 * i + 1], <uint8_t>k)
                self.ride_stayed(<uint8_t>k)
                self.spread(<uint8_t>k)
            for i in range(self.n_lines_next):
                self.scan_from[self.lines[i]] = UNREACHED
            self.n_lines_next = 0
        for i in range(self.end_node.shape[0]):
            self.is_end[self.end_node[i]] = 0
        return self.journeys()

    cdef void find_group_latest(self):
        cdef Py_ssize_t s, g
        cdef int32_t node
        for g in range(self.group_latest.shape[0]):
            self.group_latest[g] = -UNREACHED
        for s in range(self.n_stops):
            g, node = self.group[s], self.stop_node[s]
            if g >= 0 and node >= 0:
                self.group_latest[g] = max(self.group_latest[g], self.latest[0, node])

    def label_count(self):
        """See ``_person.pyi``."""
        return self.n_labels

    def earliest(self, Py_ssize_t max_boardings):
        """See ``_person.pyi``."""
        found = np.full((max_boardings + 1, self.n_nodes), UNREACHED, dtype=np.int32)
        cdef int32_t[:, ::1] out = found
        cdef Py_ssize_t i, k, x
        for i in range(self.n_labels):
            k = self.labels[i].round
            if k <= max_boardings:
                x = self.labels[i].node
                out[k, x] = min(out[k, x], self.labels[i].time)
        for k in range(1, max_boardings + 1):
            for x in range(self.n_nodes):
                out[k, x] = min(out[k, x], out[k - 1, x])
        return found

    def least_efforts(self, one, int32_t most, near):
        """See ``_person.pyi``."""
        cdef const int32_t[::1] start_node = one.starts.node
        cdef const int32_t[::1] start_effort = one.starts.effort
        cdef const uint8_t[::1] inside = near.view(np.uint8)
        self.usable, self.effort = one.ground.usable, one.ground.effort
        self.board_effort, self.inside = one.board_effort, inside
        found = np.full(self.n_nodes, UNREACHED, dtype=np.int32)
        cdef int32_t[::1] least = found
        cdef int32_t[::1] ridden = np.full(self.n_lines, UNREACHED, dtype=np.int32)
        cdef Py_ssize_t i, key, j, x
        cdef int32_t item, effort
        if most < 0 or most == UNREACHED:
            return found
        buckets_reserve(&self.queue, most + 2)
        with nogil:
            for i in range(start_node.shape[0]):
                self.lower_effort(least, start_node[i], start_effort[i], most)
            while True:
                item = buckets_pop(&self.queue, &key)
                if item < 0:
                    break
                x, effort = item, <int32_t>key
                if effort != least[x]:
                    continue
                for j in range(self.edge_at[x], self.edge_at[x + 1]):
                    if self.usable[j]:
                        self.lower_effort(
                            least, self.edge_to[j], effort + self.effort[j], most
                        )
                if self.node_stop[x] >= 0:
                    self.ride_for_effort(least, ridden, self.node_stop[x], effort, most)
            # A change by a rule alone, where nobody knows the way, is no effort.
            if self.mute_board.shape[0]:
                for i in range(self.n_nodes):
                    least[i] = 0
        return found

    cdef inline void lower_effort(
        self, int32_t[::1] least, int32_t node, int32_t effort, int32_t most
    ) noexcept nogil:
        if effort < least[node] and effort <= most and self.inside[node]:
            least[node] = effort
            buckets_push(&self.queue, effort, node)

    cdef void ride_for_effort(
        self, int32_t[::1] least, int32_t[::1] ridden, int32_t s, int32_t effort,
        int32_t most
    ) noexcept nogil:
        # Board every line at this stop, where no easier label has boarded it before.
        cdef Py_ssize_t e, p, line, first, i, port = s
        p = self.extra_at[s] - 1
        while True:
            for e in range(self.serving_at[port], self.serving_at[port + 1]):
                line = self.serving_line[e]
                first = self.line_at[line]
                i = self.serving_position[e] + 1
                while i < self.line_at[line + 1] - first and i < ridden[line]:
                    if self.flags[first + i] & ALIGHT:
                        if self.stop_node[self.stop[first + i]] >= 0:
                            self.lower_effort(
                                least, self.stop_node[self.stop[first + i]],
                                effort + self.board_effort, most,
                            )
                    i += 1
                if self.follow_at[self.trip_at[line]] < (
                    self.follow_at[self.trip_at[line + 1]]
                ):
                    self.follow_for_effort(least, ridden, line, effort, most)
                ridden[line] = min(
                    ridden[line], <int32_t>(self.serving_position[e] + 1)
                )
            p += 1
            if p >= self.extra_at[s + 1]:
                break
            port = self.extra_port[p]

    cdef void follow_for_effort(
        self, int32_t[::1] least, int32_t[::1] ridden, Py_ssize_t line, int32_t effort,
        int32_t most
    ) noexcept nogil:
        # Staying seated from the end of a line: all of the lines that follow.
        cdef Py_ssize_t t, e, after, first, i
        for t in range(self.trip_at[line], self.trip_at[line + 1]):
            for e in range(self.follow_at[t], self.follow_at[t + 1]):
                after = self.trip_line[self.follow_trip[e]]
                if ridden[after] <= 0:
                    continue
                first = self.line_at[after]
                for i in range(0, self.line_at[after + 1] - first):
                    if self.flags[first + i] & ALIGHT:
                        if self.stop_node[self.stop[first + i]] >= 0:
                            self.lower_effort(
                                least, self.stop_node[self.stop[first + i]],
                                effort + self.board_effort, most,
                            )
                ridden[after] = 0
                self.follow_for_effort(least, ridden, after, effort, most)

    cdef list journeys(self):
        cdef Py_ssize_t i
        answer = []
        for i in range(self.n_found):
            if not self.found[i].dead:
                answer.append(self.journey(&self.found[i]))
        return answer

    cdef tuple journey(self, const Found* one):
        # Unwind what was found: rides and the walks before, between and after them.
        cdef int32_t label = one.label, ride, b, position
        legs, walks = [], []
        while True:
            if label >= 0:
                walk, ride = self.walk_to(label)
            else:
                walk, ride = [], NONE
            walks.append(walk)
            while ride >= 0:
                b = self.rides[ride].boarding
                position = self.rides[ride].position
                while True:
                    legs.append(
                        (
                            self.boardings[b].line,
                            self.boardings[b].trip
                            - self.trip_at[self.boardings[b].line],
                            self.boardings[b].position,
                            position,
                            self.options[self.boardings[b].option].ready,
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
                label = self.options[self.boardings[b].option].label
                if label >= 0:
                    break
                # No way is known of this change: a rule alone says it can be made.
                walks.append(None)
                ride = self.options[self.boardings[b].option].ride
            else:
                break
        legs.reverse()
        walks.reverse()
        return one.boardings, one.arrival, one.effort, one.end, legs, walks

    cdef tuple walk_to(self, int32_t label):
        # The walk that ends in a label, as (edge, node time), and the ride before it.
        cdef int32_t at = label
        pieces = []
        while at >= 0:
            pieces.append((self.labels[at].edge, self.labels[at].time))
            if self.labels[at].parent < 0:
                break
            at = self.labels[at].parent
        pieces.reverse()
        return pieces, self.labels[label].ride
