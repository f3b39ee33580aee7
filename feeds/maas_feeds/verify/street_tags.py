"""What OSM tags say to who walks: read from docs/person-rules.md and the OSM wiki.

Lengths are centimetres, slopes percent, facts True, False or None where no tag says
anything that can be read. Words are those of an answer: lower-case names of surfaces
and kinds. Source of every key: its page https://wiki.openstreetmap.org/wiki/Key:NAME.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .street_access import ROADS, has_sidewalk, is_platform
from .street_values import any_of, fact, length_cm, width_cm

Tags = Mapping[str, str]


_SURFACES: Final = {
    "asphalt": "asphalt chipseal",
    "concrete": "concrete concrete:plates concrete:lanes",
    "paving_stones": "paving_stones paving_stones:lanes bricks brick tiles",
    "sett": "sett cobblestone:flattened",
    "cobblestone": "cobblestone unhewn_cobblestone",
    "compacted": "compacted",
    "fine_gravel": "fine_gravel",
    "gravel": "gravel pebblestone shells",
    "ground": "ground dirt dirt/sand earth soil mud rock stone woodchips",
    "grass": "grass grass_paver",
    "sand": "sand",
    "wood": "wood",
    "metal": "metal metal_grid",
    "unpaved": "unpaved",
    "paved": "paved",
}
SURFACE_OF: Final = {
    value: name for name, values in _SURFACES.items() for value in values.split()
}
SMOOTHNESS: Final = (
    "excellent",
    "good",
    "intermediate",
    "bad",
    "very_bad",
    "horrible",
    "very_horrible",
    "impassable",
)
"""Best first."""
KERB_WORDS: Final = {
    "flush": 0.0,
    "no": 0.0,
    "lowered": 3.0,
    "rolled": 5.0,
    "raised": 12.0,
}
"""Centimetres of kerb=* without kerb:height (docs/streets.md)."""
_CROSSINGS: Final = {
    "unmarked": "unmarked informal",
    "marked": "marked zebra uncontrolled",
    "signals": "traffic_signals pelican toucan puffin pegasus",
}
_CROSSING_OF: Final = {
    value: name for name, values in _CROSSINGS.items() for value in values.split()
}


def kind_of(tags: Tags) -> str:
    """What one walks on, as an answer names it; areas apart."""
    highway = tags.get("highway")
    conveyed = tags.get("conveying", "no") != "no"
    parts = [tags.get(key) for key in ("footway", "path")]
    if highway == "elevator":
        return "lift"
    if highway == "steps":
        return "escalator" if conveyed else "steps"
    if conveyed:
        return "moving_walkway"
    if "crossing" in (*parts, tags.get("cycleway")):
        return "crossing"
    if "sidewalk" in parts:
        return "sidewalk"
    if highway in ROADS:
        return "sidewalk" if has_sidewalk(tags) else "street"
    if highway == "corridor" or tags.get("indoor") in ("yes", "corridor", "area"):
        return "corridor"
    return "footway"


def at_feet(tags: Tags) -> Tags:
    """A way's tags as they hold where one walks: not all are about that.

    The sidewalk of a road has a surface and a width of its own; what is told of the whole
    street (incline, light …) holds on it unless it has its own. A kerb along a road is
    not met.
    """
    found = dict(tags)
    if tags.get("highway") not in ROADS:
        for key in ("surface", "smoothness", "width", "tactile_paving"):
            if own := tags.get(f"footway:{key}"):
                found[key] = own
        return found
    for key in ("kerb", "kerb:height"):
        found.pop(key, None)
    if not has_sidewalk(tags):
        return found
    for key in _OF_THE_SIDEWALK:
        found.pop(key, None)
    for key in (*_OF_THE_SIDEWALK, *_OF_THE_STREET):
        sides = _of_sidewalks(tags, key)
        if any(sides):
            found[key] = _either(key, sides)
    return found


_OF_THE_SIDEWALK: Final = (
    "surface",
    "smoothness",
    "width",
    "est_width",
    "maxwidth:physical",
)
_OF_THE_STREET: Final = (
    "incline",
    "incline:across",
    "tactile_paving",
    "lit",
    "wheelchair",
)


def _of_sidewalks(tags: Tags, key: str) -> list[str]:
    """The values of each sidewalk of a road, "" where it has none."""
    found = []
    for side, other in (("left", "right"), ("right", "left")):
        if tags.get("sidewalk") == other:
            continue
        if tags.get(f"sidewalk:{side}") in ("no", "separate"):
            continue
        keys = (
            f"sidewalk:{side}:{key}",
            f"sidewalk:both:{key}",
            f"sidewalk:{key}",
        )
        found.append(next((tags[k] for k in keys if tags.get(k)), ""))
    return found


def _either(key: str, sides: list[str]) -> str:
    """What holds on whichever side one walks; "" where that is not known."""
    if "width" in key:
        widths = [width_cm(side) for side in sides]
        narrow = [cm for cm in widths if cm is not None]
        return f"{min(narrow)} cm" if len(narrow) == len(sides) else ""
    return sides[0] if len(set(sides)) == 1 else ""


def surface(tags: Tags) -> str:
    """Name of the surface, "unknown" where none is told, "other" where not ours.

    Of several surfaces nobody knows which is where: something else.
    """
    values = tags.get("surface", "").split(";")
    names = {SURFACE_OF.get(v.strip().lower(), "other") for v in values if v.strip()}
    return "unknown" if not names else names.pop() if len(names) == 1 else "other"


def smoothness(tags: Tags) -> str:
    """Name of the smoothness or "unknown"; of several the worst."""
    values = [v.strip().lower() for v in tags.get("smoothness", "").split(";")]
    known = [SMOOTHNESS.index(value) for value in values if value in SMOOTHNESS]
    return SMOOTHNESS[max(known)] if known else "unknown"


HIGHEST_KERB_CM: Final = 100.0
"""What is more was meant in other units, or is a slip: it is not known."""


def widths_cm(tags: Tags) -> list[float]:
    """Widths of a way; the least counts."""
    keys = ["width", "est_width"]
    if tags.get("highway") == "elevator":
        keys.insert(0, "door:width")
    told = [tags.get(key) for key in keys if width_cm(tags.get(key)) is not None]
    texts = [*told[:1], tags.get("maxwidth:physical")]
    return [cm for text in texts if (cm := width_cm(text)) is not None]


_CYCLE_BARRIERS: Final = ("cycle_barrier", "motorcycle_barrier")
_POSTS: Final = frozenset(
    (
        *("bollard", "block", "jersey_barrier", "planter", "boulder", "log", "debris"),
        *("chain", "rope"),
    )
)
_NOTHING: Final = frozenset(
    (
        *("kerb", "entrance", "toll_booth", "border_control", "height_restrictor"),
        *("bus_trap", "sump_buster", "no"),
    )
)
"""barrier=* that stands in nobody's way on foot or on wheels."""


