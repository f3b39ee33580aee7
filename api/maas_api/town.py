"""What the faces know of a city: facts to show, and somebody to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias
from zoneinfo import ZoneInfo

from maas.columns import I16
from maas.journeys.itinerary import Answer, Itinerary
from maas.journeys.request import Request
from maas.people.profile import Person
from maas.streets.closures import Closures, Outage

if TYPE_CHECKING:
    from maas.journeys.risk import TransferRisk
    from maas.journeys.saying import Instruction

from .example import Example, find_example

CloseLifts: TypeAlias = Callable[[Sequence[Outage]], tuple[Closures, tuple[str, ...]]]
"""Makes plans heed what is out of service, and nothing said before; gives what is closed
and a sentence for each thing that is not in the city."""

Risks: TypeAlias = "Callable[[Itinerary, Request], tuple[TransferRisk, ...]]"
Say: TypeAlias = "Callable[[Itinerary, Person | None, str], tuple[Instruction, ...]]"


def no_risks(itinerary: Itinerary, request: Request) -> tuple[TransferRisk, ...]:
    """Nothing is known of missed changes."""
    return ()


def say_nothing(
    itinerary: Itinerary, person: Person | None, language: str
) -> tuple[Instruction, ...]:
    """Nobody tells the way."""
    return ()


class Plans(Protocol):
    """Answers questions about journeys."""

    def plan(self, request: Request) -> Answer:
        """Find all journeys that no other one beats."""
        ...

    def detail(self, itinerary: Itinerary, request: Request | None = None) -> Itinerary:
        """Fill in walking steps and the lines on the map, for who asked."""
        ...


@dataclass(frozen=True, slots=True)
class Town:
    """An open city, ready to be asked."""

    name: str
    timezone: str
    languages: tuple[str, ...]
    bounds: tuple[float, float, float, float]
    """South, west, north, east, in degrees."""
    feeds: Mapping[str, str]
    """Feed id to the path of the GTFS that it was built from."""
    streets: tuple[str, ...]
    """Paths of the OpenStreetMap files that it was built from."""
    notice: str
    """What to know about the data, "" where nothing is."""
    routes: frozenset[tuple[str, str]]
    """Feed id and own id of every route."""
    agencies: frozenset[tuple[str, str]]
    planner: Plans
    close_lifts: CloseLifts
    example: Callable[[date], Example | None]
    """Gives a question that has an answer, near a day."""
    risks: Risks = no_risks
    """Gives the chance to miss each change of a detailed itinerary."""
    say: Say = say_nothing
    """Tells a detailed itinerary to somebody in a language, step by step."""
    elevation: tuple[str, ...] = ()
    """Paths of the elevation rasters that it was built from."""

    @property
    def zone(self) -> ZoneInfo:
        """The city's time zone."""
        return ZoneInfo(self.timezone)


def open_town(folder: Path) -> Town:
    """Open a built city."""
    # Here, so that --help and usage errors need not wait for the kernels.
    from maas.city import City
    from maas.journeys.planner import Planner
    from maas.journeys.risk import risks
    from maas.journeys.saying import Teller
    from maas.streets.closures import close

    city = City.open(folder)
    planner = Planner(city)
    south, west, north, east = city.bounds
    feed_ids = list(city.feeds.feed_id)
    routes, agencies = city.routes.route_id, city.agencies.agency_id

    def feeds_of(column: I16) -> list[str]:
        return [feed_ids[feed] for feed in column.tolist()]

    def close_lifts(
        outages: Sequence[Outage],
    ) -> tuple[Closures, tuple[str, ...]]:
        closures, unmatched = close(city.streets, city.pathway_index, outages)
        planner.closures = closures  # whole, so that no plan sees half of it
        return closures, unmatched

    return Town(
        name=city.name,
        timezone=city.timezone,
        languages=tuple(city.languages),
        bounds=(south, west, north, east),
        feeds=dict(city.sources),
        streets=tuple(city.manifest.get("osm", ())),
        notice=city.notice,
        routes=frozenset(zip(feeds_of(city.feeds.route_feed), routes, strict=True)),
        agencies=frozenset(
            zip(feeds_of(city.feeds.agency_feed), agencies, strict=True)
        ),
        planner=planner,
        close_lifts=close_lifts,
        example=lru_cache(maxsize=1)(partial(find_example, city)),
        risks=partial(risks, planner),
        say=Teller(city).tell,
        elevation=tuple(city.manifest.get("elevation", ())),
    )
