"""The person's oracle on journeys, worked out by hand."""

from __future__ import annotations

from math import nan

import pytest

from maas.streets.graph import EdgeKind

from .oracle_text import instant, tables, transfer
from .person_oracle import Question, answer, ask
from .person_oracle_text import Asked, somebody
from .person_towns import edge, town

ONE_BUS = {"red 1": "A 08:00 B 08:10"}
WALK_IN = edge("x", "A", metres=120.0)
WALK_OUT = edge("B", "y", metres=60.0)


def only(found: dict[str, set[tuple[object, ...]]]) -> set[tuple[object, ...]]:
    """Return what both networks answer."""
    assert found["certain"] == found["possible"]
    return found["possible"]


# Boarding and changing


def test_is_at_the_stop_before_the_bus_leaves() -> None:
    asked = Asked(town(tables(ONE_BUS), [WALK_IN, WALK_OUT]))
    # 2 min to A, 8:00 to 8:10, 1 min to y.
    assert only(asked.depart("x", "y", "07:58", somebody())) == {("08:11", 1)}
    assert only(asked.arrive("x", "y", "08:11", somebody())) == {("07:58", 1)}
    slow = somebody(boarding_seconds=45)
    assert only(asked.depart("x", "y", "07:57:15", slow)) == {("08:11", 1)}
    assert only(asked.depart("x", "y", "07:57:16", slow)) == set()
    assert only(asked.arrive("x", "y", "08:11", slow)) == {("07:57:15", 1)}
    assert only(asked.arrive("x", "y", "08:10:59", slow)) == set()


CHANGE = {"red 1": "A 08:00 B 08:10", "blue 1": "B 08:13 C 08:20"}


@pytest.mark.parametrize(
    ("numbers", "limits", "in_time"),
    [
        ({}, {}, True),
        ({"boarding_seconds": 180}, {}, True),
        ({"boarding_seconds": 181}, {}, False),
        ({"transfer_seconds": 180}, {}, True),
        ({"transfer_seconds": 181}, {}, False),
        ({"transfer_seconds": 100, "boarding_seconds": 80}, {}, True),
        ({"transfer_seconds": 100, "boarding_seconds": 81}, {}, False),
        # max(60, 0) + 60 + 30 + 30 = 180.
        (
            {"transfer_seconds": 30, "boarding_seconds": 30},
            {"additional_transfer_seconds": 60, "min_transfer_seconds": 60},
            True,
        ),
        (
            {"transfer_seconds": 30, "boarding_seconds": 31},
            {"additional_transfer_seconds": 60, "min_transfer_seconds": 60},
            False,
        ),
    ],
)
def test_a_change_takes_its_time(
    numbers: dict[str, int], limits: dict[str, int], in_time: bool
) -> None:
    asked = Asked(town(tables(CHANGE)))
    found = only(asked.depart("A", "C", "07:50", somebody(**numbers), **limits))
    assert found == ({("08:20", 2)} if in_time else set())


def test_takes_no_time_where_one_stays_seated() -> None:
    in_seat = [transfer(4, from_trip_id="red 1", to_trip_id="blue 1")]
    asked = Asked(town(tables(CHANGE, transfers=in_seat)))
    slow = somebody(boarding_seconds=300, transfer_seconds=600)
    assert only(asked.depart("A", "C", "07:50", slow)) == {("08:20", 1)}


WALKED_CHANGE = {"red 1": "A 08:00 B 08:10", "blue 1": "D 08:13 C 08:20"}


@pytest.mark.parametrize(
    ("kind", "minimum", "walk", "in_time"),
    [
        (None, "", 180.0, True),
        (None, "", 181.0, False),
        (0, "", 181.0, False),
        (1, "", 500.0, True),  # the vehicle waits
        (2, "180", 100.0, True),
        (2, "181", 100.0, False),
        (2, "60", 181.0, False),
        (3, "", 10.0, False),
        # No way for this person, but for others: no change, whatever rule there is.
        (None, "", None, False),
        (0, "", None, False),
        (1, "", None, False),
        (2, "0", None, False),
    ],
)
def test_rules_of_a_change(
    kind: int | None, minimum: str, walk: float | None, in_time: bool
) -> None:
    rows = [
        transfer(kind, from_stop_id="B", to_stop_id="D", min_transfer_time=minimum)
        for _ in range(1)
        if kind is not None
    ]
    way = (
        [edge("B", "D", kerb_cm=9.0)] if walk is None else [edge("B", "D", metres=walk)]
    )
    more = {"transfers": rows} if rows else {}
    asked = Asked(town(tables(WALKED_CHANGE, **more), way))
    found = only(asked.depart("A", "C", "07:50", somebody(max_kerb_cm=3.0)))
    assert found == ({("08:20", 2)} if in_time else set())


