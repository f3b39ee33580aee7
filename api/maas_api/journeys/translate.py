"""From the planner's answer to MOTIS's words."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, Final

from maas.journeys import itinerary as found
from maas.journeys.itinerary import Call, Point, Ride, Step, Walk, WalkKind

from .accessibility import ride_access_of, walk_access_of
from .ids import join_id, trip_id_of
from .polyline import PRECISION, encode
from .schemas import (
    Arranged,
    EncodedPolyline,
    Itinerary,
    Leg,
    Mode,
    PickupDropoff,
    Place,
    StepInstruction,
    Wheelchair,
)
from .turns import direction_of

_WHEELCHAIR: Final[dict[int, Wheelchair]] = {1: "ACCESSIBLE", 2: "NOT_ACCESSIBLE"}
_ARRANGED: Final[dict[int, Arranged]] = {
    2: "PHONE_AGENCY",
    3: "COORDINATE_WITH_DRIVER",
}
_EMPTY: Final = EncodedPolyline(points="", precision=PRECISION, length=0)


@dataclass(frozen=True, slots=True)
class Wording:
    """How much of an itinerary is said, and how."""

    timezone: str
    legs_detailed: bool = True
    transfers_detailed: bool = True
    join_interlined: bool = True
    skipped_stops: bool = False
    profile: str = ""
    """Id of the person's mobility profile, where there is one."""
    language: str | None = None
    """In which the way is told step by step; None: not."""

    @property
    def detailed(self) -> bool:
        """Whether the planner must fill in walking steps and lines."""
        return self.legs_detailed or self.transfers_detailed


def itinerary_of(journey: found.Itinerary, wording: Wording) -> Itinerary:
    """Translate one itinerary."""
    legs = list(joined(journey.legs) if wording.join_interlined else journey.legs)
    said: list[Leg] = []
    for i, leg in enumerate(legs):
        if isinstance(leg, Walk):
            said.append(_walk(leg, legs, i, wording))
        else:
            said.append(_ride(leg, wording))
    return Itinerary(
        duration=_seconds(journey.departure, journey.arrival),
        start_time=_utc(journey.departure),
        end_time=_utc(journey.arrival),
        transfers=max(0, journey.boardings - 1),
        id=_itinerary_id(said),
        legs=said,
        x_status=journey.status,
        x_effort=journey.effort,
    )


def joined(legs: Iterable[found.Leg]) -> list[found.Leg]:
    """Join rides between which one stays seated into one, named after the first."""
    result: list[found.Leg] = []
    for leg in legs:
        before = result[-1] if result else None
        if isinstance(leg, Ride) and leg.stays_seated and isinstance(before, Ride):
            result[-1] = _one_ride(before, leg)
        else:
            result.append(leg)
    return result


def _one_ride(first: Ride, second: Ride) -> Ride:
    end, start = first.calls[-1], second.calls[0]
    if end.point.stop == start.point.stop:
        between: tuple[Call, ...] = (
            replace(
                end,
                departure=start.departure,
                pickup=start.pickup,
                approximate=end.approximate or start.approximate,
            ),
        )
    else:
        between = (end, start)
    return replace(
        first,
        calls=(*first.calls[:-1], *between, *second.calls[1:]),
        wheelchair=_both(first.wheelchair, second.wheelchair),
        bikes=_both(first.bikes, second.bikes),
        lats=(*first.lats, *second.lats),
        lons=(*first.lons, *second.lons),
    )


def _both(a: int, b: int) -> int:
    """Both facts at once: no where one is no, yes where both are yes."""
    if 2 in (a, b):
        return 2
    return 1 if a == b == 1 else 0


def _walk(walk: Walk, legs: Sequence[found.Leg], i: int, wording: Wording) -> Leg:
    access = walk.access
    transfer = walk.kind is WalkKind.TRANSFER
    detailed = wording.transfers_detailed if transfer else wording.legs_detailed
    return Leg(
        mode=Mode.WALK,
        from_=place_of(
            walk.origin,
            wording.timezone,
            default="START",
            departure=walk.departure,
            arrival=legs[i - 1].arrival if i else None,
        ),
        to=place_of(
            walk.destination,
            wording.timezone,
            default="END",
            arrival=walk.arrival,
            departure=legs[i + 1].departure if i + 1 < len(legs) else None,
        ),
        duration=walk.seconds,
        start_time=_utc(walk.departure),
        end_time=_utc(walk.arrival),
        scheduled_start_time=_utc(walk.departure),
        scheduled_end_time=_utc(walk.arrival),
        distance=None if walk.metres is None else round(walk.metres, 1),
        leg_geometry=_walk_line(walk) if detailed else _EMPTY,
        steps=_steps(walk.steps) if detailed else None,
        x_straight_line=walk.straight or None,
        x_accessibility=walk_access_of(access, wording.profile) if access else None,
    )


