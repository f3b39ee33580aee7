"""``maas explain`` and ``maas unknowns``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer
from rich.table import Table
from rich.text import Text

from maas.errors import RequestError
from maas.journeys.explain_words import LANGUAGES, sentences
from maas.journeys.request import At, Request

from .. import clock
from . import arguments
from .console import out, print_json, progress_bars
from .person_options import Limits, Unknown, read_person, read_policy

if TYPE_CHECKING:
    from maas.city import City
    from maas.journeys.planner import Planner

CityFolder = Annotated[Path, typer.Argument(help="Folder that `maas build` wrote.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]


def explain(
    city: CityFolder,
    origin: Annotated[str, typer.Option("--from", help="Where from.", metavar="PLACE")],
    destination: Annotated[
        str, typer.Option("--to", help="Where to.", metavar="PLACE")
    ],
    profile: Annotated[
        str, typer.Option(help="For whom: a mobility profile.", metavar="NAME")
    ],
    depart: Annotated[
        str | None,
        typer.Option(help="Leave at this time or later; default: now.", metavar="TIME"),
    ] = None,
    limit: Limits = None,
    unknown: Unknown = None,
    lang: Annotated[str, typer.Option(help="en or ja.", metavar="LANG")] = "en",
    as_json: AsJson = False,
) -> None:
    """Say why somebody cannot get there, or not sooner, and what would open the way.

    Named are the fewest barriers in the way, with their places and who could change
    them; single limits of the profile that keep a better journey out, with the value
    that they would have to have; lifts out of service; stops and vehicles with steps.

    \b
    Example:
      maas explain city --from 35.7027,139.5607 --to 35.6834,139.5594 \\
          --depart 08:00 --profile manual_wheelchair
    """
    from maas.journeys.explain import explain as explained

    if lang not in LANGUAGES:
        raise RequestError(f"--lang is {lang!r}; give {' or '.join(LANGUAGES)}")
    planner = _open(city)
    now = clock.now()
    request = Request(
        origin=arguments.read_place(origin),
        destination=arguments.read_place(destination),
        time=arguments.read_time(depart, planner.zone, now)
        if depart is not None
        else now.astimezone(planner.zone),
        person=read_person(profile, limit),
        unknown=read_policy(unknown),
    )
    found = explained(planner, request)
    if as_json:
        print_json(asdict(found))
        return
    console = out()
    if planner.city.notice:
        console.print(Text(planner.city.notice, style="italic"))
    for number, sentence in enumerate(sentences(found, planner.zone, lang)):
        console.print(Text(sentence, style="bold" if number == 0 else ""))


def unknowns(
    city: CityFolder,
    profile: Annotated[
        str, typer.Option(help="For whom: a mobility profile.", metavar="NAME")
    ],
    pairs: Annotated[
        int, typer.Option(help="Random pairs of places to ask for.", min=1, max=100_000)
    ] = 300,
    depart: Annotated[
        str | None, typer.Option(help="When; default: now.", metavar="TIME")
    ] = None,
    seed: Annotated[int, typer.Option(help="Other pairs with another seed.")] = 1,
    most: Annotated[int, typer.Option(help="Rows to show.", min=1)] = 20,
    limit: Limits = None,
    as_json: AsJson = False,
) -> None:
    """Rank what nobody knows: which way, surveyed, makes most journeys certain.

    \b
    Example:
      maas unknowns city --profile manual_wheelchair --pairs 1000 --depart 10:00
    """
    from maas.journeys.unknowns import rank_unknowns

    planner = _open(city)
    person = read_person(profile, limit)
    assert person is not None
    now = clock.now()
    when = arguments.read_time(depart, planner.zone, now) if depart else now
    nowhere = At(0.0, 0.0)
    request = Request(nowhere, nowhere, when, max_travel_seconds=4 * 3600)
    with progress_bars() as tell:
        found = rank_unknowns(
            planner,
            person,
            _random_pairs(planner.city, pairs, seed),
            request,
            lambda done: tell("asking for journeys", done / pairs),
        )
    if as_json:
        print_json(asdict(found))
        return
    console = out()
    console.print(
        f"Of {found.pairs} pairs {found.certain} are certain, {found.possible} only "
        f"possible or better if all goes well, {found.none} have no journey."
    )
    table = Table("", "way", "name", "not known", "alone", "with others", box=None)
    for number, way in enumerate(found.ways[:most], start=1):
        place = way.osm or f"{way.lat:.5f},{way.lon:.5f}"
        tests = ", ".join(test.replace("_", " ") for test in way.tests)
        row = (str(number), place, way.name, tests, str(way.alone), f"{way.shared:g}")
        table.add_row(*map(Text, row))
    console.print(table)
    console.print(
        "alone: journeys that surveying this way makes certain, if it can be passed; "
        "with others: the same in shares."
    )


def _open(folder: Path) -> Planner:
    """Open a built city."""
    # Here, so that --help and usage errors need not wait for the kernels.
    from maas.city import City
    from maas.journeys.planner import Planner

    return Planner(City.open(folder))


def _random_pairs(city: City, count: int, seed: int) -> list[tuple[At, At]]:
    """Return pairs of junctions of the streets, the same for the same seed."""
    streets = city.streets
    nodes = np.flatnonzero(np.diff(streets.edge_at) > 2)
    if len(nodes) < 2:
        raise RequestError(f"{city.name} has no streets to ask journeys between")
    drawn = np.random.default_rng(seed).choice(nodes, (count, 2))
    return [
        (
            At(float(streets.node_lat[a]), float(streets.node_lon[a])),
            At(float(streets.node_lat[b]), float(streets.node_lon[b])),
        )
        for a, b in drawn.tolist()
    ]
