"""Strategies for what is asked of a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, Literal

from hypothesis import strategies as st

from .oracle import Oracle, Place
from .oracle_feed import second_0
from .strategies import Case
from .strategies_trips import GRID, CallDraft, TripDraft, changes

Kind = Literal["depart", "arrive", "range", "range arrive-by", "reach"]
KINDS: tuple[Kind, ...] = ("depart", "arrive", "range", "range arrive-by", "reach")
WALKING = (
    "max_access_seconds",
    "max_egress_seconds",
    "max_transfer_seconds",
)


@dataclass(frozen=True)
class Query:
    """A question, in the oracle's own words."""

    kind: Kind
    origin: Place
    destination: Place
    when: int
    window: int
    limits: dict[str, Any]

    def ask(self, oracle: Oracle) -> Any:
        """Return the oracle's answer, a set, or a dict for a reach."""
        if self.kind == "depart":
            return oracle.depart(
                self.origin, self.destination, self.when, **self.limits
            )
        if self.kind == "arrive":
            return oracle.arrive(
                self.origin, self.destination, self.when, **self.limits
            )
        if self.kind == "reach":
            return oracle.reach(self.origin, self.when, **self.limits)
        return oracle.range(
            self.origin,
            self.destination,
            self.when,
            self.window,
            arrive_by=self.kind == "range arrive-by",
            **self.limits,
        )


@st.composite
def queries(draw: st.DrawFn, case: Case, kinds: tuple[Kind, ...] = KINDS) -> Query:
    """A question about a case, within what its profile allows."""
    kind = draw(st.sampled_from(kinds))
    start, end, between = draw(rides(case.trips))
    origin = draw(places(case, start.stop))
    destination = draw(places(case, end.stop))
    if kind in ("arrive", "range arrive-by"):
        time = end.arrival + GRID * draw(st.integers(0, 12))
    else:
        time = start.departure - GRID * draw(st.integers(0, 12))
    limits = draw(limits_of(case))
    if case.profile.vias and kind != "reach":
        vias = draw(vias_of(case, between))
        if case.profile.contested or settled(case, vias, limits, destination):
            limits["vias"] = vias
            if vias and not case.profile.contested:
                limits = {k: v for k, v in limits.items() if k not in WALKING}
    return Query(
        kind,
        origin,
        destination,
        draw(moments(case, time)),
        GRID * draw(st.integers(0, 24)),
        limits,
    )


def profiles(case: Case, **limits: Any) -> list[Query]:
    """Ask for all journeys of all days between every two stops, or within `limits`.

    Where a planner is wrong at all, this shows it sooner than any single query.
    """
    stops = sorted({call.stop for trip in case.trips for call in trip.calls})
    start = second_0(case.days[0], case.timezone) - 3600
    days = 24 * 3600 * (len(case.days) + 1)
    limits = {"max_travel_seconds": 24 * 3600, "max_direct_seconds": 0} | limits
    return [
        Query("range", origin, destination, start, days, limits)
        for origin, destination in permutations(stops, 2)
    ]


@st.composite
def rides(
    draw: st.DrawFn, trips: Sequence[TripDraft]
) -> tuple[CallDraft, CallDraft, list[str]]:
    """A call to board at and one to alight at, and the stops that lie between.

    On one trip, on two with a change, or anywhere.
    """
    kind = draw(st.sampled_from(["one", "change", "change", "any"]))
    known = changes(trips)
    if kind == "change" and known:
        a, off, b, on = draw(st.sampled_from(known))
        start = draw(st.sampled_from(a.calls[:off]))
        end = draw(st.sampled_from(elsewhere(b.calls[on + 1 :], start, trips)))
        return start, end, [a.calls[off].stop, b.calls[on].stop]
    a = draw(st.sampled_from(trips))
    b = a if kind != "any" else draw(st.sampled_from(trips))
    start = draw(st.sampled_from(a.calls[:-1]))
    end = draw(st.sampled_from(b.calls[1:]))
    return start, end, [call.stop for call in a.calls[1:-1]]


def elsewhere(
    calls: Sequence[CallDraft], start: CallDraft, trips: Sequence[TripDraft]
) -> Sequence[CallDraft]:
    """Return the calls that no trip from the start reaches, or failing that all."""
    direct = {start.stop}
    for trip in trips:
        stops = [call.stop for call in trip.calls]
        if start.stop in stops:
            direct |= set(stops[stops.index(start.stop) :])
    return [call for call in calls if call.stop not in direct] or calls


