"""Read one OSM file into flat tables of what walking may need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import osmium

from maas.columns import F64, I32, I64
from maas.errors import FeedError

Tags = dict[str, str]

WAY_KEYS = ("highway", "railway", "public_transport", "indoor", "conveying")
"""Ways with none of these keys are never walked on."""

FURNITURE: Final = ("bench", "shelter", "toilets")
"""amenity=* of ways that are kept for what they are, not for walking."""

POINT_KEYS = (
    "highway",
    "barrier",
    "kerb",
    "kerb:height",
    "kerb:left",
    "kerb:right",
    "kerb:both",
    "crossing",
    "crossing:island",
    "traffic_calming",
    "entrance",
    "railway",
    "tactile_paving",
    "wheelchair",
    "amenity",
    "bench",
    "shelter",
    "level",
    "ele",
    "traffic_signals:sound",
    "traffic_signals:vibration",
)
"""Nodes with none of these keys are mere points of a line."""

AREA_TAGS = (
    ("highway", "pedestrian"),
    ("highway", "footway"),
    ("highway", "platform"),
    ("highway", "corridor"),
    ("railway", "platform"),
    ("public_transport", "platform"),
    ("indoor", "corridor"),
)
"""Multipolygons that are walked on."""

_DAY: Final = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$")

_NO_PLACE = 2_147_483_647


@dataclass(frozen=True, slots=True, eq=False)
class RawOsm:
    """Points, ways and areas of one or more OSM files, ids as in OSM.

    Way w runs along points ``way_ref[way_at[w]:way_at[w + 1]]``; a point that the
    file does not hold, or whose position is impossible, is not in ``node_id``.
    """

    node_id: I64  # sorted
    node_lat: F64
    node_lon: F64
    points: dict[int, Tags]  # tags of nodes that have any of POINT_KEYS
    point_place: dict[int, tuple[float, float]]  # lat, lon of those
    point_day: dict[int, int]  # ordinal of the day they are of, 0 not known
    way_id: I64
    way_tags: list[Tags]
    way_at: I32
    way_ref: I64
    way_day: I32  # as point_day
    areas: list[Area]


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """A multipolygon of a relation: rings of node ids, closed."""

    relation_id: int
    tags: Tags
    outer: list[list[int]]
    inner: list[list[int]]
    day: int


def read_osm(path: Path) -> RawOsm:
    """Read an OSM file (.osm.pbf, .osm, .osm.gz).

    Raises FeedError where the file is missing, cut short or no OSM.
    """
    path = Path(path)
    if not path.is_file():
        raise FeedError(f"{path} is not there; give the path of an OSM file.")
    try:
        return _read(path)
    except (RuntimeError, ValueError, osmium.InvalidLocationError) as error:
        reason = " ".join(str(error).split())
        raise FeedError(
            f"{path} cannot be read as OpenStreetMap data ({reason}); "
            "give a whole .osm.pbf, .osm or .osm.gz file."
        ) from error


def merge(parts: Sequence[RawOsm]) -> RawOsm:
    """Put several files together; what they share is taken once."""
    if len(parts) == 1:
        return parts[0]
    ways: dict[int, tuple[Tags, I64, int]] = {}
    points: dict[int, Tags] = {}
    places: dict[int, tuple[float, float]] = {}
    days: dict[int, int] = {}
    areas: dict[int, Area] = {}
    for part in parts:
        for way, (way_id, tags) in enumerate(
            zip(part.way_id.tolist(), part.way_tags, strict=True)
        ):
            refs = part.way_ref[part.way_at[way] : part.way_at[way + 1]]
            ways.setdefault(way_id, (tags, refs, int(part.way_day[way])))
        points |= part.points
        places |= part.point_place
        days |= part.point_day
        for area in part.areas:
            areas.setdefault(area.relation_id, area)
    node_id, first = np.unique(
        np.concatenate([_EMPTY, *(part.node_id for part in parts)]), return_index=True
    )
    return RawOsm(
        node_id,
        np.concatenate([np.zeros(0), *(part.node_lat for part in parts)])[first],
        np.concatenate([np.zeros(0), *(part.node_lon for part in parts)])[first],
        points,
        places,
        days,
        np.array(list(ways), dtype=np.int64),
        [tags for tags, _, _ in ways.values()],
        _offsets(len(refs) for _, refs, _ in ways.values()),
        np.concatenate([_EMPTY, *(refs for _, refs, _ in ways.values())]),
        np.array([day for _, _, day in ways.values()], dtype=np.int32),
        list(areas.values()),
    )


_EMPTY: I64 = np.zeros(0, dtype=np.int64)


def _read(path: Path) -> RawOsm:
    reader = _Reader()
    source: Iterable[Any] = (
        osmium.FileProcessor(str(path))
        .with_locations()
        .with_areas(osmium.filter.TagFilter(*AREA_TAGS))
        .with_filter(osmium.filter.KeyFilter(*WAY_KEYS, *POINT_KEYS))
    )
    for item in source:
        if item.is_node():
            reader.take_point(item)
        elif item.is_way():
            reader.take_way(item)
        elif item.is_area() and not item.from_way():
            reader.take_area(item)
    missing = {
        ref
        for ref, x in zip(reader.refs, reader.xs, strict=True)
        if x == _NO_PLACE and ref not in reader.point_place
    }
    # A file need not list its nodes before its ways; then the positions come second.
    late = _places_of(path, missing) if missing else {}
    return reader.finish(late)


class _Reader:
    """What has been read so far."""

    def __init__(self) -> None:
        self.points: dict[int, Tags] = {}
        self.point_place: dict[int, tuple[float, float]] = {}
        self.point_day: dict[int, int] = {}
        self.way_id: list[int] = []
        self.way_day: list[int] = []
        self.way_tags: list[Tags] = []
        self.way_size: list[int] = []
        self.refs: list[int] = []
        self.xs: list[int] = []
        self.ys: list[int] = []
        self.area_refs: list[tuple[int, int, int]] = []
        self.areas: list[Area] = []

    def take_point(self, node: Any) -> None:
        if not node.location.valid():
            return
        tags = dict(node.tags)
        self.points[node.id] = tags
        self.point_place[node.id] = (node.lat, node.lon)
        self.point_day[node.id] = day_of(node, tags)

    def take_way(self, way: Any) -> None:
        tags = dict(way.tags)
        if not _is_wanted(tags):
            return
        self.way_id.append(way.id)
        self.way_day.append(day_of(way, tags))
        self.way_tags.append(tags)
        before = len(self.refs)
        for node in way.nodes:
            self.refs.append(node.ref)
            self.xs.append(node.x)
            self.ys.append(node.y)
        self.way_size.append(len(self.refs) - before)

    def take_area(self, area: Any) -> None:
        tags = dict(area.tags)
        if not any(tags.get(key) == value for key, value in AREA_TAGS):
            return
        outer, inner = [], []
        for ring in area.outer_rings():
            outer.append(self._ring(ring))
            inner += [self._ring(hole) for hole in area.inner_rings(ring)]
        day = day_of(area, tags)
        self.areas.append(Area(area.orig_id(), tags, outer, inner, day))

    def _ring(self, ring: Any) -> list[int]:
        self.area_refs += [(node.ref, node.x, node.y) for node in ring]
        return [node.ref for node in ring]

    def finish(self, late: dict[int, tuple[float, float]]) -> RawOsm:
        way_ref = np.array(self.refs, dtype=np.int64)
        more = np.array(self.area_refs, dtype=np.int64).reshape(-1, 3)
        refs = np.concatenate([way_ref, more[:, 0]])
        x = np.concatenate([np.array(self.xs, dtype=np.int64), more[:, 1]])
        y = np.concatenate([np.array(self.ys, dtype=np.int64), more[:, 2]])
        placed = (np.abs(x) <= 1_800_000_000) & (np.abs(y) <= 900_000_000)
        refs, x, y = refs[placed], x[placed], y[placed]
        if late:
            found = np.array([(r, *p) for r, p in late.items()], dtype=np.float64)
            refs = np.concatenate([refs, np.array(list(late), dtype=np.int64)])
            x = np.concatenate([x, np.rint(found[:, 2] * 1e7).astype(np.int64)])
            y = np.concatenate([y, np.rint(found[:, 1] * 1e7).astype(np.int64)])
        node_id, first = np.unique(refs, return_index=True)
        return RawOsm(
            node_id,
            y[first] / 1e7,
            x[first] / 1e7,
            self.points,
            self.point_place,
            self.point_day,
            np.array(self.way_id, dtype=np.int64),
            self.way_tags,
            _offsets(self.way_size),
            way_ref,
            np.array(self.way_day, dtype=np.int32),
            self.areas,
        )


def day_of(item: Any, tags: Tags) -> int:
    """Ordinal of the day an object was last edited or surveyed, 0 where neither is told.

    A survey's date in the tags counts where it is the later one: whoever changes a name
    has not looked at the kerb, but whoever dates a survey has looked.
    """
    edited: datetime = item.timestamp
    days = [edited.toordinal() if edited.timestamp() > 0 else 0]
    for key in ("check_date", "survey:date"):
        if found := _DAY.match(tags.get(key, "")):
            with suppress(ValueError):
                days.append(date(*map(int, found.groups("1"))).toordinal())
    return max(days)


def _is_wanted(tags: Tags) -> bool:
    return (
        any(key in tags for key in WAY_KEYS)
        or tags.get("amenity") in FURNITURE
        or tags.get("barrier") == "kerb"
    )


def _places_of(path: Path, wanted: set[int]) -> dict[int, tuple[float, float]]:
    ids = osmium.filter.IdFilter(wanted)
    source: Iterable[Any] = osmium.FileProcessor(
        str(path), osmium.osm.NODE
    ).with_filter(ids)
    return {n.id: (n.lat, n.lon) for n in source if n.location.valid()}


def _offsets(sizes: Iterable[int]) -> I32:
    counts = np.fromiter(sizes, dtype=np.int64)
    at = np.zeros(len(counts) + 1, dtype=np.int32)
    np.cumsum(counts, out=at[1:])
    return at
