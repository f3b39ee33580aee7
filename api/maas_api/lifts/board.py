"""What is out of service now: one immutable state, swapped whole."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from maas.streets.closures import Outage
from maas_feeds.lifts import LiftItem

from ..clock import Clock
from ..town import CloseLifts

Source = Literal["file", "post"]


@dataclass(frozen=True, slots=True)
class State:
    """What was said last, and what came of it."""

    items: tuple[LiftItem, ...] = ()
    edges: int = 0
    """Directed edges of the streets that are closed at some time."""
    unmatched: tuple[str, ...] = ()
    """A sentence for each thing that is not in the city."""
    source: Source | None = None
    since: datetime | None = None
    fault: str | None = None
    """Why the file, as it is now, was not taken: the state before holds on."""


class Board:
    """Holds the state; writers take turns, readers never wait."""

    def __init__(self, close_lifts: CloseLifts, clock: Clock) -> None:
        self._close_lifts = close_lifts
        self._clock = clock
        self._turn = threading.Lock()
        self.state = State()

    def put(
        self, items: tuple[LiftItem, ...], outages: Sequence[Outage], source: Source
    ) -> State:
        """Let plans heed these items and nothing said before."""
        with self._turn:
            closures, unmatched = self._close_lifts(outages)
            self.state = State(
                items, len(closures.edges()), unmatched, source, self._clock()
            )
            return self.state

    def complain(self, fault: str) -> None:
        """Keep what holds, and say why nothing newer was taken."""
        with self._turn:
            now = self.state
            self.state = State(
                now.items, now.edges, now.unmatched, now.source, now.since, fault
            )
