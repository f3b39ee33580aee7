"""Single fields of a record: codes, numbers, dates, times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from maas_feeds.osm.hours import WEEK_SECONDS, Week, common, union, without
from maas_feeds.osm.values import NAN

from .codes import NOT_KNOWN
from .faults import Faults
from .files import Record

_DATE: Final = re.compile(r"^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:[T ].*)?$")
_TIME: Final = re.compile(r"^(\d{1,2}?)[-:]?(\d{2})$")
_DAY_SECONDS: Final = 86_400


def code(
    record: Record, name: str, known: Iterable[int], faults: Faults, who: str
) -> int | None:
    """A code that the table has, None where it is not known; others are said."""
    text = record.get(name)
    if text is None:
        return None
    number = _whole(text)
    if number == NOT_KNOWN:
        return None
    if number is not None and number in known:
        return number
    faults.add(who, f"has the unknown code {name} = {text}, read as not known")
    return None


def number(record: Record, name: str, faults: Faults, who: str) -> float:
    """A number of 0 or more, NaN where it is not known (blank or 99)."""
    text = record.get(name)
    if text is None:
        return NAN
    try:
        value = float(text)
    except ValueError:
        value = NAN
    if value == NOT_KNOWN:
        return NAN
    if 0 <= value < float("inf"):
        return value
    faults.add(who, f"has {name} = {text}, which is no number of 0 or more: left out")
    return NAN


def day(record: Record, name: str, faults: Faults, who: str) -> int:
    """The ordinal of a date, 0 where there is none."""
    text = record.get(name)
    if text is None or text == str(NOT_KNOWN):
        return 0
    if found := _DATE.match(text):
        try:
            return date(*map(int, found.groups())).toordinal()
        except ValueError:
            pass
    faults.add(who, f"has {name} = {text}, which is no date: left out")
    return 0


def open_week(record: Record, faults: Faults, who: str) -> Week | None:
    """When a link is open, None where that is said but not known.

    ``start_time`` and ``end_time`` are HHMM, ``no_serv_d`` the days on which it is
    closed, 1 for Monday. Blank is without limits, 99 not known.
    """
    start, end, closed = (
        record.get(name) for name in ("start_time", "end_time", "no_serv_d")
    )
    if str(NOT_KNOWN) in (start, end, closed):
        return None
    week: Week = ((0, WEEK_SECONDS),)
    if start or end:
        opens = _seconds(start) if start else 0
        closes = _seconds(end) if end else _DAY_SECONDS
        if opens is None or closes is None:
            faults.add(
                who,
                f"has the times {start} to {end}, not written as HHMM: hours not known",
            )
            return None
        week = _daily(opens, closes)
    if closed:
        if not re.fullmatch(r"[1-7]+", closed):
            faults.add(who, f"has no_serv_d = {closed}, not digits 1 to 7: not known")
            return None
        for digit in set(closed):
            first = (int(digit) - 1) * _DAY_SECONDS
            week = without(week, ((first, first + _DAY_SECONDS),))
    return week


def _daily(opens: int, closes: int) -> Week:
    """Open every day; what closes no later than it opens does so on the next day."""
    if closes <= opens:
        closes += _DAY_SECONDS
    days = (
        (day * _DAY_SECONDS + opens, day * _DAY_SECONDS + closes)
        for day in range(-1, 7)
    )
    return common(union(tuple(days), ()), ((0, WEEK_SECONDS),))


def _seconds(text: str) -> int | None:
    found = _TIME.match(text)
    if not found:
        return None
    hours, minutes = int(found[1]), int(found[2])
    return hours * 3600 + minutes * 60 if hours <= 30 and minutes < 60 else None


def _whole(text: str) -> int | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if value.is_integer() else None
