"""Real networks: three stations of 2025, in the edition of 2024, and Shinjuku of 2018.

Numbers were counted in the files with ``grep -c``, such as ``"route_type": 4,``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from maas.streets.graph import Crossing, EdgeKind
from maas_feeds.osm.draft import empty_draft
from maas_feeds.pedestrian import Network, join_networks, read_network

DATA = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "mitaka"
FOLDER = DATA / "pedestrian"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the shared pedestrian networks are not on this machine"
)


def station(name: str) -> Network:
    return read_network(
        FOLDER / f"nwd_oedo_{name}_link.geojson",
        FOLDER / f"nwd_oedo_{name}_node.geojson",
        None,
    )


def count(network: Network, kind: EdgeKind) -> int:
    return int((network.draft["kind"] == kind).sum())


@pytest.mark.parametrize(
    "name, links, nodes, lifts, escalators, stairs, faults",
    [
        ("daimon", 378, 340, 18, 25, 56, 2),
        ("roppongi", 298, 267, 9, 22, 43, 0),
        ("ueno-okachimachi", 268, 248, 11, 11, 48, 0),
    ],
)
def test_stations(
    name: str,
    links: int,
    nodes: int,
    lifts: int,
    escalators: int,
    stairs: int,
    faults: int,
) -> None:
    network = station(name)
    draft = network.draft
    assert (len(draft), len(draft.node_lat)) == (links, nodes)
    assert count(network, EdgeKind.LIFT) == lifts
    assert count(network, EdgeKind.ESCALATOR) == escalators
    assert count(network, EdgeKind.STEPS) == stairs
    assert len(network.warnings) == faults
    # Escalators run one way, and up or down is known of all but those on one floor.
    moving = draft["kind"] == EdgeKind.ESCALATOR
    assert (draft["forward"] & ~draft["backward"])[moving].all()
    assert (draft["rises"][moving] > 0).all()
    # Width class 1 says nothing of a lift's door.
    assert np.isnan(draft["width_cm"][draft["kind"] == EdgeKind.LIFT]).all()
    ends = (draft["tail"], draft["head"])
    graph = coo_array((np.ones(links), ends), (nodes, nodes))
    assert connected_components(graph, directed=False)[0] == 1


def test_what_daimon_is_doubted_for() -> None:
    lift, stairs = station("daimon").warnings
    assert "(record 59) is a lift (route_type = 4) with elevator = 1" in lift
    assert "climbs by vtcl_slope where its floors fall" in stairs


def test_shinjuku_is_of_2018() -> None:
    network = read_network(FOLDER / "shinjuku_barrier_free_line.json", None, None)
    draft = network.draft
    assert len(draft) == 1595 and len(draft.node_lat) == 1444
    assert count(network, EdgeKind.CROSSING) == 277 + 85
    # 8 + 14 + 151 of the 277 marked crossings have signals; the 85 others have none.
    crossings = np.bincount(draft["crossing"], minlength=5)
    assert crossings[Crossing.SIGNALS] == 173
    assert crossings[Crossing.MARKED] == 104 and crossings[Crossing.UNMARKED] == 85
    # vtcl_slope 2 and 3 that are neither stairs nor escalators: 116 + 1 and 127 + 1.
    assert (draft["steepest_up"] == 100).sum() == 117
    assert (draft["steepest_down"] == 100).sum() == 128
    # lev_diff 2 that are neither: 13.
    assert (draft["kerb_cm"] == 100).sum() == 13
    # 19 signals stand beside crossings that are links of their own.
    (said,) = network.warnings
    assert "has a pedestrian signal but is no crossing" in said and "15 more" in said


def test_a_network_mixed_with_itself_is_itself() -> None:
    path = FOLDER / "shinjuku_barrier_free_line.json"
    draft = empty_draft()
    first, second = (read_network(path, None, None) for _ in range(2))
    length = second.draft["metres"].sum()
    join_networks(draft, [(first, "merge")])
    columns = {name: column.copy() for name, column in draft.stretches.items()}
    join_networks(draft, [(second, "merge")])
    added = draft["metres"].sum() - columns["metres"].sum()
    # Lifts, what is shorter than the steps of sampling, and what lies on no level that
    # is known is not told from its neighbours.
    assert added < 0.06 * length
    assert not any("contradicts" in warning for warning in draft.warnings)
