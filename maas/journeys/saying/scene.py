"""What a walk is told from, and what several edges have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ...city import City
from ...streets.graph import EdgeKind
from .course import Course
from .kinds import Fact
from .landmarks import Landmarks
from .names import Names
from .needs import Needs
from .phrases import Language
from .sections import Section
from .spans import Spans

YES: Final = 1
NO: Final = 2

Slots = dict[str, Spans]
Told = tuple[str, Slots, list[tuple[str, Slots]], dict[str, Fact]]
"""Key and slots of the sentence, further sentences, facts."""


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """All that one walk is told from."""

    city: City
    names: Names
    language: Language
    needs: Needs
    course: Course
    landmarks: Landmarks


def edges_of(telling: Telling, section: Section, kind: EdgeKind) -> list[int]:
    """The edges of a section that are what it is named for."""
    course = telling.course
    return [
        course.edges[at]
        for at in range(section.first, section.end)
        if course.kinds[at] is kind
    ]


def common(column: np.ndarray, edges: Sequence[int], enough: int = 0) -> bool | None:
    """Yes, no or unknown of several edges; one of ``enough`` decides for all."""
    said = {int(column[edge]) for edge in edges}
    if enough in said and enough:
        return enough == YES
    if said == {YES}:
        return True
    return False if NO in said else None


def highest(column: np.ndarray, edges: Sequence[int]) -> float | None:
    known = [float(column[edge]) for edge in edges if not np.isnan(column[edge])]
    return max(known) if known else None
