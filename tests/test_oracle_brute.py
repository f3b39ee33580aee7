"""The oracle against trying everything, on small feeds made to break planners."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .oracle import Limits, Oracle, Triple
from .oracle_brute import Brute
from .strategies import HARD, PLAIN, Case, Profile, cases
from .strategies_queries import Kind, Query, queries

KINDS: tuple[Kind, ...] = ("depart", "arrive", "range", "range arrive-by")
TINY = replace(HARD, stops=4, trips=3, edges=4, contested=True)
DIFFICULTIES = ("loops", "midnight", "calendars", "frequencies", "blocks", "transfers")
PROFILES = {
    "plain": replace(PLAIN, trips=4),
    "hard": TINY,
} | {name: replace(PLAIN, trips=4, **{name: True}) for name in DIFFICULTIES}


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES.keys())
def test_agrees_with_trying_everything(profile: Profile) -> None:
    @settings(
        max_examples=120 if profile is TINY else 60,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def agrees(data: st.DataObject) -> None:
        case = data.draw(cases(profile))
        query = data.draw(queries(case, KINDS))
        few = {
            "max_boardings": min(2, query.limits.get("max_boardings", 2)),
            "max_travel_seconds": min(7200, query.limits["max_travel_seconds"]),
        }
        query = replace(query, window=query.window % 3600, limits=query.limits | few)
        oracle = Oracle.of_tables(case.tables, case.walks, case.timezone)
        assert query.ask(oracle) == by_trying_everything(case, query, oracle)

    agrees()


def by_trying_everything(case: Case, query: Query, oracle: Oracle) -> object:
    """Return what the query asks for from the list of all journeys."""
    asked = Limits(**query.limits)
    travel = asked.max_travel_seconds
    assert travel is not None
    far = travel + query.window
    between = query.when - far, query.when + far
    brute = Brute(oracle.feed, case.walks, case.timezone, asked, between)
    found = set(
        brute.journeys(brute.place(query.origin), brute.place(query.destination))
    )
    walk = oracle.direct(query.origin, query.destination, **query.limits)
    if query.kind == "depart":
        if walk is not None:
            found.add((query.when, query.when + walk, 0))
        return {
            (arrival, boardings)
            for _, arrival, boardings in best(
                {
                    (0, a, k)
                    for d, a, k in found
                    if d >= query.when and a <= query.when + travel
                }
            )
        }
    if query.kind == "arrive":
        if walk is not None:
            found.add((query.when - walk, query.when, 0))
        return {
            (departure, boardings)
            for departure, _, boardings in best(
                {
                    (d, 0, k)
                    for d, a, k in found
                    if a <= query.when and d >= query.when - travel
                }
            )
        }
    found = {
        (d, a, k)
        for d, a, k in found
        if a - d <= travel and (walk is None or a - d < walk)
    }
    start, end = query.when, query.when + query.window
    if query.kind == "range":
        return {(d, a, k) for d, a, k in best(found) if start <= d <= end}
    start, end = query.when - query.window, query.when
    return {(d, a, k) for d, a, k in best(found) if start <= a <= end}


def best(journeys: set[Triple]) -> set[Triple]:
    """Return the journeys that no other one beats."""
    return {
        (d, a, k)
        for d, a, k in journeys
        if not any(
            d <= other[0] and a >= other[1] and k >= other[2]
            for other in journeys - {(d, a, k)}
        )
    }


def test_feeds_are_worth_the_trouble() -> None:
    seen: list[bool] = []

    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def answer(data: st.DataObject) -> None:
        case = data.draw(cases(PLAIN))
        oracle = Oracle.of_tables(case.tables, case.walks, case.timezone)
        found = data.draw(queries(case, KINDS)).ask(oracle)
        seen.append(any(boardings for *_, boardings in found))

    answer()
    # A third at least of what is asked has an answer by transit.
    assert sum(seen) * 3 >= len(seen)
