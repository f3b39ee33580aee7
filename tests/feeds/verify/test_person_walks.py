"""A walk in a wheelchair: the right one passes, each wrong one has its fault."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from maas_feeds.verify import RULES, Verifier

from .person_answers import Json, Map, edge, person, walk_answer

# A sidewalk of 100 m, 8 m to cross with a node in the middle, a path of 92 m.
STREETS = Map(
    """
    node A 0 0
    node a 50 0
    node B 100 0 barrier=kerb kerb=lowered
    node m 104 0 highway=crossing crossing=traffic_signals
    node C 108 0 kerb=flush
    node p 150 0
    node D 200 0
    node E 200 10
    node n 104 50
    node s 104 -50
    node seat 110 4 amenity=bench
    way A a B highway=footway footway=sidewalk surface=asphalt width=2 incline=3%
    way B m C highway=footway footway=crossing crossing=traffic_signals \
surface=asphalt width=3 incline=0%
    way C p D highway=path surface=compacted smoothness=good width=1.5 incline=-2%
    way D E highway=steps step_count=12 handrail=yes
    way n m s highway=residential
""".replace("\\\n", "")
)

WHEELCHAIR = person(
    max_slope_up=6.0,
    max_slope_down=6.0,
    max_kerb_cm=3.0,
    min_width_cm=90.0,
    max_steps=0,
    max_stretch_metres=150.0,
    max_walk_metres=400.0,
    max_crossing_metres=12.0,
    least_crossing="marked",
    worst_smoothness="intermediate",
    barred_surfaces=["sand", "gravel"],
    wheels="wheelchair",
    mustKnow=[
        "steps",
        "slope_up",
        "slope_down",
        "kerb",
        "width",
        "surface",
        "crossing",
        "wheelchair",
    ],
)


def good() -> Json:
    """A to D with a rest at C. 100 + 4 + 4 + 92 m at 1 m/s, 120 s of rest: 320 s."""
    told = {"surface": "asphalt", "slopeSource": "tag", "slopePercent": 0.0}
    crossing = {**told, "widthCm": 300.0}
    return walk_answer(
        WHEELCHAIR,
        edge(
            STREETS, "way/1", "sidewalk", "A", "B",
            **{**told, "widthCm": 200.0, "slopePercent": 3.0},
        ),
        edge(STREETS, "way/2", "crossing", "B", "m", **crossing, kerbCm=3.0),
        edge(
            STREETS, "way/2", "crossing", "m", "C",
            **crossing, kerbCm=0.0, rest=True, restSeconds=120,
        ),
        edge(
            STREETS, "way/3", "footway", "C", "D",
            surface="compacted", smoothness="good", widthCm=150.0,
            slopeSource="tag", slopePercent=-2.0,
        ),
    )  # fmt: skip


def rules(folder: Path, answer: Json, streets: Map = STREETS) -> set[str]:
    """The rules that are broken."""
    osm = streets.write(folder / "town.osm")
    verdict = Verifier({}, "UTC", osm=[osm]).check(answer)
    for fault in verdict.faults:
        assert fault.rule in RULES
    if not verdict.faults:
        assert verdict.certified == verdict.legs == 1
    return {fault.rule for fault in verdict.faults}


def faults(folder: Path, answer: Json, streets: Map = STREETS) -> list[str]:
    osm = streets.write(folder / "town.osm")
    return [str(f) for f in Verifier({}, "UTC", osm=[osm]).check(answer).faults]


def told(answer: Json) -> Any:
    return answer["direct"][0]["legs"][0]["x-accessibility"]


def test_certifies_a_walk_that_is_as_it_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, good()) == []


def test_certifies_the_same_walk_the_other_way_round(tmp_path: Path) -> None:
    there = told(good())["edges"]
    back = []
    for one in reversed(there):
        one["from"], one["to"] = one["to"], one["from"]
        one["slopePercent"] = -one["slopePercent"]
        one["rest"], one["restSeconds"] = False, 0
        back.append(one)
    # Whoever comes from D rests where the crossing begins, after 92 m.
    back[0]["rest"], back[0]["restSeconds"] = True, 120
    assert faults(tmp_path, walk_answer(WHEELCHAIR, *back)) == []


# Each change of the map is one that the answer does not know of.
@pytest.mark.parametrize(
    ("old", "new", "broken"),
    [
        ("incline=3%", "incline=7%", {"slope", "claim"}),
        ("incline=3%", "incline=-7%", {"slope", "claim"}),
        ("incline=3%", "incline=1:12", {"slope", "claim"}),
        ("incline=3%", "incline=up", {"claim"}),
        ("kerb=lowered", "kerb=raised", {"kerb", "claim"}),
        ("kerb=lowered", "kerb:height=0.15", {"kerb", "claim"}),
        ("kerb=lowered", "kerb:height=15cm", {"kerb", "claim"}),
        # Without a word on any kerb, what is told is told by nobody, and not known.
        ("barrier=kerb kerb=lowered", "", {"certainty", "claim"}),
        ("crossing=traffic_signals\n", "crossing=traffic_signals kerb=raised\n",
         {"kerb", "claim"}),
        ("width=1.5", "width=0.8", {"width", "claim"}),
        ("width=1.5", "width=1.5 maxwidth:physical=0.7", {"width", "claim"}),
        ("width=1.5", "est_width=1.6", {"claim"}),
        ("width=1.5", "", {"certainty", "claim"}),
        ("node p 150 0", "node p 150 0 barrier=bollard opening=0.8", {"width", "claim"}),
        # Nobody has told the gap beside a post, or within a gate.
        ("node p 150 0", "node p 150 0 barrier=bollard", {"certainty"}),
        ("node p 150 0", "node p 150 0 barrier=gate", {"certainty"}),
        ("node p 150 0", "node p 150 0 barrier=cycle_barrier spacing=0.6",
         {"width", "claim"}),
        ("node p 150 0", "node p 150 0 barrier=stile", {"wheelchair", "claim", "certainty"}),
        ("node p 150 0", "node p 150 0 barrier=gate wheelchair=no",
         {"wheelchair", "claim", "certainty"}),
        ("node p 150 0", "node p 150 0 barrier=gate locked=yes", {"way", "certainty"}),
        ("node p 150 0", "node p 150 0 barrier=gate access=private foot=no", {"way", "certainty"}),
        ("node p 150 0", "node p 150 0 barrier=wall", {"way", "certainty"}),
        ("surface=compacted", "surface=sand", {"surface", "claim"}),
        ("surface=compacted smoothness=good", "surface=mush smoothness=bad",
         {"surface", "claim"}),
        ("surface=compacted smoothness=good", "", {"certainty", "claim"}),
        ("smoothness=good", "smoothness=very_bad", {"surface", "claim"}),
        ("highway=path", "highway=steps step_count=3", {"steps", "claim"}),
        ("highway=path", "highway=path wheelchair=no", {"wheelchair", "claim"}),
        ("highway=path", "highway=path wheelchair=limited", {"certainty", "claim"}),
        ("highway=path", "highway=path foot=no", {"way"}),
        ("highway=path", "highway=path access=no", {"way"}),
        ("highway=path", "highway=path oneway:foot=-1", {"way"}),
        ("highway=path", "highway=path foot:forward=no", {"way"}),
        ("highway=path", "highway=path conveying=backward", {"way"}),
        ("highway=path", "highway=construction construction=path", {"way"}),
        ("highway=path", "highway=motorway", {"way"}),
        ("node p 150 0", "node p 150 20", {"way"}),
        ("node D 200 0", "node D 300 50", {"way"}),
        ("node C 108 0 kerb=flush\n", "node C 120 0 kerb=flush\n", {"way"}),
        ("amenity=bench", "amenity=fountain", {"rest"}),
        ("node seat 110 4", "node seat 110 40", {"rest"}),
        # In the wheelchair profile only signals and zebras will do.
        ("footway=crossing crossing=traffic_signals", "footway=crossing \
crossing=unmarked", {"crossing"}),
        ("C highway=footway footway=crossing", "C highway=footway", {"claim"}),
    ],
)  # fmt: skip
def test_finds_what_the_map_says_otherwise(
    tmp_path: Path, old: str, new: str, broken: set[str]
) -> None:
    text = STREETS.with_change(old, new)
    assert rules(tmp_path, good(), text) == broken, faults(tmp_path, good(), text)


# Changes of the map that change nothing for this person.
@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The kerb lies where the crossing begins: not on the sidewalk beyond it.
        ("node A 0 0", "node A 0 0 kerb=raised"),
        ("highway=path", "highway=path oneway=-1"),
        ("highway=path", "highway=path oneway:foot=yes"),
        ("node p 150 0", "node p 150 0 barrier=bollard width=0.2 opening=1.6"),
        ("node p 150 0", "node p 150 0 barrier=gate access=private width=1.6"),
        ("node p 150 0", "node p 150 0 barrier=gate wheelchair=yes"),
        ("kerb=lowered", "kerb:height=0.03"),
        ("incline=3%", "incline=+3,0_%".replace("_", "")),
        ("smoothness=good", "smoothness=good lit=no tactile_paving=no"),
        ("amenity=bench", "amenity=toilets"),
        ("amenity=bench", "highway=bus_stop bench=yes"),
        ("amenity=bench", "highway=bus_stop shelter=yes"),
        ("highway=path", "highway=path kerb:left=raised kerb:right=raised"),
    ],
)
def test_lets_pass_what_does_not_concern_the_person(
    tmp_path: Path, old: str, new: str
) -> None:
    assert faults(tmp_path, good(), STREETS.with_change(old, new)) == []


def _set(number: int, **fields: Any) -> Callable[[Json], None]:
    def change(answer: Json) -> None:
        told(answer)["edges"][number].update(fields)

    return change


def _whole(**fields: Any) -> Callable[[Json], None]:
    return lambda answer: told(answer).update(fields)


def _limit(**limits: Any) -> Callable[[Json], None]:
    return lambda answer: answer["x-person"]["limits"].update(limits)


def _longer(answer: Json) -> None:
    leg = answer["direct"][0]["legs"][0]
    leg["endTime"] = leg["to"]["arrival"] = "2026-03-10T08:05:50Z"
    leg["duration"] = 350
    answer["direct"][0].update(endTime=leg["endTime"], duration=350)


def _skip(answer: Json) -> None:
    del told(answer)["edges"][1:3]


# Each change of the answer, and the fault it is. 0 the sidewalk, 1 and 2 the crossing,
# 3 the path.
@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (_set(0, osm="way/99"), {"way"}),
        (_set(0, osm="way/3"), {"way"}),
        (_set(0, osm="node/1"), {"way"}),
        (_set(0, osm="relation/1"), {"way"}),
        (_set(0, osm="town"), {"way"}),
        (_set(0, metres=90.0), {"way", "pace"}),
        (_set(0, kind="footway"), {"claim"}),
        (_set(0, kind="lift"), {"claim"}),
        (_set(0, slopePercent=2.0), {"claim"}),
        (_set(0, slopePercent=-3.0), {"claim"}),
        (_set(0, slopePercent=3.0, slopeSource="elevation"), {"claim"}),
        (_set(1, kerbCm=None), {"claim"}),
        (_set(1, kerbCm=0.0), {"claim"}),
        (_set(0, kerbCm=2.0), {"claim"}),
        (_set(0, widthCm=250.0), {"claim"}),
        (_set(0, widthCm=None), {"claim"}),
        (_set(0, surface="concrete"), {"claim"}),
        (_set(0, smoothness="excellent"), {"claim"}),
        (_set(0, steps=2), {"claim"}),
        (_set(0, wheelchair="yes"), {"claim"}),
        (_set(0, outcome="unknown"), {"certainty"}),
        (_set(0, outcome=None), {"form", "certainty"}),
        (_set(3, rest=True), {"rest"}),
        (_set(2, restSeconds=0), {"rest", "claim"}),
        (_set(2, restSeconds=60), {"rest", "claim"}),
        (_set(3, rest=True, restSeconds=120), {"rest", "claim"}),
        (_set(2, rest=False), {"rest"}),
        (_set(0, seconds=90), {"pace", "claim"}),
        (_set(0, seconds=130), {"pace", "claim"}),
        (_set(0, waitSeconds=10), {"claim"}),
        (_set(0, waitSeconds=-10), {"claim"}),
        (_set(0, seconds="100"), {"form"}),
        (_set(0, **{"from": [50.0]}), {"form"}),
        (_set(0, metres=None), {"form"}),
        (_set(0, kind=None), {"form"}),
        (_whole(status="possible"), {"certainty"}),
        (_whole(status="sure"), {"form"}),
        (_whole(edges=[]), {"certainty", "claim"}),
        (_whole(edges=None), {"form"}),
        (_whole(maxSlopeUp=1.0), {"claim"}),
        (_whole(maxSlopeDown=None), {"claim"}),
        (_whole(highestKerbCm=0.0), {"claim"}),
        (_whole(narrowestWidthCm=200.0), {"claim"}),
        (_whole(longestStretchMetres=50.0), {"claim"}),
        (_whole(steps=3), {"claim"}),
        (_whole(unknown=[{"test": "width", "osm": "way/3"}]), {"certainty"}),
        (_longer, {"claim"}),
        (_skip, {"way", "rest", "claim"}),
        (_limit(max_slope_up=2.5), {"slope"}),
        (_limit(max_slope_down=1.5), {"slope"}),
        (_limit(max_kerb_cm=2.0), {"kerb"}),
        (_limit(min_width_cm=160.0), {"width"}),
        (_limit(barred_surfaces=["compacted"]), {"surface"}),
        (_limit(worst_smoothness="excellent"), {"surface"}),
        (_limit(max_stretch_metres=100.0), {"rest"}),
        (_limit(max_walk_metres=190.0), {"reach"}),
        # Both halves together are 8 m, without an island.
        (_limit(max_crossing_metres=6.0), {"crossing"}),
        (_limit(needs_sound=True), set()),
        (_limit(max_slope_up="steep"), {"form"}),
        (_limit(worst_smoothness="rough"), {"form"}),
        (_limit(barred_surfaces=["lava"]), {"form"}),
        (lambda answer: answer["x-person"].pop("limits"), {"form"}),
        (lambda answer: answer["x-person"]["speeds"].pop("by_slope"), {"form"}),
        (lambda answer: answer["direct"][0]["legs"][0].pop("x-accessibility"),
         {"form"}),
    ],
)  # fmt: skip
def test_finds_each_wrong_word(
    tmp_path: Path, change: Callable[[Json], None], broken: set[str]
) -> None:
    answer = deepcopy(good())
    change(answer)
    assert rules(tmp_path, answer) == broken, faults(tmp_path, answer)


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything in an answer."""
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    found = [path] if path else []
    for key, item in items:
        found += _leaves(item, (*path, key))
    return found


@pytest.mark.parametrize("nonsense", [None, "x", -1, 1e9, [], {}, [{}], True])
def test_no_nonsense_makes_it_stumble(tmp_path: Path, nonsense: Any) -> None:
    osm = STREETS.write(tmp_path / "town.osm")
    verifier = Verifier({}, "UTC", osm=[osm])
    whole = good()
    for path in _leaves(whole):
        answer = deepcopy(whole)
        holder: Any = answer
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = deepcopy(nonsense)
        for fault in verifier.check(answer).faults:
            assert fault.rule in RULES
        del holder[path[-1]]
        for fault in verifier.check(answer).faults:
            assert fault.rule in RULES
