"""Raw OpenStreetMap as the checker reads it: ways, areas, nodes and their tags.

Read with pyosmium alone. Whatever might be walked on is kept, whoever may walk there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import osmium

from maas.errors import FeedError

from .blanks import Position

Tags = dict[str, str]

_WAYS = ("highway", "railway", "public_transport", "indoor", "amenity", "shelter_type")
_NODES = (
    "highway",
    "railway",
    "public_transport",
    "barrier",
    "kerb",
    "kerb:height",
    "crossing",
    "crossing:markings",
    "crossing:signals",
    "crossing:island",
    "amenity",
    "bench",
    "shelter",
    "traffic_calming",
    "tactile_paving",
    "entrance",
    "ele",
)


@dataclass(frozen=True, slots=True)
class RawWay:
    """A way as it is drawn."""

    tags: Tags
    refs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RawArea:
    """A multipolygon relation: rings of node ids, closed."""

    tags: Tags
    rings: tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class RawStreets:
    """What the files hold, by OSM id."""

    ways: dict[int, RawWay] = field(default_factory=dict)
    areas: dict[int, RawArea] = field(default_factory=dict)
    points: dict[int, Tags] = field(default_factory=dict)
    """Tags of the nodes that have some."""
    places: dict[int, Position] = field(default_factory=dict)
    """Where nodes are: those of ways and areas, and those with tags."""
    ways_at: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The ways that each node is part of, once for each pass."""


def read_streets(paths: Sequence[Path]) -> RawStreets:
    """Read OSM files (.osm.pbf, .osm, .osm.gz); what two of them share counts once.

    Raises FeedError where a file is missing or is no OSM.
    """
    streets = RawStreets()
    for path in paths:
        if not path.is_file():
            raise FeedError(
                f"{path} is not there; give the OSM file that the city was built from."
            )
        try:
            _read(path, streets)
        except (RuntimeError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise FeedError(
                f"{path} cannot be read as OpenStreetMap data ({reason}); give the OSM"
                " file that the city was built from."
            ) from None
    for way_id, way in streets.ways.items():
        for ref in way.refs:
            streets.ways_at[ref].append(way_id)
    return streets


def _read(path: Path, streets: RawStreets) -> None:
    wanted: set[int] = set()
    for item in _items(path, osmium.osm.WAY, _WAYS):
        refs = tuple(node.ref for node in item.nodes)
        streets.ways.setdefault(item.id, RawWay(dict(item.tags), refs))
        wanted.update(refs)
    for area in _multipolygons(path):
        rings = []
        for outer in area.outer_rings():
            for ring in (outer, *area.inner_rings(outer)):
                rings.append(tuple(node.ref for node in ring))
        wanted.update(ref for ring in rings for ref in ring)
        streets.areas.setdefault(area.orig_id(), RawArea(dict(area.tags), tuple(rings)))
    for node in _items(path, osmium.osm.NODE, _NODES):
        if node.location.valid():
            streets.points.setdefault(node.id, dict(node.tags))
            streets.places.setdefault(node.id, (node.lat, node.lon))
    for way in _kerbs(path):
        own = {key: way.tags[key] for key in _OF_KERBS if key in way.tags}
        for ref in (node.ref for node in way.nodes):
            streets.points[ref] = own | streets.points.get(ref, {})
    source: Any = osmium.FileProcessor(str(path), osmium.osm.NODE)
    for node in source.with_filter(osmium.filter.IdFilter(wanted)):
        if node.location.valid():
            streets.places.setdefault(node.id, (node.lat, node.lon))


def _items(path: Path, what: Any, keys: Sequence[str]) -> Iterable[Any]:
    found: Iterable[Any] = osmium.FileProcessor(str(path), what).with_filter(
        osmium.filter.KeyFilter(*keys)
    )
    return found


_OF_KERBS = ("barrier", "kerb", "kerb:height", "tactile_paving", "wheelchair")


def _kerbs(path: Path) -> Iterable[Any]:
    """Kerbs drawn as a line: whoever crosses one meets it at its nodes."""
    found: Iterable[Any] = osmium.FileProcessor(str(path), osmium.osm.WAY).with_filter(
        osmium.filter.TagFilter(("barrier", "kerb"))
    )
    return found


def _multipolygons(path: Path) -> Iterable[Any]:
    source: Iterable[Any] = (
        osmium.FileProcessor(str(path))
        .with_areas(osmium.filter.KeyFilter(*_WAYS))
        .with_filter(osmium.filter.KeyFilter(*_WAYS))
    )
    for item in source:
        if item.is_area() and not item.from_way():
            yield item
