"""People and their questions in few words, for cases worked out by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any, Literal

from maas.people.profile import (
    BOARDING_TESTS,
    TESTS,
    Efforts,
    Limits,
    Person,
    Policy,
    Speeds,
)

from .oracle_text import clock, instant
from .person_oracle import NetworkName, Question, answer, ask
from .person_oracle_walks import Spot
from .person_towns import Town

ALL_TESTS = frozenset((*TESTS, *BOARDING_TESTS))
Times = set[tuple[str | int, ...]]


def somebody(
    must_know: Collection[str] = ALL_TESTS,
    unknown: str = "allow",
    **numbers: Any,
) -> Person:
    """Return a person of these numbers, whichever part of a profile they belong to.

    Who has none goes 1 m/s everywhere, takes 1 s for each step and minds nothing.
    """
    plain = {
        "by_slope": ((0.0, 1.0),),
        "step_up_seconds": 1.0,
        "step_down_seconds": 1.0,
    }
    given: dict[str, Any] = plain | numbers
    parts = []
    for part in (Speeds, Limits, Efforts):
        names = {one.name for one in fields(part)} & set(given)
        parts.append(part(**{name: given.pop(name) for name in names}))
    assert not given, f"no such numbers: {given}"
    speeds, limits, efforts = parts
    assert isinstance(speeds, Speeds)
    assert isinstance(limits, Limits)
    assert isinstance(efforts, Efforts)
    return Person(
        id="somebody",
        names={"en": "Somebody"},
        about={},
        speeds=speeds,
        limits=limits,
        efforts=efforts,
        must_know=frozenset(must_know),
        unknown=Policy(unknown),
    )


class Asked:
    """A town that is asked, and answers, in times of Monday 6 April 2026."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def depart(
        self, a: str | Spot, b: str | Spot, at: str, person: Person, **more: Any
    ) -> dict[NetworkName, Times]:
        return self.ask("depart", a, b, at, person, more)

    def arrive(
        self, a: str | Spot, b: str | Spot, at: str, person: Person, **more: Any
    ) -> dict[NetworkName, Times]:
        return self.ask("arrive", a, b, at, person, more)

    def told(
        self, a: str | Spot, b: str | Spot, at: str, person: Person, **more: Any
    ) -> Times:
        """Return what is told of departing, "certain" or "possible" last."""
        asked = question("depart", a, b, at, person, more)
        return {
            (clock(first), *rest, "certain" if certain else "possible")
            for (first, *rest), certain in answer(self.town, asked)
        }

    def ask(
        self,
        kind: Literal["depart", "arrive"],
        a: str | Spot,
        b: str | Spot,
        at: str,
        person: Person,
        more: Mapping[str, Any],
    ) -> dict[NetworkName, Times]:
        asked = question(kind, a, b, at, person, more)
        return {
            network: {(clock(first), *rest) for first, *rest in found}
            for network, found in ask(self.town, asked).items()
        }


def question(
    kind: Literal["depart", "arrive"],
    a: str | Spot,
    b: str | Spot,
    at: str,
    person: Person,
    more: Mapping[str, Any],
) -> Question:
    """Return a question about a day; ``more`` has its limits and how to answer."""
    limits = {"max_travel_seconds": 86_400} | dict(more)
    how = {
        name: limits.pop(name)
        for name in ("with_effort", "slack_seconds")
        if name in limits
    }
    return Question(kind, a, b, instant(at), person, limits=limits, **how)
