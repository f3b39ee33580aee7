"""Searches over a timetable: days, footpaths and kernels, kept for the next question."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np

from maas_ext._raptor import Raptor

from ..columns import I32
from ..units import DAY_SECONDS, UNREACHED
from .day import Allowed, Day, DayBuilder
from .footpaths import Footpaths
from .timetable import Timetable

V = TypeVar("V")

NO_LIMITS = (0, 0, UNREACHED, 1.0)


class Kept:
    """A few values by key, the least used forgotten first. Safe in threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return the value of a key, made where it is not there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]  # type: ignore[return-value]
        value = make()
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._size:
                self._values.popitem(last=False)
        return value


@dataclass(frozen=True, slots=True)
class DayKey:
    """Which day a search needs."""

    backward: bool
    ordinal: int
    days: int
    allowed: bytes | None = None

    @classmethod
    def of(
        cls,
        backward: bool,
        ordinal: int,
        seconds: int,
        max_travel: int,
        allowed: Allowed | None,
    ) -> DayKey:
        """Return the day that holds a travel of this length from this second on."""
        if backward:
            days = 1 + max(0, max_travel - seconds) // DAY_SECONDS
        else:
            days = 1 + (seconds + max_travel) // DAY_SECONDS
        named = None if allowed is None else allowed.key
        return cls(backward, ordinal, days, named)


class Searches:
    """Kernels by day and footpaths; each thread has its own scratch."""

    def __init__(self, timetable: Timetable, zone: ZoneInfo) -> None:
        self.builder = DayBuilder(timetable, zone)
        self._days = Kept(48)
        self._threads = threading.local()

    def day(self, key: DayKey, allowed: Allowed | None = None) -> Day:
        """Return a day, laid out where it is not yet."""

        def make() -> Day:
            build = self.builder.backward if key.backward else self.builder.forward
            return build(key.ordinal, key.days, allowed)

        return self._days.get(key, make)

    def kernel(self, day: Day, footpaths: Footpaths, back: Footpaths) -> Raptor:
        """Return this thread's kernel for a day and footpaths, there and ``back``."""
        kept: Kept | None = getattr(self._threads, "kept", None)
        if kept is None:
            kept = self._threads.kept = Kept(24)
        return kept.get((day, footpaths), lambda: Raptor(day, footpaths, back))


def without_walking(timetable: Timetable) -> Footpaths:
    """Return footpaths where one changes only at the same stop, in no time."""
    n = timetable.stop_count
    none = np.zeros(0, dtype=np.int32)
    nowhere = np.zeros(n + 1, dtype=np.int32)
    return Footpaths(
        nowhere,
        none,
        none,
        np.full(n, -1, dtype=np.int32),
        np.arange(n, dtype=np.int32),
        nowhere,
        none,
        nowhere,
        none,
        none,
        none,
    )


def stop_to_stop(
    kernel: Raptor, origin: int, destination: int, time: int, max_boardings: int
) -> list[tuple[int, int]]:
    """Return every Pareto-optimal (boardings, arrival) from stop to stop.

    Times are seconds after the base of the kernel's day.
    """
    found = kernel.depart(
        _at(origin, kernel.n_vertices),
        _at(destination, kernel.n_vertices),
        True,
        UNREACHED,
        time,
        10 * DAY_SECONDS,
        max_boardings,
        NO_LIMITS,
    )
    return [(boardings, arrival) for boardings, _, arrival, *_ in found]


def _at(stop: int, n_vertices: int) -> I32:
    """Return walks to every vertex of somebody who stands at a stop and stays there."""
    walks = np.full(n_vertices, UNREACHED, dtype=np.int32)
    walks[stop] = 0
    return walks
