"""The oracle on cases worked out by hand: staying seated, changing, vias, walking."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from .oracle import Oracle
from .oracle_feed import Row, walks_with_pathways
from .oracle_text import TOKYO, Town, instant, tables, transfer


def in_block(*trips: str) -> list[Row]:
    return [{"trip_id": trip, "block_id": "b"} for trip in trips]


def test_staying_seated_costs_no_boarding() -> None:
    trips = {"red 1": "A 08:00 B 08:10", "blue 1": "B 08:10 C 08:20"}
    town = Town(tables(trips, trips=in_block("red 1", "blue 1")))
    assert town.depart("A", "C", "07:00") == {("08:20", 1)}
    assert Town(tables(trips)).depart("A", "C", "07:00") == {("08:20", 2)}


def test_staying_seated_through_a_chain_though_nobody_boards_or_alights() -> None:
    trips = {
        "red 1": "A 08:00 B 08:10!",
        "blue 1": "B 08:10- C 08:20!",
        "red 2": "C 08:25- D 08:30",
    }
    town = Town(tables(trips, trips=in_block(*trips)))
    assert town.depart("A", "D", "07:00") == {("08:30", 1)}
    assert town.depart("A", "C", "07:00") == set()


def test_only_the_next_trip_of_the_block_follows() -> None:
    trips = {
        "red 1": "A 08:00 B 08:10",
        "blue 1": "B 08:20 C 08:30",
        "blue 2": "B 08:40 D 08:50",
    }
    feed = tables(trips, trips=in_block(*trips))
    assert Town(feed).depart("A", "D", "07:00") == {("08:50", 2)}
    # On Tuesday blue 1 doesn't run, and blue 2 is next.
    other_days = [
        *in_block("red 1", "blue 2"),
        {"trip_id": "blue 1", "block_id": "b", "service_id": "other"},
    ]
    feed = tables(trips, trips=other_days)
    assert Town(feed).depart("A", "D", "07:00") == {("08:50", 1)}


def test_nobody_stays_seated_to_another_place_or_backwards_in_time() -> None:
    trips = {"red 1": "A 08:00 B 08:10", "blue 1": "C 08:10 D 08:20"}
    block = in_block("red 1", "blue 1")
    assert Town(tables(trips, trips=block)).depart("A", "D", "07:00") == set()
    platforms = {"B": "S", "C": "S"}
    town = Town(tables(trips, stations=platforms, trips=block))
    assert town.depart("A", "D", "07:00") == {("08:20", 1)}
    trips = {"red 1": "A 08:00 B 08:10", "blue 1": "B 08:09 C 08:20"}
    assert Town(tables(trips, trips=block)).depart("A", "C", "07:00") == set()


def test_transfer_types_4_and_5_say_who_follows_whom() -> None:
    trips = {"red 1": "A 08:00 B 08:10", "blue 1": "C 08:10 D 08:20"}
    rows = [transfer(4, from_trip_id="red 1", to_trip_id="blue 1")]
    assert Town(tables(trips, transfers=rows)).depart("A", "D", "07:00") == {
        ("08:20", 1)
    }
    trips = {"red 1": "A 08:00 B 08:10", "blue 1": "B 08:10 D 08:20"}
    rows = [transfer(5, from_trip_id="red 1", to_trip_id="blue 1")]
    feed = tables(trips, trips=in_block(*trips), transfers=rows)
    # One may still alight and board again.
    assert Town(feed).depart("A", "D", "07:00") == {("08:20", 2)}


def test_trips_made_of_frequencies_follow_nothing() -> None:
    trips = {"red 1": "A 08:00 B 08:10", "blue 1": "B 00:00 C 00:10"}
    run = {
        "trip_id": "blue 1",
        "start_time": "08:10:00",
        "end_time": "08:11:00",
        "headway_secs": "600",
    }
    rows = [transfer(4, from_trip_id="red 1", to_trip_id="blue 1")]
    feed = tables(trips, trips=in_block(*trips), transfers=rows, frequencies=[run])
    assert Town(feed).depart("A", "C", "07:00") == {("08:20", 2)}


RED_THEN_BLUE = {
    "red 1": "A 08:00 P 08:10",
    "blue 1": "Q 08:10 Z 08:20",
    "blue 2": "Q 08:12 Z 08:22",
    "blue 3": "Q 08:15 Z 08:25",
    "blue 4": "Q 08:30 Z 08:40",
}


@pytest.mark.parametrize(
    ("row", "walk", "arrival"),
    [
        (None, 120, "08:22"),
        (None, None, None),
        (transfer(0), 120, "08:22"),
        (transfer(0), None, "08:20"),
        (transfer(1), 120, "08:20"),
        (transfer(2), 120, "08:22"),
        (transfer(2, min_transfer_time="300"), 120, "08:25"),
        (transfer(2, min_transfer_time="60"), 120, "08:22"),
        (transfer(2, min_transfer_time="301"), None, "08:40"),
        (transfer(3), 120, None),
        (transfer(4, from_trip_id="red 1", to_trip_id="red 1"), 120, "08:22"),
    ],
)
def test_a_change_takes_what_its_type_says(
    row: Row | None, walk: int | None, arrival: str | None
) -> None:
    stops = {"from_stop_id": "P", "to_stop_id": "Q"}
    rows = [dict(row) | stops] if row else []
    walks = {("P", "Q"): walk} if walk else {}
    found = Town(tables(RED_THEN_BLUE, transfers=rows), walks).depart("A", "Z", "07:00")
    assert found == ({(arrival, 2)} if arrival else set())


def test_rules_hold_at_one_stop_too_and_not_for_access() -> None:
    trips = {"red 1": "A 08:00 P 08:10", "blue 1": "P 08:10 Z 08:20"}
    rows = [transfer(3, from_stop_id="P", to_stop_id="P")]
    town = Town(tables(trips, transfers=rows))
    assert town.depart("A", "Z", "07:00") == set()
    assert town.depart("P", "Z", "07:00") == {("08:20", 1)}


def test_nobody_gets_round_a_rule_by_walking_another_way() -> None:
    rows = [transfer(3, from_stop_id="P", to_stop_id="Q")]
    walks = {("P", "x"): 60, ("x", "Q"): 60}
    town = Town(tables(RED_THEN_BLUE, transfers=rows), walks)
    assert town.depart("A", "Z", "07:00") == set()


def row(kind: int = 3, at: str = "P Q", **named: str) -> Row:
    a, b = at.split()
    return transfer(kind, from_stop_id=a, to_stop_id=b, **named)


@pytest.mark.parametrize(
    ("rows", "changes"),
    [
        # The first of each pair counts: type 1 lets one change, type 3 doesn't.
        ([row(1, from_trip_id="red 1", to_trip_id="blue 1"), row(3)], True),
        ([row(3), row(1, from_trip_id="red 1")], True),
        ([row(3), row(1, from_route_id="red")], True),
        ([row(3, from_route_id="red"), row(1, from_trip_id="red 1")], True),
        (
            [
                row(3, from_route_id="red", to_route_id="blue"),
                row(1, to_trip_id="blue 1"),
            ],
            True,
        ),
        ([row(1, to_route_id="red"), row(3)], False),
        ([row(1), row(3, "S Q", from_trip_id="red 1")], False),
        ([row(3, "S T"), row(1)], True),
        ([row(3), row(1, "S T")], False),
        ([row(1, "S Q"), row(3, "P T")], True),
        ([row(3, "P T"), row(1, "S Q")], False),
        # A trip given makes the route redundant.
        ([row(3), row(1, from_trip_id="red 1", from_route_id="red")], True),
    ],
)
def test_the_most_specific_row_counts(rows: Sequence[Row], changes: bool) -> None:
    trips = {"red 1": "A 08:00 P 08:10", "blue 1": "Q 08:10 Z 08:20"}
    feed = tables(trips, stations={"P": "S", "Q": "T"}, transfers=rows)
    found = Town(feed).depart("A", "Z", "07:00")
    assert found == ({("08:20", 2)} if changes else set())


@pytest.mark.parametrize(
    ("own", "arrival"),
    [
        ({}, "08:22"),  # 2 min
        ({"min_transfer_seconds": 180}, "08:25"),  # max(3, 2) min
        ({"transfer_factor": 1.5}, "08:25"),  # 3 min
        ({"additional_transfer_seconds": 180}, "08:25"),  # 2 + 3 = 5 min
        ({"min_transfer_seconds": 240, "additional_transfer_seconds": 61}, "08:40"),
        ({"max_transfer_seconds": 120}, "08:22"),
        ({"max_transfer_seconds": 119}, None),
    ],
)
def test_the_travellers_own_transfer(own: dict[str, Any], arrival: str | None) -> None:
    town = Town(tables(RED_THEN_BLUE), {("P", "Q"): 120})
    found = town.depart("A", "Z", "07:00", **own)
    assert found == ({(arrival, 2)} if arrival else set())


def test_staying_seated_takes_no_transfer_of_ones_own() -> None:
    trips = {"red 1": "A 08:00 B 08:10", "blue 1": "B 08:10 C 08:20"}
    town = Town(tables(trips, trips=in_block(*trips)))
    found = town.depart("A", "C", "07:00", min_transfer_seconds=600)
    assert found == {("08:20", 1)}


@pytest.mark.parametrize(
    ("stay", "arrivals"),
    [
        # On board past B, or off and on again.
        (0, {("08:20", 1)}),
        # Off at 8:10 for 5 min; the next at 8:15.
        (300, {("08:25", 2)}),
        (301, {("08:50", 2)}),
    ],
)
def test_a_via_on_the_way(stay: int, arrivals: set[tuple[str, int]]) -> None:
    trips = {
        "red 1": "A 08:00 B 08:10 C 08:20",
        "red 2": "A 08:05 B 08:15 C 08:25",
        "red 3": "A 08:30 B 08:40 C 08:50",
        "fast 1": "A 08:00 C 08:05",
    }
    town = Town(tables(trips))
    assert town.depart("A", "C", "08:00", vias=[("B", stay)]) == arrivals


def test_a_via_where_nobody_alights_is_not_visited_on_board() -> None:
    town = Town(tables({"red 1": "A 08:00 B 08:10! C 08:20"}))
    assert town.depart("A", "C", "08:00", vias=[("B", 0)]) == set()


def test_changing_at_a_via_takes_the_longer_of_stay_and_transfer() -> None:
    town = Town(tables(RED_THEN_BLUE), {("P", "Q"): 120})
    for stay, arrival in [(0, "08:22"), (120, "08:22"), (121, "08:25")]:
        found = town.depart("A", "Z", "07:00", vias=[("P", stay)])
        assert found == {(arrival, 2)}


def test_vias_on_foot_before_between_and_after() -> None:
    walks = {("x", "V"): 60, ("V", "A"): 60, ("P", "W"): 60, ("W", "Q"): 60}
    town = Town(
        tables(RED_THEN_BLUE, stations={"V": "", "W": "", "U": ""}),
        walks | {("Z", "U"): 60, ("U", "y"): 60},
    )
    # 1 min + 10 min + 1 min before 8:00.
    assert town.arrive({"x": 0}, {"Z": 0}, "08:25", vias=[("V", 600)]) == {("07:48", 2)}
    # 8:10 + 1 min + 3 min + 1 min = 8:15.
    assert town.depart("A", "Z", "07:00", vias=[("W", 180)]) == {("08:25", 2)}
    # 8:22 + 1 min + 10 min + 1 min.
    assert town.depart("A", {"y": 0}, "07:00", vias=[("U", 600)]) == {("08:34", 2)}
    both = [("U", 600), ("W", 180)]
    assert town.depart("A", {"y": 0}, "07:00", vias=both) == set()


def test_any_platform_of_a_station_is_the_via_and_the_place() -> None:
    trips = {"red 1": "A 08:00 P 08:10 C 08:20", "blue 1": "A 08:00 C 08:05"}
    town = Town(tables(trips, stations={"P": "S", "C": "T"}))
    assert town.depart("A", "T", "08:00", vias=[("S", 0)]) == {("08:20", 1)}
    assert town.depart("A", "T", "08:00") == {("08:05", 1)}


def test_pathways_are_the_only_way_to_platforms() -> None:
    feed = tables(
        {"red 1": "A 08:00 P 08:10"},
        stations={"P": "S", "E": "S"},
        pathways=[
            {
                "from_stop_id": "P",
                "to_stop_id": "E",
                "is_bidirectional": "0",
                "traversal_time": "90",
            }
        ],
    )
    entrance = [
        dict(row) | ({"location_type": "2"} if row["stop_id"] == "E" else {})
        for row in feed["stops.txt"]
    ]
    feed = feed | {"stops.txt": entrance}
    walks = {("P", "x"): 5, ("x", "P"): 5, ("E", "x"): 30, ("x", "E"): 30}
    found = walks_with_pathways(feed, walks)
    assert found == {("E", "x"): 30, ("x", "E"): 30, ("P", "E"): 90}
    # 90 s to the entrance, 30 s on.
    assert Town(feed, found).depart("A", {"x": 0}, "08:00") == {("08:12", 1)}


def test_limits_on_walking_and_bans() -> None:
    trips = {"red 1": "A 08:00 B 08:10", "blue 1": "A 08:00 B 08:05"}
    town = Town(tables(trips), {("x", "A"): 60, ("B", "y"): 120})
    there = {"x": 0}, {"y": 0}
    assert town.depart(*there, "07:00") == {("08:07", 1)}
    assert town.depart(*there, "07:00", max_access_seconds=60) == {("08:07", 1)}
    assert town.depart(*there, "07:00", max_access_seconds=59) == set()
    assert town.depart(*there, "07:00", max_egress_seconds=119) == set()
    assert town.depart(*there, "07:00", excluded_routes=["blue"]) == {("08:12", 1)}
    assert town.depart(*there, "07:00", excluded_agencies=["town"]) == set()
    assert town.depart(*there, "07:00", excluded_modes=[3]) == set()
    # From 7:59 to 8:07 is 8 min.
    assert town.range(*there, "07:30", 60, max_travel_seconds=480) == {
        ("07:59", "08:07", 1)
    }
    assert town.range(*there, "07:30", 60, max_travel_seconds=479) == set()


def test_reaches_every_stop_at_its_earliest() -> None:
    town = Town(
        tables({"red 1": "A 08:00 B 08:10", "blue 1": "B 08:12 C 08:20"}),
        {("A", "B"): 900},
    )
    found = town.oracle.reach("A", instant("07:50"))
    # B on foot by 8:05, C by the bus that one is then in time for.
    expected = {"A": "07:50", "B": "08:05", "C": "08:20"}
    assert found == {stop: instant(time) for stop, time in expected.items()}


def test_two_feeds_side_by_side(tmp_path: Path) -> None:
    for feed, trip in (("one", "A 08:00 B 08:10"), ("two", "B 08:12 C 08:20")):
        (tmp_path / feed).mkdir()
        for name, rows in tables({"red 1": trip}).items():
            columns = sorted({cell for row in rows for cell in row})
            lines = [columns] + [
                [row.get(cell, "") for cell in columns] for row in rows
            ]
            text = "".join(",".join(line) + "\n" for line in lines)
            (tmp_path / feed / name).write_text(text, encoding="utf-8")
    oracle = Oracle(
        {"one": tmp_path / "one", "two": tmp_path / "two"},
        {("one:B", "two:B"): 120},
        TOKYO,
    )
    found = oracle.depart("one:A", "two:C", instant("07:00"))
    assert found == {(instant("08:20"), 2)}
