"""Opening hours and conditional access: as open times of an ordinary week."""

from __future__ import annotations

from pathlib import Path

import pytest

from maas_feeds.osm.conditional import clauses
from maas_feeds.osm.hours import ALWAYS, NEVER, Week, common, open_week, union, without

from .town import Town

HOUR, DAY = 3600, 86_400
EVERY_DAY = tuple(range(7))


def daily(first: float, last: float, days: tuple[int, ...] = EVERY_DAY) -> Week:
    """Open from one hour to another on some days, Monday is 0."""
    return tuple(
        (int(day * DAY + first * HOUR), int(day * DAY + last * HOUR)) for day in days
    )


def tags(text: str) -> dict[str, str]:
    return dict(line.strip().split(" = ") for line in text.split(" & "))


NIGHT = (
    (0, 6 * HOUR),
    *((d * DAY + 22 * HOUR, (d + 1) * DAY + 6 * HOUR) for d in range(6)),
)
# From Sunday 22:00 the night runs to the week's end, and on Monday to 6:00.
NIGHTS = (*NIGHT, (6 * DAY + 22 * HOUR, 7 * DAY))


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("highway = footway", ALWAYS),
        ("opening_hours = 24/7", ALWAYS),
        ("opening_hours = off", NEVER),
        ("opening_hours = Mo-Sa 07:00-20:00", daily(7, 20, (0, 1, 2, 3, 4, 5))),
        ("opening_hours = 22:00-06:00", NIGHTS),
        (
            "opening_hours = Mo-Fr 05:00-24:00; Sa,Su off",
            daily(5, 24, (0, 1, 2, 3, 4)),
        ),
        # Shut by night: open for the rest.
        ("foot:conditional = no @ (22:00-06:00)", daily(6, 22)),
        ("access:conditional = no @ (Su)", ((0, 6 * DAY),)),
        # Foot's own tag goes before access's condition.
        ("access:conditional = no @ (Su) & foot = yes", ALWAYS),
        ("access = no & access:conditional = yes @ (08:00-18:00)", daily(8, 18)),
        (
            (
                "access = no & access:conditional = "
                "yes @ (08:00-18:00); no @ (Sa,Su 00:00-24:00)"
            ),
            daily(8, 18, (0, 1, 2, 3, 4)),
        ),
        (
            "opening_hours = 06:00-20:00 & access:conditional = no @ (12:00-13:00)",
            tuple(sorted((*daily(6, 12), *daily(13, 20)))),
        ),
    ],
)
def test_open_times_of_a_week(text: str, week: Week) -> None:
    assert open_week(tags(text)) == week


@pytest.mark.parametrize(
    "text",
    [
        "opening_hours = Mo-Fr 10:00-19:00; PH off",
        "opening_hours = SH 08:00-10:00",
        "opening_hours = Apr-Sep 08:00-20:00",
        "opening_hours = week 1-20 Mo 10:00-12:00",
        "opening_hours = sunrise-sunset",
        "opening_hours = 2024 Jan 01-2024 Feb 02 10:00-12:00",
        "opening_hours = Mo[1] 10:00-12:00",
        "opening_hours = Mo-Fr 12:00+",
        'opening_hours = 06:00-22:00 "by call"',
        "opening_hours = Mo-Fr 07:00-09:00 unknown",
        "opening_hours = when we feel like it",
        "access:conditional = no @ wet",
        "access:conditional = no @ (weight>3.5)",
        "access:conditional = no",
        "access:conditional = delivery @ (06:00-10:00)",
    ],
)
def test_what_says_nothing_certain_of_a_week_is_not_readable(text: str) -> None:
    assert open_week(tags(text)) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no @ (Mo-Fr 22:00-06:00; Sa off)", [("no", "Mo-Fr 22:00-06:00; Sa off")]),
        ("no @ winter", [("no", "winter")]),
        ("yes @ (Su);no @ (Mo)", [("yes", "Su"), ("no", "Mo")]),
        ("no @", []),
        ("closed on Sundays", []),
    ],
)
def test_reads_conditions(text: str, found: list[tuple[str, str]]) -> None:
    assert clauses(text) == found


def test_weeks_are_added_and_taken_away() -> None:
    a, b = ((0, 10), (20, 30)), ((5, 25),)
    assert common(a, b) == ((5, 10), (20, 25))
    assert union(a, b) == ((0, 30),)
    assert without(a, b) == ((0, 5), (25, 30))
    assert without(ALWAYS, NEVER) == ALWAYS
    assert union(((0, 5),), ((5, 9),)) == ((0, 9),), "what touches is one"


TOWN = """
    node a 0 0
    node b 50 0 {gate}
    node c 100 0
    way a b c highway=footway {way}
"""


def hours(town: Town, tail: str, head: str) -> list[tuple[int, int]] | int:
    """Open times of an edge, or the code that stands for them."""
    s, row = town.streets, town.get(tail, head, "hours")
    if row < 0:
        return int(row)
    spans = slice(s.hours_at[row], s.hours_at[row + 1])
    return list(zip(s.hours_from[spans], s.hours_to[spans], strict=True))


def test_an_edge_without_hours_is_always_open(tmp_path: Path) -> None:
    town = Town(TOWN.format(gate="", way=""), tmp_path)
    assert hours(town, "a", "c") == -1
    assert town.streets.hours_at.tolist() == [0]


def test_hours_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    town = Town(TOWN.format(gate="", way="opening_hours=winter"), tmp_path)
    assert hours(town, "a", "c") == -2
    assert "1 way (for example way 1: opening_hours=winter)" in town.warnings[0]


def test_who_passes_a_gate_finds_both_gate_and_way_open(tmp_path: Path) -> None:
    gate = "barrier=gate opening_hours=08:00-20:00"
    town = Town(TOWN.format(gate=gate, way="opening_hours=06:00-12:00"), tmp_path)
    assert hours(town, "a", "b") == hours(town, "c", "b") == list(daily(8, 12))


def test_edges_of_the_same_hours_share_them(tmp_path: Path) -> None:
    town = Town(
        """
        node a 0 0
        node b 50 0
        node c 100 0
        node d 100 50
        way a b highway=footway opening_hours=08:00-12:00
        way b c highway=footway opening_hours=00:00-24:00
        way c d highway=footway access:conditional=no@(12:00-08:00)
        """,
        tmp_path,
    )
    assert hours(town, "a", "b") == hours(town, "c", "d") == list(daily(8, 12))
    assert hours(town, "b", "c") == -1, "open all day is always open"
    assert town.streets.hours_at.tolist() == [0, 7]
