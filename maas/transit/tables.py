"""Plain tables of one GTFS feed, read and repaired: what the timetable is built from.

One frozen dataclass per file, one column per field. Text is ``Strings``, numbers are
arrays. Rows refer to rows of other tables by *index* (``stop``, ``route``), never by
id; -1 means none, NaN means not given. Three-valued facts keep GTFS's own numbers:
0 unknown, 1 yes, 2 no.

Field names and meanings: GTFS Schedule reference, https://gtfs.org/schedule/reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ..columns import F32, F64, I8, I16, I32, U8, Strings


@dataclass(frozen=True, slots=True, eq=False)
class Agencies:
    """agency.txt."""

    agency_id: Strings
    name: Strings
    url: Strings
    timezone: Strings
    lang: Strings
    phone: Strings


@dataclass(frozen=True, slots=True, eq=False)
class Stops:
    """stops.txt: every location type; parents before nothing in particular."""

    stop_id: Strings
    name: Strings
    code: Strings
    desc: Strings
    tts_name: Strings
    platform_code: Strings
    zone_id: Strings
    timezone: Strings
    lat: F64  # degrees, NaN where not given and not to be repaired
    lon: F64
    location_type: I8  # 0 stop, 1 station, 2 entrance, 3 node, 4 boarding area
    parent: I32  # stop index, -1
    wheelchair: I8  # wheelchair_boarding after inheritance from the parent
    level: I32  # row of Levels, -1


@dataclass(frozen=True, slots=True, eq=False)
class Routes:
    """routes.txt."""

    route_id: Strings
    agency: I32  # row of Agencies
    short_name: Strings
    long_name: Strings
    desc: Strings
    url: Strings
    route_type: I16  # as given, extended types included
    color: Strings  # six hex digits, "" where not given
    text_color: Strings


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """calendar.txt and calendar_dates.txt, resolved."""

    service_id: Strings
    first_day: date
    runs: U8  # (services, days): 1 where service s runs on first_day + d


@dataclass(frozen=True, slots=True, eq=False)
class Trips:
    """trips.txt; trip t makes calls ``call_at[t]:call_at[t + 1]``."""

    trip_id: Strings
    route: I32
    service: I32
    headsign: Strings
    short_name: Strings
    direction: I8  # 0, 1, -1 not given
    block: I32  # number of the block_id, -1 none
    shape: I32  # row of Shapes, -1
    wheelchair: I8
    bikes: I8
    call_at: I32  # (trips + 1,)


@dataclass(frozen=True, slots=True, eq=False)
class Calls:
    """stop_times.txt, sorted by trip and stop_sequence, every time filled in."""

    stop: I32
    arrival: I32  # service-day seconds
    departure: I32
    sequence: I32
    pickup: I8  # pickup_type 0-3
    drop_off: I8  # drop_off_type 0-3
    timepoint: I8  # 1 as given, 0 approximate or interpolated
    shape_metres: F32  # along the trip's shape, NaN
    headsign: I32  # row of Feed.call_headsigns, -1 (the trip's own)


@dataclass(frozen=True, slots=True, eq=False)
class Frequencies:
    """frequencies.txt."""

    trip: I32
    start: I32
    end: I32
    headway: I32  # seconds
    exact: I8  # exact_times


@dataclass(frozen=True, slots=True, eq=False)
class Transfers:
    """transfers.txt."""

    from_stop: I32
    to_stop: I32
    from_route: I32
    to_route: I32
    from_trip: I32
    to_trip: I32
    kind: I8  # transfer_type 0-5
    min_seconds: I32  # min_transfer_time, -1


@dataclass(frozen=True, slots=True, eq=False)
class Pathways:
    """pathways.txt."""

    pathway_id: Strings
    from_stop: I32
    to_stop: I32
    mode: I8  # 1 walkway 2 stairs 3 moving 4 escalator 5 lift 6 fare gate 7 exit gate
    bidirectional: I8
    metres: F32  # length, NaN
    seconds: I32  # traversal_time, -1
    stairs: I32  # stair_count, signed: up in the direction; 0 not given
    max_slope: F32  # ratio, signed, NaN
    min_width_metres: F32  # NaN
    signposted: Strings
    reversed_signposted: Strings


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """levels.txt."""

    level_id: Strings
    index: F32
    name: Strings


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """shapes.txt: shape s is the points ``point_at[s]:point_at[s + 1]``."""

    shape_id: Strings
    point_at: I32
    lat: F64
    lon: F64
    metres: F32  # from the shape's start, measured on the ground


@dataclass(frozen=True, slots=True, eq=False)
class Translations:
    """translations.txt, current form; older GTFS-JP forms are brought to it."""

    table: Strings
    field: Strings
    language: Strings
    text: Strings
    record_id: Strings
    record_sub_id: Strings
    field_value: Strings


@dataclass(frozen=True, slots=True, eq=False)
class Feed:
    """One GTFS feed, ready to be built into a city."""

    feed_id: str
    agencies: Agencies
    stops: Stops
    routes: Routes
    services: Services
    trips: Trips
    calls: Calls
    call_headsigns: Strings
    frequencies: Frequencies
    transfers: Transfers
    pathways: Pathways
    levels: Levels
    shapes: Shapes
    translations: Translations
    kept: Mapping[str, Mapping[str, Strings]]
    """Files kept as they are, by file name and column: feed_info.txt,
    attributions.txt, fares (both versions), GTFS-Flex, GTFS-JP's own files, and
    columns of known files that no table above holds (``routes.txt`` →
    ``jp_parent_route_id``)."""
