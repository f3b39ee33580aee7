"""The files and columns of GTFS, GTFS-Flex and GTFS-JP.

Sources: https://gtfs.org/documentation/schedule/reference/ (2025), GTFS-JP 3rd
edition (https://www.mlit.go.jp/sogoseisaku/transport/sosei_transport_tk_000067.html)
and its first and second editions for the older files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _fields(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "agency.txt": _fields(
        "agency_id agency_name agency_url agency_timezone agency_lang agency_phone"
    ),
    "stops.txt": _fields(
        "stop_id stop_name stop_code stop_desc tts_stop_name platform_code zone_id"
        " stop_timezone stop_lat stop_lon location_type parent_station"
        " wheelchair_boarding level_id"
    ),
    "routes.txt": _fields(
        "route_id agency_id route_short_name route_long_name route_desc route_url"
        " route_type route_color route_text_color"
    ),
    "calendar.txt": _fields(
        "service_id monday tuesday wednesday thursday friday saturday sunday"
        " start_date end_date"
    ),
    "calendar_dates.txt": _fields("service_id date exception_type"),
    "trips.txt": _fields(
        "trip_id route_id service_id trip_headsign trip_short_name direction_id"
        " block_id shape_id wheelchair_accessible bikes_allowed"
    ),
    "stop_times.txt": _fields(
        "trip_id arrival_time departure_time stop_id stop_sequence stop_headsign"
        " pickup_type drop_off_type timepoint shape_dist_traveled"
    ),
    "frequencies.txt": _fields("trip_id start_time end_time headway_secs exact_times"),
    "transfers.txt": _fields(
        "from_stop_id to_stop_id from_route_id to_route_id from_trip_id to_trip_id"
        " transfer_type min_transfer_time"
    ),
    "pathways.txt": _fields(
        "pathway_id from_stop_id to_stop_id pathway_mode is_bidirectional length"
        " traversal_time stair_count max_slope min_width signposted_as"
        " reversed_signposted_as"
    ),
    "levels.txt": _fields("level_id level_index level_name"),
    "shapes.txt": _fields(
        "shape_id shape_pt_lat shape_pt_lon shape_pt_sequence shape_dist_traveled"
    ),
    "translations.txt": _fields(
        "table_name field_name language translation record_id record_sub_id field_value"
        " trans_id lang"
    ),
}
"""Files that have a table of their own, with the columns that it holds."""

KEPT_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "agency.txt": _fields("agency_fare_url agency_email cemv_support"),
    "stops.txt": _fields("stop_url stop_access"),
    "routes.txt": _fields(
        "route_sort_order continuous_pickup continuous_drop_off network_id cemv_support"
        " jp_parent_route_id"
    ),
    "trips.txt": _fields(
        "cars_allowed safe_duration_factor safe_duration_offset mean_duration_factor"
        " mean_duration_offset jp_trip_desc jp_trip_desc_symbol jp_office_id"
        " jp_pattern_id"
    ),
    "stop_times.txt": _fields(
        "location_group_id location_id start_pickup_drop_off_window"
        " end_pickup_drop_off_window continuous_pickup continuous_drop_off"
        " pickup_booking_rule_id drop_off_booking_rule_id mean_duration_factor"
        " mean_duration_offset safe_duration_factor safe_duration_offset"
    ),
}
"""Columns of the same files that are kept as text."""

FLEX_COLUMNS: Final = _fields(
    "location_group_id location_id start_pickup_drop_off_window"
    " end_pickup_drop_off_window"
)
"""A row of stop_times.txt with one of these is a GTFS-Flex zone, no call at a time."""

KEPT_FILES: Final = frozenset(
    _fields(
        "feed_info.txt attributions.txt fare_attributes.txt fare_rules.txt"
        " timeframes.txt rider_categories.txt fare_media.txt fare_products.txt"
        " fare_leg_rules.txt fare_leg_join_rules.txt fare_transfer_rules.txt areas.txt"
        " stop_areas.txt networks.txt route_networks.txt booking_rules.txt"
        " location_groups.txt location_group_stops.txt locations.geojson"
        " agency_jp.txt office_jp.txt routes_jp.txt pattern_jp.txt"
    )
)
"""Files kept as they are: fares, GTFS-Flex, GTFS-JP's own, and what is said of the
feed itself."""

NUMBER_COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    "shapes.txt": frozenset({"shape_pt_lat", "shape_pt_lon", "shape_dist_traveled"}),
    "stop_times.txt": frozenset({"shape_dist_traveled"}),
}
"""Columns with almost as many values as rows: read as numbers at once."""

REQUIRED_FILES: Final = ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
