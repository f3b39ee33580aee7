"""What a person can do on every edge: outcome, seconds, effort, length.

One function for each test of ``docs/person-rules.md``; the tables there are the source.
A profile turns the columns of ``Streets`` into a few arrays, once for each question that
changes it; searches see nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ..columns import F64, I32, I64, U8, Bool
from ..people.profile import TESTS, Limits, Person, Policy
from ..units import DAY_SECONDS, UNREACHED
from .graph import Crossing, EdgeKind, Smoothness, Streets, Surface

YES, NO, LIMITED = 1, 2, 3
TREAD_METRES: Final = 0.3
"""Stairs of unknown number have a step for every so many metres."""
KERB_FELT_CM: Final = 2.0
LONG_LINK_METRES: Final = 30.0
MOST_WEIGHT: Final = 60

OFF_GROUND: Final = (
    EdgeKind.LIFT,
    EdgeKind.ESCALATOR,
    EdgeKind.MOVING_WALKWAY,
    EdgeKind.GATE,
    EdgeKind.LINK,
    EdgeKind.STRAIGHT,
)
WIDE: Final = (EdgeKind.STREET, EdgeKind.PLAZA, EdgeKind.LINK, EdgeKind.STRAIGHT)
"""Where nobody has to squeeze through: a carriageway, a square, or no way at all."""
PAVED_BY_HAND: Final = (EdgeKind.CORRIDOR, EdgeKind.WALKWAY)
"""Floors indoors are no surface that anybody tags."""
GUIDED: Final = (
    EdgeKind.SIDEWALK,
    EdgeKind.FOOTWAY,
    EdgeKind.CROSSING,
    EdgeKind.PLAZA,
    EdgeKind.CORRIDOR,
    EdgeKind.WALKWAY,
)
LIT: Final = (
    EdgeKind.SIDEWALK,
    EdgeKind.FOOTWAY,
    EdgeKind.STREET,
    EdgeKind.CROSSING,
    EdgeKind.PLAZA,
    EdgeKind.STEPS,
)

U32 = npt.NDArray[np.uint32]
Outcome = tuple[Bool, Bool]
"""Of one test: shape (edges,) each, where it bars and where it is unknown."""


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What one person can do on every directed edge. Shape (edges,) each."""

    bars: U32  # bit t: test TESTS[t] bars
    unknown: U32  # bit t: test TESTS[t] is unknown
    certain: U8  # 1 where no test bars and none that must be known is unknown
    possible: U8  # 1 where no test bars
    seconds: I32  # to pass, ``UNREACHED`` where nobody does; barred edges too
    effort: I32  # tenths of a felt second
    decimetres: I32
    by_foot: Bool  # stairs that are climbed, not passed by their ramp


def judge(streets: Streets, person: Person, policy: Policy | None = None) -> Verdict:
    """Judge every edge for a person. ``policy`` None: the person's own."""
    limits = person.limits
    by_foot = _by_foot(streets, limits)
    bars = np.zeros(streets.edge_count, dtype=np.uint32)
    unknown = np.zeros(streets.edge_count, dtype=np.uint32)
    must_know = np.uint32(0)
    for number, (name, outcome) in enumerate(_tests(streets, limits, by_foot)):
        assert name == TESTS[number]
        bit = np.uint32(1 << number)
        bars |= np.where(outcome[0], bit, np.uint32(0))
        unknown |= np.where(outcome[1] & ~outcome[0], bit, np.uint32(0))
        if name in person.must_know:
            must_know |= bit
    possible = bars == 0
    certain = possible & ((unknown & must_know) == 0)
    seconds = _seconds(streets, person, by_foot)
    avoided = (policy or person.unknown) is Policy.AVOID
    return Verdict(
        bars=bars,
        unknown=unknown,
        certain=certain.astype(np.uint8),
        possible=possible.astype(np.uint8),
        seconds=seconds,
        effort=_effort(
            streets, person, by_foot, seconds, possible & ~certain & avoided
        ),
        decimetres=np.rint(10.0 * streets.metres.astype(np.float64)).astype(np.int32),
        by_foot=by_foot,
    )


def test_names(bits: int) -> tuple[str, ...]:
    """Return the names of the tests whose bits are set."""
    return tuple(name for number, name in enumerate(TESTS) if bits >> number & 1)


def _by_foot(streets: Streets, limits: Limits) -> Bool:
    """Stairs that are climbed; on wheels a ramp beside them is taken instead."""
    stairs: Bool = streets.kind == EdgeKind.STEPS
    if limits.wheels is None or limits.max_steps is None:
        return stairs
    ramp = streets.ramp == YES
    if limits.wheels == "stroller":
        ramp |= streets.ramp_stroller == YES
    by_foot: Bool = stairs & ~ramp
    return by_foot


