"""What the tags of a way or a node say together; single rows are in test_meaning."""

from __future__ import annotations

import math

import pytest

from maas.streets.graph import Barrier, Crossing, EdgeKind, SlopeSource, Surface
from maas_feeds.osm.points import blocks_feet, has_hours, is_shaft, point_facts
from maas_feeds.osm.ways import kerb_cm, way_facts


def tags(text: str) -> dict[str, str]:
    return dict(word.split("=", 1) for word in text.split())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("highway=residential", EdgeKind.STREET),
        ("highway=residential sidewalk=no", EdgeKind.STREET),
        ("highway=residential sidewalk=both", EdgeKind.SIDEWALK),
        ("highway=residential sidewalk:left=yes", EdgeKind.SIDEWALK),
        ("highway=footway footway=sidewalk", EdgeKind.SIDEWALK),
        ("highway=footway", EdgeKind.FOOTWAY),
        ("highway=pedestrian", EdgeKind.FOOTWAY),
        ("highway=cycleway foot=yes", EdgeKind.FOOTWAY),
        ("highway=footway footway=crossing", EdgeKind.CROSSING),
        ("highway=steps", EdgeKind.STEPS),
        ("highway=steps conveying=no", EdgeKind.STEPS),
        ("highway=steps conveying=forward", EdgeKind.ESCALATOR),
        ("highway=footway conveying=yes", EdgeKind.MOVING_WALKWAY),
        ("highway=elevator", EdgeKind.LIFT),
        ("highway=corridor", EdgeKind.CORRIDOR),
        ("highway=footway indoor=yes", EdgeKind.CORRIDOR),
        ("highway=steps indoor=yes", EdgeKind.STEPS),
    ],
)
def test_kind_of_ground(text: str, kind: EdgeKind) -> None:
    assert way_facts(tags(text)).kind == kind


