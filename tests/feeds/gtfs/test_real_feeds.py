"""Real feeds, good, Japanese and faulty, and gtfs-kit as a second reader."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import gtfs_kit
import numpy as np
import pandas as pd
import pytest

from maas_feeds.gtfs import find_feed, read_feed

REPO = Path(__file__).resolve().parents[3]
DATA = REPO / ".." / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared feeds are not on this machine"
)

GOOD = ("gtfs/cairns.zip", "gtfs/caltrain.zip", "zheleznogorsk/zhelez")
JAPANESE = sorted(path.name for path in (DATA / "gtfs_jp").glob("*.zip"))
FAULTY = {
    "bad_eol.zip": "repaired",
    "contains_null": "repaired",
    "duplicate_stop": "repaired",
    "empty_file": "repaired",
    "filter_unusual_trips": "loaded",
    "good_feed": "loaded",
    "good_feed.zip": "loaded",
    "invalid_route_agency": "repaired",
    "missing_calendar": "refused",
    "missing_departure_time": "repaired",
    "missing_routes": "refused",
    "missing_stop_times": "refused",
    "missing_trips": "refused",
    "negative_stop_sequence": "repaired",
    "repeated_route_name": "loaded",
    "undefined_stop": "repaired",
    "unknown_format.zip": "refused",
    "unused_stop": "loaded",
    "utf16": "repaired",
}


def seconds(clock: object) -> float:
    """``H:MM:SS`` in seconds, NaN where blank."""
    if not isinstance(clock, str):
        return np.nan
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


@pytest.mark.parametrize("name", GOOD)
def test_gtfs_kit_reads_the_same(name: str) -> None:
    feed, _ = read_feed(DATA / name, "x")
    kit = gtfs_kit.read_feed(DATA / name, dist_units="km")
    assert list(feed.stops.stop_id) == kit.stops.stop_id.tolist()
    assert feed.stops.lat.tolist() == pytest.approx(kit.stops.stop_lat.tolist())
    assert list(feed.routes.route_id) == kit.routes.route_id.tolist()
    assert feed.routes.route_type.tolist() == kit.routes.route_type.tolist()

    trip_id = np.array(list(feed.trips.trip_id))
    stop_id = np.array(list(feed.stops.stop_id))
    ours = pd.DataFrame(
        {
            "trip_id": np.repeat(trip_id, np.diff(feed.trips.call_at)),
            "stop_sequence": feed.calls.sequence,
            "stop_id": stop_id[feed.calls.stop],
            "arrival": feed.calls.arrival,
            "departure": feed.calls.departure,
        }
    )
    theirs = kit.stop_times[kit.stop_times.trip_id.isin(set(trip_id.tolist()))]
    both = ours.merge(theirs, on=["trip_id", "stop_sequence"], suffixes=("", "_kit"))
    assert len(both) == len(ours) == len(theirs)
    assert (both.stop_id == both.stop_id_kit).all()
    for ours_column, kit_column in (
        ("arrival", "arrival_time"),
        ("departure", "departure_time"),
    ):
        given = both[kit_column].map(seconds)
        assert ((both[ours_column] == given) | given.isna()).all()

    for day in kit.get_dates()[::30]:
        active = set(kit.get_trips(day).trip_id) & set(trip_id.tolist())
        column = (pd.Timestamp(day).date() - feed.services.first_day).days
        runs = feed.services.runs[feed.trips.service, column] > 0
        assert set(trip_id[runs].tolist()) == active


@pytest.mark.parametrize("name", JAPANESE)
def test_japanese_feeds_load(name: str) -> None:
    feed, report = find_feed(DATA / "gtfs_jp" / name, "jp")
    assert feed is not None, report.refused
    assert len(feed.trips.trip_id) > 0
    assert set(feed.agencies.timezone) == {"Asia/Tokyo"}
    assert len(feed.translations.text) > 0
    # Every stop's reading or Latin name is found by the name itself.
    names = set(feed.stops.name)
    assert names & set(feed.translations.field_value)


@pytest.mark.parametrize("name", FAULTY)
def test_faulty_feeds_are_told_apart(name: str) -> None:
    feed, report = find_feed(DATA / "bad_feeds" / name, "bad")
    assert report.outcome == FAULTY[name], report.why()
    assert (feed is None) == (report.outcome == "refused")


def test_porto_alegres_blank_times_are_filled() -> None:
    feed, report = read_feed(DATA / "porto_alegre" / "poa_eptc.zip", "poa")
    assert (len(feed.trips.trip_id), len(feed.calls.stop)) == (2374, 130_019)
    assert int((feed.calls.timepoint == 0).sum()) == 125_271
    steps = np.diff(feed.calls.arrival)
    same_trip = np.ones(len(steps), dtype=np.bool_)
    same_trip[feed.trips.call_at[1:-1] - 1] = False
    assert (steps[same_trip] >= 0).all()
    assert (np.diff(feed.calls.shape_metres)[same_trip] >= 0).all()
    assert report.outcome == "repaired"  # colours "0"


def test_every_feed_of_a_folder_has_its_line(tmp_path: Path) -> None:
    for name in ("good_feed.zip", "unknown_format.zip", "one_stop.kml", "utf16"):
        (tmp_path / name).symlink_to((DATA / "bad_feeds" / name).resolve())
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.load_feeds", "--feeds", str(tmp_path)],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = ran.stdout.splitlines()
    assert [line.split(" — ")[0] for line in lines] == [
        "good_feed.zip: loaded",
        "unknown_format.zip: refused",
        "utf16: repaired",
        "1 loaded, 1 repaired, 1 refused, 0 crashed",
    ]
    assert ran.returncode == 0, ran.stderr
