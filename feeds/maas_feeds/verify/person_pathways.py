"""Edges within stations, held against pathways.txt of the raw feed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .answer import BrokenRule
from .feeds import Feeds
from .person import Person
from .street_lines import metres_between
from .street_pieces import Edge

KIND_OF_MODE: Final = {
    "1": "walkway",
    "2": "steps",
    "3": "moving_walkway",
    "4": "escalator",
    "5": "lift",
    "6": "gate",
    "7": "gate",
}
SAME_PLACE_METRES: Final = 5.0


def check_pathway(feeds: Feeds, edge: Edge, person: Person) -> None:
    """The pathway exists, goes this way, and is no more than this person can pass."""
    found = feeds.find_pathway((edge.osm or "").removeprefix("pathway/"))
    if found is None:
        raise BrokenRule("way", f"{edge.osm} is in none of the feeds")
    feed, row = found
    ends = [feed.place(row.get(f"{end}_stop_id", "")) for end in ("from", "to")]
    told = (edge.start, edge.end)
    fits = [
        all(
            place is not None and metres_between(place, one) <= SAME_PLACE_METRES
            for place, one in zip(ends, way, strict=True)
        )
        for way in (told, told[::-1])
    ]
    if not any(fits):
        raise BrokenRule("way", f"{edge.osm} does not join these two places")
    both_ways = row.get("is_bidirectional") == "1"
    if not fits[0] and not both_ways:
        raise BrokenRule("way", f"{edge.osm} is one-way, the other way round")
    true = KIND_OF_MODE.get(row.get("pathway_mode", ""))
    if edge.kind != true:
        raise BrokenRule("claim", f"{edge.osm} is told as {edge.kind}, it is {true}")
    _check_limits(edge, row, person, forward=fits[0])


def _check_limits(
    edge: Edge, row: Mapping[str, str], person: Person, *, forward: bool
) -> None:
    steps = abs(_number(row.get("stair_count")) or 0)
    most = person.max_steps
    if edge.kind == "steps" and most is not None and (most == 0 or steps > most):
        raise BrokenRule("steps", f"{edge.osm}: {steps:g} steps")
    if edge.kind == "lift" and not person.lifts:
        raise BrokenRule("needs", f"{edge.osm}: a lift")
    if edge.kind == "escalator" and not person.escalators:
        raise BrokenRule("needs", f"{edge.osm}: an escalator")
    width = 100 * (_number(row.get("min_width")) or 0.0)
    needed = 0.0 if edge.kind == "steps" else person.min_width_cm or 0.0
    if 0 < width < needed - 0.01:
        raise BrokenRule("width", f"{edge.osm}: {width:g} cm wide")
    slope = _number(row.get("max_slope"))
    if slope and edge.kind == "walkway":
        along = 100 * slope if forward else -100 * slope
        for value, limit in (
            (along, person.max_slope_up),
            (-along, person.max_slope_down),
        ):
            if limit is not None and value > limit + 0.01:
                raise BrokenRule("slope", f"{edge.osm}: {along:+.1f} %")


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