@pytest.mark.parametrize(
    ("kind", "minimum", "in_time"),
    [
        (None, "", False),
        (0, "", True),
        (1, "", True),
        (2, "180", True),
        (2, "181", False),
    ],
)
def test_where_the_streets_know_no_way_the_rule_stands_as_possible(
    kind: int | None, minimum: str, in_time: bool
) -> None:
    rows = [
        transfer(kind, from_stop_id="B", to_stop_id="D", min_transfer_time=minimum)
        for _ in range(1)
        if kind is not None
    ]
    more = {"transfers": rows} if rows else {}
    # Only against the direction of the change there is a way.
    asked = Asked(town(tables(WALKED_CHANGE, **more), [edge("D", "B")]))
    assert asked.depart("A", "C", "07:50", somebody()) == {
        "certain": set(),
        "possible": {("08:20", 2)} if in_time else set(),
    }


def test_a_change_of_unknown_width_is_possible() -> None:
    asked = Asked(town(tables(WALKED_CHANGE), [edge("B", "D", width_cm=nan)]))
    wide = somebody(min_width_cm=90.0)
    found = {("08:20", 2)}
    assert asked.depart("A", "C", "07:50", wide) == {
        "certain": set(),
        "possible": found,
    }
    assert only(asked.depart("A", "C", "07:50", somebody())) == found


def test_waits_at_a_lift_that_is_out_between_two_rides() -> None:
    trips = WALKED_CHANGE | {"blue 2": "D 08:43 C 08:50"}
    lift = edge("B", "D", kind=EdgeKind.LIFT, seconds=60.0)
    closures = [(0, instant("08:05"), instant("08:12"))]
    asked = Asked(town(tables(trips), [lift], closures))
    # The lift works again at 8:12, up by 8:13.
    assert only(asked.depart("A", "C", "07:50", somebody())) == {("08:20", 2)}
    assert only(asked.arrive("A", "C", "08:20", somebody())) == {("08:00", 2)}
    found = only(asked.depart("A", "C", "07:50", somebody(boarding_seconds=1)))
    assert found == {("08:50", 2)}
    # Waiting is not walking: 60 s are enough.
    for limit, arrival in ((60, "08:20"), (59, None)):
        found = only(
            asked.depart("A", "C", "07:50", somebody(), max_transfer_seconds=limit)
        )
        assert found == ({(arrival, 2)} if arrival else set())


def test_every_walk_begins_rested_and_has_its_own_length() -> None:
    edges = [
        edge("x", "A", metres=100.0),
        edge("B", "D", metres=100.0),
        edge("C", "y", metres=100.0),
    ]
    asked = Asked(town(tables(WALKED_CHANGE), edges))
    for name in ("max_stretch_metres", "max_walk_metres"):
        found = only(asked.depart("x", "y", "07:50", somebody(**{name: 100.0})))
        assert found == {("08:21:40", 2)}
        assert only(asked.depart("x", "y", "07:50", somebody(**{name: 99.0}))) == set()


# Rides


def step_free_town(stop: str = "1", trip: str = "1", station: str = "") -> Asked:
    """red 1 from A to B, blue 1 on from B to C in its block; only red 1 may differ."""
    feed = tables(
        {"red 1": "A 08:00 B 08:10", "blue 1": "B 08:10 C 08:20"},
        trips=[
            {"trip_id": "red 1", "block_id": "b", "wheelchair_accessible": "1"},
            {"trip_id": "blue 1", "block_id": "b", "wheelchair_accessible": trip},
        ],
        stations={"B": "S"} if station else {},
    )
    said = {"A": "1", "B": stop, "C": "1", "S": station}
    stops = [
        row | {"wheelchair_boarding": said[row["stop_id"]]} for row in feed["stops.txt"]
    ]
    return Asked(town(feed | {"stops.txt": stops}))


WHEELS = {"step_free_boarding": True}


