"""One person's way of moving: speeds, hard limits, effort and needs. Plain data.

The rules that use these numbers are in ``docs/person-rules.md``. A limit of None is no
limit. Slopes are in percent, up is positive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Policy(StrEnum):
    """What to do where the data does not say whether a person can pass."""

    ALLOW = "allow"  # pass, and say so
    AVOID = "avoid"  # show both: what is certain, and what is better if all goes well
    FORBID = "forbid"  # only what is certain


TESTS: Final = (
    "steps",
    "handrail",
    "lift",
    "escalator",
    "slope_up",
    "slope_down",
    "cross_slope",
    "kerb",
    "width",
    "surface",
    "crossing",
    "sound",
    "wheelchair",
    "tactile",
    "lit",
    "ground",
    "hours",
)
"""What is asked of an edge, in the order of the bits of a verdict."""

BOARDING_TESTS: Final = ("stop", "trip")
"""What is asked of a ride: may this person board and alight at the stop, and ride?"""


@dataclass(frozen=True, slots=True)
class Speeds:
    """How fast. Sources stand beside the numbers in the profile's file."""

    by_slope: tuple[tuple[float, float], ...]
    """(slope percent, metres per second), by rising slope; straight lines between,
    the ends hold beyond."""
    step_up_seconds: float = 0.6
    step_down_seconds: float = 0.5
    kerb_seconds: float = 0.0
    """For each kerb of more than 2 cm."""
    boarding_seconds: int = 0
    """To be at the stop before departure, and to get in."""
    transfer_seconds: int = 0
    """Slack added to every change of vehicles."""
    rest_seconds: int = 120
    """What one rest takes."""

    @property
    def flat(self) -> float:
        """Metres per second on the flat."""
        return speed_at(self.by_slope, 0.0)


@dataclass(frozen=True, slots=True)
class Limits:
    """What this person cannot do at all."""

    max_slope_up: float | None = None  # percent
    max_slope_down: float | None = None  # percent, as a positive number
    max_cross_slope: float | None = None  # percent
    max_kerb_cm: float | None = None
    min_width_cm: float | None = None
    max_steps: int | None = None  # in one flight; 0: none at all
    max_stretch_metres: float | None = None  # without a rest
    max_walk_metres: float | None = None  # of one walk, between rides
    max_crossing_metres: float | None = None  # without an island
    least_crossing: str | None = None  # "unmarked", "marked" or "signals"
    worst_smoothness: str | None = None  # an OSM smoothness, the worst to pass
    barred_surfaces: frozenset[str] = frozenset()  # OSM surfaces, as Surface names them
    escalators: bool = True
    lifts: bool = True
    wheels: str | None = None  # "wheelchair", "stroller" or None: goes on foot
    needs_handrail: bool = False
    needs_sound: bool = False  # signals must be heard
    needs_tactile: bool = False
    needs_light: bool = False
    step_free_boarding: bool = False  # level boarding, a ramp or a lift
    staff_lead_minutes: int | None = None  # notice for help in boarding


@dataclass(frozen=True, slots=True)
class Efforts:
    """What is hard but possible: felt seconds, beside those that pass.

    Weights are tenths of a second felt for each second walked, 10 is plain.
    """

    comfortable_up: float = 100.0  # percent; beyond it every percent weighs
    comfortable_down: float = 100.0
    up_weight: int = 0  # tenths for each percent beyond
    down_weight: int = 0
    surface_weights: Mapping[str, int] = field(default_factory=dict)  # added tenths
    unknown_weight: int = 0  # where the verdict is unknown and unknown is avoided
    unlit_weight: int = 0
    no_tactile_weight: int = 0
    step: int = 0  # felt seconds for each step
    kerb: int = 0  # for each kerb of more than 2 cm
    crossing: int = 0  # for each crossing without signals
    silent_crossing: int = 0  # for each crossing with signals not known to be heard
    lift: int = 0
    boarding: int = 0  # for each vehicle boarded


@dataclass(frozen=True, slots=True)
class Person:
    """A mobility profile, perhaps changed for one question."""

    id: str
    names: Mapping[str, str]  # by language: "ja", "en", "ja-easy"
    about: Mapping[str, str]
    speeds: Speeds
    limits: Limits
    efforts: Efforts
    must_know: frozenset[str]
    """Tests (``TESTS``, ``BOARDING_TESTS``) whose unknown outcome is not certain."""
    unknown: Policy
    wants: frozenset[str] = frozenset()
    """What to tell above all: "fewest_changes", "landmarks", "spare_time", "tactile",
    "sound", "no_voice"."""
    sources: tuple[str, ...] = ()


def speed_at(by_slope: tuple[tuple[float, float], ...], slope: float) -> float:
    """Return metres per second at a slope, on the straight lines between the points.

    >>> speed_at(((0.0, 1.0), (10.0, 0.5)), 5.0)
    0.75
    """
    below = by_slope[0]
    if slope <= below[0]:
        return below[1]
    for point in by_slope[1:]:
        if slope <= point[0]:
            share = (slope - below[0]) / (point[0] - below[0])
            return below[1] + share * (point[1] - below[1])
        below = point
    return below[1]
