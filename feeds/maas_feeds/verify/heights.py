"""Heights of the ground, read from elevation rasters by nothing but rasterio."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from pathlib import Path
from typing import Any, Final

import numpy as np
import rasterio
from pyproj import CRS, Transformer
from rasterio.errors import RasterioError

from maas.errors import FeedError

from .blanks import Position
from .street_lines import degree_metres

ACROSS_METRES: Final = 30.0


class Heights:
    """Rasters, each held whole; of several the first that knows a place counts."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._rasters = [_Raster(path) for path in paths]
        self._known: dict[Position, float | None] = {}

    def at(self, place: Position) -> float | None:
        """Metres, the mean around a place; None where a height of it is not known.

        Means of at least 30 m and three pixels across, as slopes are taken of them
        (docs/streets.md): nine samples of what lies between pixels.
        """
        if place not in self._known:
            self._known[place] = self._mean(place)
        return self._known[place]

    def _mean(self, place: Position) -> float | None:
        north, east = degree_metres(place[0])
        for raster in self._rasters:
            off = max(ACROSS_METRES, 3 * raster.pixel_metres(place)) / 3
            around = [
                raster.at((place[0] + i * off / north, place[1] + j * off / east))
                for i in (-1, 0, 1)
                for j in (-1, 0, 1)
            ]
            known = [height for height in around if height is not None]
            if len(known) == len(around):
                return sum(known) / len(known)
        return None


class _Raster:
    def __init__(self, path: Path) -> None:
        try:
            with rasterio.open(path) as file:
                band = file.read(1, masked=True).astype(np.float64)
                self._crs = file.crs
                self._to_pixel = ~file.transform
                scale, offset = file.scales[0], file.offsets[0]
        except RasterioError as error:
            reason = " ".join(str(error).split())
            raise FeedError(
                f"{path} cannot be read as an elevation raster ({reason}); give the"
                " GeoTIFF that the city was built from."
            ) from None
        if self._crs is None:
            raise FeedError(
                f"{path} does not say in which coordinate system it is; write one into"
                " it, for example with gdal_edit -a_srs."
            )
        crs = CRS.from_user_input(self._crs.to_wkt())
        self._project = Transformer.from_crs(4326, crs, always_xy=True)
        self._metres: Any = np.ma.filled(band, np.nan) * scale + offset

    def pixel_metres(self, place: Position) -> float:
        """The longer side of a pixel."""
        wide = abs(1 / float(self._to_pixel.a))
        high = abs(1 / float(self._to_pixel.e))
        if not self._crs.is_geographic:
            return max(wide, high)
        north, east = degree_metres(place[0])
        return max(wide * east, high * north)

    def at(self, place: Position) -> float | None:
        """Metres, between the four nearest pixels."""
        x, y = self._project.transform(place[1], place[0])
        pixel = self._to_pixel
        column = pixel.a * x + pixel.b * y + pixel.c
        row = pixel.d * x + pixel.e * y + pixel.f
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
