"""Tables of what tags mean: rows, and how they are read.

A row names tags, a column and the value that the tags give it. Of a tag, ``a|b`` is
either value, ``*`` any value and ``!a|b`` any other value. Of the rows of a column the
first counts whose tags are all there and whose value can be read: what tells more
stands first.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from .raw import Tags

Reader = Callable[[str], float]
"""Reads the value of a row's ``*`` tag; NaN where it says nothing."""

Worst = Callable[[Sequence[float]], float]
"""What several values of one tag (``flush;lowered``) say together."""

MAX_READINGS: Final = 16
"""Lists of values are multiplied out up to this number of combinations."""


@dataclass(frozen=True, slots=True)
class Row:
    """What some tags say of one column."""

    tags: str
    column: str
    value: float | Reader


@dataclass(frozen=True, slots=True)
class _Test:
    key: str
    values: frozenset[str]
    meant: bool  # the values are those that count, not those that do not

    def holds(self, tags: Tags) -> bool:
        value = tags.get(self.key)
        return value is not None and (value in self.values) == self.meant


class Table:
    """Rows, found by their tags; immutable."""

    def __init__(self, rows: Sequence[Row], worst: Mapping[str, Worst]) -> None:
        self.rows = tuple(rows)
        self._worst = worst
        self._tests = [[_test(word) for word in row.tags.split()] for row in rows]
        self._of_key: dict[str, list[int]] = defaultdict(list)
        for number, tests in enumerate(self._tests):
            self._of_key[tests[0].key].append(number)
        self.keys: Final = frozenset(t.key for tests in self._tests for t in tests)

    def read(self, tags: Tags) -> dict[str, float]:
        """Return the columns that tags speak of.

        Where a tag has several values, each is read and the worst counts.
        """
        told = {k: v.strip().lower() for k, v in tags.items() if k in self.keys}
        listed = {k: v.split(";") for k, v in told.items() if ";" in v}
        if not listed:
            return {name: value for name, (value, _) in self.decide(told).items()}
        choices = list(product(*listed.values()))[:MAX_READINGS]
        readings = [
            self.decide(told | dict(zip(listed, map(str.strip, one), strict=True)))
            for one in choices
        ]
        found: dict[str, float] = {}
        for name in sorted({name for reading in readings for name in reading}):
            values = [r[name][0] if name in r else math.nan for r in readings]
            found[name] = self._worst.get(name, same)(values)
        return {name: value for name, value in found.items() if not math.isnan(value)}

    def decide(self, tags: Tags) -> dict[str, tuple[float, int]]:
        """Return value and number of the row that counts, of each column spoken of."""
        numbers = sorted(n for key in tags for n in self._of_key.get(key, ()))
        found: dict[str, tuple[float, int]] = {}
        for number in numbers:
            row = self.rows[number]
            tests = self._tests[number]
            if row.column in found or not all(test.holds(tags) for test in tests):
                continue
            value = row.value
            if callable(value):
                read = [test.key for test in tests if not test.values]
                value = value(tags[read[-1]])
            if not math.isnan(value):
                found[row.column] = (value, number)
        return found


def same(values: Sequence[float]) -> float:
    """The value that all agree on, else NaN: not known."""
    return values[0] if len(set(values)) == 1 else math.nan


def highest(values: Sequence[float]) -> float:
    """The highest of the known values."""
    return max((v for v in values if not math.isnan(v)), default=math.nan)


def lowest(values: Sequence[float]) -> float:
    """The lowest of the known values."""
    return min((v for v in values if not math.isnan(v)), default=math.nan)


def _test(word: str) -> _Test:
    key, value = word.split("=", 1)
    if value == "*":
        return _Test(key, frozenset(), False)
    if value.startswith("!"):
        return _Test(key, frozenset(value[1:].split("|")), False)
    return _Test(key, frozenset(value.split("|")), True)
