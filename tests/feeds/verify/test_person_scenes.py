"""Single edges of every kind: what the tags say of them, and what bars whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from maas_feeds.verify import Verifier

from .person_answers import EAST, NORTH, ORIGIN, Json, Map, edge, person, walk_answer

HALL = Map("""
    node A 0 0
    node B 30 0
    node C 30 10
    node L 0 20 highway=elevator
    node M 2 20
    node P 100 0
    node Q 140 0
    node R 140 40
    node S 100 40
    node T 60 0
    way A B highway=steps step_count=20 ramp:wheelchair=yes handrail=no incline=up
    way B C highway=steps conveying=forward
    way P Q R S P highway=pedestrian area=yes surface=paving_stones
    way M L highway=corridor level=1
    way B T highway=footway surface=asphalt lit=no tactile_paving=no wheelchair=yes
    way T P highway=footway conveying=yes
""")


def broken(
    folder: Path, streets: Map, someone: Json, *edges: Json, **files: list[Path]
) -> set[str]:
    osm = streets.write(folder / "town.osm")
    answer = walk_answer(someone, *edges)
    verdict = Verifier({}, "UTC", osm=[osm], **files).check(answer)
    return {str(fault).split(": ", 1)[1].split(":")[0] for fault in verdict.faults}


def stairs(**told: Any) -> Json:
    # Up 20 steps of 0.6 s: 12 s. The slope of stairs is none.
    return edge(
        HALL, "way/1", "steps", "A", "B", **{"seconds": 12, "steps": 20, **told}
    )


@pytest.mark.parametrize(
    ("someone", "rules"),
    [
        (person(), set()),
        (person(max_steps=20), set()),
        (person(max_steps=19), {"steps"}),
        (person(max_steps=0), {"steps"}),
        (person(needs_handrail=True), {"steps"}),
        # Up the ramp: 30 m at 1 m/s, not the 12 s of the stairs.
        (person(max_steps=0, wheels="wheelchair"), {"pace"}),
        (person(max_steps=0, wheels="stroller"), {"pace"}),
        (person(min_width_cm=80.0, mustKnow=["width"]), set()),
        (person(step_up_seconds=1.0, step_down_seconds=1.0), {"pace"}),
    ],
)
def test_stairs(tmp_path: Path, someone: Json, rules: set[str]) -> None:
    assert broken(tmp_path, HALL, someone, stairs()) == rules


def test_a_ramp_has_a_slope_and_a_surface_to_be_known(tmp_path: Path) -> None:
    rolls = person(
        max_steps=0,
        wheels="wheelchair",
        max_slope_up=6.0,
        barred_surfaces=["sand"],
        mustKnow=["surface", "slope_up"],
    )
    up = stairs(seconds=30)
    assert broken(tmp_path, HALL, rolls, up) == {"certainty"}
    assert broken(tmp_path, HALL, rolls, up | {"outcome": "unknown"}) == set()
    steep = HALL.with_change("incline=up", "incline=12%")
    told = {"slopePercent": 12.0, "slopeSource": "tag", "outcome": "unknown"}
    assert broken(tmp_path, steep, rolls, up | told) == {"slope"}


@pytest.mark.parametrize(
    ("old", "rolls_up"),
    [
        ("ramp:wheelchair=automatic", True),
        ("ramp=yes", False),
        ("ramp=yes ramp:bicycle=yes", False),
        ("ramp:wheelchair=separate", False),
        ("ramp:stroller=yes", False),
        ("wheelchair=yes", False),
    ],
)
def test_which_ramps_take_a_wheelchair(
    tmp_path: Path, old: str, rolls_up: bool
) -> None:
    streets = HALL.with_change("ramp:wheelchair=yes", old)
    someone = person(max_steps=0, wheels="wheelchair")
    found = broken(tmp_path, streets, someone, stairs(seconds=30))
    assert found == (set() if rolls_up else {"steps", "pace"})


def test_an_unknown_number_of_steps_is_not_certain(tmp_path: Path) -> None:
    streets = HALL.with_change("step_count=20 ", "")
    someone = person(max_steps=30, mustKnow=["steps"])
    # 30 m / 0.3 m are 100 steps: 60 s.
    told = stairs(steps=None, seconds=60)
    assert broken(tmp_path, streets, someone, told) == {"certainty"}
    assert broken(tmp_path, streets, someone, told | {"outcome": "unknown"}) == set()
    assert "claim" in broken(tmp_path, streets, someone, stairs(outcome="unknown"))


def test_an_escalator_goes_one_way(tmp_path: Path) -> None:
    up = edge(HALL, "way/2", "escalator", "B", "C")
    down = edge(HALL, "way/2", "escalator", "C", "B")
    assert broken(tmp_path, HALL, person(), up) == set()
    assert broken(tmp_path, HALL, person(), down) == {"way"}
    assert broken(tmp_path, HALL, person(escalators=False), up) == {"needs"}


def test_a_lift_is_where_osm_has_one(tmp_path: Path) -> None:
    lift = edge(HALL, "node/4", "lift", "L", "L", seconds=60)
    assert broken(tmp_path, HALL, person(), lift) == set()
    assert broken(tmp_path, HALL, person(lifts=False), lift) == {"needs"}
    elsewhere = edge(HALL, "node/4", "lift", "M", "M", seconds=60)
    assert broken(tmp_path, HALL, person(), elsewhere) == set()  # 2 m are rounding
    away = edge(HALL, "node/4", "lift", "A", "A", seconds=60)
    assert broken(tmp_path, HALL, person(), away) == {"way"}
    none = edge(HALL, "node/5", "lift", "M", "M", seconds=60)
    assert broken(tmp_path, HALL, person(), none) == {"way"}
    shut = HALL.with_change("elevator", "elevator access=no")
    assert broken(tmp_path, shut, person(), lift) == {"way"}
    narrow = HALL.with_change("elevator", "elevator width=0.8")
    assert broken(tmp_path, narrow, person(min_width_cm=90.0), lift) == {
        "width",
        "claim",
    }


def test_a_square_is_crossed_or_walked_around(tmp_path: Path) -> None:
    paved = {"surface": "paving_stones"}
    # From corner to corner: 56.6 m across, 80 m around.
    across = edge(HALL, "way/3", "plaza", "P", "R", **paved)
    around = edge(HALL, "way/3", "plaza", "P", "Q", "R", **paved)
    assert broken(tmp_path, HALL, person(), across) == set()
    assert broken(tmp_path, HALL, person(), around) == set()
    street = HALL.with_change("area=yes", "area=no")
    assert broken(tmp_path, street, person(), across) == {"way"}
    out = edge(HALL, "way/3", "plaza", "P", "160,0", **paved)
    assert broken(tmp_path, HALL, person(), out) == {"way"}


def test_a_hole_in_a_square_is_not_crossed(tmp_path: Path) -> None:
    square = Map("""
        node A 0 0
        node B 60 0
        node C 60 60
        node D 0 60
        node a 20 20
        node b 40 20
        node c 40 40
        node d 20 40
        way A B C D A note=outer
        way a b c d a note=inner
        area 1 - 2 highway=pedestrian area=yes
    """)
    beside = edge(square, "relation/1", "plaza", "A", "40,10")
    through = edge(square, "relation/1", "plaza", "A", "C")
    ring = edge(square, "relation/1", "plaza", "a", "b")
    assert broken(tmp_path, square, person(), beside) == set()
    assert broken(tmp_path, square, person(), ring) == set()
    assert broken(tmp_path, square, person(), through) == {"way"}


@pytest.mark.parametrize(
    ("someone", "rules"),
    [
        (person(), set()),
        (person(needs_light=True), {"needs"}),
        (person(needs_tactile=True), {"needs"}),
        # wheelchair=yes settles what is not tagged: no slope, no width.
        (
            person(
                max_slope_up=6.0,
                min_width_cm=90.0,
                wheels="wheelchair",
                mustKnow=["slope_up", "width"],
            ),
            set(),
        ),
        (
            person(max_slope_up=6.0, min_width_cm=90.0, mustKnow=["slope_up", "width"]),
            {"certainty"},
        ),
    ],
)
def test_a_path_without_light(tmp_path: Path, someone: Json, rules: set[str]) -> None:
    path = edge(HALL, "way/5", "footway", "B", "T", surface="asphalt", wheelchair="yes")
    assert broken(tmp_path, HALL, someone, path) == rules


CROSSING = Map("""
    node A 0 -5 kerb=flush
    node m 0 0 highway=crossing crossing=traffic_signals
    node B 0 5 kerb=flush
    node w -50 0
    node e 50 0
    way A m B highway=footway footway=crossing
    way w m e highway=secondary surface=asphalt
