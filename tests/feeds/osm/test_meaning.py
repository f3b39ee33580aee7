"""The table of tags: one case for each of its rows, and no row without a case."""

from __future__ import annotations

import math

import pytest

from maas.streets.graph import Barrier, Crossing, Smoothness, Surface
from maas_feeds.osm.meaning import (
    CROSSING_TABLE,
    POINT_TABLE,
    STAIRS_TABLE,
    TABLES,
    WAY_TABLE,
)
from maas_feeds.osm.tables import Table

YES, NO, LIMITED = 1, 2, 3

SURFACES = """
    asphalt ASPHALT, chipseal ASPHALT, concrete CONCRETE, concrete:plates CONCRETE,
    concrete:lanes CONCRETE, paving_stones PAVING_STONES,
    paving_stones:lanes PAVING_STONES, bricks PAVING_STONES, brick PAVING_STONES,
    tiles PAVING_STONES, sett SETT, cobblestone:flattened SETT,
    cobblestone COBBLESTONE, unhewn_cobblestone COBBLESTONE, compacted COMPACTED,
    fine_gravel FINE_GRAVEL, gravel GRAVEL, pebblestone GRAVEL, shells GRAVEL,
    rock GROUND, stone GROUND, ground GROUND, dirt GROUND, dirt/sand GROUND,
    earth GROUND, soil GROUND, mud GROUND, woodchips GROUND, grass GRASS,
    grass_paver GRASS, sand SAND, wood WOOD, metal METAL, metal_grid METAL,
    unpaved UNPAVED, paved PAVED, clay OTHER, tartan OTHER, rubber OTHER,
    acrylic OTHER, plastic OTHER, carpet OTHER, glass OTHER, artificial_turf OTHER,
    stepping_stones OTHER, ice OTHER, snow OTHER, lava OTHER
"""
BARRIERS = """
    bollard BOLLARD, cycle_barrier CYCLE_BARRIER, motorcycle_barrier CYCLE_BARRIER,
    gate GATE, wicket_gate GATE, sliding_gate GATE, hampshire_gate GATE,
    bump_gate GATE, door GATE, lift_gate LIFT_GATE, swing_gate LIFT_GATE,
    stile STILE, horse_stile STILE, turnstile TURNSTILE,
    full-height_turnstile TURNSTILE, kissing_gate KISSING_GATE, block BLOCK,
    jersey_barrier BLOCK, planter BLOCK, boulder BLOCK, log BLOCK, debris BLOCK,
    chain CHAIN, rope CHAIN, yes OTHER, step OTHER, cattle_grid OTHER,
    horse_jump OTHER, sally_port OTHER, wall OTHER, fence OTHER, hedge OTHER,
    retaining_wall OTHER, city_wall OTHER, ditch OTHER, guard_rail OTHER,
    handrail OTHER, hand_rail OTHER, portcullis OTHER, kerb NONE, entrance NONE,
    toll_booth NONE, border_control NONE, height_restrictor NONE, bus_trap NONE,
    sump_buster NONE, no NONE
"""
SMOOTHNESSES = """
    excellent EXCELLENT, good GOOD, intermediate INTERMEDIATE, bad BAD,
    very_bad VERY_BAD, horrible HORRIBLE, very_horrible VERY_HORRIBLE,
    impassable IMPASSABLE
"""

Case = tuple[Table, str, str, float]


def words(text: str) -> list[tuple[str, str]]:
    """Pairs of a tag's value and the name of its class."""
    return [tuple(pair.split()) for pair in text.split(",")]  # type: ignore[misc]


