"""Zips and folders: where a feed may lie, and what is refused as an attack."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from maas.errors import FeedError
from maas_feeds.gtfs import limits, read_feed

from .feed_text import GOOD, as_bytes, look_at, said, timetable, write_zip

T1 = "T1: A 8:00:00, B 8:05:00-8:05:30, C 8:10:00, D 8:20:00"


def refusal(path: Path) -> str:
    """Why a feed is refused."""
    with pytest.raises(FeedError) as raised:
        read_feed(path, "test")
    return str(raised.value)


def test_the_good_feed_is_loaded_without_a_word(tmp_path: Path) -> None:
    feed, report = look_at(tmp_path, GOOD)
    assert (report.outcome, said(report)) == ("loaded", [])
    assert timetable(feed).splitlines() == [T1, "T2: A 24:10:00, D 24:30:00"]
    assert report.why().startswith("1 agencies, 5 stops, 1 routes, 1 services, 2 trips")


def test_a_feed_in_one_sub_folder_is_read(tmp_path: Path) -> None:
    files = {f"feed 2026/{name}": text for name, text in GOOD.items()}
    files["__MACOSX/feed 2026/._stops.txt"] = "junk"
    feed, report = read_feed(write_zip(tmp_path / "f.zip", files), "test")
    assert said(report) == ["invalid_input_files_in_subfolder "]
    assert (report.outcome, timetable(feed).splitlines()[0]) == ("repaired", T1)


def test_backslashes_of_windows_archives_are_folders(tmp_path: Path) -> None:
    files = {f"feed\\{name}": text for name, text in GOOD.items()}
    feed, _ = read_feed(write_zip(tmp_path / "f.zip", files), "test")
    assert timetable(feed).splitlines()[0] == T1


def test_two_feeds_in_two_sub_folders_are_refused(tmp_path: Path) -> None:
    files = {f"{d}/{name}": text for d in "ab" for name, text in GOOD.items()}
    assert "several feeds (a, b)" in refusal(write_zip(tmp_path / "f.zip", files))


def test_upper_case_names_are_read(tmp_path: Path) -> None:
    files = {name.upper(): text for name, text in GOOD.items()}
    feed, report = look_at(tmp_path, files)
    assert {n.code for n in report.notices if n.repaired} == {"mixed_case_name"}
    assert timetable(feed).splitlines()[0] == T1


def test_unknown_files_are_passed_over(tmp_path: Path) -> None:
    _, report = look_at(tmp_path, {**GOOD, "notes.txt": "anything"})
    assert (said(report), report.outcome) == (["unknown_file notes.txt"], "loaded")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("stops", "stops.txt is missing"),
        ("routes", "routes.txt is missing"),
        ("trips", "trips.txt is missing"),
        ("stop_times", "stop_times.txt is missing"),
        ("calendar", "calendar.txt and calendar_dates.txt are both missing"),
    ],
)
def test_a_feed_without_what_makes_trips_is_refused(
    name: str, word: str, tmp_path: Path
) -> None:
    files = {file: text for file, text in GOOD.items() if file != f"{name}.txt"}
    assert word in refusal(write_zip(tmp_path / "f.zip", files))


def test_without_agency_the_time_zone_is_not_known(tmp_path: Path) -> None:
    files = {name: text for name, text in GOOD.items() if name != "agency.txt"}
    feed, report = look_at(tmp_path, files)
    assert "missing_required_file agency.txt" in said(report)
    assert list(feed.agencies.agency_id) == ["MB"]
    assert list(feed.agencies.timezone) == [""]


def test_paths_that_lead_out_are_refused(tmp_path: Path) -> None:
    for name in ("../stops.txt", "/etc/passwd", "a/../../b.txt", "C:\\stops.txt"):
        path = write_zip(tmp_path / "f.zip", {**GOOD, name: "x"})
        assert "leads out of the archive" in refusal(path)


def test_links_in_an_archive_are_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "f.zip", GOOD)
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "holds a link" in refusal(path)


def test_a_bomb_is_told_by_its_unpacked_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1 << 25)
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("shapes.txt", "w", force_zip64=True) as member,
    ):
        piece = bytes(1 << 24)
        for _ in range(limits.MAX_FILE_BYTES // len(piece) + 1):
            member.write(piece)
    assert path.stat().st_size < 1_000_000
    assert "refused as a zip bomb" in refusal(path)


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "f.zip", {**GOOD, "shapes.txt": "x" * 400_000})
    data = path.read_bytes()
    lie = data.replace((400_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert lie != data
    path.write_bytes(lie)
    feed, report = read_feed(path, "test")
    assert "i_o_error shapes.txt" in said(report)
    assert timetable(feed).splitlines()[0] == T1


def test_absurdly_many_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 1000)
    files = {**GOOD, "routes.txt": "route_id\n" + "R\n" * 2000}
    path = write_zip(tmp_path / "f.zip", files)
    assert "routes.txt has more than 1,000 rows" in refusal(path)


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f.zip").write_text("hello")
    assert "neither a zip nor a folder" in refusal(tmp_path / "f.zip")
    assert "no such file or folder" in refusal(tmp_path / "none.zip")
    assert "holds no GTFS file" in refusal(write_zip(tmp_path / "e.zip", {"a.txt": ""}))


def test_a_member_with_a_wrong_checksum_is_left_out(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as out:
        for name, text in {**GOOD, "feed_info.txt": "feed_lang\nja\n"}.items():
            out.writestr(name, as_bytes(text))
    path = tmp_path / "f.zip"
    path.write_bytes(archive.getvalue().replace(b"feed_lang\nja", b"feed_lang\nxx"))
    feed, report = read_feed(path, "test")
    assert said(report) == ["i_o_error feed_info.txt"]
    assert "feed_info.txt" not in feed.kept or not feed.kept["feed_info.txt"]


def test_a_refusal_is_in_the_report_of_a_check(tmp_path: Path) -> None:
    from maas_feeds.check import check_feed

    files = {name: text for name, text in GOOD.items() if name != "trips.txt"}
    report = check_feed(write_zip(tmp_path / "f.zip", files))
    assert report.outcome == "refused"
    assert report.rows() == [("error", "trips.txt", "", "", "1", "the file is missing")]
    assert report.as_dict()["why"].startswith("trips.txt is missing")
