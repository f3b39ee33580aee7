"""Crossings in words: how they are protected, how long they are, what helps."""

from __future__ import annotations

from typing import Final

import numpy as np

from ...streets.graph import Crossing, EdgeKind
from .kinds import Fact
from .scene import NO, YES, Slots, Telling, Told, common, edges_of, highest
from .sections import Section
from .spans import Spans

_CROSSINGS: Final = {
    Crossing.SIGNALS: "signals",
    Crossing.MARKED: "marked",
    Crossing.UNMARKED: "unmarked",
}


def crossing_words(telling: Telling, section: Section) -> Told:
    language, needs, streets = telling.language, telling.needs, telling.city.streets
    edges = edges_of(telling, section, EdgeKind.CROSSING)
    kinds = {Crossing(int(streets.crossing[edge])) for edge in edges}
    kind = min(kinds) if kinds else Crossing.UNKNOWN  # the least that is said
    metres = crossing_metres(telling, section)
    signals = kind is Crossing.SIGNALS
    facts: dict[str, Fact] = {
        "crossing": _CROSSINGS.get(kind),
        "metres": round(metres, 1),
        "island": common(streets.crossing_island, edges, YES),
        "kerb_cm": highest(streets.kerb_cm, edges),
    }
    more: list[tuple[str, Slots]] = [
        ("crossing.metres", {"metres": language.count("metres", round(metres))})
    ]
    if facts["island"]:
        more.append(("crossing.island", {}))
    if signals:
        facts["button"] = common(streets.signal_button, edges, YES)
        facts["sound"] = common(streets.signal_sound, edges, NO)
        facts["vibration"] = common(streets.signal_vibration, edges, NO)
        if facts["button"]:
            more.append(("crossing.button", {}))
        if needs.sound and facts["sound"] is not None:
            more.append(("crossing.sound" if facts["sound"] else "crossing.silent", {}))
        if needs.touch and facts["vibration"]:
            more.append(("crossing.vibration", {}))
    elif needs.sound:
        more.append(("crossing.listen", {}))
    if needs.tactile:
        facts["tactile_paving"] = tactile = common(streets.tactile_paving, edges)
        if tactile is not None:
            more.append(("crossing.tactile" if tactile else "crossing.no_tactile", {}))
    kerb = facts["kerb_cm"]
    if needs.kerbs and isinstance(kerb, float) and kerb > 0.5:
        more.append(("crossing.kerb", {"cm": language.cm(kerb)}))
    road = _road(telling, section)
    slots = {"way": road or language.say("way.road")}
    return f"crossing.{_CROSSINGS.get(kind, 'unknown')}", slots, more, facts


def crossing_metres(telling: Telling, section: Section) -> float:
    """Return how far it is across, as the data says or as it is drawn."""
    course = telling.course
    at = [i for i in range(section.first, section.end) if course.edges[i] >= 0]
    own = [i for i in at if course.kinds[i] is EdgeKind.CROSSING]
    walked = sum(course.stretches[i].metres for i in own)
    said = {float(telling.city.streets.crossing_metres[course.edges[i]]) for i in own}
    if len(said) == 1 and not np.isnan(one := said.pop()):
        return one
    return float(walked)


def _road(telling: Telling, section: Section) -> Spans:
    """The name of the road that is crossed, where the crossing meets but one of a name."""
    streets, course = telling.city.streets, telling.course
    names = set()
    for at in range(section.first + 1, section.end):
        node = course.node(at)
        if node < 0:
            continue
        for edge in range(int(streets.edge_at[node]), int(streets.edge_at[node + 1])):
            if streets.kind[edge] in (EdgeKind.STREET, EdgeKind.SIDEWALK):
                names.add(int(streets.name[edge]))
    names.discard(-1)
    if len(names) != 1:
        return ()
    return telling.names.street(names.pop(), telling.language)
