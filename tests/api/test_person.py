"""Journeys for somebody through every face, on the sample city."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from maas.people.catalog import profile_ids
from maas_api.app import create_app
from maas_api.cli import main
from maas_api.town import Town

from . import motis
from .conftest import run

NORTH, JINDAIJI = "35.7063,139.5610", "35.6679,139.5503"
MORNING = "2026-11-24T08:00"


def ask(city: Town, **asked: str) -> dict[str, Any]:
    http = TestClient(create_app(city))
    places = {"fromPlace": NORTH, "toPlace": JINDAIJI, "time": MORNING}
    response = http.get("/api/v6/plan", params=places | asked)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    motis.check(answer)
    return answer


@pytest.mark.parametrize("profile", profile_ids())
def test_everybody_is_answered_in_motis_words(city: Town, profile: str) -> None:
    answer = ask(city, mobilityProfile=profile)
    assert answer["x-person"]["id"] == profile
    for journey in answer["itineraries"]:
        assert journey["x-status"] in ("certain", "possible")
        assert journey["x-effort"] > 0
        for leg in journey["legs"]:
            met = leg["x-accessibility"]
            assert met["profile"] == profile
            if journey["x-status"] == "certain":
                assert met["status"] == "certain"
            if leg["mode"] == "WALK":
                # What is told of the edges is the leg.
                edges = met["edges"]
                told = sum(
                    e["seconds"] + e["waitSeconds"] + e["restSeconds"] for e in edges
                )
                assert told == leg["duration"]
                metres = sum(e["metres"] for e in edges)
                assert metres == pytest.approx(leg["distance"], abs=0.1 * len(edges))


def test_a_wheelchair_is_never_somebody_on_foot(city: Town) -> None:
    wheels = ask(city, pedestrianProfile="WHEELCHAIR")
    assert wheels["x-person"]["id"] == "manual_wheelchair"
    for journey in wheels["itineraries"]:
        for leg in journey["legs"]:
            for edge in leg["x-accessibility"].get("edges", ()):
                assert edge["kind"] not in ("steps", "escalator")
                assert edge.get("kerbCm", 0) <= 3
                assert edge.get("widthCm", 80) >= 80
                assert edge.get("wheelchair") != "no"


def test_limits_are_changed_for_one_question(city: Town) -> None:
    loose = ask(city, mobilityProfile="manual_wheelchair")
    tight = ask(
        city, mobilityProfile="manual_wheelchair", limits="min_width=150,max_kerb=0"
    )
    assert tight["x-person"]["limits"]["min_width_cm"] == 150
    assert loose["x-person"]["limits"]["min_width_cm"] == 80
    for journey in tight["itineraries"]:
        for leg in journey["legs"]:
            for edge in leg["x-accessibility"].get("edges", ()):
                assert edge.get("widthCm", 150) >= 150


def test_an_easier_journey_is_told_beside_the_quickest(city: Town) -> None:
    plain = ask(city, mobilityProfile="pushchair", timetableView="false")
    found = ask(
        city,
        mobilityProfile="pushchair",
        timetableView="false",
        criteria="arrival,boardings,effort",
    )
    quickest = min(j["endTime"] for j in plain["itineraries"])
    assert min(j["endTime"] for j in found["itineraries"]) == quickest
    efforts = [j["x-effort"] for j in found["itineraries"]]
    assert len(set(efforts)) > 1, "all are as hard"


def test_changes_say_how_likely_they_are_missed(city: Town) -> None:
    answer = ask(city, mobilityProfile="slow_walker")
    changes = [
        leg["x-transferRisk"]
        for journey in answer["itineraries"]
        for leg in journey["legs"]
        if "x-transferRisk" in leg
    ]
    assert changes
    for change in changes:
        assert 0 <= change["missedChance"] <= 1
        assert change["nextArrival"] > change["nextDeparture"]


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_the_way_is_told_in_words(city: Town, language: str) -> None:
    answer = ask(city, mobilityProfile="blind", instructions=language)
    for journey in answer["itineraries"]:
        steps = journey["x-instructions"]
        assert steps[0]["text"] and steps[-1]["kind"] == "arrive"
        for step in steps:
            if "ruby" in step:
                assert "".join(text for text, _ in step["ruby"]) == step["text"]


def test_people_read_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--from", NORTH, "--to", JINDAIJI, "--depart", MORNING]
    speech = folder / "first.xml"
    run(
        "plan", str(folder / "city"), *place, "--profile", "manual_wheelchair",
        "--limit", "max_slope_up=5", "--unknown", "allow",
        "--criteria", "arrival,boardings,effort",
        "--say", "en", "--ssml", str(speech),
    )  # fmt: skip
    said = capsys.readouterr().out
    assert "effort" in said and "possible, not all is known" in said
    assert "not known: " in said
    assert "  · " in said
    assert ElementTree.parse(speech).getroot().tag.endswith("speak")


def test_why_not_is_said_in_two_languages(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--from", NORTH, "--to", JINDAIJI, "--depart", MORNING]
    run("explain", str(folder / "city"), *place, "--profile", "stick")
    assert "too far to walk" in capsys.readouterr().out
    run("explain", str(folder / "city"), *place, "--profile", "stick", "--lang", "ja")
    assert "歩く距離が長すぎます" in capsys.readouterr().out
    run("explain", str(folder / "city"), *place, "--profile", "stick", "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["relaxations"][0]["limit"] == "max_stretch_metres"


def test_unknowns_are_ranked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--profile", "manual_wheelchair", "--pairs", "10", "--depart", MORNING]
    run("unknowns", str(folder / "city"), *asked, "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["pairs"] == 10
    assert found["certain"] + found["possible"] + found["none"] == 10
    shares = [(way["alone"], way["shared"]) for way in found["ways"]]
    assert shares == sorted(shares, reverse=True)
    assert sum(way["shared"] for way in found["ways"]) == pytest.approx(
        found["possible"], abs=0.2
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--profile", "wheel"], "there is no mobility profile 'wheel'"),
        (["--limit", "max_slope_up=5"], "--limit changes a profile"),
        (["--profile", "stick", "--limit", "max_slope_up"], "changes no limit"),
        (["--profile", "stick", "--unknown", "hope"], "--unknown is 'hope'"),
        (["--profile", "stick", "--criteria", "speed"], "--criteria is 'speed'"),
        (["--criteria", "effort"], "effort is somebody's"),
        (["--profile", "stick", "--speed", "1.5"], "do not go together"),
        (["--say", "fr"], "--say is 'fr'"),
        (["--ssml", "x.xml"], "--ssml needs a language"),
    ],
)
def test_refuses_in_one_sentence(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    sentence: str,
) -> None:
    place = ["--from", NORTH, "--to", JINDAIJI, "--depart", MORNING]
    with pytest.raises(SystemExit) as end:
        main(["plan", str(folder / "city"), *place, *options])
    assert end.value.code == 1
    said = capsys.readouterr().err
    assert sentence in said and said.count("\n") == 1
