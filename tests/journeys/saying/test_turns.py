"""Angles: what is true of every turn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maas.journeys.saying.kinds import Kind
from maas.journeys.saying.turns import (
    MIRRORED,
    angle_between,
    bearing,
    bearing_after,
    bearing_before,
    compass_of,
    turn_of,
)
from tests.feeds.osm.town import place

degrees = st.floats(0, 360, exclude_max=True)
BACK = {mirrored: kind for kind, mirrored in MIRRORED.items()} | MIRRORED


def line(*points: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    lats, lons = zip(*(place(x, y) for x, y in points), strict=True)
    return np.array(lats), np.array(lons)


@given(st.floats(-179.9, 179.9))
def test_left_is_right_in_the_mirror(angle: float) -> None:
    assert turn_of(-angle) == BACK[turn_of(angle)]


@given(degrees, degrees, degrees)
def test_a_turn_is_the_same_however_the_map_is_turned(
    before: float, after: float, turned: float
) -> None:
    one = angle_between(before, after)
    other = angle_between((before + turned) % 360, (after + turned) % 360)
    assert (one - other) % 360 == pytest.approx(0, abs=1e-6) or (
        one - other
    ) % 360 == pytest.approx(360, abs=1e-6)


@given(degrees, degrees)
def test_turning_by_the_angle_leads_to_the_new_bearing(
    before: float, after: float
) -> None:
    angle = angle_between(before, after)
    assert -180 <= angle < 180
    assert math.cos(math.radians(before + angle - after)) == pytest.approx(1)


@given(degrees, st.floats(5, 500))
def test_a_bearing_is_that_of_the_line_drawn(direction: float, metres: float) -> None:
    x = metres * math.sin(math.radians(direction))
    y = metres * math.cos(math.radians(direction))
    for found in (
        bearing(*place(0, 0), *place(x, y)),
        bearing_after(*line((0, 0), (x, y))),
        bearing_before(*line((0, 0), (x, y))),
    ):
        assert found is not None
        assert abs(angle_between(direction, found)) < 0.1


@given(degrees, degrees)
def test_the_real_line_decides(before: float, after: float) -> None:
    # 50 m in one direction, 50 m in the other, as a walk of two stretches.
    a, b = math.radians(before), math.radians(after)
    corner = (50 * math.sin(a), 50 * math.cos(a))
    end = (corner[0] + 50 * math.sin(b), corner[1] + 50 * math.cos(b))
    came, goes = (
        bearing_before(*line((0, 0), corner)),
        bearing_after(*line(corner, end)),
    )
    assert came is not None and goes is not None
    asked = angle_between(before, after)
    near_a_bound = min(abs(abs(asked) - bound) for bound in (0, 25, 55, 125, 165, 180))
    if near_a_bound > 0.5:
        assert turn_of(angle_between(came, goes)) is turn_of(asked)


def test_a_place_has_no_direction() -> None:
    assert bearing_after(*line((0, 0), (0, 0))) is None
    assert bearing_after(*line((0, 0))) is None


def test_only_the_next_metres_count() -> None:
    # East for 20 m, then north: one starts to the east.
    found = bearing_after(*line((0, 0), (20, 0), (20, 100)))
    assert found == pytest.approx(90, abs=0.1)


@pytest.mark.parametrize(
    ("angle", "kind"),
    [
        (0, Kind.STRAIGHT),
        (24.9, Kind.STRAIGHT),
        (25, Kind.SLIGHT_RIGHT),
        (-55, Kind.LEFT),
        (125, Kind.SHARP_RIGHT),
        (-165, Kind.U_TURN),
        (180, Kind.U_TURN),
    ],
)
def test_bounds(angle: float, kind: Kind) -> None:
    assert turn_of(angle) is kind


@given(degrees)
def test_the_compass_names_the_nearest_of_eight(direction: float) -> None:
    names = [
        "north",
        "north_east",
        "east",
        "south_east",
        "south",
        "south_west",
        "west",
        "north_west",
    ]
    away = abs(angle_between(45.0 * names.index(compass_of(direction)), direction))
    assert away <= 22.5 + 1e-9
