"""The person's oracle on single edges: every row of the tables, worked out by hand."""

from __future__ import annotations

from math import nan
from typing import Any

import pytest

from maas.people.profile import TESTS
from maas.streets.graph import Crossing, EdgeKind, Smoothness, Surface

from .person_oracle_edges import (
    Outcome,
    decimetres,
    effort,
    seconds,
    speed,
    verdict,
)
from .person_oracle_text import somebody
from .person_towns import edge

BARS, UNKNOWN, OK = Outcome.BARS, Outcome.UNKNOWN, Outcome.OK

STEPS = {"kind": EdgeKind.STEPS, "steps": 12}
LIFT = {"kind": EdgeKind.LIFT}
ESCALATOR = {"kind": EdgeKind.ESCALATOR}
CROSSING = {"kind": EdgeKind.CROSSING, "crossing": Crossing.MARKED}
SIGNALS = {"kind": EdgeKind.CROSSING, "crossing": Crossing.SIGNALS}
STREET = {"kind": EdgeKind.STREET}
LINK = {"kind": EdgeKind.LINK, "metres": 20.0}
WHEELS = {"wheels": "wheelchair"}
RAMP = {**STEPS, "ramp": 1}

ROWS = [
    # test, what the edge is, what the person can, what comes of it
    ("steps", STEPS, {"max_steps": 12}, OK),
    ("steps", STEPS, {"max_steps": 11}, BARS),
    ("steps", STEPS, {"max_steps": None}, OK),
    ("steps", STEPS | {"steps": -1}, {"max_steps": 11}, UNKNOWN),
    ("steps", STEPS | {"steps": -1}, {"max_steps": 0}, BARS),
    ("steps", STEPS | {"steps": 0}, {"max_steps": 0}, BARS),
    ("steps", STEPS | {"steps": 0}, {"max_steps": 11}, OK),
    ("steps", {"steps": 12}, {"max_steps": 0}, OK),  # no STEPS
    ("steps", RAMP, {"max_steps": 0}, BARS),  # who walks doesn't take the ramp
    ("steps", RAMP, {"max_steps": 0, **WHEELS}, OK),
    ("steps", RAMP, {"max_steps": 0, "wheels": "stroller"}, OK),
    ("steps", STEPS | {"ramp_stroller": 1}, {"max_steps": 0, **WHEELS}, BARS),
    (
        "steps",
        STEPS | {"ramp_stroller": 1},
        {"max_steps": 0, "wheels": "stroller"},
        OK,
    ),
    ("steps", STEPS | {"ramp": 2}, {"max_steps": 0, **WHEELS}, BARS),
    ("handrail", STEPS | {"handrail": 1}, {"needs_handrail": True}, OK),
    ("handrail", STEPS | {"handrail": 2}, {"needs_handrail": True}, BARS),
    ("handrail", STEPS | {"handrail": 0}, {"needs_handrail": True}, UNKNOWN),
    ("handrail", STEPS | {"handrail": 2}, {}, OK),
    ("handrail", {"handrail": 2}, {"needs_handrail": True}, OK),
    ("lift", LIFT, {"lifts": False}, BARS),
    ("lift", LIFT, {"lifts": True}, OK),
    ("escalator", ESCALATOR, {"escalators": False}, BARS),
    ("escalator", ESCALATOR, {"escalators": True}, OK),
    ("slope_up", {"steepest_up": 6.0}, {"max_slope_up": 6.0}, OK),
    ("slope_up", {"steepest_up": 6.25}, {"max_slope_up": 6.0}, BARS),
    ("slope_up", {"steepest_up": nan}, {"max_slope_up": 6.0}, UNKNOWN),
    ("slope_up", {"steepest_up": nan}, {}, OK),
    ("slope_up", LINK | {"steepest_up": 9.0}, {"max_slope_up": 6.0}, OK),
    ("slope_up", STEPS | {"steepest_up": nan}, {"max_slope_up": 6.0}, OK),
    (
        "slope_up",
        RAMP | {"steepest_up": 9.0},
        {"max_slope_up": 6.0, "max_steps": 0, **WHEELS},
        BARS,
    ),
    # Without a limit on steps nobody takes the ramp, so these steps have no slope.
    ("slope_up", RAMP | {"steepest_up": 9.0}, {"max_slope_up": 6.0, **WHEELS}, OK),
    ("slope_down", {"steepest_down": 6.0}, {"max_slope_down": 6.0}, OK),
    ("slope_down", {"steepest_down": 6.25}, {"max_slope_down": 6.0}, BARS),
    ("slope_down", {"steepest_down": nan}, {"max_slope_down": 6.0}, UNKNOWN),
    (
        "slope_down",
        {"kind": EdgeKind.GATE, "steepest_down": 9.0},
        {"max_slope_down": 6.0},
        OK,
    ),
    ("cross_slope", {"cross_slope_percent": 2.5}, {"max_cross_slope": 2.0}, BARS),
    ("cross_slope", {"cross_slope_percent": 2.0}, {"max_cross_slope": 2.0}, OK),
    ("cross_slope", {"cross_slope_percent": nan}, {"max_cross_slope": 2.0}, UNKNOWN),
    ("cross_slope", LIFT | {"cross_slope_percent": nan}, {"max_cross_slope": 2.0}, OK),
    ("kerb", {"kerb_cm": 3.0}, {"max_kerb_cm": 3.0}, OK),
    ("kerb", {"kerb_cm": 3.5}, {"max_kerb_cm": 3.0}, BARS),
    ("kerb", LIFT | {"kerb_cm": 3.5}, {"max_kerb_cm": 3.0}, BARS),
    ("kerb", {"kerb_cm": nan}, {"max_kerb_cm": 3.0}, OK),
    ("kerb", CROSSING | {"kerb_cm": nan}, {"max_kerb_cm": 3.0}, UNKNOWN),
    ("width", {"width_cm": 90.0}, {"min_width_cm": 90.0}, OK),
    ("width", {"width_cm": 89.5}, {"min_width_cm": 90.0}, BARS),
    ("width", {"width_cm": nan}, {"min_width_cm": 90.0}, UNKNOWN),
    ("width", LIFT | {"width_cm": nan}, {"min_width_cm": 90.0}, UNKNOWN),
    ("width", STREET | {"width_cm": nan}, {"min_width_cm": 90.0}, OK),
    ("width", STREET | {"width_cm": 80.0}, {"min_width_cm": 90.0}, BARS),
    ("width", LINK | {"width_cm": nan}, {"min_width_cm": 90.0}, OK),
    ("width", STEPS | {"width_cm": 50.0}, {"min_width_cm": 90.0}, OK),
    (
        "width",
        RAMP | {"width_cm": 50.0},
        {"min_width_cm": 90.0, "max_steps": 0, **WHEELS},
        BARS,
    ),
    (
        "surface",
        {"surface": Surface.GRAVEL},
        {"barred_surfaces": frozenset({"gravel"})},
        BARS,
    ),
    (
        "surface",
        {"surface": Surface.SAND},
        {"barred_surfaces": frozenset({"gravel"})},
        OK,
    ),
    (
        "surface",
        {"kind": EdgeKind.CORRIDOR, "surface": Surface.GRAVEL},
        {"barred_surfaces": frozenset({"gravel"})},
        OK,
    ),
    (
        "surface",
        {"surface": Surface.UNKNOWN, "smoothness": Smoothness.UNKNOWN},
        {"barred_surfaces": frozenset({"gravel"})},
        UNKNOWN,
    ),
    (
        "surface",
        {"surface": Surface.OTHER, "smoothness": Smoothness.UNKNOWN},
        {"worst_smoothness": "bad"},
        UNKNOWN,
    ),
    (
        "surface",
        {"surface": Surface.ASPHALT, "smoothness": Smoothness.UNKNOWN},
        {"worst_smoothness": "bad"},
        OK,
    ),
    (
        "surface",
        {"surface": Surface.UNKNOWN, "smoothness": Smoothness.GOOD},
        {"barred_surfaces": frozenset({"gravel"})},
        OK,
    ),
    ("surface", {"smoothness": Smoothness.BAD}, {"worst_smoothness": "bad"}, OK),
    ("surface", {"smoothness": Smoothness.VERY_BAD}, {"worst_smoothness": "bad"}, BARS),
    ("surface", {"smoothness": Smoothness.VERY_BAD}, {}, OK),
    # A rough gravel path bars whoever minds but one of the two.
    (
        "surface",
        {"surface": Surface.GRAVEL, "smoothness": Smoothness.BAD},
        {"barred_surfaces": frozenset({"gravel"}), "worst_smoothness": "bad"},
        BARS,
    ),
    ("crossing", CROSSING | {"crossing_metres": 9.0}, {"max_crossing_metres": 9.0}, OK),
    (
        "crossing",
        CROSSING | {"crossing_metres": 9.5},
        {"max_crossing_metres": 9.0},
        BARS,
    ),
    (
        "crossing",
        CROSSING | {"crossing_metres": nan},
        {"max_crossing_metres": 9.0},
        UNKNOWN,
    ),
    ("crossing", {"crossing_metres": 9.5}, {"max_crossing_metres": 9.0}, OK),
    ("crossing", CROSSING, {"least_crossing": "marked"}, OK),
    ("crossing", CROSSING, {"least_crossing": "signals"}, BARS),
    ("crossing", SIGNALS, {"least_crossing": "signals"}, OK),
    (
        "crossing",
        CROSSING | {"crossing": Crossing.UNMARKED},
        {"least_crossing": "marked"},
        BARS,
    ),
    (
        "crossing",
        CROSSING | {"crossing": Crossing.UNMARKED},
        {"least_crossing": "unmarked"},
        OK,
    ),
    (
        "crossing",
        CROSSING | {"crossing": Crossing.UNKNOWN},
        {"least_crossing": "unmarked"},
        UNKNOWN,
    ),
    (
        "crossing",
        CROSSING | {"crossing": Crossing.NONE},
        {"least_crossing": "marked"},
        UNKNOWN,
    ),
    # The one row bars, the other is unknown: it bars.
    (
        "crossing",
        CROSSING | {"crossing_metres": nan},
        {"least_crossing": "signals", "max_crossing_metres": 9.0},
        BARS,
    ),
    ("sound", SIGNALS | {"signal_sound": 1}, {"needs_sound": True}, OK),
    ("sound", SIGNALS | {"signal_sound": 2}, {"needs_sound": True}, BARS),
    ("sound", SIGNALS | {"signal_sound": 0}, {"needs_sound": True}, UNKNOWN),
    ("sound", CROSSING | {"signal_sound": 2}, {"needs_sound": True}, OK),
    ("wheelchair", {"wheelchair": 0}, WHEELS, OK),
    ("wheelchair", {"wheelchair": 1}, WHEELS, OK),
    ("wheelchair", {"wheelchair": 2}, WHEELS, BARS),
    ("wheelchair", LIFT | {"wheelchair": 2}, {"wheels": "stroller"}, BARS),
    ("wheelchair", {"wheelchair": 3}, WHEELS, UNKNOWN),
    ("wheelchair", {"wheelchair": 2}, {}, OK),
    ("tactile", {"tactile_paving": 1}, {"needs_tactile": True}, OK),
    ("tactile", {"tactile_paving": 2}, {"needs_tactile": True}, BARS),
    ("tactile", CROSSING | {"tactile_paving": 0}, {"needs_tactile": True}, UNKNOWN),
    ("tactile", STREET | {"tactile_paving": 2}, {"needs_tactile": True}, OK),
    ("tactile", STEPS | {"tactile_paving": 2}, {"needs_tactile": True}, OK),
    ("lit", {"lit": 1}, {"needs_light": True}, OK),
    ("lit", STREET | {"lit": 2}, {"needs_light": True}, BARS),
    ("lit", STEPS | {"lit": 0}, {"needs_light": True}, UNKNOWN),
    ("lit", {"kind": EdgeKind.CORRIDOR, "lit": 2}, {"needs_light": True}, OK),
    ("ground", {"kind": EdgeKind.STRAIGHT}, {"max_slope_up": 6.0}, UNKNOWN),
    ("ground", {"kind": EdgeKind.STRAIGHT}, {"max_slope_down": 6.0}, UNKNOWN),
    ("ground", {"kind": EdgeKind.STRAIGHT}, {"max_kerb_cm": 3.0}, UNKNOWN),
    ("ground", {"kind": EdgeKind.STRAIGHT}, {"min_width_cm": 90.0}, UNKNOWN),
    ("ground", {"kind": EdgeKind.STRAIGHT}, {"max_steps": 0}, UNKNOWN),
    (
        "ground",
        {"kind": EdgeKind.STRAIGHT},
        {"barred_surfaces": frozenset({"sand"})},
        UNKNOWN,
    ),
    ("ground", {"kind": EdgeKind.STRAIGHT}, {"worst_smoothness": "bad"}, UNKNOWN),
    ("ground", {"kind": EdgeKind.STRAIGHT}, {"max_cross_slope": 2.0}, OK),
    ("ground", {"kind": EdgeKind.STRAIGHT}, {"needs_light": True}, OK),
    ("ground", LINK | {"metres": 30.0}, {"max_steps": 0}, OK),
    ("ground", LINK | {"metres": 30.5}, {"max_steps": 0}, UNKNOWN),
    ("ground", {"metres": 300.0}, {"max_steps": 0}, OK),
    ("hours", {"hours": "unreadable"}, {}, UNKNOWN),
    ("hours", {"hours": ((0, 3600),)}, {}, OK),
]


