"""Which ways feet may use: one row of the table per test case."""

from __future__ import annotations

import pytest

from maas_feeds.osm.access import (
    Access,
    foot_access,
    foot_directions,
    has_separate_sidewalks,
    is_area,
)


def tags(text: str) -> dict[str, str]:
    return dict(word.split("=", 1) for word in text.split())


@pytest.mark.parametrize(
    "text",
    [
        "highway=footway",
        "highway=path",
        "highway=pedestrian",
        "highway=steps",
        "highway=corridor",
        "highway=living_street",
        "highway=residential",
        "highway=service",
        "highway=track",
        "highway=primary",
        "highway=primary_link",
        "highway=platform",
        "railway=platform",
        "public_transport=platform",
        "indoor=corridor",
        "highway=cycleway foot=yes",
        "highway=cycleway foot=designated",
        "highway=trunk sidewalk=both",
        "highway=trunk foot=yes",
        "highway=service access=no foot=yes",
        "highway=service access=private foot=designated",
        "highway=path vehicle=no",
        "highway=footway bicycle=no",
        "highway=footway construction=minor",
        "highway=footway access=no access:conditional=yes@(08:00-18:00)",
        "highway=footway foot=no foot:conditional=yes@(Mo-Fr)",
    ],
)
def test_feet_may_use(text: str) -> None:
    assert foot_access(tags(text)) == Access.YES


@pytest.mark.parametrize(
    "text",
    [
        "highway=motorway",
        "highway=motorway foot=yes",
        "highway=trunk",
        "highway=cycleway",
        "highway=bridleway",
        "highway=construction construction=footway",
        "highway=footway construction=yes",
        "highway=construction foot=yes",
        "highway=footway foot=no access:conditional=yes@(08:00-18:00)",
        "highway=footway access=no access:conditional=no@(08:00-18:00)",
        "highway=proposed",
        "highway=raceway",
        "highway=footway foot=no",
        "highway=footway access=no",
        "highway=residential foot=use_sidepath",
        "railway=rail",
        "building=yes",
    ],
)
def test_feet_may_not_use(text: str) -> None:
    assert foot_access(tags(text)) == Access.NO


@pytest.mark.parametrize(
    "text",
    [
        "highway=service access=private",
        "highway=footway foot=private",
        "highway=corridor access=customers",
        "highway=service access=permit",
        "highway=track access=forestry",
    ],
)
def test_private_ways_are_kept_and_marked(text: str) -> None:
    assert foot_access(tags(text)) == Access.PRIVATE


@pytest.mark.parametrize(
    ("text", "open_to"),
    [
        ("highway=residential oneway=yes", (True, True)),
        ("highway=footway oneway:foot=yes", (True, False)),
        ("highway=footway oneway:foot=-1", (False, True)),
        ("highway=footway foot:backward=no", (True, False)),
        ("highway=steps conveying=forward", (True, False)),
        ("highway=steps conveying=backward", (False, True)),
        ("highway=steps conveying=yes oneway=yes", (True, False)),
        ("highway=steps conveying=reversible", (True, True)),
    ],
)
def test_directions_for_feet(text: str, open_to: tuple[bool, bool]) -> None:
    assert foot_directions(tags(text)) == open_to


@pytest.mark.parametrize(
    ("text", "separate"),
    [
        ("highway=primary sidewalk=separate", True),
        ("highway=primary sidewalk:both=separate", True),
        ("highway=primary sidewalk:left=separate sidewalk:right=no", True),
        ("highway=primary sidewalk:left=separate sidewalk:right=yes", False),
        ("highway=primary sidewalk=no", False),
        ("highway=footway sidewalk=separate", False),
    ],
)
def test_sees_sidewalks_drawn_apart(text: str, separate: bool) -> None:
    assert has_separate_sidewalks(tags(text)) is separate


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("highway=pedestrian area=yes", True),
        ("highway=pedestrian", False),
        ("railway=platform", True),
        ("railway=platform area=no", False),
        ("highway=footway", False),
    ],
)
def test_tells_areas_from_loops(text: str, area: bool) -> None:
    assert is_area(tags(text), closed=True) is area
