"""Build a city from what its city file names."""

from __future__ import annotations

import hashlib
import time as clock
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from maas import snapshot
from maas.city import City, pathway_index
from maas.errors import CityError
from maas.streets.walking import build_walking
from maas.transit.build import build_timetable
from maas.transit.tables import Feed, Levels, Pathways, Stops

from .city_file import CityFile, read_city_file
from .facts import Transit, apply_claims, read_claims
from .gtfs import Report, read_feed
from .join import join_tables, kept_columns
from .osm import StreetPathways, StreetStops, build_streets
from .osm.spellings import read_spellings
from .pedestrian import files_of, join_networks, read_network

Tell = Callable[[str, float], None]
"""Told what is being done and how far it is, 0 to 1."""

BUILDER = 9
"""Counts changes of the builder: a city built by another one is built anew."""


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build made."""

    city: str
    rebuilt: bool
    stops: int
    routes: int
    trips: int
    patterns: int
    stop_events: int
    street_nodes: int
    street_edges: int
    first_day: str  # ISO dates: the days on which any trip runs
    last_day: str
    seconds: float
    bytes: int
    warnings: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self) | {"warnings": list(self.warnings)}


def build_city(
    city_file: Path, out: Path, *, progress: Tell | None = None, force: bool = False
) -> BuildSummary:
    """Build a city folder, unless one of the same inputs is there already.

    Raises ``CityError`` or ``FeedError`` with one sentence; then nothing was written.
    """
    started = clock.perf_counter()
    tell: Tell = progress or (lambda what, share: None)
    plan = read_city_file(city_file)
    inputs = _fingerprint(plan, tell)
    if not force and (unchanged := _unchanged(out, inputs)) is not None:
        return unchanged
    # First, so that a fault of a text written by hand is told at once.
    claims, doubts = read_claims(
        [source.path for source in plan.facts],
        [(r.path, r.confirmations_needed, r.within_days) for r in plan.reports],
    )
    networks = [
        (read_network(source.links, source.nodes, source.edition), source.mode)
        for source in plan.pedestrian
    ]
    feeds, warnings = _read_feeds(plan, tell)
    tell("joining feeds", 0.0)
    tables = join_tables(feeds)
    tell("joining feeds", 1.0)
    tell("building streets", 0.0)
    streets, said = build_streets(
        [source.path for source in plan.osm],
        [source.path for source in plan.elevation],
        _street_stops(tables["stops"], tables["levels"]),
        _street_pathways(tables["pathways"]),
        join=lambda draft: join_networks(draft, networks),
    )
    tell("building streets", 1.0)
    known = apply_claims(
        claims,
        streets,
        Transit(
            tables["feeds"],
            tables["agencies"],
            tables["routes"],
            tables["trips"],
            tables["stops"],
        ),
        pathway_index(tables["feeds"], tables["pathways"]),
        [source.path for source in plan.osm],
    )
    streets = known.streets
    tables |= {"stops": known.stops, "trips": known.trips}
    tell("walking between stops", 0.0)
    walking = build_walking(streets)
    tell("walking between stops", 1.0)
    tell("building the timetable", 0.0)
    timetable = build_timetable(feeds)
    tell("building the timetable", 1.0)
    city = City(
        name=plan.name,
        timezone=plan.timezone,
        languages=plan.languages,
        bounds=plan.bounds or _bounds(tables["stops"]),
        timetable=timetable,
        streets=streets,
        walking=walking,
        sources={source.id: str(source.path) for source in plan.gtfs},
        kept=kept_columns(feeds)
        | read_spellings([source.path for source in plan.osm], streets.names),
        notice=plan.notice,
        facts=known.facts,
        **tables,
    )
    warnings += [*said, *doubts, *known.warnings]
    warnings += _outside(plan, tables["stops"])
    tell("writing", 0.0)
    summary = BuildSummary(
        city=plan.name,
        rebuilt=True,
        stops=len(city.stops.stop_id),
        routes=len(city.routes.route_id),
        trips=len(city.trips.trip_id),
        patterns=timetable.pattern_count,
        stop_events=timetable.event_count,
        street_nodes=streets.node_count,
        street_edges=streets.edge_count,
        first_day=str(timetable.covered_days()[0]),
        last_day=str(timetable.covered_days()[1]),
        seconds=0.0,
        bytes=0,
        warnings=tuple(warnings),
    )
    city.save(
        out,
        inputs=inputs,
        osm=[str(source.path) for source in plan.osm],
        elevation=[str(source.path) for source in plan.elevation],
        summary=summary.as_dict(),
    )
    tell("writing", 1.0)
    return _measured(summary, out, clock.perf_counter() - started)


def _measured(summary: BuildSummary, out: Path, seconds: float) -> BuildSummary:
    facts = asdict(summary)
    facts["bytes"] = sum(path.stat().st_size for path in out.iterdir())
    facts["seconds"] = round(seconds, 3)
    return BuildSummary(**facts)


def _unchanged(out: Path, inputs: dict[str, str]) -> BuildSummary | None:
    """Return the summary of the city in ``out`` if it is whole and of these inputs."""
    try:
        manifest = snapshot.read_manifest(out)
        if manifest.get("inputs") != inputs:
            return None
        City.open(out)
    except CityError:
        return None
    facts = manifest["summary"]
    facts |= {"rebuilt": False, "warnings": tuple(facts["warnings"])}
    return _measured(BuildSummary(**facts), out, 0.0)


def _fingerprint(plan: CityFile, tell: Tell) -> dict[str, str]:
    """Return sha256 of all that the build depends on."""
    found = {
        "builder": f"{BUILDER}.{snapshot.FORMAT}",
        "city file": hashlib.sha256(plan.model_dump_json().encode()).hexdigest(),
    }
    sources = *plan.gtfs, *plan.osm, *plan.elevation, *plan.facts, *plan.reports
    paths = [source.path for source in sources]
    for network in plan.pedestrian:
        paths += files_of(network.links)
        paths += files_of(network.nodes) if network.nodes else []
    for number, path in enumerate(paths):
        tell("looking for changes", number / len(paths))
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        digest = hashlib.sha256()
        for file in files:
            if file.is_file():
                digest.update(str(file.relative_to(path.parent)).encode())
                with file.open("rb") as content:
                    digest.update(hashlib.file_digest(content, "sha256").digest())
        found[str(path)] = digest.hexdigest()
    tell("looking for changes", 1.0)
    return found


def _read_feeds(plan: CityFile, tell: Tell) -> tuple[list[Feed], list[str]]:
    feeds, warnings = [], []
    for number, source in enumerate(plan.gtfs):
        tell("reading timetables", number / len(plan.gtfs))
        feed, report = read_feed(source.path, source.id)
        feeds.append(feed)
        warnings += _sentences(source.id, report)
        _check_timezone(plan, feed)
    tell("reading timetables", 1.0)
    return feeds, warnings


def _check_timezone(plan: CityFile, feed: Feed) -> None:
    """Refuse a feed whose clocks are not the city's (GTFS: agency_timezone rules)."""
    services = feed.services
    months = range(0, max(services.runs.shape[1], 1), 28)
    noons = [
        datetime.combine(services.first_day + timedelta(days=day), time(12))
        for day in months
    ]
    city = ZoneInfo(plan.timezone)
    for name in sorted({zone for zone in feed.agencies.timezone if zone}):
        try:
            own = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue  # the reader has said so
        if any(noon.replace(tzinfo=own) != noon.replace(tzinfo=city) for noon in noons):
            raise CityError(
                f"the times of feed {feed.feed_id} are in {name} (agency.txt, "
                f"agency_timezone), the city's in {plan.timezone}; write timezone = "
                f'"{name}" in the city file, or leave the feed out.'
            )


