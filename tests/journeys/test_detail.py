"""What details say of a walk: streets, metres, and the line on the map."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest

from maas.journeys.itinerary import Itinerary, Walk
from maas.journeys.planner import Planner
from maas.journeys.request import At, Request
from maas.streets.walking import build_walking
from tests.feeds.osm.town import Town, place, stops_at
from tests.kernel import city_of
from tests.text import feed

# 300 m east along Main, then 400 m north along Side.
STREETS = """
    node a 0 0
    node b 300 0
    node c 300 400
    way a b highway=residential name=Main
    way b c highway=residential name=Side
"""


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory) -> Planner:
    folder = tmp_path_factory.mktemp("town")
    bus = feed(folder / "gtfs", "red A B\n 1 8:00 8:10")
    city = city_of(bus.folder, {})
    streets = Town(STREETS, folder, stops_at((5000, 0), (5000, 5000))).streets
    return Planner(replace(city, streets=streets, walking=build_walking(streets)))


def asked(*ends: tuple[float, float], speed: float | None = None) -> Request:
    origin, destination = (At(*place(x, y)) for x, y in ends)
    when = datetime(2026, 3, 10, 8)
    return Request(origin, destination, when, walk_metres_per_second=speed)


def walk(planner: Planner, request: Request, said: bool = True) -> Walk:
    """The direct walk, detailed."""
    direct = planner.plan(request).direct
    assert direct is not None
    (leg,) = planner.detail(direct, request if said else None).legs
    assert isinstance(leg, Walk)
    return leg


def test_a_walk_is_a_step_per_street(planner: Planner) -> None:
    leg = walk(planner, asked((100, 10), (300, 200)))
    # 10 m to Main, 200 m along it, 200 m along Side.
    assert [step.name for step in leg.steps] == ["Main", "Side"]
    assert [step.metres for step in leg.steps] == pytest.approx([210, 200], abs=0.5)
    assert leg.metres == pytest.approx(410, abs=0.5)
    assert not leg.straight


def test_its_line_leads_from_place_to_place_without_a_gap(planner: Planner) -> None:
    request = asked((100, 10), (300, 200))
    steps = walk(planner, request).steps
    points = [p for s in steps for p in zip(s.lats, s.lons, strict=True)]
    assert points[0] == pytest.approx(place(100, 10), abs=1e-7)
    assert points[-1] == pytest.approx(place(300, 200), abs=1e-7)
    for before, after in pairwise(steps):
        assert (before.lats[-1], before.lons[-1]) == (after.lats[0], after.lons[0])


def test_a_walk_within_one_street(planner: Planner) -> None:
    leg = walk(planner, asked((50, 0), (250, 0)))
    assert [step.name for step in leg.steps] == ["Main"]
    assert leg.metres == pytest.approx(200, abs=0.5)


def test_the_way_back_is_told_backwards(planner: Planner) -> None:
    leg = walk(planner, asked((300, 200), (100, 10)))
    assert [step.name for step in leg.steps] == ["Side", "Main"]


@pytest.mark.parametrize("speed", [0.5, 2.5])
def test_the_way_is_the_same_whatever_the_speed(planner: Planner, speed: float) -> None:
    request = asked((100, 10), (300, 200), speed=speed)
    usual = walk(planner, asked((100, 10), (300, 200)))
    for said in (True, False):
        assert walk(planner, request, said).steps == usual.steps


def test_asked_again_the_same_is_told_at_the_time_asked_for(planner: Planner) -> None:
    request = asked((100, 10), (300, 200))
    later = replace(request, time=datetime(2026, 3, 10, 9))
    first, second = walk(planner, request), walk(planner, later)
    assert first.steps == second.steps
    assert (second.departure - first.departure).total_seconds() == 3600


def test_what_only_a_rule_joins_is_a_straight_line(planner: Planner) -> None:
    itinerary = planner.plan(asked((100, 10), (300, 200))).direct
    assert itinerary is not None
    (leg,) = itinerary.legs
    assert isinstance(leg, Walk)
    far_lat, far_lon = place(5000, 5000)
    far = replace(leg.destination, lat=far_lat, lon=far_lon)
    (told,) = planner.detail(Itinerary((replace(leg, destination=far),))).legs
    assert isinstance(told, Walk)
    assert told.straight and told.steps == ()
    assert told.metres == pytest.approx((4900**2 + 4990**2) ** 0.5, rel=1e-3)
