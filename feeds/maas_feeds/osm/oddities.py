"""Tags that contradict each other or that cannot be read: told by kind, not one by one.

What counts instead is decided where the tags are read (``meaning``, ``ways`` and
``hours``): the worse of two readings, or the one that is certain, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from .access import OPEN_TO_FEET, is_built
from .hours import open_week
from .meaning import BARRIERS, KERB_CM, SMOOTHNESS, SURFACES
from .raw import RawOsm, Tags
from .values import (
    direction,
    kerb_height_cm,
    known,
    slope_percent,
    step_count,
    width_cm,
)
from .ways import kerb_fits, kerb_words, way_facts


@dataclass(frozen=True, slots=True)
class Oddity:
    """One kind of fault: the keys to show, a test, and what to say of it."""

    keys: tuple[str, ...]
    holds: Callable[[Tags], bool]
    what: str
    counts: str


def _unread(
    keys: tuple[str, ...], reads: Callable[[str], bool]
) -> Callable[[Tags], bool]:
    """Whether a value of one of the keys (a list by semicolons) cannot be read."""

    def holds(tags: Tags) -> bool:
        parts = [part for key in keys if key in tags for part in tags[key].split(";")]
        return not all(reads(part.strip().lower()) for part in parts)

    return holds


SURFACE_KEYS: Final = (
    "surface",
    "footway:surface",
    "sidewalk:left:surface",
    "sidewalk:right:surface",
    "sidewalk:both:surface",
)
WIDTH_KEYS: Final = (
    "width",
    "est_width",
    "maxwidth:physical",
    "footway:width",
    "sidewalk:left:width",
    "sidewalk:right:width",
    "sidewalk:both:width",
)
OPENING_KEYS: Final = ("maxwidth:physical", "opening", "spacing")


def _kerb_misfits(tags: Tags) -> bool:
    height = kerb_height_cm(tags.get("kerb:height"))
    return known(height) and not kerb_fits(kerb_words(tags), height)


def _rolls_over_steps(tags: Tags) -> bool:
    rolls = tags.get("wheelchair") in ("yes", "designated")
    return tags.get("highway") == "steps" and rolls and way_facts(tags).ramp != 1


def _goes_both_ways(tags: Tags) -> bool:
    ways = {direction(part) for part in tags.get("incline", "").split(";")}
    return {1, -1} <= ways


def _signals_disputed(tags: Tags) -> bool:
    kind, signals = tags.get("crossing"), tags.get("crossing:signals")
    denied = kind == "traffic_signals" and signals == "no"
    claimed = kind in ("unmarked", "uncontrolled", "informal") and signals == "yes"
    painted = tags.get("crossing:markings") not in (None, "no")
    return denied or claimed or (kind in ("unmarked", "informal") and painted)


def _rails_disputed(tags: Tags) -> bool:
    sides = ("left", "right", "center", "both")
    some = any(tags.get(f"handrail:{side}") == "yes" for side in sides)
    return tags.get("handrail") == "no" and some


def _ramp_disputed(tags: Tags) -> bool:
    kinds = ("wheelchair", "stroller", "bicycle", "luggage")
    some = any(tags.get(f"ramp:{kind}") == "yes" for kind in kinds)
    return tags.get("ramp") == "no" and some


ANYWHERE: Final = (
    Oddity(
        ("kerb", "kerb:height"),
        _kerb_misfits,
        "a kerb:height that does not fit the kerb",
        "the higher one counts",
    ),
    Oddity(
        ("kerb:height",),
        _unread(("kerb:height",), lambda v: known(kerb_height_cm(v))),
        "a kerb:height that is no height of a kerb in metres",
        "it is not known",
    ),
    Oddity(
        ("kerb",),
        _unread(("kerb",), lambda v: v in KERB_CM or v == "yes"),
        "a kerb that is no known word",
        "its height is not known",
    ),
    Oddity(
        ("crossing", "crossing:signals", "crossing:markings"),
        _signals_disputed,
        "crossing tags that contradict each other",
        "the less protected reading counts",
    ),
    Oddity(
        ("opening_hours", "access:conditional", "foot:conditional"),
        lambda tags: open_week(tags) is None,
        "hours that depend on more than the day of the week, or cannot be read",
        "whether they are open is not known",
    ),
)
"""Faults of ways and nodes."""

OF_WAYS: Final = (
    *ANYWHERE,
    Oddity(
        SURFACE_KEYS,
        _unread(SURFACE_KEYS, SURFACES.__contains__),
        "a surface that is no known word",
        "it is taken for another, unknown ground",
    ),
    Oddity(
        ("smoothness",),
        _unread(("smoothness",), SMOOTHNESS.__contains__),
        "a smoothness that is no known word",
        "it is not known",
    ),
    Oddity(
        WIDTH_KEYS,
        _unread(WIDTH_KEYS, lambda v: known(width_cm(v))),
        "a width that is no width in metres",
        "it is not known",
    ),
    Oddity(
        ("incline",),
        _unread(("incline",), lambda v: v in ("up", "down") or known(slope_percent(v))),
        "an incline that is no slope",
        "it is not known",
    ),
    Oddity(
        ("incline",),
        _goes_both_ways,
        "an incline both up and down",
        "the steepest value of each direction counts",
    ),
    Oddity(
        ("step_count",),
        _unread(("step_count",), lambda v: known(step_count(v))),
        "a step_count that is no number of steps",
        "it is not known",
    ),
    Oddity(
        ("highway", "wheelchair", "ramp"),
        _rolls_over_steps,
        "steps for wheelchairs without a ramp for them",
        "the steps count",
    ),
    Oddity(
        ("handrail", "handrail:left", "handrail:right"),
        _rails_disputed,
        "no handrail, and one on a side,",
        "none counts",
    ),
    Oddity(
        ("ramp", "ramp:wheelchair", "ramp:stroller", "ramp:bicycle"),
        _ramp_disputed,
        "no ramp, and one for somebody,",
        "none counts",
    ),
)
"""Faults of ways that are walked on."""

OF_POINTS: Final = (
    *ANYWHERE,
    Oddity(
        ("barrier",),
        _unread(("barrier",), BARRIERS.__contains__),
        "a barrier that is no known word",
        "it is taken for another, unknown barrier",
    ),
    Oddity(
        OPENING_KEYS,
        _unread(OPENING_KEYS, lambda v: known(width_cm(v))),
        "an opening that is no width in metres",
        "it is not known",
    ),
)
"""Faults of nodes that are passed."""


def tell_oddities(
    raw: RawOsm, walked: Iterable[int], passed: Iterable[int]
) -> list[str]:
    """Return one sentence for each kind of fault; with a count and an example.

    ``walked`` are the ids of ways that are walked on, ``passed`` those of nodes.
    """
    ids, points = set(walked), set(passed)
    ways = {
        int(osm): tags
        for osm, tags in zip(raw.way_id.tolist(), raw.way_tags, strict=True)
        if osm in ids
    }
    nodes = {osm: tags for osm, tags in raw.points.items() if osm in points}
    said = _tell("way", ways, OF_WAYS) + _tell("node", nodes, OF_POINTS)
    built = {
        int(osm): tags
        for osm, tags in zip(raw.way_id.tolist(), raw.way_tags, strict=True)
        if tags.get("highway") in OPEN_TO_FEET and is_built(tags)
    }
    works = Oddity(
        ("highway", "construction"),
        is_built,
        "a highway and a construction tag",
        "nobody walks there",
    )
    return said + _tell("way", built, (works,))


def _tell(
    kind: str, objects: dict[int, Tags], oddities: tuple[Oddity, ...]
) -> list[str]:
    keys = {key for oddity in oddities for key in oddity.keys}
    spoken = {o: tags for o, tags in objects.items() if not keys.isdisjoint(tags)}
    said = []
    for oddity in oddities:
        odd = [
            osm
            for osm, tags in spoken.items()
            if not tags.keys().isdisjoint(oddity.keys) and oddity.holds(tags)
        ]
        if odd:
            first = min(odd)
            shown = ", ".join(
                f"{key}={spoken[first][key]}"
                for key in oddity.keys
                if key in spoken[first]
            )
            said.append(
                f"OSM: {oddity.what} on {len(odd)} {kind}{'s' * (len(odd) > 1)} "
                f"(for example {kind} {first}: {shown}): {oddity.counts}."
            )
    return said
