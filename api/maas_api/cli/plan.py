"""``maas plan``."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from maas.errors import RequestError
from maas.journeys.request import At, Place, Request
from maas.journeys.saying import LANGUAGES
from maas.journeys.saying import ssml as to_ssml
from maas_feeds.lifts import read_lifts

from .. import clock
from ..journeys.answering import answer_plan, find_journeys
from ..journeys.ids import join_id
from ..journeys.modes import transit_modes_of
from ..journeys.paging import Page
from ..journeys.translate import Wording
from ..town import Town, open_town
from . import arguments
from .console import err, out
from .person_options import (
    Criteria,
    Profile,
    Unknown,
    read_criteria,
    read_person,
    read_policy,
)
from .person_options import Limits as PersonLimits
from .show import show_page


def plan(
    city: Annotated[Path, typer.Argument(help="Folder that `maas build` wrote.")],
    origin: Annotated[str, typer.Option("--from", help="Where from.", metavar="PLACE")],
    destination: Annotated[
        str, typer.Option("--to", help="Where to.", metavar="PLACE")
    ],
    depart: Annotated[
        str | None,
        typer.Option(help="Leave at this time or later; default: now.", metavar="TIME"),
    ] = None,
    arrive: Annotated[
        str | None, typer.Option(help="Be there by this time.", metavar="TIME")
    ] = None,
    window: Annotated[
        int | None,
        typer.Option(
            help="Show every best journey that departs within so many minutes after "
            "(arrives within so many before) that time.",
            metavar="MIN",
            min=0,
            max=7 * 24 * 60,
        ),
    ] = None,
    via: Annotated[
        list[str] | None,
        typer.Option(
            help="Stop to visit on the way, and minutes to stay; repeat for more.",
            metavar="stop:FEED:ID[@MIN]",
        ),
    ] = None,
    max_boardings: Annotated[
        int, typer.Option(help="Most vehicles to board.", metavar="N", min=0, max=15)
    ] = 8,
    mode: Annotated[
        list[str] | None,
        typer.Option(
            help="Mode to ride, such as BUS; repeat for more.", metavar="MODE"
        ),
    ] = None,
    exclude_route: Annotated[
        list[str] | None,
        typer.Option(help="Route not to ride; repeat for more.", metavar="FEED:ID"),
    ] = None,
    exclude_agency: Annotated[
        list[str] | None,
        typer.Option(help="Agency not to ride with.", metavar="FEED:ID"),
    ] = None,
    min_transfer: Annotated[
        int, typer.Option(help="Seconds for a change, at least.", metavar="S", min=0)
    ] = 0,
    extra_transfer: Annotated[
        int, typer.Option(help="Seconds added to each change.", metavar="S", min=0)
    ] = 0,
    transfer_factor: Annotated[
        float,
        typer.Option(
            help="Factor for the time of each change.", metavar="F", min=1, max=10
        ),
    ] = 1.0,
    max_walk: Annotated[
        int | None,
        typer.Option(
            help="Most minutes of any one walk; default: no limit.",
            metavar="MIN",
            min=0,
        ),
    ] = None,
    speed: Annotated[
        float | None,
        typer.Option(
            help="Metres walked a second; default 1.33 (80 m a minute).",
            metavar="M/S",
        ),
    ] = None,
    profile: Profile = None,
    limit: PersonLimits = None,
    unknown: Unknown = None,
    criteria: Criteria = None,
    lifts: Annotated[
        Path | None,
        typer.Option(
            help="What is out of service: a JSON file as `GET /maas/v1/lifts` gives it.",
            metavar="FILE.json",
        ),
    ] = None,
    say: Annotated[
        str | None,
        typer.Option(
            help="Tell every journey step by step: ja, ja-easy or en.", metavar="LANG"
        ),
    ] = None,
    ssml: Annotated[
        Path | None,
        typer.Option(
            help="With --say: write the first journey for a speaker (SSML).",
            metavar="FILE.xml",
        ),
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option(
            help="Also draw the journey that is there first.", metavar="FILE.svg"
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write MOTIS's v6 plan answer.")
    ] = False,
) -> None:
    """Find every best journey from one place to another.

    Best in departure, arrival and number of vehicles: no other journey is as good in
    all three. The walk all the way is always compared.

    A place is lat,lon or lat,lon,level or stop:FEED:ID. Times are the city's own.

    \b
    Examples:
      maas plan city --from 35.7027,139.5607 --to 35.6834,139.5594 --depart 08:00
      maas plan city --from 35.6834,139.5594 --to stop:rail:mitaka \\
          --arrive 2026-11-24T09:00 --window 60
      maas plan city --from stop:rail:mitaka --to 35.6679,139.5503 \\
          --via stop:bus:mitaka_s@15 --json
      maas plan city --from 35.7027,139.5607 --to 35.6834,139.5594 --depart 08:00 \\
          --profile manual_wheelchair --limit max_slope_up=5 --unknown avoid
    """
    if depart is not None and arrive is not None:
        raise typer.BadParameter("give --depart or --arrive, not both")
    if picture is not None and picture.suffix.lower() != ".svg":
        raise RequestError(
            f"--picture draws SVG only: name a file that ends in .svg, not {picture}."
        )
    if say is not None and say not in LANGUAGES:
        raise RequestError(f"--say is {say!r}; give {', '.join(LANGUAGES)}")
    if ssml is not None and say is None:
        raise RequestError("--ssml needs a language: add --say ja, ja-easy or en")
    town = open_town(city)
    if lifts is not None:
        _, outages = read_lifts(lifts, town.zone)
        for sentence in town.close_lifts(outages)[1]:
            err().print(sentence)
    walk = None if max_walk is None else max_walk * 60
    request = Request(
        origin=arguments.read_place(origin),
        destination=arguments.read_place(destination),
        time=_time(depart or arrive, town),
        arrive_by=arrive is not None,
        window_seconds=None if window is None else window * 60,
        via=tuple(arguments.read_via(text) for text in via or ()),
        max_boardings=max_boardings,
        max_access_seconds=walk,
        max_egress_seconds=walk,
        max_transfer_seconds=walk,
        max_direct_seconds=walk,
        walk_metres_per_second=speed,
        min_transfer_seconds=min_transfer,
        additional_transfer_seconds=extra_transfer,
        transfer_factor=transfer_factor,
        modes=transit_modes_of(map(arguments.read_mode, mode)) if mode else None,
        excluded_routes=_owned(exclude_route, "--exclude-route"),
        excluded_agencies=_owned(exclude_agency, "--exclude-agency"),
        person=read_person(profile, limit),
        unknown=read_policy(unknown),
        criteria=read_criteria(criteria),
    )
    _refuse_unknown_exclusions(request, town)
    if picture is not None:
        _draw(city, town, request, picture)
    if as_json:
        # Each trip is a leg of its own, with all its calls: so `maas verify` can
        # hold every one of them against the feed.
        wording = Wording(
            town.timezone, join_interlined=False, skipped_stops=True, language=say
        )
        answer = answer_plan(town, request, wording, asked_of(request))
        typer.echo(answer.model_dump_json(by_alias=True, exclude_none=True, indent=2))
    else:
        page = find_journeys(town, request, Wording(town.timezone))
        show_page(out(), town, page, request, say)
        if ssml is not None and say is not None:
            _speak(town, page, request, say, ssml)


def _speak(town: Town, page: Page, request: Request, language: str, file: Path) -> None:
    """Write the first journey for a speaker."""
    answer = page.answer
    found = [*answer.itineraries, *([answer.direct] if answer.direct else [])]
    if not found:
        err().print("Nothing to say: no journey was found.")
        return
    text = to_ssml(town.say(found[0], request.person, language), language)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise RequestError(
            f"{file} cannot be written: {error.strerror}; name another file."
        ) from error


def _draw(folder: Path, town: Town, request: Request, picture: Path) -> None:
    """Draw the first itinerary, or the walk where there is none."""
    from maas.city import City

    from .picture import draw

    answer = town.planner.plan(request)
    found = [*answer.itineraries, *([answer.direct] if answer.direct else [])]
    if not found:
        err().print("Nothing to draw: no journey was found.")
        return
    first = town.planner.detail(found[0], request)
    try:
        picture.write_text(draw(City.open(folder), first), encoding="utf-8")
    except OSError as error:
        raise RequestError(
            f"{picture} cannot be written: {error.strerror}; name another file."
        ) from error


def asked_of(request: Request) -> Mapping[str, str]:
    """Say a request in MOTIS's parameters, as far as these go."""
    asked = {
        "fromPlace": _said(request.origin),
        "toPlace": _said(request.destination),
        "time": request.time.isoformat(),
        "arriveBy": str(request.arrive_by).lower(),
        "timetableView": str(request.window_seconds is not None).lower(),
        "maxTransfers": str(max(0, request.max_boardings - 1)),
        "minTransferTime": f"{request.min_transfer_seconds / 60:g}",
        "additionalTransferTime": f"{request.additional_transfer_seconds / 60:g}",
        "transferTimeFactor": f"{request.transfer_factor:g}",
    }
    if request.window_seconds is not None:
        asked["searchWindow"] = str(request.window_seconds)
    if request.via:
        asked["via"] = ",".join(_said(via.stop) for via in request.via)
        asked["viaMinimumStay"] = ",".join(
            str(via.stay_seconds // 60) for via in request.via
        )
    if request.walk_metres_per_second is not None:
        asked["pedestrianSpeed"] = f"{request.walk_metres_per_second:g}"
    if request.person is not None:
        asked["mobilityProfile"] = request.person.id
        asked["criteria"] = ",".join(sorted(request.criteria))
        asked["unknownPolicy"] = request.unknown or request.person.unknown
    if request.modes is not None:
        asked["transitModes"] = ",".join(sorted(request.modes))
    limits = {
        "maxPreTransitTime": request.max_access_seconds,
        "maxPostTransitTime": request.max_egress_seconds,
        "maxDirectTime": request.max_direct_seconds,
    }
    asked |= {name: str(most) for name, most in limits.items() if most is not None}
    return asked


def _said(place: Place) -> str:
    if isinstance(place, At):
        level = "" if place.level is None else f",{place.level:g}"
        return f"{place.lat},{place.lon}{level}"
    return join_id(place.feed_id, place.stop_id)


def _time(text: str | None, town: Town) -> datetime:
    present = clock.now()
    if text is None:
        return present.astimezone(town.zone)
    return arguments.read_time(text, town.zone, present)


def _owned(texts: list[str] | None, option: str) -> frozenset[tuple[str, str]]:
    return frozenset(arguments.read_owned(text, option) for text in texts or ())


def _refuse_unknown_exclusions(request: Request, town: Town) -> None:
    """Excluding what does not exist would be silently without effect."""
    for kind, excluded, known in (
        ("route", request.excluded_routes, town.routes),
        ("agency", request.excluded_agencies, town.agencies),
    ):
        for feed_id, own_id in sorted(excluded - known):
            said = f"{feed_id}:{own_id} cannot be excluded:"
            if feed_id not in town.feeds:
                raise RequestError(
                    f"{said} {town.name} has no feed {feed_id!r}, only "
                    f"{', '.join(sorted(town.feeds))}."
                )
            ids = sorted(own for feed, own in known if feed == feed_id)
            near = difflib.get_close_matches(own_id, ids, 1, cutoff=0) or ["none"]
            raise RequestError(
                f"{said} feed {feed_id!r} has no {kind} {own_id!r}; the nearest is "
                f"{near[0]!r}."
            )
