"""The raw OpenStreetMap tags behind a barrier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import osmium

from .compare import Barrier

Tags = Mapping[str, str]

TELLING: Final[Mapping[str, tuple[str, ...]]] = {
    "steps": ("highway", "step_count", "ramp"),
    "escalator": ("highway", "conveying"),
    "slope_up": ("incline",),
    "slope_down": ("incline",),
    "cross_slope": ("incline:across",),
    "kerb": ("kerb", "barrier", "sidewalk"),
    "width": ("width", "maxwidth", "est_width", "barrier", "opening"),
    "surface": ("surface", "smoothness", "sidewalk"),
    "wheelchair": ("wheelchair",),
}
"""Beginnings of the keys that a test is read from."""


def read_tags(
    files: Iterable[Path], barriers: Iterable[Barrier], ways: Iterable[int]
) -> dict[tuple[str, int], Tags]:
    """Return the tags of ways, and of barriers' nodes, by ("w" or "n", OSM id)."""
    wanted = {("w", way) for way in ways}
    for barrier in barriers:
        wanted.add(("w", barrier.way))
        wanted.update(("n", node) for node in barrier.nodes)
    found: dict[tuple[str, int], Tags] = {}
    for path in files:
        for thing in osmium.FileProcessor(path, osmium.osm.NODE | osmium.osm.WAY):
            key = thing.type_str(), thing.id
            if key in wanted:
                found[key] = dict(thing.tags)
    return found


def off_feet(tags: Tags) -> str:
    """Return the tag for which we do not walk along a way that Valhalla takes.

    Roads whose sidewalks are ways of their own come first: people walk there.
    """
    for key, value in tags.items():
        if key.split(":")[0] == "sidewalk" and value == "separate":
            return "sidewalk=separate"
    for key in ("foot", "access", "area", "indoor", "service", "highway"):
        if key in tags:
            return f"{key}={tags[key]}"
    return "none"


def told_by(
    barrier: Barrier, tags: Mapping[tuple[str, int], Tags]
) -> Sequence[tuple[str, str]]:
    """Return what tells of a barrier: ("way/1", "kerb=raised") and the like."""
    beginnings = TELLING.get(barrier.test, ())
    found = []
    things = [("w", barrier.way), *(("n", node) for node in barrier.nodes)]
    for kind, number in things:
        for key, value in tags.get((kind, number), {}).items():
            if key.split(":")[0] in beginnings:
                name = "way" if kind == "w" else "node"
                found.append((f"{name}/{number}", f"{key}={value}"))
    return found
