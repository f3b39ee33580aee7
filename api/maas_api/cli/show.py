"""Journeys for people to read."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from maas.journeys.itinerary import Itinerary, Leg, Point, Ride, Walk
from maas.journeys.met import RideAccess, Status
from maas.journeys.request import Request

from ..journeys.paging import Page
from ..town import Town

STRAIGHT: Final = "straight line, streets not known"
_STATUS: Final = {
    Status.CERTAIN: "certain",
    Status.POSSIBLE: "possible, not all is known",
}
_UNKNOWN_RIDE: Final = {
    "stop": "whether the stop is step-free",
    "trip": "whether the vehicle is",
}


def show_page(
    console: Console,
    town: Town,
    page: Page,
    request: Request,
    language: str | None = None,
) -> None:
    """Show every journey, one line per leg; in a language, step by step too."""
    if town.notice:
        console.print(Text(town.notice, style="italic"))
    answer = page.answer
    for walk in [*([answer.direct] if answer.direct else []), *answer.more_direct]:
        console.print(Text(f"On foot all the way: {_summary(walk)}"))
    if answer.remark:
        console.print(Text(answer.remark))
    elif not answer.itineraries:
        console.print(
            "No journey by public transport within these limits"
            + (" beats the walk." if answer.direct else ".")
        )
    for number, journey in enumerate(answer.itineraries, start=1):
        show_journey(console, town.zone, f"{number}.", journey)
        if request.person is not None:
            show_risks(console, town, journey, request)
        if language is not None:
            for step in town.say(journey, request.person, language):
                console.print(Text(f"  · {step.text}"))


def show_risks(
    console: Console, town: Town, journey: Itinerary, request: Request
) -> None:
    """Say how likely each change is missed, and how one goes on then."""
    for risk in town.risks(journey, request):
        ride = journey.legs[risk.leg]
        where = _name(_ends(ride)[0])
        if risk.guaranteed:
            text = f"Change at {where}: the vehicle waits."
        else:
            text = (
                f"Change at {where}: {duration(risk.slack_seconds)} to spare, missed "
                f"in {risk.missed_chance:.0%} of cases"
            )
            if (onward := risk.next_connection) is not None:
                clock = _clock(onward.arrival, town.zone)
                text += f"; then one arrives at {clock}."
            else:
                text += "; then there is no way on."
        console.print(Text(text, style="dim"))


def show_journey(
    console: Console, zone: ZoneInfo, name: str, journey: Itinerary
) -> None:
    """Show one journey under its name, one line per leg."""
    console.print()
    day = journey.departure.astimezone(zone)
    heading = f"{name} {day:%a %Y-%m-%d}  {_span(journey, zone)}"
    console.print(Text(f"{heading}  {_summary(journey)}", style="bold"))
    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for leg in journey.legs:
        table.add_row(
            Text(_clock(leg.departure, zone)),
            Text(_clock(leg.arrival, zone)),
            Text(_doing(leg)),
            Text(f"{_name(_ends(leg)[0])} → {_name(_ends(leg)[1])}"),
        )
        if met := _met(leg):
            table.add_row("", "", Text(met, style="dim"), "")
    console.print(table)


def _span(journey: Itinerary, zone: ZoneInfo) -> str:
    start, end = journey.departure, journey.arrival
    days = (end.astimezone(zone).date() - start.astimezone(zone).date()).days
    later = f" (+{days})" if days else ""
    return f"{_clock(start, zone)} → {_clock(end, zone)}{later}"


def _summary(journey: Itinerary) -> str:
    seconds = journey.arrival.timestamp() - journey.departure.timestamp()
    walks = [leg for leg in journey.legs if isinstance(leg, Walk)]
    parts = [duration(seconds)]
    if journey.boardings:
        changes = journey.boardings - 1
        parts.append(f"{changes} change{'' if changes == 1 else 's'}")
    walked = f"walk {duration(sum(walk.seconds for walk in walks))}"
    if walks and all(walk.metres is not None for walk in walks):
        metres = sum(walk.metres or 0 for walk in walks)
        walked += f", {metres:.0f} m"
    if walks and journey.boardings:
        parts.append(walked)
    elif walks:
        parts += walked.split(", ")[1:]
    if any(walk.straight for walk in walks):
        parts.append(STRAIGHT)
    if journey.effort is not None:
        parts.append(f"effort {duration(journey.effort)}")
    if journey.status is not None:
        parts.append(_STATUS[journey.status])
    return " · ".join(parts)


def _doing(leg: Leg) -> str:
    if isinstance(leg, Walk):
        metres = "" if leg.metres is None else f" {leg.metres:.0f} m"
        return f"walk{metres}" + (f" ({STRAIGHT})" if leg.straight else "")
    name = leg.route_short_name or leg.route_long_name or leg.trip_short_name
    parts = [f"{leg.mode.lower().replace('_', ' ')} {name}".strip()]
    if leg.headsign:
        parts.append(f"to {leg.headsign}")
    if leg.stays_seated:
        parts.append("(stay seated)")
    if leg.headway_seconds:
        parts.append(f"(about every {duration(leg.headway_seconds)})")
    return " ".join(parts)


def _met(leg: Leg) -> str:
    """Say what a person meets on a leg: numbers, rests, and what is not known."""
    access = leg.access
    if access is None:
        return ""
    if isinstance(access, RideAccess):
        unknown = [_UNKNOWN_RIDE[name] for name in access.unknown]
        said = [f"not known: {', '.join(unknown)}"] if unknown else []
        if access.notice_minutes:
            said.append(f"tell the staff {access.notice_minutes} min before")
        return " · ".join([*said, *access.facts])
    parts = []
    for text, value in (
        ("up {:g} %", access.max_slope_up or None),
        ("down {:g} %", access.max_slope_down or None),
        ("kerb {:g} cm", access.highest_kerb_cm or None),
        ("narrowest {:g} cm", access.narrowest_width_cm),
        ("{} steps", access.steps or None),
        ("{} rests", access.rests or None),
    ):
        if value is not None:
            parts.append(text.format(value))
    waits = sum(edge.wait_seconds for edge in access.edges)
    if waits:
        parts.append(f"wait {duration(waits)} for a way to open")
    if access.unknown:
        tests = dict.fromkeys(fact.test.replace("_", " ") for fact in access.unknown)
        parts.append(f"not known: {', '.join(tests)}")
    return " · ".join(parts)


def _ends(leg: Leg) -> tuple[Point, Point]:
    if isinstance(leg, Ride):
        return leg.calls[0].point, leg.calls[-1].point
    return leg.origin, leg.destination


def _name(point: Point) -> str:
    name = point.name or f"{point.lat:.5f},{point.lon:.5f}"
    return f"{name} [{point.platform}]" if point.platform else name


def _clock(time: datetime, zone: ZoneInfo) -> str:
    local = time.astimezone(zone)
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def duration(seconds: float) -> str:
    """Say a time span: ``1 h 5 min``, ``4 min 30 s``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    if minutes or not (hours or rest):
        parts.append(f"{minutes} min")
    if rest and not hours:
        parts.append(f"{rest} s")
    return " ".join(parts)
