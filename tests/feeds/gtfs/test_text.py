"""Encodings, line ends, quotation marks and cells of the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from maas_feeds.gtfs.notices import Faults, Report
from maas_feeds.gtfs.table import Table, read_table

from .feed_text import GOOD, as_bytes, look_at, replaced, said, timetable, with_files

LEVELS = "level_id,level_index,level_name\n"


def table_of(data: bytes) -> tuple[Table, list[str]]:
    """Read bytes as levels.txt."""
    faults = Faults()
    table = read_table(data, "levels.txt", faults)
    notices = said(Report("", tuple(faults.notices())))
    return table, [text.replace(" levels.txt", "") for text in notices]


def rows(table: Table) -> list[str]:
    """Rows with their lines."""
    fields = ("level_id", "level_index", "level_name")
    cells = zip(table.lines, *map(table.texts, fields), strict=True)
    return ["|".join(map(str, row)) for row in cells]


@pytest.mark.parametrize(
    ("encoding", "notices"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", ["not_utf_8"]),
        ("utf-16-be", ["not_utf_8"]),
        ("utf-32", ["not_utf_8"]),
        ("cp932", ["not_utf_8"]),
        ("euc-jp", ["not_utf_8"]),
    ],
)
def test_encodings_of_japanese_feeds(encoding: str, notices: list[str]) -> None:
    text = LEVELS + "L1,1,三鷹駅２階 コンコース\nL2,2,改札ﾎｰﾑ\n"
    table, found = table_of(text.encode(encoding))
    assert rows(table) == ["2|L1|1|三鷹駅２階 コンコース", "3|L2|2|改札ﾎｰﾑ"]
    assert found == notices


def test_western_text_is_not_taken_for_japanese() -> None:
    table, found = table_of((LEVELS + "L1,1,Métro à l'étage\n").encode("cp1252"))
    assert (rows(table), found) == (["2|L1|1|Métro à l'étage"], ["not_utf_8"])


def test_a_damaged_letter_does_not_change_the_encoding() -> None:
    data = (LEVELS + "L1,1,三鷹駅\nL2,2,吉祥寺駅\n").encode()
    table, found = table_of(data.replace("寺".encode(), b"\xe5\xaf"))
    assert rows(table) == ["2|L1|1|三鷹駅", "3|L2|2|吉祥\ufffd駅"]
    assert found == ["invalid_character:3"]


def test_null_bytes_are_taken_out() -> None:
    table, found = table_of((LEVELS + "L1,1,Gr\0ound\n").encode())
    assert (rows(table), found) == (["2|L1|1|Ground"], ["null_byte:2"])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    text = (LEVELS + "L1,1,a\nL2,2,b").replace("\n", end)
    table, found = table_of(text.encode())
    assert rows(table) == ["2|L1|1|a", "3|L2|2|b"]
    assert found == (["line_ending"] if end == "\r" else [])


def test_a_lone_carriage_return_ends_a_line_only_after_a_whole_row() -> None:
    text = LEVELS + "L1,1,a\rL2,2,b\r\nL3,3,c\rd\n"
    table, found = table_of(text.encode())
    assert rows(table) == ["2|L1|1|a", "3|L2|2|b", "4|L3|3|c d"]
    assert found == ["line_ending:2"]


def test_quotation_marks() -> None:
    text = LEVELS + '"L1",1,"a, ""b"""\nL2,2,5" pipe and 6" pipe\n'
    table, found = table_of(text.encode())
    assert (rows(table), found) == (
        ['2|L1|1|a, "b"', '3|L2|2|5" pipe and 6" pipe'],
        [],
    )


def test_a_cell_over_two_lines_is_one_cell_and_lines_stay_right() -> None:
    table, found = table_of((LEVELS + 'L1,1,"a\nb"\nL2,2,c\n').encode())
    assert rows(table) == ["2|L1|1|a b", "4|L2|2|c"]
    assert found == ["new_line_in_value:2"]


