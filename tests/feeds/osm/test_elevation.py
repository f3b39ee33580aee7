"""Elevation: rasters sampled, bridges and tunnels interpolated, tags first."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from maas.errors import FeedError
from maas.streets.graph import ElevationSource
from maas_feeds.terrain import sample

from .town import EAST, NORTH, Town, place


def raster(path: Path, values: np.ndarray, pixel_metres: float = 10.0) -> Path:
    """A GeoTIFF whose lower left corner is at x = -50, y = -50 metres."""
    top = place(-50, -50 + pixel_metres * values.shape[0])
    transform = from_origin(top[1], top[0], pixel_metres / EAST, pixel_metres / NORTH)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        height=values.shape[0],
        width=values.shape[1],
        count=1,
        dtype="float32",
        crs="EPSG:4326",
        transform=transform,
        nodata=-9999,
    ) as out:
        out.write(values.astype("float32"), 1)
    return path


def slope_east(columns: int = 30, rows: int = 20) -> np.ndarray:
    """Ground that rises 1 m per 10 m eastwards; pixel 0 is at x = -45 with 0 m."""
    return np.tile(np.arange(columns, dtype=float), (rows, 1))


def test_samples_between_pixels(tmp_path: Path) -> None:
    path = raster(tmp_path / "dem.tif", slope_east())
    lat, lon = np.array([place(-45, 0), place(-40, 0), place(5, 33)]).T
    np.testing.assert_allclose(sample([path], lat, lon), [0.0, 0.5, 5.0], atol=0.01)


def test_outside_and_in_holes_nothing_is_known(tmp_path: Path) -> None:
    values = slope_east()
    values[:, 10] = -9999
    path = raster(tmp_path / "dem.tif", values)
    lat, lon = np.array([place(55, 0), place(53, 0), place(-500, 0), place(40, 0)]).T
    known = ~np.isnan(sample([path], lat, lon))
    assert known.tolist() == [False, False, False, True]


def test_a_second_raster_fills_what_the_first_leaves_open(tmp_path: Path) -> None:
    holed = slope_east()
    holed[:, 10] = -9999
    first = raster(tmp_path / "1.tif", holed)
    second = raster(tmp_path / "2.tif", np.full((20, 30), 77.0))
    lat, lon = np.array([place(55, 0), place(-45, 0)]).T
    np.testing.assert_allclose(sample([first, second], lat, lon), [77, 0], atol=0.01)


def test_other_coordinate_systems_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "utm.tif"
    with rasterio.open(
        path, "w", driver="GTiff", height=200, width=200, count=1, dtype="float32",
        crs="EPSG:32632", transform=from_origin(427_000, 5_540_500, 10, 10),
    ) as out:  # fmt: skip
        out.write(np.full((200, 200), 42, "float32"), 1)
    # 50 N 8 E is 428333 m east, 5539109 m north in zone 32.
    lat, lon = np.array([place(0, 0)]).T
    assert sample([path], lat, lon)[0] == 42


def test_garbage_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "dem.tif"
    path.write_bytes(b"not a raster")
    with pytest.raises(FeedError, match="give a GeoTIFF"):
        sample([path], np.zeros(1), np.zeros(1))


def test_climb_is_the_difference_between_the_ends(tmp_path: Path) -> None:
    dem = raster(tmp_path / "dem.tif", slope_east())
    town = Town(
        "node a 0 0\n node b 100 0\n way a b highway=footway",
        tmp_path,
        elevation=(dem,),
    )
    assert town.get("a", "b", "climb_metres") == pytest.approx(10, abs=0.05)
    assert town.get("b", "a", "climb_metres") == pytest.approx(-10, abs=0.05)


VALLEY = """
    node w -40 0
    node a 0 0
    node m 50 0
    node b 100 0
    node e 140 0
    node v 50 9
    way w a highway=footway
    way a m b highway=footway {}
    way b e highway=footway
    way m v highway=steps
"""


@pytest.mark.parametrize("crossing", ["bridge=yes", "tunnel=yes"])
def test_a_bridge_is_level_between_its_ends(tmp_path: Path, crossing: str) -> None:
    ground = slope_east()
    ground[:, 6:14] = -30  # a valley that the bridge spans, or a hill for the tunnel
    dem = raster(tmp_path / "dem.tif", ground)
    town = Town(VALLEY.format(crossing), tmp_path, elevation=(dem,))
    s = town.streets
    # Ends at x = 0 (4.5 m) and x = 100 (14.5 m): the middle is at 9.5 m.
    assert s.node_elevation[town.node("m")] == pytest.approx(9.5, abs=0.1)
    assert s.node_elevation_source[town.node("m")] == ElevationSource.INTERPOLATED
    assert s.node_elevation_source[town.node("a")] == ElevationSource.RASTER


def test_on_the_ground_the_raster_counts(tmp_path: Path) -> None:
    ground = slope_east()
    ground[:, 6:14] = -30
    dem = raster(tmp_path / "dem.tif", ground)
    town = Town(VALLEY.format("surface=asphalt"), tmp_path, elevation=(dem,))
    assert town.streets.node_elevation[town.node("m")] == pytest.approx(-30, abs=0.1)


def test_the_height_of_a_level_is_not_guessed(tmp_path: Path) -> None:
    dem = raster(tmp_path / "dem.tif", slope_east())
    town = Town(
        """
        node a 0 0
        node b 20 0
        node c 60 0
        way a b highway=steps level=-1;0 incline=down
        way b c highway=corridor level=-1
        """,
        tmp_path,
        elevation=(dem,),
    )
    assert np.isnan(town.get("a", "b", "climb_metres"))


def test_ele_tags_come_first(tmp_path: Path) -> None:
    dem = raster(tmp_path / "dem.tif", slope_east())
    town = Town(
        "node a 0 0 ele=99\n node b 100 0\n way a b highway=footway",
        tmp_path,
        elevation=(dem,),
    )
    row = town.node("a")
    assert town.streets.node_elevation[row] == 99
    assert town.streets.node_elevation_source[row] == ElevationSource.TAG


def test_a_raster_of_elsewhere_is_said(tmp_path: Path) -> None:
    path = tmp_path / "far.tif"
    with rasterio.open(
        path, "w", driver="GTiff", height=5, width=5, count=1, dtype="float32",
        crs="EPSG:4326", transform=from_origin(100, 10, 0.1, 0.1),
    ) as out:  # fmt: skip
        out.write(np.ones((5, 5), "float32"), 1)
    town = Town(
        "node a 0 0\n node b 9 0\n way a b highway=footway", tmp_path, elevation=(path,)
    )
    assert "cover no part of the city" in town.warnings[0]
