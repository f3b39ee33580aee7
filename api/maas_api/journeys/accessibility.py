"""``x-accessibility``: what one person meets on a leg, in our own words beside MOTIS's."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from maas.journeys import met
from maas.journeys.request import Request
from maas.people.catalog import as_dict

from .model import Model

Position = tuple[float, float]


class EdgeAccess(Model):
    """One piece of a walk. What is absent is not known."""

    osm: Annotated[
        str | None,
        Field(description="`way/1`, `relation/1`, `node/1` or `pathway/FEED/ID`."),
    ] = None
    kind: str
    from_: Position
    to: Position
    metres: float
    seconds: int
    slope_percent: float | None = None
    slope_source: str
    kerb_cm: float | None = None
    width_cm: float | None = None
    surface: str | None = None
    smoothness: str | None = None
    steps: Annotated[
        int | None, Field(description="0: no stairs; absent: stairs, number not known.")
    ] = None
    wheelchair: str | None = None
    rest: bool
    wait_seconds: int
    rest_seconds: int
    source: str
    outcome: str


class UnknownAccess(Model):
    """Something that matters to this person and that nobody has told."""

    test: str
    osm: str | None = None
    lat: float
    lon: float


class LegAccess(Model):
    """A leg as one person meets it. What is absent is not known."""

    status: Annotated[
        str, Field(description="`certain`, or `possible` where something is unknown.")
    ]
    profile: str
    max_slope_up: float | None = None
    max_slope_down: float | None = None
    highest_kerb_cm: float | None = None
    narrowest_width_cm: float | None = None
    steps: int | None = None
    longest_stretch_metres: float | None = None
    rests: int | None = None
    effort: Annotated[int | None, Field(description="Felt seconds.")] = None
    unknown: list[UnknownAccess] = Field(default_factory=list)
    unknown_ride: list[str] = Field(default_factory=list)
    staff_notice_minutes: Annotated[
        int | None,
        Field(description="How long before the departure the staff has to be told."),
    ] = None
    facts: Annotated[
        list[str] | None,
        Field(description="What the town says of the stops, by whom and since when."),
    ] = None
    edges: list[EdgeAccess] | None = None
    data_sources: list[str] = Field(default_factory=list)
    oldest_data: str | None = None


class PersonSaid(Model):
    """For whom the answer is: the profile as it was used."""

    id: str
    speeds: dict[str, Any]
    limits: dict[str, Any]
    efforts: dict[str, Any]
    must_know: list[str]
    unknown: str


def walk_access_of(access: met.WalkAccess, profile: str) -> LegAccess:
    """Translate what is met on a walk."""
    return LegAccess(
        status=access.status,
        profile=profile,
        max_slope_up=access.max_slope_up,
        max_slope_down=access.max_slope_down,
        highest_kerb_cm=access.highest_kerb_cm,
        narrowest_width_cm=access.narrowest_width_cm,
        steps=access.steps,
        longest_stretch_metres=round(access.longest_stretch_metres, 1),
        rests=access.rests,
        effort=access.effort,
        unknown=[
            UnknownAccess(test=one.test, osm=one.osm, lat=one.lat, lon=one.lon)
            for one in access.unknown
        ],
        edges=[_edge(one) for one in access.edges],
        data_sources=list(access.data_sources),
        oldest_data=access.oldest.isoformat() if access.oldest else None,
    )


def ride_access_of(access: met.RideAccess, profile: str) -> LegAccess:
    """Translate what is met on a ride."""
    return LegAccess(
        status=access.status,
        profile=profile,
        unknown_ride=list(access.unknown),
        staff_notice_minutes=access.notice_minutes or None,
        facts=list(access.facts) or None,
        data_sources=list(access.data_sources),
    )


def person_of(request: Request) -> PersonSaid | None:
    """Say for whom was asked; None for a walker without limits."""
    person = request.person
    if person is None:
        return None
    said = as_dict(person)
    return PersonSaid(
        id=person.id,
        speeds=said["speeds"],
        limits=said["limits"],
        efforts=said["efforts"],
        must_know=sorted(person.must_know),
        unknown=request.unknown or person.unknown,
    )


def _edge(one: met.EdgeFacts) -> EdgeAccess:
    return EdgeAccess(
        osm=one.osm,
        kind=one.kind,
        from_=(round(one.start[0], 7), round(one.start[1], 7)),
        to=(round(one.end[0], 7), round(one.end[1], 7)),
        metres=round(one.metres, 2),
        seconds=one.seconds,
        slope_percent=one.slope_percent,
        slope_source=one.slope_source,
        kerb_cm=one.kerb_cm,
        width_cm=one.width_cm,
        surface=one.surface,
        smoothness=one.smoothness,
        steps=one.steps,
        wheelchair=one.wheelchair,
        rest=one.rest,
        wait_seconds=one.wait_seconds,
        rest_seconds=one.rest_seconds,
        source=one.source,
        outcome=one.outcome,
    )
