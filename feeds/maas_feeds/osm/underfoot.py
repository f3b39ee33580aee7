"""The tags of the ground under one's feet: a sidewalk is not its carriageway."""

from __future__ import annotations

from typing import Final

from .access import CARRIAGEWAYS, has_sidewalk
from .raw import Tags
from .values import known, width_cm

OF_THE_GROUND: Final = (
    "surface",
    "smoothness",
    "width",
    "est_width",
    "maxwidth:physical",
)
"""Keys that on a road speak of the carriageway; its sidewalk has its own."""

OF_BOTH: Final = ("incline", "incline:across", "tactile_paving", "lit", "wheelchair")
"""Keys that hold for the whole street unless the sidewalk has its own."""


def underfoot(tags: Tags) -> Tags:
    """Return a way's tags as they hold for feet.

    Tags of a sidewalk (``sidewalk:left:width``) or of the footway's half of a path
    (``footway:surface``) take the place of the way's. Where one walks on the carriageway
    or on a sidewalk drawn as part of it, the kerb runs along the way and is not met.
    """
    if tags.get("highway") not in CARRIAGEWAYS:
        own = {
            key: tags[f"footway:{key}"] for key in _SPLIT if f"footway:{key}" in tags
        }
        return tags | own if own else tags
    found = {k: v for k, v in tags.items() if k not in ("kerb", "kerb:height")}
    if not has_sidewalk(tags):
        return found
    for key in OF_THE_GROUND:
        found.pop(key, None)
    for key in (*OF_THE_GROUND, *OF_BOTH):
        sides = side_values(tags, key)
        if value := _either(key, sides):
            found[key] = value
        elif any(sides):
            # The edge stands for either side: where the two differ it is not known.
            found.pop(key, None)
    return found


_SPLIT: Final = ("surface", "smoothness", "width", "tactile_paving")


def side_values(tags: Tags, key: str) -> list[str]:
    """What each side that has a sidewalk says, "" where it says nothing."""
    both = tags.get(f"sidewalk:both:{key}") or tags.get(f"sidewalk:{key}")
    found = []
    for side, other in (("left", "right"), ("right", "left")):
        missing = tags.get("sidewalk") == other
        missing |= tags.get(f"sidewalk:{side}") in ("no", "separate")
        if not missing:
            found.append(tags.get(f"sidewalk:{side}:{key}") or both or "")
    return found


def _either(key: str, sides: list[str]) -> str:
    """What holds on whichever side one walks, "" where that is not known."""
    if not sides or not all(sides):
        return ""
    if key in ("width", "est_width", "maxwidth:physical"):
        widths = [width_cm(value) for value in sides]
        narrowest = min(zip(widths, sides, strict=True))[1]
        return narrowest if all(map(known, widths)) else ""
    return sides[0] if len(set(sides)) == 1 else ""
