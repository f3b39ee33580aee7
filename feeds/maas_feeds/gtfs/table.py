"""One file as columns of codes: every distinct cell once, and which row has which.

Real files repeat themselves (New York's 1.2 million stop times hold 85,000 different
times), so a fault is found, and a number parsed, once per distinct cell.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from maas.columns import F64, I32, I64, Bool, Strings

from .header import (
    column_names,
    column_positions,
    from_header,
    separator_of,
    without_long_rows,
)
from .notices import Faults
from .schema import FLEX_COLUMNS, NUMBER_COLUMNS, TABLES
from .text import CleanText, clean, extra_cells

_BLOCK = 1 << 26
_MARK = "\x01"
"""A cell that no file holds: control characters have been taken out."""


@dataclass(slots=True)
class Column:
    """A column of text: row r holds ``values[codes[r]]``."""

    codes: I32
    values: list[str]

    def take(self, rows: npt.NDArray[np.intp] | I64 | Bool) -> Column:
        """The same for some rows."""
        return Column(self.codes[rows], self.values)

    def strings(self) -> Strings:
        """Row by row, packed."""
        encoded = [value.encode("utf-8", "replace") for value in self.values]
        lengths = np.array([len(item) for item in encoded], dtype=np.int64)
        at = np.zeros(len(self.codes) + 1, dtype=np.int64)
        np.cumsum(lengths[self.codes], out=at[1:])
        data = b"".join(map(encoded.__getitem__, self.codes.tolist()))
        return Strings(np.frombuffer(data, dtype=np.uint8), at)

    def blank(self) -> Bool:
        """Which rows have nothing."""
        empty = np.array([not value for value in self.values], dtype=np.bool_)
        return empty[self.codes] if len(empty) else np.zeros(0, dtype=np.bool_)


@dataclass(slots=True)
class Table:
    """A file's rows. Columns that it lacks are columns of blanks."""

    file: str
    lines: I64
    columns: dict[str, Column] = field(default_factory=dict)
    numbers: dict[str, F64] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def __contains__(self, name: str) -> bool:
        return name in self.columns or name in self.numbers

    def column(self, name: str) -> Column:
        """A column of text."""
        if name in self.columns:
            return self.columns[name]
        return Column(np.zeros(len(self), dtype=np.int32), [""])

    def strings(self, name: str) -> Strings:
        """A column, packed."""
        return self.column(name).strings()

    def texts(self, name: str) -> list[str]:
        """A column, row by row."""
        column = self.column(name)
        return [column.values[code] for code in column.codes.tolist()]

    def take(self, rows: npt.NDArray[np.intp] | I64 | Bool) -> Table:
        """The same file with some of its rows, in the order given."""
        return Table(
            self.file,
            self.lines[rows],
            {name: column.take(rows) for name, column in self.columns.items()},
            {name: column[rows] for name, column in self.numbers.items()},
        )


def empty_table(file: str) -> Table:
    """A file without rows."""
    return Table(file, np.zeros(0, dtype=np.int64))


def read_table(data: bytes, file: str, faults: Faults) -> Table:
    """Read one CSV file of a feed; what cannot be read is said and left out."""
    text = clean(data, file, faults)
    del data
    text = from_header(without_long_rows(text, file, faults))
    header_line = text.data[: text.ends[0]].decode("utf-8") if len(text.ends) else ""
    if not header_line.strip():
        faults.add("empty_file", file, "is empty", repaired=True)
        return empty_table(file)
    separator = separator_of(header_line)
    if separator != ",":
        faults.add(
            "separator_not_comma",
            file,
            f"its cells are separated by {separator!r}: read so",
            repaired=True,
        )
    position = column_positions(
        column_names(header_line, separator, file, faults), file, faults
    )
    if not position or len(text.starts) == 1:
        if position:
            optional = file not in TABLES or file in ("transfers.txt", "shapes.txt",
                "frequencies.txt", "calendar_dates.txt", "translations.txt",
                "pathways.txt", "levels.txt", "calendar.txt")  # fmt: skip
            if not optional:
                faults.add("empty_file", file, "has a header but no rows")
        return empty_table(file)
    _say_row_lengths(text, separator, file, faults)
    table = _parse(text, separator, position, file, faults)
    return _without_blank_rows(table, faults)


