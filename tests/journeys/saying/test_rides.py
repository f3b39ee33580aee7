"""Rides, changes and whole itineraries in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from maas.city import City
from maas.journeys.itinerary import Itinerary, Ride
from maas.journeys.planner import Planner
from maas.journeys.request import Request, StopRef
from maas.journeys.saying import LANGUAGES, Kind, ssml, summary, tell
from maas.people.profile import Limits, Person
from tests.kernel import FEED, city_of
from tests.text import feed

from .cases import DEAF
from .ways import lines, person

# Red takes A to C by 8:20; blue leaves C at 8:26, 6 minutes later; tram E is a walk of
# 3 minutes from D.
TIMETABLE = """
    red  A  B  C
     1   8:05  8:10  8:20

    blue C  D type=1
     1   8:26  8:40

    tram E  F type=0
     1   8:50  9:02
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    folder = tmp_path_factory.mktemp("feed")
    text = feed(folder, TIMETABLE, walks="D E 3m")
    return city_of(text.folder, text.walks, timezone="Asia/Tokyo")


def way(city: City, origin: str, destination: str) -> Itinerary:
    planner = Planner(city)
    asked = Request(
        StopRef(FEED, origin), StopRef(FEED, destination), datetime(2026, 3, 10, 8)
    )
    (found,) = planner.plan(asked).itineraries
    return planner.detail(found, asked)


def told(
    city: City,
    language: str,
    someone: Person | None = None,
    ends: tuple[str, str] = ("A", "D"),
) -> list[str]:
    return lines(tell(city, way(city, *ends), someone, language))


def test_in_english(city: City) -> None:
    assert told(city, "en", ends=("A", "F")) == [
        "board: At 8:05, take the bus red from A.",
        "ride: Ride 2 stops, 15 minutes.",
        "alight: Get off at C at 8:20.",
        "change: Change here. You have 6 minutes.",
        "board: At 8:26, take the train blue from C.",
        "ride: Ride 1 stop, 14 minutes.",
        "alight: Get off at D at 8:40.",
        "depart: Go along the passage for a few metres.",
        "arrive: You have arrived at E.",
        "board: At 8:50, take the tram tram from E.",
        "ride: Ride 1 stop, 12 minutes.",
        "alight: Get off at F at 9:02.",
    ]


def test_in_japanese(city: City) -> None:
    assert told(city, "ja") == [
        "board: 8:05に「A」でバス「red」に乗ります。",
        "ride: 2つ目まで乗ります（15分）。",
        "alight: 8:20に「C」で降ります。",
        "change: ここで乗り換えます。時間は6分あります。",
        "board: 8:26に「C」で電車「blue」に乗ります。",
        "ride: 次で降ります（14分）。",
        "alight: 8:40に「D」で降ります。",
    ]


def test_in_easy_japanese(city: City) -> None:
    assert told(city, "ja-easy") == [
        "board: 「A」でバス「red」に乗ります。午前8時5分に出ます。",
        "ride: 2つ目まで乗ります。15分です。",
        "alight: 「C」で降ります。午前8時20分に着きます。",
        "change: ここで乗り換えます。6分あります。",
        "board: 「C」で電車「blue」に乗ります。午前8時26分に出ます。",
        "ride: 次で降ります。14分です。",
        "alight: 「D」で降ります。午前8時40分に着きます。",
    ]


def first_ride(city: City, **changes: object) -> Itinerary:
    ride = way(city, "A", "C").legs[0]
    assert isinstance(ride, Ride)
    return Itinerary((replace(ride, calls=tuple(ride.calls), **changes),))


def test_who_cannot_hear_is_told_the_stop_before(city: City) -> None:
    assert "Ride 2 stops, 15 minutes. The stop before yours is B." in (
        one.text for one in tell(city, first_ride(city), DEAF, "en")
    )


