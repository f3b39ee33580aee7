"""Certify whole answers of the MOTIS ``plan`` operation against raw feeds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .answer import BrokenRule, Json, parts
from .asked import FASTEST_WALK_METRES_PER_SECOND, read_asked
from .dominance import dominated
from .feeds import Feeds
from .itineraries import ItineraryCheck, Summary
from .verdict import Fault, Verdict


class Verifier:
    """Checks answers of one city; keeps what it has read for the next answer."""

    def __init__(
        self,
        feeds: Mapping[str, Path],
        timezone: str,
        *,
        fastest_walk_metres_per_second: float = FASTEST_WALK_METRES_PER_SECOND,
    ) -> None:
        """Take raw GTFS feeds (zip or folder) by feed id, and the city's time zone.

        The time zone counts only for a feed whose agency has none. The fastest walk
        counts only for answers whose question states no walking speed.
        """
        self._feeds = Feeds(feeds, timezone)
        self._fastest = fastest_walk_metres_per_second

    def check(self, answer: Json) -> Verdict:
        """Certify every leg and every statement of an answer."""
        try:
            direct, itineraries = parts(answer, "direct"), parts(answer, "itineraries")
        except BrokenRule as rule:
            return Verdict(0, 0, (Fault(None, None, rule.rule, rule.message),))
        asked = read_asked(answer, self._fastest)
        faults: list[Fault] = []
        summaries: list[Summary | None] = []
        legs = 0
        walks: list[int] = []
        for number, itinerary in [
            *((None, walk) for walk in direct),
            *enumerate(itineraries),
        ]:
            check = ItineraryCheck(self._feeds, asked, number)
            summary = check.run(answer, itinerary)
            faults += check.faults
            legs += check.legs
            if number is not None:
                summaries.append(summary)
            elif summary is not None and summary.boardings == 0:
                walks.append(summary.arrival - summary.departure)
        faults += dominated(summaries, min(walks, default=None), asked)
        at_fault = {(f.itinerary, f.leg) for f in faults if f.leg is not None}
        return Verdict(legs, legs - len(at_fault), tuple(faults))


def verify_answer(feeds: Mapping[str, Path], timezone: str, answer: Json) -> Verdict:
    """Certify one answer: see Verifier."""
    return Verifier(feeds, timezone).check(answer)
