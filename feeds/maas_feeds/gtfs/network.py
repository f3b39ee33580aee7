"""agency.txt and routes.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from maas.columns import I32, Strings
from maas.transit.tables import Agencies, Routes

from .fields import (
    NOT_GIVEN,
    UNDEFINED,
    references,
    say_cells,
    whole_numbers,
)
from .notices import Faults
from .rows import with_required, with_unique_key
from .table import Column, Table

MISCELLANEOUS = 1700
"""Extended route type "miscellaneous service": stands for a type that is not given."""

_COLOR = re.compile(r"[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Network:
    """Agencies and routes, with the rows that they were read from."""

    agencies: Agencies
    agency_rows: Table
    routes: Routes
    route_rows: Table


def read_network(agency: Table, routes: Table, faults: Faults) -> Network:
    """Read agencies and routes together: a route may name an agency that is not there."""
    agency = with_unique_key(agency, ["agency_id"], faults)
    zones = _timezones(agency, faults)
    routes = with_required(routes, ["route_id"], faults)
    routes = with_unique_key(routes, ["route_id"], faults)
    ids = agency.texts("agency_id")
    of_route, added = _agency_of(routes, ids, faults)
    blanks = [""] * len(added)
    zone = zones[0] if zones else ""

    def texts(field: str) -> Strings:
        return Strings.of(agency.texts(field) + blanks)

    return Network(
        Agencies(
            agency_id=Strings.of(ids + added),
            name=Strings.of(agency.texts("agency_name") + added),
            url=texts("agency_url"),
            timezone=Strings.of(zones + [zone] * len(added)),
            lang=texts("agency_lang"),
            phone=texts("agency_phone"),
        ),
        agency,
        _routes(routes, of_route, faults),
        routes,
    )


def _timezones(agency: Table, faults: Faults) -> list[str]:
    """The agencies' time zones; "" where it is not known, which is said."""
    given = agency.column("agency_timezone")
    bad = {zone for zone in given.values if zone and not _is_timezone(zone)}
    say_cells(
        agency,
        "agency_timezone",
        bad,
        "invalid_timezone",
        lambda zone: f"{zone!r} is no time zone: taken as not given",
        faults,
    )
    zones = ["" if z in bad else z for z in agency.texts("agency_timezone")]
    known = sorted({zone for zone in zones if zone})
    if len(known) > 1:
        faults.add(
            "inconsistent_agency_timezone",
            agency.file,
            f"agencies differ in their time zone ({', '.join(known)}): the first"
            " counts for all",
            field="agency_timezone",
            repaired=True,
        )
    if not known:
        faults.add(
            "missing_required_field",
            agency.file,
            "the feed does not say its time zone: the city's is used",
            field="agency_timezone",
            repaired=True,
        )
    return [zone or (known[0] if known else "") for zone in zones]


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _agency_of(routes: Table, ids: list[str], faults: Faults) -> tuple[I32, list[str]]:
    """Each route's agency; agencies that only routes name are added by their id."""
    column = routes.column("agency_id")
    agency = references(column, {name: row for row, name in enumerate(ids)})
    added: list[str] = []
    known = set(ids)
    used = [column.values[code] for code in np.unique(column.codes).tolist()]
    undefined = {cell: NOT_GIVEN for cell in used if cell and cell not in known}
    for cell in undefined:
        undefined[cell] = len(ids) + len(added)
        added.append(cell)
    say_cells(
        routes,
        "agency_id",
        undefined,
        "foreign_key_violation",
        lambda cell: (
            f"{cell!r} is not in agency.txt: of this agency only the id is known"
        ),
        faults,
    )
    rows = np.flatnonzero(agency == UNDEFINED)
    agency[rows] = [undefined[column.values[code]] for code in column.codes[rows]]
    blank = agency == NOT_GIVEN
    if blank.any() and len(ids) > 1:
        faults.add_rows(
            "missing_required_field",
            routes.file,
            routes.lines[blank].tolist(),
            lambda _: "is blank though there are several agencies: agency not known",
            field="agency_id",
            repaired=True,
        )
    if blank.any() and len(ids) != 1:
        agency[blank] = len(ids) + len(added)
        added.append("")
    agency[blank & (agency == NOT_GIVEN)] = 0
    return agency, added


def _routes(table: Table, agency: I32, faults: Faults) -> Routes:
    route_type = whole_numbers(
        table, "route_type", faults, default=MISCELLANEOUS, low=0, high=1799
    )
    blank = table.column("route_type").blank()
    faults.add_rows(
        "missing_required_field",
        table.file,
        table.lines[blank].tolist(),
        lambda _: "is blank: the kind of vehicle is not known",
        field="route_type",
        repaired=True,
    )
    nameless = (
        table.column("route_short_name").blank()
        & table.column("route_long_name").blank()
    )
    faults.add_rows(
        "route_both_short_and_long_name_missing",
        table.file,
        table.lines[nameless].tolist(),
        lambda _: "the route has neither a short nor a long name",
    )
    _say_same_names(table, agency, faults)
    return Routes(
        route_id=table.strings("route_id"),
        agency=agency,
        short_name=table.strings("route_short_name"),
        long_name=table.strings("route_long_name"),
        desc=table.strings("route_desc"),
        url=table.strings("route_url"),
        route_type=route_type.astype(np.int16),
        color=_colors(table, "route_color", faults),
        text_color=_colors(table, "route_text_color", faults),
    )


def _say_same_names(table: Table, agency: I32, faults: Faults) -> None:
    seen: dict[tuple[str, str, str, int], int] = {}
    names = zip(
        table.texts("route_short_name"),
        table.texts("route_long_name"),
        table.texts("route_type"),
        agency.tolist(),
        strict=True,
    )
    for row, name in enumerate(names):
        if not (name[0] or name[1]):
            continue
        first = seen.setdefault(name, row)
        if first != row:
            faults.add(
                "duplicate_route_name",
                table.file,
                f"has the names of the route on line {table.lines[first]}",
                line=int(table.lines[row]),
            )


def _colors(table: Table, field: str, faults: Faults) -> Strings:
    column = table.column(field)
    bare = [cell.removeprefix("#") for cell in column.values]
    bad = {
        cell
        for cell, color in zip(column.values, bare, strict=True)
        if color and not _COLOR.fullmatch(color)
    }
    say_cells(
        table,
        field,
        bad,
        "invalid_color",
        lambda cell: f"{cell!r} is no colour (six hex digits): taken as not given",
        faults,
    )
    valid = [color.upper() if _COLOR.fullmatch(color) else "" for color in bare]
    return Column(column.codes, valid).strings()
