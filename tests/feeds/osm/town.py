"""Small towns as text, in metres: what the tests of the streets are written in."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy as np

from maas.geo import metres_per_degree
from maas.streets.graph import EdgeKind, Streets
from maas_feeds.osm import (
    StreetPathways,
    StreetStops,
    build_streets,
    no_pathways,
    no_stops,
)

ORIGIN = (50.0, 8.0)
NORTH, EAST = metres_per_degree(ORIGIN[0])


def place(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude of a spot x metres east and y metres north."""
    return ORIGIN[0] + y / NORTH, ORIGIN[1] + x / EAST


class Town:
    """The streets of a text, with its own names for nodes.

    Lines are ``node NAME X Y [key=value …]``, ``way NAME NAME … key=value …`` and
    ``area OUTER [- INNER] key=value …`` with rings as way numbers. A value's spaces
    are written as underscores.
    """

    def __init__(
        self,
        text: str,
        folder: Path,
        stops: StreetStops | None = None,
        pathways: StreetPathways | None = None,
        elevation: tuple[Path, ...] = (),
    ) -> None:
        self.ids: dict[str, int] = {}
        path = folder / "town.osm"
        path.write_text(self._xml(text), encoding="utf-8")
        self.streets, self.warnings = build_streets(
            [path], elevation, stops or no_stops(), pathways or no_pathways()
        )

    def _xml(self, text: str) -> str:
        parts, ways, relations = [], 0, 0
        for line in filter(None, map(str.strip, text.splitlines())):
            kind, *words = line.split()
            bare = [word for word in words if "=" not in word]
            tags = "".join(
                f"<tag k={quoteattr(k)} v={quoteattr(v.replace('_', ' '))}/>"
                if k == "name"
                else f"<tag k={quoteattr(k)} v={quoteattr(v)}/>"
                for k, v in (word.split("=", 1) for word in words if "=" in word)
            )
            if kind == "node":
                name, x, y = bare
                self.ids[name] = len(self.ids) + 1
                lat, lon = place(float(x), float(y))
                parts.append(
                    f'<node id="{self.ids[name]}" lat="{lat:.9f}" lon="{lon:.9f}">'
                    f"{tags}</node>"
                )
            elif kind == "way":
                ways += 1
                refs = "".join(
                    f'<nd ref="{self.ids.get(name, 99_999)}"/>' for name in bare
                )
                parts.append(f'<way id="{ways}">{refs}{tags}</way>')
            else:
                relations += 1
                outer, _, inner = " ".join(bare).partition("-")
                members = "".join(
                    f'<member type="way" ref="{way}" role="{role}"/>'
                    for role, rings in (("outer", outer), ("inner", inner))
                    for way in rings.split()
                )
                parts.append(
                    f'<relation id="{relations}">{members}'
                    f'<tag k="type" v="multipolygon"/>{tags}</relation>'
                )
        return f'<osm version="0.6">{"".join(parts)}</osm>'

    def node(self, name: str) -> int:
        """The node's row in the streets."""
        (row,) = np.flatnonzero(self.streets.node_osm == self.ids[name])
        return int(row)

    def edges(self, tail: str, head: str) -> list[int]:
        """All edges from one named node to another."""
        s = self.streets
        return [
            edge
            for edge in range(s.edge_count)
            if s.node_osm[s.edge_from[edge]] == self.ids[tail]
            and s.node_osm[s.edge_to[edge]] == self.ids[head]
        ]

    def get(self, tail: str, head: str, column: str) -> Any:
        """An attribute of the one edge between two named nodes."""
        (edge,) = self.edges(tail, head)
        return getattr(self.streets, column)[edge].item()

    def kind(self, tail: str, head: str) -> str:
        """The kind of the one edge between two named nodes."""
        return EdgeKind(self.get(tail, head, "kind")).name

    def walk(self, tail: int, head: int) -> float:
        """Metres of the shortest walk between two node rows, infinite if none."""
        return walk(self.streets, tail, head)


def walk(streets: Streets, tail: int, head: int) -> float:
    """Metres of the shortest walk between two nodes, infinite if there is none."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    n = streets.node_count
    best: dict[tuple[int, int], float] = {}
    for a, b, metres in zip(
        streets.edge_from.tolist(),
        streets.edge_to.tolist(),
        streets.metres.tolist(),
        strict=True,
    ):
        best[a, b] = min(metres + 1e-6, best.get((a, b), np.inf))
    ends = np.array(list(best) or np.zeros((0, 2), dtype=int))
    graph = csr_array((list(best.values()), (ends[:, 0], ends[:, 1])), (n, n))
    return float(dijkstra(graph, indices=tail)[head])


def stops_at(
    *spots: tuple[float, float],
    kind: tuple[int, ...] = (),
    parent: tuple[int, ...] = (),
    level: tuple[float, ...] = (),
) -> StreetStops:
    """Stops at x, y metres; ordinary ones without a parent unless said otherwise."""
    n = len(spots)
    places = np.array([place(x, y) for x, y in spots]).reshape(-1, 2)
    return StreetStops(
        lat=places[:, 0],
        lon=places[:, 1],
        level=np.array(level or [np.nan] * n, dtype=np.float32),
        location_type=np.array(kind or [0] * n, dtype=np.int8),
        parent=np.array(parent or [-1] * n, dtype=np.int32),
    )


def pathway(
    tail: int,
    head: int,
    mode: int,
    *,
    both: bool = True,
    metres: float = np.nan,
    seconds: int = -1,
    stairs: int = 0,
    slope: float = np.nan,
    width: float = np.nan,
) -> dict[str, float]:
    """One row of pathways.txt."""
    return {
        "from_stop": tail,
        "to_stop": head,
        "mode": mode,
        "bidirectional": both,
        "metres": metres,
        "seconds": seconds,
        "stairs": stairs,
        "max_slope": slope,
        "min_width_metres": width,
    }


def pathways(*rows: dict[str, float]) -> StreetPathways:
    """Rows as a table."""
    blank = no_pathways()
    return StreetPathways(
        **{
            name: np.array(
                [row[name] for row in rows], dtype=getattr(blank, name).dtype
            )
            for name in blank.__dataclass_fields__
        }
    )
