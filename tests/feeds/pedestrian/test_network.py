"""From records to nodes and stretches, and what is said of records that are wrong."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from maas.errors import FeedError
from maas_feeds.pedestrian import read_network

from .town import draw, network, value, write_csv, write_geojson

H = 3600
DAY = 24 * H
SIX_TO_TEN = [(d * DAY + 6 * H, d * DAY + 22 * H) for d in range(7)]


def test_levels_are_the_floors_of_nodes(tmp_path: Path) -> None:
    found = network(
        """
        node a 0 0 floor=-1
        node b 10 0 floor=-1
        node c 20 0 floor=0
        node d 30 0 floor=99
        link ab a b
        link bc b c route_type=6
        link cd c d
        """,
        tmp_path,
    )
    assert found.draft.node_level[:3].tolist() == [-1.0, -1.0, 0.0]
    assert math.isnan(found.draft.node_level[3])
    assert found.draft["level"][0] == -1.0
    assert np.isnan(found.draft["level"][1:]).all()
    assert found.draft["raised"].tolist() == [1, 1, 0]
    assert value(found, "rises", 1) == 1, "from -1 to 0, though no slope says so"


def test_floors_go_before_the_class_of_the_slope(tmp_path: Path) -> None:
    found = network(
        """
        node a 0 0 floor=0
        node b 10 0 floor=-1
        link ab a b route_type=6 vtcl_slope=7
        """,
        tmp_path,
    )
    assert value(found, "rises") == 2
    (said,) = found.warnings
    assert said.endswith(
        "climbs by vtcl_slope where its floors fall: the floors count."
    )


@pytest.mark.parametrize(
    "fields, metres, said",
    [
        ("distance=100", 100.0, ""),
        ("distance=109", 109.0, ""),  # within a tenth of the line's 100 m
        ("distance=130", 100.0, "has a distance that is not its line's length"),
        ("distance=50", 100.0, "has a distance that is not its line's length"),
        ("distance=120 route_type=6", 120.0, ""),  # stairs are longer than from above
        ("distance=3 route_type=4", 3.0, ""),  # a lift's line is no length
        ("distance=far", 100.0, "has distance = far, which is no number"),
        ("distance=", 100.0, ""),
    ],
)
def test_length(fields: str, metres: float, said: str, tmp_path: Path) -> None:
    text = f"node a 0 0\nnode b 100 0\nlink l a b {fields}"
    found = network(text, tmp_path)
    assert value(found, "metres") == pytest.approx(metres, abs=0.1)
    assert [said in warning for warning in found.warnings] == ([True] if said else [])


@pytest.mark.parametrize(
    "distance, metres, said", [(140, 140.0, 0), (100, 100.0, 0), (60, 100.0, 1)]
)
def test_length_of_a_link_that_is_not_drawn(
    distance: int, metres: float, said: int, tmp_path: Path
) -> None:
    text = f"node a 0 0\nnode b 100 0\nlink l a b distance={distance}"
    found = read_network(*write_csv(draw(text), tmp_path), None)
    assert value(found, "metres") == pytest.approx(metres, abs=0.1)
    assert len(found.warnings) == said


def test_crossings_in_pieces_are_as_long_as_all_of_them(tmp_path: Path) -> None:
    # West to east: 8 m and 6 m meet where nothing else does; from c another crossing
    # goes north, and a sidewalk south: there one can stand.
    found = network(
        """
        node a 0 0
        node b 8 0
        node c 14 0
        node d 14 12
        node e 14 -9
        link ab a b rt_struct=3
        link bc b c rt_struct=3
        link cd c d rt_struct=4
        link ce c e rt_struct=1
        """,
        tmp_path,
    )
    assert found.draft["crossing_metres"][:3] == pytest.approx([14, 14, 12], abs=0.05)
    assert math.isnan(value(found, "crossing_metres", 3))


@pytest.mark.parametrize(
    "fields, week",
    [
        ("", None),
        ("start_time=0600 end_time=2200", SIX_TO_TEN),
        ("start_time=06-00 end_time=22-00", SIX_TO_TEN),
        ("no_serv_d=67", [(0, 5 * DAY)]),
        (
            "start_time=0900 end_time=1700 no_serv_d=1234567",
            [],
        ),
        (
            # Until 1:30 at night: what opened on Sunday closes on Monday.
            "start_time=0430 end_time=0130 no_serv_d=",
            [
                (0, 5400),
                *((d * DAY + 16_200, (d + 1) * DAY + 5400) for d in range(6)),
                (6 * DAY + 16_200, 7 * DAY),
            ],
        ),
    ],
)
def test_hours(fields: str, week: list[tuple[int, int]] | None, tmp_path: Path) -> None:
    found = network(f"node a 0 0\nnode b 9 0\nlink l a b {fields}", tmp_path)
    row = value(found, "hours")
    assert row == (-1 if week is None else 0)
    if week is not None:
        assert list(found.draft.weeks[0]) == week
    assert not found.warnings


@pytest.mark.parametrize(
    "fields, said",
    [
        ("start_time=99 end_time=99", ""),
        ("no_serv_d=99", ""),
        ("start_time=noon end_time=2200", "not written as HHMM"),
        ("no_serv_d=08", "not digits 1 to 7"),
        ("start_date=2024-04-01", "gives its start_date"),
        ("end_date=2031-04-01", "gives its end_date"),
    ],
)
def test_hours_that_are_not_known(fields: str, said: str, tmp_path: Path) -> None:
    found = network(f"node a 0 0\nnode b 9 0\nlink l a b {fields}", tmp_path)
    assert value(found, "hours") == -2
    assert [said in warning for warning in found.warnings] == ([True] if said else [])


TWO = """
node a 0 0
node b 10 0
node c 20 0
link ab a b
link bc b c
"""


def changed(folder: Path, change: Callable[[Any, Any], None]) -> list[str]:
    """What is said of two links after a change to their features and their nodes'."""
    links, nodes = write_geojson(draw(TWO), folder)
    contents = [json.loads(path.read_text("utf-8")) for path in (links, nodes)]
    change(contents[0]["features"], contents[1]["features"])
    for path, content in zip((links, nodes), contents, strict=True):
        path.write_text(json.dumps(content), encoding="utf-8")
    return read_network(links, nodes, None).warnings


