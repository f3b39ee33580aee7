"""Elevation at points, read from GeoTIFFs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import rasterio
from pyproj import CRS, Transformer
from rasterio.errors import RasterioError
from rasterio.windows import Window

from maas.columns import F32, F64, I64
from maas.errors import FeedError

TILE: Final = 2048
"""Pixels along one side of what is held in memory at a time."""


def sample(paths: Sequence[Path], lat: F64, lon: F64) -> F32:
    """Elevation in the rasters' metres, NaN outside of them and in holes.

    Between the four nearest pixels it is interpolated; all four have to be known. Of
    several rasters the first that knows a point counts.
    """
    elevation = np.full(len(lat), np.nan, dtype=np.float32)
    for path in paths:
        missing = np.flatnonzero(np.isnan(elevation))
        if not len(missing):
            break
        try:
            with rasterio.open(path) as raster:
                found = _sample_one(raster, lat[missing], lon[missing], path)
        except RasterioError as error:
            reason = " ".join(str(error).split())
            raise FeedError(
                f"{path} cannot be read as an elevation raster ({reason}); "
                "give a GeoTIFF."
            ) from error
        elevation[missing] = found
    return elevation


def _sample_one(raster: Any, lat: F64, lon: F64, path: Path) -> F32:
    if raster.crs is None:
        raise FeedError(
            f"{path} does not say in which coordinate system it is; "
            "write one into it, for example with gdal_edit -a_srs."
        )
    crs = CRS.from_user_input(raster.crs.to_wkt())
    transform = Transformer.from_crs(4326, crs, always_xy=True)
    x, y = transform.transform(lon, lat)
    pixel = ~raster.transform
    # A pixel's value holds at its middle.
    column = pixel.a * np.asarray(x) + pixel.b * np.asarray(y) + pixel.c - 0.5
    row = pixel.d * np.asarray(x) + pixel.e * np.asarray(y) + pixel.f - 0.5
    out = np.full(len(lat), np.nan, dtype=np.float32)
    inside = np.isfinite(column) & np.isfinite(row)
    inside &= (column >= -0.5) & (column <= raster.width - 0.5)
    inside &= (row >= -0.5) & (row <= raster.height - 0.5)
    rows = np.flatnonzero(inside)
    column = np.clip(column[rows], 0, raster.width - 1)
    row = np.clip(row[rows], 0, raster.height - 1)
    tile = (row // TILE).astype(np.int64) * (raster.width // TILE + 1)
    tile += (column // TILE).astype(np.int64)
    order = np.argsort(tile, kind="stable")
    edges = np.flatnonzero(np.diff(tile[order])) + 1
    for members in np.split(order, edges):
        if len(members):
            out[rows[members]] = _bilinear(raster, column[members], row[members])
    return out


def _bilinear(raster: Any, column: F64, row: F64) -> F64:
    left, top = int(column.min()), int(row.min())
    width = min(int(column.max()) + 2, raster.width) - left
    height = min(int(row.max()) + 2, raster.height) - top
    window = Window(left, top, width, height)
    band = raster.read(1, window=window, masked=True)
    value = np.ma.filled(band.astype(np.float64), np.nan)
    value *= raster.scales[0]
    value += raster.offsets[0]
    c0, r0 = column.astype(np.int64) - left, row.astype(np.int64) - top
    c1, r1 = np.minimum(c0 + 1, width - 1), np.minimum(r0 + 1, height - 1)
    right, down = column - np.floor(column), row - np.floor(row)
    total = np.zeros(len(column))
    for corner, weight in (
        ((r0, c0), (1 - down) * (1 - right)),
        ((r0, c1), (1 - down) * right),
        ((r1, c0), down * (1 - right)),
        ((r1, c1), down * right),
    ):
        total += np.where(weight > 0, weight * _at(value, corner), 0.0)
    return total


def _at(value: F64, corner: tuple[I64, I64]) -> F64:
    found: F64 = value[corner]
    return found
