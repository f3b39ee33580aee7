"""A timetable in text, and questions about it that are kept beside their answers.

All is on Tuesday 10 March 2026 in Tokyo.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from maas.city import City
from maas.journeys.choosing import earliest
from maas.journeys.itinerary import Itinerary
from maas.journeys.planner import Planner
from maas.journeys.request import Request, StopRef
from maas.people.profile import Efforts, Limits, Person, Policy, Speeds
from maas.streets.graph import Crossing
from tests.kernel import FEED, city_of
from tests.text import feed, seconds

TUESDAY = datetime(2026, 3, 10)


def planner_of(folder: Path, timetable: str, **said: Any) -> Planner:
    """``said`` as of ``tests.text.feed``; ``timezone`` is Tokyo where it is not said."""
    zone = said.setdefault("timezone", "Asia/Tokyo")
    town = feed(folder, timetable, **said)
    return Planner(city_of(town.folder, town.walks, zone))


def with_trips(planner: Planner, **wheelchair: int) -> Planner:
    """Say of routes' trips whether wheelchairs may ride: 0 unknown, 1 yes, 2 no."""
    trips = planner.city.trips
    said = [wheelchair.get(trip_id.split()[0], 0) for trip_id in trips.trip_id]
    marked = replace(trips, wheelchair=np.array(said, dtype=trips.wheelchair.dtype))
    return Planner(replace(planner.city, trips=marked))


def with_signals(planner: Planner) -> Planner:
    """Make every edge of the streets a crossing with signals."""
    city: City = planner.city
    lights = np.full_like(city.streets.crossing, Crossing.SIGNALS)
    return Planner(replace(city, streets=replace(city.streets, crossing=lights)))


def asked(origin: str, destination: str, depart: str, **limits: Any) -> Request:
    """Return the question of who leaves at a clock time, ``8:05``."""
    return Request(
        StopRef(FEED, origin),
        StopRef(FEED, destination),
        TUESDAY + timedelta(seconds=seconds(depart)),
        **limits,
    )


def first(planner: Planner, request: Request) -> Itinerary:
    """Return the journey that is there first."""
    found = earliest(planner.plan(request))
    assert found is not None
    return found


def rider(boarding_seconds: int = 0, policy: Policy = Policy.AVOID) -> Person:
    """Return somebody at 1 m/s who rides what is known to be step-free."""
    return Person(
        id="rider",
        names={"en": "rider"},
        about={"en": ""},
        speeds=Speeds(((0.0, 1.0),), boarding_seconds=boarding_seconds),
        limits=Limits(step_free_boarding=True),
        efforts=Efforts(),
        must_know=frozenset(("trip",)),
        unknown=policy,
    )
