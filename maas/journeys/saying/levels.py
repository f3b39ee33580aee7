"""Floors: how a level is called where one stands before a lift."""

from __future__ import annotations

from typing import Final

from .phrases import Language
from .spans import Role, Span, Spans

FIRST_FLOOR_LANGUAGES: Final = frozenset({"ja", "ko", "zh"})
"""Where these are spoken the floor on the ground is the first floor, 1階; below it comes
basement floor 1, 地下1階."""


def floor_words(language: Language, level: float, town_language: str) -> Spans:
    """Return what a level of OSM or GTFS (0 is on the ground) is called in a town.

    >>> from .phrases import LANGUAGES
    >>> from .spans import text_of
    >>> text_of(floor_words(LANGUAGES["ja"], -1.0, "ja"))
    '地下1階'
    >>> text_of(floor_words(LANGUAGES["en"], 1.0, "de"))
    'level 1'
    """
    base = town_language.partition("-")[0]
    if level == int(level) and base in FIRST_FLOOR_LANGUAGES:
        if level < 0:
            return language.count("floor.below", int(-level))
        return language.count("floor", int(level) + 1)
    if level == 0:
        return language.say("level.ground")
    number = (Span(f"{abs(level):g}", role=Role.WORDS),)
    return language.say("level.below" if level < 0 else "level", n=number)
