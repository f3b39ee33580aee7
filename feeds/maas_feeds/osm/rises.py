"""Whether a stretch goes up or down, in the direction in which it is drawn."""

from __future__ import annotations

from typing import Final

import numpy as np

from maas.columns import F32
from maas.streets.graph import EdgeKind

from .draft import Draft

CLIMB_METRES: Final = 0.5
"""Heights that differ by no more than this tell no direction."""

UP, DOWN = 1, 2


def find_rises(draft: Draft, elevation: F32) -> None:
    """Fill ``rises`` where no tag says it: by the levels of stairs, else by heights."""
    rises, tail, head = draft["rises"], draft["tail"], draft["head"]
    stairs = np.isin(draft["kind"], (EdgeKind.STEPS, EdgeKind.ESCALATOR))
    floors = draft.node_level[head] - draft.node_level[tail]
    climb = elevation[head] - elevation[tail]
    for difference, least, where in (
        (floors, 0.0, stairs),
        (climb, CLIMB_METRES, np.ones(len(draft), dtype=bool)),
    ):
        open_ = where & (rises == 0)
        rises[open_ & (difference > least)] = UP
        rises[open_ & (difference < -least)] = DOWN