def _sentences(feed_id: str, report: Report) -> list[str]:
    return [
        f"feed {feed_id}: {notice}"
        + (f" ({notice.count} of them)" * (notice.count > 1))
        for notice in report.notices
        if notice.severity != "info"
    ]


def _street_stops(stops: Stops, levels: Levels) -> StreetStops:
    level = np.full(len(stops.level), np.nan, dtype=np.float32)
    known = stops.level >= 0
    level[known] = levels.index[stops.level[known]]
    return StreetStops(stops.lat, stops.lon, level, stops.location_type, stops.parent)


def _street_pathways(pathways: Pathways) -> StreetPathways:
    return StreetPathways(
        pathways.from_stop,
        pathways.to_stop,
        pathways.mode,
        pathways.bidirectional,
        pathways.metres,
        pathways.seconds,
        pathways.stairs,
        pathways.max_slope,
        pathways.min_width_metres,
    )


def _outside(plan: CityFile, stops: Stops) -> list[str]:
    """Warn of bounds that hold no stop."""
    if plan.bounds is None:
        return []
    south, west, north, east = plan.bounds
    inside = (stops.lat >= south) & (stops.lat <= north)
    inside &= (stops.lon >= west) & (stops.lon <= east)
    if inside.any():
        return []
    return ["no stop of any feed lies within the bounds of the city file."]


def _bounds(stops: Stops) -> tuple[float, float, float, float]:
    """What the feeds cover: south, west, north, east."""
    lat = stops.lat[~np.isnan(stops.lat)]
    lon = stops.lon[~np.isnan(stops.lon)]
    if not len(lat) or not len(lon):
        raise CityError("no stop of any feed has a position: give bounds in city.toml")
    return (
        float(np.min(lat)),
        float(np.min(lon)),
        float(np.max(lat)),
        float(np.max(lon)),
    )
