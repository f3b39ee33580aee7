"""A city: everything that was built from its feeds, immutable and mapped from disk."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from . import snapshot
from .columns import I8, I16, I32, Strings
from .csr import group_by
from .errors import CityError, PlaceError
from .facts import Facts, no_facts
from .streets.graph import Streets
from .streets.walking import Walking
from .transit.tables import Agencies, Levels, Pathways, Routes, Shapes, Stops, Trips
from .transit.timetable import Timetable

_NEAR_LENGTH, _NEAR_TEXT, _NEAR_IDS = 4, 64, 5_000
"""Looking for what a wrong id may have meant takes no longer than an answer."""


@dataclass(frozen=True, slots=True, eq=False)
class CallFacts:
    """What stop_times.txt says beside times; equal for most trips, so kept once.

    Trip t has the facts ``at[f]:at[f + 1]`` of f = trip_facts[t], one per call.
    """

    trip_facts: I32
    at: I32
    sequence: I32
    pickup: I8
    drop_off: I8
    timepoint: I8
    headsign: I32  # row of headsigns, -1 the trip's own
    headsigns: Strings


@dataclass(frozen=True, slots=True, eq=False)
class Feeds:
    """Which feed each row of the joined tables is from."""

    feed_id: Strings
    stop_feed: I16
    route_feed: I16
    agency_feed: I16
    trip_feed: I16


_TABLES = {
    "feeds": Feeds,
    "stops": Stops,
    "routes": Routes,
    "agencies": Agencies,
    "trips": Trips,
    "levels": Levels,
    "pathways": Pathways,
    "shapes": Shapes,
    "call_facts": CallFacts,
    "timetable": Timetable,
    "streets": Streets,
    "walking": Walking,
    "facts": Facts,
}


@dataclass(frozen=True, eq=False)
class City:
    """A town, ready to be asked.

    Tables of all feeds are joined; an index counts through all of them. ``sources``
    names the files each feed was read from, ``kept`` the columns kept as they were.
    """

    name: str
    timezone: str
    languages: tuple[str, ...]
    bounds: tuple[float, float, float, float]  # south, west, north, east
    feeds: Feeds
    stops: Stops
    routes: Routes
    agencies: Agencies
    trips: Trips
    levels: Levels
    pathways: Pathways
    shapes: Shapes
    call_facts: CallFacts
    timetable: Timetable
    streets: Streets
    walking: Walking
    """Of somebody who walks as fast as most: ``WALK_METRES_PER_SECOND``."""
    sources: Mapping[str, str]
    facts: Facts = field(default_factory=no_facts)
    """Who says what the feeds did not know."""
    kept: Mapping[str, Strings] = field(default_factory=dict)
    notice: str = ""
    """A sentence to be shown beside every answer."""
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def open(cls, path: str | Path) -> City:
        """Map a city folder; raises ``CityError`` where it is damaged or none."""
        folder = Path(path)
        manifest = snapshot.read_manifest(folder)
        packed = snapshot.read(folder, manifest)
        try:
            tables: dict[str, Any] = {
                name: snapshot.unpack(kind, name, packed)
                for name, kind in _TABLES.items()
            }
        except KeyError as error:
            raise CityError(f"{folder} lacks {error}; build the city again") from None
        kept = {
            name.removeprefix("kept.").removesuffix(".text"): Strings(
                packed[name], packed[name.removesuffix(".text") + ".at"]
            )
            for name in packed
            if name.startswith("kept.") and name.endswith(".text")
        }
        facts = manifest["city"]
        return cls(
            name=facts["name"],
            timezone=facts["timezone"],
            languages=tuple(facts["languages"]),
            bounds=tuple(facts["bounds"]),
            sources=facts["sources"],
            kept=kept,
            notice=facts["notice"],
            manifest=manifest,
            **tables,
        )

    def save(self, path: str | Path, **facts: Any) -> None:
        """Write the city folder; ``facts`` join the manifest (JSON)."""
        packed: dict[str, Any] = {}
        for name in _TABLES:
            packed |= snapshot.pack(getattr(self, name), name)
        for name, column in self.kept.items():
            packed |= snapshot.pack_column(column, f"kept.{name}")
        city = {
            "name": self.name,
            "timezone": self.timezone,
            "languages": list(self.languages),
            "bounds": list(self.bounds),
            "sources": dict(self.sources),
            "notice": self.notice,
        }
        snapshot.write(Path(path), packed, {"city": city, **facts})

    @cached_property
    def _stop_index(self) -> dict[tuple[str, str], int]:
        feed_ids = list(self.feeds.feed_id)
        return {
            (feed_ids[feed], stop_id): stop
            for stop, (feed, stop_id) in enumerate(
                zip(self.feeds.stop_feed.tolist(), self.stops.stop_id, strict=True)
            )
        }

    def find_stop(self, feed_id: str, stop_id: str) -> int | None:
        """Return the index of a stop by its own id, None where there is none."""
        return self._stop_index.get((feed_id, stop_id))

    @cached_property
    def _trip_index(self) -> dict[tuple[str, str], int]:
        feed_ids = list(self.feeds.feed_id)
        return {
            (feed_ids[feed], trip_id): trip
            for trip, (feed, trip_id) in enumerate(
                zip(self.feeds.trip_feed.tolist(), self.trips.trip_id, strict=True)
            )
        }

    def find_trip(self, feed_id: str, trip_id: str) -> int | None:
        """Return the index of a trip by its own id, None where there is none."""
        return self._trip_index.get((feed_id, trip_id))

    @cached_property
    def pathway_index(self) -> Mapping[tuple[str, str], int]:
        """Rows of pathways by feed id and own id."""
        return pathway_index(self.feeds, self.pathways)

    def get_stop(self, feed_id: str, stop_id: str) -> int:
        """Return the index of a stop; raises ``PlaceError`` where there is none."""
        stop = self.find_stop(feed_id, stop_id)
        if stop is not None:
            return stop
        if feed_id not in self.feeds.feed_id:
            known = ", ".join(self.feeds.feed_id)
            raise PlaceError(f"{self.name} has no feed {feed_id!r}; it has {known}")
        near = self._near_stop_id(feed_id, stop_id)
        hint = f"; did you mean {near!r}?" if near else ""
        raise PlaceError(f"feed {feed_id!r} has no stop {stop_id!r}{hint}")

    def _near_stop_id(self, feed_id: str, stop_id: str) -> str | None:
        """The feed's stop id that reads most like this one, if any does."""
        wanted = stop_id.casefold()
        ids = {
            own.casefold(): own
            for feed, own in self._stop_index
            if feed == feed_id and abs(len(own) - len(stop_id)) <= _NEAR_LENGTH
        }
        if wanted in ids:
            return ids[wanted]
        if len(ids) > _NEAR_IDS or len(wanted) > _NEAR_TEXT:
            return None
        near = difflib.get_close_matches(wanted, ids, 1, cutoff=0.6)
        return ids[near[0]] if near else None

    @cached_property
    def _children(self) -> tuple[I32, I32]:
        has_parent = np.flatnonzero(self.stops.parent >= 0).astype(np.int32)
        at, order = group_by(self.stops.parent[has_parent], len(self.stops.stop_id))
        return at, has_parent[order]

    def members(self, stop: int) -> Sequence[int]:
        """Return a stop and all that belongs to it: platforms, entrances, nodes."""
        at, child = self._children
        found = [stop]
        for one in found:
            found.extend(child[at[one] : at[one + 1]].tolist())
        return found


def pathway_index(feeds: Feeds, pathways: Pathways) -> dict[tuple[str, str], int]:
    """Return rows of pathways by feed id and own id; a pathway is its first stop's."""
    feed_ids = list(feeds.feed_id)
    feed = feeds.stop_feed[pathways.from_stop].tolist()
    return {
        (feed_ids[feed[row]], pathway_id): row
        for row, pathway_id in enumerate(pathways.pathway_id)
    }
