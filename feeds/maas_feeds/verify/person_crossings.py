"""How far one walks in the road at a stretch: docs/streets.md, ``crossing_metres``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .answer import BrokenRule
from .person import Person
from .street_pieces import Finder, Found
from .street_tags import ends_crossing

CORNER_DEGREES: Final = 45.0
"""More than so much no crossing turns off the road."""

Broken = Iterator[BrokenRule]


def check_crossings(
    finder: Finder, pieces: Sequence[Found | None], person: Person
) -> Broken:
    """No crossing is longer than the person can walk before the lights change.

    A crossing goes on over edges drawn as crossings until there is an island, a kerb,
    another way, or a corner off the road.
    """
    most = person.max_crossing_metres
    if most is None:
        return
    metres = 0.0
    before: Found | None = None
    for found in pieces:
        if found is None or found.kind != "crossing" or found.span is None:
            metres, before = 0.0, None
            continue
        if before is not None and _is_corner(finder, before, found):
            metres = 0.0
        before = found
        last = 0.0
        stops = sorted(abs(along) for along in _ends(finder, found))
        for along in stops:
            metres += along - last
            if metres > most + 1.0:
                yield _too_long(found, metres)
            metres, last = 0.0, along
        metres += found.edge.metres - last
        if metres > most + 1.0:
            yield _too_long(found, metres)
            metres = 0.0


def _is_corner(finder: Finder, before: Found, after: Found) -> bool:
    """Two crossings that meet off the road at an angle: a corner without sidewalks."""
    node = finder.ends_at(after, last=False)
    if node is not None and finder.is_in_road(node):
        return False
    assert before.span is not None and after.span is not None
    turn = abs(after.span.heading(last=False) - before.span.heading(last=True)) % 360
    return min(turn, 360 - turn) > CORNER_DEGREES


def _ends(finder: Finder, found: Found) -> Iterator[float]:
    """Metres from the beginning of an edge to where on it a crossing ends."""
    span, points = found.span, finder.streets.points
    assert span is not None
    low, high = sorted((span.start, span.end))
    for ref, along in zip(span.line.refs, span.line.along, strict=True):
        if not low <= along <= high:
            continue
        if ref in finder.path_nodes or ends_crossing(points.get(ref, {})):
            yield along - span.start


def _too_long(found: Found, metres: float) -> BrokenRule:
    return BrokenRule("crossing", f"{found.edge.where}: {metres:.0f} m to cross")
