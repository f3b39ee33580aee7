"""The columns of each file of the two feeds."""

from __future__ import annotations

from typing import Final

AGENCY = "agency_id agency_name agency_url agency_timezone agency_lang"
FEED_INFO = (
    "feed_publisher_name feed_publisher_url feed_lang feed_start_date feed_end_date "
    "feed_version"
)
ATTRIBUTIONS = "attribution_id organization_name is_producer is_authority"
ROUTES = (
    "route_id agency_id route_short_name route_long_name route_type route_color "
    "route_text_color"
)
STOP_TIMES = "trip_id arrival_time departure_time stop_id stop_sequence pickup_type drop_off_type"
CALENDAR = (
    "service_id monday tuesday wednesday thursday friday saturday sunday start_date "
    "end_date"
)
CALENDAR_DATES = "service_id date exception_type"
FREQUENCIES = "trip_id start_time end_time headway_secs exact_times"
TRANSLATIONS = "table_name field_name language translation record_id field_value"

BUS: Final[dict[str, str]] = {
    "agency.txt": AGENCY,
    "agency_jp.txt": (
        "agency_id agency_official_name agency_zip_number agency_address "
        "agency_president_pos agency_president_name"
    ),
    "office_jp.txt": "office_id office_name office_url office_phone",
    "feed_info.txt": FEED_INFO,
    "attributions.txt": ATTRIBUTIONS,
    "stops.txt": (
        "stop_id stop_code stop_name stop_lat stop_lon zone_id location_type "
        "parent_station platform_code wheelchair_boarding"
    ),
    "routes.txt": f"{ROUTES} jp_parent_route_id",
    "pattern_jp.txt": (
        "jp_pattern_id route_update_date origin_stop via_stop destination_stop"
    ),
    "trips.txt": (
        "route_id service_id trip_id trip_headsign direction_id block_id shape_id "
        "wheelchair_accessible jp_trip_desc jp_office_id jp_pattern_id"
    ),
    "stop_times.txt": f"{STOP_TIMES} shape_dist_traveled timepoint",
    "calendar.txt": CALENDAR,
    "calendar_dates.txt": CALENDAR_DATES,
    "frequencies.txt": FREQUENCIES,
    "shapes.txt": (
        "shape_id shape_pt_lat shape_pt_lon shape_pt_sequence shape_dist_traveled"
    ),
    "fare_attributes.txt": (
        "fare_id price currency_type payment_method transfers agency_id"
    ),
    "fare_rules.txt": "fare_id route_id",
    "translations.txt": TRANSLATIONS,
}

RAIL: Final[dict[str, str]] = {
    "agency.txt": AGENCY,
    "feed_info.txt": FEED_INFO,
    "attributions.txt": ATTRIBUTIONS,
    "stops.txt": (
        "stop_id stop_name stop_lat stop_lon location_type parent_station "
        "platform_code level_id wheelchair_boarding"
    ),
    "levels.txt": "level_id level_index level_name",
    "pathways.txt": (
        "pathway_id from_stop_id to_stop_id pathway_mode is_bidirectional length "
        "traversal_time stair_count max_slope min_width"
    ),
    "routes.txt": ROUTES,
    "trips.txt": (
        "route_id service_id trip_id trip_headsign trip_short_name direction_id "
        "wheelchair_accessible"
    ),
    "stop_times.txt": STOP_TIMES,
    "calendar.txt": CALENDAR,
    "calendar_dates.txt": CALENDAR_DATES,
    "frequencies.txt": FREQUENCIES,
    "transfers.txt": "from_stop_id to_stop_id transfer_type min_transfer_time",
    "translations.txt": TRANSLATIONS,
}
