"""The planner against the oracle: whole Pareto sets are equal."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from maas.journeys.planner import Planner
from maas.journeys.request import StopRef, Via
from maas.units import UNREACHED
from tests.kernel import FEED, city_of, end_of, found_between, request_at
from tests.oracle import Oracle
from tests.proof import proof_size
from tests.strategies import HARD, PLAIN, Case, Profile, cases
from tests.strategies_queries import Kind, Query, profiles, queries

# GTFS route_type of the made-up routes, and what MOTIS calls it.
MODES = {0: "TRAM", 1: "SUBWAY", 2: "REGIONAL_RAIL", 3: "BUS", 4: "FERRY"}
SOME = settings(
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


KINDS: tuple[Kind, ...] = ("depart", "arrive", "range", "range arrive-by")
ONE_BY_ONE = [
    "loops",
    "midnight",
    "clock_changes",
    "calendars",
    "frequencies",
    "bans",
    "blanks",
    "blocks",
    "transfers",
    "stations",
    "pathways",
    "limits",
    "own_transfers",
    "exclusions",
]
Agree = Callable[[Case, st.DataObject], None]


def asked(query: Query) -> dict[str, Any]:
    """The oracle's limits in the planner's words."""
    limits = dict(query.limits)
    limits.pop("allow_direct", None)
    limits["max_boardings"] = limits.get("max_boardings", 24)
    for name in ("excluded_routes", "excluded_agencies"):
        limits[name] = frozenset((FEED, one) for one in limits.get(name, ()))
    if modes := limits.pop("excluded_modes", ()):
        limits["modes"] = frozenset(MODES.values()) - {MODES[mode] for mode in modes}
    limits["via"] = tuple(
        Via(StopRef(FEED, stop), stay) for stop, stay in limits.pop("vias", ())
    )
    return limits


def answer(planner: Planner, query: Query) -> Any:
    """The planner's answer in the oracle's form."""
    if query.kind == "reach":
        return reached(planner, query)
    request = request_at(
        query.when,
        arrive_by=query.kind in ("arrive", "range arrive-by"),
        window_seconds=query.window if query.kind.startswith("range") else None,
        **asked(query),
    )
    found = found_between(planner, query.origin, query.destination, request)
    rides = found.journeys
    if query.kind.startswith("range"):
        return frozenset((j.departure, j.arrival, j.boardings) for j in rides)
    if query.kind == "depart":
        ways = {(j.arrival, j.boardings) for j in rides}
        if found.direct_seconds is not None:
            ways.add((query.when + found.direct_seconds, 0))
        return frozenset(ways)
    ways = {(j.departure, j.boardings) for j in rides}
    if found.direct_seconds is not None:
        ways.add((query.when - found.direct_seconds, 0))
    return frozenset(ways)


def reached(planner: Planner, query: Query) -> dict[str, int]:
    request = request_at(query.when, **asked(query))
    found = planner.reach_from(request, end_of(planner, query.origin))
    stop_ids = planner.city.stops.stop_id
    return {
        stop_ids[stop]: query.when + seconds
        for stop, seconds in enumerate(found.stop_seconds.tolist())
        if seconds != UNREACHED
    }


@contextmanager
def both(case: Case) -> Iterator[tuple[Oracle, Planner]]:
    """The oracle and the planner of one made-up town."""
    with tempfile.TemporaryDirectory() as name:
        folder = case.write(Path(name))
        oracle = Oracle(folder, case.walks, case.timezone)
        yield oracle, Planner(city_of(folder, case.walks, case.timezone, case.nodes))


def agree_on_questions(case: Case, data: st.DataObject) -> None:
    """Four questions of any kind."""
    with both(case) as (oracle, planner):
        for _ in range(4):
            query = data.draw(queries(case, KINDS))
            assert answer(planner, query) == query.ask(oracle), query


def agree_on_all_days(case: Case, data: st.DataObject) -> None:
    """All journeys of all days between every two stops."""
    with both(case) as (oracle, planner):
        for query in profiles(case):
            assert answer(planner, query) == query.ask(oracle), query


def agree_on_reach(case: Case, data: st.DataObject) -> None:
    """How soon one is at every stop, on foot or by ride."""
    with both(case) as (oracle, planner):
        query = data.draw(queries(case, ("reach",)))
        known = {"max_travel_seconds", "max_boardings"}
        limits = {name: query.limits[name] for name in known & set(query.limits)}
        query = replace(query, limits=limits)
        assert answer(planner, query) == query.ask(oracle), query


def run(
    profile: Profile,
    examples: int,
    number: int = 0,
    test: Agree = agree_on_questions,
) -> None:
    """Compare on made-up towns; another ``number`` makes other towns."""

    @seed(number)
    @settings(SOME, max_examples=examples)
    @given(cases(profile), st.data())
    def agree(case: Case, data: st.DataObject) -> None:
        test(case, data)

    agree()


@pytest.mark.parametrize("difficulty", ["none", *ONE_BY_ONE])
def test_agrees_on_each_difficulty_alone(difficulty: str) -> None:
    profile = PLAIN
    if difficulty != "none":
        extra = {"stations": True} if difficulty == "pathways" else {}
        profile = replace(PLAIN, **{difficulty: True}, **extra)
    run(profile, 25)


def test_agrees_on_how_soon_one_is_everywhere() -> None:
    profile = replace(PLAIN, blocks=True, stations=True, transfers=True)
    run(profile, 40, test=agree_on_reach)


@pytest.mark.long
@pytest.mark.parametrize("number", range(5))
def test_agrees_on_all_difficulties_together(number: int) -> None:
    run(replace(HARD, vias=False), proof_size(400), number)


@pytest.mark.long
@pytest.mark.parametrize("number", range(5))
def test_agrees_on_all_days_between_all_stops(number: int) -> None:
    profile = replace(HARD, vias=False, limits=False, own_transfers=False)
    run(profile, proof_size(100), number, agree_on_all_days)
