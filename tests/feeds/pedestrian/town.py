"""Small pedestrian networks as text, in metres: what these tests are written in.

Lines are ``node NAME X Y [field=value …]`` and ``link NAME START END [via X Y …]
[field=value …]``. Fields that a link does not give are 99, not known; ``field=``
leaves one out. The edition of 2024 has three fields more. Streets are lines of their
own: ``KIND X Y X Y … [column=value …]``, joined where they have an end in common.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import shapely

from maas.geo import ground_metres, metres_per_degree
from maas.streets.graph import EdgeKind, EdgeSource
from maas_feeds.osm.draft import Draft, blank_stretches, empty_draft
from maas_feeds.pedestrian import Network, read_network

ORIGIN = (35.70, 139.56)
NORTH, EAST = metres_per_degree(ORIGIN[0])

_2018 = {
    name: "99"
    for name in (
        "rt_struct",
        "route_type",
        "width",
        "vtcl_slope",
        "lev_diff",
        "tfc_signal",
        "tfc_s_type",
        "brail_tile",
        "elevator",
        "roof",
    )
} | {"distance": "", "direction": "1"}
_2024 = _2018 | {"rank": "XXX", "r_method": "111", "maint_date": "2025-10-17"}
FIELDS = {2018: _2018, 2024: _2024}


def place(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a spot x metres east and y metres north."""
    return ORIGIN[1] + x / EAST, ORIGIN[0] + y / NORTH


@dataclass
class Drawn:
    """The records of a text: names, fields and points in degrees."""

    nodes: list[tuple[dict[str, str], tuple[float, float]]] = field(
        default_factory=list
    )
    links: list[tuple[dict[str, str], list[tuple[float, float]]]] = field(
        default_factory=list
    )