# -------------------------------------------------------------------------- tests


def _tests(
    streets: Streets, limits: Limits, by_foot: Bool
) -> Iterator[tuple[str, Outcome]]:
    """Yield every test's outcome, in the order of ``TESTS``."""
    kind = streets.kind
    ground = ~(np.isin(kind, OFF_GROUND) | by_foot)
    crossing = kind == EdgeKind.CROSSING
    none = np.zeros(streets.edge_count, dtype=bool)
    settled = none
    if limits.wheels is not None:
        settled = streets.wheelchair == YES
    yield "steps", _steps(streets, limits, by_foot)
    yield "handrail", _fact(streets.handrail, by_foot & limits.needs_handrail)
    yield "lift", ((kind == EdgeKind.LIFT) & (not limits.lifts), none)
    yield "escalator", ((kind == EdgeKind.ESCALATOR) & (not limits.escalators), none)
    for name, column, limit in (
        ("slope_up", streets.steepest_up, limits.max_slope_up),
        ("slope_down", streets.steepest_down, limits.max_slope_down),
        ("cross_slope", streets.cross_slope_percent, limits.max_cross_slope),
    ):
        yield name, _above(column, limit, ground, ground & ~settled)
    kerb = streets.kerb_cm
    yield "kerb", _above(kerb, limits.max_kerb_cm, ~none, crossing & ~settled)
    narrow = ~by_foot
    yield (
        "width",
        _below(
            streets.width_cm,
            limits.min_width_cm,
            narrow,
            narrow & ~np.isin(kind, WIDE) & ~settled,
        ),
    )
    underfoot = ground & ~np.isin(kind, PAVED_BY_HAND)
    yield "surface", _surface(streets, limits, underfoot, settled)
    yield "crossing", _crossing(streets, limits, crossing)
    signals = crossing & (streets.crossing == Crossing.SIGNALS)
    yield "sound", _fact(streets.signal_sound, signals & limits.needs_sound)
    on_wheels = limits.wheels is not None
    yield (
        "wheelchair",
        (
            (streets.wheelchair == NO) & on_wheels,
            (streets.wheelchair == LIMITED) & on_wheels,
        ),
    )
    guided = np.isin(kind, GUIDED) & limits.needs_tactile
    yield "tactile", _fact(streets.tactile_paving, guided)
    yield "lit", _fact(streets.lit, np.isin(kind, LIT) & limits.needs_light)
    yield "ground", (none, _no_ground(streets) & _minds_the_ground(limits))
    yield "hours", (none, streets.hours == -2)


def _steps(streets: Streets, limits: Limits, by_foot: Bool) -> Outcome:
    most = limits.max_steps
    if most is None:
        none = np.zeros(streets.edge_count, dtype=bool)
        return none, none
    if most == 0:
        return by_foot, np.zeros(streets.edge_count, dtype=bool)
    return by_foot & (streets.steps > most), by_foot & (streets.steps < 0)


def _fact(column: npt.NDArray[np.int8], concerned: Bool) -> Outcome:
    return concerned & (column == NO), concerned & (column != NO) & (column != YES)


def _above(
    column: npt.NDArray[np.float32], limit: float | None, concerned: Bool, open_: Bool
) -> Outcome:
    """Bars above the limit; unknown, where ``open_``, what is not given."""
    if limit is None:
        none = np.zeros(len(column), dtype=bool)
        return none, none
    return concerned & (column > np.float32(limit)), open_ & np.isnan(column)


def _below(
    column: npt.NDArray[np.float32], limit: float | None, concerned: Bool, open_: Bool
) -> Outcome:
    if limit is None:
        none = np.zeros(len(column), dtype=bool)
        return none, none
    return concerned & (column < np.float32(limit)), open_ & np.isnan(column)


def _surface(
    streets: Streets, limits: Limits, underfoot: Bool, settled: Bool
) -> Outcome:
    none = np.zeros(streets.edge_count, dtype=bool)
    if not limits.barred_surfaces and limits.worst_smoothness is None:
        return none, none
    barred = [Surface[name.upper()] for name in limits.barred_surfaces]
    bars = np.isin(streets.surface, barred)
    if limits.worst_smoothness is not None:
        bars |= streets.smoothness > Smoothness[limits.worst_smoothness.upper()]
    mute = np.isin(streets.surface, (Surface.UNKNOWN, Surface.OTHER))
    mute &= streets.smoothness == Smoothness.UNKNOWN
    return underfoot & bars, underfoot & mute & ~settled


def _crossing(streets: Streets, limits: Limits, crossing: Bool) -> Outcome:
    bars, unknown = _above(
        streets.crossing_metres, limits.max_crossing_metres, crossing, crossing
    )
    if limits.least_crossing is not None:
        least = Crossing[limits.least_crossing.upper()]
        told = streets.crossing > Crossing.UNKNOWN
        bars = bars | (crossing & told & (streets.crossing < least))
        unknown = unknown | (crossing & ~told)
    return bars, unknown


