"""Rides and changes in instructions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...city import City
from ...people.profile import Person
from ..itinerary import Point, Ride
from .kinds import Fact, Instruction, Kind
from .names import Names
from .needs import needs_of
from .phrases import Language
from .spans import Role, Span, Spans
from .walking import point_words

_VEHICLES: Final = {
    "BUS": "bus",
    "COACH": "bus",
    "TRAM": "tram",
    "FERRY": "ferry",
    "HIGHSPEED_RAIL": "train",
    "LONG_DISTANCE": "train",
    "NIGHT_RAIL": "train",
    "REGIONAL_FAST_RAIL": "train",
    "REGIONAL_RAIL": "train",
    "SUBURBAN": "train",
    "SUBWAY": "train",
}
YES, NO = 1, 2


def ride_instructions(
    city: City, ride: Ride, person: Person | None, language: Language, names: Names
) -> tuple[Instruction, ...]:
    """Tell a ride: boarding, riding, getting off."""
    board, alight = ride.calls[0], ride.calls[-1]
    seconds = int(ride.arrival.timestamp() - ride.departure.timestamp())
    found = []
    if ride.stays_seated:
        stay = _stay(ride, language, names)
        found.append(_at(board.point, Kind.STAY, stay, {}, language))
    else:
        said, about = _board(ride, person, language, names)
        found.append(_at(board.point, Kind.BOARD, said, about, language))
    stops = len(ride.calls) - 1
    minutes = language.minutes(seconds)
    riding = [language.sentence("ride.next", minutes=minutes)]
    if stops > 1:
        count = language.count("stops.count", stops)
        riding = [language.sentence("ride", count=count, minutes=minutes)]
    if needs_of(person).before_alighting and stops > 1:
        place = point_words(ride.calls[-2].point, names, language)
        if place:
            riding.append(language.sentence("ride.before", place=place))
    facts: dict[str, Fact] = {"stops": stops}
    found.append(_at(board.point, Kind.RIDE, tuple(riding), facts, language, seconds))
    off = language.sentence(
        "alight",
        place=point_words(alight.point, names, language),
        time=language.time(alight.arrival),
    )
    when: dict[str, Fact] = {"time": alight.arrival.isoformat()}
    found.append(_at(alight.point, Kind.ALIGHT, (off,), when, language))
    return tuple(found)


def unknown_boarding(
    rides: Sequence[Ride], person: Person | None, language: Language
) -> Instruction | None:
    """Say once, before the first ride, what nobody knows of boarding, if that matters."""
    if person is None or not person.limits.step_free_boarding or not rides:
        return None
    open_stops = {
        call.point.stop
        for ride in rides
        for call in (ride.calls[0], ride.calls[-1])
        if call.point.wheelchair not in (YES, NO)
    }
    open_trips = sum(ride.wheelchair not in (YES, NO) for ride in rides)
    items, facts = [], dict[str, Fact]()
    for word, places in (("stop", len(open_stops)), ("trip", open_trips)):
        if places:
            facts[word] = None
            what = language.say(f"unknown.{word}")
            where = language.count(f"{word}s.unknown", places)
            items.append(language.say("unknown.item", what=what, where=where))
    if not items:
        return None
    said = language.sentence("unknown", things=language.listed(items))
    return _at(rides[0].calls[0].point, Kind.UNKNOWN, (said,), facts, language)


def change_instruction(before: Ride, after: Ride, language: Language) -> Instruction:
    """Tell a change at one stop, and the time that there is for it."""
    seconds = int(after.departure.timestamp() - before.arrival.timestamp())
    said = language.sentence("change", minutes=language.minutes(seconds))
    place = before.calls[-1].point
    facts: dict[str, Fact] = {"change_seconds": seconds}
    return _at(place, Kind.CHANGE, (said,), facts, language, seconds)


def _board(
    ride: Ride, person: Person | None, language: Language, names: Names
) -> tuple[tuple[Spans, ...], dict[str, Fact]]:
    stop = ride.calls[0].point
    slots = {
        "time": language.time(ride.departure),
        "line": _line(ride, language, names),
        "stop": _stop(stop, ride, language, names),
    }
    key, headsign = "board", _headsign(ride, language, names)
    if headsign:
        key, slots["place"] = "board.towards", headsign
    sentences = [language.sentence(key, **slots)]
    facts: dict[str, Fact] = {
        "time": ride.departure.isoformat(),
        "line": ride.route_short_name or ride.route_long_name or None,
        "headsign": ride.headsign or None,
        "platform": stop.platform or None,
    }
    if ride.headway_seconds:
        minutes = language.minutes(ride.headway_seconds)
        sentences.append(language.sentence("board.about", minutes=minutes))
    if person is not None:
        limits = person.limits
        if limits.step_free_boarding:
            facts["step_free"] = {YES: True, NO: False}.get(stop.wheelchair)
            if stop.wheelchair == YES:
                sentences.append(language.sentence("board.step_free"))
        if limits.staff_lead_minutes:
            minutes = language.minutes(60 * limits.staff_lead_minutes)
            sentences.append(language.sentence("board.staff", minutes=minutes))
            facts["staff_lead_minutes"] = limits.staff_lead_minutes
    return tuple(sentences), facts


def _stay(ride: Ride, language: Language, names: Names) -> tuple[Spans, ...]:
    line, headsign = _line(ride, language, names), _headsign(ride, language, names)
    if headsign:
        return (language.sentence("stay_on.towards", line=line, place=headsign),)
    return (language.sentence("stay_on", line=line),)


def _headsign(ride: Ride, language: Language, names: Names) -> Spans:
    if not ride.headsign:
        return ()
    return names.trip_headsign(ride.feed_id, ride.trip_id, ride.headsign, language)


def _line(ride: Ride, language: Language, names: Names) -> Spans:
    vehicle = language.say(f"vehicle.{_VEHICLES.get(ride.mode, 'other')}")
    short, long = ride.route_short_name, ride.route_long_name
    if not (short or long):
        return vehicle
    place = names.route(ride.feed_id, ride.route_id, short, long, language)
    return language.say("line.name", vehicle=vehicle, place=place)


def _stop(point: Point, ride: Ride, language: Language, names: Names) -> Spans:
    place = point_words(point, names, language)
    if not point.platform:
        return language.say("at.place", place=place)
    spot = "platform" if _VEHICLES.get(ride.mode) == "train" else "bay"
    number = point.platform.isascii() and point.platform.isdigit()
    role = Role.NUMBER if number else Role.NAME
    code = (Span(point.platform, role=role),)
    key = f"at.{spot}" if number else f"at.{spot}.named"
    return language.say(key, place=place, code=code)


def _at(
    point: Point,
    kind: Kind,
    sentences: tuple[Spans, ...],
    facts: dict[str, Fact],
    language: Language,
    seconds: int = 0,
) -> Instruction:
    return Instruction(
        kind, language.tag, sentences, point.lat, point.lon, 0.0, seconds, None, facts
    )
