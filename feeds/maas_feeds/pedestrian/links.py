"""What one link says, in the columns of a stretch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from maas.streets.graph import Crossing, EdgeKind, EdgeSource, SlopeSource
from maas_feeds.osm.facts import Facts
from maas_feeds.osm.hours import Week
from maas_feeds.osm.values import NAN, NO, UNKNOWN, YES, known

from . import codes
from .codes import Edition, Slope
from .faults import Faults
from .fields import code, day, number, open_week
from .files import Record

LIFT_SECONDS: Final = 60.0
"""As for lifts of OSM: from door to door, an assumption, as no data has it."""

_STAIRS: Final = (EdgeKind.STEPS, EdgeKind.ESCALATOR)
_CONVEYED: Final = (EdgeKind.ESCALATOR, EdgeKind.MOVING_WALKWAY)
_DOWN_UP: Final = {-1: 2, 0: 0, 1: 1}


@dataclass(frozen=True, slots=True)
class Least:
    """The other, harmless ends of a link's classes; NaN where not known.

    A value of another source within a class does not contradict it.
    """

    slope_percent: float
    kerb_cm: float
    width_cm: float  # it is narrower than this; infinite for the widest class


@dataclass(frozen=True, slots=True)
class Link:
    """A link's facts as it is drawn, from its start to its end."""

    facts: Facts
    least: Least
    forward: bool
    backward: bool
    name: str
    week: Week | None  # None: hours that are not known


@dataclass(frozen=True, slots=True)
class Ends:
    """What the nodes of a link say: floors (NaN) and in_out (None)."""

    floors: tuple[float, float]
    places: tuple[int | None, int | None]


def read_link(
    record: Record, ends: Ends, edition: Edition, faults: Faults, who: str
) -> Link | None:
    """Read a link; None where nobody could tell which way it goes."""
    read = _Reader(record, faults, who)
    structure = read.code("rt_struct", codes.STRUCTURES)
    kind = _kind(structure, read.code("route_type", codes.TYPES), ends)
    direction = read.code("direction", codes.DIRECTIONS)
    if direction is None and kind in _CONVEYED:
        faults.add(who, "conveys, but which way is not known: left out")
        return None
    facts = Facts(kind=kind, source=EdgeSource.NETWORK)
    slope, least_slope = _slope(read, edition)
    least_kerb = NAN
    if kind in _STAIRS:
        _climb(facts, slope, ends, read)
    elif kind == EdgeKind.LIFT:
        facts.seconds = LIFT_SECONDS
    elif slope is not None:
        facts.steepest_up, facts.steepest_down = slope.up, slope.down
        facts.mean_slope = slope.mean
        facts.slope_source = SlopeSource.NETWORK
    _lift(facts, read)
    if kind not in _STAIRS:
        facts.kerb_cm, least_kerb = _kerb_cm(read, edition)
    facts.width_cm, most_width = _width_cm(read, kind)
    _ground(facts, read)
    _surroundings(facts, read, ends, structure)
    _crossing(facts, read, structure)
    forward, backward = codes.DIRECTIONS[direction or 1]
    name = record.get("st_name") or ""
    name = "" if name == str(codes.NOT_KNOWN) else name
    least = Least(least_slope, least_kerb, most_width)
    return Link(facts, least, forward, backward, name, _week(read))


@dataclass(frozen=True, slots=True)
class _Reader:
    """One record, and where to say what is wrong with it."""

    record: Record
    faults: Faults
    who: str

    def code(self, name: str, table: Iterable[int]) -> int | None:
        return code(self.record, name, table, self.faults, self.who)

    def number(self, name: str) -> float:
        return number(self.record, name, self.faults, self.who)

    def say(self, problem: str) -> None:
        self.faults.add(self.who, problem)


def _kind(structure: int | None, route_type: int | None, ends: Ends) -> EdgeKind:
    conveyed = codes.TYPES.get(route_type or 0)
    if conveyed is not None:
        return conveyed
    inside = ends.places == (codes.INDOORS, codes.INDOORS)
    if structure in (None, codes.UNDERGROUND) and inside:
        return EdgeKind.CORRIDOR
    return codes.STRUCTURES.get(structure or 0, EdgeKind.FOOTWAY)


def _slope(read: _Reader, edition: Edition) -> tuple[Slope | None, float]:
    """The class of slopes, made exact by ``vSlope_max``, and the class's lower end."""
    row = read.code("vtcl_slope", edition.slopes)
    percent = read.number("vSlope_max")
    found = edition.slopes.get(row or 0)
    if found is None:
        exact = Slope(percent, percent, NAN) if known(percent) else None
        return exact, percent
    lower, upper = _lower_slope(found, edition), max(found.up, found.down)
    if not known(percent):
        return found, lower
    # Both are rounded to whole percents.
    if not lower - 0.5 <= percent <= upper + 0.5:
        read.say(
            f"has vSlope_max = {percent:g}, which is not in its class vtcl_slope = "
            f"{row}: the steeper counts"
        )
        percent = max(percent, upper)
    either = found.up == found.down
    up, down = found.up > 0 or either, found.down > 0 or either
    mean = NAN if either else (percent if up else -percent)
    return Slope(percent * up, percent * down, mean), percent


def _lower_slope(slope: Slope, edition: Edition) -> float:
    """The lower end of a class: the upper one of the class below it."""
    ends = [max(row.up, row.down) for row in edition.slopes.values()]
    upper = max(slope.up, slope.down)
    return max((end for end in ends if end < upper), default=0.0)


