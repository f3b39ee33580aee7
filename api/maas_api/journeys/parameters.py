"""The parameters of ``GET /api/v6/plan``: MOTIS's names, defaults and units."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from maas.journeys.request import Criterion
from maas.people.profile import Policy

from .schemas import Mode

_SPACED_OFFSET = re.compile(r"([T ]\d\d:\d\d\S*) (\d\d:?\d\d)$")


def _commas(value: object) -> object:
    """Split ``a,b`` as MOTIS's lists are written; ``""`` is the empty list."""
    items = value if isinstance(value, list) else [value]
    return [
        part
        for item in items
        for part in (item.split(",") if isinstance(item, str) else [item])
        if part != ""
    ]


def _time_text(value: object) -> object:
    """In a URL that was not encoded, the ``+`` of an offset arrives as a space."""
    if not isinstance(value, str):
        return value
    return _SPACED_OFFSET.sub(r"\1+\2", value) or None


Listed = BeforeValidator(_commas)
PlaceText = Annotated[
    str,
    Field(
        min_length=1,
        max_length=512,
        description="`latitude,longitude[,level]`, or a stop id.",
        examples=["35.7027,139.5607"],
    ),
]
Seconds = Annotated[int, Field(ge=0, le=10**7)]
Minutes = Annotated[int, Field(ge=0, le=10**5)]
StopId = Annotated[str, Field(min_length=1, max_length=512)]


