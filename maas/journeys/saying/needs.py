"""What a person has to be told of, beyond where to go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...people.profile import Person
from ...streets.graph import Barrier, Smoothness, Surface

STEEP_PERCENT: Final = 8.0
"""Worth a word to anybody: the steepest that Japan's rules for accessible roads let pass
(移動等円滑化のために必要な道路の構造に関する基準: 5 %, 8 % where the place allows no less)."""
UNPAVED: Final = frozenset(
    {
        Surface.FINE_GRAVEL,
        Surface.GRAVEL,
        Surface.GROUND,
        Surface.GRASS,
        Surface.SAND,
        Surface.UNPAVED,
    }
)
NARROW_FACTOR: Final = 1.25
"""A way is narrow for who needs but little less."""
TO_ACT_ON: Final = frozenset(
    {
        Barrier.GATE,
        Barrier.STILE,
        Barrier.TURNSTILE,
        Barrier.KISSING_GATE,
    }
)
"""Barriers that one has to open or to climb."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What is told. Slopes in percent, heights and widths in centimetres."""

    slope_up: float = STEEP_PERCENT
    slope_down: float = STEEP_PERCENT
    surfaces: frozenset[Surface] = UNPAVED
    rough_from: Smoothness = Smoothness.VERY_BAD
    barriers: frozenset[Barrier] = TO_ACT_ON
    narrow_below: float = 0.0
    kerbs: bool = False
    tactile: bool = False
    sound: bool = False  # what can be heard
    touch: bool = False  # signals that can be felt
    rests: bool = False
    light: bool = False
    landmarks: bool = False
    compass: bool = True
    before_alighting: bool = False  # the stop before one's own, to be seen, not heard


def needs_of(person: Person | None) -> Needs:
    """Return what to tell a person; None: somebody of whom nothing is known."""
    if person is None:
        return Needs()
    limits, efforts, wants = person.limits, person.efforts, person.wants
    surfaces = {Surface[name.upper()] for name in limits.barred_surfaces}
    surfaces |= {
        Surface[name.upper()]
        for name, tenths in efforts.surface_weights.items()
        if tenths > 0
    }
    wheels = limits.wheels is not None
    # Nothing that has to be heard is said to who cannot hear, whatever else is wanted.
    voice = "no_voice" not in wants
    tactile = "tactile" in wants or limits.needs_tactile
    sound = voice and ("sound" in wants or limits.needs_sound)
    return Needs(
        slope_up=min(STEEP_PERCENT, efforts.comfortable_up),
        slope_down=min(STEEP_PERCENT, efforts.comfortable_down),
        surfaces=UNPAVED | surfaces,
        rough_from=Smoothness.BAD if wheels else Smoothness.VERY_BAD,
        barriers=frozenset(Barrier) - {Barrier.NONE}
        if wheels or tactile
        else TO_ACT_ON,
        narrow_below=NARROW_FACTOR * (limits.min_width_cm or 0.0),
        kerbs=wheels
        or tactile
        or limits.max_kerb_cm is not None
        or efforts.kerb > 0
        or person.speeds.kerb_seconds > 0,
        tactile=tactile,
        sound=sound,
        touch=tactile or sound or not voice,
        rests=limits.max_stretch_metres is not None,
        light=limits.needs_light or efforts.unlit_weight > 0,
        landmarks="landmarks" in wants,
        compass=not (tactile or sound),
        before_alighting=not voice or "landmarks" in wants,
    )
