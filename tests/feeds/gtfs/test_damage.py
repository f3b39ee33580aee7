"""A feed damaged in any way gives a feed or a refusal, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from maas.transit.tables import Feed
from maas_feeds.gtfs import find_feed

from .feed_text import as_bytes, write_zip
from .test_everything import RICH

CELLS = (
    b"", b"-1", b"0", b"99999999999999999999", b"abc", b"1e400", b"nan", b"-inf",
    b"25:61:00", b"08:00", b"20260230", b"00000000", b"\xff\xfe", b"\x00", b'"',
    b'"a""b"', b'"a\nb"', b"a,b", b"\xe4\xb8\x89\xe9\xb7\xb9", b"\x8eO\x91\xe9",
    b" T1 ", b"A" * 5000, b"1_000", b"99999999", b"--", b"'", b";", b"\r", b"0.5",
)  # fmt: skip


def damaged(files: dict[str, bytes], rng: random.Random) -> dict[str, bytes]:
    """The feed after one to four random accidents."""
    files = dict(files)
    for _ in range(rng.randint(1, 4)):
        name = rng.choice(sorted(files))
        files[name] = rng.choice(ACCIDENTS)(files[name], rng)
        if rng.random() < 0.05:
            del files[name]
        if not files:
            break
    return files


def change_cells(data: bytes, rng: random.Random) -> bytes:
    """Put odd things into cells."""
    rows = [row.split(b",") for row in data.split(b"\n")]
    for _ in range(rng.randint(1, 5)):
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice(CELLS)
    return b"\n".join(b",".join(row) for row in rows)


def change_column(data: bytes, rng: random.Random) -> bytes:
    """Put one odd thing into a whole column."""
    rows = [row.split(b",") for row in data.split(b"\n")]
    at, cell = rng.randrange(len(rows[0])), rng.choice(CELLS)
    for row in rows[1:]:
        if at < len(row):
            row[at] = cell
    return b"\n".join(b",".join(row) for row in rows)


def drop_column(data: bytes, rng: random.Random) -> bytes:
    """Take a column out."""
    rows = [row.split(b",") for row in data.split(b"\n")]
    at = rng.randrange(len(rows[0]))
    return b"\n".join(b",".join(row[:at] + row[at + 1 :]) for row in rows)


def shuffle_rows(data: bytes, rng: random.Random) -> bytes:
    """Rows in another order, some twice, some gone."""
    header, *rows = data.split(b"\n")
    return b"\n".join([header, *rng.choices(rows or [b""], k=len(rows))])


def flip_bytes(data: bytes, rng: random.Random) -> bytes:
    """Bytes that a bad disk might leave."""
    out = bytearray(data or b"x")
    for _ in range(rng.randint(1, 20)):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def cut(data: bytes, rng: random.Random) -> bytes:
    """The end is missing."""
    return data[: rng.randrange(len(data) + 1)]


def headless(data: bytes, rng: random.Random) -> bytes:
    """The header is missing."""
    return data.partition(b"\n")[2]


def other_lines(data: bytes, rng: random.Random) -> bytes:
    """Other line ends."""
    return data.replace(b"\n", rng.choice([b"\r", b"\r\n", b"\r\r\n", b"\n\n", b""]))


def other_text(data: bytes, rng: random.Random) -> bytes:
    """Another encoding, or another separator."""
    text = data.decode("utf-8", "replace")
    if rng.random() < 0.3:
        return text.replace(",", rng.choice(";\t|")).encode()
    encoding = rng.choice(["utf-16", "utf-16-le", "utf-8-sig", "cp932", "utf-32"])
    return text.encode(encoding, "replace")


ACCIDENTS = (
    change_cells, change_cells, change_column, drop_column, shuffle_rows, flip_bytes,
    cut, headless, other_lines, other_text,
)  # fmt: skip


def assert_sound(feed: Feed) -> None:
    """What every part of the engine relies on."""
    trips, calls = feed.trips, feed.calls
    assert trips.call_at[0] == 0
    assert trips.call_at[-1] == len(calls.stop)
    assert (np.diff(trips.call_at) >= 2).all()
    assert ((calls.stop >= 0) & (calls.stop < len(feed.stops.stop_id))).all()
    assert (calls.arrival >= 0).all()
    assert (calls.arrival <= calls.departure).all()
    inside = np.ones(len(calls.stop), dtype=np.bool_)
    inside[trips.call_at[:-1]] = False
    later = np.flatnonzero(inside)
    assert (calls.departure[later - 1] <= calls.arrival[later]).all()
    for index, table in (
        (trips.route, feed.routes.route_id),
        (trips.service, feed.services.service_id),
        (feed.routes.agency, feed.agencies.agency_id),
        (feed.frequencies.trip, trips.trip_id),
        (feed.pathways.from_stop, feed.stops.stop_id),
        (feed.pathways.to_stop, feed.stops.stop_id),
    ):
        assert ((index >= 0) & (index < len(table))).all()
    for index, table in (
        (trips.shape, feed.shapes.shape_id),
        (feed.stops.parent, feed.stops.stop_id),
        (feed.stops.level, feed.levels.level_id),
        (feed.transfers.from_stop, feed.stops.stop_id),
        (feed.transfers.to_trip, trips.trip_id),
        (calls.headsign, feed.call_headsigns),
    ):
        assert ((index >= -1) & (index < len(table))).all()
    assert feed.services.runs[trips.service].any(axis=1).all()
    assert not np.isinf(feed.stops.lat).any()
    for columns in feed.kept.values():
        assert len({len(column) for column in columns.values()}) <= 1
    assert len(list(feed.translations.text)) == len(feed.translations.table)


@pytest.mark.parametrize("seed", range(25))
def test_damage_gives_a_sound_feed_or_a_refusal(seed: int, tmp_path: Path) -> None:
    good = {name: as_bytes(content) for name, content in RICH.items()}
    rng = random.Random(seed)
    for round_ in range(2):
        path = write_zip(tmp_path / f"{round_}.zip", damaged(good, rng))
        feed, report = find_feed(path, "damaged")
        assert (feed is None) == (report.refused is not None)
        assert report.why()
        if feed is not None:
            assert_sound(feed)


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_archive_gives_a_sound_feed_or_a_refusal(
    seed: int, tmp_path: Path
) -> None:
    rng = random.Random(seed)
    whole = write_zip(tmp_path / "whole.zip", RICH).read_bytes()
    for accident in (flip_bytes, cut):
        path = tmp_path / "damaged.zip"
        path.write_bytes(accident(whole, rng))
        feed, report = find_feed(path, "damaged")
        assert (feed is None) == (report.refused is not None)
        if feed is not None:
            assert_sound(feed)
