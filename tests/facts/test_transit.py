"""Facts about lines and stops: which trips and stops a wheelchair can use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from maas.errors import CityError
from maas_feeds.facts import Known, Transit

from ..feeds.osm.town import Town, stops_at
from .town import about, entry, know, sentences, transit_of

YES, NO, UNKNOWN = 1, 2, 0
TIMETABLE = """
red A P1
 1 8:00 8:10
 2 9:00 9:10

blue A P2 agency=Odakyu
 1 8:00 8:10

10 A P2 agency=Odakyu
 1 8:00 8:10
"""
STREET = "node a 0 0\nnode b 100 0\nway a b highway=footway"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    spots = [(10.0 * i, 5.0) for i in range(4)]
    return Town(STREET, tmp_path, stops_at(*spots))


@pytest.fixture
def transit(tmp_path: Path) -> Transit:
    """Station S with the platforms P1 and P2; stop A."""
    return transit_of(tmp_path, TIMETABLE, stations="S: P1 P2")


def by_trip(known: Known) -> dict[str, int]:
    trips = known.trips
    return dict(zip(trips.trip_id, trips.wheelchair.tolist(), strict=True))


def by_stop(known: Known) -> dict[str, int]:
    stops = known.stops
    return dict(zip(stops.stop_id, stops.wheelchair.tolist(), strict=True))


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ('wheelchair = "yes"', YES),
        ('wheelchair = "no"', NO),
        ('ramp = "yes"', YES),
        ('low_floor = "yes"', YES),
        ('low_floor = "yes"\nramp = "no"', UNKNOWN),  # a low floor is no way in
        ('ramp = "no"', UNKNOWN),
        ('ramp = "yes"\nwheelchair = "no"', NO),  # a ramp, but no room
    ],
)
def test_a_route_by_its_id(
    town: Town, tmp_path: Path, transit: Transit, said: str, value: int
) -> None:
    known = know(town, tmp_path, entry("line", 'route = "f:red"', said), transit)
    assert by_trip(known) == {
        "red 1": value,
        "red 2": value,
        "blue 1": UNKNOWN,
        "10 1": UNKNOWN,
    }
    assert known.warnings == ()
    facts = about(known, "trip", list(known.trips.trip_id).index("red 2"))
    assert {fact.text for fact in facts.values()} == set(
        said.replace('"', "").splitlines()
    )


def test_what_says_that_a_trip_is_accessible_can_be_told(
    town: Town, tmp_path: Path, transit: Transit
) -> None:
    said = entry("line", 'agency = "Odakyu"', 'ramp = "yes"')
    known = know(town, tmp_path, said, transit)
    column = known.facts.column("trip", "ramp", len(known.trips.trip_id))
    named = dict(zip(known.trips.trip_id, column.tolist(), strict=True))
    assert named == {"red 1": -1, "red 2": -1, "blue 1": 0, "10 1": 0}
    assert known.facts.get(0).text == "ramp = yes"


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ('agency = "Odakyu"', {"blue 1", "10 1"}),
        ('agency = "Odakyu"\nline = "10"', {"10 1"}),
        ('agency = "Odakyu"\nline = ["10", "blue"]', {"blue 1", "10 1"}),
        ('route = ["f:red", "f:10"]', {"red 1", "red 2", "10 1"}),
    ],
)
def test_lines_by_agency_and_name(
    town: Town, tmp_path: Path, transit: Transit, place: str, named: set[str]
) -> None:
    known = know(town, tmp_path, entry("line", place, 'wheelchair = "yes"'), transit)
    assert {trip for trip, value in by_trip(known).items() if value == YES} == named


@pytest.mark.parametrize(
    ("section", "place", "sentence"),
    [
        ("line", 'route = "f:green"', "no feed has a route f:green; check the id."),
        (
            "line",
            'agency = "Keio"',
            "no feed has an agency 'Keio'; write its name or id as the feed does.",
        ),
        (
            "line",
            'agency = "Odakyu"\nline = "11"',
            ("Odakyu has no line '11'; write its short or long name as the feed does."),
        ),
        ("stop", 'stop = "f:Z"', "no feed has a stop f:Z; check the id."),
        ("stop", 'stop = "g:A"', "no feed has a stop g:A; check the id."),
        ("stop", 'name = "Z"', "no stop is called 'Z'; write it as the feed does."),
    ],
)
def test_says_once_what_is_named_in_vain(
    town: Town,
    tmp_path: Path,
    transit: Transit,
    section: str,
    place: str,
    sentence: str,
) -> None:
    said = {
        "line": 'wheelchair = "yes"\nlow_floor = "yes"',
        "stop": 'wheelchair_boarding = "yes"\nlevel_boarding = "yes"',
    }
    known = know(town, tmp_path, entry(section, place, said[section]), transit)
    line = 3 + place.count("\n")
    assert sentences(known, tmp_path) == [f"facts.toml, line {line}: {sentence}"]
    assert len(known.facts) == 0
    assert not known.trips.wheelchair.any() and not known.stops.wheelchair.any()


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ('wheelchair_boarding = "yes"', YES),
        ('wheelchair_boarding = "no"', NO),
        ('level_boarding = "yes"', YES),
        ('ramp = "yes"', YES),
        ('level_boarding = "no"', UNKNOWN),
        ("staff_notice_minutes = 30", UNKNOWN),
    ],
)
def test_a_stop_by_its_id_and_by_its_name(
    town: Town, tmp_path: Path, transit: Transit, said: str, value: int
) -> None:
    for place in ('stop = "f:A"', 'name = "A"'):
        known = know(town, tmp_path, entry("stop", place, said), transit)
        assert by_stop(known) == {"A": value, "P1": 0, "P2": 0, "S": 0}
        attribute = said.partition(" = ")[0]
        a = list(known.stops.stop_id).index("A")
        assert about(known, "stop", a)[attribute].text == said.replace('"', "")


def test_staff_and_their_notice_are_kept(
    town: Town, tmp_path: Path, transit: Transit
) -> None:
    said = 'wheelchair_boarding = "yes"\nramp = "yes"\nstaff_notice_minutes = 20'
    known = know(town, tmp_path, entry("stop", 'stop = "f:S"', said), transit)
    facts = about(known, "stop", list(known.stops.stop_id).index("P1"))
    assert facts["staff_notice_minutes"].value == 20
    assert by_stop(known) == {"A": 0, "P1": YES, "P2": YES, "S": YES}


def test_a_platform_that_its_feed_tells_apart_stays(
    town: Town, tmp_path: Path, transit: Transit
) -> None:
    wheelchair = transit.stops.wheelchair.copy()
    wheelchair[list(transit.stops.stop_id).index("P2")] = NO
    stops = replace(transit.stops, wheelchair=wheelchair)
    said = entry("stop", 'stop = "f:S"', 'wheelchair_boarding = "yes"')
    known = know(town, tmp_path, said, replace(transit, stops=stops))
    assert by_stop(known) == {"A": 0, "P1": YES, "P2": NO, "S": YES}
    # The town may still say so of the platform itself.
    said = entry("stop", 'stop = ["f:S", "f:P2"]', 'wheelchair_boarding = "yes"')
    known = know(town, tmp_path, said, replace(transit, stops=stops))
    assert by_stop(known)["P2"] == YES


def test_of_one_day_the_platform_is_before_its_station(
    town: Town, tmp_path: Path, transit: Transit
) -> None:
    platform = entry("stop", 'stop = "f:P1"', 'wheelchair_boarding = "no"')
    station = entry("stop", 'stop = "f:S"', 'wheelchair_boarding = "yes"')
    for toml in (platform + station, station + platform):
        known = know(town, tmp_path, toml, transit)
        assert by_stop(known) == {"A": 0, "P1": NO, "P2": YES, "S": YES}
    later = entry(
        "stop", 'stop = "f:S"', 'wheelchair_boarding = "yes"', date="2026-06-01"
    )
    assert by_stop(know(town, tmp_path, platform + later, transit))["P1"] == YES


@pytest.mark.parametrize(
    ("section", "place", "one", "other"),
    [
        ("line", 'route = "f:red"', 'wheelchair = "yes"', 'wheelchair = "no"'),
        ("line", 'route = "f:red"', 'ramp = "yes"', 'wheelchair = "no"'),
        ("stop", 'stop = "f:A"', 'ramp = "yes"', 'wheelchair_boarding = "no"'),
    ],
)
def test_two_entries_of_one_day_may_not_differ(
    town: Town,
    tmp_path: Path,
    transit: Transit,
    section: str,
    place: str,
    one: str,
    other: str,
) -> None:
    toml = entry(section, place, one) + entry(section, place, other)
    with pytest.raises(CityError) as error:
        know(town, tmp_path, toml, transit)
    said = {text.replace('"', "") for text in (one, other)}
    assert all(text in str(error.value) for text in said)
    assert "on the same day, 2026-05-01; keep the one that is true." in str(error.value)


def test_tables_before_stay_as_they_were(
    town: Town, tmp_path: Path, transit: Transit
) -> None:
    toml = entry("line", 'route = "f:red"', 'wheelchair = "yes"')
    toml += entry("stop", 'stop = "f:A"', 'wheelchair_boarding = "yes"')
    known = know(town, tmp_path, toml, transit)
    assert not transit.trips.wheelchair.any() and not transit.stops.wheelchair.any()
    assert known.trips.wheelchair.dtype == np.int8 == known.stops.wheelchair.dtype
