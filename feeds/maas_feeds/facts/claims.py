"""A claim: one statement about one attribute of one place, whoever makes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from .attributes import ATTRIBUTES


@dataclass(frozen=True, slots=True)
class Spot:
    """A position, and how far around it the claim holds."""

    lat: float
    lon: float
    radius_metres: float

    def __str__(self) -> str:
        return f"{self.lat:.5f}, {self.lon:.5f}"


@dataclass(frozen=True, slots=True)
class OnStreets:
    """Ways, nodes and pathways; a spot beside them narrows, alone it selects."""

    ways: tuple[int, ...] = ()  # OSM way, or minus the relation of a multipolygon
    nodes: tuple[int, ...] = ()
    pathways: tuple[tuple[str, str], ...] = ()  # feed id and own id
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class AtStops:
    """Stops or stations, by feed id and own id, or by their name in any feed."""

    ids: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfLines:
    """Every trip of some routes: by id, or by agency and what the line is called."""

    routes: tuple[tuple[str, str], ...] = ()
    agency: str | None = None  # its name or its id
    lines: tuple[str, ...] = ()  # short or long names; empty: all of the agency


Place: TypeAlias = OnStreets | AtStops | OfLines


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement. Later ones win; of one day, the town's before the residents'."""

    section: str
    place: Place
    attribute: str
    value: float
    source: str
    day: int  # proleptic ordinal
    file: Path
    line: int  # 0 where it is not known
    entry: int = 0  # number of the entry in its file: its claims belong together
    residents: int = 0  # 0: the town's own statement
    text: str = ""  # how it is worded, where that is not "attribute = value"

    @property
    def rank(self) -> tuple[int, bool]:
        """What decides between two claims: the larger wins."""
        return self.day, self.residents == 0

    @property
    def where(self) -> str:
        """Where it is made, for whoever has to mend it."""
        return self._at(str(self.file))

    @property
    def where_shortly(self) -> str:
        """The same without folders, for whoever reads answers."""
        return self._at(self.file.name)

    @property
    def said(self) -> str:
        """The statement in words."""
        if self.text:
            return self.text
        return f"{self.attribute} = {ATTRIBUTES[self.attribute].shown(self.value)}"

    def implying(self, attribute: str, value: float) -> Claim:
        """Return what follows from this claim, worded as this one."""
        return replace(self, attribute=attribute, value=value, text=self.said)

    def contradiction(self, other: Claim) -> str:
        """Say that two claims cannot both be true."""
        day = date.fromordinal(self.day)
        return (
            f"{self.where}: {self.said}, but {other.where} says {other.said} of the "
            f"same place on the same day, {day}; keep the one that is true."
        )

    def _at(self, file: str) -> str:
        return f"{file}, line {self.line}" if self.line else file
