"""Reading an answer's JSON: fields that must be there, times, ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any

from .blanks import Position

Json = Mapping[str, Any]


class BrokenRule(Exception):
    """A rule of ``verdict.RULES`` is broken, and nothing more can be said of this."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message


@dataclass(frozen=True, slots=True)
class TripRef:
    """A tripId of MOTIS, ``YYYYMMDD_HH:MM_FEED_TRIP``, its last part not yet cut."""

    day: date
    first_departure: int  # minutes of the service day
    tagged_id: str


def instant(place: Json, field: str) -> int:
    """Unix seconds of an ISO 8601 field that has to be there."""
    found = find_instant(place, field)
    if found is None:
        raise BrokenRule("form", f"{field} is missing")
    return found


def find_instant(place: Json, field: str) -> int | None:
    """Unix seconds of an ISO 8601 field."""
    text = place.get(field)
    if text is None:
        return None
    try:
        read = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise BrokenRule("form", f"{field} {text!r} is not an ISO 8601 time") from None
    if read.tzinfo is None:
        raise BrokenRule("form", f"{field} {text!r} has no offset from UTC")
    return int(read.timestamp())


def scheduled(place: Json, what: str) -> int | None:
    """The timetable's arrival or departure at a place, before any delay."""
    found = find_instant(place, f"scheduled{what.capitalize()}")
    return find_instant(place, what) if found is None else found


def part(whole: Json, field: str) -> Json:
    """An object within an object."""
    found = whole.get(field)
    if not isinstance(found, Mapping):
        raise BrokenRule("form", f"{field} is missing or not an object")
    return found


def parts(whole: Json, field: str) -> Sequence[Json]:
    """A list of objects within an object."""
    found = whole.get(field)
    if not isinstance(found, list) or not all(isinstance(x, Mapping) for x in found):
        raise BrokenRule("form", f"{field} is missing or not a list of objects")
    return found


def number(whole: Json, field: str) -> float | None:
    """A finite number; None where it is null or left out."""
    found = whole.get(field)
    if found is None:
        return None
    is_number = isinstance(found, int | float) and not isinstance(found, bool)
    if not is_number or not isfinite(found):
        raise BrokenRule("form", f"{field} {found!r} is not a number")
    return float(found)


def words(whole: Json, field: str) -> list[str]:
    """A list of texts; empty where it is null or left out."""
    found = whole.get(field)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(x, str) for x in found):
        raise BrokenRule("form", f"{field} is not a list of texts")
    return list(found)


def position(place: Json) -> Position:
    """Where a place is."""
    try:
        return float(place["lat"]), float(place["lon"])
    except (KeyError, TypeError, ValueError):
        raise BrokenRule(
            "form", f"{place.get('name', 'a place')!r} has no lat and lon"
        ) from None


def read_trip_ref(text: object) -> TripRef:
    """Cut a tripId up."""
    pieces = str(text).split("_", 2)
    try:
        day = datetime.strptime(pieces[0], "%Y%m%d").date()
        hours, minutes = map(int, pieces[1].split(":"))
        return TripRef(day, hours * 60 + minutes, pieces[2])
    except (IndexError, ValueError):
        raise BrokenRule(
            "form", f"tripId {text!r} is not YYYYMMDD_HH:MM_FEED_TRIP"
        ) from None


def clock(seconds: int) -> str:
    """Service-day seconds as H:MM:SS, for messages.

    >>> clock(90030)
    '25:00:30'
    """
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
