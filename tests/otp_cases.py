"""OpenTripPlanner's Raptor module tests, read from a JSON file of their sources.

Each case holds timetables, access and egress as phrases (``Walk 30s ~ B``), transfers
as Java source, and the paths that OpenTripPlanner's profiles are expected to find
(``Walk 30s ~ B ~ BUS R1 0:01 0:05 ~ D ~ Walk 20s [0:00:30 0:05:20 4m50s Tₙ0 C₁940]``).
Here all of it becomes plain data; times are seconds of the service day.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .text import duration, seconds


@dataclass(frozen=True, slots=True)
class Route:
    """A route and its trips, one time per stop each."""

    name: str
    stops: tuple[str, ...]
    trips: tuple[tuple[int, ...], ...]

    def as_text(self) -> str:
        """The route in the language of tests/text.py."""
        rows = [
            " ".join(f"{t // 3600}:{t // 60 % 60:02}:{t % 60:02}" for t in trip)
            for trip in self.trips
        ]
        lines = [f"{number} {row}" for number, row in enumerate(rows, start=1)]
        return "\n".join([f"{self.name} {' '.join(self.stops)}", *lines])


@dataclass(frozen=True, slots=True)
class Reach:
    """A way between the traveller's place and a stop."""

    stop: str
    seconds: int
    on_foot: bool  # else with a flexible service


@dataclass(frozen=True, slots=True)
class RideTaken:
    """A ride within an expected path."""

    origin: str
    departure: int
    route: str
    arrival: int
    destination: str


@dataclass(frozen=True, slots=True)
class FoundPath:
    """An expected path. ``rides`` is None where only its end is written out."""

    departure: int
    arrival: int
    transfers: int
    rides: tuple[RideTaken, ...] | None


@dataclass(frozen=True, slots=True)
class Case:
    """One test group."""

    name: str  # A01
    feature: str
    routes: tuple[Route, ...]
    access: tuple[Reach, ...]
    egress: tuple[Reach, ...]
    transfers: tuple[tuple[str, str, int], ...]  # stop, stop, seconds
    earliest_departure: int
    latest_arrival: int
    search_window: int | None  # seconds
    expected: tuple[FoundPath, ...]  # of all of OpenTripPlanner's profiles


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read every group of the file."""
    return tuple(
        _read_case(group) for group in json.loads(path.read_text(encoding="utf-8"))
    )


def _read_case(group: dict[str, Any]) -> Case:
    parameters = dict(group["params"])
    window = next((v for k, v in parameters.items() if "searchWindow" in k), None)
    return Case(
        name=group["file"][:3],
        feature=group["feature"],
        routes=tuple(_read_routes(group["timetables"])),
        access=tuple(_read_reaches(group["access"])),
        egress=tuple(_read_reaches(group["egress"])),
        transfers=tuple(map(_read_transfer, group["transfers"])),
        earliest_departure=_java_clock(parameters["earliestDepartureTime"]),
        latest_arrival=_java_clock(parameters["latestArrivalTime"]),
        search_window=None if window is None else _java_duration(window),
        expected=tuple(map(read_path, group["expected_strings"])),
    )


def _read_routes(timetables: Iterable[str]) -> Iterable[Route]:
    """Blocks of stops and times, parted by ``--`` or ``-- R4``.

    A block without a name is R and its number.
    """
    number = 0
    for timetable in timetables:
        for block in re.split(r"^--", "\n" + timetable, flags=re.MULTILINE):
            name, *lines = block.split("\n")
            rows = [line.split() for line in lines if line.strip()]
            if not rows:
                continue
            number += 1
            stops, *trips = rows
            yield Route(
                name.strip() or f"R{number}",
                tuple(stops),
                tuple(tuple(map(seconds, trip)) for trip in trips),
            )


def _read_reaches(sources: Iterable[str]) -> Iterable[Reach]:
    """``"Walk 30s ~ B"``, ``"D ~ Walk 20s"``, ``"Free ~ B"``, ``"Flex 3m Rₙ2 ~ D"``.

    Comments of the source stand between them.
    """
    for source in sources:
        for phrase in re.findall(r'"([^"]+)"', source):
            sides = [side.strip() for side in phrase.split("~")]
            stop, way = sorted(sides, key=len)
            kind, *rest = way.split()
            yield Reach(
                stop, duration(rest[0]) if rest else 0, on_foot=kind in ("Walk", "Free")
            )


def _read_transfer(source: str) -> tuple[str, str, int]:
    """``STOP_C, TestTransfer.transfer(STOP_D, D30_s`` → C, D, 30."""
    match = re.search(r"STOP_(\w), .*transfer\(STOP_(\w), (\w+)", source)
    assert match is not None, source
    return match[1], match[2], _java_duration(match[3])


def _java_clock(text: str) -> int:
    """``T00_30`` → 0:30."""
    return seconds(text.removeprefix("T").replace("_", ":"))


def _java_duration(text: str) -> int:
    """``D3_m``, ``Duration.ofMinutes(20)`` or plain seconds."""
    match = re.fullmatch(r"Duration\.ofMinutes\((\d+)\)", text)
    return int(match[1]) * 60 if match else duration(text.strip("D").replace("_", ""))


_CLOCK = r"\d+:\d\d(?::\d\d)?"
_SUMMARY = re.compile(rf"\[({_CLOCK}) ({_CLOCK}) \S+ (?:Tₙ(\d+)|(\d+)tx)")
_RIDE = re.compile(
    rf"(?<!\S)(?P<origin>\w)(?: \d+\w)? ~ BUS (?P<route>\w+) (?P<departure>{_CLOCK})"
    rf" (?P<arrival>{_CLOCK})[^~]* ~ (?P<destination>\w)(?!\w)"
)


def read_path(text: str) -> FoundPath:
    """Read an expected path.

    >>> read_path("Walk 1s ~ B ~ BUS R1 0:10 0:25 ~ F ~ Walk 1s [0:09 0:26 17m Tₙ0]")
    ... # doctest: +NORMALIZE_WHITESPACE
    FoundPath(departure=540, arrival=1560, transfers=0, rides=(RideTaken(origin='B',
        departure=600, route='R1', arrival=1500, destination='F'),))
    """
    summary = _SUMMARY.search(text)
    assert summary is not None, text
    departure, arrival, transfers, older = summary.groups()
    rides = tuple(
        RideTaken(
            ride["origin"],
            seconds(ride["departure"]),
            ride["route"],
            seconds(ride["arrival"]),
            ride["destination"],
        )
        for ride in _overlapping(_RIDE, text)
    )
    whole = len(rides) == text.count("BUS") > 0
    return FoundPath(
        seconds(departure),
        seconds(arrival),
        int(transfers or older),
        rides if whole else None,
    )


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    """Matches where the end of one, a stop, may be the start of the next."""
    match = pattern.search(text)
    while match is not None:
        yield match
        match = pattern.search(text, match.start() + 1)


def pareto(paths: Sequence[FoundPath]) -> set[tuple[int, int, int]]:
    """The best in (departure, arrival, transfers): OpenTripPlanner's cost left out."""
    points = {(path.departure, path.arrival, path.transfers) for path in paths}
    return {
        (d, a, t)
        for d, a, t in points
        if not any(
            d2 >= d and a2 <= a and t2 <= t and (d2, a2, t2) != (d, a, t)
            for d2, a2, t2 in points
        )
    }