@st.composite
def places(draw: st.DrawFn, case: Case, likely: str) -> Place:
    """A stop, a station, or some nodes of the streets with their seconds."""
    rows = {row["stop_id"]: row for row in case.tables["stops.txt"]}
    kind = draw(
        st.sampled_from(["likely", "likely", "likely", "station", "any", "nodes"])
    )
    if kind == "likely":
        return likely
    if kind == "station":
        return rows[likely]["parent_station"] or likely
    if kind == "any":
        stops = [stop for stop, row in rows.items() if row["location_type"] in "01"]
        return draw(st.sampled_from(stops))
    node, time = st.sampled_from(case.nodes), st.integers(0, 4).map(GRID.__mul__)
    return draw(st.dictionaries(node, time, min_size=1, max_size=3))


@st.composite
def moments(draw: st.DrawFn, case: Case, time: int) -> int:
    """A time of one of the service days as an instant, or a second beside it."""
    day = draw(st.sampled_from(case.days))
    return second_0(day, case.timezone) + time + draw(st.sampled_from([0, 0, 1, -1]))


@st.composite
def limits_of(draw: st.DrawFn, case: Case) -> dict[str, Any]:
    """The traveller's limits; `max_travel_seconds` is always among them."""
    profile, optional = case.profile, dict[str, st.SearchStrategy[Any]]()
    if profile.limits:
        optional["max_direct_seconds"] = st.sampled_from([600, 300, 1200])
        optional["max_boardings"] = st.sampled_from([2, 1, 3, 4, 0])
        for name in WALKING:
            optional[name] = st.sampled_from([600, 300, 60, 0, 1200])
    if profile.own_transfers:
        optional["min_transfer_seconds"] = st.sampled_from([0, 120, GRID])
        optional["additional_transfer_seconds"] = st.sampled_from([0, 60, GRID])
        optional["transfer_factor"] = st.sampled_from([1.0, 1.5, 2.0])
    if profile.exclusions:
        optional["excluded_routes"] = st.sampled_from([["r1"], ["r0"], ["r1", "r2"]])
        optional["excluded_agencies"] = st.sampled_from([["m1"], ["m0"]])
        optional["excluded_modes"] = st.sampled_from([[3], [0]])
    limits: dict[str, Any] = {"max_travel_seconds": draw(travel_limits(case))}
    # Else many a ride loses against the walk.
    if draw(st.booleans()):
        limits["max_direct_seconds"] = 0
    if optional:
        # Few at a time: all at once would leave few journeys.
        names = draw(st.lists(st.sampled_from(list(optional)), max_size=2, unique=True))
        limits |= {name: draw(optional[name]) for name in names}
    if has_rules(case) and not profile.contested:
        limits.pop("max_transfer_seconds", None)
    return limits


def travel_limits(case: Case) -> st.SearchStrategy[int]:
    """A day, or less where limits are asked for."""
    day = 24 * 3600
    return st.sampled_from([day, 7200, 3600, 2 * day] if case.profile.limits else [day])


def vias_of(case: Case, between: list[str]) -> st.SearchStrategy[list[tuple[str, int]]]:
    """Up to two stops or stations, with the seconds to stay there."""
    rows = case.tables["stops.txt"]
    stops = [row["stop_id"] for row in rows if row["location_type"] in "01"]
    places = st.sampled_from(between or stops) | st.sampled_from(stops)
    via = st.tuples(places, st.sampled_from([0, GRID, 2 * GRID]))
    return st.sampled_from([0, 1, 1, 2]).flatmap(
        lambda n: st.lists(via, min_size=n, max_size=n)
    )


def has_rules(case: Case) -> bool:
    """Tell whether transfers.txt says anything about changing."""
    rows = case.tables.get("transfers.txt", ())
    return any(row["transfer_type"] not in "45" for row in rows)


def settled(
    case: Case,
    vias: list[tuple[str, int]],
    limits: Mapping[str, Any],
    destination: Place,
) -> bool:
    """Tell whether the rules leave nothing open about these vias."""
    members = {
        via: {
            row["stop_id"]
            for row in case.tables["stops.txt"]
            if via in (row["stop_id"], row["parent_station"])
        }
        for via, _ in vias
    }
    end = set(destination) if not isinstance(destination, str) else {destination}
    end |= {
        row["stop_id"]
        for row in case.tables["stops.txt"]
        if row["parent_station"] == destination
    }
    own = ("min_transfer_seconds", "additional_transfer_seconds", "transfer_factor")
    return (
        not has_rules(case)
        and not any(name in limits for name in own)
        and not any(end & stops for stops in members.values())
        and len(set().union(*members.values())) == sum(len(members[v]) for v, _ in vias)
        and all(stay == 0 for _, stay in vias[:-1])
    )
