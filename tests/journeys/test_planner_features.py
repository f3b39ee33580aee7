"""What the planner can do, one small timetable for each.

Answers read as in tests/text.py. All is on Tuesday 10 March 2026 in Tokyo.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from maas.errors import PlaceError, RequestError
from maas.journeys.planner import Planner
from maas.journeys.request import Request, StopRef
from tests.kernel import FEED, city_of
from tests.text import feed, seconds, show

TUESDAY = datetime(2026, 3, 10)


class Town:
    """A timetable that questions are asked about."""

    def __init__(self, folder: Path, timetable: str, **said: Any) -> None:
        town = feed(folder, timetable, **said)
        self.planner = Planner(city_of(town.folder, town.walks, "Asia/Tokyo"))

    def asks(
        self,
        origin: str,
        destination: str,
        *,
        depart: str | None = None,
        arrive: str | None = None,
        **limits: Any,
    ) -> str:
        """Show the answer, an itinerary a line."""
        clock = depart or arrive
        assert clock is not None
        request = Request(
            StopRef(FEED, origin),
            StopRef(FEED, destination),
            TUESDAY + timedelta(seconds=seconds(clock)),
            arrive_by=arrive is not None,
            **limits,
        )
        return show(self.planner.plan(request))


def lines(text: str) -> str:
    return dedent(text).strip()


RED = """
    red    A     B     C
     1     8:00  8:10  8:20
     2     8:30  8:40  8:50
     3     9:00  9:10  9:20
"""


def test_depart(tmp_path: Path) -> None:
    town = Town(tmp_path, RED)
    assert town.asks("A", "C", depart="8:00") == "A 08:00 -red 1-> C 08:20"
    assert town.asks("A", "C", depart="8:00:01") == "A 08:30 -red 2-> C 08:50"
    # Of Tuesday's trips none is left: Wednesday's first.
    assert town.asks("A", "C", depart="9:01") == "A 08:00 -red 1-> C 08:20"
    assert town.asks("C", "A", depart="8:00") == ""


def test_arrive(tmp_path: Path) -> None:
    town = Town(tmp_path, RED)
    assert town.asks("A", "C", arrive="8:50") == "A 08:30 -red 2-> C 08:50"
    assert town.asks("A", "C", arrive="8:49:59") == "A 08:00 -red 1-> C 08:20"


def test_later_but_with_fewer_changes_is_an_answer_too(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        slow   A     C
         1     8:00  9:00

        red    A     B
         1     8:00  8:10

        blue   B     C
         1     8:10  8:20
        """,
    )
    assert town.asks("A", "C", depart="8:00") == lines("""
        A 08:00 -red 1-> B 08:10 -blue 1-> C 08:20
        A 08:00 -slow 1-> C 09:00
    """)
    assert town.asks("A", "C", depart="8:00", max_boardings=1) == (
        "A 08:00 -slow 1-> C 09:00"
    )
    assert town.asks("A", "C", depart="8:00", max_boardings=0) == ""


def test_range(tmp_path: Path) -> None:
    town = Town(tmp_path, RED)
    assert town.asks("A", "C", depart="8:00", window_seconds=1800) == lines("""
        A 08:00 -red 1-> C 08:20
        A 08:30 -red 2-> C 08:50
    """)
    assert town.asks("A", "C", depart="8:01", window_seconds=1739) == ""
    assert town.asks("A", "C", arrive="9:20", window_seconds=1800) == lines("""
        A 08:30 -red 2-> C 08:50
        A 09:00 -red 3-> C 09:20
    """)


