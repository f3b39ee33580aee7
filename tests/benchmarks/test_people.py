"""The benchmark of people: what it counts, times and prints."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.people import main, outcome
from benchmarks.towns import city_file_of
from maas.journeys.itinerary import Answer, Itinerary, Point
from maas.journeys.met import Status
from maas.people.catalog import profile_ids
from maas_feeds.build import build_city

from .towns import write_town

HERE = Point("here", 0.0, 0.0)
NOTHING = Answer(HERE, HERE, None, ())
SURE = Itinerary((), Status.CERTAIN)
PERHAPS = Itinerary((), Status.POSSIBLE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grid town")
    raw = write_town(folder / "raw")
    (raw / "city.toml").write_text(city_file_of(raw))
    build_city(raw / "city.toml", folder / "built")
    return folder / "built"


def test_the_best_that_can_be_said_counts() -> None:
    assert outcome(NOTHING) == "none"
    assert outcome(replace(NOTHING, itineraries=(PERHAPS,))) == "possible"
    assert outcome(replace(NOTHING, itineraries=(PERHAPS, SURE))) == "certain"
    assert outcome(replace(NOTHING, itineraries=(PERHAPS,), direct=SURE)) == "certain"
    assert outcome(replace(NOTHING, direct=PERHAPS, more_direct=(SURE,))) == "certain"


def test_every_profile_is_counted_and_timed(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lame = tmp_path / "lame.toml"
    # Two doors are at least 181 m apart, and no bus comes nearer to one than 1 m.
    lame.write_text('unknown = "avoid"\n[limits]\nmax_walk_metres = 1\n')
    names = ["walker", "manual_wheelchair", str(lame)]
    told = ["--city", str(built), "--pairs", "4", "--explained", "2", "--profiles"]
    assert main([*told, *names, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    result = json.loads(out)
    assert datetime.fromisoformat(result["depart"]) == datetime(2026, 1, 6, 9)
    walker, chair, lamed = result["people"]
    # A walker minds nothing. Nobody has told a wheelchair how steep the streets are.
    assert (walker["certain"], walker["possible"], walker["none"]) == (4, 0, 0)
    assert (chair["certain"], chair["possible"], chair["none"]) == (0, 4, 0)
    assert (lamed["profile"], lamed["none"]) == ("lame", 4)
    for one in result["people"]:
        assert one["first_ms"] > 0
        assert one["two"]["queries"] == one["three"]["queries"] == 4
        assert one["explain"]["queries"] == 2
        for kind in ("two", "three", "explain"):
            times = one[kind]
            assert 0 < times["median_ms"] <= times["p95_ms"] <= times["longest_ms"]


def test_the_goals_are_judged_last(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ["--city", str(built), "--pairs", "2", "--explained", "1"]
    assert main([*told, "--profiles", "deaf", "stick"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split()[:4] == ["profile", "certain", "possible", "none"]
    assert [line.split()[0] for line in lines[3:5]] == ["deaf", "stick"]
    assert lines[5].split() == ["goal", "≤", "5", "≤", "50"]
    # A town of 25 crossings is answered in no time.
    assert (
        lines[-1] == "three ≤ 5 ms: 2 of 2 profiles; explain ≤ 50 ms: 2 of 2 profiles"
    )


def test_all_profiles_are_asked_unless_some_are_named(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--city", str(built), "--pairs", "1", "--json"]) == 0
    people = json.loads(capsys.readouterr().out)["people"]
    assert [one["profile"] for one in people] == list(profile_ids())


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (["--city", "nowhere"], "There is no city at nowhere"),
        (["--city", "nowhere", "--profiles", "stik"], "did you mean 'stick'"),
    ],
)
def test_bad_input_is_one_sentence(
    capsys: pytest.CaptureFixture[str], told: list[str], said: str
) -> None:
    assert main(told) == 1
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1
