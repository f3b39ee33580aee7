"""What holds of any answer, whatever the timetable: no oracle is needed.

Source of the idea: T. Y. Chen et al., "Metamorphic Testing: A Review of Challenges and
Opportunities", ACM Computing Surveys 51(1), 2018.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from maas.journeys.planner import Planner
from maas.units import UNREACHED
from tests.journeys.test_against_oracle import answer, asked
from tests.kernel import city_of, end_of, found_between, request_at
from tests.oracle_feed import second_0
from tests.proof import proof_size
from tests.strategies import HARD, Case, Profile, cases
from tests.strategies_queries import Query, queries
from tests.strategies_trips import Row, clock
from tests.text import seconds

SOME = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
ALL = replace(HARD, vias=False)
DAY = 24 * 3600
KINDS = ("depart", "arrive", "range", "range arrive-by")
Law = Callable[[Case, st.DataObject], None]


def holds(law: Law, profile: Profile = ALL, examples: int = 400) -> None:
    """Try a law on many cases."""

    @settings(SOME, max_examples=proof_size(examples))
    @given(cases(profile), st.data())
    def tried(case: Case, data: st.DataObject) -> None:
        law(case, data)

    tried()


def planner_of(case: Case) -> Planner:
    with tempfile.TemporaryDirectory() as name:
        folder = case.write(Path(name))
        return Planner(city_of(folder, case.walks, case.timezone, case.nodes))


def changed(case: Case, **tables: list[Row]) -> Case:
    """The case with other tables; empty ones are left out."""
    merged = dict(case.tables) | {f"{name}.txt": rows for name, rows in tables.items()}
    return replace(case, tables={name: rows for name, rows in merged.items() if rows})


def rows(case: Case, name: str) -> list[Row]:
    return list(case.tables.get(f"{name}.txt", ()))


# ------------------------------------------------------------------------- shifting


def test_everything_later_by_as_much_is_the_same_journeys_later() -> None:
    def law(case: Case, data: st.DataObject) -> None:
        by = data.draw(st.sampled_from([1, 47, 600, 3600, 5 * 3600]))
        here, there = planner_of(case), planner_of(shifted(case, by))
        for _ in range(3):
            query = data.draw(queries(case, KINDS))
            later = replace(query, when=query.when + by)
            times = {"depart": 1, "arrive": 1}.get(query.kind, 2)
            assert answer(there, later) == {
                (*(time + by for time in way[:times]), *way[times:])
                for way in answer(here, query)
            }, query

    holds(law)


def shifted(case: Case, by: int) -> Case:
    def later(row: Row, *names: str) -> Row:
        return row | {
            name: clock(seconds(row[name]) + by) for name in names if row[name]
        }

    return changed(
        case,
        stop_times=[
            later(row, "arrival_time", "departure_time")
            for row in rows(case, "stop_times")
        ],
        frequencies=[
            later(row, "start_time", "end_time") for row in rows(case, "frequencies")
        ],
    )


# ----------------------------------------------------------------------- more trips


def test_another_trip_never_makes_an_answer_worse() -> None:
    def law(case: Case, data: st.DataObject) -> None:
        assume(len(case.trips) > 1)
        trip = data.draw(st.sampled_from(case.trips[1:])).id
        fewer, more = planner_of(without(case, trip)), planner_of(case)
        for _ in range(3):
            query = data.draw(queries(case, ("depart", "arrive")))
            better = answer(more, query)
            sign = 1 if query.kind == "depart" else -1
            for time, boardings in answer(fewer, query):
                assert any(
                    sign * one <= sign * time and few <= boardings
                    for one, few in better
                ), (query, trip)

    # Another trip of a block may come between two that followed each other.
    holds(law, replace(ALL, blocks=False))


def without(case: Case, trip: str) -> Case:
    """The case without a trip, and without what is said of it."""

    def others(name: str, *columns: str) -> list[Row]:
        return [
            row
            for row in rows(case, name)
            if trip not in [row[column] for column in columns]
        ]

    return changed(
        case,
        trips=others("trips", "trip_id"),
        stop_times=others("stop_times", "trip_id"),
        frequencies=others("frequencies", "trip_id"),
        transfers=others("transfers", "from_trip_id", "to_trip_id"),
    )


# --------------------------------------------------------------------------- ranges

Triple = tuple[int, int, int]  # departure, arrival, boardings


def test_a_range_is_what_single_questions_find() -> None:
    def law(case: Case, data: st.DataObject) -> None:
        planner = planner_of(case)
        for _ in range(2):
            query = data.draw(queries(case, ("range", "range arrive-by")))
            # The walk would hide rides from some moments and not from others, and a
            # limit to the travel counts from different moments.
            free = {"max_direct_seconds": 0, "max_travel_seconds": 4 * DAY}
            query = replace(query, limits={**query.limits, **free})
            assert answer(planner, query) == one_by_one(planner, query), query

    holds(law, examples=300)


def one_by_one(planner: Planner, query: Query) -> set[Triple]:
    """The range, asking again and again just after the first that was found."""
    backward = query.kind == "range arrive-by"
    sign = -1 if backward else 1
    end = query.when + sign * query.window
    pool: set[Triple] = single(planner, query, end + sign)
    when = query.when
    while sign * when <= sign * end:
        found = single(planner, query, when)
        if not found:
            break
        pool |= found
        moments = [way[1 if backward else 0] for way in found]
        when = max(moments) - 1 if backward else min(moments) + 1
    best = {way for way in pool if not any(beats(one, way) for one in pool - {way})}
    if backward:
        return {way for way in best if way[1] >= end}
    return {way for way in best if way[0] <= end}


def single(planner: Planner, query: Query, when: int) -> set[Triple]:
    request = request_at(
        when, arrive_by=query.kind == "range arrive-by", **asked(query)
    )
    found = found_between(planner, query.origin, query.destination, request)
    return {(j.departure, j.arrival, j.boardings) for j in found.journeys}


def beats(one: Triple, other: Triple) -> bool:
    return one[0] >= other[0] and one[1] <= other[1] and one[2] <= other[2]


# ---------------------------------------------------------------------------- reach


def test_reach_is_asking_for_one_place_after_the_other() -> None:
    def law(case: Case, data: st.DataObject) -> None:
        planner = planner_of(case)
        stop_ids = list(planner.city.stops.stop_id)
        query = data.draw(queries(case, ("reach",)))
        query = replace(query, limits=unbounded_at_the_end(query.limits))
        request = request_at(query.when, **asked(query))
        reach = planner.reach_from(request, end_of(planner, query.origin))
        for stop, found in zip(stop_ids, reach.stop_seconds.tolist(), strict=True):
            there = replace(query, kind="depart", destination={stop: 0})
            arrivals = {arrival for arrival, _ in answer(planner, there)}
            expected = min(arrivals) - query.when if arrivals else UNREACHED
            assert found == expected, (query, stop)

    holds(law, examples=300)


def unbounded_at_the_end(limits: Any) -> dict[str, Any]:
    """Limits without those that speak of a last walk.

    Where there is no place to go to, nobody can tell a last walk from one to the next
    ride.
    """
    last = ("max_egress_seconds", "max_direct_seconds", "max_transfer_seconds")
    return {name: value for name, value in limits.items() if name not in last}


# ------------------------------------------------------------------------- reversal


def test_arriving_is_departing_with_time_reversed() -> None:
    def law(case: Case, data: st.DataObject) -> None:
        here, there = planner_of(case), planner_of(mirrored(case))
        # Service days lie around the noon of the second of three.
        noons = 2 * (second_0(case.days[1], case.timezone) + DAY // 2)
        for _ in range(3):
            query = data.draw(queries(case, KINDS))
            assert answer(there, mirrored_query(query, noons)) == {
                (*(noons - time for time in way[-2::-1]), way[-1])
                for way in answer(here, query)
            }, query

    # Not the same from both ends: rounding down, who is next in a block, calendars
    # that say one day and not another, days of 23 hours, and times past midnight.
    holds(
        law,
        replace(
            ALL,
            blanks=False,
            blocks=False,
            calendars=False,
            clock_changes=False,
            midnight=False,
        ),
    )


OPPOSITE = {
    "depart": "arrive",
    "arrive": "depart",
    "range": "range arrive-by",
    "range arrive-by": "range",
    "max_access_seconds": "max_egress_seconds",
    "max_egress_seconds": "max_access_seconds",
}


def mirrored_query(query: Query, noons: int) -> Query:
    kind: Any = OPPOSITE[query.kind]
    return Query(
        kind,
        origin=query.destination,
        destination=query.origin,
        when=noons - query.when,
        window=query.window,
        limits={OPPOSITE.get(name, name): v for name, v in query.limits.items()},
    )


OTHER_SIDE = {
    "from_stop_id": "to_stop_id",
    "from_route_id": "to_route_id",
    "from_trip_id": "to_trip_id",
}
OTHER_SIDE |= {other: one for one, other in OTHER_SIDE.items()}


def mirrored(case: Case) -> Case:
    """Everything runs and is walked the other way, at 24:00 less the time."""

    def turned(table: Collection[Row]) -> list[Row]:
        return [
            row | {one: row[other] for one, other in OTHER_SIDE.items() if one in row}
            for row in table
        ]

    runs = {
        trip.id: trip.calls[-1].arrival - trip.calls[0].departure for trip in case.trips
    }
    tables = changed(
        case,
        stop_times=[mirrored_call(row) for row in rows(case, "stop_times")],
        frequencies=[
            mirrored_window(row, runs[row["trip_id"]])
            for row in rows(case, "frequencies")
        ],
        transfers=turned(rows(case, "transfers")),
        pathways=turned(rows(case, "pathways")),
    )
    walks = {(b, a): time for (a, b), time in case.walks.items()}
    return replace(tables, walks=walks)


def mirrored_call(row: Row) -> Row:
    return row | {
        "stop_sequence": str(100 - int(row["stop_sequence"])),
        "arrival_time": clock(DAY - seconds(row["departure_time"])),
        "departure_time": clock(DAY - seconds(row["arrival_time"])),
        "pickup_type": row["drop_off_type"],
        "drop_off_type": row["pickup_type"],
    }


def mirrored_window(row: Row, runs: int) -> Row:
    """The last departure's arrival is the first departure, and so on."""
    start, end = seconds(row["start_time"]), seconds(row["end_time"])
    headway = int(row["headway_secs"])
    last = start + (end - 1 - start) // headway * headway
    return row | {
        "start_time": clock(DAY - last - runs),
        "end_time": clock(DAY - start - runs + 1),
    }
