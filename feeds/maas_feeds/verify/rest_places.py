"""Where one may sit: benches, shelters, toilets and stops with a seat, from raw OSM."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import ceil, floor
from typing import Final

from .blanks import Position
from .raw_streets import RawStreets
from .street_lines import degree_metres, lines_of, metres_between
from .street_tags import is_rest_place

REACH_METRES: Final = 27.0
"""A seat is beside a way within 10 m, at a stop within 20 m, and the middle of what is
drawn with its outline within 25 m; 2 m are for rounding."""
_APART_METRES: Final = 5.0


class RestPlaces:
    """Every place to rest, found by position."""

    def __init__(self, streets: RawStreets) -> None:
        self._cells: dict[tuple[int, int], list[Position]] = defaultdict(list)
        for node, tags in streets.points.items():
            if is_rest_place(tags) and node in streets.places:
                self._add(streets.places[node])
        for way in streets.ways.values():
            if is_rest_place(way.tags):
                for line in lines_of(streets, way.refs):
                    for a, b in pairwise(line.places):
                        self._add_between(a, b)

    def _add(self, place: Position) -> None:
        self._cells[_cell(place)].append(place)

    def _add_between(self, a: Position, b: Position) -> None:
        pieces = ceil(metres_between(a, b) / _APART_METRES) or 1
        for i in range(pieces + 1):
            t = i / pieces
            self._add((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))

    def near(self, place: Position) -> bool:
        """Whether there is one within reach."""
        row, column = _cell(place)
        return any(
            metres_between(place, seat) <= REACH_METRES
            for i in (row - 1, row, row + 1)
            for j in _columns(place, column)
            for seat in self._cells.get((i, j), ())
        )


_CELL_DEGREES: Final = 1 / 2000  # 55 m of latitude


def _cell(place: Position) -> tuple[int, int]:
    return floor(place[0] / _CELL_DEGREES), floor(place[1] / _CELL_DEGREES)


def _columns(place: Position, column: int) -> range:
    """Cells grow narrow towards the poles."""
    east = max(degree_metres(place[0])[1] * _CELL_DEGREES, 1.0)
    beside = ceil(REACH_METRES / east)
    return range(column - beside, column + beside + 1)