def _no_ground(streets: Streets) -> Bool:
    kind = streets.kind
    link = (kind == EdgeKind.LINK) & (streets.metres > LONG_LINK_METRES)
    found: Bool = (kind == EdgeKind.STRAIGHT) | link
    return found


def knows_the_ground(person: Person) -> bool:
    """Is unknown ground, off the streets, nothing certain for this person?"""
    return "ground" in person.must_know and _minds_the_ground(person.limits)


def _minds_the_ground(limits: Limits) -> bool:
    return bool(limits.barred_surfaces) or any(
        limit is not None
        for limit in (
            limits.max_slope_up,
            limits.max_slope_down,
            limits.max_kerb_cm,
            limits.min_width_cm,
            limits.max_steps,
            limits.worst_smoothness,
        )
    )


# --------------------------------------------------------------- seconds and effort


def _step_count(streets: Streets) -> F64:
    metres = streets.metres.astype(np.float64)
    guessed = np.rint(metres / TREAD_METRES)
    return np.where(streets.steps > 0, streets.steps, guessed).astype(np.float64)


def _seconds(streets: Streets, person: Person, by_foot: Bool) -> I32:
    speeds, kind = person.speeds, streets.kind
    metres = streets.metres.astype(np.float64)
    fixed = streets.seconds.astype(np.float64)
    slopes, pace = np.array(speeds.by_slope, dtype=np.float64).T
    slope = np.nan_to_num(streets.mean_slope.astype(np.float64), nan=0.0)
    walked = metres / np.interp(slope, slopes, pace)
    walked += np.where(streets.kerb_cm > KERB_FELT_CM, speeds.kerb_seconds, 0.0)
    walked = np.fmax(walked, fixed)
    carried = np.isin(
        kind, (EdgeKind.LIFT, EdgeKind.ESCALATOR, EdgeKind.MOVING_WALKWAY)
    )
    ridden = np.where(np.isnan(fixed), metres / speeds.flat, fixed)
    up, down = speeds.step_up_seconds, speeds.step_down_seconds
    a_step = np.select(
        [streets.rises == 1, streets.rises == 2], [up, down], max(up, down)
    )
    climbed = _step_count(streets) * a_step
    chosen = np.rint(np.where(by_foot, climbed, np.where(carried, ridden, walked)))
    return np.where(chosen <= DAY_SECONDS, chosen, UNREACHED).astype(np.int32)


def _effort(
    streets: Streets, person: Person, by_foot: Bool, seconds: I32, avoided: Bool
) -> I32:
    efforts, kind = person.efforts, streets.kind
    ground = ~(np.isin(kind, OFF_GROUND) | by_foot)
    slope = np.nan_to_num(streets.mean_slope.astype(np.float64), nan=0.0)
    up = np.rint(efforts.up_weight * (slope - efforts.comfortable_up))
    down = np.rint(efforts.down_weight * (-slope - efforts.comfortable_down))
    weight = np.full(streets.edge_count, 10.0)
    weight += np.where(ground & (slope > efforts.comfortable_up), up, 0.0)
    weight += np.where(ground & (-slope > efforts.comfortable_down), down, 0.0)
    by_surface = np.zeros(len(Surface))
    for name, tenths in efforts.surface_weights.items():
        by_surface[Surface[name.upper()]] = tenths
    weight += np.where(ground, by_surface[streets.surface], 0.0)
    weight += np.where(avoided, efforts.unknown_weight, 0)
    weight += np.where(streets.lit == NO, efforts.unlit_weight, 0)
    no_tactile = np.isin(kind, GUIDED) & (streets.tactile_paving != YES)
    weight += np.where(no_tactile, efforts.no_tactile_weight, 0)
    weight = np.minimum(weight, MOST_WEIGHT).astype(np.int64)
    extras = np.where(by_foot, efforts.step * _step_count(streets), 0.0)
    extras += np.where(streets.kerb_cm > KERB_FELT_CM, efforts.kerb, 0)
    crossing = kind == EdgeKind.CROSSING
    signals = streets.crossing == Crossing.SIGNALS
    extras += np.where(crossing & ~signals, efforts.crossing, 0)
    silent = crossing & signals & (streets.signal_sound != YES)
    extras += np.where(silent, efforts.silent_crossing, 0)
    extras += np.where(kind == EdgeKind.LIFT, efforts.lift, 0)
    felt: I64 = seconds.astype(np.int64) * weight + 10 * extras.astype(np.int64)
    return np.where(
        seconds == UNREACHED, UNREACHED, np.minimum(felt, UNREACHED - 1)
    ).astype(np.int32)
