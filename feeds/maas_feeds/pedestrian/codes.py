"""The code tables of 歩行空間ネットワークデータ, and what each code says here.

Specification: 歩行空間ネットワークデータ等整備仕様 of the Ministry of Land, Infrastructure,
Transport and Tourism, editions of March 2018 (https://www.mlit.go.jp/common/001177504.pdf)
and July 2024 (https://www.mlit.go.jp/sogoseisaku/soukou/content/001757259.pdf). Neither
PDF could be read when these tables were written; beside each table stands where its
codes were read instead:

[P] table definitions (link_3d) in the developer's manual of a Project PLATEAU use case,
    which quotes the edition of 2018 code by code;
[K] ``backend/barrier.py`` of github.com/coins-dawn/kosodate-navi, which quotes table 3.2
    of the edition of 2024;
[H] ``importV1`` and ``messages_ja.json`` of github.com/hulop/MapService: the optional
    columns; the draft of 2017 numbers from 0, the edition of 2018 from 1;
[D] data of both editions, whose columns agree with one another under this reading.

99 is "not known" in every table. A code that no table has is not known, and said.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from maas.streets.graph import Crossing, EdgeKind, Smoothness
from maas_feeds.osm.values import NAN, NO, UNKNOWN, YES

NOT_KNOWN: Final = 99

OPEN_PERCENT: Final = 100.0
"""The upper end of a class of slopes that has none ("more than 18 %").

How steep it is nobody knows. It is steeper than whatever limit a person gives, so it
bars whoever gives one: nobody is sent there in good faith. 100 % is 45 degrees.
"""

OPEN_CM: Final = 100.0
"""The upper end of a class of steps that has none ("more than 10 cm"); likewise."""


@dataclass(frozen=True, slots=True)
class Slope:
    """A class of slopes as a link is drawn, in percent; the two ends are >= 0."""

    up: float
    down: float
    mean: float
    """Of the whole link: the class's upper end, of an open class its lower; NaN where
    the class does not say which way it goes."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What differs between editions."""

    year: int
    slopes: Mapping[int, Slope]  # vtcl_slope
    kerb_cm: Mapping[int, float]  # lev_diff: the upper end of the class
    kerb_above_cm: Mapping[int, float]  # its lower end, which is not part of it


EDITION_2018: Final = Edition(
    2018,
    # [P]: 5 % or less; more, the end higher; more, the end lower.
    slopes={
        1: Slope(5.0, 5.0, NAN),
        2: Slope(OPEN_PERCENT, 0.0, 5.0),
        3: Slope(0.0, OPEN_PERCENT, -5.0),
    },
    # [P]: 2 cm or less; more.
    kerb_cm={1: 2.0, 2: OPEN_CM},
    kerb_above_cm={1: 0.0, 2: 2.0},
)

EDITION_2024: Final = Edition(
    2024,
    # [K]: flat; 5 % or less; 5 to 8 up, down; 8 to 18 up, down; more than 18 up, down.
    slopes={
        1: Slope(0.0, 0.0, 0.0),
        2: Slope(5.0, 5.0, NAN),
        3: Slope(8.0, 0.0, 8.0),
        4: Slope(0.0, 8.0, -8.0),
        5: Slope(18.0, 0.0, 18.0),
        6: Slope(0.0, 18.0, -18.0),
        7: Slope(OPEN_PERCENT, 0.0, 18.0),
        8: Slope(0.0, OPEN_PERCENT, -18.0),
    },
    # [K]: none; 2 cm or less; 2 to 5; 5 to 10; more than 10.
    kerb_cm={1: 0.0, 2: 2.0, 3: 5.0, 4: 10.0, 5: OPEN_CM},
    kerb_above_cm={1: 0.0, 2: 0.0, 3: 2.0, 4: 5.0, 5: 10.0},
)

EDITIONS: Final = {edition.year: edition for edition in (EDITION_2018, EDITION_2024)}

