"""What the checker says: legs certified, and faults."""

from __future__ import annotations

from dataclasses import dataclass

RULES = {
    "form": "the answer can be read: fields are there and have the right shape",
    "mode": "the leg is a walk or a ride on public transport",
    "ends": "the itinerary begins and ends where the question did",
    "asked": "it departs no earlier, or arrives no later, than was asked",
    "fields": "stated durations, start, end and number of transfers add up",
    "chain": "each leg begins where and not before the one before it ended",
    "place": "a stop exists and lies where the feed says",
    "trip": "the trip exists, with that route and that first departure",
    "service": "the trip runs on the service day",
    "stops": "the trip calls at these stops in this order",
    "times": "every call is at the second that the feed says",
    "boarding": "boarding is allowed at the call",
    "alighting": "alighting is allowed at the call",
    "seat": "the vehicle goes on as the next trip, so that one may stay seated",
    "transfer": "the change of vehicles is allowed and long enough",
    "walk": "the walk is no faster than a person and no shorter than a straight line",
    "dominated": "no other itinerary, nor the direct walk, is as good in everything",
    "way": "each edge of a walk lies on the OSM way it names, open to feet that way",
    "claim": "what is said of an edge and of a walk is what the tags and heights say",
    "certainty": "what is told certain is known, what is told possible is not",
    "slope": "no slope is steeper than the person's limits",
    "kerb": "no kerb is higher",
    "width": "nothing is narrower",
    "surface": "no surface is barred, none rougher",
    "steps": "no stairs but those that the person climbs",
    "crossing": "no crossing is longer, or less protected",
    "wheelchair": "nothing on the way is closed to wheels",
    "needs": "what the person needs is there: light, sound, tactile paving, no lift",
    "rest": "rests are where one can sit, and near enough to each other",
    "reach": "no walk is longer than the person goes",
    "hours": "no way, gate or lift is entered while it is closed",
    "pace": "each edge takes the time that the person takes",
    "ready": "the person is at the stop in time to board",
    "step_free": "stops and trips are not closed to wheelchairs",
}
"""Every rule, and what holds where it is kept."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule. Positions count from 0, as in the answer's own lists.

    ``itinerary`` is None for the answer's direct walks and for the answer as a whole,
    ``leg`` is None where the itinerary as a whole is at fault.
    """

    itinerary: int | None
    leg: int | None
    rule: str
    message: str

    def __str__(self) -> str:
        """One line for people, counting from 1."""
        where = (
            "answer" if self.itinerary is None else f"itinerary {self.itinerary + 1}"
        )
        if self.leg is not None:
            where += f", leg {self.leg + 1}"
        return f"{where}: {self.rule}: {self.message}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one answer: every leg checked, those certified, all faults."""

    legs: int
    certified: int
    faults: tuple[Fault, ...]

    @property
    def good(self) -> bool:
        """No rule is broken."""
        return not self.faults
