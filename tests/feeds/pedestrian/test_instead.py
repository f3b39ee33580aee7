"""A network instead of the streets that it covers, 15 m to either side."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from maas.streets.graph import EdgeSource
from maas_feeds.osm.draft import Draft
from maas_feeds.pedestrian import join_networks

from .town import lines, network, streets, stretch

EAST_WEST = "node a 0 0\nnode b 100 0\nlink l a b rt_struct=1 width=4"


def instead(ways: str, text: str, folder: Path) -> Draft:
    """Streets after a network took the place of some."""
    draft = streets(ways)
    found = network(text, folder)
    found.warnings.clear()
    join_networks(draft, [(found, "instead")])
    return draft


def said(count: int) -> str:
    return f"link.geojson covers {count} stretches of street, which are left out."


def test_a_street_beside_the_network_is_left_out(tmp_path: Path) -> None:
    draft = instead("STREET 0 8 100 8\nSTREET 0 16 100 16", EAST_WEST, tmp_path)
    assert lines(draft)[-1] == "STREET 0,16 100,16"
    assert draft["source"][stretch(draft, "SIDEWALK 0,0 100,0")] == EdgeSource.NETWORK
    assert draft.warnings[0] == said(1)


def test_a_street_is_cut_at_the_border_and_tied_there(tmp_path: Path) -> None:
    # It comes from 60 m north and ends 4 m from the link: 56 m, of which 45 stay.
    draft = instead("STREET 40 60 40 4", EAST_WEST, tmp_path)
    assert lines(draft) == [
        "LINK 40,15 40,0",
        "SIDEWALK 0,0 40,0",
        "SIDEWALK 40,0 100,0",
        "STREET 40,60 40,15",
    ]
    row = stretch(draft, "STREET 40,60 40,15")
    assert draft["metres"][row] == pytest.approx(45.0, abs=0.02)
    assert draft["osm_way"][row] == 1
    assert draft["width_cm"][stretch(draft, "SIDEWALK 0,0 40,0")] == 300.0
    assert draft.warnings == [said(0)]


def test_a_street_across_is_tied_on_both_sides(tmp_path: Path) -> None:
    draft = instead("STREET 40 60 40 -60", EAST_WEST, tmp_path)
    assert [line for line in lines(draft) if not line.startswith("SIDEWALK")] == [
        "LINK 40,-15 40,0",
        "LINK 40,15 40,0",
        "STREET 40,-15 40,-60",
        "STREET 40,60 40,15",
    ]


def test_a_street_that_weaves_along_the_border_leaves_no_scraps(tmp_path: Path) -> None:
    # Between 40 and 60 it is 15.5 m away, elsewhere 14: 20 m outside are no street.
    draft = instead(
        "STREET 0 14 40 14 42 15.5 58 15.5 60 14 100 14", EAST_WEST, tmp_path
    )
    assert lines(draft) == ["SIDEWALK 0,0 100,0"]
    assert draft.warnings == [said(1)]


def test_facts_are_not_mixed_with_what_goes_on_outside(tmp_path: Path) -> None:
    draft = instead("SIDEWALK 0 0 300 0 width_cm=90", EAST_WEST, tmp_path)
    assert draft["width_cm"][stretch(draft, "SIDEWALK 115,0 300,0")] == 90.0
    assert draft["width_cm"][stretch(draft, "SIDEWALK 0,0 100,0")] == 300.0
    assert "LINK 115,0 100,0" in lines(draft)


@pytest.mark.parametrize(
    "street", ["FOOTWAY 0 8 100 8 level=-1", "FOOTWAY 0 8 100 8 raised=1"]
)
def test_what_is_above_or_below_stays(street: str, tmp_path: Path) -> None:
    draft = instead(street, EAST_WEST, tmp_path)
    assert "FOOTWAY 0,8 100,8" in lines(draft)


def test_below_is_covered_by_what_is_below(tmp_path: Path) -> None:
    below = "node a 0 0 floor=-1\nnode b 100 0 floor=-1\nlink l a b rt_struct=5"
    draft = instead("CORRIDOR 0 8 100 8 level=-1\nFOOTWAY 0 8 100 8", below, tmp_path)
    assert lines(draft) == ["FOOTWAY 0,0 100,0", "FOOTWAY 0,8 100,8"]


def test_stairs_to_a_level_without_links_stay_and_are_tied(tmp_path: Path) -> None:
    draft = instead(
        """
        FOOTWAY 0 5 40 5
        STEPS 40 5 46 5 levels=0,-1
        STEPS 60 5 66 5
        CORRIDOR 46 5 90 5 level=-1
        """,
        EAST_WEST,
        tmp_path,
    )
    assert [line for line in lines(draft) if not line.startswith("SIDEWALK")] == [
        "CORRIDOR 46,5 90,5",
        "LINK 40,5 40,0",
        "STEPS 40,5 46,5",
    ]
    assert draft.warnings == [said(2)]


def test_stairs_between_levels_with_links_are_left_out(tmp_path: Path) -> None:
    below = """
    node c 0 0 floor=-1
    node d 100 0 floor=-1
    link below c d rt_struct=5
    link down a c rt_struct=5 route_type=6
    """
    draft = instead("STEPS 40 5 46 5 levels=0,-1 raised=1", EAST_WEST + below, tmp_path)
    assert lines(draft) == ["FOOTWAY 0,0 100,0", "SIDEWALK 0,0 100,0", "STEPS 0,0 0,0"]
    assert draft.warnings == [said(1)]


def test_where_all_is_covered_the_network_is_all(tmp_path: Path) -> None:
    draft = instead("STREET 0 8 100 8", EAST_WEST, tmp_path)
    assert lines(draft) == ["SIDEWALK 0,0 100,0"]
    assert np.isfinite(draft.node_lat).all()
