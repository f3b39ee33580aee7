"""All raw feeds of a city, and ids as an answer writes them: ``FEED_ID``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from .answer import BrokenRule, Json, position
from .blanks import straight_metres
from .calls import Row
from .feed import RawFeed

SAME_PLACE_METRES = 5.0
"""Two positions of one place may differ by rounding only."""


class Feeds:
    """Feeds by id; none is read before an answer names it."""

    def __init__(self, paths: Mapping[str, Path], timezone: str) -> None:
        self._feeds = {
            feed_id: RawFeed(feed_id, path, timezone) for feed_id, path in paths.items()
        }

    def find_trip(self, tagged_id: str) -> tuple[RawFeed, str] | None:
        """The feed and trip_id of FEED_TRIP."""
        return self._find(tagged_id, lambda feed, trip_id: trip_id in feed.trips)

    def find_stop(self, tagged_id: str) -> tuple[RawFeed, str] | None:
        """The feed and stop_id of FEED_STOP."""
        return self._find(tagged_id, lambda feed, stop_id: stop_id in feed.stops)

    def find_pathway(self, text: str) -> tuple[RawFeed, Row] | None:
        """The feed and row of FEED/PATHWAY."""
        for feed_id, feed in self._feeds.items():
            own_id = text.removeprefix(f"{feed_id}/")
            if own_id != text and own_id in feed.pathways:
                return feed, feed.pathways[own_id]
        return None

    def _find(
        self, tagged_id: str, holds: Callable[[RawFeed, str], bool]
    ) -> tuple[RawFeed, str] | None:
        """Feed ids may hold underscores themselves: what counts is who has the id."""
        for feed_id, feed in self._feeds.items():
            if tagged_id.startswith(f"{feed_id}_"):
                own_id = tagged_id[len(feed_id) + 1 :]
                if holds(feed, own_id):
                    return feed, own_id
        return None

    def certify_stop(self, place: Json) -> None:
        """A place with a stopId is that stop, and lies where the feed says."""
        stop_id = place.get("stopId")
        if stop_id is None:
            return
        found = self.find_stop(str(stop_id))
        if found is None:
            raise BrokenRule("place", f"no feed of the city has a stop {stop_id!r}")
        feed, own_id = found
        stated, true = position(place), feed.place(own_id)
        if true is None or stated == true:
            return
        if (away := straight_metres(stated, true)) > SAME_PLACE_METRES:
            raise BrokenRule(
                "place", f"{stop_id} lies {away:.0f} m from where the feed says"
            )

    def is_at(self, place: Json, wanted: Json) -> bool:
        """The place is the wanted one, or part of the station wanted."""
        stop_id, wanted_id = place.get("stopId"), wanted.get("stopId")
        if stop_id is None or wanted_id is None:
            apart = straight_metres(position(place), position(wanted))
            return apart <= SAME_PLACE_METRES
        found = self.find_stop(str(stop_id))
        feed, own_id = found if found else (None, "")
        for _ in range(3):  # boarding area, platform, station
            if stop_id == wanted_id:
                return True
            if feed is None or own_id not in feed.stops:
                break
            own_id = feed.stops[own_id].parent
            stop_id = f"{feed.feed_id}_{own_id}"
        return False
