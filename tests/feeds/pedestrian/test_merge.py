"""A network mixed with the streets: one way told by both is one way."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from maas.streets.graph import Crossing, EdgeSource, SlopeSource
from maas_feeds.osm.draft import Draft, empty_draft
from maas_feeds.pedestrian import join_networks

from .town import lines, network, streets, stretch

ALONG = "node a 0 1\nnode b 100 1\n"


def merged(ways: str, text: str, folder: Path, edition: int = 2024) -> Draft:
    """Streets after a network was joined to them; its faults are not told here."""
    draft = streets(ways)
    found = network(text, folder, edition)
    found.warnings.clear()
    join_networks(draft, [(found, "merge")])
    return draft


def one(
    street: str, link: str, folder: Path, ends: str = ALONG, edition: int = 2024
) -> Draft:
    """One sidewalk of 100 m and one link along it, which is used up."""
    draft = merged(f"SIDEWALK 0 0 100 0 {street}", f"{ends}link l a b {link}", folder)
    assert lines(draft) == ["SIDEWALK 0,0 100,0"]
    return draft


def test_without_streets_the_network_is_the_streets(tmp_path: Path) -> None:
    draft = empty_draft()
    found = network("node a 0 0\nnode b 9 0\nlink l a b rt_struct=1", tmp_path)
    join_networks(draft, [(found, "merge")])
    assert lines(draft) == ["SIDEWALK 0,0 9,0"] and not draft.warnings


def test_a_street_takes_what_it_does_not_know(tmp_path: Path) -> None:
    draft = one(
        "",
        "rt_struct=1 width=3 lev_diff=2 vtcl_slope=3 brail_tile=2 roof=1 condition=1",
        tmp_path,
    )
    found = {name: column[0].item() for name, column in draft.stretches.items()}
    assert (found["width_cm"], found["kerb_cm"]) == (200.0, 2.0)
    assert (found["steepest_up"], found["steepest_down"]) == (8.0, 0.0)
    assert (found["mean_slope"], found["slope_source"]) == (8.0, SlopeSource.NETWORK)
    assert (found["tactile_paving"], found["covered"]) == (1, 2)
    assert found["source"] == EdgeSource.NETWORK and found["osm_way"] == 1
    assert found["dated"] == 739_541, "2025-10-17"
    assert not draft.warnings


def test_what_tells_nothing_new_leaves_the_street_alone(tmp_path: Path) -> None:
    draft = one("dated=700000", "rt_struct=1", tmp_path)
    assert (draft["source"][0], draft["dated"][0]) == (EdgeSource.OSM, 700_000)


def test_up_is_down_for_a_street_drawn_the_other_way(tmp_path: Path) -> None:
    ends = "node a 100 1\nnode b 0 1\n"
    draft = one("", "rt_struct=1 vtcl_slope=3", tmp_path, ends)
    assert (draft["steepest_up"][0], draft["steepest_down"][0]) == (0.0, 8.0)
    assert draft["mean_slope"][0] == -8.0
    draft = one("", "rt_struct=1 direction=2", tmp_path, ends)
    assert (draft["forward"][0], draft["backward"][0]) == (False, True)


@pytest.mark.parametrize(
    "street, link, column, wanted, said",
    [
        # Inside of the class: the exact number stays.
        ("width_cm=150", "width=2", "width_cm", 150, ""),
        ("width_cm=400", "width=4", "width_cm", 400, ""),
        ("kerb_cm=3", "lev_diff=3", "kerb_cm", 3, ""),
        ("kerb_cm=12", "lev_diff=5", "kerb_cm", 12, ""),
        ("slope_percent=6", "vtcl_slope=3", "slope_percent", 6, ""),
        ("slope_percent=-4", "vtcl_slope=2", "slope_percent", -4, ""),
        # Outside: the worse counts.
        ("width_cm=150", "width=1", "width_cm", 0, "width 1"),
        ("width_cm=150", "width=4", "width_cm", 150, "width 1"),
        ("kerb_cm=0", "lev_diff=3", "kerb_cm", 5, "kerb 1"),
        ("kerb_cm=12", "lev_diff=1", "kerb_cm", 12, "kerb 1"),
        ("slope_percent=6", "vtcl_slope=1", "steepest_up", 6, "slope 1"),
        ("slope_percent=6", "vtcl_slope=5", "steepest_up", 18, "slope 1"),
        ("slope_percent=6", "vtcl_slope=5", "mean_slope", 18, "slope 1"),
        ("slope_percent=6", "vtcl_slope=4", "steepest_down", 8, "slope 1"),
        ("tactile_paving=1", "brail_tile=1", "tactile_paving", 2, "tactile paving 1"),
        ("tactile_paving=2", "brail_tile=2", "tactile_paving", 2, "tactile paving 1"),
        ("covered=1", "roof=1", "covered", 2, "roof 1"),
        ("backward=0", "direction=1", "backward", False, ""),
        ("", "direction=2", "backward", False, "direction 1"),
        ("smoothness=2", "condition=2", "smoothness", 4, ""),
        ("smoothness=5", "condition=2", "smoothness", 5, ""),
        ("", "tfc_restr=2", "private", 1, ""),
        ("hours=-2", "no_serv_d=7", "hours", -2, ""),
        ("", "no_serv_d=99", "hours", -2, ""),
    ],
)
def test_contradictions(
    street: str, link: str, column: str, wanted: float, said: str, tmp_path: Path
) -> None:
    draft = one(street, f"rt_struct=1 {link}", tmp_path)
    assert draft[column][0] == wanted
    sentence = (
        "link.geojson contradicts the streets it runs along "
        f"({said} of 1 stretches): the worse counts."
    )
    assert draft.warnings == ([sentence] if said else [])


def test_both_have_to_be_open(tmp_path: Path) -> None:
    draft = streets("SIDEWALK 0 0 100 0 hours=0")
    draft.weeks.append(((0, 300_000),))
    found = network(f"{ALONG}link l a b rt_struct=1 no_serv_d=1", tmp_path)
    join_networks(draft, [(found, "merge")])
    assert draft.weeks[draft["hours"][0]] == ((86_400, 300_000),)


def test_crossings_take_the_lesser_protection(tmp_path: Path) -> None:
    for own, code, wanted, sound in (
        (Crossing.UNKNOWN, 4, Crossing.SIGNALS, 1),
        (Crossing.SIGNALS, 1, Crossing.MARKED, 0),
        (Crossing.UNMARKED, 4, Crossing.UNMARKED, 1),
    ):
        draft = merged(
            f"CROSSING 0 0 12 0 crossing={int(own)}",
            f"node a 0 1\nnode b 12 1\nlink l a b rt_struct=3 tfc_signal={code} "
            "tfc_s_type=2",
            tmp_path,
        )
        assert draft["crossing"].tolist() == [wanted]
        assert draft["signal_sound"].tolist() == [sound]


def test_a_link_along_a_part_tells_of_that_part_only(tmp_path: Path) -> None:
    draft = merged(
        "SIDEWALK 0 0 100 0",
        "node a 30 1\nnode b 60 1\nlink l a b rt_struct=1 width=3",
        tmp_path,
    )
    assert lines(draft) == [
        "SIDEWALK 0,0 30,0",
        "SIDEWALK 30,0 60,0",
        "SIDEWALK 60,0 100,0",
    ]
    row = stretch(draft, "SIDEWALK 30,0 60,0")
    assert draft["width_cm"][row] == 200.0
    assert sum(math.isnan(width) for width in draft["width_cm"]) == 2


def test_links_along_one_street_each_tell_of_their_part(tmp_path: Path) -> None:
    draft = merged(
        "SIDEWALK 0 0 100 0",
        """
        node a 0 1
        node b 50 1
        node c 100 1
        link ab a b rt_struct=1 lev_diff=1
        link bc b c rt_struct=1 lev_diff=4
        """,
        tmp_path,
    )
    assert draft["kerb_cm"][stretch(draft, "SIDEWALK 0,0 50,0")] == 0.0
    assert draft["kerb_cm"][stretch(draft, "SIDEWALK 50,0 100,0")] == 10.0


@pytest.mark.parametrize(
    "street, link, ends",
    [
        ("SIDEWALK 0 0 100 0", "rt_struct=1", "node a 0 4\nnode b 100 4\n"),  # beside
        ("STREET 0 0 100 0", "rt_struct=1", ALONG),  # the carriageway
        ("SIDEWALK 0 0 100 0 level=1", "rt_struct=1", ALONG),  # above
        ("SIDEWALK 0 0 100 0 raised=1", "rt_struct=1", ALONG),  # on a bridge
        ("STEPS 0 0 100 0", "rt_struct=1", ALONG),
        ("LIFT 0 0 100 0", "route_type=4", ALONG),
    ],
)
def test_what_is_another_way_stays_one(
    street: str, link: str, ends: str, tmp_path: Path
) -> None:
    draft = merged(street, f"{ends}link l a b {link} width=3", tmp_path)
    network_rows = draft["source"] == EdgeSource.NETWORK
    assert network_rows.sum() == 1 and draft["osm_way"][network_rows].tolist() == [0]


def test_a_link_that_crosses_a_street_joins_it_where_its_node_lies(
    tmp_path: Path,
) -> None:
    draft = merged(
        "STREET 0 0 100 0",
        """
        node a 40 -20
        node b 40 1
        node c 40 20
        link ab a b rt_struct=1
        link bc b c rt_struct=1
        """,
        tmp_path,
    )
    assert lines(draft) == [
        "SIDEWALK 40,-20 40,0",
        "SIDEWALK 40,0 40,20",
        "STREET 0,0 40,0",
        "STREET 40,0 100,0",
    ]
    # Lines end where their nodes are.
    for end, at in (("tail", draft.shape_at[:-1]), ("head", draft.shape_at[1:] - 1)):
        assert draft.shape_lat[at].tolist() == draft.node_lat[draft[end]].tolist()


def test_a_kerb_beside_a_street_is_not_passed_by(tmp_path: Path) -> None:
    # From the edge of a path, 1 m off its middle, over a kerb 2 m away from it: were
    # both ends put on the path, one would be on the other side without the kerb.
    draft = merged(
        "FOOTWAY 0 0 100 0",
        """
        node a 40 1
        node b 40 2.8
        node c 40 30
        link ab a b rt_struct=1 lev_diff=5
        link bc b c rt_struct=1
        """,
        tmp_path,
    )
    row = stretch(draft, "SIDEWALK 40,0 40,3")
    assert draft["kerb_cm"][row] == 100.0
    assert "SIDEWALK 40,3 40,30" in lines(draft)


@pytest.mark.parametrize("apart, linked", [(14, True), (16, False)])
def test_a_loose_end_is_linked_to_a_street_near_by(
    apart: int, linked: bool, tmp_path: Path
) -> None:
    draft = merged(
        "STREET 0 0 100 0",
        f"node a 40 {apart}\nnode b 40 50\nlink l a b rt_struct=1",
        tmp_path,
    )
    assert (f"LINK 40,{apart} 40,0" in lines(draft)) is linked
    sentence = (
        "link.geojson: 1 of 1 links, in one part, meet no street and end within 15 m of "
        "none: nobody gets there from the streets."
    )
    assert draft.warnings == ([] if linked else [sentence])


@pytest.mark.parametrize(
    "ends, linked",
    [
        ("floor=0 in_out=1", True),
        ("floor=0 in_out=2", True),
        ("floor=0 in_out=3", False),  # a wall is between
        ("floor=-1 in_out=1", False),
    ],
)
def test_what_is_inside_or_on_another_floor_is_not_linked(
    ends: str, linked: bool, tmp_path: Path
) -> None:
    draft = merged(
        "STREET 0 0 100 0",
        f"node a 40 5 {ends}\nnode b 40 50 {ends}\nlink l a b rt_struct=8",
        tmp_path,
    )
    assert ("LINK 40,5 40,0" in lines(draft)) is linked


def test_a_street_that_ends_on_a_link_is_tied_to_it(tmp_path: Path) -> None:
    draft = merged(
        "FOOTWAY 40 1 40 60",
        "node a 0 0\nnode b 100 0\nlink l a b rt_struct=1",
        tmp_path,
    )
    assert lines(draft) == [
        "FOOTWAY 40,1 40,60",
        "LINK 40,1 40,0",
        "SIDEWALK 0,0 40,0",
        "SIDEWALK 40,0 100,0",
    ]


@pytest.mark.parametrize("below, same", [(-1, True), (-2, False)])
def test_stairs_between_the_same_floors_are_the_same(
    below: int, same: bool, tmp_path: Path
) -> None:
    # Feet of the network's nodes lie on what leads to the stairs, on either floor.
    draft = merged(
        """
        FOOTWAY 0 0 20 0 levels=0,0
        STEPS 20 0 30 0 levels=0,-1 raised=1 steps=-1
        CORRIDOR 30 0 60 0 levels=-1,-1 level=-1
        """,
        f"node a 20 1 floor=0\nnode b 30 1 floor={below}\n"
        "link l a b rt_struct=5 route_type=6 stair=16 handrail=4",
        tmp_path,
    )
    assert (len(draft) == 3) is same
    row = stretch(draft, "STEPS 20,0 30,0")
    assert draft["steps"][row] == (16 if same else -1)
    assert draft["handrail"][row] == (1 if same else 0)


def test_a_second_network_is_mixed_with_the_first(tmp_path: Path) -> None:
    draft = empty_draft()
    text = "node a 0 0\nnode b 60 0\nlink l a b rt_struct=1"
    first = network(f"{text} width=2", tmp_path)
    second = network(f"{text} lev_diff=1 st_name=Park", tmp_path)
    join_networks(draft, [(first, "merge"), (second, "merge")])
    assert lines(draft) == ["SIDEWALK 0,0 60,0"]
    assert (draft["width_cm"][0], draft["kerb_cm"][0]) == (100.0, 0.0)
    assert draft.names[draft["name"][0]] == "Park"