def test_where_to_platform_and_how_often(city: City) -> None:
    ride = first_ride(city, headsign="市役所", headway_seconds=600, mode="SUBWAY").legs[
        0
    ]
    assert isinstance(ride, Ride)
    at = ride.calls[0]
    for platform, en, ja in (
        ("2", "A, platform 2", "「A」2番線"),
        ("1b", "A, platform 1b", "「A」のホーム1b"),
    ):
        call = replace(at, point=replace(at.point, platform=platform))
        one = Itinerary((replace(ride, calls=(call, *ride.calls[1:])),))
        assert tell(city, one, None, "en")[0].text == (
            f"At 8:05, take the train red towards 市役所 from {en}. "
            "It runs about every 10 minutes."
        )
        assert tell(city, one, None, "ja")[0].text == (
            f"8:05に{ja}で電車「red」（「市役所」方面）に乗ります。"
            "約10分おきに出ています。"
        )


def test_boarding_without_a_step(city: City) -> None:
    someone = person(limits=Limits(step_free_boarding=True, staff_lead_minutes=30))
    ride = first_ride(city).legs[0]
    assert isinstance(ride, Ride)
    a, b, c = ride.calls
    able = replace(a, point=replace(a.point, wheelchair=1))
    one = Itinerary((replace(ride, calls=(able, b, c)),))
    told = tell(city, one, someone, "en")
    # Boarding is known, getting off at C and the bus are not: said once.
    assert told[0].text == (
        "Not known: whether one can board without a step (at 1 stop) and whether the "
        "vehicle takes wheelchairs (on 1 ride)."
    )
    assert told[1].text == (
        "At 8:05, take the bus red from A. One boards there without a step. "
        "Let the staff know 30 minutes before that you need help."
    )
    assert told[1].facts["step_free"] is True
    assert "Not known" not in " ".join(
        line.text for line in tell(city, one, None, "en")
    )


def test_staying_on_board(city: City) -> None:
    one = first_ride(city, stays_seated=True)
    first, *_ = tell(city, one, None, "en")
    assert (first.kind, first.text) == (
        Kind.STAY,
        "Stay on board: it goes on as the bus red.",
    )
    onwards = first_ride(city, stays_seated=True, headsign="X")
    assert tell(city, onwards, None, "ja")[0].text == (
        "乗ったまま、バス「red」（「X」方面）として進みます。"
    )


def test_a_line_without_a_name(city: City) -> None:
    one = first_ride(city, route_short_name="", route_long_name="", mode="FERRY")
    assert tell(city, one, None, "en")[0].text == "At 8:05, take the ferry from A."


@pytest.mark.parametrize("language", LANGUAGES)
def test_times_add_up_but_for_waiting(city: City, language: str) -> None:
    whole = way(city, "A", "F")
    told = tell(city, whole, None, language)
    # 8:05 to 9:02 is 57 minutes, of which 7 are waiting for the tram at E.
    assert sum(one.seconds for one in told) == 50 * 60
    assert ssml(told, language)


def test_in_one_sentence(city: City) -> None:
    assert summary(city, way(city, "A", "D"), None, "en") == (
        "8:05 to 8:40, 35 minutes, 2 vehicles."
    )
    assert summary(city, way(city, "A", "D"), None, "ja") == (
        "8:05から8:40まで、35分、乗車2回。"
    )
    assert summary(city, way(city, "A", "D"), None, "ja-easy") == (
        "午前8時5分から午前8時40分まで、35分、乗り物2回です。"
    )


def test_the_time_it_takes_is_that_of_the_clock(city: City) -> None:
    ride = first_ride(city).legs[0]
    assert isinstance(ride, Ride)
    a, b, c = ride.calls
    late = replace(c, arrival=c.arrival + timedelta(seconds=50))
    one = Itinerary((replace(ride, calls=(a, b, late)),))
    # 8:05:00 to 8:20:50 is nearer to 16 minutes, but who reads 8:20 counts 15.
    assert summary(city, one, None, "en") == "8:05 to 8:20, 15 minutes, 1 vehicle."
