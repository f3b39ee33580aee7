"""What one person finds on one edge: whether they can pass, how long, how hard.

Written from docs/person-rules.md alone, row by row of its tables; shares no code with
the product but the plain data of ``maas/people/profile.py`` and the numbers of
``maas/streets/graph.py``. An edge is a dict of columns, see ``person_towns.edge``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import Any

from maas.people.profile import Person, Policy
from maas.streets.graph import Crossing, EdgeKind, Smoothness, Surface

Edge = Mapping[str, Any]
YES, NO, LIMITED = 1, 2, 3
UNREADABLE = "unreadable"  # opening hours that could not be read
LONGEST_SECONDS = 86_400
LONG_LINK_METRES = 30.0
SMALL_KERB_CM = 2.0

OFF_THE_GROUND = (
    EdgeKind.LIFT,
    EdgeKind.ESCALATOR,
    EdgeKind.MOVING_WALKWAY,
    EdgeKind.GATE,
    EdgeKind.LINK,
    EdgeKind.STRAIGHT,
)
CARRIED = (EdgeKind.LIFT, EdgeKind.ESCALATOR, EdgeKind.MOVING_WALKWAY)
OF_ANY_WIDTH = (EdgeKind.STREET, EdgeKind.PLAZA, EdgeKind.LINK, EdgeKind.STRAIGHT)
INDOORS = (EdgeKind.CORRIDOR, EdgeKind.WALKWAY)
TACTILE = (
    EdgeKind.SIDEWALK,
    EdgeKind.FOOTWAY,
    EdgeKind.CROSSING,
    EdgeKind.PLAZA,
    EdgeKind.CORRIDOR,
    EdgeKind.WALKWAY,
)
LIT = (
    EdgeKind.SIDEWALK,
    EdgeKind.FOOTWAY,
    EdgeKind.STREET,
    EdgeKind.CROSSING,
    EdgeKind.PLAZA,
    EdgeKind.STEPS,
)
SETTLED_BY_WHEELCHAIR = (
    "slope_up",
    "slope_down",
    "cross_slope",
    "kerb",
    "width",
    "surface",
)
RANK = {"unmarked": 1, "marked": 2, "signals": 3}


class Outcome(StrEnum):
    """Of a test, and of an edge: barred, unknown, or neither."""

    OK = "ok"
    UNKNOWN = "unknown"
    BARS = "bars"


@dataclass(frozen=True)
class Verdict:
    """Of an edge for a person, with the tests that bar and those that are unknown.

    ``outcome`` OK is the "certain" of the rules.
    """

    outcome: Outcome
    bars: frozenset[str]
    unknown: frozenset[str]


def verdict(edge: Edge, person: Person) -> Verdict:
    """Put all tests together."""
    rows = list(outcomes(edge, person))
    bars = frozenset(test for test, outcome in rows if outcome is Outcome.BARS)
    unknown = {test for test, outcome in rows if outcome is Outcome.UNKNOWN} - bars
    if person.limits.wheels is not None and edge["wheelchair"] == YES:
        unknown -= set(SETTLED_BY_WHEELCHAIR)
    outcome = Outcome.OK
    if unknown & person.must_know:
        outcome = Outcome.UNKNOWN
    if bars:
        outcome = Outcome.BARS
    return Verdict(outcome, bars, frozenset(unknown))


def outcomes(edge: Edge, person: Person) -> Iterator[tuple[str, Outcome]]:
    """Yield each row of the table that concerns this edge and this person."""
    limits = person.limits
    kind = edge["kind"]
    by_foot = is_steps_by_foot(edge, person)
    ground = on_the_ground(edge, person)

    if by_foot and limits.max_steps is not None:
        if limits.max_steps == 0:
            yield "steps", Outcome.BARS
        else:
            yield "steps", either(edge["steps"] > limits.max_steps, edge["steps"] < 0)
    if by_foot and limits.needs_handrail:
        yield "handrail", known_yes(edge["handrail"])
    if kind == EdgeKind.LIFT and not limits.lifts:
        yield "lift", Outcome.BARS
    if kind == EdgeKind.ESCALATOR and not limits.escalators:
        yield "escalator", Outcome.BARS

    if ground and limits.max_slope_up is not None:
        yield "slope_up", at_most(edge["steepest_up"], limits.max_slope_up)
    if ground and limits.max_slope_down is not None:
        yield "slope_down", at_most(edge["steepest_down"], limits.max_slope_down)
    if ground and limits.max_cross_slope is not None:
        yield (
            "cross_slope",
            at_most(edge["cross_slope_percent"], limits.max_cross_slope),
        )

    if limits.max_kerb_cm is not None:
        kerb = edge["kerb_cm"]
        unknown = isnan(kerb) and kind == EdgeKind.CROSSING
        yield "kerb", either(kerb > limits.max_kerb_cm, unknown)
    if not by_foot and limits.min_width_cm is not None:
        width = edge["width_cm"]
        unknown = isnan(width) and kind not in OF_ANY_WIDTH
        yield "width", either(width < limits.min_width_cm, unknown)
    if ground and kind not in INDOORS:
        yield "surface", surface(edge, person)

    if kind == EdgeKind.CROSSING and limits.max_crossing_metres is not None:
        yield "crossing", at_most(edge["crossing_metres"], limits.max_crossing_metres)
    if kind == EdgeKind.CROSSING and limits.least_crossing is not None:
        yield "crossing", crossing(edge["crossing"], limits.least_crossing)
    signals = kind == EdgeKind.CROSSING and edge["crossing"] == Crossing.SIGNALS
    if signals and limits.needs_sound:
        yield "sound", known_yes(edge["signal_sound"])

    if limits.wheels is not None:
        wheelchair = edge["wheelchair"]
        yield "wheelchair", either(wheelchair == NO, wheelchair == LIMITED)
    if kind in TACTILE and limits.needs_tactile:
        yield "tactile", known_yes(edge["tactile_paving"])
    if kind in LIT and limits.needs_light:
        yield "lit", known_yes(edge["lit"])

    long_link = kind == EdgeKind.LINK and edge["metres"] > LONG_LINK_METRES
    if (kind == EdgeKind.STRAIGHT or long_link) and minds_the_ground(person):
        yield "ground", Outcome.UNKNOWN
    if edge["hours"] == UNREADABLE:
        yield "hours", Outcome.UNKNOWN


def either(bars: bool, unknown: bool) -> Outcome:
    """Return what bars first, then what is unknown."""
    return Outcome.BARS if bars else Outcome.UNKNOWN if unknown else Outcome.OK


def at_most(value: float, limit: float) -> Outcome:
    """Return the outcome where every number must be known."""
    return either(value > limit, isnan(value))


def known_yes(fact: int) -> Outcome:
    """Return the outcome of a three-valued fact that is needed."""
    return either(fact == NO, fact != YES)


def surface(edge: Edge, person: Person) -> Outcome:
    """Return the outcome of the test "surface"."""
    barred, worst = person.limits.barred_surfaces, person.limits.worst_smoothness
    if not barred and worst is None:
        return Outcome.OK
    smoothness = edge["smoothness"]
    too_rough = (
        worst is not None
        and smoothness != Smoothness.UNKNOWN
        and smoothness > Smoothness[worst.upper()]
    )
    says_nothing = edge["surface"] in (Surface.UNKNOWN, Surface.OTHER)
    return either(
        surface_name(edge) in barred or too_rough,
        says_nothing and smoothness == Smoothness.UNKNOWN,
    )


def surface_name(edge: Edge) -> str:
    """Return an edge's surface as the profiles call it."""
    return Surface(edge["surface"]).name.lower()