def gaps_cm(tags: Tags) -> list[float]:
    """What widths of a barrier, a door or a lift have to be passed; the least counts."""
    barrier = tags.get("barrier")
    keys = ["maxwidth:physical", "opening"]
    if barrier in _POSTS:
        # A post's own width is not the gap beside it.
        keys.append("spacing")
    elif barrier is None:
        keys += ["door:width", "width"]
    elif barrier not in (*_NOTHING, *_CYCLE_BARRIERS):
        keys.append("width")
    found = [cm for key in keys if (cm := width_cm(tags.get(key))) is not None][:1]
    if barrier in _CYCLE_BARRIERS and (room := width_cm(tags.get("spacing"))):
        found.append(room)
    return found


def stands_in_the_way(tags: Tags) -> bool:
    """A barrier whose gap has to be known."""
    return "barrier" in tags and tags["barrier"] not in _NOTHING


_FITTING_CM: Final = {
    "flush": (0.0, 2.0),
    "no": (0.0, 2.0),
    "lowered": (0.0, 6.0),
    "raised": (3.0, HIGHEST_KERB_CM),
}
"""Heights that a word can mean (OSM wiki, Key:kerb, with room for what is measured)."""


def kerb_cm(tags: Tags) -> float | None:
    """Height of a kerb: kerb:height, else by the word; the worse if they disagree.

    >>> kerb_cm({"kerb": "raised", "kerb:height": "0.01"})
    12.0
    """
    height = length_cm(tags.get("kerb:height"))
    if height is not None and height > HIGHEST_KERB_CM:
        height = None
    words = [word.strip().lower() for word in tags.get("kerb", "").split(";")]
    typical = [KERB_WORDS[word] for word in words if word in KERB_WORDS]
    if height is None or not typical:
        return max(typical, default=height)
    ranges = [_FITTING_CM.get(w, (0.0, height)) for w in words if w in KERB_WORDS]
    fits = any(low <= height <= high for low, high in ranges)
    return height if fits else max(height, *typical)


def side_kerbs_cm(tags: Tags) -> list[float | None]:
    """Kerbs left and right of the road at a node where it is crossed."""
    if crossing_of(tags) is None:
        return []
    both = tags.get("kerb:both", "")
    words = [tags.get(f"kerb:{side}", both) for side in ("left", "right")]
    return [kerb_cm({"kerb": word}) for word in words]


