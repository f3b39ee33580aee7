"""The comparison in words and a table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..report import milliseconds, table
from .results import PLAN, SEARCH, TOLERANCE_SECONDS


def describe(result: Mapping[str, Any]) -> str:
    """The comparison for people."""
    links, minutes = (
        result["walks_between_stops_given"],
        result["walk_minutes_of_peers"],
    )
    head = ("CPU, ms", "timed", "median", "p95", "max", "plan/this", "search/this")
    lines = [
        _asked(result),
        "maas: walking searches included, walking not limited, whole Pareto sets;",
        "search finds them, plan also tells them with names and local times.",
        f"pynigiri: route only. It was given {links} walks between stops and, for each",
        f"pair, walks to stops, of up to {minutes} min, and the direct walk as bound.",
        "ferrobus: the OSM file; its walking searches (points) are timed apart, of up",
        f"to {minutes} min, between stops as well. One journey, not a Pareto set.",
        "",
        table(head, [_row(line) for line in result["cpu"]]),
        "",
        *(_sentence(name, found) for name, found in result["arrivals"].items()),
        *(f"{name} was left out: {why}" for name, why in result["missing"].items()),
        _last_line(result),
    ]
    return "\n".join(lines)


def _asked(result: Mapping[str, Any]) -> str:
    return (
        f"{result['city']}, departing {result['depart']}: {result['asked_of_all']} of "
        f"{result['pairs']} random pairs could be asked of all "
        f"(walking {result['walk_metres_per_second']} m/s, seed {result['seed']})."
    )


def _row(line: Mapping[str, Any]) -> tuple[str, ...]:
    times = (
        milliseconds(math.nan if line[key] is None else line[key] / 1000)
        for key in ("median_ms", "p95_ms", "longest_ms")
    )
    ratios = (_ratio(line, key) for key in ("plan_to_this", "search_to_this"))
    return (line["planner"], line["timed"], *times, *ratios)


def _ratio(line: Mapping[str, Any], key: str) -> str:
    return "-" if line[key] is None else f"{line[key]:.2f}"


def _sentence(name: str, found: Mapping[str, Any]) -> str:
    asked, within = max(found["asked"], 1), TOLERANCE_SECONDS.get(name, 0)
    same, later, earlier = (
        f"{found[key]} ({100 * found[key] / asked:.1f} %)"
        for key in ("same", "later", "earlier")
    )
    return (
        f"{name} arrives as plan does, within {within} s: {same}; "
        f"later: {later}, by {found['later_seconds']} s in the middle; earlier: "
        f"{earlier}, by {found['earlier_seconds']} s in the middle, "
        f"{found['earliest_seconds']} s at most. It finds none where plan does: "
        f"{found['only_ours']}; one where plan does not: {found['only_theirs']}."
        f"{_why(found)}"
    )


def _why(found: Mapping[str, Any]) -> str:
    """How many of the earlier journeys are none on the data that all were given."""
    if not found["earlier"]:
        return ""
    if "as_early_in_minutes" in found:
        return (
            f" Of the earlier ones maas finds {found['as_early_in_minutes']} too when "
            "times are cut down to whole minutes, as they are there."
        )
    if "quicker_than_streets" not in found:
        return ""
    return (
        f" Of the earlier ones {found['quicker_than_streets']} walk quicker than the "
        f"shortest way on the streets, {found['quicker_than_straight']} quicker than "
        "the straight line: it counts no way from a place or stop to the nearest "
        "crossing and cuts every stretch to whole seconds."
    )


def _last_line(result: Mapping[str, Any]) -> str:
    ratios = [
        f"{line['planner']} {line['timed']} {_ratio(line, 'plan_to_this')}"
        f" ({_ratio(line, 'search_to_this')})"
        for line in result["cpu"]
        if line["planner"] not in (PLAN, SEARCH)
    ]
    told = ", ".join(ratios) or "no peer took part"
    return f"CPU medians, maas plan (search) / peer: {told}"
