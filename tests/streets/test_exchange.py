"""The streets in networkx and GeoPandas, as OSMnx would have them."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import osmnx as ox
import pytest

from maas.streets.exchange import edges_frame, nodes_frame, to_networkx

from ..feeds.osm.town import Town, stops_at

TOWN = """
    node a 0 0
    node b 100 0
    node c 100 100
    node d 200 0 kerb=raised
    way a b highway=footway surface=sett name=Alley
    way b c highway=steps step_count=9 oneway:foot=yes
    way b d highway=residential
"""


def test_a_graph_has_what_osmnx_expects(tmp_path: Path) -> None:
    town = Town(TOWN, tmp_path)
    graph = to_networkx(town.streets)
    assert graph.graph["crs"] == "epsg:4326"
    assert len(graph) == 4 and graph.number_of_edges() == 5
    a, b, c = map(town.node, "abc")
    data = graph.edges[a, b, 0]
    assert data["length"] == pytest.approx(100, abs=0.01)
    assert data["osmid"] == 1 and data["name"] == "Alley"
    assert data["kind"] == "footway" and data["surface"] == "sett"
    assert data["geometry"].coords[0] == (graph.nodes[a]["x"], graph.nodes[a]["y"])
    assert not graph.has_edge(c, b)
    assert graph.edges[b, c, 0]["steps"] == 9


def test_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    town = Town(TOWN, tmp_path)
    graph = to_networkx(town.streets)
    data = graph.edges[town.node("a"), town.node("b"), 0]
    assert data.get("kerb_cm") is None and "level" not in data
    assert graph.edges[town.node("b"), town.node("d"), 0]["kerb_cm"] == 12.0


def test_osmnx_works_on_it(tmp_path: Path) -> None:
    town = Town(TOWN, tmp_path)
    graph = to_networkx(town.streets)
    nodes, edges = ox.graph_to_gdfs(graph)
    assert len(nodes) == 4 and len(edges) == 5
    projected = ox.project_graph(graph)
    assert projected.graph["crs"] != graph.graph["crs"]
    a, c = town.node("a"), town.node("c")
    assert nx.shortest_path_length(graph, a, c, weight="length") == pytest.approx(
        200, abs=0.1
    )


def test_frames_have_a_row_for_each(tmp_path: Path) -> None:
    town = Town(TOWN, tmp_path, stops_at((50, 8)))
    s = town.streets
    nodes, edges = nodes_frame(s), edges_frame(s)
    assert len(nodes) == s.node_count and len(edges) == s.edge_count
    assert nodes.crs == edges.crs == "epsg:4326"
    assert nodes.index[nodes["stop"] == 0].tolist() == s.stop_node.tolist()
    assert set(edges["kind"]) == {"footway", "steps", "street", "link"}
    backwards = edges[s.shape_forward == 0].iloc[0]
    start = backwards.geometry.coords[0]
    assert start == (s.node_lon[backwards.u], s.node_lat[backwards.u])


def test_an_empty_town_gives_empty_frames() -> None:
    from maas_feeds.osm import build_streets, no_pathways

    s, _ = build_streets([], [], stops_at(), no_pathways())
    assert len(to_networkx(s)) == len(nodes_frame(s)) == len(edges_frame(s)) == 0
    assert np.array_equal(edges_frame(s).columns[:3], ["u", "v", "twin"])
