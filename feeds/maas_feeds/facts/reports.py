"""Residents' reports and confirmations: one JSON object on each line.

    {"kind": "report", "about": "kerb", "place": "osm:node/45", "attribute": "kerb_cm",
     "value": 12, "date": "2026-05-01", "reporter": "k7"}
    {"kind": "confirm", "about": "kerb", "place": "osm:node/45",
     "attribute": "kerb_cm", "value": 12, "date": "2026-05-03", "reporter": "p2"}

A report becomes a claim once N others say the same within M days (``docs/facts.md``).
The file is only ever appended to, by whatever takes the reports; a line that cannot be
read is left out and told.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from maas.errors import CityError

from .attributes import differ
from .claims import Claim, Place
from .entries import Fault, read_day, read_place, read_value
from .sections import SECTIONS

KEYS: Final = ("kind", "about", "place", "attribute", "value", "date", "reporter")
KINDS: Final = ("report", "confirm")
MOST_LINE: Final = 2_000
MOST_TOKEN: Final = 64
MOST_WARNINGS: Final = 20
_PLACES: Final = (
    "'osm:node/45', 'osm:way/123', 'pathway:FEED:ID', 'stop:FEED:ID', 'route:FEED:ID' "
    "or 'at:35.7027,139.5609'"
)


@dataclass(frozen=True, slots=True)
class Record:
    """One line: somebody says something of a place."""

    report: bool  # else it confirms
    section: str
    place: Place
    attribute: str
    value: float
    day: int
    reporter: str | None
    line: int


def read_reports(
    path: Path, confirmations_needed: int, within_days: int
) -> tuple[list[Claim], list[str]]:
    """Return what residents say together, and sentences about lines left out.

    Raises ``CityError`` where the file as a whole cannot be read.
    """
    records, warnings = [], []
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            records.append(read_record(line, number))
        except Fault as fault:
            warnings.append(f"{path}, line {number} is left out: {fault}")
    claims, more = confirmed(path, records, confirmations_needed, within_days)
    warnings += more
    beyond = len(warnings) - MOST_WARNINGS
    if beyond > 0:
        del warnings[MOST_WARNINGS:]
        warnings.append(f"{path}: {beyond} more lines are left out.")
    return claims, warnings


def read_record(line: str, number: int) -> Record:
    """Read one line; raises ``Fault``."""
    if len(line) > MOST_LINE:
        raise Fault("", f"it has more than {MOST_LINE} characters.")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise Fault("", "it is not JSON.") from None
    if not isinstance(record, dict):
        raise Fault("", "it is not an object in {braces}.")
    for key in record:
        if key not in KEYS:
            raise Fault(key, f"{key!r} is no key; known are {', '.join(KEYS)}.")
    for key in KEYS:
        if key not in record:
            raise Fault(key, f"{key} is missing.")
    section = _one_of("about", record["about"], tuple(SECTIONS))
    attribute = _one_of("attribute", record["attribute"], SECTIONS[section].attributes)
    reporter = record["reporter"]
    if reporter is not None and (
        not isinstance(reporter, str) or not 0 < len(reporter) <= MOST_TOKEN
    ):
        raise Fault(
            "reporter", f"reporter must be null or 1 to {MOST_TOKEN} characters."
        )
    return Record(
        report=_one_of("kind", record["kind"], KINDS) == "report",
        section=section,
        place=_place(section, attribute, record["place"]),
        attribute=attribute,
        value=read_value(section, attribute, record["value"]),
        day=read_day("date", record["date"]),
        reporter=reporter,
        line=number,
    )


def confirmed(
    path: Path,
    records: Iterable[Record],
    confirmations_needed: int,
    within_days: int,
) -> tuple[list[Claim], list[str]]:
    """Return the claims that enough people make, the latest of each place."""
    said: dict[tuple[str, Place, str], dict[float, list[Record]]] = {}
    for record in records:
        key = record.section, record.place, record.attribute
        said.setdefault(key, defaultdict(list))[record.value].append(record)
    claims, warnings = [], []
    for by_value in said.values():
        held: list[Claim] = []
        for together in by_value.values():
            if not any(record.report for record in together):
                warnings.append(
                    f"{path}, line {together[0].line} is left out: it confirms what "
                    f"nobody has reported."
                )
            claim = _claim(path, together, confirmations_needed, within_days)
            held += [claim] if claim else []
        held.sort(key=lambda claim: claim.day)
        if len(held) > 1 and held[-1].day == held[-2].day:
            a, b = held[-2:]
            assert differ(a.value, b.value)
            warnings.append(b.contradiction(a))
            held = [claim for claim in held if claim.day < b.day]
        claims += held
    return claims, warnings


def _claim(path: Path, records: list[Record], needed: int, days: int) -> Claim | None:
    """The claim of those who say the same of one place, if they are enough.

    Of the reports with enough others within their days, the one that lasts longest.
    """
    best: Claim | None = None
    for report in records:
        if not report.report:
            continue
        others: dict[str, int] = {}
        for record in records:
            if record.reporter in (None, report.reporter):
                continue
            if report.day <= record.day <= report.day + days:
                token = str(record.reporter)
                others[token] = max(record.day, others.get(token, 0))
        if len(others) < needed:
            continue
        last = max(others.values())
        if best is None or (last, len(others) + 1) > (best.day, best.residents):
            best = Claim(
                section=report.section,
                place=report.place,
                attribute=report.attribute,
                value=report.value,
                source="residents",
                day=last,
                file=path,
                line=report.line,
                entry=report.line,
                residents=len(others) + 1,
            )
    return best


def _one_of(key: str, given: object, known: tuple[str, ...]) -> str:
    if not isinstance(given, str) or given not in known:
        raise Fault(key, f"{key} is {given!r}; write one of {', '.join(known)}.")
    return given


def _place(section: str, attribute: str, given: object) -> Place:
    """Read a place as the facts file's own keys would say it."""
    kind, _, rest = given.partition(":") if isinstance(given, str) else ("", "", "")
    entry: dict[str, Any] = {attribute: None}
    if kind == "osm":
        key, _, number = rest.partition("/")
        if key in ("node", "way") and number.isascii() and number.isdigit():
            entry[key] = int(number)
    elif kind in ("pathway", "stop", "route"):
        entry[kind] = rest
    elif kind == "at":
        entry["at"] = _degrees(rest)
    if not entry.keys() & set(SECTIONS[section].places):
        allowed = ", ".join(SECTIONS[section].places)
        raise Fault(
            "place",
            f"place is {given!r}; write {_PLACES} ({section}: {allowed}).",
        )
    return read_place(section, entry)


def _degrees(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        return []


def _lines(path: Path) -> list[str]:
    if path.is_dir():
        raise CityError(f"{path} is a folder; name a file of reports.")
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise CityError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise CityError(f"{path} cannot be read: {error.strerror}.") from error
