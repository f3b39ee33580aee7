"""The first line of a file: which columns it has, and where."""

from __future__ import annotations

import csv
from collections.abc import Sequence

import numpy as np

from . import limits
from .notices import Faults
from .schema import KEPT_COLUMNS, TABLES
from .text import CleanText, is_too_long

_SEPARATORS = (",", ";", "\t", "|")


def from_header(text: CleanText) -> CleanText:
    """Without empty lines before the header."""
    first = 0
    while first < len(text.ends) and not text.data[
        text.starts[first] : text.ends[first]
    ].strip(b" \t,"):
        first += 1
    if not first:
        return text
    low = int(text.starts[first]) if first < len(text.starts) else len(text.data)
    return CleanText(
        text.data[low:],
        text.starts[first:] - low,
        text.ends[first:] - low,
        text.lines[first:],
    )


def without_long_rows(text: CleanText, file: str, faults: Faults) -> CleanText:
    long = is_too_long(text)
    if not long.any():
        return text
    faults.add_rows(
        "row_too_long",
        file,
        text.lines[long].tolist(),
        lambda _: f"is longer than {limits.MAX_LINE_BYTES:,} bytes: left out",
        repaired=True,
    )
    rows = [
        text.data[low : high + 1]
        for low, high in zip(text.starts[~long], text.ends[~long], strict=True)
    ]
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    ends = np.cumsum(lengths) - 1
    return CleanText(b"".join(rows), ends - lengths + 1, ends, text.lines[~long])


def separator_of(header: str) -> str:
    counts = {mark: header.count(mark) for mark in _SEPARATORS}
    return "," if counts[","] else max(_SEPARATORS, key=lambda mark: counts[mark])


def column_names(header: str, separator: str, file: str, faults: Faults) -> list[str]:
    try:
        given = next(csv.reader([header], delimiter=separator))
    except (csv.Error, StopIteration):
        given = header.split(separator)
    names = [name.strip().strip('"\ufeff').strip() for name in given]
    odd = [name for name in names if name != name.lower()]
    if odd and any(name.lower() in _known(file) for name in odd):
        faults.add(
            "mixed_case_name",
            file,
            f"column names are read in lower case ({', '.join(odd[:3])})",
            line=1,
            repaired=True,
        )
    if any(name != as_given for name, as_given in zip(names, given, strict=True)):
        faults.add(
            "leading_or_trailing_whitespaces",
            file,
            "column names have spaces or marks around them: taken off",
            line=1,
        )
    return [name.lower() for name in names]


def _known(file: str) -> frozenset[str]:
    return frozenset(TABLES.get(file, ()) + KEPT_COLUMNS.get(file, ()))


def column_positions(names: Sequence[str], file: str, faults: Faults) -> dict[str, int]:
    """Where each column to read stands."""
    if len(names) > limits.MAX_COLUMNS:
        faults.add(
            "csv_parsing_failed",
            file,
            f"has {len(names):,} columns: left out, for no file of GTFS is so wide",
            repaired=True,
        )
        return {}
    known = _known(file)
    position: dict[str, int] = {}
    for i, name in enumerate(names):
        if not name:
            faults.add("empty_column_name", file, f"column {i + 1} has no name", line=1)
        elif name in position:
            faults.add(
                "duplicated_column",
                file,
                "is there more than once: the first is read",
                line=1,
                field=name,
                repaired=True,
            )
        elif known and name not in known:
            faults.add(
                "unknown_column",
                file,
                "is no field of GTFS: passed over",
                line=1,
                field=name,
            )
        else:
            position[name] = i
    return position