def _say_row_lengths(
    text: CleanText, separator: str, file: str, faults: Faults
) -> None:
    extra = extra_cells(text, separator.encode())
    body = text.ends - text.starts > 0
    short, long = (extra < 0) & body, extra > 0
    if short.any():
        faults.add_rows(
            "invalid_row_length",
            file,
            text.lines[short].tolist(),
            lambda _: "has fewer cells than the header: the missing ones are blank",
        )
    if not long.any():
        return
    array = np.frombuffer(text.data, dtype=np.uint8)
    rows = np.flatnonzero(long)
    trailing = np.zeros(len(rows), dtype=np.bool_)
    for count in np.unique(extra[rows])[:100]:
        same = extra[rows] == count
        last = text.ends[rows[same]]
        trailing[same] = np.all(
            [array[last - k] == ord(separator) for k in range(1, int(count) + 1)]
            if count <= 100
            else [np.zeros(int(same.sum()), dtype=np.bool_)],
            axis=0,
        )
    if trailing.any():
        faults.add_rows(
            "trailing_separator",
            file,
            text.lines[rows[trailing]].tolist(),
            lambda _: "ends with blank cells that the header has no names for",
        )
    if not trailing.all():
        odd = rows[~trailing]
        faults.add_rows(
            "invalid_row_length",
            file,
            text.lines[odd].tolist(),
            lambda i: (
                f"has {int(extra[odd[i]])} cells more than the header: passed over"
            ),
            repaired=True,
        )


def _parse(
    text: CleanText,
    separator: str,
    position: dict[str, int],
    file: str,
    faults: Faults,
) -> Table:
    """Columns of the records after the header, block by block."""
    wanted = sorted(position.values())
    as_number = {
        position[name] for name in NUMBER_COLUMNS.get(file, ()) if name in position
    }
    values: dict[int, dict[str, int]] = {i: {"": 0} for i in wanted}
    codes: dict[int, list[I32]] = {i: [] for i in wanted}
    numbers: dict[int, list[F64]] = {i: [] for i in as_number}
    first, total = 1, len(text.starts)
    spaced: dict[int, int] = {}
    while first < total:
        bound = text.starts[first] + _BLOCK
        last = max(int(np.searchsorted(text.ends, bound)), first + 1)
        frame = _block(text, first, last, separator, wanted, as_number, file, faults)
        for i in wanted:
            if i in as_number and frame[i].dtype != np.float64:
                # One odd cell: from here on, and for what went before, as text.
                as_number.discard(i)
                for part in numbers.pop(i):
                    codes[i].append(_renumber(_as_texts(part), values[i]))
            if i in as_number:
                numbers[i].append(frame[i].to_numpy())
                continue
            cells = frame[i].cat
            categories = [str(value) for value in cells.categories]
            categories = ["" if value == _MARK else value for value in categories]
            trimmed = [value.strip() for value in categories]
            if trimmed != categories:
                spaced[i] = spaced.get(i, int(text.lines[first]))
            renumbered = np.array(
                [values[i].setdefault(v, len(values[i])) for v in trimmed],
                dtype=np.int32,
            )
            codes[i].append(renumbered[cells.codes.to_numpy()])
        first = last
    table = Table(file, text.lines[1:])
    for name, i in position.items():
        if i in as_number:
            table.numbers[name] = np.concatenate(numbers[i])
        else:
            table.columns[name] = Column(np.concatenate(codes[i]), list(values[i]))
        if i in spaced:
            faults.add(
                "leading_or_trailing_whitespaces",
                file,
                "some cells have spaces around them: taken off",
                field=name,
            )
    return table


