"""Fair shares: so many requests per client, so many plans at once."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_CLIENTS = 10_000
"""Clients remembered; the one longest silent is forgotten first."""


class TooMany(Exception):
    """A client asks more often than its share."""


class Busy(Exception):
    """The server has as many plans in hand as it takes."""


class Throttle:
    """A token bucket for each client.

    A bucket holds a minute's tokens and refills evenly; each request takes one.
    """

    def __init__(
        self, per_minute: int, tick: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_minute = per_minute
        self._tick = tick
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> None:
        """Take one token of a client's, or raise TooMany."""
        if not self._per_minute:
            return
        with self._lock:
            at = self._tick()
            tokens, before = self._buckets.pop(client, (self._per_minute, at))
            tokens += (at - before) * self._per_minute / 60
            tokens = min(tokens, self._per_minute)
            taken = tokens >= 1
            self._buckets[client] = (tokens - taken, at)
            if len(self._buckets) > _CLIENTS:
                self._buckets.popitem(last=False)
        if not taken:
            raise TooMany


class Gate:
    """Lets so many through at once."""

    def __init__(self, places: int, wait_seconds: float) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._wait_seconds = wait_seconds

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Wait for a place and hold it, or raise Busy."""
        if not self._places.acquire(timeout=self._wait_seconds):
            raise Busy
        try:
            yield
        finally:
            self._places.release()
