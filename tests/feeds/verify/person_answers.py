"""Answers for a person written by hand, and the streets they are held against."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

Json = dict[str, Any]

ORIGIN = (50.0, 8.0)
# Metres in a degree at 50 degrees north on the WGS 84 ellipsoid, from the table of
# https://en.wikipedia.org/wiki/Geographic_coordinate_system: 111.23 and 71.70 km.
NORTH, EAST = 111_229.0, 71_696.0
START = datetime(2026, 3, 10, 8, tzinfo=UTC)


class Map:
    """A few streets as text, in metres, with names for nodes.

    Lines are ``node NAME X Y [key=value …]``, ``way NAME NAME … key=value …`` and
    ``area WAY [- WAY] key=value …``. Ways and areas are counted from 1. A value's blanks
    are written as ``~``.
    """

    def __init__(self, text: str) -> None:
        self.lines = [line.strip() for line in text.splitlines() if line.strip()]
        self.places: dict[str, tuple[float, float]] = {}
        self.ids: dict[str, int] = {}
        for line in self.lines:
            kind, *words = line.split()
            if kind == "node":
                self.ids[words[0]] = len(self.ids) + 1
                self.places[words[0]] = float(words[1]), float(words[2])

    def with_change(self, old: str, new: str) -> Map:
        """The same map with a piece of its text replaced."""
        text = "\n".join(self.lines)
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        return Map(text.replace(old, new))

    def at(self, name: str) -> list[float]:
        """[lat, lon] of a node, or of "X,Y"."""
        x, y = self.places[name] if name in self.places else map(float, name.split(","))
        return [ORIGIN[0] + y / NORTH, ORIGIN[1] + x / EAST]

    def metres(self, *names: str) -> float:
        """Length of the line through nodes, in the map's own metres."""
        spots = [
            self.places[n] if n in self.places else tuple(map(float, n.split(",")))
            for n in names
        ]
        return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(spots))

    def write(self, path: Path) -> Path:
        """Write an OSM file."""
        parts, ways, areas = [], 0, 0
        for line in self.lines:
            kind, *words = line.split()
            bare = [word for word in words if "=" not in word]
            tags = "".join(
                f"<tag k={quoteattr(k)} v={quoteattr(v.replace('~', ' '))}/>"
                for k, v in (word.split("=", 1) for word in words if "=" in word)
            )
            if kind == "node":
                lat, lon = self.at(bare[0])
                parts.append(
                    f'<node id="{self.ids[bare[0]]}" lat="{lat:.9f}" lon="{lon:.9f}">'
                    f"{tags}</node>"
                )
            elif kind == "way":
                ways += 1
                refs = "".join(f'<nd ref="{self.ids[name]}"/>' for name in bare)
                parts.append(f'<way id="{ways}">{refs}{tags}</way>')
            else:
                areas += 1
                outer, _, inner = " ".join(bare).partition("-")
                members = "".join(
                    f'<member type="way" ref="{way}" role="{role}"/>'
                    for role, rings in (("outer", outer), ("inner", inner))
                    for way in rings.split()
                )
                parts.append(
                    f'<relation id="{areas}">{members}'
                    f'<tag k="type" v="multipolygon"/>{tags}</relation>'
                )
        path.write_text(f'<osm version="0.6">{"".join(parts)}</osm>', encoding="utf-8")
        return path


def edge(streets: Map, osm: str | None, kind: str, *names: str, **told: Any) -> Json:
    """One edge through named nodes, at 1 m/s, with nothing known that is not told."""
    metres = round(streets.metres(*names), 1)
    return {
        "osm": osm,
        "kind": kind,
        "from": streets.at(names[0]),
        "to": streets.at(names[-1]),
        "metres": metres,
        "seconds": round(metres),
        "slopePercent": None,
        "slopeSource": "none",
        "kerbCm": None,
        "widthCm": None,
        "surface": "unknown",
        "smoothness": "unknown",
        "steps": 0,
        "wheelchair": None,
        "rest": False,
        "waitSeconds": 0,
        "restSeconds": 0,
        "outcome": "certain",
        **told,
    }


def walk_answer(person: Json, *edges: Json, **told: Any) -> Json:
    """An answer that is one walk all the way; what is told of it is summed up."""
    seconds = sum(e["seconds"] + e["waitSeconds"] + e["restSeconds"] for e in edges)
    start, end = _iso(0), _iso(seconds)
    ends = [
        {"name": "", "lat": at[0], "lon": at[1]}
        for at in (edges[0]["from"], edges[-1]["to"])
    ]
    leg = {
        "mode": "WALK",
        "from": {**ends[0], "departure": start},
        "to": {**ends[1], "arrival": end},
        "startTime": start,
        "endTime": end,
        "duration": seconds,
        "distance": sum(e["metres"] for e in edges),
        "x-accessibility": summed_up(edges) | told,
    }
    itinerary = {
        "duration": seconds,
        "startTime": start,
        "endTime": end,
        "transfers": 0,
        "legs": [leg],
    }
    return {
        "requestParameters": {},
        "from": ends[0],
        "to": ends[1],
        "direct": [itinerary],
        "itineraries": [],
        "x-person": deepcopy(person),
    }


def summed_up(edges: tuple[Json, ...]) -> Json:
    """What is told of a whole walk."""
    slopes = [e["slopePercent"] for e in edges if e["slopePercent"] is not None]
    kerbs = [e["kerbCm"] for e in edges if e["kerbCm"] is not None]
    widths = [e["widthCm"] for e in edges if e["widthCm"] is not None]
    certain = all(e["outcome"] == "certain" for e in edges)
    return {
        "status": "certain" if certain else "possible",
        "maxSlopeUp": max(0, *slopes, 0) if slopes else None,
        "maxSlopeDown": max(0, *(-s for s in slopes), 0) if slopes else None,
        "highestKerbCm": max(kerbs, default=None),
        "narrowestWidthCm": min(widths, default=None),
        "steps": sum(e["steps"] or 0 for e in edges),
        "effort": 0,
        "unknown": [],
        "edges": list(edges),
        "dataSource": ["osm"],
    }


def _iso(seconds: float) -> str:
    return (START + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def person(**changes: Any) -> Json:
    """Nobody in particular: no limits, 1 m/s; ``changes`` are limits, or as named."""
    told: Json = {
        "id": "test",
        "limits": {"escalators": True, "lifts": True},
        "mustKnow": [],
        "unknown": "avoid",
        "speeds": {
            "by_slope": [[0.0, 1.0]],
            "step_up_seconds": 0.6,
            "step_down_seconds": 0.5,
            "kerb_seconds": 0.0,
            "boarding_seconds": 0,
            "transfer_seconds": 0,
            "rest_seconds": 120,
        },
    }
    for name, value in changes.items():
        if name in told["speeds"]:
            told["speeds"][name] = value
        elif name in ("mustKnow", "unknown", "id"):
            told[name] = value
        else:
            told["limits"][name] = value
    return told
