"""Which of several claims holds, against a rule written out thing by thing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maas.errors import CityError
from maas_feeds.facts.claims import Claim, OnStreets
from maas_feeds.facts.settle import Statement, settle

THINGS = 4


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        claim = Claim(
            section="street",
            place=OnStreets(ways=(1,)),
            attribute="width_cm",
            value=float(draw(st.integers(1, 2))),
            source="x",
            day=draw(st.integers(1, 3)),
            file=Path("f"),
            line=number,
            residents=draw(st.sampled_from([0, 0, 3])),
        )
        things = draw(st.sets(st.integers(0, THINGS - 1)))
        rows = np.array(sorted(things), dtype=np.int32)
        found.append(Statement(claim, number, rows, draw(st.integers(0, 1))))
    return found


def rank(one: Statement) -> tuple[int, bool, int]:
    return one.claim.day, one.claim.residents == 0, one.nearness


@given(statements())
def test_agrees_with_asking_thing_by_thing(said: list[Statement]) -> None:
    refused = False
    expected: list[set[float]] = []
    for thing in range(THINGS):
        here = [one for one in said if thing in one.rows.tolist()]
        by_rank: dict[tuple[int, bool, int], set[float]] = {}
        for one in here:
            by_rank.setdefault(rank(one), set()).add(one.claim.value)
        refused |= any(len(v) > 1 and key[1] for key, v in by_rank.items())
        expected.append(by_rank[max(by_rank)] if by_rank else set())
    if refused:
        with pytest.raises(CityError, match="keep the one that is true"):
            settle(THINGS, said)
        return
    winner, _ = settle(THINGS, said)
    for number, values in zip(winner.tolist(), expected, strict=True):
        if number < 0:
            assert not values
        else:
            # Residents who differ: the first of them is kept.
            assert said[number].claim.value in values
