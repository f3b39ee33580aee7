"""What a plan answer looks like: MOTIS v6, and nothing that a MOTIS client trips over.

Field names and meanings: the OpenAPI file of https://github.com/motis-project/motis.
Fields that begin with ``x-`` are ours; a client may ignore every one of them.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from .accessibility import LegAccess, PersonSaid
from .model import Model


class Mode(StrEnum):
    """MOTIS's modes, streets first."""

    WALK = "WALK"
    BIKE = "BIKE"
    RENTAL = "RENTAL"
    CAR = "CAR"
    HGV = "HGV"
    CAR_PARKING = "CAR_PARKING"
    CAR_DROPOFF = "CAR_DROPOFF"
    ODM = "ODM"
    RIDE_SHARING = "RIDE_SHARING"
    FLEX = "FLEX"
    DEBUG_BUS_ROUTE = "DEBUG_BUS_ROUTE"
    DEBUG_RAILWAY_ROUTE = "DEBUG_RAILWAY_ROUTE"
    DEBUG_FERRY_ROUTE = "DEBUG_FERRY_ROUTE"
    TRANSIT = "TRANSIT"
    TRAM = "TRAM"
    SUBWAY = "SUBWAY"
    FERRY = "FERRY"
    AIRPLANE = "AIRPLANE"
    BUS = "BUS"
    COACH = "COACH"
    RAIL = "RAIL"
    HIGHSPEED_RAIL = "HIGHSPEED_RAIL"
    LONG_DISTANCE = "LONG_DISTANCE"
    NIGHT_RAIL = "NIGHT_RAIL"
    REGIONAL_FAST_RAIL = "REGIONAL_FAST_RAIL"
    REGIONAL_RAIL = "REGIONAL_RAIL"
    SUBURBAN = "SUBURBAN"
    FUNICULAR = "FUNICULAR"
    AERIAL_LIFT = "AERIAL_LIFT"
    OTHER = "OTHER"
    AREAL_LIFT = "AREAL_LIFT"
    METRO = "METRO"
    CABLE_CAR = "CABLE_CAR"


class Direction(StrEnum):
    """Where to turn at the start of a step."""

    DEPART = "DEPART"
    HARD_LEFT = "HARD_LEFT"
    LEFT = "LEFT"
    SLIGHTLY_LEFT = "SLIGHTLY_LEFT"
    CONTINUE = "CONTINUE"
    SLIGHTLY_RIGHT = "SLIGHTLY_RIGHT"
    RIGHT = "RIGHT"
    HARD_RIGHT = "HARD_RIGHT"
    CIRCLE_CLOCKWISE = "CIRCLE_CLOCKWISE"
    CIRCLE_COUNTERCLOCKWISE = "CIRCLE_COUNTERCLOCKWISE"
    STAIRS = "STAIRS"
    ELEVATOR = "ELEVATOR"
    UTURN_LEFT = "UTURN_LEFT"
    UTURN_RIGHT = "UTURN_RIGHT"


PickupDropoff = Literal["NORMAL", "NOT_ALLOWED"]
Arranged = Literal["PHONE_AGENCY", "COORDINATE_WITH_DRIVER"]
Wheelchair = Literal["ACCESSIBLE", "NOT_ACCESSIBLE"]


class Place(Model):
    """A stop or a point, with what happens there on this leg."""

    name: str
    stop_id: str | None = None
    parent_id: str | None = None
    lat: float
    lon: float
    level: float | None = None
    tz: str | None = None
    arrival: datetime | None = None
    departure: datetime | None = None
    scheduled_arrival: datetime | None = None
    scheduled_departure: datetime | None = None
    scheduled_track: str | None = None
    track: str | None = None
    vertex_type: Literal["NORMAL", "BIKESHARE", "TRANSIT"] = "NORMAL"
    pickup_type: PickupDropoff | None = None
    dropoff_type: PickupDropoff | None = None
    x_pickup: Annotated[
        Arranged | None, Field(description="How boarding must be arranged.")
    ] = None
    x_dropoff: Annotated[
        Arranged | None, Field(description="How alighting must be arranged.")
    ] = None
    x_approximate: Annotated[
        bool | None, Field(description="True: the feed gives no exact time here.")
    ] = None
    x_wheelchair_boarding: Annotated[
        Wheelchair | None, Field(description="Absent: not known.")
    ] = None


class EncodedPolyline(Model):
    """A line on the map."""

    points: str
    precision: int
    length: Annotated[int, Field(ge=0, description="Number of points.")]