def _as_texts(numbers: F64) -> list[str]:
    return ["" if np.isnan(x) else repr(x) for x in numbers.tolist()]


def _renumber(texts: list[str], values: dict[str, int]) -> I32:
    return np.array([values.setdefault(t, len(values)) for t in texts], dtype=np.int32)


def _block(
    text: CleanText,
    first: int,
    last: int,
    separator: str,
    wanted: list[int],
    as_number: set[int],
    file: str,
    faults: Faults,
) -> pd.DataFrame:
    """Records first:last as a frame of categories, with `as_number` as numbers where
    every cell of the block is one."""
    raw = text.data[int(text.starts[first]) : int(text.ends[last - 1]) + 1]
    try:
        frame = _read_csv(raw, separator, wanted, as_number)
        if len(frame) == last - first:
            return frame
    except pd.errors.ParserError as error:
        if "memory" in str(error):
            raise MemoryError from error
    raw = _mended(raw, separator, text.lines[first:last], file, faults)
    return _read_csv(raw, separator, wanted, as_number)


def _read_csv(
    raw: bytes, separator: str, wanted: list[int], as_number: set[int]
) -> pd.DataFrame:
    # A first row of full width, else pandas refuses blocks that begin with a short one;
    # and of text, else it takes columns of digits for numbers (the id 0012 for 12).
    width = max(wanted[-1] + 1, 2)
    first = ["0" if i in as_number else _MARK for i in range(width)]
    raw = b"%b\n%b" % (separator.join(first).encode(), raw)
    kinds: dict[int, str] = {
        i: "float64" if i in as_number else "category" for i in wanted
    }
    for attempt in (kinds, dict.fromkeys(wanted, "category")):
        try:
            frame = pd.read_csv(
                io.BytesIO(raw),
                sep=separator,
                header=None,
                names=range(width),
                usecols=wanted,
                dtype=attempt,
                na_filter=False,
                skip_blank_lines=False,
                low_memory=False,
                engine="c",
            )
            return frame.iloc[1:]
        except ValueError as error:
            if isinstance(error, pd.errors.ParserError) or attempt is not kinds:
                raise
    raise AssertionError("unreachable")


def _mended(raw: bytes, separator: str, lines: I64, file: str, faults: Faults) -> bytes:
    """The records once more, each read by itself, where quotes run over line ends."""
    mended: list[str] = []
    out = io.StringIO()
    for record, line in zip(raw.decode("utf-8").split("\n"), lines, strict=False):
        if '"' not in record:
            mended.append(record)
            continue
        try:
            cells = next(csv.reader([record], delimiter=separator, strict=True))
        except (csv.Error, StopIteration):
            cells = record.replace('"', "").split(separator)
            faults.add(
                "unclosed_quote",
                file,
                "quotation marks do not pair: the line is read without them",
                line=int(line),
                repaired=True,
            )
        out.seek(0)
        out.truncate()
        # A quotation mark inside a cell is doubled, so that no parser goes astray.
        csv.writer(
            out, delimiter=separator, lineterminator="", quoting=csv.QUOTE_ALL
        ).writerow(cells)
        mended.append(out.getvalue())
    return ("\n".join(mended) + "\n").encode("utf-8")


def _without_blank_rows(table: Table, faults: Faults) -> Table:
    blank = np.ones(len(table), dtype=np.bool_)
    for column in table.columns.values():
        if not blank.any():
            return table
        blank &= column.blank()
    for numbers in table.numbers.values():
        blank &= np.isnan(numbers)
    if not blank.any():
        return table
    faults.add_rows(
        "empty_row",
        table.file,
        table.lines[blank].tolist(),
        lambda _: "is an empty line: passed over",
    )
    return table.take(~blank)


def is_flex(table: Table) -> Bool:
    """Which rows of stop_times.txt are served on request in a zone or window."""
    flex = np.zeros(len(table), dtype=np.bool_)
    for name in FLEX_COLUMNS:
        if name in table:
            flex |= ~table.column(name).blank()
    return flex
