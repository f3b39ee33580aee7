"""Planners side by side: the turns, the comparison, and a peer that is not there."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.peers import environments
from benchmarks.peers.__main__ import main
from benchmarks.peers.compare import best_arrival, compare
from benchmarks.peers.environments import Missing, python_of
from benchmarks.peers.explain import explain
from benchmarks.peers.given import Walker
from benchmarks.peers.turns import Planner, WorkerFailed, ask_in_turn
from benchmarks.peers.worker import Reply
from benchmarks.towns import city_file_of
from maas.city import City
from maas_feeds.build import build_city

from .towns import SIDE, write_town

ECHO = """
from benchmarks.peers.worker import Stopwatch, serve

def prepare(setup):
    print("a library that talks")
    def ask(number):
        watch = Stopwatch()
        watch.time("think", lambda: sum(range(1000)))
        return {"cpu": watch.parts, "found": [[1, setup["base"] + number]]}
    return ask

serve(prepare)
"""


def planner(tmp_path: Path, name: str, program: str = ECHO) -> Planner:
    setup = tmp_path / f"{name}.json"
    setup.write_text('{"base": 100}')
    return Planner(name, [sys.executable, "-c", program, str(setup)])


def test_every_planner_answers_every_question_in_order(tmp_path: Path) -> None:
    with planner(tmp_path, "a") as a, planner(tmp_path, "b") as b:
        a.load()
        b.load()
        replies = ask_in_turn([a, b], questions=7, block=3)
    assert a.loaded["load_cpu_seconds"] >= 0
    for name in "ab":
        found = [reply["found"] for reply in replies[name]]
        assert found == [[[1, 100 + number]] for number in range(7)]
        assert all(reply["cpu"]["think"] > 0 for reply in replies[name])


def test_a_planner_that_dies_says_its_last_words(tmp_path: Path) -> None:
    broken = planner(tmp_path, "a", "raise ValueError('no such day')")
    with broken, pytest.raises(WorkerFailed, match="no such day"):
        broken.load()


def test_a_peer_that_cannot_be_installed_is_missing_with_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(Missing, match="pynigiri==0.1.5 cannot be installed: .*no-pyth"):
        python_of("pynigiri", tmp_path)
    assert not (tmp_path / "pynigiri").exists()


def test_a_peer_is_installed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def run(*command: str) -> None:
        ran.append(command[2])
        (tmp_path / "ferrobus" / "bin").mkdir(parents=True, exist_ok=True)
        (tmp_path / "ferrobus" / "bin" / "python").touch()

    monkeypatch.setattr(environments, "_run", run)
    first, again = python_of("ferrobus", tmp_path), python_of("ferrobus", tmp_path)
    assert first == again == tmp_path / "ferrobus" / "bin" / "python"
    assert ran == ["venv", "pip"]


def test_arrivals_are_compared_question_by_question() -> None:
    ours = [1000, 1000, 1000, 1000, None, None]
    theirs = [1030, 1200, 700, None, 900, None]
    quality = compare(ours, theirs, tolerance_seconds=60)
    assert (quality.same, quality.later, quality.earlier) == (1, 1, 1)
    assert (quality.only_ours, quality.only_theirs, quality.neither) == (1, 1, 1)
    assert (quality.later_seconds, quality.earlier_seconds) == (200, 300)
    assert quality.earlier_questions == (2,)


def test_walking_all_the_way_is_an_arrival_too() -> None:
    reply: Reply = {"cpu": {}, "found": [[2, 900], [1, 950]]}
    assert best_arrival(reply) == 900
    assert best_arrival(reply, walk_arrival=800) == 800
    assert best_arrival({"cpu": {}, "found": []}) is None


def test_our_own_planner_alone_is_compared_with_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = write_town(tmp_path / "town")
    (raw / "city.toml").write_text(city_file_of(raw))
    build_city(raw / "city.toml", tmp_path / "built")
    told = ["--city", str(tmp_path / "built"), "--pairs", "6", "--peers"]
    assert main([*told, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["asked_of_all"] == result["pairs"] == 6
    assert result["arrivals"]["maas search"]["same"] == 6

    assert main([*told, "ferrobus"]) == 0
    *_, left_out, last = capsys.readouterr().out.splitlines()
    assert (
        left_out == "ferrobus was left out: it needs exactly one .osm.pbf file (--osm)"
    )
    assert last.endswith("no peer took part")


def test_a_walk_that_beats_the_streets_is_told_from_one_that_does_not(
    tmp_path: Path,
) -> None:
    raw = write_town(tmp_path / "town")
    (raw / "city.toml").write_text(city_file_of(raw))
    build_city(raw / "city.toml", tmp_path / "built")
    streets = City.open(tmp_path / "built").streets
    corner, opposite = np.flatnonzero(np.isin(streets.node_osm, [1, SIDE**2])).tolist()
    asked = [{"nodes": [corner, opposite]}] * 3
    # Along the streets 1612 m, straight 1145 m, at 1 m/s.
    replies: list[Reply] = [
        {"cpu": {}, "found": [], "walks": [[-1, -1, seconds]]}
        for seconds in (1612, 1300, 1000)
    ]
    found = explain(streets, Walker(1.0, 3600), asked, replies, [0, 1, 2])
    assert (found.quicker_than_streets, found.quicker_than_straight) == (2, 1)