class StepInstruction(Model):
    """A stretch of a walk."""

    relative_direction: Direction
    distance: Annotated[float, Field(description="Metres.")]
    from_level: float
    to_level: float
    osm_way: int | None = None
    polyline: EncodedPolyline
    street_name: str
    exit: str = ""
    stay_on: bool = False
    area: bool = False
    x_kind: Annotated[
        str, Field(description="What one walks on: sidewalk, crossing, steps, lift …")
    ]


class TransferRisk(Model):
    """The change before a ride, for who was asked for."""

    slack_seconds: Annotated[
        int, Field(description="To spare where all goes as planned.")
    ]
    missed_chance: Annotated[float, Field(ge=0, le=1)]
    guaranteed: Annotated[bool, Field(description="The vehicle waits.")]
    next_departure: Annotated[
        datetime | None, Field(description="How one goes on if it is missed.")
    ] = None
    next_arrival: datetime | None = None


class Leg(Model):
    """One walk or one ride."""

    mode: Mode
    from_: Place
    to: Place
    duration: Annotated[int, Field(description="Seconds.")]
    start_time: datetime
    end_time: datetime
    scheduled_start_time: datetime
    scheduled_end_time: datetime
    real_time: bool = False
    scheduled: bool = True
    distance: Annotated[float | None, Field(description="Metres walked.")] = None
    interline_with_previous_leg: bool | None = None
    headsign: str | None = None
    route_id: str | None = None
    direction_id: str | None = None
    route_color: str | None = None
    route_text_color: str | None = None
    route_type: int | None = None
    agency_name: str | None = None
    agency_url: str | None = None
    agency_id: str | None = None
    trip_id: str | None = None
    route_short_name: str | None = None
    route_long_name: str | None = None
    trip_short_name: str | None = None
    display_name: str | None = None
    cancelled: bool | None = None
    intermediate_stops: list[Place] | None = None
    leg_geometry: EncodedPolyline
    steps: list[StepInstruction] | None = None
    bikes_allowed: bool | None = None
    wheelchair_accessible: Annotated[
        Wheelchair | None, Field(description="Absent: not known.")
    ] = None
    x_straight_line: Annotated[
        bool | None,
        Field(
            description="True: part of this walk is a straight line, as no streets "
            "are known there; the way on foot may be longer."
        ),
    ] = None
    x_accessibility: Annotated[
        LegAccess | None,
        Field(description="What the person who was asked for meets on this leg."),
    ] = None
    x_transfer_risk: Annotated[
        TransferRisk | None,
        Field(description="For a person: the chance to miss this ride."),
    ] = None
    x_headway_seconds: Annotated[
        int | None,
        Field(description="The trip runs about every so many seconds, not by minute."),
    ] = None


class InstructionSaid(Model):
    """One step of the way in words."""

    kind: str
    text: str
    ruby: Annotated[
        list[tuple[str, str]] | None,
        Field(description='Text in parts, each with its reading, "" for none.'),
    ] = None
    lat: float
    lon: float
    metres: float | None = None
    seconds: int | None = None


class Itinerary(Model):
    """One way to go."""

    duration: Annotated[int, Field(description="Seconds.")]
    start_time: datetime
    end_time: datetime
    transfers: int
    id: str
    legs: list[Leg]
    x_status: Annotated[
        str | None,
        Field(
            description="For a person: `certain`, or `possible` where not all is known."
        ),
    ] = None
    x_effort: Annotated[
        int | None, Field(description="Felt seconds of walks and boardings.")
    ] = None
    x_instructions: Annotated[
        list[InstructionSaid] | None,
        Field(description="The way step by step, where `instructions` asks for it."),
    ] = None


class PlanResponse(Model):
    """All ways to go that no other one beats."""

    request_parameters: dict[str, str]
    debug_output: dict[str, int]
    from_: Place
    to: Place
    direct: list[Itinerary]
    itineraries: list[Itinerary]
    previous_page_cursor: str
    next_page_cursor: str
    x_notice: Annotated[
        str | None, Field(description="What to know about this city's data.")
    ] = None
    x_person: Annotated[
        PersonSaid | None, Field(description="For whom, as it was used.")
    ] = None


class ErrorBody(Model):
    """What was wrong, in one sentence."""

    error: str


class Health(Model):
    """The server answers. MOTIS's ``rt`` and ``gbfs`` are left out: no live sources."""

    x_city: str
    x_notice: str | None = None
