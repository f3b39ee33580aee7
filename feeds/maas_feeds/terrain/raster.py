"""Elevation at points, read from GeoTIFFs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import rasterio
from pyproj import CRS, Transformer
from rasterio.errors import RasterioError
from rasterio.windows import Window
from scipy.ndimage import correlate1d

from maas.columns import F32, F64, I64
from maas.errors import FeedError
from maas.geo import metres_per_degree

TILE: Final = 2048
"""Pixels along one side of what is held in memory at a time."""


LEAST_PIXELS: Final = 3
"""Averages are of this many pixels across, where the pixels are large."""


def sample(
    paths: Sequence[Path], lat: F64, lon: F64, smooth_metres: float = 0.0
) -> F32:
    """Elevation in the rasters' metres, NaN outside of them and in holes.

    Between the four nearest pixels it is interpolated; all four have to be known. Of
    several rasters the first that knows a point counts. With ``smooth_metres`` each
    pixel is first averaged with those around it, in a rectangle at least so wide and at
    least ``LEAST_PIXELS`` across; a hole among them is a hole.
    """
    elevation = np.full(len(lat), np.nan, dtype=np.float32)
    for path in paths:
        missing = np.flatnonzero(np.isnan(elevation))
        if not len(missing):
            break
        try:
            with rasterio.open(path) as raster:
                found = _sample_one(
                    raster, lat[missing], lon[missing], path, smooth_metres
                )
        except RasterioError as error:
            reason = " ".join(str(error).split())
            raise FeedError(
                f"{path} cannot be read as an elevation raster ({reason}); "
                "give a GeoTIFF."
            ) from error
        elevation[missing] = found
    return elevation


def _sample_one(
    raster: Any, lat: F64, lon: F64, path: Path, smooth_metres: float
) -> F32:
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
    across = _pixels_across(raster, crs, float(np.median(lat)), smooth_metres)
    tile = (row // TILE).astype(np.int64) * (raster.width // TILE + 1)
    tile += (column // TILE).astype(np.int64)
    order = np.argsort(tile, kind="stable")
    edges = np.flatnonzero(np.diff(tile[order])) + 1
    for members in np.split(order, edges):
        if len(members):
            spots = column[members], row[members]
            out[rows[members]] = _bilinear(raster, *spots, across)
    return out


def _pixels_across(
    raster: Any, crs: CRS, lat: float, smooth_metres: float
) -> tuple[int, int]:
    """How many pixels are averaged, down and across: odd numbers, 1 for none."""
    if smooth_metres <= 0:
        return 1, 1
    if crs.is_geographic:
        north, east = metres_per_degree(lat)
    else:
        north = east = float(crs.axis_info[0].unit_conversion_factor)
    size = raster.transform
    down = math.hypot(size.e * north, size.b * east)
    wide = math.hypot(size.a * east, size.d * north)
    counts = (
        max(LEAST_PIXELS, math.ceil(smooth_metres / pixel - 0.01))
        for pixel in (down, wide)
    )
    first, second = (count + 1 - count % 2 for count in counts)
    return first, second


def _bilinear(raster: Any, column: F64, row: F64, across: tuple[int, int]) -> F64:
    deep, wide = (count // 2 for count in across)
    left = max(int(column.min()) - wide, 0)
    top = max(int(row.min()) - deep, 0)
    width = min(int(column.max()) + 2 + wide, raster.width) - left
    height = min(int(row.max()) + 2 + deep, raster.height) - top
    window = Window(left, top, width, height)
    band = raster.read(1, window=window, masked=True)
    value = np.ma.filled(band.astype(np.float64), np.nan)
    value *= raster.scales[0]
    value += raster.offsets[0]
    for axis, pixels in enumerate(across):
        if pixels > 1:
            value = correlate1d(
                value, np.full(pixels, 1.0 / pixels), axis=axis, mode="nearest"
            )
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
