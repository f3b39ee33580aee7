"""Read the records of a link or node file: Shapefile, GeoJSON or CSV."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas
import numpy as np
import shapely
from shapely.errors import GEOSException

from maas.columns import F64
from maas.errors import FeedError

from .coordinates import GEOGRAPHIC, to_degrees

SUFFIXES: Final = (".geojson", ".json", ".shp", ".csv")

_WKT_COLUMNS: Final = ("geometry", "geom", "wkt")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: what it says, and its points as rows of longitude and latitude."""

    number: int  # 1 for the first of the file
    fields: Mapping[str, str]  # names in lower case; empty ones are left out
    parts: tuple[F64, ...]  # shape (points, 2) each; none where there is no geometry

    def get(self, name: str) -> str | None:
        """What a field says, None where it is empty or missing."""
        return self.fields.get(name.lower())


@dataclass(frozen=True, slots=True)
class Table:
    """The records of one file."""

    path: Path
    names: frozenset[str]  # of its fields, in lower case
    records: tuple[Record, ...]
    remarks: tuple[str, ...] = ()


def read_table(path: Path) -> Table:
    """Read a file by its suffix; coordinates come out in WGS 84 degrees.

    Raises FeedError with one sentence where the file cannot be used at all.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise FeedError(
            f"{path} is no pedestrian network that can be read; give a .geojson, .shp "
            "or .csv file."
        )
    try:
        if suffix == ".csv":
            rows, crs = _csv_rows(path), GEOGRAPHIC
        elif suffix == ".shp":
            rows, crs = _shapefile_rows(path)
        else:
            rows, crs = _geojson_rows(path)
    except OSError as error:
        raise FeedError(f"{path} cannot be read: {error.strerror or error}.") from error
    if not rows:
        raise FeedError(f"{path} holds no records; leave it out or give a full one.")
    names = frozenset(name for fields, _ in rows for name in fields)
    parts, remarks = to_degrees([row[1] for row in rows], crs, path)
    return Table(
        path,
        names,
        tuple(
            Record(number, _said(fields), lines)
            for number, ((fields, _), lines) in enumerate(
                zip(rows, parts, strict=True), start=1
            )
        ),
        remarks,
    )


def files_of(path: Path) -> list[Path]:
    """All files that reading ``path`` depends on: a Shapefile is several."""
    if path.suffix.lower() != ".shp":
        return [path]
    beside = path.parent.iterdir()
    return sorted(file for file in beside if file.stem == path.stem)


_Row = tuple[dict[str, Any], tuple[F64, ...]]


def _said(fields: Mapping[str, Any]) -> dict[str, str]:
    """Fields as text: whole numbers without a fraction, nothing for blanks."""
    said = {}
    for name, value in fields.items():
        if value is None or (isinstance(value, float) and math.isnan(value)):
            continue
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = str(value).strip()
        if text and text not in ("NaT", "<NA>"):
            said[name] = text
    return said


def _geojson_rows(path: Path) -> tuple[list[_Row], str]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise FeedError(
            f"{path} is not JSON in UTF-8 ({error}); give GeoJSON."
        ) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise FeedError(f"{path} is no GeoJSON FeatureCollection; give one.")
    rows = []
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict):
            raise FeedError(f"{path}, record {number} is no GeoJSON Feature.")
        fields = feature.get("properties") or {}
        lines = _geojson_lines(feature.get("geometry"), path, number)
        rows.append(({str(k).lower(): v for k, v in fields.items()}, lines))
    crs = content.get("crs") or {}
    name = crs.get("properties", {}).get("name") if isinstance(crs, dict) else None
    # Without a crs member it is WGS 84 (RFC 7946, section 4).
    return rows, str(name) if name else GEOGRAPHIC


def _geojson_lines(geometry: Any, path: Path, number: int) -> tuple[F64, ...]:
    if not isinstance(geometry, dict):
        return ()
    at = geometry.get("coordinates") or []
    kind = geometry.get("type")
    try:
        if kind == "Point":
            lines = [at and [at]]
        elif kind == "LineString":
            lines = [at]
        elif kind == "MultiLineString":
            lines = at
        else:
            raise ValueError(f"a {kind}")
        return tuple(
            np.array([point[:2] for point in line], dtype=np.float64)
            for line in lines
            if len(line)
        )
    except (TypeError, ValueError, IndexError) as error:
        raise FeedError(
            f"{path}, record {number}: its geometry is neither a point nor a line "
            f"({error})."
        ) from error


def _shapefile_rows(path: Path) -> tuple[list[_Row], str]:
    frame = _shapefile(path)
    crs = "" if frame.crs is None else frame.crs.to_wkt()
    columns = {
        str(name).lower(): frame[name].tolist()
        for name in frame.columns
        if name != frame.geometry.name
    }
    rows = []
    for row, geometry in enumerate(frame.geometry.tolist()):
        fields = {name: column[row] for name, column in columns.items()}
        rows.append((fields, _shapely_lines(geometry)))
    return rows, crs


def _shapefile(path: Path) -> Any:
    try:
        try:
            return geopandas.read_file(path)
        except UnicodeDecodeError:
            # Written on a Japanese Windows, and without a .cpg that says so.
            return geopandas.read_file(path, encoding="cp932")
    except Exception as error:  # pyogrio's own errors share no public root
        reason = " ".join(str(error).split())
        raise FeedError(
            f"{path} cannot be read as a Shapefile ({reason}); give the .shp with its "
            ".dbf and .shx beside it."
        ) from error


def _shapely_lines(geometry: Any) -> tuple[F64, ...]:
    if geometry is None or geometry.is_empty:
        return ()
    return tuple(
        shapely.get_coordinates(part) for part in shapely.get_parts(geometry).tolist()
    )


def _csv_rows(path: Path) -> list[_Row]:
    reader = csv.DictReader(io.StringIO(_text(path)))
    rows = []
    for number, record in enumerate(_lines(reader, path), start=1):
        fields = {str(k).strip().lower(): v for k, v in record.items() if k is not None}
        rows.append((fields, _wkt_lines(fields, path, number)))
    return rows


def _lines(reader: csv.DictReader[str], path: Path) -> Iterable[dict[str, str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise FeedError(f"{path}, line {reader.line_num}: {error}.") from error


def _text(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FeedError(f"{path} is neither UTF-8 nor Shift JIS text; save it as UTF-8.")


def _wkt_lines(fields: dict[str, Any], path: Path, number: int) -> tuple[F64, ...]:
    for name in _WKT_COLUMNS:
        if text := (fields.pop(name, None) or "").strip():
            try:
                return _shapely_lines(shapely.from_wkt(text))
            except GEOSException as error:
                raise FeedError(
                    f"{path}, record {number}: {name} is not well-known text "
                    f"({' '.join(str(error).split())})."
                ) from error
    return ()
