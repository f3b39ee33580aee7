"""Ways for wheelchairs side by side: what is compared, told, and refused."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from benchmarks.peers import environments
from benchmarks.peers.environments import Missing
from benchmarks.wheelchairs import __main__ as wheelchairs
from benchmarks.wheelchairs import asking
from benchmarks.wheelchairs.asking import Way, ask_valhalla, find_python
from benchmarks.wheelchairs.compare import Compared, Comparer, Outcome
from benchmarks.wheelchairs.tags import off_feet, read_tags, told_by
from maas.people.catalog import get_person
from maas.people.profile import Policy
from maas.streets.graph import Streets
from maas.streets.verdict import judge
from maas_feeds.osm import build_streets, no_pathways, no_stops

# Four corners of a block of 100 m, and a fifth beyond the steps:
#
#     3 ---------- 4
#     |            |
#     1 --kerb 6-- 2 ==steps== 5
PLACES = {
    1: (0.0, 0.0),
    2: (0.0, 0.0009),
    3: (0.0009, 0.0),
    4: (0.0009, 0.0009),
    5: (0.0, 0.0018),
    6: (0.0, 0.00045),
}
WAYS = {
    10: ([1, 6, 2], {"highway": "footway", "surface": "asphalt"}),
    11: ([1, 3], {"highway": "footway"}),
    12: ([3, 4], {"highway": "footway"}),
    13: ([4, 2], {"highway": "footway"}),
    14: ([2, 5], {"highway": "steps", "step_count": "9"}),
    # A road whose sidewalks are ways of their own.
    15: ([1, 4], {"highway": "residential", "sidewalk": "separate"}),
}


@pytest.fixture(scope="module")
def osm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = ['<?xml version="1.0"?>', '<osm version="0.6">']
    for number, (lat, lon) in PLACES.items():
        tag = '<tag k="kerb" v="raised"/>' if number == 6 else ""
        lines.append(
            f'<node id="{number}" version="1" lat="{lat}" lon="{lon}">{tag}</node>'
        )
    for number, (nodes, tags) in WAYS.items():
        refs = "".join(f'<nd ref="{one}"/>' for one in nodes)
        told = "".join(f'<tag k="{k}" v="{v}"/>' for k, v in tags.items())
        lines.append(f'<way id="{number}" version="1">{refs}{told}</way>')
    path = tmp_path_factory.mktemp("block") / "block.osm"
    path.write_text("\n".join([*lines, "</osm>"]), "utf-8")
    return path


@pytest.fixture(scope="module")
def streets(osm: Path) -> Streets:
    return build_streets([osm], (), no_stops(), no_pathways())[0]


@pytest.fixture(scope="module")
def comparer(streets: Streets) -> Comparer:
    person = get_person("manual_wheelchair")
    return Comparer(streets, judge(streets, person, Policy.ALLOW), person.must_know)


def along(*nodes: int, ways: list[int]) -> Way:
    """Valhalla's way from node to node, one OSM way for each stretch."""
    line = tuple(PLACES[node] for node in nodes)
    parts = tuple((way, i, i + 1) for i, way in enumerate(ways))
    return Way(100.0 * len(ways), 80.0, line, parts)


def compared(
    comparer: Comparer, streets: Streets, start: int, end: int, theirs: Way | None
) -> Compared:
    nodes = [int(np.flatnonzero(streets.node_osm == n)[0]) for n in (start, end)]
    return comparer.compare(*nodes, theirs)


def test_the_same_way(comparer: Comparer, streets: Streets) -> None:
    theirs = along(1, 3, 4, 2, ways=[11, 12, 13])
    found = compared(comparer, streets, 1, 2, theirs)
    assert found.outcome is Outcome.SAME
    # Nobody tells slopes and surfaces there; crossings, which have kerbs, are none.
    assert found.unknown == {"slope_up", "slope_down", "surface"}
    assert not found.certain and not found.barriers


def test_a_kerb_on_their_way_is_told_with_its_tag(
    comparer: Comparer, streets: Streets, osm: Path
) -> None:
    found = compared(comparer, streets, 1, 2, along(1, 6, 2, ways=[10, 10]))
    assert found.outcome is Outcome.BARRIER
    assert {(one.test, one.value) for one in found.barriers} == {("kerb", "12 cm")}
    tags = read_tags([osm], found.barriers, [])
    for barrier in found.barriers:
        assert told_by(barrier, tags) == [("node/6", "kerb=raised")]


def test_steps_that_only_they_climb(
    comparer: Comparer, streets: Streets, osm: Path
) -> None:
    found = compared(comparer, streets, 2, 5, along(2, 5, ways=[14]))
    assert found.outcome is Outcome.ONLY_VALHALLA
    (barrier,) = found.barriers
    assert (barrier.test, barrier.way, barrier.value) == ("steps", 14, "9 steps")
    told = told_by(barrier, read_tags([osm], [barrier], []))
    assert told == [("way/14", "highway=steps"), ("way/14", "step_count=9")]


