"""Every kind of instruction is met somewhere: none is an empty promise."""

from __future__ import annotations

from pathlib import Path

from maas.journeys.saying import LANGUAGES, Kind, instructions

from .cases import CASES, HILL
from .ways import Map

RIDING = {Kind.BOARD, Kind.RIDE, Kind.STAY, Kind.ALIGHT, Kind.CHANGE}
"""Told in ``test_rides``."""
STAR = """
    node s 0 -100
    node o 0 0
    node n 0 100
    node ne 64 77
    node e 100 0
    node se 64 -77
    node sw -64 -77
    node w -100 0
    node nw -64 77
    node b 5 -100
    way s o highway=residential name=Stem
    way n o highway=residential name=N
    way ne o highway=residential name=NE
    way e o highway=residential name=E
    way se o highway=residential name=SE
    way sw o highway=residential name=SW
    way w o highway=residential name=W
    way nw o highway=residential name=NW
    way b o highway=residential name=B
"""


def test_every_kind_is_told(tmp_path: Path) -> None:
    met: set[Kind] = set()
    for number, case in enumerate(CASES.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        built = case.map(folder)
        walk = built.walk(case.way, **case.walk)
        for language in LANGUAGES:
            told = instructions(built.city, walk, case.person, language)
            met |= {one.kind for one in told}
    star = Map(tmp_path, STAR)
    for arm in ("n", "ne", "e", "se", "sw", "w", "nw", "b"):
        walk = star.walk(f"s o {arm}")
        met |= {one.kind for one in instructions(star.city, walk, None, "en")}
    hill = Map(tmp_path, HILL)
    hill.change("a", "b", kind=9)  # a corridor
    hill.change("b", "c", kind=7)  # a moving walkway
    hill.change("c", "d", kind=12)  # a gate
    met |= {
        one.kind for one in instructions(hill.city, hill.walk("a b c d"), None, "en")
    }
    assert met | RIDING == set(Kind)