def draw(text: str, edition: int = 2024) -> Drawn:
    """Read a text."""
    drawn, at = Drawn(), {}
    for line in filter(None, map(str.strip, text.splitlines())):
        kind, name, *words = line.split()
        bare = [word for word in words if "=" not in word]
        said = dict(word.split("=", 1) for word in words if "=" in word)
        if kind == "node":
            at[name] = place(float(bare[0]), float(bare[1]))
            drawn.nodes.append(({"node_id": name} | said, at[name]))
            continue
        start, end, *via = bare
        numbers = [float(word) for word in via if word != "via"]
        middle = [
            place(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        ids = {"link_id": name, "start_id": start, "end_id": end}
        fields = ids | FIELDS[edition] | said
        points = [at.get(start, place(0, 0)), *middle, at.get(end, place(0, 0))]
        drawn.links.append((fields, points))
    return drawn


def write_geojson(drawn: Drawn, folder: Path, crs: str = "EPSG:6668") -> list[Path]:
    """Write link and node file; an id of "-" writes null."""
    paths = []
    for name, kind, rows in (
        ("link.geojson", "LineString", drawn.links),
        ("node.geojson", "Point", drawn.nodes),
    ):
        features = [
            {
                "type": "Feature",
                "geometry": {"type": kind, "coordinates": points},
                "properties": _numbers(fields),
            }
            for fields, points in rows
        ]
        content: dict[str, Any] = {"type": "FeatureCollection", "features": features}
        if crs:
            content["crs"] = {"type": "name", "properties": {"name": crs}}
        paths.append(folder / name)
        paths[-1].write_text(json.dumps(content), encoding="utf-8")
    return paths


def write_csv(drawn: Drawn, folder: Path, encoding: str = "utf-8") -> list[Path]:
    """Write link and node file as the specification has them: links without lines."""
    nodes = [
        fields | {"lon": repr(lon), "lat": repr(lat)}
        for fields, (lon, lat) in drawn.nodes
    ]
    paths = []
    for name, rows in (
        ("link.csv", [fields for fields, _ in drawn.links]),
        ("node.csv", nodes),
    ):
        paths.append(folder / name)
        names = list(dict.fromkeys(key for row in rows for key in row))
        with paths[-1].open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows)
    return paths


def write_shapefile(drawn: Drawn, folder: Path, epsg: int | None) -> list[Path]:
    """Write link and node file in a coordinate system; None: without a .prj."""
    paths = []
    for name, rows, shape in (
        ("link.shp", drawn.links, shapely.LineString),
        ("node.shp", drawn.nodes, shapely.Point),
    ):
        frame = geopandas.GeoDataFrame(
            [_numbers(fields) for fields, _ in rows],
            geometry=[shape(points) for _, points in rows],
            crs=6668,
        )
        frame = frame.to_crs(epsg) if epsg else frame.set_crs(None, allow_override=True)
        paths.append(folder / name)
        frame.to_file(paths[-1])
    return paths


def _numbers(fields: Mapping[str, str]) -> dict[str, Any]:
    """Codes as numbers, as real files have them."""
    return {
        name: int(value)
        if value.isdigit() and not name.endswith("_id") and name != "no_serv_d"
        else value or None
        for name, value in fields.items()
    }


def network(
    text: str, folder: Path, edition: int = 2024, *, nodes: bool = True
) -> Network:
    """Read a text by way of GeoJSON."""
    link_file, node_file = write_geojson(draw(text, edition), folder)
    return read_network(link_file, node_file if nodes else None, None)


def link(fields: str, folder: Path, edition: int = 2024, ends: str = "") -> Network:
    """A network of one link of 10 m; ``ends`` are fields of both its nodes."""
    text = f"node a 0 0 {ends}\nnode b 10 0 {ends}\nlink l a b {fields}"
    return network(text, folder, edition)


def value(drawn: Network | Draft, name: str, row: int = 0) -> Any:
    """An attribute of a stretch."""
    draft = drawn.draft if isinstance(drawn, Network) else drawn
    return draft[name][row].item()


def streets(text: str) -> Draft:
    """Streets as OSM would give them; ``levels=L,L`` are those of both their ends."""
    draft, row_of = empty_draft(), {}
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines()))):
        kind, *words = line.split()
        bare = [float(word) for word in words if "=" not in word]
        said = dict(word.split("=", 1) for word in words if "=" in word)
        levels = [float(level) for level in said.pop("levels", "nan,nan").split(",")]
        spots = list(zip(bare[::2], bare[1::2], strict=True))
        lon, lat = np.array([place(x, y) for x, y in spots]).T
        ends = []
        for at, level in zip((0, -1), levels, strict=True):
            if spots[at] not in row_of:
                (row_of[spots[at]],) = draft.add_nodes(
                    lat[[at]],
                    lon[[at]],
                    np.array([level], dtype=np.float32),
                    np.array([1 + len(row_of)]),
                )
            ends.append(row_of[spots[at]])
        one = blank_stretches(1)
        metres = ground_metres(lat[:-1], lon[:-1], lat[1:], lon[1:]).sum()
        columns: dict[str, Any] = {
            "kind": EdgeKind[kind],
            "source": EdgeSource.OSM,
            "osm_way": number + 1,
            "tail": ends[0],
            "head": ends[1],
            "metres": metres,
        }
        for name, value in (columns | said).items():
            one[name][0] = float(value)
        draft.append(one, np.array([0, len(spots)]), lat, lon)
    return draft


def lines(draft: Draft) -> list[str]:
    """Stretches as text, sorted: kind, and both ends in whole metres."""
    found = []
    for row in range(len(draft)):
        ends = [
            (
                round((draft.node_lon[node] - ORIGIN[1]) * EAST),
                round((draft.node_lat[node] - ORIGIN[0]) * NORTH),
            )
            for node in (draft["tail"][row], draft["head"][row])
        ]
        spots = " ".join(f"{x},{y}" for x, y in ends)
        found.append(f"{EdgeKind(draft['kind'][row]).name} {spots}")
    return sorted(found)


def stretch(draft: Draft, line: str) -> int:
    """The row of the one stretch with such a line."""
    (row,) = [row for row in range(len(draft)) if lines(_only(draft, row)) == [line]]
    return row


def _only(draft: Draft, row: int) -> Draft:
    only = empty_draft()
    only.node_lat, only.node_lon = draft.node_lat, draft.node_lon
    only.stretches = {name: column[[row]] for name, column in draft.stretches.items()}
    only.shape_at = np.array([0, 0])
    return only
