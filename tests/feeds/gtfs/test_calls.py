"""stop_times.txt: order, blank times, times that run backwards, references."""

from __future__ import annotations

from pathlib import Path

import pytest

from maas_feeds.gtfs.blank_times import mend

from .feed_text import look_at, replaced, said, timetable, with_files

HEADER = "trip_id,arrival_time,departure_time,stop_id,stop_sequence"


def calls(text: str) -> dict[str, str | bytes]:
    """The good feed with these calls; a line is ``T1 8:00:00 A 1``, ``-`` for blank."""
    lines = [HEADER]
    for row in text.split("\n"):
        if row.strip():
            trip, time, stop, sequence = row.replace("-", "").split(" ")[-4:]
            arrival, _, departure = time.partition("/")
            lines.append(f"{trip},{arrival},{departure or arrival},{stop},{sequence}")
    return with_files(stop_times="\n".join(lines) + "\n")


BLANK = calls("""
T1 8:00:00 A 1
T1 - B 2
T1 - C 3
T1 8:19:00 D 4
""")


def test_blank_times_are_shared_out_by_distance(tmp_path: Path) -> None:
    # A, B, C, D lie 2, 4, 13 thousandths of a degree apart: a minute for each.
    feed, report = look_at(tmp_path, BLANK)
    assert timetable(feed) == "T1: A 8:00:00, B 8:02:00, C 8:06:00, D 8:19:00"
    assert feed.calls.timepoint.tolist() == [1, 0, 0, 1]
    assert report.notices[-1].code == "unusable_trip"  # T2 has no calls any more


def test_blank_times_are_shared_out_by_stop_index(tmp_path: Path) -> None:
    # 19 min in three parts: 6 min 20 s each.
    feed, _ = look_at(tmp_path, BLANK, "index")
    assert timetable(feed) == "T1: A 8:00:00, B 8:06:20, C 8:12:40, D 8:19:00"


def test_shares_are_rounded_down_to_the_second(tmp_path: Path) -> None:
    files = calls("T1 8:00:00 A 1\nT1 - B 2\nT1 - C 3\nT1 8:00:11 D 4\n")
    feed, _ = look_at(tmp_path, files, "index")
    # 11 s in three parts: 3.67 and 7.33.
    assert timetable(feed) == "T1: A 8:00:00, B 8:00:03, C 8:00:07, D 8:00:11"


def test_trips_with_blank_times_can_be_left_out(tmp_path: Path) -> None:
    files = calls("T1 8:00:00 A 1\nT1 - B 2\nT1 9:00:00 D 3\nT2 9:00:00 A 1\n"
                  "T2 9:30:00 B 2\n")  # fmt: skip
    feed, report = look_at(tmp_path, files, "exclude")
    assert timetable(feed) == "T2: A 9:00:00, B 9:30:00"
    assert "unusable_trip stop_times.txt" in said(report)


def test_blank_times_follow_the_shape(tmp_path: Path) -> None:
    # The way from A to B has a detour as long as two thousandths of a degree of latitude:
    # 4 of 21 parts, then 4, then 13; a minute each.
    files = dict(BLANK)
    files["trips.txt"] = "trip_id,route_id,service_id,shape_id\nT1,R1,WD,S\n"
    # A degree of longitude is cos(35.701°) = 0.8121 of one of latitude; a hair more, so
    # that nothing is rounded down to the second before.
    west = 139.56 - 0.001 / 0.8119
    files["shapes.txt"] = f"""
        shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence
        S,35.7020,139.5600,1
        S,35.7010,139.5600,2
        S,35.7010,{west:.7f},3
        S,35.7010,139.5600,4
        S,35.6830,139.5600,5
    """
    files["stop_times.txt"] = str(files["stop_times.txt"]).replace("8:19:00", "8:21:00")
    feed, _ = look_at(tmp_path, files)
    assert timetable(feed) == "T1: A 8:00:00, B 8:04:00, C 8:08:00, D 8:21:00"


def test_shape_dist_traveled_is_believed(tmp_path: Path) -> None:
    files = with_files(
        stop_times="""
            trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled
            T1,8:00:00,8:00:00,A,1,0
            T1,,,B,2,0.9
            T1,8:10:00,8:10:00,D,3,1
        """
    )
    feed, _ = look_at(tmp_path, files)
    assert timetable(feed) == "T1: A 8:00:00, B 8:09:00, D 8:10:00"


