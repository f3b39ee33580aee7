"""The replay of known Pareto sets: what it reads, prints, and when it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.exact_journeys import main

FEED = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n"
    "a,a,https://example.org,Asia/Tokyo\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
    "A,A,35.70,139.55\nB,B,35.71,139.56\nC,C,35.72,139.57\nD,D,35.73,139.58\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_type\nr,a,r,3\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,"
    "sunday,start_date,end_date\nall,1,1,1,1,1,1,1,20260101,20261231\n",
    "trips.txt": "route_id,service_id,trip_id\nr,all,slow\nr,all,first\nr,all,second\n",
    # The slow trip leaves B and C blank: by stop index 08:10 and 08:20.
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "slow,08:00:00,08:00:00,A,1\nslow,,,B,2\nslow,,,C,3\nslow,08:30:00,08:30:00,D,4\n"
    "first,08:00:00,08:00:00,A,1\nfirst,08:05:00,08:05:00,B,2\n"
    "second,08:05:00,08:05:00,B,1\nsecond,08:15:00,08:15:00,D,2\n",
}
ALWAYS = "transit only; frequency trips excluded; max 5 trips; "
BY_INDEX = ALWAYS + "blank times interpolated linearly by stop index, floor to second"
EXCLUDED = ALWAYS + "trips with blank times excluded"

EIGHT = 8 * 3600
MINUTE = 60


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    folder = tmp_path / "feed"
    folder.mkdir()
    for name, text in FEED.items():
        (folder / name).write_text(text)
    return folder


def cases(tmp_path: Path, semantics: str, *queries: tuple[str, str, object]) -> Path:
    path = tmp_path / "cases.json"
    asked = [
        {"frm": frm, "to": to, "depart": EIGHT, "pareto": pareto}
        for frm, to, pareto in queries
    ]
    given = {"date": "20260310", "semantics": semantics, "queries": asked}
    path.write_text(json.dumps(given))
    return path


def replay(cases_file: Path, feed: Path, *more: str) -> int:
    return main(["--cases", str(cases_file), "--feed", str(feed), *more])


def test_all_exact_ends_with_the_count_and_success(
    feed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = [[1, EIGHT + 30 * MINUTE], [2, EIGHT + 15 * MINUTE]]
    c = [[1, EIGHT + 20 * MINUTE]]
    file = cases(tmp_path, BY_INDEX, ("A", "D", both), ("A", "C", c), ("D", "A", []))
    assert replay(file, feed) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "3 of 3 exact"


def test_the_files_own_words_leave_out_trips_with_blank_times(
    feed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    only_by_change = [[2, EIGHT + 15 * MINUTE]]
    file = cases(tmp_path, EXCLUDED, ("A", "D", only_by_change), ("A", "C", []))
    assert replay(file, feed) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 of 2 exact"


def test_a_mismatch_is_listed_above_and_fails(
    feed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = cases(tmp_path, EXCLUDED, ("A", "D", [[1, EIGHT]]), ("A", "C", []))
    assert replay(file, feed) == 1
    *above, last = capsys.readouterr().out.splitlines()
    assert last == "1 of 2 exact"
    assert above == [
        "A to D, departing 28800: expected [[1, 28800]], found [[2, 29700]]"
    ]


def test_json_is_all_there_is_on_stdout(
    feed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = cases(tmp_path, EXCLUDED, ("A", "D", [[1, EIGHT]]))
    assert replay(file, feed, "--json") == 1
    result = json.loads(capsys.readouterr().out)
    assert (result["exact"], result["cases"]) == (0, 1)
    assert result["mismatches"][0]["found"] == [[2, 29700]]


def test_a_stop_the_feed_does_not_have_is_no_journey(
    feed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = cases(tmp_path, EXCLUDED, ("A", "nowhere", [[1, EIGHT]]))
    assert replay(file, feed) == 1
    assert "the feed has no stop nowhere" in capsys.readouterr().out


def test_rules_that_are_not_known_are_refused_in_a_sentence(
    feed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = cases(tmp_path, ALWAYS + "blank times guessed", ("A", "D", []))
    assert replay(file, feed) == 2
    assert "semantics says neither" in capsys.readouterr().err


EXACT = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"


@pytest.mark.parametrize(
    ("cases_file", "feed_file"),
    [
        ("caltrain", "gtfs/caltrain.zip"),
        ("poa_trensurb", "porto_alegre/poa_trensurb.zip"),
    ],
)
def test_known_journeys_of_real_feeds_are_found_exactly(
    cases_file: str, feed_file: str
) -> None:
    file = EXACT / "journeys" / "exact" / f"{cases_file}.json"
    if not file.exists():
        pytest.skip("the shared data folder is not beside the project")
    assert replay(file, EXACT / feed_file) == 0