def test_an_open_quotation_mark_costs_its_own_line_only() -> None:
    text = LEVELS + 'L1,1,"a\nL2,2,b\nL3,3,"c"\nL4,4,d\n'
    table, found = table_of(text.encode())
    assert rows(table) == ["2|L1|1|a", "3|L2|2|b", "4|L3|3|c", "5|L4|4|d"]
    assert found[0] == "unclosed_quote:2"


def test_quotation_marks_that_pair_wrongly_cost_their_own_line_only() -> None:
    text = LEVELS + 'L1,1,a"b\nL2,2,"c"d"e"\n"L3,3,x","y\nL4,4,d\n'
    table, found = table_of(text.encode())
    assert [row.split("|")[1] for row in rows(table)][-1] == "L4"
    assert len(table) == 4
    assert found[:2] == ["unclosed_quote:2", "unclosed_quote:4"]


def test_short_and_long_rows() -> None:
    text = LEVELS + "L1,1\nL2,2,b,extra\nL3,3,c,,\n\nL4,4,d\n"
    table, found = table_of(text.encode())
    assert rows(table) == ["2|L1|1|", "3|L2|2|b", "4|L3|3|c", "6|L4|4|d"]
    assert sorted(found) == [
        "empty_row:5",
        "invalid_row_length:2",
        "invalid_row_length:3",
        "trailing_separator:4",
    ]


def test_headers_with_spaces_capitals_marks_and_repetitions() -> None:
    text = ' Level_ID ,"level_index",level_name,level_name,,colour\nL1,1,a,b,,red\n'
    table, found = table_of(text.encode())
    assert rows(table) == ["2|L1|1|a"]
    assert sorted(found) == [
        "duplicated_column:1 level_name",
        "empty_column_name:1",
        "leading_or_trailing_whitespaces:1",
        "mixed_case_name:1",
        "unknown_column:1 colour",
    ]


@pytest.mark.parametrize("cells", ["0012", "1E5", "1.50", "True", "nan", "NA", "null"])
def test_ids_are_text_whatever_they_look_like(cells: str) -> None:
    table, found = table_of(f"{LEVELS}{cells},1,{cells}\n".encode())
    assert (rows(table), found) == ([f"2|{cells}|1|{cells}"], [])


def test_empty_lines_before_the_header() -> None:
    table, _ = table_of(("\n \n" + LEVELS + "L1,1,a\n").encode())
    assert rows(table) == ["4|L1|1|a"]


def test_semicolons_and_tabs() -> None:
    for mark in ";\t|":
        text = (LEVELS + "L1,1,a\n").replace(",", mark)
        table, found = table_of(text.encode())
        assert (rows(table), found) == (["2|L1|1|a"], ["separator_not_comma"])


def test_empty_files() -> None:
    for data in (b"", b"\n\n", b"\xef\xbb\xbf", b"\0\0"):
        table, found = table_of(data)
        assert len(table) == 0
        assert "empty_file" in found


def test_a_row_of_a_megabyte_is_left_out() -> None:
    text = LEVELS + "L1,1," + "x" * 2_000_000 + "\nL2,2,b\n"
    table, found = table_of(text.encode())
    assert (rows(table), found) == (["3|L2|2|b"], ["row_too_long:2"])


def test_spaces_around_cells_are_taken_off(tmp_path: Path) -> None:
    feed, report = look_at(
        tmp_path, replaced("stop_times", "T1,8:00:00", " T1 , 8:00:00")
    )
    assert timetable(feed).startswith("T1: A 8:00:00")
    assert report.outcome == "loaded"
    assert "leading_or_trailing_whitespaces stop_times.txt trip_id" in said(report)


def test_every_file_in_another_encoding(tmp_path: Path) -> None:
    files = {
        name: as_bytes(text).decode().encode("utf-16") for name, text in GOOD.items()
    }
    feed, report = look_at(tmp_path, files)
    assert feed.stops.name[0] == "Mitaka"
    assert {n.code for n in report.notices if n.repaired} == {"not_utf_8"}


def test_a_file_with_a_header_only_is_an_empty_table(tmp_path: Path) -> None:
    header = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n"
    feed, report = look_at(tmp_path, with_files(transfers=header))
    assert (len(feed.transfers.kind), report.outcome) == (0, "loaded")
