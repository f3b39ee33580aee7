"""How steep the ways are: tags, heights along the line, pathways."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maas.streets.graph import SlopeSource
from maas_feeds.osm import build_streets
from maas_feeds.terrain import sample

from .test_elevation import raster, slope_east
from .town import Town, pathway, pathways, place, stops_at

WAY = """
    node a 0 0
    node b 100 0
    way a b highway=footway {}
"""


def built(tmp_path: Path, heights: np.ndarray, text: str, pixel: float = 10.0) -> Town:
    dem = raster(tmp_path / "dem.tif", heights, pixel)
    return Town(text, tmp_path, elevation=(dem,))


def slopes(town: Town, tail: str, head: str) -> list[float]:
    """Mean, steepest up, steepest down."""
    names = ("mean_slope", "steepest_up", "steepest_down")
    return [town.get(tail, head, name) for name in names]


def test_an_even_slope_is_the_same_everywhere(tmp_path: Path) -> None:
    # 1 m for every 10 m eastwards is 10 %.
    town = built(tmp_path, slope_east(), WAY.format(""))
    assert slopes(town, "a", "b") == pytest.approx([10, 10, 0], abs=0.05)
    assert slopes(town, "b", "a") == pytest.approx([-10, 0, 10], abs=0.05)
    assert town.get("a", "b", "slope_source") == SlopeSource.ELEVATION
    assert (town.get("a", "b", "rises"), town.get("b", "a", "rises")) == (1, 2)


def test_a_hill_between_level_ends_is_steep_both_ways(tmp_path: Path) -> None:
    # A roof 8 m high at x = 50, with 100 m of slope on either side of it, 8 %: the
    # pixels' middles are at -45, -35, ….
    x = np.arange(30) * 10.0 - 45.0
    roof = np.tile(np.maximum(8 - 0.08 * np.abs(x - 50), 0), (20, 1))
    town = built(tmp_path, roof, WAY.format(""))
    mean, up, down = slopes(town, "a", "b")
    assert mean == pytest.approx(0, abs=0.1)
    assert up == pytest.approx(8, abs=0.2) and down == pytest.approx(8, abs=0.2)
    assert abs(town.get("a", "b", "climb_metres")) < 0.1


def test_the_tag_comes_before_the_heights(tmp_path: Path) -> None:
    town = built(tmp_path, slope_east(), WAY.format("incline=-2%"))
    assert slopes(town, "a", "b") == [-2, 0, 2]
    assert town.get("a", "b", "slope_source") == SlopeSource.TAG
    assert town.get("a", "b", "rises") == 2


def test_incline_up_says_which_way_and_heights_how_steep(tmp_path: Path) -> None:
    town = built(tmp_path, slope_east(), WAY.format("incline=down"))
    assert town.get("a", "b", "rises") == 2, "the tag"
    assert town.get("a", "b", "steepest_up") == pytest.approx(10, abs=0.05)
    assert town.get("a", "b", "slope_source") == SlopeSource.ELEVATION


def test_one_wrong_pixel_makes_no_steep_slope(tmp_path: Path) -> None:
    flat = np.zeros((20, 30))
    flat[5, 9] = 3.0  # 3 m too high, at x = 45
    town = built(tmp_path, flat, WAY.format(""))
    # Averaged over 3 x 3 pixels it is a bump of 0.33 m: 3.3 % over 10 m, not 30 %.
    assert town.get("a", "b", "steepest_up") < 3.5


def test_noise_of_a_fine_raster_makes_no_steep_slopes(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    noise = rng.normal(0, 0.2, (100, 200))  # 0.2 m, as laser scans have
    town = built(tmp_path, noise, WAY.format(""), pixel=2.0)
    assert town.get("a", "b", "steepest_up") < 1.0
    assert town.get("a", "b", "steepest_down") < 1.0


def test_short_pieces_are_as_steep_as_the_ground_around(tmp_path: Path) -> None:
    town = built(
        tmp_path,
        slope_east(),
        "node a 0 0\n node b 3 0\n way a b highway=footway footway=crossing",
    )
    assert slopes(town, "a", "b") == pytest.approx([10, 10, 0], abs=0.1)


def test_a_bent_way_is_sampled_along_its_line(tmp_path: Path) -> None:
    # 100 m east, uphill, and 100 m back west, downhill.
    town = built(
        tmp_path,
        slope_east(),
        """
        node a 0 0
        node m 100 0
        node b 0 4
        way a m b highway=footway
        """,
    )
    mean, up, down = slopes(town, "a", "b")
    assert mean == pytest.approx(0, abs=0.1)
    assert up == pytest.approx(10, abs=0.5) and down == pytest.approx(10, abs=0.5)


def test_a_bridge_is_as_steep_as_the_line_between_its_ends(tmp_path: Path) -> None:
    ground = slope_east()
    ground[:, 9:12] = -30.0
    town = built(
        tmp_path,
        ground,
        """
        node w -40 0
        node a 0 0
        node b 120 0
        node e 160 0
        way w a highway=footway
        way a b highway=footway bridge=yes
        way b e highway=footway
        """,
    )
    # From 4.5 m to 16.5 m over 120 m.
    assert slopes(town, "a", "b") == pytest.approx([10, 10, 0], abs=0.1)


@pytest.mark.parametrize("tags", ["highway=steps", "highway=corridor level=-1"])
def test_what_is_not_on_the_ground_has_no_slope_of_it(
    tmp_path: Path, tags: str
) -> None:
    text = f"node a 0 0\n node b 100 0\n way a b {tags}"
    town = built(tmp_path, slope_east(), text)
    assert np.isnan(slopes(town, "a", "b")).all()
    assert town.get("a", "b", "slope_source") == SlopeSource.NONE


def test_without_a_raster_nothing_is_guessed(tmp_path: Path) -> None:
    town = Town(WAY.format(""), tmp_path)
    assert np.isnan(slopes(town, "a", "b")).all()


def test_surveyed_heights_of_both_ends_give_a_slope(tmp_path: Path) -> None:
    text = "node a 0 0 ele=10\n node b 100 0 ele=15\n way a b highway=footway"
    assert slopes(Town(text, tmp_path), "a", "b") == pytest.approx([5, 5, 0], abs=0.01)


def test_a_hole_in_the_raster_is_said_and_stays_unknown(tmp_path: Path) -> None:
    holed = slope_east()
    holed[:, 12:] = -9999.0  # nothing is known from x = 70 on
    town = built(
        tmp_path,
        holed,
        """
        node a 0 0
        node b 40 0
        node c 120 0
        way a b highway=footway
        way b c highway=footway
        way c a highway=footway incline=-3%
        """,
    )
    assert slopes(town, "a", "b") == pytest.approx([10, 10, 0], abs=0.1)
    assert np.isnan(slopes(town, "b", "c")).all()
    assert slopes(town, "c", "a") == [-3, 0, 3]
    assert "leave 1 of 3 places on the streets without a height" in town.warnings[0]


def test_edges_both_ways_mirror_each_other(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    hills = np.cumsum(rng.normal(0, 1, (20, 30)), axis=1)
    nodes = "\n".join(
        f"node n{i} {rng.uniform(0, 200):.1f} {rng.uniform(-40, 120):.1f}"
        for i in range(40)
    )
    ways = "\n".join(
        f"way n{i} n{i + 1} n{i + 2} highway=path" for i in range(0, 36, 3)
    )
    s = built(tmp_path, hills, nodes + "\n" + ways).streets
    twin = s.edge_twin
    np.testing.assert_array_equal(s.steepest_up, s.steepest_down[twin])
    np.testing.assert_array_equal(s.mean_slope, -s.mean_slope[twin])
    np.testing.assert_array_equal(s.slope_source, s.slope_source[twin])
    known = ~np.isnan(s.mean_slope)
    assert known.any()
    assert (s.mean_slope[known] <= s.steepest_up[known] + 0.01).all()


@pytest.mark.parametrize(
    ("slope", "expected"), [(0.05, [5, 5, 0]), (-0.08, [-8, 0, 8])]
)
def test_pathways_say_how_steep_they_are(slope: float, expected: list[float]) -> None:
    s, _ = build_streets(
        [],
        [],
        stops_at((0, 0), (30, 40), kind=(0, 0), parent=(-1, -1)),
        pathways(pathway(0, 1, 1, both=False, slope=slope)),
    )
    (edge,) = np.flatnonzero(s.pathway == 0)
    found = [s.mean_slope[edge], s.steepest_up[edge], s.steepest_down[edge]]
    assert found == pytest.approx(expected)
    assert s.slope_source[edge] == SlopeSource.PATHWAY


def test_pathway_stairs_say_which_way_they_rise() -> None:
    s, _ = build_streets(
        [],
        [],
        stops_at((0, 0), (30, 40), kind=(0, 0), parent=(-1, -1)),
        pathways(pathway(0, 1, 2, stairs=-20)),
    )
    there, back = np.flatnonzero(s.pathway == 0)
    assert (s.edge_from[there], s.rises[there], s.rises[back]) == (0, 2, 1)
    assert s.steps[there] == s.steps[back] == 20


def test_averages_over_as_many_pixels_as_needed(tmp_path: Path) -> None:
    spike = np.zeros((21, 31))
    spike[10, 10] = 9.0
    coarse = raster(tmp_path / "coarse.tif", spike, 20.0)
    fine = raster(tmp_path / "fine.tif", spike, 6.0)
    # 20 m pixels: 3 x 3 of them; 6 m pixels: 5 x 5 make 30 m.
    for path, pixel, mean in ((coarse, 20.0, 1.0), (fine, 6.0, 9 / 25)):
        spot = -50 + pixel * 10.5
        lat, lon = np.array([place(spot, spot)]).T
        found = sample([path], lat, lon, smooth_metres=30.0)
        assert found[0] == pytest.approx(mean, abs=0.01)
