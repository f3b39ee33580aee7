"""Home again: the way back, the last way, and who is stranded.

Answers read as in tests/text.py. All is on Tuesday 10 March 2026 in Tokyo.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.journeys.home import Home, HomeWarning, service_day, way_home
from maas.journeys.itinerary import Itinerary
from maas.journeys.met import Status
from maas.journeys.planner import Planner
from maas.people.profile import Policy
from tests.text import show_itinerary

from .asking import TUESDAY, asked, first, planner_of, rider, with_trips

THERE_AND_BACK = """
    out    A      B
     1     18:00  18:30

    back   B      A
     1     19:00  19:30
     2     21:00  21:30
     3     22:00  22:30
"""


def home_of(planner: Planner, minutes: int, depart: str = "17:00", **own: Any) -> Home:
    request = asked("A", "B", depart, **own)
    return way_home(planner, request, first(planner, request), minutes * 60)


def said(journey: Itinerary | None) -> str:
    return "" if journey is None else show_itinerary(journey)


def warned(home: Home) -> dict[str, int | None]:
    return {str(one.kind): one.seconds for one in home.warnings}


# ------------------------------------------------------------------- way and last way


def test_the_way_home_and_the_last(tmp_path: Path) -> None:
    home = home_of(planner_of(tmp_path, THERE_AND_BACK), 60)
    assert said(home.outward) == "A 18:00 -out 1-> B 18:30"
    assert f"{home.leave:%H:%M}" == "19:30"  # 18:30 and an hour
    assert said(home.back) == "B 21:00 -back 2-> A 21:30"
    assert said(home.last) == "B 22:00 -back 3-> A 22:30"
    assert (home.last_possible, home.walk, home.warnings) == (None, None, ())


def test_the_last_way_is_soon(tmp_path: Path) -> None:
    planner = planner_of(tmp_path, THERE_AND_BACK)
    # 22:00 less 18:30 is 210 min: from 181 to 210 less than half an hour is left.
    assert warned(home_of(planner, 180)) == {}
    assert warned(home_of(planner, 181)) == {"last_soon": 29 * 60}
    home = home_of(planner, 210)
    assert warned(home) == {"last_soon": 0}
    assert said(home.back) == said(home.last) == "B 22:00 -back 3-> A 22:30"


def test_stranded(tmp_path: Path) -> None:
    home = home_of(planner_of(tmp_path, THERE_AND_BACK), 211)
    assert warned(home) == {"stranded": 60}  # a minute less, and one gets home
    assert said(home.last) == "B 22:00 -back 3-> A 22:30"
    # What comes then is shown: the next day's first.
    assert said(home.back) == "B 19:00 -back 1-> A 19:30"
    assert home.back is not None and home.back.departure.day == 11


def test_no_way_home_at_all(tmp_path: Path) -> None:
    home = home_of(planner_of(tmp_path, "red A B\n 1 18:00 18:30"), 60)
    assert warned(home) == {"stranded": None}
    assert (home.back, home.last, home.walk) == (None, None, None)


def test_who_can_walk_is_not_stranded(tmp_path: Path) -> None:
    planner = planner_of(tmp_path, THERE_AND_BACK, walks="B > A 50m")
    home = home_of(planner, 211)
    assert said(home.back) == said(home.walk) == "B 22:01 ~walk 50m~ A 22:51"
    assert said(home.last) == "B 22:00 -back 3-> A 22:30"
    assert home.warnings == ()
    # But not farther than that person walks.
    home = home_of(planner, 211, max_direct_seconds=49 * 60)
    assert warned(home) == {"stranded": 60}


def test_limits_of_the_first_and_last_walk_change_round(tmp_path: Path) -> None:
    planner = planner_of(tmp_path, THERE_AND_BACK, walks="X A 10m, B Y 2m")
    request = asked("X", "Y", "17:00", max_access_seconds=600, max_egress_seconds=120)
    home = way_home(planner, request, first(planner, request), 3600)
    # There at 18:32, so until 19:32.
    assert said(home.back) == (
        "Y 20:58 ~walk 2m~ B 21:00 -back 2-> A 21:30 ~walk 10m~ X 21:40"
    )


def test_from_an_answer_by_arrival(tmp_path: Path) -> None:
    planner = planner_of(tmp_path, THERE_AND_BACK)
    request = asked("A", "B", "18:45", arrive_by=True, window_seconds=3600)
    home = way_home(planner, request, first(planner, request), 3600)
    assert said(home.back) == "B 21:00 -back 2-> A 21:30"


# -------------------------------------------------------------------------- the night


NIGHT = """
    out    A      B
     1     22:00  22:30

    back   B      A
     1     23:00  23:30
     2     26:50  27:20
     3     28:00  28:30

    lark   B      A
     1     3:30   3:40
     2     5:00   5:10