def test_a_range_never_tells_to_leave_before_one_has_to(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        slow   A     C
         1     8:00  9:00

        fast   A     C
         1     8:20  8:30
        """,
    )
    assert town.asks("A", "C", depart="8:00", window_seconds=3600) == (
        "A 08:20 -fast 1-> C 08:30"
    )
    # Also where what is better leaves after the window.
    assert town.asks("A", "C", depart="8:00", window_seconds=600) == ""


TWO_LINES = """
    red    A     B
     1     8:00  8:10

    blue   C     D
     1     8:12  8:20
     2     8:15  8:25
     3     8:45  8:55
"""


def test_walking_between_stops(tmp_path: Path) -> None:
    town = Town(tmp_path, TWO_LINES, walks="B C 5m")
    assert town.asks("A", "D", depart="7:00") == (
        "A 08:00 -red 1-> B 08:10 ~walk 5m~ C 08:15 -blue 2-> D 08:25"
    )


def test_a_walk_may_pass_other_places(tmp_path: Path) -> None:
    town = Town(tmp_path, TWO_LINES, walks="B x 60s, x C 59s, B C 5m")
    assert town.asks("A", "D", depart="7:00") == (
        "A 08:00 -red 1-> B 08:10 ~walk 1m59s~ C 08:11:59 08:12 -blue 1-> D 08:20"
    )


def test_walking_one_way_only(tmp_path: Path) -> None:
    town = Town(tmp_path, TWO_LINES, walks="C > B 5m")
    assert town.asks("A", "D", depart="7:00") == ""


def test_walking_to_and_from_stops(tmp_path: Path) -> None:
    town = Town(tmp_path, RED, walks="X A 3m, C Y 4m")
    assert town.asks("X", "Y", depart="7:00") == (
        "X 07:57 ~walk 3m~ A 08:00 -red 1-> C 08:20 ~walk 4m~ Y 08:24"
    )
    # One would reach A at 8:00, were one not to leave a second late.
    assert town.asks("X", "Y", depart="7:57:01") == (
        "X 08:27 ~walk 3m~ A 08:30 -red 2-> C 08:50 ~walk 4m~ Y 08:54"
    )
    assert town.asks("X", "Y", depart="7:00", max_access_seconds=179) == ""
    assert town.asks("X", "Y", depart="7:00", max_egress_seconds=239) == ""


def test_the_walk_all_the_way(tmp_path: Path) -> None:
    town = Town(tmp_path, RED, walks="A C 25m")
    both = lines("""
        A ~walk 25m~ C
        A 08:00 -red 1-> C 08:20
    """)
    assert town.asks("A", "C", depart="8:00") == both
    # Who walks at 7:54 is there before the first trip.
    assert town.asks("A", "C", depart="7:54") == "A ~walk 25m~ C"
    assert town.asks("A", "C", depart="7:54", max_direct_seconds=1499) == (
        "A 08:00 -red 1-> C 08:20"
    )


@pytest.mark.parametrize(
    ("rule", "taken"),
    [
        ("", "blue 2"),  # 5 min on foot
        ("B C 0", "blue 2"),
        ("B C 1", "blue 1"),  # the vehicle waits
        ("B C 2 6m", "blue 3"),
        ("B C 2 35m", "blue 3"),
        ("B C 2 2m", "blue 2"),  # nobody walks faster for that
        ("B C 2", "blue 2"),
        ("B C 3", ""),
        ("B C 3 from=red/1", ""),
        ("B C 3 to=blue/2", "blue 3"),
        ("C B 3", "blue 2"),
    ],
)
def test_rules_of_transfers(tmp_path: Path, rule: str, taken: str) -> None:
    town = Town(tmp_path, TWO_LINES, walks="B C 5m", transfers=rule)
    answer = town.asks("A", "D", depart="8:00", max_travel_seconds=3600)
    assert (taken in answer) if taken else (answer == "")


def test_rules_join_what_no_walk_joins(tmp_path: Path) -> None:
    town = Town(tmp_path, TWO_LINES, transfers="B C 2 4m")
    assert "blue 2" in town.asks("A", "D", depart="8:00")


def test_rules_do_not_bind_who_only_walks(tmp_path: Path) -> None:
    town = Town(tmp_path, RED, walks="X A 3m", transfers="X A 3")
    assert "red 1" in town.asks("X", "C", depart="7:00")


def test_nobody_gets_round_a_rule_by_another_stop(tmp_path: Path) -> None:
    town = Town(
        tmp_path, TWO_LINES, walks="B E 1m, E C 1m, B C 5m", transfers="B C 2 30m"
    )
    assert "blue 3" in town.asks("A", "D", depart="8:00")


def test_more_time_for_changes(tmp_path: Path) -> None:
    town = Town(tmp_path, TWO_LINES, walks="B C 2m")

    def change(**own: Any) -> str:
        return town.asks("A", "D", depart="8:00", **own)

    assert "blue 1" in change()
    assert "blue 1" in change(min_transfer_seconds=120)
    assert "blue 2" in change(min_transfer_seconds=121)
    assert "blue 2" in change(additional_transfer_seconds=180)
    assert "blue 3" in change(additional_transfer_seconds=181)
    assert "blue 2" in change(transfer_factor=2.5)
    assert "blue 3" in change(transfer_factor=2.51)
    assert change(max_transfer_seconds=119, max_travel_seconds=7200) == ""


SEATED = """
    red    A     B
     1     8:00  8:10  block=b

    blue   B     C
     1     8:10  8:20  block=b
"""


def test_staying_seated(tmp_path: Path) -> None:
    town = Town(tmp_path, SEATED)
    stays = "A 08:00 -red 1-> B 08:10 =blue 1=> C 08:20"
    assert town.asks("A", "C", depart="8:00") == stays
    assert town.asks("A", "C", arrive="8:20") == stays
    # It is one boarding, and no change that takes time.
    limits = {"max_boardings": 1, "min_transfer_seconds": 600}
    assert town.asks("A", "C", depart="8:00", **limits) == stays
    assert town.asks("A", "C", arrive="8:20", window_seconds=60, **limits) == stays


def test_staying_seated_may_be_forbidden(tmp_path: Path) -> None:
    town = Town(tmp_path, SEATED, transfers="* * 5 from=red/1 to=blue/1")
    assert town.asks("A", "C", depart="8:00") == (
        "A 08:00 -red 1-> B 08:10 -blue 1-> C 08:20"
    )
    assert town.asks("A", "C", depart="8:00", max_boardings=1) == ""


def test_past_midnight(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        owl    A      B      C
         1     23:50  24:10  24:20
         2     25:00  25:10  25:20
        """,
    )
    assert town.asks("A", "C", depart="23:00") == "A 23:50 -owl 1-> C +1 00:20"
    # Yesterday's, as today begins.
    assert town.asks("B", "C", depart="0:05") == "B 00:10 -owl 1-> C 00:20"
    assert town.asks("A", "C", depart="0:30") == "A 01:00 -owl 2-> C 01:20"
    assert town.asks("A", "C", arrive="1:00") == "A 23:50 -owl 1-> C +1 00:20"