""")


def over(**told: Any) -> Json:
    return edge(CROSSING, "way/1", "crossing", "A", "B", **{"kerbCm": 0.0, **told})


@pytest.mark.parametrize(
    ("tags", "someone", "rules"),
    [
        ("", person(needs_sound=True), set()),
        ("", person(needs_sound=True, mustKnow=["sound"]), {"certainty"}),
        ("traffic_signals:sound=no", person(needs_sound=True), {"needs"}),
        ("traffic_signals:sound=locate", person(needs_sound=True), {"needs"}),
        (
            "traffic_signals:sound=yes",
            person(needs_sound=True, mustKnow=["sound"]),
            set(),
        ),
        ("acoustic=yes", person(needs_sound=True, mustKnow=["sound"]), set()),
        ("", person(least_crossing="signals", mustKnow=["crossing"]), set()),
        ("crossing:signals=no", person(least_crossing="signals"), {"crossing"}),
        ("", person(max_crossing_metres=9.0), set()),
        ("", person(max_crossing_metres=8.0), {"crossing"}),
        ("crossing:island=yes", person(max_crossing_metres=6.0), set()),
        # The sides of the road differ: each half has its own.
        ("kerb:left=raised kerb:right=flush", person(max_kerb_cm=3.0), set()),
        ("kerb:both=raised", person(max_kerb_cm=3.0), {"kerb", "claim"}),
        ("kerb=raised", person(max_kerb_cm=3.0), {"kerb", "claim"}),
    ],
)
def test_crossings(tmp_path: Path, tags: str, someone: Json, rules: set[str]) -> None:
    streets = CROSSING.with_change(
        "crossing=traffic_signals", f"crossing=traffic_signals {tags}"
    )
    assert broken(tmp_path, streets, someone, over()) == rules


def test_a_road_is_not_crossed_by_who_walks_along_it(tmp_path: Path) -> None:
    someone = person(max_kerb_cm=3.0, least_crossing="signals", needs_sound=True)
    along = edge(CROSSING, "way/2", "street", "w", "e", surface="asphalt")
    streets = CROSSING.with_change(
        "crossing=traffic_signals", "crossing=unmarked kerb=raised"
    )
    assert broken(tmp_path, streets, someone, along) == set()


def test_a_crossing_drawn_in_two_is_one(tmp_path: Path) -> None:
    halves = (
        edge(CROSSING, "way/1", "crossing", "A", "m", kerbCm=0.0),
        edge(CROSSING, "way/1", "crossing", "m", "B", kerbCm=0.0),
    )
    short = person(max_crossing_metres=6.0)
    assert broken(tmp_path, CROSSING, short, *halves) == {"crossing"}
    island = CROSSING.with_change(
        "highway=crossing", "highway=crossing crossing:island=yes"
    )
    assert broken(tmp_path, island, short, *halves) == set()


@pytest.mark.parametrize(
    ("tags", "surface", "width"),
    [
        ("sidewalk=both sidewalk:both:surface=asphalt sidewalk:both:width=1.5", "asphalt", 150.0),
        ("sidewalk=left sidewalk:left:surface=sett sidewalk:left:width=2", "sett", 200.0),
        # The sides differ: which one is walked is not known, the narrower one counts.
        (
            "sidewalk=both sidewalk:left:surface=sett sidewalk:right:surface=asphalt \
sidewalk:left:width=2 sidewalk:right:width=1.2",
            None,
            120.0,
        ),
        # A road's own surface and width are not its sidewalk's.
        ("sidewalk=both surface=sand width=6", None, None),
    ],
)  # fmt: skip
def test_a_sidewalk_that_is_part_of_a_road(
    tmp_path: Path, tags: str, surface: str | None, width: float | None
) -> None:
    road = Map(f"""
        node A 0 0
        node B 80 0
        way A B highway=residential kerb=raised {tags}
    """)
    told = edge(road, "way/1", "sidewalk", "A", "B", surface=surface, widthCm=width)
    someone = person(max_kerb_cm=3.0, barred_surfaces=["sand"])
    assert broken(tmp_path, road, someone, told) == set()
    assert "claim" in broken(tmp_path, road, someone, told | {"surface": "gravel"})


def test_links_and_what_nobody_knows(tmp_path: Path) -> None:
    rolls = person(max_kerb_cm=3.0, mustKnow=["ground"])
    short = edge(HALL, None, "link", "A", "20,0")
    long = edge(HALL, None, "link", "A", "60,0")
    far = edge(HALL, None, "straight", "A", "20,0")
    assert broken(tmp_path, HALL, rolls, short) == set()
    assert broken(tmp_path, HALL, person(), long) == set()
    assert broken(tmp_path, HALL, rolls, long) == {"certainty"}
    assert broken(tmp_path, HALL, rolls, far) == {"certainty"}
    assert broken(tmp_path, HALL, rolls, far | {"outcome": "unknown"}) == set()
    nameless = edge(HALL, None, "footway", "A", "20,0")
    assert broken(tmp_path, HALL, person(), nameless) == {"way"}
    elsewhere = nameless | {"source": "network", "metres": 30.0, "seconds": 30}
    assert broken(tmp_path, HALL, person(), elsewhere) == set()
    crooked = edge(HALL, None, "link", "A", "20,0", metres=15.0, seconds=15)
    assert broken(tmp_path, HALL, person(), crooked) == {"way"}
    endless = edge(HALL, None, "link", "A", "300,0")
    assert broken(tmp_path, HALL, person(), endless) == {"way"}


def test_part_of_a_way_has_what_the_whole_edge_has(tmp_path: Path) -> None:
    # A gate at B bears on every edge that touches it, and on a part of one.
    streets = HALL.with_change("node B 30 0", "node B 30 0 barrier=gate width=0.85")
    someone = person(min_width_cm=80.0, mustKnow=["width"])
    told = {"surface": "asphalt", "wheelchair": "yes", "widthCm": 85.0}
    part = edge(streets, "way/5", "footway", "40,0", "T", **told)
    assert broken(tmp_path, streets, someone, part) == set()
    # 90 cm are told by nobody.
    assert broken(tmp_path, streets, someone, part | {"widthCm": 90.0}) == {"claim"}


def test_a_way_round_in_a_circle(tmp_path: Path) -> None:
    loop = Map("""
        node A 0 0
        node B 50 0
        node C 50 50
        node D 0 50
        way A B C D A highway=footway oneway:foot=yes
    """)
    # From C over D and A to B goes round past the beginning: 150 m.
    on = edge(loop, "way/1", "footway", "C", "D", "A", "B")
    back = edge(loop, "way/1", "footway", "C", "B")
    assert broken(tmp_path, loop, person(), on) == set()
    assert broken(tmp_path, loop, person(), back) == {"way"}


def test_a_way_whose_nodes_are_missing_is_cut(tmp_path: Path) -> None:
    gap = Map("""
        node A 0 0
        node B 50 0
        node C 100 0
        way A B C highway=footway
    """)
    whole = edge(gap, "way/1", "footway", "A", "C")
    assert broken(tmp_path, gap, person(), whole) == set()
    osm = (tmp_path / "town.osm").read_text(encoding="utf-8")
    cut = osm.replace('<nd ref="2"/>', '<nd ref="99"/>')
    (tmp_path / "cut.osm").write_text(cut, encoding="utf-8")
    verdict = Verifier({}, "UTC", osm=[tmp_path / "cut.osm"]).check(
        walk_answer(person(), whole)
    )
    assert {fault.rule for fault in verdict.faults} == {"way"}


# ------------------------------------------------------------------------- slopes


def hill(folder: Path, percent: float) -> Path:
    """A raster of 10 m pixels that rises to the east."""
    path = folder / "hill.tif"
    size, metres = 120, 10.0
    columns = np.arange(size) * metres * percent / 100
    lat, lon = ORIGIN[0] + 600 / NORTH, ORIGIN[1] - 600 / EAST
    with rasterio.open(
        path, "w", driver="GTiff", width=size, height=size, count=1,
        dtype="float32", crs="EPSG:4326",
        transform=from_origin(lon, lat, metres / EAST, metres / NORTH),
    ) as file:  # fmt: skip
        file.write(np.tile(columns, (size, 1)).astype("float32"), 1)
    return path


@pytest.mark.parametrize(
    ("ground", "told", "limit", "rules"),
    [
        (5.0, 5.0, 6.0, set()),
        (5.0, 4.0, 6.0, set()),  # within what smoothing may change
        (5.0, 0.5, 6.0, {"claim"}),
        (5.0, -5.0, 6.0, {"claim"}),
        (5.0, 5.0, 4.0, {"slope"}),
        (9.0, 5.9, 6.0, {"slope", "claim"}),
        (9.0, 9.0, None, set()),
    ],
)
def test_slopes_of_the_ground(
    tmp_path: Path, ground: float, told: float, limit: float | None, rules: set[str]
) -> None:
    flat = Map("""
        node A 0 0
        node B 200 0
        way A B highway=footway
    """)
    walk = edge(
        flat, "way/1", "footway", "A", "B",
        slopePercent=told, slopeSource="elevation",
    )  # fmt: skip
    files = {"elevation": [hill(tmp_path, ground)]}
    someone = person(max_slope_up=limit, mustKnow=["slope_up"])
    assert broken(tmp_path, flat, someone, walk, **files) == rules
    bridge = flat.with_change("highway=footway", "highway=footway bridge=yes")
    assert "claim" not in broken(tmp_path, bridge, someone, walk, **files)


def test_a_slope_that_nobody_knows_is_not_certain(tmp_path: Path) -> None:
    path = edge(HALL, "way/5", "footway", "B", "T", surface="asphalt", wheelchair="yes")
    climbs = person(max_slope_down=6.0, mustKnow=["slope_down"])
    assert broken(tmp_path, HALL, climbs, path) == {"certainty"}
    unknown = path | {"outcome": "unknown"}
    assert broken(tmp_path, HALL, climbs, unknown) == set()


def test_a_crossing_ends_at_a_corner_off_the_road(tmp_path: Path) -> None:
    corner = Map("""
        node A 0 0
        node B 8 0
        node C 8 8
        node D 16 0
        way A B highway=footway footway=crossing
        way B C highway=footway footway=crossing
        way B D highway=footway footway=crossing
    """)
    short = person(max_crossing_metres=10.0)
    first = edge(corner, "way/1", "crossing", "A", "B")
    round_it = edge(corner, "way/2", "crossing", "B", "C")
    straight_on = edge(corner, "way/3", "crossing", "B", "D")
    assert broken(tmp_path, corner, short, first, round_it) == set()
    assert broken(tmp_path, corner, short, first, straight_on) == {"crossing"}


def test_a_kerb_drawn_as_a_line_is_met_where_it_is_crossed(tmp_path: Path) -> None:
    line = Map("""
        node A 0 0
        node K 50 0
        node B 100 0
        node n 50 20
        node s 50 -20
        way A K B highway=footway
        way n K s barrier=kerb kerb=raised
    """)
    someone = person(max_kerb_cm=3.0)
    over = edge(line, "way/1", "footway", "A", "B", kerbCm=12.0)
    assert broken(tmp_path, line, someone, over) == {"kerb"}
    assert broken(tmp_path, line, person(), over) == set()
    assert broken(tmp_path, line, person(), over | {"kerbCm": None}) == {"claim"}


# --------------------------------------------------------------------------- hours


@pytest.mark.parametrize(
    ("tags", "rules"),
    [
        # All answers here begin on Tuesday, 10 March 2026, at 8:00 UTC.
        ("opening_hours=Mo-Fr~08:00-20:00", set()),
        ("opening_hours=Mo-Fr~09:00-20:00", {"hours"}),
        ("opening_hours=Sa,Su", {"hours"}),
        ("opening_hours=24/7;Tu~off", {"hours"}),
        ("opening_hours=22:00-06:00", {"hours"}),
        ("opening_hours=20:00-09:00", set()),
        ("opening_hours=Su-Tu", set()),
        ("foot=no foot:conditional=yes@(Mo-Fr~07:00-09:00)", set()),
        ("foot=no foot:conditional=yes@(Su)", {"hours"}),
        ("access:conditional=no@(Tu)", {"hours"}),
        ("foot=yes access:conditional=no@(Tu)", set()),
        # Nobody can tell: neither closed nor certainly open.
        ("opening_hours=sunrise-sunset", {"certainty"}),
        ("opening_hours=Mo-Fr~08:00-20:00;PH~off", {"certainty"}),
        ("opening_hours=Mar-Oct~08:00-20:00", {"certainty"}),
    ],
)
def test_opening_hours(tmp_path: Path, tags: str, rules: set[str]) -> None:
    park = Map(f"""
        node A 0 0
        node B 90 0
        way A B highway=path {tags}
    """)
    through = edge(park, "way/1", "footway", "A", "B")
    someone = person(mustKnow=["hours"])
    assert broken(tmp_path, park, someone, through) == rules


def test_waits_until_a_gate_opens(tmp_path: Path) -> None:
    gate = Map("""
        node A 0 0
        node B 60 0 barrier=gate opening_hours=08:05-20:00
        node C 120 0
        way A B C highway=path
    """)
    first = edge(gate, "way/1", "footway", "A", "B")
    then = edge(gate, "way/1", "footway", "B", "C")
    assert broken(tmp_path, gate, person(), first, then) == {"hours"}
    # There at 8:01; the gate is passed on both edges that touch it: 300 s at A.
    later = first | {"waitSeconds": 300}
    assert broken(tmp_path, gate, person(), later, then) == set()