"""


def test_trips_of_the_day_run_past_the_nights_end(tmp_path: Path) -> None:
    home = home_of(planner_of(tmp_path, NIGHT), 240, "21:00")
    # Until 2:30. At 3:30 and 5:00 it is the next day's; 4:00 is the 28:00 of this one.
    assert said(home.back) == "B 02:50 -back 2-> A 03:20"
    assert said(home.last) == "B 04:00 -back 3-> A 04:30"
    assert home.warnings == ()


def test_a_stay_into_the_next_day(tmp_path: Path) -> None:
    # Until 3:10 the next day, when that one's service has begun.
    home = home_of(planner_of(tmp_path, NIGHT), 280, "21:00")
    assert said(home.back) == "B 03:30 -lark 1-> A 03:40"
    assert home.last is not None
    assert f"{home.last.departure:%d %H:%M}" == "12 04:00"
    assert home.warnings == ()


def test_the_next_days_first_vehicle_is_no_way_home(tmp_path: Path) -> None:
    planner = planner_of(
        tmp_path,
        """
        out    A      B
         1     22:00  22:30

        back   B      A
         1     23:00  23:30

        owl    B      C
         1     23:50  24:10

        lark   C      A
         1     5:00   5:10
        """,
    )
    home = home_of(planner, 31, "21:00")
    # After 23:00 one can get to C, and there wait for the morning: that is stranded.
    assert warned(home) == {"stranded": 60}
    assert said(home.last) == "B 23:00 -back 1-> A 23:30"
    assert said(home.back) == (
        "B 23:50 -owl 1-> C +1 00:10 +1 05:00 -lark 1-> A +1 05:10"
    )


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 10, 3, 0), date(2026, 3, 10)),
        (datetime(2026, 3, 10, 23, 59), date(2026, 3, 10)),
        (datetime(2026, 3, 11, 2, 59), date(2026, 3, 10)),
    ],
)
def test_service_days_begin_at_three(moment: datetime, day: date) -> None:
    assert service_day(moment) == day


def test_when_clocks_are_put_back(tmp_path: Path) -> None:
    # New York, 1 November 2026: 1:00 to 1:59 comes twice. Trips of the day before are
    # told in summer time: its 25:45 is the first 1:45, its 26:15 the second 1:15.
    planner = planner_of(
        tmp_path,
        """
        out    A      B
         1     23:00  23:30  service=night

        back   B      A
         1     24:30  24:40  service=night
         2     25:45  25:50  service=night
         3     26:15  26:20  service=night
        """,
        services={"night": "2026-10-31"},
        timezone="America/New_York",
    )
    request = replace(asked("A", "B", "0:00"), time=datetime(2026, 10, 31, 22))
    home = way_home(planner, request, first(planner, request), 2 * 3600)
    assert said(home.last) == "B 01:15 -back 3-> A 01:20"
    assert home.last is not None and home.last.departure.fold == 1
    # From 1:30, the first one, to the second 1:15 it is three quarters of an hour.
    assert home.warnings == ()
    home = way_home(planner, request, first(planner, request), 2 * 3600 + 16 * 60)
    assert warned(home) == {"last_soon": 29 * 60}


# ---------------------------------------------------------------------------- persons


PERSONS = """
    out    A      B
     1     18:00  18:30

    low    B      A
     1     19:00  19:40
     2     20:00  20:40

    odd    B      A
     1     19:00  19:30
     2     21:00  21:30

    high   B      A
     1     19:00  19:20
     2     23:00  23:20
