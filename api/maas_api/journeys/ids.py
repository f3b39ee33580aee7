"""Ids as MOTIS writes them: the feed's id, an underscore, the feed's own id."""

from __future__ import annotations

from collections.abc import Iterable

from maas.errors import PlaceError
from maas.journeys.itinerary import Ride
from maas.journeys.request import StopRef


def join_id(feed_id: str, own_id: str) -> str:
    """Join a feed's id and an id of its own.

    >>> join_id("bus", "12_3")
    'bus_12_3'
    """
    return f"{feed_id}_{own_id}"


def split_stop_id(text: str, feed_ids: Iterable[str]) -> StopRef:
    """Find feed and stop in a joined id.

    >>> split_stop_id("poa_bus_12_3", ["poa", "poa_bus"])
    StopRef(feed_id='poa_bus', stop_id='12_3')
    """
    known = sorted(feed_ids, key=len, reverse=True)
    for feed_id in known:
        if text.startswith(feed_id + "_") and len(text) > len(feed_id) + 1:
            return StopRef(feed_id, text[len(feed_id) + 1 :])
    raise PlaceError(
        f"{text!r} is neither lat,lon nor a stop id; stop ids begin with a feed's id "
        f"and '_', here {', '.join(f'{feed_id}_' for feed_id in sorted(known))}."
    )


def trip_id_of(ride: Ride) -> str:
    """Name one run of a trip: service day, first departure, feed, trip."""
    start = ride.frequency_start
    if start is None:
        start = ride.first_departure
    if start is None:
        start = _service_seconds(ride)
    hours, minutes = start // 3600, start % 3600 // 60
    run = f"{ride.service_day:%Y%m%d}_{hours:02d}:{minutes:02d}"
    return f"{run}_{join_id(ride.feed_id, ride.trip_id)}"


def _service_seconds(ride: Ride) -> int:
    """Seconds of the service day at which the ride departs."""
    departure = ride.departure
    noon = departure.replace(
        year=ride.service_day.year,
        month=ride.service_day.month,
        day=ride.service_day.day,
        hour=12,
        minute=0,
        second=0,
        microsecond=0,
        fold=0,
    )
    # Timestamps, as the clock may change between noon and the departure.
    return int(departure.timestamp() - noon.timestamp()) + 12 * 3600
