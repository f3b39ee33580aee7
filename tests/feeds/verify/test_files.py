"""Raw files in the forms in which feeds are found in the wild."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.errors import FeedError
from maas_feeds.verify.blanks import Along, along_shape, along_straight_lines
from maas_feeds.verify.calls import read_calls
from maas_feeds.verify.files import Files, Grouped

STOPS = "stop_id,stop_name\n1,三鷹駅\n2,吉祥寺\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_reads_what_publishers_write(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "stops.txt").write_bytes(STOPS.encode(encoding))
    assert [row["stop_name"] for row in Files(tmp_path).rows("stops.txt")][:1] == [
        "三鷹駅"
    ]


def test_reads_a_zip_with_a_sub_folder_and_upper_case_names(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("feed/STOPS.TXT", STOPS)
        file.writestr("feed/old/stops.txt", "stop_id\n9\n")
    assert [row["stop_id"] for row in Files(path).rows("stops.txt")] == ["1", "2"]


def test_a_missing_file_has_no_rows(tmp_path: Path) -> None:
    files = Files(tmp_path)
    assert list(files.rows("transfers.txt")) == []
    assert list(Grouped(files, "stop_times.txt", "trip_id").rows("t")) == []


def test_says_that_a_feed_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="neither a folder nor a readable zip"):
        Files(tmp_path / "nowhere.zip")


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"])),
            st.sampled_from("abc"),
            st.text('x",\n é', max_size=6),
        )
    )
)
def test_grouping_keeps_every_row_of_a_key_in_order(
    rows: list[tuple[str, str, str]],
) -> None:
    with TemporaryDirectory() as folder:
        with Path(folder, "any.txt").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("x", "key", "y"), *rows])
        grouped = Grouped(Files(Path(folder)), "any.txt", "key")
    for key in "abc":
        assert [(row["x"], row["y"]) for row in grouped.rows(key)] == [
            (x.strip(), y.strip()) for x, k, y in rows if k == key
        ]


def timed(*times: str) -> list[dict[str, str]]:
    return [
        {"stop_id": str(i), "stop_sequence": str(i), "arrival_time": t}
        for i, t in enumerate(times)
    ]


def at(*metres: float) -> list[Along]:
    return [Along(m, m, m) for m in metres]


def test_blank_times_are_shared_out_by_distance_and_rounded_down() -> None:
    # 100 of 300 m in 10 min is 200 s; the third call is given, the fourth halfway.
    rows = timed("8:00:00", "", "8:10:00", "", "8:10:05")
    calls = read_calls(rows, lambda _: True, lambda _: at(0, 100, 300, 400, 500))
    assert [call.arrival - 8 * 3600 for call in calls] == [0, 200, 600, 602, 605]
    assert [(call.early, call.late) for call in calls] == [
        (0, 0),
        (2, 2),
        (0, 0),
        (2, 2),
        (0, 0),
    ]


def test_a_stop_on_both_ways_of_a_street_may_be_early_or_late() -> None:
    # At 100 m or, on the way back, at 500 of 600 m: 100 s or 500 s of 600.
    rows = timed("8:00:00", "", "8:10:00")
    way = [Along(0, 0, 0), Along(100, 100, 500), Along(600, 600, 600)]
    call = read_calls(rows, lambda _: True, lambda _: way)[1]
    assert (call.arrival - 8 * 3600, call.early, call.late) == (100, 2, 402)


def test_a_stop_without_a_place_may_be_at_any_time_between() -> None:
    call = read_calls(timed("8:00:00", "", "8:10:00"), lambda _: True, lambda _: None)
    assert (call[1].early, call[1].late) == (302, 302)


def test_a_trip_without_time_at_an_end_cannot_be_run() -> None:
    assert read_calls(timed("8:00:00", ""), lambda _: True, lambda _: None) == ()


def test_stops_are_found_along_a_shape_that_comes_back() -> None:
    # Out 0.01 degree north and back: 1,112 m each way. The second stop lies on both
    # ways; the fourth, called at after the far end, must be on the way back.
    out_and_back = [(0.0, 0.0), (0.01, 0.0), (0.0, 0.0)]
    stops = [(0.0, 0.0), (0.005, 0.0), (0.01, 0.0), (0.005, 0.0), (0.0, 0.0)]
    way = along_shape(stops, out_and_back)
    assert way is not None
    assert [round(there.likely) for there in way] == [0, 556, 1112, 1668, 2224]
    straight = along_straight_lines(stops)
    assert [round(there.likely) for there in straight] == [0, 556, 1112, 1668, 2224]


def test_a_stop_may_lie_a_little_before_or_after_where_it_is_nearest() -> None:
    # 10 m beside a straight shape of 1,112 m: as near to 50 m is 59 m along.
    way = along_shape(
        [(0.0, 0.0), (0.005, 10 / 111195), (0.01, 0.0)], [(0.0, 0.0), (0.01, 0.0)]
    )
    assert way is not None
    assert way[1].earliest == pytest.approx(556 - 59, abs=25)
    assert way[1].latest == pytest.approx(556 + 59, abs=25)


def test_stops_out_of_order_may_be_anywhere_between_their_neighbours() -> None:
    # The two in the middle are swapped: 334 and 778 of 1,112 m.
    shape = [(0.0, 0.0), (0.01, 0.0)]
    way = along_shape([(0.0, 0.0), (0.007, 0.0), (0.003, 0.0), (0.01, 0.0)], shape)
    assert way is not None
    for there in way[1:3]:
        assert there.earliest <= 334
        assert there.latest >= 778
