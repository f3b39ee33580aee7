"""Read one network, link and node file, as a draft of streets."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from maas.columns import F64, I8, I64
from maas.errors import FeedError
from maas.streets.graph import EdgeKind
from maas_feeds.osm.draft import Draft, blank_stretches, empty_draft, fact_columns
from maas_feeds.osm.hours import WEEK_SECONDS

from . import lines
from .edition import find_edition
from .faults import Faults
from .fields import number
from .files import Record, Table, read_table
from .links import Ends, Least, Link, read_link
from .nodes import Node, missing_fields, read_nodes

_ALWAYS = ((0, WEEK_SECONDS),)


@dataclass(slots=True, eq=False)
class Network:
    """A network: nodes and links as a draft that no street is joined to yet."""

    path: Path
    draft: Draft
    place: I8  # in_out of each node, 0 not known
    least: dict[str, F64]  # of each link: the columns of ``Least``
    warnings: list[str]


def read_network(links: Path, nodes: Path | None, edition: int | None) -> Network:
    """Read a network.

    Raises FeedError with one sentence where a file cannot be used at all; what is wrong
    with single records is in the network's warnings.
    """
    table = read_table(links)
    if missing := missing_fields(table):
        raise FeedError(f"{links} has no field {missing[0]}; give a link file.")
    followed = find_edition(table, edition)
    known_nodes, warnings = ({}, []) if nodes is None else read_nodes(nodes)
    faults = Faults(links)
    drawing = _Drawing(known_nodes, nodes is not None, faults)
    for record in _once_each(table, faults):
        who = _who(record)
        ends = drawing.ends(record, who)
        if ends is None:
            continue
        read = read_link(record, _ends(ends), followed, faults, who)
        if read is not None:
            drawing.put(record, read, ends, who)
    draft = drawing.draft()
    _measure_crossings(draft)
    if not len(draft):
        raise FeedError(
            f"{links} has no link that can be used; see that its nodes fit."
        )
    places = [node.place or 0 for node in drawing.found.values()]
    return Network(
        links,
        draft,
        np.array(places, dtype=np.int8),
        {
            name: np.array([getattr(link.least, name) for link in drawing.links])
            for name in Least.__dataclass_fields__
        },
        [*table.remarks, *warnings, *faults.sentences()],
    )


def _who(record: Record) -> str:
    return f"link {record.get('link_id') or 'without id'} (record {record.number})"


def _once_each(table: Table, faults: Faults) -> list[Record]:
    """Records with an id of their own; others are said."""
    seen: set[str] = set()
    kept = []
    for record in table.records:
        link_id = record.get("link_id")
        if link_id is not None and link_id in seen:
            faults.add(_who(record), "has the id of a link before it: left out")
            continue
        if link_id is not None:
            seen.add(link_id)
        kept.append(record)
    return kept


def _ends(ends: tuple[tuple[str, Node], tuple[str, Node]]) -> Ends:
    (_, start), (_, end) = ends
    return Ends((start.floor, end.floor), (start.place, end.place))


@dataclass(slots=True)
class _Drawing:
    """Links and the nodes they use, in the order they are met."""

    known: dict[str, Node]
    named: bool  # there is a node file: a node that is not in it is missing
    faults: Faults
    found: dict[str, Node] = field(default_factory=dict)
    row_of: dict[str, int] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)
    metres: list[float] = field(default_factory=list)
    shapes: list[F64] = field(default_factory=list)

    def ends(
        self, record: Record, who: str
    ) -> tuple[tuple[str, Node], tuple[str, Node]] | None:
        """Both end nodes of a link; a missing one is where the line ends."""
        line = lines.one_line(record, self.faults, who)
        ends = []
        for name, at in (("start_id", 0), ("end_id", -1)):
            node_id = record.get(name)
            if node_id is None:
                self.faults.add(who, f"has no {name}: left out")
                return None
            node = self.found.get(node_id) or self.known.get(node_id)
            if node is None:
                if line is None:
                    self.faults.add(
                        who, "has neither a line nor both of its nodes: left out"
                    )
                    return None
                if self.named:
                    self.faults.add(
                        who, f"has no node for its {name}: put where the line ends"
                    )
                lon, lat = line[at].tolist()
                node = Node(lat, lon)
            ends.append((node_id, node))
        return ends[0], ends[1]

    def put(
        self,
        record: Record,
        link: Link,
        ends: tuple[tuple[str, Node], tuple[str, Node]],
        who: str,
    ) -> None:
        (start_id, start), (end_id, end) = ends
        points = lines.one_line(record, Faults(self.faults.path), who)
        drawn = points is not None
        if points is None:
            shape = lines.straight(start, end)
            if record.parts:
                self.faults.add(who, "has a line of one point: drawn straight")
        else:
            shape = lines.turned(points, start, end, self.faults, who)
        distance = number(record, "distance", self.faults, who)
        self.metres.append(
            lines.metres(shape, drawn, distance, link.facts.kind, self.faults, who)
        )
        self.shapes.append(shape)
        self.links.append(link)
        for node_id, node in ends:
            self.found.setdefault(node_id, node)
            self.row_of.setdefault(node_id, len(self.row_of))
        self.rows.append((self.row_of[start_id], self.row_of[end_id]))

    def draft(self) -> Draft:
        """All of it as a draft."""
        draft = empty_draft()
        nodes = list(self.found.values())
        draft.add_nodes(
            np.array([node.lat for node in nodes]),
            np.array([node.lon for node in nodes]),
            np.array([node.floor for node in nodes], dtype=np.float32),
        )
        if not self.links:
            return draft
        stretches = blank_stretches(len(self.links))
        for name, column in fact_columns([link.facts for link in self.links]).items():
            stretches[name][:] = column
        stretches["tail"][:], stretches["head"][:] = np.array(self.rows).T
        stretches["metres"][:] = self.metres
        stretches["forward"][:] = [link.forward for link in self.links]
        stretches["backward"][:] = [link.backward for link in self.links]
        stretches["hours"][:] = [_hours(draft, link) for link in self.links]
        stretches["name"][:] = [
            draft.name_row(link.name) if link.name else -1 for link in self.links
        ]
        at = np.zeros(len(self.links) + 1, dtype=np.int64)
        np.cumsum([len(shape) for shape in self.shapes], out=at[1:])
        points = np.concatenate(self.shapes)
        draft.append(stretches, at, points[:, 1].copy(), points[:, 0].copy())
        return draft


def _hours(draft: Draft, link: Link) -> int:
    """Row of the link's week in the draft's, -1 always open, -2 not known."""
    if link.week is None:
        return -2
    if link.week == _ALWAYS:
        return -1
    if link.week not in draft.weeks:
        draft.weeks.append(link.week)
    return draft.weeks.index(link.week)


def _measure_crossings(draft: Draft) -> None:
    """A crossing drawn in pieces is as long as all of them.

    Pieces belong together where two crossings meet and nothing else does: whether
    there is an island the network does not say.
    """
    rows = np.flatnonzero(draft["kind"] == EdgeKind.CROSSING)
    if not len(rows):
        return
    count = len(draft.node_lat)
    ends = np.concatenate([draft["tail"], draft["head"]])
    crossing_ends = np.concatenate([draft["tail"][rows], draft["head"][rows]])
    between = np.bincount(ends, minlength=count) == 2
    between &= np.bincount(crossing_ends, minlength=count) == 2
    # Pieces and the nodes between them are the two sides of a graph.
    piece = np.concatenate([np.arange(len(rows))] * 2)
    joined = between[crossing_ends]
    size = len(rows) + count
    graph = coo_array(
        (
            np.ones(int(joined.sum())),
            (piece[joined], len(rows) + crossing_ends[joined]),
        ),
        (size, size),
    )
    _, part = connected_components(graph, directed=False)
    whole: I64 = part[: len(rows)]
    total = np.bincount(whole, weights=draft["metres"][rows])
    draft["crossing_metres"][rows] = total[whole]
