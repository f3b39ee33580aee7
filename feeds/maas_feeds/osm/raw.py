"""Read one OSM file into flat tables of what walking may need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import osmium

from maas.columns import F64, I32, I64
from maas.errors import FeedError

Tags = dict[str, str]

WAY_KEYS = ("highway", "railway", "public_transport", "indoor", "conveying")
"""Ways with none of these keys are never walked on."""

POINT_KEYS = (
    "highway",
    "barrier",
    "kerb",
    "kerb:height",
    "crossing",
    "crossing:island",
    "entrance",
    "railway",
    "tactile_paving",
    "wheelchair",
    "amenity",
    "bench",
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
    way_id: I64
    way_tags: list[Tags]
    way_at: I32
    way_ref: I64
    areas: list[Area]


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """A multipolygon of a relation: rings of node ids, closed."""

    relation_id: int
    tags: Tags
    outer: list[list[int]]
    inner: list[list[int]]


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
    ways: dict[int, tuple[Tags, I64]] = {}
    points: dict[int, Tags] = {}
    places: dict[int, tuple[float, float]] = {}
    areas: dict[int, Area] = {}
    for part in parts:
        for way, (way_id, tags) in enumerate(
            zip(part.way_id.tolist(), part.way_tags, strict=True)
        ):
            refs = part.way_ref[part.way_at[way] : part.way_at[way + 1]]
            ways.setdefault(way_id, (tags, refs))
        points |= part.points
        places |= part.point_place
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
        np.array(list(ways), dtype=np.int64),
        [tags for tags, _ in ways.values()],
        _offsets(len(refs) for _, refs in ways.values()),
        np.concatenate([_EMPTY, *(refs for _, refs in ways.values())]),
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
        self.way_id: list[int] = []
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
        self.points[node.id] = dict(node.tags)
        self.point_place[node.id] = (node.lat, node.lon)

    def take_way(self, way: Any) -> None:
        tags = dict(way.tags)
        if not any(key in tags for key in WAY_KEYS):
            return
        self.way_id.append(way.id)
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
        self.areas.append(Area(area.orig_id(), tags, outer, inner))

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
            np.array(self.way_id, dtype=np.int64),
            self.way_tags,
            _offsets(self.way_size),
            way_ref,
            self.areas,
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
