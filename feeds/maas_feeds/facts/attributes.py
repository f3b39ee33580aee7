"""What can be said of a thing, and in which words: the table of attributes.

Names and units are those of ``maas.streets.graph.Streets``; three-valued facts and the
accessibility of stops and trips keep GTFS's own numbers, 1 yes and 2 no.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from maas.streets.graph import Crossing, RestPlace, Smoothness, Surface

YES, NO, LIMITED = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: a number within bounds, or one of some words."""

    name: str
    least: float = 0.0
    most: float = 0.0
    unit: str = ""
    whole: bool = False
    words: Mapping[str, int] = field(default_factory=dict)

    def value(self, given: object) -> float:
        """Return a value as its column holds it; raises ``ValueError``: what to write.

        >>> ATTRIBUTES["kerb_cm"].value(2)
        2.0
        """
        if self.words:
            return self._word(given)
        number = type(given) is int or (type(given) is float and not self.whole)
        # A NaN is no number that anybody measured.
        if not number or not self.least <= float(str(given)) <= self.most:
            what = "a whole number" if self.whole else "a number"
            raise ValueError(
                f"write {what} of {self.unit} from {self.least:g} to {self.most:g}"
            )
        return float(str(given))

    def _word(self, given: object) -> float:
        if isinstance(given, str) and given in self.words:
            return float(self.words[given])
        if isinstance(given, bool) and "yes" in self.words:
            raise ValueError('write "yes" or "no", in quotes')
        near = difflib.get_close_matches(str(given), self.words, 1, cutoff=0.6)
        if near:
            raise ValueError(f"did you mean {near[0]!r}?")
        raise ValueError("write " + " or ".join(map(repr, self.words)))

    def shown(self, value: float) -> str:
        """Word a value as a person would write it."""
        for word, number in self.words.items():
            if number == value:
                return word
        return f"{value:g}"


_YES_NO = {"yes": YES, "no": NO}


def _yes_no(name: str) -> Attribute:
    return Attribute(name, words=_YES_NO)


def _words(name: str, kind: type[Surface | Smoothness]) -> Attribute:
    unnamed = ("UNKNOWN", "OTHER")
    words = {one.name.lower(): int(one) for one in kind if one.name not in unnamed}
    return Attribute(name, words=words)


_CROSSINGS = {
    "unmarked": int(Crossing.UNMARKED),
    "marked": int(Crossing.MARKED),
    "signals": int(Crossing.SIGNALS),
}

ATTRIBUTES: Final[Mapping[str, Attribute]] = {
    attribute.name: attribute
    for attribute in (
        # Of streets.
        Attribute("kerb_cm", 0, 100, "centimetres"),
        Attribute("width_cm", 1, 10_000, "centimetres"),
        Attribute("slope_percent", -100, 100, "percent"),
        Attribute("cross_slope_percent", 0, 100, "percent"),
        _words("surface", Surface),
        _words("smoothness", Smoothness),
        Attribute("wheelchair", words={**_YES_NO, "limited": LIMITED}),
        Attribute("steps", 1, 2_000, "steps", whole=True),
        Attribute("seconds", 1, 3_600, "seconds"),
        Attribute("crossing", words=_CROSSINGS),
        Attribute("crossing_metres", 0.5, 500, "metres"),
        *map(
            _yes_no,
            (
                "tactile_paving",
                "ramp",
                "ramp_stroller",
                "handrail",
                "crossing_island",
                "signal_button",
                "signal_sound",
                "signal_vibration",
                "lit",
                "covered",
                # Of places to rest.
                "bench",
                "shelter",
                "toilet",
                "wheelchair_toilet",
                "changing_table",
                # Of stops and lines.
                "wheelchair_boarding",
                "level_boarding",
                "low_floor",
            ),
        ),
        Attribute("staff_notice_minutes", 0, 7 * 24 * 60, "minutes", whole=True),
    )
}

REST_BITS: Final[Mapping[str, RestPlace]] = {
    "bench": RestPlace.BENCH,
    "shelter": RestPlace.SHELTER,
    "toilet": RestPlace.TOILET,
    "wheelchair_toilet": RestPlace.WHEELCHAIR_TOILET,
    "changing_table": RestPlace.CHANGING_TABLE,
}
"""What each place to rest is at a node. A stop with a bench or a shelter has a seat."""


def differ(a: float, b: float) -> bool:
    """Whether two values of one attribute contradict one another."""
    return not math.isclose(a, b, abs_tol=1e-9)