GROUND: list[Case] = [
    *((WAY_TABLE, f"surface={w}", "surface", Surface[c]) for w, c in words(SURFACES)),
    *(
        (WAY_TABLE, f"smoothness={w}", "smoothness", Smoothness[c])
        for w, c in words(SMOOTHNESSES)
    ),
    (WAY_TABLE, "width=1.2", "width_cm", 120.0),
    (WAY_TABLE, "est_width=2", "width_cm", 200.0),
    (WAY_TABLE, "width=2 est_width=1", "width_cm", 200.0),
    (WAY_TABLE, "maxwidth:physical=0.8", "opening_cm", 80.0),
    (WAY_TABLE, "highway=elevator door:width=0.9 width=1.4", "width_cm", 90.0),
    (WAY_TABLE, "incline=8%", "slope_percent", 8.0),
    (WAY_TABLE, "incline=1:20", "slope_percent", 5.0),
    # A slope of 5 degrees: 100 times its tangent.
    (WAY_TABLE, "incline=5°", "slope_percent", 8.748866),
    (WAY_TABLE, "incline=8%", "steepest_up", 8.0),
    (WAY_TABLE, "incline=-8%", "steepest_up", 0.0),
    (WAY_TABLE, "incline=-8%", "steepest_down", 8.0),
    (WAY_TABLE, "incline=up", "rises", 1),
    (WAY_TABLE, "incline=down", "rises", 2),
    (WAY_TABLE, "incline=-3%", "rises", 2),
    (WAY_TABLE, "incline:across=2%", "cross_slope_percent", 2.0),
    (WAY_TABLE, "across_incline=3%", "cross_slope_percent", 3.0),
]

KERBS: list[Case] = [
    case
    for table in (WAY_TABLE, POINT_TABLE)
    for case in (
        (table, "kerb:height=0.15", "kerb_cm", 15.0),
        (table, "kerb:height=2_cm".replace("_", ""), "kerb_cm", 2.0),
        (table, "kerb=flush", "kerb_cm", 0.0),
        (table, "kerb=no", "kerb_cm", 0.0),
        (table, "kerb=lowered", "kerb_cm", 3.0),
        (table, "kerb=rolled", "kerb_cm", 5.0),
        (table, "kerb=raised", "kerb_cm", 12.0),
    )
]

UNDERFOOT: list[Case] = [
    case
    for table in (WAY_TABLE, POINT_TABLE)
    for case in (
        (table, "tactile_paving=yes", "tactile_paving", YES),
        (table, "tactile_paving=contrasted", "tactile_paving", YES),
        (table, "tactile_paving=no", "tactile_paving", NO),
        (table, "tactile_paving=incorrect", "tactile_paving", NO),
        (table, "wheelchair=yes", "wheelchair", YES),
        (table, "wheelchair=designated", "wheelchair", YES),
        (table, "wheelchair=no", "wheelchair", NO),
        (table, "wheelchair=limited", "wheelchair", LIMITED),
        (table, "wheelchair=yes wheelchair:conditional=x", "wheelchair", LIMITED),
    )
]

SURROUNDINGS: list[Case] = [
    (WAY_TABLE, "lit=yes", "lit", YES),
    (WAY_TABLE, "lit=24/7", "lit", YES),
    (WAY_TABLE, "lit=no", "lit", NO),
    (WAY_TABLE, "lit=disused", "lit", NO),
    (WAY_TABLE, "highway=corridor", "indoor", YES),
    (WAY_TABLE, "highway=corridor", "covered", YES),
    (WAY_TABLE, "indoor=yes", "indoor", YES),
    (WAY_TABLE, "indoor=yes", "covered", YES),
    (WAY_TABLE, "indoor=no", "indoor", NO),
    (WAY_TABLE, "tunnel=building_passage", "covered", YES),
    (WAY_TABLE, "covered=arcade", "covered", YES),
    (WAY_TABLE, "covered=no", "covered", NO),
    (WAY_TABLE, "railway=platform shelter=yes", "covered", YES),
    (WAY_TABLE, "public_transport=platform shelter=yes", "covered", YES),
    (WAY_TABLE, "highway=platform shelter=yes", "covered", YES),
]

