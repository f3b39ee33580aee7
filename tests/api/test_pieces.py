"""Polylines, turns, ids, throttling: the small pieces, each on its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maas.errors import PlaceError
from maas.journeys.itinerary import Step
from maas.journeys.request import StopRef
from maas_api.journeys.ids import split_stop_id, trip_id_of
from maas_api.journeys.polyline import encode
from maas_api.journeys.schemas import Direction
from maas_api.journeys.turns import direction_of
from maas_api.throttle import Throttle, TooMany

from .fake import RED


def decode(text: str) -> list[tuple[float, float]]:
    """Read a polyline back, by the format's description."""
    numbers, value, shift = [], 0, 0
    for character in text:
        part = ord(character) - 63
        value |= (part & 0x1F) << shift
        shift += 5
        if part < 0x20:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    points, lat, lon = [], 0, 0
    for dlat, dlon in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + dlat, lon + dlon
        points.append((lat / 1e6, lon / 1e6))
    return points


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180))))
def test_polylines_keep_six_decimals_everywhere(
    points: list[tuple[float, float]],
) -> None:
    text = encode([lat for lat, _ in points], [lon for _, lon in points])
    for (lat, lon), (got_lat, got_lon) in zip(points, decode(text), strict=True):
        assert abs(lat - got_lat) <= 5.1e-7 and abs(lon - got_lon) <= 5.1e-7


@pytest.mark.parametrize(
    ("north", "east", "direction"),
    [
        (1, 0, Direction.CONTINUE),
        (1, 0.5, Direction.SLIGHTLY_RIGHT),
        (0, 1, Direction.RIGHT),
        (0, -1, Direction.LEFT),
        (-1, 0.8, Direction.HARD_RIGHT),
        (-1, -0.1, Direction.UTURN_LEFT),
    ],
)
def test_says_which_way_to_turn(
    north: float, east: float, direction: Direction
) -> None:
    # Walking north along the Greenwich meridian, at the equator.
    before = Step("a", 1, "footway", 0, [-0.001, 0.0], [0.0, 0.0])
    after = Step("b", 1, "footway", 0, [0.0, north / 1000], [0.0, east / 1000])
    assert direction_of(after, before) is direction


def test_stairs_and_lifts_are_said_before_turns() -> None:
    step = Step("", 1, "steps", 0, [0, 1], [0, 0])
    assert direction_of(step, None) is Direction.STAIRS
    assert direction_of(replace(step, kind="lift"), step) is Direction.ELEVATOR


def test_the_longest_feed_id_that_fits_is_meant() -> None:
    assert split_stop_id("a_b_c", ["a", "a_b"]) == StopRef("a_b", "c")
    assert split_stop_id("a_x: y", ["a", "a_b"]) == StopRef("a", "x: y")
    with pytest.raises(PlaceError):
        split_stop_id("c_1", ["a"])
    with pytest.raises(PlaceError):
        split_stop_id("a_", ["a"])


def test_a_frequency_run_is_named_by_its_own_start() -> None:
    run = replace(RED, frequency_start=9 * 3600 + 5 * 60)
    assert trip_id_of(run) == "20260310_09:05_bus_red 1"


def test_a_trip_whose_start_is_unknown_is_named_by_its_boarding() -> None:
    assert trip_id_of(replace(RED, first_departure=None)) == "20260310_08:05_bus_red 1"


def test_tokens_come_back_with_time() -> None:
    clock = [0.0]
    throttle = Throttle(60, lambda: clock[0])
    for _ in range(60):
        throttle.take("a")
    with pytest.raises(TooMany):
        throttle.take("a")
    throttle.take("b")
    clock[0] = 1.0
    throttle.take("a")
    with pytest.raises(TooMany):
        throttle.take("a")