def wheelchair(tags: Tags) -> str | None:
    """yes, no, limited or None."""
    if tags.get("wheelchair:conditional"):
        return "limited"
    value = tags.get("wheelchair", "").strip().lower()
    if value in ("yes", "designated", "only"):
        return "yes"
    return value if value in ("no", "limited") else None


def crossing_of(tags: Tags) -> str | None:
    """unmarked, marked, signals; "unknown" for a crossing of no known kind."""
    kind, reference = tags.get("crossing", ""), tags.get("crossing_ref", "")
    if kind in _CROSSING_OF:
        found = _CROSSING_OF[kind]
        denied = found == "signals" and tags.get("crossing:signals") == "no"
        return "marked" if denied else found
    if tags.get("crossing:signals") in ("yes", "shared", "separate"):
        return "signals"
    if reference in ("pelican", "toucan", "puffin"):
        return "signals"
    if reference == "zebra":
        return "marked"
    markings = tags.get("crossing:markings")
    if markings:
        return "unmarked" if markings == "no" else "marked"
    spoken_of = tags.get("highway") == "crossing" or kind not in ("", "no")
    return "unknown" if spoken_of else None


def is_island(tags: Tags) -> bool:
    """Somewhere to stand in the middle of the road."""
    return (
        tags.get("crossing:island") == "yes"
        or tags.get("traffic_calming") == "island"
        or "island" in tags.get("crossing", "").split(";")
    )


def ends_crossing(tags: Tags) -> bool:
    """An island, or a kerb beside the road."""
    beside = crossing_of(tags) is None
    return is_island(tags) or (beside and ("kerb" in tags or is_kerb(tags)))


def is_kerb(tags: Tags) -> bool:
    """A kerb drawn as a node."""
    return tags.get("barrier") == "kerb"


def is_passed(tags: Tags) -> bool:
    """A node that concerns whoever passes: a crossing, kerb, barrier, lift or door."""
    return (
        crossing_of(tags) is not None
        or not tags.keys().isdisjoint(("barrier", "kerb", "kerb:height"))
        or tags.get("highway") == "elevator"
        or ("entrance" in tags and not tags.keys().isdisjoint(("width", "door:width")))
    )


def sound(tags: Tags) -> bool | None:
    """Whether green is heard; "locate" helps to find the pole, no more."""
    told = tags.get("traffic_signals:sound", "")
    if told in ("yes", "walk"):
        return True
    return False if told in ("no", "locate") else fact(tags, "acoustic")


def tactile(tags: Tags) -> bool | None:
    """Whether paving is felt; an incorrect one leads astray."""
    if tags.get("tactile_paving") == "incorrect":
        return False
    return fact(tags, "tactile_paving", "yes contrasted")


def handrail(tags: Tags) -> bool | None:
    """Whether there is a handrail on any side."""
    whole = fact(tags, "handrail", "yes left right both center")
    sides = [fact(tags, f"handrail:{s}") for s in ("left", "right", "center", "both")]
    return any_of([whole, *sides])


def ramps(tags: Tags, wheels: str) -> bool | None:
    """Whether a ramp on the stairs takes these wheels.

    Most ramps are grooves for bicycles: without a word on wheelchairs or pushchairs
    nobody knows. One drawn as a way of its own is none here.
    """
    kinds = ["wheelchair", "stroller"] if wheels == "stroller" else ["wheelchair"]
    told = [tags.get(f"ramp:{kind}", "") for kind in kinds]
    if told[0] in ("yes", "automatic", "manual") or "yes" in told[1:]:
        return True
    refused = "no" in told or "separate" in told
    return False if refused or tags.get("ramp") in ("no", "separate") else None


def lit(tags: Tags) -> bool | None:
    """Whether there is light."""
    if tags.get("lit") == "disused":
        return False
    return fact(tags, "lit", "yes 24/7 automatic sunset-sunrise dusk-dawn")


NOT_ON_WHEELS: Final = frozenset(
    (
        *("stile", "horse_stile", "turnstile", "full-height_turnstile", "kissing_gate"),
        *("log", "debris", "step", "horse_jump"),
    )
)
"""Barriers that wheels do not pass unless wheelchair=* says so."""


def is_rest_place(tags: Tags) -> bool:
    """A bench, a shelter, a toilet, or a stop with a seat, for everybody."""
    if tags.get("access") in ("no", "private", "customers", "permit", "employees"):
        return False
    if tags.get("amenity") in ("bench", "shelter", "toilets"):
        return True
    stop = is_platform(tags) or tags.get("highway") == "bus_stop"
    stop = stop or tags.get("railway") == "tram_stop"
    return stop and "yes" in (tags.get("bench"), tags.get("shelter"))
