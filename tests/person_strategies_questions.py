"""Strategies for what a person asks of a town."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .oracle_feed import second_0
from .person_oracle import Question
from .person_oracle_walks import Spot, Tie
from .person_strategies import DAY, Case
from .person_strategies_people import people
from .strategies_queries import rides
from .strategies_trips import GRID

OFF_METRES = (0.0, 30.0)  # 30 m are an even number of seconds for everybody here
SHARES = ((0.5, 0.5), (0.25, 0.75), (0.0, 1.0))


@st.composite
def questions(draw: st.DrawFn, case: Case) -> Question:
    """A question near rides that there are, by somebody whom the town concerns."""
    may = case.difficulties
    start, end, _ = draw(rides(case.trips))
    kind = draw(st.sampled_from(["depart", "depart", "arrive"]))
    if kind == "arrive":
        time = end.arrival + GRID * draw(st.integers(0, 8))
    else:
        time = start.departure - GRID * draw(st.integers(0, 8))
    time += draw(st.sampled_from([0, 0, 1, -1, 60, -100]))
    with_effort = may.effort and draw(st.sampled_from([True, True, False]))
    origin = draw(places(case, start.stop))
    destination = draw(places(case, end.stop))
    if isinstance(origin, Spot) and isinstance(destination, Spot):
        beside = {tie.edge for tie in (*origin.leave, *origin.reach)}
        if any(tie.edge in beside for tie in destination.reach):
            destination = end.stop
    return Question(
        kind=kind,
        origin=origin,
        destination=destination,
        when=second_0(draw(st.sampled_from(case.days)), case.town.timezone) + time,
        person=draw(people(may)),
        with_effort=with_effort,
        slack_seconds=draw(st.sampled_from([1200, 300, 0])) if with_effort else 1200,
        limits=draw(limits(case)),
    )


@st.composite
def places(draw: st.DrawFn, case: Case, likely: str) -> str | Spot:
    """A stop, its station, a node of the streets, or a place beside an edge."""
    rows = {row["stop_id"]: row for row in case.town.tables["stops.txt"]}
    kind = draw(st.sampled_from(["stop", "stop", "node", "station", "spot"]))
    if kind == "node":
        on_streets = [n for n in case.town.rests if not is_station(case, n)]
        return draw(st.sampled_from(on_streets))
    if kind == "station":
        return rows[likely]["parent_station"] or likely
    free = beside_which_one_may_be(case)
    if kind == "spot" and case.difficulties.spots and free:
        return draw(spots(case, draw(st.sampled_from(free))))
    return likely


def is_station(case: Case, node: str) -> bool:
    """Tell whether a node is a station's."""
    rows = case.town.tables["stops.txt"]
    return any(r["stop_id"] == node and r["location_type"] == "1" for r in rows)


def beside_which_one_may_be(case: Case) -> list[int]:
    """Return the edges to start on, but those that close, unless that is contested."""
    closing = {e for e, _, _ in case.town.closures}
    found = []
    for number, edge in enumerate(case.town.edges):
        doors = {number, edge["twin"]} & closing or edge["hours"] is not None
        if case.difficulties.contested or not doors:
            found.append(number)
    return found


@st.composite
def spots(draw: st.DrawFn, case: Case, edge: int) -> Spot:
    """A place beside an edge and its twin, a share of the way along it."""
    before, after = draw(st.sampled_from(SHARES))
    metres = draw(st.sampled_from(OFF_METRES))
    twin = case.town.edges[edge]["twin"]
    leave, reach = [Tie(edge, after, metres)], [Tie(edge, before, metres)]
    if twin >= 0:
        leave.append(Tie(twin, before, metres))
        reach.append(Tie(twin, after, metres))
    return Spot(tuple(leave), tuple(reach))


@st.composite
def limits(draw: st.DrawFn, case: Case) -> dict[str, Any]:
    """The question's limits; ``max_travel_seconds`` is always among them."""
    found: dict[str, Any] = {"max_travel_seconds": DAY}
    # Else many a ride loses against the walk.
    if draw(st.booleans()):
        found["max_direct_seconds"] = 0
    if not case.difficulties.limits:
        return found
    optional: dict[str, list[Any]] = {
        "max_travel_seconds": [3600, 7200],
        "max_boardings": [1, 2, 0, 3],
        "max_direct_seconds": [600, 300, 1200],
        "max_access_seconds": [300, 600, 120],
        "max_egress_seconds": [300, 600, 120],
        "max_transfer_seconds": [300, 60, 600],
        "min_transfer_seconds": [60, GRID],
        "additional_transfer_seconds": [60, GRID],
    }
    names = st.lists(st.sampled_from(list(optional)), max_size=3, unique=True)
    found |= {name: draw(st.sampled_from(optional[name])) for name in draw(names)}
    if "transfers.txt" in case.town.tables and not case.difficulties.contested:
        found.pop("max_transfer_seconds", None)
    return found
