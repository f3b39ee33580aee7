"""Where a trip's stops are along its shape."""

from __future__ import annotations

import numpy as np
import pytest

from maas.columns import F64
from maas_feeds.gtfs.shapes import project

METRE = 1 / 111_195  # degrees, at the equator


def along(shape: list[tuple[float, float]], stops: list[tuple[float, float]]) -> F64:
    """Project stops on a shape; both in metres east and north of a spot."""
    line, spots = np.array(shape, dtype=float), np.array(stops, dtype=float)
    steps = np.hypot(*np.diff(line, axis=0).T)
    return project(
        line[:, 1] * METRE,
        line[:, 0] * METRE,
        np.concatenate([[0.0], np.cumsum(steps)]),
        spots[:, 1] * METRE,
        spots[:, 0] * METRE,
    )


def test_stops_beside_a_line() -> None:
    places = along([(0, 0), (1000, 0)], [(100, 5), (400, -5), (990, 5)])
    assert places.tolist() == pytest.approx([100, 400, 990], abs=0.5)


TWO_SIDES = [(0, 0), (1000, 0), (1000, 10), (0, 10)]


def test_there_and_back_on_the_two_sides_of_a_street() -> None:
    stops = [(100, -2), (800, -2), (800, 12), (100, 12)]
    places = along(TWO_SIDES, stops)
    assert places.tolist() == pytest.approx([100, 800, 1210, 1910], abs=0.5)


def test_the_way_back_is_taken_though_the_way_out_is_a_little_nearer() -> None:
    # Both stops are nearest to the way out, where they would be in the wrong order.
    stops = [(800, -1), (200, -1)]
    places = along(TWO_SIDES, stops)
    assert places.tolist() == pytest.approx([800, 1810], abs=25)


def test_a_stop_twice_on_a_circle() -> None:
    circle = [(0, 0), (500, 0), (500, 500), (0, 500), (0, 0)]
    places = along(circle, [(0, 0), (500, 250), (0, 250), (0, 0)])
    assert places.tolist() == pytest.approx([0, 750, 1750, 2000], abs=0.5)


def test_stops_in_the_wrong_order_stay_where_they_cost_least() -> None:
    places = along([(0, 0), (1000, 0)], [(500, 0), (480, 0), (900, 0)])
    assert 480 - 1e-6 <= places[0] <= places[1] <= 500 + 1e-6
    assert places[2] == pytest.approx(900, abs=0.5)


def test_never_back_and_nearly_the_least_squares() -> None:
    rng = np.random.default_rng(11)
    for _ in range(40):
        line = rng.integers(0, 8, (7, 2)) * 100.0
        stops = rng.integers(0, 8, (6, 2)) * 100.0 + rng.normal(0, 5, (6, 2))
        places = along(line.tolist(), stops.tolist())
        assert (np.diff(places) >= 0).all()
        assert off(line, stops, places) <= 1.05 * least_off(line, stops) + 1000


def off(line: F64, stops: F64, places: F64) -> float:
    """Sum of the squared distances."""
    at = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    x, y = np.interp(places, at, line[:, 0]), np.interp(places, at, line[:, 1])
    return float(((x - stops[:, 0]) ** 2 + (y - stops[:, 1]) ** 2).sum())


def least_off(line: F64, stops: F64) -> float:
    """The least sum, of all places a metre apart."""
    at = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    metres = np.arange(0, at[-1], 1.0)
    x, y = np.interp(metres, at, line[:, 0]), np.interp(metres, at, line[:, 1])
    best = np.zeros(len(metres))
    for east, north in stops:
        best = (x - east) ** 2 + (y - north) ** 2 + np.minimum.accumulate(best)
    return float(best.min())
