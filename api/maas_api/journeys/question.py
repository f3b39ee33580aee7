"""From MOTIS's parameters to the planner's request."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import ValidationError

from maas.errors import RequestError
from maas.journeys.request import PLAIN_CRITERIA, Place, Request, Via
from maas.people.catalog import get_person, with_limits
from maas.people.profile import Person

from ..clock import FIRST_YEAR, LAST_YEAR
from ..limits import Limits
from ..places import find_coordinates
from ..town import Town
from .ids import split_stop_id
from .modes import transit_modes_of
from .paging import PageSize
from .parameters import NAMES, ONLY, WITHOUT_EFFECT, Parameters
from .schemas import Mode
from .translate import Wording


class ParameterError(Exception):
    """A parameter that cannot be read, in one sentence."""


def read_parameters(pairs: Iterable[tuple[str, str]]) -> Parameters:
    """Read a query string's pairs; every fault is one sentence.

    Raises
    ------
    ParameterError
        For unknown names and values of the wrong form.
    RequestError
        For what MOTIS can do and this server cannot yet.
    """
    values: dict[str, object] = {}
    for name, value in pairs:
        if name in WITHOUT_EFFECT:
            continue
        if name in ONLY:
            _refuse_unless_default(name, value)
        elif name not in NAMES:
            raise ParameterError(_unknown(name))
        elif name in values and isinstance(NAMES[name].default, list):
            values[name] = f"{values[name]},{value}"
        else:
            values[name] = value
    try:
        return Parameters.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0])
        if fault["type"] == "missing":
            raise ParameterError(f"{name} is missing.") from error
        said = fault["msg"][:1].lower() + fault["msg"][1:]
        raise ParameterError(f"{name}: {said}.") from error


def request_of(asked: Parameters, town: Town, limits: Limits, now: datetime) -> Request:
    """Translate parameters into the planner's question."""
    _refuse_beyond(asked, limits)
    return Request(
        origin=place_of(asked.from_place, town),
        destination=place_of(asked.to_place, town),
        time=_time(asked, town, now),
        arrive_by=asked.arrive_by,
        window_seconds=asked.search_window if asked.timetable_view else None,
        via=_vias(asked, town),
        max_boardings=1
        + min(
            limits.transfers,
            limits.transfers if asked.max_transfers is None else asked.max_transfers,
        ),
        max_travel_seconds=min(
            limits.travel_seconds,
            limits.travel_seconds
            if asked.max_travel_time is None
            else asked.max_travel_time * 60,
        ),
        max_access_seconds=_walk(
            asked.max_pre_transit_time, asked.pre_transit_modes, limits
        ),
        max_egress_seconds=_walk(
            asked.max_post_transit_time, asked.post_transit_modes, limits
        ),
        max_direct_seconds=_walk(asked.max_direct_time, asked.direct_modes, limits),
        walk_metres_per_second=asked.pedestrian_speed,
        min_transfer_seconds=asked.min_transfer_time * 60,
        additional_transfer_seconds=asked.additional_transfer_time * 60,
        transfer_factor=asked.transfer_time_factor,
        modes=transit_modes_of(asked.transit_modes),
        person=_person(asked),
        unknown=asked.unknown_policy,
        criteria=PLAIN_CRITERIA | frozenset(asked.criteria),
    )


def page_size_of(asked: Parameters, limits: Limits) -> PageSize:
    """Read how many journeys are asked for."""
    return PageSize(
        at_least=asked.num_itineraries,
        at_most=asked.max_itineraries,
        longest_window_seconds=limits.extended_window_seconds,
    )


def wording_of(asked: Parameters, town: Town) -> Wording:
    """Read how much is to be said."""
    transfers = asked.detailed_transfers
    return Wording(
        timezone=town.timezone,
        legs_detailed=asked.detailed_legs,
        transfers_detailed=asked.detailed_legs if transfers is None else transfers,
        join_interlined=asked.join_interlined_legs,
        skipped_stops=asked.with_scheduled_skipped_stops,
        language=asked.instructions,
    )


def place_of(text: str, town: Town) -> Place:
    """Read a position or a stop id."""
    return find_coordinates(text) or split_stop_id(text, town.feeds)


def local(time: datetime, town: Town) -> datetime:
    """Make a time aware: without an offset it is the city's own."""
    return time.replace(tzinfo=town.zone) if time.tzinfo is None else time


def _person(asked: Parameters) -> Person | None:
    """Read for whom was asked: never a walker where a wheelchair was named."""
    name = asked.mobility_profile
    if asked.pedestrian_profile == "WHEELCHAIR":
        if name is not None and get_person(name).limits.wheels != "wheelchair":
            raise RequestError(
                f"pedestrianProfile=WHEELCHAIR and mobilityProfile={name} contradict "
                "each other; leave one of them out."
            )
        name = name or "manual_wheelchair"
    if name is None:
        if asked.limits:
            raise RequestError(
                "limits change a profile: name one with mobilityProfile, such as "
                "mobilityProfile=stick."
            )
        return None
    return with_limits(get_person(name), asked.limits)


def _time(asked: Parameters, town: Town, now: datetime) -> datetime:
    if asked.time is None:
        return now
    if not FIRST_YEAR <= asked.time.year <= LAST_YEAR:
        raise RequestError(
            f"time: the year {asked.time.year} cannot be searched, only {FIRST_YEAR} to "
            f"{LAST_YEAR}."
        )
    return local(asked.time.replace(microsecond=0), town)


def _vias(asked: Parameters, town: Town) -> tuple[Via, ...]:
    stays = asked.via_minimum_stay
    # MOTIS's default is "0,0", also where fewer stops are visited.
    if len(stays) > len(asked.via) and any(stays[len(asked.via) :]):
        raise RequestError(
            f"viaMinimumStay names {len(stays)} stays, via {len(asked.via)} stops."
        )
    return tuple(
        Via(
            split_stop_id(stop_id, town.feeds),
            60 * stays[i] if i < len(stays) else 0,
        )
        for i, stop_id in enumerate(asked.via)
    )


def _walk(seconds: int, modes: list[Mode], limits: Limits) -> int:
    """Longest walk in seconds: none where walking is not among the modes."""
    for mode in modes:
        if mode is not Mode.WALK:
            raise RequestError(
                f"{mode} is not supported outside of transit; this server knows WALK."
            )
    return min(seconds, limits.walk_seconds) if modes else 0


def _refuse_beyond(asked: Parameters, limits: Limits) -> None:
    bounds = (
        ("searchWindow", asked.search_window, limits.window_seconds),
        ("numItineraries", asked.num_itineraries, limits.itineraries),
        ("maxItineraries", asked.max_itineraries or 0, limits.itineraries),
        ("via", len(asked.via), limits.vias),
    )
    for name, value, most in bounds:
        if value > most:
            raise RequestError(f"{name} is {value}; this server allows up to {most}.")


def _refuse_unless_default(name: str, value: str) -> None:
    known = ONLY[name]
    if value not in known:
        hint = f"; leave it out or ask for {known[0]}" if known else "; leave it out"
        raise RequestError(f"{name}={value} is not supported yet{hint}.")


def _unknown(name: str) -> str:
    names: Mapping[str, object] = {**NAMES, **ONLY, **dict.fromkeys(WITHOUT_EFFECT)}
    near = difflib.get_close_matches(name, names, 1, cutoff=0.5)
    hint = f"; did you mean {near[0]!r}?" if near else ", see /docs."
    return f"There is no parameter {name!r}{hint}"
