"""When a way or a gate is open to feet, where that depends on the week alone.

Reads the plain part of OSM's opening_hours: days, times, off, 24/7, rules parted by
semicolons, of which a later one takes the place of an earlier for its days. Whatever else
is written (holidays, months, the sun, comments) says nothing of a given day.

Source: OSM wiki, Key:opening_hours/specification; Conditional restrictions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

Tags = Mapping[str, str]
Intervals = list[tuple[int, int]]
"""Minutes of a day, the end not included; past 1440 on the day after."""

_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY: Final = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_RULE: Final = re.compile(
    rf"(?P<days>{_DAY}(?:\s*[-,]\s*{_DAY})*)?\s*:?\s*"
    r"(?P<times>off|closed|24/7|\d?\d:\d\d\s*-\s*\d?\d:\d\d"
    r"(?:\s*,\s*\d?\d:\d\d\s*-\s*\d?\d:\d\d)*)?$"
)
_FOOT_MAY: Final = ("yes", "designated", "permissive", "official", "destination")
DAY: Final = 24 * 60


def is_open(tags: Tags, at: datetime) -> bool | None:
    """Whether one may enter at a local time; None where that cannot be read."""
    outcomes = []
    if text := tags.get("opening_hours"):
        outcomes.append(_holds(text, at))
    key = "foot:conditional"
    if key not in tags and "foot" not in tags:
        key = "access:conditional"
    for clause in _clauses(tags.get(key, "")):
        value, condition = clause
        inside = _holds(condition, at)
        if value in _FOOT_MAY and tags.get("foot", tags.get("access")) == "no":
            outcomes.append(inside)
        elif value == "no":
            outcomes.append(None if inside is None else not inside)
    if False in outcomes:
        return False
    return None if None in outcomes else True


def _clauses(text: str) -> list[tuple[str, str]]:
    """``yes @ (Mo-Fr); no @ (Su)`` as pairs of value and condition."""
    found = re.findall(r"([a-z_]+)\s*@\s*(\([^)]*\)|[^;]+)", text)
    return [(value, condition.strip(" ()")) for value, condition in found]


def _holds(text: str, at: datetime) -> bool | None:
    week = read_week(text)
    if week is None:
        return None
    minute, day = at.hour * 60 + at.minute, at.weekday()
    return any(a <= minute < b for a, b in week[day]) or any(
        a <= minute + DAY < b for a, b in week[day - 1]
    )


def read_week(text: str) -> list[Intervals] | None:
    """Intervals of each day from Monday; None where it is more than a plain week.

    >>> read_week("Mo-Fr 08:00-20:00; Sa off")[4:6]
    [[(480, 1200)], []]
    >>> read_week("Mar-Oct 08:00-20:00") is None
    True
    """
    week: list[Intervals] = [[] for _ in _DAYS]
    for part in filter(None, map(str.strip, text.split(";"))):
        rule = _RULE.match(part)
        if rule is None or not (rule["days"] or rule["times"]):
            return None
        for day in _days(rule["days"]):
            week[day] = _times(rule["times"])
    return week


def _days(text: str | None) -> set[int]:
    if text is None:
        return set(range(7))
    found: set[int] = set()
    for part in text.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        start, end = _DAYS.index(first), _DAYS.index(last or first)
        found |= {(start + i) % 7 for i in range((end - start) % 7 + 1)}
    return found


def _times(text: str | None) -> Intervals:
    if text in (None, "24/7"):
        return [(0, DAY)]
    if text in ("off", "closed"):
        return []
    found = []
    for part in str(text).split(","):
        start, end = (_minute(one) for one in part.split("-"))
        found.append((start, end if end > start else end + DAY))
    return found


def _minute(text: str) -> int:
    hours, minutes = text.strip().split(":")
    return int(hours) * 60 + int(minutes)
