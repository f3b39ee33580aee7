"""One journey of an answer, and moments around it: instants, whatever clocks do."""

from __future__ import annotations

from datetime import datetime

from .itinerary import Answer, Itinerary
from .met import Status


def earliest(answer: Answer) -> Itinerary | None:
    """Return the journey that is there first; of equal ones the surest, the shortest.

    A walk all the way is a journey too.
    """
    directs = [answer.direct] if answer.direct else []
    return min(
        [*directs, *answer.more_direct, *answer.itineraries],
        key=lambda one: (
            one.arrival.timestamp(),
            one.status is Status.POSSIBLE,
            one.boardings,
        ),
        default=None,
    )


def seconds_between(start: datetime, end: datetime) -> int:
    """Return the seconds that pass, whatever clocks are put to meanwhile."""
    return int(end.timestamp() - start.timestamp())


def later_by(moment: datetime, seconds: int) -> datetime:
    """Return the moment so many seconds later, in the same zone."""
    return datetime.fromtimestamp(moment.timestamp() + seconds, moment.tzinfo)
