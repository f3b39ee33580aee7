"""A GTFS feed as a zip: CSV files in order, the same bytes every time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

Row = list[object]
Rows = list[Row]

FIXED_TIME = (2026, 4, 1, 0, 0, 0)


def write_gtfs(path: Path, headers: Mapping[str, str], tables: dict[str, Rows]) -> None:
    """Write the rows of each file under its columns."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, columns in headers.items():
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(columns.split())
            writer.writerows(tables[name])
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.getvalue().encode("utf-8"), compresslevel=6)
