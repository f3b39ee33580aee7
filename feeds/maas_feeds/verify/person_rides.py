"""Rides for somebody who boards without a step: GTFS's own words for stop and trip."""

from __future__ import annotations

from collections.abc import Iterator

from .answer import BrokenRule, Json, part, read_trip_ref, words
from .feed import RawFeed
from .feeds import Feeds
from .person import Person

YES, NO = "1", "2"


def check_person_ride(
    feeds: Feeds, leg: Json, person: Person, *, alights: bool
) -> Iterator[BrokenRule]:
    """Neither stop nor trip is closed to wheels; of a certain ride both are open.

    Who stays seated neither alights nor boards: the stop in between does not matter.
    """
    if not person.step_free_boarding:
        return
    told = part(leg, "x-accessibility")
    sources = words(told, "dataSources")
    # The town's own facts say more than the feed does.
    if "facts" in sources:
        return
    certain = told.get("status") == "certain"
    for test, what, value in _said(feeds, leg, alights):
        if value == NO:
            yield BrokenRule("step_free", f"{what} is not for wheelchairs")
        elif value != YES and certain and test in person.must_know:
            yield BrokenRule("certainty", f"{what} is not known to be for wheelchairs")


def _said(feeds: Feeds, leg: Json, alights: bool) -> Iterator[tuple[str, str, str]]:
    ends = [part(leg, "to")] if alights else []
    if not leg.get("interlineWithPreviousLeg"):
        ends.append(part(leg, "from"))
    for place in ends:
        found = feeds.find_stop(str(place.get("stopId")))
        if found is not None:
            yield "stop", f"stop {place['stopId']}", wheelchair_boarding(*found)
    trip = feeds.find_trip(read_trip_ref(leg.get("tripId")).tagged_id)
    if trip is not None:
        feed, trip_id = trip
        yield "trip", f"trip {trip_id}", feed.trips[trip_id].wheelchair


def wheelchair_boarding(feed: RawFeed, stop_id: str) -> str:
    """A blank says what the stop's station says (GTFS, wheelchair_boarding)."""
    for _ in range(3):  # boarding area, platform, station
        stop = feed.stops.get(stop_id)
        if stop is None:
            break
        if stop.wheelchair in (YES, NO):
            return stop.wheelchair
        stop_id = stop.parent
    return ""
