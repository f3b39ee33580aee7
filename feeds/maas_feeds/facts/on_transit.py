"""Claims about lines and stops become the accessibility of trips and stops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from maas.city import Feeds
from maas.columns import I32
from maas.transit.tables import Agencies, Routes, Stops, Trips

from .attributes import NO, REST_BITS, YES
from .claims import AtStops, Claim, OfLines
from .on_streets import Pairs
from .settle import Statement, settle

_NONE: Final[I32] = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Transit:
    """The tables of a city that claims are about."""

    feeds: Feeds
    agencies: Agencies
    routes: Routes
    trips: Trips
    stops: Stops


@dataclass(frozen=True, slots=True)
class KnownTransit:
    """Stops and trips with what the town knows, and who says what about which."""

    stops: Stops
    trips: Trips
    stop_pairs: Pairs
    trip_pairs: Pairs
    warnings: list[str]


def know_transit(
    transit: Transit, claims: Sequence[Claim], stops_of: Sequence[I32]
) -> KnownTransit:
    """Put claims into the stops and trips; ``stops_of`` as of ``find_stops``."""
    stops, stop_pairs, warnings = _know_stops(transit.stops, claims, stops_of)
    trips, trip_pairs, more = _know_trips(transit, claims)
    return KnownTransit(stops, trips, stop_pairs, trip_pairs, warnings + more)


# ------------------------------------------------------------------------- stops


def find_stops(
    transit: Transit, claims: Sequence[Claim]
) -> tuple[list[I32], list[str]]:
    """Return the stops that each claim names, and what it names in vain."""
    stops = transit.stops
    feed_ids = list(transit.feeds.feed_id)
    by_id = {
        (feed_ids[feed], stop_id): stop
        for stop, (feed, stop_id) in enumerate(
            zip(transit.feeds.stop_feed.tolist(), stops.stop_id, strict=True)
        )
    }
    by_name: dict[str, list[int]] = defaultdict(list)
    for stop, name in enumerate(stops.name):
        by_name[name].append(stop)
    found = []
    warnings: dict[str, None] = {}
    complained: set[tuple[object, int]] = set()
    for claim in claims:
        rows: list[int] = []
        if isinstance(claim.place, AtStops):
            known = (claim.file, claim.entry) in complained
            complained.add((claim.file, claim.entry))
            for ref in claim.place.ids:
                if ref in by_id:
                    rows.append(by_id[ref])
                elif not known:
                    said = f"no feed has a stop {':'.join(ref)}; check the id."
                    warnings[f"{claim.where}: {said}"] = None
            for name in claim.place.names:
                rows += by_name.get(name, [])
                if name not in by_name and not known:
                    said = f"no stop is called {name!r}; write it as the feed does."
                    warnings[f"{claim.where}: {said}"] = None
        found.append(np.unique(np.array(rows, dtype=np.int32)))
    return found, list(warnings)


def _know_stops(
    stops: Stops, claims: Sequence[Claim], stops_of: Sequence[I32]
) -> tuple[Stops, Pairs, list[str]]:
    said: dict[str, list[Statement]] = defaultdict(list)
    for number, claim in enumerate(claims):
        if claim.section != "stop" or claim.attribute in REST_BITS:
            continue
        own = stops_of[number]
        for one in _with_boarding(claim):
            said[one.attribute] += [
                Statement(one, number, own, nearness=1),
                Statement(one, number, _members(stops, own)),
            ]
    pairs: Pairs = []
    warnings = []
    wheelchair = stops.wheelchair.copy()
    for attribute, statements in said.items():
        winner, more = settle(len(stops.stop_id), statements)
        warnings += more
        rows = np.flatnonzero(winner >= 0)
        pairs += zip(rows.tolist(), winner[rows].tolist(), strict=True)
        if attribute == "wheelchair_boarding":
            values = {s.number: s.claim.value for s in statements}
            wheelchair[rows] = [values[number] for number in winner[rows].tolist()]
    return replace(stops, wheelchair=wheelchair), sorted(set(pairs)), warnings


def _with_boarding(claim: Claim) -> Iterator[Claim]:
    """Who can board on the level or by a ramp can board in a wheelchair."""
    yield claim
    if claim.attribute in ("level_boarding", "ramp") and claim.value == YES:
        yield claim.implying("wheelchair_boarding", YES)


def _members(stops: Stops, own: I32) -> I32:
    """What belongs to stations and platforms and is not told apart by its feed.

    A child that its feed knows to be otherwise than the station (an entrance by stairs
    of an accessible station) stays as it is.
    """
    found = [_NONE]
    parents = own
    while len(parents):
        children = np.flatnonzero(np.isin(stops.parent, parents)).astype(np.int32)
        parent = stops.parent[children]
        same = stops.wheelchair[children] == stops.wheelchair[parent]
        parents = np.setdiff1d(children[same], np.concatenate(found)).astype(np.int32)
        found.append(parents)
    return np.setdiff1d(np.concatenate(found), own).astype(np.int32)


# ------------------------------------------------------------------------- lines


def _know_trips(
    transit: Transit, claims: Sequence[Claim]
) -> tuple[Trips, Pairs, list[str]]:
    lines = _Lines(transit)
    said: dict[str, list[Statement]] = defaultdict(list)
    warnings: dict[str, None] = {}
    complained: set[tuple[object, int]] = set()
    steep = _without_ramp(claims)
    for number, claim in enumerate(claims):
        if not isinstance(claim.place, OfLines):
            continue
        routes, missing = lines.find(claim.place)
        if (claim.file, claim.entry) not in complained:
            warnings |= {f"{claim.where}: {one}": None for one in missing}
        complained.add((claim.file, claim.entry))
        said[claim.attribute].append(Statement(claim, number, routes))
        boards = claim.attribute == "ramp" or (
            claim.attribute == "low_floor" and (claim.file, claim.entry) not in steep
        )
        if boards and claim.value == YES:
            implied = claim.implying("wheelchair", YES)
            said["wheelchair"].append(Statement(implied, number, routes))
    trips = transit.trips
    wheelchair = trips.wheelchair.copy()
    pairs: Pairs = []
    for attribute, statements in _explicit_first(said).items():
        winner, more = settle(len(transit.routes.route_id), statements)
        warnings |= dict.fromkeys(more)
        of_trip = winner[trips.route]
        rows = np.flatnonzero(of_trip >= 0)
        pairs += zip(rows.tolist(), of_trip[rows].tolist(), strict=True)
        if attribute == "wheelchair":
            values = {s.number: s.claim.value for s in statements}
            wheelchair[rows] = [values[number] for number in of_trip[rows].tolist()]
    return replace(trips, wheelchair=wheelchair), sorted(set(pairs)), list(warnings)


def _without_ramp(claims: Sequence[Claim]) -> set[tuple[object, int]]:
    """Entries that say there is no ramp: a low floor alone then proves nothing."""
    return {
        (claim.file, claim.entry)
        for claim in claims
        if claim.section == "line" and claim.attribute == "ramp" and claim.value == NO
    }


def _explicit_first(
    said: dict[str, list[Statement]],
) -> dict[str, list[Statement]]:
    """Within one entry, what it says of wheelchairs is before what its ramp implies."""
    explicit = {
        (s.claim.file, s.claim.entry)
        for s in said.get("wheelchair", ())
        if not s.claim.text
    }
    return {
        attribute: [
            s
            for s in statements
            if not s.claim.text or (s.claim.file, s.claim.entry) not in explicit
        ]
        for attribute, statements in said.items()
    }


class _Lines:
    """Finds the routes that a place names."""

    def __init__(self, transit: Transit) -> None:
        feed_ids = list(transit.feeds.feed_id)
        routes, agencies = transit.routes, transit.agencies
        self._by_id = {
            (feed_ids[feed], route_id): route
            for route, (feed, route_id) in enumerate(
                zip(transit.feeds.route_feed.tolist(), routes.route_id, strict=True)
            )
        }
        agency_names = list(zip(agencies.agency_id, agencies.name, strict=True))
        self._by_agency: dict[str, list[int]] = defaultdict(list)
        self._names = list(zip(routes.short_name, routes.long_name, strict=True))
        for route, agency in enumerate(routes.agency.tolist()):
            for name in set(agency_names[agency]) if agency >= 0 else ():
                self._by_agency[name].append(route)

    def find(self, place: OfLines) -> tuple[I32, list[str]]:
        rows, missing = [], []
        for ref in place.routes:
            if ref in self._by_id:
                rows.append(self._by_id[ref])
            else:
                missing.append(f"no feed has a route {':'.join(ref)}; check the id.")
        if place.agency is not None:
            of_agency = self._by_agency.get(place.agency, [])
            if not of_agency:
                missing.append(
                    f"no feed has an agency {place.agency!r}; write its name or id as "
                    f"the feed does."
                )
            elif not place.lines:
                rows += of_agency
            for line in place.lines if of_agency else ():
                named = [route for route in of_agency if line in self._names[route]]
                rows += named
                if not named:
                    missing.append(
                        f"{place.agency} has no line {line!r}; write its short or long "
                        f"name as the feed does."
                    )
        return np.unique(np.array(rows, dtype=np.int32)), missing
