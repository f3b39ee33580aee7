"""The planner's own answers for persons, each walk held against raw OpenStreetMap."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import osmium
import pytest

from maas.errors import PlaceError
from maas.journeys.request import PLAIN_CRITERIA, At, Criterion, Request
from maas.people.catalog import get_person, profile_ids
from maas.people.profile import (
    BOARDING_TESTS,
    TESTS,
    Efforts,
    Limits,
    Person,
    Policy,
    Speeds,
)
from maas_api.journeys.answering import answer_plan
from maas_api.journeys.translate import Wording
from maas_api.town import Town, open_town
from maas_feeds.build import build_city
from maas_feeds.sample import write_sample
from maas_feeds.verify import Verifier
from maas_feeds.verify.raw_streets import read_streets

from ...proof import proof_size
from .answers import write_feed

DATA = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"
NEAR_DEGREES = 0.02
"""About 2 km: so near to each other places are that one might walk between."""


def sample_city(folder: Path) -> Path:
    return write_sample(folder / "sample")


def porto_alegre(folder: Path) -> Path:
    paths = {
        name: (DATA / "porto_alegre" / name).resolve()
        for name in (
            "poa_eptc.zip",
            "poa_trensurb.zip",
            "poa_osm.pbf",
            "poa_elevation.tif",
        )
    }
    needs(*paths.values())
    city_file = folder / "city.toml"
    city_file.write_text(f"""
        name = "Porto Alegre"
        timezone = "America/Sao_Paulo"
        [[gtfs]]
        id = "eptc"
        path = "{paths["poa_eptc.zip"]}"
        [[gtfs]]
        id = "trensurb"
        path = "{paths["poa_trensurb.zip"]}"
        [[osm]]
        path = "{paths["poa_osm.pbf"]}"
        [[elevation]]
        path = "{paths["poa_elevation.tif"]}"
    """)
    return city_file


def frankfurt(folder: Path) -> Path:
    """Streets that are rich in kerbs, inclines and wheelchair tags; one invented bus."""
    streets = (DATA / "frankfurt" / "frankfurt.osm.pbf").resolve()
    needs(streets)
    trips = [f"t{hour}{minute:02}" for hour in range(6, 22) for minute in (0, 20, 40)]
    write_feed(
        folder / "bus",
        agency="""
            agency_id, agency_name, agency_url, agency_timezone
            1, Bus, https://example.org, Europe/Berlin
        """,
        stops="""
            stop_id, stop_name, stop_lat, stop_lon, wheelchair_boarding
            a, A, 50.1064, 8.6628, 1
            b, B, 50.1118, 8.6753,
        """,
        routes="""
            route_id, agency_id, route_short_name, route_type
            r, 1, R, 3
        """,
        calendar="""
            service_id, monday, tuesday, wednesday, thursday, friday, saturday, sunday,\
 start_date, end_date
            s, 1, 1, 1, 1, 1, 1, 1, 20260101, 20261231
        """,
        trips="\n".join(
            [
                "route_id, service_id, trip_id, wheelchair_accessible",
                *(f"r, s, {t}, {'' if t.endswith('20') else 1}" for t in trips),
            ]
        ),
        stop_times="\n".join(
            [
                "trip_id, arrival_time, departure_time, stop_id, stop_sequence",
                *(
                    f"{t}, {t[1:-2]}:{int(t[-2:]) + late:02}:00,"
                    f" {t[1:-2]}:{int(t[-2:]) + late:02}:00, {stop}, {late}"
                    for t in trips
                    for stop, late in (("a", 0), ("b", 4))
                ),
            ]
        ),
    )
    city_file = folder / "city.toml"
    city_file.write_text(f"""
        name = "Frankfurt"
        timezone = "Europe/Berlin"
        [[gtfs]]
        id = "bus"
        path = "bus"
        [[osm]]
        path = "{streets}"
    """)
    return city_file


TOWNS = {
    "sample": (sample_city, datetime(2026, 11, 24, 6)),
    "porto_alegre": (porto_alegre, datetime(2019, 5, 13, 6)),
    "frankfurt": (frankfurt, datetime(2026, 3, 10, 6)),
}


def needs(*paths: Path) -> None:
    if missing := [str(path) for path in paths if not path.exists()]:
        pytest.skip(f"{missing[0]} is not here")


def certify(town_name: str, folder: Path, questions: int) -> Counter[str]:
    """Ask at random for random persons, certify every leg; count what there was."""
    write, opening = TOWNS[town_name]
    build_city(write(folder), folder / "city")
    town = open_town(folder / "city")
    osm = [Path(path) for path in town.streets]
    verifier = Verifier(
        {feed_id: Path(path) for feed_id, path in town.feeds.items()},
        town.timezone,
        osm=osm,
        elevation=[Path(path) for path in town.elevation],
    )
    draw = random.Random(town_name)
    spots = sorted(read_streets(osm).places.values())
    found: Counter[str] = Counter()
    for _ in range(questions):
        request = drawn_request(draw, town, spots, opening)
        try:
            answer = ask(town, request)
        except PlaceError:  # the file goes on where the city's streets do not
            found["outside"] += 1
            continue
        verdict = verifier.check(answer)
        assert verdict.faults == (), request
        count(answer, found)
    return found


def ask(town: Town, request: Request) -> dict[str, Any]:
    wording = Wording(town.timezone, join_interlined=False)
    answer = answer_plan(town, request, wording, {})
    text = answer.model_dump_json(by_alias=True, exclude_none=True)
    told: dict[str, Any] = json.loads(text)
    return told


def count(answer: dict[str, Any], found: Counter[str]) -> None:
    for itinerary in (*answer["direct"], *answer["itineraries"]):
        for leg in itinerary["legs"]:
            told = leg["x-accessibility"]
            edges = told.get("edges", ())
            found["legs"] += 1
            found[told["status"]] += 1
            found["edges"] += len(edges)
            found["rests"] += sum(edge["restSeconds"] > 0 for edge in edges)
            found.update(edge["kind"] for edge in edges)


def drawn_request(
    draw: random.Random,
    town: Town,
    spots: list[tuple[float, float]],
    opening: datetime,
) -> Request:
    def near(lat: float, lon: float) -> At:
        return At(lat + draw.uniform(-5e-4, 5e-4), lon + draw.uniform(-5e-4, 5e-4))

    start = draw.choice(spots)
    end = draw.choice(spots)
    if draw.random() < 0.6:
        around = [
            spot
            for spot in draw.sample(spots, min(len(spots), 2000))
            if max(abs(spot[0] - start[0]), abs(spot[1] - start[1])) < NEAR_DEGREES
        ]
        end = draw.choice(around or [end])
    at = opening.replace(tzinfo=town.zone)
    return Request(
        near(*start),
        near(*end),
        at + timedelta(minutes=draw.randrange(14 * 60)),
        arrive_by=draw.random() < 0.3,
        criteria=PLAIN_CRITERIA if draw.random() < 0.6 else frozenset(Criterion),
        person=drawn_person(draw),
        unknown=draw.choice(list(Policy)),
    )


def drawn_person(draw: random.Random) -> Person:
    """A profile of the house, or somebody whom nobody has thought of."""
    if draw.random() < 0.4:
        return get_person(draw.choice(profile_ids()))
    limit = draw.choice((0.1, 0.2, 0.4))

    def perhaps(*values: Any) -> Any:
        return draw.choice(values) if draw.random() < limit else None

    limits = Limits(
        max_slope_up=perhaps(3.0, 6.0, 12.0),
        max_slope_down=perhaps(3.0, 6.0, 12.0),
        max_cross_slope=perhaps(2.0, 4.0),
        max_kerb_cm=perhaps(0.0, 3.0, 5.0),
        min_width_cm=perhaps(80.0, 90.0, 150.0),
        max_steps=perhaps(0, 0, 10, 40),
        max_stretch_metres=perhaps(100.0, 200.0, 300.0),
        max_walk_metres=perhaps(500.0, 1000.0, 2000.0),
        max_crossing_metres=perhaps(8.0, 12.0, 20.0),
        least_crossing=perhaps("unmarked", "marked", "signals"),
        worst_smoothness=perhaps("good", "intermediate", "bad"),
        barred_surfaces=frozenset(
            perhaps(("sand", "gravel"), ("sett", "cobblestone", "ground")) or ()
        ),
        escalators=draw.random() < 0.7,
        lifts=draw.random() < 0.8,
        wheels=draw.choice((None, None, "wheelchair", "stroller")),
        needs_handrail=draw.random() < limit / 2,
        needs_sound=draw.random() < limit / 2,
        needs_tactile=draw.random() < limit / 2,
        needs_light=draw.random() < limit / 2,
        step_free_boarding=draw.random() < 0.3,
    )
    speeds = Speeds(
        by_slope=((-10.0, 0.9), (0.0, 1.2), (10.0, 0.7)),
        kerb_seconds=draw.choice((0.0, 2.0)),
        boarding_seconds=draw.choice((0, 60)),
        transfer_seconds=draw.choice((0, 60)),
    )
    known = draw.choice((0.1, 0.5))
    tests = (*TESTS, *BOARDING_TESTS)
    must_know = frozenset(test for test in tests if draw.random() < known)
    efforts = Efforts(comfortable_up=2.0, up_weight=5, step=1, kerb=3, crossing=5)
    return Person("drawn", {}, {}, speeds, limits, efforts, must_know, Policy.AVOID)


def test_certifies_answers_for_persons_in_the_sample_city(tmp_path: Path) -> None:
    found = certify("sample", tmp_path, questions=60)
    assert found["legs"] > 100
    assert found["certain"] and found["possible"]
    assert found["edges"] > 1000


@pytest.mark.long
@pytest.mark.parametrize(
    ("town_name", "questions"),
    [("porto_alegre", 3000), ("frankfurt", 3000), ("sample", 2000)],
)
def test_certifies_thousands_of_answers_for_persons(
    tmp_path: Path, town_name: str, questions: int
) -> None:
    found = certify(town_name, tmp_path, questions=proof_size(questions))
    assert found["edges"] > 10 * proof_size(questions), found
    assert found["outside"] < 0.1 * proof_size(questions), found


def test_finds_a_barrier_that_was_built_after_the_city(tmp_path: Path) -> None:
    """The same answers no longer hold where every path has become stairs."""
    build_city(sample_city(tmp_path), tmp_path / "city")
    town = open_town(tmp_path / "city")
    (osm,) = town.streets
    changed = tmp_path / "changed.osm.pbf"
    with osmium.SimpleWriter(str(changed)) as writer:
        for item in osmium.FileProcessor(osm):
            if item.is_way() and item.tags.get("highway") == "footway":
                tags = {**dict(item.tags), "highway": "steps", "step_count": "9"}
                writer.add(item.replace(tags=tags))
            else:
                writer.add(item)
    draw = random.Random(1)
    spots = sorted(read_streets([Path(osm)]).places.values())
    nobody_climbs = replace(
        get_person("walker"),
        limits=Limits(max_steps=0),
        must_know=frozenset({"steps"}),
    )
    faults: Counter[str] = Counter()
    feeds = {feed_id: Path(path) for feed_id, path in town.feeds.items()}
    verifier = Verifier(feeds, town.timezone, osm=[changed])
    for _ in range(10):
        request = drawn_request(draw, town, spots, TOWNS["sample"][1])
        answer = ask(town, replace(request, person=nobody_climbs))
        faults.update(fault.rule for fault in verifier.check(answer).faults)
    assert faults["steps"] > 10