def test_a_carriageway_beside_sidewalks(
    comparer: Comparer, streets: Streets, osm: Path
) -> None:
    found = compared(comparer, streets, 1, 4, along(1, 4, ways=[15]))
    assert (found.outcome, found.elsewhere) == (Outcome.ELSEWHERE, (15,))
    tags = read_tags([osm], [], found.elsewhere)
    assert off_feet(tags["w", 15]) == "sidewalk=separate"
    assert off_feet({"foot": "no", "access": "yes"}) == "foot=no"
    assert off_feet({"name": "x"}) == "none"


def test_another_way_costs_seconds(comparer: Comparer, streets: Streets) -> None:
    # From 1 to 3 along one side, or round by the other three: but the kerb bars 1-2,
    # so they are sent there and back: 1-3-4-3, 200 m more at 0.95 m/s.
    found = compared(comparer, streets, 1, 3, along(1, 3, 4, ways=[11, 12]))
    assert found.outcome is Outcome.SAME
    found = compared(comparer, streets, 3, 4, along(3, 1, ways=[11]))
    assert found.outcome is Outcome.COSTS
    # 99.5 m north at 0.95 m/s are 105 s, 100.2 m east as well.
    assert found.longer_seconds == pytest.approx(0, abs=1)


def test_who_has_no_way_at_all(comparer: Comparer, streets: Streets) -> None:
    outcomes = [
        compared(comparer, streets, *ends, None).outcome for ends in ((1, 2), (2, 5))
    ]
    assert outcomes == [Outcome.ONLY_OURS, Outcome.NEITHER]
    # To 2 instead of 5: no barrier, but not the place that was asked for.
    beside = along(4, 2, ways=[13])
    assert compared(comparer, streets, 4, 5, beside).outcome is Outcome.SHORT


# ------------------------------------------------------------------- asking, refusing


def test_no_python_for_valhalla_is_one_sentence(
    osm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ["--osm", str(osm), "--pairs", "2", "--python", "/no/python"]
    assert wheelchairs.main(told) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "Valhalla was not run: pyvalhalla==3.9.1 needs Python 3.12 or later and "
        "/no/python is none; name one with --python.\n"
    )


def test_a_python_too_old_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {sys.executable: (3, 11), "python3.12": (), "python3.13": (3, 13)}
    monkeypatch.setattr(asking.shutil, "which", lambda name: name)
    monkeypatch.setattr(asking, "_version", lambda path: versions.get(path, ()))
    assert find_python() == "python3.13"
    versions["python3.13"] = ()
    with pytest.raises(Missing, match="needs Python 3.12 or later"):
        find_python()


def test_a_valhalla_that_fails_says_its_last_words(
    osm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # This Python has no valhalla: the question fails when it is imported.
    monkeypatch.setattr(asking, "install", lambda *_: Path(sys.executable))
    with pytest.raises(Missing, match="it failed with: .*No module named 'valhalla'"):
        ask_valhalla(sys.executable, [osm], [], tmp_path)


def test_polylines_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "valhalla", ModuleType("valhalla"))
    program = Path(asking.__file__).with_name("run_valhalla.py")
    decoded = runpy.run_path(str(program))["decoded"]
    # 38.5, -120.2 and 40.7, -120.95 in the six decimals of Valhalla.
    assert decoded("_izlhA~rlgdF_{geC~ywl@") == [[38.5, -120.2], [40.7, -120.95]]


def test_the_whole_comparison(
    osm: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wheelchairs, "find_python", lambda given: "python")
    monkeypatch.setattr(
        wheelchairs, "ask_valhalla", lambda python, osm, pairs: [None] * len(pairs)
    )
    told = ["--osm", str(osm), "--pairs", "3"]
    assert wheelchairs.main([*told, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert sum(result["outcomes"].values()) == result["pairs"] == 3
    assert result["barriers"] == [] and result["elsewhere"] == {}
    assert wheelchairs.main(told) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[-1] == "3 of 3 pairs explained"


def test_valhalla_itself_where_it_is_installed(osm: Path) -> None:
    home = environments.HOME / "pyvalhalla"
    if not (home / "installed.txt").exists():
        pytest.skip(f"{home} is not there: python -m benchmarks.wheelchairs makes it")
    (found,) = ask_valhalla("python", [osm], [(*PLACES[1], *PLACES[4])])
    assert found is not None
    # Valhalla takes the carriageway.
    assert {way for way, _, _ in found.parts} == {15}
