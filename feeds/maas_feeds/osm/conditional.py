"""Conditional tags: what holds when (``foot:conditional = no @ (22:00-06:00)``).

Source: OSM wiki, "Conditional restrictions".
"""

from __future__ import annotations

import re
from typing import Final

from .raw import Tags

_CLAUSE: Final = re.compile(r"\s*([a-z_]+)\s*@\s*(\([^()]*\)|[^;()]+)\s*(?:;|$)")


def clauses(text: str) -> list[tuple[str, str]]:
    """Return pairs of a value and its condition; none where the text is malformed.

    >>> clauses("no @ (Mo-Fr 22:00-06:00; Sa off); yes @ (Su)")
    [('no', 'Mo-Fr 22:00-06:00; Sa off'), ('yes', 'Su')]
    """
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        match = _CLAUSE.match(text, at)
        if not match:
            return []
        found.append((match[1], match[2].strip("() ")))
        at = match.end()
    return found


def foot_condition(tags: Tags) -> str | None:
    """Return the conditional tag that binds feet: foot's own before the general one."""
    if "foot:conditional" in tags:
        return tags["foot:conditional"]
    return None if "foot" in tags else tags.get("access:conditional")
