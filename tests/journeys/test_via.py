"""Journeys past vias: what they are, and that none is missing."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.errors import PlaceError, RequestError
from maas.journeys.planner import Planner
from maas.journeys.request import StopRef, Via
from tests.journeys.test_against_oracle import KINDS, SOME, answer, run
from tests.journeys.test_planner_features import Town, lines
from tests.kernel import FEED, city_of
from tests.proof import proof_size
from tests.strategies import HARD, PLAIN, Case, cases
from tests.strategies_queries import queries

RED_AND_BLUE = """
    red    A     B     C     D
     1     8:00  8:10  8:20  8:30
     2     8:30  8:40  8:50  9:00

    blue   A     E     D
     1     8:05  8:10  8:15
"""


def via(stop: str, minutes: int = 0) -> Via:
    return Via(StopRef(FEED, stop), 60 * minutes)


def test_stays_on_board_through_a_via(tmp_path: Path) -> None:
    town = Town(tmp_path, RED_AND_BLUE)
    assert town.asks("A", "D", depart="8:00") == lines(
        """
        A 08:05 -blue 1-> D 08:15
        """
    )
    assert town.asks("A", "D", depart="8:00", via=(via("C"),)) == lines(
        """
        A 08:00 -red 1-> D 08:30
        """
    )


def test_gets_off_at_a_via_to_stay(tmp_path: Path) -> None:
    town = Town(tmp_path, RED_AND_BLUE)
    assert town.asks("A", "D", depart="8:00", via=(via("C", 5),)) == lines(
        """
        A 08:00 -red 1-> C 08:20 08:50 -red 2-> D 09:00
        """
    )


def test_visits_vias_in_their_order(tmp_path: Path) -> None:
    town = Town(tmp_path, RED_AND_BLUE)
    assert town.asks("A", "D", depart="8:00", via=(via("B"), via("C"))) == lines(
        """
        A 08:00 -red 1-> D 08:30
        """
    )
    assert town.asks("A", "D", depart="8:00", via=(via("C"), via("B"))) == ""


def test_calls_only_where_one_may_alight(tmp_path: Path) -> None:
    town = Town(tmp_path, "red A B C\n 1 8:00 u8:10 8:20\n 2 8:30 8:40 8:50")
    expected = "A 08:30 -red 2-> C 08:50"
    assert town.asks("A", "C", depart="8:00", via=(via("B"),)) == expected
    assert town.asks("A", "C", arrive="9:00", via=(via("B"),)) == expected
    assert town.asks("A", "C", arrive="8:40", via=(via("B"),)) == ""


def test_stays_seated_through_a_via(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        "red A B\n 1 8:00 8:10 block=x\n\nblue B V C\n 1 8:15 8:20 8:30 block=x",
    )
    expected = "A 08:00 -red 1-> B 08:10 08:15 =blue 1=> C 08:30"
    for stop in ("B", "V"):
        assert town.asks("A", "C", depart="8:00", via=(via(stop),)) == expected
        assert town.asks("A", "C", arrive="9:00", via=(via(stop),)) == expected
    assert town.asks("A", "C", depart="8:00", via=(via("V", 1),)) == ""


def test_no_walk_past_a_via_gets_round_a_rule(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        red    A     P
         1     8:00  8:10

        green  A     R
         1     8:00  8:12

        blue   Q     D
         1     8:20  8:30
        """,
        walks="P Q 1m, R Q 3m",
        transfers="P Q 3",
    )
    expected = "A 08:00 -green 1-> R 08:12 ~walk 3m~ Q 08:15 08:20 -blue 1-> D 08:30"
    for stop in ("A", "Q", "R"):
        assert town.asks("A", "D", depart="8:00", via=(via(stop),)) == expected
        assert town.asks("A", "D", arrive="8:30", via=(via(stop),)) == expected
    assert town.asks("A", "D", depart="8:00", via=(via("P"),)) == (
        "A 08:00 -green 1-> R 08:12 ~walk 4m~ P 08:16 "
        "~walk 1m~ Q 08:17 08:20 -blue 1-> D 08:30"
    )


def test_walks_past_a_via_between_two_rides(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        "red A B\n 1 8:00 8:10\n\nblue C D\n 1 8:20 8:30\n 2 8:40 8:50",
        walks="B V 3m, V C 4m, B C 2m",
    )
    assert town.asks("A", "D", depart="8:00", via=(via("V", 10),)) == lines(
        """
        A 08:00 -red 1-> B 08:10 ~walk 3m~ V 08:13 08:23 ~walk 4m~ C 08:27 08:40 -blue 2-> D 08:50
        """
    )


def test_walks_on_from_a_via_while_staying_counts(tmp_path: Path) -> None:
    # The larger of the stay and the walk, not their sum.
    town = Town(
        tmp_path,
        "red A B\n 1 8:00 8:10\n\nblue C D\n 1 8:20 8:30",
        walks="B C 4m",
    )
    expected = "A 08:00 -red 1-> B 08:10 08:16 ~walk 4m~ C 08:20 -blue 1-> D 08:30"
    assert town.asks("A", "D", depart="8:00", via=(via("B", 10),)) == expected
    assert town.asks("A", "D", arrive="8:30", via=(via("B", 10),)) == expected
    assert town.asks("A", "D", depart="8:00", via=(via("B", 11),)) == ""
    assert town.asks("A", "D", arrive="8:30", via=(via("B", 11),)) == ""


