"""MOTIS mode names of GTFS route types, basic and extended.

Source: GTFS reference, routes.txt route_type; Google's extended route types
(https://developers.google.com/transit/gtfs/reference/extended-route-types); the Mode
values of the MOTIS v6 API. There ``RAIL`` is a group to ask for, never what a train is
called: trains not described further are ``REGIONAL_RAIL``. Monorails are ``SUBWAY``,
which MOTIS's description opens to lines that are not underground.
"""

from __future__ import annotations

from typing import Final

_BASIC: Final = {
    0: "TRAM",
    1: "SUBWAY",
    2: "REGIONAL_RAIL",
    3: "BUS",
    4: "FERRY",
    5: "TRAM",
    6: "AERIAL_LIFT",
    7: "FUNICULAR",
    11: "BUS",
    12: "SUBWAY",
}
_EXTENDED: Final = (
    (100, 101, "REGIONAL_RAIL"),
    (101, 102, "HIGHSPEED_RAIL"),
    (102, 103, "LONG_DISTANCE"),
    (103, 104, "REGIONAL_RAIL"),
    (104, 105, "LONG_DISTANCE"),  # car trains
    (105, 106, "NIGHT_RAIL"),
    (106, 109, "REGIONAL_RAIL"),
    (109, 110, "SUBURBAN"),
    (110, 114, "REGIONAL_RAIL"),
    (114, 115, "LONG_DISTANCE"),  # cross-country
    (115, 116, "REGIONAL_RAIL"),
    (116, 117, "FUNICULAR"),  # rack and pinion
    (117, 200, "REGIONAL_RAIL"),
    (200, 300, "COACH"),
    (300, 400, "SUBURBAN"),
    (400, 700, "SUBWAY"),
    (700, 715, "BUS"),
    (715, 716, "ODM"),  # demand and response
    (716, 900, "BUS"),
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

    >>> mode_of(2), mode_of(3), mode_of(109), mode_of(9999)
    ('REGIONAL_RAIL', 'BUS', 'SUBURBAN', 'OTHER')
    """
    if route_type in _BASIC:
        return _BASIC[route_type]
    for first, end, mode in _EXTENDED:
        if first <= route_type < end:
            return mode
    return "OTHER"
