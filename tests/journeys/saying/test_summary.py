"""A walk in one sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from maas.journeys.itinerary import Itinerary
from maas.journeys.saying import summary

from .cases import CASES, WHEELCHAIR
from .ways import Map

STAIRS = "stairs up and stairs of which little is known"


def test_distance_time_climb_stairs_crossings_rests(tmp_path: Path) -> None:
    # 40 m, 6 m of stairs, 14 m, 6 m of stairs, 24 m: 90 m at 1 m/s. 12 steps are
    # known, others are not; 2 m up are known, of the rest nothing is.
    built = CASES[STAIRS].map(tmp_path)
    built.change("b", "c", climb_metres=2.0)
    walk = built.walk("a b c d e f", rests={"d": 120})
    assert summary(built.city, walk, None, "en") == (
        "90 m on foot, 4 minutes, at least 2 m up, at least 12 steps, 1 rest."
    )
    assert summary(built.city, walk, None, "ja") == (
        "徒歩約90m、4分、上り約2m以上、階段12段以上、休憩1回。"
    )


def test_all_heights_known(tmp_path: Path) -> None:
    built = Map(
        tmp_path,
        """
        node a 0 0
        node b 100 0
        node c 200 0
        way a b highway=footway
        way b c highway=footway surface=gravel
        """,
    )
    built.change("a", "b", climb_metres=3.2)
    built.change("b", "c", climb_metres=-5.9)
    assert summary(built.city, built.walk("a b c"), None, "en") == (
        "200 m on foot, 3 minutes, 3 m up, 6 m down."
    )


def test_no_height_known(tmp_path: Path) -> None:
    case = CASES["a crossing with signals, for somebody"]
    built = case.map(tmp_path)
    walk = built.walk(case.way)
    assert summary(built.city, walk, None, "en") == (
        "90 m on foot, 2 minutes, climb not known, 1 crossing."
    )
    assert summary(built.city, Itinerary((walk,)), WHEELCHAIR, "ja-easy") == (
        "歩く道は90メートルくらい、2分、坂のことは分からない、渡るところ1か所です。"
    )


def test_nothing_known_but_the_time(tmp_path: Path) -> None:
    case = CASES[STAIRS]
    built = case.map(tmp_path)
    walk = replace(built.walk(case.way), path=(), metres=None)
    assert summary(built.city, walk, None, "en") == "2 minutes."