def _climb(facts: Facts, slope: Slope | None, ends: Ends, read: _Reader) -> None:
    """Stairs and escalators: which end is higher, and how many steps."""
    start, end = ends.floors
    by_floor = (end > start) - (end < start)
    by_class = 0 if slope is None else (slope.up > slope.down) - (slope.up < slope.down)
    if by_floor and by_class and by_floor != by_class:
        read.say("climbs by vtcl_slope where its floors fall: the floors count")
    facts.rises = _DOWN_UP[by_floor or by_class]
    stairs = read.number("stair")
    facts.steps = int(stairs) if 0 < stairs < 32_767 else -1


def _lift(facts: Facts, read: _Reader) -> None:
    """Whom a lift is made for."""
    equipment = read.code("elevator", codes.LIFT_WHEELCHAIR)
    if facts.kind == EdgeKind.LIFT:
        if equipment == codes.NO_LIFT:
            read.say("is a lift (route_type = 4) with elevator = 1, none: still a lift")
        facts.wheelchair = codes.LIFT_WHEELCHAIR.get(equipment or 0, UNKNOWN)
    elif equipment not in (None, codes.NO_LIFT):
        read.say("has an elevator but is no lift by its route_type: left out")


def _kerb_cm(read: _Reader, edition: Edition) -> tuple[float, float]:
    """The highest step: its class's upper end, or exact, and the class's lower end."""
    row = read.code("lev_diff", edition.kerb_cm)
    exact = read.number("levDif_max")
    if row is None:
        return exact, exact
    highest, lower = edition.kerb_cm[row], edition.kerb_above_cm[row]
    if not known(exact):
        return highest, lower
    if not lower - 0.5 <= exact <= highest + 0.5:
        read.say(
            f"has levDif_max = {exact:g}, which is not in its class lev_diff = {row}: "
            "the higher counts"
        )
        exact = max(exact, highest)
    return exact, exact


def _width_cm(read: _Reader, kind: EdgeKind) -> tuple[float, float]:
    """The narrowest width: its class's lower end, or exact, and the class's upper."""
    row = read.code("width", codes.WIDTH_CM)
    if row == codes.NARROW and kind == EdgeKind.LIFT:
        # Every lift's door is narrower than 1 m; by how much the class does not say.
        row = None
    exact = round(100.0 * read.number("w_min"), 4)
    if row is None:
        return exact, exact
    certain, below = codes.WIDTH_CM[row], codes.WIDTH_BELOW_CM[row]
    if not known(exact):
        return certain, below
    # Both are rounded to tenths of a metre.
    if not certain - 5.0 <= exact <= below + 5.0:
        read.say(
            f"has w_min = {exact / 100:g}, which is not in its class width = {row}: "
            "the narrower counts"
        )
        exact = min(exact, certain)
    return exact, exact


def _ground(facts: Facts, read: _Reader) -> None:
    condition = read.code("condition", codes.CONDITIONS)
    if condition is not None:
        facts.smoothness = codes.CONDITIONS[condition]
    facts.cross_slope_percent = read.number("hSlope_max")
    handrail = read.code("handrail", codes.HANDRAILS)
    facts.handrail = codes.HANDRAILS.get(handrail or 0, UNKNOWN)


def _surroundings(
    facts: Facts, read: _Reader, ends: Ends, structure: int | None
) -> None:
    tiles = read.code("brail_tile", codes.NO_YES)
    facts.tactile_paving = codes.NO_YES.get(tiles or 0, UNKNOWN)
    roof = read.code("roof", codes.NO_YES)
    facts.covered = codes.NO_YES.get(roof or 0, UNKNOWN)
    restricted = read.code("tfc_restr", codes.RESTRICTIONS)
    facts.private = codes.RESTRICTIONS.get(restricted or 0, 0)
    if ends.places == (codes.INDOORS, codes.INDOORS) or structure == codes.INSIDE:
        facts.indoor = YES
    elif ends.places == (codes.OUTSIDE, codes.OUTSIDE):
        facts.indoor = NO
    if facts.indoor == YES:
        # What is inside of a building is under its roof, whatever the link says.
        facts.covered = YES
    start, end = ends.floors
    facts.level = start if start == end else NAN
    off_ground = structure in (codes.UNDERGROUND, codes.BRIDGE, codes.INSIDE)
    off_ground |= any(known(floor) and floor != 0 for floor in ends.floors)
    facts.raised = int(off_ground)
    facts.dated = day(read.record, "maint_date", read.faults, read.who)


def _crossing(facts: Facts, read: _Reader, structure: int | None) -> None:
    signal = read.code("tfc_signal", codes.SIGNALS)
    sound = read.code("tfc_s_type", codes.SOUNDS)
    if facts.kind != EdgeKind.CROSSING:
        if codes.SIGNALS.get(signal or 0) is not None:
            read.say("has a pedestrian signal but is no crossing: left out")
        return
    unmarked = structure == codes.UNMARKED_CROSSING
    if signal is None:
        facts.crossing = Crossing.UNKNOWN
    elif codes.SIGNALS[signal] is not None:
        facts.crossing = Crossing.SIGNALS
        facts.signal_button = codes.BUTTONS[signal]
        facts.signal_sound = codes.SOUNDS.get(sound or 0, UNKNOWN)
    else:
        facts.crossing = Crossing.UNMARKED if unmarked else Crossing.MARKED


def _week(read: _Reader) -> Week | None:
    for name in ("start_date", "end_date"):
        if read.record.get(name) is not None:
            read.say(f"gives its {name}: whether it is open now is not known")
            return None
    return open_week(read.record, read.faults, read.who)
