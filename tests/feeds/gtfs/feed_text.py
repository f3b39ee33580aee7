"""Feeds as text: a small good one, and ways to change it before it is read."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from maas.transit.tables import Feed
from maas_feeds.gtfs import Report, find_feed
from maas_feeds.gtfs.calls import BlankTimes

GOOD: Mapping[str, str] = {
    "agency.txt": """
        agency_id,agency_name,agency_url,agency_timezone
        MB,Moobus,https://example.org,Asia/Tokyo
    """,
    "stops.txt": """
        stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
        ST,Mitaka,35.7027,139.5607,1,
        A,Mitaka 1,35.7020,139.5600,0,ST
        B,Shimorenjaku,35.7000,139.5600,0,
        C,Library,35.6960,139.5600,0,
        D,City Hall,35.6830,139.5600,0,
    """,
    "routes.txt": """
        route_id,agency_id,route_short_name,route_type,route_color
        R1,MB,1,3,FFAA00
    """,
    "calendar.txt": """
        service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
        WD,1,1,1,1,1,0,0,20260302,20260329
    """,
    "trips.txt": """
        trip_id,route_id,service_id,trip_headsign
        T1,R1,WD,City Hall
        T2,R1,WD,City Hall
    """,
    "stop_times.txt": """
        trip_id,arrival_time,departure_time,stop_id,stop_sequence
        T1,8:00:00,8:00:00,A,1
        T1,8:05:00,8:05:30,B,2
        T1,8:10:00,8:10:00,C,3
        T1,8:20:00,8:20:00,D,4
        T2,24:10:00,24:10:00,A,1
        T2,24:30:00,24:30:00,D,2
    """,
}
"""Two trips of one bus on weekdays of March 2026; the second after midnight."""


def with_files(**files: str | bytes | None) -> dict[str, str | bytes]:
    """The good feed with files (``stop_times=…``) put in place, or left out (None)."""
    changed: dict[str, str | bytes] = dict(GOOD)
    for name, content in files.items():
        if content is None:
            del changed[f"{name}.txt"]
        else:
            changed[f"{name}.txt"] = content
    return changed


def replaced(file: str, old: str, new: str) -> dict[str, str | bytes]:
    """The good feed with some text of one file replaced."""
    text = GOOD[f"{file}.txt"]
    assert old in text
    return with_files(**{file: text.replace(old, new)})


def as_bytes(content: str | bytes) -> bytes:
    """A file's content; text loses its indentation."""
    if isinstance(content, bytes):
        return content
    return dedent(content).lstrip("\n").encode()


def write_zip(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a feed as a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, as_bytes(content))
    return path


def write_folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a feed as a folder."""
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(as_bytes(content))
    return path


def look_at(
    tmp_path: Path,
    files: Mapping[str, str | bytes],
    blank_times: BlankTimes = "distance",
) -> tuple[Feed, Report]:
    """Read a feed that is expected not to be refused."""
    folder = write_folder(tmp_path / "feed", files)
    feed, report = find_feed(folder, "test", blank_times=blank_times)
    assert feed is not None, report.refused
    return feed, report


def said(report: Report) -> list[str]:
    """Every notice in a line: ``code file:line field``, more than one with a count."""
    return [
        f"{n.code} {n.file}"
        + (f":{n.line}" if n.line else "")
        + (f" {n.field}" if n.field else "")
        + (f" x{n.count}" if n.count > 1 else "")
        for n in report.notices
        if n.code != "stop_without_stop_time"
    ]


def clock(seconds: int) -> str:
    """Service-day seconds as H:MM:SS."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def timetable(feed: Feed) -> str:
    """Trips and their calls, one line a trip: ``T1: A 8:00:00, B 8:05:00-8:05:30``."""
    lines = []
    for trip, trip_id in enumerate(feed.trips.trip_id):
        calls = []
        for i in range(feed.trips.call_at[trip], feed.trips.call_at[trip + 1]):
            arrival = clock(int(feed.calls.arrival[i]))
            departure = clock(int(feed.calls.departure[i]))
            times = arrival if arrival == departure else f"{arrival}-{departure}"
            calls.append(f"{feed.stops.stop_id[int(feed.calls.stop[i])]} {times}")
        lines.append(f"{trip_id}: {', '.join(calls)}")
    return "\n".join(lines)
