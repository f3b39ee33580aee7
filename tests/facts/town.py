"""A small town and what it knows better, both as text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from maas.facts import Fact
from maas_feeds.facts import Claim, Known, Transit, apply_claims
from maas_feeds.facts.facts_file import read_facts_file
from maas_feeds.gtfs import read_feed
from maas_feeds.join import join_tables

from ..feeds.osm.town import Town, place
from ..text import feed

SAID = 'source = "survey"\ndate = 2026-05-01\n'
"""Who says so, in every entry that does not say otherwise."""


def at(x: float, y: float) -> str:
    """A position in metres, as ``at`` has it."""
    lat, lon = place(x, y)
    return f"at = [{lat:.9f}, {lon:.9f}]"


def claims_of(folder: Path, toml: str, name: str = "facts.toml") -> list[Claim]:
    path = folder / name
    path.write_text(toml, encoding="utf-8")
    return read_facts_file(path)


def entry(
    section: str, *lines: str, date: str = "2026-05-01", by: str = "survey"
) -> str:
    said = "\n".join(lines)
    return f'[[{section}]]\n{said}\nsource = "{by}"\ndate = {date}\n'


def transit_of(
    folder: Path, timetable: str = "red A B\n 1 8:00 8:10", **said: Any
) -> Transit:
    """The tables of a timetable in the language of tests/text.py; the feed is "f"."""
    found, _ = read_feed(feed(folder / "gtfs", timetable, **said).folder, "f")
    tables = join_tables([found])
    names = "feeds", "agencies", "routes", "trips", "stops"
    return Transit(*(tables[name] for name in names))


def know(
    town: Town,
    folder: Path,
    toml: str,
    transit: Transit | None = None,
    pathways: Mapping[tuple[str, str], int] | None = None,
) -> Known:
    """Let a town know a facts file; its streets become those that know."""
    known = apply_claims(
        claims_of(folder, toml),
        town.streets,
        transit or transit_of(folder),
        pathways or {},
        [folder / "town.osm"],
    )
    town.streets = known.streets
    return known


def about(known: Known, thing: Any, index: int) -> dict[str, Fact]:
    """The facts that hold for a thing, by attribute."""
    rows = known.facts.about(thing, index)
    return {known.facts.attribute[row]: known.facts.get(row) for row in rows}


def sentences(known: Known, folder: Path) -> list[str]:
    return [said.replace(f"{folder}/", "") for said in known.warnings]


def same(a: Any, b: Any) -> bool:
    """Whether two tables are equal in every column."""
    return all(
        _equal(getattr(a, name), getattr(b, name)) for name in a.__dataclass_fields__
    )


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray):
        return bool(np.array_equal(a, b, equal_nan=a.dtype.kind == "f"))
    return list(a) == list(b)
