"""A sheet of OSM nodes and ways, and how it is written as OSM XML."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

from .plane import Point, to_degrees

Tags = dict[str, str]

SOURCE = "invented for the maas sample"
STAMP = "2026-04-01T00:00:00Z"
FIRST_NODE, FIRST_WAY = 1_000_001, 2_000_001


@dataclass(slots=True)
class Sheet:
    """Nodes and ways in the order drawn; ids count up."""

    points: list[Point] = field(default_factory=list)
    node_tags: list[Tags] = field(default_factory=list)
    ways: list[tuple[list[int], Tags]] = field(default_factory=list)

    def node(self, point: Point, tags: Tags | None = None) -> int:
        """Draw a node and return its id."""
        self.points.append(point)
        self.node_tags.append({k: v for k, v in (tags or {}).items() if v})
        return FIRST_NODE + len(self.points) - 1

    def tag(self, node: int, tags: Tags) -> None:
        """Add tags to a node."""
        self.node_tags[node - FIRST_NODE].update({k: v for k, v in tags.items() if v})

    def point(self, node: int) -> Point:
        """Where a node is."""
        return self.points[node - FIRST_NODE]

    def way(self, nodes: list[int], tags: Tags) -> None:
        """Draw a way along nodes; tags without a value are not known, so not written."""
        known = {k: v for k, v in tags.items() if v}
        self.ways.append((nodes, known | {"source": SOURCE}))

    def line(self, points: list[Point], tags: Tags, closed: bool = False) -> list[int]:
        """Draw a way along new nodes and return them."""
        nodes = [self.node(p) for p in points]
        self.way([*nodes, nodes[0]] if closed else nodes, tags)
        return nodes


def write_osm(sheet: Sheet, path: Path) -> None:
    """OSM XML, gzipped, the same bytes every time."""
    text = "\n".join(_lines(sheet)) + "\n"
    path.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def _lines(sheet: Sheet) -> list[str]:
    made = f'version="1" timestamp="{STAMP}" changeset="1"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<osm version="0.6" generator="maas sample: streets invented">',
        "  <note>Invented streets of a stylised Mitaka. Not OpenStreetMap data.</note>",
    ]
    for i, (point, tags) in enumerate(
        zip(sheet.points, sheet.node_tags, strict=True), FIRST_NODE
    ):
        lat, lon = to_degrees(point)
        head = f'  <node id="{i}" {made} lat="{lat:.7f}" lon="{lon:.7f}"'
        if not tags:
            lines.append(head + "/>")
            continue
        lines += [head + ">", *_tag_lines(tags), "  </node>"]
    for i, (nodes, tags) in enumerate(sheet.ways, FIRST_WAY):
        lines.append(f'  <way id="{i}" {made}>')
        lines += [f'    <nd ref="{n}"/>' for n in nodes]
        lines += [*_tag_lines(tags), "  </way>"]
    lines.append("</osm>")
    return lines


def _tag_lines(tags: Tags) -> list[str]:
    return [
        f"    <tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in sorted(tags.items())
    ]