@pytest.mark.parametrize(("test", "columns", "limits", "outcome"), ROWS)
def test_every_row_of_the_table(
    test: str, columns: dict[str, Any], limits: dict[str, Any], outcome: Outcome
) -> None:
    found = verdict(edge("a", "b", **columns), somebody(**limits))
    assert (test in found.bars, test in found.unknown) == (
        outcome is BARS,
        outcome is UNKNOWN,
    )
    # These edges and people have nothing else against each other.
    assert (found.bars | found.unknown) <= {test}
    assert found.outcome is outcome


def test_the_table_is_whole() -> None:
    for test in TESTS:
        seen = {outcome for name, _, _, outcome in ROWS if name == test}
        always = {"lift": {OK, BARS}, "escalator": {OK, BARS}}
        always |= {"ground": {OK, UNKNOWN}, "hours": {OK, UNKNOWN}}
        assert seen == always.get(test, {OK, BARS, UNKNOWN}), test


def test_what_need_not_be_known_is_told_and_not_counted() -> None:
    lane = edge("a", "b", steepest_up=nan, width_cm=nan)
    limits = {"max_slope_up": 6.0, "min_width_cm": 90.0}
    for must_know, outcome in (
        (set(), OK),
        ({"kerb"}, OK),
        ({"width"}, UNKNOWN),
        ({"slope_up", "width"}, UNKNOWN),
    ):
        found = verdict(lane, somebody(must_know=must_know, **limits))
        assert found.outcome is outcome
        assert found.unknown == {"slope_up", "width"}
    # What bars, bars whether it must be known or not.
    kerb = edge("a", "b", kerb_cm=9.0, width_cm=nan)
    found = verdict(kerb, somebody(must_know={"width"}, max_kerb_cm=3.0, **limits))
    assert found.outcome is BARS
    assert (found.bars, found.unknown) == ({"kerb"}, {"width"})


