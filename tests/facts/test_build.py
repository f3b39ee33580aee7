"""From files to a city on disk that knows better, and tells who said so."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from maas.city import City
from maas.errors import CityError
from maas.facts import no_facts
from maas_feeds.build import build_city

from ..text import feed, write_table
from .town import entry

STREETS = """<osm version="0.6">
<node id="1" lat="35.000" lon="139.000"/>
<node id="2" lat="35.000" lon="139.010"/>
<node id="3" lat="35.005" lon="139.010"/>
<way id="7"><nd ref="1"/><nd ref="2"/><nd ref="3"/>
<tag k="highway" v="footway"/></way></osm>"""
CITY = """name = "Town"
timezone = "Asia/Tokyo"
[[gtfs]]
id = "bus"
path = "bus"
[[osm]]
path = "streets.osm"
[[facts]]
path = "facts.toml"
[[reports]]
path = "reports.jsonl"
confirmations_needed = 1
within_days = 10
"""
REPORT = {
    "about": "street",
    "place": "osm:way/7",
    "attribute": "wheelchair",
    "value": "no",
}


@pytest.fixture
def city_file(tmp_path: Path) -> Path:
    """A town with a footway; its facts file and its reports speak of it."""
    feed(tmp_path / "bus", "red A B C\n 1 8:00 8:10 8:20")
    (tmp_path / "streets.osm").write_text(STREETS, encoding="utf-8")
    facts = entry("line", 'agency = "town"', 'ramp = "yes"')
    facts += entry("stop", 'stop = "bus:B"', 'level_boarding = "yes"')
    facts += entry("street", "way = 7", "width_cm = 150")
    (tmp_path / "facts.toml").write_text(facts, encoding="utf-8")
    reports = [
        REPORT | {"kind": kind, "date": day, "reporter": who}
        for kind, day, who in (
            ("report", "2026-06-01", "a"),
            ("confirm", "2026-06-11", "b"),
        )
    ]
    lines = "\n".join(map(json.dumps, reports))
    (tmp_path / "reports.jsonl").write_text(lines + "\n{\n", encoding="utf-8")
    path = tmp_path / "city.toml"
    path.write_text(CITY, encoding="utf-8")
    return path


def test_the_city_on_disk_knows_better(city_file: Path, tmp_path: Path) -> None:
    summary = build_city(city_file, tmp_path / "city")
    city = City.open(tmp_path / "city")
    edges = np.flatnonzero(city.streets.osm_way == 7)
    assert len(edges) and (city.streets.width_cm[edges] == 150).all()
    assert (city.streets.wheelchair[edges] == 2).all()
    assert city.trips.wheelchair.tolist() == [1]
    assert dict(
        zip(city.stops.stop_id, city.stops.wheelchair.tolist(), strict=True)
    ) == {
        "A": 0,
        "B": 1,
        "C": 0,
    }
    facts = [city.facts.get(row) for row in city.facts.about("edge", int(edges[0]))]
    assert {(fact.text, fact.residents, fact.where) for fact in facts} == {
        ("width_cm = 150", 0, "facts.toml, line 13"),
        ("wheelchair = no", 2, "reports.jsonl, line 1"),
    }
    (trip,) = city.facts.about("trip", 0)
    assert city.facts.get(trip).source == "survey"
    b = city.get_stop("bus", "B")
    assert [city.facts.get(f).text for f in city.facts.about("stop", b)] == [
        "level_boarding = yes"
    ]
    assert [said for said in summary.warnings if "reports.jsonl" in said] == [
        f"{tmp_path / 'reports.jsonl'}, line 3 is left out: it is not JSON."
    ]


def test_another_fact_makes_another_city(city_file: Path, tmp_path: Path) -> None:
    assert build_city(city_file, tmp_path / "city").rebuilt
    assert not build_city(city_file, tmp_path / "city").rebuilt
    for name in ("facts.toml", "reports.jsonl"):
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        assert build_city(city_file, tmp_path / "city").rebuilt


def test_a_fault_is_told_before_anything_is_built(
    city_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "facts.toml").write_text("[[kerb]]\n", encoding="utf-8")
    (tmp_path / "streets.osm").write_text("", encoding="utf-8")  # not read any more
    with pytest.raises(CityError, match=r"facts\.toml, line 1: source is missing"):
        build_city(city_file, tmp_path / "city")
    assert not (tmp_path / "city").exists()


def test_a_city_without_facts_has_none(city_file: Path, tmp_path: Path) -> None:
    city_file.write_text(CITY.partition("[[facts]]")[0], encoding="utf-8")
    build_city(city_file, tmp_path / "city")
    city = City.open(tmp_path / "city")
    assert len(city.facts) == len(no_facts()) == 0
    assert city.facts.about("edge", 0) == []
    assert city.facts.column("trip", "wheelchair", 1).tolist() == [-1]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("[[facts]]", "[facts]"), r"write \[\[facts\]\] with two brackets"),
        (("facts.toml", "fakts.toml"), "there is no file"),
        (("within_days", "withindays"), "did you mean 'within_days'"),
        (
            ("= 1\n", "= 0\n"),
            "line 12: .*confirmations_needed: input should be greater",
        ),
    ],
)
def test_the_city_file_names_them(
    city_file: Path, tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    city_file.write_text(CITY.replace(*change), encoding="utf-8")
    with pytest.raises(CityError, match=sentence):
        build_city(city_file, tmp_path / "city")


def test_pathways_are_known_by_feed_and_id(city_file: Path, tmp_path: Path) -> None:
    write_table(
        tmp_path / "bus" / "pathways.txt",
        [
            {
                "pathway_id": name,
                "from_stop_id": "A",
                "to_stop_id": "B",
                "pathway_mode": 5,
                "is_bidirectional": 1,
            }
            for name in ("up", "down: 2")
        ],
    )
    build_city(city_file, tmp_path / "city")
    index = City.open(tmp_path / "city").pathway_index
    assert index == {("bus", "up"): 0, ("bus", "down: 2"): 1}
