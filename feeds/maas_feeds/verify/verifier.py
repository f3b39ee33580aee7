"""Certify whole answers of the MOTIS ``plan`` operation against raw feeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from .answer import BrokenRule, Json, parts
from .asked import FASTEST_WALK_METRES_PER_SECOND, read_asked
from .dominance import dominated
from .feeds import Feeds
from .heights import Heights
from .itineraries import ItineraryCheck, Summary
from .person import Person, read_person
from .person_edges import RawGround
from .person_itineraries import check_person_itinerary
from .raw_streets import read_streets
from .rest_places import RestPlaces
from .street_pieces import Finder
from .verdict import Fault, Verdict


class Verifier:
    """Checks answers of one city; keeps what it has read for the next answer."""

    def __init__(
        self,
        feeds: Mapping[str, Path],
        timezone: str,
        *,
        osm: Sequence[Path] = (),
        elevation: Sequence[Path] = (),
        fastest_walk_metres_per_second: float = FASTEST_WALK_METRES_PER_SECOND,
    ) -> None:
        """Take raw GTFS feeds (zip or folder) by feed id, and the city's time zone.

        The time zone counts for opening hours, and for a feed whose agency has none.
        ``osm`` and
        ``elevation`` are the raw files of the streets: answers for a person are held
        against them. The fastest walk counts only for answers whose question states no
        walking speed.
        """
        self._feeds = Feeds(feeds, timezone)
        self._osm = osm
        self._zone = ZoneInfo(timezone)
        self._elevation = elevation
        self._fastest = fastest_walk_metres_per_second

    @cached_property
    def _ground(self) -> RawGround:
        """The streets, read when the first answer for a person comes."""
        streets = read_streets(self._osm)
        heights = Heights(self._elevation) if self._elevation else None
        return RawGround(
            Finder(streets), RestPlaces(streets), heights, self._feeds, self._zone
        )

    def check(self, answer: Json) -> Verdict:
        """Certify every leg and every statement of an answer."""
        try:
            direct, itineraries = parts(answer, "direct"), parts(answer, "itineraries")
            person = read_person(answer)
        except BrokenRule as rule:
            return Verdict(0, 0, (Fault(None, None, rule.rule, rule.message),))
        asked = read_asked(answer, self._fastest)
        if person is not None:
            slack = asked.additional_transfer_seconds + person.transfer_seconds
            asked = replace(asked, additional_transfer_seconds=slack)
        faults: list[Fault] = []
        summaries: list[Summary | None] = []
        legs = 0
        walks: list[Summary] = []
        for number, itinerary in [
            *((None, walk) for walk in direct),
            *enumerate(itineraries),
        ]:
            check = ItineraryCheck(self._feeds, asked, number)
            summary = check.run(answer, itinerary)
            faults += check.faults
            faults += self._for_person(number, itinerary, person)
            legs += check.legs
            if number is not None:
                summaries.append(summary)
            elif summary is not None and summary.boardings == 0:
                walks.append(summary)
        faults += dominated(summaries, walks, asked)
        at_fault = {(f.itinerary, f.leg) for f in faults if f.leg is not None}
        return Verdict(legs, legs - len(at_fault), tuple(faults))

    def _for_person(
        self, number: int | None, itinerary: Json, person: Person | None
    ) -> list[Fault]:
        if person is None:
            return []
        return [
            Fault(number, leg, rule.rule, rule.message)
            for leg, rule in check_person_itinerary(self._ground, itinerary, person)
        ]


def verify_answer(
    feeds: Mapping[str, Path],
    timezone: str,
    answer: Json,
    *,
    osm: Sequence[Path] = (),
    elevation: Sequence[Path] = (),
) -> Verdict:
    """Certify one answer: see Verifier."""
    return Verifier(feeds, timezone, osm=osm, elevation=elevation).check(answer)