@pytest.mark.parametrize(
    ("stop", "station", "certain", "possible"),
    [
        ("1", "", True, True),
        ("2", "", False, False),
        ("0", "", False, True),
        ("", "", False, True),
        ("", "1", True, True),
        ("0", "2", False, False),
        ("2", "1", False, False),
    ],
)
def test_alights_and_boards_at_stops_without_a_step(
    stop: str, station: str, certain: bool, possible: bool
) -> None:
    asked = step_free_town(stop=stop, station=station)
    for a, b, arrival in (("A", "B", "08:10"), ("B", "C", "08:20")):
        found = asked.depart(a, b, "07:50", somebody(**WHEELS))
        assert found == {
            "certain": {(arrival, 1)} if certain else set(),
            "possible": {(arrival, 1)} if possible else set(),
        }
        # Who needs none asks nothing; who need not know is certain where it is unknown.
        assert only(asked.depart(a, b, "07:50", somebody())) == {(arrival, 1)}
        found = asked.depart(a, b, "07:50", somebody(must_know=(), **WHEELS))
        assert bool(found["certain"]) is bool(found["possible"]) is possible
    # One may ride through.
    assert only(asked.depart("A", "C", "07:50", somebody(**WHEELS))) == {("08:20", 1)}


@pytest.mark.parametrize(
    ("trip", "certain", "possible"),
    [("1", True, True), ("2", False, False), ("0", False, True), ("", False, True)],
)
def test_rides_trips_without_a_step(trip: str, certain: bool, possible: bool) -> None:
    asked = step_free_town(trip=trip)
    # From A one would stay seated in blue 1, from B board it.
    for origin in "AB":
        found = asked.depart(origin, "C", "07:50", somebody(**WHEELS))
        assert found == {
            "certain": {("08:20", 1)} if certain else set(),
            "possible": {("08:20", 1)} if possible else set(),
        }
        found = asked.depart(origin, "C", "07:50", somebody(must_know=(), **WHEELS))
        assert bool(found["certain"]) is bool(found["possible"]) is possible


def test_a_trip_one_cannot_ride_keeps_its_place_in_the_block() -> None:
    names = ("red 1", "blue 1", "green 1")
    feed = tables(
        {
            "red 1": "A 08:00 B 08:10",
            "blue 1": "B 08:10 B 08:20",
            "green 1": "B 08:20 C 08:30",
        },
        trips=[
            {
                "trip_id": name,
                "block_id": "b",
                "wheelchair_accessible": "2" if name == "blue 1" else "1",
            }
            for name in names
        ],
    )
    asked = Asked(town(feed))
    stops_unasked = {"must_know": ("trip",)}
    # Green follows blue, not red: one gets out at B and boards again.
    found = only(asked.depart("A", "C", "07:50", somebody(**stops_unasked, **WHEELS)))
    assert found == {("08:30", 2)}
    assert only(asked.depart("A", "C", "07:50", somebody())) == {("08:30", 1)}


# What is asked for


def two_ways() -> Asked:
    """On foot by an unlit path or around by a lit one; by one bus, or by two."""
    trips = {
        "slow 1": "A 08:00 B 08:40",
        "fast 1": "A 08:00 C 08:10",
        "fast 2": "C 08:12 B 08:20",
    }
    edges = [
        edge("A", "B", metres=2400.0, lit=2),
        edge("A", "x", metres=1500.0),
        edge("x", "B", metres=1500.0),
    ]
    return Asked(town(tables(trips), edges))


EASY = {"unlit_weight": 5, "boarding": 300}


def test_effort_is_a_third_criterion() -> None:
    asked = two_ways()
    # In the dark 40 min, 2400 x 15 = 36,000; by the lit way 50 min, 30,000.
    # A boarding is 300 felt seconds: 3,000 by the slow bus, 6,000 by the fast ones.
    person = somebody(**EASY)
    assert only(asked.depart("A", "B", "08:00", person)) == {
        ("08:40", 0),
        ("08:20", 2),
    }
    assert only(asked.depart("A", "B", "08:00", person, with_effort=True)) == {
        ("08:40", 0, 36_000),
        ("08:50", 0, 30_000),
        ("08:40", 1, 3_000),
        ("08:20", 2, 6_000),
    }
    # There by 8:40: left at 8:00 in the dark, at 7:50 by the lit way, the same buses.
    assert only(asked.arrive("A", "B", "08:40", person)) == {("08:00", 0)}
    assert only(asked.arrive("A", "B", "08:40", person, with_effort=True)) == {
        ("08:00", 0, 36_000),
        ("07:50", 0, 30_000),
        ("08:00", 1, 3_000),
    }


IN_THE_DARK = ("08:40", 0, 36_000)
BY_THE_LIT_WAY = ("08:50", 0, 30_000)
BY_THE_SLOW_BUS = ("08:40", 1, 3_000)
BY_THE_FAST_BUSES = ("08:20", 2, 6_000)


