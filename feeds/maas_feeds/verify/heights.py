"""Heights of the ground, read from elevation rasters by nothing but rasterio."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.warp import transform

from maas.errors import FeedError

from .blanks import Position


class Heights:
    """Rasters, each held whole; of several the first that knows a place counts."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._rasters = [_Raster(path) for path in paths]

    def at(self, place: Position) -> float | None:
        """Metres, between the four nearest pixels; None where one is not known."""
        for raster in self._rasters:
            if (height := raster.at(place)) is not None:
                return height
        return None


class _Raster:
    def __init__(self, path: Path) -> None:
        try:
            with rasterio.open(path) as file:
                band = file.read(1, masked=True).astype(np.float64)
                self._crs = file.crs
                self._to_pixel = ~file.transform
                scale, offset = file.scales[0], file.offsets[0]
        except rasterio.errors.RasterioError as error:
            reason = " ".join(str(error).split())
            raise FeedError(
                f"{path} cannot be read as an elevation raster ({reason}); give the"
                " GeoTIFF that the city was built from."
            ) from None
        self._metres: Any = np.ma.filled(band, np.nan) * scale + offset

    def at(self, place: Position) -> float | None:
        if self._crs is None:
            return None
        (x,), (y,) = transform("EPSG:4326", self._crs, [place[1]], [place[0]])
        column, row = self._to_pixel * (x, y)
        rows, columns = self._metres.shape
        if not (0 <= column <= columns and 0 <= row <= rows):
            return None
        # A pixel's value holds at its middle.
        column = min(max(column - 0.5, 0.0), columns - 1.0)
        row = min(max(row - 0.5, 0.0), rows - 1.0)
        left, top = floor(column), floor(row)
        across, down = column - left, row - top
        total = 0.0
        for i, j, weight in (
            (top, left, (1 - down) * (1 - across)),
            (top, left + 1, (1 - down) * across),
            (top + 1, left, down * (1 - across)),
            (top + 1, left + 1, down * across),
        ):
            if weight > 0:
                total += weight * float(self._metres[i, j])
        return None if np.isnan(total) else total
