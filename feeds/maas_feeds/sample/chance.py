"""Chance that is the same on every machine: one stream for every question asked.

A stream is named by the seed and by what it decides ("kerb", node 17), so that a change in
one place of the sample doesn't move all others. ``random.Random`` seeds from text by
SHA-512 and its ``random()`` is promised to stay as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """The streams of one seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def of(self, *topic: object) -> Random:
        """The stream that decides this."""
        return Random("/".join(map(str, (self.seed, *topic))))


def pick(stream: Random, choices: Sequence[tuple[T, float]]) -> T:
    """One of the choices, by weight."""
    at = stream.random() * sum(weight for _, weight in choices)
    for choice, weight in choices:
        at -= weight
        if at < 0:
            return choice
    return choices[-1][0]
