"""From nothing to a certified journey: the sample city through every face."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from maas_api.app import create_app
from maas_api.cli import main
from maas_api.town import Town

from . import motis
from .conftest import run

# North of Mitaka station; the gate of Jindaiji, which no train passes.
NORTH, JINDAIJI = "35.7063,139.5610", "35.6679,139.5503"
MORNING = "2026-11-24T08:00"


def ask(city: Town, **asked: str) -> dict[str, Any]:
    http = TestClient(create_app(city))
    response = http.get("/api/v6/plan", params={"time": MORNING, **asked})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    motis.check(answer)
    return answer


def test_people_get_a_journey_and_are_told_what_is_invented(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--from", NORTH, "--to", JINDAIJI, "--depart", MORNING]
    run("plan", str(folder / "city"), *place)
    said = capsys.readouterr().out
    assert "invented" in said and "架空" in said
    assert "1. Tue 2026-11-24" in said and "bus " in said


@pytest.mark.parametrize(
    "options",
    [
        ["--depart", MORNING],
        ["--arrive", "2026-11-24T09:00", "--window", "60"],
        ["--depart", "2026-11-24T23:30", "--window", "120"],
        ["--depart", MORNING, "--min-transfer", "180", "--extra-transfer", "60"],
        ["--depart", "2026-11-28T12:00", "--mode", "BUS"],
    ],
)
def test_every_leg_told_is_certified_by_the_raw_feeds(
    folder: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    city, answer = str(folder / "city"), folder / "answer.json"
    run("plan", city, "--from", NORTH, "--to", JINDAIJI, *options, "--json")
    text = capsys.readouterr().out
    motis.check(json.loads(text))
    assert json.loads(text)["itineraries"]
    answer.write_text(text, encoding="utf-8")
    run("verify", city, str(answer))
    assert "legs certified" in capsys.readouterr().out


def test_the_first_journey_can_be_drawn(folder: Path) -> None:
    picture = folder / "journey.svg"
    place = ["--from", NORTH, "--to", JINDAIJI, "--depart", MORNING]
    run("plan", str(folder / "city"), *place, "--picture", str(picture))
    svg = ElementTree.parse(picture).getroot()
    kinds = [part.get("class") for part in svg]
    assert kinds.count("walk") >= 2 and kinds.count("ride") >= 1
    assert any("架空" in "".join(part.itertext()) for part in svg)


def test_walks_are_on_streets_and_told_step_by_step(city: Town) -> None:
    (direct,) = ask(city, fromPlace=NORTH, toPlace="35.6990,139.5600")["direct"]
    (walk,) = direct["legs"]
    assert "x-straightLine" not in walk
    assert len(walk["steps"]) > 3
    assert sum(step["distance"] for step in walk["steps"]) == pytest.approx(
        walk["distance"], abs=1 + len(walk["steps"]) / 10
    )
    assert walk["legGeometry"]["length"] > len(walk["steps"])


def test_pages_go_on_through_the_morning(city: Town) -> None:
    asked = {"fromPlace": NORTH, "toPlace": JINDAIJI, "directModes": ""}
    first = ask(city, **asked)
    second = ask(city, **asked, pageCursor=first["nextPageCursor"])
    ends = [journey["startTime"] for journey in first["itineraries"]]
    starts = [journey["startTime"] for journey in second["itineraries"]]
    assert ends and starts and max(ends) < min(starts)


def test_stops_of_an_answer_can_be_asked_for(city: Town) -> None:
    answer = ask(city, fromPlace=NORTH, toPlace=JINDAIJI)
    ride = next(
        leg for leg in answer["itineraries"][0]["legs"] if leg["mode"] != "WALK"
    )
    again = ask(
        city,
        fromPlace=ride["from"]["stopId"],
        toPlace=ride["to"]["stopId"],
        time=ride["startTime"],
        timetableView="false",
    )
    trips = [leg.get("tripId") for it in again["itineraries"] for leg in it["legs"]]
    assert ride["tripId"] in trips


def test_the_example_on_the_landing_page_has_a_ride(city: Town) -> None:
    http = TestClient(create_app(city))
    text = http.get("/").text
    link = text.split('href="/api/v6/plan')[1].split('"')[0].replace("&amp;", "&")
    response = http.get(f"/api/v6/plan{link}")
    assert response.status_code == 200, response.text
    legs = [leg for it in response.json()["itineraries"] for leg in it["legs"]]
    assert any("tripId" in leg for leg in legs)


def test_a_place_far_away_is_refused_in_one_sentence(city: Town) -> None:
    http = TestClient(create_app(city))
    asked = {"fromPlace": "0,0", "toPlace": NORTH, "time": MORNING}
    response = http.get("/api/v6/plan", params=asked)
    assert response.status_code == 404
    assert list(response.json()) == ["error"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "stop:rail:Mitaka",
            "feed 'rail' has no stop 'Mitaka'; did you mean 'mitaka'?",
        ),
        ("stop:rail:mitak", "feed 'rail' has no stop 'mitak'; did you mean 'mitaka'?"),
        ("stop:rail:zzzzz", "feed 'rail' has no stop 'zzzzz'"),
    ],
)
def test_an_unknown_stop_is_told_with_the_nearest_one(
    folder: Path, asked: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["plan", str(folder / "city"), "--from", asked, "--to", NORTH])
    assert capsys.readouterr().err == said + "\n"


def test_the_sample_leaves_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "bus.zip").write_text("mine")
    (tmp_path / "city.toml").write_text("mine too")
    for folder in (tmp_path, tmp_path / "bus.zip", tmp_path / "bus.zip" / "x"):
        with pytest.raises(SystemExit):
            main(["sample", str(folder)])
    assert (tmp_path / "bus.zip").read_text() == "mine"
    assert (tmp_path / "city.toml").read_text() == "mine too"
    assert len(list(tmp_path.iterdir())) == 2


def test_the_sample_may_be_written_again(folder: Path) -> None:
    run("sample", str(folder / "files"))


def test_what_is_no_answer_cannot_be_verified(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text("{}")
    with pytest.raises(SystemExit):
        main(["verify", str(folder / "city"), str(answer)])
    assert "is not a plan answer" in capsys.readouterr().err


def test_unchanged_inputs_are_not_built_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(
        "build",
        str(folder / "files/city.toml"),
        "--out",
        str(folder / "city"),
        "--json",
    )
    assert json.loads(capsys.readouterr().out)["rebuilt"] is False
