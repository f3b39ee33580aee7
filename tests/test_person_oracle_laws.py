"""What holds for the person's oracle in every made-up town."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from math import isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maas.people.profile import Limits, Person, Policy
from maas.streets.graph import Streets

from .oracle import Oracle
from .person_oracle import Journey, Question, answer, ask, costs, journeys
from .person_oracle_edges import seconds
from .person_oracle_text import ALL_TESTS, somebody
from .person_oracle_walks import no_worse
from .person_strategies import Case, cases
from .person_strategies_profile import ALL, EACH, NONE, Difficulties
from .person_strategies_questions import questions
from .person_towns import NOT_KNOWN, PLAIN_EDGE, streets

SOME = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
FEED_ONLY = replace(
    NONE, rules=True, seated=True, stations=True, slack=True, limits=True
)
Check = Callable[[Case, Question], None]


def on_towns(difficulties: Difficulties, check: Check) -> None:
    """Check made-up questions of made-up towns."""

    @SOME
    @given(st.data())
    def each(data: st.DataObject) -> None:
        case = data.draw(cases(difficulties))
        check(case, data.draw(questions(case)))

    each()


def whole(case: Case, question: Question, network: Any = "possible") -> list[Journey]:
    """Return the costs of the whole Pareto set, not restricted."""
    found = journeys(case.town, question, network)
    return [costs(question, one) for one in found]


def covers(better: Iterable[Journey], worse: Iterable[Journey]) -> bool:
    """Tell whether for each of the worse there is one that is nowhere worse."""
    better = list(better)
    return all(any(no_worse(one, other) for one in better) for other in worse)


def with_limits(person: Person, **limits: Any) -> Person:
    return replace(person, limits=replace(person.limits, **limits))


def test_agrees_with_the_oracle_of_timetables() -> None:
    """Where nothing hinders, the person is a walker of plain seconds."""
    rode = 0

    def agrees(case: Case, question: Question) -> None:
        nonlocal rode
        speeds = question.person.speeds
        walker = somebody(by_slope=speeds.by_slope)
        walks: dict[tuple[str, str], int] = {}
        for edge in case.town.edges:
            ends, takes = (edge["from"], edge["to"]), seconds(edge, walker)
            assert takes is not None
            walks[ends] = min(takes, walks.get(ends, takes))
        # Slack in changing is the walker's as much as the person's.
        slack = question.limits.get("additional_transfer_seconds", 0)
        limits = dict(question.limits) | {
            "additional_transfer_seconds": slack + speeds.transfer_seconds
        }
        person = replace(walker, speeds=replace(speeds, boarding_seconds=0))
        oracle = Oracle.of_tables(case.town.tables, walks, case.town.timezone)
        asked = oracle.depart if question.kind == "depart" else oracle.arrive
        expected = asked(question.origin, question.destination, question.when, **limits)
        found = ask(case.town, replace(question, person=person))
        assert found == {"certain": expected, "possible": expected} or (
            # Where the streets know no way, rules stand as possible alone.
            found["possible"] == expected and has_rules(case)
        )
        rode += any(boardings for _, boardings in expected)

    on_towns(FEED_ONLY, agrees)
    assert rode >= 15


def has_rules(case: Case) -> bool:
    return "transfers.txt" in case.town.tables


def test_what_is_certain_is_possible() -> None:
    def holds(case: Case, question: Question) -> None:
        assert covers(whole(case, question), whole(case, question, "certain"))

    on_towns(ALL, holds)


def test_a_tighter_limit_never_helps() -> None:
    tightened = 0

    def holds(case: Case, question: Question) -> None:
        nonlocal tightened
        free = whole(case, question)
        plain = Limits()
        for one in fields(Limits):
            value = getattr(question.person.limits, one.name)
            # Wheels take ramps: they open ways as well as closing some.
            if value == getattr(plain, one.name) or one.name in ("wheels", "max_steps"):
                continue
            looser = with_limits(
                question.person, **{one.name: getattr(plain, one.name)}
            )
            assert covers(whole(case, replace(question, person=looser)), free)
            tightened += 1

    # Effort weighs what is unknown where that is avoided: so without it.
    on_towns(replace(ALL, effort=False), holds)
    assert tightened >= 60


def test_knowing_that_it_is_so_is_no_worse_than_that_it_is_not() -> None:
    """Of lit, tactile_paving, handrail and signal_sound: yes, unknown, no."""

    def holds(case: Case, question: Question) -> None:
        needs = dict.fromkeys(
            ("needs_light", "needs_tactile", "needs_handrail", "needs_sound"), True
        )
        person = with_limits(replace(question.person, must_know=ALL_TESTS), **needs)
        asked = replace(question, person=person)
        for fact in ("lit", "tactile_paving", "handrail", "signal_sound"):
            known = {
                value: replace(
                    case,
                    town=replace(
                        case.town,
                        edges=tuple({**e, fact: value} for e in case.town.edges),
                    ),
                )
                for value in (0, 1, 2)
            }
            yes, no = known[1], known[2]
            assert covers(whole(yes, asked), whole(known[0], asked))
            assert covers(whole(known[0], asked), whole(no, asked))
            assert covers(
                whole(yes, asked, "certain"), whole(known[0], asked, "certain")
            )

    on_towns(replace(EACH["barriers"], effort=False), holds)


def test_closing_an_edge_never_helps() -> None:
    def holds(case: Case, question: Question) -> None:
        without = replace(case, town=replace(case.town, closures=()))
        for network in ("certain", "possible"):
            assert covers(
                whole(without, question, network), whole(case, question, network)
            )

    on_towns(replace(ALL, closures=True, hours=False), holds)


def test_what_is_told_follows_from_the_networks() -> None:
    def holds(case: Case, question: Question) -> None:
        found = ask(case.town, question)
        for policy, network in ((Policy.FORBID, "certain"), (Policy.ALLOW, "possible")):
            person = replace(question.person, unknown=policy)
            asked = replace(question, person=person)
            told = answer(case.town, asked)
            assert {one for one, _ in told} == ask(case.town, asked)[network]
        told = answer(case.town, replace_policy(question, Policy.AVOID))
        both = ask(case.town, replace_policy(question, Policy.AVOID))
        listed = [costs(question, one) for one, _ in told]
        assert {one for one, _ in told} <= both["certain"] | both["possible"]
        for network in ("certain", "possible"):
            assert covers(listed, [costs(question, one) for one in both[network]])
        for one in both["certain"]:
            assert (one, False) not in told
        assert found["possible"] or not found["certain"]

    on_towns(EACH["unknowns"], holds)


def replace_policy(question: Question, policy: Policy) -> Question:
    return replace(question, person=replace(question.person, unknown=policy))


def test_effort_adds_journeys_and_takes_none_of_the_best() -> None:
    more = 0

    def holds(case: Case, question: Question) -> None:
        nonlocal more
        quick = whole(case, replace(question, with_effort=False))
        every = whole(case, replace(question, with_effort=True))
        assert covers([one[:2] for one in every], quick)
        assert covers(quick, [one[:2] for one in every])
        asked = replace(question, with_effort=True)
        kept = {costs(asked, one) for one in ask(case.town, asked)["possible"]}
        assert kept <= set(every)
        more += len(every) > len(quick)

    on_towns(replace(EACH["effort"], slopes=True, rests=True), holds)
    assert more >= 5


def test_towns_are_the_same_as_streets() -> None:
    """Every column of ``Streets`` holds what the town says, row by row."""

    def same(case: Case, question: Question) -> None:
        town = case.town
        stop_ids = [row["stop_id"] for row in town.tables["stops.txt"]]
        made = streets(town, stop_ids)
        names = list(town.rests)
        assert [names[n] for n in made.stop_node] == stop_ids
        assert list(made.node_rest) == list(town.rests.values())
        for row, edge in enumerate(town.edges):
            assert names[made.edge_from[row]] == edge["from"]
            assert names[made.edge_to[row]] == edge["to"]
            tail = made.edge_from[row]
            assert made.edge_at[tail] <= row < made.edge_at[tail + 1]
            for name in PLAIN_EDGE.keys() - {"hours", "twin"}:
                assert equal(getattr(made, name)[row], edge[name]), name
            twin = int(made.edge_twin[row])
            if twin >= 0:
                back = town.edges[twin]
                assert (back["from"], back["to"]) == (edge["to"], edge["from"])
                assert made.edge_twin[twin] == row
            hours = int(made.hours[row])
            if edge["hours"] is None or edge["hours"] == "unreadable":
                assert hours == (-1 if edge["hours"] is None else -2)
            else:
                at = slice(made.hours_at[hours], made.hours_at[hours + 1])
                given = zip(made.hours_from[at], made.hours_to[at], strict=True)
                assert [(int(a), int(b)) for a, b in given] == list(edge["hours"])

    on_towns(ALL, same)


def test_every_column_has_its_own_type() -> None:
    @SOME
    @given(st.data())
    def typed(data: st.DataObject) -> None:
        town = data.draw(cases(ALL)).town
        made = streets(town, [row["stop_id"] for row in town.tables["stops.txt"]])
        count = len(town.edges)
        known = PLAIN_EDGE.keys() | NOT_KNOWN.keys()
        for one in fields(Streets):
            column = getattr(made, one.name)
            if isinstance(column, np.ndarray):
                letters = {"F": "f", "I": "i", "U": "u"}
                declared = str(one.type)
                assert column.dtype.kind == letters[declared[0]], one.name
                assert 8 * column.dtype.itemsize == int(declared[1:]), one.name
                if one.name in known - {"hours"}:
                    assert column.shape == (count,), one.name

    typed()


def equal(a: Any, b: Any) -> bool:
    """Tell whether two numbers are the same to the last bit, or both not known."""
    return bool(a == b) or (isnan(a) and isnan(b))


def test_towns_are_worth_the_trouble() -> None:
    seen: list[tuple[bool, bool]] = []

    def answers(case: Case, question: Question) -> None:
        found = ask(case.town, question)
        rides = any(boardings for _, boardings, *_ in found["possible"])
        seen.append((rides, found["certain"] != found["possible"]))

    on_towns(EACH["unknowns"], answers)
    # A third of the answers have rides, and a tenth are not certain.
    assert 3 * sum(rides for rides, _ in seen) >= len(seen)
    assert 10 * sum(unsure for _, unsure in seen) >= len(seen)


@pytest.mark.parametrize("difficulties", [NONE, ALL], ids=["none", "all"])
def test_answers_a_hundred_questions_in_a_minute(difficulties: Difficulties) -> None:
    spent = 0.0
    asked = 0

    def clocked(case: Case, question: Question) -> None:
        nonlocal spent, asked
        start = time.perf_counter()
        ask(case.town, question)
        spent += time.perf_counter() - start
        asked += 1

    on_towns(difficulties, clocked)
    assert spent / asked < 0.6