def test_distance_falls_back_to_stop_index_where_a_stop_has_no_place(
    tmp_path: Path,
) -> None:
    files = dict(BLANK)
    files["stops.txt"] = "stop_id,stop_name\nA,a\nB,b\nC,c\nD,d\n"
    feed, _ = look_at(tmp_path, files)
    assert timetable(feed) == "T1: A 8:00:00, B 8:06:20, C 8:12:40, D 8:19:00"


def test_unsorted_rows_are_sorted(tmp_path: Path) -> None:
    files = calls("T2 9:30:00 B 7\nT1 8:19:00 D 4\nT2 9:00:00 A 5\nT1 8:00:00 A 1\n")
    feed, report = look_at(tmp_path, files)
    assert timetable(feed) == "T1: A 8:00:00, D 8:19:00\nT2: A 9:00:00, B 9:30:00"
    assert "unsorted_rows stop_times.txt:5 stop_sequence" in said(report)
    assert "unsorted_rows stop_times.txt:4 stop_sequence" in said(report)


def test_identical_rows_are_merged_and_differing_ones_said(tmp_path: Path) -> None:
    files = calls("""
T1 8:00:00 A 1
T1 8:00:00 A 1
T1 8:10:00 B 2
T1 8:11:00 C 2
T1 8:19:00 D 4
""")
    feed, report = look_at(tmp_path, files)
    assert timetable(feed) == "T1: A 8:00:00, B 8:10:00, D 8:19:00"
    assert said(report)[:2] == [
        "duplicate_row stop_times.txt:3",
        "duplicate_key stop_times.txt:5 stop_sequence",
    ]


def test_a_missing_arrival_or_departure_is_taken_from_the_other(tmp_path: Path) -> None:
    feed, report = look_at(
        tmp_path, replaced("stop_times", "8:05:00,8:05:30", ",8:05:30")
    )
    assert "B 8:05:30," in timetable(feed)
    assert said(report) == [
        "stop_time_with_only_arrival_or_departure_time stop_times.txt:3"
    ]


def test_calls_without_a_time_at_an_end_are_left_out(tmp_path: Path) -> None:
    files = calls("T1 - A 1\nT1 8:10:00 B 2\nT1 8:15:00 C 3\nT1 - D 4\n")
    feed, report = look_at(tmp_path, files)
    assert timetable(feed) == "T1: B 8:10:00, C 8:15:00"
    assert said(report)[:2] == [
        "missing_trip_edge stop_times.txt:2 arrival_time",
        "missing_trip_edge stop_times.txt:5 arrival_time",
    ]


def test_unknown_stops_cost_the_call_and_unknown_trips_the_row(tmp_path: Path) -> None:
    files = calls("T1 8:00:00 A 1\nT1 8:05:00 X 2\nT1 8:10:00 B 3\nT9 8:15:00 C 1\n")
    feed, report = look_at(tmp_path, files)
    assert timetable(feed) == "T1: A 8:00:00, B 8:10:00"
    assert said(report)[:2] == [
        "foreign_key_violation stop_times.txt:5 trip_id",
        "foreign_key_violation stop_times.txt:3 stop_id",
    ]


def test_a_trip_with_one_call_is_left_out_and_counted(tmp_path: Path) -> None:
    files = calls("T1 8:00:00 A 1\nT2 9:00:00 A 1\nT2 9:30:00 B 2\n")
    feed, report = look_at(tmp_path, files)
    assert timetable(feed) == "T2: A 9:00:00, B 9:30:00"
    assert said(report) == ["unusable_trip trips.txt:2"]
    assert report.outcome == "repaired"


def test_negative_sequences_keep_their_order(tmp_path: Path) -> None:
    files = with_files(
        stop_times=f"{HEADER}\nT1,8:00:00,8:00:00,A,-1\nT1,8:19:00,8:19:00,D,4\n"
    )
    feed, report = look_at(tmp_path, files)
    assert timetable(feed) == "T1: A 8:00:00, D 8:19:00"
    assert "number_out_of_range stop_times.txt:2 stop_sequence" in said(report)


