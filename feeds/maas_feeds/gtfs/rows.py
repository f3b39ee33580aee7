"""Rows that are left out: without a key, with another's key, referring to nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from maas.columns import I32, Bool

from .fields import UNDEFINED, references
from .notices import Faults
from .table import Table


def left_out(
    table: Table,
    bad: Bool,
    code: str,
    message: Callable[[int], str],
    faults: Faults,
    field: str | None = None,
) -> None:
    """Say why rows are left out; ``message(row)``."""
    rows = np.flatnonzero(bad)
    faults.add_rows(
        code,
        table.file,
        table.lines[rows].tolist(),
        lambda i: message(int(rows[i])),
        field=field,
        repaired=True,
    )


def with_references(
    table: Table, field: str, rows: Mapping[str, int], target: str, faults: Faults
) -> tuple[Table, I32]:
    """Follow references; rows that refer to nothing are left out, which is said."""
    found = references(table.column(field), rows)
    undefined = found == UNDEFINED
    if undefined.any():
        column = table.column(field)
        left_out(
            table,
            undefined,
            "foreign_key_violation",
            lambda row: (
                f"{column.values[column.codes[row]]!r} is not in {target}: the"
                " row is left out"
            ),
            faults,
            field,
        )
        table, found = table.take(~undefined), found[~undefined]
    return table, found


def with_required(table: Table, fields: Sequence[str], faults: Faults) -> Table:
    """Leave out rows in which one of `fields` is blank; say a column that lacks."""
    for field in fields:
        if not len(table):
            return table
        if field not in table:
            faults.add(
                "missing_required_column",
                table.file,
                "the column is missing, so no row can be used",
                line=1,
                field=field,
                repaired=True,
            )
            return table.take(np.zeros(len(table), dtype=np.bool_))
        blank = table.column(field).blank()
        if blank.any():
            left_out(
                table,
                blank,
                "missing_required_field",
                lambda row: "is blank: the row is left out",
                faults,
                field,
            )
            table = table.take(~blank)
    return table


def with_unique_key(table: Table, fields: Sequence[str], faults: Faults) -> Table:
    """Rows with a key of their own: of several with one key the first is kept.

    Rows whose whole key is blank have none, and stay.
    """
    if not len(table):
        return table
    key = pd.DataFrame({name: table.column(name).codes for name in fields})
    blank = np.all([table.column(name).blank() for name in fields], axis=0)
    again = key.duplicated().to_numpy() & ~blank
    if not again.any():
        return table
    whole = pd.DataFrame(
        {name: column.codes for name, column in table.columns.items()}
        | dict(table.numbers)
    )
    identical = whole.duplicated().to_numpy() & again
    named = ", ".join(fields)
    left_out(
        table,
        identical,
        "duplicate_row",
        lambda row: "repeats an earlier row in every cell: merged",
        faults,
    )
    left_out(
        table,
        again & ~identical,
        "duplicate_key",
        lambda row: (
            f"has the {named} of an earlier row"
            f" ({', '.join(_cell(table, name, row) for name in fields)}) but differs"
            " from it: the first is kept"
        ),
        faults,
    )
    return table.take(~again)


def _cell(table: Table, field: str, row: int) -> str:
    column = table.column(field)
    return repr(column.values[column.codes[row]])