def _ride(ride: Ride, wording: Wording) -> Leg:
    first, *between, last = ride.calls
    name = ride.route_short_name or ride.route_long_name
    return Leg(
        mode=Mode(ride.mode),
        from_=_call(first, wording, arrives=False),
        to=_call(last, wording, departs=False),
        duration=_seconds(ride.departure, ride.arrival),
        start_time=_utc(ride.departure),
        end_time=_utc(ride.arrival),
        scheduled_start_time=_utc(ride.departure),
        scheduled_end_time=_utc(ride.arrival),
        interline_with_previous_leg=ride.stays_seated or None,
        headsign=ride.headsign,
        route_id=join_id(ride.feed_id, ride.route_id),
        direction_id=str(ride.direction) if ride.direction >= 0 else None,
        route_color=ride.route_color or None,
        route_text_color=ride.route_text_color or None,
        route_type=ride.route_type,
        agency_name=ride.agency_name,
        agency_url=ride.agency_url,
        agency_id=ride.agency_id,
        trip_id=trip_id_of(ride),
        route_short_name=ride.route_short_name,
        route_long_name=ride.route_long_name,
        trip_short_name=ride.trip_short_name or None,
        display_name=name or ride.trip_short_name,
        cancelled=False,
        intermediate_stops=[
            _call(call, wording)
            for call in between
            if wording.skipped_stops or not call.pickup == call.drop_off == 1
        ],
        leg_geometry=_ride_line(ride) if wording.legs_detailed else _EMPTY,
        bikes_allowed={1: True, 2: False}.get(ride.bikes),
        wheelchair_accessible=_WHEELCHAIR.get(ride.wheelchair),
        x_headway_seconds=ride.headway_seconds,
        x_accessibility=ride_access_of(ride.access, wording.profile)
        if ride.access
        else None,
    )


def _call(
    call: Call, wording: Wording, *, arrives: bool = True, departs: bool = True
) -> Place:
    return place_of(
        call.point,
        wording.timezone,
        arrival=call.arrival if arrives else None,
        departure=call.departure if departs else None,
        pickup_type=_allowed(call.pickup),
        dropoff_type=_allowed(call.drop_off),
        x_pickup=_ARRANGED.get(call.pickup),
        x_dropoff=_ARRANGED.get(call.drop_off),
        x_approximate=call.approximate or None,
    )


def place_of(
    point: Point,
    timezone: str,
    *,
    default: str = "",
    arrival: datetime | None = None,
    departure: datetime | None = None,
    **facts: Any,
) -> Place:
    """Translate one end of a leg; ``default`` names a place without a name."""
    feed_id, platform = point.feed_id, point.platform or None
    arrives = _utc(arrival) if arrival else None
    departs = _utc(departure) if departure else None
    return Place(
        name=point.name or default,
        stop_id=_joined(feed_id, point.stop_id),
        parent_id=_joined(feed_id, point.parent_id),
        lat=point.lat,
        lon=point.lon,
        level=point.level,
        tz=timezone,
        arrival=arrives,
        departure=departs,
        scheduled_arrival=arrives,
        scheduled_departure=departs,
        scheduled_track=platform,
        track=platform,
        vertex_type="NORMAL" if point.stop_id is None else "TRANSIT",
        x_wheelchair_boarding=_WHEELCHAIR.get(point.wheelchair),
        **facts,
    )


def _steps(steps: Sequence[Step]) -> list[StepInstruction]:
    befores = (None, *steps[:-1])
    return [
        StepInstruction(
            relative_direction=direction_of(step, before),
            distance=round(step.metres, 1),
            from_level=step.from_level or 0.0,
            to_level=step.to_level or 0.0,
            osm_way=step.osm_way or None,
            polyline=_line(step.lats, step.lons),
            street_name=step.name,
            area=step.kind == "plaza",
            x_kind=step.kind,
        )
        for step, before in zip(steps, befores, strict=False)
    ]


def _walk_line(walk: Walk) -> EncodedPolyline:
    points = [
        point for step in walk.steps for point in zip(step.lats, step.lons, strict=True)
    ]
    if not points:
        ends = (walk.origin, walk.destination)
        points = [(end.lat, end.lon) for end in ends]
    # Steps share their ends: each is said once.
    points = points[:1] + [b for a, b in pairwise(points) if a != b]
    return _line([lat for lat, _ in points], [lon for _, lon in points])


def _ride_line(ride: Ride) -> EncodedPolyline:
    if len(ride.lats):
        return _line(ride.lats, ride.lons)
    points = [call.point for call in ride.calls]
    return _line([p.lat for p in points], [p.lon for p in points])


def _line(lats: Sequence[float], lons: Sequence[float]) -> EncodedPolyline:
    return EncodedPolyline(
        points=encode(lats, lons), precision=PRECISION, length=len(lats)
    )


def _itinerary_id(legs: Sequence[Leg]) -> str:
    """Name an itinerary by its rides, so that it can be found again."""
    rides = [
        [leg.trip_id, leg.from_.stop_id, leg.to.stop_id, leg.start_time.isoformat()]
        if leg.trip_id
        else [leg.start_time.isoformat(), leg.duration]
        for leg in legs
    ]
    text = json.dumps(rides, separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _joined(feed_id: str | None, own_id: str | None) -> str | None:
    return None if feed_id is None or not own_id else join_id(feed_id, own_id)


def _allowed(kind: int) -> PickupDropoff:
    return "NOT_ALLOWED" if kind == 1 else "NORMAL"


def _seconds(start: datetime, end: datetime) -> int:
    return int(end.timestamp() - start.timestamp())


def _utc(time: datetime) -> datetime:
    return time.astimezone(UTC)
