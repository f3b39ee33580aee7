"""The comparison in words and a table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..report import milliseconds, table
from .results import OURS, TOLERANCE_SECONDS


def describe(result: Mapping[str, Any]) -> str:
    """The comparison for people."""
    given, minutes = (
        result["walks_between_stops_given"],
        result["walk_minutes_of_peers"],
    )
    rows = [_row(line) for line in result["cpu"]]
    lines = [
        _asked(result),
        "maas: the whole of plan, walking searches included, walking not limited.",
        f"pynigiri: route only. It was given {given} walks between stops and, for",
        f"each pair, its walks to stops, of up to {minutes} min, and the direct walk.",
        "ferrobus: the OSM file; its walking searches (points) are timed apart, of up",
        f"to {minutes} min between stops and to them.",
        "",
        table(("CPU, ms", "timed", "median", "p95", "max", "ours/theirs"), rows),
        "",
        *(_sentence(name, given) for name, given in result["arrivals"].items()),
        *(f"{name} was left out: {why}" for name, why in result["missing"].items()),
        f"ours / theirs, medians: {_last_line(result)}",
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
        milliseconds(line[key] / 1000 if line[key] is not None else math.nan)
        for key in ("median_ms", "p95_ms", "longest_ms")
    )
    ratio = line["ours_to_theirs"]
    mark = "" if ratio is None or line["planner"] == OURS else f"{ratio:.2f}"
    return (line["planner"], line["timed"], *times, mark)


def _sentence(name: str, q: Mapping[str, Any]) -> str:
    asked = max(q["asked"], 1)
    share = {
        key: f"{q[key]} ({100 * q[key] / asked:.1f} %)"
        for key in ("same", "later", "earlier")
    }
    return (
        f"{name} arrives within {TOLERANCE_SECONDS[name]} s of ours {share['same']}, "
        f"later {share['later']}, by {q['later_seconds']} s in the middle; earlier "
        f"{share['earlier']}, by {q['earlier_seconds']} s in the middle, "
        f"{q['earliest_seconds']} s at most; finds none where we do "
        f"{q['only_ours']}, one where we do not {q['only_theirs']}."
    )


def _last_line(result: Mapping[str, Any]) -> str:
    ratios = [
        f"{line['planner']} {line['timed']} {line['ours_to_theirs']}"
        for line in result["cpu"]
        if line["planner"] != OURS
    ]
    return ", ".join(ratios) or "no peer took part"
