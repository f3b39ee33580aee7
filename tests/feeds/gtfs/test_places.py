"""stops.txt, levels.txt, pathways.txt: places, parents, repairs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maas.transit.tables import Feed

from .feed_text import look_at, said, with_files

HEADER = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station"
OTHERS = "C,c,35.6960,139.5600,0,\nD,d,35.6830,139.5600,0,\n"


def stops(rows: str) -> dict[str, str | bytes]:
    """The good feed with other stops; C and D stay."""
    return with_files(stops=f"{HEADER}\n{rows}\n{OTHERS}")


def place(feed: Feed, stop_id: str) -> tuple[float, float]:
    """Where a stop is."""
    row = list(feed.stops.stop_id).index(stop_id)
    return round(float(feed.stops.lat[row]), 4), round(float(feed.stops.lon[row]), 4)


def test_a_station_without_coordinates_gets_its_platforms_mean(tmp_path: Path) -> None:
    files = stops("ST,s,,,1,\nA,a,35.70,139.56,0,ST\nB,b,35.72,139.58,0,ST")
    feed, report = look_at(tmp_path, files)
    assert place(feed, "ST") == (35.71, 139.57)
    assert said(report) == ["stop_without_location stops.txt:2"]
    assert report.outcome == "repaired"


def test_a_platform_without_coordinates_gets_its_stations(tmp_path: Path) -> None:
    files = stops("ST,s,35.7,139.56,1,\nA,a,,,0,ST\nB,b,35.72,139.58,0,")
    feed, report = look_at(tmp_path, files)
    assert place(feed, "A") == (35.7, 139.56)
    assert said(report) == ["stop_without_location stops.txt:3"]


@pytest.mark.parametrize(
    ("lat", "lon", "notice"),
    [
        ("0", "0", "point_near_origin stops.txt:2 stop_lat"),
        ("95", "139.56", "number_out_of_range stops.txt:2 stop_lat"),
        ("35.7", "inf", "invalid_float stops.txt:2 stop_lon"),
        ("nan", "139.56", "invalid_float stops.txt:2 stop_lat"),
        ("north", "139.56", "invalid_float stops.txt:2 stop_lat"),
    ],
)
def test_impossible_coordinates_count_as_not_given(
    lat: str, lon: str, notice: str, tmp_path: Path
) -> None:
    feed, report = look_at(tmp_path, stops(f"A,a,{lat},{lon},0,\nB,b,35.72,139.58,0,"))
    assert said(report) == [notice, "stop_without_location stops.txt:2"]
    assert np.isnan(place(feed, "A")).all()


def test_parents_that_cannot_be_are_passed_over(tmp_path: Path) -> None:
    files = stops(
        "ST,s,35.7,139.56,1,ST2\n"  # a station has no parent
        "ST2,s,35.7,139.56,1,\n"
        "A,a,35.7,139.56,0,B\n"  # a stop is no parent of a stop
        "B,b,35.7,139.56,0,GONE\n"
        "E,e,35.7,139.56,2,"  # an entrance needs one
    )
    feed, report = look_at(tmp_path, files)
    assert (feed.stops.parent == -1).all()
    assert said(report) == [
        "foreign_key_violation stops.txt:5 parent_station",
        "station_with_parent_station stops.txt:2 parent_station",
        "wrong_parent_location_type stops.txt:4 parent_station",
        "location_without_parent_station stops.txt:6 parent_station",
    ]


def test_a_stop_given_twice(tmp_path: Path) -> None:
    row = "A,a,35.7,139.56,0,"
    files = stops(f"{row}\n{row}\nA,other,35.7,139.56,0,\nB,b,35.7,139.56,0,")
    feed, report = look_at(tmp_path, files)
    assert list(feed.stops.stop_id) == ["A", "B", "C", "D"]
    assert said(report) == ["duplicate_row stops.txt:3", "duplicate_key stops.txt:4"]


def test_pathways_to_nowhere_are_left_out(tmp_path: Path) -> None:
    files = with_files(
        pathways="""
            pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional
            P1,A,B,1,1
            P2,A,GONE,1,1
            P3,A,C,9,1
        """
    )
    feed, report = look_at(tmp_path, files)
    assert list(feed.pathways.pathway_id) == ["P1"]
    assert said(report) == [
        "foreign_key_violation pathways.txt:3 to_stop_id",
        "unexpected_enum_value pathways.txt:4 pathway_mode",
    ]


def test_what_is_not_given_stays_unknown(tmp_path: Path) -> None:
    feed, _ = look_at(tmp_path, stops("A,a,35.7,139.56,0,\nB,b,35.7,139.56,,"))
    assert feed.stops.wheelchair.tolist() == [0, 0, 0, 0]
    assert feed.trips.wheelchair.tolist() == [0, 0]
    assert feed.trips.direction.tolist() == [-1, -1]