# rt_struct [P]; 8, "other", is a way of its own for feet like any other here.
STRUCTURES: Final[Mapping[int, EdgeKind]] = {
    1: EdgeKind.SIDEWALK,  # parted from the carriageway
    2: EdgeKind.STREET,  # not parted from it
    3: EdgeKind.CROSSING,  # with a marking
    4: EdgeKind.CROSSING,  # without
    5: EdgeKind.FOOTWAY,  # underground passage; indoors a CORRIDOR
    6: EdgeKind.FOOTWAY,  # footbridge, pedestrian deck
    7: EdgeKind.CORRIDOR,  # inside a building
    8: EdgeKind.FOOTWAY,
}
MARKED_CROSSING, UNMARKED_CROSSING = 3, 4
UNDERGROUND, BRIDGE, INSIDE = 5, 6, 7

# route_type [P], [K]: of these the kind goes before the structure's. 1 is none of
# them; railway crossings (3) and ramps (7) are ground like any other.
TYPES: Final[Mapping[int, EdgeKind | None]] = {
    1: None,
    2: EdgeKind.MOVING_WALKWAY,
    3: None,
    4: EdgeKind.LIFT,
    5: EdgeKind.ESCALATOR,
    6: EdgeKind.STEPS,
    7: None,
}

# direction [P]: both ways; from start to end; from end to start.
DIRECTIONS: Final[Mapping[int, tuple[bool, bool]]] = {
    1: (True, True),
    2: (True, False),
    3: (False, True),
}

# width [P], [K]: less than 1 m; 1 to 2; 2 to 3; 3 and more. The lower end is certain.
WIDTH_CM: Final[Mapping[int, float]] = {1: 0.0, 2: 100.0, 3: 200.0, 4: 300.0}
WIDTH_BELOW_CM: Final[Mapping[int, float]] = {
    1: 100.0,
    2: 200.0,
    3: 300.0,
    4: math.inf,
}
NARROW: Final = 1

# tfc_signal [P]: none; with a phase of its own for walkers; with a button; other.
SIGNALS: Final[Mapping[int, Crossing | None]] = {
    1: None,
    2: Crossing.SIGNALS,
    3: Crossing.SIGNALS,
    4: Crossing.SIGNALS,
}
BUTTONS: Final[Mapping[int, int]] = {1: UNKNOWN, 2: UNKNOWN, 3: YES, 4: NO}

# tfc_s_type [P]: silent; heard; heard when a button is pressed.
SOUNDS: Final[Mapping[int, int]] = {1: NO, 2: YES, 3: YES}

# brail_tile, roof [P]: no, yes.
NO_YES: Final[Mapping[int, int]] = {1: NO, 2: YES}

# elevator [P], [K]: none; without equipment; for wheelchairs; for the blind; for both.
# A lift that is not made for wheelchairs may be too small for one: OSM's "limited".
NO_LIFT: Final = 1
LIFT_WHEELCHAIR: Final[Mapping[int, int]] = {1: UNKNOWN, 2: 3, 3: YES, 4: 3, 5: YES}

# handrail [H]: none; on the right, on the left, on both sides.
HANDRAILS: Final[Mapping[int, int]] = {1: NO, 2: YES, 3: YES, 4: YES}

# condition [H]: does not hinder a wheelchair; hinders it. OSM wiki, Key:smoothness:
# "intermediate" is the worst for wheelchairs, "bad" the best that is not for them.
CONDITIONS: Final[Mapping[int, Smoothness]] = {
    1: Smoothness.INTERMEDIATE,
    2: Smoothness.BAD,
}

# tfc_restr [H]: free to pass; not wanted there (private ground); to be paid for.
RESTRICTIONS: Final[Mapping[int, int]] = {1: 0, 2: 1, 3: 1}

# in_out of a node [H], [D]: outside; at the door; inside.
OUTSIDE, DOOR, INDOORS = 1, 2, 3
PLACES: Final = (OUTSIDE, DOOR, INDOORS)
