"""The invented ground: a plateau, shallow valleys, and the Kokubunji cliff line.

Heights are metres above sea level, of the size that the Musashino plateau has (about 50 to
65 m); the cliff drops 14 m towards the Nogawa in the south-west.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import rasterio
import shapely

from .facts import read_table
from .plane import (
    EAST,
    METRES_PER_LAT,
    METRES_PER_LON,
    MIDDLE_LAT,
    MIDDLE_LON,
    NORTH,
    SOUTH,
    WEST,
    line_of,
)

F64 = npt.NDArray[np.float64]

CLIFF_METRES = 14.0
CLIFF_HALF_WIDTH = 50.0  # metres over which most of the drop lies, either side
STEP_DEGREES = 0.0002  # about 20 m
MARGIN_DEGREES = 0.004


class Terrain:
    """Heights anywhere on the flat map."""

    def __init__(self) -> None:
        ground = read_table("ground.toml")
        self._cliff = shapely.LineString(line_of(ground["cliff"]))
        low = [*line_of(ground["cliff"]), (3000.0, -9000.0), (-9000.0, -9000.0)]
        self._low = shapely.Polygon([*low, (-9000.0, 1800.0)])
        self._valleys = [
            (shapely.LineString(line_of(v["line"])), v["depth"], v["width"])
            for v in ground["valley"]
        ]
        shapely.prepare(self._low)

    def heights(self, x: F64, y: F64) -> F64:
        """Metres above sea level at points of the flat map."""
        points = shapely.points(x, y)
        height = 56.0 - 0.0011 * x + 0.0004 * y
        height = height + 0.8 * np.sin(x / 610.0 + 0.4) * np.cos(y / 740.0)
        for line, depth, width in self._valleys:
            away = shapely.distance(points, line) / width
            height = height - depth * np.exp(-(away**2))
        away = shapely.distance(points, self._cliff)
        away = np.where(shapely.contains(self._low, points), away, -away)
        # The middle of the slope lies one half-width below the edge.
        fall = 1.0 / (1.0 + np.exp(-(away / CLIFF_HALF_WIDTH - 1.0) * 2.0))
        return np.asarray(height - CLIFF_METRES * fall, dtype=np.float64)

    def height(self, point: tuple[float, float]) -> float:
        """Metres above sea level at one point."""
        x, y = point
        return float(self.heights(np.array([x]), np.array([y]))[0])


def write_elevation(terrain: Terrain, path: Path) -> None:
    """The heights as a GeoTIFF, to 0.1 m, on a grid of about 20 m."""
    west, north = WEST - MARGIN_DEGREES, NORTH + MARGIN_DEGREES
    columns = round((EAST + MARGIN_DEGREES - west) / STEP_DEGREES)
    rows = round((north - SOUTH + MARGIN_DEGREES) / STEP_DEGREES)
    lon = west + (np.arange(columns) + 0.5) * STEP_DEGREES
    lat = north - (np.arange(rows) + 0.5) * STEP_DEGREES
    x, y = np.meshgrid(
        (lon - MIDDLE_LON) * METRES_PER_LON, (lat - MIDDLE_LAT) * METRES_PER_LAT
    )
    heights = terrain.heights(x.ravel(), y.ravel()).reshape(rows, columns)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=columns,
        height=rows,
        count=1,
        dtype="float32",
        crs="EPSG:4326",
        transform=rasterio.Affine(STEP_DEGREES, 0.0, west, 0.0, -STEP_DEGREES, north),
        compress="deflate",
        predictor=3,
        nodata=-9999.0,
    ) as raster:
        raster.write(np.round(heights, 1).astype(np.float32), 1)
        raster.update_tags(SOURCE="invented for the maas sample; no survey")
