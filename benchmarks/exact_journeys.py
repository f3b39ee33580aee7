"""Replay stop-to-stop cases whose whole Pareto sets are known.

    python -m benchmarks.exact_journeys --cases FILE.json --feed FEED [--json]

``FEED`` is a GTFS zip or folder. The file's ``semantics`` text says what to do with
blank times; the rest always holds: no walking, transfers.txt and pathways ignored,
changes only at the same stop_id and in no time, every trip counts as one, frequency
trips left out, only services of the file's ``date``. ``pareto`` holds [trips, arrival]
in seconds of the service day. Mismatches are listed; the last line is ``N of M exact``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal, TypeVar
from zoneinfo import ZoneInfo

import numpy as np

from maas.columns import Strings
from maas.errors import MaasError
from maas.transit.build import build_timetable
from maas.transit.day import DayBuilder
from maas.transit.search import stop_to_stop, without_walking
from maas.transit.tables import Feed, Frequencies, Transfers
from maas_ext._raptor import Raptor
from maas_feeds.gtfs import read_feed

from .report import print_json, progress

BlankTimes = Literal["index", "exclude"]
Table = TypeVar("Table", Transfers, Frequencies)

BLANK_TIMES: Final[Mapping[str, BlankTimes]] = {
    "blank times interpolated linearly by stop index": "index",
    "trips with blank times excluded": "exclude",
}


class CasesError(MaasError):
    """A case file that cannot be replayed."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question and its whole answer."""

    origin: str
    destination: str
    depart: int
    pareto: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """A case file."""

    day: date
    blank_times: BlankTimes
    max_trips: int
    cases: tuple[Case, ...]


def read_cases(path: Path) -> Cases:
    """Read a case file."""
    try:
        given = json.loads(path.read_text("utf-8"))
        return Cases(
            datetime.strptime(given["date"], "%Y%m%d").date(),
            blank_times_of(given["semantics"]),
            max_trips_of(given["semantics"]),
            tuple(_case(query) for query in given["queries"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CasesError(f"{path} is not a file of cases: {error}.") from error


def _case(query: Mapping[str, Any]) -> Case:
    pareto = sorted((trips, arrival) for trips, arrival in query["pareto"])
    return Case(query["frm"], query["to"], query["depart"], tuple(pareto))


def blank_times_of(semantics: str) -> BlankTimes:
    """What a case file's rules say about blank times.

    >>> blank_times_of("transit only; trips with blank times excluded; max 5 trips")
    'exclude'
    """
    told = [rule for words, rule in BLANK_TIMES.items() if words in semantics]
    if len(told) != 1:
        known = " nor ".join(f'"{words}"' for words in BLANK_TIMES)
        raise ValueError(f"semantics says neither {known}, but: {semantics}")
    return told[0]


def max_trips_of(semantics: str) -> int:
    """Most trips of one journey; five where nothing is said.

    >>> max_trips_of("frequency trips excluded; max 5 trips; no walking")
    5
    """
    found = re.search(r"max (\d+) trips", semantics)
    return int(found[1]) if found else 5


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A case that came out otherwise."""

    case: Case
    found: tuple[tuple[int, int], ...]
    why: str = ""

    def __str__(self) -> str:
        given = self.case
        told = (
            f"{given.origin} to {given.destination}, departing {given.depart}: "
            f"expected {_lists(given.pareto)}, found {_lists(self.found)}"
        )
        return f"{told} ({self.why})" if self.why else told

    def as_dict(self) -> dict[str, object]:
        """For JSON, in the words of the case file."""
        return {
            "frm": self.case.origin,
            "to": self.case.destination,
            "depart": self.case.depart,
            "pareto": _lists(self.case.pareto),
            "found": _lists(self.found),
            "why": self.why,
        }


def replay(feed: Feed, cases: Cases) -> Iterator[Mismatch]:
    """Ask every case; yield those that come out otherwise."""
    timetable = build_timetable([only_trips(feed)])
    # Service-day seconds are the same in every time zone.
    day = DayBuilder(timetable, ZoneInfo("UTC")).alone(cases.day.toordinal())
    kernel = Raptor(day, without_walking(timetable))
    stops = {stop_id: stop for stop, stop_id in enumerate(feed.stops.stop_id)}
    for case in progress(cases.cases, "cases"):
        unknown = [id_ for id_ in (case.origin, case.destination) if id_ not in stops]
        if unknown:
            yield Mismatch(case, (), f"the feed has no stop {unknown[0]}")
            continue
        origin, destination = stops[case.origin], stops[case.destination]
        found = stop_to_stop(kernel, origin, destination, case.depart, cases.max_trips)
        pareto = tuple(sorted((int(trips), int(at)) for trips, at in found))
        if pareto != case.pareto:
            yield Mismatch(case, pareto)


def only_trips(feed: Feed) -> Feed:
    """Return the feed with nothing but trips at their own times.

    Transfers, frequencies with their trips, and blocks are gone.
    """
    never = len(feed.services.service_id)
    service = feed.trips.service.copy()
    service[feed.frequencies.trip] = never
    days = feed.services.runs.shape[1]
    return replace(
        feed,
        transfers=_without_rows(feed.transfers),
        frequencies=_without_rows(feed.frequencies),
        trips=replace(
            feed.trips, block=np.full_like(feed.trips.block, -1), service=service
        ),
        services=replace(
            feed.services,
            service_id=Strings.of([*feed.services.service_id, "never"]),
            runs=np.vstack([feed.services.runs, np.zeros((1, days), dtype=np.uint8)]),
        ),
    )


def _without_rows(table: Table) -> Table:
    return replace(
        table, **{field.name: getattr(table, field.name)[:0] for field in fields(table)}
    )


def _lists(pareto: Sequence[tuple[int, int]]) -> list[list[int]]:
    return [list(pair) for pair in pareto]


def main(argv: Sequence[str] | None = None) -> int:
    """Replay a file; 0 if all is exact, 1 if not, 2 if it cannot be replayed."""
    options = _options(argv)
    try:
        cases = read_cases(options.cases)
        feed, _ = read_feed(options.feed, "feed", blank_times=cases.blank_times)
    except MaasError as error:
        print(error, file=sys.stderr)
        return 2
    mismatches = list(replay(feed, cases))
    exact = len(cases.cases) - len(mismatches)
    if options.json:
        print_json(
            {
                "exact": exact,
                "cases": len(cases.cases),
                "mismatches": [mismatch.as_dict() for mismatch in mismatches],
            }
        )
    else:
        for mismatch in mismatches:
            print(mismatch)
        print(f"{exact} of {len(cases.cases)} exact")
    return 0 if not mismatches else 1


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.exact_journeys",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--cases", type=Path, required=True, metavar="FILE.json")
    parser.add_argument("--feed", type=Path, required=True, help="GTFS zip or folder")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
