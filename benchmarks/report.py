"""What a benchmark says: results on stdout, progress on a terminal's stderr."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def progress(items: Iterable[T], what: str) -> Iterator[T]:
    """Pass items on, with a bar where somebody looks at it."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(
        items, description=what, console=Console(stderr=True), transient=True
    )


def say(text: str) -> None:
    """A remark on the way, for a person who waits."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lines of columns: the first to the left, the others to the right.

    >>> print(table(["query", "ms"], [["plan", "1.50"]]))
    query    ms
    plan   1.50
    """
    lines = [list(head), *[list(row) for row in rows]]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def milliseconds(seconds: float) -> str:
    """Seconds as milliseconds with as many digits as are worth reading.

    >>> milliseconds(0.00123456), milliseconds(1.5)
    ('1.235', '1500.0')
    """
    if math.isnan(seconds):
        return "-"
    value = seconds * 1000
    return f"{value:.3f}" if value < 100 else f"{value:.1f}"


def mebibytes(count: int) -> str:
    """A size for people.

    >>> mebibytes(3 * 2**20)
    '3.0 MiB'
    """
    return f"{count / 2**20:.1f} MiB"


def print_json(result: Mapping[str, object]) -> None:
    """The one JSON document of a benchmark run with ``--json``."""
    print(json.dumps(result, ensure_ascii=False, indent=2))
