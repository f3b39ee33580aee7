"""MOTIS mode names of GTFS route types, basic and extended.

Source: GTFS reference, routes.txt route_type; Google's extended route types
(https://developers.google.com/transit/gtfs/reference/extended-route-types); the Mode
values of the MOTIS v6 API.
"""

from __future__ import annotations

from typing import Final

_BASIC: Final = {
    0: "TRAM",
    1: "SUBWAY",
    2: "RAIL",
    3: "BUS",
    4: "FERRY",
    5: "TRAM",
    6: "AERIAL_LIFT",
    7: "FUNICULAR",
    11: "BUS",
    12: "RAIL",
}
_EXTENDED: Final = (
    (100, 101, "RAIL"),
    (101, 102, "HIGHSPEED_RAIL"),
    (102, 103, "LONG_DISTANCE"),
    (103, 105, "REGIONAL_FAST_RAIL"),
    (105, 106, "NIGHT_RAIL"),
    (106, 109, "REGIONAL_RAIL"),
    (109, 110, "SUBURBAN"),
    (110, 200, "RAIL"),
    (200, 300, "COACH"),
    (300, 400, "SUBURBAN"),
    (400, 405, "SUBWAY"),
    (405, 406, "RAIL"),
    (500, 700, "SUBWAY"),
    (700, 900, "BUS"),
    (900, 1000, "TRAM"),
    (1000, 1100, "FERRY"),
    (1100, 1200, "AIRPLANE"),
    (1200, 1300, "FERRY"),
    (1300, 1400, "AERIAL_LIFT"),
    (1400, 1500, "FUNICULAR"),
    (1500, 1600, "ODM"),
)


def mode_of(route_type: int) -> str:
    """Return the mode's name, OTHER where the type is not known.

    >>> mode_of(3), mode_of(109), mode_of(9999)
    ('BUS', 'SUBURBAN', 'OTHER')
    """
    if route_type in _BASIC:
        return _BASIC[route_type]
    for first, end, mode in _EXTENDED:
        if first <= route_type < end:
            return mode
    return "OTHER"
