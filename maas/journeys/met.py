"""What a person meets on the legs of a journey: plain data, told by ``accessibility``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Can this person make it?"""

    CERTAIN = "certain"  # all that has to be known is known, and fits
    POSSIBLE = "possible"  # nothing known is in the way, but not all is known


@dataclass(frozen=True, slots=True)
class EdgeFacts:
    """One piece of a walk. None: not known, or there is none."""

    osm: str | None  # way/1, relation/1, node/1 (a lift), pathway/FEED/ID
    kind: str
    start: tuple[float, float]  # lat, lon
    end: tuple[float, float]
    metres: float
    seconds: int
    slope_percent: float | None
    slope_source: str
    kerb_cm: float | None
    width_cm: float | None
    surface: str | None
    smoothness: str | None
    steps: int | None  # 0 no stairs, None stairs of unknown number
    wheelchair: str | None
    rest: bool  # there is a place to rest at its end
    wait_seconds: int
    rest_seconds: int
    source: str
    outcome: str  # certain or unknown


@dataclass(frozen=True, slots=True)
class UnknownFact:
    """Something that matters to this person and that nobody has told."""

    test: str
    osm: str | None
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class WalkAccess:
    """A walk as one person meets it. None where nothing is known of it."""

    status: Status
    max_slope_up: float | None  # percent
    max_slope_down: float | None
    highest_kerb_cm: float | None
    narrowest_width_cm: float | None
    steps: int
    longest_stretch_metres: float
    effort: int  # felt seconds
    rests: int
    unknown: tuple[UnknownFact, ...]
    edges: tuple[EdgeFacts, ...]
    data_sources: tuple[str, ...]
    oldest: date | None  # of what was walked on, where its age is known


@dataclass(frozen=True, slots=True)
class RideAccess:
    """A ride as one person meets it."""

    status: Status
    unknown: tuple[str, ...]  # of the tests "stop" and "trip"
    notice_minutes: int = 0  # how long before the departure the staff has to be told
    facts: tuple[str, ...] = ()  # what the town says of the stops, by whom, since when
    data_sources: tuple[str, ...] = ("gtfs",)
