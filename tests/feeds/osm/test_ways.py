"""What way tags say: one row of the table per test case."""

from __future__ import annotations

import math

import pytest

from maas.streets.graph import Crossing, EdgeKind, Smoothness, Surface
from maas_feeds.osm.points import blocks_feet, point_facts
from maas_feeds.osm.ways import SURFACES, kerb_cm, way_facts


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
        (FOOT + "surface=sett", "surface", Surface.SETT),
        (FOOT + "surface=lava", "surface", Surface.OTHER),
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
        (FOOT + "smoothness=bad", "smoothness", Smoothness.BAD),
        (FOOT + "width=1.2", "width_cm", 120.0),
        (FOOT + "width=90_cm", "width_cm", math.nan),
        (FOOT + "est_width=2", "width_cm", 200.0),
        (FOOT + "width=2 maxwidth:physical=0.8", "width_cm", 80.0),
        (ROAD + "width=6", "width_cm", math.nan),
        (
            ROAD + "sidewalk:left:width=1 sidewalk:right:width=2",
            "width_cm",
            100.0,
        ),
        (FOOT + "incline=8%", "slope_percent", 8.0),
        (FOOT + "incline=up", "slope_percent", math.nan),
        (FOOT + "incline:across=-2%", "cross_slope_percent", 2.0),
        (FOOT, "steps", 0),
        (STEPS, "steps", -1),
        (STEPS + "step_count=12", "steps", 12),
        (STEPS + "step_count=12 incline=down", "steps", 12),
        (STEPS + "ramp=yes", "ramp", 1),
        (STEPS + "ramp=no", "ramp", 2),
        (STEPS + "ramp:wheelchair=yes", "ramp", 1),
        (STEPS + "ramp=yes ramp:bicycle=yes", "ramp", 0),
        (STEPS + "ramp=yes ramp:bicycle=yes ramp:wheelchair=no", "ramp", 2),
        (STEPS + "handrail=yes", "handrail", 1),
        (STEPS + "handrail:left=no handrail:right=yes", "handrail", 1),
        (STEPS + "handrail=no", "handrail", 2),
        (CROSS, "crossing", Crossing.UNKNOWN),
        (CROSS + "crossing=unmarked", "crossing", Crossing.UNMARKED),
        (CROSS + "crossing=zebra", "crossing", Crossing.MARKED),
        (CROSS + "crossing=traffic_signals", "crossing", Crossing.SIGNALS),
        (CROSS + "crossing:markings=no", "crossing", Crossing.UNMARKED),
        (CROSS + "crossing:signals=yes", "crossing", Crossing.SIGNALS),
        (FOOT + "crossing=zebra", "crossing", Crossing.NONE),
        (CROSS + "crossing:island=yes", "crossing_island", 1),
        (CROSS + "traffic_signals:sound=yes", "signal_sound", 1),
        (CROSS + "traffic_signals:sound=no", "signal_sound", 2),
        (CROSS + "traffic_signals:vibration=yes", "signal_vibration", 1),
        (FOOT + "tactile_paving=yes", "tactile_paving", 1),
        (FOOT + "tactile_paving=partial", "tactile_paving", 0),
        (FOOT + "wheelchair=limited", "wheelchair", 3),
        (FOOT + "lit=24/7", "lit", 1),
        (FOOT + "lit=no", "lit", 2),
        (FOOT + "covered=arcade", "covered", 1),
        (FOOT + "tunnel=building_passage", "covered", 1),
        (FOOT + "indoor=yes", "indoor", 1),
        (FOOT + "bench=yes", "rest", 1),
        (FOOT + "access=private", "private", 1),
        (FOOT, "private", 0),
        (FOOT + "level=-1", "level", -1.0),
        (FOOT + "level=-1;0", "level", math.nan),
        (FOOT + "kerb=raised", "kerb_cm", 12.0),
        # A kerb along the way is not passed.
        (FOOT + "kerb:left=raised kerb:right=flush", "kerb_cm", math.nan),
    ],
)
def test_a_way_says(text: str, column: str, value: float) -> None:
    found = getattr(way_facts(tags(text)), column)
    assert found == pytest.approx(value, nan_ok=True)


def test_every_named_surface_is_known() -> None:
    assert set(SURFACES.values()) == set(Surface) - {Surface.UNKNOWN, Surface.OTHER}


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
        ("kerb=yes", math.nan),
        ("barrier=kerb", math.nan),
    ],
)
def test_height_of_a_kerb(text: str, cm: float) -> None:
    assert kerb_cm(tags(text)) == pytest.approx(cm, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "column", "value"),
    [
        ("highway=crossing kerb=raised", "kerb_cm", 12.0),
        ("highway=crossing", "crossing", Crossing.UNKNOWN),
        ("highway=crossing crossing=no", "crossing", Crossing.UNKNOWN),
        ("highway=crossing crossing:island=no", "crossing_island", 2),
        ("highway=crossing button_operated=yes acoustic=yes", "signal_sound", 1),
        ("barrier=bollard maxwidth:physical=0.9", "width_cm", 90.0),
        ("barrier=bollard width=0.2", "width_cm", math.nan),
        ("barrier=cycle_barrier opening=0.8", "width_cm", 80.0),
        ("barrier=gate width=1.1", "width_cm", 110.0),
        ("barrier=stile", "wheelchair", 2),
        ("barrier=kissing_gate", "wheelchair", 2),
        ("barrier=kissing_gate wheelchair=yes", "wheelchair", 1),
        ("barrier=turnstile", "turnstile", True),
        ("barrier=gate access=private", "private", 1),
        ("barrier=bollard access=private", "private", 0),
        ("amenity=bench", "rest", 1),
    ],
)
def test_a_node_says(text: str, column: str, value: float) -> None:
    facts = point_facts(tags(text))
    assert facts is not None
    assert getattr(facts, column) == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize("text", ["highway=street_lamp", "amenity=cafe", "level=0"])
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
        ("barrier=wall", True),
        ("highway=crossing foot=no", False),
    ],
)
def test_a_barrier_closes_the_way_for_feet(text: str, closed: bool) -> None:
    assert blocks_feet(tags(text)) is closed
