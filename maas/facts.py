"""Which fact of the town says what: source and age of what the feeds did not know.

A *fact* is one statement about one attribute, from the town's facts file or confirmed by
residents. What it changed stands in the streets, stops and trips themselves; here stands
who said so. Rules: ``docs/facts.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np

from .columns import F32, I16, I32, Strings

Thing = Literal["edge", "node", "stop", "trip"]
THINGS: Final[tuple[Thing, ...]] = ("edge", "node", "stop", "trip")


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement, as it was made."""

    attribute: str  # a column of Streets, a rest place, or an attribute of a stop
    value: float  # in the attribute's unit; 1 yes, 2 no
    text: str  # as the statement words it: "kerb_cm = 2"
    source: str  # who says so
    dated: date
    residents: int  # 0: the town's own; else how many people say so
    where: str  # "facts.toml, line 12"


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """All facts that changed something, and what each changed.

    ``x`` and ``x_fact`` (x is edge, node, stop, trip) are pairs sorted by x: row
    ``x_fact[i]`` of the facts holds for index ``x[i]``. An index may have several facts,
    at most one of each attribute but for the kerbs at both ends of an edge.
    """

    # Facts, shape (facts,).
    attribute: Strings
    value: F32
    text: Strings
    source: Strings
    dated: I32  # ordinal of the day (datetime.date.toordinal)
    residents: I16
    where: Strings
    # What they changed.
    edge: I32
    edge_fact: I32
    node: I32
    node_fact: I32
    stop: I32
    stop_fact: I32
    trip: I32
    trip_fact: I32

    def __len__(self) -> int:
        return len(self.value)

    def get(self, fact: int) -> Fact:
        """Return a row."""
        return Fact(
            self.attribute[fact],
            self.value.item(fact),
            self.text[fact],
            self.source[fact],
            date.fromordinal(self.dated.item(fact)),
            self.residents.item(fact),
            self.where[fact],
        )

    def about(self, thing: Thing, index: int) -> list[int]:
        """Return the facts that hold for an edge, a node, a stop or a trip."""
        owner, fact = self._pairs(thing)
        first, end = np.searchsorted(owner, (index, index + 1))
        found: list[int] = fact[first:end].tolist()
        return found

    def column(self, thing: Thing, attribute: str, count: int) -> I32:
        """Return (count,): the fact that says each thing's attribute, -1 none."""
        rows = np.full(count, -1, dtype=np.int32)
        owner, fact = self._pairs(thing)
        named = [i for i, name in enumerate(self.attribute) if name == attribute]
        of_it = np.isin(fact, np.array(named, dtype=np.int32))
        rows[owner[of_it]] = fact[of_it]
        return rows

    def _pairs(self, thing: Thing) -> tuple[I32, I32]:
        owner: I32 = getattr(self, thing)
        fact: I32 = getattr(self, f"{thing}_fact")
        return owner, fact


def no_facts() -> Facts:
    """Return none: a town that knows no better than its feeds."""
    none, text = np.zeros(0, dtype=np.int32), Strings.of([])
    return Facts(
        attribute=text,
        value=np.zeros(0, dtype=np.float32),
        text=text,
        source=text,
        dated=none,
        residents=np.zeros(0, dtype=np.int16),
        where=text,
        edge=none,
        edge_fact=none,
        node=none,
        node_fact=none,
        stop=none,
        stop_fact=none,
        trip=none,
        trip_fact=none,
    )
