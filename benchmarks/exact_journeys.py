"""Replay stop-to-stop cases whose whole Pareto sets are known.

    python -m benchmarks.exact_journeys --cases FILE.json --feed FEED [--json]

``FEED`` is a GTFS zip or folder. The file's ``semantics`` text says what to do with
blank times; the rest always holds: no walking, transfers.txt and pathways ignored,
changes only at the same stop_id and in no time, every trip counts as one, frequency
trips left out, only services of the file's ``date``. ``pareto`` holds [trips, arrival]
in seconds of the service day. Mismatches are listed; the last line is ``N of M exact``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal

from maas.errors import MaasError

BlankTimes = Literal["index", "exclude"]

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
