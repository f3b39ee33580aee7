"""Strategies for people: a few limits at a time, at the very numbers of the streets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from maas.people.profile import Person

from .person_oracle_text import ALL_TESTS, somebody
from .person_strategies_profile import Difficulties

Choices = Mapping[str, list[Any]]

FLAT = [((0.0, 1.0),), ((0.0, 1.25),), ((0.0, 0.75),), ((0.0, 1.5),)]
BY_SLOPE = [
    ((-8.0, 0.5), (0.0, 1.0), (8.0, 0.5)),
    ((-4.0, 1.5), (0.0, 1.25), (4.0, 1.0), (8.0, 0.25)),
]
SLOPES: Choices = {
    "max_slope_up": [4.0, 5.0, 6.0],
    "max_slope_down": [4.0, 5.0, 6.0],
    "max_cross_slope": [2.0],
}
BARRIERS: Choices = {
    "max_kerb_cm": [3.0, 2.0],
    "min_width_cm": [90.0, 60.0],
    "max_steps": [0, 12, 20],
    "max_crossing_metres": [9.0, 12.0],
    "least_crossing": ["marked", "signals", "unmarked"],
    "worst_smoothness": ["bad", "intermediate"],
    "barred_surfaces": [frozenset({"gravel"}), frozenset({"gravel", "sand"})],
    "escalators": [False],
    "lifts": [False],
    "wheels": ["wheelchair", "stroller"],
    "needs_handrail": [True],
    "needs_sound": [True],
    "needs_tactile": [True],
    "needs_light": [True],
}
PACE: Choices = {
    "step_up_seconds": [0.5, 2.5],
    "step_down_seconds": [0.75, 3.0],
    "kerb_seconds": [5.0, 2.5],
}
RESTS: Choices = {
    "max_stretch_metres": [300.0, 600.0, 150.0, 360.0],
    "rest_seconds": [120, 60, 300, 0],
}
WALK_LIMIT: Choices = {"max_walk_metres": [600.0, 300.0, 900.0, 362.5]}
SLACK: Choices = {
    "boarding_seconds": [60, 300, 1],
    "transfer_seconds": [60, 120, 300],
}
EFFORTS: Choices = {
    "comfortable_up": [2.5, 4.0, 0.0],
    "comfortable_down": [2.5, 4.0],
    "up_weight": [3, 10],
    "down_weight": [5],
    "surface_weights": [{"gravel": 5, "sand": 20}, {"asphalt": 2}],
    "unlit_weight": [5, 20],
    "no_tactile_weight": [3],
    "step": [1, 5],
    "kerb": [20],
    "crossing": [30],
    "silent_crossing": [15],
    "lift": [60],
    "boarding": [300, 30, 0],
}


@st.composite
def people(draw: st.DrawFn, may: Difficulties) -> Person:
    """Somebody who has some of the difficulties."""
    numbers: dict[str, Any] = {
        "by_slope": draw(st.sampled_from(FLAT + (3 * BY_SLOPE if may.slopes else [])))
    }
    if may.slopes:
        numbers |= draw(some(SLOPES, 2))
    if may.barriers:
        numbers |= draw(some(BARRIERS, 4)) | draw(some(PACE, 2))
    if may.rests:
        numbers |= draw(all_of(RESTS))
    if may.walk_limit:
        numbers |= draw(all_of(WALK_LIMIT))
    if may.slack:
        numbers |= draw(some(SLACK, 2))
    if may.step_free:
        numbers["step_free_boarding"] = True
    if may.effort:
        numbers |= draw(some(EFFORTS, 6))
        if may.unknowns:
            numbers["unknown_weight"] = draw(st.sampled_from([0, 10, 40]))
    how: dict[str, Any] = {}
    if may.unknowns:
        how["unknown"] = draw(st.sampled_from(["avoid", "allow", "forbid"]))
        how["must_know"] = ALL_TESTS
        if draw(st.sampled_from([False, False, True])):
            tests = st.sampled_from(sorted(ALL_TESTS))
            how["must_know"] = draw(st.frozensets(tests))
    return somebody(**how, **numbers)


@st.composite
def some(draw: st.DrawFn, choices: Choices, most: int) -> dict[str, Any]:
    """A few of the numbers."""
    name = st.sampled_from(list(choices))
    names = draw(st.lists(name, min_size=1, max_size=most, unique=True))
    return {name: draw(st.sampled_from(choices[name])) for name in names}


@st.composite
def all_of(draw: st.DrawFn, choices: Choices) -> dict[str, Any]:
    """All of the numbers."""
    return {name: draw(st.sampled_from(values)) for name, values in choices.items()}
