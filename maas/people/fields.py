"""What a field of a profile may be: read from text or TOML, checked in a sentence.

Every kind has ``read``, which returns the checked value and raises ``ValueError`` or
``TypeError`` with the rest of a sentence that begins with the field: "must be …".
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any, Final

from ..errors import RequestError
from ..ground import Crossing, Smoothness, Surface
from .profile import Efforts, Limits, Speeds

SURFACES: Final = tuple(one.name.lower() for one in Surface if one.value)
SMOOTHNESSES: Final = tuple(one.name.lower() for one in Smoothness if one.value)
CROSSINGS: Final = tuple(one.name.lower() for one in Crossing if one > Crossing.UNKNOWN)
WHEELS: Final = ("wheelchair", "stroller")
SUFFIXES: Final = ("_metres", "_cm", "_seconds", "_minutes")
"""Units at the end of names; who writes a limit may leave them out."""
_BETWEEN: Final = re.compile(r"[\s,+;]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two others."""

    low: float
    high: float
    whole: bool = False
    unit: str = ""

    def read(self, value: object) -> float | int:
        """Return the number."""
        said = (
            f"must be {'a whole number' if self.whole else 'a number'} from "
            f"{self.low:g} to {self.high:g}{self.unit}"
        )
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                raise ValueError(said) from None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(said)
        if not self.low <= value <= self.high:
            raise ValueError(said)
        if self.whole:
            if value != int(value):
                raise ValueError(said)
            return int(value)
        return float(value)


@dataclass(frozen=True, slots=True)
class Word:
    """One of several words."""

    words: tuple[str, ...]

    def read(self, value: object) -> str:
        """Return the word."""
        if isinstance(value, str) and value.strip().lower() in self.words:
            return value.strip().lower()
        raise ValueError(
            f"must be one of {', '.join(self.words)}{near(value, self.words)}"
        )


@dataclass(frozen=True, slots=True)
class Words:
    """A set of several words; in one text they stand apart by +, commas or blanks."""

    words: tuple[str, ...]

    def read(self, value: object) -> frozenset[str]:
        """Return the set."""
        items = _BETWEEN.split(value.strip()) if isinstance(value, str) else value
        if not isinstance(items, list | tuple | set | frozenset):
            raise TypeError("must be a list of words")
        for item in items:
            if item not in self.words:
                raise ValueError(
                    f"must be words of {', '.join(self.words)}{near(item, self.words)}"
                )
        return frozenset(items)


@dataclass(frozen=True, slots=True)
class YesNo:
    """True or false."""

    def read(self, value: object) -> bool:
        """Return it."""
        words = {"true": True, "yes": True, "false": False, "no": False}
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in words:
            return words[value.lower()]
        raise ValueError("must be true or false")


@dataclass(frozen=True, slots=True)
class Points:
    """Speeds by slope: pairs of percent and metres per second, by rising slope."""

    def read(self, value: object) -> tuple[tuple[float, float], ...]:
        """Return the points."""
        slope, pace = Number(-100, 100, unit=" %"), Number(0.05, 5, unit=" m/s")
        if not isinstance(value, list) or not value:
            raise ValueError("must be a list of [percent, metres per second]")
        found = []
        for pair in value:
            if not isinstance(pair, list) or len(pair) != 2:
                raise ValueError("must be a list of [percent, metres per second]")
            found.append((float(slope.read(pair[0])), float(pace.read(pair[1]))))
        if any(a[0] >= b[0] for a, b in pairwise(found)):
            raise ValueError("must go from the least slope to the most, each once")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Weights:
    """Added tenths by surface."""

    def read(self, value: object) -> dict[str, int]:
        """Return them."""
        if not isinstance(value, dict):
            raise TypeError("must be a table of surfaces and tenths")
        Words(SURFACES).read(list(value))
        return {name: int(_TENTHS.read(one)) for name, one in value.items()}


