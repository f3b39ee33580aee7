"""Laws that hold for whoever travels, on made-up towns.

What is taken away never helps: a tighter limit, a closed way, the ways that nobody
knows. Journeys are compared in everything that counts: every journey of the poorer
question is no better than one of the richer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from maas.journeys.planner import Planner
from maas.people.profile import Policy
from maas.streets.closures import Closures
from tests.journeys.test_against_oracle import SOME
from tests.journeys.test_person_against_oracle import answers, planner_of
from tests.person_oracle import Journey, Question
from tests.person_strategies import Case, cases
from tests.person_strategies_profile import ALL, Difficulties
from tests.person_strategies_questions import questions
from tests.person_towns import Town
from tests.proof import proof_size

# Places beside an edge that a law takes away would be beside another one.
TOWNS: Difficulties = replace(ALL, spots=False)

TIGHTER: dict[str, tuple[Any, ...]] = {
    "max_slope_up": (8.0, 4.0, 2.0),
    "max_slope_down": (8.0, 4.0, 2.0),
    "max_kerb_cm": (5.0, 2.0, 0.0),
    "min_width_cm": (60.0, 90.0, 120.0),
    "max_steps": (20, 5, 0),
    "max_stretch_metres": (900.0, 300.0, 60.0),
    "max_walk_metres": (1200.0, 600.0, 120.0),
    "max_crossing_metres": (12.0, 9.0, 5.0),
    "least_crossing": ("unmarked", "marked", "signals"),
    "barred_surfaces": (
        frozenset(),
        frozenset({"sand"}),
        frozenset({"sand", "gravel", "grass"}),
    ),
    "lifts": (True, False),
    "escalators": (True, False),
    "needs_handrail": (False, True),
    "needs_light": (False, True),
    "step_free_boarding": (False, True),
}
"""Values of a limit, from loose to tight."""


def asked(data: st.DataObject, case: Case) -> Question:
    """A question whose answer is not cut: an easier journey may be hours later."""
    question: Question = data.draw(questions(case))
    return replace(question, slack_seconds=24 * 3600)


def found(planner: Planner, town: Town, question: Question) -> dict[str, list[Journey]]:
    """The answers of both networks, smaller numbers better."""
    sign = -1 if question.kind == "arrive" else 1
    return {
        network: [(sign * clock, *rest) for clock, *rest in told]
        for network, told in answers(planner, town, question).items()
    }


def beaten(poor: Iterable[Journey], rich: Iterable[Journey]) -> bool:
    """Is every journey of the poorer answer no better than one of the richer?"""
    rich = list(rich)
    return all(
        any(all(a <= b for a, b in zip(r, p, strict=True)) for r in rich) for p in poor
    )


def with_limits(question: Question, **limits: Any) -> Question:
    person = question.person
    return replace(
        question, person=replace(person, limits=replace(person.limits, **limits))
    )


def tighten_a_limit(data: st.DataObject, case: Case, planner: Planner) -> None:
    question = asked(data, case)
    name = data.draw(st.sampled_from(sorted(TIGHTER)))
    values = TIGHTER[name]
    loose, tight = sorted(
        data.draw(
            st.lists(
                st.integers(0, len(values) - 1), min_size=2, max_size=2, unique=True
            )
        )
    )
    limits: dict[str, Any] = {}
    if name == "max_steps":
        # A ramp is taken by who has a limit at all: the same on both sides.
        limits["wheels"] = None
    rich = with_limits(question, **limits, **{name: values[loose]})
    poor = with_limits(question, **limits, **{name: values[tight]})
    before, after = found(planner, case.town, rich), found(planner, case.town, poor)
    for network in before:
        assert beaten(after[network], before[network]), (network, name, question)


def close_a_way(data: st.DataObject, case: Case, planner: Planner) -> None:
    question = asked(data, case)
    if not case.town.edges:
        return
    edge = data.draw(st.integers(0, len(case.town.edges) - 1))
    before = found(planner, case.town, question)
    open_ = planner.closures
    far = 1 << 40
    rows = sorted(
        [
            *(
                (int(e), int(a), int(b))
                for e, a, b in zip(
                    open_.edge, open_.from_epoch, open_.to_epoch, strict=True
                )
                if int(e) != edge
            ),
            (edge, -far, far),
        ]
    )
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    planner.closures = Closures(table[:, 0].astype(np.int32), table[:, 1], table[:, 2])
    after = found(planner, case.town, question)
    planner.closures = open_
    for network in before:
        assert beaten(after[network], before[network]), (network, edge, question)


def know_nothing_more(data: st.DataObject, case: Case, planner: Planner) -> None:
    """Certain journeys are possible ones; who must know more has fewer."""
    question = asked(data, case)
    before = found(planner, case.town, question)
    if question.person.unknown is not Policy.AVOID:
        assert beaten(before["certain"], before["possible"]), question
    everything = replace(
        question, person=replace(question.person, must_know=frozenset())
    )
    after = found(planner, case.town, everything)
    assert beaten(before["certain"], after["certain"]), question


LAWS = (tighten_a_limit, close_a_way, know_nothing_more)


@pytest.mark.long
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_what_is_taken_away_never_helps(law: Any) -> None:
    @seed(7)
    @settings(SOME, max_examples=proof_size(500))
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        case: Case = data.draw(cases(TOWNS))
        with planner_of(case.town) as planner:
            planner.prepare_after = data.draw(st.sampled_from([0, 99]))
            law(data, case, planner)

    holds()
