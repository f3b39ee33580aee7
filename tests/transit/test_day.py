"""The trips of a day, as the search sees them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from maas.transit.day import ALIGHT, BOARD, Allowed, Day, DayBuilder, day_start, today
from maas.units import UNREACHED
from tests.text import seconds

from .cities import built

TOKYO = ZoneInfo("Asia/Tokyo")
BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = date(2026, 3, 10).toordinal()
HOUR = 3600

RED = """
    red    A     B           C
     1     8:00  8:10/8:12   8:20
     2     23:50 24:10/24:20 25:00
"""


class Town:
    """A timetable and its days."""

    def __init__(
        self, folder: Path, timetable: str, zone: ZoneInfo = TOKYO, **said: Any
    ) -> None:
        self.timetable, self.trip_ids = built(folder, timetable, **said)
        self.days = DayBuilder(self.timetable, zone)

    def runs(self, day: Day) -> dict[tuple[str, date], list[tuple[int, int]]]:
        """Arrivals and departures by trip and service day."""
        found = {}
        for line in range(len(day.line_pattern)):
            trips = slice(int(day.trip_at[line]), int(day.trip_at[line + 1]))
            events = slice(int(day.time_at[line]), int(day.time_at[line + 1]))
            shape = -1, trips.stop - trips.start
            calls = zip(
                day.arrivals[events].reshape(shape).T.tolist(),
                day.departures[events].reshape(shape).T.tolist(),
                strict=True,
            )
            for row, (arrivals, departures) in zip(
                day.trip_row[trips], calls, strict=True
            ):
                key = self.trip_ids[row], date.fromordinal(int(day.line_day[line]))
                found[key] = list(zip(arrivals, departures, strict=True))
        return found

    def follows(self, day: Day) -> set[tuple[str, str]]:
        """Trips, and those that their vehicles go on as."""
        names = [self.trip_ids[row] for row in day.trip_row]
        return {
            (names[trip], names[after])
            for trip in range(len(names))
            for after in day.follow_trip[day.follow_at[trip] : day.follow_at[trip + 1]]
        }


def test_a_day_begins_at_noon_less_twelve_hours() -> None:
    assert day_start(TUESDAY, TOKYO) == at("2026-03-10T00:00+09:00")
    # Clocks go from 2:00 to 3:00: midnight would be an hour later.
    spring = date(2026, 3, 29).toordinal()
    assert day_start(spring, BERLIN) == at("2026-03-28T23:00+01:00")
    assert day_start(spring + 1, BERLIN) == at("2026-03-30T00:00+02:00")
    # Clocks go from 3:00 back to 2:00.
    autumn = date(2026, 10, 25).toordinal()
    assert day_start(autumn, BERLIN) == at("2026-10-25T01:00+02:00")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-28T22:59:59+01:00", "2026-03-28"),
        ("2026-03-28T23:00+01:00", "2026-03-29"),  # an hour early
        ("2026-10-25T00:59:59+02:00", "2026-10-24"),  # an hour late
        ("2026-10-25T01:00+02:00", "2026-10-25"),
    ],
)
def test_today_is_the_service_day_that_has_begun(moment: str, day: str) -> None:
    assert today(at(moment), BERLIN) == date.fromisoformat(day).toordinal()


def at(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def test_last_nights_trips_still_run_this_morning(tmp_path: Path) -> None:
    town = Town(tmp_path, RED)
    runs = town.runs(town.days.forward(TUESDAY, 0))
    # Monday's second trip, 24 hours earlier; its first is over.
    assert set(runs) == {
        ("red 1", date(2026, 3, 10)),
        ("red 2", date(2026, 3, 10)),
        ("red 2", date(2026, 3, 9)),
    }
    minutes = [(a // 60, d // 60) for a, d in runs["red 2", date(2026, 3, 9)]]
    assert minutes == [(-10, -10), (10, 20), (60, 60)]


def test_days_after_the_base_day_are_the_far_lines(tmp_path: Path) -> None:
    town = Town(tmp_path, RED)
    day = town.days.forward(TUESDAY, 1)
    runs = town.runs(day)
    assert runs["red 1", date(2026, 3, 11)][0] == (seconds("32:00"), seconds("32:00"))
    assert set(day.line_day[day.near_lines :].tolist()) == {TUESDAY + 1}
    assert TUESDAY + 1 not in day.line_day[: day.near_lines]
    assert day.far_from == seconds("32:00")


def test_no_far_lines_are_never_reached(tmp_path: Path) -> None:
    town = Town(tmp_path, RED)
    day = town.days.forward(TUESDAY, 0)
    assert (day.near_lines, day.far_from) == (len(day.line_pattern), UNREACHED)


def test_only_services_of_the_day_run(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10  service=feast
         2     9:00  9:10
        """,
        services={"feast": "2026-03-10"},
    )
    assert set(town.runs(town.days.alone(TUESDAY))) == {
        ("red 1", date(2026, 3, 10)),
        ("red 2", date(2026, 3, 10)),
    }
    assert set(town.runs(town.days.alone(TUESDAY + 1))) == {
        ("red 2", date(2026, 3, 11))
    }
    assert not town.runs(town.days.alone(TUESDAY + 30)), "after the calendar's end"


def test_barred_patterns_do_not_run(tmp_path: Path) -> None:
    town = Town(tmp_path, RED)
    nothing = Allowed(
        np.zeros(town.timetable.row_count, dtype=np.uint8),
        np.ones(town.timetable.stop_count, dtype=np.uint8),
    )
    assert not town.runs(town.days.forward(TUESDAY, 1, nothing))


