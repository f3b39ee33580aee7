"""Missed changes: slack, chance, and the next connection.

Answers read as in tests/text.py. All is on Tuesday 10 March 2026 in Tokyo.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.journeys import risk
from maas.journeys.itinerary import Piece, Walk
from maas.journeys.lateness import ROAD, TRACK, Lateness, lateness_of
from maas.journeys.planner import Planner
from maas.journeys.request import StopRef, Via
from maas.journeys.risk import TransferRisk, missed_chance, risks
from tests.kernel import FEED
from tests.text import show_itinerary

from .asking import asked, first, planner_of, rider, with_signals, with_trips

TWO_LINES = """
    red    A     B
     1     8:00  8:10

    blue   C     D
     1     8:20  8:30
     2     8:50  9:00
"""


def risks_of(
    planner: Planner, depart: str = "8:00", **limits: Any
) -> list[TransferRisk]:
    request = asked("A", "D", depart, **limits)
    return list(risks(planner, first(planner, request), request))


# ------------------------------------------------------------------- distributions


def test_published_figures_of_lateness() -> None:
    late = TRACK.chance_beyond(np.array([60.0, 180.0, 900.0]))
    # 100 - 64.7, 100 - 83.9 and 100 - 98.4 per cent.
    assert late == pytest.approx([0.353, 0.161, 0.016], abs=0.0005)
    # 100 - 82.9 per cent.
    assert ROAD.chance_beyond(np.array([360.0])) == pytest.approx([0.171], abs=0.0005)


def test_nobody_is_later_than_late() -> None:
    assert TRACK.chance_beyond(np.array([-1.0, 0.0])).tolist() == [1.0, 0.596]


def test_modes() -> None:
    assert lateness_of("SUBWAY") is lateness_of("REGIONAL_RAIL") is TRACK
    assert lateness_of("BUS") is lateness_of("TRAM") is lateness_of("OTHER") is ROAD


def test_without_a_walk_the_chance_is_that_of_lateness() -> None:
    # exp(-300 / 203.8) = exp(-1.47203) = 0.22946
    assert missed_chance(ROAD, 300, 0) == pytest.approx(0.22946, abs=1e-5)
    # 0.596 x (1 + 300 / 233.5)^-2.29 = 0.596 x 2.28480^-2.29 = 0.596 x 0.15074
    assert missed_chance(TRACK, 300, 0) == pytest.approx(0.08984, abs=1e-5)


PUNCTUAL = Lateness(late_share=0.0, scale_seconds=1.0)


def test_half_of_all_walk_no_slower_than_told() -> None:
    # Vehicles are on time; 100 s are there for a walk of 100 s, rounded to seconds: the
    # half that needs up to 100.5 s makes it.
    spread = math.sqrt(math.log(1 + (0.31 / 1.32) ** 2))
    z = math.log(1.005) / spread
    slower = 0.5 * math.erfc(z / math.sqrt(2))
    assert missed_chance(PUNCTUAL, 100, 100) == pytest.approx(slower, abs=1e-8)
    assert 0.48 < slower < 0.5


def test_a_red_light_takes_up_to_80_seconds() -> None:
    # 40 of 120 s are green; of the other 80 every wait from 1 s to 80 s is as likely.
    assert missed_chance(PUNCTUAL, 79, 0, signals=1) == pytest.approx(1 / 120)
    assert missed_chance(PUNCTUAL, 80, 0, signals=1) == pytest.approx(0)
    assert missed_chance(PUNCTUAL, 0, 0, signals=1) == pytest.approx(80 / 120)
    # Two lights: 160 s only where both waits are 80 s.
    assert missed_chance(PUNCTUAL, 159, 0, signals=2) == pytest.approx(1 / 120**2)


def test_who_is_late_may_catch_what_is_later() -> None:
    # Two of one exponential lateness: one is the later with chance 1 / 2, and by more
    # than t with exp(-t / scale) / 2. Whole seconds of the next one are rounded down.
    half = missed_chance(ROAD, 0, 0, next_late=ROAD)
    assert half == pytest.approx(0.5, abs=0.5 / 203.8)
    later = missed_chance(ROAD, 300, 0, next_late=ROAD)
    assert later == pytest.approx(0.22946 / 2, abs=0.5 / 203.8)
    on_time = missed_chance(ROAD, 300, 0, next_late=PUNCTUAL)
    assert on_time == pytest.approx(0.22946, abs=1e-5)


def test_the_mean_wait_is_the_highway_capacity_manuals() -> None:
    waits = risk._red_chances()
    # (120 - 40)² / (2 x 120) = 26.67 s, and 80 / 120 of half a second.
    assert waits @ np.arange(len(waits)) == pytest.approx(26.667 + 0.333, abs=0.001)
    assert waits.sum() == pytest.approx(1)


def test_the_table_of_chances_is_true() -> None:
    page = (Path(__file__).parents[2] / "docs" / "transfers.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) min \|(.+)\|$", page, re.MULTILINE)
    assert len(rows) == 7
    for minutes, told in rows:
        slack = int(minutes) * 60
        chances = [
            missed_chance(TRACK, slack, 0, next_late=TRACK),
            missed_chance(TRACK, slack + 240, 240, next_late=ROAD),
            missed_chance(ROAD, slack + 240, 240, next_late=TRACK),
            missed_chance(ROAD, slack, 0, next_late=ROAD),
            missed_chance(ROAD, slack + 240, 240, next_late=ROAD),
            missed_chance(ROAD, slack + 240, 240, signals=1, next_late=ROAD),
            missed_chance(ROAD, slack, 0),
        ]
        said = [f"{100 * chance:.1f}" for chance in chances]
        assert [cell.strip() for cell in told.split("|")] == said


LATE = st.builds(
    Lateness,
    st.floats(0, 1),
    st.floats(1, 3600),
    st.one_of(st.just(math.inf), st.floats(0.1, 10)),
)


@settings(deadline=None)
@given(
    LATE,
    st.integers(-600, 3600),
    st.integers(0, 600),
    st.integers(0, 3),
    st.none() | LATE,
)
def test_chances_are_chances_and_fall_as_slack_grows(
    late: Lateness, spare: int, walk: int, signals: int, then: Lateness | None
) -> None:
    chance = missed_chance(late, spare, walk, signals, then)
    assert 0 <= chance <= 1
    assert missed_chance(late, spare + 60, walk, signals, then) <= chance + 1e-9
    # Who walks longer, or past more signals, in the same time misses more.
    assert missed_chance(late, spare, walk + 30, signals, then) >= chance - 1e-9
    assert missed_chance(late, spare, walk, signals + 1, then) >= chance - 1e-9
    # That the next one is late never makes one miss it.
    assert chance <= missed_chance(late, spare, walk, signals) + 1e-9


@given(st.integers(1, 2000))
def test_walks_take_some_time_or_other(walk: int) -> None:
    assert risk._walk_chances(walk).sum() == pytest.approx(1)


# ------------------------------------------------------------------------- changes


def test_slack_chance_and_what_comes_next(tmp_path: Path) -> None:
    planner = planner_of(tmp_path, TWO_LINES, walks="B C 4m")
    (change,) = risks_of(planner)
    assert change.leg == 2  # red 1, the walk, blue 1
    assert change.slack_seconds == 360  # 8:20 - 8:10 - 4 min
    assert change.missed_chance == missed_chance(ROAD, 600, 240)
    assert not change.guaranteed
    assert change.next_connection is not None
    assert show_itinerary(change.next_connection) == "C 08:50 -blue 2-> D 09:00"


def test_rails_are_more_punctual_than_roads(tmp_path: Path) -> None:
    rails = TWO_LINES.replace("red    A     B", "red    A     B    type=2")
    (train,) = risks_of(planner_of(tmp_path / "rail", rails, walks="B C 4m"))
    (bus,) = risks_of(planner_of(tmp_path / "road", TWO_LINES, walks="B C 4m"))
    assert train.missed_chance == missed_chance(TRACK, 600, 240) < bus.missed_chance


def test_nothing_to_change_is_no_risk(tmp_path: Path) -> None:
    planner = planner_of(tmp_path, TWO_LINES)
    request = asked("C", "D", "8:00")
    assert risks(planner, first(planner, request), request) == ()


def test_on_foot_there_is_no_risk(tmp_path: Path) -> None:
    planner = planner_of(tmp_path, TWO_LINES, walks="A D 4m")
    assert risks_of(planner) == []


def test_staying_seated_is_no_change(tmp_path: Path) -> None:
    planner = planner_of(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10  block=b

        blue   B     C
         1     8:10  8:20  block=b

        green  C     D
         1     8:25  8:35
        """,
    )
    (change,) = risks_of(planner)
    assert change.leg == 2
    # 8:25 - 8:20 after the blue bus, which the red one became.
    assert change.slack_seconds == 300
    # Tomorrow's arrives more than a day after 8:25.
    assert change.next_connection is None


