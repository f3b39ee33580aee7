"""Bounds for the careful search, from the quick one: who is first, and how late is late.

Where walks are told by their seconds alone, the quick search finds the best arrivals in
a millisecond, and another one, from the destination backwards, when one has to be where
at the latest. The careful search then goes nowhere in vain.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from ..columns import I32
from .careful import Case
from .request import PLAIN_CRITERIA
from .riding import Riding


class Guide:
    """Asks the quick search for one city. Safe in threads."""

    def __init__(self, riding: Riding) -> None:
        self._riding = riding

    def quickest(self, case: Case, epoch: int, backward: bool) -> list[tuple[int, int]]:
        """Return the best (clock, boardings): epoch seconds of arrival.

        Backwards: minus those of departure.
        """
        request = replace(
            case.request,
            criteria=PLAIN_CRITERIA,
            window_seconds=None,
            arrive_by=backward,
            time=datetime.fromtimestamp(epoch, UTC),
        )
        found = self._riding.between(
            request, case.traveller, case.origin, case.destination
        )
        best = [
            (-one.departure if backward else one.arrival, one.boardings)
            for one in found.journeys
        ]
        if found.direct_seconds is not None:
            start = -epoch if backward else epoch
            best.append((start + found.direct_seconds, 0))
        return best

    def latest(
        self, case: Case, first: int, last: int, backward: bool, max_boardings: int
    ) -> I32:
        """Return (nodes,): how long before ``last`` one has to be there, at the least.

        ``first`` and ``last`` are the clocks between which a search in this direction
        goes. ``UNREACHED`` where nobody comes from in that time.
        """
        end = case.origin if backward else case.destination
        request = replace(
            case.request,
            max_travel_seconds=last - first,
            max_boardings=max_boardings,
            max_access_seconds=None,
            max_egress_seconds=None,
        )
        epoch = -last if backward else last
        return self._riding.nodes_in_reach(
            request, case.traveller, end, epoch, not backward
        )

    def on_foot(self, case: Case, seconds: int, backward: bool) -> I32:
        """Return (nodes,): the seconds of the walk from there to the end.

        ``UNREACHED`` where it takes more than so many. Backwards: from the origin.
        """
        ends = self._riding.ends(case.traveller)
        end = case.origin if backward else case.destination
        hierarchy = ends.hierarchy if backward else ends.turned
        return hierarchy.everywhere(end.nodes, end.seconds, seconds)