def test_trips_of_the_day_the_clocks_change_are_counted_from_noon(
    tmp_path: Path,
) -> None:
    spring = date(2026, 3, 29)
    services = {"night": "2026-03-28 2026-03-29 2026-03-30"}
    town = Town(
        tmp_path,
        """
        red    A     B
         1     1:00  4:00   service=night
        """,
        zone=BERLIN,
        services=services,
        timezone="Europe/Berlin",
    )
    runs = town.runs(town.days.forward(spring.toordinal(), 1))
    assert runs["red 1", spring] == [(HOUR, HOUR), (4 * HOUR, 4 * HOUR)]
    # From one noon to the next are 24 hours again.
    assert runs["red 1", date(2026, 3, 30)][0][1] == 25 * HOUR
    day = town.days.forward(spring.toordinal() - 1, 1)
    # From Saturday's noon to Sunday's are 23 hours.
    assert town.runs(day)["red 1", spring][0][1] == 24 * HOUR


def test_a_backward_day_is_the_forward_one_read_from_its_end(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        red    A     B           C      D
         1     8:00  8:10/8:12   8:20   8:30
         2     8:30  8:40/8:45   8:50   9:00
         3     9:00  u9:10       s9:20  9:30
         4     23:50 24:10/24:20 25:00  25:10
        """,
    )
    forward, backward = town.days.forward(TUESDAY, 0), town.days.backward(TUESDAY, 0)
    there, back = town.runs(forward), town.runs(backward)
    for key in set(there) & set(back):
        mirrored = [(-departure, -arrival) for arrival, departure in there[key][::-1]]
        assert back[key] == mirrored
    assert {key for key in there if key[1] == date(2026, 3, 10)} <= set(back)
    pattern = {p: line for line, p in enumerate(forward.line_pattern.tolist())}
    for line, p in enumerate(backward.line_pattern.tolist()):
        ahead = positions(forward, pattern[p])
        for (stop, flags), (back_stop, back_flags) in zip(
            ahead, positions(backward, line)[::-1], strict=True
        ):
            assert stop == back_stop
            assert bool(flags & BOARD) == bool(back_flags & ALIGHT)
            assert bool(flags & ALIGHT) == bool(back_flags & BOARD)
    for line in range(len(backward.line_pattern)):
        first = backward.time_at[line]
        n = backward.trip_at[line + 1] - backward.trip_at[line]
        assert (np.diff(backward.departures[first : first + n]) >= 0).all()


def positions(day: Day, line: int) -> list[tuple[int, int]]:
    part = slice(int(day.line_at[line]), int(day.line_at[line + 1]))
    return list(zip(day.stop[part].tolist(), day.flags[part].tolist(), strict=True))


BLOCK = """
    red    A     B
     1     8:00  8:10  block=b
     2     8:40  8:50  block=b

    blue   B     A
     1     8:15  8:30  block=b
     2     8:55  9:00  block=b
"""


def test_a_vehicle_goes_on_with_the_next_trip_of_its_block(tmp_path: Path) -> None:
    town = Town(tmp_path, BLOCK)
    ahead = {("red 1", "blue 1"), ("blue 1", "red 2"), ("red 2", "blue 2")}
    assert town.follows(town.days.alone(TUESDAY)) == ahead
    back = town.follows(town.days.backward(TUESDAY, 0))
    assert back == {(after, trip) for trip, after in ahead}


def test_a_vehicle_skips_what_does_not_run_that_day(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        """
        red    A     B
         1     8:00  8:10  block=b

        blue   B     A
         1     8:15  8:30  block=b service=feast
         2     8:55  9:00  block=b
        """,
        services={"feast": "2026-03-10"},
    )
    assert town.follows(town.days.alone(TUESDAY)) == {
        ("red 1", "blue 1"),
        # blue 2 starts at B, where blue 1 does not end.
    }
    assert town.follows(town.days.alone(TUESDAY + 1)) == {("red 1", "blue 2")}


@pytest.mark.parametrize(
    ("start", "stations", "followed"),
    [
        ("B 8:15", "", True),
        ("B 8:10", "", True),
        ("B 8:09", "", False),
        ("C 8:15", "", False),
        ("C 8:15", "S: B C", True),
        ("C 8:15", "S: B, T: C", False),
    ],
)
def test_it_goes_on_from_where_and_when_it_ended(
    tmp_path: Path, start: str, stations: str, followed: bool
) -> None:
    stop, time = start.split()
    town = Town(
        tmp_path,
        f"""
        red    A     B
         1     8:00  8:10  block=b

        blue   {stop}   D
         1     {time}   8:30  block=b
        """,
        stations=stations,
    )
    expected = {("red 1", "blue 1")} if followed else set()
    assert town.follows(town.days.alone(TUESDAY)) == expected


def test_transfers_join_and_part_vehicles(tmp_path: Path) -> None:
    town = Town(
        tmp_path,
        BLOCK
        + """
    green  C     D
     1     8:10  8:20
     2     8:09  8:20
""",
        transfers="""
        * * 4 from=red/1 to=green/1
        * * 4 from=red/1 to=green/2
        * * 5 from=red/1 to=blue/1
        """,
    )
    assert town.follows(town.days.alone(TUESDAY)) == {
        ("red 1", "green 1"),  # not green 2: it leaves too early
        ("blue 1", "red 2"),
        ("red 2", "blue 2"),
    }