def test_changing_from_yesterdays_trip_to_todays(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        owl    A      B
         1     23:50  24:30

        lark   B     C
         1     0:40  1:00
        """,
    )
    assert town.asks("A", "C", depart="23:00") == (
        "A 23:50 -owl 1-> B +1 00:30 +1 00:40 -lark 1-> C +1 01:00"
    )


def test_days_of_service(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10  service=monday
         2     9:00  9:10  service=tuesday
        """,
        services={"monday": "2026-03-09", "tuesday": "2026-03-10"},
    )
    assert town.asks("A", "B", depart="7:00") == "A 09:00 -red 2-> B 09:10"
    assert town.asks("A", "B", depart="9:01") == ""


def test_where_one_may_not_get_on_or_off(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        red    A     B      C      D
         1     8:00  u8:10  s8:20  8:30
        """,
    )
    assert town.asks("A", "B", depart="8:00") == ""
    assert town.asks("C", "D", depart="8:00") == ""
    assert town.asks("B", "C", depart="8:00") == "B 08:10 -red 1-> C 08:20"


def test_every_so_often(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10  every=7m until=9:00
        """,
    )
    assert town.asks("A", "B", depart="8:08") == "A 08:14 -red 1-> B 08:24"


EXCLUSIONS = """
    red    A     B     agency=city
     1     8:00  8:10

    blue   A     B     type=1 agency=rail
     1     8:05  8:20

    green  A     B     agency=rail
     1     8:10  8:30
"""


@pytest.mark.parametrize(
    ("limits", "taken"),
    [
        ({}, "red"),
        ({"excluded_routes": frozenset({(FEED, "red")})}, "blue"),
        ({"excluded_routes": frozenset({(FEED, "red"), (FEED, "blue")})}, "green"),
        ({"excluded_agencies": frozenset({(FEED, "city")})}, "blue"),
        ({"modes": frozenset({"SUBWAY"})}, "blue"),
        ({"modes": frozenset({"BUS"})}, "red"),
        ({"excluded_agencies": frozenset({("another", "city")})}, "red"),
    ],
)
def test_exclusions(tmp_path: Path, limits: dict[str, Any], taken: str) -> None:
    town = Town(tmp_path, EXCLUSIONS)
    assert f"-{taken} 1->" in town.asks("A", "B", depart="8:00", **limits)


def test_no_mode_is_no_transit(tmp_path: Path) -> None:
    assert Town(tmp_path, RED).asks("A", "B", depart="8:00", modes=frozenset()) == ""


