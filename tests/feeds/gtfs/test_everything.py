"""A feed that uses every file of GTFS, GTFS-Flex and GTFS-JP is read whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maas.transit.tables import Feed
from maas_feeds.gtfs import FLEX_STOP_TIMES, FLEX_TRIPS

from .feed_text import GOOD, look_at, said, timetable, write_folder

RICH: dict[str, str] = {
    **GOOD,
    "stops.txt": """
        stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding,level_id,platform_code,stop_url
        ST,Mitaka,35.7027,139.5607,1,,1,,,https://example.org/st
        A,Mitaka 1,35.7020,139.5600,0,ST,,L0,1,
        A2,Mitaka 2,35.7020,139.5602,0,ST,2,L0,2,
        E,North exit,35.7030,139.5610,2,ST,,L1,,
        N,Concourse,,,3,ST,,L1,,
        BA,Front of 1,,,4,A,,L0,,
        B,Shimorenjaku,35.7000,139.5600,0,,,,,
        C,Library,35.6960,139.5600,0,,,,,
        D,City Hall,35.6830,139.5600,0,,2,,,
    """,
    "levels.txt": """
        level_id,level_index,level_name
        L0,0,Ground
        L1,1.5,Concourse
    """,
    "pathways.txt": """
        pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,length,traversal_time,stair_count,max_slope,min_width,signposted_as,reversed_signposted_as
        P1,E,N,2,1,20.5,30,-24,,1.2,Platforms,North exit
        P2,N,A,5,1,,60,,,0.9,,
        P3,N,A2,4,0,12,25,,-0.3,,,
    """,
    "routes.txt": """
        route_id,agency_id,route_short_name,route_type,route_color,jp_parent_route_id,network_id
        R1,MB,1,3,FFAA00,P9,town
        R2,MB,2,702,,,town
    """,
    "calendar_dates.txt": """
        service_id,date,exception_type
        WD,20260320,2
        WD,20260321,1
        XX,20260331,1
    """,
    "trips.txt": """
        trip_id,route_id,service_id,trip_headsign,direction_id,block_id,shape_id,wheelchair_accessible,bikes_allowed,jp_office_id
        T1,R1,WD,City Hall,0,B1,S,1,2,K1
        T2,R1,WD,City Hall,1,B1,,,,
        T3,R2,XX,,,,,,,
        F1,R2,XX,On request,,,,,,
    """,
    "stop_times.txt": """
        trip_id,arrival_time,departure_time,stop_id,stop_sequence,stop_headsign,pickup_type,drop_off_type,timepoint,location_group_id,start_pickup_drop_off_window,end_pickup_drop_off_window
        T1,8:00:00,8:00:00,A,1,,0,1,1,,,
        T1,8:05:00,8:05:30,B,2,,3,0,0,,,
        T1,8:10:00,8:10:00,C,3,via Library,2,0,,,,
        T1,8:20:00,8:20:00,D,4,,1,0,1,,,
        T2,24:10:00,24:10:00,A,1,,,,,,,
        T2,24:30:00,24:30:00,D,2,,,,,,,
        T3,6:00:00,6:00:00,A,1,,,,,,,
        T3,6:30:00,6:30:00,B,2,,,,,,,
        F1,,,,1,,2,1,,ZONE,9:00:00,17:00:00
        F1,,,,2,,1,2,,ZONE,9:00:00,17:00:00
    """,
    "frequencies.txt": """
        trip_id,start_time,end_time,headway_secs,exact_times
        T3,6:00:00,9:00:00,600,1
        T3,9:00:00,22:00:00,900,
    """,
    "transfers.txt": """
        from_stop_id,to_stop_id,from_route_id,to_route_id,from_trip_id,to_trip_id,transfer_type,min_transfer_time
        A,A2,,,,,2,180
        ST,B,R1,R2,,,1,
        B,B,,,T1,T3,3,
        ,,,,T1,T2,4,
        D,D,,,T2,T1,5,
    """,
    "shapes.txt": """
        shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence
        S,35.6830,139.5600,30
        S,35.7020,139.5600,10
        S,35.6960,139.5600,20
    """,
    "translations.txt": """
        table_name,field_name,language,translation,record_id,record_sub_id,field_value
        stops,stop_name,ja,三鷹,ST,,
        trips,trip_headsign,ja,市役所,,,City Hall
    """,
    "feed_info.txt": """
        feed_publisher_name,feed_publisher_url,feed_lang,feed_version
        Moobus,https://example.org,en,7
    """,
    "attributions.txt": """
        organization_name,is_producer
        Mitaka City,1
    """,
    "fare_attributes.txt": """
        fare_id,price,currency_type,payment_method,transfers
        F,220,JPY,0,0
    """,
    "fare_rules.txt": """
        fare_id,route_id
        F,R1
    """,
    "fare_products.txt": """
        fare_product_id,amount,currency
        adult,220,JPY
    """,
    "fare_leg_rules.txt": """
        network_id,fare_product_id
        town,adult
    """,
    "booking_rules.txt": """
        booking_rule_id,booking_type,prior_notice_duration_min
        BR,1,30
    """,
    "location_groups.txt": """
        location_group_id,location_group_name
        ZONE,Osawa
    """,
    "locations.geojson": '{"type": "FeatureCollection", "features": []}\n',
    "agency_jp.txt": """
        agency_id,agency_official_name
        MB,三鷹市
    """,
    "office_jp.txt": """
        office_id,office_name
        K1,Depot
    """,
}
"""The good feed grown: every file that this reader has a place for."""


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    feed, report = look_at(tmp_path, RICH)
    assert report.outcome == "loaded", said(report)
    return feed


def test_every_trip_is_read(feed: Feed) -> None:
    assert timetable(feed) == (
        "T1: A 8:00:00, B 8:05:00-8:05:30, C 8:10:00, D 8:20:00\n"
        "T2: A 24:10:00, D 24:30:00\n"
        "T3: A 6:00:00, B 6:30:00"
    )


def test_trips_keep_what_is_said_of_them(feed: Feed) -> None:
    assert feed.trips.direction.tolist() == [0, 1, -1]
    assert feed.trips.block.tolist() == [0, 0, -1]
    assert feed.trips.wheelchair.tolist() == [1, 0, 0]
    assert feed.trips.bikes.tolist() == [2, 0, 0]
    assert feed.trips.shape.tolist() == [0, -1, -1]


def test_calls_keep_rules_headsigns_and_timepoints(feed: Feed) -> None:
    assert feed.calls.pickup.tolist()[:4] == [0, 3, 2, 1]
    assert feed.calls.drop_off.tolist()[:4] == [1, 0, 0, 0]
    assert feed.calls.timepoint.tolist()[:4] == [1, 0, 1, 1]
    assert [feed.call_headsigns[i] for i in feed.calls.headsign if i >= 0] == [
        "via Library"
    ]


def test_calls_know_how_far_along_their_shape_they_are(feed: Feed) -> None:
    # A degree of latitude is 111.195 km: 0.002, 0.006 and 0.019 degrees south.
    metres = feed.calls.shape_metres
    assert metres[:4].tolist() == pytest.approx([0, 222.39, 667.17, 2112.7], abs=0.2)
    assert np.isnan(metres[4:]).all()
    assert feed.shapes.metres.tolist() == pytest.approx([0, 667.17, 2112.7], abs=0.2)


def test_parents_levels_and_wheelchairs(feed: Feed) -> None:
    ids = list(feed.stops.stop_id)
    parents = [ids[p] if p >= 0 else "" for p in feed.stops.parent]
    assert parents == ["", "ST", "ST", "ST", "ST", "A", "", "", ""]
    # Platform, entrance, node and boarding area take the station's; A2 has its own.
    assert feed.stops.wheelchair.tolist() == [1, 1, 2, 1, 1, 1, 0, 0, 2]
    assert feed.stops.level.tolist() == [-1, 0, 0, 1, 1, 0, -1, -1, -1]
    assert feed.levels.index.tolist() == [0.0, 1.5]
    # Nodes and boarding areas need no coordinates, and get none invented.
    assert np.isnan(feed.stops.lat[[4, 5]]).all()


def test_pathways(feed: Feed) -> None:
    pathways = feed.pathways
    assert pathways.mode.tolist() == [2, 5, 4]
    assert pathways.bidirectional.tolist() == [1, 1, 0]
    assert pathways.seconds.tolist() == [30, 60, 25]
    assert pathways.stairs.tolist() == [-24, 0, 0]
    assert pathways.metres[0] == pytest.approx(20.5)
    assert np.isnan(pathways.metres[1])
    assert pathways.max_slope[2] == pytest.approx(-0.3)
    assert pathways.min_width_metres[:2].tolist() == pytest.approx([1.2, 0.9])
    assert pathways.reversed_signposted[0] == "North exit"


def test_services_are_resolved_into_days(feed: Feed) -> None:
    runs = feed.services.runs
    assert (feed.services.first_day.isoformat(), runs.shape) == ("2026-03-02", (2, 30))
    # Four weeks of five days; Friday the 20th off (holiday), Saturday the 21st on.
    assert runs[0].sum() == 20
    assert (runs[0, 18], runs[0, 19]) == (0, 1)
    assert np.flatnonzero(runs[1]).tolist() == [29]


def test_frequencies(feed: Feed) -> None:
    assert feed.frequencies.trip.tolist() == [2, 2]
    assert feed.frequencies.start.tolist() == [21600, 32400]
    assert feed.frequencies.headway.tolist() == [600, 900]
    assert feed.frequencies.exact.tolist() == [1, 0]


def test_transfers_of_every_type(feed: Feed) -> None:
    transfers = feed.transfers
    assert transfers.kind.tolist() == [2, 1, 3, 4, 5]
    assert transfers.min_seconds.tolist() == [180, -1, -1, -1, -1]
    assert transfers.from_stop.tolist() == [1, 0, 6, -1, 8]
    assert transfers.from_route.tolist() == [-1, 0, -1, -1, -1]
    assert transfers.from_trip.tolist() == [-1, -1, 0, 0, 1]
    assert transfers.to_trip.tolist() == [-1, -1, 2, 1, 0]


def test_translations(feed: Feed) -> None:
    rows = zip(
        feed.translations.table,
        feed.translations.record_id,
        feed.translations.field_value,
        feed.translations.text,
        strict=True,
    )
    assert list(rows) == [
        ("stops", "ST", "", "三鷹"),
        ("trips", "", "City Hall", "市役所"),
    ]


def test_what_has_no_table_is_kept(feed: Feed) -> None:
    kept = feed.kept
    assert list(kept["fare_attributes.txt"]["price"]) == ["220"]
    assert list(kept["fare_leg_rules.txt"]["network_id"]) == ["town"]
    assert list(kept["booking_rules.txt"]["prior_notice_duration_min"]) == ["30"]
    assert list(kept["agency_jp.txt"]["agency_official_name"]) == ["三鷹市"]
    assert list(kept["feed_info.txt"]["feed_version"]) == ["7"]
    assert "FeatureCollection" in kept["locations.geojson"]["geojson"][0]
    assert list(kept["routes.txt"]["jp_parent_route_id"]) == ["P9", ""]
    assert list(kept["trips.txt"]["jp_office_id"]) == ["K1", "", ""]
    assert kept["stops.txt"]["stop_url"][0] == "https://example.org/st"


def test_trips_on_request_are_kept_beside_the_timetable(feed: Feed) -> None:
    assert list(feed.kept[FLEX_TRIPS]["trip_id"]) == ["F1"]
    assert list(feed.kept[FLEX_STOP_TIMES]["location_group_id"]) == ["ZONE", "ZONE"]


def test_extended_route_types_stay_as_given(feed: Feed) -> None:
    assert feed.routes.route_type.tolist() == [3, 702]


def test_a_folder_and_a_zip_give_the_same(tmp_path: Path, feed: Feed) -> None:
    from maas_feeds.gtfs import read_feed

    from .feed_text import write_zip

    zipped, _ = read_feed(write_zip(tmp_path / "feed.zip", RICH), "z")
    folder, _ = read_feed(write_folder(tmp_path / "again", RICH), "f")
    assert timetable(zipped) == timetable(folder) == timetable(feed)