def crossing(kind: int, least: str) -> Outcome:
    """Return the outcome of the test "crossing" for how it is protected."""
    if kind in (Crossing.UNKNOWN, Crossing.NONE):
        return Outcome.UNKNOWN
    rank = RANK[Crossing(kind).name.lower()]
    return either(rank < RANK[least], False)


def minds_the_ground(person: Person) -> bool:
    """Tell whether what the ground is like can be in this person's way."""
    limits = person.limits
    numbers = (
        limits.max_slope_up,
        limits.max_slope_down,
        limits.max_kerb_cm,
        limits.min_width_cm,
        limits.max_steps,
        limits.worst_smoothness,
    )
    return any(n is not None for n in numbers) or len(limits.barred_surfaces) > 0


def is_steps_by_foot(edge: Edge, person: Person) -> bool:
    """Tell whether these are steps that this person climbs (no ramp beside, or none)."""
    if edge["kind"] != EdgeKind.STEPS:
        return False
    limits = person.limits
    if limits.wheels is None or limits.max_steps is None:
        return True
    for_strollers = limits.wheels == "stroller" and edge["ramp_stroller"] == YES
    return not (edge["ramp"] == YES or for_strollers)


def on_the_ground(edge: Edge, person: Person) -> bool:
    """Tell whether the ground matters: its slopes and its surface."""
    return edge["kind"] not in OFF_THE_GROUND and not is_steps_by_foot(edge, person)