STAIRS: list[Case] = [
    (STAIRS_TABLE, "step_count=12", "steps", 12),
    (STAIRS_TABLE, "ramp=no", "ramp", NO),
    # The ramp is a way of its own, beside these steps.
    (STAIRS_TABLE, "ramp=separate", "ramp", NO),
    (STAIRS_TABLE, "ramp:wheelchair=yes", "ramp", YES),
    (STAIRS_TABLE, "ramp=yes ramp:wheelchair=no", "ramp", NO),
    # Nobody says that a wheelchair can use it: most are grooves for bicycles.
    (STAIRS_TABLE, "ramp=yes", "ramp", 0),
    (STAIRS_TABLE, "ramp=no", "ramp_stroller", NO),
    (STAIRS_TABLE, "ramp=yes ramp:stroller=yes", "ramp_stroller", YES),
    (STAIRS_TABLE, "ramp:stroller=no", "ramp_stroller", NO),
    (STAIRS_TABLE, "ramp:wheelchair=yes", "ramp_stroller", YES),
    (STAIRS_TABLE, "ramp=yes ramp:bicycle=yes", "ramp_stroller", 0),
    (STAIRS_TABLE, "handrail=yes", "handrail", YES),
    (STAIRS_TABLE, "handrail=left", "handrail", YES),
    (STAIRS_TABLE, "handrail=no", "handrail", NO),
    (STAIRS_TABLE, "handrail:left=yes", "handrail", YES),
    (STAIRS_TABLE, "handrail:left=no handrail:right=yes", "handrail", YES),
    (STAIRS_TABLE, "handrail:center=yes", "handrail", YES),
    (STAIRS_TABLE, "handrail:both=yes", "handrail", YES),
    (STAIRS_TABLE, "handrail:left=no", "handrail", NO),
    (STAIRS_TABLE, "handrail:right=no", "handrail", NO),
    (STAIRS_TABLE, "handrail:center=no", "handrail", NO),
    (STAIRS_TABLE, "handrail:both=no", "handrail", NO),
]

CROSSINGS: list[Case] = [
    (CROSSING_TABLE, text, column, value)
    for text, column, value in [
        ("crossing=traffic_signals", "crossing", Crossing.SIGNALS),
        (
            "crossing=traffic_signals crossing:signals=no",
            "crossing",
            Crossing.MARKED,
        ),
        ("crossing=zebra", "crossing", Crossing.MARKED),
        ("crossing=uncontrolled", "crossing", Crossing.MARKED),
        ("crossing=unmarked", "crossing", Crossing.UNMARKED),
        ("crossing=informal crossing:signals=yes", "crossing", Crossing.UNMARKED),
        ("crossing:signals=yes crossing=yes", "crossing", Crossing.SIGNALS),
        ("crossing_ref=pelican", "crossing", Crossing.SIGNALS),
        ("crossing_ref=zebra", "crossing", Crossing.MARKED),
        ("crossing:markings=no", "crossing", Crossing.UNMARKED),
        ("crossing:markings=ladder", "crossing", Crossing.MARKED),
        ("crossing=yes", "crossing", Crossing.UNKNOWN),
        ("highway=crossing", "crossing", Crossing.UNKNOWN),
        ("crossing:island=yes", "crossing_island", YES),
        ("crossing:island=no", "crossing_island", NO),
        ("crossing=island", "crossing_island", YES),
        ("traffic_calming=island", "crossing_island", YES),
        ("button_operated=yes", "signal_button", YES),
        ("button_operated=no", "signal_button", NO),
        ("traffic_signals:sound=yes", "signal_sound", YES),
        ("traffic_signals:sound=walk", "signal_sound", YES),
        ("traffic_signals:sound=no", "signal_sound", NO),
        # The pole is heard, green is not.
        ("traffic_signals:sound=locate", "signal_sound", NO),
        ("acoustic=yes", "signal_sound", YES),
        ("acoustic=no", "signal_sound", NO),
        ("traffic_signals:vibration=yes", "signal_vibration", YES),
        ("traffic_signals:vibration=no", "signal_vibration", NO),
        ("traffic_signals:floor_vibration=yes", "signal_vibration", YES),
    ]
]

OBSTACLES: list[Case] = [
    *((POINT_TABLE, f"barrier={w}", "barrier", Barrier[c]) for w, c in words(BARRIERS)),
    *(
        (POINT_TABLE, text, column, value)
        for text, column, value in [
            ("barrier=bollard maxwidth:physical=0.9", "width_cm", 90.0),
            ("barrier=cycle_barrier opening=0.8", "width_cm", 80.0),
            ("barrier=cycle_barrier spacing=1.5", "spacing_cm", 150.0),
            ("barrier=bollard opening=1", "width_cm", 100.0),
            ("barrier=bollard spacing=1.1", "width_cm", 110.0),
            ("barrier=gate opening=0.9", "width_cm", 90.0),
            ("barrier=gate width=1.1", "width_cm", 110.0),
            ("entrance=main door:width=0.85", "width_cm", 85.0),
            ("entrance=yes width=1", "width_cm", 100.0),
            ("highway=elevator door:width=0.9", "width_cm", 90.0),
            ("highway=elevator width=1.1", "width_cm", 110.0),
            ("barrier=stile", "wheelchair", NO),
            ("barrier=turnstile", "wheelchair", NO),
            ("barrier=kissing_gate", "wheelchair", NO),
            ("barrier=log", "wheelchair", NO),
            ("barrier=kissing_gate wheelchair=yes", "wheelchair", YES),
        ]
    ),
]