@pytest.mark.parametrize(
    ("slack", "kept"),
    [
        # No later than twice the slack after 8:20, but for the quickest walk.
        (0, {IN_THE_DARK, BY_THE_FAST_BUSES}),
        (599, {IN_THE_DARK, BY_THE_FAST_BUSES}),
        (600, {IN_THE_DARK, BY_THE_FAST_BUSES, BY_THE_SLOW_BUS}),
        # 8:50 is twice 15 min after 8:20.
        (899, {IN_THE_DARK, BY_THE_FAST_BUSES, BY_THE_SLOW_BUS}),
        (900, {IN_THE_DARK, BY_THE_FAST_BUSES, BY_THE_SLOW_BUS, BY_THE_LIT_WAY}),
    ],
)
def test_the_answer_is_restricted_in_time(
    slack: int, kept: set[tuple[str, int, int]]
) -> None:
    how = {"with_effort": True, "slack_seconds": slack}
    found = two_ways().depart("A", "B", "08:00", somebody(**EASY), **how)
    assert only(found) == kept


@pytest.mark.parametrize(
    ("slack", "kept"), [(599, {"08:10"}), (600, {"08:10", "08:20"})]
)
def test_the_answer_is_restricted_by_the_best_of_its_boardings(
    slack: int, kept: set[str]
) -> None:
    # Two buses of one boarding: the later saves the dark way from E. It is 10 min later
    # than the best of one boarding, well within twice the slack.
    trips = {"a 1": "A 08:00 E 08:09", "b 1": "A 08:00 D 08:19"}
    edges = [edge("E", "y", metres=60.0, lit=2), edge("D", "y", metres=60.0)]
    asked = Asked(town(tables(trips), edges))
    person = somebody(unlit_weight=50)
    how = {"with_effort": True, "slack_seconds": slack}
    found = only(asked.depart("A", "y", "08:00", person, **how))
    assert {arrival for arrival, *_ in found} == kept
    # Arriving is the same, with departures.
    trips = {"a 1": "A 08:10 E 08:19", "b 1": "A 08:00 D 08:19"}
    asked = Asked(town(tables(trips), edges))
    found = only(asked.arrive("A", "y", "08:20", person, **how))
    assert len(found) == len(kept)


def test_the_answer_is_restricted_in_boardings() -> None:
    trips = {
        "a 1": "A 08:00 B 08:10",
        "b 1": "B 08:10 C 08:20",
        "c 1": "C 08:20 D 08:30",
        "slow 1": "A 08:00 C 08:30",
        "d 1": "C 08:30 D 08:35",
        "e 1": "A 08:00 E 08:30",
    }
    edges = [edge("E", "y", metres=60.0, lit=2), edge("D", "y", metres=60.0)]
    asked = Asked(town(tables(trips), edges))
    person = somebody(unlit_weight=50)
    # One bus: 8:31, 60 s x 60 = 3,600. Two: 8:36, 60 x 10 = 600. Three: 8:31, 600.
    assert only(asked.depart("A", "y", "08:00", person)) == {("08:31", 1)}
    # The three boardings are two more than the best's one.
    assert only(asked.depart("A", "y", "08:00", person, with_effort=True)) == {
        ("08:31", 1, 3_600),
        ("08:36", 2, 600),
    }


def test_a_minimum_time_leaves_time_for_an_easier_walk() -> None:
    edges = [
        edge("B", "D", metres=60.0, lit=2),
        edge("B", "x", metres=60.0),
        edge("x", "D", metres=60.0),
    ]
    rows = [transfer(2, from_stop_id="B", to_stop_id="D", min_transfer_time="180")]
    asked = Asked(town(tables(WALKED_CHANGE, transfers=rows), edges))
    # In the dark 60 x 20 = 1,200 in 60 s, else 1,200 in 120 s: one more tenth decides.
    for weight, felt in ((9, 1_140), (10, 1_200), (11, 1_200)):
        person = somebody(unlit_weight=weight)
        found = only(asked.depart("A", "C", "07:50", person, with_effort=True))
        assert found == {("08:20", 2, felt)}


def test_walks_to_the_first_bus_as_easily_as_time_allows() -> None:
    edges = [
        edge("o", "A", metres=60.0, lit=2),
        edge("o", "x", metres=60.0),
        edge("x", "A", metres=60.0),
    ]
    asked = Asked(town(tables(ONE_BUS), edges))
    person = somebody(unlit_weight=50)
    # In the dark 60 s and 3,600, else 120 s and 1,200: in time if one leaves by 7:58.
    for at, felt in (("07:58", 1_200), ("07:58:01", 3_600), ("07:59", 3_600)):
        found = only(asked.depart("o", "B", at, person, with_effort=True))
        assert found == {("08:10", 1, felt)}
    # There by 8:10: both are worth telling, one leaves later and one is easier.
    assert only(asked.arrive("o", "B", "08:10", person, with_effort=True)) == {
        ("07:59", 1, 3_600),
        ("07:58", 1, 1_200),
    }


