"""How long an edge takes a person: docs/person-rules.md, "How long an edge takes"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .answer import BrokenRule
from .person import Person
from .person_rules import by_foot, read_ground
from .street_pieces import Edge, Found

TREAD_METRES: Final = 0.3
"""Stairs of unknown number have a step for every so many metres."""
CARRIED: Final = frozenset(("lift", "escalator", "moving_walkway"))
KERB_CM: Final = 2.0
SECONDS: Final = 1.0
"""Whole seconds, of a whole edge and again of a part of it."""
SHARE: Final = 0.02
"""A slope told to a tenth of a percent, a length to a decimetre."""


def check_pace(edge: Edge, found: Found | None, person: Person) -> Iterator[BrokenRule]:
    """No edge is walked faster, and none of a known pace slower, than the person is."""
    seconds = edge.number("seconds")
    if seconds is None:
        yield BrokenRule("form", f"{edge.where} has no seconds")
        return
    if edge.kind in CARRIED or (edge.osm or "").startswith("pathway/"):
        return
    steps = edge.number("steps") or 0
    if edge.kind == "steps" and _climbs(found, person):
        count = steps if steps > 0 else round(edge.metres / TREAD_METRES)
        paces = (person.step_up_seconds, person.step_down_seconds)
        least, most = count * min(paces), count * max(paces)
    else:
        slope = edge.number("slopePercent") or 0.0
        speeds = [person.speed(slope + off) for off in (-0.06, 0.0, 0.06)]
        least, most = edge.metres / max(speeds), edge.metres / min(speeds)
        if (edge.number("kerbCm") or 0.0) > KERB_CM:
            most += person.kerb_seconds
    if not least * (1 - SHARE) - SECONDS <= seconds <= most * (1 + SHARE) + SECONDS:
        yield BrokenRule(
            "pace",
            f"{edge.where}: {seconds:g} s for {edge.metres:.1f} m, this person takes"
            f" {least:.0f} to {most:.0f} s",
        )


def _climbs(found: Found | None, person: Person) -> bool:
    if found is None:
        return True
    ground = read_ground(
        found.kind, found.tags, (), as_drawn=True, wheels=person.wheels
    )
    return by_foot(ground, person)
