"""What each section of a facts file is about: how it names places, what it may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from maas.streets.graph import EdgeKind

_GROUND = (
    "kerb_cm",
    "width_cm",
    "slope_percent",
    "cross_slope_percent",
    "surface",
    "smoothness",
    "tactile_paving",
    "wheelchair",
    "lit",
    "covered",
)
_REST = ("bench", "shelter", "toilet", "wheelchair_toilet", "changing_table")


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of entry."""

    places: tuple[str, ...]
    """Keys that say where; any one of them, ``at`` beside others narrows."""
    attributes: tuple[str, ...]
    kinds: tuple[EdgeKind, ...] = ()
    """Kinds of edges it can be about."""
    about: str = ""
    """What such a thing is called in sentences."""
    radius_metres: float = 10.0
    """How far around ``at`` it holds unless told."""


_WALKED: Final = tuple(
    kind
    for kind in EdgeKind
    if kind not in (EdgeKind.STEPS, EdgeKind.LIFT, EdgeKind.LINK, EdgeKind.STRAIGHT)
)

SECTIONS: Final[Mapping[str, Section]] = {
    "line": Section(
        ("route", "agency", "line"),
        ("wheelchair", "ramp", "low_floor"),
        about="line",
    ),
    "stop": Section(
        ("stop", "name"),
        (
            "wheelchair_boarding",
            "level_boarding",
            "ramp",
            "staff_notice_minutes",
            *_REST,
        ),
        about="stop",
    ),
    "kerb": Section(
        ("node", "way", "at"),
        ("kerb_cm", "tactile_paving"),
        _WALKED,
        "kerb",
        radius_metres=5.0,
    ),
    "crossing": Section(
        ("node", "way", "at"),
        (
            "crossing",
            "crossing_metres",
            "crossing_island",
            "signal_button",
            "signal_sound",
            "signal_vibration",
            *_GROUND,
        ),
        (EdgeKind.CROSSING,),
        "crossing",
    ),
    "lift": Section(
        ("node", "way", "pathway", "at"),
        ("wheelchair", "width_cm", "seconds", "tactile_paving"),
        (EdgeKind.LIFT,),
        "lift",
    ),
    "stairs": Section(
        ("way", "pathway", "at"),
        (
            "steps",
            "ramp",
            "ramp_stroller",
            "handrail",
            "width_cm",
            "tactile_paving",
            "wheelchair",
            "lit",
            "covered",
        ),
        (EdgeKind.STEPS,),
        "flight of stairs",
    ),
    "street": Section(("way", "pathway", "at"), _GROUND, _WALKED, "street"),
    "rest": Section(("node", "at"), _REST, about="place to rest", radius_metres=30.0),
}
