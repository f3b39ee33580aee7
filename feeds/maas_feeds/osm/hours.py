"""When one may pass: opening hours and conditional access as open times of a week.

Times are read by the library ``opening_hours`` (MIT or Apache-2.0) over one ordinary
week. Hours that depend on more than the day of the week and the clock (public holidays,
school holidays, months, weeks, years, the sun), that stay open in their end, or that
carry a comment say nothing certain of a given day: they count as not readable.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from opening_hours import OpeningHours, validate

from .access import CLOSED_TO_FEET, OPEN_TO_ALL
from .conditional import clauses, foot_condition
from .raw import Tags

Week = tuple[tuple[int, int], ...]
"""Open times [from, to) in seconds since Monday 0:00, ascending and apart."""

WEEK_SECONDS: Final = 604_800
ALWAYS: Final[Week] = ((0, WEEK_SECONDS),)
NEVER: Final[Week] = ()

_MONDAY: Final = datetime(2023, 5, 8)  # any Monday of any year would do
_MORE_THAN_A_WEEK: Final = re.compile(
    r"\b(PH|SH|easter|week\s*\d|sunrise|sunset|dawn|dusk|\d+ days?)\b|week\d"
    r"|\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b"
    r'|(?<![\d:])(19|20)\d\d(?![\d:])|[\[+"]'
)


def open_week(tags: Tags) -> Week | None:
    """Return when feet may pass, None where it is said but cannot be read."""
    return _open_week(
        tags.get("opening_hours"),
        foot_condition(tags),
        tags.get("foot", tags.get("access")) in CLOSED_TO_FEET,
    )


@lru_cache(maxsize=10_000)
def _open_week(hours: str | None, condition: str | None, closed: bool) -> Week | None:
    week = ALWAYS if hours is None else read_week(hours)
    if condition is None or week is None:
        return week
    rules = clauses(condition)
    if not rules:
        return None
    allowed: Week = NEVER if closed else ALWAYS
    for value, when in rules:
        times = read_week(when)
        if times is None:
            return None
        if value in OPEN_TO_ALL:
            allowed = union(allowed, times)
        elif value in CLOSED_TO_FEET:
            allowed = without(allowed, times)
        else:
            return None
    return common(week, allowed)


def read_week(text: str) -> Week | None:
    """Return the open times of an ordinary week, None where the text says no such.

    >>> read_week("Mo 08:00-10:00"), read_week("24/7") == ALWAYS, read_week("PH off")
    (((28800, 36000),), True, None)
    """
    if not validate(text):
        return None
    hours = OpeningHours(text)
    if _MORE_THAN_A_WEEK.search(str(hours)):
        return None
    found = []
    for start, end, state, _ in hours.intervals(_MONDAY, _MONDAY + timedelta(days=7)):
        if str(state) == "unknown":
            return None
        if str(state) == "open":
            first = int((start - _MONDAY).total_seconds())
            last = int((end - _MONDAY).total_seconds()) if end else WEEK_SECONDS
            found.append((first, min(last, WEEK_SECONDS)))
    return union(tuple(found), NEVER)


def week_row(weeks: list[Week], week: Week | None) -> int:
    """Return a week's row in a list, put there if new; -1 always, -2 not readable."""
    if week is None or week == ALWAYS:
        return -2 if week is None else -1
    if week not in weeks:
        weeks.append(week)
    return weeks.index(week)


def week_of_row(weeks: list[Week], row: int) -> Week | None:
    """Return the open times that a row stands for, None where not readable."""
    return weeks[row] if row >= 0 else (ALWAYS if row == -1 else None)


def common(a: Week, b: Week) -> Week:
    """Times in both."""
    both = (
        (max(first, start), min(last, end)) for first, last in a for start, end in b
    )
    return tuple(sorted((first, last) for first, last in both if first < last))


def union(a: Week, b: Week) -> Week:
    """Times in either, joined where they touch."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((*a, *b)):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def without(a: Week, b: Week) -> Week:
    """Times in ``a`` that are not in ``b``."""
    edges = [0, *(edge for span in union(b, NEVER) for edge in span), WEEK_SECONDS]
    gaps = tuple(zip(edges[::2], edges[1::2], strict=True))
    return common(a, gaps)
