"""GTFS route types in MOTIS's words."""

from __future__ import annotations

import pytest

from maas.journeys.modes import mode_of


@pytest.mark.parametrize(
    ("route_type", "mode"),
    [
        (0, "TRAM"),
        (1, "SUBWAY"),
        (2, "REGIONAL_RAIL"),
        (3, "BUS"),
        (4, "FERRY"),
        (7, "FUNICULAR"),
        (11, "BUS"),
        (12, "SUBWAY"),
        (100, "REGIONAL_RAIL"),
        (101, "HIGHSPEED_RAIL"),
        (102, "LONG_DISTANCE"),
        (103, "REGIONAL_RAIL"),
        (105, "NIGHT_RAIL"),
        (106, "REGIONAL_RAIL"),
        (109, "SUBURBAN"),
        (204, "COACH"),
        (401, "SUBWAY"),
        (405, "SUBWAY"),
        (715, "ODM"),
        (800, "BUS"),
        (1501, "ODM"),
        (8, "OTHER"),
        (1700, "OTHER"),
    ],
)
def test_modes(route_type: int, mode: str) -> None:
    assert mode_of(route_type) == mode


def test_no_vehicle_is_called_by_a_group_or_a_name_given_up() -> None:
    given = {mode_of(route_type) for route_type in range(2000)}
    assert not given & {"RAIL", "TRANSIT", "REGIONAL_FAST_RAIL", "METRO", "CABLE_CAR"}