SIX = {
    "max_slope_up": 6.0,
    "max_slope_down": 6.0,
    "max_cross_slope": 2.0,
    "max_kerb_cm": 3.0,
    "min_width_cm": 90.0,
    "worst_smoothness": "bad",
}
NOTHING_KNOWN = {
    **CROSSING,
    "steepest_up": nan,
    "steepest_down": nan,
    "cross_slope_percent": nan,
    "kerb_cm": nan,
    "width_cm": nan,
    "surface": Surface.UNKNOWN,
    "smoothness": Smoothness.UNKNOWN,
}


def test_a_yes_for_wheelchairs_settles_six_tests() -> None:
    on_foot, on_wheels = somebody(**SIX), somebody(**SIX, **WHEELS)
    said = edge("a", "b", wheelchair=1, **NOTHING_KNOWN)
    six = {"slope_up", "slope_down", "cross_slope", "kerb", "width", "surface"}
    assert verdict(said, on_wheels).unknown == frozenset()
    assert verdict(said, on_foot).unknown == six
    silent = edge("a", "b", wheelchair=0, **NOTHING_KNOWN)
    assert verdict(silent, on_wheels).unknown == six
    # A number that is known to be too much bars all the same.
    high = edge("a", "b", wheelchair=1, **(NOTHING_KNOWN | {"kerb_cm": 5.0}))
    assert verdict(high, on_wheels).bars == {"kerb"}
    # It doesn't say what the ground of a straight line is like, nor settles the rest.
    line = edge("a", "b", wheelchair=1, kind=EdgeKind.STRAIGHT)
    assert verdict(line, on_wheels).unknown == {"ground"}


