"""A whole feed, from its files to ``maas.transit.tables.Feed``, and its report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from maas.columns import Strings
from maas.errors import FeedError
from maas.transit.tables import Feed, Levels, Stops

from .calls import LEFT_OUT, BlankTimes, ReadCalls, read_calls
from .fields import index_of
from .files import FeedFiles, open_feed
from .network import read_network
from .notices import Faults, Report
from .places import STOP, read_levels, read_pathways, read_stops
from .schema import KEPT_COLUMNS, KEPT_FILES, REQUIRED_FILES
from .services import read_services
from .shapes import read_shapes
from .table import Table, empty_table, read_table
from .translations import read_translations
from .trips import (
    build_trips,
    read_frequencies,
    read_transfers,
    read_trip_rows,
    shape_of_trips,
)

FLEX_TRIPS: Final = "flex/trips.txt"
FLEX_STOP_TIMES: Final = "flex/stop_times.txt"
"""Names in ``Feed.kept`` of the rows that GTFS-Flex adds to files of the timetable."""


def read_feed(
    path: Path, feed_id: str, *, blank_times: BlankTimes = "distance"
) -> tuple[Feed, Report]:
    """Read a GTFS feed, mend what can be mended, and say everything found.

    Parameters
    ----------
    path
        A zip or a folder.
    feed_id
        What the city calls the feed.
    blank_times
        Blank times are shared out by ``"distance"`` travelled or by stop ``"index"``;
        ``"exclude"`` leaves trips with any blank time out.

    Raises
    ------
    FeedError
        If no trip can be run from the feed, or it attacks.
    """
    feed, report = find_feed(path, feed_id, blank_times=blank_times)
    if feed is None:
        raise FeedError(report.refused)
    return feed, report


def find_feed(
    path: Path, feed_id: str, *, blank_times: BlankTimes = "distance"
) -> tuple[Feed | None, Report]:
    """As ``read_feed``, but a refusal is in the report and the feed is None."""
    faults = Faults()
    feed, refused = None, None
    try:
        with open_feed(path, faults) as files:
            feed = _read(files, feed_id, blank_times, faults)
    except FeedError as error:
        refused = str(error)
    except OSError as error:
        refused = f"{path} cannot be read: {error.strerror or error}"
    except MemoryError:
        refused = f"{path.name} needs more memory than there is"
    counts = _counts(feed) if feed is not None else {}
    return feed, Report(feed_id, tuple(faults.notices()), counts, refused)


def _counts(feed: Feed) -> dict[str, int]:
    found = {
        "agencies": len(feed.agencies.agency_id),
        "stops": len(feed.stops.stop_id),
        "routes": len(feed.routes.route_id),
        "services": len(feed.services.service_id),
        "trips": len(feed.trips.trip_id),
        "calls": len(feed.calls.stop),
        "frequencies": len(feed.frequencies.trip),
        "transfers": len(feed.transfers.kind),
        "pathways": len(feed.pathways.mode),
        "shapes": len(feed.shapes.shape_id),
        "translations": len(feed.translations.table),
    }
    return {what: n for what, n in found.items() if n}


def _read(
    files: FeedFiles, feed_id: str, blank_times: BlankTimes, faults: Faults
) -> Feed:
    _require_files(files, faults)
    agency = _table(files, "agency.txt", faults)
    network = read_network(agency, _table(files, "routes.txt", faults), faults)
    route_rows = index_of(network.route_rows.column("route_id"))
    services = read_services(
        _table(files, "calendar.txt", faults),
        _table(files, "calendar_dates.txt", faults),
        faults,
    )
    levels = read_levels(_table(files, "levels.txt", faults), faults)
    stops, stop_table = _stops(files, levels, faults)
    stop_rows = index_of(stop_table.column("stop_id"))
    pathways, pathway_table = read_pathways(
        _table(files, "pathways.txt", faults), stop_rows, faults
    )
    trip_file = _table(files, "trips.txt", faults)
    trip_table, trip_rows = read_trip_rows(trip_file, route_rows, services, faults)
    shapes = read_shapes(_table(files, "shapes.txt", faults), faults)
    shape_rows = {name: row for row, name in enumerate(shapes.shapes.shape_id)}
    shape = shape_of_trips(trip_table, shape_rows, faults)
    read = read_calls(
        _table(files, "stop_times.txt", faults),
        trip_rows,
        trip_table.lines,
        shape,
        stops,
        shapes,
        blank_times,
        faults,
    )
    flex_trips = _naming(trip_file, set(read.flex.texts("trip_id")))
    runnable = np.bincount(read.trip, minlength=len(trip_table)) > 0
    if not runnable.any() and not len(read.flex):
        raise FeedError(_why_no_trip(faults))
    trip_table = trip_table.take(runnable)
    trip_rows = dict.fromkeys(trip_rows, LEFT_OUT)
    trip_rows.update(index_of(trip_table.column("trip_id")))
    trips = build_trips(
        trip_table,
        route_rows,
        services,
        shape[runnable],
        _call_at(read, runnable),
        faults,
    )
    frequencies, frequency_table = read_frequencies(
        _table(files, "frequencies.txt", faults), trip_rows, faults
    )
    transfers, transfer_table = read_transfers(
        _table(files, "transfers.txt", faults), stop_rows, route_rows, trip_rows, faults
    )
    _say_unused(stops, stop_table, read, faults)
    kept_files, kept_tables = _kept_files(files, faults)
    held = {
        table.file: table
        for table in (
            network.agency_rows,
            network.route_rows,
            stop_table,
            trip_table,
            read.rows,
            pathway_table,
            frequency_table,
            transfer_table,
        )
    }
    kept = {name: _extra(table) for name, table in held.items()}
    kept = {name: columns for name, columns in kept.items() if columns}
    if len(read.flex):
        kept[FLEX_STOP_TIMES] = _columns(read.flex)
        kept[FLEX_TRIPS] = _columns(flex_trips)
    return Feed(
        feed_id=feed_id,
        agencies=network.agencies,
        stops=stops,
        routes=network.routes,
        services=services,
        trips=trips,
        calls=read.calls,
        call_headsigns=read.headsigns,
        frequencies=frequencies,
        transfers=transfers,
        pathways=pathways,
        levels=levels,
        shapes=shapes.shapes,
        translations=read_translations(
            _table(files, "translations.txt", faults), held | kept_tables, faults
        ),
        kept=kept_files | kept,
    )


def _require_files(files: FeedFiles, faults: Faults) -> None:
    for name in REQUIRED_FILES:
        if name not in files:
            faults.add("missing_required_file", name, "the file is missing")
            raise FeedError(f"{name} is missing, so no trip of the feed can be run")
    if "calendar.txt" not in files and "calendar_dates.txt" not in files:
        faults.add(
            "missing_calendar_and_calendar_date_files",
            "calendar.txt",
            "neither calendar.txt nor calendar_dates.txt is there",
        )
        raise FeedError(
            "calendar.txt and calendar_dates.txt are both missing, so no trip of the"
            " feed ever runs"
        )
    if "agency.txt" not in files:
        faults.add(
            "missing_required_file",
            "agency.txt",
            "the file is missing: agencies are known by their ids only",
            repaired=True,
        )


def _table(files: FeedFiles, name: str, faults: Faults) -> Table:
    data = files.read(name, faults)
    return empty_table(name) if data is None else read_table(data, name, faults)


def _stops(files: FeedFiles, levels: Levels, faults: Faults) -> tuple[Stops, Table]:
    return read_stops(_table(files, "stops.txt", faults), levels, faults)


def _call_at(read: ReadCalls, runnable: np.ndarray) -> np.ndarray:
    counts = np.bincount(read.trip, minlength=len(runnable))[runnable]
    return np.concatenate(([0], np.cumsum(counts)))


def _naming(trips: Table, wanted: set[str]) -> Table:
    column = trips.column("trip_id")
    chosen = np.array([value in wanted for value in column.values], dtype=np.bool_)
    return trips.take(chosen[column.codes])


def _why_no_trip(faults: Faults) -> str:
    """The refusal's sentence: the faults that cost most rows are the likeliest reason."""
    told = [n for n in faults.notices() if n.repaired or n.severity == "error"]
    told.sort(key=lambda notice: -notice.count)
    reasons = list(dict.fromkeys(str(n) for n in told if n.line is not None)) or [
        str(n) for n in told
    ]
    if not reasons:
        return "no trip of the feed can be run: it has no trips with two calls"
    return f"no trip of the feed can be run: {'; '.join(reasons[:3])}"