def seconds(edge: Edge, person: Person) -> int | None:
    """Return how long the edge takes, None where nobody takes it."""
    speeds = person.speeds
    fixed, metres = edge["seconds"], edge["metres"]
    if edge["kind"] in CARRIED:
        time = metres / speed(person, 0.0) if isnan(fixed) else fixed
    elif is_steps_by_foot(edge, person):
        up, down = speeds.step_up_seconds, speeds.step_down_seconds
        time = step_count(edge) * {1: up, 2: down}.get(edge["rises"], max(up, down))
    else:
        slope = edge["mean_slope"]
        time = metres / speed(person, 0.0 if isnan(slope) else slope)
        if edge["kerb_cm"] > SMALL_KERB_CM:
            time += speeds.kerb_seconds
        if not isnan(fixed):
            time = max(time, fixed)
    whole = round(time)
    return None if whole > LONGEST_SECONDS else whole


def speed(person: Person, slope: float) -> float:
    """Return metres per second at a slope in percent."""
    points = person.speeds.by_slope
    if slope <= points[0][0]:
        return points[0][1]
    if slope >= points[-1][0]:
        return points[-1][1]
    right = next(n for n, (g, _) in enumerate(points) if g >= slope)
    (g0, v0), (g1, v1) = points[right - 1], points[right]
    return v0 + (v1 - v0) * ((slope - g0) / (g1 - g0))


def step_count(edge: Edge) -> int:
    """Return the number of steps, from the length where it is not known."""
    known: int = edge["steps"]
    return known if known > 0 else round(edge["metres"] / 0.3)


def effort(edge: Edge, person: Person) -> int:
    """Return the edge's effort in tenths of a felt second.

    The edge must be one that somebody takes: its seconds are known.
    """
    time = seconds(edge, person)
    assert time is not None
    return time * weight(edge, person) + 10 * extras(edge, person)


def weight(edge: Edge, person: Person) -> int:
    """Return the tenths of a second felt for each second on the edge."""
    efforts = person.efforts
    total = 10
    if on_the_ground(edge, person):
        slope = edge["mean_slope"]
        if slope > efforts.comfortable_up:
            total += round(efforts.up_weight * (slope - efforts.comfortable_up))
        if -slope > efforts.comfortable_down:
            total += round(efforts.down_weight * (-slope - efforts.comfortable_down))
        total += efforts.surface_weights.get(surface_name(edge), 0)
    unknown = verdict(edge, person).outcome is Outcome.UNKNOWN
    if unknown and person.unknown is Policy.AVOID:
        total += efforts.unknown_weight
    if edge["lit"] == NO:
        total += efforts.unlit_weight
    if edge["kind"] in TACTILE and edge["tactile_paving"] != YES:
        total += efforts.no_tactile_weight
    return min(total, 60)


def extras(edge: Edge, person: Person) -> int:
    """Return the felt seconds that do not depend on how long the edge is."""
    efforts = person.efforts
    total = 0
    if is_steps_by_foot(edge, person):
        total += efforts.step * step_count(edge)
    if edge["kerb_cm"] > SMALL_KERB_CM:
        total += efforts.kerb
    if edge["kind"] == EdgeKind.CROSSING:
        if edge["crossing"] != Crossing.SIGNALS:
            total += efforts.crossing
        elif edge["signal_sound"] != YES:
            total += efforts.silent_crossing
    if edge["kind"] == EdgeKind.LIFT:
        total += efforts.lift
    return total


def decimetres(metres: float) -> int:
    """Return a length, or a limit of one, as it is counted."""
    return round(10 * metres)
