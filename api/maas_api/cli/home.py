"""``maas home``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.text import Text

from maas.journeys.home import Home, HomeWarning, Warned, way_home, way_there
from maas.journeys.itinerary import Itinerary
from maas.journeys.request import Request

from .. import clock
from ..journeys.personal import tell_risks
from ..journeys.translate import Wording, itinerary_of
from ..town import Town, open_town
from . import arguments
from .console import out, print_json
from .person_options import (
    Criteria,
    Limits,
    Profile,
    Unknown,
    read_criteria,
    read_person,
    read_policy,
)
from .show import duration, show_journey, show_risks

_WAYS: Final[Mapping[str, str]] = {
    "outward": "There:",
    "back": "Home:",
    "last": "Last way home:",
    "last_possible": "Later still, but not all of it is known:",
}
"""Fields of ``Home`` to show, and what they are called."""


def home(
    city: Annotated[Path, typer.Argument(help="Folder that `maas build` wrote.")],
    origin: Annotated[str, typer.Option("--from", help="Home.", metavar="PLACE")],
    destination: Annotated[
        str, typer.Option("--to", help="Where to go.", metavar="PLACE")
    ],
    stay: Annotated[
        int,
        typer.Option(help="Minutes to stay there.", metavar="MIN", min=0, max=7 * 1440),
    ],
    depart: Annotated[
        str | None,
        typer.Option(help="Leave at this time or later; default: now.", metavar="TIME"),
    ] = None,
    max_boardings: Annotated[
        int, typer.Option(help="Most vehicles to board.", metavar="N", min=0, max=15)
    ] = 8,
    max_walk: Annotated[
        int | None,
        typer.Option(
            help="Most minutes of any one walk, all the way home too; default: no "
            "limit.",
            metavar="MIN",
            min=0,
        ),
    ] = None,
    profile: Profile = None,
    limit: Limits = None,
    unknown: Unknown = None,
    criteria: Criteria = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write JSON, journeys in MOTIS's words.")
    ] = False,
) -> None:
    """Go somewhere and come home: there, back, and the last way back.

    Warns where no way home is left after the stay, or the last one leaves within half
    an hour. Who can walk home is not stranded: say how far with --max-walk.

    A place is lat,lon or lat,lon,level or stop:FEED:ID. Times are the city's own.

    \b
    Example:
      maas home city --from 35.7027,139.5607 --to 35.6834,139.5594 \\
          --depart 18:00 --stay 120 --max-walk 15 --profile manual_wheelchair
    """
    town = open_town(city)
    walk = None if max_walk is None else max_walk * 60
    now = clock.now()
    request = Request(
        origin=arguments.read_place(origin),
        destination=arguments.read_place(destination),
        time=arguments.read_time(depart, town.zone, now)
        if depart is not None
        else now.astimezone(town.zone),
        max_boardings=max_boardings,
        max_access_seconds=walk,
        max_egress_seconds=walk,
        max_transfer_seconds=walk,
        max_direct_seconds=walk,
        person=read_person(profile, limit),
        unknown=read_policy(unknown),
        criteria=read_criteria(criteria),
    )
    there = way_there(town.planner, request)
    if there is None:
        _say_no_way(town, as_json)
        return
    found = _detailed(town, way_home(town.planner, request, there, stay * 60), request)
    if as_json:
        print_json(home_of(town, found, request))
    else:
        show_home(out(), town, found, request)


def show_home(console: Console, town: Town, found: Home, there: Request) -> None:
    """Show a round trip: warnings first, then every way with its legs.

    ``there`` is what the way there answers.
    """
    if town.notice:
        console.print(Text(town.notice, style="italic"))
    for warned in found.warnings:
        console.print(Text(sentence_of(warned), style="bold"))
    if found.walk is not None:
        long = duration(
            found.walk.arrival.timestamp() - found.walk.departure.timestamp()
        )
        console.print(Text(f"On foot home at any time: {long}"))
    shown = set()
    for field, name in _WAYS.items():
        journey: Itinerary | None = getattr(found, field)
        question = there if field == "outward" else found.request
        if journey is None:
            continue
        when = journey.departure.timestamp(), journey.arrival.timestamp()
        if when in shown:
            console.print()
            console.print(Text(f"{name} that one.", style="bold"))
        else:
            show_journey(console, town.zone, name, journey)
            # For anybody: who misses a change of the last way home is stranded too.
            show_risks(console, town, journey, question)
        shown.add(when)


def home_of(town: Town, found: Home, there: Request) -> dict[str, Any]:
    """Say a round trip as JSON; a way that there is not is null."""
    person = found.request.person
    wording = Wording(town.timezone, profile=person.id if person else "")

    def way(journey: Itinerary | None, question: Request = found.request) -> Any:
        if journey is None:
            return None
        said = itinerary_of(journey, wording)
        tell_risks(said, journey, town.risks(journey, question))
        return said.model_dump(mode="json", by_alias=True, exclude_none=True)

    return {
        "outward": way(found.outward, there),
        "leave": found.leave.isoformat(),
        "back": way(found.back),
        "last": way(found.last),
        "lastPossible": way(found.last_possible),
        "walk": way(found.walk),
        "warnings": [
            {"kind": str(warned.kind), "seconds": warned.seconds}
            for warned in found.warnings
        ],
        "notice": town.notice or None,
    }


def sentence_of(warned: Warned) -> str:
    """Say a warning.

    >>> sentence_of(Warned(HomeWarning.LAST_SOON, 600))
    'The last way home leaves 10 min after the stay.'
    """
    long = "" if warned.seconds is None else duration(warned.seconds)
    if warned.kind is HomeWarning.LAST_SOON:
        return f"The last way home leaves {long} after the stay."
    if warned.kind is HomeWarning.STRANDED:
        if warned.seconds is None:
            return "There is no way home that day."
        return f"No way home is left after the stay: leave {long} earlier."
    if warned.seconds is None:
        return "No way home is certain: not all is known that this person must know."
    return f"No certain way home is left after the stay: leave {long} earlier."


def _detailed(town: Town, found: Home, request: Request) -> Home:
    def detail(journey: Itinerary | None, asked: Request) -> Itinerary | None:
        return journey and town.planner.detail(journey, asked)

    return replace(
        found,
        outward=town.planner.detail(found.outward, request),
        back=detail(found.back, found.request),
        last=detail(found.last, found.request),
        last_possible=detail(found.last_possible, found.request),
        walk=detail(found.walk, found.request),
    )


def _say_no_way(town: Town, as_json: bool) -> None:
    if as_json:
        print_json({"outward": None, "notice": town.notice or None})
    else:
        out().print("There is no journey there within these limits.")