class Parameters(BaseModel):
    """Where from, where to, when, and within which limits."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="forbid", frozen=True, allow_inf_nan=False
    )

    from_place: PlaceText
    to_place: PlaceText
    via: Annotated[
        list[StopId], Listed, Field(description="Ids of stops to visit, in order.")
    ] = []
    via_minimum_stay: Annotated[
        list[Minutes],
        Listed,
        Field(description="Minutes at each `via`; 0 if left out."),
    ] = []
    time: Annotated[
        datetime | None,
        BeforeValidator(_time_text),
        Field(
            description="Departure, or arrival with `arriveBy`. Without an offset it "
            "is the city's own time. Default: now.",
            examples=["2026-11-24T08:00:00+09:00"],
        ),
    ] = None
    arrive_by: bool = False
    timetable_view: Annotated[
        bool,
        Field(
            description="True: every best journey of a window; false: of one moment."
        ),
    ] = True
    search_window: Annotated[
        Seconds, Field(description="Length of the window in seconds.")
    ] = 900
    num_itineraries: Annotated[
        int,
        Field(ge=0, description="The window grows until it holds so many journeys."),
    ] = 5
    max_itineraries: Annotated[
        int | None,
        Field(ge=1, description="No more, but for those of the same moment."),
    ] = None
    page_cursor: Annotated[
        str | None,
        Field(
            max_length=32,
            description="`nextPageCursor` or `previousPageCursor` of an answer.",
        ),
    ] = None
    max_transfers: Annotated[
        int | None, Field(ge=0, description="Changes of vehicle; 0: no change.")
    ] = None
    max_travel_time: Annotated[
        Minutes | None, Field(description="Minutes from door to door.")
    ] = None
    min_transfer_time: Annotated[
        Minutes, Field(description="Minutes for each change, at least.")
    ] = 0
    additional_transfer_time: Annotated[
        Minutes, Field(description="Minutes added to each change.")
    ] = 0
    transfer_time_factor: Annotated[
        float, Field(ge=1, le=100, description="Factor for the time of each change.")
    ] = 1.0
    pedestrian_speed: Annotated[
        float | None,
        Field(gt=0, description="Metres a second; default 1.33 (80 m/min)."),
    ] = None
    pedestrian_profile: Annotated[
        Literal["FOOT", "WHEELCHAIR"],
        Field(description="`WHEELCHAIR` is the profile `manual_wheelchair`."),
    ] = "FOOT"
    mobility_profile: Annotated[
        str | None,
        Field(
            max_length=64,
            description="For whom: a mobility profile, such as `stick`. Ours.",
            examples=["manual_wheelchair"],
        ),
    ] = None
    limits: Annotated[
        list[Annotated[str, Field(max_length=64)]],
        Listed,
        Field(
            max_length=32,
            description="Limits of the profile changed, such as `max_slope_up=5`. Ours.",
        ),
    ] = []
    unknown_policy: Annotated[
        Policy | None,
        Field(description="Where nobody knows: default as the profile has it. Ours."),
    ] = None
    criteria: Annotated[
        list[Criterion],
        Listed,
        Field(description="`arrival,boardings`, with `effort` perhaps. Ours."),
    ] = [Criterion.ARRIVAL, Criterion.BOARDINGS]
    instructions: Annotated[
        Literal["ja", "ja-easy", "en"] | None,
        Field(description="Tell the way step by step, in this language. Ours."),
    ] = None
    max_pre_transit_time: Annotated[
        Seconds, Field(description="Longest walk to the first stop, seconds.")
    ] = 900
    max_post_transit_time: Annotated[
        Seconds, Field(description="Longest walk from the last stop, seconds.")
    ] = 900
    max_direct_time: Annotated[
        Seconds, Field(description="Longest walk all the way, seconds.")
    ] = 1800
    transit_modes: Annotated[
        list[Mode],
        Listed,
        Field(description="Modes to ride; empty: walk all the way."),
    ] = [Mode.TRANSIT]
    direct_modes: Annotated[
        list[Mode], Listed, Field(description="`WALK`, or empty: no direct walk.")
    ] = [Mode.WALK]
    pre_transit_modes: Annotated[list[Mode], Listed, Field(description="`WALK`.")] = [
        Mode.WALK
    ]
    post_transit_modes: Annotated[list[Mode], Listed, Field(description="`WALK`.")] = [
        Mode.WALK
    ]
    detailed_legs: Annotated[
        bool, Field(description="Whether legs have lines and walking steps.")
    ] = True
    detailed_transfers: Annotated[
        bool | None,
        Field(description="The same for changes; default: as `detailedLegs`."),
    ] = None
    join_interlined_legs: Annotated[
        bool,
        Field(description="Whether rides without leaving the seat are one leg."),
    ] = True
    with_scheduled_skipped_stops: Annotated[
        bool,
        Field(description="Whether stops where nobody may get on or off are listed."),
    ] = False


# Parameters of MOTIS that change nothing here, whatever they say: no bicycle, car,
# lorry or rental is ever used, every algorithm gives the same exact answer, all
# walking is routed on streets, and there is no live data yet.
WITHOUT_EFFECT = frozenset(
    {
        "algorithm", "cyclingSpeed", "directRentalFormFactors",
        "directRentalPropulsionTypes", "directRentalProviderGroups",
        "directRentalProviders", "fastestSlowDirectFactor",
        "ignoreDirectRentalReturnConstraints", "ignorePostTransitRentalReturnConstraints",
        "ignorePreTransitRentalReturnConstraints", "language", "luggage", "passengers",
        "postTransitRentalFormFactors", "postTransitRentalPropulsionTypes",
        "postTransitRentalProviderGroups", "postTransitRentalProviders",
        "preTransitRentalFormFactors", "preTransitRentalPropulsionTypes",
        "preTransitRentalProviderGroups", "preTransitRentalProviders", "realtimeMode",
        "timeout", "useRoutedTransfers", "vehicleAxleCount", "vehicleAxleLoad",
        "vehicleHazmat", "vehicleHazmatWater", "vehicleHeight", "vehicleLength",
        "vehicleLezAccess", "vehicleTopSpeed", "vehicleTrailer", "vehicleWeight",
        "vehicleWidth",
    }
)  # fmt: skip
"""Parameters of MOTIS that are accepted with any value."""

ONLY: dict[str, tuple[str, ...]] = {
    "elevationCosts": ("NONE",),
    "fastestDirectFactor": ("1", "1.0", "10", "10.0"),
    "maxMatchingDistance": ("250", "250.0"),
    "noCompulsoryReservation": ("false",),
    "numLegAlternatives": ("0",),
    "radius": (),
    "requireBikeTransport": ("false",),
    "requireCarTransport": ("false",),
    "slowDirect": ("false",),
    "withFares": ("false",),
}
"""Parameters of MOTIS that are accepted with these values only."""

NAMES: dict[str, Any] = {
    field.alias or name: field for name, field in Parameters.model_fields.items()
}
"""The parameters that are obeyed, by MOTIS's names."""

OURS = frozenset(
    {"criteria", "instructions", "limits", "mobilityProfile", "unknownPolicy"}
)
"""Parameters that MOTIS does not know."""
