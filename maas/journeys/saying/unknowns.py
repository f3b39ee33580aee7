"""What matters to a person on a way and nobody knows: said once for the whole walk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from ...people.profile import TESTS, Person
from ...streets.graph import Streets
from ...streets.verdict import Verdict, judge
from .kinds import Fact, Kind
from .moments import Moment
from .scene import Telling
from .sections import Section, Sort

AT_PLACES: Final = frozenset(
    {"steps", "handrail", "kerb", "crossing", "sound", "hours", "wheelchair"}
)
"""Tests told by the number of places; the others by the length of the way."""
_WORDS: Final = {"slope_up": "slope", "slope_down": "slope"}
_EDGE_COLUMNS_BUT: Final = (
    "node_",
    "stop_node",
    "edge_at",
    "names",
    "hours_",
    "shape_",
)


def verdict_of(streets: Streets, edges: Sequence[int], person: Person) -> Verdict:
    """Judge some edges only; row i of the verdict is the i-th of them."""
    rows = np.asarray(edges, dtype=np.int64)
    columns = {
        name: getattr(streets, name)[rows]
        for name in Streets.__dataclass_fields__
        if not name.startswith(_EDGE_COLUMNS_BUT)
    }
    return judge(replace(streets, **columns), person)


def unknown_moment(
    telling: Telling,
    sections: Sequence[Section],
    verdict: Verdict | None,
    at: float,
) -> Moment | None:
    """Return what nobody knows, None where all that matters is known.

    ``verdict`` has a row for each stretch of the course that is an edge, in order; None
    for nobody in particular, to whom only stairs matter.
    """
    gaps = _of_nobody(telling, sections) if verdict is None else _gaps(telling, verdict)
    if not gaps:
        return None
    language = telling.language
    items, facts = [], dict[str, Fact]()
    for word, where in gaps.items():
        if isinstance(where, int):
            said = language.count("places.count", where)
        else:
            said = language.say("along", metres=language.metres(where))
        facts[word] = None
        what = language.say(f"unknown.{word}")
        items.append(language.say("unknown.item", what=what, where=said))
    sentence = language.sentence("unknown", things=language.listed(items))
    return Moment(at, Kind.UNKNOWN, (sentence,), facts)


def _gaps(telling: Telling, verdict: Verdict) -> dict[str, int | float]:
    """Places (int) or metres (float) by word, in the order of ``TESTS``."""
    course = telling.course
    found: dict[str, int | float] = {}
    solid = [at for at in range(len(course)) if course.edges[at] >= 0]
    for number, test in enumerate(TESTS):
        flags = [False] * len(course)
        for row, at in enumerate(solid):
            flags[at] = bool(int(verdict.unknown[row]) >> number & 1)
        if not any(flags):
            continue
        word = _WORDS.get(test, test)
        if test in AT_PLACES:
            # A place is what is passed in one go: edges of one crossing are one.
            places = sum(
                now and not was
                for was, now in zip([False, *flags[:-1]], flags, strict=True)
            )
            found[word] = places
            continue
        metres = float(sum(course.stretches[at].metres for at in solid if flags[at]))
        found[word] = max(metres, float(found.get(word, 0.0)))
    return found


def _of_nobody(telling: Telling, sections: Sequence[Section]) -> dict[str, int | float]:
    streets = telling.city.streets
    open_stairs = sum(
        any(
            int(streets.steps[edge]) <= 0
            for edge in telling.course.edges[one.first : one.end]
            if edge >= 0
        )
        for one in sections
        if one.sort is Sort.STEPS
    )
    return {"steps": open_stairs} if open_stairs else {}