FOOT, ROAD = "highway=footway ", "highway=residential sidewalk=both "
STEPS, CROSS = "highway=steps ", "highway=footway footway=crossing "


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        (FOOT + "surface=asphalt", "surface", Surface.ASPHALT),
        (FOOT, "surface", Surface.UNKNOWN),
        (FOOT + "footway:surface=sett surface=asphalt", "surface", Surface.SETT),
        # A road's surface is not its sidewalk's.
        (ROAD + "surface=asphalt", "surface", Surface.UNKNOWN),
        (ROAD + "sidewalk:both:surface=sett", "surface", Surface.SETT),
        (
            ROAD + "sidewalk:left:surface=sett sidewalk:right:surface=asphalt",
            "surface",
            Surface.UNKNOWN,
        ),
        (
            "highway=residential sidewalk=left sidewalk:left:surface=sett",
            "surface",
            Surface.SETT,
        ),
        (FOOT + "width=2 maxwidth:physical=0.8", "width_cm", 80.0),
        (FOOT + "width=0.7 maxwidth:physical=0.8", "width_cm", 70.0),
        (ROAD + "width=6", "width_cm", math.nan),
        (ROAD + "maxwidth:physical=2", "width_cm", math.nan),
        (ROAD + "sidewalk:left:width=1 sidewalk:right:width=2", "width_cm", 100.0),
        (ROAD + "sidewalk:left:width=1", "width_cm", math.nan),
        (
            "highway=residential sidewalk=left sidewalk:left:width=1",
            "width_cm",
            100.0,
        ),
        (ROAD + "sidewalk:both:tactile_paving=yes", "tactile_paving", 1),
        (
            ROAD + "tactile_paving=yes sidewalk:left:tactile_paving=no",
            "tactile_paving",
            0,
        ),
        (ROAD + "lit=yes", "lit", 1),
        (FOOT + "incline=-8%", "mean_slope", -8.0),
        (FOOT + "incline=-8%", "slope_source", SlopeSource.TAG),
        (FOOT + "incline=up", "slope_source", SlopeSource.NONE),
        (FOOT + "incline=8%;-5%", "mean_slope", math.nan),
        (FOOT + "incline=8%;-5%", "slope_source", SlopeSource.TAG),
        (FOOT + "incline:across=-2%", "cross_slope_percent", 2.0),
        (FOOT, "steps", 0),
        (FOOT + "step_count=3", "steps", 0),
        (STEPS, "steps", -1),
        (STEPS + "step_count=12", "steps", 12),
        (STEPS + "step_count=12 incline=down", "steps", 12),
        (STEPS + "step_count=12 incline=down", "kind", EdgeKind.STEPS),
        (STEPS + "step_count=12 incline=down", "rises", 2),
        ("highway=steps conveying=forward step_count=30", "steps", 30),
        (STEPS + "wheelchair=yes", "wheelchair", 0),
        (STEPS + "wheelchair=yes ramp=yes", "wheelchair", 0),
        (STEPS + "wheelchair=yes ramp:wheelchair=yes", "wheelchair", 1),
        (STEPS + "wheelchair=no", "wheelchair", 2),
        (CROSS, "crossing", Crossing.UNKNOWN),
        (CROSS + "crossing=no", "crossing", Crossing.UNKNOWN),
        (CROSS + "crossing=zebra", "crossing", Crossing.MARKED),
        (FOOT + "crossing=zebra", "crossing", Crossing.NONE),
        (CROSS + "button_operated=yes", "signal_button", 1),
        (FOOT + "access=private", "private", 1),
        (FOOT, "private", 0),
        (FOOT + "level=-1", "level", -1.0),
        (FOOT + "level=-1;0", "level", math.nan),
        (FOOT + "bridge=yes", "raised", 1),
        (FOOT + "tunnel=building_passage", "raised", 0),
        (FOOT + "kerb=raised", "kerb_cm", 12.0),
        (CROSS + "kerb=raised", "kerb_cm", 12.0),
        # A kerb along the way is not passed.
        (FOOT + "kerb:left=raised kerb:right=flush", "kerb_cm", math.nan),
        ("highway=residential kerb=raised", "kerb_cm", math.nan),
    ],
)
def test_a_way_says(text: str, column: str, value: float) -> None:
    found = getattr(way_facts(tags(text)), column)
    assert found == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "cm"),
    [
        ("kerb=flush", 0.0),
        ("kerb=lowered", 3.0),
        ("kerb=raised", 12.0),
        ("kerb=rolled", 5.0),
        ("kerb=flush;lowered", 3.0),
        ("kerb=raised kerb:height=0.15", 15.0),
        ("kerb=lowered kerb:height=2cm", 2.0),
        # Where word and number do not fit, the higher counts.
        ("kerb=flush kerb:height=0.2", 20.0),
        ("kerb=raised kerb:height=0.01", 12.0),
        ("kerb=raised kerb:height=15", 12.0),
        ("kerb=raised kerb:height=-0.1", 12.0),
        ("kerb=yes", math.nan),
        ("barrier=kerb", math.nan),
    ],
)
def test_height_of_a_kerb(text: str, cm: float) -> None:
    assert kerb_cm(tags(text)) == pytest.approx(cm, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        # No barrier=kerb is needed.
        ("highway=crossing kerb=raised", "kerb_cm", 12.0),
        ("highway=crossing kerb:left=raised kerb:right=flush", "kerb_left_cm", 12.0),
        ("highway=crossing kerb:left=raised kerb:right=flush", "kerb_right_cm", 0.0),
        ("highway=crossing kerb:both=lowered", "kerb_left_cm", 3.0),
        ("highway=crossing", "crossing", Crossing.UNKNOWN),
        ("highway=crossing crossing=no", "crossing", Crossing.UNKNOWN),
        ("highway=crossing button_operated=yes acoustic=yes", "signal_sound", 1),
        # Between the railings there is less room than beside them.
        ("barrier=cycle_barrier opening=1.2 spacing=0.9", "width_cm", 90.0),
        ("barrier=cycle_barrier spacing=0.9", "width_cm", 90.0),
        ("barrier=turnstile", "barrier", Barrier.TURNSTILE),
        ("barrier=gate access=private", "private", 1),
        ("barrier=bollard access=private", "private", 0),
        ("entrance=main width=0.8", "width_cm", 80.0),
    ],
)
def test_a_node_says(text: str, column: str, value: float) -> None:
    facts = point_facts(tags(text))
    assert facts is not None
    assert getattr(facts, column) == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize(
    "text", ["highway=street_lamp", "amenity=bench", "level=0", "entrance=yes"]
)
def test_other_nodes_are_nothing_to_pass(text: str) -> None:
    assert point_facts(tags(text)) is None


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("barrier=gate", False),
        ("barrier=gate access=no", True),
        ("barrier=gate access=no foot=yes", False),
        ("barrier=gate locked=yes", True),
        ("barrier=bollard access=no", False),
        ("barrier=lift_gate access=no", False),
        ("barrier=bollard foot=no", True),
        ("barrier=gate access=no access:conditional=yes@(08:00-18:00)", False),
        ("barrier=gate foot=no foot:conditional=yes@(08:00-18:00)", False),
        ("barrier=wall", True),
        ("highway=crossing foot=no", False),
    ],
)
def test_a_barrier_closes_the_way_for_feet(text: str, closed: bool) -> None:
    assert blocks_feet(tags(text)) is closed


@pytest.mark.parametrize(
    ("text", "its_own"),
    [
        ("barrier=gate", True),
        ("highway=elevator", True),
        ("railway=subway_entrance", True),
        ("shop=bakery entrance=yes", False),
    ],
)
def test_whose_opening_hours_bind_who_passes(text: str, its_own: bool) -> None:
    assert has_hours(tags(text)) is its_own


@pytest.mark.parametrize(
    ("text", "shaft"),
    [
        ("highway=elevator", True),
        ("highway=construction construction=elevator", True),
        ("disused:highway=elevator", True),
        ("highway=crossing", False),
    ],
)
def test_a_lift_that_does_not_run_is_no_way_between_levels(
    text: str, shaft: bool
) -> None:
    assert is_shaft(tags(text)) is shaft
