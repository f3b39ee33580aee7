"""agency.txt, routes.txt, trips.txt, frequencies.txt, transfers.txt, translations.txt."""

from __future__ import annotations

from pathlib import Path

from .feed_text import look_at, replaced, said, with_files


def test_a_route_of_an_unknown_agency_is_read(tmp_path: Path) -> None:
    feed, report = look_at(tmp_path, replaced("routes", "R1,MB", "R1,XX"))
    assert list(feed.agencies.agency_id) == ["MB", "XX"]
    assert feed.routes.agency.tolist() == [1]
    assert feed.agencies.timezone[1] == "Asia/Tokyo"
    assert said(report) == ["foreign_key_violation routes.txt:2 agency_id"]


def test_one_agency_needs_no_id(tmp_path: Path) -> None:
    files = with_files(
        agency="agency_name,agency_url,agency_timezone\nMoobus,http://x,Asia/Tokyo\n",
        routes="route_id,route_short_name,route_type\nR1,1,3\n",
    )
    feed, report = look_at(tmp_path, files)
    assert (report.outcome, feed.routes.agency.tolist()) == ("loaded", [0])


def test_time_zones_are_checked(tmp_path: Path) -> None:
    feed, report = look_at(tmp_path, replaced("agency", "Asia/Tokyo", "Asia/Mitaka"))
    assert list(feed.agencies.timezone) == [""]
    assert said(report) == [
        "invalid_timezone agency.txt:2 agency_timezone",
        "missing_required_field agency.txt agency_timezone",
    ]


def test_colours_and_route_types(tmp_path: Path) -> None:
    files = with_files(
        routes="""
            route_id,route_short_name,route_type,route_color,route_text_color
            R1,1,3,#ffaa00,black
            R2,2,,,
            R3,,bus,,
        """
    )
    feed, report = look_at(tmp_path, files)
    assert list(feed.routes.color) == ["FFAA00", "", ""]
    assert list(feed.routes.text_color) == ["", "", ""]
    assert feed.routes.route_type.tolist() == [3, 1700, 1700]
    assert "invalid_color routes.txt:2 route_text_color" in said(report)
    assert "invalid_integer routes.txt:4 route_type" in said(report)
    assert "route_both_short_and_long_name_missing routes.txt:4" in said(report)


def test_trips_of_unknown_routes_and_shapes(tmp_path: Path) -> None:
    files = with_files(
        trips="trip_id,route_id,service_id,shape_id\nT1,R1,WD,S9\nT2,R9,WD,\n",
        shapes="""
            shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence
            S1,35.7,139.56,1
            S1,35.6,139.56,2
            S2,35.7,139.56,1
        """,
    )
    feed, report = look_at(tmp_path, files)
    assert list(feed.trips.trip_id) == ["T1"]
    assert feed.trips.shape.tolist() == [-1]
    assert list(feed.shapes.shape_id) == ["S1"]
    assert said(report) == [
        "foreign_key_violation trips.txt:3 route_id",
        "missing_required_field shapes.txt",
        "foreign_key_violation trips.txt:2 shape_id",
    ]


def test_frequencies_that_make_no_departure_are_left_out(tmp_path: Path) -> None:
    files = with_files(
        frequencies="""
            trip_id,start_time,end_time,headway_secs
            T1,6:00:00,7:00:00,600
            T1,7:00:00,7:00:00,600
            T1,8:00:00,9:00:00,0
            T9,8:00:00,9:00:00,600
            T1,6:30:00,8:00:00,600
        """
    )
    feed, report = look_at(tmp_path, files)
    assert feed.frequencies.start.tolist() == [21_600, 23_400]
    assert said(report) == [
        "foreign_key_violation frequencies.txt:5 trip_id",
        "number_out_of_range frequencies.txt:4 headway_secs",
        "start_and_end_range_out_of_order frequencies.txt:3 end_time",
        "overlapping_frequency frequencies.txt:6 start_time",
    ]


def test_transfers_that_say_nothing_are_left_out(tmp_path: Path) -> None:
    files = with_files(
        transfers="""
            from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id,to_trip_id
            A,B,2,-5,,
            A,,1,,,
            A,GONE,1,,,
            A,B,8,,,
            A,B,4,,,
            B,A,2,60,T1,GONE
        """
    )
    feed, report = look_at(tmp_path, files)
    assert feed.transfers.kind.tolist() == [2]
    assert feed.transfers.min_seconds.tolist() == [-1]
    assert said(report) == [
        "foreign_key_violation transfers.txt:4 to_stop_id",
        "foreign_key_violation transfers.txt:7 to_trip_id",
        "unexpected_enum_value transfers.txt:5 transfer_type",
        "missing_required_field transfers.txt:3 from_stop_id",
        "missing_required_field transfers.txt:6 from_trip_id",
        "number_out_of_range transfers.txt:2 min_transfer_time",
    ]


def test_older_translations_are_brought_to_the_fields_they_mean(tmp_path: Path) -> None:
    files = with_files(
        translations="""
            trans_id,lang,translation
            City Hall,ja,市役所
            City Hall,ja-Hrkt,しやくしょ
            Nowhere,ja,どこでもない
        """
    )
    feed, report = look_at(tmp_path, files)
    rows = zip(
        feed.translations.table,
        feed.translations.field,
        feed.translations.language,
        feed.translations.field_value,
        feed.translations.text,
        strict=True,
    )
    assert list(rows) == [
        ("stops", "stop_name", "ja", "City Hall", "市役所"),
        ("trips", "trip_headsign", "ja", "City Hall", "市役所"),
        ("stops", "stop_name", "ja-Hrkt", "City Hall", "しやくしょ"),
        ("trips", "trip_headsign", "ja-Hrkt", "City Hall", "しやくしょ"),
        ("", "", "ja", "Nowhere", "どこでもない"),
    ]
    assert report.outcome == "loaded"


def test_only_the_first_few_faults_of_a_kind_are_told_one_by_one(
    tmp_path: Path,
) -> None:
    rows = "".join(f"X{i},R9,WD\n" for i in range(100))
    files = with_files(trips=f"trip_id,route_id,service_id\nT1,R1,WD\n{rows}")
    _, report = look_at(tmp_path, files)
    kind = [n for n in report.notices if n.field == "route_id"]
    assert [n.line for n in kind] == [3, 4, 5, 6, 7, None]
    assert sum(n.count for n in kind) == 100
    assert report.why().startswith("trips.txt line 3, route_id: 'R9' is not in routes")
    assert "(and 99 more)" in report.why()