Kind = Number | Word | Words | YesNo | Points | Weights
_PERCENT = Number(0, 100, unit=" %")
_TENTHS = Number(0, 50, whole=True, unit=" tenths")
_FELT = Number(0, 3600, whole=True, unit=" felt seconds")

KINDS: Final[Mapping[type, Mapping[str, Kind]]] = {
    Speeds: {
        "by_slope": Points(),
        "step_up_seconds": Number(0.1, 60, unit=" s"),
        "step_down_seconds": Number(0.1, 60, unit=" s"),
        "kerb_seconds": Number(0, 300, unit=" s"),
        "boarding_seconds": Number(0, 3600, whole=True, unit=" s"),
        "transfer_seconds": Number(0, 3600, whole=True, unit=" s"),
        "rest_seconds": Number(0, 3600, whole=True, unit=" s"),
    },
    Limits: {
        "max_slope_up": _PERCENT,
        "max_slope_down": _PERCENT,
        "max_cross_slope": _PERCENT,
        "max_kerb_cm": Number(0, 50, unit=" cm"),
        "min_width_cm": Number(1, 500, unit=" cm"),
        "max_steps": Number(0, 10_000, whole=True),
        "max_stretch_metres": Number(1, 100_000, unit=" m"),
        "max_walk_metres": Number(1, 100_000, unit=" m"),
        "max_crossing_metres": Number(1, 1000, unit=" m"),
        "least_crossing": Word(CROSSINGS),
        "worst_smoothness": Word(SMOOTHNESSES),
        "barred_surfaces": Words(SURFACES),
        "escalators": YesNo(),
        "lifts": YesNo(),
        "wheels": Word(WHEELS),
        "needs_handrail": YesNo(),
        "needs_sound": YesNo(),
        "needs_tactile": YesNo(),
        "needs_light": YesNo(),
        "step_free_boarding": YesNo(),
        "staff_lead_minutes": Number(0, 10_080, whole=True, unit=" min"),
    },
    Efforts: {
        "comfortable_up": _PERCENT,
        "comfortable_down": _PERCENT,
        "up_weight": _TENTHS,
        "down_weight": _TENTHS,
        "surface_weights": Weights(),
        "unknown_weight": _TENTHS,
        "unlit_weight": _TENTHS,
        "no_tactile_weight": _TENTHS,
        "step": _FELT,
        "kerb": _FELT,
        "crossing": _FELT,
        "silent_crossing": _FELT,
        "lift": _FELT,
        "boarding": _FELT,
    },
}
"""What every field of the three may be."""


def read_fields(
    kind: type, values: Mapping[str, object], base: Any, where: Callable[[str], str]
) -> dict[str, Any]:
    """Return checked values of a table, on top of those of ``base``.

    "none" takes a limit away. ``where`` says where a field stands. Raises
    ``RequestError`` with one sentence.
    """
    known = KINDS[kind]
    found = {one.name: getattr(base, one.name) for one in fields(kind)}
    for name, value in values.items():
        field = full_name(name, known)
        if field is None:
            raise RequestError(
                f"{where(name)}: there is no field {name!r}{near(name, tuple(known))}."
            )
        if isinstance(value, str) and value.strip().lower() == "none":
            if kind is not Limits:
                raise RequestError(f"{where(name)}: {field} cannot be none.")
            found[field] = Limits.__dataclass_fields__[field].default
            continue
        try:
            found[field] = known[field].read(value)
        except (TypeError, ValueError) as error:
            raise RequestError(
                f"{where(name)}: {field} {error}, not {value!r}."
            ) from None
    return found


def full_name(name: str, known: Mapping[str, object]) -> str | None:
    """Return the field that a name means, with or without its unit."""
    if name in known:
        return name
    return next((name + unit for unit in SUFFIXES if name + unit in known), None)


def near(value: object, words: tuple[str, ...]) -> str:
    """Return a hint at the nearest of some words, for the end of a sentence."""
    found = difflib.get_close_matches(str(value), words, 1, cutoff=0.5)
    return f" (did you mean {found[0]!r}?)" if found else ""