def _say_unused(stops: Stops, table: Table, read: ReadCalls, faults: Faults) -> None:
    called = np.zeros(len(table), dtype=np.bool_)
    called[read.calls.stop] = True
    rows = np.flatnonzero(~called & (stops.location_type == STOP))
    faults.add_rows(
        "stop_without_stop_time",
        table.file,
        table.lines[rows].tolist(),
        lambda i: f"nothing calls at {stops.name[int(rows[i])]!r}",
    )


def _kept_files(
    files: FeedFiles, faults: Faults
) -> tuple[dict[str, Mapping[str, Strings]], dict[str, Table]]:
    kept: dict[str, Mapping[str, Strings]] = {}
    tables: dict[str, Table] = {}
    for name in sorted(KEPT_FILES & files.members.keys()):
        if name.endswith(".geojson"):
            data = files.read(name, faults)
            if data is not None:
                kept[name] = {"geojson": Strings.of([data.decode("utf-8", "replace")])}
            continue
        tables[name] = _table(files, name, faults)
        kept[name] = _columns(tables[name])
    return kept, tables


def _columns(table: Table) -> dict[str, Strings]:
    """All columns of a table as text; numbers as they are written."""
    columns = {name: column.strings() for name, column in table.columns.items()}
    for name, numbers in table.numbers.items():
        columns[name] = Strings.of(
            "" if np.isnan(x) else repr(x) for x in numbers.tolist()
        )
    return columns


def _extra(table: Table) -> dict[str, Strings]:
    """Columns that the file's own table does not hold, where any row has something."""
    return {
        name: table.strings(name)
        for name in KEPT_COLUMNS.get(table.file, ())
        if name in table and not table.column(name).blank().all()
    }