HILLY = ((-8.0, 0.5), (0.0, 1.25), (8.0, 0.75))


@pytest.mark.parametrize(
    ("columns", "numbers", "takes"),
    [
        # 100 m at 1 m/s.
        ({}, {}, 100),
        # Half-way between 1.25 and 0.75 is 1 m/s at 4 %: 100 m in 100 s.
        ({"mean_slope": 4.0}, {"by_slope": HILLY}, 100),
        # Half-way between 0.5 and 1.25 is 0.875 m/s: 105 / 0.875 = 120.
        ({"mean_slope": -4.0, "metres": 105.0}, {"by_slope": HILLY}, 120),
        # Beyond the ends the ends hold: 100 / 0.75 = 133.3, 100 / 0.5 = 200.
        ({"mean_slope": 12.0}, {"by_slope": HILLY}, 133),
        ({"mean_slope": -9.0}, {"by_slope": HILLY}, 200),
        # Not known: flat, 100 / 1.25 = 80.
        ({"mean_slope": nan}, {"by_slope": HILLY}, 80),
        # Halves to even: 62.5 / 1 -> 62, 63.5 -> 64.
        ({"metres": 62.5}, {}, 62),
        ({"metres": 63.5}, {}, 64),
        # A kerb of more than 2 cm takes its seconds, unrounded: 62.5 + 1 = 63.5 -> 64.
        ({"metres": 62.5, "kerb_cm": 2.5}, {"kerb_seconds": 1.0}, 64),
        ({"kerb_cm": 2.0}, {"kerb_seconds": 9.0}, 100),
        ({"kerb_cm": nan}, {"kerb_seconds": 9.0}, 100),
        # No less than what is given: a gate of 130 s, one of 30 s.
        ({"kind": EdgeKind.GATE, "seconds": 130.0}, {}, 130),
        ({"kind": EdgeKind.GATE, "seconds": 30.0}, {}, 100),
        # 100 s and the kerb's 9 are more than 105.
        ({"seconds": 105.0, "kerb_cm": 3.0}, {"kerb_seconds": 9.0}, 109),
        # Carried: what is given, else at flat speed, 100 / 1.25; whatever the slope.
        (LIFT | {"seconds": 60.0}, {}, 60),
        (LIFT | {"mean_slope": 8.0}, {"by_slope": HILLY}, 80),
        (ESCALATOR | {"seconds": 30.5}, {}, 30),
        ({"kind": EdgeKind.MOVING_WALKWAY, "seconds": 31.5}, {}, 32),
        (LIFT | {"seconds": 60.0, "kerb_cm": 3.0}, {"kerb_seconds": 9.0}, 60),
        # 12 steps of 0.75 s up and 0.5 s down; unknown which: up is slower.
        (STEPS | {"rises": 1}, {"step_up_seconds": 0.75, "step_down_seconds": 0.5}, 9),
        (STEPS | {"rises": 2}, {"step_up_seconds": 0.75, "step_down_seconds": 0.5}, 6),
        (STEPS | {"rises": 0}, {"step_up_seconds": 0.75, "step_down_seconds": 0.5}, 9),
        (STEPS | {"rises": 0}, {"step_up_seconds": 0.5, "step_down_seconds": 0.75}, 9),
        # 10 m are 33 steps, where their number isn't known.
        (STEPS | {"steps": -1, "metres": 10.0}, {}, 33),
        (STEPS | {"steps": 0, "metres": 10.0}, {}, 33),
        # By the ramp: 100 m at 1 m/s; on foot 12 steps of 1 s.
        (RAMP, {"max_steps": 0, **WHEELS}, 100),
        (RAMP, {"max_steps": 12}, 12),
        (RAMP, WHEELS, 12),
        # A day is the longest.
        ({"seconds": 86_400.0}, {}, 86_400),
        ({"seconds": 86_400.5}, {}, 86_400),
        ({"seconds": 86_401.0}, {}, None),
    ],
)
def test_seconds(
    columns: dict[str, Any], numbers: dict[str, Any], takes: int | None
) -> None:
    assert seconds(edge("a", "b", **columns), somebody(**numbers)) == takes


