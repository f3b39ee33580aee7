"""Strategies for trips: their calls, frequencies and blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, permutations
from typing import NamedTuple

from hypothesis import strategies as st

from .strategies_profile import Profile, up_to

Row = dict[str, str]
GRID = 300  # seconds

# Places lie along a meridian, 5 km apart and more, at uneven distances.
PLACES = (*"ABCDEFGST", "S-in", "S-mid", "T-in", "T-mid")
LATITUDE = {
    place: round(52 + 0.0613 * n + 0.0001 * (37 * n * n % 101), 4)
    for n, place in enumerate(PLACES)
}


@dataclass(frozen=True)
class CallDraft:
    """A call; times in seconds of the service day, written blank if `blank`."""

    stop: str
    arrival: int
    departure: int
    pickup: str
    drop_off: str
    blank: bool


@dataclass(frozen=True)
class TripDraft:
    """A trip; `windows` are (start, end, headway) in seconds."""

    id: str
    route: str
    service: str
    block: str
    calls: tuple[CallDraft, ...]
    windows: tuple[tuple[int, int, int], ...]
    exact: str


@dataclass(frozen=True)
class Sketch:
    """What is drawn for a call: slots of the grid before it and at it."""

    stop: str
    run: int
    dwell: int
    pickup: str
    drop_off: str
    blank: bool


@cache
def sketches(
    profile: Profile, stops: tuple[str, ...]
) -> st.SearchStrategy[list[Sketch]]:
    """Two to four calls."""
    ban = st.sampled_from(
        ["", "", "", "", "1", "", "0", "2", "3"] if profile.bans else [""]
    )
    call = st.builds(
        Sketch,
        stop=st.sampled_from(stops),
        run=st.sampled_from([1, 2, 0, 3]),
        dwell=st.sampled_from([0, 0, 1, 2]),
        pickup=ban,
        drop_off=ban,
        blank=st.sampled_from([False, False, True] if profile.blanks else [False]),
    )
    unique_by = None if profile.loops else (lambda sketch: sketch.stop)
    return st.lists(call, min_size=2, max_size=4, unique_by=unique_by)


@st.composite
def drawn_trips(
    draw: st.DrawFn,
    profile: Profile,
    stops: tuple[str, ...],
    routes: Sequence[str],
    services: Sequence[str],
) -> list[TripDraft]:
    """Trips; some along the stops of an earlier one, some starting as it ends."""
    hours = draw(st.sampled_from(profile.hours()))
    trips: list[TripDraft] = []
    for number in range(draw(up_to(profile.trips))):
        calls = draw(sketches(profile, stops))
        start = 3600 * draw(st.sampled_from(hours))
        start += GRID * draw(st.integers(0, 12))
        block = draw(
            st.sampled_from(["", "b0", "b1", "b0"] if profile.blocks else [""])
        )
        bonds = ["own", "on", "on", "near", "copy"]
        bond = draw(st.sampled_from(bonds)) if trips else "own"
        if bond == "copy":
            calls = along(draw(st.sampled_from(trips)), calls)
        if bond in ("on", "near"):
            before = draw(st.sampled_from(trips))
            start = before.calls[-1].arrival + start % (3 * GRID)
            block = before.block
            if bond == "on":
                calls = onwards(before, calls, profile.loops)
        trips.append(
            TripDraft(
                id=f"t{number}",
                route=draw(st.sampled_from(routes)),
                # The first runs for certain: a feed without trips is no feed.
                service=draw(st.sampled_from(services if trips else services[:1])),
                block=block,
                calls=timed(calls, start),
                windows=draw(windows(start)) if profile.frequencies else (),
                exact=draw(st.sampled_from(["0", "1"])),
            )
        )
    return settled_blocks(trips)


def along(trip: TripDraft, calls: list[Sketch]) -> list[Sketch]:
    """Return calls at the stops of another trip, so that one may overtake the other."""
    return [
        replace(calls[n % len(calls)], stop=call.stop)
        for n, call in enumerate(trip.calls)
    ]


def onwards(trip: TripDraft, calls: list[Sketch], loops: bool) -> list[Sketch]:
    """Return calls that begin where another trip ends."""
    end = trip.calls[-1].stop
    rest = calls[1:] if loops else [call for call in calls if call.stop != end]
    return [replace(calls[0], stop=end), *rest]


def timed(calls: Sequence[Sketch], start: int) -> tuple[CallDraft, ...]:
    """Put calls on the clock."""
    found: list[CallDraft] = []
    time = start
    for n, call in enumerate(calls):
        arrival = time + GRID * call.run if n else start
        time = arrival + GRID * call.dwell
        inner = 0 < n < len(calls) - 1
        found.append(
            CallDraft(
                call.stop,
                arrival,
                time,
                call.pickup,
                call.drop_off,
                call.blank and inner,
            )
        )
    return settled_blanks(found)


def settled_blanks(calls: list[CallDraft]) -> tuple[CallDraft, ...]:
    """Write the times of blank calls whose interpolated time is near a whole second.

    Rounding down would otherwise depend on how distances are measured.
    """
    for n, call in enumerate(calls):
        if call.blank:
            before = max(j for j in range(n) if not calls[j].blank)
            after = min(j for j in range(n, len(calls)) if not calls[j].blank)
            length = distance(calls[before : after + 1])
            share = distance(calls[before : n + 1]) / length if length else 0
            time = share * (calls[after].arrival - calls[before].departure)
            if not 0.3 < time % 1 < 0.7:
                # This moves the neighbours' times, so look at all of them again.
                written = replace(call, blank=False)
                return settled_blanks([*calls[:n], written, *calls[n + 1 :]])
    return tuple(calls)


def distance(calls: Sequence[CallDraft]) -> float:
    """Degrees of latitude along calls."""
    places = [LATITUDE[call.stop] for call in calls]
    return sum(abs(b - a) for a, b in pairwise(places))


class Change(NamedTuple):
    """Off trip a at its call number `off`, in time for trip b at its call `on`."""

    a: TripDraft
    off: int
    b: TripDraft
    on: int


def changes(trips: Sequence[TripDraft]) -> list[Change]:
    """Return the changes with up to a quarter of an hour for them.

    Those at one stop are repeated, so as to be half of all.
    """
    found = []
    at_one_stop = []
    for a, b in permutations(trips, 2):
        for off in range(1, len(a.calls)):
            for on in range(len(b.calls) - 1):
                p, q = a.calls[off], b.calls[on]
                if 0 <= q.departure - p.arrival <= 3 * GRID:
                    found.append(Change(a, off, b, on))
                    if p.stop == q.stop:
                        at_one_stop.append(Change(a, off, b, on))
    times = len(found) // len(at_one_stop) if at_one_stop else 0
    return at_one_stop * times + found


@st.composite
def windows(draw: st.DrawFn, start: int) -> tuple[tuple[int, int, int], ...]:
    """Up to two windows of frequencies.txt, with at most three departures each."""
    found: list[tuple[int, int, int]] = []
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        headway = GRID * draw(st.integers(1, 2))
        departures = draw(st.integers(1, 3))
        # Ends just when the next would depart, or a second after the last.
        end = start + (departures - 1) * headway + draw(st.sampled_from([headway, 1]))
        found.append((start, end, headway))
        start = end + GRID * draw(st.integers(0, 2))
    return tuple(found)


def settled_blocks(trips: Sequence[TripDraft]) -> list[TripDraft]:
    """Take out of their block trips of frequencies and those that start together.

    Neither has a place in the order of a block.
    """
    found: list[TripDraft] = []
    taken = set()
    for trip in trips:
        place = trip.block, trip.calls[0].departure
        if trip.windows or place in taken:
            trip = replace(trip, block="")
        taken.add(place)
        found.append(trip)
    return found


def trip_row(trip: TripDraft) -> Row:
    """Return the trip's row of trips.txt."""
    return {
        "route_id": trip.route,
        "service_id": trip.service,
        "trip_id": trip.id,
        "block_id": trip.block,
    }


def call_rows(trip: TripDraft) -> list[Row]:
    """Return the trip's rows of stop_times.txt."""
    return [
        {
            "trip_id": trip.id,
            "arrival_time": "" if call.blank else clock(call.arrival),
            "departure_time": "" if call.blank else clock(call.departure),
            "stop_id": call.stop,
            "stop_sequence": str(n),
            "pickup_type": call.pickup,
            "drop_off_type": call.drop_off,
        }
        for n, call in enumerate(trip.calls)
    ]


def frequency_rows(trip: TripDraft) -> list[Row]:
    """Return the trip's rows of frequencies.txt."""
    return [
        {
            "trip_id": trip.id,
            "start_time": clock(start),
            "end_time": clock(end),
            "headway_secs": str(headway),
            "exact_times": trip.exact,
        }
        for start, end, headway in trip.windows
    ]


def clock(time: int) -> str:
    """Return "25:10:00" for 90600 seconds."""
    return f"{time // 3600:02}:{time // 60 % 60:02}:{time % 60:02}"