def test_no_way_on(tmp_path: Path) -> None:
    planner = planner_of(tmp_path, TWO_LINES, walks="B C 4m")
    (change,) = risks_of(planner, max_travel_seconds=30 * 60)
    # At 8:20:01 the next one would arrive 40 minutes later.
    assert change.next_connection is None


def test_every_change_has_its_risk(tmp_path: Path) -> None:
    planner = planner_of(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10

        blue   B     C
         1     8:12  8:20
         2     8:14  8:22

        green  C     D
         1     8:30  8:40
         2     8:40  8:50
        """,
    )
    one, two = risks_of(planner)
    # Who needs not be at C before 8:30 takes the later blue bus: 4 and 8 minutes.
    assert (one.leg, one.slack_seconds) == (1, 240)
    assert (two.leg, two.slack_seconds) == (2, 480)
    assert two.next_connection is not None
    assert show_itinerary(two.next_connection) == "C 08:40 -green 2-> D 08:50"


def test_on_its_way_the_next_one_may_be_late_as_well(tmp_path: Path) -> None:
    longer = TWO_LINES.replace("C     D", "X C D").replace(
        "8:20  8:30", "8:15 8:20 8:30"
    )
    longer = longer.replace("8:50  9:00", "8:45 8:50 9:00")
    (change,) = risks_of(planner_of(tmp_path, longer, walks="B C 4m"))
    assert change.slack_seconds == 360
    assert change.missed_chance == missed_chance(ROAD, 600, 240, next_late=ROAD)


# --------------------------------------------------------------------------- rules


@pytest.mark.parametrize(
    ("rule", "guaranteed"),
    [
        ("B C 1", True),
        ("B C 1 from=red/1 to=blue/1", True),
        ("B C 1 from=red to=blue/2", False),  # about another bus
        ("B C 0", False),
        ("B C 2 6m", False),
        ("C B 1", False),
    ],
)
def test_where_the_vehicle_waits_nothing_is_missed(
    tmp_path: Path, rule: str, guaranteed: bool
) -> None:
    planner = planner_of(tmp_path, TWO_LINES, walks="B C 4m", transfers=rule)
    (change,) = risks_of(planner)
    assert change.guaranteed is guaranteed
    assert (change.missed_chance == 0) is guaranteed
    if guaranteed:
        assert change.next_connection is None


def test_a_rule_between_stations(tmp_path: Path) -> None:
    planner = planner_of(
        tmp_path,
        TWO_LINES,
        walks="B C 4m",
        stations="S: B, T: C",
        transfers="S T 1",
    )
    assert risks_of(planner)[0].guaranteed


def test_signals_on_the_way_add_to_the_chance(tmp_path: Path) -> None:
    planner = planner_of(tmp_path, TWO_LINES, walks="B C 4m")
    (change,) = risks_of(with_signals(planner))
    assert change.slack_seconds == 360  # a red light is not in the time told
    assert change.missed_chance == missed_chance(ROAD, 600, 240, signals=1)


def test_a_rest_takes_no_longer_for_who_walks_slowly(tmp_path: Path) -> None:
    planner = planner_of(tmp_path, TWO_LINES, walks="B C 4m")
    request = asked("A", "D", "8:00")
    itinerary = first(planner, request)
    red, walk, blue = itinerary.legs
    assert isinstance(walk, Walk)
    rested = replace(walk, path=(Piece(0, 0.0, 1.0, 0.0, 120, rest_seconds=120),))
    (change,) = risks(planner, replace(itinerary, legs=(red, rested, blue)), request)
    # 2 min on foot and 2 of rest: 10 min less the rest are there for lateness and walk.
    assert change.slack_seconds == 360
    assert change.missed_chance == missed_chance(ROAD, 480, 120)


# ------------------------------------------------------------------------- persons


def test_who_boards_slowly_has_less_slack(tmp_path: Path) -> None:
    planner = with_trips(planner_of(tmp_path, TWO_LINES, walks="B C 4m"), red=1, blue=1)
    (change,) = risks_of(planner, "7:00", person=rider(boarding_seconds=60))
    assert change.slack_seconds == 300  # 8:20 - 8:10 - 4 min - 1 min
    assert change.missed_chance == missed_chance(ROAD, 540, 240)


def test_the_next_connection_is_this_persons(tmp_path: Path) -> None:
    planner = planner_of(
        tmp_path,
        TWO_LINES
        + """
    steep  C     D
     1     8:25  8:35
    """,
        walks="B C 4m",
    )
    planner = with_trips(planner, red=1, blue=1, steep=2)
    (anybody,) = risks_of(planner)
    assert anybody.next_connection is not None
    assert show_itinerary(anybody.next_connection) == "C 08:25 -steep 1-> D 08:35"
    (own,) = risks_of(planner, person=rider())
    assert own.next_connection is not None
    assert show_itinerary(own.next_connection) == "C 08:50 -blue 2-> D 09:00"


# ---------------------------------------------------------------------------- vias


def via(stop: str, minutes: int = 0) -> Via:
    return Via(StopRef(FEED, stop), minutes * 60)


def test_a_stay_on_the_way_is_no_slack(tmp_path: Path) -> None:
    planner = planner_of(tmp_path, TWO_LINES, walks="B C 4m")
    (change,) = risks_of(planner, via=(via("B", 5),))
    assert change.slack_seconds == 60  # 8:20 - 8:10 - 4 min - 5 min
    (change,) = risks_of(planner, via=(via("C", 5),))
    assert change.slack_seconds == 60


def test_vias_behind_need_not_be_visited_again(tmp_path: Path) -> None:
    planner = planner_of(
        tmp_path,
        """
        red    A     X     B
         1     8:00  8:05  8:10

        blue   C     E     D
         1     8:20  8:25  8:30
         2     8:50  8:55  9:00

        quick  C     D
         1     8:40  8:45
        """,
        walks="B C 4m",
    )
    (change,) = risks_of(planner, via=(via("X"),))
    assert change.next_connection is not None
    assert show_itinerary(change.next_connection) == "C 08:40 -quick 1-> D 08:45"
    (change,) = risks_of(planner, via=(via("X"), via("E")))
    assert change.next_connection is not None
    assert show_itinerary(change.next_connection) == "C 08:50 -blue 2-> D 09:00"


# -------------------------------------------------------------------------- clocks


def test_when_clocks_are_put_back(tmp_path: Path) -> None:
    # New York, 1 November 2026: after 1:59:59 it is 1:00 again. The day's noon less
    # twelve hours is the first 1:00, so the timetable's 1:00 is the second.
    planner = planner_of(
        tmp_path,
        """
        red    A     B
         1     1:00  1:10  service=night

        blue   B     D
         1     1:20  1:30  service=night
         2     1:40  1:50  service=night
        """,
        services={"night": "2026-11-01"},
        timezone="America/New_York",
    )
    request = replace(asked("A", "D", "0:00"), time=datetime(2026, 11, 1, 0, 30))
    (change,) = risks(planner, first(planner, request), request)
    assert change.slack_seconds == 600
    assert change.next_connection is not None
    assert show_itinerary(change.next_connection) == "B 01:40 -blue 2-> D 01:50"
