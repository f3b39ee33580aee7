"""Which row of transfers.txt counts for a change."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from maas.transit.timetable import Timetable

from .cities import built

TIMETABLE = """
    red    A     P
     1     8:00  8:10
     2     9:00  9:10

    green  A     P
     1     8:00  8:10

    blue   Q     B
     1     8:30  8:40
     2     9:30  9:40

    grey   Q     B
     1     8:30  8:40
"""
# Of all rows that match, an earlier one of this list counts.
BY_RANK = [
    "P Q 2 11m from=red/1 to=blue/1",
    "P Q 2 10m from=red/1 to=blue",
    "P Q 2 9m from=red/1",
    "P Q 2 8m from=red to=blue",
    "P Q 2 7m from=red",
    "P Q 2 6m",
]
OTHER_SIDE = {
    "P Q 2 10m from=red/1 to=blue": "P Q 2 10m from=red to=blue/1",
    "P Q 2 9m from=red/1": "P Q 2 9m to=blue/1",
    "P Q 2 7m from=red": "P Q 2 7m to=blue",
}


def change(
    folder: Path, rules: list[str], a: str, b: str, stations: str = ""
) -> int | None:
    """Minutes of the rule for a change from trip a at P to trip b at Q, if any."""
    found, trip_ids = built(
        folder, TIMETABLE, transfers="\n".join(rules), stations=stations
    )
    alight = port(found, trip_ids, a, last=True)
    board = port(found, trip_ids, b, last=False)
    said = {
        (x, y): seconds // 60
        for x, y, seconds in zip(
            found.rule_alight.tolist(),
            found.rule_board.tolist(),
            found.rule_seconds.tolist(),
            strict=True,
        )
    }
    assert len(said) == len(found.rule_alight), "at most one rule for a pair of ports"
    return said.get((alight, board))


def port(found: Timetable, trip_ids: list[str], trip: str, last: bool) -> int:
    row = trip_ids.index(trip)
    (pattern,) = (
        p for p, (a, b) in enumerate(pairwise(found.row_at.tolist())) if a <= row < b
    )
    first, end = found.pattern_at[pattern : pattern + 2].tolist()
    if last:
        return int(found.position_alight_port[end - 1])
    return int(found.position_board_port[first])


@pytest.mark.parametrize("first", range(len(BY_RANK)))
@pytest.mark.parametrize("backwards", [False, True])
def test_the_more_specific_row_counts_wherever_it_stands(
    tmp_path: Path, first: int, backwards: bool
) -> None:
    rules = BY_RANK[first:][:: -1 if backwards else 1]
    assert change(tmp_path, rules, "red 1", "blue 1") == 11 - first


@pytest.mark.parametrize("first", range(len(BY_RANK)))
def test_so_it_does_where_the_other_side_is_named(tmp_path: Path, first: int) -> None:
    rules = [OTHER_SIDE.get(rule, rule) for rule in BY_RANK[first:]]
    assert change(tmp_path, rules[::-1], "red 1", "blue 1") == 11 - first


@pytest.mark.parametrize(
    ("a", "b", "minutes"),
    [
        ("red 1", "blue 1", 11),
        ("red 1", "blue 2", 10),
        ("red 1", "grey 1", 9),
        ("red 2", "blue 1", 8),
        ("red 2", "blue 2", 8),
        ("red 2", "grey 1", 7),
        ("green 1", "blue 1", 6),
        ("green 1", "grey 1", 6),
    ],
)
def test_a_row_is_for_whom_it_names(
    tmp_path: Path, a: str, b: str, minutes: int
) -> None:
    assert change(tmp_path, BY_RANK, a, b) == minutes


def test_no_row_no_rule(tmp_path: Path) -> None:
    assert change(tmp_path, ["Q P 2 5m", "P P 2 5m"], "red 1", "blue 1") is None
    assert change(tmp_path / "2", ["* * 2 5m"], "red 1", "blue 1") is None


def test_a_stations_row_is_for_its_platforms(tmp_path: Path) -> None:
    stations = "S: P, T: Q"
    assert change(tmp_path, ["S T 2 5m"], "red 1", "blue 1", stations) == 5


@pytest.mark.parametrize("general", ["S T", "S Q", "P T"])
def test_at_one_rank_stops_come_before_stations_then_the_earlier_line(
    tmp_path: Path, general: str
) -> None:
    stations = "S: P, T: Q"
    rules = [f"{general} 2 5m", "P Q 2 6m", "P Q 2 7m"]
    assert change(tmp_path / "1", rules, "red 1", "blue 1", stations) == 6
    # But a station's row that names a trip is more specific than a stop's without.
    rules = [f"{general} 2 5m to=blue/1", "P Q 2 6m"]
    assert change(tmp_path / "2", rules, "red 1", "blue 1", stations) == 5


def test_only_stops_with_rules_are_in_groups(tmp_path: Path) -> None:
    found, _ = built(tmp_path, TIMETABLE, transfers="P Q 2 6m")
    # Stops in order of their ids: A, B, P, Q.
    assert found.stop_group.tolist() == [-1, -1, 0, 0]


def test_without_selectors_no_stop_needs_ports_of_its_own(tmp_path: Path) -> None:
    plain, _ = built(tmp_path / "1", TIMETABLE, transfers="P Q 2 6m")
    assert plain.port_stop.tolist() == [0, 1, 2, 3]
    told, _ = built(tmp_path / "2", TIMETABLE, transfers="P Q 2 6m from=red")
    assert told.port_stop.tolist() == [0, 1, 2, 3, 2]
