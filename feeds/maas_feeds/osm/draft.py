"""The street network while it is being built: nodes, and undirected stretches.

A stretch is a piece of ground between two nodes, with a line and facts that hold both
ways. Building is a row of functions that take a draft and change it; ``directed`` turns
the finished draft into ``Streets``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from maas.columns import F32, F64, I32, I64, U8, Bool, Strings
from maas.geo import ground_metres

from .facts import Facts
from .hours import Week

Column = npt.NDArray[Any]

FACT_TYPES: Final[dict[str, str]] = {
    field_.name: ("f4" if field_.type == "float" else "i4") for field_ in fields(Facts)
}
"""Column name of each fact and what it is kept in meanwhile."""

_STRETCH_TYPES: Final[dict[str, str]] = {
    "tail": "i8",
    "head": "i8",
    "forward": "?",  # may be walked from tail to head
    "backward": "?",
    "metres": "f8",
    "osm_way": "i8",
    "name": "i4",
    "pathway": "i4",
    **FACT_TYPES,
}


@dataclass(slots=True, eq=False)
class Draft:
    """Nodes, and stretches as one column per attribute.

    Stretch s runs along points ``shape_at[s]:shape_at[s + 1]``, from tail to head.
    """

    node_lat: F64
    node_lon: F64
    node_level: F32
    node_osm: I64
    stretches: dict[str, Column]
    shape_at: I64
    shape_lat: F64
    shape_lon: F64
    names: list[str]
    node_rest: U8  # RestPlace bits
    weeks: list[Week] = field(default_factory=list)  # of the stretches' hours
    warnings: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.shape_at) - 1

    def __getitem__(self, column: str) -> Column:
        return self.stretches[column]

    def add_nodes(
        self, lat: F64, lon: F64, level: F32 | None = None, osm: I64 | None = None
    ) -> I64:
        """Append nodes and return their rows."""
        first, count = len(self.node_lat), len(lat)
        unknown = np.full(count, np.nan, dtype=np.float32)
        self.node_lat = np.concatenate([self.node_lat, lat])
        self.node_lon = np.concatenate([self.node_lon, lon])
        self.node_level = np.concatenate(
            [self.node_level, unknown if level is None else level]
        )
        nothing = np.zeros(count, dtype=np.uint8)
        self.node_rest = np.concatenate([self.node_rest, nothing])
        made_here = np.zeros(count, dtype=np.int64)
        self.node_osm = np.concatenate(
            [self.node_osm, made_here if osm is None else osm]
        )
        return np.arange(first, first + count)

    def add_straight(self, tail: I64, head: I64, **columns: object) -> None:
        """Append stretches that run straight from node to node.

        ``columns`` give facts, one value or an array; what they leave out is unknown.
        """
        count = len(tail)
        lat = np.stack([self.node_lat[tail], self.node_lat[head]], axis=1)
        lon = np.stack([self.node_lon[tail], self.node_lon[head]], axis=1)
        if "metres" not in columns:
            columns["metres"] = ground_metres(
                lat[:, 0], lon[:, 0], lat[:, 1], lon[:, 1]
            )
        added = blank_stretches(count)
        added["tail"][:], added["head"][:] = tail, head
        for name, value in columns.items():
            added[name][:] = value
        self.append(added, 2 * np.arange(count + 1), lat.ravel(), lon.ravel())

    def append(
        self, stretches: dict[str, Column], shape_at: I64, lat: F64, lon: F64
    ) -> None:
        """Append stretches with their lines."""
        self.stretches = {
            name: np.concatenate([column, stretches[name]])
            for name, column in self.stretches.items()
        }
        self.shape_at = np.concatenate(
            [self.shape_at, self.shape_at[-1] + shape_at[1:]]
        )
        self.shape_lat = np.concatenate([self.shape_lat, lat])
        self.shape_lon = np.concatenate([self.shape_lon, lon])

    def keep(self, wanted: Bool) -> None:
        """Leave out all stretches but those wanted."""
        rows = np.flatnonzero(wanted)
        points, at = gather(self.shape_at, rows)
        self.stretches = {name: column[rows] for name, column in self.stretches.items()}
        self.shape_lat, self.shape_lon = self.shape_lat[points], self.shape_lon[points]
        self.shape_at = at

    def name_row(self, name: str) -> int:
        """Row of a name in ``names``, added at the end."""
        self.names.append(name)
        return len(self.names) - 1


def empty_draft() -> Draft:
    """A draft with nothing in it."""
    none, ids = np.zeros(0), np.zeros(0, dtype=np.int64)
    level = np.zeros(0, dtype=np.float32)
    at = np.zeros(1, dtype=np.int64)
    rest = np.zeros(0, dtype=np.uint8)
    stretches = blank_stretches(0)
    return Draft(none, none, level, ids, stretches, at, none, none, [], rest)


def blank_stretches(count: int) -> dict[str, Column]:
    """Columns of ``count`` stretches of which nothing is known, open both ways."""
    blank: dict[str, Column] = {
        name: np.zeros(count, dtype=kind) for name, kind in _STRETCH_TYPES.items()
    }
    for name, column in fact_columns([Facts()]).items():
        blank[name][:] = column[0]
    blank["forward"][:] = blank["backward"][:] = True
    blank["name"][:] = blank["pathway"][:] = -1
    return blank


def fact_columns(facts: Sequence[Facts]) -> dict[str, Column]:
    """Turn rows of facts into columns."""
    return {
        name: np.array([getattr(row, name) for row in facts], dtype=kind)
        for name, kind in FACT_TYPES.items()
    }


def gather(at: I64, rows: I64) -> tuple[I64, I64]:
    """Items of some rows of an offset table, and the offsets of these rows alone."""
    sizes = at[rows + 1] - at[rows]
    new_at = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(sizes, out=new_at[1:])
    items = np.arange(new_at[-1]) + np.repeat(at[rows] - new_at[:-1], sizes)
    return items, new_at


def pack_names(draft: Draft) -> tuple[Strings, I32]:
    """The distinct names in use, and the row of each stretch's name, -1 for none."""
    used = draft["name"]
    rows = {text: row for row, text in enumerate(dict.fromkeys(draft.names))}
    new_row = np.array([rows[text] for text in draft.names] + [-1], dtype=np.int32)
    return Strings.of(rows), new_row[used]
