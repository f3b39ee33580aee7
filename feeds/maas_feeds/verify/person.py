"""The person whom an answer is for, as the answer states it in ``x-person``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Any, Final

from .answer import BrokenRule, Json, number, words
from .street_tags import SMOOTHNESS, SURFACE_OF

LEAST_CROSSINGS: Final = ("unmarked", "marked", "signals")


@dataclass(frozen=True, slots=True)
class Person:
    """Limits by the field names of a profile; None is no limit."""

    id: str
    max_slope_up: float | None
    max_slope_down: float | None
    max_cross_slope: float | None
    max_kerb_cm: float | None
    min_width_cm: float | None
    max_steps: float | None
    max_stretch_metres: float | None
    max_walk_metres: float | None
    max_crossing_metres: float | None
    least_crossing: str | None
    worst_smoothness: str | None
    barred_surfaces: frozenset[str]
    escalators: bool
    lifts: bool
    wheels: str | None
    needs_handrail: bool
    needs_sound: bool
    needs_tactile: bool
    needs_light: bool
    step_free_boarding: bool
    must_know: frozenset[str]
    unknown: str
    by_slope: tuple[tuple[float, float], ...]
    step_up_seconds: float
    step_down_seconds: float
    kerb_seconds: float
    rest_seconds: float
    boarding_seconds: int
    transfer_seconds: int

    @property
    def flat(self) -> float:
        """Metres per second on the flat."""
        return self.speed(0.0)

    def speed(self, slope_percent: float) -> float:
        """Metres per second: straight lines between the points, flat beyond them."""
        points = self.by_slope
        for (g0, v0), (g1, v1) in pairwise(points):
            if g0 <= slope_percent <= g1:
                return v0 + (v1 - v0) * (slope_percent - g0) / (g1 - g0)
        return points[0][1] if slope_percent < points[0][0] else points[-1][1]

    @property
    def minds_the_ground(self) -> bool:
        """Somebody for whom it matters what is where no street is known."""
        return bool(self.barred_surfaces) or any(
            limit is not None
            for limit in (
                self.max_slope_up,
                self.max_slope_down,
                self.max_kerb_cm,
                self.min_width_cm,
                self.max_steps,
                self.worst_smoothness,
            )
        )


def read_person(answer: Json) -> Person | None:
    """Read ``x-person``; None where the answer is for nobody in particular."""
    told = answer.get("x-person")
    if told is None:
        return None
    limits, speeds = _table(told, "limits"), _table(told, "speeds")
    reader = _Reader(limits)
    slopes = speeds.get("by_slope")
    try:
        by_slope = tuple(sorted((float(g), float(v)) for g, v in slopes or ()))
    except (TypeError, ValueError):
        by_slope = ()
    finite = all(isfinite(one) for pair in by_slope for one in pair)
    if not by_slope or not finite or any(speed <= 0 for _, speed in by_slope):
        raise BrokenRule("form", "x-person has no speeds.by_slope of positive speeds")
    pace = _Reader(speeds)
    return Person(
        id=str(told.get("id", "")),
        max_slope_up=reader.number("max_slope_up"),
        max_slope_down=reader.number("max_slope_down"),
        max_cross_slope=reader.number("max_cross_slope"),
        max_kerb_cm=reader.number("max_kerb_cm"),
        min_width_cm=reader.number("min_width_cm"),
        max_steps=reader.number("max_steps"),
        max_stretch_metres=reader.number("max_stretch_metres"),
        max_walk_metres=reader.number("max_walk_metres"),
        max_crossing_metres=reader.number("max_crossing_metres"),
        least_crossing=reader.word("least_crossing", LEAST_CROSSINGS),
        worst_smoothness=reader.word("worst_smoothness", SMOOTHNESS),
        barred_surfaces=_surfaces(limits),
        escalators=limits.get("escalators") is not False,
        lifts=limits.get("lifts") is not False,
        wheels=reader.word("wheels", ("wheelchair", "stroller")),
        needs_handrail=limits.get("needs_handrail") is True,
        needs_sound=limits.get("needs_sound") is True,
        needs_tactile=limits.get("needs_tactile") is True,
        needs_light=limits.get("needs_light") is True,
        step_free_boarding=limits.get("step_free_boarding") is True,
        must_know=frozenset(words(told, "mustKnow")),
        unknown=str(told.get("unknown", "allow")),
        by_slope=by_slope,
        step_up_seconds=pace.number("step_up_seconds") or 0.0,
        step_down_seconds=pace.number("step_down_seconds") or 0.0,
        kerb_seconds=pace.number("kerb_seconds") or 0.0,
        rest_seconds=pace.number("rest_seconds") or 0.0,
        boarding_seconds=int(pace.number("boarding_seconds") or 0),
        transfer_seconds=int(pace.number("transfer_seconds") or 0),
    )


class _Reader:
    """Fields of one table of ``x-person``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table

    def number(self, name: str) -> float | None:
        value = number(self._table, name)
        if value is not None and value < 0:
            raise BrokenRule("form", f"x-person: {name} {value:g} is no limit")
        return value

    def word(self, name: str, known: tuple[str, ...]) -> str | None:
        value = self._table.get(name)
        if value is not None and (not isinstance(value, str) or value not in known):
            raise BrokenRule("form", f"x-person: {name} {value!r} is not known")
        return None if value is None else str(value)


def _table(told: object, name: str) -> Mapping[str, Any]:
    table = told.get(name) if isinstance(told, Mapping) else None
    if not isinstance(table, Mapping):
        raise BrokenRule("form", f"x-person has no {name}")
    return table


def _surfaces(limits: Mapping[str, Any]) -> frozenset[str]:
    names = frozenset(words(limits, "barred_surfaces"))
    if not names <= {*SURFACE_OF.values(), "unknown", "other"}:
        raise BrokenRule("form", f"x-person: {sorted(names)} are not all surfaces")
    return names
