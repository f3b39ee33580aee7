"""How places, stops and times are written on the command line."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from maas.errors import PlaceError, RequestError
from maas.journeys.request import Place, StopRef, Via

from ..clock import FIRST_YEAR, LAST_YEAR
from ..journeys.modes import TRANSIT_MODES
from ..journeys.schemas import Mode
from ..places import find_coordinates

_STOP = re.compile(r"stop:([^:]+):(.+)", re.DOTALL)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")


def read_place(text: str) -> Place:
    """Read ``lat,lon``, ``lat,lon,level`` or ``stop:FEED:ID``.

    All after the second colon is the id:

    >>> read_place("stop:rail:JR-East: Mitaka")
    StopRef(feed_id='rail', stop_id='JR-East: Mitaka')
    """
    return find_coordinates(text) or read_stop(text)


def read_stop(text: str) -> StopRef:
    """Read ``stop:FEED:ID``."""
    match = _STOP.fullmatch(text)
    if not match:
        raise PlaceError(
            f"{text!r} is not a place: write lat,lon such as 35.7027,139.5607, or "
            f"stop:FEED:ID with the ids of the feed."
        )
    return StopRef(match[1], match[2])


def read_via(text: str) -> Via:
    """Read ``stop:FEED:ID`` or ``stop:FEED:ID@MINUTES``.

    An id that holds an ``@`` needs its minutes as well.

    >>> read_via("stop:bus:a@b@10")
    Via(stop=StopRef(feed_id='bus', stop_id='a@b'), stay_seconds=600)
    """
    stop, at, minutes = text.rpartition("@")
    if find_coordinates(stop if at else text):
        raise RequestError(
            f"--via {text!r} is not a stop: a via is a stop, written stop:FEED:ID."
        )
    if not at:
        return Via(read_stop(text))
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) <= 4):
        raise RequestError(
            f"--via {text!r}: {minutes!r} is not a number of whole minutes to stay; "
            f"write stop:FEED:ID@15."
        )
    return Via(read_stop(stop), int(minutes) * 60)


def read_mode(text: str) -> Mode:
    """Read a mode of transit, in capitals or not."""
    name = text.strip().upper().replace("-", "_")
    if name not in TRANSIT_MODES:
        raise RequestError(
            f"{text} is not a mode of transit; modes are {', '.join(TRANSIT_MODES)}."
        )
    return Mode(name)


def read_owned(text: str, option: str) -> tuple[str, str]:
    """Read ``FEED:ID`` of a route or agency."""
    feed_id, colon, own_id = text.partition(":")
    if not (colon and feed_id and own_id):
        raise RequestError(f"{option} {text!r} is not FEED:ID.")
    return feed_id, own_id


def read_time(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Read a local ISO time, or a time of today such as ``8:05``."""
    today = now.astimezone(zone).date()
    iso = text
    if _CLOCK.fullmatch(text):
        hours, _, rest = text.partition(":")
        iso = f"{today}T{hours.zfill(2)}:{rest}"
    try:
        time = datetime.fromisoformat(iso)
    except ValueError:
        raise RequestError(
            f"{text!r} is not a time: write 2026-11-24T08:05, or 08:05 for today."
        ) from None
    if not FIRST_YEAR <= time.year <= LAST_YEAR:
        raise RequestError(
            f"{text!r} cannot be searched: give a year from {FIRST_YEAR} to {LAST_YEAR}."
        )
    return time.replace(tzinfo=zone) if time.tzinfo is None else time