CASES = [
    *GROUND,
    *KERBS,
    *UNDERFOOT,
    *SURROUNDINGS,
    *STAIRS,
    *CROSSINGS,
    *OBSTACLES,
]


def tags(text: str) -> dict[str, str]:
    return dict(word.split("=", 1) for word in text.split())


@pytest.mark.parametrize(
    ("table", "text", "column", "value"),
    CASES,
    ids=[f"{text}: {column}" for _, text, column, _ in CASES],
)
def test_a_row(table: Table, text: str, column: str, value: float) -> None:
    assert table.read(tags(text))[column] == pytest.approx(value)


def test_every_row_has_a_case() -> None:
    for table in TABLES:
        used = {
            table.decide(tags(text))[column][1]
            for other, text, column, _ in CASES
            if other is table
        }
        unused = set(range(len(table.rows))) - used
        assert [table.rows[n] for n in sorted(unused)] == []


@pytest.mark.parametrize(
    ("table", "text", "column", "value"),
    [
        # Of several kerbs the highest, of several crossings the least protected.
        (POINT_TABLE, "kerb=flush;raised", "kerb_cm", 12.0),
        (POINT_TABLE, "kerb=lowered;_flush".replace("_", ""), "kerb_cm", 3.0),
        (CROSSING_TABLE, "crossing=marked;unmarked", "crossing", Crossing.UNMARKED),
        (WAY_TABLE, "width=2;1", "width_cm", 100.0),
        (WAY_TABLE, "surface=bricks;tiles", "surface", Surface.PAVING_STONES),
        (WAY_TABLE, "surface=asphalt;gravel", "surface", Surface.OTHER),
        (WAY_TABLE, "smoothness=good;bad", "smoothness", Smoothness.BAD),
        (WAY_TABLE, "incline=8%;-5%", "steepest_up", 8.0),
        (WAY_TABLE, "incline=8%;-5%", "steepest_down", 5.0),
        (WAY_TABLE, "lit=Yes", "lit", YES),
    ],
)
def test_several_values(table: Table, text: str, column: str, value: float) -> None:
    assert table.read(tags(text))[column] == pytest.approx(value)


@pytest.mark.parametrize(
    ("table", "text", "column"),
    [
        (WAY_TABLE, "width=-1", "width_cm"),
        (WAY_TABLE, "width=600", "width_cm"),
        (WAY_TABLE, "width=narrow", "width_cm"),
        (WAY_TABLE, "incline=up", "slope_percent"),
        (WAY_TABLE, "incline=up", "steepest_up"),
        (WAY_TABLE, "incline=up;-5%", "rises"),
        (WAY_TABLE, "incline=8%;-5%", "slope_percent"),
        (WAY_TABLE, "kerb=yes", "kerb_cm"),
        (WAY_TABLE, "kerb:height=15", "kerb_cm"),
        (WAY_TABLE, "smoothness=lovely", "smoothness"),
        (WAY_TABLE, "tactile_paving=partial", "tactile_paving"),
        # Text for people; no machine reads a yes or no out of it.
        (WAY_TABLE, "wheelchair:description=easy", "wheelchair"),
        (WAY_TABLE, "lit=interval", "lit"),
        (STAIRS_TABLE, "step_count=-3", "steps"),
        (STAIRS_TABLE, "step_count=many", "steps"),
        (CROSSING_TABLE, "crossing=no", "crossing"),
        (POINT_TABLE, "barrier=bollard width=0.2", "width_cm"),
        (POINT_TABLE, "barrier=kerb width=0.2", "width_cm"),
    ],
)
def test_says_nothing(table: Table, text: str, column: str) -> None:
    assert math.isnan(table.read(tags(text)).get(column, math.nan))