def set_(feature: Any, name: str, to: object) -> None:
    feature["properties"][name] = to


@pytest.mark.parametrize(
    "change, said",
    [
        (
            lambda links, nodes: set_(links[1], "end_id", "z"),
            "link bc (record 2) has no node for its end_id: put where the line ends.",
        ),
        (
            lambda links, nodes: set_(links[1], "end_id", None),
            "link bc (record 2) has no end_id: left out.",
        ),
        (
            lambda links, nodes: (
                set_(links[1], "end_id", "z"),
                links[1].update(geometry=None),
            ),
            "link bc (record 2) has neither a line nor both of its nodes: left out.",
        ),
        (
            lambda links, nodes: set_(links[1], "link_id", "ab"),
            "link ab (record 2) has the id of a link before it: left out.",
        ),
        (
            lambda links, nodes: links[1]["geometry"]["coordinates"].reverse(),
            "link bc (record 2) is drawn from its end to its start: turned round.",
        ),
        (
            lambda links, nodes: links[1]["geometry"]["coordinates"].pop(),
            "link bc (record 2) has a line of one point: drawn straight.",
        ),
        (
            lambda links, nodes: links[1].update(
                geometry={
                    "type": "MultiLineString",
                    "coordinates": [
                        [[139.56, 35.7], [139.561, 35.7]],
                        [[139.57, 35.7], [139.571, 35.7]],
                    ],
                }
            ),
            "link bc (record 2) is in pieces that do not meet: drawn straight.",
        ),
        (
            lambda links, nodes: set_(nodes[2], "node_id", "b"),
            "node b (record 3) has the id of a node before it: left out.",
        ),
        (
            lambda links, nodes: nodes[2].update(geometry=None),
            "node c (record 3) has no place: left out.",
        ),
        (
            lambda links, nodes: set_(nodes[2], "floor", "B1"),
            "node c (record 3) has the floor B1, which is no number: not known.",
        ),
        (
            lambda links, nodes: set_(nodes[2], "in_out", 7),
            "node c (record 3) has the unknown code in_out = 7, read as not known.",
        ),
    ],
)
def test_faults_of_records_are_said(
    change: Callable[[Any, Any], None], said: str, tmp_path: Path
) -> None:
    found = changed(tmp_path, change)
    assert [said in sentence for sentence in found].count(True) == 1


def test_a_line_far_from_its_node_is_drawn_to_it(tmp_path: Path) -> None:
    def move(links: Any, nodes: Any) -> None:
        nodes[2]["geometry"]["coordinates"][0] += 0.0001  # 9 m further east

    (said,) = changed(tmp_path, move)
    assert (
        "link bc (record 2) has a line that ends more than 2 m from its nodes" in said
    )


def test_faults_alike_are_said_once(tmp_path: Path) -> None:
    links = "\n".join(f"link l{i} a b width=7" for i in range(6))
    (said,) = network(f"node a 0 0\nnode b 9 0\n{links}", tmp_path).warnings
    assert said == (
        "link.geojson: link l0 (record 1) has the unknown code width = 7, read as not "
        "known; so link l1 (record 2), link l2 (record 3), link l3 (record 4) and 2 "
        "more."
    )


def test_nothing_to_walk_on_is_refused(tmp_path: Path) -> None:
    links, nodes = write_csv(draw("node a 0 0\nlink l y z"), tmp_path)
    with pytest.raises(FeedError, match="has no link that can be used"):
        read_network(links, nodes, None)
