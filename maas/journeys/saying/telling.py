"""What to do on a way, in words: ``instructions``, ``tell``, ``summary``.

A ``Teller`` keeps what it has looked up of a city; the functions make one for a single
question. Rules: ``docs/instructions.md``.
"""

from __future__ import annotations

from ...city import City
from ...people.profile import Person
from ..itinerary import Itinerary, Ride, Walk
from .kinds import Instruction
from .names import Names
from .phrases import get_language
from .riding import change_instruction, ride_instructions, unknown_boarding
from .spans import Spans, text_of
from .summing import sum_of_itinerary, sum_of_walk
from .walking import walk_instructions


class Teller:
    """Tells ways of one city. Safe in threads: it only keeps what is in the city."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._names = Names(city)

    def instructions(
        self, walk: Walk, person: Person | None, language: str
    ) -> tuple[Instruction, ...]:
        """Return the steps of a detailed walk."""
        return walk_instructions(
            self._city, walk, person, get_language(language), self._names
        )

    def tell(
        self, itinerary: Itinerary, person: Person | None, language: str
    ) -> tuple[Instruction, ...]:
        """Return the steps of a detailed itinerary, its rides and changes too."""
        to, city, names = get_language(language), self._city, self._names
        found: list[Instruction] = []
        rides = [leg for leg in itinerary.legs if isinstance(leg, Ride)]
        unknown = unknown_boarding(rides, person, to)
        before: Walk | Ride | None = None
        for leg in itinerary.legs:
            if isinstance(leg, Walk):
                found += walk_instructions(city, leg, person, to, names)
            else:
                if isinstance(before, Ride) and not leg.stays_seated:
                    found.append(change_instruction(before, leg, to))
                if unknown is not None and leg is rides[0]:
                    found.append(unknown)
                found += ride_instructions(city, leg, person, to, names)
            before = leg
        return tuple(found)

    def summary(
        self, way: Walk | Itinerary, person: Person | None, language: str
    ) -> Spans:
        """Return one sentence: distance, time, climb, stairs, crossings, rests."""
        to = get_language(language)
        if isinstance(way, Walk):
            return sum_of_walk(self._city, way, person, to)
        return sum_of_itinerary(self._city, way, person, to)


def instructions(
    city: City, walk: Walk, person: Person | None, language: str
) -> tuple[Instruction, ...]:
    """Return the steps of a detailed walk.

    Parameters
    ----------
    city
        The town; ``walk.path`` counts edges of its streets.
    walk
        A walk with its path. Without one only its time can be told.
    person
        What to tell and what to leave out; None for nobody in particular.
    language
        "ja", "en" or "ja-easy".

    Raises
    ------
    RequestError
        If the language is none of these.
    """
    return Teller(city).instructions(walk, person, language)


def tell(
    city: City, itinerary: Itinerary, person: Person | None, language: str
) -> tuple[Instruction, ...]:
    """Return the steps of a detailed itinerary; errors are those of ``instructions``."""
    return Teller(city).tell(itinerary, person, language)


def summary(
    city: City, way: Walk | Itinerary, person: Person | None, language: str
) -> str:
    """Return a walk or an itinerary in one sentence, to be read on a page."""
    return text_of(Teller(city).summary(way, person, language))
