"""Replies of all planners made into spreads, ratios and a comparison of arrivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from ..timing import Spread
from .compare import Quality, best_arrival, compare
from .worker import Reply, Setup

PLAN: Final = "maas plan"
SEARCH: Final = "maas search"
NIGIRI: Final = "pynigiri"
FERROBUS: Final = "ferrobus"

# Both round: nigiri to whole minutes, ferrobus each stretch of street to whole seconds.
TOLERANCE_SECONDS: Final = {NIGIRI: 60, FERROBUS: 60}

PARTS: Final = {
    PLAN: ("plan",),
    SEARCH: ("search",),
    NIGIRI: ("route",),
    FERROBUS: ("find_route", "points"),
}


def results(replies: Mapping[str, Sequence[Reply]], setup: Setup) -> dict[str, Any]:
    """CPU over the questions that every planner could be asked, and the arrivals."""
    count = len(setup["questions"])
    common = [n for n in range(count) if all(of[n]["cpu"] for of in replies.values())]
    cpu = {
        (name, part): Spread.of([replies[name][n]["cpu"][part] for n in common])
        for name in replies
        for part in PARTS[name]
    }
    if FERROBUS in replies:
        whole = [sum(replies[FERROBUS][n]["cpu"].values()) for n in common]
        cpu[FERROBUS, "points + find_route"] = Spread.of(whole)
    plan, search = cpu[PLAN, "plan"].median, cpu[SEARCH, "search"].median
    measured = [
        {
            "planner": name,
            "timed": part,
            **spread.milliseconds(),
            "plan_to_this": _ratio(plan, spread.median),
            "search_to_this": _ratio(search, spread.median),
        }
        for (name, part), spread in cpu.items()
    ]
    ours = [best_arrival(replies[PLAN][n]) for n in common]
    arrivals = {
        name: asdict(_quality(name, ours, common, replies, setup))
        for name in replies
        if name != PLAN
    }
    return {"asked_of_all": len(common), "cpu": measured, "arrivals": arrivals}


def _ratio(ours: float, theirs: float) -> float | None:
    return round(ours / theirs, 3) if theirs > 0 else None


def _quality(
    name: str,
    ours: Sequence[int | None],
    common: Sequence[int],
    replies: Mapping[str, Sequence[Reply]],
    setup: Setup,
) -> Quality:
    """Arrivals of a peer beside ours; where it knows no walk, ours is lent to it."""
    theirs = []
    for n in common:
        walk = setup["questions"][n]["walk"]
        reached = setup["depart_posix"] + walk if walk < 10**9 else None
        theirs.append(
            best_arrival(replies[name][n], reached if name == NIGIRI else None)
        )
    quality = compare(ours, theirs, TOLERANCE_SECONDS.get(name, 0))
    numbers = tuple(common[n] for n in quality.earlier_questions)
    return replace(quality, earlier_questions=numbers)
