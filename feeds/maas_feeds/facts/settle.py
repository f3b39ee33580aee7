"""Of several claims about the same things, which one holds for each thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from maas.columns import I32
from maas.errors import CityError

from .attributes import differ
from .claims import Claim


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, and the rows of the things it is about."""

    claim: Claim
    number: int  # the claim's place among all claims
    rows: I32
    nearness: int = 0
    """Of one day, what names the thing itself is before what names a whole of it."""


def settle(count: int, statements: Iterable[Statement]) -> tuple[I32, list[str]]:
    """Return (count,): the number of the claim that holds for each thing, -1 none.

    The later day wins; of one day the town's own claim; then the nearer one. Raises
    ``CityError`` where two claims of the town are equal in all that and differ; where
    two of residents do, the first is kept and a sentence says so.
    """
    holds = np.full(count, -1, dtype=np.int32)  # row of ``ordered``
    warnings = []
    ordered = sorted(statements, key=lambda one: (one.claim.rank, one.nearness))
    for row, statement in enumerate(ordered):
        things = statement.rows
        for before in np.unique(holds[things]).tolist():
            if before < 0 or not _contradict(ordered[before], statement):
                continue
            said = statement.claim.contradiction(ordered[before].claim)
            if not statement.claim.residents:
                raise CityError(said)
            warnings.append(said)
            things = things[holds[things] != before]
        holds[things] = row
    numbers = np.array([one.number for one in ordered] + [-1], dtype=np.int32)
    return numbers[holds], warnings


def _contradict(a: Statement, b: Statement) -> bool:
    same = (a.claim.rank, a.nearness) == (b.claim.rank, b.nearness)
    return same and differ(a.claim.value, b.claim.value)
