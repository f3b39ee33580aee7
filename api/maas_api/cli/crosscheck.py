"""``maas crosscheck``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from maas.errors import MaasError

from .. import clock
from ..crosscheck import (
    WARNING,
    Pair,
    check_that_r5_can_run,
    compare,
    r5_minutes,
    random_pairs,
)
from ..town import open_town
from .arguments import read_time
from .console import err, out


class Engine(StrEnum):
    """Engines to compare with."""

    R5 = "r5"


def crosscheck(
    city: Annotated[Path, typer.Argument(help="Folder that `maas build` wrote.")],
    engine: Annotated[
        Engine, typer.Option("--with", help="The engine to compare with.")
    ],
    depart: Annotated[
        str | None, typer.Option(help="First departure; default: now.", metavar="TIME")
    ] = None,
    pairs: Annotated[
        int, typer.Option(help="How many random pairs.", min=1, max=1000)
    ] = 50,
    seed: Annotated[int, typer.Option(help="Seed of the pairs.")] = 0,
) -> None:
    """Compare travel times with another engine's, on random pairs of places.

    R5 comes with the extra r5 (pip install 'maas-mitaka[r5]'); at its first use it
    downloads a jar from GitHub, and it needs a JDK of version 21 or later.

    \b
    Example:
      maas crosscheck city --with r5 --depart 2026-11-24T08:00
    """
    check_that_r5_can_run()
    town = open_town(city)
    osm = next((path for path in town.streets if path.endswith(".pbf")), None)
    if osm is None:
        raise MaasError(f"R5 reads streets from .osm.pbf only, and {city} has none.")
    err().print(WARNING)

    def minutes_of(asked: Sequence[Pair], at: datetime) -> Mapping[int, int]:
        return r5_minutes(Path(osm), [Path(p) for p in town.feeds.values()], asked, at)

    now = clock.now()
    start = now.astimezone(town.zone)
    if depart is not None:
        start = read_time(depart, town.zone, now)
    found = compare(town, random_pairs(town, pairs, seed), start, minutes_of)

    table = Table("from", "to", f"{engine} min", "maas min", box=None)
    gaps = []
    for one in found:
        ends = [f"{place.lat:.5f},{place.lon:.5f}" for place in one.pair]
        told = ["-" if m is None else str(m) for m in (one.theirs, one.ours)]
        table.add_row(*ends, *told)
        if one.ours is not None and one.theirs is not None:
            gaps.append(abs(one.ours - one.theirs))
    console = out()
    console.print(table)
    near = sum(gap <= 1 for gap in gaps)
    console.print(f"{near} of {len(gaps)} pairs within a minute of {engine}'s median")
