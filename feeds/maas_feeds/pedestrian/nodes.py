"""The nodes of a network: where they are, on which floor, inside or out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from maas.errors import FeedError
from maas_feeds.osm.values import NAN

from . import codes
from .faults import Faults
from .fields import code
from .files import Record, Table, read_table


@dataclass(frozen=True, slots=True)
class Node:
    """A node as its file tells it."""

    lat: float
    lon: float
    floor: float = NAN  # 0 is the ground
    place: int | None = None  # in_out


def read_nodes(path: Path) -> tuple[dict[str, Node], list[str]]:
    """Read a node file by node_id; also what is wrong with it, in sentences.

    Raises FeedError where it cannot be used at all.
    """
    table = read_table(path)
    if "node_id" not in table.names:
        raise FeedError(f"{path} has no field node_id; give a node file.")
    faults = Faults(path)
    found: dict[str, Node] = {}
    for record in table.records:
        node_id = record.get("node_id")
        who = f"node {node_id or 'without id'} (record {record.number})"
        node = _node(record, faults, who)
        if node_id is None:
            faults.add(who, "cannot be named by any link: left out")
        elif node_id in found:
            faults.add(who, "has the id of a node before it: left out")
        elif node is not None:
            found[node_id] = node
    return found, [*table.remarks, *faults.sentences()]


def _node(record: Record, faults: Faults, who: str) -> Node | None:
    place = code(record, "in_out", codes.PLACES, faults, who)
    floor = _floor(record, faults, who)
    if record.parts and len(record.parts[0]):
        lon, lat = record.parts[0][0].tolist()
        return Node(lat, lon, floor, place)
    try:
        lat, lon = float(record.get("lat") or ""), float(record.get("lon") or "")
    except ValueError:
        faults.add(who, "has no place: left out")
        return None
    if abs(lat) <= 90 and abs(lon) <= 180:
        return Node(lat, lon, floor, place)
    faults.add(who, "has lat and lon that are not on earth: left out")
    return None


def _floor(record: Record, faults: Faults, who: str) -> float:
    """Floor, called ``ordinal`` in the indoor maps of the Geospatial Information
    Authority."""
    text = record.get("floor") or record.get("ordinal")
    if text is None or text == str(codes.NOT_KNOWN):
        return NAN
    try:
        floor = float(text)
    except ValueError:
        floor = math.inf
    if abs(floor) < codes.NOT_KNOWN:
        return floor
    faults.add(who, f"has the floor {text}, which is no number: not known")
    return NAN


def missing_fields(table: Table) -> list[str]:
    """Fields without which a link file says nothing."""
    return sorted({"link_id", "start_id", "end_id"} - table.names)
