"""A GTFS feed as a zip: CSV files in order, the same bytes every time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

FIXED_TIME = (2026, 4, 1, 0, 0, 0)

Table = tuple[str, Iterable[Sequence[object]]]
"""Header line and rows."""


def write_gtfs(path: Path, tables: Mapping[str, Table]) -> None:
    """Write each table as a file; None is an empty cell."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, (header, rows) in tables.items():
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(header.split(","))
            writer.writerows(rows)
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.getvalue().encode("utf-8"), compresslevel=9)
