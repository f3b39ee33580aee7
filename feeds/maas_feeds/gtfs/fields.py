"""Cells to values: numbers, enumerations, times, dates, references.

Each function takes a column and gives an array; a cell that cannot be read is said
with its line and becomes the value for "not given". Cells are parsed once per distinct
text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

import numpy as np

from maas.columns import F64, I32

from . import limits
from .notices import Faults
from .table import Column, Table

NOT_GIVEN = -1
UNDEFINED = -2
_TIME = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2})(?:\.0+)?")
_SHORT_TIME = re.compile(r"(\d{1,4}):(\d{1,2})")
_DATE = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_INTEGER = re.compile(r"[+-]?\d{1,18}(?:\.0*)?")


def say_cells(
    table: Table,
    field: str,
    bad: Sequence[str] | Collection[str],
    code: str,
    message: Callable[[str], str],
    faults: Faults,
    *,
    repaired: bool = True,
) -> None:
    """Say of every row whose cell is one of `bad` what ``message(cell)`` tells."""
    if not bad:
        return
    column = table.column(field)
    wrong = np.array([value in bad for value in column.values], dtype=np.bool_)
    rows = np.flatnonzero(wrong[column.codes])
    faults.add_rows(
        code,
        table.file,
        table.lines[rows].tolist(),
        lambda i: message(column.values[column.codes[rows[i]]]),
        field=field,
        repaired=repaired,
    )


def whole_numbers(
    table: Table,
    field: str,
    faults: Faults,
    *,
    default: int = NOT_GIVEN,
    low: int = -(2**31),
    high: int = 2**31 - 1,
) -> I32:
    """Integers; blank and unreadable cells are `default`."""
    column = table.column(field)
    unreadable, outside = set(), set()
    values = np.full(len(column.values), default, dtype=np.int32)
    for i, cell in enumerate(column.values):
        if not cell:
            continue
        if not _INTEGER.fullmatch(cell):
            unreadable.add(cell)
            continue
        number = int(cell.split(".")[0])
        if low <= number <= high:
            values[i] = number
        else:
            outside.add(cell)
    say_cells(
        table,
        field,
        unreadable,
        "invalid_integer",
        lambda cell: f"{cell!r} is no whole number: taken as not given",
        faults,
    )
    say_cells(
        table,
        field,
        outside,
        "number_out_of_range",
        lambda cell: f"{cell} is not from {low} to {high}: taken as not given",
        faults,
    )
    return values[column.codes]


def choices(
    table: Table,
    field: str,
    allowed: Collection[int],
    faults: Faults,
    *,
    default: int = 0,
    unknown: int | None = None,
) -> I32:
    """An enumeration: blank is `default`, what is none of `allowed` is `unknown`."""
    column = table.column(field)
    otherwise = default if unknown is None else unknown
    values = np.full(len(column.values), default, dtype=np.int32)
    odd = set()
    for i, cell in enumerate(column.values):
        if not cell:
            continue
        number = int(cell.split(".")[0]) if _INTEGER.fullmatch(cell) else None
        if number in allowed and number is not None:
            values[i] = number
        else:
            values[i] = otherwise
            odd.add(cell)
    listed = ", ".join(map(str, sorted(allowed)))
    say_cells(
        table,
        field,
        odd,
        "unexpected_enum_value",
        lambda cell: f"{cell!r} is none of {listed}: taken as not given",
        faults,
    )
    return values[column.codes]


def decimals(
    table: Table,
    field: str,
    faults: Faults,
    *,
    low: float = -np.inf,
    high: float = np.inf,
) -> F64:
    """Decimal numbers; blank, unreadable and out-of-range cells are NaN."""
    if field in table.numbers:
        parsed = table.numbers[field]
        outside = ~((parsed >= low) & (parsed <= high))
        outside |= np.isinf(parsed)
        rows = np.flatnonzero(outside & ~np.isnan(parsed))
        _say_range(table, field, table.lines[rows].tolist(), low, high, faults)
        return np.where(outside, np.nan, parsed)
    column = table.column(field)
    values = np.array([_number(cell) for cell in column.values])
    blank = np.array([not cell for cell in column.values], dtype=np.bool_)
    for i in np.flatnonzero(~np.isfinite(values) & ~blank):
        # A decimal comma can only mean one thing.
        if re.fullmatch(r"[+-]?\d+,\d+", column.values[i]):
            values[i] = float(column.values[i].replace(",", "."))
    unreadable = {
        column.values[i] for i in np.flatnonzero(~np.isfinite(values) & ~blank)
    }
    say_cells(
        table,
        field,
        unreadable,
        "invalid_float",
        lambda cell: f"{cell!r} is no number: taken as not given",
        faults,
    )
    wrong = np.isfinite(values) & ((values < low) | (values > high))
    rows = np.flatnonzero(wrong[column.codes])
    _say_range(table, field, table.lines[rows].tolist(), low, high, faults)
    values[~np.isfinite(values) | wrong] = np.nan
    return values[column.codes]


def _number(cell: str) -> float:
    """The number a cell writes, NaN if none; no underscores, no infinities."""
    try:
        return float(cell) if "_" not in cell else np.nan
    except ValueError:
        return np.nan


def _say_range(
    table: Table,
    field: str,
    lines: Sequence[int],
    low: float,
    high: float,
    faults: Faults,
) -> None:
    faults.add_rows(
        "number_out_of_range",
        table.file,
        lines,
        lambda _: f"is not from {low:g} to {high:g}: taken as not given",
        field=field,
        repaired=True,
    )


def parse_time(cell: str) -> int | None:
    """Service-day seconds of ``H:MM:SS``, hours beyond 24 allowed; None if none.

    >>> parse_time("25:10:00")
    90600
    """
    found = _TIME.fullmatch(cell)
    if found is None:
        return None
    hours, minutes, seconds = (int(part) for part in found.groups())
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > limits.MAX_TIME_SECONDS:
        return None
    return total


def times(table: Table, field: str, faults: Faults) -> I32:
    """Service-day seconds; -1 where blank or unreadable."""
    column = table.column(field)
    values = np.full(len(column.values), NOT_GIVEN, dtype=np.int32)
    unreadable, short = set(), set()
    for i, cell in enumerate(column.values):
        if not cell:
            continue
        seconds = parse_time(cell)
        if seconds is None and _SHORT_TIME.fullmatch(cell):
            seconds = parse_time(cell + ":00")
            if seconds is not None:
                short.add(cell)
        if seconds is None:
            unreadable.add(cell)
        else:
            values[i] = seconds
    say_cells(
        table,
        field,
        unreadable,
        "invalid_time",
        lambda cell: f"{cell!r} is no time (HH:MM:SS): taken as not given",
        faults,
    )
    say_cells(
        table,
        field,
        short,
        "invalid_time",
        lambda cell: f"{cell!r} lacks its seconds: read as {cell}:00",
        faults,
    )
    return values[column.codes]


def dates(table: Table, field: str, faults: Faults) -> list[date | None]:
    """Days; None where blank or unreadable."""
    column = table.column(field)
    found: dict[str, date | None] = {}
    unreadable, other = set(), set()
    for cell in column.values:
        match = _DATE.fullmatch(cell)
        try:
            found[cell] = date(*(int(g) for g in match.groups())) if match else None
        except ValueError:
            found[cell] = None
        if cell and found[cell] is None:
            unreadable.add(cell)
        elif cell and len(cell) != 8:
            other.add(cell)
    say_cells(
        table,
        field,
        unreadable,
        "invalid_date",
        lambda cell: f"{cell!r} is no day (YYYYMMDD): taken as not given",
        faults,
    )
    say_cells(
        table,
        field,
        other,
        "invalid_date",
        lambda cell: f"{cell!r} is not written as YYYYMMDD: read as {found[cell]}",
        faults,
    )
    return [found[cell] for cell in table.texts(field)]


def index_of(column: Column) -> dict[str, int]:
    """Row of each id; ids are known to be unique."""
    return {column.values[code]: row for row, code in enumerate(column.codes.tolist())}


def references(column: Column, rows: Mapping[str, int]) -> I32:
    """The row each id stands for: NOT_GIVEN where blank, UNDEFINED where unknown."""
    target = np.array(
        [rows.get(cell, UNDEFINED) if cell else NOT_GIVEN for cell in column.values],
        dtype=np.int32,
    )
    return target[column.codes]
