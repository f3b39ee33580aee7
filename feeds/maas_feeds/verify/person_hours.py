"""Nobody enters a way, a gate or a lift while it is closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from .answer import BrokenRule, Json, instant
from .opening_times import is_open
from .person import Person
from .raw_streets import Tags
from .street_pieces import Edge, Finder, Found

GRACE_SECONDS = 60
"""Times are told to the minute in OSM; seconds are rounded edge by edge."""

OFF_STREET = "off_street"


def check_hours(
    finder: Finder,
    leg: Json,
    edges: Sequence[Edge],
    pieces: Sequence[Found | None],
    person: Person,
    zone: ZoneInfo,
) -> Iterator[BrokenRule]:
    """Each edge is entered while it is open, after the wait at its beginning.

    Who comes to an edge from a place beside it is on it already.
    """
    at = datetime.fromtimestamp(instant(leg, "startTime"), zone)
    inside = bool(edges) and edges[0].kind == OFF_STREET
    for edge, found in zip(edges, pieces, strict=True):
        at += timedelta(seconds=edge.number("waitSeconds") or 0.0)
        if found is not None:
            if not inside:
                yield from _edge(finder, found, at, person)
            inside = False
        passing = (edge.number("seconds") or 0.0) + (edge.number("restSeconds") or 0.0)
        at += timedelta(seconds=passing)


def _edge(
    finder: Finder, found: Found, at: datetime, person: Person
) -> Iterator[BrokenRule]:
    for tags in _with_hours(finder, found):
        grace = timedelta(seconds=GRACE_SECONDS)
        if all(is_open(tags, when) is False for when in (at - grace, at, at + grace)):
            yield BrokenRule(
                "hours", f"{found.edge.where} is closed on {at:%A at %H:%M:%S}"
            )
        certain = found.edge.told.get("outcome") == "certain"
        if certain and "hours" in person.must_know and is_open(tags, at) is None:
            yield BrokenRule(
                "certainty", f"{found.edge.where} has hours that nobody can tell"
            )


def _with_hours(finder: Finder, found: Found) -> Iterator[Tags]:
    yield found.tags
    for node in sorted(found.met):
        tags = finder.streets.points[node]
        if "barrier" in tags or tags.get("highway") == "elevator":
            yield tags