def test_the_longest_travel(tmp_path: Path) -> None:
    town = Town(tmp_path, RED)
    assert town.asks("A", "C", depart="7:50", max_travel_seconds=1800) == (
        "A 08:00 -red 1-> C 08:20"
    )
    assert town.asks("A", "C", depart="7:50", max_travel_seconds=1799) == ""
    # In a range it counts from each departure.
    assert town.asks(
        "A", "C", depart="7:50", window_seconds=600, max_travel_seconds=1200
    ) == ("A 08:00 -red 1-> C 08:20")


def test_a_station_is_any_of_its_platforms(tmp_path: Path) -> None:
    town = Town(tmp_path, TWO_LINES, stations="S: B C")
    assert town.asks("A", "S", depart="8:00") == "A 08:00 -red 1-> B 08:10"
    assert town.asks("S", "D", depart="8:13") == "C 08:15 -blue 2-> D 08:25"
    # But its platforms are not one place.
    assert town.asks("A", "D", depart="8:00") == ""


def test_a_ride_may_pass_a_stop_twice(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        ring   A     B     C     A     D
         1     8:00  8:10  8:20  8:30  8:40
        """,
    )
    # Boarding at A the second time is later.
    assert town.asks("A", "D", arrive="9:00") == "A 08:30 -ring 1-> D 08:40"
    assert town.asks("C", "B", depart="8:00") == ""


def test_an_express_overtakes(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        red      A     B     C
         local   8:00  8:30  9:00
         express 8:10  8:20  8:40
        """,
    )
    assert town.asks("A", "C", depart="8:00") == "A 08:10 -red express-> C 08:40"


def test_what_makes_no_sense_is_refused_in_a_sentence(tmp_path: Path) -> None:
    town = Town(tmp_path, RED)
    with pytest.raises(PlaceError, match="no stop 'Z'"):
        town.asks("A", "Z", depart="8:00")
    for limits in (
        {"max_boardings": -1},
        {"window_seconds": -1},
        {"transfer_factor": 0.5},
        {"walk_metres_per_second": 9.0},
    ):
        with pytest.raises(RequestError, match="give"):
            town.asks("A", "B", depart="8:00", **limits)


@pytest.mark.parametrize("window", [None, 3600])
def test_stays_seated_past_home(tmp_path: Path, window: int | None) -> None:
    # Back at G, nobody may board the blue trip, but who sits in it goes on.
    town = Town(
        tmp_path,
        """
        out    G      F
         1     7:00   7:30

        red    D      G
         1     8:35   8:50  block=b

        blue   G      B
         1     s8:55  9:10  block=b
        """,
        walks="F > D 1m",
    )
    found = town.asks(
        "G", "B", depart="6:50", window_seconds=window, max_travel_seconds=10000
    )
    assert "=blue 1=> B 09:10" in found


def test_a_label_that_a_group_displaces_still_walks_on(tmp_path: Path) -> None:
    # Red is at V first, by way of U, but may not change at W; green may.
    town = Town(
        tmp_path,
        """
        red    O      P
         1     8:00   8:09

        grn    O      V
         1     8:00   8:12

        blue   W      Z
         1     8:30   8:40
        """,
        walks="P U 1m, U V 1m, U W 1m",
        transfers="P W 3",
    )
    assert "-grn 1-> V 08:12 ~walk 2m~ W" in town.asks("O", "Z", depart="8:00")


def test_nobody_changes_where_a_rule_forbids_it_by_standing_in_for_another(
    tmp_path: Path,
) -> None:
    town = Town(
        tmp_path,
        """
        aa     O      P
         1     8:05   8:10

        bb     O      Q
         1     8:00   8:10

        zz     W      Z
         1     8:30   8:40
        """,
        walks="P U 1m, Q U 1m, U W 1m, U T 1m, Y W 1h",
        transfers="P W 3\nQ Y 0",
    )
    for window in (None, 3600):
        found = town.asks("O", "Z", depart="8:00", window_seconds=window)
        assert "-bb 1-> Q" in found and "-aa 1-> P" not in found


def test_a_change_of_years_is_none(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        "red A B\n 1 8:00 8:10\n\nblue B C\n 1 8:30 8:40",
        transfers="B B 2 2147483000s",
    )
    assert "blue" not in town.asks("A", "C", depart="8:00")
    assert "blue" not in town.asks("A", "C", depart="8:00", window_seconds=3600)