UNSURE = [
    edge("A", "B", metres=600.0, width_cm=nan),
    edge("A", "x", metres=600.0),
    edge("x", "B", metres=300.0),
]


@pytest.mark.parametrize(
    ("unknown", "told"),
    [
        ("forbid", {("08:15", 0, "certain")}),
        ("allow", {("08:10", 0, "possible")}),
        ("avoid", {("08:10", 0, "possible")}),
    ],
)
def test_tells_what_the_policy_asks_for(
    unknown: str, told: set[tuple[str, int, str]]
) -> None:
    asked = Asked(town(tables({"red 1": "C 08:00 D 08:10"}), UNSURE))
    person = somebody(unknown=unknown, min_width_cm=90.0)
    assert asked.told("A", "B", "08:00", person) == told
    assert asked.depart("A", "B", "08:00", person) == {
        "certain": {("08:15", 0)},
        "possible": {("08:10", 0)},
    }


def test_shows_both_where_neither_is_better() -> None:
    asked = Asked(town(tables({"red 1": "C 08:00 D 08:10"}), UNSURE))
    # What is unknown weighs 20 more tenths: 600 x 30 = 18,000; around 9,000.
    wide = {"min_width_cm": 90.0, "unknown_weight": 20}
    found = {
        unknown: asked.told(
            "A", "B", "08:00", somebody(unknown=unknown, **wide), with_effort=True
        )
        for unknown in ("forbid", "allow", "avoid")
    }
    assert found == {
        "forbid": {("08:15", 0, 9_000, "certain")},
        "allow": {("08:10", 0, 6_000, "possible")},
        "avoid": {("08:10", 0, 18_000, "possible"), ("08:15", 0, 9_000, "certain")},
    }


def test_who_need_not_know_is_certain() -> None:
    asked = Asked(town(tables({"red 1": "C 08:00 D 08:10"}), UNSURE))
    person = somebody(must_know=(), min_width_cm=90.0)
    assert asked.told("A", "B", "08:00", person) == {("08:10", 0, "certain")}


@pytest.mark.parametrize(
    ("limits", "kept"),
    [
        ({"max_boardings": 1}, {("08:40", 0)}),
        ({"max_boardings": 0}, {("08:40", 0)}),
        ({"allow_direct": False}, {("08:40", 1), ("08:20", 2)}),
        ({"max_direct_seconds": 2399}, {("08:40", 1), ("08:20", 2)}),
        ({"max_direct_seconds": 2400}, {("08:40", 0), ("08:20", 2)}),
        ({"max_travel_seconds": 2399}, {("08:20", 2)}),
        ({"excluded_routes": ["fast"]}, {("08:40", 0)}),
    ],
)
def test_keeps_to_the_limits_of_the_question(
    limits: dict[str, object], kept: set[tuple[str, int]]
) -> None:
    assert only(two_ways().depart("A", "B", "08:00", somebody(), **limits)) == kept


@pytest.mark.parametrize(
    ("name", "least"),
    [("max_access_seconds", 120), ("max_egress_seconds", 60)],
)
def test_limits_on_walks_to_and_from_the_ride(name: str, least: int) -> None:
    asked = Asked(town(tables(ONE_BUS), [WALK_IN, WALK_OUT]))
    for kind, at, first in (("depart", "07:50", "08:11"), ("arrive", "08:30", "07:58")):
        ask_for = asked.depart if kind == "depart" else asked.arrive
        assert only(ask_for("x", "y", at, somebody(), **{name: least})) == {(first, 1)}
        assert only(ask_for("x", "y", at, somebody(), **{name: least - 1})) == set()


def test_a_station_is_any_of_its_platforms() -> None:
    feed = tables({"red 1": "A 08:00 B1 08:10"}, stations={"B1": "S", "B2": "S"})
    asked = Asked(town(feed, [edge("B2", "A", metres=60.0)]))
    assert only(asked.depart("A", "S", "07:50", somebody())) == {("08:10", 1)}
    assert only(asked.depart("S", "A", "07:50", somebody())) == {("07:51", 0)}


def test_answers_with_instants() -> None:
    place = town(tables(ONE_BUS))
    asked = Question("depart", "A", "B", instant("07:50"), somebody())
    found = frozenset({(instant("08:10"), 1)})
    assert ask(place, asked) == {"certain": found, "possible": found}
    assert answer(place, asked) == {((instant("08:10"), 1), True)}