def test_without_stop_sequence_the_order_of_the_file_counts(tmp_path: Path) -> None:
    text = "trip_id,arrival_time,departure_time,stop_id\n" + "".join(
        f"T1,8:{m}:00,8:{m}:00,{s}\n"
        for m, s in (("00", "A"), ("10", "C"), ("19", "D"))
    )
    feed, report = look_at(tmp_path, with_files(stop_times=text))
    assert timetable(feed) == "T1: A 8:00:00, C 8:10:00, D 8:19:00"
    assert "missing_required_column stop_times.txt:1 stop_sequence" in said(report)


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("8:05:00", "8:05:00"),
        ("08:05:00", "8:05:00"),
        ("32:05:00", "32:05:00"),
        ("8:05", "8:05:00"),
        ("８:05:00", "8:05:00"),
    ],
)
def test_ways_to_write_a_time(cell: str, read: str, tmp_path: Path) -> None:
    text = f"{HEADER}\nT1,1:00:00,1:00:00,A,1\nT1,{cell},{cell},D,4\n"
    feed, _ = look_at(tmp_path, with_files(stop_times=text))
    assert timetable(feed) == f"T1: A 1:00:00, D {read}"


@pytest.mark.parametrize("cell", ["8:65:00", "8.05", "noon", "-1:00:00", "999:00:00"])
def test_a_time_that_cannot_be_read_is_as_good_as_blank(
    cell: str, tmp_path: Path
) -> None:
    feed, report = look_at(
        tmp_path, replaced("stop_times", "8:10:00,8:10:00", f"{cell},{cell}")
    )
    assert said(report)[0] == "invalid_time stop_times.txt:4 arrival_time"
    assert "C 8:08:" in timetable(feed)  # between 8:05:30 and 8:20:00


def test_midnight_passed_without_counting_on_is_mended(tmp_path: Path) -> None:
    files = calls("T1 23:50:00 A 1\nT1 0:10:00 B 2\nT1 0:20:00 C 3\n")
    feed, report = look_at(tmp_path, files)
    assert timetable(feed) == "T1: A 23:50:00, B 24:10:00, C 24:20:00"
    assert report.notices[0].message.endswith(
        "one reading of it is possible: mended so"
    )


def test_a_time_that_is_clearly_wrong_is_interpolated(tmp_path: Path) -> None:
    files = calls("T1 8:00:00 A 1\nT1 18:05:00 B 2\nT1 8:06:00 C 3\nT1 8:19:00 D 4\n")
    feed, _ = look_at(tmp_path, files)
    assert timetable(feed) == "T1: A 8:00:00, B 8:02:00, C 8:06:00, D 8:19:00"


def test_times_that_cannot_be_told_right_cost_the_trip(tmp_path: Path) -> None:
    files = calls("T1 8:00:00 A 1\nT1 8:10:00 B 2\nT1 8:05:00 C 3\nT1 8:19:00 D 4\n"
                  "T2 9:00:00 A 1\nT2 9:30:00 B 2\n")  # fmt: skip
    feed, report = look_at(tmp_path, files)
    assert timetable(feed) == "T2: A 9:00:00, B 9:30:00"
    assert said(report)[0].startswith(
        "stop_time_with_arrival_before_previous_departure"
    )


@pytest.mark.parametrize(
    ("arrival", "departure", "mended"),
    [
        # One field is wrong: it takes the other's time.
        ([0, 10, 20], [0, 99, 20], ([0, 10, 20], [0, 10, 20])),
        ([0, 10, 20], [0, 5, 20], None),  # arrival or departure of the second call?
        ([0, 99, 20, 30], [0, 99, 20, 30], ([0, -1, 20, 30], [0, -1, 20, 30])),
        ([0, 20, 10, 30], [0, 20, 10, 30], None),  # which of the two?
        ([50, 10, 5], [50, 10, 5], None),  # falls twice
        ([86000, 100, 200], [86000, 100, 200], ([86000, 86500, 86600],) * 2),
        ([0, -1, 99, 20, 30], [0, -1, 99, 20, 30], ([0, -1, -1, 20, 30],) * 2),
    ],
)
def test_mending_needs_one_possible_reading(
    arrival: list[int],
    departure: list[int],
    mended: tuple[list[int], list[int]] | None,
) -> None:
    assert mend(arrival, departure) == mended


def test_a_call_at_a_station_is_read_and_said(tmp_path: Path) -> None:
    feed, report = look_at(tmp_path, replaced("stop_times", "A,1", "ST,1"))
    assert timetable(feed).startswith("T1: ST 8:00:00")
    assert said(report)[0] == (
        "location_with_unexpected_stop_time stop_times.txt:2 stop_id"
    )