def test_stays_before_the_first_ride_and_after_the_last(tmp_path: Path) -> None:
    town = Town(tmp_path, RED_AND_BLUE, walks="X A 5m, D Y 5m")
    assert town.asks("X", "B", depart="7:00", via=(via("A", 10),)) == lines(
        """
        X 07:45 ~walk 5m~ A 07:50 08:00 -red 1-> B 08:10
        """
    )
    assert town.asks("C", "Y", depart="8:00", via=(via("D", 10),)) == lines(
        """
        C 08:20 -red 1-> D 08:30 08:40 ~walk 5m~ Y 08:45
        """
    )


def test_stays_where_the_journey_begins_and_ends(tmp_path: Path) -> None:
    town = Town(tmp_path, RED_AND_BLUE)
    assert town.asks("A", "B", depart="7:00", via=(via("A", 10), via("B", 5))) == (
        "A 07:50 ~walk 0s~ A 07:50 08:00 -red 1-> B 08:10 08:15 ~walk 0s~ B 08:15"
    )


def test_walks_all_the_way_past_a_via(tmp_path: Path) -> None:
    town = Town(tmp_path, RED_AND_BLUE, walks="A V 2m, V B 1m, A B 1m")
    assert town.asks("A", "B", depart="7:58", via=(via("V", 4),)) == lines(
        """
        A ~walk 7m~ B
        """
    )


def test_a_station_is_any_of_its_platforms(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        "red A S1 D\n 1 8:00 8:10 8:20\n\nblue A S2 D\n 1 8:05 8:10 8:15",
        stations="S: S1 S2",
    )
    assert town.asks("A", "D", depart="8:00", via=(via("S"),)) == lines(
        """
        A 08:05 -blue 1-> D 08:15
        """
    )
    assert town.asks("A", "D", depart="8:00", via=(via("S1"),)) == lines(
        """
        A 08:00 -red 1-> D 08:20
        """
    )


def test_finds_the_latest_departure_past_a_via(tmp_path: Path) -> None:
    town = Town(tmp_path, RED_AND_BLUE)
    assert town.asks("A", "D", arrive="9:30", via=(via("B", 5),)) == lines(
        """
        A 08:00 -red 1-> B 08:10 08:40 -red 2-> D 09:00
        """
    )


def test_finds_all_of_a_window_past_a_via(tmp_path: Path) -> None:
    town = Town(tmp_path, RED_AND_BLUE)
    asked = {"depart": "7:00", "window_seconds": 7200, "via": (via("B"),)}
    assert town.asks("A", "D", **asked) == lines(
        """
        A 08:00 -red 1-> D 08:30
        A 08:30 -red 2-> D 09:00
        """
    )


def test_refuses_vias_that_make_no_sense(tmp_path: Path) -> None:
    town = Town(tmp_path, RED_AND_BLUE)
    with pytest.raises(PlaceError, match="Q"):
        town.asks("A", "D", depart="8:00", via=(via("Q"),))
    with pytest.raises(RequestError, match="a stay of -60 s at B"):
        town.asks("A", "D", depart="8:00", via=(via("B", -1),))
    with pytest.raises(RequestError, match="6 vias are too many"):
        town.asks("A", "D", depart="8:00", via=(via("B"),) * 6)


VIAS = replace(PLAIN, vias=True)
CONTESTED = replace(PLAIN, vias=True, contested=True)


@pytest.mark.parametrize(
    "difficulties",
    [
        (),
        ("transfers", "stations"),
        ("blocks", "bans", "loops"),
        ("limits", "own_transfers"),
        ("transfers", "limits", "own_transfers"),
    ],
)
def test_agrees_with_the_oracle(difficulties: tuple[str, ...]) -> None:
    run(replace(CONTESTED, **dict.fromkeys(difficulties, True)), 40)


def test_agrees_with_the_oracle_on_what_the_rules_settle() -> None:
    run(VIAS, 40)


@pytest.mark.long
@pytest.mark.parametrize("contested", [False, True])
def test_agrees_with_the_oracle_on_all_difficulties(contested: bool) -> None:
    run(replace(HARD, contested=contested), proof_size(400))


def test_what_one_visits_anyway_changes_nothing() -> None:
    @settings(SOME, max_examples=40)
    @given(cases(replace(HARD, vias=False, contested=True)), st.data())
    def agree(case: Case, data: st.DataObject) -> None:
        query = data.draw(queries(case, KINDS))
        with tempfile.TemporaryDirectory() as name:
            city = city_of(
                case.write(Path(name)), case.walks, case.timezone, case.nodes
            )
        planner = Planner(city)
        plain = answer(planner, query)
        calls = {call.stop for trip in case.trips for call in trip.calls}
        for end in (query.origin, query.destination):
            # A station is left from its entrances too, but visited at its platforms.
            if isinstance(end, str) and end in calls:
                past = replace(query, limits={**query.limits, "vias": [(end, 0)]})
                assert answer(planner, past) == plain, end

    agree()
