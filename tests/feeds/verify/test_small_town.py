"""A town of a few stops: right answers pass, and each wrong one has its one fault."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maas_feeds.verify import RULES, Verdict, Verifier

from .answers import Json, Writer, write_feed

# One minute of latitude is 1,852 m; a thousandth of a degree 111 m.
POSITIONS = {
    "A": (50.00, 8.0),
    "B": (50.02, 8.0),
    "C": (50.04, 8.0),
    "D": (50.06, 8.0),
    "S": (50.08, 8.0),
    "S1": (50.08, 8.0),
    "S2": (50.081, 8.0),
    "E": (50.10, 8.0),
    "@home": (49.999, 8.0),
    "@work": (50.061, 8.0),
}

TUESDAY = date(2026, 3, 10)


def town(folder: Path, transfers: str = "") -> Path:
    stops = "\n".join(
        f"{stop}, {stop}, {lat}, {lon}, {int(stop == 'S')},"
        f" {'S' if stop in ('S1', 'S2') else ''}"
        for stop, (lat, lon) in POSITIONS.items()
        if stop[0] != "@"
    )
    return write_feed(
        folder,
        agency="""
            agency_id, agency_name, agency_url, agency_timezone
            1, Town, https://example.org, Europe/Berlin
        """,
        stops=f"""
            stop_id, stop_name, stop_lat, stop_lon, location_type, parent_station
            {stops}
        """,
        routes="""
            route_id, agency_id, route_short_name, route_long_name, route_type
            red, 1, red, , 3
            blue, 1, blue, , 3
        """,
        calendar="""
            service_id, monday, tuesday, wednesday, thursday, friday, saturday, sunday,\
 start_date, end_date
            week, 1, 1, 1, 1, 1, 0, 0, 20260101, 20261231
        """,
        calendar_dates="""
            service_id, date, exception_type
            week, 20260311, 2
            feast, 20260310, 1
        """,
        trips="""
            route_id, service_id, trip_id, block_id
            red, week, red_1,
            red, week, night,
            red, week, every,
            blue, week, blue_1,
            blue, feast, blue_2,
            blue, never, blue_3,
            red, week, go, block
            blue, week, on, block
        """,
        stop_times="""
            trip_id, arrival_time, departure_time, stop_id, stop_sequence,\
 pickup_type, drop_off_type
            red_1, 8:00:00, 8:00:00, A, 1, ,
            red_1, 8:10:00, 8:11:00, B, 2, 1,
            red_1, , , C, 3, , 1
            red_1, 8:31:00, 8:31:00, D, 4, ,
            night, 23:50:00, 23:50:00, A, 1, ,
            night, 24:10:30, 24:10:30, B, 2, ,
            every, 0:00:00, 0:00:00, A, 1, ,
            every, 0:05:00, 0:05:00, B, 2, ,
            blue_1, 8:33:00, 8:33:00, D, 1, ,
            blue_1, 8:40:00, 8:40:00, E, 2, ,
            blue_2, 8:36:00, 8:36:00, D, 1, ,
            blue_2, 8:42:00, 8:42:00, E, 2, ,
            blue_3, 8:37:00, 8:37:00, D, 1, ,
            blue_3, 8:41:00, 8:41:00, E, 2, ,
            go, 9:00:00, 9:00:00, A, 1, ,
            go, 9:30:00, 9:30:00, S1, 2, ,
            on, 9:32:00, 9:32:00, S2, 1, ,
            on, 9:40:00, 9:40:00, E, 2, ,
        """,
        frequencies="""
            trip_id, start_time, end_time, headway_secs
            every, 6:00:00, 7:00:00, 600
        """,
        transfers=f"""
            from_stop_id, to_stop_id, from_route_id, to_route_id, from_trip_id,\
 to_trip_id, transfer_type, min_transfer_time
            {transfers}
        """,
    )


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return town(tmp_path / "town")


@pytest.fixture
def write() -> Writer:
    return Writer("my_town", "Europe/Berlin", TUESDAY, POSITIONS)


def check(feed: Path, answer: Json) -> Verdict:
    # The id of another feed may be the beginning of this one's.
    feeds = {"my": write_feed(feed.parent / "other"), "my_town": feed}
    return Verifier(feeds, "UTC").check(answer)


def broken(feed: Path, answer: Json) -> list[tuple[int | None, int | None, str]]:
    """Where which rule is broken."""
    verdict = check(feed, answer)
    for fault in verdict.faults:
        assert fault.rule in RULES
        assert fault.rule in str(fault)
    return [(f.itinerary, f.leg, f.rule) for f in verdict.faults]


def red_and_blue(write: Writer, changed: str = "8:33", end: str = "8:40") -> Json:
    """Home, A to D, change to E. From 8:11 at B to 8:31 at D is C halfway, 8:21."""
    return write.itinerary(
        write.walk("@home 7:58", "A 8:00", distance=120.0),
        write.ride(
            "red_1",
            "8:00",
            "A 8:00, B 8:10 8:11, C 8:21, D 8:31",
            routeId="my_town_red",
        ),
        write.ride(
            "blue_1" if changed == "8:33" else "blue_2",
            changed,
            f"D {changed}, E {end}",
        ),
    )


def test_certifies_walk_ride_and_change(feed: Path, write: Writer) -> None:
    verdict = check(feed, write.answer(red_and_blue(write)))
    assert verdict.faults == ()
    assert (verdict.legs, verdict.certified) == (3, 3)
    assert verdict.good


def test_certifies_a_ride_past_midnight(feed: Path, write: Writer) -> None:
    night = write.itinerary(write.ride("night", "23:50", "A 23:50, B 24:10:30"))
    assert night["endTime"] == "2026-03-10T23:10:30Z"  # 0:10:30 in Berlin
    assert broken(feed, write.answer(night)) == []


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2026, 3, 27), "07:00"),  # a Friday in winter time, UTC + 1
        (date(2026, 3, 30), "06:00"),  # the Monday after the clocks went forward
    ],
)
def test_certifies_on_both_sides_of_the_change_of_clocks(
    feed: Path, day: date, utc: str
) -> None:
    write = Writer("my_town", "Europe/Berlin", day, POSITIONS)
    ride = write.ride("red_1", "8:00", "A 8:00, B 8:10")
    assert ride["startTime"] == f"{day}T{utc}:00Z"
    assert broken(feed, write.answer(write.itinerary(ride))) == []


def test_counts_from_noon_less_twelve_hours_where_clocks_change(
    tmp_path: Path,
) -> None:
    # On 2026-03-29 clocks skip from 2:00 to 3:00; noon less 12 h is 23:00 (UTC + 1)
    # of the day before, so that a trip at 1:00 leaves at 0:00 local, 23:00 UTC.
    feed = town(tmp_path / "town")
    sunday = (feed / "calendar_dates.txt").read_text().replace("20260310", "20260329")
    (feed / "calendar_dates.txt").write_text(sunday)
    times = (feed / "stop_times.txt").read_text()
    (feed / "stop_times.txt").write_text(times.replace("8:36:00", "1:00:00"))
    write = Writer("my_town", "Europe/Berlin", date(2026, 3, 29), POSITIONS)
    ride = write.ride("blue_2", "1:00", "D 1:00, E 8:42")
    assert ride["startTime"] == "2026-03-28T23:00:00Z"
    assert broken(feed, write.answer(write.itinerary(ride))) == []


def test_certifies_each_departure_of_a_frequency(feed: Path, write: Writer) -> None:
    rides = [
        write.itinerary(write.ride("every", at, f"A {at}, B {then}"))
        for at, then in [("6:00", "6:05"), ("6:50", "6:55")]
    ]
    assert broken(feed, write.answer(*rides)) == []


@pytest.mark.parametrize("at", ["7:00", "6:05", "0:00"])
def test_knows_no_departure_of_a_frequency_between_or_at_its_end(
    feed: Path, write: Writer, at: str
) -> None:
    ride = write.ride("every", at, f"A {at}, B {at}:59")
    assert broken(feed, write.answer(write.itinerary(ride))) == [(0, 0, "trip")]


def test_certifies_staying_seated_as_two_legs(feed: Path, write: Writer) -> None:
    go = write.ride("go", "9:00", "A 9:00, S1 9:30")
    on = write.ride("on", "9:32", "S2 9:32, E 9:40", interlineWithPreviousLeg=True)
    itinerary = write.itinerary(go, on)
    assert itinerary["transfers"] == 0
    assert broken(feed, write.answer(itinerary)) == []


@pytest.mark.parametrize("meeting", ["S1 9:30 9:32", "S1 9:30 9:30, S2 9:32 9:32"])
def test_certifies_staying_seated_as_one_leg(
    feed: Path, write: Writer, meeting: str
) -> None:
    leg = write.ride("go", "9:00", f"A 9:00, {meeting}, E 9:40")
    assert broken(feed, write.answer(write.itinerary(leg))) == []


def test_knows_no_staying_seated_where_type_5_forbids_it(
    tmp_path: Path, write: Writer
) -> None:
    feed = town(tmp_path / "town", transfers="S1, S2, , , go, on, 5,")
    leg = write.ride("go", "9:00", "A 9:00, S1 9:30 9:32, E 9:40")
    assert broken(feed, write.answer(write.itinerary(leg))) == [(0, 0, "stops")]


def test_certifies_staying_seated_by_type_4(tmp_path: Path, write: Writer) -> None:
    feed = town(tmp_path / "town", transfers=", , , , red_1, blue_1, 4,")
    red = write.ride("red_1", "8:00", "A 8:00, B 8:10 8:11, C 8:21, D 8:31")
    blue = write.ride("blue_1", "8:33", "D 8:33, E 8:40", interlineWithPreviousLeg=True)
    assert broken(feed, write.answer(write.itinerary(red, blue))) == []


def test_knows_no_staying_seated_without_a_block(feed: Path, write: Writer) -> None:
    red = write.ride("red_1", "8:00", "A 8:00, B 8:10 8:11, C 8:21, D 8:31")
    blue = write.ride("blue_1", "8:33", "D 8:33, E 8:40", interlineWithPreviousLeg=True)
    assert broken(feed, write.answer(write.itinerary(red, blue))) == [(0, 1, "seat")]


def corrupt(answer: Json, path: str, value: Any) -> Json:
    """Set one field, given as ``itineraries.0.legs.1.to.lat``; None removes it."""
    answer = deepcopy(answer)
    *steps, last = (int(s) if s.isdigit() else s for s in path.split("."))
    where: Any = answer
    for step in steps:
        where = where[step]
    if value is None:
        del where[last]
    else:
        where[last] = value
    return answer


LEG = "itineraries.0.legs"
TRIP = "20260310_08:00_my_town_red_1"


@pytest.mark.parametrize(
    ("path", "value", "leg", "rule"),
    [
        ("itineraries", None, None, "form"),
        (f"{LEG}", [], None, "form"),
        (f"{LEG}.1.tripId", None, 1, "form"),
        (f"{LEG}.1.tripId", "red_1", 1, "form"),
        (f"{LEG}.1.from", None, 1, "form"),
        (f"{LEG}.1.intermediateStops", None, 1, "form"),
        (f"{LEG}.1.intermediateStops.0.scheduledArrival", "8:10", 1, "form"),
        (f"{LEG}.0.mode", "BIKE", 0, "mode"),
        ("from.lat", 49.99, None, "ends"),
        ("to.stopId", "my_town_D", None, "ends"),
        ("requestParameters.time", "2026-03-10T08:01:00+01:00", None, "asked"),
        ("itineraries.0.duration", 60, None, "fields"),
        ("itineraries.0.transfers", 2, None, "fields"),
        ("itineraries.0.startTime", "2026-03-10T06:57:00Z", None, "fields"),
        ("itineraries.0.endTime", "2026-03-10T07:41:00Z", None, "fields"),
        (f"{LEG}.1.duration", 60, 1, "fields"),
        (f"{LEG}.2.scheduledStartTime", "2026-03-10T07:30:00Z", 2, "fields"),
        (f"{LEG}.0.from.departure", "2026-03-10T06:50:00Z", 0, "fields"),
        (f"{LEG}.1.routeId", "my_town_blue", 1, "trip"),
        (f"{LEG}.1.tripId", "20260310_08:00_my_town_green", 1, "trip"),
        (f"{LEG}.1.tripId", "20260310_08:01_my_town_red_1", 1, "trip"),
        (f"{LEG}.2.tripId", "20260310_08:37_my_town_blue_3", 2, "service"),
        (f"{LEG}.1.tripId", TRIP.replace("0310", "0308"), 1, "service"),  # Sunday
        (f"{LEG}.1.tripId", TRIP.replace("0310", "0311"), 1, "service"),  # exception
        (f"{LEG}.1.tripId", TRIP.replace("2026", "2027"), 1, "service"),  # after end
        (f"{LEG}.1.tripId", TRIP.replace("0310", "0309"), 1, "times"),
        (f"{LEG}.1.intermediateStops.0.lat", 50.03, 1, "place"),
        (f"{LEG}.1.intermediateStops", [], 1, "stops"),
        (f"{LEG}.0.distance", 1000.0, 0, "walk"),
        (f"{LEG}.0.distance", 90.0, 0, "walk"),
        (f"{LEG}.0.distance", -1.0, 0, "walk"),
        (f"{LEG}.0.steps", [{"distance": 50.0}], 0, "walk"),
        ("requestParameters.pedestrianSpeed", "0.5", 0, "walk"),
        ("requestParameters.minTransferTime", "3", 2, "transfer"),
        ("requestParameters.additionalTransferTime", "3", 2, "transfer"),
    ],
)
def test_finds_the_fault(
    feed: Path, write: Writer, path: str, value: Any, leg: int | None, rule: str
) -> None:
    answer = corrupt(write.answer(red_and_blue(write)), path, value)
    itinerary = None if path == "itineraries" else 0
    assert set(broken(feed, answer)) == {(itinerary, leg, rule)}


@pytest.mark.parametrize(
    ("calls", "rule"),
    [
        ("A 8:00, B 8:10 8:11, C 8:21, D 8:31", None),
        ("A 8:00, B 8:10 8:11, C 8:21:01, D 8:31", None),  # interpolated: to 2 s
        ("A 8:00, B 8:10 8:11, C 8:21:03, D 8:31", "times"),
        ("A 8:00, B 8:10 8:12, C 8:21, D 8:31", "times"),
        ("A 8:00, B 8:10:01 8:11, C 8:21, D 8:31", "times"),
        ("A 8:01, B 8:10 8:11, C 8:21, D 8:31", "times"),
        ("A 8:00, B 8:10 8:11, C 8:21, D 8:31:01", "times"),
        ("A 8:00, C 8:10 8:11, B 8:21, D 8:31", "stops"),
        ("A 8:00, C 8:21, D 8:31", "stops"),
        ("A 8:00, B 8:10 8:11, C 8:21, E 8:31", "stops"),
        ("B 8:11, C 8:21, D 8:31", "boarding"),
        ("A 8:00, B 8:10 8:11, C 8:21", "alighting"),
    ],
)
def test_compares_every_call(
    feed: Path, write: Writer, calls: str, rule: str | None
) -> None:
    answer = write.answer(write.itinerary(write.ride("red_1", "8:00", calls)))
    assert broken(feed, answer) == ([(0, 0, rule)] if rule else [])


@pytest.mark.parametrize("passing", ["", "C 8:21,"])
def test_a_call_where_nobody_may_board_or_alight_may_be_left_out(
    feed: Path, write: Writer, passing: str
) -> None:
    times = feed / "stop_times.txt"
    times.write_text(times.read_text().replace("red_1,,,C,3,,1", "red_1,,,C,3,1,1"))
    ride = write.ride("red_1", "8:00", f"A 8:00, B 8:10 8:11, {passing} D 8:31")
    assert broken(feed, write.answer(write.itinerary(ride))) == []


@pytest.mark.parametrize(
    ("transfers", "rule"),
    [
        ("", None),
        ("D, D, , , , , 2, 120", None),  # 8:31 to 8:33 is two minutes
        ("D, D, , , , , 2, 121", "transfer"),
        ("D, D, , , , , 3,", "transfer"),
        ("D, D, , , , , 3,\nD, D, red, , , , 2, 60", None),
        ("D, D, red, , , , 2, 60\nD, D, red, blue, , , 3,", "transfer"),
        ("D, D, red, blue, , , 3,\nD, D, , , red_1, , 2, 60", None),
        ("D, D, , , red_1, , 2, 60\nD, D, , blue, red_1, , 3,", "transfer"),
        ("D, D, , blue, red_1, , 3,\nD, D, , , red_1, blue_1, 0,", None),
        ("D, D, , , red_1, blue_2, 3,\nD, D, blue, , , , 3,", None),  # others' rows
        ("D, D, , , , , 3,\nD, D, , , , , 0,", "transfer"),  # the earlier line
        ("D, D, , , , , 0,\nD, D, , , , , 3,", None),
        ("D, D, , , red_1, blue_1, 5,\nD, D, , , , , 2, 121", "transfer"),
    ],
)
def test_obeys_the_most_specific_rule_of_changing(
    tmp_path: Path, write: Writer, transfers: str, rule: str | None
) -> None:
    feed = town(tmp_path / "town", transfers)
    answer = write.answer(red_and_blue(write))
    assert broken(feed, answer) == ([(0, 2, rule)] if rule else [])


def station_change(write: Writer, departs: str, walked: str) -> Json:
    """Walk 111 m from platform S1 to S2 and go on with `on`, not in its seat."""
    return write.itinerary(
        write.ride("go", "9:00", "A 9:00, S1 9:30"),
        write.walk("S1 9:30", f"S2 {walked}"),
        write.ride("on", departs, "S2 9:32, E 9:40"),
    )


@pytest.mark.parametrize(
    ("transfers", "broken_rules"),
    [
        ("", []),
        ("S, S, , , , , 3,", [(0, 2, "transfer")]),
        ("S, S, , , , , 3,\nS1, S2, , , , , 2, 120", []),
        ("S, S2, , , , , 2, 121\nS, S, , , , , 2, 60", [(0, 2, "transfer")]),
    ],
)
def test_a_rule_for_a_station_holds_for_its_platforms(
    tmp_path: Path,
    write: Writer,
    transfers: str,
    broken_rules: list[tuple[int, int, str]],
) -> None:
    feed = town(tmp_path / "town", transfers)
    answer = write.answer(station_change(write, "9:32", "9:31:30"))
    assert broken(feed, answer) == broken_rules


def test_nobody_runs_between_platforms_unless_the_vehicle_waits(
    tmp_path: Path, write: Writer
) -> None:
    answer = write.answer(station_change(write, "9:32", "9:30:10"))
    assert broken(town(tmp_path / "no"), answer) == [(0, 1, "walk")]
    waits = town(tmp_path / "waits", "S1, S2, , , , , 1,")
    assert broken(waits, answer) == []


def test_legs_meet_in_place(feed: Path, write: Writer) -> None:
    answer = write.answer(
        write.itinerary(
            write.ride("go", "9:00", "A 9:00, S1 9:30"),
            write.ride("on", "9:32", "S2 9:32, E 9:40"),
        )
    )
    assert broken(feed, answer) == [(0, 1, "chain")]


def test_legs_meet_in_time(feed: Path, write: Writer) -> None:
    itinerary = red_and_blue(write)
    itinerary["legs"][0] = write.walk("@home 7:58", "A 8:00:30")
    assert broken(feed, write.answer(itinerary)) == [(0, 1, "chain")]


def test_a_station_stands_for_its_platforms(feed: Path, write: Writer) -> None:
    answer = write.answer(write.itinerary(write.ride("go", "9:00", "A 9:00, S1 9:30")))
    answer["to"] = write.place("S")
    assert broken(feed, answer) == []


def test_finds_an_itinerary_that_another_dominates(feed: Path, write: Writer) -> None:
    later = red_and_blue(write, "8:36", "8:42")
    answer = write.answer(red_and_blue(write), later)
    assert broken(feed, answer) == [(1, None, "dominated")]


def test_finds_an_itinerary_twice(feed: Path, write: Writer) -> None:
    answer = write.answer(red_and_blue(write), red_and_blue(write))
    assert broken(feed, answer) == [(1, None, "dominated")]


def test_finds_an_itinerary_that_walking_dominates(feed: Path, write: Writer) -> None:
    # A to B, 2.2 km: the night bus takes 20 min 30 s.
    night = write.itinerary(write.ride("night", "23:50", "A 23:50, B 24:10:30"))
    for minutes, expected in [("30", []), ("20", [(0, None, "dominated")])]:
        on_foot = write.itinerary(write.walk("A 23:00", f"B 23:{minutes}"))
        assert broken(feed, write.answer(night, direct=[on_foot])) == expected


def test_a_single_departure_has_no_use_for_a_later_one(
    feed: Path, write: Writer
) -> None:
    # Departing at 8:00 only arrival and boardings count: one ride at 8:00 and
    # another that leaves later and arrives later are no alternatives then.
    red = write.itinerary(write.ride("every", "6:00", "A 6:00, B 6:05"))
    later = write.itinerary(write.ride("every", "6:10", "A 6:10, B 6:15"))
    assert broken(feed, write.answer(red, later)) == []
    single = write.answer(red, later, timetableView="false")
    assert broken(feed, single) == [(1, None, "dominated")]


def test_direct_walks_are_checked_too(feed: Path, write: Writer) -> None:
    answer = write.answer(direct=[write.itinerary(write.walk("A 8:00", "B 8:05"))])
    assert broken(feed, answer) == [(None, 0, "walk")]
