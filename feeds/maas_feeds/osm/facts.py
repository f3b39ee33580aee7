"""The attribute columns of a stretch, by the names and units of ``Streets``."""

from __future__ import annotations

from dataclasses import dataclass

from maas.streets.graph import (
    Barrier,
    Crossing,
    EdgeKind,
    EdgeSource,
    SlopeSource,
    Smoothness,
    Surface,
)

from .values import NAN, UNKNOWN


@dataclass(slots=True)
class Facts:
    """What is known of a stretch; signs and ups as it is drawn, from tail to head."""

    kind: int = EdgeKind.FOOTWAY
    seconds: float = NAN
    slope_percent: float = NAN
    rises: int = UNKNOWN  # 1 up, 2 down
    # The three are filled from slope_percent or elevation where slope_source is NONE.
    mean_slope: float = NAN
    steepest_up: float = NAN
    steepest_down: float = NAN
    slope_source: int = SlopeSource.NONE
    steps: int = 0
    ramp: int = UNKNOWN
    ramp_stroller: int = UNKNOWN
    handrail: int = UNKNOWN
    kerb_cm: float = NAN
    width_cm: float = NAN
    cross_slope_percent: float = NAN
    surface: int = Surface.UNKNOWN
    smoothness: int = Smoothness.UNKNOWN
    crossing: int = Crossing.NONE
    crossing_metres: float = NAN
    crossing_island: int = UNKNOWN
    signal_button: int = UNKNOWN
    signal_sound: int = UNKNOWN
    signal_vibration: int = UNKNOWN
    barrier: int = Barrier.NONE
    tactile_paving: int = UNKNOWN
    wheelchair: int = UNKNOWN
    lit: int = UNKNOWN
    covered: int = UNKNOWN
    indoor: int = UNKNOWN
    private: int = 0
    level: float = NAN
    source: int = EdgeSource.MADE
    dated: int = 0
    hours: int = -1  # row of the draft's weeks, -1 always open, -2 not readable
    raised: int = 0  # bridge or tunnel: the ground's elevation is not the way's
    carriageway: int = 0  # cars drive on it
    separate: int = 0  # its sidewalks are ways of their own