"""
"""``low`` is known to be step-free, ``odd`` not known, ``high`` known not to be."""


def persons(tmp_path: Path) -> Planner:
    return with_trips(planner_of(tmp_path, PERSONS), out=1, low=1, high=2)


def test_what_is_certain_is_preferred(tmp_path: Path) -> None:
    home = home_of(persons(tmp_path), 30, person=rider())
    assert said(home.back) == "B 19:00 -low 1-> A 19:40"
    assert home.back is not None and home.back.status is Status.CERTAIN
    assert said(home.last) == "B 20:00 -low 2-> A 20:40"
    assert said(home.last_possible) == "B 21:00 -odd 2-> A 21:30"
    assert home.warnings == ()


def test_only_possible(tmp_path: Path) -> None:
    home = home_of(persons(tmp_path), 95, person=rider())
    # 20:05, and the last certain way left at 20:00.
    assert warned(home) == {"only_possible": 5 * 60}
    assert said(home.back) == "B 21:00 -odd 2-> A 21:30"
    assert said(home.last) == "B 20:00 -low 2-> A 20:40"


def test_only_possible_and_soon(tmp_path: Path) -> None:
    home = home_of(persons(tmp_path), 140, person=rider())
    # 20:50: the last possible way leaves in 10 min, the certain one left 50 min ago.
    assert warned(home) == {"last_soon": 10 * 60, "only_possible": 50 * 60}


def test_stranded_for_this_person(tmp_path: Path) -> None:
    planner = persons(tmp_path)
    # 21:10: anybody can take the last one at 23:00.
    assert home_of(planner, 160).warnings == ()
    assert warned(home_of(planner, 160, person=rider())) == {"stranded": 10 * 60}


def test_who_forbids_what_is_unknown(tmp_path: Path) -> None:
    home = home_of(persons(tmp_path), 95, person=rider(policy=Policy.FORBID))
    assert warned(home) == {"stranded": 5 * 60}
    assert (said(home.last), home.last_possible) == ("B 20:00 -low 2-> A 20:40", None)


def test_who_allows_what_is_unknown_is_not_warned_of_it(tmp_path: Path) -> None:
    home = home_of(persons(tmp_path), 95, person=rider(policy=Policy.ALLOW))
    assert said(home.back) == said(home.last) == "B 21:00 -odd 2-> A 21:30"
    assert home.warnings == ()


def test_a_persons_last_way_may_be_only_possible(tmp_path: Path) -> None:
    planner = with_trips(planner_of(tmp_path, THERE_AND_BACK), out=1)
    home = home_of(planner, 60, person=rider())
    assert warned(home) == {"only_possible": None}
    assert said(home.last) == "B 22:00 -back 3-> A 22:30"
    assert home.last_possible is None


# ------------------------------------------------------------------------------- laws


Trips = list[tuple[int, int]]  # minutes of the service day, each ends after it starts


DAY = 24 * 60


@dataclass(frozen=True)
class Way:
    """Minutes count from Monday 0:00; rides are (service day, departure)."""

    departure: int
    arrival: int
    rides: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Evening:
    """Two ways home, direct and with a change, from 18:00 into the night."""

    direct: Trips  # B to A
    near: Trips  # B to C
    far: Trips  # C to A

    def timetable(self) -> str:
        blocks = ["out A B\n 1 18:00 18:30"]
        lines = (
            ("direct B A", self.direct),
            ("near B C", self.near),
            ("far C A", self.far),
        )
        for heading, trips in lines:
            rows = [f" {n} {clock(a)} {clock(b)}" for n, (a, b) in enumerate(trips)]
            blocks.append("\n".join([heading, *rows]))
        return "\n\n".join(blocks)

    def ways(self) -> list[Way]:
        """Return all ways home on three days of service, Monday's first."""
        direct, near, far = (
            [(n, a + n * DAY, b + n * DAY) for n in range(3) for a, b in trips]
            for trips in (self.direct, self.near, self.far)
        )
        ways = [Way(a, b, ((n, a),)) for n, a, b in direct]
        ways += [
            Way(a, d, ((n, a), (m, c)))
            for n, a, b in near
            for m, c, d in far
            if b <= c and d - a <= DAY
        ]
        return ways


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def trips() -> st.SearchStrategy[Trips]:
    long = st.integers(1, 90)
    start = st.integers(18 * 60, 28 * 60 + 59)
    one = st.tuples(start, long).map(lambda pair: (pair[0], sum(pair)))
    return st.lists(one, min_size=1, max_size=4, unique=True)


EVENINGS = st.builds(Evening, trips(), trips(), trips())


@settings(max_examples=100, deadline=None)
@given(EVENINGS, st.integers(0, 9 * 60))
def test_the_last_way_is_the_last(
    tmp_path_factory: pytest.TempPathFactory, evening: Evening, minutes: int
) -> None:
    planner = planner_of(tmp_path_factory.mktemp("town"), evening.timetable())
    home = home_of(planner, minutes)
    leave = DAY + 18 * 60 + 30 + minutes  # there at 18:30 on Tuesday
    morning, night = DAY + 3 * 60, 2 * DAY + 3 * 60
    if leave >= night:
        return
    ways = evening.ways()
    tuesdays = [
        way.departure
        for way in ways
        if morning <= way.departure <= night + 2 * 60
        and all(day == 1 or departure < night for day, departure in way.rides)
    ]
    assert (home.last and told(home.last.departure)) == max(tuesdays, default=None)
    left = [departure for departure in tuesdays if departure >= leave]
    assert (home.warned(HomeWarning.STRANDED) is None) == bool(left)
    later = [
        way.arrival
        for way in ways
        if way.departure >= leave and way.arrival <= leave + DAY
    ]
    assert (home.back and told(home.back.arrival)) == min(later, default=None)


def told(moment: datetime) -> int:
    monday = TUESDAY - timedelta(days=1)
    return int((moment.replace(tzinfo=None) - monday).total_seconds()) // 60


@settings(max_examples=30, deadline=None)
@given(EVENINGS, st.integers(0, 400), st.integers(1, 60))
def test_staying_longer_never_helps(
    tmp_path_factory: pytest.TempPathFactory, evening: Evening, minutes: int, more: int
) -> None:
    planner = planner_of(tmp_path_factory.mktemp("town"), evening.timetable())
    short, long = home_of(planner, minutes), home_of(planner, minutes + more)
    if service_day(short.leave) != service_day(long.leave):
        return
    assert said(short.last) == said(long.last)
    if short.warned(HomeWarning.STRANDED):
        assert long.warned(HomeWarning.STRANDED)
    if short.back and long.back:
        assert short.back.arrival <= long.back.arrival
