"""One entry, whether of a facts file or of a report: from words to claims."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from .attributes import ATTRIBUTES, NO, YES
from .claims import AtStops, OfLines, OnStreets, Place, Spot
from .sections import SECTIONS, Section

FIRST_YEAR, LAST_YEAR = 1970, 2200
MOST_METRES: Final = 500.0
MOST_TEXT: Final = 500
SAID: Final = ("source", "date", "note")
"""Keys of every entry."""


class Fault(ValueError):
    """What is wrong with an entry, in words that go on after "line 3: "."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


def check_keys(name: str, entry: Mapping[str, Any]) -> None:
    """Refuse a key that an entry of this section does not have, and what is missing."""
    section = SECTIONS[name]
    narrowing = ("radius_metres",) if "at" in section.places else ()
    known = (*section.places, *narrowing, *section.attributes, *SAID)
    for key in entry:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1, cutoff=0.5)
            hint = (
                f"did you mean {near[0]!r}?"
                if near
                else f"known are {', '.join(known)}."
            )
            raise Fault(key, f"{key!r} is not a key of [[{name}]]; {hint}")
    for key in ("source", "date"):
        if key not in entry:
            raise Fault(
                "", f"{key} is missing in [[{name}]]: who says so, and since when?"
            )
    if not any(key in entry for key in section.attributes):
        could = ", ".join(section.attributes)
        raise Fault("", f"[[{name}]] says nothing; it may say {could}.")


def read_text(key: str, given: object) -> str:
    """Return a text that is not blank and not a book."""
    if not isinstance(given, str) or not given.strip() or len(given) > MOST_TEXT:
        raise Fault(key, f"{key} must be a text of 1 to {MOST_TEXT} characters.")
    return given.strip()


def read_day(key: str, given: object) -> int:
    """Return the ordinal of a day, of TOML's own kind or as ISO text."""
    day = given
    if isinstance(given, str):
        try:
            day = date.fromisoformat(given)
        except ValueError:
            day = None
    # A datetime is a date as well, but nobody surveys to the second.
    if type(day) is not date:
        raise Fault(key, f"{key} must be a day, such as 2026-05-01.")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Fault(key, f"{key} is {day}; give {FIRST_YEAR} to {LAST_YEAR}.")
    return day.toordinal()


def read_values(name: str, entry: Mapping[str, Any]) -> dict[str, float]:
    """Return what an entry says, by attribute."""
    found = {}
    for key in SECTIONS[name].attributes:
        if key in entry:
            found[key] = read_value(name, key, entry[key])
    if name == "stop" and found.get("wheelchair_boarding") == NO:
        for key in ("level_boarding", "ramp"):
            if found.get(key) == YES:
                raise Fault(
                    key,
                    f'{key} = "yes" contradicts wheelchair_boarding = "no"; keep the '
                    f"one that is true.",
                )
    return found


def read_value(name: str, key: str, given: object) -> float:
    """Return one value as its column holds it."""
    try:
        value = ATTRIBUTES[key].value(given)
        if name == "line" and key == "wheelchair" and value > NO:
            raise ValueError("write 'yes' or 'no'")
    except ValueError as error:
        end = "" if str(error).endswith("?") else "."
        raise Fault(key, f"{key} is {given!r}; {error}{end}") from None
    return value


def read_place(name: str, entry: Mapping[str, Any]) -> Place:
    """Return where an entry holds."""
    section = SECTIONS[name]
    if not any(key in entry for key in section.places):
        ways = " or ".join(section.places)
        raise Fault("", f"[[{name}]] names no place; say {ways}.")
    match name:
        case "line":
            return _lines(entry)
        case "stop":
            return AtStops(_refs("stop", entry), _texts("name", entry))
        case _:
            return _on_streets(section, entry)


def _lines(entry: Mapping[str, Any]) -> OfLines:
    routes, lines = _refs("route", entry), _texts("line", entry)
    agency = read_text("agency", entry["agency"]) if "agency" in entry else None
    if routes and (agency or lines):
        raise Fault("route", "say either route, or agency and line.")
    if lines and agency is None:
        raise Fault("line", "say whose line it is: add agency.")
    return OfLines(routes, agency, lines)


def _on_streets(section: Section, entry: Mapping[str, Any]) -> OnStreets:
    place = OnStreets(
        _numbers("way", entry, negative=True),
        _numbers("node", entry),
        _refs("pathway", entry),
        _spot(section, entry),
    )
    if place.nodes and place.spot:
        raise Fault("at", "say either node or at.")
    if "slope_percent" in entry and not (place.ways or place.pathways):
        raise Fault(
            "slope_percent",
            "slope_percent goes up or down along a way as it is drawn: name its way or "
            "pathway.",
        )
    return place


def _spot(section: Section, entry: Mapping[str, Any]) -> Spot | None:
    given = entry.get("at")
    if given is None:
        if "radius_metres" in entry:
            raise Fault("radius_metres", "radius_metres needs at = [lat, lon].")
        return None
    numbers = given if isinstance(given, list) else ()
    if (
        len(numbers) != 2
        or not all(type(number) in (int, float) for number in numbers)
        or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180)
    ):
        raise Fault(
            "at", "at must be [lat, lon] in degrees, such as [35.7027, 139.5609]."
        )
    radius = entry.get("radius_metres", section.radius_metres)
    if type(radius) not in (int, float) or not 0 < radius <= MOST_METRES:
        raise Fault(
            "radius_metres",
            f"radius_metres is {radius!r}; write a number above 0, at most "
            f"{MOST_METRES:g}.",
        )
    return Spot(float(numbers[0]), float(numbers[1]), float(radius))


def _each(key: str, entry: Mapping[str, Any]) -> Iterator[Any]:
    """One or several of a kind."""
    given = entry.get(key, [])
    if given == [] and key in entry:
        raise Fault(key, f"{key} is an empty list.")
    yield from given if isinstance(given, list) else [given]


def _numbers(
    key: str, entry: Mapping[str, Any], *, negative: bool = False
) -> tuple[int, ...]:
    found = []
    for given in _each(key, entry):
        fits = type(given) is int and 0 < abs(given) < 1 << 62
        if not fits or (given < 0 and not negative):
            raise Fault(
                key, f"{key} is {given!r}; write an OpenStreetMap id, such as 123."
            )
        found.append(given)
    return tuple(found)


def _refs(key: str, entry: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = []
    for given in _each(key, entry):
        feed_id, colon, own = str(given).partition(":")
        if not isinstance(given, str) or not (feed_id and colon and own):
            raise Fault(key, f"{key} is {given!r}; write 'FEED:ID', such as 'bus:12'.")
        found.append((feed_id, own))
    return tuple(found)


def _texts(key: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(read_text(key, given) for given in _each(key, entry))
