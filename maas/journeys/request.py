"""The question: where from, where to, when, and within which limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..people.profile import Person, Policy


class Criterion(StrEnum):
    """What a journey is better in."""

    ARRIVAL = "arrival"  # or departure, of who asks by arrival
    BOARDINGS = "boardings"
    EFFORT = "effort"


PLAIN_CRITERIA = frozenset((Criterion.ARRIVAL, Criterion.BOARDINGS))


@dataclass(frozen=True, slots=True)
class At:
    """A place given by its position, WGS 84 degrees."""

    lat: float
    lon: float
    level: float | None = None


@dataclass(frozen=True, slots=True)
class StopRef:
    """A place given by a stop's own id in its feed.

    A station stands for all its platforms and entrances.
    """

    feed_id: str
    stop_id: str


Place = At | StopRef


@dataclass(frozen=True, slots=True)
class Via:
    """A stop that must be visited, for at least ``stay_seconds``.

    With a stay of 0 it counts as visited while staying on board.
    """

    stop: StopRef
    stay_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """A question to the planner.

    ``time`` is local to the city where it has no offset. With ``window_seconds``
    None the answer holds every Pareto-optimal (arrival, boardings) for one departure
    (or (departure, boardings) for one arrival); with a window, every Pareto-optimal
    (departure, arrival, boardings) that departs (arrives) within
    ``[time, time + window]`` (arrive: ``[time - window, time]``).

    Limits of None are no limits.
    """

    origin: Place
    destination: Place
    time: datetime
    arrive_by: bool = False
    window_seconds: int | None = None
    via: tuple[Via, ...] = ()
    max_boardings: int = 8
    max_travel_seconds: int = 24 * 3600
    max_access_seconds: int | None = None
    max_egress_seconds: int | None = None
    max_transfer_seconds: int | None = None
    max_direct_seconds: int | None = None
    walk_metres_per_second: float | None = None
    min_transfer_seconds: int = 0
    additional_transfer_seconds: int = 0
    transfer_factor: float = 1.0
    modes: frozenset[str] | None = None
    """MOTIS mode names allowed (BUS, SUBWAY, …); None allows every mode."""
    excluded_routes: frozenset[tuple[str, str]] = frozenset()
    """(feed_id, route_id)."""
    excluded_agencies: frozenset[tuple[str, str]] = frozenset()
    """(feed_id, agency_id)."""
    person: Person | None = None
    """For whom: limits, speeds and effort as in ``docs/person-rules.md``. None: a
    walker without limits."""
    unknown: Policy | None = None
    """What to do where nobody knows; None: as the person has it."""
    criteria: frozenset[Criterion] = PLAIN_CRITERIA
    slack_seconds: int = 900
    """With effort: how much later than the quickest an easier journey may be."""
