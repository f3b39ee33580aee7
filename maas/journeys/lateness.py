"""How late vehicles arrive, where nobody measures it now: published distributions.

The form is that of K. Briggs, C. Beck, *Modelling train delays with q-exponential
functions*, Physica A 378 (2007) 498-504, for the late ones, beside a share that is on
time. See ``docs/transfers.md`` for the figures that its numbers are fitted to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..columns import F64


@dataclass(frozen=True, slots=True)
class Lateness:
    """Chance to be more than t late: late_share x (1 + t / scale)^-power.

    With an infinite power it is late_share x exp(-t / scale). Early is on time.
    """

    late_share: float
    scale_seconds: float
    power: float = math.inf

    def chance_beyond(self, seconds: F64) -> F64:
        """Return the chance to be later than ``seconds``, of any shape; 1 below 0."""
        late = np.maximum(seconds, 0.0) / self.scale_seconds
        if math.isinf(self.power):
            tail = np.exp(-late)
        else:
            tail = (1.0 + late) ** -self.power
        return np.where(seconds < 0, 1.0, self.late_share * tail)


TRACK: Final = Lateness(late_share=0.596, scale_seconds=233.5, power=2.29)
"""On tracks of their own. Through the three figures of Office of Rail and Road,
*Passenger Rail Performance 2019-20 Q1*: of all station stops of Great Britain in the
year to June 2019, 64.7 % were reached less than 1 minute late, 83.9 % less than 3,
98.4 % less than 15."""

ROAD: Final = Lateness(late_share=1.0, scale_seconds=203.8)
"""In traffic. Through the one figure of Department for Transport, *Proportion of bus
services running on time*, year to March 2015: 82.9 % of England's non-frequent buses
were at most 5 min 59 s late (and 1 min early), so 360 s / ln(1 / 0.171)."""

_ON_TRACKS: Final = frozenset(
    (
        "AERIAL_LIFT",
        "FUNICULAR",
        "HIGHSPEED_RAIL",
        "LONG_DISTANCE",
        "NIGHT_RAIL",
        "REGIONAL_RAIL",
        "SUBURBAN",
        "SUBWAY",
    )
)


def lateness_of(mode: str) -> Lateness:
    """Return how late vehicles of a MOTIS mode arrive.

    Trams and whatever is not described share the road's figures, which are the worse.
    """
    return TRACK if mode in _ON_TRACKS else ROAD