def test_speed_lies_on_straight_lines() -> None:
    person = somebody(by_slope=HILLY)
    found = [speed(person, g) for g in (-20.0, -8.0, -4.0, 0.0, 2.0, 8.0, 20.0)]
    # At 2 %, a quarter of the way from 1.25 to 0.75.
    assert found == [0.5, 0.5, 0.875, 1.25, 1.125, 0.75, 0.75]


TIRING = {"comfortable_up": 2.0, "up_weight": 3, "comfortable_down": 4.0}


@pytest.mark.parametrize(
    ("columns", "numbers", "felt"),
    [
        # 100 s, each felt as ten tenths.
        ({}, {}, 1000),
        # 5 % up is 3 beyond 2: 3 x 3 = 9 more tenths.
        ({"mean_slope": 5.0}, TIRING, 1900),
        ({"mean_slope": 2.0}, TIRING, 1000),
        # 3 x 0.5 = 1.5 -> 2; 3 x 1.5 = 4.5 -> 4: halves to even.
        ({"mean_slope": 2.5}, TIRING, 1200),
        ({"mean_slope": 3.5}, TIRING, 1400),
        # 6 % down is 2 beyond 4: 2 x 5 = 10 more tenths.
        ({"mean_slope": -6.0}, TIRING | {"down_weight": 5}, 2000),
        ({"mean_slope": -4.0}, TIRING | {"down_weight": 5}, 1000),
        ({"mean_slope": nan}, TIRING, 1000),
        # Not on the ground: no slope, no surface.
        (LIFT | {"mean_slope": 5.0}, TIRING, 1000),
        ({"surface": Surface.GRAVEL}, {"surface_weights": {"gravel": 7}}, 1700),
        ({"surface": Surface.SAND}, {"surface_weights": {"gravel": 7}}, 1000),
        (LINK | {"surface": Surface.GRAVEL}, {"surface_weights": {"gravel": 7}}, 200),
        # Steps by foot are not the ground: 12 s. By the ramp they are: 100 s.
        (STEPS | {"mean_slope": 5.0}, TIRING, 120),
        (RAMP | {"mean_slope": 5.0}, TIRING | {"max_steps": 0, **WHEELS}, 1900),
        # Unlit wherever it is, no tactile paving where there could be some.
        ({"lit": 2}, {"unlit_weight": 4}, 1400),
        (LIFT | {"lit": 2}, {"unlit_weight": 4}, 1400),
        ({"lit": 0}, {"unlit_weight": 4}, 1000),
        ({"tactile_paving": 2}, {"no_tactile_weight": 4}, 1400),
        ({"tactile_paving": 0}, {"no_tactile_weight": 4}, 1400),
        (STREET | {"tactile_paving": 0}, {"no_tactile_weight": 4}, 1000),
        # 10 + 30 + 30 are more than 60.
        (
            {"lit": 2, "tactile_paving": 2},
            {"unlit_weight": 30, "no_tactile_weight": 30},
            6000,
        ),
        # 12 steps: 12 s, and 12 x 2 felt seconds; none by the ramp.
        (STEPS, {"step": 2}, 120 + 240),
        (RAMP, {"step": 2, "max_steps": 0, **WHEELS}, 1000),
        (STEPS | {"steps": -1, "metres": 3.0}, {"step": 2}, 100 + 200),
        ({"kerb_cm": 2.5}, {"kerb": 15}, 1000 + 150),
        ({"kerb_cm": 2.0}, {"kerb": 15}, 1000),
        ({"kerb_cm": nan}, {"kerb": 15}, 1000),
        (CROSSING, {"crossing": 20, "silent_crossing": 7}, 1000 + 200),
        (
            CROSSING | {"crossing": Crossing.UNKNOWN},
            {"crossing": 20, "silent_crossing": 7},
            1000 + 200,
        ),
        (SIGNALS, {"crossing": 20, "silent_crossing": 7}, 1000 + 70),
        (SIGNALS | {"signal_sound": 1}, {"crossing": 20, "silent_crossing": 7}, 1000),
        (LIFT | {"seconds": 60.0}, {"lift": 30}, 600 + 300),
        # The extras come on top of the most that a second can weigh.
        ({"lit": 2, "kerb_cm": 3.0}, {"unlit_weight": 99, "kerb": 15}, 6000 + 150),
    ],
)
def test_effort(columns: dict[str, Any], numbers: dict[str, Any], felt: int) -> None:
    assert effort(edge("a", "b", **columns), somebody(**numbers)) == felt


@pytest.mark.parametrize(
    ("unknown", "must_know", "felt"),
    [
        ("avoid", {"width"}, 1500),
        ("avoid", set(), 1000),
        ("allow", {"width"}, 1000),
        ("forbid", {"width"}, 1000),
    ],
)
def test_the_unknown_weighs_where_it_is_avoided(
    unknown: str, must_know: set[str], felt: int
) -> None:
    person = somebody(
        must_know=must_know, unknown=unknown, min_width_cm=90.0, unknown_weight=5
    )
    assert effort(edge("a", "b", width_cm=nan), person) == felt


def test_lengths_are_whole_decimetres() -> None:
    # 10 x 1.25 = 12.5 -> 12 and 10 x 1.75 = 17.5 -> 18: halves to even.
    assert [decimetres(m) for m in (1.25, 1.75, 0.0, 100.0)] == [12, 18, 0, 1000]
